noinst_LIBRARIES += src/libintent.a
src_libintent_a_SOURCES = \
src/intent/intent.h
INTENT_LIBS = src/libintent.a $(REPLY_LIBS)
