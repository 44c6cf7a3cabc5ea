/* Phrases looked for in a text all at once: a table of rows is compiled when it is first used, and kept for the life of the process; a
 * text then costs one look at each word it has, however many rows there are. */
#ifndef BASE_PHRASES_H
#define BASE_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* A table: an array of structs that begin with `const char *phrase`, in lower case. A phrase begins where a word begins (in
 * scripts without spaces: anywhere) and may end inside one; a space in it is any white space, line ends too. */
struct phrases {
    const void *rows;
    size_t count, size;
    struct phrase_node *nodes; /* compiled */
};

#define PHRASES(table) {(table), sizeof(table) / sizeof(table)[0], sizeof(table)[0], NULL}

struct phrase_hit {
    size_t row, start, end;
};

/* Compiles a table now (before a jail closes, say); phrases_next does it otherwise. */
void phrases_prepare(struct phrases *p);
/* The next place, at or after *at, where a phrase begins, with the longest that does; *at moves behind that beginning. False at the end. Looks at
 * each byte at most as often as the longest phrase is long. */
bool phrases_next(struct phrases *p, struct str folded, size_t *at, struct phrase_hit *hit);
/* The row of the longest phrase that begins exactly there, or false. */
bool phrases_at(struct phrases *p, struct str folded, size_t at, struct phrase_hit *hit);

/* What phrases are looked for in: the text in lower case, byte for byte in the same places, with spaces for tabs, line ends and no-break and
 * wide spaces, and typewriter quotes for curly ones. Owned by ctx. `text` must be valid UTF-8. */
struct str phrases_fold(const void *ctx, struct str text);

#endif
