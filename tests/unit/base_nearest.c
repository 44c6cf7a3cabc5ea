#include "unit.h"

#include "base/nearest.h"

static void distances(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } rows[] = {{"", "", 0},       {"", "abc", 3},        {"abc", "", 3},       {"relay", "relay", 0}, {"Relay", "relay", 0},
                {"realy", "relay", 1}, {"rely", "relay", 1}, {"relaxy", "relay", 1}, {"rexay", "relay", 1},
                {"kitten", "sitting", 3}, {"ca", "abc", 3}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(nearest_distance(str_of(rows[i].a), str_of(rows[i].b)), rows[i].distance);
}

static void offers(void **state)
{
    static const char *const words[] = {"category", "check", "serve", "search", NULL};
    static const struct {
        const char *typed, *wanted;
    } rows[] = {{"categry", "category"}, {"chekc", "check"}, {"sreve", "serve"}, {"seach", "search"}, {"frobnicate", NULL}, {"", NULL}, {"x", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct nearest best = {0};

        for (size_t w = 0; words[w] != NULL; w++)
            nearest_offer(&best, str_of(rows[i].typed), words[w]);
        if (rows[i].wanted == NULL)
            assert_null(best.word);
        else
            assert_string_equal(best.word, rows[i].wanted);
    }
}

static void long_words(void **state)
{
    char *word = mem_zero(*state, 100000);
    struct nearest best = {0};

    memset(word, 'a', 99999);
    nearest_offer(&best, str_of(word), "relay");
    assert_null(best.word);
}

UNIT_MAIN(UNIT(distances), UNIT(offers), UNIT(long_words))
