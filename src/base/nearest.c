#include "base/nearest.h"

enum { WORD_LIMIT = 64 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Optimal string alignment, three rows of the table at a time. */
size_t nearest_distance(struct str a, struct str b)
{
    size_t rows[3][WORD_LIMIT + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    if (a.n > WORD_LIMIT || b.n > WORD_LIMIT)
        return a.n > b.n ? a.n : b.n;
    for (size_t j = 0; j <= b.n; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *free_row = before;
        char x = lower(a.p[i - 1]);

        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            char y = lower(b.p[j - 1]);

            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b.p[j - 2]) && y == lower(a.p[i - 2]) && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.n];
}

void nearest_offer(struct nearest *best, struct str typed, const char *candidate)
{
    struct str word = str_of(candidate);
    size_t distance = nearest_distance(typed, word), longest = typed.n > word.n ? typed.n : word.n;

    /* more than a third of it wrong is another word */
    if (distance * 3 > longest + 1 || (best->word != NULL && distance >= best->distance))
        return;
    best->word = candidate;
    best->distance = distance;
}
