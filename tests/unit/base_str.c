#include "unit.h"

#include "base/str.h"

static void lines(void **state)
{
    struct str rest = STR("one\r\ntwo\n\nlast"), line;
    const char *const wanted[] = {"one", "two", "", "last"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_next_line(&rest, &line));
        assert_true(str_equal(line, str_of(wanted[i])));
    }
    assert_false(str_next_line(&rest, &line));
}

static void numbers(void **state)
{
    uint64_t n;

    (void)state;
    assert_true(str_number(STR("18446744073709551615"), UINT64_MAX, &n));
    assert_true(n == UINT64_MAX);
    assert_false(str_number(STR("18446744073709551616"), UINT64_MAX, &n));
    assert_false(str_number(STR("11"), 10, &n));
    assert_true(str_number(STR("10"), 10, &n));
    assert_false(str_number(STR(""), 10, &n));
    assert_false(str_number(STR("1a"), 100, &n));
    assert_false(str_number(STR("-1"), 100, &n));
    assert_true(str_number(STR("0"), 0, &n));
    assert_false(str_number(STR("1"), 0, &n));
}

static void parts(void **state)
{
    struct str rest = STR("a,,b,"), part;
    const char *const wanted[] = {"a", "", "b", ""};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_next_part(&rest, ',', &part));
        assert_true(str_equal(part, str_of(wanted[i])));
    }
    assert_false(str_next_part(&rest, ',', &part));
}

UNIT_MAIN(UNIT(lines), UNIT(numbers), UNIT(parts))
