noinst_LIBRARIES += src/libcmd.a
src_libcmd_a_SOURCES = \
src/cmd/admin.c \
src/cmd/backup.c \
src/cmd/check.c \
src/cmd/check.h \
src/cmd/check_mail.c \
src/cmd/classify.c \
src/cmd/cmd.c \
src/cmd/cmd.h \
src/cmd/deliver.c \
src/cmd/extract.c \
src/cmd/init.c \
src/cmd/init.h \
src/cmd/inspect.c \
src/cmd/look.c \
src/cmd/look.h \
src/cmd/restore.c \
src/cmd/serve.c
CMD_LIBS = src/libcmd.a $(GATEWAY_LIBS)

bin_PROGRAMS += askpost
askpost_SOURCES = src/main.c
askpost_LDADD = $(CMD_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/cmd_cmd
tests_unit_cmd_cmd_CPPFLAGS = $(AM_CPPFLAGS) -DMANUAL='"$(abs_top_srcdir)/contrib/man/askpost.1"'
tests_unit_cmd_cmd_LDADD = $(CMD_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/cmd_init
tests_unit_cmd_init_LDADD = $(CMD_LIBS) $(TEST_LIBS)
endif
