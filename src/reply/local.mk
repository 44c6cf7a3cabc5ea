noinst_LIBRARIES += src/libreply.a
src_libreply_a_SOURCES = \
src/reply/attribution.c \
src/reply/guard.c \
src/reply/known.c \
src/reply/languages.c \
src/reply/lines.c \
src/reply/phrases.c \
src/reply/private.h \
src/reply/redact.c \
src/reply/reply.h \
src/reply/strip.c \
src/reply/structure.c
REPLY_LIBS = src/libreply.a $(MIME_LIBS)

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/reply_strip tests/unit/reply_guard
TESTS += tests/unit/reply_strip tests/unit/reply_guard
tests_unit_reply_strip_SOURCES = tests/unit/reply_strip.c tests/unit/unit.h
tests_unit_reply_strip_LDADD = $(REPLY_LIBS) $(TEST_LIBS)
tests_unit_reply_guard_SOURCES = tests/unit/reply_guard.c tests/unit/unit.h
tests_unit_reply_guard_LDADD = $(REPLY_LIBS) $(TEST_LIBS)
endif
