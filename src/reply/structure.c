/* What a reply looks like when nothing is known of the text it answers: attributions, header blocks, rulers, device
 * lines and signatures. Every rule looks at a bounded number of lines, so the whole is linear. */
#include "base/mem.h"
#include "reply/private.h"

void structure_mark_above(struct page *page, size_t at)
{
    for (size_t i = 0; i < 3 && at-- > 0; i++) {
        struct line *line = &page->lines[at];

        if (line->text.n > 0 && (line->label != LABEL_OWN || !structure_ruler(line->text, 2)))
            return;
        if (line->text.n > 0)
            line->label = LABEL_NOISE;
    }
}

static void mark_lines(struct page *page, size_t at, size_t count, enum label label)
{
    for (size_t i = at; i < at + count; i++)
        page->lines[i].label = label;
    structure_mark_above(page, at);
}

/* A sentence may begin there: behind a space or dash, with a letter of a script that has capitals. */
static bool begins_sentence(struct str text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];

    return (text.p[at - 1] == ' ' || text.p[at - 1] == '-') && ((c >= 'A' && c <= 'Z') || (c >= 0xc3 && c < 0xd6));
}

/* "my words On Wed, Apr 4, 2012, X wrote:" in one line: what stands in front of the attribution stays. */
static bool split_line(struct page *page, size_t at)
{
    struct line *line = &page->lines[at];
    void *job = mem_zero(page->ctx, 0);
    size_t cut = line->text.n;

    for (size_t i = 1; i + 3 < line->text.n && cut == line->text.n; i++) {
        struct str rest;

        if (!begins_sentence(line->text, i))
            continue;
        rest = line_fold(job, str_from_index(line->text, i));
        if (attribution_opens(page->languages, rest) && attribution_line(page->languages, rest, true))
            cut = i;
    }
    mem_free(job);
    if (cut == line->text.n)
        return false;
    while (cut > 0 && (line->text.p[cut - 1] == ' ' || line->text.p[cut - 1] == '-'))
        cut--;
    line->text.n = cut;
    line->raw = line->text;
    return cut > 0;
}

/* "On ..., X <ADDRESS> wrote:   what X wrote" in one line: Yahoo's client for Android. */
static bool leads_quote(const struct page *page, const struct line *line)
{
    struct language_hit hit;
    struct str head;
    size_t colon;

    if (str_index(line->plain, '@') == line->plain.n ||
        !language_find(page->languages, line->plain, 0, WORDING_WROTE, &hit))
        return false;
    colon = hit.end + str_index(str_from_index(line->plain, hit.end), ':');
    head = str_from(line->plain.p, colon);
    return colon + 1 < line->plain.n && colon <= hit.end + 1 && attribution_begins(page->languages, head) &&
           line_has_date(head) && line_has_address(head);
}

static void mark_attribution(struct page *page, size_t start, size_t end)
{
    size_t next = page_next(page, end);
    bool bars = next < page->count && (page->lines[next].depth > page->lines[end].depth || page->lines[next].known);

    mark_lines(page, start, end - start + 1, bars ? LABEL_INTRO : LABEL_MARKER);
}

/* Labels line i, which is somebody's words so far, and what belongs to it; or leaves it. */
static void mark_line(struct page *page, size_t i)
{
    struct line *line = &page->lines[i];
    size_t start, block;

    if (mark_original(page->languages, line->plain, line->text) || leads_quote(page, line)) {
        mark_lines(page, i, 1, LABEL_MARKER);
        return;
    }
    block = headers_block(page, i);
    if (block > 0) {
        mark_lines(page, i, block, LABEL_MARKER);
        return;
    }
    start = attribution_start(page, i);
    if (start == i && !attribution_begins(page->languages, line->plain) && split_line(page, i))
        return;
    line->left = start == page->count;
    if (!line->left)
        mark_attribution(page, start, i);
}

void structure_mark(struct page *page)
{
    bool below = false;

    for (size_t i = 0; i < page->count; i++)
        page->lines[i].headers = headers_kinds(page->languages, page->lines[i].plain);
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];

        below =
            below || line->depth > 0 || (i > 0 && (line[-1].label == LABEL_INTRO || line[-1].label == LABEL_MARKER));
        if (line->label == LABEL_OWN && line->plain.n > 0 && !(line->known && below))
            mark_line(page, i);
    }
}
