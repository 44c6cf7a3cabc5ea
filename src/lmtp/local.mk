noinst_LIBRARIES += src/liblmtp.a
src_liblmtp_a_SOURCES = \
src/lmtp/client.c \
src/lmtp/client.h \
src/lmtp/client_reply.c \
src/lmtp/data.c \
src/lmtp/lmtp.h \
src/lmtp/path.c \
src/lmtp/private.h \
src/lmtp/session.c \
src/lmtp/socketmap.c \
src/lmtp/stuff.c \
src/lmtp/verbs.c
LMTP_LIBS = src/liblmtp.a $(BASE_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/lmtp_client
tests_unit_lmtp_client_LDADD = $(LMTP_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/lmtp_session
tests_unit_lmtp_session_LDADD = $(LMTP_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/lmtp_socketmap
tests_unit_lmtp_socketmap_LDADD = $(LMTP_LIBS) $(TEST_LIBS)

# The subcommand itself, without the rest of cmd/.
UNIT_TESTS += tests/unit/lmtp_deliver
tests_unit_lmtp_deliver_SOURCES = tests/unit/lmtp_deliver.c tests/unit/unit.h src/cmd/deliver.c
tests_unit_lmtp_deliver_LDADD = $(LMTP_LIBS) $(CONF_LIBS) $(TEST_LIBS)
endif

# Runs the transcripts: needs no cmocka.
UNIT_TESTS += tests/unit/lmtp_talk
tests_unit_lmtp_talk_LDADD = $(LMTP_LIBS)

EXTRA_DIST += \
tests/lmtp/addresses.talk \
tests/lmtp/bad-commands.talk \
tests/lmtp/bad-recipients.talk \
tests/lmtp/bare-each-recipient.talk \
tests/lmtp/bdat.talk \
tests/lmtp/command-bytes.talk \
tests/lmtp/delivery-answers.talk \
tests/lmtp/dot-space.talk \
tests/lmtp/dots.talk \
tests/lmtp/early-text.talk \
tests/lmtp/empty-message.talk \
tests/lmtp/foreign.talk \
tests/lmtp/gravest-fault.talk \
tests/lmtp/greeting.talk \
tests/lmtp/hundred-and-one-recipients.talk \
tests/lmtp/long-commands.talk \
tests/lmtp/long-lines.talk \
tests/lmtp/loop.talk \
tests/lmtp/lost.talk \
tests/lmtp/many-mails.talk \
tests/lmtp/no-room.talk \
tests/lmtp/nul-each-recipient.talk \
tests/lmtp/null-sender.talk \
tests/lmtp/one-mail.talk \
tests/lmtp/order.talk \
tests/lmtp/parameters.talk \
tests/lmtp/pipe.talk \
tests/lmtp/pipelined.talk \
tests/lmtp/pipelined-none-accepted.talk \
tests/lmtp/postmaster.talk \
tests/lmtp/quit-and-rset-in-text.talk \
tests/lmtp/recipients.talk \
tests/lmtp/shut.talk \
tests/lmtp/size.talk \
tests/lmtp/size-endless.talk \
tests/lmtp/small-verbs.talk \
tests/lmtp/smtputf8.talk \
tests/lmtp/smuggling-cr-crlf-dot-crlf.talk \
tests/lmtp/smuggling-cr-dot-cr.talk \
tests/lmtp/smuggling-crlf-dot-cr.talk \
tests/lmtp/smuggling-crlf-dot-crcrlf.talk \
tests/lmtp/smuggling-crlf-dot-lf.talk \
tests/lmtp/smuggling-crlf-dot-nul-crlf.talk \
tests/lmtp/smuggling-crlf-nul-dot-crlf.talk \
tests/lmtp/smuggling-lf-dot-crlf.talk \
tests/lmtp/smuggling-lf-dot-lf.talk \
tests/lmtp/too-many-recipients.talk
