/* What a reply looks like when nothing is known of the text it answers: attributions, header blocks, rulers, device lines and
 * signatures, by the phrase tables of languages.c. Every rule looks at a bounded number of lines, so the whole is linear. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum {
    JOINED = 5,        /* lines an attribution may be wrapped over */
    ATTRIBUTION = 400, /* bytes: longer ones are not looked for */
    HEADER_BLOCK = 16, /* lines a header block may have */
    SIGNATURE_LINE = 48
};

/* --- evidence ------------------------------------------------------------------------------------------------------ */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned number_groups(struct str s)
{
    unsigned groups = 0;

    for (size_t i = 0; i < s.n; i++)
        groups += digit(s.p[i]) && (i == 0 || !digit(s.p[i - 1]));
    return groups;
}

/* 14:30 or 14.30 somewhere, or a year. */
static bool has_time(struct str s)
{
    for (size_t i = 1; i + 2 < s.n; i++) {
        if ((s.p[i] == ':' || s.p[i] == '.' || s.p[i] == 'h') && digit(s.p[i - 1]) && digit(s.p[i + 1]) && digit(s.p[i + 2]))
            return true;
        if (i + 3 <= s.n && digit(s.p[i - 1]) && digit(s.p[i]) && digit(s.p[i + 1]) && digit(s.p[i + 2]))
            return true;
    }
    return false;
}

static bool has_address(struct str s)
{
    size_t at = str_index(s, '@');

    return at > 0 && at + 2 < s.n;
}

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || digit(c) || (unsigned char)c >= 0xc0;
}

/* Where phrase stands in s as words of its own, from `from` on, or s.n. Phrases of scripts without spaces may stand anywhere. */
static size_t find_phrase(struct str s, struct str phrase, size_t from)
{
    bool spaced = (unsigned char)phrase.p[0] < 0xe3;

    while (from < s.n) {
        size_t at = from + str_find(str_from_index(s, from), phrase), end = at + phrase.n;

        if (at >= s.n)
            return s.n;
        if (!spaced || ((at == 0 || !word_byte(s.p[at - 1])) && (end >= s.n || !word_byte(s.p[end]))))
            return at;
        from = at + 1;
    }
    return s.n;
}

static bool starts_attribution(struct str s, const struct language *l)
{
    for (size_t i = 0; i < 6 && l->starts[i] != NULL; i++)
        if (str_starts(s, str_of(l->starts[i])))
            return true;
    return false;
}

static bool ends_open(struct str s)
{
    return s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '-');
}

static struct str strip_dashes(struct str s, size_t *dashes)
{
    *dashes = 0;
    while (s.n > 0 && (s.p[0] == '-' || s.p[0] == ' ')) {
        *dashes += s.p[0] == '-';
        s.p++, s.n--;
    }
    return s;
}

/* --- attributions -------------------------------------------------------------------------------------------------- */

static bool says_wrote(struct str s, bool quoted, size_t dashes)
{
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        for (size_t i = 0; i < 6 && l->verbs[i] != NULL; i++) {
            struct str verb = str_of(l->verbs[i]);
            size_t at = find_phrase(s, verb, 0), evidence, last = at, end;

            if (at >= s.n)
                continue;
            for (; at < s.n; at = find_phrase(s, verb, at + verb.n))
                last = at;
            end = last + verb.n;
            evidence = (size_t)has_address(s) + has_time(s) + starts_attribution(s, l) + (dashes >= 2);
            evidence += quoted && s.n < 120 ? 2 : quoted;
            evidence += digit(s.p[0]) || number_groups(str_cut(s, 0, 40)) >= 2;
            if (s.n - end <= 4 && (ends_open(s) || has_address(s) || dashes >= 2) && evidence >= 2)
                return true; /* "... wrote:" */
            if (ends_open(s) && s.n - end <= 120 && evidence >= 3 && last < 120)
                return true; /* "Am ... schrieb NAME <ADDRESS>:" */
        }
    }
    return false;
}

static bool gmt_early(struct str s)
{
    size_t at = str_find(s, STR(" gmt+"));

    return at < s.n && at < 24;
}

/* A date, a time and an address in front of a colon or an angle bracket, or the form of old Gmail: "2016-03-03 17:21 GMT+01:00 NAME". */
static bool bare_attribution(struct str s, bool quoted)
{
    bool date = number_groups(s) >= 3 && has_time(s), closed = s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '>');

    if (s.n > 200)
        return false;
    if (date && has_address(s) && closed && (quoted || number_groups(str_cut(s, 0, 24)) >= 1) &&
        str_index(str_cut(s, 0, 60), '"') < 60 && s.n < 200)
        return true;
    if (date && has_address(s) && closed && number_groups(str_cut(s, 0, 60)) >= 3)
        return true;
    return digit(s.p[0]) && s.n < 120 && number_groups(str_cut(s, 0, 17)) >= 5 && gmt_early(s);
}

bool structure_attribution(struct str plain, bool quoted)
{
    size_t dashes;

    plain = strip_dashes(plain, &dashes);
    while (plain.n > 0 && (plain.p[plain.n - 1] == '-' || plain.p[plain.n - 1] == ' ') && dashes >= 2)
        plain.n--;
    if (plain.n < 8)
        return false;
    return says_wrote(plain, quoted, dashes) || bare_attribution(plain, quoted);
}

/* Whether a line could end an attribution at all: looked at before lines are joined. */
static bool may_end(struct str plain)
{
    char last = plain.n == 0 ? ' ' : plain.p[plain.n - 1];

    if (last == ':' || last == '>' || last == '-')
        return true;
    for (const struct language *l = reply_languages; l->code != NULL; l++)
        for (size_t i = 0; i < 6 && l->verbs[i] != NULL; i++)
            if (str_ends(plain, str_of(l->verbs[i])))
                return true;
    return gmt_early(plain);
}

/* Digits and then no letter: a date, not an address that begins with a figure. */
static bool date_first(struct str plain)
{
    size_t i = 0;

    while (i < plain.n && digit(plain.p[i]))
        i++;
    return i < plain.n && i <= 4 && !(plain.p[i] >= 'a' && plain.p[i] <= 'z');
}

/* A short word and then a figure. */
static bool weekday_first(struct str plain)
{
    size_t space = str_index(str_cut(plain, 0, 16), ' ');

    return plain.p[0] != '<' && space + 1 < plain.n && space < 16 && digit(plain.p[space + 1]);
}

/* A line that begins like an attribution: "On Dec 16, 2011, at 12:47 PM, Corey". */
static bool begins_attribution(struct str plain)
{
    size_t dashes;

    plain = strip_dashes(plain, &dashes);
    if (plain.n == 0 || number_groups(str_cut(plain, 0, 40)) == 0)
        return false;
    if (digit(plain.p[0]) && has_time(plain) && date_first(plain))
        return true;
    if (number_groups(plain) >= 3 && weekday_first(plain) && has_time(plain))
        return true; /* "pe 20. lokakuuta 2017 klo 17.50" */
    for (const struct language *l = reply_languages; l->code != NULL; l++)
        if (l->starts[0][0] != '\0' && starts_attribution(plain, l))
            return true;
    return false;
}

/* A line no attribution reaches beyond: it begins one, with more than a bare "at 10:18". */
static bool starts_text(struct str plain)
{
    return begins_attribution(plain) && number_groups(plain) >= 2 && plain.n > 24;
}

/* The first line of the attribution that ends at line `end`, or page->count when none does. */
static size_t attribution_start(const struct page *page, size_t end)
{
    const struct line *last = &page->lines[end];
    size_t next = page_next(page, end), start = end, reach;
    bool quoted = next < page->count && (page->lines[next].depth > last->depth || page->lines[next].known);
    void *job;

    if (!may_end(last->plain))
        return page->count;
    job = mem_zero(page->ctx, 0);
    for (reach = 0; reach < JOINED; reach++) {
        struct buf joined;

        buf_init(&joined, job, JOINED * 3 * REPLY_LINE_PLAIN);
        for (size_t i = start; i <= end; i++) {
            buf_str(&joined, page->lines[i].plain);
            buf_char(&joined, ' ');
        }
        if (structure_attribution(str_trim(buf_view(&joined)), quoted))
            break;
        if (start == 0 || joined.n > ATTRIBUTION || page->lines[start - 1].plain.n == 0 || page->lines[start - 1].depth != last->depth) {
            reach = JOINED;
            break;
        }
        start--;
    }
    mem_free(job);
    if (reach == JOINED)
        return page->count;
    if (starts_text(page->lines[start].plain))
        return start;
    for (size_t up = 1, found = start; up <= JOINED; up++) {
        const struct line *above = up <= found ? &page->lines[found - up] : NULL;

        if (above == NULL || above->plain.n == 0 || above->depth != last->depth)
            return start;
        if (begins_attribution(above->plain))
            start = found - up;
        if (starts_text(above->plain))
            return start;
    }
    return start;
}

/* --- header blocks, markers, device lines --------------------------------------------------------------------------- */

static bool in_list(struct str s, const char *const *list, size_t size)
{
    for (size_t i = 0; i < size && list[i] != NULL; i++)
        if (str_equal(s, str_of(list[i])))
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
    return last == at + 1 && (seen & 1u << HEADER_SENT) != 0 && (seen & 1u << HEADER_TO) != 0 && has_time(page->lines[at].plain) &&
           has_address(page->lines[last].plain) && (at == 0 || page->lines[at - 1].text.n == 0) &&
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
    struct str inner = strip_dashes(plain, &dashes);
    bool framed = dashes >= 2 || text.p[0] == '_' || text.p[0] == '=';

    if (plain.n == 0 || plain.n > 160)
        return false;
    while (inner.n > 0 && (inner.p[inner.n - 1] == '-' || inner.p[inner.n - 1] == ' ' || inner.p[inner.n - 1] == ':'))
        inner.n--;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        if (framed && in_list(inner, l->original, 6))
            return true;
        if (in_list(inner, l->forward, 4))
            return true;
        for (size_t i = 0; i < 3 && l->above[i] != NULL; i++)
            if (str_ends(inner, str_of(l->above[i])) || (str_find(plain, str_of(l->above[i])) < plain.n && (text.p[0] == '#' || text.p[0] == '\\')))
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
    if (plain.n == 0 || plain.n > 160)
        return false;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        for (size_t i = 0; i < 8 && l->device[i] != NULL; i++) {
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
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        for (size_t i = 0; i < 12 && l->closing[i] != NULL; i++) {
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
        if (begins_attribution(plain) && structure_attribution(plain, true))
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
    if (has_address(line->plain) || number_groups(line->plain) >= 2)
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
        if (block == 0 && introduced && (line->headers & 1u << HEADER_FROM) != 0 && has_address(line->plain))
            block = 1; /* HTML that put the whole block on one line */
        if (block > 0) {
            mark_lines(page, i, block, LABEL_MARKER);
            continue;
        }
        start = attribution_start(page, i);
        if (start == i && !begins_attribution(line->plain) && split_line(page, i))
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
