# what is installed or shipped beside the program
dist_doc_DATA += contrib/askpost.conf.example
EXTRA_DIST += contrib/LICENSE contrib/NEWS contrib/HACKING.md contrib/notice.png contrib/packages contrib/systemd/askpost.service \
	src/README.md src/forum/README.md
dist_noinst_SCRIPTS += contrib/gallery contrib/install-packages contrib/quickstart contrib/test
dist_man_MANS += contrib/man/askpost.1 contrib/man/askpost.conf.5 contrib/man/askpost.7
EXTRA_DIST += contrib/postfix/README.md contrib/postfix/main.cf.example contrib/postfix/master.cf.example \
	contrib/postfix/askpost_incoming.example contrib/postfix/askpost_notices.example contrib/postfix/fetchmailrc.example \
	contrib/postfix/opendkim.conf.example contrib/postfix/opendmarc.conf.example
