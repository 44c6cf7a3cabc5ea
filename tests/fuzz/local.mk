# Every fuzz entry runs once over its seeds in every check; `make fuzz` runs each for FUZZ_SECONDS under libFuzzer, FUZZ_JOBS at once.
FUZZ_ENTRIES = \
tests/fuzz/conf_load \
tests/fuzz/gateway_read \
tests/fuzz/gateway_record \
tests/fuzz/intent_arf \
tests/fuzz/intent_dsn \
tests/fuzz/lmtp_session \
tests/fuzz/mime_addresses \
tests/fuzz/mime_authres \
tests/fuzz/mime_compose \
tests/fuzz/mime_flowed \
tests/fuzz/mime_headers \
tests/fuzz/mime_html \
tests/fuzz/mime_message \
tests/fuzz/reply_guard \
tests/fuzz/reply_strip \
tests/fuzz/seal_token
check_PROGRAMS += $(FUZZ_ENTRIES)
TESTS += $(FUZZ_ENTRIES)
tests_fuzz_conf_load_SOURCES = tests/fuzz/conf_load.c tests/fuzz/replay.c
tests_fuzz_conf_load_LDADD = $(CONF_LIBS)
tests_fuzz_gateway_read_SOURCES = tests/fuzz/gateway_read.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_gateway_read_LDADD = $(GATEWAY_LIBS)
tests_fuzz_gateway_record_SOURCES = tests/fuzz/gateway_record.c tests/fuzz/replay.c
tests_fuzz_gateway_record_LDADD = $(GATEWAY_LIBS)
tests_fuzz_intent_arf_SOURCES = tests/fuzz/intent_arf.c tests/fuzz/replay.c tests/fuzz/fuzz.h tests/fuzz/report.h
tests_fuzz_intent_arf_LDADD = $(INTENT_LIBS)
tests_fuzz_intent_dsn_SOURCES = tests/fuzz/intent_dsn.c tests/fuzz/replay.c tests/fuzz/fuzz.h tests/fuzz/report.h
tests_fuzz_intent_dsn_LDADD = $(INTENT_LIBS)
tests_fuzz_lmtp_session_SOURCES = tests/fuzz/lmtp_session.c tests/fuzz/replay.c
tests_fuzz_lmtp_session_LDADD = $(LMTP_LIBS)
tests_fuzz_mime_addresses_SOURCES = tests/fuzz/mime_addresses.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_addresses_LDADD = $(MIME_LIBS)
tests_fuzz_mime_authres_SOURCES = tests/fuzz/mime_authres.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_authres_LDADD = $(MIME_LIBS)
tests_fuzz_mime_compose_SOURCES = tests/fuzz/mime_compose.c tests/fuzz/replay.c
tests_fuzz_mime_compose_LDADD = $(MIME_LIBS)
tests_fuzz_mime_flowed_SOURCES = tests/fuzz/mime_flowed.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_flowed_LDADD = $(MIME_LIBS)
tests_fuzz_mime_headers_SOURCES = tests/fuzz/mime_headers.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_headers_LDADD = $(MIME_LIBS)
tests_fuzz_mime_html_SOURCES = tests/fuzz/mime_html.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_html_LDADD = $(MIME_LIBS)
tests_fuzz_mime_message_SOURCES = tests/fuzz/mime_message.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_mime_message_LDADD = $(MIME_LIBS)
tests_fuzz_reply_guard_SOURCES = tests/fuzz/reply_guard.c tests/fuzz/replay.c
tests_fuzz_reply_guard_LDADD = $(REPLY_LIBS)
tests_fuzz_reply_strip_SOURCES = tests/fuzz/reply_strip.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_reply_strip_LDADD = $(REPLY_LIBS)
tests_fuzz_seal_token_SOURCES = tests/fuzz/seal_token.c tests/fuzz/replay.c
tests_fuzz_seal_token_LDADD = $(SEAL_LIBS)
EXTRA_DIST += tests/fuzz/seeds tests/fuzz/mail.dict tests/fuzz/run.sh

FUZZ_SECONDS = 60
FUZZ_JOBS = 1
FUZZ_FLAGS = -O1 -g -fsanitize=fuzzer-no-link

# A build of its own, by clang with sanitizers, in ./fuzz; what is found new stays in fuzz/corpus.
fuzz/config.status: $(top_srcdir)/configure
	@$(MKDIR_P) fuzz
	cd fuzz && source=`cd '$(abs_top_srcdir)' && pwd` && "$$source/configure" -q --enable-sanitizers CC=clang

fuzz-build: fuzz/config.status
	cd fuzz && $(MAKE) CFLAGS='$(FUZZ_FLAGS)' CPPFLAGS=-DLIBFUZZER LDFLAGS=-fsanitize=fuzzer $(FUZZ_ENTRIES)

fuzz: fuzz-build
	@FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_JOBS=$(FUZZ_JOBS) srcdir=$(srcdir) sh $(srcdir)/tests/fuzz/run.sh $(FUZZ_ENTRIES)
distclean-local:
	-rm -rf fuzz
.PHONY: fuzz fuzz-build
