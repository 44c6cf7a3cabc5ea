noinst_LIBRARIES += src/libconf.a
src_libconf_a_SOURCES = \
src/conf/address.c \
src/conf/check.c \
src/conf/conf.c \
src/conf/conf.h \
src/conf/list.c \
src/conf/place.c \
src/conf/private.h \
src/conf/table.c \
src/conf/titles.c \
src/conf/value.c
CONF_LIBS = src/libconf.a $(INIH_LIBS) $(BASE_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/conf_load
tests_unit_conf_load_CPPFLAGS = $(AM_CPPFLAGS) -DEXAMPLE='"$(abs_top_srcdir)/contrib/askpost.conf.example"' \
-DMANUAL='"$(abs_top_srcdir)/contrib/man/askpost.conf.5"'
tests_unit_conf_load_LDADD = $(CONF_LIBS) $(TEST_LIBS)
endif
