/* What is a quote once everything is labelled: which known lines, what a marker cuts, and what stands between known
 * lines without being an answer to them. */
#include "base/mem.h"
#include "reply/private.h"

enum {
    WRAPPED = 50,    /* bytes a line has that a client broke */
    INTRODUCES = 120 /* bytes of a line that leads to the next */
};

/* Known lines without bars count as quoted only below something that introduces a quote, or the beginning of the known
 * text: the author of a post who sends it again, corrected, has written every line of it. */
static void settle_known(struct page *page)
{
    bool introduced = false;

    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];

        introduced =
            introduced || line->label == LABEL_INTRO || line->label == LABEL_MARKER || line->depth > 0 || line->first;
        if (line->known && !introduced)
            line->known = false;
        if (line->known && line->label != LABEL_INTRO && line->label != LABEL_MARKER) {
            line->label = LABEL_QUOTED;
            if (line->depth == 0)
                structure_mark_above(page, i);
        }
    }
}

/* A device line that is a paragraph of its own, put there by a client above what it quotes without any mark; below one
 * in the middle of a paragraph the person typed on. */
static bool stands_alone(const struct page *page, size_t at)
{
    return at > 0 && page->lines[at - 1].text.n == 0 && (at + 1 == page->count || page->lines[at + 1].text.n == 0);
}

/* A marker cuts everything below it; unless most of that is known, so that we can tell what is not. */
static void settle_markers(struct page *page)
{
    size_t *known = mem_array(page->ctx, page->count + 1, sizeof *known),
           *lines = mem_array(page->ctx, page->count + 1, sizeof *lines);
    bool own = false, cut = false;

    for (size_t i = page->count; i-- > 0;) {
        bool counts = page->lines[i].label == LABEL_OWN || page->lines[i].label == LABEL_QUOTED;

        known[i] = known[i + 1] + (page->lines[i].known ? 1 : 0);
        lines[i] = lines[i + 1] + (counts ? 1 : 0);
    }
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        bool ends = line->label == LABEL_MARKER || (line->label == LABEL_DEVICE && stands_alone(page, i));

        if (cut && line->text.n > 0)
            line->label = line->label == LABEL_SIGNATURE ? LABEL_SIGNATURE : LABEL_QUOTED;
        else if (ends && own && known[i] * 5 < lines[i] * 3)
            cut = true;
        own = own || line->label == LABEL_OWN;
    }
}

/* --- between and below known lines ----------------------------------------------------------------------------------
 */

/* The rest of a sentence that the known line above began. */
static bool continues(const struct page *page, size_t at)
{
    const struct line *above = at == 0 ? NULL : &page->lines[at - 1];

    return above != NULL && above->label == LABEL_QUOTED && above->depth == 0 && above->text.n >= WRAPPED &&
           str_index(STR(".!?:"), above->text.p[above->text.n - 1]) == 4;
}

/* A line that leads to the known one below it: a label, a greeting with an address, a link. */
static bool leads(const struct line *line)
{
    struct str s = line->plain;

    return (s.n > 0 && s.n <= INTRODUCES &&
            (line_ends_open(s) || headers_shape(s) || line_has_address(s) || str_find(s, STR("://")) < s.n ||
             structure_ruler(line->text, 2))) ||
           line_bracketed_link(line->text);
}

static bool quote_begins(const struct line *line)
{
    return line->label == LABEL_INTRO || line->label == LABEL_MARKER || line->label == LABEL_QUOTED;
}

/* Who wrote above a quote without bars wrote neither between its introduction and its first known line, nor below its
 * last: a client or a gateway did (a banner, a disclaimer). Between known lines an answer may stand, but no end of a
 * sentence and nothing that leads to the next line. */
static void settle_between(struct page *page)
{
    size_t begin = 0, first, last = page->count;
    bool own = false;

    for (; begin < page->count && !quote_begins(&page->lines[begin]); begin++)
        own = own || page->lines[begin].label == LABEL_OWN;
    for (first = begin; first < page->count && (!page->lines[first].known || headers_shape(page->lines[first].plain));
         first++)
        if (page->lines[first].depth > 0)
            return;
    while (last > first && !page->lines[last - 1].known)
        last--;
    if (!own || first == page->count || page->lines[first].depth > 0 || page->lines[last - 1].depth > 0)
        return;
    for (size_t i = begin; i < page->count; i++)
        if (page->lines[i].label == LABEL_OWN && (i < first || i >= last || continues(page, i)))
            page->lines[i].label = LABEL_QUOTED;
    for (size_t i = last, next = last - 1; i-- > first;) {
        struct line *line = &page->lines[i];

        if (line->label == LABEL_OWN && page->lines[next].label == LABEL_QUOTED && leads(line))
            line->label = LABEL_QUOTED;
        if (line->text.n > 0)
            next = i;
    }
}

void settle_quotes(struct page *page)
{
    settle_known(page);
    settle_markers(page);
    settle_between(page);
}
