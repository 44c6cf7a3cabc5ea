noinst_LIBRARIES += src/libforum.a
src_libforum_a_SOURCES = \
src/forum/forum.h
FORUM_LIBS = src/libforum.a $(STORE_LIBS) $(INTENT_LIBS) $(CONF_LIBS) $(JANSSON_LIBS)
