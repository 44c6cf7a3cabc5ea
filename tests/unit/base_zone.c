#include <stdlib.h>
#include <time.h>

#include "unit.h"

#include "base/zone.h"
#include "base/zone_rule.h"

static bool no_database(void *ctx)
{
    struct zone z;

    if (zone_find(ctx, STR("Europe/Berlin"), &z))
        return false;
    print_message("# there is no time zone database in " ZONE_DIRECTORY "\n");
    return true;
}

static void names(void **state)
{
    static const struct {
        const char *written, *name; /* NULL: none */
        int offset;
    } rows[] = {
        {"", "", 0}, {"UTC", "", 0}, {"utc", "", 0}, {"+02:00", "+02:00", 7200}, {"UTC+2", "+02:00", 7200}, {"GMT-3:30", "-03:30", -12600},
        {"+5.45", "+05:45", 20700}, {"+14", "+14:00", 50400}, {"-0", "", 0}, {"+15", NULL, 0}, {"+2:5", NULL, 0}, {"2", NULL, 0}, {"+", NULL, 0},
        {"+-2", NULL, 0}, {"Europe/Nowhere", NULL, 0}, {"/etc/passwd", NULL, 0}, {"../../../etc/passwd", NULL, 0}, {"Europe/../Europe/Berlin", NULL, 0},
        {"./UTC", NULL, 0}, {"Europe", NULL, 0}, {"tzdata.zi", NULL, 0}, {":Europe/Berlin", NULL, 0}, {"Europe/Berlin\n", "Europe/Berlin", 3600},
        {"CET-1CEST", NULL, 0}, {"Europe/Berlin", "Europe/Berlin", 3600}, {"europe/berlin", "Europe/Berlin", 3600}, {"EUROPE/BERLIN", "Europe/Berlin", 3600},
        {"america/new_york", "America/New_York", -18000}, {"Asia/Kathmandu", "Asia/Kathmandu", 20700},
        {"Europe/Berlin/and/much/more/than/a/name/has/ever", NULL, 0},
    };

    if (no_database(*state))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zone z;
        bool found = zone_find(*state, str_of(rows[i].written), &z);

        assert_int_equal(found, rows[i].name != NULL);
        if (found) {
            assert_string_equal(z.name, rows[i].name);
            assert_int_equal(zone_offset(&z, 1768478400), rows[i].offset); /* 2026-01-15 12:00 UTC */
        }
    }
}

/* What the C library makes of the same files is the same, before their tables, in them and behind them. */
static void as_the_library_has_it(void **state)
{
    static const char *const zones[] = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
                                        "Africa/Casablanca", "Europe/Dublin", "Pacific/Apia", "America/Santiago", "Antarctica/Troll", "Etc/GMT+5",
                                        "Asia/Tehran", "UTC", "America/Nuuk", "Asia/Gaza"};

    if (no_database(*state))
        return;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        struct zone z;

        assert_true(zone_find(*state, str_of(zones[i]), &z));
        setenv("TZ", zones[i], 1);
        tzset();
        for (time_t t = 3601; t < 4102444800; t += 86400 * 3 + 3607) { /* to 2100 */
            struct tm local;

            localtime_r(&t, &local);
            if (zone_offset(&z, t) != local.tm_gmtoff) {
                print_error("%s at %lld: %d, not %ld\n", zones[i], (long long)t, zone_offset(&z, t), local.tm_gmtoff);
                fail();
            }
        }
    }
}

static void rules(void **state)
{
    static const struct {
        const char *rule;
        bool fits;
        int64_t at;
        int offset;
    } rows[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", true, 1774745999, 3600},  /* 2026-03-29 00:59:59 UTC */
        {"CET-1CEST,M3.5.0,M10.5.0/3", true, 1774746000, 7200},
        {"CET-1CEST,M3.5.0,M10.5.0/3", true, 1792889999, 7200},  /* 2026-10-25 00:59:59 UTC */
        {"CET-1CEST,M3.5.0,M10.5.0/3", true, 1792890000, 3600},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", true, 1768478400, 39600}, /* the summer of the south, half an hour ahead */
        {"EST5EDT,J74,J305", true, 1784000000, -14400},
        {"EST5EDT,0/0,J365/25", true, 1768478400, -14400}, /* always */
        {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", true, 1784000000, -7200},
        {"UTC0", true, 1, 0},
        {"", false, 1, 0}, {"C", false, 1, 0}, {"<+01", false, 1, 0}, {"CET-1CEST", false, 1, 0}, {"CET-1CEST,M13.1.0,M10.5.0", false, 1, 0},
        {"CET-1CEST,M3.0.0,M10.5.0", false, 1, 0}, {"CET-1CEST,M3.5.0", false, 1, 0}, {"CET-1CEST,M3.5.0,M10.5.0/3,x", false, 1, 0},
        {"CET-99999", false, 1, 0}, {"CET-1CEST,J0,J9", false, 1, 0}, {"CET-1CEST,M3.5.7,M10.5.0", false, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int offset = 0;

        assert_int_equal(zone_rule_offset(str_of(rows[i].rule), rows[i].at, &offset), rows[i].fits);
        if (rows[i].fits)
            assert_int_equal(offset, rows[i].offset);
    }
}

/* Whatever a file says, nothing behind it is read: each beginning of a true one, and one with each byte changed. */
static void broken_files(void **state)
{
    struct zone z, other;
    char *bytes;

    if (no_database(*state))
        return;
    assert_true(zone_find(*state, STR("Europe/Berlin"), &z));
    for (size_t n = 0; n < z.rules.n; n++) {
        bytes = str_dup(*state, str_from(z.rules.p, n));
        assert_false(zone_of_file(str_from(bytes, n), &other));
        mem_free(bytes);
    }
    bytes = str_dup(*state, z.rules);
    for (size_t n = 0; n < z.rules.n; n++)
        for (unsigned change = 1; change < 256; change *= 2) {
            bytes[n] = (char)(bytes[n] ^ (int)change);
            if (zone_of_file(str_from(bytes, z.rules.n), &other))
                zone_offset(&other, 1784000000), zone_offset(&other, 4000000000), zone_offset(&other, 1);
            bytes[n] = (char)(bytes[n] ^ (int)change);
        }
}

static void next_moments(void **state)
{
    static const struct {
        int64_t from;
        unsigned minute;
        int64_t later; /* in minutes */
    } rows[] = {
        {1784070000, 7 * 60, 6 * 60},       /* Wed, 15 Jul 2026 01:00 there: at 7 */
        {1784070000, 60, 24 * 60},          /* now: the next is tomorrow's */
        {1774738800, 7 * 60, 6 * 60},       /* 29 Mar 2026 00:00: an hour is missing that night */
        {1774738800, 150, 150},             /* half past two never comes: half past three */
        {1792879200, 7 * 60, 8 * 60},       /* 25 Oct 2026 00:00: one comes twice */
    };
    struct zone z;

    if (no_database(*state))
        return;
    assert_true(zone_find(*state, STR("Europe/Berlin"), &z));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal((zone_next(&z, rows[i].from, rows[i].minute) - rows[i].from) / 60, rows[i].later);
    assert_int_equal(zone_minute(&z, 1784070000), 60);
    for (int64_t t = 1774738800 - 86400; t < 1774738800 + 86400; t += 61) /* never now, and never more than a day and an hour away */
        for (unsigned m = 0; m < 1440; m += 15)
            assert_true(zone_next(&z, t, m) > t && zone_next(&z, t, m) <= t + 25 * 3600);
}

static void minutes(void **state)
{
    static const struct {
        const char *written;
        int minute;
    } rows[] = {{"22:00", 1320}, {"7:30", 450}, {"07.30", 450}, {"7", 420}, {"0:00", 0}, {"24:00", 0}, {"24:01", -1}, {"25", -1}, {"7:60", -1},
                {"7:3", -1}, {"", -1}, {"seven", -1}, {"7:", -1}, {":30", -1}, {"-7", -1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned minute = 0;

        assert_int_equal(zone_read_minute(str_of(rows[i].written), &minute), rows[i].minute >= 0);
        if (rows[i].minute >= 0)
            assert_int_equal(minute, rows[i].minute);
    }
}

UNIT_MAIN(UNIT(names), UNIT(as_the_library_has_it), UNIT(rules), UNIT(broken_files), UNIT(next_moments), UNIT(minutes))
