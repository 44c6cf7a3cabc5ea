#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

static bool tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

size_t utf8_length_at(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;

    if (left == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xc2 && p[0] <= 0xdf)
        return left > 1 && tail(p[1]) ? 2 : 0;
    if ((p[0] & 0xf0) == 0xe0) {
        if (left < 3 || !tail(p[1]) || !tail(p[2]))
            return 0;
        return (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] >= 0xa0) ? 0 : 3;
    }
    if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        if (left < 4 || !tail(p[1]) || !tail(p[2]) || !tail(p[3]))
            return 0;
        return (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90) ? 0 : 4;
    }
    return 0;
}

size_t utf8_ascii(struct str s, size_t at)
{
    size_t start = at;
    uint64_t eight;

    for (; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at - start;
}

bool utf8_valid(struct str s)
{
    for (size_t at = utf8_ascii(s, 0); at < s.n; at += utf8_ascii(s, at)) {
        size_t length = utf8_length_at(s, at);

        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

uint32_t utf8_next_long(struct str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t length = utf8_length_at(s, *at);

    *at += length == 0 ? 1 : length;
    switch (length) {
    case 2:
        return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    case 3:
        return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 | (uint32_t)(p[2] & 0x3f) << 6 |
               (p[3] & 0x3f);
    default:
        return 0xfffd;
    }
}

void utf8_put_long(struct buf *b, uint32_t c)
{
    if (c < 0x800) {
        buf_char(b, (char)(0xc0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        buf_char(b, (char)(0xe0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
        buf_char(b, (char)(0x80 | (c & 0x3f)));
    } else {
        buf_char(b, (char)(0xf0 | c >> 18));
        buf_char(b, (char)(0x80 | (c >> 12 & 0x3f)));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
        buf_char(b, (char)(0x80 | (c & 0x3f)));
    }
}

size_t utf8_count(struct str s)
{
    size_t count = 0;

    for (size_t at = 0; at < s.n;) {
        size_t ascii = utf8_ascii(s, at);

        at += ascii;
        count += ascii + (at < s.n);
        if (at < s.n)
            utf8_next(s, &at);
    }
    return count;
}

struct str utf8_prefix(struct str s, size_t max)
{
    size_t at = 0;

    while (at < s.n && max-- > 0)
        utf8_next(s, &at);
    return str_from(s.p, at);
}

struct str utf8_prefix_bytes(struct str s, size_t max)
{
    if (s.n <= max)
        return s;
    while (max > 0 && tail((unsigned char)s.p[max]))
        max--;
    return str_from(s.p, max);
}

/* Bytes of the maximal subpart of an ill-formed sequence at `at`. */
static size_t invalid_length(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at, wanted, n = 1;

    wanted = p[0] >= 0xf0 && p[0] <= 0xf4 ? 3 : p[0] >= 0xe0 && p[0] < 0xf0 ? 2 : p[0] >= 0xc2 && p[0] < 0xe0 ? 1 : 0;
    if (p[0] == 0xed && left >= 3 && p[1] >= 0xa0 && tail(p[1]) && tail(p[2]))
        return 3; /* a surrogate, as CESU-8 writes it: one replacement, as browsers show it */
    if (left > 1 && ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90)))
        return 1;
    while (wanted-- > 0 && n < left && tail(p[n]))
        n++;
    return n;
}

/* As many as are ASCII, and no NUL, from `at` on. */
static size_t ascii_text(struct str s, size_t at)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    size_t start = at;
    uint64_t eight;

    for (; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (((eight | (eight - ones)) & highs) != 0) /* a high bit, or a NUL that borrows */
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80 && s.p[at] != '\0')
        at++;
    return at - start;
}

void utf8_repair(struct buf *out, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t start = at, length = 1;

        for (at += ascii_text(s, at); at < s.n && s.p[at] != '\0' && (length = utf8_length_at(s, at)) > 0; at += ascii_text(s, at))
            at += length;
        buf_add(out, s.p + start, at - start);
        if (at == s.n)
            break;
        buf_text(out, "\xef\xbf\xbd");
        at += length == 0 ? invalid_length(s, at) : 1;
    }
}

static struct str own(const void *ctx, uint8_t *made, size_t n)
{
    char *copy;

    if (made == NULL && n != 0)
        log_panic("out of memory");
    copy = mem_copy(ctx, made, n);
    free(made);
    return str_from(copy, n);
}

/* ASCII is its own normal form. */
static bool is_ascii(struct str s)
{
    return utf8_ascii(s, 0) == s.n;
}

struct str utf8_fold_name(const void *ctx, struct str s)
{
    size_t n = 0;

    if (s.n == 0)
        return STR_EMPTY;
    if (is_ascii(s))
        return str_from(str_lower(ctx, s), s.n);
    uint8_t *made = u8_casefold((const uint8_t *)s.p, s.n, NULL, UNINORM_NFKC, NULL, &n);

    return own(ctx, made, n);
}

/* Letters that Unicode does not take apart, but people do, and two that are one letter in different places. */
static const char *other_base(uint32_t c)
{
    static const struct {
        uint32_t letter;
        const char *base;
    } rows[] = {{0xdf, "ss"}, {0xe6, "ae"}, {0xf8, "o"}, {0x111, "d"}, {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x3c2, "\xcf\x83"},
                {0x649, "\xd9\x8a"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].letter == c)
            return rows[i].base;
    return NULL;
}

static bool hangul_syllable(uint32_t c)
{
    return c >= 0xac00 && c <= 0xd7a3;
}

static void put_base(struct buf *out, uint32_t c, unsigned depth)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    const char *other;
    int n, tag;

    if (c < 0x80) {
        buf_char(out, (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
        return;
    }
    c = uc_tolower(c);
    n = hangul_syllable(c) || depth > 4 ? 0 : uc_decomposition(c, &tag, parts);
    for (int i = 0; i < n; i++)
        put_base(out, parts[i], depth + 1);
    if (n > 0 || uc_is_general_category(c, UC_MARK))
        return;
    other = other_base(c);
    if (other != NULL)
        buf_text(out, other);
    else
        utf8_put(out, c);
}

struct str utf8_base(const void *ctx, struct str s)
{
    struct buf out;

    buf_init(&out, ctx, 32 * s.n + 1); /* one character can stand for eighteen */
    for (size_t at = 0; at < s.n;)
        put_base(&out, utf8_next(s, &at), 0);
    return buf_view(&out);
}

bool utf8_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return (uc_is_general_category(c, UC_LETTER) || uc_is_general_category(c, UC_MARK)) &&
           !uc_is_property_default_ignorable_code_point(c);
}

bool utf8_digit(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : uc_is_general_category(c, UC_NUMBER);
}

bool utf8_next_word(struct str *rest, struct str *word)
{
    size_t at = 0, start = 0, end = 0;

    while (at < rest->n) {
        size_t here = at;
        uint32_t c = utf8_next(*rest, &at);
        bool part = utf8_letter(c) || utf8_digit(c);

        if (part && end == 0)
            start = here;
        if (part)
            end = at;
        else if (end > 0)
            break;
    }
    *word = str_cut(*rest, start, end - start);
    *rest = str_from_index(*rest, at);
    return word->n > 0;
}

bool utf8_upper(uint32_t c)
{
    return uc_is_upper(c);
}

unsigned utf8_script(uint32_t c)
{
    static const char *const together[] = {"Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"};
    const uc_script_t *script = uc_script(c);
    const uc_script_t *all;
    size_t count;

    if (script == NULL || strcmp(script->name, "Common") == 0 || strcmp(script->name, "Inherited") == 0)
        return 0;
    uc_all_scripts(&all, &count);
    for (size_t i = 0; i < sizeof together / sizeof *together; i++)
        if (strcmp(script->name, together[i]) == 0)
            return (unsigned)count + 1;
    return (unsigned)(script - all) + 1;
}

bool utf8_unsafe_long(uint32_t c)
{
    return (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

char *utf8_line(const void *ctx, struct str s)
{
    struct buf line;
    bool space = false;

    buf_init(&line, ctx, s.n * 3 + 1);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c == ' ' || c == 0xa0 || utf8_unsafe(c)) {
            space = true;
            continue;
        }
        if (space && line.n > 0)
            buf_char(&line, ' ');
        space = false;
        utf8_put(&line, c);
    }
    return line.p == NULL ? mem_string(ctx, "") : line.p;
}

size_t utf8_width(struct str s)
{
    size_t width = 0;

    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        int columns = c >= 0x20 && c < 0x7f ? 1 : uc_width(c, "UTF-8");

        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}
