#include "forum_fixture.h"

#include "store/moderation.h"

/* help, categories, mine, and the welcome: what each kind of person is told. */

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";

static const char *told(struct fixture *x, const char *from, enum verb verb, const char *argument, const char *pair)
{
    APPLY(x, fixture_command(x, from, "request", INTENT_COMMANDS, verb, argument), "command");
    for (size_t i = 0; i < x->changes.count; i++)
        if (fixture_pair(&x->changes.list[i], pair) != NULL)
            return fixture_pair(&x->changes.list[i], pair);
    return "";
}

static void post(struct fixture *x, const char *from, const char *title)
{
    APPLY(x, fixture_question(x, from, title, "These are the words of it, long enough."), "question-posted");
}

/* Whose help has what in it, and what not. */
static void by_rights(void **state)
{
    static const struct {
        enum rung everywhere, in_sleep;
        bool hides, told;
    } rows[] = {{RUNG_REACHABLE, RUNG_UNKNOWN, false, false},
                {RUNG_TRUSTED, RUNG_UNKNOWN, false, false},
                {RUNG_TRUSTED, RUNG_EXPERT, false, false},
                {RUNG_EDITOR, RUNG_UNKNOWN, true, false},
                {RUNG_TRUSTED, RUNG_EDITOR, true, false},
                {RUNG_TRUSTED, RUNG_MODERATOR, true, true},
                {RUNG_ADMIN, RUNG_UNKNOWN, true, true}};
    struct fixture *x = fixture_open(state);
    struct person p;

    fixture_member(x, ann);
    p = fixture_person(x, ann);
    x->conf->limits.automatic_per_day = 100;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text;

        p.rung = rows[i].everywhere;
        OK(person_save(&x->f, &p, &x->why));
        OK(store_role_set(x->f.db, p.id, x->other, rows[i].in_sleep, &x->why));
        text = told(x, ann, VERB_HELP, "", "text");
        assert_int_equal(strstr(text, "\n  hide ") != NULL, rows[i].hides);
        assert_int_equal(strstr(text, "\nFOR EDITORS AND MODERATORS\n") != NULL, rows[i].hides);
        assert_int_equal(strstr(text, "You are a moderator") != NULL, rows[i].told);
        assert_int_equal(strstr(text, "\"set notify flagged daily\"") != NULL, rows[i].told);
        assert_int_equal(strstr(text, "\n  admit ann@example.org ") != NULL, rows[i].told);
        assert_non_null(strstr(text, "\n  points\n"));
        assert_non_null(strstr(text, "You have 100 points, and 0 of your posts were accepted."));
        assert_int_equal(strstr(told(x, ann, VERB_HELP, "hide", "text"), "  hide Q") != NULL, rows[i].hides);
    }
}

/* Examples are made of what is there, and of what is theirs. */
static void examples(void **state)
{
    struct fixture *x = fixture_open(state);
    const char *text;

    x->conf->limits.hold_newcomer = 0;
    x->conf->limits.automatic_per_day = 100;
    fixture_member(x, ann);
    fixture_member(x, bob);
    text = told(x, ann, VERB_HELP, "", "text");
    assert_non_null(strstr(text, "such as health@forum.example"));
    assert_non_null(strstr(text, "  get Q12\n"));
    post(x, ann, "Does valerian help somebody who lies awake?");
    x->f.now++;
    post(x, bob, "Another question about something else");
    text = told(x, ann, VERB_HELP, "", "text");
    assert_non_null(strstr(text, "  get Q1\n"));
    assert_non_null(strstr(text, "  search another question\n"));
    assert_non_null(strstr(text, "  list unanswered health\n"));
    assert_non_null(strstr(told(x, bob, VERB_HELP, "", "text"), "  get Q2\n"));
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "health"), "subscribed");
    text = told(x, ann, VERB_HELP, "", "text");
    assert_non_null(strstr(text, "  subscribe sleep\n"));
    assert_non_null(strstr(text, "  unsubscribe health\n"));
    assert_non_null(strstr(text, "  follow Q1\n"));
}

/* Whatever does something stands in the help of who may do everything. */
static void every_word(void **state)
{
    struct fixture *x = fixture_open(state);
    struct person p;
    const char *text;

    fixture_member(x, ann);
    p = fixture_person(x, ann);
    p.rung = RUNG_ADMIN;
    OK(person_save(&x->f, &p, &x->why));
    text = told(x, ann, VERB_HELP, "", "text");
    for (const struct verb_row *row = intent_verbs; row->verb != VERB_NONE; row++)
        if (command_known(row->verb) && strstr(text, mem_format(x, "\n  %s", row->word)) == NULL)
            fail_msg("help says nothing of %s", row->word);
}

static void one_word(void **state)
{
    struct fixture *x = fixture_open(state);
    const char *text;

    x->conf->limits.automatic_per_day = 100;
    fixture_member(x, ann);
    text = told(x, ann, VERB_HELP, "subscribe", "text");
    assert_non_null(strstr(text, "  subscribe health\n"));
    assert_non_null(strstr(text, "Other words for it: join.\n"));
    assert_null(strstr(text, "points"));
    assert_non_null(strstr(told(x, ann, VERB_HELP, "SET", "text"), "notify answer"));
    text = told(x, ann, VERB_HELP, "subscribr", "text");
    assert_non_null(strstr(text, "\"subscribr\" is nothing the forum knows. Did you mean \"subscribe\"?"));
    assert_non_null(strstr(text, "\n  points\n"));
    assert_non_null(strstr(told(x, ann, VERB_HELP, "xyzzyx", "text"), "\"xyzzyx\" is nothing the forum knows.\n"));
}

static void newcomers(void **state)
{
    struct fixture *x = fixture_open(state);
    const char *text;

    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_HELP, ""), "help");
    text = fixture_pair(fixture_told(x, NOTICE_TOLD), "text");
    assert_non_null(strstr(text, "  subscribe health\n"));
    assert_non_null(strstr(text, "  stop\n"));
    assert_non_null(strstr(text, "sleep@forum.example"));
    assert_null(strstr(text, "  points\n"));
    assert_null(strstr(text, "YOURSELF"));
    assert_null(strstr(text, "You have"));
}

static void welcome(void **state)
{
    struct fixture *x = fixture_open(state);
    const struct change *c;
    unsigned lines = 0;

    x->conf->limits.hold_newcomer = 0;
    fixture_member(x, ann);
    fixture_member(x, bob);
    for (unsigned i = 1; i <= 7; i++) {
        x->f.now++;
        post(x, ann, mem_format(x, "A question of which there are several: %u", i));
    }
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribed");
    c = fixture_told(x, NOTICE_WELCOME);
    assert_non_null(c);
    assert_string_equal(fixture_pair(c, "categories"), "health\tHealth\t\t\nsleep\tSleep\t\tyours\n");
    for (const char *p = fixture_pair(c, "items"); *p != '\0'; p++)
        lines += *p == '\n';
    assert_int_equal(lines, 5);
    assert_int_equal(strncmp(fixture_pair(c, "items"), "7 ", 2), 0);
    assert_int_equal(command_number(str_of(fixture_pair(c, "undo_verb"))), VERB_UNSUBSCRIBE);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "health"), "subscribed");
    assert_null(fixture_told(x, NOTICE_WELCOME));
    assert_non_null(fixture_told(x, NOTICE_TOLD));
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_UNSUBSCRIBE, "all"), "unsubscribed");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribed");
    assert_null(fixture_told(x, NOTICE_WELCOME)); /* once in a life */
}

static void mine(void **state)
{
    struct fixture *x = fixture_open(state);
    const char *items;

    x->conf->limits.hold_newcomer = 0;
    x->conf->limits.automatic_per_day = 100;
    fixture_member(x, ann);
    fixture_member(x, bob);
    assert_non_null(strstr(told(x, ann, VERB_MINE, "", "text"), "have not written anything"));
    post(x, ann, "The first question of somebody");
    x->f.now++;
    post(x, bob, "The question of somebody else");
    x->f.now++;
    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_question(x, ann, "The second question of somebody", "These are the words of it, long enough."), "waits-all");
    items = told(x, ann, VERB_MINE, "", "items");
    assert_int_equal(strncmp(items, "1 your question, shown as ", 26), 0);
    assert_null(strstr(items, "\n2 "));
    assert_non_null(strstr(told(x, ann, VERB_MINE, "", "text"), "Q3, your question: it waits for a moderator.\n"));
}

/* What an operator writes for people of several languages. */
static void in_languages(void **state)
{
    static const struct {
        const char *text, *en, *de;
    } rows[] = {
        {"Call 112.", "Call 112.", "Call 112."},
        {"", "", ""},
        {"Call 112.\n[de]\nRuf 112 an,\nsofort.\n", "Call 112.", "Ruf 112 an,\nsofort."},
        {"Call 112.\n\n[DE]\nRuf 112 an.\n[fr]\nAppelle le 112.\n", "Call 112.", "Ruf 112 an."},
        {"[fr]\nAppelle le 112.\n[de]\nRuf 112 an.", "Appelle le 112.", "Ruf 112 an."},
        {"Call [now] 112.\n[see this]\nOr 911.", "Call [now] 112.\n[see this]\nOr 911.", "Call [now] 112.\n[see this]\nOr 911."},
        {"Call 112.\n[]\n[a very long line]\nOr 911.", "Call 112.\n[]\n[a very long line]\nOr 911.", "Call 112.\n[]\n[a very long line]\nOr 911."},
    };

    struct fixture *x = fixture_open(state);

    OK(lang_open(x, x->conf, NULL, &x->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(text_in(lang_get("en"), *state, rows[i].text), rows[i].en);
        assert_string_equal(text_in(lang_get("de"), *state, rows[i].text), rows[i].de);
    }
}

/* ... which each reads of a category in their own, wherever it stands; who is new, in the forum's. */
static void notices_in_languages(void **state)
{
    static const char *const rows[][2] = {{"en", "Call 112."}, {"de", "Ruf 112 an."}};
    char notice[] = "Call 112.\n[de]\nRuf 112 an.";

    for (size_t i = 0; i < 2; i++) {
        struct fixture *x = fixture_open(state);
        struct category c;
        const char *text;
        bool first;

        OK(store_category_get(x->f.db, x, x->category, &c, &x->why));
        c.notice = notice;
        OK(store_category_put(x->f.db, &c, &x->why));
        x->conf->forum.language = mem_string(x, rows[1 - i][0]);
        fixture_member(x, ann);
        fixture_speaks(x, ann, rows[i][0]);
        post(x, ann, "How long does one wait?");
        assert_string_equal(fixture_pair(fixture_change(x, CHANGE_POSTED), "notice"), rows[i][1]);
        APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "health"), "subscribed");
        text = fixture_pair(fixture_told(x, NOTICE_WELCOME), "text");
        assert_true(strstr(text, rows[i][1]) != NULL && strstr(text, rows[1 - i][1]) == NULL);
        x->conf->people.moderation = POLICY_ALL;
        APPLY(x, fixture_question(x, ann, "How long do others wait?", "These are the words of it, long enough."), "waits-all");
        OK(moderate_decide(&x->f, x, &x->changes, x->changes.post, 0, true, "", &first, &x->why));
        assert_string_equal(fixture_pair(fixture_change(x, CHANGE_POSTED), "notice"), rows[i][1]);
        APPLY(x, fixture_question(x, bob, "How long does anybody wait?", "These are the words of it, long enough."), "held-newcomer");
        assert_string_equal(fixture_pair(fixture_told(x, NOTICE_PREVIEW), "notice"), rows[1 - i][1]);
        APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "health"), "held-subscribe");
        assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CONFIRM), "notice"), rows[1 - i][1]);
    }
}

/* What a moderator or an editor did is found there by who does not want a mail of it. */
static void mine_tells_outcomes(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t mo;
    bool first;
    const char *text, *items;

    x->conf->limits.hold_newcomer = 0;
    x->conf->limits.automatic_per_day = 100;
    fixture_member(x, ann);
    mo = fixture_member(x, bob);
    OK(store_role_set(x->f.db, mo, x->category, RUNG_MODERATOR, &x->why));
    for (unsigned i = 1; i <= 3; i++)
        post(x, ann, mem_format(x, "Question number %u of somebody", i));
    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_question(x, ann, "Question number 4 of somebody", "These are the words of it, long enough."), "waits-all");
    x->f.now++;
    OK(moderate_decide(&x->f, x, &x->changes, 4, mo, false, "it says too little", &first, &x->why));
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_HIDE, "Q1 it names people"), "hidden");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_CLOSE, "Q2 it is solved"), "closed");
    OK(store_post_editor(x->f.db, 3, mo, &x->why));
    text = mem_string(x, told(x, ann, VERB_MINE, "", "text"));
    items = told(x, ann, VERB_MINE, "", "items");
    assert_non_null(strstr(text, "Q1, your question: a moderator hid it. Their reason: it names people\n"));
    assert_non_null(strstr(text, "Q4, your question: a moderator decided not to post it. Their reason: it says too little\n"));
    assert_non_null(strstr(items, ", closed: it is solved\n"));
    assert_non_null(strstr(items, ", changed by an editor\n"));
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_UNHIDE, "Q1"), "unhidden");
    assert_null(strstr(told(x, ann, VERB_MINE, "", "text"), "hid it"));
}

UNIT_MAIN(UNIT(in_languages), UNIT(notices_in_languages), UNIT(by_rights), UNIT(examples), UNIT(every_word), UNIT(one_word), UNIT(newcomers), UNIT(welcome), UNIT(mine), UNIT(mine_tells_outcomes))
