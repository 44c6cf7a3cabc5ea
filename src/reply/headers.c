/* The block of header fields that Outlook and others put above a quoted mail: labels in the languages of languages.txt,
 * or, below a ruler, anything that has the shape of labels. */
#include "reply/private.h"

enum {
    HEADER_BLOCK = 16, /* lines a header block may have */
    LABEL_BYTES = 60
};

enum {
    FROM = 1u << WORDING_FROM,
    SENT = 1u << WORDING_SENT,
    TO = 1u << WORDING_TO,
    SUBJECT = 1u << WORDING_SUBJECT,
    LABELS = FROM | SENT | TO | SUBJECT | 1u << WORDING_CC
};

unsigned headers_kinds(const struct languages *languages, struct str plain)
{
    size_t colon = str_index(str_cut(plain, 0, LABEL_BYTES), ':');

    if (colon >= plain.n || colon >= LABEL_BYTES)
        return 0;
    return language_kinds(languages, str_trim(str_from(plain.p, colon)), LABELS);
}

bool headers_shape(struct str plain)
{
    size_t colon = str_index(str_cut(plain, 0, LABEL_BYTES), ':');
    struct str label = str_trim(str_from(plain.p, colon));

    if (colon >= LABEL_BYTES || colon >= plain.n || label.n == 0 || label.n > 40 ||
        str_starts(str_from_index(plain, colon), STR("://")))
        return false;
    return line_words_count(label) <= 3 && line_number_groups(label) == 0 && str_index(label, '@') == label.n &&
           str_index(label, ',') == label.n && str_index(label, '<') == label.n;
}

/* "Date: ... 00:15:02 -0600" and "To: ADDRESS" alone in a paragraph. */
static bool dated_to(const struct page *page, size_t at, size_t last, unsigned seen)
{
    return last == at + 1 && (seen & SENT) != 0 && (seen & TO) != 0 && line_has_time(page->lines[at].plain) &&
           line_has_address(page->lines[last].plain) && (at == 0 || page->lines[at - 1].text.n == 0) &&
           (last + 1 == page->count || page->lines[last + 1].text.n == 0);
}

/* Directly, or with a blank line between, below a marker or a ruler. */
static bool below_ruler(const struct page *page, size_t at)
{
    if (at > 0 && page->lines[at - 1].text.n == 0)
        at--;
    return at > 0 && (page->lines[at - 1].label == LABEL_MARKER || structure_ruler(page->lines[at - 1].text, 3));
}

/* Below a ruler, labels of a language nobody has taught us: four lines, in bold as HTML has them, or with an address
 * and a date. */
static size_t shaped_block(const struct page *page, size_t at)
{
    bool address = false, date = false, bold = true;
    size_t end = at;

    while (end < page->count && end < at + HEADER_BLOCK && headers_shape(page->lines[end].plain)) {
        address = address || line_has_address(page->lines[end].plain);
        date = date || line_has_date(page->lines[end].plain);
        bold = bold && page->lines[end].text.p[0] == '*';
        end++;
    }
    return end - at >= 4 && (bold || (address && date)) ? end - at : 0;
}

/* Kinds of labels in a line that has the whole block: "From: ... Sent: ... To: ... Subject: ..." */
static unsigned labels_in(const struct languages *languages, struct str plain)
{
    unsigned kinds = 0;

    for (size_t colon = 0; colon < plain.n; colon++) {
        size_t at = colon, words = 0;

        if (plain.p[colon] != ':')
            continue;
        while (at > 0 && words < 2 && colon - at < LABEL_BYTES)
            if (plain.p[--at] == ' ' || at == 0) {
                struct str label = str_trim(str_cut(plain, at, colon - at));

                words += label.n > 0;
                kinds |= language_kinds(languages, label, LABELS);
            }
    }
    return kinds;
}

/* Three labelled lines at least, a sender and a date or subject among them; a value may go on for two lines, and HTML
 * may leave one blank line between. */
size_t headers_block(const struct page *page, size_t at)
{
    bool introduced = below_ruler(page, at);
    unsigned seen = 0, labelled = 0, other = 0;
    size_t last = at;

    if (page->lines[at].headers == 0)
        return introduced && headers_shape(page->lines[at].plain) ? shaped_block(page, at) : 0;
    for (size_t i = at; i < page->count && i < at + HEADER_BLOCK; i++) {
        unsigned kinds = page->lines[i].headers;

        if (kinds != 0) {
            seen |= kinds;
            labelled++;
            last = i;
            other = 0;
        } else if (++other > 2) {
            break;
        }
    }
    if (labelled == 2 && dated_to(page, at, last, seen))
        return last - at + 1;
    if (labelled >= (introduced ? 2u : 3u) && (seen & FROM) != 0 && (seen & (SENT | SUBJECT)) != 0)
        return last - at + 1;
    if ((page->lines[at].headers & FROM) == 0 || !line_has_address(page->lines[at].plain))
        return 0;
    if (!introduced) {
        seen = labels_in(page->languages, page->lines[at].plain);
        return (seen & TO) != 0 && (seen & (SENT | SUBJECT)) == (SENT | SUBJECT);
    }
    return 1; /* HTML that put the whole block on one line */
}
