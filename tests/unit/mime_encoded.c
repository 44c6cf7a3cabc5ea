#include "unit.h"

#include "mime/private.h"

static void words(void **state)
{
    static const struct {
        const char *value, *line;
    } cases[] = {
        {"hello world", "hello world"},
        {"a  b", "a  b"},
        {"=?utf-8?Q?caf=C3=A9_ol=C3=A9?=", "caf\xc3\xa9 ol\xc3\xa9"},
        {"=?utf-8?q?a?= =?utf-8?b?Yg==?=", "ab"},
        {"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"},
        {"=?utf-8?Q?a?= b", "a b"},
        {"b =?utf-8?Q?a?=", "b a"},
        {"Re:=?utf-8?Q?a?=x", "Re:ax"},
        {"=?iso-8859-1?Q?=E9?= =?utf-8?Q?=C3=A9?=", "\xc3\xa9\xc3\xa9"},
        {"=?utf-8*en?Q?a?=", "a"},
        /* a character split between two words of one charset */
        {"=?UTF-8?B?5pel5g==?= =?utf-8?B?nKzoqp4=?=", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"},
        {"=?utf-8?Q?=E6=97?= =?utf-8?Q?=A5?=", "\xe6\x97\xa5"},
        /* what is no encoded word stays as it is */
        {"=?utf-8?Q?abc", "=?utf-8?Q?abc"},
        {"=?utf-8?X?abc?= hello", "=?utf-8?X?abc?= hello"},
        {"1+1=? what?", "1+1=? what?"},
        {"a=?b", "a=?b"},
        {"=?", "=?"},
        {"=?"
         "?Q?a?=",
         "=?"
         "?Q?a?="},
        {"=?utf-8?Q?a=ZZb?=", "a=ZZb"},
        {"=?utf-8?Q?a=?=", "a="},
        {"=?utf-8?B?YWJ?=", "ab"},
        {"=?utf-8?B?YW\xff"
         "Jj?=",
         "abc"},
        {"=?utf-8?Q?"
         "?= x",
         "x"},
        {"=?utf-8?Q?a b c?=", "a b c"},
        /* nothing that could break a line or a terminal comes out */
        {"=?utf-8?Q?a=0D=0ABcc:_x@y?=", "a Bcc: x@y"},
        {"=?utf-8?Q?a=00b?=", "a\xef\xbf\xbd"
                              "b"},
        {"=?utf-8?Q?a=1B[2Jb?=", "a [2Jb"},
        {"=?utf-8?Q?a=E2=80=AEb=E2=80=8B?=", "ab"},
        {"=?utf-8?Q?caf=C3?=", "caf\xef\xbf\xbd"},
        /* raw 8-bit text */
        {"Caf\xc3\xa9 =?utf-8?Q?=C3=A9?=", "Caf\xc3\xa9 \xc3\xa9"},
        {"Caf\xe9 x", "Caf\xc3\xa9 x"},
        {"=?x-unknown?Q?caf=E9?=", "caf\xc3\xa9"},
        {"=?no-such-charset?Q?abc?=", "abc"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(mime_encoded_line(*state, str_of(cases[i].value), mime_charset_to_utf8), cases[i].line);
}

static void nul(void **state)
{
    assert_string_equal(mime_encoded_line(*state, STR("ab\0cd"), mime_charset_to_utf8), "ab\xef\xbf\xbd"
                                                                                        "cd");
}

/* Many unterminated words take linear time: this would need hours otherwise. */
static void unterminated(void **state)
{
    struct buf value;

    buf_init(&value, *state, 1 << 20);
    while (!value.full)
        buf_text(&value, "=?utf-8?Q?a ");
    assert_int_equal(strlen(mime_encoded_line(*state, buf_view(&value), mime_latin_to_utf8)), 1 << 20);
}

static void latin(void **state)
{
    struct buf out;

    buf_init(&out, *state, 100);
    mime_latin_to_utf8(&out, STR("latin1"), STR("\x93\x80\x94\x81"));
    assert_string_equal(buf_string(&out), "\xe2\x80\x9c\xe2\x82\xac\xe2\x80\x9d\xef\xbf\xbd");
    assert_int_equal(mime_latin_kind(STR("UTF8")), LATIN_UTF8);
    assert_int_equal(mime_latin_kind(STR("ISO_8859-1")), LATIN_ONE);
    assert_int_equal(mime_latin_kind(STR("")), LATIN_ASCII);
    assert_int_equal(mime_latin_kind(STR("x-unknown-8bit")), LATIN_ASCII);
    assert_int_equal(mime_latin_kind(STR("koi8-r")), LATIN_OTHER);
}

UNIT_MAIN(UNIT(words), UNIT(nul), UNIT(unterminated), UNIT(latin))
