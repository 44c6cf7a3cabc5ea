/* "On ... wrote:" in the languages of languages.c: what speaks for it, and over which lines it goes. Every rule looks at a
 * bounded number of lines, so the whole is linear. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum {
    JOINED = 5,       /* lines an attribution may be wrapped over */
    ATTRIBUTION = 400 /* bytes: longer ones are not looked for */
};

/* --- evidence ------------------------------------------------------------------------------------------------------ */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

unsigned line_number_groups(struct str s)
{
    unsigned groups = 0;

    for (size_t i = 0; i < s.n; i++)
        groups += digit(s.p[i]) && (i == 0 || !digit(s.p[i - 1]));
    return groups;
}

/* 14:30 or 14.30 somewhere, or a year. */
bool line_has_time(struct str s)
{
    for (size_t i = 1; i + 2 < s.n; i++) {
        if ((s.p[i] == ':' || s.p[i] == '.' || s.p[i] == 'h') && digit(s.p[i - 1]) && digit(s.p[i + 1]) && digit(s.p[i + 2]))
            return true;
        if (i + 3 <= s.n && digit(s.p[i - 1]) && digit(s.p[i]) && digit(s.p[i + 1]) && digit(s.p[i + 2]))
            return true;
    }
    return false;
}

bool line_has_address(struct str s)
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

struct str line_strip_dashes(struct str s, size_t *dashes)
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
            evidence = (size_t)line_has_address(s) + line_has_time(s) + starts_attribution(s, l) + (dashes >= 2);
            evidence += quoted && s.n < 120 ? 2 : quoted;
            evidence += digit(s.p[0]) || line_number_groups(str_cut(s, 0, 40)) >= 2;
            if (s.n - end <= 4 && (ends_open(s) || line_has_address(s) || dashes >= 2) && evidence >= 2)
                return true; /* "... wrote:" */
            if (ends_open(s) && s.n - end <= 120 && evidence >= 3 && last < 120)
                return true; /* "Am ... schrieb NAME <ADDRESS>:" */
        }
    }
    return false;
}

static bool gmt_early(struct str s)
{
    s = str_cut(s, 0, 28);
    return str_find(s, STR(" gmt+")) < s.n;
}

/* A date, a time and an address in front of a colon or an angle bracket, or the form of old Gmail: "2016-03-03 17:21 GMT+01:00 NAME". */
static bool bare_attribution(struct str s, bool quoted)
{
    bool date = line_number_groups(s) >= 3 && line_has_time(s), closed = s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '>');

    if (s.n > 200)
        return false;
    if (date && line_has_address(s) && closed && (quoted || line_number_groups(str_cut(s, 0, 24)) >= 1) &&
        str_index(str_cut(s, 0, 60), '"') < 60 && s.n < 200)
        return true;
    if (date && line_has_address(s) && closed && line_number_groups(str_cut(s, 0, 60)) >= 3)
        return true;
    return digit(s.p[0]) && s.n < 120 && line_number_groups(str_cut(s, 0, 17)) >= 5 && gmt_early(s);
}

bool attribution_line(struct str plain, bool quoted)
{
    size_t dashes;

    plain = line_strip_dashes(plain, &dashes);
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
    if (!phrase_may_end(PHRASE_VERB, plain))
        return gmt_early(plain);
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

bool attribution_begins(struct str plain)
{
    size_t dashes;

    plain = line_strip_dashes(plain, &dashes);
    if (plain.n == 0 || line_number_groups(str_cut(plain, 0, 40)) == 0)
        return false;
    if (digit(plain.p[0]) && line_has_time(plain) && date_first(plain))
        return true;
    if (line_number_groups(plain) >= 3 && weekday_first(plain) && line_has_time(plain))
        return true; /* "pe 20. lokakuuta 2017 klo 17.50" */
    for (const struct language *l = reply_languages; l->code != NULL; l++)
        if (l->starts[0][0] != '\0' && starts_attribution(plain, l))
            return true;
    return false;
}

/* A line no attribution reaches beyond: it begins one, with more than a bare "at 10:18". */
static bool starts_text(struct str plain)
{
    return attribution_begins(plain) && line_number_groups(plain) >= 2 && plain.n > 24;
}

size_t attribution_start(const struct page *page, size_t end)
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
        if (attribution_line(str_trim(buf_view(&joined)), quoted))
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
        if (attribution_begins(above->plain))
            start = found - up;
        if (starts_text(above->plain))
            return start;
    }
    return start;
}
