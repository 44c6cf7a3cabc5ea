/* `set timezone` and `set quiet`: what is taken, and what is said to the rest. */
#include "forum_fixture.h"

static const char ann[] = "ann@example.net";

static const char *set(struct fixture *x, const char *argument)
{
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, argument), "command");
    return fixture_pair(fixture_told(x, NOTICE_TOLD), "text");
}

static void quiet(void **state)
{
    static const struct {
        const char *written;
        int from, until; /* -1: not understood */
    } rows[] = {
        {"quiet 22:00-07:00", 1320, 420}, {"quiet 22-7", 1320, 420}, {"quiet hours 22:30 to 6:15", 1350, 375}, {"quiet 23.00 \xe2\x80\x93 8.00", 1380, 480},
        {"quiet 13:00-14:00", 780, 840}, {"quiet 22:00-24:00", 1320, 0}, {"quiet off", 0, 0}, {"quiet hours off", 0, 0}, {"quiet none", 0, 0},
        {"quiet", -1, 0}, {"quiet 22:00", -1, 0}, {"quiet 22:00-22:00", -1, 0}, {"quiet 25-7", -1, 0}, {"quiet at night", -1, 0}, {"quiet -7", -1, 0},
        {"quiet 22:00-07:00-08:00", -1, 0},
    };
    struct fixture *x = fixture_open(state);
    struct person before = {0};

    fixture_member(x, ann);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *said = set(x, rows[i].written);
        struct person p = fixture_person(x, ann);

        if (rows[i].from < 0) {
            assert_non_null(strstr(said, "\"set quiet 22:00-07:00\""));
            assert_int_equal(p.quiet_from, before.quiet_from);
        } else {
            assert_int_equal(p.quiet_from, rows[i].from);
            assert_int_equal(p.quiet_until, rows[i].until);
        }
        before = p;
    }
    assert_non_null(strstr(set(x, "quiet 22-7"), "quiet is now: 22:00-07:00\n"));
    assert_non_null(strstr(set(x, "quiet off"), "quiet is now: off\n"));
}

static void timezone_setting(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    assert_string_equal(set(x, "timezone +05:30"), "timezone is now: +05:30 (where it is 13:30 now)\n");
    assert_string_equal(fixture_person(x, ann).zone, "+05:30");
    assert_non_null(strstr(set(x, "timezone ../../etc/passwd"), "no time zone \"../../etc/passwd\""));
    assert_non_null(strstr(set(x, "timezone"), "Europe/Berlin"));
    assert_string_equal(fixture_person(x, ann).zone, "+05:30");
    assert_non_null(strstr(set(x, "quiet 22-7"), "+05:30"));
    assert_string_equal(set(x, "timezone utc"), "timezone is now: UTC (where it is 08:00 now)\n");
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SETTINGS, ""), "command");
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "timezone: UTC (where it is 08:00 now)\n"));
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "quiet: 22:00-07:00\n"));
}

UNIT_MAIN(UNIT(quiet), UNIT(timezone_setting))
