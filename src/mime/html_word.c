/* Lists as Word and Outlook write them: paragraphs in a row, each with its level in the style (mso-list: l0 level2 lfo1) and its bullet
 * or number as text in a span that other programs are told to ignore. */
#include <ctype.h>

#include "mime/private_html_write.h"

enum { MARKER_NODES = 12, MARKER_LIMIT = 12 };

/* The text of the marker: it stands within the first few nodes of the paragraph. */
static struct str marker_of(const xmlNode *paragraph)
{
    const xmlNode *node = paragraph->children, *marker = NULL;
    struct look look;

    for (int i = 0; i < MARKER_NODES && node != NULL; i++) {
        if (node->type == XML_ELEMENT_NODE && marker == NULL) {
            html_look(node, &look);
            marker = look.word_marker ? node : NULL;
        } else if (node->type == XML_TEXT_NODE && str_trim(str_of((const char *)node->content)).n > 0) {
            return marker == NULL ? STR_EMPTY : str_trim(str_of((const char *)node->content));
        }
        if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
            node = node->children;
            continue;
        }
        while (node != paragraph && node->next == NULL)
            node = node->parent;
        node = node == paragraph ? NULL : node->next;
    }
    return STR_EMPTY;
}

/* "12." and "12)" number an item, "·", "o" and the like mark one; "a)" and "iv." have no like in CommonMark and stay text. */
static bool item_marker(struct str text, struct buf *marker)
{
    size_t digits = 0;
    bool stop = text.n > 0 && (text.p[text.n - 1] == '.' || text.p[text.n - 1] == ')');

    while (digits < text.n && isdigit((unsigned char)text.p[digits]))
        digits++;
    if (text.n == 0 || text.n > MARKER_LIMIT || (stop && (digits == 0 || digits + 1 != text.n || digits > 9)))
        return false;
    if (stop)
        buf_str(marker, text);
    else
        buf_char(marker, '-');
    buf_char(marker, ' ');
    return true;
}

bool html_word_item(struct html *h, xmlNode *node, unsigned level)
{
    struct buf marker;
    bool tight = h->word_depth > 0;

    buf_init(&marker, h->ctx, MARKER_LIMIT + 2);
    if (!item_marker(marker_of(node), &marker))
        return false;
    html_flush(h);
    while (h->word_depth > 0 && h->word_levels[h->word_depth - 1] >= level) {
        block_close(&h->blocks, false);
        h->word_depth--;
    }
    h->word_levels[h->word_depth++] = (unsigned char)level; /* levels rise from 1 to 9, so there is room */
    /* a list inside another paragraph must begin at 1, or stand apart (CommonMark 0.30, 5.3) */
    h->tight = tight && (h->word_depth == 1 || marker.p[0] == '-' || (marker.p[0] == '1' && marker.n == 3));
    block_item(&h->blocks, buf_string(&marker));
    return true;
}

/* Whether an item of the same list is the next element. */
static bool item_follows(const xmlNode *node)
{
    struct look look;
    struct buf none;

    for (node = node->next; node != NULL && node->type != XML_ELEMENT_NODE; node = node->next)
        if (node->type == XML_TEXT_NODE && str_trim(str_of((const char *)node->content)).n > 0)
            return false;
    if (node == NULL || html_kind(node) != KIND_PARAGRAPH)
        return false;
    html_look(node, &look);
    buf_init(&none, NULL, 0);
    return look.word_level > 0 && item_marker(marker_of(node), &none);
}

void html_word_item_end(struct html *h, const xmlNode *node)
{
    html_flush(h);
    if (item_follows(node))
        return;
    for (; h->word_depth > 0; h->word_depth--)
        block_close(&h->blocks, false);
}
