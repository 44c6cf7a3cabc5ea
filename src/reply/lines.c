#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

static bool space(char c)
{
    return c == ' ' || c == '\t';
}

/* Bars in front: ">", with spaces between; "|" only where it is the only one, since a table's row has several. */
static struct str behind_bars(struct str raw, unsigned *depth)
{
    size_t at = 0, end = 0, pipe = str_index(raw, '|');
    bool pipes = pipe < raw.n && str_index(str_from_index(raw, pipe + 1), '|') == raw.n - pipe - 1;

    *depth = 0;
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
    return memchr(open, '>', raw.n - (size_t)(open - raw.p)) == NULL && (memchr(open, '@', raw.n - (size_t)(open - raw.p)) != NULL);
}

/* Emphasis, escapes, and what nobody sees. */
static bool left_out(uint32_t c)
{
    if (c < 0x80)
        return c == '*' || c == '_' || c == '\\' || c == '|' || c == '#' || c == 0x60;
    return c == 0x200e || c == 0x200f || c == 0x200b || c == 0xfeff || c == 0xad;
}

struct str line_plain(const void *ctx, struct str text)
{
    struct buf plain;
    bool gap = false;

    if (utf8_ascii(text, 0) < text.n)
        text = utf8_fold(ctx, text);
    buf_init(&plain, ctx, text.n + 1);
    buf_reserve(&plain, text.n);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        bool letter = (c | 0x20) - 'a' < 26; /* most of a line */

        if (letter)
            c |= 0x20;
        else if (left_out(c))
            continue;
        if (!letter && (c == ' ' || c == 0xa0 || c == 0x202f || c == 0x3000 || utf8_unsafe(c))) {
            gap = true;
            continue;
        }
        if (gap && plain.n > 0)
            buf_char(&plain, ' ');
        gap = false;
        utf8_put(&plain, c == 0x2019 ? '\'' : c == 0xff1a ? ':' : c);
    }
    return buf_view(&plain);
}

void page_read(const void *ctx, struct str text, struct page *out)
{
    struct str rest = text, raw;
    size_t capacity = 0;

    *out = (struct page){.ctx = ctx};
    while (out->count < REPLY_LINES && str_next_line(&rest, &raw)) {
        struct line *line;

        out->lines = mem_grow(ctx, out->lines, &capacity, out->count + 1, sizeof *out->lines);
        line = &out->lines[out->count++];
        line->raw = raw;
        line->text = behind_bars(raw, &line->depth);
        if (line->depth == 1 && out->count > 1 && line[-1].depth == 0 && leaves_open(line[-1].raw)) {
            line->text = str_trim(raw);
            line->depth = 0;
        }
        line->label = line->depth > 0 ? LABEL_QUOTED : line->text.n == 0 ? LABEL_BLANK : LABEL_OWN;
        line->plain = STR_EMPTY;
        if (line->text.n > 0 && line->text.n <= REPLY_LINE_PLAIN)
            line->plain = line_plain(ctx, line->text);
        if (line->label == LABEL_OWN && line->text.n <= 8 && line->plain.n == 0 && line->text.p[0] != '*' &&
            line->text.p[0] != '_' && line->text.p[0] != '#' && line->text.p[0] != '`' && line->text.p[0] != '\\')
            line->label = LABEL_BLANK; /* nothing but no-break spaces or invisible characters */
    }
}

size_t page_next(const struct page *page, size_t at)
{
    while (++at < page->count && page->lines[at].text.n == 0)
        ;
    return at < page->count ? at : page->count;
}
