/* The text of one paragraph as CommonMark: only what would be read as syntax is escaped. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"
#include "mime/private_html.h"

enum { URL_LIMIT = 2000 };

void inline_init(struct inline_writer *w, const void *ctx, size_t limit)
{
    *w = (struct inline_writer){0};
    buf_init(&w->line, ctx, limit);
    buf_init(&w->link_text, ctx, URL_LIMIT + 16);
    buf_init(&w->code, ctx, limit);
}

/* ---- characters -------------------------------------------------------------------------------------------------------------- */

static uint32_t peek(struct str after)
{
    size_t at = 0;

    return after.n == 0 ? 0 : utf8_next(after, &at);
}

static bool entity_follows(struct str after)
{
    size_t i = 0;

    if (after.n == 0)
        return true; /* the rest may come from the next element */
    while (i < after.n && i < 32 && (isalnum((unsigned char)after.p[i]) || (i == 0 && after.p[i] == '#')))
        i++;
    return i > 0 && (i == after.n || after.p[i] == ';');
}

/* Whether the character would be syntax between `w->last` and what follows. */
static bool must_escape(const struct inline_writer *w, uint32_t c, struct str after)
{
    uint32_t next = peek(after), last = w->last;
    bool flanked = !inline_blank(last) || !inline_blank(next) || after.n == 0;

    switch (c) {
    case '\\':
        return inline_blank(next) || (next < 0x80 && inline_punctuation(next)) || (w->bold && !emphasis_open(w, 'b')) || (w->italic && !emphasis_open(w, 'i'));
    case '`':
        return true;
    case '*':
        return flanked || last == 0 || w->opened > 0 || w->line.p[w->line.n - 1] != ' ';
    case '_':
        return (flanked || w->line.n == 0 || w->line.p[w->line.n - 1] != ' ') && !(isalnum((int)(last < 0x80 ? last : 'a')) && isalnum((int)(next > 0 && next < 0x80 ? next : ' ')));
    case '[':
        return w->in_link || last == ']';
    case ']':
        return w->in_link;
    case '(':
    case ':':
        return last == ']';
    case '<':
        return after.n == 0 || isalpha((int)(next < 0x80 ? next : ' ')) || next == '/' || next == '!' || next == '?';
    case '&':
        return entity_follows(after);
    default:
        return false;
    }
}

/* `Wow!` and a link must not become an image. */
static void open_link(struct inline_writer *w)
{
    emphasis_close(w, 0, w->space ? ' ' : '[');
    if (w->space && w->last != 0)
        buf_char(&w->line, ' ');
    else if (w->last == '!' && w->raw > 0 && !w->line.full)
        buf_truncate(&w->line, w->line.n - 1), buf_text(&w->line, "\\!");
    w->space = false;
    w->in_link = true;
    w->link_start = w->line.n;
    buf_truncate(&w->link_text, 0);
    buf_char(&w->line, '[');
    w->last = '[';
    w->raw = 0;
}

void inline_put(struct inline_writer *w, uint32_t c, struct str after)
{
    if (w->in_code) {
        if (w->space && w->code.n > 0)
            buf_char(&w->code, ' ');
        w->space = false;
        utf8_put(&w->code, c);
        return;
    }
    if (w->url != NULL && !w->in_link)
        open_link(w);
    emphasis_sync(w, c);
    bool escape = must_escape(w, c, after);

    if (escape)
        buf_char(&w->line, '\\');
    utf8_put(&w->line, c);
    if (w->in_link)
        utf8_put(&w->link_text, c);
    w->raw = !escape && c < 0x80 && inline_punctuation(c) ? w->raw + 1 : 0;
    w->last = c;
}

size_t inline_run(struct inline_writer *w, struct str text)
{
    size_t n = 0;

    if (w->space || w->in_code || w->last == 0 || (w->url != NULL && !w->in_link) || w->bold != emphasis_open(w, 'b') || w->italic != emphasis_open(w, 'i'))
        return 0;
    while (n < text.n && isalnum((unsigned char)text.p[n]))
        n++;
    if (n == 0)
        return 0;
    buf_add(&w->line, text.p, n);
    if (w->in_link)
        buf_add(&w->link_text, text.p, n);
    w->last = (unsigned char)text.p[n - 1];
    w->raw = 0;
    return n;
}

void inline_space(struct inline_writer *w)
{
    w->space = true;
}

void inline_newline(struct inline_writer *w)
{
    if (w->in_code || w->line.n == 0) {
        w->space = true;
        return;
    }
    if (w->in_link && w->line.n == w->link_start + 1)
        return;
    /* Emphasis may run on over the line end; a mark that opens there would stand beside white space, so none is left open. */
    emphasis_close(w, 0, ' ');
    buf_char(&w->line, '\n');
    if (w->in_link)
        buf_char(&w->link_text, ' ');
    w->space = false;
    w->last = 0;
    w->raw = 0;
}

/* ---- links ------------------------------------------------------------------------------------------------------------------- */

const char *inline_url(const void *ctx, struct str href)
{
    struct str s = str_trim(href), address;
    struct buf out;

    if (mime_unwrap(ctx, s, &address))
        s = address;

    if (s.n > URL_LIMIT || !(str_starts_nocase(s, STR("http://")) || str_starts_nocase(s, STR("https://")) ||
                             str_starts_nocase(s, STR("mailto:"))))
        return NULL;
    buf_init(&out, ctx, 4 * URL_LIMIT);
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        uint32_t c = utf8_next(s, &at);

        if (c == '\n' || c == '\r' || c == '\t')
            continue;
        if (utf8_unsafe(c) || c == 0xfffd)
            return NULL;
        if (c < 0x80 && strchr(" <>()\\\"`", (int)c) != NULL)
            buf_format(&out, "%%%02X", (unsigned)c);
        else if (c == '&' && entity_follows(str_cut(s, at, 40)) && str_index(str_cut(s, at, 40), ';') < 40 && at < s.n)
            buf_text(&out, "&amp;");
        else
            buf_add(&out, s.p + start, at - start);
    }
    return buf_string(&out);
}

/* Whether the text of a link says the same as its address, as far as a reader can see. */
static bool says_the_same(struct str text, struct str url)
{
    static const char *const prefixes[] = {"", "mailto:", "http://", "https://"};

    if (str_ends(url, STR("/")) && !str_ends(text, STR("/")))
        url.n--;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts_nocase(url, str_of(prefixes[i])) && str_equal_nocase(str_from_index(url, strlen(prefixes[i])), text))
            return true;
    return false;
}

static void close_link(struct inline_writer *w)
{
    struct str url = str_of(w->url), text = buf_view(&w->link_text);
    bool mail = str_starts_nocase(url, STR("mailto:"));

    if (!w->in_link || w->line.full)
        return;
    w->in_link = false;
    if (says_the_same(text, url) && str_find(url, STR("&amp;")) == url.n) {
        w->opened = 0;
        buf_truncate(&w->line, w->link_start);
        buf_char(&w->line, '<');
        buf_str(&w->line, mail && str_index(url, '?') == url.n && str_index(url, '%') == url.n ? str_from_index(url, 7) : url);
        buf_char(&w->line, '>');
        w->last = '>';
    } else {
        emphasis_close(w, 0, ']');
        buf_text(&w->line, "](");
        buf_str(&w->line, url);
        buf_char(&w->line, ')');
        w->last = ')';
    }
    w->raw = 0;
}

void inline_link(struct inline_writer *w, const char *url)
{
    inline_link_end(w);
    w->url = url;
}

void inline_link_end(struct inline_writer *w)
{
    if (w->url != NULL)
        close_link(w);
    w->url = NULL;
}

/* ---- code -------------------------------------------------------------------------------------------------------------------- */

void inline_code(struct inline_writer *w)
{
    if (w->in_code)
        return;
    w->in_code = true;
    w->code_space = w->space;
    w->space = false;
    buf_truncate(&w->code, 0);
}

void inline_code_end(struct inline_writer *w)
{
    struct str code = buf_view(&w->code);
    size_t longest = 0;
    bool space = w->space;

    if (!w->in_code)
        return;
    w->in_code = false;
    w->space = w->code_space;
    for (size_t i = 0, run = 0; i < code.n; i++) {
        run = code.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    if (code.n == 0) {
        w->space = w->space || space;
        return;
    }
    if (w->url != NULL && !w->in_link)
        open_link(w);
    w->space = w->space || w->last == '`'; /* two runs of backticks would be read as one */
    emphasis_sync(w, '`');
    bool pad = code.p[0] == '`' || code.p[code.n - 1] == '`';

    for (size_t i = 0; i <= longest; i++)
        buf_char(&w->line, '`');
    buf_text(&w->line, pad ? " " : "");
    buf_str(&w->line, code);
    buf_text(&w->line, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        buf_char(&w->line, '`');
    if (w->in_link)
        buf_str(&w->link_text, code);
    w->last = '`';
    w->raw = 0;
    w->space = space;
    buf_truncate(&w->code, 0);
}

/* ---- the paragraph as a whole ------------------------------------------------------------------------------------------------ */

bool inline_empty(const struct inline_writer *w)
{
    return w->line.n == 0 && w->code.n == 0;
}

static bool all_of(struct str line, char c)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == c)
        n++;
    return n > 0 && str_trim(str_from_index(line, n)).n == 0;
}

/* Where a backslash must stand so that the line begins no block, or SIZE_MAX. Short numbers and dashes stay: who types a list
 * means one. */
static size_t block_syntax(struct str line)
{
    size_t n = 0;

    if (line.n == 0)
        return SIZE_MAX;
    switch (line.p[0]) {
    case '>':
        return 0;
    case '#':
        while (n < line.n && line.p[n] == '#')
            n++;
        return n <= 6 && (n == line.n || line.p[n] == ' ') ? 0 : SIZE_MAX;
    case '+':
        return line.n == 1 || line.p[1] == ' ' ? 0 : SIZE_MAX;
    case '-':
        return all_of(line, '-') || str_starts(line, STR("- -")) ? 0 : SIZE_MAX;
    case '=':
        return all_of(line, '=') ? 0 : SIZE_MAX;
    case '~':
        return str_starts(line, STR("~~~")) ? 0 : SIZE_MAX;
    default:
        while (n < line.n && isdigit((unsigned char)line.p[n]))
            n++;
        if (n < 3 || n > 9 || n == line.n || (line.p[n] != '.' && line.p[n] != ')'))
            return SIZE_MAX;
        return n + 1 == line.n || line.p[n + 1] == ' ' ? n : SIZE_MAX;
    }
}

struct str inline_finish(struct inline_writer *w, struct buf *scratch)
{
    struct str rest, line;
    bool first = true;

    inline_code_end(w);
    w->space = false;
    if (w->url != NULL)
        close_link(w);
    emphasis_close(w, 0, 0);
    buf_truncate(scratch, 0);
    rest = buf_view(&w->line);
    for (; str_next_line(&rest, &line); first = false) {
        size_t at = block_syntax(line);

        if (!first)
            buf_char(scratch, '\n');
        buf_str(scratch, str_cut(line, 0, at == SIZE_MAX ? line.n : at));
        if (at != SIZE_MAX) {
            buf_char(scratch, '\\');
            buf_str(scratch, str_from_index(line, at));
        }
    }
    return str_trim(buf_view(scratch));
}

void inline_reset(struct inline_writer *w)
{
    buf_truncate(&w->line, 0);
    buf_truncate(&w->code, 0);
    w->space = w->in_code = w->in_link = false;
    w->opened = 0;
    w->last = 0;
    w->raw = 0;
}
