#include "base/utf8.h"
#include "mime/private.h"

/* Windows-1252 from 0x80 on; 0 where it has nothing. Mail that says ISO-8859-1 means this (WHATWG Encoding, 4.2). */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* As mime_charset_key gives them. */
static const char *const utf8_names[] = {"utf8", "unicode11utf8", "cp65001"};
static const char *const latin_names[] = {"iso88591", "latin1",      "l1",     "ansi",    "isolatin1", "isoir100", "cp819",
                                          "ibm819",   "windows1252", "cp1252", "win1252", "1252"};
static const char *const ascii_names[] = {"",      "usascii", "ascii", "ansix34", "ansix341968", "ansix341986", "iso646us", "iso646", "us",
                                          "cp367", "ibm367",  "7bit",  "8bit",    "binary",      "default",     "none"};

#define ANY_OF(s, names) any_of((s), (names), sizeof(names) / sizeof *(names))

static bool any_of(struct str s, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(s, str_of(names[i])))
            return true;
    return false;
}

size_t mime_charset_key(struct str name, char key[CHARSET_KEY])
{
    size_t n = 0;

    name = str_trim(name);
    name.n = str_find(name, STR("//"));
    name.n = str_index(name, ':');
    while (str_starts_nocase(name, STR("x-")))
        name = str_from_index(name, 2);
    if (str_starts_nocase(name, STR("cs")) && name.n > 4)
        name = str_from_index(name, 2);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
            continue;
        if (n == CHARSET_KEY - 1)
            return 0;
        key[n++] = c;
    }
    key[n] = '\0';
    return n;
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
    char key[CHARSET_KEY];
    struct str name = str_from(key, mime_charset_key(charset, key));

    if (name.n == 0 && str_trim(charset).n > 0)
        return LATIN_OTHER;
    if (ANY_OF(name, utf8_names))
        return LATIN_UTF8;
    if (ANY_OF(name, latin_names))
        return LATIN_ONE;
    return ANY_OF(name, ascii_names) || str_starts(name, STR("unknown")) ? LATIN_ASCII : LATIN_OTHER;
}

static bool is_ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A byte from 0x80 on as Western European text would have it: a small letter beside others, a capital that does not follow a small one,
 * or a sign, which never follows another such byte. */
static bool plausible(unsigned char before, unsigned char c, unsigned char after)
{
    if (c >= 0xe0 && c != 0xf7 && c != 0xff)
        return is_ascii_letter(before) || is_ascii_letter(after) || before >= 0xe0;
    if (c >= 0xc0 && c < 0xdf && c != 0xd7)
        return !(before >= 'a' && before <= 'z') && (is_ascii_letter(after) || after >= 0xc0);
    if (c == 0xdf)
        return is_ascii_letter(before) || before >= 0xe0;
    return before < 0x80 && (c == 0x85 || (c >= 0x91 && c <= 0x97) || (c >= 0xa0 && c < 0xc0));
}

/* Called UTF-8, but without a character of it: Latin 1 throughout. */
static bool only_latin(struct str bytes)
{
    size_t high = 0;

    for (size_t at = utf8_ascii(bytes, 0); at < bytes.n; at += 1 + utf8_ascii(bytes, at + 1)) {
        unsigned char c = (unsigned char)bytes.p[at];

        high++;
        if (utf8_length_at(bytes, at) > 0 || !plausible(at == 0 ? ' ' : (unsigned char)bytes.p[at - 1], c, at + 1 == bytes.n ? ' ' : (unsigned char)bytes.p[at + 1]))
            return false;
    }
    return high > 0;
}

/* Labels lie both ways. */
void mime_latin_to_utf8(struct buf *out, struct str charset, struct str bytes)
{
    switch (mime_latin_kind(charset)) {
    case LATIN_UTF8:
        if (only_latin(bytes))
            from_windows_1252(out, bytes);
        else
            utf8_repair(out, bytes);
        break;
    case LATIN_ONE:
    case LATIN_ASCII:
        mime_guess_to_utf8(out, bytes);
        break;
    case LATIN_OTHER:
        utf8_put(out, 0xfffd);
    }
}
