noinst_LIBRARIES += src/libnotify.a
src_libnotify_a_SOURCES = \
src/notify/audience.c \
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
src/notify/render_digest_told.c \
src/notify/render_list.c \
src/notify/render_related.c \
src/notify/render_post.c \
src/notify/render_tell.c \
src/notify/settle.c \
src/notify/template.c \
src/notify/wrap.c
NOTIFY_LIBS = src/libnotify.a $(FORUM_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/notify_audience
tests_unit_notify_audience_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_claim
tests_unit_notify_claim_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_digest
tests_unit_notify_digest_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_discreet
tests_unit_notify_discreet_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_expand
tests_unit_notify_expand_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_lines
tests_unit_notify_lines_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_follow
tests_unit_notify_follow_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_mention
tests_unit_notify_mention_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_payload
tests_unit_notify_payload_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_again
tests_unit_notify_again_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_hostile
tests_unit_notify_hostile_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_render
tests_unit_notify_render_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_settings
tests_unit_notify_settings_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_settle
tests_unit_notify_settle_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_meanwhile
tests_unit_notify_meanwhile_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_table
tests_unit_notify_table_LDADD = $(NOTIFY_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/notify_template
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
tests/unit/notify/digest-told.txt \
tests/unit/notify/digest.txt \
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
