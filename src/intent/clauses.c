/* A short text as clauses of plain words, for comparison with what people say when they want something of the forum. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { WRAP_COLUMN = 50, NAME_WORDS = 3, NAME_BYTES = 60 };

/* Written without spaces between words (or, Korean, with them as one likes): each character stands for itself. */
static bool spaceless(uint32_t c)
{
    return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) || (c >= 0x3040 && c <= 0x30ff) ||
           (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x20000 && c <= 0x3ffff);
}

static bool ends_clause(uint32_t c)
{
    switch (c) {
    case '.': case ',': case ';': case ':': case '!': case '?': case '(': case ')':
    case 0x060c: case 0x061b: case 0x061f: case 0x3001: case 0x3002: case 0x2013: case 0x2014:
        return true;
    default:
        return false;
    }
}

static bool opens_quote(uint32_t c)
{
    return c == '"' || c == 0x201c || c == 0x201e || c == 0xab || c == 0x300c || c == 0x300e;
}

struct scan {
    const void *ctx;
    struct clauses *out;
    struct buf text;  /* of this clause */
    unsigned size;
    bool in_word;
    bool colon;       /* the clause before ended with one */
    bool reported;
};

static void end_word(struct scan *s)
{
    if (s->in_word)
        buf_char(&s->text, ' ');
    s->in_word = false;
}

static void end_clause(struct scan *s, bool colon)
{
    struct clauses *out = s->out;

    end_word(s);
    if (s->size > 0) {
        out->size += s->size;
        if (out->count < CLAUSES_MAX)
            out->list[out->count++] = (struct clause){
                .text = str_from(mem_copy(s->ctx, s->text.p, s->text.n), s->text.n), .size = s->size, .reported = s->reported || s->colon};
        else
            out->size += PLAIN_LIMIT; /* so many are no request */
        s->colon = colon;
    }
    buf_truncate(&s->text, 0);
    s->size = 0;
    s->reported = false;
}

static void take(struct scan *s, uint32_t c, uint32_t before)
{
    if (!utf8_letter(c) && !utf8_digit(c)) {
        end_word(s);
        return;
    }
    if (s->size == 0)
        s->reported = opens_quote(before);
    if (spaceless(c)) {
        end_word(s);
        s->size++;
    } else if (!s->in_word) {
        s->in_word = true;
        s->size += 2;
    }
    utf8_put(&s->text, c);
}

/* Past an address or a link, which is no word: to the white space behind it. At the beginning of a word only. */
static size_t past_address(struct str s, size_t at)
{
    size_t end = at;
    bool at_sign = false, colon = false;
    struct str word;

    for (; end < s.n && (unsigned char)s.p[end] > ' '; end++) {
        at_sign = at_sign || s.p[end] == '@';
        colon = colon || s.p[end] == ':';
    }
    word = str_from(s.p + at, end - at);
    return at_sign || (colon && str_find(word, STR("://")) < word.n) || str_starts(word, STR("www.")) ? end : at;
}

static void scan_text(struct scan *s, struct str text)
{
    uint32_t before = ' ';
    unsigned column = 0;

    for (size_t at = 0; at < text.n && s->out->size <= REQUEST_SIZE;) {
        uint32_t c;

        if (before <= ' ') {
            size_t past = past_address(text, at);

            if (past > at)
                end_word(s);
            at = past;
            if (at >= text.n)
                break;
        }
        c = utf8_next(text, &at);
        column = c == '\n' ? column : column + 1;
        if (ends_clause(c))
            end_clause(s, c == ':');
        else if (c == '\n' && (column < WRAP_COLUMN || before == '\n')) /* a longer line goes on in the next */
            end_clause(s, false);
        else
            take(s, c, before);
        if (c == '\n')
            column = 0;
        before = c;
    }
    end_clause(s, false);
}

/* A name below: few words, each with a capital. Only scripts that have capitals show it. */
static bool is_name(struct str line)
{
    struct str rest = line, word;
    unsigned words = 0;

    while (str_next_word(&rest, &word)) {
        size_t at = 0;

        if (++words > NAME_WORDS || !utf8_upper(utf8_next(word, &at)))
            return false;
    }
    return words > 0 && line.n <= NAME_BYTES;
}

/* The last line that is not blank, and what stands above it. */
static struct str last_line(struct str text, struct str *above)
{
    size_t start = text.n;

    while (start > 0 && text.p[start - 1] != '\n')
        start--;
    *above = str_trim_end(str_from(text.p, start));
    return str_trim(str_from_index(text, start));
}

void intent_clauses(const void *ctx, struct str text, struct clauses *out)
{
    struct str above, last = last_line(str_trim_end(text), &above);
    struct scan s = {.ctx = ctx, .out = out};
    size_t start = out->count, first;

    if (text.n > PLAIN_LIMIT) {
        out->size += PLAIN_LIMIT;
        return;
    }
    buf_init(&s.text, ctx, 32 * PLAIN_LIMIT);
    scan_text(&s, utf8_base(ctx, above));
    first = out->count;
    scan_text(&s, utf8_base(ctx, last));
    for (size_t i = first; i < out->count; i++)
        out->list[i].name = above.n > 0 && is_name(last);
    if (out->count > start)
        out->list[start].edge = out->list[out->count - 1].edge = true;
}

struct str clause_phrase(const void *ctx, struct str phrase)
{
    struct clauses out = {.count = 0};

    intent_clauses(ctx, phrase, &out);
    return out.count == 0 ? STR_EMPTY : out.list[0].text;
}

size_t clause_next(struct str text, size_t at)
{
    uint32_t c = utf8_next(text, &at);

    if (spaceless(c))
        return at;
    at += str_index(str_from_index(text, at), ' ');
    return at < text.n ? at + 1 : at;
}
