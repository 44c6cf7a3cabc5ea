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

static void open_list(struct html *h, const xmlNode *node, bool ordered)
{
    uint64_t start = 1;
    bool alternate;

    html_flush(h);
    alternate = h->closed.written == h->written && h->written > 0 && h->closed.depth == h->list_depth &&
                h->closed.ordered == ordered && !h->closed.alternate;
    if (ordered && !str_number(str_trim(html_attribute(node, "start")), 99999, &start))
        start = 1;
    if (h->list_depth < LIST_LIMIT)
        h->lists[h->list_depth] = (struct list){.ordered = ordered, .alternate = alternate, .next = (unsigned)start};
    h->list_depth++;
}

static void close_list(struct html *h)
{
    const struct list *list;

    html_flush(h);
    h->list_depth--;
    if (h->list_depth >= LIST_LIMIT)
        return;
    list = &h->lists[h->list_depth];
    h->closed.ordered = list->ordered;
    h->closed.alternate = list->alternate;
    h->closed.depth = h->list_depth;
    h->closed.written = h->written;
}

/* Items follow each other, and the item that holds their list, without an empty line; but a list that does not begin at 1 needs one
 * there (CommonMark 0.30, 5.3). */
static bool open_item(struct html *h)
{
    struct list *list = h->list_depth == 0 || h->list_depth > LIST_LIMIT ? NULL : &h->lists[h->list_depth - 1];
    struct buf marker;

    html_flush(h);
    if (list == NULL) {
        h->breaks = 1;
        return false;
    }
    buf_init(&marker, h->ctx, 16);
    if (list->ordered)
        buf_format(&marker, "%u%s ", list->next, list->alternate ? ")" : ".");
    else
        buf_text(&marker, list->alternate ? "* " : "- ");
    h->tight = list->any || (h->list_depth > 1 && h->lists[h->list_depth - 2].any && (!list->ordered || list->next == 1));
    list->next++;
    block_item(&h->blocks, buf_string(&marker));
    return true;
}

static void apply_style(struct html *h, const xmlNode *node)
{
    struct str style = html_attribute(node, "style"), weight, slant;

    if (style.n == 0)
        return;
    weight = html_style(style, "font-weight");
    slant = html_style(style, "font-style");
    if (str_starts_nocase(weight, STR("bold")) || (weight.n == 3 && weight.p[0] >= '6' && weight.p[0] <= '9'))
        h->text.bold = true;
    else if (weight.n > 0)
        h->text.bold = false;
    if (slant.n > 0)
        h->text.italic = str_starts_nocase(slant, STR("italic")) || str_starts_nocase(slant, STR("oblique"));
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
static unsigned paragraph_breaks(const xmlNode *node)
{
    struct str class = html_attribute(node, "class"), margin = html_style(html_attribute(node, "style"), "margin");

    return str_starts(class, STR("Mso")) || html_zero(margin) ? 1 : 2;
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
            const char *url = inline_url(h->ctx, str_dup(h->ctx, html_attribute(node, "href")));

            f->opened = url != NULL;
            if (url != NULL)
                inline_link(&h->text, url);
        }
        break;
    case KIND_IMAGE:
        if (!html_tiny(node))
            html_text(h, html_attribute(node, "alt"));
        break;
    case KIND_CITE:
        html_text(h, STR("\""));
        break;
    default:
        break;
    }
}

static void enter(struct html *h, xmlNode *node, struct frame *f)
{
    bool in_cell = h->in_row;

    switch (f->kind) {
    case KIND_PARAGRAPH:
        html_break(h, paragraph_breaks(node));
        break;
    case KIND_LINE:
        html_break(h, 1);
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
        open_list(h, node, f->kind == KIND_NUMBERS);
        break;
    case KIND_ITEM:
        f->opened = open_item(h);
        break;
    case KIND_QUOTE:
        html_flush(h);
        block_quote(&h->blocks);
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
    case KIND_CELL:
        html_break(h, h->blank_line && h->puts == f->puts ? 2 : 1);
        break;
    case KIND_PARAGRAPH:
        html_break(h, h->blank_line && h->puts == f->puts ? 2 : paragraph_breaks(node));
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
        close_list(h);
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
        h->verbatim = h->keep_lines = false;
        break;
    default:
        leave_text(h, node, f);
    }
    h->text.bold = f->bold;
    h->text.italic = f->italic;
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------------ */

/* False when the node is passed over with all below it. */
static bool visit(struct html *h, xmlNode *node)
{
    struct frame *f;

    if (node->type == XML_TEXT_NODE && node->content != NULL) {
        struct str text = str_of((const char *)node->content);

        if (h->verbatim)
            buf_str(&h->code, text);
        else
            html_text(h, text);
        return false;
    }
    if (node->type != XML_ELEMENT_NODE || h->depth >= HTML_DEPTH_LIMIT)
        return false;
    if (h->verbatim) { /* emphasis in code is text; a line break is one */
        if (html_kind(node) == KIND_BREAK)
            buf_char(&h->code, '\n');
        if (html_kind(node) == KIND_DROP || html_hidden(node))
            return false;
        h->frames[h->depth++] = (struct frame){.kind = KIND_INLINE, .bold = h->text.bold, .italic = h->text.italic};
        return true;
    }
    if (html_kind(node) == KIND_DROP || html_hidden(node))
        return false;
    f = &h->frames[h->depth];
    *f = (struct frame){.kind = html_kind(node), .bold = h->text.bold, .italic = h->text.italic, .puts = h->puts};
    enter(h, node, f);
    h->depth++;
    apply_style(h, node);
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

/* ---- what is nested too deep ---------------------------------------------------------------------------------------------------- */

/* Words without shape, for what is nested too deep: tags end lines, the usual entities are read. */
static void write_words(struct html *h, struct str html)
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

void mime_html_to_markdown(const void *ctx, struct str html, struct buf *out)
{
    void *job = talloc_new(ctx);
    struct html *h = mem_new(job, struct html);
    struct str source = html_tame(job, html);
    bool too_deep = false;
    xmlDoc *doc = source.n == 0 ? NULL : html_parse(source, &too_deep);

    h->ctx = job;
    block_init(&h->blocks, out);
    inline_init(&h->text, job, 4 * HTML_LIMIT);
    buf_init(&h->scratch, job, 5 * HTML_LIMIT);
    buf_init(&h->code, job, 2 * HTML_LIMIT);
    if (too_deep)
        write_words(h, source);
    else if (doc != NULL && xmlDocGetRootElement(doc) != NULL)
        walk(h, xmlDocGetRootElement(doc));
    html_flush(h);
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
