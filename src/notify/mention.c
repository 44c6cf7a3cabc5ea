#include "notify/private.h"

/* "@Wise Willow" in a post: the longest run of words behind the sign that is a name somebody goes by. Names of threads are nobody's. */

enum { MENTIONS_MAX = 10, NAME_MAX = 20 };

/* "@" inside of a word is no mention but part of an address. */
static bool word_before(struct str text, size_t at)
{
    unsigned char c = at == 0 ? ' ' : (unsigned char)text.p[at - 1];

    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-' || c == '+';
}

/* Shortens s to where its last word, or a mark behind it, begins; false when nothing is left. */
static bool shorten(struct str *s)
{
    size_t n = s->n;

    while (n > 0 && strchr(" .-_", s->p[n - 1]) == NULL)
        n--;
    while (n > 0 && strchr(" .-_", s->p[n - 1]) != NULL)
        n--;
    *s = str_from(s->p, n);
    return n > 0;
}

/* Up to the first character that no name has. */
static struct str candidate(struct str rest)
{
    size_t n = strcspn(rest.p, ",;:!?()[]{}<>\"'*`\\/|@#\r\n\t");

    return utf8_prefix(str_from(rest.p, n < rest.n ? n : rest.n), NAME_MAX);
}

/* `rest` ends with a NUL: it is a post's body. Where somebody else has that name in the thread, they are meant. */
static enum outcome whose(const struct forum *f, const void *ctx, struct str rest, uint64_t thread, uint64_t *person, struct fault *why)
{
    struct str name = str_trim_end(candidate(rest));
    struct person p = {0};
    bool taken = false;
    enum outcome outcome = DONE;

    *person = 0;
    if (name.n == 0 || *name.p == ' ')
        return DONE;
    do {
        outcome = forum_person_named(f, ctx, name, &p, why);
        if (outcome != DONE || p.id != 0)
            break;
    } while (shorten(&name));
    if (outcome == DONE && p.id != 0)
        outcome = forum_name_taken(f, ctx, p.id, thread, p.handle, &taken, why);
    *person = taken ? 0 : p.id;
    return outcome;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

enum outcome mention_find(const struct forum *f, const void *ctx, const struct post *post, uint64_t **people, size_t *count, struct fault *why)
{
    struct str text = str_of(post->body);
    enum outcome outcome = DONE;
    unsigned looked = 0;

    *people = mem_array(ctx, MENTIONS_MAX, sizeof **people);
    *count = 0;
    for (size_t at = str_index(text, '@'); at < text.n && looked < MENTIONS_MAX && outcome == DONE;
         at += 1 + str_index(str_from_index(text, at + 1), '@')) {
        uint64_t person = 0;

        if (word_before(text, at))
            continue;
        looked++;
        outcome = whose(f, ctx, str_from_index(text, at + 1), post->thread, &person, why);
        if (person != 0)
            (*people)[(*count)++] = person;
    }
    qsort(*people, *count, sizeof **people, by_number);
    return outcome;
}
