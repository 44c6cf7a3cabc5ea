/* Lines that are nobody's words: rulers, device lines, "Original Message", signatures, ends of wrapped bars. */
#include "base/mem.h"
#include "reply/private.h"

enum {
    MARK_BYTES = 160, /* longer lines are words */
    DEVICE_WORDS = 14,
    SIGNATURE_LINE = 48,
    SIGNATURE_LINES = 14,
    FOOTER_LINES = 8
};

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

/* QQ writes "&nbsp;" in plain text as well. */
static struct str without_spaces(struct str s)
{
    static const struct str space = {"&nbsp;", 6};

    while (str_starts(s, space) || str_starts(s, STR(" ")))
        s = str_from_index(s, s.p[0] == ' ' ? 1 : space.n);
    while (str_ends(s, space) || str_ends(s, STR(" ")))
        s.n -= s.p[s.n - 1] == ' ' ? 1 : space.n;
    return s;
}

/* What stands beside the words of a marker. */
static bool frame(char c)
{
    return c == '-' || c == '=' || c == ':' || c == ' ';
}

bool mark_original(const struct languages *languages, struct str plain, struct str text)
{
    size_t dashes;
    struct str inner = line_strip_dashes(plain, &dashes);
    bool framed = dashes >= 2 || text.p[0] == '_' || text.p[0] == '=', hashed = text.p[0] == '#' || text.p[0] == '\\';
    struct language_hit hit;
    unsigned kinds;

    if (plain.n == 0 || plain.n > MARK_BYTES)
        return false;
    if (text.p[0] == '=')
        while (inner.n > 0 && (inner.p[0] == '=' || inner.p[0] == ' '))
            inner.p++, inner.n--;
    while (inner.n > 0 && frame(inner.p[inner.n - 1]))
        inner.n--;
    if (str_ends(inner, STR("\xc2\xae"))) /* a registered name, as David by Tobit has it */
        inner.n -= 2;
    inner = framed ? without_spaces(inner) : inner;
    kinds = language_kinds(languages, inner, 1u << WORDING_ORIGINAL | 1u << WORDING_FORWARD);
    if ((framed && (kinds & 1u << WORDING_ORIGINAL) != 0) || (kinds & 1u << WORDING_FORWARD) != 0)
        return true;
    return language_ends(languages, inner, WORDING_ABOVE) ||
           ((hashed || framed) && language_find(languages, plain, 0, WORDING_ABOVE, &hit));
}

static bool opens(char c)
{
    return c == '[' || c == '<' || c == '(';
}

static bool closes(char c)
{
    return opens(c) || c == ']' || c == '>' || c == ')' || c == ' ' || c == '.';
}

/* Where a link begins; s.n when none does. The last letter is the rarest. */
static size_t link_start(struct str s)
{
    static const struct str scheme = {"http", 4};

    for (size_t end = 0; (end += str_index(str_from_index(s, end), 'p')) < s.n; end++)
        if (str_ends(str_from(s.p, end + 1), scheme))
            return end + 1 - scheme.n;
    return s.n;
}

/* Without "<https://...>", "(https://...)" and the brackets HTML-to-text programs put around links. */
static struct str without_link(struct str plain)
{
    size_t link;

    while (plain.n > 0 && opens(plain.p[0]))
        plain = str_from_index(plain, 1);
    link = link_start(plain);
    if (link > 0)
        plain.n = link;
    while (plain.n > 0 && closes(plain.p[plain.n - 1]))
        plain.n--;
    return plain;
}

/* "get [outlook for ios](https://...)", as HTML becomes, without what makes it a link; `room` has MARK_BYTES. */
static struct str link_words(struct str plain, char *room)
{
    size_t open = str_index(plain, '['), close, end, n = 0;

    if (open == plain.n)
        return plain;
    close = str_find(plain, STR("]("));
    end = close + str_index(str_from_index(plain, close), ')');
    if (open >= close || end >= plain.n)
        return plain;
    for (size_t i = 0; i < plain.n; i++)
        if (i != open && (i < close || i > end))
            room[n++] = plain.p[i];
    return str_from(room, n);
}

bool device_line(const struct languages *languages, const struct line *line)
{
    struct str plain = line->plain;
    char room[MARK_BYTES];

    if (!line->left || plain.n == 0 || plain.n > MARK_BYTES)
        return false;
    plain = without_link(link_words(plain, room));
    return language_device(languages, plain) && line_words_count(plain) <= DEVICE_WORDS;
}

void mark_devices(struct page *page)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].label == LABEL_OWN && device_line(page->languages, &page->lines[i]))
            page->lines[i].label = LABEL_DEVICE;
}

/* --- signatures -----------------------------------------------------------------------------------------------------
 */

static bool delimiter(struct str raw)
{
    struct str s = str_trim(raw);

    return str_equal(s, STR("--")) || str_equal(s, STR("\\--")) || str_equal(s, STR("\\-\\-")) ||
           str_equal(s, STR("__"));
}

bool structure_closing(struct str plain)
{
    struct language_hit hit;

    while (plain.n > 0 && str_index(STR(",.!"), plain.p[plain.n - 1]) < 3)
        plain.n--;
    if (!language_at(languages_all(), plain, 0, WORDING_CLOSING, &hit))
        return false;
    return hit.end == plain.n || ((plain.p[hit.end] == ',' || plain.p[hit.end] == ' ') && line_words_count(plain) <= 5);
}

static bool ends_own(const struct line *line)
{
    return line->label == LABEL_QUOTED || line->label == LABEL_INTRO || line->label == LABEL_MARKER || line->known;
}

/* A ruler with nothing but a few short lines between it and the end or the quote: a signature somebody drew a line
 * above. Below a long row of underscores (Mailman's footers, Outlook's signatures) they may be sentences. */
static bool drawn_signature(const struct page *page, size_t at)
{
    bool footer = page->lines[at].text.n >= 5 && page->lines[at].text.p[0] == '_';
    unsigned lines = 0;

    for (size_t i = at + 1; i < page->count && !ends_own(&page->lines[i]); i++) {
        struct str text = page->lines[i].text;

        if (text.n == 0)
            continue;
        if ((text.n > SIGNATURE_LINE && str_index(text, ' ') < text.n) ||
            ++lines > (footer ? FOOTER_LINES : SIGNATURE_LINES))
            return false;
        if (structure_ruler(text, 3) || text.p[0] == '#' || (!footer && text.p[text.n - 1] == '.') ||
            text.p[text.n - 1] == '?')
            return false;
    }
    return lines > 0;
}

void mark_signatures(struct page *page)
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

/* --- wrapped bars ---------------------------------------------------------------------------------------------------
 */

/* One word that no one would write as an answer: the end of an address of the web. */
static bool link_end(struct str text)
{
    size_t odd = 0;

    if (str_index(text, ' ') + 2 < text.n)
        return false;
    for (size_t i = 0; i < text.n; i++)
        odd += str_index(STR("=&%_/+?"), text.p[i]) < 7;
    return str_find(text, STR("://")) < text.n || (odd > 0 && text.n >= 8);
}

static bool lower(struct str text)
{
    return text.n > 0 && text.p[0] >= 'a' && text.p[0] <= 'z';
}

/* What a client wrapped out of a barred line: the end of a link, or the rest of a long sentence, with bars directly
 * above and below. A mail in which that happened to one sentence has others where the line above only seems to end one.
 */
void mark_orphans(struct page *page)
{
    bool broken = false;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 1; i < page->count; i++) {
            struct line *line = &page->lines[i], *above = &page->lines[i - 1];
            bool closed = i + 1 == page->count || page->lines[i + 1].depth > 0;
            char last;

            if (line->label != LABEL_OWN || above->depth == 0)
                continue;
            if (line_bracketed_link(line->text))
                line->label = LABEL_QUOTED;
            if (!closed)
                continue;
            last = above->text.n == 0 ? '.' : above->text.p[above->text.n - 1];
            if (link_end(line->text) && str_find(above->text, STR("://")) < above->text.n) {
                line->label = LABEL_QUOTED;
            } else if (lower(line->text) && above->raw.n >= 60 && (broken || str_index(STR(".?!:"), last) == 4)) {
                line->label = LABEL_QUOTED;
                broken = true;
            } else if (str_find(line->text, STR("://")) < line->text.n &&
                       str_index(line->text, ' ') + 2 >= line->text.n) {
                line->label = LABEL_QUOTED;
            }
        }
        if (!broken)
            return;
    }
}
