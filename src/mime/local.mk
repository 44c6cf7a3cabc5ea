noinst_LIBRARIES += src/libmime.a
src_libmime_a_SOURCES = \
src/mime/addresses.c \
src/mime/authres.c \
src/mime/automatic.c \
src/mime/body.c \
src/mime/charset.c \
src/mime/date.c \
src/mime/delivery.c \
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
src/mime/pgp.c \
src/mime/private.h \
src/mime/quoted.c \
src/mime/reaction.c \
src/mime/report.c \
src/mime/transfer.c \
src/mime/typed.c \
src/mime/wrapped.c \
src/mime/block.c \
src/mime/compose.c \
src/mime/html.c \
src/mime/html_emphasis.c \
src/mime/html_inline.c \
src/mime/html_list.c \
src/mime/html_parse.c \
src/mime/html_quote.c \
src/mime/html_style.c \
src/mime/html_tame.c \
src/mime/html_tree.c \
src/mime/html_word.c \
src/mime/html_write.c \
src/mime/private_block.h \
src/mime/private_html.h \
src/mime/private_html_tree.h \
src/mime/private_html_write.h \
src/mime/private_render.h \
src/mime/render.c \
src/mime/render_clean.c \
src/mime/render_lists.c \
src/mime/mime.h
src_libmime_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML2_CFLAGS)
MIME_LIBS = src/libmime.a $(ETPAN_LIBS) $(XML2_LIBS) $(CMARK_LIBS) $(BASE_LIBS)

if HAVE_CMOCKA
UNIT_TESTS += tests/unit/mime_authres
tests_unit_mime_authres_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_charset
tests_unit_mime_charset_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_date
tests_unit_mime_date_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_encoded
tests_unit_mime_encoded_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_flowed
tests_unit_mime_flowed_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_from
tests_unit_mime_from_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_headers
tests_unit_mime_headers_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_message
tests_unit_mime_message_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_origin
tests_unit_mime_origin_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_params
tests_unit_mime_params_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_parts
tests_unit_mime_parts_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_report
tests_unit_mime_report_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_transfer
tests_unit_mime_transfer_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_compose
tests_unit_mime_compose_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_html
tests_unit_mime_html_LDADD = $(MIME_LIBS) $(TEST_LIBS)
UNIT_TESTS += tests/unit/mime_render
tests_unit_mime_render_LDADD = $(MIME_LIBS) $(TEST_LIBS)
endif
