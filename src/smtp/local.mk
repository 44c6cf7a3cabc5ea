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
smtp_tests = tests/unit/smtp_maildir tests/unit/smtp_outcome tests/unit/smtp_send
check_PROGRAMS += $(smtp_tests)
TESTS += $(smtp_tests)
tests_unit_smtp_maildir_SOURCES = tests/unit/smtp_maildir.c tests/unit/unit.h
tests_unit_smtp_maildir_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
tests_unit_smtp_outcome_SOURCES = tests/unit/smtp_outcome.c tests/unit/unit.h
tests_unit_smtp_outcome_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
tests_unit_smtp_send_SOURCES = tests/unit/smtp_send.c tests/unit/smtp_script.c tests/unit/smtp_script.h tests/unit/unit.h
tests_unit_smtp_send_LDADD = $(SMTP_LIBS) $(TEST_LIBS)
endif
