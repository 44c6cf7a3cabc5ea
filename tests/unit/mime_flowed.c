#include "unit.h"

#include "mime/private.h"

static void flowed(void **state)
{
    static const struct {
        const char *text, *out;
        bool delsp;
    } cases[] = {
        {"one \ntwo\nthree\n", "one two\nthree\n", false},
        {"one \ntwo\n", "onetwo\n", true},
        {"a\n-- \nsig\n", "a\n-- \nsig\n", false},
        {"a \n-- \nsig\n", "a \n-- \nsig\n", false},
        {" From x\n", "From x\n", false},
        {"  two\n", " two\n", false},
        {"> quoted \n> more\nmine\n", "> quoted more\nmine\n", false},
        {"> quoted \nmine\n", "> quoted \nmine\n", false},
        {">> a \n>> b\n> c\n", ">> a b\n> c\n", false},
        {"> -- \n> sig\n", "> -- \n> sig\n", false},
        {">\n", ">\n", false},
        {"open ", "open \n", false},
        {"", "", false},
        {"\n\n", "\n\n", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;

        buf_init(&out, *state, 1000);
        mime_unflow(&out, str_of(cases[i].text), cases[i].delsp);
        assert_string_equal(buf_string(&out), cases[i].out);
    }
}

UNIT_MAIN(UNIT(flowed))
