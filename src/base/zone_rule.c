#include "base/zone_rule.h"

enum { HOUR = 3600, DAY = 86400, HOURS_MAX = 167 };

/* ---- days ---- */

static bool leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to the first day of a year after it. */
static int64_t year_begins(int64_t year)
{
    year--;
    return year * 365 + year / 4 - year / 100 + year / 400 - 719162;
}

static int64_t year_of(int64_t day)
{
    int64_t year = 1970 + day / 366;

    while (year_begins(year + 1) <= day)
        year++;
    return year;
}

static int64_t month_begins(int64_t year, unsigned month)
{
    static const unsigned short before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    return year_begins(year) + before[month - 1] + (month > 2 && leap(year));
}

/* ---- the grammar: std offset [dst [offset] , start [/time] , end [/time]] (POSIX.1, "TZ"; RFC 8536, 3.3.1) ---- */

static bool take(struct str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_from_index(*s, 1);
    return true;
}

static bool take_name(struct str *s)
{
    size_t n = 0;

    if (take(s, '<')) {
        n = str_index(*s, '>');
        *s = str_from_index(*s, n);
        return take(s, '>') && n > 0;
    }
    while (n < s->n && ((s->p[n] >= 'A' && s->p[n] <= 'Z') || (s->p[n] >= 'a' && s->p[n] <= 'z')))
        n++;
    *s = str_from_index(*s, n);
    return n > 0;
}

static bool take_number(struct str *s, int max, int *out)
{
    size_t n = 0;

    for (*out = 0; n < s->n && n < 4 && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        *out = *out * 10 + (s->p[n] - '0');
    *s = str_from_index(*s, n);
    return n > 0 && *out <= max;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool take_time(struct str *s, int *out)
{
    int sign = take(s, '-') ? -1 : 1, part;

    if (sign > 0)
        take(s, '+');
    if (!take_number(s, HOURS_MAX, out))
        return false;
    *out *= HOUR;
    for (int unit = 60; unit > 0 && take(s, ':'); unit /= 60) {
        if (!take_number(s, 59, &part))
            return false;
        *out += part * unit;
    }
    *out *= sign;
    return true;
}

/* The last, or the week'th, of that weekday in a month of that year. */
static int64_t weekday_of(int64_t year, int month, int week, int weekday)
{
    int64_t first = month_begins(year, (unsigned)month), next = month == 12 ? year_begins(year + 1) : month_begins(year, (unsigned)month + 1);
    int64_t day = first + (weekday - (first + 4) % 7 + 7) % 7 + (week - 1) * 7; /* 1970 began on a Thursday */

    return day < next ? day : day - 7;
}

/* "M3.5.0", "J60" or "59", and "/3": in seconds since 1970, by the clocks before the change. */
static bool take_date(struct str *s, int64_t year, int64_t *out)
{
    int month, week, day, time = 2 * HOUR;

    if (take(s, 'M')) {
        if (!take_number(s, 12, &month) || month == 0 || !take(s, '.') || !take_number(s, 5, &week) || week == 0 || !take(s, '.') ||
            !take_number(s, 6, &day))
            return false;
        *out = weekday_of(year, month, week, day);
    } else if (take(s, 'J')) { /* 29 February is never counted */
        if (!take_number(s, 365, &day) || day == 0)
            return false;
        *out = year_begins(year) + day - 1 + (day > 59 && leap(year));
    } else {
        if (!take_number(s, 365, &day))
            return false;
        *out = year_begins(year) + day;
    }
    if (take(s, '/') && !take_time(s, &time))
        return false;
    *out = *out * DAY + time;
    return true;
}

bool zone_rule_offset(struct str rule, int64_t utc, int *offset)
{
    int standard, summer;
    int64_t year, start, end;

    if (utc < 0 || !take_name(&rule) || !take_time(&rule, &standard))
        return false;
    *offset = standard = -standard; /* POSIX counts west */
    if (rule.n == 0)
        return true;
    summer = -standard - HOUR;
    if (!take_name(&rule) || (rule.n > 0 && rule.p[0] != ',' && !take_time(&rule, &summer)))
        return false;
    summer = -summer;
    year = year_of((utc + standard) / DAY);
    if (!take(&rule, ',') || !take_date(&rule, year, &start) || !take(&rule, ',') || !take_date(&rule, year, &end) || rule.n > 0)
        return false;
    start -= standard;
    end -= summer;
    if (start < end ? utc >= start && utc < end : utc >= start || utc < end)
        *offset = summer;
    return true;
}
