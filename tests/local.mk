# Everything reports TAP. Scripts run in the build directory with srcdir set, and find what they need from there.
TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = CC='$(CC)' CHECK_CPPFLAGS='$(XML2_CFLAGS)' ASAN_OPTIONS=abort_on_error=0:detect_leaks=1 \
	UBSAN_OPTIONS=print_stacktrace=1; export CC CHECK_CPPFLAGS ASAN_OPTIONS UBSAN_OPTIONS;

# Named in the local.mk of their folder; each is one file, its name with .c, where nothing else is said.
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)

# What flow scripts are written with.
check_PROGRAMS += tests/tools/mail tests/tools/lmtp
tests_tools_mail_SOURCES = tests/tools/mail.c
tests_tools_mail_LDADD = $(MIME_LIBS)
tests_tools_lmtp_SOURCES = tests/tools/lmtp.c
tests_tools_lmtp_LDADD = $(LMTP_LIBS)
check_PROGRAMS += tests/bench/load
tests_bench_load_SOURCES = tests/bench/load.c
tests_bench_load_LDADD = $(BASE_LIBS)

check_DATA += tests/flow/powercut.so
CLEANFILES += tests/flow/powercut.so
EXTRA_DIST += tests/flow/powercut.c
tests/flow/powercut.so: tests/flow/powercut.c
	$(AM_V_CCLD)$(MKDIR_P) tests/flow && $(CC) $(CFLAGS) -Wall -Wextra -fPIC -shared -o $@ $(srcdir)/tests/flow/powercut.c -ldl -pthread

CHECKS = tests/check/flows.sh tests/check/german.sh tests/check/languages.sh tests/check/layers.sh tests/check/listed.sh tests/check/mails.sh tests/check/man.sh tests/check/recipes.sh tests/check/dictionary.sh tests/check/exports.sh tests/check/sentences.sh tests/check/translator.sh
FLOWS = tests/flow/T101-ask-answer.sh \
tests/flow/T102-seed-page.sh \
tests/flow/T103-verbs.sh \
tests/flow/T104-receipts.sh \
tests/flow/T105-names.sh \
tests/flow/T106-votes.sh \
tests/flow/T107-listing.sh \
tests/flow/T108-sealed.sh \
tests/flow/T109-moderation.sh \
tests/flow/T110-corrections.sh \
tests/flow/T111-editors.sh \
tests/flow/T112-sorting.sh \
tests/flow/T113-changed-by-editors.sh \
tests/flow/T121-related.sh \
tests/flow/T116-reports.sh \
tests/flow/T117-notes-and-blocks.sh \
tests/flow/T122-get-1.sh \
tests/flow/T114-following.sh \
tests/flow/T115-quiet-hours.sh \
tests/flow/T118-digests.sh \
tests/flow/T131-digest-answers.sh \
tests/flow/T132-what-moderators-hear.sh \
tests/flow/T124-welcome.sh \
tests/flow/T119-follow-up.sh \
tests/flow/T120-convert.sh \
tests/flow/T125-commands.sh \
tests/flow/T123-german.sh \
tests/flow/T126-second-words.sh \
tests/flow/T127-members-only.sh \
tests/flow/T130-a-month.sh \
tests/flow/T201-canaries.sh \
tests/flow/T202-forgeries.sh \
tests/flow/T203-replies.sh \
tests/flow/T204-identity.sh \
tests/flow/T205-settings.sh \
tests/flow/T206-discreet.sh \
tests/flow/T207-holds.sh \
tests/flow/T208-mute-and-limits.sh \
tests/flow/T209-operator.sh \
tests/flow/T210-sensitive.sh \
tests/flow/T211-export.sh \
tests/flow/T212-forget.sh \
tests/flow/T213-on-paper.sh \
tests/flow/T214-unseen.sh \
tests/flow/T215-another-name.sh \
tests/flow/T301-machines.sh \
tests/flow/T302-two-gateways.sh \
tests/flow/T303-bombing.sh \
tests/flow/T401-one-sync-per-mail.sh \
tests/flow/T402-kill-core.sh \
tests/flow/T403-kill-render.sh \
tests/flow/T404-kill-mailer.sh \
tests/flow/T405-poison-core.sh \
tests/flow/T406-poison-parser.sh \
tests/flow/T407-refused-then-quit.sh \
tests/flow/T408-slow-clients.sh \
tests/flow/T409-descriptors.sh \
tests/flow/T410-disk-full.sh \
tests/flow/T411-power-cut.sh \
tests/flow/T412-failed-sync.sh \
tests/flow/T411-second-daemon.sh \
tests/flow/T412-stop.sh \
tests/flow/T413-control-socket.sh \
tests/flow/T414-users.sh \
tests/flow/T501-relay-faults.sh \
tests/flow/T502-bounce.sh \
tests/flow/T503-starttls.sh \
tests/flow/T504-queue-retry.sh \
tests/flow/T601-hostile.sh \
tests/flow/T602-corpus.sh \
tests/flow/T801-postfix.sh \
tests/flow/T802-pipe.sh \
tests/flow/T803-pipe-refused.sh \
tests/flow/T804-milters.sh \
tests/flow/T805-fetchmail.sh \
tests/flow/T901-backup.sh \
tests/flow/T902-tools.sh \
tests/flow/T903-keys.sh \
tests/flow/T904-upgrade.sh
TESTS += $(CHECKS) $(FLOWS)
EXTRA_DIST += $(CHECKS) tests/check/lib.sh tests/check/sentences.awk $(FLOWS) tests/flow/T122-get-1.expect tests/flow/lib.sh tests/flow/postfix.sh tests/flow/kill.sh tests/flow/powercut.sh tests/tools/relay.py
# What unit tests include.
EXTRA_DIST += tests/unit/forum_fixture.h tests/unit/notify.h tests/unit/notify_follow.h tests/unit/notify_play.h tests/unit/notify_stage.h tests/unit/seal.h tests/unit/store.h tests/unit/store_disk.h tests/unit/unit.h
# A directory: what stands in it is shipped, and read by tests/check/mails.sh.
EXTRA_DIST += tests/mail tests/flow/first-release tests/flow/month
EXTRA_DIST += tests/flow/README tests/flow/certificates.sh tests/flow/network.sh

# make bench: not part of check; prints ratios to public tools. PARTS=read runs one part of it alone, over the mails in CORPUS.
PARTS = in out cost read
CORPUS = $(srcdir)/tests/mail
EXTRA_PROGRAMS += tests/bench/populate tests/bench/curl_send tests/bench/read tests/bench/stages
tests_bench_populate_SOURCES = tests/bench/populate.c
tests_bench_populate_LDADD = $(GATEWAY_LIBS)
tests_bench_stages_SOURCES = tests/bench/stages.c
tests_bench_stages_LDADD = $(GATEWAY_LIBS)
tests_bench_curl_send_SOURCES = tests/bench/curl_send.c
tests_bench_curl_send_LDADD = src/libbase.a $(CURL_LIBS) $(BASE_LIBS)
tests_bench_read_SOURCES = tests/bench/read.c tests/bench/read_peer.c tests/bench/read_peer.h tests/tools/worst.c tests/tools/worst.h
tests_bench_read_CFLAGS = $(AM_CFLAGS) $(GMIME_CFLAGS)
tests_bench_read_LDADD = $(GATEWAY_LIBS) $(GMIME_LIBS)
CLEANFILES += tests/bench/populate tests/bench/curl_send tests/bench/read tests/bench/stages
EXTRA_DIST += tests/bench/bench.sh tests/bench/RESULTS.md

.PHONY: bench
bench: askpost tests/bench/load tests/bench/populate tests/bench/curl_send tests/bench/read
	srcdir=$(srcdir) PARTS='$(PARTS)' CORPUS='$(CORPUS)' sh $(srcdir)/tests/bench/bench.sh
