/* Outgoing text: cleaned, then written as quoted-printable (RFC 2045, 6.7). */
#include <string.h>

#include "base/utf8.h"
#include "mime/private.h"

enum { BODY_WIDTH = 76 /* RFC 2045, 6.7 (5) */ };

static const char hex[] = "0123456789ABCDEF";

/* How many bytes of the character at `at` must be encoded together, and whether they must. */
static bool qp_bare(struct str text, size_t at, size_t column)
{
    unsigned char c = (unsigned char)text.p[at];

    if (c == '.' && column == 0)
        return false; /* so that no line begins with a dot, and nobody needs to stuff any */
    if (c == 'F' && column == 0 && str_starts(str_from_index(text, at), STR("From ")))
        return false; /* so that no mailbox writes ">From" */
    if (c == ' ' || c == '\t')
        return at + 1 < text.n && text.p[at + 1] != '\n';
    return c > 0x20 && c < 0x7f && c != '=';
}

static bool visible_at(struct str text, size_t at)
{
    return at < text.n && text.p[at] > 0x20 && text.p[at] < 0x7f;
}

/* Bytes from `at` on, at most `most`, that stand for themselves wherever they stand in the line but at its start. */
static size_t qp_run(struct str text, size_t at, size_t most)
{
    size_t n = 0, end = most < text.n - at ? most : text.n - at;

    for (; n < end; n++) {
        unsigned char c = (unsigned char)text.p[at + n];

        if (c == ' ' ? !visible_at(text, at + n + 1) : c < 0x20 || c > 0x7e || c == '=')
            break;
    }
    return n;
}

void mime_quoted_printable(struct buf *out, struct str text)
{
    size_t column = 0;

    for (size_t at = 0; at < text.n;) {
        size_t length = utf8_length_at(text, at), run;
        bool last;

        if (text.p[at] == '\n') {
            buf_text(out, "\r\n");
            column = 0;
            at++;
            continue;
        }
        if (column > 0 && column < BODY_WIDTH - 1 && (run = qp_run(text, at, BODY_WIDTH - 1 - column)) > 0) {
            buf_add(out, text.p + at, run);
            column += run;
            at += run;
            continue;
        }
        length = length == 0 ? 1 : length;
        last = at + length == text.n || text.p[at + length] == '\n';
        size_t columns = length == 1 && qp_bare(text, at, column) ? 1 : 3 * length;

        if (column + columns > (last ? BODY_WIDTH : BODY_WIDTH - 1)) {
            buf_text(out, "=\r\n");
            column = 0;
            continue;
        }
        for (size_t end = at + length; at < end; at++) {
            if (columns == 1) {
                buf_char(out, text.p[at]);
            } else {
                buf_char(out, '=');
                buf_char(out, hex[(unsigned char)text.p[at] >> 4]);
                buf_char(out, hex[text.p[at] & 15]);
            }
        }
        column += columns;
    }
    if (column > 0)
        buf_text(out, "\r\n");
}

/* Bit 7 of each byte tells of one below 0x20, or of 0x7f and more. */
size_t mime_printable_run(struct str bytes, size_t at)
{
    const uint64_t ones = 0x0101010101010101U, high = ones << 7;
    size_t start = at;
    uint64_t eight;

    for (; bytes.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes.p + at, sizeof eight);
        if (((eight | (eight + ones) | (((eight | high) - 0x20 * ones) ^ high)) & high) != 0)
            break;
    }
    return at - start;
}

/* ASCII without a control but line ends and tabs: most text, which is as clean as it gets. */
static bool is_clean(struct str s)
{
    for (size_t i = mime_printable_run(s, 0); i < s.n; i++, i += mime_printable_run(s, i))
        if ((unsigned char)s.p[i] >= 0x7f || ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\t'))
            return false;
    return true;
}

struct str mime_clean_text(const void *ctx, const char *text)
{
    struct str s = str_of(text);
    struct buf repaired, clean;

    if (is_clean(s))
        return s;
    buf_init(&repaired, ctx, s.n * 3 + 1);
    utf8_repair(&repaired, s);
    s = buf_view(&repaired);
    buf_init(&clean, ctx, s.n + 1);
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        uint32_t c;

        while (at < s.n && s.p[at] >= 0x20 && s.p[at] < 0x7f)
            at++;
        buf_add(&clean, s.p + start, at - start);
        if (at == s.n)
            break;
        start = at;
        c = utf8_next(s, &at);
        if (c == '\r' && at < s.n && s.p[at] == '\n')
            continue;
        if (c == '\r')
            buf_char(&clean, '\n');
        else if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0)))
            buf_add(&clean, s.p + start, at - start);
    }
    return buf_view(&clean);
}
