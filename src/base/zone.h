/* Time zones: "Europe/Berlin" as the system's database (tzdata) has it, or an offset such as "+02:00". The files are read here, as RFC 8536
 * describes them: what the C library does with the environment variable TZ, which it takes for a path as well, has no part in it. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>

#include "base/str.h"

#define ZONE_DIRECTORY "/usr/share/zoneinfo"
enum { ZONE_NAME_MAX = 40 };

struct zone {
    char name[ZONE_NAME_MAX + 1]; /* as the database spells it; "" : UTC */
    struct str rules;             /* what the database says of it, owned by ctx; empty: the offset holds, always */
    int offset;                   /* seconds east of UTC */
};

/* "Europe/Berlin", "europe/berlin", "UTC+2", "-03:30", "UTC" or "". False for what is none, or not in the database. */
bool zone_find(const void *ctx, struct str name, struct zone *out);
/* The same for the bytes of a file of the database; false when it is none. */
bool zone_of_file(struct str bytes, struct zone *out);
/* How many seconds the clocks there were ahead of UTC then. */
int zone_offset(const struct zone *z, int64_t utc);
/* What the clocks there showed then: minutes since midnight. */
unsigned zone_minute(const struct zone *z, int64_t utc);
/* The next moment, after `utc`, at which they show that minute; where they skip it, as long after midnight as if they had not. */
int64_t zone_next(const struct zone *z, int64_t utc, unsigned minute);

/* "22:00", "7:30", "7" or "22.00" as minutes since midnight; false for anything else. */
bool zone_read_minute(struct str s, unsigned *minute);

#endif
