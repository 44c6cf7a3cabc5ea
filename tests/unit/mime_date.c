#include "unit.h"

#include "mime/private.h"

static void dates(void **state)
{
    static const struct {
        const char *value;
        int64_t seconds; /* -1: none */
    } cases[] = {
        {"Mon, 01 Jan 2024 12:34:56 +0100", 1704108896},
        {"1 Jan 2024 12:34:56 +0100", 1704108896},
        {"Mon, 01 Jan 2024 12:34 +0100", 1704108840},
        {"Mon, 01 Jan 2024 12:34:56 GMT", 1704112496},
        {"Mon, 01 Jan 2024 12:34:56 UT", 1704112496},
        {"Mon, 01 Jan 2024 12:34:56 Z", 1704112496},
        {"Mon, 01 Jan 2024 12:34:56 -0000", 1704112496},
        {"Mon, 01 Jan 2024 12:34:56 EST", 1704130496},
        {"Mon, 01 Jan 2024 12:34:56 PDT", 1704137696},
        {"Mon, 01 Jan 2024 12:34:56 +0530", 1704092696},
        {"Mon, 01 Jan 2024 12:34:56 GMT+0100", 1704108896},
        {"Mon, 01 Jan 2024 12:34:56", 1704112496},
        {"Mon (x), 01 (y) Jan 2024 12 : 34 : 56 +0100", 1704108896},
        {"Mon, 01 Jan 2024 12:34:56 +0100 (CET)", 1704108896},
        {"Sat, 01 Jan 94 12:34:56 +0000", 757427696},
        {"Mon, 01 Jan 24 12:34:56 +0000", 1704112496},
        {"Thu, 01 Jan 104 12:34:56 +0000", 1072960496},
        {"Mon Jan  1 12:34:56 2024", 1704112496},
        {"Mon, 1-Jan-2024 12:34:56 +0100", 1704108896},
        {"29 Feb 2024 00:00:00 +0000", 1709164800},
        {"31 Dec 2024 23:59:60 +0000", 1735689600},
        {"1 Jan 1970 00:00:00 +0000", 0},
        {"1 Jan 1970 00:00:00 +0100", -1},
        {"2024-01-01T12:34:56Z", -1},
        {"garbage", -1},
        {"", -1},
        {"Mon, 99 Jan 2024 12:34:56 +0000", -1},
        {"Mon, 01 Jan 2024 99:34:56 +0000", -1},
        {"Mon, 01 Jan 2024 12:60:56 +0000", -1},
        {"Mon, 01 Jan 99999999999 12:34:56 +0000", -1},
        {"Mon, 01 Foo 2024 12:34:56 +0000", -1},
        {"Mon, 01 Jan 2024", -1},
        {"01 01 01 01:01:01", -1},
        {"(((((((((", -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t seconds = -1;
        bool found = mime_date(str_of(cases[i].value), &seconds);

        if (found != (cases[i].seconds >= 0) || (found && seconds != cases[i].seconds))
            print_message("# %s\n", cases[i].value);
        assert_int_equal(found, cases[i].seconds >= 0);
        if (found)
            assert_true(seconds == cases[i].seconds);
    }
}

UNIT_MAIN(UNIT(dates))
