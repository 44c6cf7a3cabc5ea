#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

enum { DAY = 86400 };
static const int64_t day_zero = 1735689600; /* 2025-01-01T00:00:00Z */

static int64_t skew(void)
{
    static int64_t seconds;
    static int known;

    if (!known) {
        const char *text = getenv("ASKPOST_CLOCK_SKEW");

        seconds = text == NULL ? 0 : strtoll(text, NULL, 10);
        known = 1;
    }
    return seconds;
}

int64_t clock_now(void)
{
    return (int64_t)time(NULL) + skew();
}

int64_t clock_milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned clock_day(int64_t seconds)
{
    return seconds < day_zero ? 0 : (unsigned)((seconds - day_zero) / DAY);
}

void clock_rfc5322(int64_t seconds, char out[32])
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t when = (time_t)seconds;
    struct tm t;

    gmtime_r(&when, &t);
    snprintf(out, 32, "%s, %02u %s %04u %02u:%02u:%02u +0000", days[t.tm_wday % 7], (unsigned)t.tm_mday % 100,
             months[t.tm_mon % 12], (unsigned)(t.tm_year + 1900) % 10000, (unsigned)t.tm_hour % 100,
             (unsigned)t.tm_min % 100, (unsigned)t.tm_sec % 100);
}

void clock_short(int64_t seconds, char out[20])
{
    time_t when = (time_t)seconds;
    struct tm t;

    gmtime_r(&when, &t);
    snprintf(out, 20, "%04u-%02u-%02u %02u:%02u", (unsigned)(t.tm_year + 1900) % 10000, (unsigned)(t.tm_mon + 1) % 100,
             (unsigned)t.tm_mday % 100, (unsigned)t.tm_hour % 100, (unsigned)t.tm_min % 100);
}
