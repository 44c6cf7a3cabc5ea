/* Memory: talloc, with contexts that belong to one job. Running out of memory aborts the process;
 * nothing was acknowledged by then, so the mail stays with the MTA. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <talloc.h>

/* A new top-level context for one job; free it with mem_free. `name`, a literal, is for leak reports. */
void *mem_job(const char *name);

/* Zeroed memory, a child of ctx. mem_array panics on overflow of count * size. */
void *mem_zero(const void *ctx, size_t size);
void *mem_array(const void *ctx, size_t count, size_t size);

/* Grows (or makes, when `old` is NULL) an array to hold at least `count` elements, doubling: returns the
 * array, whose capacity is stored in *capacity. New elements are zeroed. */
void *mem_grow(const void *ctx, void *old, size_t *capacity, size_t count, size_t size);

/* A NUL-terminated copy of n bytes, or of a C string. */
char *mem_copy(const void *ctx, const void *bytes, size_t n);
char *mem_string(const void *ctx, const char *text);
char *mem_format(const void *ctx, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Memory of another size, what it held kept, what is new not set. */
void *mem_resize(const void *ctx, void *old, size_t size);

/* Frees it, with all it owns; NULL: nothing. */
void mem_free(void *ctx);

#define mem_new(ctx, type) ((type *)mem_zero((ctx), sizeof(type)))

#endif
