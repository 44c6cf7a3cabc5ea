#include "unit.h"

#include "seal/seal.h"

#define LONG "abcdefghijklmnopqrstuvwxyz234567abcdefgh" /* 40 */
#define SHORT "abcdefghijklmnopqrstuvw"                 /* 23 */
#define LETTERS "abcdefghijklmnopqrstuvwxyzabcdefghijklmn" /* 40, no digit */

static void rows(void **state)
{
    static const struct {
        const char *text, *wanted;
    } table[] = {
        {"", ""},
        {"nothing here", "nothing here"},
        {"r" LONG "@forum.example", "[]"},
        {"Reply to <r" LONG "@forum.example>.", "Reply to <[]>."},
        {"R" LONG "@FORUM.Example", "[]"},
        {"d" LONG "@forum.example u" LONG "@forum.example", "[] []"},
        {"c" LONG "@forum.example,m" LONG "@forum.example", "[],[]"},
        {"r" LETTERS "@forum.example", "[]"},
        {"mailto:d" LONG "%40forum.example?subject=mute", "mailto:[]?subject=mute"},
        {"%3Cr" LONG "%40forum.example%3E", "%3C[]%3E"},
        {"b" SHORT "@forum.example", "[]"},
        {"forum+r" LONG "@forum.example", "[]"},
        {"to my-forum+b" SHORT "@forum.example!", "to []!"},
        {"r" LONG, "[]"},                                  /* without the domain it works as well */
        {"http://x/?to=r" LONG "&y", "http://x/?to=[]&y"},
        {"r" LETTERS, "r" LETTERS},                        /* a very long word is no token */
        {"x" LONG, "x" LONG},
        {"r" LONG "a", "r" LONG "a"},
        {"b" SHORT, "b" SHORT},                            /* nobody can do anything with it */
        {"r" LONG "@other.example", "[]@other.example"},
        {"r" LETTERS "@other.example", "r" LETTERS "@other.example"},
        {"psychotherapy@forum.example", "psychotherapy@forum.example"},
        {"r" LONG "@forum.example\nr" LONG "@forum.example\n", "[]\n[]\n"},
        {"gr\xc3\xbc\xc3\x9f" "e r" LONG "@forum.example", "gr\xc3\xbc\xc3\x9f" "e []"},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf out;

        buf_init(&out, *state, 10000);
        token_scrub(&out, str_of(table[i].text), STR("forum.example"), STR("[]"));
        if (strcmp(buf_string(&out), table[i].wanted) != 0)
            fail_msg("row %zu: %s became %s", i, table[i].text, buf_string(&out));
    }
}

static void limits(void **state)
{
    size_t n = 1 << 20;
    char *text = mem_zero(*state, n + 1);
    struct buf out;

    /* linear on what would make it look back or forward again and again */
    for (size_t i = 0; i < n; i++)
        text[i] = i % 2 == 0 ? '+' : 'r';
    buf_init(&out, *state, n);
    token_scrub(&out, str_from(text, n), STR("forum.example"), STR("[]"));
    assert_int_equal(out.n, n);
    buf_init(&out, *state, 10);
    token_scrub(&out, str_from(text, n), STR("forum.example"), STR("[]"));
    assert_true(out.full);
    buf_init(&out, *state, 100);
    token_scrub(&out, STR("r" LONG "@forum.example"), STR_EMPTY, STR("[]"));
    assert_string_equal(buf_string(&out), "[]@forum.example");
}

UNIT_MAIN(UNIT(rows), UNIT(limits))
