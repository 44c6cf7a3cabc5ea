/* "Did you mean ...?" for words a person typed. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/* How many characters must be put in, taken out, changed or swapped with their neighbour to make b of a (ASCII case does not count); words longer than
 * 64 bytes count as wholly different. */
size_t nearest_distance(struct str a, struct str b);

/* Keeps the best of several candidates: start with {0}, offer each, then look at `word` (NULL: none is near). */
struct nearest {
    const char *word;
    size_t distance;
};
void nearest_offer(struct nearest *best, struct str typed, const char *candidate);

#endif
