/* What people follow, and what mentions them: who hears, why, and who never does. */
#include "notify.h"

static uint64_t named(struct world *w, const char *address, const char *name)
{
    uint64_t id = world_person(w, address);
    struct person p;

    OK(w, store_person_get(w->f.db, w->ctx, id, &p, &w->why));
    p.handle = mem_string(w->ctx, name);
    p.name_mode = NAME_HANDLE;
    OK(w, store_person_put(w->f.db, &p, forum_follow_key(w->ctx, 0, name) + 2, &w->why));
    return id;
}

static void follow(struct world *w, uint64_t person, enum follow_kind kind, const char *subject)
{
    struct follow f = {kind, subject, subject, PACE_UNSET};
    bool changed;

    OK(w, store_follow(w->f.db, person, &f, w->f.now, &changed, &w->why));
    assert_true(changed);
}

/* A question by somebody, under a name that is theirs or is not. */
static uint64_t ask(struct world *w, uint64_t author, const char *name, bool anonymous, const char *tags, const char *body)
{
    struct changes changes = {0};
    uint64_t id;

    w->own_name = !anonymous;
    id = world_post(w, POST_QUESTION, 0, author, name, "If I seek therapy?", body, &changes);
    w->own_name = false;
    OK(w, store_post_tags(w->f.db, id, tags, &w->why));
    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    world_expand(w, 1);
    return id;
}

/* How many would hear of a reply to that post by somebody. */
static uint64_t reached(struct world *w, uint64_t post, uint64_t by)
{
    struct post reply = {.body = mem_string(w->ctx, "")}, to;
    struct heard heard;

    OK(w, store_post_get(w->f.db, w->ctx, post, &to, &w->why));
    reply.kind = to.kind == POST_QUESTION ? POST_ANSWER : POST_COMMENT;
    reply.thread = to.thread;
    reply.parent = post;
    reply.category = to.category;
    OK(w, audience_hear(&w->f, w->ctx, &reply, &heard, &w->why));
    return audience_beside(&heard, by);
}

static struct notice claimed(struct world *w, uint64_t person, uint64_t post)
{
    struct notice n;

    OK(w, store_notice_of(w->f.db, w->ctx, person, post, &n, &w->why));
    return n;
}

static const char *mail(struct world *w, const struct notice *n)
{
    struct rendered out;
    char *text;

    OK(w, notify_render(&w->f, w->ctx, n, &out, &w->why));
    text = str_dup(w->ctx, out.text);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    return text;
}

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

/* ---- by all ways at once, and how many that is ---- */

enum { CATEGORY = 1, PARENT = 2, TAG = 4, NAME = 8, MENTION = 16, WAYS = 32 };

/* Somebody whom a question by Wise Willow reaches by these ways. */
static void reach(struct world *w, uint64_t person, uint64_t willow, unsigned ways)
{
    if (ways & CATEGORY)
        world_subscribe(w, w->category, person);
    if (ways & PARENT)
        world_subscribe(w, w->parent, person);
    if (ways & TAG)
        follow(w, person, FOLLOW_TAG, "sleep");
    if (ways & NAME)
        follow(w, person, FOLLOW_PERSON, forum_follow_key(w->ctx, willow, "Wise Willow"));
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

UNIT_MAIN(UNIT(one_mail), UNIT(foreseen_is_reached), UNIT(previewed), UNIT(foreseen_of_others), UNIT(paces), UNIT(tags), UNIT(people), UNIT(threads), UNIT(comments_after), UNIT(mentions), UNIT(mentioned_by_their_name_here), UNIT(mentioned_once),
          UNIT(mentioned_in_steps), UNIT(no_number_tells))
