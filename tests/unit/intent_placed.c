/* Words with what they stand below, of which a reply to a digest is made. */
#include "unit.h"

#include "intent/private.h"

#define TOKEN "raaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"

static const struct {
    const char *what, *text, *words, *placed;
} rows[] = {
    {"above all quotes", "My words.\n\n> 1. One?\n> Text.\n", "My words.", "My words.\n"},
    {"below a quote, more of it below", "> 1. One?\n>\n> Text.\n\nMy words.\n\n> 2. Two?\n", "My words.", "> Text.\n\nMy words.\n"},
    {"the last paragraph only", "> Before.\n> \n> First line\n> and second.\n\nMine.\n> 2. Two?\n", "Mine.", "> First line\n> and second.\n\nMine.\n"},
    {"twice", "> One.\n\nFor one.\n\n> Two.\n\nFor two.\n", "For one.\n\nFor two.", "> One.\n\nFor one.\n\n> Two.\n\nFor two.\n"},
    {"a quote that was kept is not given twice", "> One.\n\nFor one.\n", "> One.\n\nFor one.", "> One.\n\nFor one.\n"},
    {"one post quoted, words at the end", "> Text.\n> Answer: " TOKEN "@x\n\nMine.\n", "Mine.", "> Text.\n> Answer: " TOKEN "@x\n\nMine.\n"},
    {"all posts quoted, words at the end", "> A.\n> Answer: " TOKEN "@x\n>\n> B.\n> Answer: " TOKEN "@x\n\nMine.\n", "Mine.", "Mine."},
    {"greeting above, words at the end", "Hello,\n> A.\n> Answer: " TOKEN "@x\n>\n> B.\n> Answer: " TOKEN "@x\n\nMine.\n", "Hello,\n\nMine.", "Hello,\n\nMine."},
    {"words that are not there", "> A.\n\nOther.\n", "Mine.", "Mine."},
    {"nothing", "> A.\n", "", ""},
};

static void placed(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = placed_words(*state, str_of(rows[i].text), str_of(rows[i].words));

        if (strcmp(got, rows[i].placed) != 0)
            fail_msg("%s: \"%s\"", rows[i].what, got);
    }
}

UNIT_MAIN(UNIT(placed))
