/* `show`: whose word brings which notice's text, and how often. */
#include "forum_fixture.h"

static const char ann[] = "ann@example.net", bob[] = "bob@example.net";

/* A notice of `post` to `person` that was sent discreetly (or in full). */
static uint64_t noticed(struct fixture *x, uint64_t person, uint64_t post, uint64_t held, bool discreet)
{
    struct notice n = {.person = person, .kind = held == 0 ? NOTICE_ANSWER : NOTICE_CHOICE, .post = post, .held = held, .created = x->f.now,
                       .due = x->f.now, .give_up = x->f.now + 9, .payload = STR_EMPTY, .name = (char *)""};
    bool added;

    OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    assert_true(added);
    n.date = x->f.now;
    n.content = discreet ? FROZEN_DISCREET : FROZEN_FULL;
    OK(store_notice_lease(x->f.db, &n, x->f.now + 60, &x->why));
    return n.id;
}

static const char *shown(struct fixture *x)
{
    return fixture_pair(fixture_told(x, NOTICE_SHOWN), "notice");
}

static void show(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t a = fixture_member(x, ann), b = fixture_member(x, bob), post, notice;
    const char *r, *d;

    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    post = x->changes.post;
    notice = noticed(x, b, post, 0, true);
    r = fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, b, post);
    d = fixture_token(x, TOKEN_DO, VERB_SHOW, b, notice);

    APPLY(x, fixture_command(x, bob, r, INTENT_DO, VERB_SHOW, ""), "show");
    assert_string_equal(shown(x), mem_format(x, "%llu", (unsigned long long)notice));
    APPLY(x, fixture_command(x, bob, d, INTENT_DO, VERB_SHOW, ""), "show");
    assert_null(shown(x)); /* once a day */
    x->f.now += DAY;
    APPLY(x, fixture_command(x, bob, d, INTENT_DO, VERB_SHOW, ""), "show");
    assert_non_null(shown(x));

    /* Somebody else's number in a true address of one's own. */
    d = fixture_token(x, TOKEN_DO, VERB_SHOW, a, notice);
    APPLY(x, fixture_command(x, ann, d, INTENT_DO, VERB_SHOW, ""), "command");
    assert_null(shown(x));
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "what"), "show");

    /* Other words are what they would be. */
    APPLY(x, fixture_mail(x, bob, r, INTENT_ANSWER, "Count sheep until you are asleep."), "answer-posted");

    /* Where nothing was hidden, it is `get`. */
    noticed(x, a, x->changes.post, 0, false);
    r = fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, a, x->changes.post);
    APPLY(x, fixture_command(x, ann, r, INTENT_DO, VERB_SHOW, ""), "command");
    assert_null(shown(x));
    assert_non_null(fixture_told(x, NOTICE_LIST));
}

/* A question of ours about a held mail: `show` is no answer to it, and the mail still waits. */
static void show_of_a_hold(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t a = fixture_member(x, ann), notice;
    struct held h = {.person = a, .reason = HOLD_UNRELATED, .created = x->f.now, .expires = x->f.now + DAY};
    struct buf bytes, sealed;
    struct mail *m = fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours.");

    buf_init(&bytes, x, 65536);
    buf_init(&sealed, x, 65536);
    mail_encode(&bytes, m);
    seal_hold(x->f.seal, buf_view(&bytes), &sealed);
    h.mail = buf_view(&sealed);
    OK(store_held_add(x->f.db, &h, &h.id, &x->why));
    notice = noticed(x, a, 0, h.id, true);
    m = fixture_confirm(x, ann, h.id, ANSWER_NONE);
    m->intent.words = mem_string(x, "Show");
    APPLY(x, m, "show");
    assert_string_equal(shown(x), mem_format(x, "%llu", (unsigned long long)notice));
    OK(store_held_get(x->f.db, x, h.id, &h, &x->why));
    assert_int_equal(h.state, HELD_WAITING);
}

/* What they wrote a moment ago is answered as such; what others' doing tells them is not. */
static void asked(void **state)
{
    struct fixture *x = fixture_open(state);
    const struct change *c;

    fixture_member(x, ann);
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, "content discreet"), "command");
    assert_int_equal(fixture_person(x, ann).content, CONTENT_DISCREET);
    c = fixture_told(x, NOTICE_TOLD);
    assert_string_equal(fixture_pair(c, "asked"), "yes");
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, "content secret"), "command");
    assert_int_equal(fixture_person(x, ann).content, CONTENT_DISCREET);
}

UNIT_MAIN(UNIT(show), UNIT(show_of_a_hold), UNIT(asked))
