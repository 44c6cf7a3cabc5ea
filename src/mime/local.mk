noinst_LIBRARIES += src/libmime.a
src_libmime_a_SOURCES = \
src/mime/addresses.c \
src/mime/authres.c \
src/mime/automatic.c \
src/mime/body.c \
src/mime/charset.c \
src/mime/date.c \
src/mime/encoded.c \
src/mime/flowed.c \
src/mime/from.c \
src/mime/headers.c \
src/mime/iso2022jp.c \
src/mime/latin.c \
src/mime/message.c \
src/mime/origin.c \
src/mime/params.c \
src/mime/parts.c \
src/mime/private.h \
src/mime/reaction.c \
src/mime/report.c \
src/mime/transfer.c \
src/mime/block.c \
src/mime/compose.c \
src/mime/html.c \
src/mime/html_inline.c \
src/mime/private_block.h \
src/mime/private_html.h \
src/mime/private_render.h \
src/mime/render.c \
src/mime/render_clean.c \
src/mime/mime.h
src_libmime_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML2_CFLAGS)
MIME_LIBS = src/libmime.a $(ETPAN_LIBS) $(XML2_LIBS) $(CMARK_LIBS) $(BASE_LIBS)

if HAVE_CMOCKA
mime_out_tests = tests/unit/mime_compose tests/unit/mime_html tests/unit/mime_render
check_PROGRAMS += $(mime_out_tests)
TESTS += $(mime_out_tests)
tests_unit_mime_compose_SOURCES = tests/unit/mime_compose.c tests/unit/unit.h
tests_unit_mime_compose_LDADD = $(MIME_LIBS) $(TEST_LIBS)
tests_unit_mime_html_SOURCES = tests/unit/mime_html.c tests/unit/unit.h
tests_unit_mime_html_LDADD = $(MIME_LIBS) $(TEST_LIBS)
tests_unit_mime_render_SOURCES = tests/unit/mime_render.c tests/unit/unit.h
tests_unit_mime_render_LDADD = $(MIME_LIBS) $(TEST_LIBS)
endif
