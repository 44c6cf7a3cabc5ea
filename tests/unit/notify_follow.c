/* What people follow: who hears, why, and how it comes. */
#include "notify_follow.h"

static void tags(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t asker, a, b, both, question;
    bool changed;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    both = world_person(&w, "both@example.org");
    follow(&w, a, FOLLOW_TAG, "sleep");
    follow(&w, b, FOLLOW_TAG, "costs");
    follow(&w, both, FOLLOW_TAG, "sleep");
    follow(&w, both, FOLLOW_TAG, "costs");
    follow(&w, asker, FOLLOW_TAG, "costs");
    world_subscribe(&w, w.category, both);
    question = ask(&w, asker, "Quiet Fern", true, "costs sleep", "Words.");
    assert_string_equal(world_planned(&w, question), "question:4 question:3 question:2 receipt:1"); /* each once */
    assert_int_equal(world_claim(&w, &list), 4);
    n = claimed(&w, a, question);
    assert_string_equal(n.because, "#sleep");
    assert_non_null(strstr(mail(&w, &n), "because you follow #sleep."));
    assert_non_null(strstr(mail(&w, &n), "unfollow"));
    assert_null(strstr(mail(&w, &n), "unsubscribe"));
    n = claimed(&w, both, question);
    assert_string_equal(n.because, "");
    assert_non_null(strstr(mail(&w, &n), "because you subscribe to Psychotherapy."));

    question = ask(&w, asker, "Quiet Fern", true, "dreams", "Words.");
    assert_string_equal(world_planned(&w, question), "question:4 receipt:1");

    /* What they follow no more by the time it would leave does not. */
    question = ask(&w, asker, "Quiet Fern", true, "costs", "Words.");
    OK(&w, store_unfollow(w.f.db, b, FOLLOW_TAG, "costs", &changed, &w.why));
    world_claim(&w, &list);
    assert_string_equal(world_journal(&w, b).text, "notice-question|unsubscribe|withdrawn");
    world_close(&w);
}

/* Only a name that is their own leads to its followers: no pseudonym, no name of before, nobody else's by that name. */
static void people(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t willow, oak, a, question;

    world_open(&w, *state);
    willow = named(&w, "willow@example.org", "Wise Willow");
    oak = named(&w, "oak@example.org", "Old Oak");
    a = world_person(&w, "a@example.org");
    follow(&w, a, FOLLOW_PERSON, forum_follow_key(w.ctx, willow, "Wise Willow"));
    question = ask(&w, willow, "Wise Willow", false, "", "Words.");
    assert_string_equal(world_planned(&w, question), "question:3 receipt:1");
    world_claim(&w, &list);
    n = claimed(&w, a, question);
    assert_string_equal(n.because, "Wise Willow");
    assert_non_null(strstr(mail(&w, &n), "because you follow Wise Willow."));
    assert_string_equal(world_planned(&w, ask(&w, willow, "Quiet Fern", true, "", "Words.")), "receipt:1");
    assert_string_equal(world_planned(&w, ask(&w, willow, "Anonymous", true, "", "Words.")), "receipt:1");
    assert_string_equal(world_planned(&w, ask(&w, willow, "Wise Willow", true, "", "Words.")), "receipt:1");
    assert_string_equal(world_planned(&w, ask(&w, willow, "New Name", false, "", "Words.")), "receipt:1");
    assert_string_equal(world_planned(&w, ask(&w, oak, "Wise Willow", false, "", "Words.")), "receipt:2");
    world_close(&w);
}

static void threads(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t asker, a, b, c, question, answer;
    bool changed;

    world_open(&w, *state);
    asker = world_person(&w, "asker@example.org");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    c = world_person(&w, "c@example.org");
    question = world_ask(&w, asker, "If I seek therapy?", "Words.");
    follow(&w, a, FOLLOW_THREAD, mem_format(w.ctx, "%llu", (unsigned long long)question));
    follow(&w, c, FOLLOW_THREAD, mem_format(w.ctx, "%llu", (unsigned long long)question));
    assert_int_equal(reached(&w, question, b), 3);
    OK(&w, store_mute(w.f.db, question, c, true, &w.why)); /* beats it */
    assert_int_equal(reached(&w, question, b), 2);
    OK(&w, store_notify_set(w.f.db, a, NOTIFY_THREAD, NOTIFY_OFF, &w.why));
    assert_int_equal(reached(&w, question, b), 1);
    OK(&w, store_notify_set(w.f.db, a, NOTIFY_THREAD, NOTIFY_NOW, &w.why));
    answer = world_reply(&w, POST_ANSWER, question, b, "An answer.");
    world_expand(&w, 1);
    assert_string_equal(world_planned(&w, answer), "answer:1 thread:2 receipt:3");
    world_claim(&w, &list);
    n = claimed(&w, a, answer);
    assert_string_equal(n.because, mem_format(w.ctx, "Q%llu", (unsigned long long)question));
    assert_non_null(strstr(mail(&w, &n), "because you follow this question."));
    assert_null(strstr(mail(&w, &n), "answers too"));
    answer = world_reply(&w, POST_ANSWER, question, b, "Another.");
    world_expand(&w, 1);
    OK(&w, store_unfollow(w.f.db, a, FOLLOW_THREAD, mem_format(w.ctx, "%llu", (unsigned long long)question), &changed, &w.why));
    world_claim(&w, &list);
    assert_string_equal(world_journal(&w, a).text, "notice-thread|unfollow|withdrawn");
    world_close(&w);
}

/* How what brings it is to come: of a tag, a name, a thread. */
static void paces(void **state)
{
    struct world w;
    struct notice *list, n;
    uint64_t willow, a, b, c, question, answer;

    world_open(&w, *state);
    willow = named(&w, "willow@example.org", "Wise Willow");
    a = world_person(&w, "a@example.org");
    b = world_person(&w, "b@example.org");
    c = world_person(&w, "c@example.org");
    reach(&w, a, willow, TAG);
    reach(&w, b, willow, NAME);
    OK(&w, store_follow_set_pace(w.f.db, a, &(struct follow){FOLLOW_TAG, "sleep", "", PACE_DAILY}, &w.why));
    OK(&w, store_follow_set_pace(w.f.db, b, &(struct follow){FOLLOW_PERSON, forum_follow_key(w.ctx, willow, "Wise Willow"), "", PACE_NOW}, &w.why));
    OK(&w, store_notify_set(w.f.db, b, NOTIFY_QUESTION, NOTIFY_WEEKLY, &w.why));
    question = ask(&w, willow, "Wise Willow", false, "sleep", "Words.");
    n = claimed(&w, a, question);
    assert_int_equal(n.state, NOTICE_GATHERED);
    n = claimed(&w, b, question);
    assert_int_equal(n.state, NOTICE_WAITING); /* it says more than what is said of all */
    follow(&w, c, FOLLOW_THREAD, mem_format(w.ctx, "%llu", (unsigned long long)question));
    OK(&w, store_follow_set_pace(w.f.db, c, &(struct follow){FOLLOW_THREAD, mem_format(w.ctx, "%llu", (unsigned long long)question), "", PACE_WEEKLY}, &w.why));
    answer = world_reply(&w, POST_ANSWER, question, a, "An answer.");
    world_expand(&w, 1);
    n = claimed(&w, c, answer);
    assert_int_equal(n.state, NOTICE_GATHERED);
    assert_string_equal(world_journal(&w, c).text, "notice-thread|follow weekly|for the digest");
    world_claim(&w, &list);
    world_close(&w);
}

UNIT_MAIN(UNIT(tags), UNIT(people), UNIT(threads), UNIT(paces))
