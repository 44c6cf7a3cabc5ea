noinst_LIBRARIES += src/libreply.a
src_libreply_a_SOURCES = \
src/reply/above.c \
src/reply/attribution.c \
src/reply/evidence.c \
src/reply/guard.c \
src/reply/headers.c \
src/reply/known.c \
src/reply/languages.c \
src/reply/languages.h \
src/reply/lines.c \
src/reply/marks.c \
src/reply/phone.c \
src/reply/private.h \
src/reply/redact.c \
src/reply/reply.h \
src/reply/settle.c \
src/reply/strip.c \
src/reply/structure.c
nodist_src_libreply_a_SOURCES = src/reply/built.c
EXTRA_DIST += src/reply/languages.txt src/reply/languages.awk
src/reply/built.c: src/reply/languages.txt src/reply/languages.awk src/base/blocks.awk
	$(AM_V_GEN)$(MKDIR_P) src/reply && $(AWK) -f $(srcdir)/src/base/blocks.awk -f $(srcdir)/src/reply/languages.awk $(srcdir)/src/reply/languages.txt >$@.new && mv $@.new $@
CLEANFILES += src/reply/built.c src/reply/built.c.new
REPLY_LIBS = src/libreply.a $(MIME_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/reply_languages
tests_unit_reply_languages_LDADD = $(REPLY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/reply_strip
tests_unit_reply_strip_LDADD = $(REPLY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/reply_guard
tests_unit_reply_guard_LDADD = $(REPLY_LIBS) $(TEST_LIBS)
endif
