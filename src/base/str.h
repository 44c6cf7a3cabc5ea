/* Text to look at: a pointer and a length that own nothing. May hold any byte, NUL included.
 * A struct str stays valid as long as the bytes it was cut from. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_EMPTY ((struct str){"", 0})

/* For printf: "%.*s", STR_ARGS(s). Only for text known to hold no NUL. */
#define STR_ARGS(s) ((int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n)), (s).p

/* Of a C string (NULL: empty), and of bytes; both point into what they are given. */
static inline struct str str_of(const char *text)
{
    return text == NULL ? STR_EMPTY : (struct str){text, strlen(text)};
}

static inline struct str str_from(const void *bytes, size_t n)
{
    return (struct str){bytes, n};
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Below 0, 0 or above 0, as their bytes stand: for sorting. */
static inline int str_compare(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    int order = shorter == 0 ? 0 : memcmp(a.p, b.p, shorter);

    return order != 0 ? order : a.n < b.n ? -1 : a.n > b.n;
}
bool str_same_nocase(const char *a, const char *b, size_t n); /* ASCII letters only */
static inline bool str_equal_nocase(struct str a, struct str b)
{
    return a.n == b.n && str_same_nocase(a.p, b.p, a.n);
}
static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_equal(str_from(s.p, prefix.n), prefix);
}
bool str_starts_nocase(struct str s, struct str prefix);
static inline bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_equal(str_from(s.p + s.n - suffix.n, suffix.n), suffix);
}
bool str_ends_nocase(struct str s, struct str suffix);
bool str_contains_nocase(struct str s, struct str part); /* ASCII letters only; O(n*m) with short m */

/* Index of the first match, or s.n when there is none. */
static inline size_t str_index(struct str s, char c)
{
    const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

    return at == NULL ? s.n : (size_t)(at - s.p);
}
/* The same for more than a byte; an empty part is found at 0. */
size_t str_find(struct str s, struct str part);

/* From `start` to the end; up to `n` bytes from `start`. Both clip to what is there. */
static inline struct str str_from_index(struct str s, size_t start)
{
    return start >= s.n ? str_from(s.p + s.n, 0) : str_from(s.p + start, s.n - start);
}
static inline struct str str_cut(struct str s, size_t start, size_t n)
{
    struct str rest = str_from_index(s, start);

    return str_from(rest.p, rest.n < n ? rest.n : n);
}

/* Without spaces, tabs, CR and LF at both ends, or at the end only. */
struct str str_trim(struct str s);
struct str str_trim_end(struct str s);

/* Takes the next line off *rest, without its LF or CRLF. False when *rest was empty. */
bool str_next_line(struct str *rest, struct str *line);
/* Takes the next run of bytes other than spaces and tabs off *rest. False when there is none. */
bool str_next_word(struct str *rest, struct str *word);
/* Takes the part before `separator` (or everything) off *rest. False when *rest was exhausted:
 * rest->p is set to NULL after the last part, so "a," gives "a" and "". */
bool str_next_part(struct str *rest, char separator, struct str *part);

/* The decimal number that s is, wholly; false for anything else or above `max`. */
bool str_number(struct str s, uint64_t max, uint64_t *number);

/* NUL-terminated copies owned by ctx. str_lower lowers ASCII letters. */
char *str_dup(const void *ctx, struct str s);
char *str_lower(const void *ctx, struct str s);

#endif
