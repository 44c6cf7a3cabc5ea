# what is installed or shipped beside the program
dist_doc_DATA += contrib/askpost.conf.example
EXTRA_DIST += contrib/LICENSE contrib/NEWS contrib/HACKING.md contrib/notice.png contrib/packages contrib/systemd/askpost.service \
	src/README.md src/LAYERS
dist_noinst_SCRIPTS += contrib/install-packages contrib/quickstart contrib/test
dist_man_MANS += contrib/man/askpost.1 contrib/man/askpost.conf.5 contrib/man/askpost.7
