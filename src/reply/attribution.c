/* "On ... wrote:" in the languages of languages.txt: what speaks for it, and over which lines it goes. Every rule looks
 * at a bounded number of lines, so the whole is linear. */
#include "reply/private.h"

enum {
    JOINED = 5,       /* lines an attribution may be wrapped over */
    ATTRIBUTION = 400 /* bytes: longer ones are not looked for */
};

/* --- one line -------------------------------------------------------------------------------------------------------
 */

/* Languages in which a text begins as an attribution does, with something behind the word. */
static uint64_t starts(const struct languages *languages, struct str s)
{
    struct language_hit hit;

    return language_at(languages, s, 0, WORDING_START, &hit) && hit.end < s.n ? hit.languages : 0;
}

static bool says_wrote(const struct languages *languages, struct str s, bool quoted, size_t dashes)
{
    bool address = line_has_address(s), time = line_has_time(s), open = line_ends_open(s);
    unsigned evidence = 0u + address + time + (dashes >= 2) + (quoted && s.n < 120 ? 2u : quoted);
    uint64_t begins = starts(languages, s);
    struct language_hit hit = {0};
    struct str rest;

    evidence += digit(s.p[0]) || line_number_groups(str_cut(s, 0, 40)) >= 2;
    if (evidence + (begins != 0) < 2 && !(open && s.n < 80)) /* the least that one of these takes */
        return false;
    for (size_t at = 0; language_find(languages, s, at, WORDING_WROTE, &hit); at = hit.end) {
        unsigned sum = evidence + ((begins & hit.languages) != 0);

        if (s.n - hit.end <= 4 && (open || address || dashes >= 2) && sum >= 2)
            return true; /* "... wrote:" */
        if (open && s.n - hit.end <= 120 && hit.start < 120 && (sum >= 3 || (address && time)))
            return true; /* "Am ... schrieb NAME <ADDRESS>:" */
        rest = str_trim(str_from_index(s, hit.end));
        if (open && s.n < 80 && rest.n > 0 && digit(rest.p[0]) && line_has_date(rest) && line_words_count(rest) <= 4)
            return true; /* "NAME kirjoitti 1.1.2024 klo 10.00:" */
    }
    return false;
}

static bool gmt_early(struct str s)
{
    size_t at = str_find(str_cut(s, 0, 32), STR(" gmt+"));

    return at < s.n && at < 24;
}

/* A date, a time and an address in front of a colon or an angle bracket, or the form of old Gmail: "2016-03-03 17:21
 * GMT+01:00 NAME". */
static bool bare_attribution(struct str s, bool quoted)
{
    bool closed = s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '>');

    if (s.n > 200)
        return false;
    if (closed && line_has_date(s) && line_has_address(s) &&
        (line_number_groups(str_cut(s, 0, 60)) >= 3 ||
         (str_index(str_cut(s, 0, 60), '"') < 60 && (quoted || line_number_groups(str_cut(s, 0, 24)) >= 1))))
        return true;
    if (quoted && s.p[s.n - 1] == ':' &&
        (line_has_date(s) || (line_has_address(s) && (line_number_groups(s) >= 2 || s.n < 80))))
        return true; /* bars below it, in whatever language: "Zitat von ANN <ADDRESS>:" */
    return digit(s.p[0]) && s.n < 120 && gmt_early(s) && line_number_groups(str_cut(s, 0, 17)) >= 5;
}

/* Without either nothing but bars below makes an attribution of a line. */
static bool has_figure_or_at(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '@' || digit(s.p[i]))
            return true;
    return false;
}

bool attribution_line(const struct languages *languages, struct str plain, bool quoted)
{
    size_t dashes;

    plain = line_strip_dashes(plain, &dashes);
    while (plain.n > 0 && (plain.p[plain.n - 1] == '-' || plain.p[plain.n - 1] == ' ') && dashes >= 2)
        plain.n--;
    if (plain.n < 8 || (!quoted && dashes < 2 && !has_figure_or_at(plain)))
        return false;
    return says_wrote(languages, plain, quoted, dashes) || bare_attribution(plain, quoted);
}

/* Whether a line could end an attribution at all: looked at before lines are joined. */
static bool may_end(const struct languages *languages, struct str plain)
{
    char last = plain.n == 0 ? ' ' : plain.p[plain.n - 1];

    if (last == ':' || last == '>' || last == '-')
        return true;
    return plain.n > 0 && (language_ends(languages, plain, WORDING_WROTE) || (digit(plain.p[0]) && gmt_early(plain)));
}

/* --- where it begins ------------------------------------------------------------------------------------------------
 */

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

bool attribution_opens(const struct languages *languages, struct str plain)
{
    size_t dashes;

    plain = line_strip_dashes(plain, &dashes);
    return plain.n > 0 && line_number_groups(str_cut(plain, 0, 60)) > 0 && starts(languages, plain) != 0;
}

bool attribution_begins(const struct languages *languages, struct str plain)
{
    size_t dashes;

    plain = line_strip_dashes(plain, &dashes);
    if (plain.n == 0 || line_number_groups(str_cut(plain, 0, 60)) == 0)
        return false;
    if (digit(plain.p[0]) && line_has_time(plain) && date_first(plain))
        return true;
    if (line_number_groups(plain) >= 3 && weekday_first(plain) && line_has_time(plain))
        return true; /* "pe 20. lokakuuta 2017 klo 17.50" */
    return starts(languages, plain) != 0;
}

/* The line an attribution may go on to upwards, from `at`: the one above, or, where the address begins a paragraph of
 * its own as Polymail writes it, the one above the blank line. page->count: none. */
static size_t line_above(const struct page *page, size_t at, unsigned depth)
{
    size_t above = at;

    if (at == 0)
        return page->count;
    above--;
    if (above > 0 && page->lines[above].text.n == 0 && page->lines[at].plain.n > 0 && page->lines[at].plain.p[0] == '<')
        above--;
    return page->lines[above].plain.n == 0 || page->lines[above].depth != depth ? page->count : above;
}

/* The least lines up from `end` that make an attribution together; page->count: none do. Each line is put in front of
 * those below it. */
static size_t joined_start(const struct page *page, size_t end, bool quoted)
{
    char joined[ATTRIBUTION + REPLY_LINE_PLAIN + 1];
    struct str text = str_from(joined + sizeof joined, 0);

    for (size_t start = end, lines = 0; lines < JOINED && start < page->count && text.n <= ATTRIBUTION; lines++) {
        struct str line = page->lines[start].plain;

        text = str_from(text.p - line.n - (lines > 0), text.n + line.n + (lines > 0));
        memcpy(joined + sizeof joined - text.n, line.p, line.n);
        if (lines > 0)
            joined[sizeof joined - text.n + line.n] = ' ';
        if (attribution_line(page->languages, text, quoted))
            return start;
        start = line_above(page, start, page->lines[end].depth);
    }
    return page->count;
}

static bool has_wrote(const struct page *page, size_t at)
{
    struct language_hit hit;

    return language_find(page->languages, page->lines[at].plain, 0, WORDING_WROTE, &hit);
}

/* "Den 01.01.2024 kl." */
static bool abbreviated(struct str s)
{
    const char *space = s.n == 0 ? NULL : memrchr(s.p, ' ', s.n);

    return space != NULL && s.p[s.n - 1] == '.' && s.p + s.n - space <= 6 && line_number_groups(s) >= 2;
}

/* Whether line `upper` is the beginning of what line `upper` + 1 goes on with. Where that begins as an attribution
 * does, only who wrote can be missing; else a date, or, with words of the person's above the paragraph, a name or "On".
 */
static bool belongs(const struct page *page, size_t upper, bool wrote, bool own_above)
{
    struct str above = page->lines[upper].plain, first = page->lines[upper + 1].plain;
    bool complete = attribution_opens(page->languages, first) && first.n > 24 && line_number_groups(first) >= 2;

    if ((line_ends_sentence(above) && !abbreviated(above)) || above.n > 120)
        return false;
    if (!wrote && (has_wrote(page, upper) || line_has_address(above)))
        return true;
    if (line_has_address(above) && above.p[above.n - 1] == '>' && !line_has_address(first))
        return true;
    if (complete && attribution_opens(page->languages, above) && line_number_groups(above) >= 2)
        return true;
    if (complete)
        return false;
    if (line_number_groups(above) > 0 || line_has_address(above) || attribution_begins(page->languages, above))
        return true;
    return own_above && above.n <= 60 && line_words_count(above) <= 6 &&
           (digit(first.p[0]) || first.p[0] == '<' || first.p[0] == '(');
}

/* Somebody's words, not a program's. */
static bool own(const struct page *page, size_t at)
{
    return page->lines[at].label == LABEL_OWN && !device_line(page->languages, &page->lines[at]);
}

size_t attribution_top(const struct page *page, size_t start)
{
    size_t paragraph = start;
    bool own_above, wrote = has_wrote(page, start);

    while (paragraph > 0 && start - paragraph < JOINED && page->lines[paragraph - 1].plain.n > 0 &&
           page->lines[paragraph - 1].depth == page->lines[start].depth &&
           own(page, paragraph - 1))
        paragraph--;
    own_above = paragraph > 0 && page->lines[paragraph - 1].text.n == 0 &&
                own(page, page_before(page, paragraph));
    while (start > paragraph && belongs(page, start - 1, wrote, own_above)) {
        start--;
        wrote = wrote || has_wrote(page, start);
    }
    return start;
}

size_t attribution_start(const struct page *page, size_t end)
{
    const struct line *last = &page->lines[end];
    size_t next, start;
    bool quoted;

    if (!may_end(page->languages, last->plain))
        return page->count;
    next = page_next(page, end);
    quoted = next < page->count && (page->lines[next].depth > last->depth || page->lines[next].known);
    start = joined_start(page, end, quoted);
    return start == page->count ? start : attribution_top(page, start);
}
