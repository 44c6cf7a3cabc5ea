#include "unit.h"

#include "base/utf8.h"
#include "mime/private.h"

static const char *convert(void *job, struct str charset, struct str bytes)
{
    struct buf out;

    buf_init(&out, job, 1000);
    mime_charset_to_utf8(&out, charset, bytes);
    return buf_string(&out);
}

static void charsets(void **state)
{
    static const struct {
        const char *charset, *bytes, *text;
    } cases[] = {
        {"utf-8", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"'utf-8'", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"utf-8//IGNORE", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"iso-8859-15", "\xa4", "\xe2\x82\xac"},
        {"Windows-1251", "\xcf\xf0", "\xd0\x9f\xd1\x80"},
        {"koi8-r", "\xf0\xd2", "\xd0\x9f\xd1\x80"},
        {"windows-1258", "abc a", "abc a"}, /* the converter holds the last character back */
        {"gb2312", "\xe9\x46", "\xe9\x95\x95"},
        {"ks_c_5601-1987", "\xbe\xc8", "\xec\x95\x88"},
        {"x-sjis", "\x87\x40", "\xe2\x91\xa0"},
        {"iso-2022-jp", "\x1b$BF|K\\\x1b(B x", "\xe6\x97\xa5\xe6\x9c\xac x"},
        {"iso-2022-jp", "\x1b$B-!\x1b(B x", "\xe2\x91\xa0 x"},
        {"iso-2022-jp", "\x1b(I1\x1b(B x", "\xef\xbd\xb1 x"},
        {"iso-2022-jp", "\x1b$BF", "\xef\xbf\xbd"},
        {"iso-2022-kr", "\x1b$)C\x0e>H3g\x0f", "\xec\x95\x88\xeb\x85\x95"},
        {"euc-jp", "\xc6\xfc", "\xe6\x97\xa5"},
        {"big5", "\xb4\xfa", "\xe6\xb8\xac"},
        {"utf-7", "caf+AOk-", "caf\xc3\xa9"},
        {"iso-8859-1", "\x93x\x94", "\xe2\x80\x9cx\xe2\x80\x9d"},
        {"us-ascii", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"", "Caf\xe9", "Caf\xc3\xa9"},
        {"", "\x1b$BF|\x1b(B", "\xe6\x97\xa5"},
        {"x-foo", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"utf-8",
         "a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        {"utf-8",
         "a\xed\xa0\x80"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        /* labels that lie: UTF-8 under other names, and Latin 1 called UTF-8 */
        {"iso-8859-1", "Gr\xc3\xbc\xc3\x9f" "e", "Gr\xc3\xbc\xc3\x9f" "e"},
        {"windows-1251", "\xd0\x9f\xd1\x80", "\xd0\x9f\xd1\x80"},
        {"gb2312", "\xe4\xbd\xa0\xe5\xa5\xbd", "\xe4\xbd\xa0\xe5\xa5\xbd"},
        {"gb2312", "\xc4\xa3\xca\xbd", "\xe6\xa8\xa1\xe5\xbc\x8f"}, /* two letters of GB 2312 that UTF-8 has as well */
        {"utf-8", "Gr\xfc\xdf" "e, na\xefve caf\xe9 \x93x\x94", "Gr\xc3\xbc\xc3\x9f" "e, na\xc3\xafve caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d"},
        {"utf-8", "Gr\xc3\xbc\xdf" "e", "Gr\xc3\xbc\xef\xbf\xbd" "e"}, /* damaged, not mislabelled */
        {"utf-8", "caf\xc3", "caf\xef\xbf\xbd"},
        /* names as mail has them */
        {"ANSI_X3.4-1986", "Caf\xe9", "Caf\xc3\xa9"},
        {"unknown-8bit", "Caf\xc3\xa9", "Caf\xc3\xa9"},
        {"csISOLatin1", "\x93" "Caf\xe9", "\xe2\x80\x9c" "Caf\xc3\xa9"},
        {"Windows1252", "\x85", "\xe2\x80\xa6"},
        {"cp-850", "\x82", "\xc3\xa9"},
        {"x-windows-1251", "\xcf\xf0", "\xd0\x9f\xd1\x80"},
        {"iso-8859-8-i", "\xf9", "\xd7\xa9"},
        {"euc-kr", "\x8c\x63", "\xeb\x98\xa0"}, /* of CP949 alone */
        {"hz-gb-2312", "~{D#J=~}~~\n~{D#", "\xe6\xa8\xa1\xe5\xbc\x8f~\n\xe6\xa8\xa1"},
        {"koi8-r koi8-u", "a", "a"}, /* no name, however the table is searched */
        {" ", "a", "a"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(convert(*state, str_of(cases[i].charset), str_of(cases[i].bytes)), cases[i].text);
}

/* UTF-16 without a mark is ordered by its zeros. */
static void utf16(void **state)
{
    assert_string_equal(convert(*state, STR("utf-16"), str_from("a\0\xe9\0", 4)), "a\xc3\xa9");
    assert_string_equal(convert(*state, STR("utf-16"), str_from("\0a\0\xe9", 4)), "a\xc3\xa9");
    assert_string_equal(convert(*state, STR("UTF-16"), str_from("\xff\xfe" "a\0", 4)), "a");
}

/* Only names of the table reach iconv: none of these may select a converter of the system's choice. */
static void foreign_names(void **state)
{
    static const char *const names[] = {"UTF-8//TRANSLIT", "../../x",        "IBM930", "UNICODE", "char",
                                        "wchar_t",         "ISO-2022-CN-EXT"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(convert(*state, str_of(names[i]), STR("\xc3\xa9")), "\xc3\xa9");
}

/* Whatever the bytes, the result is valid UTF-8 without NUL, and no longer than promised. */
static void always_valid(void **state)
{
    static const char *const names[] = {
        "utf-8", "utf-16",    "utf-7",  "gb18030", "iso-2022-jp", "iso-2022-kr", "iso-2022-jp-2", "iso-2022-jp-3",
        "big5",  "shift_jis", "euc-jp", "euc-kr",  "euc-tw",      "eucjisx0213", "cp1258",        "tcvn"};
    char bytes[512];
    uint32_t seed = 1;

    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            struct buf out;

            buf_init(&out, *state, CHARSET_GROWTH * (size_t)round * 2 + 16);
            mime_charset_to_utf8(&out, str_of(names[i]), str_from(bytes, (size_t)round * 2));
            assert_true(utf8_valid(buf_view(&out)));
            assert_int_equal(str_index(buf_view(&out), '\0'), out.n);
            assert_false(out.full);
        }
    }
}

/* The most that bytes may grow: text that says it is half-width katakana and is none. */
static void growth(void **state)
{
    struct str bytes = STR("\x1b(Ibbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    struct buf out;

    buf_init(&out, *state, CHARSET_GROWTH * bytes.n + 16);
    mime_charset_to_utf8(&out, STR("iso-2022-jp"), bytes);
    assert_false(out.full);
    assert_int_equal(out.n, 6 * (bytes.n - 3));
}

UNIT_MAIN(UNIT(charsets), UNIT(utf16), UNIT(foreign_names), UNIT(always_valid), UNIT(growth))
