/* Who hears of a post: comments that hang together, and all ways at once, by which one mail comes, and as many as was said beforehand. */
#include "notify_follow.h"

/* Comments below one question or answer hear of each other, however they hang together; those below another do not. */
static void comments_after(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t asker, a, b, c, d, question, answer, first, second, third, elsewhere;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    c = world_person(&w, "c@example.org");
    d = world_person(&w, "d@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Words.");
    answer = world_reply(&w, POST_ANSWER, question, a, "An answer.");
    elsewhere = world_reply(&w, POST_COMMENT, question, d, "On the question.");
    first = world_reply(&w, POST_COMMENT, answer, b, "One.");
    second = world_reply(&w, POST_COMMENT, first, c, "On that comment.");
    assert_int_equal(reached(&w, answer, asker), 3); /* who answered, and who commented there */
    third = world_reply(&w, POST_COMMENT, answer, asker, "On the answer.");
    world_expand(&w, 1);
    assert_string_equal(world_planned(&w, elsewhere), "comment:1 receipt:5");
    assert_string_equal(world_planned(&w, first), "comment:2 receipt:3");
    assert_string_equal(world_planned(&w, second), "comment:3 receipt:4");
    assert_string_equal(world_planned(&w, third), "comment:2 after:3 after:4 receipt:1");
    world_claim(&w, &list);
    n = claimed(&w, b, third);
    assert_non_null(strstr(mail(&w, &n), "comments on the answer after you:"));
    assert_non_null(strstr(mail(&w, &n), "because you commented before."));
    assert_int_equal(n.audience, 2); /* the asker, and c */
    OK(&w, store_mute(w.f.db, question, c, true, &w.why));
    OK(&w, store_post_state(w.f.db, first, POST_DELETED, &w.why)); /* b takes no part any more */
    third = world_reply(&w, POST_COMMENT, answer, asker, "Once more.");
    world_expand(&w, 1);
    assert_string_equal(world_planned(&w, third), "comment:2 receipt:1");
    world_close(&w);
}

/* Whichever ways a question reaches somebody by, one mail comes, where there is one. */
static void one_mail(void **state)
{
    for (unsigned ways = 0; ways < WAYS; ways++) {
        struct world w;
        struct notice *list;
        uint64_t willow, oak, question;
        size_t count = 0, claimed_all;

        world_open(&w, *state);
        willow = named(&w, "willow@example.org", "Wise Willow");
        oak = named(&w, "oak@example.org", "Old Oak");
        reach(&w, oak, willow, ways);
        question = ask(&w, willow, "Wise Willow", false, "sleep", ways & MENTION ? "What says @Old Oak?" : "Words.");
        claimed_all = world_claim(&w, &list);
        for (size_t i = 0; i < claimed_all; i++)
            count += list[i].person == oak && list[i].post == question;
        assert_int_equal(count, ways != 0);
        w.f.now += 8 * 86400; /* nor in a digest later */
        assert_int_equal(world_claim(&w, &list), claimed_all);
        world_close(&w);
    }
}

/* How many a question that is not there yet would reach. */
static uint64_t foreseen(struct world *w, uint64_t author, uint64_t follows, const char *body)
{
    struct post p = {.kind = POST_QUESTION, .category = w->category, .author = author, .name = mem_string(w->ctx, "Wise Willow"),
                     .tags = mem_string(w->ctx, "costs sleep"), .body = mem_string(w->ctx, body), .follows = follows};
    struct heard heard;

    OK(w, audience_hear(&w->f, w->ctx, &p, &heard, &w->why));
    return audience_beside(&heard, author);
}

/* What is said beforehand is what comes: of all ways but a mention, less who will not hear of it. */
static void foreseen_is_reached(void **state)
{
    static const struct {
        unsigned ways;
        enum { NOTHING, QUESTIONS_OFF, OFF_BUT_DAILY, ALONE, STOPPED_BEFORE, BLOCKED_BEFORE } but;
        uint64_t people;
    } rows[] = {
        {0, NOTHING, 0}, {CATEGORY, NOTHING, 1}, {PARENT, NOTHING, 1}, {TAG, NOTHING, 1}, {NAME, NOTHING, 1}, {MENTION, NOTHING, 0},
        {CATEGORY | PARENT | TAG | NAME | MENTION, NOTHING, 1},
        {CATEGORY, QUESTIONS_OFF, 0}, {TAG | NAME, QUESTIONS_OFF, 0}, {MENTION | TAG, QUESTIONS_OFF, 0}, {CATEGORY, OFF_BUT_DAILY, 1},
        {PARENT, ALONE, 0}, {PARENT | NAME, ALONE, 1}, {CATEGORY | TAG, STOPPED_BEFORE, 0}, {MENTION, BLOCKED_BEFORE, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w;
        struct person p;
        uint64_t willow, oak, people_;
        const char *body = rows[i].ways & MENTION ? "What says @Old Oak?" : "Words.";

        world_open(&w, *state);
        willow = named(&w, "willow@example.org", "Wise Willow");
        oak = named(&w, "oak@example.org", "Old Oak");
        reach(&w, willow, willow, CATEGORY | TAG); /* who asks is not counted */
        reach(&w, oak, willow, rows[i].ways);
        if (rows[i].but == QUESTIONS_OFF || rows[i].but == OFF_BUT_DAILY)
            OK(&w, store_notify_set(w.f.db, oak, NOTIFY_QUESTION, NOTIFY_OFF, &w.why));
        if (rows[i].but == OFF_BUT_DAILY)
            OK(&w, store_subscription_set_pace(w.f.db, w.category, oak, PACE_DAILY, &w.why));
        if (rows[i].but == ALONE)
            OK(&w, store_subscription_set_alone(w.f.db, w.parent, oak, true, &w.why));
        OK(&w, store_person_get(w.f.db, w.ctx, oak, &p, &w.why));
        p.state = rows[i].but == STOPPED_BEFORE ? PERSON_STOPPED : rows[i].but == BLOCKED_BEFORE ? PERSON_BLOCKED : PERSON_MEMBER;
        OK(&w, store_person_put(w.f.db, &p, forum_follow_key(w.ctx, 0, "Old Oak") + 2, &w.why));
        assert_int_equal(foreseen(&w, willow, 0, body), rows[i].people);
        OK(&w, store_event_people(w.f.db, ask(&w, willow, "Wise Willow", false, "costs sleep", body), &people_, &w.why));
        assert_int_equal(people_, rows[i].people);
        world_close(&w);
    }
}

/* A preview says it. */
static void previewed(void **state)
{
    struct world w;
    struct changes changes = {0};
    struct change *c;
    struct notice *list;
    struct post p = {.kind = POST_QUESTION, .name = mem_string(*state, "Quiet Fern"), .anonymous = true, .body = mem_string(*state, "Words.")};

    world_open(&w, *state);
    p.author = world_person(&w, "asker@example.org");
    p.category = w.category;
    p.tags = mem_string(*state, "sleep");
    reach(&w, world_person(&w, "a@example.org"), 0, TAG);
    reach(&w, world_person(&w, "b@example.org"), 0, PARENT);
    c = change_add(*state, &changes, CHANGE_TELL);
    c->notice = NOTICE_PREVIEW;
    c->person = p.author;
    c->shown = &p;
    change_pair(*state, c, "kind", "question");
    change_pair(*state, c, "name", "Quiet Fern");
    OK(&w, notify_plan(&w.f, w.ctx, &changes, 0, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    assert_non_null(strstr(mail(&w, &list[0]), "shown as Quiet Fern and sent to 2 people,"));
    world_close(&w);
}

/* Whoever wrote what it comes of is one more; and what is too many to look at is what the categories count. */
static void foreseen_of_others(void **state)
{
    struct world w;
    uint64_t willow, oak, question, answer;

    world_open(&w, *state);
    willow = named(&w, "willow@example.org", "Wise Willow");
    oak = named(&w, "oak@example.org", "Old Oak");
    question = ask(&w, willow, "Wise Willow", false, "", "Words.");
    answer = world_reply(&w, POST_ANSWER, question, oak, "An answer.");
    assert_int_equal(foreseen(&w, willow, answer, "Words."), 1);
    for (unsigned i = 0; i < AUDIENCE_EXACT + 20; i++)
        world_subscribe(&w, i % 2 ? w.category : w.parent, world_person(&w, mem_format(w.ctx, "p%u@example.org", i)));
    assert_int_equal(foreseen(&w, willow, 0, "Words."), AUDIENCE_EXACT + 20);
    assert_int_equal(reached(&w, answer, willow), 1); /* a comment there, which they do not hear of */
    world_close(&w);
}

UNIT_MAIN(UNIT(comments_after), UNIT(one_mail), UNIT(foreseen_is_reached), UNIT(previewed), UNIT(foreseen_of_others))
