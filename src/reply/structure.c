/* What a reply looks like when nothing is known of the text it answers: attributions, header blocks, rulers, device lines and
 * signatures, by the phrase tables of languages.c. Every rule looks at a bounded number of lines, so the whole is linear. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum {
    HEADER_BLOCK = 16, /* lines a header block may have */
    SIGNATURE_LINE = 48
};

/* --- header blocks, markers, device lines --------------------------------------------------------------------------- */

static bool in_list(struct str s, const char *const *list, size_t size)
{
    for (size_t i = 0; i < size && list[i] != NULL; i++)
        if (s.n > 0 && list[i][0] == s.p[0] && str_equal(s, str_of(list[i])))
            return true;
    return false;
}

/* Bits of the kinds the label in front of the colon can be (a word may mean several in several languages). */
static unsigned header_kinds(struct str plain)
{
    size_t colon = str_index(plain, ':');
    struct str label = str_trim(str_from(plain.p, colon));
    unsigned kinds = 0;

    if (colon == plain.n || colon > 40)
        return 0;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        kinds |= in_list(label, l->from, 4) ? 1u << HEADER_FROM : 0;
        kinds |= in_list(label, l->sent, 5) ? 1u << HEADER_SENT : 0;
        kinds |= in_list(label, l->to, 4) ? 1u << HEADER_TO : 0;
        kinds |= in_list(label, l->subject, 4) ? 1u << HEADER_SUBJECT : 0;
        kinds |= in_list(label, l->cc, 3) ? 1u << HEADER_CC : 0;
    }
    return kinds;
}

/* "Date: ... 00:15:02 -0600" and "To: ADDRESS" alone in a paragraph. */
static bool dated_to(const struct page *page, size_t at, size_t last, unsigned seen)
{
    return last == at + 1 && (seen & 1u << HEADER_SENT) != 0 && (seen & 1u << HEADER_TO) != 0 && line_has_time(page->lines[at].plain) &&
           line_has_address(page->lines[last].plain) && (at == 0 || page->lines[at - 1].text.n == 0) &&
           (last + 1 == page->count || page->lines[last + 1].text.n == 0);
}

/* Lines of the header block that begins at `at`, 0 when there is none: three labelled lines at least, a sender and a date or subject
 * among them; a value may go on for two lines, and HTML may leave one blank line between. */
static size_t header_block(const struct page *page, size_t at, bool introduced)
{
    unsigned seen = 0, labelled = 0, other = 0;
    size_t last = at, wanted = introduced ? 2 : 3;

    for (size_t i = at; i < page->count && i < at + HEADER_BLOCK; i++) {
        unsigned kinds = page->lines[i].headers;

        if (kinds != 0) {
            seen |= kinds;
            labelled++;
            last = i;
            other = 0;
        } else if (i == at || ++other > 2) {
            break;
        }
    }
    if (labelled == 2 && dated_to(page, at, last, seen))
        return last - at + 1;
    if (labelled < wanted || (seen & 1u << HEADER_FROM) == 0 || (seen & (1u << HEADER_SENT | 1u << HEADER_SUBJECT)) == 0)
        return 0;
    return last - at + 1;
}

bool structure_ruler(struct str text, size_t least)
{
    char c = text.n == 0 ? ' ' : text.p[0];

    if (c == '\\' && text.n > 1)
        c = text.p[1];
    if (c != '-' && c != '_' && c != '=' && c != '*' && c != '~')
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != c && text.p[i] != ' ' && text.p[i] != '\\')
            return false;
    return text.n >= least;
}

/* "-----Original Message-----", "Begin forwarded message:", "## Reply above this line ##". */
static bool marker_line(struct str plain, struct str text)
{
    size_t dashes;
    struct str inner = line_strip_dashes(plain, &dashes);
    bool framed = dashes >= 2 || text.p[0] == '_' || text.p[0] == '=', hashed = text.p[0] == '#' || text.p[0] == '\\';
    bool forward, above;

    if (plain.n == 0 || plain.n > 160)
        return false;
    while (inner.n > 0 && (inner.p[inner.n - 1] == '-' || inner.p[inner.n - 1] == ' ' || inner.p[inner.n - 1] == ':'))
        inner.n--;
    forward = phrase_may_begin(PHRASE_FORWARD, inner);
    above = hashed || phrase_may_end(PHRASE_ABOVE, inner);
    if (!framed && !forward && !above)
        return false;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        if (framed && in_list(inner, l->original, 6))
            return true;
        if (forward && in_list(inner, l->forward, 4))
            return true;
        for (size_t i = 0; above && i < 3 && l->above[i] != NULL; i++)
            if (str_ends(inner, str_of(l->above[i])) || (hashed && str_find(plain, str_of(l->above[i])) < plain.n))
                return true;
    }
    return false;
}

static unsigned word_count(struct str s)
{
    struct str word;
    unsigned count = 0;

    while (str_next_word(&s, &word))
        count++;
    return count;
}

static bool device_line(struct str plain)
{
    if (plain.n > 0 && (plain.p[0] == '[' || plain.p[0] == '<'))
        plain = str_from_index(plain, 1);
    if (plain.n == 0 || plain.n > 160 || !phrase_may_begin(PHRASE_DEVICE, plain))
        return false;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        for (size_t i = 0; i < 8 && l->device[i] != NULL; i++) {
            if (l->device[i][0] != plain.p[0])
                continue;

            struct str phrase = str_of(l->device[i]);
            bool whole = phrase.p[phrase.n - 1] != ' ';

            if (str_starts(plain, phrase) && word_count(plain) <= 12 && (!whole || word_count(str_from_index(plain, phrase.n)) <= 2))
                return str_find(plain, STR(", ")) == plain.n;
        }
    }
    return false;
}

/* --- signatures ----------------------------------------------------------------------------------------------------- */

static bool delimiter(struct str raw)
{
    struct str s = str_trim(raw);

    return str_equal(s, STR("--")) || str_equal(s, STR("\\--")) || str_equal(s, STR("\\-\\-")) || str_equal(s, STR("__"));
}

bool structure_closing(struct str plain)
{
    while (plain.n > 0 && (plain.p[plain.n - 1] == ',' || plain.p[plain.n - 1] == '.' || plain.p[plain.n - 1] == '!'))
        plain.n--;
    if (!phrase_may_begin(PHRASE_CLOSING, plain))
        return false;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        for (size_t i = 0; i < 12 && l->closing[i] != NULL; i++) {
            if (l->closing[i][0] != plain.p[0])
                continue;

            struct str phrase = str_of(l->closing[i]);

            if (str_equal(plain, phrase))
                return true;
            if (str_starts(plain, phrase) && (plain.p[phrase.n] == ',' || plain.p[phrase.n] == ' ') && word_count(plain) <= 5)
                return true;
        }
    }
    return false;
}

static bool ends_own(const struct line *line)
{
    return line->label == LABEL_QUOTED || line->label == LABEL_INTRO || line->label == LABEL_MARKER || line->known;
}

/* A ruler with nothing but a few short lines between it and the end or the quote: a signature somebody drew a line above. */
static bool drawn_signature(const struct page *page, size_t at)
{
    unsigned lines = 0;

    for (size_t i = at + 1; i < page->count && !ends_own(&page->lines[i]); i++) {
        struct str text = page->lines[i].text;

        if (text.n == 0)
            continue;
        if ((text.n > SIGNATURE_LINE && str_index(text, ' ') < text.n) || ++lines > 14)
            return false;
        if (structure_ruler(text, 3) || text.p[0] == '#' || text.p[text.n - 1] == '.' || text.p[text.n - 1] == '?')
            return false;
    }
    return lines > 0;
}

static void mark_signatures(struct page *page)
{
    bool own = false, inside = false;

    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];

        if (ends_own(line))
            inside = false;
        if (line->label != LABEL_OWN)
            continue;
        if (!inside && own && (delimiter(line->raw) || (structure_ruler(line->text, 3) && drawn_signature(page, i))))
            inside = true;
        if (inside)
            line->label = LABEL_SIGNATURE;
        else
            own = true;
    }
}

/* --- all of it ------------------------------------------------------------------------------------------------------ */

/* Rulers directly above a marker belong to it. */
static void mark_above(struct page *page, size_t at)
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
    mark_above(page, at);
}

/* "my words On Wed, Apr 4, 2012, X wrote:" in one line: what stands in front of the attribution stays. */
static bool split_line(struct page *page, size_t at)
{
    struct line *line = &page->lines[at];
    void *job = mem_zero(page->ctx, 0);
    size_t cut = line->text.n;

    for (size_t i = 1; i + 3 < line->text.n && cut == line->text.n; i++) {
        struct str rest = str_from_index(line->text, i), plain;

        if (!str_starts(rest, STR("On ")) || (line->text.p[i - 1] != ' ' && line->text.p[i - 1] != '-'))
            continue;
        plain = line_plain(job, rest);
        if (attribution_begins(plain) && attribution_line(plain, true))
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

static void mark_attribution(struct page *page, size_t start, size_t end)
{
    size_t next = page_next(page, end);
    bool bars = next < page->count && (page->lines[next].depth > page->lines[end].depth || page->lines[next].known);

    mark_lines(page, start, end - start + 1, bars ? LABEL_INTRO : LABEL_MARKER);
}

/* Known text with something above it that ends in a colon and holds a date or an address: an attribution, in whatever language. */
static void mark_above_known(struct page *page, size_t at)
{
    size_t i = at;
    struct line *line;

    while (i > 0 && at - i < 3 && page->lines[i - 1].text.n == 0)
        i--;
    if (i == 0)
        return;
    line = &page->lines[i - 1];
    if (line->label != LABEL_OWN || line->known || line->plain.n == 0 || line->plain.p[line->plain.n - 1] != ':')
        return;
    if (line_has_address(line->plain) || line_number_groups(line->plain) >= 2)
        line->label = LABEL_INTRO;
}

/* Directly, or with a blank line between, below a marker or a ruler. */
static bool below_ruler(const struct page *page, size_t at)
{
    if (at > 0 && page->lines[at - 1].text.n == 0)
        at--;
    return at > 0 && (page->lines[at - 1].label == LABEL_MARKER || structure_ruler(page->lines[at - 1].text, 3));
}

/* What a client wrapped out of a barred line: a link alone, or the rest of a long sentence, with bars directly above and below. */
static void mark_orphans(struct page *page)
{
    for (size_t i = 1; i < page->count; i++) {
        struct line *line = &page->lines[i], *above = &page->lines[i - 1];
        bool closed = i + 1 == page->count || page->lines[i + 1].depth > 0, link;
        char first, last;

        if (line->label != LABEL_OWN || above->depth == 0 || !closed)
            continue;
        first = line->text.p[0];
        last = above->text.n == 0 ? '.' : above->text.p[above->text.n - 1];
        link = str_index(line->text, ' ') + 2 >= line->text.n && str_find(line->text, STR("://")) < line->text.n;
        if (link || (first >= 'a' && first <= 'z' && above->raw.n >= 60 && last != '.' && last != '?' && last != '!' && last != ':'))
            line->label = LABEL_QUOTED;
    }
}

void structure_mark(struct page *page)
{
    bool own = false, known = false, below = false;

    for (size_t i = 0; i < page->count; i++)
        page->lines[i].headers = header_kinds(page->lines[i].plain);
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        size_t start, block;
        bool introduced;

        if (line->known && !known)
            mark_above_known(page, i);
        known = line->known || (known && line->text.n == 0);
        below = below || line->depth > 0 || (i > 0 && (line[-1].label == LABEL_INTRO || line[-1].label == LABEL_MARKER));
        if (line->label != LABEL_OWN || line->plain.n == 0 || (line->known && below)) {
            own = own || line->label == LABEL_OWN;
            continue;
        }
        if (marker_line(line->plain, line->text)) {
            mark_lines(page, i, 1, LABEL_MARKER);
            continue;
        }
        introduced = below_ruler(page, i);
        block = line->headers != 0 ? header_block(page, i, introduced) : 0;
        if (block == 0 && introduced && (line->headers & 1u << HEADER_FROM) != 0 && line_has_address(line->plain))
            block = 1; /* HTML that put the whole block on one line */
        if (block > 0) {
            mark_lines(page, i, block, LABEL_MARKER);
            continue;
        }
        start = attribution_start(page, i);
        if (start == i && !attribution_begins(line->plain) && split_line(page, i))
            own = true;
        else if (start < page->count)
            mark_attribution(page, start, i);
        else if (own && device_line(line->plain))
            line->label = LABEL_DEVICE;
        else
            own = true;
    }
    mark_orphans(page);
    mark_signatures(page);
}
