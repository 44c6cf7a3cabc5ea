#include "base/zone.h"

#include <stdio.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/zone_rule.h"

enum { HOUR = 3600, DAY = 86400, MINUTES = 24 * 60, FILE_LIMIT = 64 * 1024, HEADER = 44, TYPE = 6, OFFSET_MAX = 14 * 60 };

/* ---- the file (RFC 8536): a header and a block with times of 32 bits, the same with 64, and a rule for what comes after them ---- */

static int64_t big_endian(struct str s, size_t at, unsigned bytes)
{
    uint64_t n = s.p[at] & 0x80 ? UINT64_MAX : 0;

    for (unsigned i = 0; i < bytes; i++)
        n = n << 8 | (unsigned char)s.p[at + i];
    return (int64_t)n;
}

/* A block of times, its counts as the header gives them. */
struct block {
    uint64_t utc, standard, leaps, times, types, letters;
    uint64_t size; /* of all behind the header */
};

/* Numbers no file has would be sums that wrap. */
static bool read_header(struct str s, unsigned time_size, struct block *b)
{
    uint64_t *const counts[] = {&b->utc, &b->standard, &b->leaps, &b->times, &b->types, &b->letters};

    if (s.n < HEADER || !str_starts(s, STR("TZif")) || s.p[4] < '2')
        return false;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        *counts[i] = (uint64_t)big_endian(s, 20 + 4 * i, 4);
        if (*counts[i] > FILE_LIMIT)
            return false;
    }
    b->size = b->times * (time_size + 1) + b->types * TYPE + b->letters + b->leaps * (time_size + 4) + b->standard + b->utc;
    return b->types > 0 && s.n - HEADER >= b->size;
}

/* The second block, and the rule behind it. What counts leap seconds ("right/...") is no clock that people have. */
static bool read_file(struct str s, struct block *b, struct str *times, struct str *rule)
{
    struct block first;

    if (!read_header(s, 4, &first))
        return false;
    s = str_from_index(s, HEADER + first.size);
    if (!read_header(s, 8, b) || b->leaps > 0)
        return false;
    *times = str_cut(s, HEADER, b->size);
    *rule = str_from_index(s, HEADER + b->size);
    if (!str_starts(*rule, STR("\n")) || !str_ends(*rule, STR("\n")) || rule->n < 2)
        return false;
    *rule = str_cut(*rule, 1, rule->n - 2);
    return true;
}

static int offset_of_type(struct str times, const struct block *b, uint64_t type)
{
    return (int)big_endian(times, b->times * 9 + (type < b->types ? type : 0) * TYPE, 4);
}

static int offset_in_file(struct str file, int64_t utc)
{
    struct block b;
    struct str times, rule;
    uint64_t low = 0, high;
    int offset;

    if (!read_file(file, &b, &times, &rule))
        return 0;
    for (high = b.times; low < high;) { /* low: how many changes there were by then */
        uint64_t middle = (low + high) / 2;

        if (big_endian(times, middle * 8, 8) <= utc)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == b.times && zone_rule_offset(rule, utc, &offset))
        return offset;
    return offset_of_type(times, &b, low == 0 ? 0 : (unsigned char)times.p[b.times * 8 + low - 1]);
}

bool zone_of_file(struct str bytes, struct zone *out)
{
    struct block b;
    struct str times, rule;

    *out = (struct zone){.rules = bytes};
    return read_file(bytes, &b, &times, &rule);
}

/* ---- names ---- */

/* "+2", "-03:30", perhaps behind "UTC" or "GMT". */
static bool read_offset(struct str s, struct zone *out)
{
    unsigned minutes;
    bool west;

    if (str_starts_nocase(s, STR("UTC")) || str_starts_nocase(s, STR("GMT")))
        s = str_from_index(s, 3);
    if (s.n == 0) {
        *out = (struct zone){.offset = 0};
        return true;
    }
    west = s.p[0] == '-';
    if ((!west && s.p[0] != '+') || !zone_read_minute(str_from_index(s, 1), &minutes) || minutes > OFFSET_MAX)
        return false;
    *out = (struct zone){.offset = (west ? -60 : 60) * (int)minutes};
    if (minutes != 0)
        snprintf(out->name, sizeof out->name, "%c%02u:%02u", west ? '-' : '+', minutes / 60, minutes % 60);
    return true;
}

/* Letters, digits and - _ + / between them: no path that leads out of the directory. */
static bool safe(struct str name)
{
    if (name.n == 0 || name.n > ZONE_NAME_MAX || name.p[0] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+' || c == '/'))
            return false;
    }
    return true;
}

static bool load(const void *ctx, const char *name, struct zone *out)
{
    struct str bytes;
    struct fault why;
    char path[sizeof ZONE_DIRECTORY + 1 + ZONE_NAME_MAX];

    snprintf(path, sizeof path, ZONE_DIRECTORY "/%s", name);
    if (io_read_file(ctx, path, FILE_LIMIT, &bytes, &why) != DONE || !zone_of_file(bytes, out))
        return false;
    snprintf(out->name, sizeof out->name, "%s", name);
    return true;
}

/* "america/new_york" as the database would spell it. */
static void capitalise(char *name)
{
    bool begins = true;

    for (; *name != '\0'; name++) {
        if (begins && *name >= 'a' && *name <= 'z')
            *name = (char)(*name - 'a' + 'A');
        begins = *name == '/' || *name == '_';
    }
}

bool zone_find(const void *ctx, struct str name, struct zone *out)
{
    char *spelt;

    *out = (struct zone){.offset = 0};
    name = str_trim(name);
    if (read_offset(name, out))
        return true;
    if (!safe(name))
        return false;
    spelt = str_dup(ctx, name);
    if (load(ctx, spelt, out))
        return true;
    spelt = str_lower(ctx, name);
    capitalise(spelt);
    return load(ctx, spelt, out);
}

/* ---- clocks ---- */

int zone_offset(const struct zone *z, int64_t utc)
{
    return z->rules.n == 0 ? z->offset : offset_in_file(z->rules, utc);
}

unsigned zone_minute(const struct zone *z, int64_t utc)
{
    return (unsigned)((utc + zone_offset(z, utc)) / 60 % MINUTES);
}

int64_t zone_next(const struct zone *z, int64_t utc, unsigned minute)
{
    int64_t local = utc + zone_offset(z, utc), later, other;

    later = utc + ((int64_t)(minute + MINUTES) * 60 - local % DAY) % DAY;
    if (later == utc)
        later += DAY;
    other = later + zone_offset(z, utc) - zone_offset(z, later); /* the clocks were changed in between */
    return other > utc && zone_minute(z, other) == minute ? other : later;
}

bool zone_read_minute(struct str s, unsigned *minute)
{
    uint64_t hours, minutes = 0;
    size_t colon = str_index(s, ':');

    if (colon == s.n)
        colon = str_index(s, '.');
    if (!str_number(str_from(s.p, colon), 24, &hours))
        return false;
    if (colon < s.n && (s.n - colon != 3 || !str_number(str_from_index(s, colon + 1), 59, &minutes)))
        return false;
    *minute = (unsigned)(hours * 60 + minutes) % MINUTES;
    return hours * 60 + minutes <= MINUTES;
}
