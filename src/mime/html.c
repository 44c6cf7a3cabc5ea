/* HTML becomes CommonMark: one walk over libxml2's tree, without recursion, writes blocks and text. What a reader of the mail
 * could not see is not there either. */
#include <ctype.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"
#include "mime/private_html_write.h"

/* ---- elements ------------------------------------------------------------------------------------------------------------------ */

static void apply_look(struct html *h, const struct look *look, enum kind kind)
{
    if (look->bold != 0)
        h->text.bold = look->bold > 0;
    if (look->italic != 0)
        h->text.italic = look->italic > 0;
    if (look->lines != 0)
        h->keep_lines = look->lines > 0;
    if (look->color != COLOR_NONE)
        h->color = look->color;
    else if (kind == KIND_LINK)
        h->color = COLOR_UNKNOWN; /* a link has its own */
    if (look->background != COLOR_NONE)
        h->background = look->background;
    else if (look->classed && h->class_backgrounds)
        h->background = COLOR_UNKNOWN;
}

static void enter_pre(struct html *h, const xmlNode *node)
{
    html_flush(h);
    /* Thunderbird shows plain text mails in such a <pre>: lines of prose, not code. */
    if (str_contains_nocase(html_attribute(node, "class"), STR("moz-")) || html_has_attribute(node, "wrap"))
        h->keep_lines = true;
    else
        h->verbatim = true;
}

/* Word and Outlook write every line as a paragraph without margins. */
static unsigned paragraph_breaks(const xmlNode *node, const struct look *look)
{
    return look->flat || str_starts(html_attribute(node, "class"), STR("Mso")) ? 1 : 2;
}

static bool in_data_table(const struct html *h)
{
    for (unsigned i = h->depth; i-- > 0;)
        if (h->frames[i].kind == KIND_TABLE)
            return h->frames[i].opened;
    return false;
}

static void enter_data(struct html *h, xmlNode *node, struct frame *f)
{
    switch (f->kind) {
    case KIND_TABLE:
        html_break(h, 2);
        f->opened = !h->in_row && html_holds_data(node);
        break;
    case KIND_ROW:
        html_break(h, 1);
        f->opened = !h->in_row && in_data_table(h);
        h->in_row = h->in_row || f->opened;
        f->puts = h->puts;
        break;
    default: /* a cell */
        if (!h->in_row)
            html_break(h, 1);
        else if (node->prev != NULL)
            h->separators++;
    }
}

/* "image001.png" says nothing about a picture, and the attachment has that name already. */
static bool is_file_name(struct str alt)
{
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".gif", ".heic", ".webp", ".bmp"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase(alt, str_of(endings[i])))
            return str_index(alt, '\n') == alt.n;
    return false;
}

static void enter_inline(struct html *h, xmlNode *node, struct frame *f)
{
    switch (f->kind) {
    case KIND_BOLD:
        h->text.bold = true;
        break;
    case KIND_ITALIC:
        h->text.italic = true;
        break;
    case KIND_CODE:
        if (!h->verbatim && !h->text.in_code && node->children != NULL) {
            html_settle(h);
            inline_code(&h->text);
            f->opened = true;
        }
        break;
    case KIND_LINK:
        if (h->text.url == NULL) {
            const char *url = inline_url(h->ctx, html_attribute(node, "href"));

            f->opened = url != NULL;
            if (url != NULL)
                inline_link(&h->text, url);
        }
        break;
    case KIND_IMAGE:
        if (!html_tiny(node) && !is_file_name(html_attribute(node, "alt")))
            html_text(h, html_attribute(node, "alt"));
        break;
    case KIND_CITE:
        html_text(h, STR("\""));
        break;
    default:
        break;
    }
}

static void enter(struct html *h, xmlNode *node, struct frame *f, const struct look *look)
{
    bool in_cell = h->in_row;

    switch (f->kind) {
    case KIND_PARAGRAPH:
        f->breaks = paragraph_breaks(node, look);
        f->opened = look->word_level > 0 && !h->in_row && html_word_item(h, node, look->word_level);
        if (!f->opened)
            html_break(h, f->breaks);
        break;
    case KIND_TERM:
        html_break(h, 2);
        break;
    case KIND_LINE:
        html_break(h, 1);
        if (look->rule && strcmp((const char *)node->name, "div") == 0) {
            html_flush(h);
            html_block(h, STR("---"));
        }
        break;
    case KIND_BREAK:
        if (in_cell)
            inline_space(&h->text);
        else
            h->breaks++;
        break;
    case KIND_HEADING:
        html_flush(h);
        h->heading = (unsigned)(node->name[1] - '0');
        break;
    case KIND_BULLETS:
    case KIND_NUMBERS:
        f->opened = html_list_open(h, node, f->kind == KIND_NUMBERS);
        break;
    case KIND_ITEM:
        f->opened = html_item_open(h, node);
        break;
    case KIND_QUOTE:
        html_flush(h);
        block_quote(&h->blocks);
        h->quoted = true;
        break;
    case KIND_PRE:
        enter_pre(h, node);
        break;
    case KIND_RULE:
        html_flush(h);
        html_block(h, STR("---"));
        break;
    case KIND_TABLE:
    case KIND_ROW:
    case KIND_CELL:
        enter_data(h, node, f);
        break;
    default:
        enter_inline(h, node, f);
    }
}

static void leave_text(struct html *h, const xmlNode *node, const struct frame *f)
{
    switch (f->kind) {
    case KIND_CODE:
        if (f->opened)
            inline_code_end(&h->text);
        break;
    case KIND_LINK:
        if (f->opened)
            inline_link_end(&h->text);
        break;
    case KIND_CITE:
        html_text(h, STR("\""));
        break;
    case KIND_LINE:
    case KIND_TERM:
    case KIND_CELL:
        html_break(h, h->blank_line && h->puts == f->puts ? 2 : 1);
        break;
    case KIND_PARAGRAPH:
        if (f->opened)
            html_word_item_end(h, node);
        else
            html_break(h, h->blank_line && h->puts == f->puts ? 2 : f->breaks);
        break;
    case KIND_ROW:
        if (f->opened) {
            h->in_row = false;
            h->separators = 0;
        }
        html_break(h, 1);
        break;
    case KIND_TABLE:
        html_break(h, 2);
        break;
    default:
        break;
    }
}

static void leave(struct html *h, const xmlNode *node)
{
    const struct frame *f = &h->frames[--h->depth];

    switch (f->kind) {
    case KIND_HEADING:
        html_flush(h);
        h->heading = 0;
        break;
    case KIND_BULLETS:
    case KIND_NUMBERS:
        html_list_close(h);
        if (f->opened)
            block_close(&h->blocks, false);
        break;
    case KIND_ITEM:
        html_flush(h);
        h->tight = false;
        if (f->opened)
            block_close(&h->blocks, false);
        break;
    case KIND_QUOTE:
        html_flush(h);
        block_close(&h->blocks, false);
        break;
    case KIND_PRE:
        if (h->verbatim)
            html_code(h);
        html_flush(h);
        h->verbatim = false;
        break;
    default:
        leave_text(h, node, f);
    }
    h->text.bold = f->bold;
    h->text.italic = f->italic;
    h->keep_lines = f->keep_lines;
    h->color = f->color;
    h->background = f->background;
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------------ */

/* The text of an element that holds nothing else. */
static struct str only_text(const xmlNode *node)
{
    const xmlNode *child = node->children;

    return child == NULL || child->next != NULL || child->type != XML_TEXT_NODE ? STR_EMPTY : str_of((const char *)child->content);
}

/* Browsers indent with <blockquote style="border: none">; Outlook quotes with <div style="border-left: solid blue 1.5pt">. */
static enum kind kind_in_look(const xmlNode *node, enum kind kind, const struct look *look)
{
    if (kind == KIND_QUOTE && look->bare && !look->bar && !look->classed && html_attribute(node, "type").n == 0)
        return KIND_LINE;
    if (kind == KIND_LINE && look->bar && strcmp((const char *)node->name, "div") == 0)
        return KIND_QUOTE;
    return (kind == KIND_LINE || kind == KIND_PARAGRAPH) && html_quotes(node) ? KIND_QUOTE : kind;
}

static struct frame *open_frame(struct html *h, enum kind kind)
{
    struct frame *f = &h->frames[h->depth];

    *f = (struct frame){.kind = kind,
                        .bold = h->text.bold,
                        .italic = h->text.italic,
                        .keep_lines = h->keep_lines,
                        .color = h->color,
                        .background = h->background,
                        .puts = h->puts};
    return f;
}

/* Emphasis in code is text; a line break is one. */
static void visit_code(struct html *h, enum kind kind)
{
    if (kind == KIND_BREAK)
        buf_char(&h->code, '\n');
    open_frame(h, KIND_INLINE);
    h->depth++;
}

/* False when the node is passed over with all below it. */
static bool visit(struct html *h, xmlNode *node)
{
    enum kind kind;
    struct look look;

    if (node->type == XML_TEXT_NODE && node->content != NULL) {
        struct str text = str_of((const char *)node->content);

        if (h->verbatim)
            buf_str(&h->code, text);
        else
            html_text(h, text);
        return false;
    }
    if (node->type != XML_ELEMENT_NODE || h->depth >= HTML_DEPTH_LIMIT || (kind = html_kind(node)) == KIND_DROP)
        return false;
    html_look(node, &look);
    kind = kind_in_look(node, kind, &look);
    if (look.hidden || (look.word_marker && h->word_depth > 0))
        return false;
    if (h->verbatim) {
        visit_code(h, kind);
        return true;
    }
    if ((kind == KIND_SUP || kind == KIND_SUB) && html_script(h, only_text(node), kind == KIND_SUP))
        return false;
    enter(h, node, open_frame(h, kind), &look);
    h->depth++;
    apply_look(h, &look, kind);
    return true;
}

static void walk(struct html *h, xmlNode *root)
{
    xmlNode *node = root;

    while (node != NULL) {
        bool entered = visit(h, node);

        if (entered && node->children != NULL) {
            node = node->children;
            continue;
        }
        if (entered)
            leave(h, node);
        while (node != root && node->next == NULL) {
            node = node->parent;
            leave(h, node);
        }
        node = node == root ? NULL : node->next;
    }
}

static void convert(struct html *h, xmlDoc *doc, bool any_color, struct buf *out)
{
    block_init(&h->blocks, out);
    h->any_color = any_color;
    h->color = COLOR_NONE;
    h->background = h->class_backgrounds ? COLOR_UNKNOWN : 0xffffff;
    walk(h, xmlDocGetRootElement(doc));
    html_flush(h);
}

/* Where colors alone hide all there is, or what stands first above a quote, somebody wrote white on the black of their own screen. */
static bool written_in_the_dark(const struct html *h)
{
    return h->faded && (h->written == 0 || (h->faded_first && h->quoted));
}

void mime_html_to_markdown(const void *ctx, struct str html, struct buf *out)
{
    void *job = talloc_new(ctx);
    struct html *h = mem_new(job, struct html);
    struct str source = html_tame(job, html);
    size_t before = out->n;
    bool too_deep = false;
    xmlDoc *doc = source.n == 0 ? NULL : html_parse(source, &too_deep);

    h->ctx = job;
    h->class_backgrounds = str_find(html, STR("background")) < html.n && str_find(html, STR("<style")) < html.n;
    inline_init(&h->text, job, 4 * HTML_LIMIT);
    buf_init(&h->scratch, job, 5 * HTML_LIMIT);
    buf_init(&h->code, job, 2 * HTML_LIMIT);
    if (too_deep) {
        block_init(&h->blocks, out);
        h->any_color = true;
        html_words(h, source);
    } else if (doc != NULL && xmlDocGetRootElement(doc) != NULL) {
        convert(h, doc, false, out);
        if (written_in_the_dark(h)) {
            buf_truncate(out, before);
            convert(h, doc, true, out);
        }
    }
    xmlFreeDoc(doc);
    mem_free(job);
}

void mime_html_prepare(void)
{
    void *job = mem_job("html");
    struct buf out;

    xmlInitParser();
    buf_init(&out, job, 1000);
    mime_html_to_markdown(job, STR("<html><head><meta charset=utf-8></head><p>\xc3\xa9 &eacute; <b>a</b></html>"), &out);
    mem_free(job);
}
