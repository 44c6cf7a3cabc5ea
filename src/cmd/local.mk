noinst_LIBRARIES += src/libcmd.a
src_libcmd_a_SOURCES = \
src/cmd/cmd.h
CMD_LIBS = src/libcmd.a $(GATEWAY_LIBS)

bin_PROGRAMS += askpost
askpost_SOURCES = src/main.c
askpost_LDADD = $(CMD_LIBS)
