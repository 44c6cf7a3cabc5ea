#include "base/utf8.h"
#include "mime/private.h"

/* Windows-1252 from 0x80 on; 0 where it has nothing. Mail that says ISO-8859-1 means this (WHATWG Encoding, 4.2). */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static const char *const utf8_names[] = {"utf-8", "utf8", "unicode-1-1-utf-8", "x-utf-8", "utf_8"};
static const char *const latin_names[] = {"iso-8859-1", "iso8859-1", "iso_8859-1",     "iso88591", "latin1",
                                          "latin-1",    "l1",        "ansi",           "x-ansi",   "windows-1252",
                                          "cp1252",     "cp-1252",   "iso-8859-1:1987"};
static const char *const ascii_names[] = {"", "us-ascii", "ascii", "ansi_x3.4-1968", "7bit", "8bit", "default", "none"};

#define ANY_OF(s, names) any_of((s), (names), sizeof(names) / sizeof *(names))

static bool any_of(struct str s, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(s, str_of(names[i])))
            return true;
    return false;
}

static void from_windows_1252(struct buf *out, struct str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        uint32_t special = c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c;

        utf8_put(out, special == 0 ? 0xfffd : special);
    }
}

void mime_guess_to_utf8(struct buf *out, struct str bytes)
{
    if (utf8_valid(bytes))
        utf8_repair(out, bytes); /* only NUL is left to replace */
    else
        from_windows_1252(out, bytes);
}

enum latin mime_latin_kind(struct str charset)
{
    if (ANY_OF(charset, utf8_names))
        return LATIN_UTF8;
    if (ANY_OF(charset, latin_names))
        return LATIN_ONE;
    if (ANY_OF(charset, ascii_names) || str_starts_nocase(charset, STR("unknown")) ||
        str_starts_nocase(charset, STR("x-unknown")))
        return LATIN_ASCII;
    return LATIN_OTHER;
}

void mime_latin_to_utf8(struct buf *out, struct str charset, struct str bytes)
{
    switch (mime_latin_kind(charset)) {
    case LATIN_UTF8:
        utf8_repair(out, bytes);
        break;
    case LATIN_ONE:
        from_windows_1252(out, bytes);
        break;
    case LATIN_ASCII:
        mime_guess_to_utf8(out, bytes);
        break;
    case LATIN_OTHER:
        utf8_put(out, 0xfffd);
    }
}
