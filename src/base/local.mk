noinst_LIBRARIES += src/libbase.a
src_libbase_a_SOURCES = \
src/base/address.c \
src/base/address.h \
src/base/buf.c \
src/base/buf.h \
src/base/clock.c \
src/base/clock.h \
src/base/io.c \
src/base/io.h \
src/base/log.c \
src/base/log.h \
src/base/mem.c \
src/base/mem.h \
src/base/nearest.c \
src/base/nearest.h \
src/base/outcome.c \
src/base/outcome.h \
src/base/phrases.c \
src/base/phrases.h \
src/base/proc.c \
src/base/proc.h \
src/base/random.c \
src/base/random.h \
src/base/str.c \
src/base/str.h \
src/base/utf8.c \
src/base/utf8_fold.c \
src/base/utf8.h \
src/base/wire.c \
src/base/wire.h \
src/base/worker.c \
src/base/worker.h \
src/base/zone.c \
src/base/zone.h \
src/base/zone_rule.c \
src/base/zone_rule.h
EXTRA_DIST += src/base/blocks.awk
BASE_LIBS = src/libbase.a $(TALLOC_LIBS) $(UNISTRING_LIBS) $(IDN2_LIBS)

# Unit tests of a folder link with what the folder may see, and cmocka.
TEST_LIBS = $(CMOCKA_LIBS)
if HAVE_CMOCKA
UNIT_TESTS += tests/unit/base_address
tests_unit_base_address_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_proc
tests_unit_base_proc_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_str
tests_unit_base_str_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_fold
tests_unit_base_fold_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_nearest
tests_unit_base_nearest_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_phrases
tests_unit_base_phrases_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_wire
tests_unit_base_wire_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_worker
tests_unit_base_worker_LDADD = $(BASE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/base_zone
tests_unit_base_zone_LDADD = $(BASE_LIBS) $(TEST_LIBS)
endif
EXTRA_DIST += src/LAYERS
