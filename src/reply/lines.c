/* A text as lines: what stands behind their bars, and how it reads once case, emphasis and typography are taken off.
 * Every line is folded once. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum {
    INITIALS = 7, /* letters of initials in front of a bar */
    WRITERS = 8   /* different ones in one mail */
};

static bool space(char c)
{
    return c == ' ' || c == '\t';
}

/* "AB> " of Gnus (SuperCite) and The Bat!: initials of who is quoted. */
static size_t initials(struct str raw)
{
    size_t n = 0;

    if (raw.n < 2 || raw.p[0] < 'A' || raw.p[0] > 'Z')
        return 0;
    while (n < raw.n && n <= INITIALS && ((raw.p[n] | 0x20) >= 'a' && (raw.p[n] | 0x20) <= 'z'))
        n++;
    return n <= INITIALS && n < raw.n && raw.p[n] == '>' &&
                   (n + 1 == raw.n || space(raw.p[n + 1]) || raw.p[n + 1] == '>')
               ? n
               : 0;
}

/* Bars in front: ">", with spaces between; "|" only where it is the only one, since a table's row has several. */
static struct str behind_bars(struct str raw, unsigned *depth)
{
    size_t at = initials(raw), end = 0;
    bool pipes = false;

    *depth = 0;
    if (raw.n > 0 && (raw.p[0] == '|' || space(raw.p[0]) || raw.p[0] == '>')) {
        size_t pipe = str_index(raw, '|');

        pipes = pipe < raw.n && str_index(str_from_index(raw, pipe + 1), '|') == raw.n - pipe - 1;
    }
    while (at < raw.n) {
        if (raw.p[at] == '>' || (raw.p[at] == '|' && pipes && (at + 1 == raw.n || space(raw.p[at + 1])))) {
            if (*depth < 1000)
                ++*depth;
            end = ++at;
        } else if (space(raw.p[at]) && (at < 4 || *depth > 0)) {
            at++;
        } else {
            break;
        }
    }
    return str_trim(str_from_index(raw, end));
}

/* A line that opened an angle bracket for an address and did not close it: the next one's ">" is no bar. */
static bool leaves_open(struct str raw)
{
    const char *open;

    raw = str_trim_end(raw);
    if (raw.n == 0 || raw.n > REPLY_LINE_PLAIN || (open = memrchr(raw.p, '<', raw.n)) == NULL)
        return false;
    return memchr(open, '>', raw.n - (size_t)(open - raw.p)) == NULL &&
           (memchr(open, '@', raw.n - (size_t)(open - raw.p)) != NULL);
}

/* --- folding --------------------------------------------------------------------------------------------------------
 */

static bool mark(uint32_t c)
{
    return c == '*' || c == '_' || c == '\\' || c == '|' || c == '#' || c == '`';
}

static bool ascii(struct str s)
{
    return utf8_ascii(s, 0) == s.n;
}

/* What an ASCII character becomes: itself or its small letter, ' ' for white space and controls, 0 for what is left
 * out. */
static const char *ascii_folds(void)
{
    static char folds[128];

    if (folds[' '] == 0)
        for (int c = 0; c < 128; c++)
            folds[c] = mark((uint32_t)c)       ? 0
                       : c <= ' ' || c == 0x7f ? ' '
                       : c >= 'A' && c <= 'Z'  ? (char)(c | 0x20)
                                               : (char)c;
    return folds;
}

enum { BLOCK = 16 };

typedef unsigned char block __attribute__((vector_size(BLOCK)));

/* Folds BLOCK characters at once. False where one of them becomes anything but itself or its small letter, or two spaces may be one;
 * looks at the character behind them as well. */
static bool fold_block(char *out, const char *in)
{
    block c, next, odd;
    uint64_t halves[2];

    memcpy(&c, in, BLOCK);
    memcpy(&next, in + 1, BLOCK);
    odd = (c < ' ') | (c == 0x7f) | (c == '*') | (c == '_') | (c == '\\') | (c == '|') | (c == '#') | (c == '`') | ((c == ' ') & (next == ' '));
    c |= (c >= 'A') & (c <= 'Z') & ' ';
    memcpy(halves, &odd, sizeof halves);
    memcpy(out, &c, BLOCK);
    return (halves[0] | halves[1]) == 0;
}

/* Puts text, which is ASCII, folded behind the n bytes of out; returns how many there are then. */
static size_t fold_on(char *out, size_t n, struct str text)
{
    const char *folds = ascii_folds();

    for (size_t i = 0, end; i < text.n;) {
        if (text.n - i > BLOCK && (text.p[i] != ' ' || (n > 0 && out[n - 1] != ' ')) && fold_block(out + n, text.p + i)) {
            i += BLOCK;
            n += BLOCK;
            continue;
        }
        for (end = text.n - i < BLOCK ? text.n : i + BLOCK; i < end; i++) {
            char c = folds[text.p[i] & 0x7f];

            if (c != 0 && (c != ' ' || (n > 0 && out[n - 1] != ' ')))
                out[n++] = c;
        }
    }
    return n;
}

static struct str without_last_space(const char *out, size_t n)
{
    return str_from(out, n > 0 && out[n - 1] == ' ' ? n - 1 : n);
}

static struct str fold_ascii(char *out, struct str text)
{
    return without_last_space(out, fold_on(out, 0, text));
}

/* Figures of other scripts, typographic quotes, wide punctuation: as they are written in ASCII. */
static uint32_t plain_character(uint32_t c)
{
    static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xbe6, 0xe50, 0xff10};

    for (size_t i = 0; c >= 0x660 && i < sizeof zeros / sizeof zeros[0]; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return '0' + c - zeros[i];
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0xb4:
        return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x5be:
        return '-';
    case 0xff1a:
        return ':';
    case 0xff1c:
        return '<';
    case 0xff1e:
        return '>';
    case 0x2026:
        return '.';
    default:
        return c;
    }
}

/* What is not seen or does not matter: soft hyphens, joiners, directions, the vowels and the filler of Arabic, the dot
 * that folding leaves of a Turkish capital I. */
static bool unseen(uint32_t c)
{
    return c == 0xad || c == 0x307 || c == 0x640 || (c >= 0x64b && c <= 0x652) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

/* What a character beyond ASCII becomes, as in ascii_folds. */
static uint32_t fold_character(uint32_t c)
{
    if (unseen(c))
        return 0;
    return c == 0xa0 || c == 0x202f || c == 0x3000 || utf8_unsafe(c) ? ' ' : plain_character(c);
}

static struct str fold_any(const void *ctx, struct str text)
{
    struct buf plain;

    text = utf8_fold(ctx, text);
    buf_init(&plain, ctx, text.n * 3 + 1);
    buf_reserve(&plain, text.n);
    for (size_t at = 0, ascii; at < text.n; at += ascii) {
        ascii = utf8_ascii(text, at);
        if (ascii == 0) {
            uint32_t c = fold_character(utf8_next(text, &at));

            if (c != 0 && (c != ' ' || (plain.n > 0 && plain.p[plain.n - 1] != ' ')))
                utf8_put(&plain, c);
            continue;
        }
        buf_reserve(&plain, ascii);
        plain.n = fold_on(plain.p, plain.n, str_cut(text, at, ascii));
    }
    return without_last_space(plain.p, plain.n);
}

struct str line_fold(const void *ctx, struct str text)
{
    return ascii(text) ? fold_ascii(mem_array(ctx, text.n + 1, 1), text) : fold_any(ctx, text);
}

/* --- the page -------------------------------------------------------------------------------------------------------
 */

/* Nothing but no-break spaces or invisible characters. */
static bool invisible(const struct line *line)
{
    return line->text.n <= 8 && line->folded.n == 0 && !mark((unsigned char)line->text.p[0]);
}

/* A ">" that closes the address the line above began, or stands in front of "wrote:" alone (Polymail). */
static bool no_bar(const struct page *page, const struct line *line)
{
    if (line->depth != 1 || page->count < 2 || line[-1].depth > 0)
        return false;
    return leaves_open(line[-1].raw) ||
           (line[-1].text.n > 0 && line->text.n > 1 && line->text.n < 40 && str_ends(line->text, STR(":")) &&
            language_ends(page->languages, str_from(line->folded.p, line->folded.n - 1), WORDING_WROTE));
}

/* Initials in front of one line alone are none: "A> B is what I mean." */
static void settle_initials(const struct page *page)
{
    struct {
        struct str name;
        size_t lines;
    } seen[WRITERS] = {0};

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < page->count; i++) {
            struct line *line = &page->lines[i];
            struct str name = str_cut(line->raw, 0, line->depth == 0 ? 0 : initials(line->raw));
            size_t writer = 0;

            if (name.n == 0)
                continue;
            while (writer + 1 < WRITERS && seen[writer].lines > 0 && !str_equal(seen[writer].name, name))
                writer++;
            seen[writer].name = pass == 0 ? name : seen[writer].name;
            seen[writer].lines += pass == 0;
            if (pass == 0 || seen[writer].lines > 1)
                continue;
            line->text = str_trim(line->raw);
            line->folded = line_fold(page->ctx, line->text);
            line->plain = line->text.n > REPLY_LINE_PLAIN ? STR_EMPTY : line->folded;
            line->depth = 0;
            line->label = LABEL_OWN;
        }
    }
}

void page_read(const void *ctx, struct str text, const struct languages *languages, struct page *out)
{
    struct str rest = text, raw;
    size_t capacity = 0;
    char *room = mem_array(ctx, text.n + 1, 1); /* for the folded text of all lines that are ASCII */

    *out = (struct page){.ctx = ctx, .languages = languages};
    while (out->count < REPLY_LINES && str_next_line(&rest, &raw)) {
        struct line *line;

        out->lines = mem_grow(ctx, out->lines, &capacity, out->count + 1, sizeof *out->lines);
        line = &out->lines[out->count++];
        line->raw = raw;
        line->text = behind_bars(raw, &line->depth);
        line->folded = ascii(line->text) ? fold_ascii(room, line->text) : fold_any(ctx, line->text);
        if (line->folded.p == room)
            room += line->folded.n;
        if (line->depth == 1 && no_bar(out, line)) {
            line->text = str_trim(raw);
            line->depth = 0;
            line->folded = line_fold(ctx, line->text);
        }
        line->plain = line->text.n > REPLY_LINE_PLAIN ? STR_EMPTY : line->folded;
        line->label = line->depth > 0 ? LABEL_QUOTED : line->text.n == 0 || invisible(line) ? LABEL_BLANK : LABEL_OWN;
    }
    settle_initials(out);
}

size_t page_next(const struct page *page, size_t at)
{
    while (++at < page->count && page->lines[at].text.n == 0)
        ;
    return at < page->count ? at : page->count;
}

size_t page_before(const struct page *page, size_t at)
{
    size_t back = 0;

    while (at > 0 && back++ < 100 && page->lines[--at].text.n == 0)
        ;
    return at;
}
