#include "notify.h"

static struct notice *find(struct notice *list, size_t count, enum notice_kind kind)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].kind == kind)
            return &list[i];
    fail();
    return NULL;
}

/* A question with one subscriber, expanded. */
struct scene {
    struct world w;
    uint64_t asker, a, question;
};

static void set_scene(struct scene *s, void *ctx)
{
    world_open(&s->w, ctx);
    s->asker = world_person(&s->w, "asker@example.org");
    s->a = world_person(&s->w, "a@example.org");
    world_subscribe(&s->w, s->w.category, s->a);
    s->question = world_ask(&s->w, s->asker, "If I seek therapy?", "Will it be recorded?");
    world_expand(&s->w, 100);
}

static void freezes_once(void **state)
{
    struct scene s;
    struct notice *list, *n, first;
    struct person person;
    size_t count;

    set_scene(&s, *state);
    count = world_claim(&s.w, &list);
    assert_int_equal(count, 2);
    n = find(list, count, NOTICE_QUESTION);
    assert_int_equal(n->date, WORLD_NOW);
    assert_int_equal(n->expiry, 691 + 90); /* 2026-11-23 is day 691 */
    assert_int_equal(n->revision, 1);
    assert_int_equal(n->audience, 1); /* the asker */
    assert_true(n->promise);
    assert_true(*n->name != '\0');
    first = *n;
    assert_int_equal(find(list, count, NOTICE_RECEIPT)->audience, 1); /* the subscriber */
    /* Everything it was frozen from changes; the lease runs out; the same stands there. */
    OK(&s.w, store_person_get(s.w.f.db, *state, s.a, &person, &s.w.why));
    person.generation++;
    person.content = CONTENT_TITLE;
    person.html = !person.html;
    person.greeted = true;
    OK(&s.w, store_person_put(s.w.f.db, &person, "", &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.question, "Other title", "Other words", s.w.f.now + 1, &s.w.why));
    s.w.f.now += 3601;
    count = world_claim(&s.w, &list);
    assert_int_equal(count, 2);
    n = find(list, count, NOTICE_QUESTION);
    assert_int_equal(n->date, first.date);
    assert_int_equal(n->expiry, first.expiry);
    assert_int_equal(n->revision, first.revision);
    assert_int_equal(n->generation, first.generation);
    assert_int_equal(n->content, first.content);
    assert_int_equal(n->html, first.html);
    assert_int_equal(n->promise, first.promise);
    assert_int_equal(n->audience, first.audience);
    assert_string_equal(n->name, first.name);
    world_close(&s.w);
}

static void leased_is_not_claimed_again(void **state)
{
    struct scene s;
    struct notice *list;

    set_scene(&s, *state);
    assert_int_equal(world_claim(&s.w, &list), 2);
    assert_int_equal(world_claim(&s.w, &list), 0);
    world_close(&s.w);
}

/* What can come between planning and claiming, and the word the journal has for it. */
static void stop(struct scene *s)
{
    struct person person;

    OK(&s->w, store_person_get(s->w.f.db, s->w.ctx, s->a, &person, &s->w.why));
    person.state = PERSON_STOPPED;
    OK(&s->w, store_person_put(s->w.f.db, &person, "", &s->w.why));
}

static void block(struct scene *s)
{
    struct person person;

    OK(&s->w, store_person_get(s->w.f.db, s->w.ctx, s->a, &person, &s->w.why));
    person.state = PERSON_BLOCKED;
    OK(&s->w, store_person_put(s->w.f.db, &person, "", &s->w.why));
}

static void switch_off(struct scene *s)
{
    OK(&s->w, store_notify_set(s->w.f.db, s->a, NOTIFY_QUESTION, NOTIFY_OFF, &s->w.why));
}

static void mute(struct scene *s)
{
    OK(&s->w, store_mute(s->w.f.db, s->question, s->a, true, &s->w.why));
}

static void leave(struct scene *s)
{
    bool changed;

    OK(&s->w, store_unsubscribe(s->w.f.db, s->w.category, s->a, &changed, &s->w.why));
}

static void hide(struct scene *s)
{
    OK(&s->w, store_post_state(s->w.f.db, s->question, POST_HIDDEN, &s->w.why));
}

static void undo(struct scene *s)
{
    OK(&s->w, store_post_state(s->w.f.db, s->question, POST_UNDONE, &s->w.why));
}

static void put_out(struct scene *s)
{
    struct category c;

    OK(&s->w, store_category_get(s->w.f.db, s->w.ctx, s->w.parent, &c, &s->w.why));
    c.access = ACCESS_MEMBERS;
    OK(&s->w, store_category_put(s->w.f.db, &c, &s->w.why));
}

static void nothing(struct scene *s)
{
    (void)s;
}

static const struct {
    void (*happens)(struct scene *s);
    const char *line;
} rows[] = {
    {nothing, "notice-question|notify question=now|attempt 1"},
    {stop, "notice-question|stop|withdrawn"},
    {block, "notice-question|blocked|withdrawn"},
    {switch_off, "notice-question|notify question=off|withdrawn"},
    {mute, "notice-question|mute|withdrawn"},
    {leave, "notice-question|unsubscribe|withdrawn"},
    {hide, "notice-question|withdrawn|withdrawn"},
    {undo, "notice-question|withdrawn|withdrawn"},
    {put_out, "notice-question|members only|withdrawn"},
};

static void looks_once_more(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *ctx = mem_new(*state, int);
        struct scene s;
        struct notice *list;
        size_t count, got = 0;

        set_scene(&s, ctx);
        rows[i].happens(&s);
        count = world_claim(&s.w, &list);
        for (size_t k = 0; k < count; k++)
            got += list[k].person == s.a;
        assert_int_equal(got, rows[i].happens == nothing);
        assert_string_equal(world_journal(&s.w, s.a).text, rows[i].line);
        assert_int_equal(world_journal(&s.w, s.a).count, 1);
        world_close(&s.w);
        mem_free(ctx);
    }
}

static void an_answer_dies_with_its_question(void **state)
{
    struct scene s;
    struct notice *list;
    size_t count;

    set_scene(&s, *state);
    world_claim(&s.w, &list);
    world_reply(&s.w, POST_ANSWER, s.question, s.a, "Usually not.");
    world_expand(&s.w, 100);
    OK(&s.w, store_post_state(s.w.f.db, s.question, POST_DELETED, &s.w.why));
    count = world_claim(&s.w, &list);
    assert_int_equal(count, 0);
    assert_string_equal(world_journal(&s.w, s.asker).text, "notice-answer|withdrawn|withdrawn");
    world_close(&s.w);
}

/* A comment on an answer is two steps from the question. */
static void a_comment_dies_with_its_question(void **state)
{
    struct scene s;
    struct notice *list;
    uint64_t answer;

    set_scene(&s, *state);
    answer = world_reply(&s.w, POST_ANSWER, s.question, s.a, "Usually not.");
    world_expand(&s.w, 100);
    world_claim(&s.w, &list);
    world_reply(&s.w, POST_COMMENT, answer, s.asker, "And in the other cases?");
    world_expand(&s.w, 100);
    OK(&s.w, store_post_state(s.w.f.db, s.question, POST_HIDDEN, &s.w.why));
    assert_int_equal(world_claim(&s.w, &list), 0);
    world_close(&s.w);
}

static void asks_only_while_it_waits(void **state)
{
    struct scene s;
    struct changes changes = {0};
    struct change *c;
    struct held held = {.reason = HOLD_VERDICT,
                        .created = WORLD_NOW,
                        .expires = WORLD_NOW + 86400,
                        .domain = STR_EMPTY,
                        .mail = STR("sealed")};
    struct notice *list;
    uint64_t id;

    set_scene(&s, *state);
    world_claim(&s.w, &list);
    held.person = s.a;
    OK(&s.w, store_held_add(s.w.f.db, &held, &id, &s.w.why));
    c = change_add(*state, &changes, CHANGE_TELL);
    c->notice = NOTICE_ASK;
    c->person = s.a;
    c->held = id;
    change_pair(*state, c, "time", "2026-11-23 17:05");
    OK(&s.w, notify_plan(&s.w.f, *state, &changes, 0, &s.w.why));
    OK(&s.w, store_held_settle(s.w.f.db, id, HELD_DROPPED, &s.w.why));
    assert_int_equal(world_claim(&s.w, &list), 0);
    assert_string_equal(world_journal(&s.w, s.a).text, "notice-ask|settled|withdrawn");
    world_close(&s.w);
}

/* `stop` keeps everything in but the mail that says it was heard. */
static void stop_is_told(void **state)
{
    struct scene s;
    struct changes changes = {0};
    struct change *c;
    struct notice *list;

    set_scene(&s, *state);
    world_claim(&s.w, &list);
    stop(&s);
    c = change_add(*state, &changes, CHANGE_TELL);
    c->notice = NOTICE_TOLD;
    c->person = s.a;
    change_pair(*state, c, "text", "You get no more mail.");
    OK(&s.w, notify_plan(&s.w.f, *state, &changes, 0, &s.w.why));
    assert_int_equal(world_claim(&s.w, &list), 1);
    assert_string_equal(world_journal(&s.w, s.a).text, "notice-told|own mail|attempt 1");
    c->notice = NOTICE_OUTCOME; /* what an editor did is not what they did */
    OK(&s.w, notify_plan(&s.w.f, *state, &changes, 0, &s.w.why));
    assert_int_equal(world_claim(&s.w, &list), 0);
    assert_string_equal(world_journal(&s.w, s.a).text, "notice-outcome|stop|withdrawn");
    world_close(&s.w);
}

/* Whatever was planned: nobody is told of what they wrote, nor, before they said ok, of what others did. */
static void not_to_them(void **state)
{
    static const struct {
        bool own;
        const char *journal;
    } hearers[] = {{true, "notice-question|own post|withdrawn"}, {false, "notice-question|newcomers|withdrawn"}};

    for (size_t i = 0; i < sizeof hearers / sizeof *hearers; i++) {
        struct scene s;
        struct notice *list, n = {.kind = NOTICE_QUESTION, .due = WORLD_NOW, .give_up = WORLD_NOW + 86400};
        struct person p;
        bool added;

        set_scene(&s, *state);
        world_claim(&s.w, &list);
        OK(&s.w, store_person_get(s.w.f.db, *state, s.a, &p, &s.w.why));
        p.state = PERSON_NEWCOMER;
        OK(&s.w, store_person_put(s.w.f.db, &p, "", &s.w.why));
        n.person = hearers[i].own ? s.asker : s.a;
        n.post = world_ask(&s.w, s.asker, "If I seek advice?", "Will it be recorded?");
        OK(&s.w, store_notice_add(s.w.f.db, &n, &added, &n.id, &s.w.why));
        assert_int_equal(world_claim(&s.w, &list), 0);
        assert_string_equal(world_journal(&s.w, n.person).text, hearers[i].journal);
        world_close(&s.w);
    }
}

/* What reaches people who are no members: what they asked for, and what they are to know. */
static void those_who_are_no_members(void **state)
{
    static const struct {
        enum person_state person;
        enum notice_kind kind;
        bool asked, leaves;
    } people[] = {
        {PERSON_NEWCOMER, NOTICE_TOLD, true, true},     {PERSON_NEWCOMER, NOTICE_BLOCKED, false, false}, {PERSON_STOPPED, NOTICE_TOLD, true, true},
        {PERSON_STOPPED, NOTICE_BLOCKED, false, false}, {PERSON_BLOCKED, NOTICE_BLOCKED, false, true},   {PERSON_BLOCKED, NOTICE_TOLD, true, true},
        {PERSON_BLOCKED, NOTICE_TOLD, false, false},    {PERSON_FORGOTTEN, NOTICE_TOLD, true, false},    {PERSON_FORGOTTEN, NOTICE_FAREWELL, true, true},
    };

    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct scene s;
        struct changes changes = {0};
        struct change *c;
        struct notice *list;
        struct person p;

        set_scene(&s, *state);
        world_claim(&s.w, &list);
        OK(&s.w, store_person_get(s.w.f.db, *state, s.a, &p, &s.w.why));
        p.state = people[i].person;
        OK(&s.w, store_person_put(s.w.f.db, &p, "", &s.w.why));
        c = change_add(*state, &changes, CHANGE_TELL);
        c->notice = people[i].kind;
        c->person = s.a;
        change_pair(*state, c, "text", "This is what it is.");
        change_pair(*state, c, "asked", people[i].asked ? "yes" : "");
        OK(&s.w, notify_plan(&s.w.f, *state, &changes, 0, &s.w.why));
        if (world_claim(&s.w, &list) != people[i].leaves)
            fail_msg("row %zu", i);
        world_close(&s.w);
    }
}

/* What others do waits for the end of somebody's quiet hours, by their clocks; what they did themselves is answered at once. */
static void quiet_hours(void **state)
{
    static const struct {
        const char *zone;
        unsigned from, until;
        int64_t now, waits; /* minutes; 0: it goes */
    } nights[] = {
        {"", 22 * 60, 7 * 60, 1795453500, 0},                       /* 17:05 UTC */
        {"", 17 * 60, 18 * 60, 1795453500, 55},
        {"", 0, 0, 1795453500, 0},
        {"", 17 * 60 + 5, 17 * 60 + 6, 1795453500, 1},
        {"", 18 * 60, 17 * 60 + 5, 1795453500, 0},                  /* over by now */
        {"", 18 * 60, 17 * 60 + 6, 1795453500, 1},
        {"+09:00", 22 * 60, 7 * 60, 1795453500, 4 * 60 + 55},       /* 02:05 */
        {"-05:30", 11 * 60, 12 * 60, 1795453500, 25},               /* 11:35 */
        {"Europe/Berlin", 22 * 60, 7 * 60, 1806188400, 6 * 60},     /* midnight of the shortest night of the year there */
        {"Europe/Berlin", 22 * 60, 7 * 60, 1824933600, 8 * 60},     /* ... of the longest */
        {"Europe/Nowhere", 17 * 60, 18 * 60, 1795453500, 55},       /* lost since: UTC */
    };

    for (size_t i = 0; i < sizeof nights / sizeof *nights; i++) {
        struct scene s;
        struct notice *list, n;
        struct person p;
        size_t count;

        set_scene(&s, *state);
        OK(&s.w, store_person_get(s.w.f.db, *state, s.a, &p, &s.w.why));
        p.zone = mem_string(*state, nights[i].zone);
        p.quiet_from = nights[i].from;
        p.quiet_until = nights[i].until;
        OK(&s.w, store_person_put(s.w.f.db, &p, "", &s.w.why));
        p.id = s.asker;
        OK(&s.w, store_person_put(s.w.f.db, &p, "", &s.w.why));
        OK(&s.w, store_notice_of(s.w.f.db, *state, s.a, s.question, &n, &s.w.why));
        OK(&s.w, store_notice_settle(s.w.f.db, n.id, NOTICE_WAITING, nights[i].now, "", "", &s.w.why));
        s.w.f.now = nights[i].now;
        count = world_claim(&s.w, &list);
        OK(&s.w, store_notice_settle(s.w.f.db, find(list, count, NOTICE_RECEIPT)->id, NOTICE_SENT, nights[i].now, "", "", &s.w.why));
        assert_int_equal(count, nights[i].waits == 0 ? 2 : 1);
        if (nights[i].waits > 0) {
            assert_string_equal(world_journal(&s.w, s.a).text, "notice-question|quiet hours|delayed");
            OK(&s.w, store_notice_get(s.w.f.db, *state, n.id, &n, &s.w.why));
            assert_int_equal((n.due - nights[i].now) / 60, nights[i].waits);
            assert_int_equal(n.give_up - n.due, s.w.conf->limits.give_up + WORLD_NOW - nights[i].now);
            assert_int_equal(n.attempts, 0);
            s.w.f.now = n.due - 1;
            assert_int_equal(world_claim(&s.w, &list), 0);
            s.w.f.now = n.due;
            count = world_claim(&s.w, &list);
            find(list, count, NOTICE_QUESTION);
        }
        world_close(&s.w);
    }
}

UNIT_MAIN(UNIT(freezes_once), UNIT(leased_is_not_claimed_again), UNIT(looks_once_more),
          UNIT(an_answer_dies_with_its_question), UNIT(a_comment_dies_with_its_question), UNIT(asks_only_while_it_waits), UNIT(stop_is_told), UNIT(not_to_them), UNIT(those_who_are_no_members), UNIT(quiet_hours))
