/* CommonMark takes some text away: raw HTML, link definitions, stars between figures. Posts hold text as people typed it, so
 * the tree is changed until all of it shows. */
#include <ctype.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private_render.h"

enum {
    MARKDOWN_LIMIT = 256 * 1024,
    MARKER_LIMIT = 20,    /* quote and list markers at the start of one line: what is nested deeper is text */
    BRACKET_RUN = 2000    /* opening and angle brackets in one block: libcmark 0.30 looks for their ends again and again */
};

/* A noncharacter that nobody can type: put where CommonMark would see syntax we do not want, taken out of the tree again. */
static const char guard[] = "\xef\xb7\x90"; /* U+FDD0 */

/* ---- before parsing ------------------------------------------------------------------------------------------------------ */

/* Length of one container marker ("> ", "- ", "12. ") with the blanks around it at the start of s, or 0. */
static size_t marker_length(struct str s)
{
    size_t at = 0, number;

    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    if (at == s.n)
        return 0;
    if (s.p[at] == '>')
        return at + 1;
    if (strchr("-+*", s.p[at]) != NULL)
        return at + 1 < s.n && (s.p[at + 1] == ' ' || s.p[at + 1] == '\t') ? at + 2 : 0;
    for (number = 0; at < s.n && number < 9 && isdigit((unsigned char)s.p[at]); number++)
        at++;
    if (number == 0 || at >= s.n || (s.p[at] != '.' && s.p[at] != ')'))
        return 0;
    return at + 1 < s.n && (s.p[at + 1] == ' ' || s.p[at + 1] == '\t') ? at + 2 : 0;
}

/* Writes what stands in front of the words of a line, and a guard where too many markers or raw HTML would follow. Returns its length. */
static size_t guard_markers(struct buf *out, struct str line)
{
    size_t at = 0, length;

    for (unsigned count = 0; count < MARKER_LIMIT && (length = marker_length(str_from_index(line, at))) > 0; count++)
        at += length;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
        at++;
    buf_str(out, str_cut(line, 0, at));
    if (at < line.n && (line.p[at] == '<' || marker_length(str_from_index(line, at)) > 0))
        buf_text(out, guard);
    return at;
}

/* One line with guards: no block of raw HTML, no definition ("]:" stays text), not too many markers, not too many open brackets in a row. */
static void guard_line(struct buf *out, struct str line, unsigned *brackets)
{
    size_t at = guard_markers(out, line);

    for (; at < line.n; at++) {
        char c = line.p[at];

        if (c == guard[0] && str_starts(str_from_index(line, at), str_of(guard))) {
            at += 2;
            continue;
        }
        buf_char(out, c == '\0' ? ' ' : c);
        if (c == ']' && at + 1 < line.n && line.p[at + 1] == ':')
            buf_text(out, guard);
        else if ((c == '[' || c == '<') && ++*brackets > BRACKET_RUN)
            buf_truncate(out, out->n - 1), buf_text(out, c == '[' ? "\\[" : "\\<");
    }
}

static struct str guarded(const void *ctx, struct str markdown)
{
    struct buf out;
    struct str line;
    unsigned brackets = 0;

    markdown = utf8_prefix_bytes(markdown, MARKDOWN_LIMIT);
    buf_init(&out, ctx, 4 * markdown.n + 16);
    while (str_next_line(&markdown, &line)) {
        guard_line(&out, line, &brackets);
        buf_char(&out, '\n');
        if (line.n == 0)
            brackets = brackets > BRACKET_RUN ? brackets : 0;
    }
    return buf_view(&out);
}

/* ---- after parsing -------------------------------------------------------------------------------------------------------- */

static char *without_guards(const void *ctx, const char *text)
{
    struct str rest = str_of(text);
    struct buf out;

    buf_init(&out, ctx, rest.n + 1);
    while (rest.n > 0) {
        size_t at = str_find(rest, str_of(guard));

        buf_str(&out, str_cut(rest, 0, at));
        rest = str_from_index(rest, at + sizeof guard - 1);
    }
    return mem_string(ctx, buf_string(&out));
}

static cmark_node *text_node(const char *text)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);

    if (node == NULL || !cmark_node_set_literal(node, text))
        log_panic("out of memory");
    return node;
}

static void replace(cmark_node *old, cmark_node *with)
{
    cmark_node_replace(old, with);
    cmark_node_free(old);
}

/* The children take the node's place, between two texts. */
static void unwrap(cmark_node *node, const char *before, const char *after)
{
    cmark_node *child;

    if (before[0] != '\0')
        cmark_node_insert_before(node, text_node(before));
    while ((child = cmark_node_first_child(node)) != NULL) {
        cmark_node_unlink(child);
        cmark_node_insert_before(node, child);
    }
    if (after[0] != '\0')
        cmark_node_insert_before(node, text_node(after));
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static bool allowed_url(struct str url)
{
    return str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://")) ||
           str_starts_nocase(url, STR("mailto:"));
}

static bool has_scheme(struct str url)
{
    size_t colon = str_index(url, ':');

    for (size_t i = 0; i < colon && colon < url.n; i++)
        if (!isalnum((unsigned char)url.p[i]) && strchr("+-.", url.p[i]) == NULL && (unsigned char)url.p[i] > ' ')
            return false;
    return colon < url.n;
}

/* "[f](x)" of a program or a formula is text as it was typed; a scheme we do not follow loses its address. */
static void clean_link(const void *ctx, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);

    if (url == NULL || !allowed_url(str_of(url))) {
        if (url == NULL || has_scheme(str_of(url)))
            unwrap(node, "", "");
        else
            unwrap(node, "[", mem_format(ctx, "](%s)", without_guards(ctx, url)));
        return;
    }
    char *clean = without_guards(ctx, url);

    if (!cmark_node_set_url(node, clean))
        log_panic("out of memory");
}

/* An image is shown as a link with its alternative text, or as that text alone where no link may stand. */
static void clean_image(const void *ctx, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    cmark_node *parent = cmark_node_parent(node), *child, *link;

    while (parent != NULL && cmark_node_get_type(parent) != CMARK_NODE_LINK)
        parent = cmark_node_parent(parent);
    if (parent != NULL || url == NULL || !allowed_url(str_of(url)) || cmark_node_first_child(node) == NULL) {
        unwrap(node, "", "");
        return;
    }
    link = cmark_node_new(CMARK_NODE_LINK);
    if (link == NULL || !cmark_node_set_url(link, without_guards(ctx, url)))
        log_panic("out of memory");
    while ((child = cmark_node_first_child(node)) != NULL) {
        cmark_node_unlink(child);
        cmark_node_append_child(link, child);
    }
    replace(node, link);
}

static int edge_byte(cmark_node *node, bool last)
{
    const char *literal = node != NULL && cmark_node_get_type(node) == CMARK_NODE_TEXT ? cmark_node_get_literal(node) : NULL;

    if (literal == NULL || literal[0] == '\0')
        return 0;
    return (unsigned char)literal[last ? strlen(literal) - 1 : 0];
}

/* "2*3*4" and "2**3**4" are sums, not emphasis. */
static void clean_emphasis(cmark_node *node, const char *marks)
{
    int before = edge_byte(cmark_node_previous(node), true), after = edge_byte(cmark_node_next(node), false);
    bool strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;

    if (strong ? isdigit(before) && isdigit(after) : isalnum(before) && isalnum(after))
        unwrap(node, marks, marks);
}

/* A line of dashes, or of "=", below several lines is a rule somebody drew, not the mark of a heading of that many lines. */
static void clean_heading(cmark_node *node)
{
    cmark_node *child, *paragraph;
    bool lines = false;

    for (child = cmark_node_first_child(node); child != NULL; child = cmark_node_next(child))
        lines = lines || cmark_node_get_type(child) == CMARK_NODE_SOFTBREAK ||
                cmark_node_get_type(child) == CMARK_NODE_LINEBREAK;
    if (!lines)
        return;
    paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    while ((child = cmark_node_first_child(node)) != NULL) {
        cmark_node_unlink(child);
        cmark_node_append_child(paragraph, child);
    }
    if (cmark_node_get_heading_level(node) == 1) {
        cmark_node_append_child(paragraph, cmark_node_new(CMARK_NODE_SOFTBREAK));
        cmark_node_append_child(paragraph, text_node("====="));
    } else {
        cmark_node_insert_after(node, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
    }
    replace(node, paragraph);
}

static void clean_literal(const void *ctx, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);

    if (literal != NULL && strstr(literal, guard) != NULL && !cmark_node_set_literal(node, without_guards(ctx, literal)))
        log_panic("out of memory");
}

/* Called when everything below the node was cleaned. */
static void clean_node(const void *ctx, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
        clean_literal(ctx, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        replace(node, text_node(without_guards(ctx, cmark_node_get_literal(node))));
        break;
    case CMARK_NODE_LINK:
        clean_link(ctx, node);
        break;
    case CMARK_NODE_IMAGE:
        clean_image(ctx, node);
        break;
    case CMARK_NODE_EMPH:
        clean_emphasis(node, "*");
        break;
    case CMARK_NODE_STRONG:
        clean_emphasis(node, "**");
        break;
    case CMARK_NODE_HEADING:
        clean_heading(node);
        break;
    default:
        break;
    }
}

static bool leaf(cmark_node_type type)
{
    return type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK ||
           type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_SOFTBREAK ||
           type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_THEMATIC_BREAK;
}

cmark_node *render_tree(const void *ctx, struct str markdown)
{
    void *job = talloc_new(ctx);
    struct str source = guarded(job, markdown);
    cmark_node *root = cmark_parse_document(source.p, source.n, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
    cmark_iter *iter;
    cmark_event_type event;

    if (root == NULL || (iter = cmark_iter_new(root)) == NULL)
        log_panic("out of memory");
    render_lists(job, root, source);
    cmark_consolidate_text_nodes(root);
    /* libcmark's iterator is one step ahead, so the node it has just left may be changed or replaced. */
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (node != root && (event == CMARK_EVENT_EXIT || leaf(cmark_node_get_type(node))))
            clean_node(job, node);
    }
    cmark_iter_free(iter);
    mem_free(job);
    return root;
}
