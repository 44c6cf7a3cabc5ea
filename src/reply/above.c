/* Known text has something directly above it that says whose it is: the attribution or header block of a client that
 * nobody has described to us, in a language nobody has taught us. Its position gives it away, and what it holds: dates,
 * an address, a colon. */
#include "base/mem.h"
#include "reply/private.h"

enum {
    GAP = 8,     /* blank lines between it and the known text */
    JOINED = 5,  /* lines an attribution may be wrapped over */
    BLOCK = 16,  /* lines a header block may have */
    BYTES = 300, /* of an attribution */
    FRAME = 80   /* bytes of "----- any words -----" */
};

static bool candidate(const struct line *line)
{
    return line->label == LABEL_OWN && !line->known && line->plain.n > 0;
}

/* "----- any words -----" */
static bool framed(const struct line *line)
{
    struct str s = line->text;

    return s.n <= FRAME && s.n > 8 && str_starts(s, STR("--")) && str_ends(s, STR("--"));
}

static void mark_intro(struct page *page, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        page->lines[i].label = LABEL_INTRO;
    structure_mark_above(page, from);
    for (size_t up = from; up > 0 && from - up < GAP; up--) {
        struct line *line = &page->lines[up - 1];

        if (candidate(line) && framed(line)) {
            line->label = LABEL_INTRO;
            structure_mark_above(page, up - 1);
        }
        if (line->text.n > 0 && line->label == LABEL_OWN)
            return;
    }
}

/* Two lines at least of the shape "Label: value", with an address or a date among them; a value may go on for a line.
 * The known text may begin with the rest of them. */
static size_t block_start(const struct page *page, size_t end, size_t known)
{
    size_t from = end, labelled = end == known && headers_shape(page->lines[known].plain), odd = 0;
    bool evidence = labelled > 0 && line_has_date(page->lines[known].plain);

    for (size_t i = end; i > 0 && end - i < BLOCK && candidate(&page->lines[i - 1]); i--) {
        struct str plain = page->lines[i - 1].plain;

        if (headers_shape(plain)) {
            labelled++;
            from = i - 1;
            odd = 0;
        } else if (odd++ > 0) {
            break;
        }
        evidence = evidence || line_has_address(plain) || line_has_date(plain);
    }
    return labelled >= 2 && evidence ? from : end;
}

static bool attributes(struct str s)
{
    bool closed = s.n > 0 && (line_ends_open(s) || s.p[s.n - 1] == '>' || s.p[s.n - 1] == ')');
    unsigned numbers = line_number_groups(s);

    if (s.n > BYTES)
        return false;
    if (!closed) /* Zoho and others write no colon */
        return s.n < 120 && line_has_date(s) && line_has_address(s);
    return (line_has_address(s) && (numbers > 0 || line_ends_open(s))) || numbers >= 3 ||
           (numbers == 2 && line_has_time(s));
}

/* The least lines above `end` that make an attribution, and those above them that belong to it. */
static size_t sentence_start(const struct page *page, size_t end)
{
    size_t from = end;
    bool found = false;
    struct buf joined;
    void *job = mem_zero(page->ctx, 0);

    while (from > 0 && end - from < JOINED && !found && candidate(&page->lines[from - 1])) {
        from--;
        buf_init(&joined, job, 2000);
        for (size_t i = from; i < end; i++) {
            buf_str(&joined, page->lines[i].plain);
            buf_char(&joined, ' ');
        }
        found = attributes(str_trim(buf_view(&joined)));
    }
    mem_free(job);
    return found ? attribution_top(page, from) : end;
}

/* "Ann via the Forum wrote:" directly above bars, with nothing of the writer's below them. */
static bool names_only(const struct page *page, size_t at, size_t last_own)
{
    const struct line *line = &page->lines[at - 1];

    return page->lines[at].depth > 0 && last_own < at && line->plain.n <= FRAME &&
           line->plain.p[line->plain.n - 1] == ':' && (at < 2 || page->lines[at - 2].text.n == 0);
}

static bool mark_one(struct page *page, size_t at, size_t last_own)
{
    size_t end = at, from;

    while (end > 0 && at - end < GAP && page->lines[end - 1].text.n == 0)
        end--;
    if (end == 0 || !candidate(&page->lines[end - 1]))
        return false;
    from = block_start(page, end, at);
    if (from == end)
        from = sentence_start(page, end);
    if (from == end && (framed(&page->lines[end - 1]) || (end == at && names_only(page, at, last_own))))
        from = end - 1;
    if (from < end)
        mark_intro(page, from, end);
    return from < end;
}

/* Short lines that would be known beside a known one are so below an introduction. */
void above_mark(struct page *page)
{
    bool known = false;
    size_t last_own = 0;

    for (size_t i = 0; i < page->count; i++)
        if (candidate(&page->lines[i]))
            last_own = i;
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];

        if ((line->known || line->maybe) && !known && mark_one(page, i, last_own))
            line->known = true;
        known = line->known || (known && line->text.n == 0);
    }
    known_spread(page);
}
