/* The text the forum sent is found again in a reply, whatever a client did to it: re-wrapped, barred, linkified, made
 * HTML. Both sides become rows of word hashes without punctuation and links. A word is covered when one of the runs of
 * five words it stands in also stands in the known text; a line is known when its words are covered, or when it is a
 * line of the known text, shorter than a run, and stands behind bars, beside a known line, or below what introduces a
 * quote (above.c). One pass over each side. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum { RUN = 5 };

struct words {
    uint64_t *hash;
    uint32_t *line;
    size_t count, capacity, line_capacity;
};

struct set {
    uint64_t *slot;
    size_t mask;
};

static uint64_t mix(uint64_t h, uint64_t value)
{
    h ^= value;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static void set_init(const void *ctx, struct set *s, size_t count)
{
    size_t size = 16;

    while (size < count * 2)
        size *= 2;
    s->slot = mem_array(ctx, size, sizeof *s->slot);
    s->mask = size - 1;
}

static void set_add(struct set *s, uint64_t h)
{
    size_t at = h & s->mask;

    h |= 1; /* 0 marks a free slot */
    while (s->slot[at] != 0 && s->slot[at] != h)
        at = (at + 1) & s->mask;
    s->slot[at] = h;
}

static bool set_has(const struct set *s, uint64_t h)
{
    size_t at = h & s->mask;

    h |= 1;
    while (s->slot[at] != 0 && s->slot[at] != h)
        at = (at + 1) & s->mask;
    return s->slot[at] == h;
}

static void add_word(const void *ctx, struct words *w, uint64_t hash, size_t line)
{
    if (w->count == REPLY_WORDS)
        return;
    w->hash = mem_grow(ctx, w->hash, &w->capacity, w->count + 1, sizeof *w->hash);
    w->line = mem_grow(ctx, w->line, &w->line_capacity, w->count + 1, sizeof *w->line);
    w->hash[w->count] = hash;
    w->line[w->count++] = (uint32_t)line;
}

/* Letters and digits in the sense of this comparison: everything but ASCII and general punctuation. */
static bool letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return c >= 0xc0 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x2190 && c <= 0x2bff) &&
           !(c >= 0x3000 && c <= 0x303f) && !(c >= 0xff00 && c <= 0xff0f) && c != 0xfffd && c != 0xfeff && c != 0xd7 &&
           c != 0xf7;
}

/* Scripts written without spaces: every character is a word. */
static bool alone(uint32_t c)
{
    return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

static size_t link_length(struct str s, size_t at)
{
    static const struct str schemes[] = {{"http://", 7}, {"https://", 8}, {"mailto:", 7}};
    struct str rest = str_from_index(s, at);

    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t n = schemes[i].n;

        if (!str_starts(rest, schemes[i]))
            continue;
        while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t' && rest.p[n] != '>' && rest.p[n] != ')' &&
               rest.p[n] != ']')
            n++;
        return n;
    }
    return 0;
}

/* Adds the words of one folded line; a line of nothing but links counts as one word. Returns how many. */
static unsigned line_words(const void *ctx, struct words *w, struct str s, size_t line)
{
    uint64_t hash = 0, links = 0;
    unsigned count = 0;

    for (size_t at = 0; at <= s.n;) {
        size_t skip = at < s.n && hash == 0 && (s.p[at] == 'h' || s.p[at] == 'm') ? link_length(s, at) : 0;
        uint32_t c = ' ';

        if (skip > 0) {
            for (size_t end = at + skip; at < end; at++)
                links = mix(links + 1, (unsigned char)s.p[at]);
            continue;
        }
        if (at < s.n && (unsigned char)s.p[at] < 0x80)
            c = (unsigned char)s.p[at++];
        else if (at < s.n)
            c = utf8_next(s, &at);
        else
            at++;
        if (hash != 0 && (!letter(c) || alone(c))) {
            add_word(ctx, w, hash, line);
            hash = 0;
            count++;
        }
        if (letter(c) && alone(c)) {
            add_word(ctx, w, mix(7, c), line);
            count++;
        } else if (letter(c)) {
            hash = mix(hash + 3, c);
        }
    }
    if (count == 0 && links != 0) {
        add_word(ctx, w, links, line);
        count = 1;
    }
    return count;
}

static uint64_t run_hash(const struct words *w, size_t at)
{
    uint64_t h = 11;

    for (size_t i = 0; i < RUN; i++)
        h = mix(h, w->hash[at + i]);
    return h;
}

static uint64_t row_hash(const struct words *w, size_t at, size_t count)
{
    uint64_t h = 13 + count;

    for (size_t i = 0; i < count; i++)
        h = mix(h, w->hash[at + i]);
    return h;
}

/* The known text as two sets: runs of five words across its lines, and its lines; and the run it begins with. */
static uint64_t learn(const void *ctx, struct str known, struct set *runs, struct set *rows)
{
    struct words w = {0};
    struct str rest = known, line;
    size_t n = 0;

    for (; str_next_line(&rest, &line) && n < REPLY_LINES; n++)
        line_words(ctx, &w, line_fold(ctx, line), n);
    set_init(ctx, runs, w.count);
    set_init(ctx, rows, n);
    for (size_t i = 0; i + RUN <= w.count; i++)
        set_add(runs, run_hash(&w, i));
    for (size_t i = 0, end; i < w.count; i = end) {
        for (end = i; end < w.count && w.line[end] == w.line[i]; end++)
            ;
        set_add(rows, row_hash(&w, i, end - i));
    }
    return w.count >= RUN ? run_hash(&w, 0) : 0;
}

/* Whether both stand behind bars, or neither does. */
static bool alike(const struct line *a, const struct line *b)
{
    return (a->depth > 0) == (b->depth > 0);
}

/* Short lines and lines of the known text that stand beside a known one, with nothing but blank lines between. */
static void spread(struct page *page)
{
    for (int pass = 0; pass < 2; pass++) {
        const struct line *beside = NULL;

        for (size_t n = 0; n < page->count; n++) {
            struct line *line = &page->lines[pass == 0 ? n : page->count - 1 - n];

            if (line->text.n == 0)
                continue;
            if (!line->known && line->maybe && (line->depth > 0 || (beside != NULL && alike(beside, line))))
                line->known = true;
            if (line->known)
                beside = line;
            else if (line->words > 0)
                beside = NULL;
        }
    }
}

/* A line without words between two known ones, or at the end below one, belongs to them. */
static void fill_rulers(struct page *page)
{
    const struct line *above = NULL;
    size_t from = 0;

    for (size_t i = 0; i <= page->count; i++) {
        if (i < page->count && page->lines[i].words == 0)
            continue;
        for (size_t j = from; above != NULL && j < i && (i == page->count || page->lines[i].known); j++)
            page->lines[j].known = page->lines[j].text.n > 0 && alike(above, &page->lines[j]);
        above = i < page->count && page->lines[i].known ? &page->lines[i] : NULL;
        from = i + 1;
    }
}

void known_spread(struct page *page)
{
    spread(page);
    fill_rulers(page);
}

void known_mark(struct page *page, struct str known)
{
    void *job = mem_zero(page->ctx, 0);
    struct words w = {0};
    struct set runs, rows;
    unsigned *covered = mem_array(job, page->count + 1, sizeof *covered);
    size_t until = 0;
    uint64_t first = learn(job, known, &runs, &rows);

    for (size_t i = 0; i < page->count; i++)
        page->lines[i].words = line_words(job, &w, page->lines[i].folded, i);
    for (size_t i = 0; i < w.count; i++) {
        if (i + RUN <= w.count && set_has(&runs, run_hash(&w, i))) {
            until = i + RUN;
            page->lines[w.line[i]].first = page->lines[w.line[i]].first || run_hash(&w, i) == first;
        }
        if (i < until)
            covered[w.line[i]]++;
        if (i == 0 || w.line[i] != w.line[i - 1]) {
            size_t count = page->lines[w.line[i]].words;

            page->lines[w.line[i]].maybe = i + count <= w.count && set_has(&rows, row_hash(&w, i, count));
        }
    }
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];

        line->known = line->words > 0 && (covered[i] == line->words ||
                                          (line->words >= RUN && (line->maybe || covered[i] * 5 >= line->words * 4)));
    }
    known_spread(page);
    mem_free(job);
}
