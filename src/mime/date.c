/* date-time of RFC 5322 3.3 and 4.3: [day-of-week ","] day month year hour ":" minute [":" second] [zone], in any
 * order that leaves no doubt, so asctime's "Mon Jan  1 12:34:56 2024" and "1-Jan-2024" are read as well. */
#include "mime/private.h"

enum { DATE_LIMIT = 250 };

struct date {
    int64_t day, month, year, hour, minute, second; /* month 1-12; -1: not seen yet */
    int64_t offset;                                 /* seconds east of UTC */
    bool zone;
};

static const struct {
    const char *name;
    int hours;
} zones[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
             {"PST", -8}, {"PDT", -7}, {"CET", 1},  {"CEST", 2}, {"BST", 1},  {"JST", 9}};

/* Index of the three-letter name that begins the word, in a list of such, or -1. */
static int name_index(struct str word, const char *names)
{
    for (int i = 0; names[i * 3] != '\0'; i++)
        if (word.n >= 3 && str_equal_nocase(str_cut(word, 0, 3), str_from(names + i * 3, 3)))
            return i;
    return -1;
}

static bool number(struct str s, uint64_t max, int64_t *out)
{
    uint64_t value;

    if (!str_number(s, max, &value))
        return false;
    *out = (int64_t)value;
    return true;
}

/* Two digits are of 1950-2049, three are years since 1900 (RFC 5322 4.3). */
static bool read_year(struct str s, struct date *d)
{
    if (s.n < 2 || s.n > 4 || !number(s, 9999, &d->year))
        return false;
    if (s.n == 2)
        d->year += d->year < 50 ? 2000 : 1900;
    else if (s.n == 3)
        d->year += 1900;
    return true;
}

static bool read_time(struct str s, struct date *d)
{
    struct str hour, minute, second;

    d->second = 0;
    if (d->hour >= 0 || !str_next_part(&s, ':', &hour) || !str_next_part(&s, ':', &minute))
        return false;
    if (!number(hour, 23, &d->hour) || !number(minute, 59, &d->minute))
        return false;
    if (!str_next_part(&s, ':', &second))
        return true;
    second.n = str_index(second, '.'); /* some write fractions */
    return number(second, 60, &d->second) && s.p == NULL;
}

static bool read_offset(struct str s, struct date *d)
{
    int64_t value;

    if (s.n != 5 || !number(str_from_index(s, 1), 2400, &value) || value % 100 >= 60)
        return false;
    d->offset = (value / 100 * 3600 + value % 100 * 60) * (s.p[0] == '-' ? -1 : 1);
    d->zone = true;
    return true;
}

static void read_zone(struct str s, struct date *d)
{
    if (d->zone)
        return;
    if (str_starts_nocase(s, STR("GMT")) && s.n == 8)
        (void)read_offset(str_from_index(s, 3), d);
    for (size_t i = 0; i < sizeof zones / sizeof *zones && !d->zone; i++) {
        if (str_equal_nocase(s, str_of(zones[i].name))) {
            d->offset = zones[i].hours * 3600;
            d->zone = true;
        }
    }
}

/* 01-Jan-2024 */
static bool read_dashed(struct str s, struct date *d)
{
    struct str day, month, year;

    if (!str_next_part(&s, '-', &day) || !str_next_part(&s, '-', &month) || !str_next_part(&s, '-', &year))
        return false;
    d->month = name_index(month, "janfebmaraprmayjunjulaugsepoctnovdec") + 1;
    return d->month > 0 && number(day, 31, &d->day) && read_year(year, d) && s.p == NULL;
}

static bool read_word(struct str word, bool first, struct date *d)
{
    bool digit = word.p[0] >= '0' && word.p[0] <= '9';

    if (str_index(word, ':') < word.n)
        return read_time(word, d);
    if (word.p[0] == '+' || word.p[0] == '-')
        return d->hour < 0 || read_offset(word, d) || true; /* an odd zone is left out, as an unknown name is */
    if (digit && str_index(word, '-') < word.n)
        return d->day < 0 && read_dashed(word, d);
    if (digit && d->day < 0)
        return number(word, 31, &d->day);
    if (digit)
        return d->year < 0 && read_year(word, d);
    if (first && name_index(word, "sunmontuewedthufrisat") >= 0)
        return true;
    if (d->month < 0 && d->hour < 0) {
        d->month = name_index(word, "janfebmaraprmayjunjulaugsepoctnovdec") + 1;
        return d->month > 0;
    }
    read_zone(word, d);
    return true;
}

/* Words separated by single spaces, without comments and commas, colons pulled together. */
static size_t normalise(struct str value, char out[DATE_LIMIT])
{
    unsigned depth = 0;
    size_t n = 0;

    for (size_t i = 0; i < value.n && n + 1 < DATE_LIMIT; i++) {
        char c = value.p[i];

        if (c == '(')
            depth++;
        if (depth > 0) {
            depth -= c == ')';
            c = ' ';
        }
        if (c == ',' || c == '\t' || c == '\r' || c == '\n')
            c = ' ';
        if (c == ' ' && (n == 0 || out[n - 1] == ' ' || out[n - 1] == ':'))
            continue;
        if (c == ':' && n > 0 && out[n - 1] == ' ')
            n--;
        out[n++] = c;
    }
    return n;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar, counted in years that begin in March. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

bool mime_date(struct str value, int64_t *seconds)
{
    struct date d = {-1, -1, -1, -1, 0, 0, 0, false};
    char text[DATE_LIMIT];
    struct str rest = str_from(text, normalise(value, text)), word;

    for (bool first = true; str_next_word(&rest, &word); first = false)
        if (!read_word(word, first, &d))
            return false;
    if (d.day < 1 || d.month < 1 || d.year < 1970 || d.year > 2200 || d.hour < 0)
        return false;
    *seconds = days_from_civil(d.year, d.month, d.day) * 86400 + d.hour * 3600 + d.minute * 60 + d.second - d.offset;
    return *seconds >= 0;
}
