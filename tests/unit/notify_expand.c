#include "notify.h"

static void question_to_subscribers(void **state)
{
    struct world w;
    uint64_t asker, a, b, c, question, people;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    c = world_person(&w, "c@example.org");
    world_subscribe(&w, w.category, asker);
    world_subscribe(&w, w.category, b);
    world_subscribe(&w, w.parent, a); /* covers what lies below */
    world_subscribe(&w, w.parent, b); /* twice: hears once */
    world_subscribe(&w, w.category, c);
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    assert_string_equal(world_planned(&w, question), ""); /* planning looks at nobody */
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "question:3 question:4 question:2 receipt:1");
    OK(&w, store_event_people(w.f.db, question, &people, &w.why));
    assert_int_equal(people, 3);
    world_close(&w);
}

/* Who subscribes and was not let in is not planned for, nor counted. */
static void members_only(void **state)
{
    unsigned char hash[SEAL_HASH];
    struct category c;
    struct world w;
    uint64_t asker, a, question, people;
    bool found;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    world_subscribe(&w, w.parent, world_person(&w, "b@example.org"));
    world_subscribe(&w, w.category, a);
    OK(&w, store_category_get(w.f.db, w.ctx, w.category, &c, &w.why));
    c.access = ACCESS_MEMBERS;
    OK(&w, store_category_put(w.f.db, &c, &w.why));
    OK(&w, store_address_hash(w.f.db, a, hash, &found, &w.why));
    OK(&w, store_member_set(w.f.db, w.category, hash, true, w.f.now, &found, &w.why));
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "question:2 receipt:1");
    OK(&w, store_event_people(w.f.db, question, &people, &w.why));
    assert_int_equal(people, 1);
    world_close(&w);
}

/* Whoever subscribes to a category alone hears nothing of those below it, by no other reason either. */
static void without_children(void **state)
{
    struct world w;
    uint64_t asker, a, b, question;
    enum pace pace;
    bool found;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    world_subscribe(&w, w.parent, a);
    world_subscribe(&w, w.parent, b);
    OK(&w, store_subscription_set_alone(w.f.db, w.parent, b, true, &w.why));
    OK(&w, store_subscription_set_pace(w.f.db, w.parent, b, PACE_DAILY, &w.why));
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "question:2 receipt:1");
    OK(&w, store_subscription_pace(w.f.db, w.category, b, &found, &pace, &w.why));
    assert_false(found);
    w.category = w.parent; /* asked there itself */
    OK(&w, store_subscription_set_pace(w.f.db, w.parent, b, PACE_NOW, &w.why));
    question = world_ask(&w, asker, "If I seek advice?", "Will it be recorded?");
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "question:2 question:3 receipt:1");
    OK(&w, store_subscription_pace(w.f.db, w.parent, b, &found, &pace, &w.why));
    assert_true(found);
    assert_int_equal(pace, PACE_NOW);
    world_close(&w);
}

/* What waits when they say so falls away. */
static void without_children_by_then(void **state)
{
    struct world w;
    struct notice *list;
    uint64_t a;

    world_open(&w, *state);
    a = world_person(&w, "a@example.org");
    world_subscribe(&w, w.parent, a);
    world_ask(&w, world_person(&w, "asker@example.org"), "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    OK(&w, store_subscription_set_alone(w.f.db, w.parent, a, true, &w.why));
    world_claim(&w, &list);
    assert_string_equal(world_journal(&w, a).text, "notice-question|unsubscribe|withdrawn");
    world_close(&w);
}

static void arrive(struct world *w, uint64_t question, uint64_t asker, uint64_t came_from, const char *gained)
{
    struct changes changes = {0};
    struct change *c = change_add(w->ctx, &changes, CHANGE_ARRIVED);

    c->post = question;
    c->person = asker;
    c->came_from = came_from;
    c->gained = mem_string(w->ctx, gained);
    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    world_expand(w, 1);
}

static void follow_tag(struct world *w, uint64_t person, const char *tag)
{
    struct follow f = {FOLLOW_TAG, tag, tag, PACE_UNSET};
    bool changed;

    OK(w, store_follow(w->f.db, person, &f, w->f.now, &changed, &w->why));
}

/* Who subscribes to the category a question came to, or follows a tag it got, and had not heard of it, hears; and nobody else does, whatever
 * they subscribe to or follow since. */
static void arrived(void **state)
{
    struct world w;
    struct post p;
    struct category c;
    uint64_t asker, before, there, both, above, late, tagged, asks_back, question, other;

    world_open(&w, *state);
    other = world_category(&w, "health.sleep", "Sleep", w.parent);
    asker = world_person(&w, "asker@example.org");
    before = world_person(&w, "before@example.org");
    there = world_person(&w, "there@example.org");
    both = world_person(&w, "both@example.org");
    above = world_person(&w, "above@example.org");
    late = world_person(&w, "late@example.org");
    tagged = world_person(&w, "tagged@example.org");
    asks_back = world_person(&w, "tagged-too@example.org");
    world_subscribe(&w, w.category, before);
    world_subscribe(&w, w.category, both);
    world_subscribe(&w, other, asker);
    world_subscribe(&w, other, there);
    world_subscribe(&w, other, both);
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    OK(&w, store_post_tags(w.f.db, question, "costs", &w.why));
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "question:2 question:4 receipt:1");

    w.f.now += 3600;
    world_subscribe(&w, w.parent, above); /* it stood below that before */
    world_subscribe(&w, w.category, late);
    follow_tag(&w, tagged, "sleep");
    follow_tag(&w, asks_back, "costs"); /* it had that */
    OK(&w, store_post_get(w.f.db, w.ctx, question, &p, &w.why));
    OK(&w, store_post_tags(w.f.db, question, "costs sleep", &w.why));
    arrive(&w, question, asker, 0, "sleep");
    assert_string_equal(world_planned(&w, question), "question:2 question:4 receipt:1 question:7");
    OK(&w, store_post_move(w.f.db, &p, other, &w.why));
    arrive(&w, question, asker, w.category, "");
    assert_string_equal(world_planned(&w, question), "question:2 question:4 receipt:1 question:7 question:3");
    assert_string_equal(world_journal(&w, above).text, "");

    c = (struct category){.id = w.parent}; /* up to where those below come from */
    p.category = other;
    OK(&w, store_post_move(w.f.db, &p, c.id, &w.why));
    arrive(&w, question, asker, other, "");
    assert_string_equal(world_planned(&w, question), "question:2 question:4 receipt:1 question:7 question:3 question:5");
    world_close(&w);
}

static void note_due(void *arg, const struct notice *n)
{
    int64_t *due = arg;

    if (n->kind == NOTICE_QUESTION)
        *due = n->due;
}

/* What is not to be seen yet leaves no sooner there than where it was asked; what is, leaves now. */
static void arrived_before_it_is_seen(void **state)
{
    static const int64_t hours[] = {5, 0, -5};

    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
        struct world w;
        struct changes changes = {0};
        struct change *c;
        uint64_t asker, question;
        int64_t due = 0;

        world_open(&w, *state);
        asker = world_person(&w, "asker@example.org");
        question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
        world_expand(&w, 100);
        world_subscribe(&w, w.category, world_person(&w, "there@example.org"));
        w.f.now += 24 * 3600;
        c = change_add(w.ctx, &changes, CHANGE_ARRIVED);
        c->post = question;
        c->person = asker;
        c->due = w.f.now + hours[i] * 3600;
        c->came_from = world_category(&w, "sleep", "Sleep", 0);
        OK(&w, notify_plan(&w.f, w.ctx, &changes, 0, &w.why));
        world_expand(&w, 1);
        OK(&w, store_notice_list(w.f.db, -1, 0, 1000, note_due, &due, &w.why));
        assert_int_equal(due, hours[i] > 0 ? c->due : w.f.now);
        world_close(&w);
    }
}

/* A comment that is an answer now comes to those who wait for answers, and once to who had it as a comment. */
static void arrived_as_an_answer(void **state)
{
    struct world w;
    struct post p;
    uint64_t asker, commenter, answerer, follower, question, comment;
    const struct follow f = {FOLLOW_THREAD, "1", "Q1", PACE_UNSET};
    bool changed;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    commenter = world_person(&w, "commenter@example.org");
    answerer = world_person(&w, "answerer@example.org");
    follower = world_person(&w, "follower@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_reply(&w, POST_ANSWER, question, answerer, "By your insurance it will.");
    comment = world_reply(&w, POST_COMMENT, question, commenter, "It will not, if you pay for it.");
    OK(&w, store_follow(w.f.db, follower, &f, w.f.now, &changed, &w.why));
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, comment), "comment:1 receipt:2");
    OK(&w, store_post_get(w.f.db, w.ctx, comment, &p, &w.why));
    OK(&w, store_post_convert(w.f.db, &p, POST_ANSWER, &w.why));
    w.f.now += 3600;
    arrive(&w, comment, commenter, 0, "");
    assert_string_equal(world_planned(&w, comment), "comment:1 receipt:2 thread:3 thread:4");
    world_close(&w);
}

/* What was taken away meanwhile comes to nobody. */
static void arrived_and_hidden(void **state)
{
    struct world w;
    uint64_t asker, question;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    world_subscribe(&w, w.category, world_person(&w, "there@example.org"));
    OK(&w, store_post_state(w.f.db, question, POST_HIDDEN, &w.why));
    arrive(&w, question, asker, world_category(&w, "sleep", "Sleep", 0), "");
    assert_string_equal(world_planned(&w, question), "receipt:1");
    world_close(&w);
}

static void small_steps_give_the_same(void **state)
{
    struct world w;
    uint64_t asker, question;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    for (unsigned i = 0; i < 3; i++)
        world_subscribe(&w, w.category, world_person(&w, mem_format(*state, "p%u@example.org", i)));
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    assert_true(world_expand(&w, 1) >= 4); /* one person each, and the end */
    assert_string_equal(world_planned(&w, question), "question:2 question:3 question:4 receipt:1");
    world_close(&w);
}

/* However many are looked at with the question itself, the same people hear, in the same order, and the actor last. */
static void the_first_at_once(void **state)
{
    static const struct {
        unsigned at_once;
        const char *first;
        bool waits;
    } rows[] = {
        {0, "", true},
        {2, "question:2 question:3", true},
        {3, "question:2 question:3 question:4", true}, /* whether there are more is not known yet */
        {4, "question:2 question:3 question:4 receipt:1", false},
        {50, "question:2 question:3 question:4 receipt:1", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w;
        struct changes changes = {0};
        uint64_t asker, question, people;
        bool waits;

        world_open(&w, *state);
        asker = world_person(&w, "asker@example.org");
        for (unsigned n = 0; n < 3; n++)
            world_subscribe(&w, w.category, world_person(&w, mem_format(*state, "p%u@example.org", n)));
        question = world_post(&w, POST_QUESTION, 0, asker, "Quiet Fern", "If I seek therapy?", "Will it be recorded?", &changes);
        OK(&w, notify_plan(&w.f, w.ctx, &changes, rows[i].at_once, &w.why));
        assert_string_equal(world_planned(&w, question), rows[i].first);
        OK(&w, notify_waits(&w.f, &waits, &w.why));
        assert_int_equal(waits, rows[i].waits);
        world_expand(&w, 100);
        assert_string_equal(world_planned(&w, question), "question:2 question:3 question:4 receipt:1");
        OK(&w, store_event_people(w.f.db, question, &people, &w.why));
        assert_int_equal(people, 3);
        world_close(&w);
    }
}

static void later_subscribers_hear_nothing(void **state)
{
    struct world w;
    uint64_t asker, late, question;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    late = world_person(&w, "late@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    w.f.now += 10;
    world_subscribe(&w, w.category, late);
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, question), "receipt:1");
    world_close(&w);
}

static void answers_and_comments(void **state)
{
    struct world w;
    uint64_t asker, a, b, c, question, answer, second, comment, again;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    c = world_person(&w, "c@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    answer = world_reply(&w, POST_ANSWER, question, a, "Usually not.");
    world_expand(&w, 100);
    second = world_reply(&w, POST_ANSWER, question, b, "Ask them.");
    comment = world_reply(&w, POST_COMMENT, answer, c, "Are you sure?");
    again = world_reply(&w, POST_COMMENT, answer, a, "I am.");
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, answer), "answer:1 receipt:2");
    assert_string_equal(world_planned(&w, second), "answer:1 thread:2 receipt:3");
    assert_string_equal(world_planned(&w, comment), "comment:2 receipt:4");
    assert_string_equal(world_planned(&w, again), "after:4 receipt:2"); /* nobody hears of their own post but by its receipt */
    world_close(&w);
}

static void asker_who_answered_hears_once(void **state)
{
    struct world w;
    uint64_t asker, a, question, answer;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_reply(&w, POST_ANSWER, question, asker, "I found out myself.");
    answer = world_reply(&w, POST_ANSWER, question, a, "Usually not.");
    world_expand(&w, 100);
    assert_string_equal(world_planned(&w, answer), "answer:1 receipt:2");
    world_close(&w);
}

static void edited(struct world *w, uint64_t post, const char *title, const char *body)
{
    struct changes changes = {0};
    struct change *c = change_add(w->ctx, &changes, CHANGE_EDITED);
    struct post before;

    OK(w, store_post_get(w->f.db, w->ctx, post, &before, &w->why));
    OK(w, store_post_revise(w->f.db, post, title, body, w->f.now, &w->why));
    c->person = before.author;
    c->post = post;
    c->revision = before.revision + 1;
    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
}

static void edit(struct world *w, uint64_t post, const char *title, const char *body)
{
    edited(w, post, title, body);
    world_expand(w, 1);
}

/* A correction goes, once for each edit, to whom an earlier text was mailed and whose settings let it. */
static void corrections(void **state)
{
    struct world w;
    struct notice *list;
    struct person p;
    uint64_t asker, a, b, titles, question, people;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    titles = world_person(&w, "titles@example.org");
    OK(&w, store_person_get(w.f.db, *state, titles, &p, &w.why));
    p.content = CONTENT_TITLE;
    OK(&w, store_person_put(w.f.db, &p, "", &w.why));
    world_subscribe(&w, w.category, a);
    world_subscribe(&w, w.category, b);
    world_subscribe(&w, w.category, titles);
    question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    edit(&w, question, "If I seek therapy?", "Is it recorded?"); /* nobody has it yet: it is no correction */
    assert_string_equal(world_planned(&w, question), "question:2 question:3 question:4 receipt:1");
    assert_int_equal(world_claim(&w, &list), 4);
    assert_int_equal(list[0].revision, 2);

    OK(&w, store_notify_set(w.f.db, b, NOTIFY_QUESTION, NOTIFY_OFF, &w.why));
    edit(&w, question, "If I seek therapy?", "Is it on record?");
    assert_string_equal(world_planned(&w, question), "question:2 question:3 question:4 receipt:1 question:2");
    assert_string_equal(world_journal(&w, b).text, "notice-question|notify question=off|not planned");
    edit(&w, question, "If I seek therapy now?", "Is it on record?"); /* before that left: the later one goes, of a title to all */
    assert_int_equal(world_claim(&w, &list), 2);
    assert_int_equal(list[0].corrects, 4);
    assert_int_equal(list[0].revision, 4);
    assert_string_equal(world_planned(&w, question), "question:2 question:3 question:4 receipt:1 question:2 question:4");
    OK(&w, store_event_people(w.f.db, question, &people, &w.why));
    assert_int_equal(people, 3); /* the post's audience is what it was */
    world_close(&w);
}

/* The second edit comes, or the post goes, before anybody was looked up: of the first nobody hears. */
static void corrections_overtaken(void **state)
{
    for (unsigned gone = 0; gone < 2; gone++) {
        struct world w;
        struct notice *list;
        uint64_t asker, question;

        world_open(&w, *state);
        asker = world_person(&w, "asker@example.org");
        world_subscribe(&w, w.category, world_person(&w, "a@example.org"));
        question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
        world_expand(&w, 100);
        world_claim(&w, &list);
        edited(&w, question, "If I seek therapy?", "Is it recorded?");
        if (gone)
            OK(&w, store_post_state(w.f.db, question, POST_HIDDEN, &w.why));
        else
            edited(&w, question, "If I seek therapy?", "Is it on record?");
        world_expand(&w, 1);
        assert_string_equal(world_planned(&w, question), gone ? "question:2 receipt:1" : "question:2 receipt:1 question:2");
        world_close(&w);
    }
}

/* Undone before its audience was found, or after. */
static void undone_reaches_nobody(void **state)
{
    for (int expanded = 0; expanded < 2; expanded++) {
        void *ctx = mem_new(*state, int);
        struct world w;
        struct changes undone = {0};
        struct notice *list;
        uint64_t asker, a, question;

        world_open(&w, ctx);
        asker = world_person(&w, "asker@example.org");
        a = world_person(&w, "a@example.org");
        world_subscribe(&w, w.category, a);
        question = world_ask(&w, asker, "If I seek therapy?", "Will it be recorded?");
        if (expanded)
            world_expand(&w, 100);
        OK(&w, store_post_state(w.f.db, question, POST_UNDONE, &w.why));
        change_add(ctx, &undone, CHANGE_UNDONE)->post = question;
        OK(&w, notify_plan(&w.f, ctx, &undone, 0, &w.why));
        world_expand(&w, 100);
        if (!expanded)
            assert_string_equal(world_planned(&w, question), "");
        assert_int_equal(world_claim(&w, &list), 0);
        world_close(&w);
    }
}

UNIT_MAIN(UNIT(question_to_subscribers), UNIT(members_only), UNIT(without_children), UNIT(without_children_by_then),
          UNIT(arrived), UNIT(arrived_before_it_is_seen), UNIT(arrived_as_an_answer), UNIT(arrived_and_hidden), UNIT(small_steps_give_the_same), UNIT(the_first_at_once), UNIT(later_subscribers_hear_nothing),
          UNIT(answers_and_comments), UNIT(asker_who_answered_hears_once), UNIT(corrections), UNIT(corrections_overtaken),
          UNIT(undone_reaches_nobody))
