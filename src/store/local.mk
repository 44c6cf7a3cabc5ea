noinst_LIBRARIES += src/libstore.a
src_libstore_a_SOURCES = \
src/store/category.h \
src/store/db.h \
src/store/event.h \
src/store/held.h \
src/store/ledger.h \
src/store/notice.h \
src/store/person.h \
src/store/post.h
STORE_LIBS = src/libstore.a $(SQLITE_LIBS) $(SEAL_LIBS)
