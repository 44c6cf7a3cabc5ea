/* The phrases of languages.txt, folded as lines are and found by their first or last word, so that a line costs the same with one
 * language as with sixty. Stays in reply/. */
#ifndef REPLY_LANGUAGES_H
#define REPLY_LANGUAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum wording {
    WORDING_START,    /* an attribution begins with it */
    WORDING_WROTE,    /* stands in an attribution */
    WORDING_FROM,     /* labels of a header block, up to WORDING_SUBJECT */
    WORDING_SENT,
    WORDING_TO,
    WORDING_CC,
    WORDING_SUBJECT,
    WORDING_ORIGINAL, /* between dashes: what follows is quoted */
    WORDING_FORWARD,  /* the same without dashes */
    WORDING_DEVICE,   /* a whole line below a text; "..." stands for anything */
    WORDING_ABOVE,    /* ends "Please reply above this line" */
    WORDING_CLOSING   /* "Regards" */
};

/* languages.txt as languages.awk makes it */
struct language_row {
    enum wording kind;
    unsigned language; /* counted from 0, at most 63 */
    const char *text;
};

extern const struct language_row language_rows[];
extern const unsigned language_row_count;
extern const char *const language_codes[];
extern const unsigned language_count;

struct languages;

/* All of them (made at the first call), or none: what known text and structure do alone. */
const struct languages *languages_all(void);
const struct languages *languages_none(void);

struct language_hit {
    size_t start, end;
    uint64_t languages; /* bits of the languages that have it */
};

/* The longest phrase of that kind that begins at s.p[at] and ends with a word. */
bool language_at(const struct languages *languages, struct str s, size_t at, enum wording kind, struct language_hit *hit);
/* The first one at or behind `from`. */
bool language_find(const struct languages *languages, struct str s, size_t from, enum wording kind, struct language_hit *hit);
/* Whether s ends with a phrase of that kind. */
bool language_ends(const struct languages *languages, struct str s, enum wording kind);
/* Bits (1 << kind) of what s as a whole is, of those asked for. */
unsigned language_kinds(const struct languages *languages, struct str s, unsigned asked);
/* Whether s as a whole is a device line. */
bool language_device(const struct languages *languages, struct str s);

#endif
