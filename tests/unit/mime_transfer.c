#include "unit.h"

#include "mime/private.h"

static void encodings(void **state)
{
    static const struct {
        const char *encoding, *body, *out;
    } cases[] = {
        {"base64", "Q2Fmw6k=\r\n", "Caf\xc3\xa9"},
        {"BASE64", "Q2Fmw6k", "Caf\xc3\xa9"},
        {"base64", "Q2!F\r\nmw6k=\r\n", "Caf\xc3\xa9"},
        {"base64", "YQ==\r\nYg==\r\n", "ab"},
        {"base64", "YWJjZ\r\n", "abc"},
        {"base64", "aGVsbG8gd29ybGQh\r\n\r\n-- \r\nMailing list footer\r\n", "hello world!"},
        {"base64", "YQ==\r\n\r\nfooter\r\n", "a"},
        {"base64", "aGVsbG8h\r\n_______\r\nfooter\r\n", "hello!"},
        {"base64", "-_-_", "\xfb\xff\xbf"},
        {"base64", "====", ""},
        {"base64", "", ""},
        {"quoted-printable", "caf=C3=a9 long=\r\n line\r\n", "caf\xc3\xa9 long line\n"},
        {"quoted-printable", "abc   \r\ndef", "abc\ndef"},
        {"quoted-printable", "abc= \r\ndef", "abcdef"},
        {"quoted-printable", "a=ZZb = c =\r\n", "a=ZZb = c "},
        {"quoted-printable", "abc=", "abc"},
        {"quoted-printable", "abc=4", "abc=4"},
        {"quoted-printable", "<a href=\"x\">", "<a href=\"x\">"},
        {"quoted-printable", "a_b", "a_b"},
        {"x-uuencode", "begin 644 x\r\n#0V%T\r\n`\r\nend\r\n", "Cat"},
        {"x-uuencode", "begin 644 x\r\n#0V%\r\n`\r\nend\r\n", "Ca@"},
        {"x-uuencode", "no begin", "no begin"},
        {"8-bit", "caf\xc3\xa9", "caf\xc3\xa9"},
        {"", "a=41", "a=41"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str body = str_of(cases[i].body);
        struct buf out;
        char *exact = mem_zero(*state, body.n); /* no byte after the last, so reading past it is seen */

        memcpy(exact, body.p, body.n);
        buf_init(&out, *state, 1000);
        mime_transfer_decode(&out, str_of(cases[i].encoding), str_from(exact, body.n));
        assert_string_equal(buf_string(&out), cases[i].out);
    }
}

/* Every length of a random body comes back. */
static void base64_lengths(void **state)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[100];

    for (size_t n = 0; n < sizeof bytes; n++) {
        struct buf encoded, decoded;

        buf_init(&encoded, *state, 1000);
        buf_init(&decoded, *state, 1000);
        for (size_t i = 0; i < n; i++)
            bytes[i] = (unsigned char)(i * 73 + n * 31);
        for (size_t i = 0; i < n; i += 3) {
            unsigned bits = (unsigned)bytes[i] << 16 | (i + 1 < n ? (unsigned)bytes[i + 1] << 8 : 0) |
                            (i + 2 < n ? bytes[i + 2] : 0);

            for (size_t k = 0; k < 4; k++)
                buf_char(&encoded, i + k > n ? '=' : digits[bits >> (18 - 6 * k) & 63]);
        }
        mime_transfer_decode(&decoded, STR("base64"), buf_view(&encoded));
        assert_int_equal(decoded.n, n);
        assert_true(n == 0 || memcmp(decoded.p, bytes, n) == 0);
    }
}

UNIT_MAIN(UNIT(encodings), UNIT(base64_lengths))
