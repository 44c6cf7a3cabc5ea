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
src/store/vote.h
STORE_LIBS = src/libstore.a $(SQLITE_LIBS) $(SEAL_LIBS)

if HAVE_CMOCKA
check_PROGRAMS += \
tests/unit/store_category \
tests/unit/store_damage \
tests/unit/store_db \
tests/unit/store_held \
tests/unit/store_ledger \
tests/unit/store_member \
tests/unit/store_notice \
tests/unit/store_person \
tests/unit/store_post \
tests/unit/store_search \
tests/unit/store_schema
TESTS += \
tests/unit/store_category \
tests/unit/store_damage \
tests/unit/store_db \
tests/unit/store_held \
tests/unit/store_ledger \
tests/unit/store_member \
tests/unit/store_notice \
tests/unit/store_person \
tests/unit/store_post \
tests/unit/store_search \
tests/unit/store_schema
tests_unit_store_member_SOURCES = tests/unit/store_member.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_member_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_category_SOURCES = tests/unit/store_category.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_category_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_damage_SOURCES = tests/unit/store_damage.c tests/unit/store.h tests/unit/store_disk.h tests/unit/unit.h
tests_unit_store_damage_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_db_SOURCES = tests/unit/store_db.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_db_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_held_SOURCES = tests/unit/store_held.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_held_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_ledger_SOURCES = tests/unit/store_ledger.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_ledger_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_notice_SOURCES = tests/unit/store_notice.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_notice_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_person_SOURCES = tests/unit/store_person.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_person_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_search_SOURCES = tests/unit/store_search.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_search_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_post_SOURCES = tests/unit/store_post.c tests/unit/store.h tests/unit/unit.h
tests_unit_store_post_LDADD = $(STORE_LIBS) $(TEST_LIBS)
tests_unit_store_schema_SOURCES = tests/unit/store_schema.c tests/unit/store.h tests/unit/store_disk.h tests/unit/unit.h
tests_unit_store_schema_LDADD = $(STORE_LIBS) $(TEST_LIBS)
endif
