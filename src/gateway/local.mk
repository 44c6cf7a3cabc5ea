noinst_LIBRARIES += src/libgateway.a
src_libgateway_a_SOURCES = \
src/gateway/control.c \
src/gateway/core.c \
src/gateway/core_answer.c \
src/gateway/core_apply.c \
src/gateway/core_batch.c \
src/gateway/core_between.c \
src/gateway/core_settle.c \
src/gateway/core.h \
src/gateway/front.c \
src/gateway/front.h \
src/gateway/front_mail.c \
src/gateway/front_peers.c \
src/gateway/front_recipient.c \
src/gateway/gateway.h \
src/gateway/jail.c \
src/gateway/jail_try.c \
src/gateway/landlock.c \
src/gateway/landlock.h \
src/gateway/mailer.c \
src/gateway/parser.c \
src/gateway/protocol.c \
src/gateway/protocol.h \
src/gateway/read.c \
src/gateway/render.c \
src/gateway/render.h \
src/gateway/render_mailers.c \
src/gateway/render_settle.c \
src/gateway/serve.c \
src/gateway/serve.h \
src/gateway/serve_children.c
GATEWAY_LIBS = src/libgateway.a $(NOTIFY_LIBS) $(LMTP_LIBS) $(SMTP_LIBS) $(SECCOMP_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/gateway_batch
tests_unit_gateway_batch_LDADD = $(GATEWAY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/gateway_jail
tests_unit_gateway_jail_LDADD = $(GATEWAY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/gateway_read
tests_unit_gateway_read_SOURCES = tests/unit/gateway_read.c tests/unit/unit.h tests/tools/worst.c tests/tools/worst.h
tests_unit_gateway_read_LDADD = $(GATEWAY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/gateway_recipient
tests_unit_gateway_recipient_LDADD = $(GATEWAY_LIBS) $(TEST_LIBS)
endif
