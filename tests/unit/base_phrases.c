#include "unit.h"

#include "base/buf.h"
#include "base/phrases.h"

static const struct {
    const char *phrase;
    int number;
} table[] = {{"out of office", 1}, {"out of", 2}, {"ab", 3}, {"\xe4\xb8\x8d\xe5\x9c\xa8", 4}, {"\xc3\xa9t\xc3\xa9", 5}, {"don't", 6},
         {"out of office", 7}, {"absent now", 8}, {"absence", 9}, {"absent", 10}};

static struct phrases phrases = PHRASES(table);

/* The numbers of what is found, in order. */
static const char *found(const void *ctx, const char *text)
{
    struct str folded = phrases_fold(ctx, str_of(text));
    struct phrase_hit hit;
    struct buf out;
    size_t at = 0;

    buf_init(&out, ctx, 200);
    while (phrases_next(&phrases, folded, &at, &hit)) {
        assert_true(hit.start < hit.end && hit.end <= folded.n);
        buf_format(&out, "%d", table[hit.row].number);
    }
    return buf_string(&out);
}

static void finds(void **state)
{
    static const struct {
        const char *text, *found;
    } rows[] = {
        {"", ""},
        {"Out of  Office", "1"},         /* the longest of those that begin together */
        {"out\r\n\r\n   of\n the", "2"}, /* over line ends */
        {"without office", ""},          /* no word begins there */
        {"abc cab ab", "33"},            /* a phrase may end inside a word */
        {"x\xc3\xa9" "ab", ""},
        {"\xe6\x88\x91\xe4\xb8\x8d\xe5\x9c\xa8", "4"}, /* where no spaces divide words, anywhere */
        {"\xc3\x89T\xc3\x89", "5"},
        {"I don\xe2\x80\x99t", "6"},
        {"out o", ""},
        {"absent  now", "8"},   /* phrases that begin alike, one inside another */
        {"absent nor", "10"},
        {"absences, abse", "93"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(found(*state, rows[i].text), rows[i].found);
}

static void folds(void **state)
{
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"  A\tB\r\n", "  a b  "},
        {"a\xc2\xa0" "b\xe3\x80\x80" "c", "a  b   c"},
        {"\xc4\xb0 \xc8\xba", "\xc4\xb0 \xc8\xba"}, /* whose small letters are shorter or longer */
        {"\xd0\x96", "\xd0\xb6"},
        {"\xe2\x80\x99", "'\1\1"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str folded = phrases_fold(*state, str_of(rows[i].text));

        assert_int_equal(folded.n, strlen(rows[i].text));
        assert_string_equal(str_dup(*state, folded), rows[i].folded);
    }
}

static void at_one_place(void **state)
{
    struct phrase_hit hit;

    (void)state;
    assert_true(phrases_at(&phrases, STR("an ab"), 3, &hit));
    assert_int_equal(hit.end, 5);
    assert_false(phrases_at(&phrases, STR("an ab"), 0, &hit));
    assert_false(phrases_at(&phrases, STR("an ab"), 5, &hit));
}

UNIT_MAIN(UNIT(finds), UNIT(folds), UNIT(at_one_place))
