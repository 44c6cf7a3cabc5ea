noinst_LIBRARIES += src/libforum.a
src_libforum_a_SOURCES = \
src/forum/admin.c \
src/forum/admin.h \
src/forum/admin_category.c \
src/forum/admin_held.c \
src/forum/admin_moderate.c \
src/forum/admin_person.c \
src/forum/admin_post.c \
src/forum/admin_print.c \
src/forum/admin_queue.c \
src/forum/admin_trace.c \
src/forum/answer.c \
src/forum/apply.c \
src/forum/aside.c \
src/forum/ask.c \
src/forum/block.c \
src/forum/change.c \
src/forum/close.c \
src/forum/commands.c \
src/forum/confirm.c \
src/forum/decide.c \
src/forum/convert.c \
src/forum/crisis.c \
src/forum/digested.c \
src/forum/desk.c \
src/forum/edit.c \
src/forum/editor.c \
src/forum/export.c \
src/forum/follow.c \
src/forum/flag.c \
src/forum/forget.c \
src/forum/forum.h \
src/forum/gate.c \
src/forum/help.c \
src/forum/hide.c \
src/forum/hold.c \
src/forum/hours.c \
src/forum/identity.c \
src/forum/known.c \
src/forum/label.c \
src/forum/language.c \
src/forum/leave.c \
src/forum/listing.c \
src/forum/mail.c \
src/forum/member.c \
src/forum/mine.c \
src/forum/moderate.c \
src/forum/name.c \
src/forum/note.c \
src/forum/people.c \
src/forum/points.c \
src/forum/posting.c \
src/forum/private.h \
src/forum/private_moderate.h \
src/forum/recipient.c \
src/forum/remind.c \
src/forum/related.c \
src/forum/report.c \
src/forum/rules.c \
src/forum/settings.c \
src/forum/see.c \
src/forum/show.c \
src/forum/sort.c \
src/forum/subscribe.c \
src/forum/substitute.c \
src/forum/tick.c \
src/forum/vote.c \
src/forum/withdraw.c \
src/forum/words.c \
src/forum/words.h
FORUM_LIBS = src/libforum.a $(STORE_LIBS) $(INTENT_LIBS) $(LANG_LIBS) $(JANSSON_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/forum_identity
tests_unit_forum_identity_CPPFLAGS = $(AM_CPPFLAGS) -DIDENTITY_TSV='"$(abs_top_srcdir)/tests/unit/identity.tsv"'
tests_unit_forum_identity_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_mail
tests_unit_forum_mail_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_recipient
tests_unit_forum_recipient_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_name
tests_unit_forum_name_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_standing
tests_unit_forum_standing_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_follow
tests_unit_forum_follow_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_hours
tests_unit_forum_hours_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_listing
tests_unit_forum_listing_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_related
tests_unit_forum_related_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

UNIT_TESTS += tests/unit/forum_vote
tests_unit_forum_vote_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_aside
tests_unit_forum_aside_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

UNIT_TESTS += tests/unit/forum_block
tests_unit_forum_block_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_editor
tests_unit_forum_editor_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

UNIT_TESTS += tests/unit/forum_flag
tests_unit_forum_flag_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_rules
tests_unit_forum_rules_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_apply
tests_unit_forum_apply_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_newcomer
tests_unit_forum_newcomer_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_posting
tests_unit_forum_posting_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_edit
tests_unit_forum_edit_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_leave
tests_unit_forum_leave_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_limits
tests_unit_forum_limits_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_see
tests_unit_forum_see_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_member
tests_unit_forum_member_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_show
tests_unit_forum_show_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_digested
tests_unit_forum_digested_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_export
tests_unit_forum_export_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_help
tests_unit_forum_help_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_settings
tests_unit_forum_settings_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_forget
tests_unit_forum_forget_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_privacy
tests_unit_forum_privacy_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/forum_admin
tests_unit_forum_admin_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
endif
EXTRA_DIST += tests/unit/identity.tsv
