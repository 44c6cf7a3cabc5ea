noinst_LIBRARIES += src/liblmtp.a
src_liblmtp_a_SOURCES = \
src/lmtp/lmtp.h
LMTP_LIBS = src/liblmtp.a $(BASE_LIBS)
