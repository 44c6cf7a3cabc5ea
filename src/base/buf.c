#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

void buf_init(struct buf *b, const void *ctx, size_t limit)
{
    *b = (struct buf){.ctx = ctx, .limit = limit};
}

enum { LEAST = 64 };

void buf_reserve(struct buf *b, size_t extra)
{
    size_t wanted = b->capacity < LEAST ? LEAST : b->capacity;

    if (b->n + extra + 1 <= b->capacity)
        return;
    while (wanted < b->n + extra + 1)
        wanted *= 2;
    b->p = mem_resize(b->ctx, b->p, wanted);
    b->capacity = wanted;
    b->p[b->n] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (n > b->limit - b->n) {
        n = b->limit - b->n;
        b->full = true;
    }
    if (n == 0)
        return;
    if (b->n + n + 1 > b->capacity)
        buf_reserve(b, n);
    memcpy(b->p + b->n, bytes, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.p, s.n);
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_format(struct buf *b, const char *format, ...)
{
    char small[512];
    va_list arguments;
    int n;

    va_start(arguments, format);
    n = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (n < 0)
        return;
    if ((size_t)n < sizeof small) {
        buf_add(b, small, (size_t)n);
    } else {
        char *large = mem_zero(b->ctx, (size_t)n + 1);

        va_start(arguments, format);
        vsnprintf(large, (size_t)n + 1, format, arguments);
        va_end(arguments);
        buf_add(b, large, (size_t)n);
        mem_free(large);
    }
}

void buf_truncate(struct buf *b, size_t n)
{
    if (n < b->n) {
        b->n = n;
        b->p[n] = '\0';
    }
    b->full = false;
}

void buf_consume(struct buf *b, size_t n)
{
    if (n >= b->n) {
        buf_truncate(b, 0);
        return;
    }
    memmove(b->p, b->p + n, b->n - n);
    b->n -= n;
    b->p[b->n] = '\0';
}

struct str buf_view(const struct buf *b)
{
    return b->p == NULL ? STR_EMPTY : str_from(b->p, b->n);
}

const char *buf_string(struct buf *b)
{
    return b->p == NULL ? "" : b->p;
}
