/* Text to build: grows up to a limit that whoever opens it must name. Reaching the limit does not fail at once:
 * the rest is dropped and `full` is set, to be looked at once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
    char *p; /* always NUL-terminated after the first byte; owned by ctx */
    size_t n;
    size_t capacity;
    size_t limit; /* most bytes it may hold */
    bool full;    /* something was dropped */
    const void *ctx;
};

/* Empty; `limit` is the most bytes it will hold. What it holds is owned by ctx. */
void buf_init(struct buf *b, const void *ctx, size_t limit);
/* Makes room for so many more bytes at once, where it is known how many will come. */
void buf_reserve(struct buf *b, size_t extra);
/* Append, as far as the limit lets them; what does not fit is dropped and sets `full`. buf_format is printf. */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *text);
static inline void buf_char(struct buf *b, char c)
{
    if (b->n + 1 >= b->capacity || b->n >= b->limit) {
        buf_add(b, &c, 1);
        return;
    }
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Drops everything after the first n bytes; clears `full`. */
void buf_truncate(struct buf *b, size_t n);
/* Drops the first n bytes. */
void buf_consume(struct buf *b, size_t n);
/* What it holds; valid until the next change. */
struct str buf_view(const struct buf *b);
/* The same as a C string, never NULL. */
const char *buf_string(struct buf *b);

#endif
