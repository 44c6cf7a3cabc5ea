/* Somebody who was never here: a preview, consent, and what becomes of it. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example";
static const char words[] = "Words that are long enough.";

static void newcomer(void **state)
{
    struct fixture *x = fixture_open(state);
    const struct change *c;
    struct person p;
    uint64_t held;
    char *name;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    assert_int_equal(x->changes.count, 1);
    c = fixture_told(x, NOTICE_PREVIEW);
    held = c->held;
    assert_string_equal(fixture_pair(c, "text"), words);
    assert_string_equal(fixture_pair(c, "title"), "A title long enough");
    assert_string_equal(fixture_pair(c, "notice"), "In need: call 112.");
    assert_string_equal(fixture_pair(c, "kind"), "question");
    name = mem_string(x, fixture_pair(c, "name"));
    p = fixture_person(x, ann);
    assert_int_equal(p.state, PERSON_NEWCOMER);
    assert_int_equal(p.consent_version, 0);

    assert_string_equal(fixture_pair(c, "waits"), "");
    assert_string_equal(fixture_pair(c, "unclear"), "");
    x->conf->people.moderation = POLICY_FIRST; /* a moderator reads it first: the preview says so */
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_NONE), "confirm-unclear");
    c = fixture_told(x, NOTICE_PREVIEW);
    assert_int_equal(c->held, held);
    assert_string_equal(fixture_pair(c, "waits"), "yes");
    assert_string_equal(fixture_pair(c, "unclear"), "yes");
    x->conf->people.moderation = POLICY_NONE;

    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "question-posted");
    p = fixture_person(x, ann);
    assert_int_equal(p.state, PERSON_MEMBER);
    assert_int_equal(p.consent_version, CONSENT_VERSION);
    assert_int_equal(p.consent_at, x->f.now);
    assert_int_equal(p.accepted, 1);
    c = fixture_change(x, CHANGE_POSTED);
    assert_int_equal(c->due, x->f.now + x->conf->limits.hold_newcomer);
    assert_string_equal(fixture_post(x, c->post).name, name); /* what the preview showed */
    assert_string_equal(fixture_post(x, c->post).body, words);
    assert_true(fixture_post(x, c->post).anonymous);

    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "confirm-late"); /* a second ok posts nothing */
    APPLY(x, fixture_question(x, ann, "Another title, as long", words), "question-posted");
}

/* Who is not known yet is told what the category says in a crisis as well, with the preview and not only when it waits; in the language of the
 * words that were found, for theirs is not known. */
static void newcomer_in_crisis(void **state)
{
    struct fixture *x = fixture_open(state);
    char phrases[] = "want to die\n[de]\nlong enough\n", text[] = "You are not alone.\n[de]\nSie sind nicht allein.";
    struct category c;

    OK(lang_open(x, x->conf, NULL, &x->why));
    OK(store_category_get(x->f.db, x, x->category, &c, &x->why));
    c.crisis_words = phrases;
    c.crisis = text;
    OK(store_category_put(x->f.db, &c, &x->why));
    APPLY(x, fixture_question(x, ann, "A title of its own", "I want to die, it seems."), "held-newcomer");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_PREVIEW), "notice"), "You are not alone.\n\nIn need: call 112.");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_PREVIEW), "waits"), "yes");
    APPLY(x, fixture_question(x, "bea@b.example", "A title of its own", words), "held-newcomer");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_PREVIEW), "notice"), "Sie sind nicht allein.\n\nIn need: call 112.");
    APPLY(x, fixture_question(x, "cy@c.example", "A title of its own", "What is in [de] and nothing more."), "held-newcomer");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_PREVIEW), "notice"), "In need: call 112.");
}

static void newcomer_drops(void **state)
{
    struct fixture *x = fixture_open(state);

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    APPLY(x, fixture_confirm(x, ann, x->changes.held, ANSWER_DROP), "dropped");
    assert_int_equal(x->changes.count, 0);
    assert_int_equal(fixture_person(x, ann).id, 0); /* nothing of them is kept */
}

/* "stop", as a reply to anything, ends all mail. */
static void newcomer_stops(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    m = fixture_confirm(x, ann, x->changes.held, ANSWER_NONE);
    m->intent.words = mem_string(x, "stop");
    APPLY(x, m, "stopped");
    assert_int_equal(fixture_person(x, ann).state, PERSON_STOPPED);
}

static void newcomer_expires(void **state)
{
    struct fixture *x = fixture_open(state);
    bool more;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    x->f.now += x->conf->limits.held_days * DAY + 1;
    OK(forum_tick(&x->f, x, &x->changes, &more, &x->why));
    assert_int_equal(fixture_person(x, ann).id, 0);
}

static void newcomer_policies(void **state)
{
    static const struct {
        enum newcomers policy;
        enum verdict verdict;
        const char *event;
    } rows[] = {
        {NEWCOMERS_CONFIRM, VERDICT_PASS, "held-newcomer"},   {NEWCOMERS_CONFIRM, VERDICT_FAIL, "held-stranger"},
        {NEWCOMERS_ALIGNED, VERDICT_PASS, "question-posted"}, {NEWCOMERS_ALIGNED, VERDICT_NONE, "held-stranger"},
        {NEWCOMERS_ANY, VERDICT_NONE, "question-posted"},     {NEWCOMERS_CLOSED, VERDICT_PASS, "held-closed"},
    };
    struct fixture *x = fixture_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mail *m = fixture_question(x, mem_format(x, "n%zu@n.example", i), "A title long enough", words);

        x->conf->people.newcomers = rows[i].policy;
        m->origin.verdict = rows[i].verdict;
        APPLY(x, m, rows[i].event);
    }
}

UNIT_MAIN(UNIT(newcomer), UNIT(newcomer_in_crisis), UNIT(newcomer_drops), UNIT(newcomer_stops), UNIT(newcomer_expires), UNIT(newcomer_policies))
