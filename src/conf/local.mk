noinst_LIBRARIES += src/libconf.a
src_libconf_a_SOURCES = \
src/conf/conf.h
CONF_LIBS = src/libconf.a $(INIH_LIBS) $(BASE_LIBS)
