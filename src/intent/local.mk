noinst_LIBRARIES += src/libintent.a
src_libintent_a_SOURCES = \
src/intent/absence.c \
src/intent/asked.c \
src/intent/class.c \
src/intent/classify.c \
src/intent/clauses.c \
src/intent/edit.c \
src/intent/failed.c \
src/intent/intent.h \
src/intent/named.c \
src/intent/phrasebook.c \
src/intent/placed.c \
src/intent/plain.c \
src/intent/private.h \
src/intent/private_class.h \
src/intent/pseudo.c \
src/intent/reasons.c \
src/intent/route.c \
src/intent/servers.c \
src/intent/sns.c \
src/intent/subjects.c \
src/intent/substitution.c \
src/intent/table.h \
src/intent/title.c \
src/intent/verbs.c \
src/intent/words.c
nodist_src_libintent_a_SOURCES = src/intent/built.c
EXTRA_DIST += src/intent/requests.txt src/intent/requests.awk
src/intent/built.c: src/intent/requests.txt src/intent/requests.awk src/base/blocks.awk
	$(AM_V_GEN)$(MKDIR_P) src/intent && $(AWK) -f $(srcdir)/src/base/blocks.awk -f $(srcdir)/src/intent/requests.awk $(srcdir)/src/intent/requests.txt >$@.new && mv $@.new $@
CLEANFILES += src/intent/built.c src/intent/built.c.new
INTENT_LIBS = src/libintent.a $(REPLY_LIBS) $(LANG_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/intent_route
tests_unit_intent_route_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_class
tests_unit_intent_class_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_classify
tests_unit_intent_classify_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_words
tests_unit_intent_words_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_asked
tests_unit_intent_asked_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_placed
tests_unit_intent_placed_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/intent_title
tests_unit_intent_title_LDADD = $(INTENT_LIBS) $(TEST_LIBS)
endif
