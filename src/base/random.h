/* Randomness from the kernel. Failing to get any is fatal. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* n random bytes. */
void random_fill(void *bytes, size_t n);
/* Uniform in [0, bound); bound > 0. */
uint32_t random_below(uint32_t bound);

#endif
