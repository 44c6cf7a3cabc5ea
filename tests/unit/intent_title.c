#include "unit.h"

#include "intent/private.h"

static const struct {
    const char *subject;
    const char *words;
    const char *title;
    const char *body; /* NULL: the words */
    const char *tags; /* joined by commas */
    bool from_body;
} rows[] = {
    {"Will therapy be recorded?", "Body.", "Will therapy be recorded?", NULL, "", false},
    {"Re: Will therapy be recorded?", "Body.", "Will therapy be recorded?", NULL, "", false},
    {"AW: Re[2]: Fwd: WG: SV: Will it be recorded?", "Body.", "Will it be recorded?", NULL, "", false},
    {"回复：Will it be recorded?", "Body.", "Will it be recorded?", NULL, "", false},
    {"[Forum] [EXT] Will it be recorded? [private]", "Body.", "Will it be recorded?", NULL, "", false},
    {"Regarding sleep and dreams", "Body.", "Regarding sleep and dreams", NULL, "", false},
    {"Will it be recorded? #Privacy #records", "Body.", "Will it be recorded?", NULL, "privacy,records", false},
    {"#sleep How does #insomnia begin at night?", "Body.", "How does insomnia begin at night?", NULL, "sleep,insomnia", false},
    {"My #1 problem with sleep", "Body.", "My #1 problem with sleep", NULL, "", false},
    {"", "Can I sleep less? I am tired.", "Can I sleep less?", NULL, "", true},
    {"Help", "Can I sleep\nless than others do. I am tired.", "Can I sleep less than others do", NULL, "", true},
    {"Help", "Hi. Can I sleep less?", "Hi. Can I sleep less?", NULL, "", true},
    {"?", "Hello all,\n\nCan I sleep less than others?", "Can I sleep less than others?", NULL, "", true},
    {"?", "Sehr geehrte Damen und Herren,\n\nwie schlafe ich besser ein?", "wie schlafe ich besser ein?", NULL, "", true},
    {"?", "Guten Tag!\n\nWie schlafe ich besser ein?", "Wie schlafe ich besser ein?", NULL, "", true},
    {"?", "Himmel noch mal!\n\nWie schlafe ich ein?", "Himmel noch mal!", NULL, "", true},
    {"?", "**Can I sleep less than others?**\nYes?", "Can I sleep less than others?", NULL, "", true},
    {"Short", "No.", "Short", NULL, "", false},
    {"One two three four five six seven eight nine ten", "Body.", "One two three four five six seven", "... eight nine ten\n\nBody.", "", false},
};

static void titles(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct intent out = {.words = mem_string(*state, rows[i].words)};
        struct buf tags;

        title_make(*state, str_of(rows[i].subject), 12, 35, &out);
        if (strcmp(out.title, rows[i].title) != 0)
            fail_msg("\"%s\": \"%s\"", rows[i].subject, out.title);
        assert_string_equal(out.words, rows[i].body == NULL ? rows[i].words : rows[i].body);
        assert_int_equal(out.title_from_body, rows[i].from_body);
        buf_init(&tags, *state, 1000);
        for (size_t t = 0; t < out.tag_count; t++)
            buf_format(&tags, "%s%s", t > 0 ? "," : "", out.tags[t]);
        assert_string_equal(buf_string(&tags), rows[i].tags);
    }
}

static const struct {
    const char *words;
    const char *left;
    const char *name;
    bool anonymous;
    size_t tags;
} headers[] = {
    {"Name: Quiet Fern\n\nBody.", "Body.", "Quiet Fern", false, 0},
    {"**Name:** Quiet Fern\\\n**Tags:** sleep, dreams\n\nBody.", "Body.", "Quiet Fern", false, 2},
    {"Tags: sleep dreams night\nAnonymous\nBody.", "Body.", NULL, true, 3},
    {"Anonymous:\n\nBody.", "Body.", NULL, true, 0},
    {"Anonym\nBody.", "Body.", NULL, true, 0},
    {"Anonym: ja\nBody.", "Body.", NULL, true, 0},
    {"Schlagworte: schlaf, traum\nnom: Quiet Fern\nBody.", "Body.", "Quiet Fern", false, 2},
    {"Body.\nName: Ann", "Body.\nName: Ann", NULL, false, 0},
    {"Name of the game: sleep.", "Name of the game: sleep.", NULL, false, 0},
    {"Anonymous people asked: what?", "Anonymous people asked: what?", NULL, false, 0},
    {"Name:\nBody.", "Name:\nBody.", NULL, false, 0},
    {"Tags: #Sleep, sleep\n", "", NULL, false, 1},
};

static void pseudo(void **state)
{
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        struct intent out = {.words = mem_string(*state, headers[i].words)};

        pseudo_headers(*state, &out);
        assert_string_equal(out.words, headers[i].left);
        assert_int_equal(out.anonymous, headers[i].anonymous);
        assert_int_equal(out.tag_count, headers[i].tags);
        if (headers[i].name == NULL)
            assert_null(out.name);
        else
            assert_string_equal(out.name, headers[i].name);
    }
}

static void same(void **state)
{
    assert_true(title_same(*state, STR("Re: Will it be recorded?"), STR("Will it be recorded?")));
    assert_true(title_same(*state, STR("[EXTERNAL] AW: Will it be recorded?"), STR("Re: Will it be recorded?")));
    assert_true(title_same(*state, STR("Re: EXTERN: Will it be recorded?"), STR("Will it be recorded?")));
    assert_false(title_same(*state, STR("Lunch"), STR("Will it be recorded?")));
    assert_false(title_same(*state, STR(""), STR("Will it be recorded?")));
}

UNIT_MAIN(UNIT(titles), UNIT(pseudo), UNIT(same))
