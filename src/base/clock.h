/* Time: whole seconds UTC for everything that is stored, a monotonic clock for deadlines. The environment variable
 * ASKPOST_CLOCK_SKEW (seconds, may be negative) moves the first, so tests can travel; deadlines are not affected. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t clock_now(void);          /* seconds since 1970, skewed */
int64_t clock_milliseconds(void); /* monotonic, for deadlines and durations */

/* Days since 2025-01-01 UTC, as tokens carry them; 0 before that day. */
unsigned clock_day(int64_t seconds);

/* "Mon, 23 Nov 2026 17:05:00 +0000" (RFC 5322, 3.3) and "2026-11-23 17:05". */
void clock_rfc5322(int64_t seconds, char out[32]);
void clock_short(int64_t seconds, char out[20]);

#endif
