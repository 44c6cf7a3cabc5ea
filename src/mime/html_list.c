/* Lists and their items, however editors nest them (CommonMark 0.30, 5.2 and 5.3). */
#include "mime/private_html_write.h"

/* <li><ul>: some editors put a list into an item of its own; it belongs to the item before. */
static void skip_empty_item(struct html *h, struct list *list)
{
    if (list->any && block_skip_marker(&h->blocks))
        list->next--;
}

/* <ul><ul>, as others do: the inner list belongs to the item before. */
static bool open_bare_list(struct html *h)
{
    enum kind around = h->depth == 0 ? KIND_INLINE : h->frames[h->depth - 1].kind;

    if ((around != KIND_BULLETS && around != KIND_NUMBERS) || h->list_depth > LIST_LIMIT || !h->lists[h->list_depth - 1].any)
        return false;
    block_item(&h->blocks, around == KIND_NUMBERS ? "   " : "  ");
    block_skip_marker(&h->blocks);
    return true;
}

bool html_list_open(struct html *h, const xmlNode *node, bool ordered)
{
    bool bare;
    uint64_t start = 1;
    bool alternate;

    html_flush(h);
    if (h->list_depth > 0 && h->list_depth <= LIST_LIMIT)
        skip_empty_item(h, &h->lists[h->list_depth - 1]);
    bare = open_bare_list(h);
    alternate = h->closed.written == h->written && h->written > 0 && h->closed.depth == h->list_depth &&
                h->closed.ordered == ordered && !h->closed.alternate;
    if (ordered && !str_number(str_trim(html_attribute(node, "start")), 99999, &start))
        start = 1;
    if (h->list_depth < LIST_LIMIT)
        h->lists[h->list_depth] = (struct list){.ordered = ordered, .alternate = alternate, .next = (unsigned)start};
    h->list_depth++;
    return bare;
}

void html_list_close(struct html *h)
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
bool html_item_open(struct html *h, const xmlNode *node)
{
    uint64_t value;
    struct list *list = h->list_depth == 0 || h->list_depth > LIST_LIMIT ? NULL : &h->lists[h->list_depth - 1];
    struct buf marker;

    html_flush(h);
    if (list == NULL) {
        h->breaks = 1;
        return false;
    }
    if (str_number(str_trim(html_attribute(node, "value")), 99999, &value))
        list->next = (unsigned)value;
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
