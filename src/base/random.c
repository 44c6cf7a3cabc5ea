#include <sys/random.h>

#include "base/log.h"
#include "base/random.h"

void random_fill(void *bytes, size_t n)
{
    unsigned char *p = bytes;

    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);

        if (got <= 0)
            log_panic("getrandom failed");
        p += got;
        n -= (size_t)got;
    }
}

uint32_t random_below(uint32_t bound)
{
    uint32_t value, least = (uint32_t)-bound % bound;

    do
        random_fill(&value, sizeof value);
    while (value < least);
    return value % bound;
}
