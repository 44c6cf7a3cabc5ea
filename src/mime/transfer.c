#include <libetpan/libetpan.h>

#include "base/mem.h"
#include "mime/private.h"

enum { PADDED_RUNS = 20000 };

/* Hands libetpan one run of base64 digits: nothing else in it, and padded, the shape it is right about. */
static void decode_run(struct buf *out, struct buf *digits)
{
    char *bytes = NULL;
    size_t at = 0, n = 0;

    if (digits->n % 4 == 1)
        buf_truncate(digits, digits->n - 1); /* six bits make no byte */
    while (digits->n % 4 != 0)
        buf_char(digits, '=');
    if (digits->n > 0 && mailmime_base64_body_parse(digits->p, digits->n, &at, &bytes, &n) == MAILIMF_NO_ERROR) {
        buf_add(out, bytes, n);
        mailmime_decoded_part_free(bytes);
    }
    buf_truncate(digits, 0);
}

/* Whether what a mailing list put under the encoded text begins here: "-- ", "____", or a blank line after the
 * padding. */
static bool footer_begins(struct str body, size_t at, bool padded)
{
    struct str rest = str_from_index(body, at);

    return str_starts(rest, STR("--")) || str_starts(rest, STR("__")) ||
           (padded && (str_starts(rest, STR("\n")) || str_starts(rest, STR("\r\n"))));
}

/* RFC 2045 6.8; foreign bytes are skipped, and each padded run is decoded for itself. */
static void decode_base64(struct buf *out, struct str body)
{
    struct buf digits;
    unsigned runs = 0;
    bool padded = false;

    buf_init(&digits, out->ctx, body.n + 4);
    for (size_t i = 0; i < body.n && runs < PADDED_RUNS; i++) {
        char c = body.p[i];
        int digit = mime_base64_digit(c);

        if ((i == 0 || body.p[i - 1] == '\n') && footer_begins(body, i, padded))
            break;
        if (digit >= 0) {
            buf_char(&digits, c == '-' ? '+' : c == '_' ? '/' : c);
        } else if (c == '=' && digits.n > 0) {
            decode_run(out, &digits);
            padded = true;
            runs++;
        }
    }
    decode_run(out, &digits);
    mem_free(digits.p);
}

/* RFC 2045 6.7. Own: libetpan reads past "=X" at the end, eats the "=" of what is no code, and keeps blanks before
 * line ends. */
static void decode_quoted_printable(struct buf *out, struct str body)
{
    struct str line;

    while (body.n > 0) {
        bool ended = str_index(body, '\n') < body.n, soft;

        str_next_line(&body, &line);
        while (line.n > 0 && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
            line.n--;
        soft = line.n > 0 && line.p[line.n - 1] == '=';
        line.n -= soft;
        for (size_t i = 0; i < line.n; i++) {
            if (line.p[i] == '=' && i + 2 < line.n && mime_hex(line.p[i + 1]) >= 0 && mime_hex(line.p[i + 2]) >= 0) {
                buf_char(out, (char)(mime_hex(line.p[i + 1]) * 16 + mime_hex(line.p[i + 2])));
                i += 2;
            } else {
                buf_char(out, line.p[i]);
            }
        }
        if (ended && !soft)
            buf_char(out, '\n');
    }
}

static unsigned uu_bits(char c)
{
    return ((unsigned)(unsigned char)c - 32) & 63;
}

/* One line: its first character says how many bytes follow, four characters for three of them. */
static void decode_uu_line(struct buf *out, struct str line)
{
    size_t bytes = uu_bits(line.p[0]);

    for (size_t i = 1; bytes > 0 && i < line.n; i += 4) {
        unsigned bits = 0;

        for (size_t k = 0; k < 4; k++)
            bits = bits << 6 | (i + k < line.n ? uu_bits(line.p[i + k]) : 0);
        for (int shift = 16; shift >= 0 && bytes > 0; shift -= 8, bytes--)
            buf_char(out, (char)(bits >> shift & 0xff));
    }
}

/* Between "begin MODE NAME" and "end"; without a begin the body stands as it is. */
static void decode_uuencode(struct buf *out, struct str body)
{
    struct str rest = body, line;

    while (str_next_line(&rest, &line))
        if (str_starts(line, STR("begin ")))
            break;
    if (rest.n == 0) {
        buf_str(out, body);
        return;
    }
    while (str_next_line(&rest, &line) && line.n > 0 && !str_equal(line, STR("end")) && uu_bits(line.p[0]) > 0)
        decode_uu_line(out, line);
}

void mime_transfer_decode(struct buf *out, struct str encoding, struct str body)
{
    static const struct {
        const char *name;
        void (*decode)(struct buf *out, struct str body);
    } encodings[] = {{"base64", decode_base64},
                     {"quoted-printable", decode_quoted_printable},
                     {"x-uuencode", decode_uuencode},
                     {"uuencode", decode_uuencode},
                     {"x-uue", decode_uuencode}};

    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        if (str_equal_nocase(encoding, str_of(encodings[i].name))) {
            encodings[i].decode(out, body);
            return;
        }
    }
    buf_str(out, body);
}
