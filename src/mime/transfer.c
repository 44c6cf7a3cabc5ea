#include "mime/private.h"

const signed char mime_base64_digits[256] = {
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, 62, -1, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1,
    -1,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, 63,
    -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
};

/* Whether what a mailing list put under the encoded text begins here: "-- ", "____", or a blank line after the
 * padding. */
static bool footer_begins(struct str body, size_t at, bool padded)
{
    struct str rest = str_from_index(body, at);

    return str_starts(rest, STR("--")) || str_starts(rest, STR("__")) ||
           (padded && (str_starts(rest, STR("\n")) || str_starts(rest, STR("\r\n"))));
}

/* RFC 2045 6.8; foreign bytes are skipped, and each padded run begins anew. */
static void decode_base64(struct buf *out, struct str body)
{
    unsigned bits = 0, held = 0; /* bits read and not yet written */
    bool digits = false, padded = false;

    for (size_t i = 0; i < body.n; i++) {
        char c = body.p[i];
        int digit = mime_base64_digit(c);

        if ((i == 0 || body.p[i - 1] == '\n') && footer_begins(body, i, padded))
            break;
        if (digit >= 0) {
            digits = true;
            bits = bits << 6 | (unsigned)digit;
            held += 6;
            if (held >= 8) {
                held -= 8;
                buf_char(out, (char)(bits >> held & 0xff));
            }
        } else if (c == '=' && digits) {
            digits = false;
            padded = true;
            held = 0;
        }
    }
}

/* RFC 2045 6.7; "=" before anything but two digits stands for itself, blanks before line ends go. */
static void decode_quoted_line(struct buf *out, struct str line)
{
    while (line.n > 0) {
        size_t plain = str_index(line, '=');

        buf_str(out, str_cut(line, 0, plain));
        line = str_from_index(line, plain);
        if (line.n > 2 && mime_hex(line.p[1]) >= 0 && mime_hex(line.p[2]) >= 0) {
            buf_char(out, (char)(mime_hex(line.p[1]) * 16 + mime_hex(line.p[2])));
            line = str_from_index(line, 3);
        } else if (line.n > 0) {
            buf_char(out, '=');
            line = str_from_index(line, 1);
        }
    }
}

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
        decode_quoted_line(out, line);
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
