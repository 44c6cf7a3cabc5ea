#include "forum/words.h"
#include "forum_fixture.h"

static uint64_t asked_by(struct fixture *x, uint64_t author)
{
    struct post q = {.kind = POST_QUESTION,
                     .category = x->category,
                     .author = author,
                     .name = (char *)"",
                     .title = (char *)"t",
                     .body = (char *)"b"};

    OK(store_post_add(x->f.db, &q, &x->why));
    return q.id;
}

static void words(void **state)
{
    (void)state;
    assert_true(name_adjective_count >= 100 && name_noun_count >= 100);
    for (size_t i = 0; i < name_adjective_count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(name_adjectives[i], name_adjectives[j]);
    for (size_t i = 0; i < name_noun_count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(name_nouns[i], name_nouns[j]);
}

/* The same in one thread, and across threads no more alike than chance makes them. */
static void pseudonyms(void **state)
{
    struct fixture *x = fixture_open(state);
    struct person p = {.id = fixture_member(x, "ann@a.example")};
    char *before = NULL;
    unsigned same = 0;

    for (uint64_t thread = 1; thread <= 50; thread++) {
        uint64_t question = asked_by(x, p.id);
        char *one, *two;

        OK(forum_shown_name(&x->f, x, &p, question, true, &one, &x->why));
        OK(forum_shown_name(&x->f, x, &p, question, false, &two, &x->why));
        assert_string_equal(one, two);
        assert_non_null(strchr(one, ' '));
        same += before != NULL && strcmp(before, one) == 0;
        before = one;
    }
    assert_true(same <= 1);
}

/* Many people in one thread: nobody shares a name. */
static void unique_in_thread(void **state)
{
    struct fixture *x = fixture_open(state);
    struct person p = {.id = fixture_member(x, "ann@a.example")};
    uint64_t question = asked_by(x, p.id);
    char *names[300];

    for (unsigned i = 0; i < 300; i++) {
        struct person one = {.id = fixture_member(x, mem_format(x, "p%u@a.example", i))};

        OK(forum_shown_name(&x->f, x, &one, question, true, &names[i], &x->why));
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(names[i], names[j]);
    }
}

/* Who chose a handle after taking part keeps the old name in that thread: else the handle would tell whose it was. */
static void sticks(void **state)
{
    struct fixture *x = fixture_open(state);
    struct person p = {.id = fixture_member(x, "ann@a.example")};
    uint64_t question = asked_by(x, p.id);
    char *before, *after, *fresh;

    OK(forum_shown_name(&x->f, x, &p, question, true, &before, &x->why));
    p.name_mode = NAME_HANDLE;
    p.handle = mem_string(x, "Ann B");
    OK(forum_shown_name(&x->f, x, &p, question, true, &after, &x->why));
    OK(forum_shown_name(&x->f, x, &p, 0, true, &fresh, &x->why));
    assert_string_equal(before, after);
    assert_string_equal(fresh, "Ann B");
    p.name_mode = NAME_ANONYMOUS;
    OK(forum_shown_name(&x->f, x, &p, 0, true, &fresh, &x->why));
    assert_string_equal(fresh, "Anonymous");
}

/* Nobody speaks for somebody else: a handle that looks like a name that stands in a thread, or was given there, is not shown in it. */
static void nobody_elses(void **state)
{
    static const char *const handles[] = {"Quiet Fern", "quiet-fern", "Qu1et F\xc3\xa8rn", "Slow Snail"};
    struct fixture *x = fixture_open(state);
    uint64_t ann = fixture_member(x, "ann@a.example");
    struct person eve = {.id = fixture_member(x, "eve@e.example"), .name_mode = NAME_HANDLE};
    struct post q = {.kind = POST_QUESTION,
                     .category = x->category,
                     .author = ann,
                     .name = (char *)"Quiet Fern",
                     .title = (char *)"t",
                     .body = (char *)"b"};
    char *name;

    OK(store_post_add(x->f.db, &q, &x->why));
    OK(store_pseudonym_set(x->f.db, q.thread, fixture_member(x, "bob@b.example"), "Slow Snail", &x->why)); /* who read it */
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) {
        eve.handle = mem_string(x, handles[i]);
        OK(forum_shown_name(&x->f, x, &eve, q.thread, false, &name, &x->why));
        assert_string_not_equal(name, handles[i]);
        OK(forum_shown_name(&x->f, x, &eve, q.thread + 1, false, &name, &x->why));
        assert_string_equal(name, handles[i]);
    }
    eve.handle = mem_string(x, "Loud Fern");
    OK(forum_shown_name(&x->f, x, &eve, q.thread, false, &name, &x->why));
    assert_string_equal(name, "Loud Fern");
}

static void handles(void **state)
{
    static const struct {
        const char *name;
        bool allowed;
    } rows[] = {
        {"Ann", true},
        {"Al", true},
        {"Jürgen", true},
        {"Анна", true},
        {"a b-c.d", true},
        {"O'Neil 2", true},
        {"twenty characters ok", true},
        {"a", false},
        {"", false},
        {"this is more than twenty", false},
        {"12", false},
        {"ann@a", false},
        {"a\nb", false},
        {"a\xe2\x80\xae"
         "b",
         false},
        {"a\xff"
         "b",
         false},
        {"<b>", false},
        {"admin", false},
        {"Admin", false},
        {"Mod erator", false},
        {"0perator", false},
        {"\xd0\xb0"
         "dmin",
         false},
        {"M0DERAT0R", false},
        {"anonymous", false},
        {"Some one", false}, /* who is forgotten */
        {"Support", false},
        {"post-master", false},
        {"Admin Team", false},
        {"Ann Admin", false},
        {"Ann-Admin", false},
        {"Mind Wellness Crew", true}, /* the forum's name has an "&" */
        {"Moderators", false},
        {"ModeratorTeam", false},
        {"Mod erators", false},
        {"Administratör", false},
        {"\xf0\x9d\x96\xba\xf0\x9d\x96\xbd\xf0\x9d\x97\x86\xf0\x9d\x97\x82\xf0\x9d\x97\x87", false}, /* mathematical letters: admin */
        {"\xe2\x92\xb6nn", false},                     /* a circled A is no letter */
        {"\xe3\x85\xa4\xe3\x85\xa4", false},         /* Hangul fillers: nothing to see */
        {"\xe1\x8e\xaann", false},                     /* a Cherokee letter that looks like A */
        {"Moderation", false}, /* in the languages that are built in */
        {"Die Redaktion", false},
        {"Jemand", false},
        {"Betreiberin", false},
        {"Moderato", true},
        {"Modest Fox", true},
        {"Rooted", true},
        {"Helena", true},
        {"\xe7\x94\xb0\xe4\xb8\xad\xe3\x81\x8b Ken", true}, /* Han, Hiragana, Latin */
    };
    struct fixture *x = fixture_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((name_problem(&x->f, x, str_of(rows[i].name)) == NULL) != rows[i].allowed)
            fail_msg("\"%s\"", rows[i].name);
}

static void folding(void **state)
{
    static const char *const same[][2] = {
        {"Anna", "ANNA"},
        {"Anna", "\xd0\x90nn\xd0\xb0"},
        {"Bob", "B0b"},
        {"Bill", "Bi11"},
        {"Zoe", "Zo\xc3\xab"},
        {"Quiet Fern", "quiet-fern"},
        {"Ann", "\xef\xbc\xa1nn"},
        {"Sam", "5am"},
        {"Ilse", "llse"},
        {"Ann", "\xf0\x9d\x90\x80\xf0\x9d\x90\xa7\xf0\x9d\x90\xa7"}, /* mathematical letters */
        {"Ann", "\xc9\x91nn"},
    };
    static const char *const differ[][2] = {{"Anna", "Ann"}, {"Bob", "Rob"}, {"Tim", "Tom"}, {"Анна", "Инна"}};

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(name_fold(*state, str_of(same[i][0])), name_fold(*state, str_of(same[i][1])));
    for (size_t i = 0; i < sizeof differ / sizeof *differ; i++)
        assert_string_not_equal(name_fold(*state, str_of(differ[i][0])), name_fold(*state, str_of(differ[i][1])));
}

UNIT_MAIN(UNIT(words), UNIT(pseudonyms), UNIT(unique_in_thread), UNIT(sticks), UNIT(nobody_elses), UNIT(handles), UNIT(folding))
