noinst_LIBRARIES += src/libmime.a
src_libmime_a_SOURCES = \
src/mime/mime.h
src_libmime_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML2_CFLAGS)
MIME_LIBS = src/libmime.a $(ETPAN_LIBS) $(XML2_LIBS) $(CMARK_LIBS) $(BASE_LIBS)
