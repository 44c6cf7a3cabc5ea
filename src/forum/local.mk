noinst_LIBRARIES += src/libforum.a
src_libforum_a_SOURCES = \
src/forum/admin.c \
src/forum/admin.h \
src/forum/admin_category.c \
src/forum/admin_held.c \
src/forum/admin_person.c \
src/forum/admin_post.c \
src/forum/admin_print.c \
src/forum/admin_queue.c \
src/forum/admin_trace.c \
src/forum/answer.c \
src/forum/apply.c \
src/forum/ask.c \
src/forum/change.c \
src/forum/commands.c \
src/forum/confirm.c \
src/forum/edit.c \
src/forum/forum.h \
src/forum/gate.c \
src/forum/hold.c \
src/forum/identity.c \
src/forum/known.c \
src/forum/leave.c \
src/forum/mail.c \
src/forum/name.c \
src/forum/people.c \
src/forum/posting.c \
src/forum/private.h \
src/forum/recipient.c \
src/forum/report.c \
src/forum/rules.c \
src/forum/settings.c \
src/forum/subscribe.c \
src/forum/tick.c \
src/forum/withdraw.c \
src/forum/words.c \
src/forum/words.h
FORUM_LIBS = src/libforum.a $(STORE_LIBS) $(INTENT_LIBS) $(CONF_LIBS) $(JANSSON_LIBS)
