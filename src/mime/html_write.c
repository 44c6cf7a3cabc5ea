/* The text and the blocks of an HTML mail as they are written: white space, line ends that are due, invisible characters. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "mime/private_html_write.h"

void html_block(struct html *h, struct str lines)
{
    block_write(&h->blocks, lines, h->tight);
    h->tight = false;
    h->written++;
    for (unsigned i = 0; i < h->list_depth && i < LIST_LIMIT; i++)
        h->lists[i].any = true;
}

static struct str heading_line(struct html *h, struct str line)
{
    struct buf out;

    buf_init(&out, h->ctx, line.n + 16);
    for (unsigned i = 0; i < h->heading; i++)
        buf_char(&out, '#');
    buf_char(&out, ' ');
    for (size_t i = 0; i < line.n; i++)
        buf_char(&out, line.p[i] == '\n' ? ' ' : line.p[i]);
    if (str_ends(line, STR("#")))
        buf_truncate(&out, out.n - 1), buf_text(&out, "\\#");
    return buf_view(&out);
}

void html_flush(struct html *h)
{
    struct str lines;

    if (!inline_empty(&h->text)) {
        lines = inline_finish(&h->text, &h->scratch);
        if (lines.n > 0)
            html_block(h, h->heading > 0 ? heading_line(h, lines) : lines);
    }
    inline_reset(&h->text);
    h->breaks = 0;
    h->separators = 0;
}

void html_break(struct html *h, unsigned breaks)
{
    if (h->in_row)
        inline_space(&h->text);
    else if (h->breaks < breaks)
        h->breaks = breaks;
}

void html_settle(struct html *h)
{
    if (h->breaks >= 2)
        html_flush(h);
    else if (h->breaks == 1)
        inline_newline(&h->text);
    h->breaks = 0;
    h->blank_line = false;
    for (; h->separators > 0; h->separators--) {
        inline_space(&h->text);
        inline_put(&h->text, '|', STR(" "));
        inline_space(&h->text);
    }
}

/* Characters that are never shown, or only there to deceive. */
static bool invisible(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x200b || c == 0xfeff || c == 0x34f ||
           (c >= 0x2060 && c <= 0x2064) || c == 0x202d || c == 0x202e || (c >= 0xfdd0 && c <= 0xfdef) || c == 0x2028 || c == 0x2029;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0xa0 || c == 0x2003 || c == 0x2002 || c == 0x2009;
}

/* A joiner stands between characters; beside white space it is padding. */
static bool joins(const struct html *h, struct str after)
{
    size_t at = 0;

    return !h->text.space && h->text.last != 0 && after.n > 0 && !is_space(utf8_next(after, &at));
}

/* In the color of its background; white space is nothing either way. */
static bool faded(struct html *h, struct str text)
{
    if (h->any_color || h->color == COLOR_NONE || !html_same_color(h->color, h->background) || str_trim(text).n == 0)
        return false;
    h->faded_first = h->faded_first || h->puts == 0;
    return h->faded = true;
}

void html_text(struct html *h, struct str text)
{
    if (faded(h, text))
        return;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);

        if (invisible(c) || ((c == 0x200c || c == 0x200d) && !joins(h, str_from_index(text, at))))
            continue;
        if (c == '\n' && h->keep_lines) {
            h->breaks += h->breaks < 2 && (h->text.line.n > 0 || h->breaks > 0);
        } else if (is_space(c)) {
            inline_space(&h->text);
            h->blank_line = h->blank_line || c == 0xa0;
        } else {
            html_settle(h);
            inline_put(&h->text, c, str_from_index(text, at));
            h->puts++;
            at += inline_run(&h->text, str_from_index(text, at));
        }
    }
}

void html_code(struct html *h)
{
    struct str code = str_trim_end(buf_view(&h->code)), line;
    struct buf block;
    size_t longest = 2;
    bool started = false;

    for (size_t i = 0, run = 0; i < code.n; i++) {
        run = code.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    buf_init(&block, h->ctx, code.n + 2 * longest + 16);
    for (size_t i = 0; i <= longest; i++)
        buf_char(&block, '`');
    buf_char(&block, '\n');
    while (str_next_line(&code, &line)) {
        if (!started && str_trim(line).n == 0)
            continue;
        started = true;
        buf_str(&block, line);
        buf_char(&block, '\n');
    }
    for (size_t i = 0; i <= longest; i++)
        buf_char(&block, '`');
    if (started)
        html_block(h, buf_view(&block));
    buf_truncate(&h->code, 0);
}

/* Words without shape, for what is nested too deep: tags end lines, the usual entities are read. */
void html_words(struct html *h, struct str html)
{
    static const struct {
        const char *name, *text;
    } entities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"}, {"&amp;", "&"}};
    struct buf words;

    buf_init(&words, h->ctx, html.n + 1);
    for (size_t at = 0; at < html.n;) {
        struct str rest = str_from_index(html, at);
        size_t length = 1;

        if (rest.p[0] == '<' && rest.n > 1 && (isalpha((unsigned char)rest.p[1]) || rest.p[1] == '/' || rest.p[1] == '!')) {
            length = str_index(rest, '>') + 1;
            rest = STR(" ");
        }
        for (size_t i = 0; rest.p[0] == '&' && i < sizeof entities / sizeof *entities; i++) {
            if (str_starts(rest, str_of(entities[i].name))) {
                length = strlen(entities[i].name);
                rest = str_of(entities[i].text);
            }
        }
        buf_char(&words, rest.p[0]);
        at += length;
    }
    html_text(h, buf_view(&words));
    html_flush(h);
}

bool html_script(struct html *h, struct str text, bool raised)
{
    static const char *const digits[][2] = {{"\xe2\x82\x80", "\xe2\x81\xb0"}, {"\xe2\x82\x81", "\xc2\xb9"},     {"\xe2\x82\x82", "\xc2\xb2"},
                                            {"\xe2\x82\x83", "\xc2\xb3"},     {"\xe2\x82\x84", "\xe2\x81\xb4"}, {"\xe2\x82\x85", "\xe2\x81\xb5"},
                                            {"\xe2\x82\x86", "\xe2\x81\xb6"}, {"\xe2\x82\x87", "\xe2\x81\xb7"}, {"\xe2\x82\x88", "\xe2\x81\xb8"},
                                            {"\xe2\x82\x89", "\xe2\x81\xb9"}};
    static const char *const minus[2] = {"\xe2\x82\x8b", "\xe2\x81\xbb"};

    if (text.n == 0 || text.n > 8)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '-' && (text.p[i] < '0' || text.p[i] > '9'))
            return false;
    for (size_t i = 0; i < text.n; i++)
        html_text(h, str_of(text.p[i] == '-' ? minus[raised] : digits[text.p[i] - '0'][raised]));
    return true;
}
