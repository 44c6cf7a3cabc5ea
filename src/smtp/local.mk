noinst_LIBRARIES += src/libsmtp.a
src_libsmtp_a_SOURCES = \
src/smtp/maildir.c \
src/smtp/outcome.c \
src/smtp/private.h \
src/smtp/relay.c \
src/smtp/smtp.c \
src/smtp/smtp.h \
src/smtp/watch.c
SMTP_LIBS = src/libsmtp.a $(CURL_LIBS) $(MIME_LIBS) $(CONF_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/smtp_maildir
tests_unit_smtp_maildir_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/smtp_outcome
tests_unit_smtp_outcome_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/smtp_send
tests_unit_smtp_send_SOURCES = tests/unit/smtp_send.c tests/unit/smtp_script.c tests/unit/smtp_script.h tests/unit/unit.h
tests_unit_smtp_send_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
endif
