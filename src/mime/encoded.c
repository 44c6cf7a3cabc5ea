#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

/* encoded-word = "=?" charset "?" encoding "?" encoded-text "?="  (RFC 2047 2; charset may carry "*language", RFC
 * 2231 5). Real mail breaks the 75-character limit and puts blanks into the text, so both are allowed, within
 * limits. */
enum { CHARSET_LIMIT = 60, WORD_LIMIT = 2000 };

struct encoded_word {
    struct str charset, text;
    char encoding; /* 'Q' or 'B' */
    size_t length;
};

int mime_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool word_at(struct str s, size_t at, struct encoded_word *word)
{
    struct str rest = str_from_index(s, at), text;
    size_t n = 2, end;

    if (!str_starts(rest, STR("=?")))
        return false;
    while (n < rest.n && n < CHARSET_LIMIT && rest.p[n] > ' ' && rest.p[n] != '?' && rest.p[n] != '=')
        n++;
    if (n == 2 || n + 3 > rest.n || rest.p[n] != '?' || rest.p[n + 2] != '?')
        return false;
    word->charset = str_cut(rest, 2, n - 2);
    word->charset.n = str_index(word->charset, '*');
    word->encoding = (char)(rest.p[n + 1] & ~0x20);
    if (word->encoding != 'Q' && word->encoding != 'B')
        return false;
    text = str_cut(rest, n + 3, WORD_LIMIT);
    end = str_find(text, STR("?="));
    if (end == text.n)
        return false;
    word->text = str_from(text.p, end);
    word->length = n + 3 + end + 2;
    return true;
}

static void decode_q(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '_') {
            buf_char(out, ' ');
        } else if (text.p[i] == '=' && i + 2 < text.n && mime_hex(text.p[i + 1]) >= 0 && mime_hex(text.p[i + 2]) >= 0) {
            buf_char(out, (char)(mime_hex(text.p[i + 1]) * 16 + mime_hex(text.p[i + 2])));
            i += 2;
        } else {
            buf_char(out, text.p[i]);
        }
    }
}

/* Own, because front decodes the From name without a library. Foreign bytes are skipped, missing padding is no
 * error. */
static void decode_b(struct buf *out, struct str text)
{
    uint32_t bits = 0;
    unsigned have = 0;

    for (size_t i = 0; i < text.n; i++) {
        int digit = mime_base64_digit(text.p[i]);

        if (text.p[i] == '=')
            have = 0;
        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        have += 6;
        if (have >= 8) {
            have -= 8;
            buf_char(out, (char)(bits >> have & 0xff));
        }
    }
}

static bool blank(struct str s)
{
    return str_trim(s).n == 0;
}

static void flush(struct buf *out, struct str charset, struct buf *pending, mime_converter *convert)
{
    if (pending->n > 0)
        convert(out, charset, buf_view(pending));
    buf_truncate(pending, 0);
}

static void decode(struct buf *out, struct str value, mime_converter *convert)
{
    struct encoded_word word;
    struct str charset = STR_EMPTY; /* of `pending`: words in a row may split a character, so their bytes are joined */
    struct buf pending;
    size_t literal = 0, at = 0;
    bool after_word = false;

    buf_init(&pending, out->ctx, value.n + 1);
    while (at < value.n) {
        if (!word_at(value, at, &word)) {
            at++;
            continue;
        }
        struct str between = str_cut(value, literal, at - literal);
        bool joined = after_word && blank(between);

        if (!joined || !str_equal_nocase(charset, word.charset))
            flush(out, charset, &pending, convert);
        if (!joined)
            mime_guess_to_utf8(out, between);
        charset = word.charset;
        if (word.encoding == 'Q')
            decode_q(&pending, word.text);
        else
            decode_b(&pending, word.text);
        at += word.length;
        literal = at;
        after_word = true;
    }
    flush(out, charset, &pending, convert);
    mime_guess_to_utf8(out, str_from_index(value, literal));
}

char *mime_one_line(const void *ctx, struct str text)
{
    struct buf line;
    bool gap = false;

    buf_init(&line, ctx, text.n + 4);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);

        if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029) {
            gap = true;
        } else if (!utf8_unsafe(c)) {
            if (gap)
                buf_char(&line, ' ');
            gap = false;
            utf8_put(&line, c);
        }
    }
    return str_dup(ctx, str_trim(buf_view(&line)));
}

char *mime_encoded_line(const void *ctx, struct str value, mime_converter *convert)
{
    struct buf decoded;

    buf_init(&decoded, ctx, CHARSET_GROWTH * value.n + 16);
    decode(&decoded, value, convert);
    return mime_one_line(ctx, buf_view(&decoded));
}
