/* The bytes that phrases of languages.c begin and end with. Few lines of a mail begin or end so: they are the only ones that are compared
 * with every phrase of every language. */
#include <stddef.h>

#include "reply/private.h"

/* Where the phrases of a kind stand in a row, and how many there are at most. */
static const struct {
    size_t offset, count;
} columns[PHRASE_KINDS] = {
    [PHRASE_VERB] = {offsetof(struct language, verbs), 6},      [PHRASE_FORWARD] = {offsetof(struct language, forward), 4},
    [PHRASE_DEVICE] = {offsetof(struct language, device), 8},   [PHRASE_ABOVE] = {offsetof(struct language, above), 3},
    [PHRASE_CLOSING] = {offsetof(struct language, closing), 12},
};

static struct edges {
    bool known, first[256], last[256];
} edges[PHRASE_KINDS];

static const struct edges *edges_of(enum phrase_kind kind)
{
    struct edges *e = &edges[kind];

    if (e->known)
        return e;
    for (const struct language *l = reply_languages; l->code != NULL; l++) {
        const char *const *phrases = (const char *const *)(const void *)((const char *)l + columns[kind].offset);

        for (size_t i = 0; i < columns[kind].count && phrases[i] != NULL; i++) {
            e->first[(unsigned char)phrases[i][0]] = true;
            e->last[(unsigned char)phrases[i][strlen(phrases[i]) - 1]] = true;
        }
    }
    e->known = true;
    return e;
}

bool phrase_may_begin(enum phrase_kind kind, struct str s)
{
    return s.n > 0 && edges_of(kind)->first[(unsigned char)s.p[0]];
}

bool phrase_may_end(enum phrase_kind kind, struct str s)
{
    return s.n > 0 && edges_of(kind)->last[(unsigned char)s.p[s.n - 1]];
}
