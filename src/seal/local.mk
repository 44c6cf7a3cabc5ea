noinst_LIBRARIES += src/libseal.a
src_libseal_a_SOURCES = \
src/seal/seal.h
SEAL_LIBS = src/libseal.a $(SODIUM_LIBS) $(BASE_LIBS)
