/* Digests: what is gathered by which setting, when it leaves, what falls out of it on the way, and how it reads
 * (tests/unit/notify/digest.txt; ASKPOST_GOLDEN=write as in notify_render). */
#include "base/io.h"

#include "notify.h"

enum { DAY = 86400 };

struct play {
    struct world w;
    uint64_t me, other, third;
};

static void open_play(struct play *p, void *ctx)
{
    world_open(&p->w, ctx);
    p->w.conf->forum.digest_hour = 7;
    p->me = world_person(&p->w, "me@example.org");
    p->other = world_person(&p->w, "other@example.org");
    p->third = world_person(&p->w, "third@example.org");
    world_subscribe(&p->w, p->w.parent, p->me);
}

static void set(struct play *p, enum notify_event event, enum notify_value value)
{
    OK(&p->w, store_notify_set(p->w.f.db, p->me, event, value, &p->w.why));
}

/* What leaves for me by `now`, receipts apart. */
static size_t mails(struct play *p, struct notice *first)
{
    struct notice *list;
    size_t count, mine = 0;

    world_expand(&p->w, 100);
    count = world_claim(&p->w, &list);
    for (size_t i = 0; i < count; i++) {
        OK(&p->w, store_notice_settle(p->w.f.db, list[i].id, NOTICE_SENT, 0, "", "", &p->w.why));
        if (list[i].person == p->me && list[i].kind != NOTICE_RECEIPT && mine++ == 0)
            *first = list[i];
    }
    return mine;
}

static void days_pass(struct play *p, unsigned days)
{
    p->w.f.now += days * DAY;
}

static char *read_mail(struct play *p, const struct notice *n)
{
    struct rendered mail, again;

    OK(&p->w, notify_render(&p->w.f, p->w.ctx, n, &mail, &p->w.why));
    OK(&p->w, notify_render(&p->w.f, p->w.ctx, n, &again, &p->w.why));
    assert_true(str_equal(mail.bytes, again.bytes));
    assert_int_equal(mime_check_bytes(mail.bytes, &p->w.why), DONE);
    return str_dup(p->w.ctx, mail.text);
}

/* ---- when ---- */

static void the_hour(void **state)
{
    enum { SEVEN = 1799996400 /* on 2027-01-15, a Friday, UTC */ };
    static const struct {
        const char *zone;
        unsigned quiet_from, quiet_until;
        int64_t after;
        enum pace pace;
        int64_t due;
    } rows[] = {
        {"", 0, 0, SEVEN + 3600, PACE_DAILY, SEVEN + DAY},
        {"", 0, 0, SEVEN - 3600, PACE_DAILY, SEVEN},
        {"", 0, 0, SEVEN, PACE_DAILY, SEVEN + DAY},
        {"", 0, 0, SEVEN + 3600, PACE_WEEKLY, SEVEN + 3 * DAY},
        {"", 0, 0, SEVEN + 3 * DAY, PACE_WEEKLY, SEVEN + 10 * DAY},
        {"", 0, 0, SEVEN + 3 * DAY - 1, PACE_WEEKLY, SEVEN + 3 * DAY},
        {"+05:30", 0, 0, SEVEN - 3600, PACE_DAILY, SEVEN + DAY - 19800},
        {"+12", 0, 0, SEVEN + 2 * DAY, PACE_WEEKLY, SEVEN + 3 * DAY - 12 * 3600}, /* where it is Monday already */
        {"", 22 * 60, 9 * 60, SEVEN + 3600, PACE_DAILY, SEVEN + DAY + 2 * 3600},
        {"", 22 * 60, 6 * 60, SEVEN + 3600, PACE_DAILY, SEVEN + DAY},
    };
    struct play p;

    open_play(&p, *state);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct person person = {.id = 1, .zone = mem_string(*state, rows[i].zone), .quiet_from = rows[i].quiet_from, .quiet_until = rows[i].quiet_until};

        assert_int_equal(digest_due(&p.w.f, &person, rows[i].pace, rows[i].after), rows[i].due);
    }
    world_close(&p.w);
}

/* ---- what ---- */

static uint64_t ask(struct play *p, uint64_t author)
{
    return world_ask(&p->w, author, "If I seek therapy?", "Zebra question words");
}

static uint64_t asked(struct play *p)
{
    return ask(p, p->other);
}

static uint64_t answered(struct play *p)
{
    return world_reply(&p->w, POST_ANSWER, ask(p, p->me), p->other, "Yellow answer words");
}

static uint64_t commented(struct play *p)
{
    return world_reply(&p->w, POST_COMMENT, ask(p, p->me), p->other, "Xenon comment words");
}

static uint64_t answered_too(struct play *p)
{
    uint64_t question = ask(p, p->other);

    mails(p, &(struct notice){0});
    world_reply(&p->w, POST_ANSWER, question, p->me, "My own answer");
    return world_reply(&p->w, POST_ANSWER, question, p->third, "Wombat answer words");
}

static const struct {
    enum notify_event event;
    uint64_t (*happens)(struct play *p);
    const char *words;
} events[] = {{NOTIFY_QUESTION, asked, "Zebra question words"},
              {NOTIFY_ANSWER, answered, "Yellow answer words"},
              {NOTIFY_COMMENT, commented, "Xenon comment words"},
              {NOTIFY_THREAD, answered_too, "Wombat answer words"}};

/* Daily on the next morning, weekly on the next Monday, and nothing before; with the words, but for who wants titles only. */
static void each_event(void **state)
{
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        for (unsigned weekly = 0; weekly < 2; weekly++) {
            for (enum content_mode content = CONTENT_FULL; content <= CONTENT_DISCREET; content++) {
                struct play p;
                struct person person;
                struct notice digest = {0};
                char *text;

                open_play(&p, *state);
                OK(&p.w, store_person_get(p.w.f.db, p.w.ctx, p.me, &person, &p.w.why));
                person.content = content;
                OK(&p.w, store_person_put(p.w.f.db, &person, "", &p.w.why));
                set(&p, events[i].event, weekly ? NOTIFY_WEEKLY : NOTIFY_DAILY);
                events[i].happens(&p);
                assert_int_equal(mails(&p, &digest), 0);
                days_pass(&p, 1);
                assert_int_equal(mails(&p, &digest), !weekly);
                days_pass(&p, 6);
                assert_int_equal(mails(&p, &digest), weekly);
                assert_int_equal(digest.kind, NOTICE_DIGEST);
                text = read_mail(&p, &digest);
                assert_int_equal(strstr(text, events[i].words) != NULL, content == CONTENT_FULL);
                assert_int_equal(strstr(text, "If I seek therapy?") != NULL, content != CONTENT_DISCREET);
                assert_string_equal(world_journal(&p.w, p.me).text, "notice-digest|digest|attempt 1");
                world_close(&p.w);
            }
        }
    }
}

/* A subscription's own pace says more than `notify question`. */
static void each_pace(void **state)
{
    static const struct {
        enum pace pace;
        enum notify_value value;
        unsigned at_once, tomorrow, within_a_week;
    } rows[] = {{PACE_NOW, NOTIFY_DAILY, 1, 0, 0},  {PACE_DAILY, NOTIFY_NOW, 0, 1, 0},   {PACE_WEEKLY, NOTIFY_NOW, 0, 0, 1},
                {PACE_NOW, NOTIFY_OFF, 1, 0, 0},    {PACE_UNSET, NOTIFY_DAILY, 0, 1, 0}, {PACE_UNSET, NOTIFY_NOW, 1, 0, 0},
                {PACE_UNSET, NOTIFY_OFF, 0, 0, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct play p;
        struct notice n;

        open_play(&p, *state);
        set(&p, NOTIFY_QUESTION, rows[i].value);
        OK(&p.w, store_subscription_set_pace(p.w.f.db, p.w.parent, p.me, rows[i].pace, &p.w.why));
        asked(&p);
        assert_int_equal(mails(&p, &n), rows[i].at_once);
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), rows[i].tomorrow);
        days_pass(&p, 7);
        assert_int_equal(mails(&p, &n), rows[i].within_a_week);
        world_close(&p.w);
    }
}

/* ---- what falls out ---- */

static void hide(struct play *p, uint64_t post)
{
    OK(&p->w, store_post_state(p->w.f.db, post, POST_HIDDEN, &p->w.why));
}

static void mute(struct play *p, uint64_t post)
{
    OK(&p->w, store_mute(p->w.f.db, post, p->me, true, &p->w.why));
}

static void leave(struct play *p, uint64_t post)
{
    bool changed;

    (void)post;
    OK(&p->w, store_unsubscribe(p->w.f.db, p->w.parent, p->me, &changed, &p->w.why));
}

static void want_none(struct play *p, uint64_t post)
{
    (void)post;
    set(p, NOTIFY_QUESTION, NOTIFY_OFF);
}

static void say_stop(struct play *p, uint64_t post)
{
    struct person person;

    (void)post;
    OK(&p->w, store_person_get(p->w.f.db, p->w.ctx, p->me, &person, &p->w.why));
    person.state = PERSON_STOPPED;
    OK(&p->w, store_person_put(p->w.f.db, &person, "", &p->w.why));
}

static void undo(struct play *p, uint64_t post)
{
    struct changes changes = {0};
    struct change *c = change_add(p->w.ctx, &changes, CHANGE_UNDONE);

    c->post = post;
    hide(p, post);
    OK(&p->w, notify_plan(&p->w.f, p->w.ctx, &changes, 0, &p->w.why));
}

static void nothing_left(void **state)
{
    static void (*const happens[])(struct play *p, uint64_t post) = {hide, mute, leave, want_none, say_stop, undo};

    for (size_t i = 0; i < sizeof happens / sizeof *happens; i++) {
        struct play p;
        struct notice n;
        uint64_t post;

        open_play(&p, *state);
        set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
        post = asked(&p);
        world_expand(&p.w, 100);
        OK(&p.w, store_notice_of(p.w.f.db, p.w.ctx, p.me, post, &n, &p.w.why));
        assert_int_equal(n.state, NOTICE_GATHERED);
        happens[i](&p, post);
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 0);
        days_pass(&p, 30);
        assert_int_equal(mails(&p, &n), 0);
        world_close(&p.w);
    }
}

/* What was gathered is not sent at once later, what was sent is not gathered, and who wants it now after all gets the rest at once. */
static void nothing_twice(void **state)
{
    struct play p;
    struct notice n = {0};
    uint64_t question, first, second;

    open_play(&p, *state);
    question = asked(&p);
    assert_int_equal(mails(&p, &n), 1);
    set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
    second = world_ask(&p.w, p.other, "The second question?", "Words of the second");
    assert_int_equal(mails(&p, &n), 0);
    set(&p, NOTIFY_QUESTION, NOTIFY_NOW);
    first = world_ask(&p.w, p.other, "The third question?", "Words of the third");
    assert_int_equal(mails(&p, &n), 1);
    assert_int_equal(n.post, first);
    days_pass(&p, 1);
    assert_int_equal(mails(&p, &n), 1);
    assert_non_null(strstr(read_mail(&p, &n), "Words of the second"));
    assert_null(strstr(read_mail(&p, &n), "Words of the third"));
    assert_null(strstr(read_mail(&p, &n), "Zebra"));
    assert_true(question != 0 && second != 0);
    world_close(&p.w);
}

/* A notice that waits to be sent when its person chooses a digest goes there, with its hold. */
static void changed_mind(void **state)
{
    struct play p;
    struct notice n;

    open_play(&p, *state);
    asked(&p);
    world_expand(&p.w, 100);
    set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
    assert_int_equal(mails(&p, &n), 0);
    days_pass(&p, 1);
    assert_int_equal(mails(&p, &n), 1);
    assert_int_equal(n.kind, NOTICE_DIGEST);
    world_close(&p.w);
}

/* More in a day than the operator, or they themselves, want is left to the digest; receipts are not counted. */
static void the_most(void **state)
{
    for (unsigned own = 0; own < 2; own++) {
        struct play p;
        struct person person;
        struct notice n;

        open_play(&p, *state);
        p.w.conf->limits.notices_per_day = own ? 100 : 2;
        OK(&p.w, store_person_get(p.w.f.db, p.w.ctx, p.me, &person, &p.w.why));
        person.most = own ? 2 : 0;
        OK(&p.w, store_person_put(p.w.f.db, &person, "", &p.w.why));
        for (unsigned i = 0; i < 5; i++)
            ask(&p, p.me);
        for (unsigned i = 1; i <= 4; i++)
            world_ask(&p.w, p.other, mem_format(p.w.ctx, "Is this number %u?", i), "Zebra question words");
        assert_int_equal(mails(&p, &n), 2);
        assert_string_equal(world_journal(&p.w, p.me).text, "notice-question|most=2|for the digest");
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 1);
        assert_non_null(strstr(read_mail(&p, &n), "1. Is this number 3?"));
        assert_non_null(strstr(read_mail(&p, &n), "2. Is this number 4?"));
        asked(&p);
        assert_int_equal(mails(&p, &n), 1);
        world_close(&p.w);
    }
}

/* What waits for the end of their night counts for the day it comes. */
static void the_most_at_night(void **state)
{
    struct play p;
    struct person person;
    struct notice n;
    unsigned minute;

    open_play(&p, *state);
    OK(&p.w, store_person_get(p.w.f.db, p.w.ctx, p.me, &person, &p.w.why));
    minute = (unsigned)(p.w.f.now % DAY / 60);
    person.most = 1;
    person.quiet_from = minute;
    person.quiet_until = (minute + 60) % 1440;
    OK(&p.w, store_person_put(p.w.f.db, &person, "", &p.w.why));
    asked(&p);
    assert_int_equal(mails(&p, &n), 0);
    p.w.f.now += 3600;
    assert_int_equal(mails(&p, &n), 1);
    assert_int_equal(n.kind, NOTICE_QUESTION);
    world_close(&p.w);
}

/* More than a mail holds: the first stand in it, the others are counted, and none comes again. */
static void too_many(void **state)
{
    struct play p;
    struct notice n;
    char *text;

    open_play(&p, *state);
    set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
    for (unsigned i = 1; i <= DIGEST_ITEMS + 2; i++)
        world_ask(&p.w, p.other, mem_format(p.w.ctx, "Is this number %u?", i), "Zebra question words");
    world_expand(&p.w, 1000);
    hide(&p, 1);
    days_pass(&p, 1);
    assert_int_equal(mails(&p, &n), 1);
    text = read_mail(&p, &n);
    assert_non_null(strstr(text, "1. Is this number 2?"));
    assert_non_null(strstr(text, "40. Is this number 41?"));
    assert_null(strstr(text, "Is this number 42?"));
    assert_non_null(strstr(text, "There is 1 more than a mail can hold."));
    days_pass(&p, 1);
    assert_int_equal(mails(&p, &n), 0);
    world_close(&p.w);
}

/* An item that is taken away, or changed, while the mail is under way: it is not told, and the others keep number and words. */
static void taken_away(void **state)
{
    struct play p;
    struct notice n;
    struct post post;
    char *text;

    open_play(&p, *state);
    set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
    world_ask(&p.w, p.other, "The first question?", "Words of the first");
    world_ask(&p.w, p.other, "The second question?", "Words of the second");
    world_expand(&p.w, 100);
    days_pass(&p, 1);
    assert_int_equal(mails(&p, &n), 1);
    hide(&p, 1);
    OK(&p.w, store_post_get(p.w.f.db, p.w.ctx, 2, &post, &p.w.why));
    OK(&p.w, store_post_revise(p.w.f.db, 2, post.title, "Words of an edit", p.w.f.now, &p.w.why));
    text = read_mail(&p, &n);
    assert_null(strstr(text, "first"));
    assert_non_null(strstr(text, "2. The second question?"));
    assert_non_null(strstr(text, "Words of the second"));
    world_close(&p.w);
}

static void edit(struct play *p, uint64_t post, const char *title, const char *body)
{
    struct changes changes = {0};
    struct change *c = change_add(p->w.ctx, &changes, CHANGE_EDITED);
    struct post before;

    OK(&p->w, store_post_get(p->w.f.db, p->w.ctx, post, &before, &p->w.why));
    OK(&p->w, store_post_revise(p->w.f.db, post, title, body, p->w.f.now, &p->w.why));
    c->person = before.author;
    c->post = post;
    c->revision = before.revision + 1;
    OK(&p->w, notify_plan(&p->w.f, p->w.ctx, &changes, 100, &p->w.why));
}

static void content(struct play *p, unsigned value)
{
    struct person person;

    OK(&p->w, store_person_get(p->w.f.db, p->w.ctx, p->me, &person, &p->w.why));
    person.content = value;
    OK(&p->w, store_person_put(p->w.f.db, &person, "", &p->w.why));
}

/* What is edited after it stood in a digest stands in the next one, with its new words; for who reads titles only when that is new. */
static void corrected_in_the_next(void **state)
{
    for (unsigned titles = 0; titles < 2; titles++) {
        struct play p;
        struct notice n;
        uint64_t post;
        const char *text;

        open_play(&p, *state);
        set(&p, NOTIFY_QUESTION, NOTIFY_DAILY);
        content(&p, titles ? CONTENT_TITLE : CONTENT_FULL);
        post = asked(&p);
        world_expand(&p.w, 100);
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 1);
        edit(&p, post, "If I seek therapy?", "Words that were mended");
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), titles ? 0 : 1);
        if (!titles) {
            text = read_mail(&p, &n);
            assert_non_null(strstr(text, "corrected"));
            assert_non_null(strstr(text, "Words that were mended"));
        }
        edit(&p, post, "If I sought therapy?", "Words that were mended");
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 1);
        assert_non_null(strstr(read_mail(&p, &n), "If I sought therapy?"));
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 0); /* once */
        world_close(&p.w);
    }
}

/* What was hidden while it waited, for its hour or for a digest, comes when it is back: once, and to nobody who had it. */
static void hidden_and_back(void **state)
{
    for (unsigned daily = 0; daily < 2; daily++) {
        struct changes changes = {0};
        struct change *c;
        struct play p;
        struct notice n;
        uint64_t post, dropped;

        open_play(&p, *state);
        set(&p, NOTIFY_QUESTION, daily ? NOTIFY_DAILY : NOTIFY_NOW);
        post = asked(&p);
        world_expand(&p.w, 100);
        undo(&p, post);
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 0);
        dropped = asked(&p);
        world_expand(&p.w, 100);
        OK(&p.w, store_notice_of(p.w.f.db, p.w.ctx, p.me, dropped, &n, &p.w.why));
        OK(&p.w, store_notice_settle(p.w.f.db, n.id, NOTICE_WITHDRAWN, 0, "", "", &p.w.why)); /* by the operator: that stays so */
        OK(&p.w, notify_plan(&p.w.f, p.w.ctx, &(struct changes){.list = &(struct change){.kind = CHANGE_BACK, .post = dropped}, .count = 1}, 0, &p.w.why));
        OK(&p.w, store_post_state(p.w.f.db, post, POST_VISIBLE, &p.w.why));
        c = change_add(p.w.ctx, &changes, CHANGE_BACK);
        c->post = post;
        OK(&p.w, notify_plan(&p.w.f, p.w.ctx, &changes, 0, &p.w.why));
        assert_int_equal(mails(&p, &n), daily ? 0 : 1);
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), daily ? 1 : 0);
        undo(&p, post);
        OK(&p.w, store_post_state(p.w.f.db, post, POST_VISIBLE, &p.w.why));
        OK(&p.w, notify_plan(&p.w.f, p.w.ctx, &changes, 0, &p.w.why));
        days_pass(&p, 1);
        assert_int_equal(mails(&p, &n), 0);
        world_close(&p.w);
    }
}

UNIT_MAIN(UNIT(the_hour), UNIT(each_event), UNIT(each_pace), UNIT(nothing_left), UNIT(nothing_twice), UNIT(changed_mind), UNIT(the_most), UNIT(the_most_at_night), UNIT(too_many),
          UNIT(taken_away), UNIT(corrected_in_the_next), UNIT(hidden_and_back))
