# The texts of the mails: compiled in, and installed so that an operator has something to copy and change.
notify_templates = \
src/notify/templates/after.html \
src/notify/templates/after.txt \
src/notify/templates/answer.html \
src/notify/templates/answer.txt \
src/notify/templates/ask.html \
src/notify/templates/ask.txt \
src/notify/templates/best.html \
src/notify/templates/best.txt \
src/notify/templates/because.html \
src/notify/templates/because.txt \
src/notify/templates/button.html \
src/notify/templates/choice.html \
src/notify/templates/choice.txt \
src/notify/templates/comment.html \
src/notify/templates/comment.txt \
src/notify/templates/confirm.html \
src/notify/templates/confirm.txt \
src/notify/templates/corrected.html \
src/notify/templates/corrected.txt \
src/notify/templates/context.html \
src/notify/templates/context.txt \
src/notify/templates/digest.html \
src/notify/templates/digest.txt \
src/notify/templates/digest_item.html \
src/notify/templates/digest_item.txt \
src/notify/templates/discreet.html \
src/notify/templates/discreet.txt \
src/notify/templates/followed.html \
src/notify/templates/followed.txt \
src/notify/templates/foot.html \
src/notify/templates/foot.txt \
src/notify/templates/fresh.html \
src/notify/templates/fresh.txt \
src/notify/templates/guard.html \
src/notify/templates/guard.txt \
src/notify/templates/list.html \
src/notify/templates/list.txt \
src/notify/templates/head.html \
src/notify/templates/mention.html \
src/notify/templates/mention.txt \
src/notify/templates/operator.html \
src/notify/templates/operator.txt \
src/notify/templates/preview.html \
src/notify/templates/preview.txt \
src/notify/templates/question.html \
src/notify/templates/question.txt \
src/notify/templates/receipt.html \
src/notify/templates/receipt.txt \
src/notify/templates/review.html \
src/notify/templates/review.txt \
src/notify/templates/refusal.html \
src/notify/templates/refusal.txt \
src/notify/templates/thread.html \
src/notify/templates/thread.txt \
src/notify/templates/title.html \
src/notify/templates/told.html \
src/notify/templates/told.txt \
src/notify/templates/veil.html \
src/notify/templates/welcome.html \
src/notify/templates/welcome.txt \
src/notify/templates/veil.txt \
src/notify/templates/words.html \
src/notify/templates/words.txt
notifytemplatesdir = $(pkgdatadir)/templates
dist_notifytemplates_DATA = $(notify_templates) src/notify/templates/README
EXTRA_DIST += src/notify/templates/build.awk

noinst_LIBRARIES += src/libnotify.a
src_libnotify_a_SOURCES = \
src/notify/because.c \
src/notify/claim.c \
src/notify/digest.c \
src/notify/discreet.c \
src/notify/expand.c \
src/notify/gate.c \
src/notify/kinds.c \
src/notify/lines.c \
src/notify/links.c \
src/notify/memo.c \
src/notify/mention.c \
src/notify/names.c \
src/notify/notify.h \
src/notify/operator.c \
src/notify/payload.c \
src/notify/plan.c \
src/notify/private.h \
src/notify/quiet.c \
src/notify/render.c \
src/notify/render_categories.c \
src/notify/render_digest.c \
src/notify/render_list.c \
src/notify/render_related.c \
src/notify/render_post.c \
src/notify/render_tell.c \
src/notify/settle.c \
src/notify/template.c \
src/notify/wrap.c
nodist_src_libnotify_a_SOURCES = src/notify/built.c
NOTIFY_LIBS = src/libnotify.a $(FORUM_LIBS)

# All files in one run of awk; each begins a row.
src/notify/built.c: $(notify_templates) src/notify/templates/build.awk
	$(AM_V_GEN)$(MKDIR_P) src/notify && list= && \
	for file in $(notify_templates); do \
	  if test -f $$file; then list="$$list $$file"; else list="$$list $(srcdir)/$$file"; fi; \
	done && $(AWK) -f $(srcdir)/src/notify/templates/build.awk $$list > $@.new && mv $@.new $@
CLEANFILES += src/notify/built.c src/notify/built.c.new

if HAVE_CMOCKA
check_PROGRAMS += \
tests/unit/notify_claim \
tests/unit/notify_digest \
tests/unit/notify_discreet \
tests/unit/notify_expand \
tests/unit/notify_lines \
tests/unit/notify_follow \
tests/unit/notify_payload \
tests/unit/notify_render \
tests/unit/notify_settings \
tests/unit/notify_settle \
tests/unit/notify_table \
tests/unit/notify_template
TESTS += \
tests/unit/notify_claim \
tests/unit/notify_digest \
tests/unit/notify_discreet \
tests/unit/notify_expand \
tests/unit/notify_lines \
tests/unit/notify_follow \
tests/unit/notify_payload \
tests/unit/notify_render \
tests/unit/notify_settings \
tests/unit/notify_settle \
tests/unit/notify_table \
tests/unit/notify_template
tests_unit_notify_claim_SOURCES = tests/unit/notify_claim.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_claim_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_digest_SOURCES = tests/unit/notify_digest.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_digest_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_discreet_SOURCES = tests/unit/notify_discreet.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_discreet_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_expand_SOURCES = tests/unit/notify_expand.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_expand_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_lines_SOURCES = tests/unit/notify_lines.c tests/unit/unit.h
tests_unit_notify_lines_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_follow_SOURCES = tests/unit/notify_follow.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_follow_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_payload_SOURCES = tests/unit/notify_payload.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_payload_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_render_SOURCES = tests/unit/notify_render.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_render_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_settings_SOURCES = tests/unit/notify_settings.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_settings_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_settle_SOURCES = tests/unit/notify_settle.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_settle_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_table_SOURCES = tests/unit/notify_table.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_notify_table_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
tests_unit_notify_template_SOURCES = tests/unit/notify_template.c tests/unit/notify.h tests/unit/unit.h
tests_unit_notify_template_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
endif
# What each mail looks like; ASKPOST_GOLDEN=write makes them anew.
EXTRA_DIST += \
tests/unit/notify/answer-title.txt \
tests/unit/notify/answer.txt \
tests/unit/notify/ask.txt \
tests/unit/notify/choice.txt \
tests/unit/notify/comment-title.txt \
tests/unit/notify/comment.txt \
tests/unit/notify/confirm.txt \
tests/unit/notify/fresh.txt \
tests/unit/notify/guard.txt \
tests/unit/notify/preview.txt \
tests/unit/notify/question-title.txt \
tests/unit/notify/question.txt \
tests/unit/notify/receipt-reply.txt \
tests/unit/notify/receipt-title-reply.txt \
tests/unit/notify/receipt-title.txt \
tests/unit/notify/receipt.txt \
tests/unit/notify/refusal.txt \
tests/unit/notify/thread-title.txt \
tests/unit/notify/thread.txt \
tests/unit/notify/told.txt \
tests/unit/notify/welcome.txt
