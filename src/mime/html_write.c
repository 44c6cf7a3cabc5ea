/* The text and the blocks of an HTML mail as they are written: white space, line ends that are due, invisible characters. */
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

void html_text(struct html *h, struct str text)
{
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
