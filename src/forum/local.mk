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
check_PROGRAMS += tests/unit/forum_identity
TESTS += tests/unit/forum_identity
tests_unit_forum_identity_SOURCES = tests/unit/forum_identity.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_identity_CPPFLAGS = $(AM_CPPFLAGS) -DIDENTITY_TSV='"$(abs_top_srcdir)/tests/unit/identity.tsv"'
tests_unit_forum_identity_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_mail
TESTS += tests/unit/forum_mail
tests_unit_forum_mail_SOURCES = tests/unit/forum_mail.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_mail_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_recipient
TESTS += tests/unit/forum_recipient
tests_unit_forum_recipient_SOURCES = tests/unit/forum_recipient.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_recipient_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_name
TESTS += tests/unit/forum_name
tests_unit_forum_name_SOURCES = tests/unit/forum_name.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_name_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_standing
TESTS += tests/unit/forum_standing
tests_unit_forum_standing_SOURCES = tests/unit/forum_standing.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_standing_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_follow
TESTS += tests/unit/forum_follow
tests_unit_forum_follow_SOURCES = tests/unit/forum_follow.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_follow_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_hours
TESTS += tests/unit/forum_hours
tests_unit_forum_hours_SOURCES = tests/unit/forum_hours.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_hours_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_listing
TESTS += tests/unit/forum_listing
tests_unit_forum_listing_SOURCES = tests/unit/forum_listing.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_listing_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_related
TESTS += tests/unit/forum_related
tests_unit_forum_related_SOURCES = tests/unit/forum_related.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_related_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/forum_vote
TESTS += tests/unit/forum_vote
tests_unit_forum_vote_SOURCES = tests/unit/forum_vote.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_vote_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_aside
TESTS += tests/unit/forum_aside
tests_unit_forum_aside_SOURCES = tests/unit/forum_aside.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_aside_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/forum_block
TESTS += tests/unit/forum_block
tests_unit_forum_block_SOURCES = tests/unit/forum_block.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_block_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_editor
TESTS += tests/unit/forum_editor
tests_unit_forum_editor_SOURCES = tests/unit/forum_editor.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_editor_LDADD = $(FORUM_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/forum_flag
TESTS += tests/unit/forum_flag
tests_unit_forum_flag_SOURCES = tests/unit/forum_flag.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_flag_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_rules
TESTS += tests/unit/forum_rules
tests_unit_forum_rules_SOURCES = tests/unit/forum_rules.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_rules_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_apply
TESTS += tests/unit/forum_apply
tests_unit_forum_apply_SOURCES = tests/unit/forum_apply.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_apply_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_newcomer
TESTS += tests/unit/forum_newcomer
tests_unit_forum_newcomer_SOURCES = tests/unit/forum_newcomer.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_newcomer_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_posting
TESTS += tests/unit/forum_posting
tests_unit_forum_posting_SOURCES = tests/unit/forum_posting.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_posting_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_edit
TESTS += tests/unit/forum_edit
tests_unit_forum_edit_SOURCES = tests/unit/forum_edit.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_edit_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_leave
TESTS += tests/unit/forum_leave
tests_unit_forum_leave_SOURCES = tests/unit/forum_leave.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_leave_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_limits
TESTS += tests/unit/forum_limits
tests_unit_forum_limits_SOURCES = tests/unit/forum_limits.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_limits_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_see
TESTS += tests/unit/forum_see
tests_unit_forum_see_SOURCES = tests/unit/forum_see.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_see_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_show
TESTS += tests/unit/forum_show
tests_unit_forum_show_SOURCES = tests/unit/forum_show.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_show_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_digested
TESTS += tests/unit/forum_digested
tests_unit_forum_digested_SOURCES = tests/unit/forum_digested.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_digested_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_export
TESTS += tests/unit/forum_export
tests_unit_forum_export_SOURCES = tests/unit/forum_export.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_export_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_help
TESTS += tests/unit/forum_help
tests_unit_forum_help_SOURCES = tests/unit/forum_help.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_help_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_settings
TESTS += tests/unit/forum_settings
tests_unit_forum_settings_SOURCES = tests/unit/forum_settings.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_settings_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_forget
TESTS += tests/unit/forum_forget
tests_unit_forum_forget_SOURCES = tests/unit/forum_forget.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_forget_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_privacy
TESTS += tests/unit/forum_privacy
tests_unit_forum_privacy_SOURCES = tests/unit/forum_privacy.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_privacy_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
check_PROGRAMS += tests/unit/forum_admin
TESTS += tests/unit/forum_admin
tests_unit_forum_admin_SOURCES = tests/unit/forum_admin.c tests/unit/forum_fixture.h tests/unit/unit.h
tests_unit_forum_admin_LDADD = $(FORUM_LIBS) $(TEST_LIBS)
endif
EXTRA_DIST += tests/unit/identity.tsv
