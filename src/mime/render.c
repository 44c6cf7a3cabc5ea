/* CommonMark for outgoing mail: as plain text that reads well, and as sober HTML. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"
#include "mime/private_block.h"
#include "mime/private_render.h"

enum { LEAST_WIDTH = 20 };

struct text_render {
    struct block_writer blocks;
    struct buf inline_text; /* of the paragraph or heading under way */
    size_t link_start;
    unsigned width;
    bool tight; /* the next block follows its list's last item without an empty line */
};

/* ---- wrapping -------------------------------------------------------------------------------------------------------------- */

/* One line as lines of at most `width` columns; words longer than that stand alone. Spaces typed at the start stay. */
static void wrap_line(struct buf *out, struct str line, size_t width)
{
    size_t column = 0, lead = 0;
    struct str word, rest = line;

    while (lead < line.n && line.p[lead] == ' ')
        lead++;
    if (utf8_width(line) <= width) {
        buf_str(out, str_trim_end(line));
        return;
    }
    buf_str(out, str_cut(line, 0, lead));
    column = lead;
    for (bool first = true; str_next_word(&rest, &word); first = false) {
        size_t columns = utf8_width(word);

        if (!first && column + 1 + columns > width) {
            buf_char(out, '\n');
            column = 0;
        } else if (!first) {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, word);
        column += columns;
    }
}

static void write_wrapped(struct text_render *r, struct str text, const char *lead)
{
    size_t indent = block_indent(&r->blocks), width = r->width > indent + LEAST_WIDTH ? r->width - indent : LEAST_WIDTH;
    struct buf lines;
    struct str line;
    bool first = true;

    buf_init(&lines, r->inline_text.ctx, 2 * text.n + 64);
    for (buf_text(&lines, lead); str_next_line(&text, &line); first = false) {
        if (!first)
            buf_char(&lines, '\n');
        wrap_line(&lines, line, width);
    }
    block_write(&r->blocks, buf_view(&lines), r->tight);
    r->tight = false;
    talloc_free(lines.p);
}

/* ---- inline text ------------------------------------------------------------------------------------------------------------- */

/* "text <url>", or the text alone where it says the same. */
static void end_link(struct text_render *r, const char *url)
{
    struct buf *out = &r->inline_text;
    struct str text = str_from_index(buf_view(out), r->link_start), shown = str_of(url);

    if (str_starts_nocase(shown, STR("mailto:")) && !str_starts_nocase(text, STR("mailto:")))
        shown = str_from_index(shown, 7);
    if (str_equal(text, shown) || str_equal(text, str_of(url)))
        return;
    if (text.n > 0)
        buf_char(out, ' ');
    buf_char(out, '<');
    buf_str(out, shown);
    buf_char(out, '>');
}

static void put_code(struct buf *out, const char *literal)
{
    const char *mark = strchr(literal, '`') == NULL ? "`" : "``";

    buf_text(out, mark);
    buf_text(out, literal);
    buf_text(out, mark);
}

static void render_inline(struct text_render *r, cmark_node *node, bool entering)
{
    struct buf *out = &r->inline_text;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        buf_text(out, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        buf_char(out, '\n');
        break;
    case CMARK_NODE_CODE:
        put_code(out, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_EMPH:
        buf_char(out, '*');
        break;
    case CMARK_NODE_STRONG:
        buf_text(out, "**");
        break;
    case CMARK_NODE_LINK:
        if (entering)
            r->link_start = out->n;
        else
            end_link(r, cmark_node_get_url(node));
        break;
    default:
        break;
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------------- */

/* Of an item with a bullet, or a rule. */
static char mark_of(cmark_node *node)
{
    char mark = (char)(intptr_t)cmark_node_get_user_data(node);

    return mark == '\0' ? '-' : mark;
}

static void open_item(struct text_render *r, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    char marker[24];

    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        /* The number is counted up in the list node itself, so a list costs what its items cost. */
        intptr_t next = (intptr_t)cmark_node_get_user_data(list);

        next = next == 0 ? cmark_node_get_list_start(list) + 1 : next + 1;
        cmark_node_set_user_data(list, (void *)next);
        snprintf(marker, sizeof marker, "%ld%s ", (long)(next - 1), cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM ? ")" : ".");
    } else {
        snprintf(marker, sizeof marker, "%c ", mark_of(item));
    }
    r->tight = cmark_node_get_list_tight(list) && (cmark_node_previous(item) != NULL || r->tight);
    block_item(&r->blocks, marker);
}

static void write_code_block(struct text_render *r, const char *literal)
{
    struct buf lines;
    struct str rest = str_trim_end(str_of(literal)), line;

    buf_init(&lines, r->inline_text.ctx, 6 * rest.n + 64);
    while (str_next_line(&rest, &line)) {
        if (lines.n > 0)
            buf_char(&lines, '\n');
        buf_text(&lines, "    ");
        buf_str(&lines, line);
    }
    block_write(&r->blocks, buf_view(&lines), false);
    r->tight = false;
    talloc_free(lines.p);
}

/* As it was typed: "## Title", or the title above a line of = or -. */
static void write_heading(struct text_render *r, cmark_node *node)
{
    bool underlined = cmark_node_get_end_line(node) > cmark_node_get_start_line(node);
    int level = cmark_node_get_heading_level(node);
    char lead[9] = "";

    if (underlined) {
        size_t columns = utf8_width(buf_view(&r->inline_text));

        buf_char(&r->inline_text, '\n');
        for (size_t i = 0; i < (columns < 3 ? 3 : columns > 72 ? 72 : columns); i++)
            buf_char(&r->inline_text, level == 1 ? '=' : '-');
    } else {
        snprintf(lead, sizeof lead, "%.*s ", level > 6 ? 6 : level, "######");
    }
    write_wrapped(r, buf_view(&r->inline_text), lead);
}

static bool tight_paragraph(cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node);

    return item != NULL && cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(cmark_node_parent(item));
}

/* A list that was one with the list before, until render_lists split it. */
static bool continues(cmark_node *list)
{
    cmark_node *before = cmark_node_previous(list);

    return cmark_node_get_type(before) == CMARK_NODE_LIST && cmark_node_get_list_type(list) == CMARK_ORDERED_LIST &&
           cmark_node_get_list_type(before) == CMARK_ORDERED_LIST && cmark_node_get_list_delim(before) == cmark_node_get_list_delim(list);
}

static void enter_block(struct text_render *r, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        block_quote(&r->blocks);
        break;
    case CMARK_NODE_LIST:
        r->tight = cmark_node_get_list_tight(node) && cmark_node_previous(node) != NULL && (tight_paragraph(node) || continues(node));
        break;
    case CMARK_NODE_ITEM:
        open_item(r, node);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        block_write(&r->blocks, str_of((char[4]){mark_of(node), mark_of(node), mark_of(node)}), false);
        r->tight = false;
        break;
    case CMARK_NODE_CODE_BLOCK:
        write_code_block(r, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        buf_truncate(&r->inline_text, 0);
        break;
    default:
        render_inline(r, node, true);
    }
}

static void leave_block(struct text_render *r, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        block_close(&r->blocks, false);
        break;
    case CMARK_NODE_ITEM:
        block_close(&r->blocks, true);
        break;
    case CMARK_NODE_PARAGRAPH:
        write_wrapped(r, buf_view(&r->inline_text), "");
        break;
    case CMARK_NODE_HEADING:
        write_heading(r, node);
        break;
    default:
        render_inline(r, node, false);
    }
}

void mime_markdown_to_text(const void *ctx, struct str markdown, unsigned width, struct buf *out)
{
    void *job = talloc_new(ctx);
    cmark_node *root = render_tree(job, markdown);
    cmark_iter *iter = cmark_iter_new(root);
    struct text_render r = {.width = width};
    cmark_event_type event;

    if (iter == NULL)
        log_panic("out of memory");
    block_init(&r.blocks, out);
    buf_init(&r.inline_text, job, 2 * markdown.n + 4096);
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        (event == CMARK_EVENT_ENTER ? enter_block : leave_block)(&r, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    cmark_node_free(root);
    mem_free(job);
}

void mime_markdown_to_html(const void *ctx, struct str markdown, struct buf *out)
{
    void *job = talloc_new(ctx);
    cmark_node *root = render_tree(job, markdown);
    char *html = cmark_render_html(root, CMARK_OPT_HARDBREAKS); /* safe is the default */

    if (html == NULL)
        log_panic("out of memory");
    buf_text(out, html);
    free(html);
    cmark_node_free(root);
    mem_free(job);
}
