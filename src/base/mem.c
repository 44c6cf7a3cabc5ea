#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

static void *checked(void *memory)
{
    if (memory == NULL)
        log_panic("out of memory");
    return memory;
}

/* A job is many small things that go together: they come out of one piece, as long as it lasts. Not where a sanitizer is to see each. */
void *mem_job(const char *name)
{
#ifdef ASKPOST_SANITIZERS
    return checked(talloc_named_const(NULL, 1, name)); /* a byte, so that leak checkers see the pointer lead into it */
#else
    enum { POOL = 32 * 1024 };
    void *job = checked(talloc_pool(NULL, POOL));

    talloc_set_name_const(job, name);
    return job;
#endif
}

void *mem_zero(const void *ctx, size_t size)
{
    return checked(talloc_zero_size(ctx, size == 0 ? 1 : size));
}

void *mem_array(const void *ctx, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        log_panic("array too large");
    return mem_zero(ctx, count * size);
}

void *mem_grow(const void *ctx, void *old, size_t *capacity, size_t count, size_t size)
{
    size_t wanted = *capacity == 0 ? 8 : *capacity;
    void *grown;

    if (old != NULL && count <= *capacity)
        return old;
    while (wanted < count)
        wanted *= 2;
    if (wanted > SIZE_MAX / size)
        log_panic("array too large");
    grown = checked(talloc_realloc_size(ctx, old, wanted * size));
    memset((char *)grown + (old == NULL ? 0 : *capacity * size), 0,
           (wanted - (old == NULL ? 0 : *capacity)) * size);
    *capacity = wanted;
    return grown;
}

char *mem_copy(const void *ctx, const void *bytes, size_t n)
{
    char *copy = checked(talloc_size(ctx, n + 1));

    if (n > 0)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

char *mem_string(const void *ctx, const char *text)
{
    return mem_copy(ctx, text, strlen(text));
}

char *mem_format(const void *ctx, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = checked(talloc_vasprintf(ctx, format, arguments));
    va_end(arguments);
    return text;
}

void *mem_resize(const void *ctx, void *old, size_t size)
{
    return checked(talloc_realloc_size(ctx, old, size));
}

void mem_free(void *ctx)
{
    talloc_free(ctx);
}
