noinst_LIBRARIES += src/libreply.a
src_libreply_a_SOURCES = \
src/reply/reply.h
REPLY_LIBS = src/libreply.a $(MIME_LIBS)
