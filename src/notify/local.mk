noinst_LIBRARIES += src/libnotify.a
src_libnotify_a_SOURCES = \
src/notify/notify.h
NOTIFY_LIBS = src/libnotify.a $(FORUM_LIBS)
