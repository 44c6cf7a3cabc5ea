noinst_LIBRARIES += src/libseal.a
src_libseal_a_SOURCES = \
src/seal/address.c \
src/seal/base32.c \
src/seal/box.c \
src/seal/hash.c \
src/seal/key_files.c \
src/seal/keys.c \
src/seal/people.c \
src/seal/private.h \
src/seal/scrub.c \
src/seal/seal.h \
src/seal/token.c
SEAL_LIBS = src/libseal.a $(SODIUM_LIBS) $(BASE_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/seal_token
tests_unit_seal_token_LDADD = $(SEAL_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/seal_address
tests_unit_seal_address_LDADD = $(SEAL_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/seal_keys
tests_unit_seal_keys_LDADD = $(SEAL_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/seal_scrub
tests_unit_seal_scrub_LDADD = $(SEAL_LIBS) $(TEST_LIBS)
endif
