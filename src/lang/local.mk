# The texts of the mails, a folder a language; compiled in, and installed so that an operator has something to copy and change. A file of en/ that another
# language lacks is said in English.
lang_any = \
src/lang/any/button.html \
src/lang/any/head.html \
src/lang/any/title.html
lang_en = \
src/lang/en/after.html \
src/lang/en/after.txt \
src/lang/en/blocked.html \
src/lang/en/blocked.txt \
src/lang/en/flagged.html \
src/lang/en/flagged.txt \
src/lang/en/note.html \
src/lang/en/note.txt \
src/lang/en/role.html \
src/lang/en/role.txt \
src/lang/en/answer.html \
src/lang/en/answer.txt \
src/lang/en/ask.html \
src/lang/en/ask.txt \
src/lang/en/because.html \
src/lang/en/because.txt \
src/lang/en/best.html \
src/lang/en/best.txt \
src/lang/en/choice.html \
src/lang/en/choice.txt \
src/lang/en/comment.html \
src/lang/en/comment.txt \
src/lang/en/confirm.html \
src/lang/en/confirm.txt \
src/lang/en/context.html \
src/lang/en/context.txt \
src/lang/en/corrected.html \
src/lang/en/corrected.txt \
src/lang/en/digest.html \
src/lang/en/digest.txt \
src/lang/en/digest_item.html \
src/lang/en/digest_item.txt \
src/lang/en/discreet.html \
src/lang/en/discreet.txt \
src/lang/en/followed.html \
src/lang/en/followed.txt \
src/lang/en/foot.html \
src/lang/en/foot.txt \
src/lang/en/fresh.html \
src/lang/en/fresh.txt \
src/lang/en/guard.html \
src/lang/en/guard.txt \
src/lang/en/list.html \
src/lang/en/list.txt \
src/lang/en/mention.html \
src/lang/en/mention.txt \
src/lang/en/operator.html \
src/lang/en/operator.txt \
src/lang/en/preview.html \
src/lang/en/preview.txt \
src/lang/en/question.html \
src/lang/en/question.txt \
src/lang/en/receipt.html \
src/lang/en/receipt.txt \
src/lang/en/refusal.html \
src/lang/en/refusal.txt \
src/lang/en/review.html \
src/lang/en/review.txt \
src/lang/en/thread.html \
src/lang/en/thread.txt \
src/lang/en/told.html \
src/lang/en/told.txt \
src/lang/en/veil.html \
src/lang/en/veil.txt \
src/lang/en/welcome.html \
src/lang/en/welcome.txt \
src/lang/en/words.html \
src/lang/en/words.txt
lang_de = \
src/lang/de/after.html \
src/lang/de/after.txt \
src/lang/de/blocked.html \
src/lang/de/blocked.txt \
src/lang/de/flagged.html \
src/lang/de/flagged.txt \
src/lang/de/note.html \
src/lang/de/note.txt \
src/lang/de/role.html \
src/lang/de/role.txt \
src/lang/de/answer.html \
src/lang/de/answer.txt \
src/lang/de/ask.html \
src/lang/de/ask.txt \
src/lang/de/because.html \
src/lang/de/because.txt \
src/lang/de/best.html \
src/lang/de/best.txt \
src/lang/de/choice.html \
src/lang/de/choice.txt \
src/lang/de/comment.html \
src/lang/de/comment.txt \
src/lang/de/confirm.html \
src/lang/de/confirm.txt \
src/lang/de/context.html \
src/lang/de/context.txt \
src/lang/de/corrected.html \
src/lang/de/corrected.txt \
src/lang/de/digest.html \
src/lang/de/digest.txt \
src/lang/de/digest_item.html \
src/lang/de/digest_item.txt \
src/lang/de/discreet.html \
src/lang/de/discreet.txt \
src/lang/de/followed.html \
src/lang/de/followed.txt \
src/lang/de/foot.html \
src/lang/de/foot.txt \
src/lang/de/fresh.html \
src/lang/de/fresh.txt \
src/lang/de/guard.html \
src/lang/de/guard.txt \
src/lang/de/language \
src/lang/de/list.html \
src/lang/de/list.txt \
src/lang/de/mention.html \
src/lang/de/mention.txt \
src/lang/de/operator.html \
src/lang/de/operator.txt \
src/lang/de/phrases \
src/lang/de/preview.html \
src/lang/de/preview.txt \
src/lang/de/pseudonyms \
src/lang/de/question.html \
src/lang/de/question.txt \
src/lang/de/receipt.html \
src/lang/de/receipt.txt \
src/lang/de/refusal.html \
src/lang/de/refusal.txt \
src/lang/de/review.html \
src/lang/de/review.txt \
src/lang/de/thread.html \
src/lang/de/thread.txt \
src/lang/de/told.html \
src/lang/de/told.txt \
src/lang/de/veil.html \
src/lang/de/veil.txt \
src/lang/de/welcome.html \
src/lang/de/welcome.txt \
src/lang/de/words \
src/lang/de/words.html \
src/lang/de/words.txt
lang_anydir = $(pkgdatadir)/templates/any
lang_endir = $(pkgdatadir)/templates/en
lang_dedir = $(pkgdatadir)/templates/de
dist_lang_any_DATA = $(lang_any)
dist_lang_en_DATA = $(lang_en)
dist_lang_de_DATA = $(lang_de)
langtextsdir = $(pkgdatadir)/templates
dist_langtexts_DATA = src/lang/README
EXTRA_DIST += src/lang/build.awk src/lang/phrases.awk

noinst_LIBRARIES += src/liblang.a
src_liblang_a_SOURCES = \
src/lang/lang.c \
src/lang/lang.h \
src/lang/plural.c \
src/lang/private.h \
src/lang/read.c
nodist_src_liblang_a_SOURCES = src/lang/built.c src/lang/phrases.c
LANG_LIBS = src/liblang.a $(CONF_LIBS)

# All files in one run of awk; each begins a row.
src/lang/built.c: $(lang_any) $(lang_en) $(lang_de) src/lang/build.awk
	$(AM_V_GEN)$(MKDIR_P) src/lang && list= && \
	for file in $(lang_any) $(lang_en) $(lang_de); do \
	  if test -f $$file; then list="$$list $$file"; else list="$$list $(srcdir)/$$file"; fi; \
	done && $(AWK) -f $(srcdir)/src/lang/build.awk $$list > $@.new && mv $@.new $@
lang_sayers = $(src_libintent_a_SOURCES) $(src_libforum_a_SOURCES) $(src_libnotify_a_SOURCES)
src/lang/phrases.c: $(lang_sayers) src/lang/phrases.awk
	$(AM_V_GEN)$(MKDIR_P) src/lang && list= && \
	for file in $(lang_sayers); do \
	  if test -f $$file; then list="$$list $$file"; else list="$$list $(srcdir)/$$file"; fi; \
	done && LC_ALL=C $(AWK) -f $(srcdir)/src/lang/phrases.awk $$list > $@.new && mv $@.new $@
CLEANFILES += src/lang/built.c src/lang/built.c.new src/lang/phrases.c src/lang/phrases.c.new

if HAVE_CMOCKA
check_PROGRAMS += tests/unit/lang
TESTS += tests/unit/lang
tests_unit_lang_SOURCES = tests/unit/lang.c tests/unit/unit.h
tests_unit_lang_LDADD = $(LANG_LIBS) $(TEST_LIBS)
endif
