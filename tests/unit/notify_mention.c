/* What mentions people: whom it means, and that nothing tells who else they are. */
#include "notify_follow.h"

static void mentions(void **state)
{
    static const struct {
        const char *body, *heard;
    } rows[] = {
        {"What do you think, @Wise Willow?", "mention:2"},
        {"@wise willow", "mention:2"},
        {"@WiseWillow knows", "mention:2"},
        {"@Wise Willow and I agree", "mention:2"},
        {"@Oak, and @Wise Willow: what now", "mention:2 mention:3"},
        {"@Oak @Oak @Oak", "mention:3"},
        {"(@Oak)", "mention:3"},
        {"**@Oak**", "mention:3"},
        {"@Oak-like", "mention:3"},
        {"Write to me@oak.example", ""},
        {"a.@Oak", ""},
        {"@ Oak", ""},
        {"@Oaks and @Wise", ""},
        {"@Quiet Fern", ""},        /* the name of somebody in some thread */
        {"@Hidden Hare", ""},       /* whose owner goes by it no more */
        {"@Myself", ""},            /* the author's own */
        {"@", ""}, {"", ""}, {"@@@@Oak", "mention:3"},
        {"@x1 @x2 @x3 @x4 @x5 @x6 @x7 @x8 @x9 @x0 @Oak", ""}, /* the first ten are looked at */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w;
        struct person p;
        uint64_t hare, question;
        const char *planned;

        world_open(&w, *state);
        named(&w, "asker@example.org", "Myself");
        named(&w, "willow@example.org", "Wise Willow");
        named(&w, "oak@example.org", "Oak");
        hare = named(&w, "hare@example.org", "Hidden Hare");
        OK(&w, store_person_get(w.f.db, w.ctx, hare, &p, &w.why));
        p.name_mode = NAME_PSEUDONYM;
        OK(&w, store_person_put(w.f.db, &p, forum_follow_key(w.ctx, 0, "Hidden Hare") + 2, &w.why));
        question = ask(&w, 1, "Quiet Fern", true, "", rows[i].body);
        planned = world_planned(&w, question);
        if (strcmp(planned, mem_format(w.ctx, "%s%sreceipt:1", rows[i].heard, *rows[i].heard == '\0' ? "" : " ")) != 0)
            fail_msg("%s: %s", rows[i].body, planned);
        world_close(&w);
    }
}

/* Who has the name in the thread is meant, not who goes by it elsewhere. */
static void mentioned_by_their_name_here(void **state)
{
    struct world w;
    uint64_t fern, question;

    world_open(&w, *state);
    named(&w, "asker@example.org", "Asker");
    fern = named(&w, "fern@example.org", "Quiet Fern");
    question = ask(&w, 1, "Quiet Fern", true, "", "Who knows?");
    question = world_reply(&w, POST_ANSWER, question, named(&w, "oak@example.org", "Oak"), "I do, @Quiet Fern.");
    world_expand(&w, 1);
    assert_string_equal(world_planned(&w, question), "answer:1 receipt:3");
    question = ask(&w, 1, "Slow Snail", true, "", "Does @Quiet Fern know?");
    assert_string_equal(world_planned(&w, question), "mention:2 receipt:1");
    assert_int_equal(fern, 2);
    world_close(&w);
}

/* Somebody mentioned who would hear anyway hears once, of what is nearest to them. */
static void mentioned_once(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t asker, willow, question, answer, people;

    world_open(&w, *state);
    asker = named(&w, "asker@example.org", "Asker");
    willow = named(&w, "willow@example.org", "Wise Willow");
    world_subscribe(&w, w.category, willow);
    question = ask(&w, asker, "Asker", false, "", "What says @Wise Willow?");
    assert_string_equal(world_planned(&w, question), "mention:2 receipt:1");
    world_claim(&w, &list);
    n = claimed(&w, willow, question);
    assert_non_null(strstr(mail(&w, &n), "becomes a public answer"));
    assert_non_null(strstr(mail(&w, &n), "because it mentions you."));
    answer = world_reply(&w, POST_ANSWER, question, willow, "This, @Asker.");
    world_expand(&w, 1);
    assert_string_equal(world_planned(&w, answer), "answer:1 receipt:2");
    OK(&w, store_notify_set(w.f.db, willow, NOTIFY_MENTION, NOTIFY_OFF, &w.why));
    question = ask(&w, asker, "Asker", false, "", "And now, @Wise Willow?");
    assert_string_equal(world_planned(&w, question), "question:2 receipt:1"); /* as every subscriber */
    OK(&w, store_notify_set(w.f.db, willow, NOTIFY_QUESTION, NOTIFY_OFF, &w.why));
    OK(&w, store_notify_set(w.f.db, willow, NOTIFY_MENTION, NOTIFY_NOW, &w.why));
    question = ask(&w, asker, "Asker", false, "", "Or now, @Wise Willow?");
    assert_string_equal(world_planned(&w, question), "mention:2 receipt:1");
    OK(&w, store_event_people(w.f.db, question, &people, &w.why));
    assert_int_equal(people, 0);
    OK(&w, store_notify_set(w.f.db, willow, NOTIFY_QUESTION, NOTIFY_DAILY, &w.why));
    question = ask(&w, asker, "Asker", false, "", "And today, @Wise Willow?");
    world_claim(&w, &list);
    n = claimed(&w, willow, question);
    assert_int_equal(n.kind, NOTICE_MENTION); /* at once, not in the digest */
    assert_int_equal(n.date, w.f.now);
    world_close(&w);
}

/* A step looks at no more people than it may. */
static void mentioned_in_steps(void **state)
{
    struct world w;
    uint64_t asker, question;

    world_open(&w, *state);
    asker = named(&w, "asker@example.org", "Asker");
    named(&w, "willow@example.org", "Wise Willow");
    named(&w, "oak@example.org", "Oak");
    question = world_ask(&w, asker, "If I seek therapy?", "What do @Wise Willow and @Oak say?");
    assert_true(world_expand(&w, 1) >= 3);
    assert_string_equal(world_planned(&w, question), "mention:2 mention:3 receipt:1");
    world_close(&w);
}

/* Whether somebody under a pseudonym goes by a name elsewhere: who mentions the name counts as many as who mentions another. */
static void no_number_tells(void **state)
{
    static const char *const names[] = {"Wise Willow", "Oak"};
    uint64_t counted[2][3];

    for (unsigned i = 0; i < 2; i++) {
        struct world w;
        uint64_t willow, eve, question, answer, comment;

        world_open(&w, *state);
        willow = named(&w, "willow@example.org", "Wise Willow");
        named(&w, "oak@example.org", "Oak");
        eve = named(&w, "eve@example.org", "Eve");
        world_subscribe(&w, w.category, willow);
        question = ask(&w, eve, "Eve", false, "", mem_format(w.ctx, "What says @%s?", names[i]));
        world_expand(&w, 1);
        OK(&w, store_event_people(w.f.db, question, &counted[i][0], &w.why));
        question = ask(&w, willow, "Quiet Fern", true, "", "Who knows?");
        answer = world_reply(&w, POST_ANSWER, question, eve, mem_format(w.ctx, "Are you @%s, perhaps?", names[i]));
        world_expand(&w, 1);
        OK(&w, store_event_people(w.f.db, answer, &counted[i][1], &w.why));
        comment = world_reply(&w, POST_COMMENT, answer, willow, "Who knows.");
        comment = world_reply(&w, POST_COMMENT, comment, eve, mem_format(w.ctx, "But @%s does.", names[i]));
        world_expand(&w, 1);
        OK(&w, store_event_people(w.f.db, comment, &counted[i][2], &w.why));
        world_close(&w);
    }
    for (unsigned j = 0; j < 3; j++)
        assert_int_equal(counted[0][j], counted[1][j]);
}

UNIT_MAIN(UNIT(mentions), UNIT(mentioned_by_their_name_here), UNIT(mentioned_once), UNIT(mentioned_in_steps),
          UNIT(no_number_tells))
