noinst_LIBRARIES += src/libstore.a
src_libstore_a_SOURCES = \
src/store/ballast.c \
src/store/category.c \
src/store/category.h \
src/store/db.c \
src/store/db.h \
src/store/digest.c \
src/store/digest.h \
src/store/event.c \
src/store/event.h \
src/store/follow.c \
src/store/follow.h \
src/store/flag.c \
src/store/flag.h \
src/store/held.c \
src/store/held.h \
src/store/ledger.c \
src/store/ledger.h \
src/store/listing.c \
src/store/member.c \
src/store/member.h \
src/store/moderation.c \
src/store/moderation.h \
src/store/notice.c \
src/store/notice.h \
src/store/own.c \
src/store/own.h \
src/store/participant.c \
src/store/participant.h \
src/store/person.c \
src/store/person.h \
src/store/post.c \
src/store/post.h \
src/store/post_read.c \
src/store/private.h \
src/store/schema.c \
src/store/search.c \
src/store/search.h \
src/store/statement.c \
src/store/vote.c \
src/store/vote.h \
src/store/wal.c
STORE_LIBS = src/libstore.a $(SQLITE_LIBS) $(SEAL_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/store_member
tests_unit_store_member_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_category
tests_unit_store_category_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_damage
tests_unit_store_damage_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_db
tests_unit_store_db_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_held
tests_unit_store_held_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_ledger
tests_unit_store_ledger_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_notice
tests_unit_store_notice_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_person
tests_unit_store_person_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_search
tests_unit_store_search_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_post
tests_unit_store_post_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_schema
tests_unit_store_schema_LDADD = $(STORE_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/store_wal
tests_unit_store_wal_LDADD = $(STORE_LIBS) $(TEST_LIBS)
endif
