#include <jansson.h>

#include "forum_fixture.h"

/* Runs words split at spaces ("_" within a word is a space) and returns the text, or the fault's text. */
static const char *run(struct fixture *x, const char *line, enum outcome expected)
{
    const char *argv[16];
    int argc = 0;
    struct str rest = str_of(line), word;
    struct buf out;

    while (str_next_word(&rest, &word)) {
        char *copy = str_dup(x, word);

        for (char *p = copy; *p != '\0'; p++)
            if (*p == '_')
                *p = ' ';
        argv[argc++] = copy;
    }
    buf_init(&out, x, 1000000);
    x->changes = (struct changes){0};
    enum outcome o = forum_admin(&x->f, x, argc, argv, false, &out, &x->changes, &x->why);

    if (o != expected)
        fail_msg("%s: %s", line, x->why.text);
    return o == DONE ? mem_string(x, buf_string(&out)) : x->why.text;
}

static void contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in: %s", part, text);
}

/* A question that is posted, and another that waits for that verdict. */
static struct fixture *with_mails(void **state, enum verdict verdict)
{
    struct fixture *x = fixture_open(state);
    struct mail *unverified;

    fixture_member(x, "ann@a.example");
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words that are long enough."), "question-posted");
    unverified = fixture_question(x, "ann@a.example", "A title long enough", "These words wait here.");
    unverified->origin.verdict = verdict;
    APPLY(x, unverified, "held-verdict");
    return x;
}

static void verbs(void **state)
{
    static const struct {
        const char *line;
        enum outcome outcome;
        const char *part;
    } rows[] = {
        {"category add health.food Food What_to_eat", DONE, "health.food@forum.example"},
        {"category add Health.Food Again", REFUSED, ""},
        {"category add nothere.food Food", REFUSED, "there is no category \"nothere\""},
        {"category add request Food", REFUSED, "another meaning"},
        {"category add postmaster Food", REFUSED, "another meaning"},
        {"category add a..b Food", REFUSED, "no part of a path"},
        {"category add -a Food", REFUSED, "hyphen"},
        {"category add a_b Food", REFUSED, "a-z"},
        {"category add health.a.b.c.d Food", REFUSED, "at most 4"},
        {"category list", DONE, "health.food"},
        {"category show health", DONE, "In need: call 112."},
        {"category set health notice Line_one", DONE, "health"},
        {"category set health closed maybe", REFUSED, "closed yes|no"},
        {"category set health closed yes", DONE, "closed: yes"},
        {"category set health closed no", DONE, "closed: no"},
        {"person forget nobody@x.example", REFUSED, "there is no such person"},
        {"person export 99", REFUSED, "there is no such person"},
        {"person forget", REFUSED, "usage: person forget NUMBER|ADDRESS [words]"},
        {"category paint health", REFUSED, "followed by one of: add, list, show, set"},
        {"category", REFUSED, "followed by one of"},
        {"category show", REFUSED, "usage: category show PATH"},
        {"nothing", REFUSED, "there is no command"},
        {"person list", DONE, "member"},
        {"person show 1", DONE, "state: member"},
        {"person show ann@a.example", DONE, "person: 1"},
        {"person show nobody@a.example", REFUSED, "no such person"},
        {"person show x", REFUSED, "is not a number"},
        {"person role 1 trusted", DONE, "role: trusted"},
        {"person role 1 king", REFUSED, "a role is one of"},
        {"question 1", DONE, "A title long enough"},
        {"question 99", REFUSED, "there is no Q99"},
        {"question list", DONE, "A title long enough"},
        {"post show 1", DONE, "Words that are long enough."},
        {"post hide 1", DONE, "state: hidden"},
        {"post hide 1", REFUSED, "Q1 is hidden"},
        {"post unhide 1", DONE, "state: visible"},
        {"queue list", DONE, "none"},
        {"queue retry 7", REFUSED, "there is no notice 7"},
        {"held list", DONE, "verdict"},
        {"held show 1", DONE, "These words wait here."},
        {"held show 44", REFUSED, "no held mail 44"},
        {"held drop 1", DONE, "dropped"},
        {"held drop 1", REFUSED, "it is dropped already"},
        {"trace ann@a.example", DONE, "question-posted"},
        {"trace m1@client.example", DONE, "question-posted"},
        {"trace <m1@client.example>", DONE, "question-posted"},
        {"trace nobody@a.example", DONE, "none"},
        {"trace nobody@a.example m1@client.example", DONE, "m1@client.example\n"},
        {"stats", DONE, "members: 1"},
        {"stats", DONE, "\n\nheld: none\n\nlast 7 days:\n"},
        {"person block 1", DONE, "state: blocked"},
        {"person unblock 1", DONE, "state: member"},
        {"person unblock 1", REFUSED, "not blocked"},
    };
    struct fixture *x = with_mails(state, VERDICT_FAIL);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        contains(run(x, rows[i].line, rows[i].outcome), rows[i].part);
}

/* The queue says of each notice what it is. */
static void queue_kinds(void **state)
{
    struct fixture *x = fixture_open(state);
    struct notice n = {.person = 1, .due = x->f.now, .give_up = x->f.now + DAY};
    bool added;

    fixture_member(x, "ann@a.example");
    for (n.kind = NOTICE_QUESTION; n.kind <= NOTICE_ROLE; n.kind++)
        OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    contains(run(x, "queue list", DONE), "farewell");
    assert_null(strchr(run(x, "queue list", DONE), '?'));
}

/* Every listing is JSON when asked, and never holds an address. */
static void json(void **state)
{
    static const char *const lines[] = {"category list --json", "category show health --json", "person list --json",
                                        "person show 1 --json", "question 1 --json",           "--json question list",
                                        "post show 1 --json",   "queue list --json",           "held list --json",
                                        "held show 1 --json",   "trace ann@a.example --json",  "stats --json"};
    struct fixture *x = with_mails(state, VERDICT_NONE);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *text = run(x, lines[i], DONE);
        json_t *parsed = json_loads(text, 0, NULL);

        if (parsed == NULL || strstr(text, "ann@") != NULL)
            fail_msg("%s: %s", lines[i], text);
        json_decref(parsed);
    }
    json_t *thread = json_loads(run(x, "question 1 --json", DONE), 0, NULL);

    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(thread, "posts"), 0), "body")),
                        "Words that are long enough.");
    json_decref(thread);
}

/* It may be looked at in a terminal: what would steer that, or turn its text around, is written out, and means the same. */
static void json_safe(void **state)
{
    void *job = mem_job("json");

    (void)state;
    assert_string_equal(forum_json_safe(job, "\xc3\xa9\n \xf0\x9f\x99\x82 a\xc2\x9b" "31m b\xe2\x80\xae c\xf3\xa0\x80\x81 d\x7f"),
                        "\xc3\xa9\n \xf0\x9f\x99\x82 a\\u009B31m b\\u202E c\\uDB40\\uDC01 d\\u007F");
    mem_free(job);
}

static void read_only(void **state)
{
    static const struct {
        const char *argv[3];
        bool changes;
    } rows[] = {{{"category", "add", "x"}, true},    {{"category", "list", "--json"}, false},
                {{"--json", "held", "drop"}, true},  {{"question", "12", "--json"}, false},
                {{"trace", "a@b", "--json"}, false}, {{"nothing", "at", "all"}, false}};
    struct fixture *x = fixture_open(state);
    const char *const add[] = {"category", "add", "food", "Food"};
    struct buf out;

    buf_init(&out, x, 1000);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(forum_admin_changes(3, rows[i].argv), rows[i].changes);
    assert_int_equal(forum_admin(&x->f, x, 4, add, true, &out, &x->changes, &x->why), REFUSED);
    forum_admin_help("held", &out);
    contains(buf_string(&out), "held release NUMBER");
}

/* The operator's word stands for the verdict: a stranger's mail becomes what it would have been, and a newcomer still
 * must say ok. */
static void release(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m = fixture_question(x, "new@n.example", "A title long enough", "Words that are long enough.");

    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "held-stranger");
    contains(run(x, mem_format(x, "held release %llu", (unsigned long long)x->changes.held), DONE), "held-newcomer");

    uint64_t preview = x->changes.held;

    assert_non_null(fixture_told(x, NOTICE_PREVIEW));
    contains(run(x, mem_format(x, "held release %llu", (unsigned long long)preview), REFUSED), "newcomer's own word");
    APPLY(x, fixture_confirm(x, "new@n.example", preview, ANSWER_YES), "question-posted");
    OK(forum_quarantine(&x->f, x, STR("raw\r\nmail"), "parser died", &x->changes, &x->why));

    uint64_t raw = x->changes.held;

    contains(run(x, mem_format(x, "held release %llu", (unsigned long long)raw), REFUSED), "nothing to post");
    contains(run(x, mem_format(x, "held show %llu", (unsigned long long)raw), DONE), "raw");
}

/* What tells who they are is theirs alone to let stand, and so is every other answer they were asked for. */
static void release_asks_its_author(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m;
    uint64_t asked;

    fixture_member(x, "ann@a.example");
    m = fixture_question(x, "ann@a.example", "A title long enough", "Write to me at ann@a.example, for I am not here often enough.");
    m->origin.verdict = VERDICT_NONE;
    APPLY(x, m, "held-verdict");
    contains(run(x, mem_format(x, "held release %llu", (unsigned long long)x->changes.held), DONE), "held-guard");
    assert_non_null(fixture_told(x, NOTICE_GUARD));
    asked = x->changes.held;
    contains(run(x, mem_format(x, "held release %llu", (unsigned long long)asked), REFUSED), "its author's own word");
    APPLY(x, fixture_confirm(x, "ann@a.example", asked, ANSWER_REDACT), "question-posted");
}

/* What came by mail reaches the terminal as text only. */
static void terminal(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, "ann@a.example");
    APPLY(x,
          fixture_question(x, "ann@a.example", "A title \033[31mlong enough",
                           "Words \033]0;owned\007 that are long\n\xe2\x80\xae"
                           "enough."),
          "question-posted");
    const char *text = run(x, "question 1", DONE);

    assert_null(strchr(text, '\033'));
    assert_null(strstr(text, "\xe2\x80\xae"));
}

/* What somebody may ask for otherwise than by mail; nobody who is kept out comes back by it. */
static void on_paper(void **state)
{
    struct fixture *x = fixture_open(state);
    const struct change *c;
    struct person p;

    fixture_member(x, "ann@a.example");
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words about xylophones, mostly."), "question-posted");
    contains(run(x, "person export ann@a.example", DONE), "is mailed to them");
    c = fixture_told(x, NOTICE_TOLD);
    assert_string_equal(fixture_pair(c, "what"), "exported");
    contains(fixture_pair(c, "text"), "xylophones");
    contains(run(x, "person forget ann@a.example everything", REFUSED), "usage: person forget");
    assert_string_equal(x->why.code, FORUM_USAGE);
    run(x, "person block 1", DONE);
    contains(run(x, "person forget ann@a.example words", REFUSED), "unblock them first");
    contains(run(x, "person export ann@a.example", REFUSED), "unblock them first");
    run(x, "person unblock 1", DONE);
    contains(run(x, "person forget ann@a.example words", DONE), "is forgotten, with all they wrote");
    assert_non_null(fixture_told(x, NOTICE_FAREWELL));
    assert_non_null(fixture_change(x, CHANGE_UNDONE));
    OK(store_person_get(x->f.db, x, 1, &p, &x->why));
    assert_int_equal(p.state, PERSON_FORGOTTEN);
    contains(run(x, "person forget 1", REFUSED), "was forgotten");
    contains(run(x, "log", DONE), "forget with words");
    assert_null(strstr(run(x, "log", DONE), "ann@"));
}

/* "1+2-": 1 hears that they are a moderator now, 2 that they are none any more. */
static const char *told_of_roles(struct fixture *x)
{
    char *text = mem_string(x, "");

    for (size_t i = 0; i < x->changes.count; i++) {
        const struct change *c = &x->changes.list[i];

        text = mem_format(x, "%s%llu%s", text, (unsigned long long)c->person, c->notice == NOTICE_ROLE ? "+" : "-");
    }
    return text;
}

/* Who is named moderates a category, and nobody else, and hears of it, as does who did before; who is its admin stays. */
static void moderators(void **state)
{
    static const struct {
        const char *named; /* "_" is a space */
        bool ann, bob;
        const char *told;
    } rows[] = {{"ann@a.example", true, false, "1+"}, {"ann@a.example", true, false, ""}, {"2", false, true, "2+1-"},
                {"ann@a.example_2", true, true, "1+"}, {"3", false, false, "1-2-"}, {"_", false, false, ""}};
    struct fixture *x = fixture_open(state);
    enum rung rung;

    fixture_member(x, "ann@a.example");
    fixture_member(x, "bob@b.example");
    fixture_member(x, "eve@e.example");
    OK(store_role_set(x->f.db, 3, x->category, RUNG_ADMIN, &x->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        contains(run(x, mem_format(x, "category set health moderators %s", rows[i].named), DONE), "moderators");
        assert_string_equal(told_of_roles(x), rows[i].told);
        OK(store_role_get(x->f.db, 1, &x->category, 1, &rung, &x->why));
        assert_int_equal(rung == RUNG_MODERATOR, rows[i].ann);
        OK(store_role_get(x->f.db, 2, &x->category, 1, &rung, &x->why));
        assert_int_equal(rung == RUNG_MODERATOR, rows[i].bob);
    }
    contains(run(x, "category set health moderators ann@a.example_nobody@x.example", REFUSED), "there is no person \"nobody@x.example\"");
    assert_int_equal(x->changes.count, 0);
    run(x, "person role 1 moderator", DONE); /* everywhere, so here as well */
    run(x, "category set health moderators 1", DONE);
    assert_string_equal(told_of_roles(x), "");
    run(x, "person role 1 trusted", DONE);
    assert_string_equal(told_of_roles(x), "1-");
    OK(store_role_get(x->f.db, 3, &x->category, 1, &rung, &x->why));
    assert_int_equal(rung, RUNG_ADMIN);
}

enum { QUEUE = 6 };

/* A notice for each letter: waits or failed after it was tried (T, F), not tried, for later (t), sent (S), under way (L), held back (H). */
static void fill_queue(struct fixture *x, uint64_t person, const char *letters, uint64_t ids[QUEUE])
{
    for (size_t i = 0; i < QUEUE; i++) {
        struct notice n = {.person = person, .kind = NOTICE_TOLD, .created = x->f.now, .due = x->f.now + 600, .give_up = x->f.now + 9000};
        static const char *const letter = "TtFSLH";
        static const enum notice_state states[] = {NOTICE_WAITING, NOTICE_WAITING, NOTICE_FAILED, NOTICE_SENT, NOTICE_LEASED, NOTICE_HELD_BACK};
        bool added;

        OK(store_notice_add(x->f.db, &n, &added, &ids[i], &x->why));
        OK(store_notice_get(x->f.db, x, ids[i], &n, &x->why));
        n.promise = true;
        if (letters[i] != 't')
            OK(store_notice_lease(x->f.db, &n, x->f.now + 600, &x->why));
        OK(store_notice_settle(x->f.db, ids[i], states[strchr(letter, letters[i]) - letter], x->f.now + 600, "4.4.1", "not now", &x->why));
    }
}

/* The letters, after what was done; N: due now. */
static const char *look_at_queue(struct fixture *x, const uint64_t ids[QUEUE])
{
    char *found = mem_string(x, "......");

    for (size_t i = 0; i < QUEUE; i++) {
        struct notice n;

        OK(store_notice_get(x->f.db, x, ids[i], &n, &x->why));
        found[i] = n.state == NOTICE_WAITING ? n.due <= x->f.now ? 'N' : n.attempts > 0 ? 'T' : 't' : "tLSFXH"[n.state];
    }
    return found;
}

static void queue(void **state)
{
    static const struct {
        const char *line; /* the number is that of the notice in the queue, from 1 */
        enum outcome outcome;
        const char *said, *queue;
    } rows[] = {
        {"retry all", DONE, "tried again: 1", "NtFSLH"},
        {"hold all", DONE, "held back: 2", "HHFSLH"},
        {"hold all", DONE, "held back: 0", "HHFSLH"},
        {"release all", DONE, "released: 3", "NtFSLN"},
        {"retry 3", DONE, "waiting", "NtNSLN"},
        {"retry 2", DONE, "waiting", "NtNSLN"}, /* its hour is not rushed */
        {"hold 2", DONE, "held back", "NHNSLN"},
        {"release 2", DONE, "waiting", "NtNSLN"},
        {"hold 4", REFUSED, "is sent", "NtNSLN"},
        {"drop 5", REFUSED, "is leased", "NtNSLN"},
        {"retry none", REFUSED, "is not a number", "NtNSLN"},
        {"drop all", DONE, "dropped: 4", "XXXSLX"},
    };
    struct fixture *x = fixture_open(state);
    uint64_t ids[QUEUE], person = fixture_member(x, "ann@a.example");
    struct person p;

    fill_queue(x, person, "TtFSLH", ids);
    OK(store_person_greeted(x->f.db, person, true, &x->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str line = str_of(rows[i].line), verb, what;
        uint64_t number;

        assert_true(str_next_word(&line, &verb) && str_next_word(&line, &what));
        if (str_number(what, QUEUE, &number))
            what = str_of(mem_format(x, "%llu", (unsigned long long)ids[number - 1]));
        contains(run(x, mem_format(x, "queue %.*s %.*s", STR_ARGS(verb), STR_ARGS(what)), rows[i].outcome), rows[i].said);
        if (strcmp(look_at_queue(x, ids), rows[i].queue) != 0)
            fail_msg("queue %s: %s, not %s", rows[i].line, look_at_queue(x, ids), rows[i].queue);
    }
    OK(store_person_get(x->f.db, x, person, &p, &x->why));
    assert_false(p.greeted); /* what carried the promise is dropped: another mail has to */
}

UNIT_MAIN(UNIT(queue), UNIT(queue_kinds), UNIT(moderators), UNIT(on_paper), UNIT(verbs), UNIT(json), UNIT(json_safe), UNIT(read_only), UNIT(release), UNIT(release_asks_its_author), UNIT(terminal))
