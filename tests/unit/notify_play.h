/* A play of five people about one question: what happens in it, by mails through forum_apply and notices through plan, expand and claim; and
 * what its hearer has set. */
#ifndef TESTS_NOTIFY_PLAY_H
#define TESTS_NOTIFY_PLAY_H

#include "notify/private.h"

#include "forum_fixture.h"
#include "store/flag.h"

enum { HOURS = 3600, DAYS = 24 * HOURS };

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", cid[] = "cid@c.example", dan[] = "dan@d.example", eve[] = "eve@e.example",
                  words[] = "Words that are long enough.";

/* Ann asked a question, Cid answered it, Bob commented on that, all long ago. Bob subscribes to the category, and Eve is its moderator. Dan, who
 * goes by Old Oak, follows that question, a tag, and a name that Ann may go by. Whoever is to hear of the event is `hearer`. */
struct play {
    struct fixture *x;
    uint64_t ann, bob, cid, dan, eve, question, answer, hearer;
    const char *address; /* the hearer's */
    unsigned written;
};

static inline void plan(struct play *p)
{
    OK(notify_plan(&p->x->f, p->x, &p->x->changes, 50, &p->x->why));
}

static inline void apply(struct play *p, const struct mail *m, const char *event)
{
    APPLY(p->x, m, event);
    plan(p);
}

static inline struct mail *reply(struct play *p, const char *from, uint64_t person, uint64_t post, enum intent_kind kind)
{
    enum reply_to to = fixture_post(p->x, post).author == person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE;

    return fixture_mail(p->x, from, fixture_token(p->x, TOKEN_REPLY, to, person, post), kind,
                        mem_format(p->x, "%s %u.", words, ++p->written)); /* nobody writes the same twice */
}

static inline void command(struct play *p, const char *from, enum verb verb, const char *argument, const char *event)
{
    apply(p, fixture_command(p->x, from, "request", INTENT_COMMANDS, verb, argument), event);
}

/* Everything that is due for the hearer leaves; the first of it, 0: nothing did. */
static inline enum notice_kind leaves(struct play *p, struct notice *first)
{
    enum notice_kind kind = 0;
    struct notice *list;
    size_t count;
    bool more = true;

    while (more)
        OK(notify_expand(&p->x->f, p->x, 100, &more, &p->x->why));
    OK(notify_claim(&p->x->f, p->x, 100, 60, &list, &count, &p->x->why));
    for (size_t i = 0; i < count; i++) {
        OK(store_notice_settle(p->x->f.db, list[i].id, NOTICE_SENT, 0, "", "", &p->x->why));
        if (list[i].person == p->hearer && kind == 0) {
            kind = list[i].kind;
            *first = list[i];
        }
    }
    return kind;
}

static inline void subscribe(struct play *p, uint64_t person)
{
    bool changed;

    OK(store_subscribe(p->x->f.db, p->x->category, person, p->x->f.now, &changed, &p->x->why));
}

static inline void be_called(struct play *p, const char *address, const char *name)
{
    struct person person = fixture_person(p->x, address);

    person.name_mode = NAME_HANDLE;
    person.handle = mem_string(p->x, name);
    OK(person_save(&p->x->f, &person, &p->x->why));
}

/* What Dan follows. */
static inline struct follow follow(const struct play *p, enum follow_kind kind)
{
    struct follow f = {.kind = kind, .shown = "it"};

    f.subject = kind == FOLLOW_TAG      ? "sleep"
                : kind == FOLLOW_PERSON ? forum_follow_key(p->x, p->ann, "Wise Willow")
                                        : mem_format(p->x, "%llu", (unsigned long long)p->question);
    return f;
}

static inline struct play play_open(void **state)
{
    struct play p = {.x = fixture_open(state)};
    struct notice first;
    bool changed;

    p.x->f.now = 1800000000 / DAYS * DAYS + 12 * HOURS; /* noon, by everybody's clocks */
    p.x->conf->forum.digest_hour = 7;
    p.x->conf->limits.hold_newcomer = 0;
    p.ann = fixture_member(p.x, ann);
    p.bob = fixture_member(p.x, bob);
    p.cid = fixture_member(p.x, cid);
    p.dan = fixture_member(p.x, dan);
    p.eve = fixture_member(p.x, eve);
    be_called(&p, dan, "Old Oak");
    OK(store_role_set(p.x->f.db, p.eve, p.x->category, RUNG_MODERATOR, &p.x->why));
    subscribe(&p, p.bob);
    apply(&p, fixture_question(p.x, ann, "A title long enough", words), "question-posted");
    p.question = p.x->changes.post;
    apply(&p, reply(&p, cid, p.cid, p.question, INTENT_ANSWER), "answer-posted");
    p.answer = p.x->changes.post;
    apply(&p, reply(&p, bob, p.bob, p.answer, INTENT_COMMENT), "comment-posted");
    leaves(&p, &first);
    p.x->f.now += DAYS;
    leaves(&p, &first);
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_follow(p.x->f.db, p.dan, &(struct follow){k, follow(&p, k).subject, "it", PACE_UNSET}, p.x->f.now, &changed, &p.x->why));
    return p;
}

/* ---- the events: each makes what it is about ---- */

static inline void asked(struct play *p)
{
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "question-posted");
}

static inline void tagged(struct play *p)
{
    struct mail *m = fixture_question(p->x, ann, "Another title, long enough", words);
    char *tag = mem_string(p->x, "sleep");

    m->intent.tags = &tag;
    m->intent.tag_count = 1;
    apply(p, m, "question-posted");
}

static inline void asked_by_name(struct play *p)
{
    be_called(p, ann, "Wise Willow");
    asked(p);
}

static inline void mentioned(struct play *p)
{
    apply(p, fixture_question(p->x, ann, "Another title, long enough", "What does @Old Oak say to that?"), "question-posted");
}

static inline void answered(struct play *p)
{
    apply(p, reply(p, bob, p->bob, p->question, INTENT_ANSWER), "answer-posted");
}

static inline void answered_again(struct play *p)
{
    apply(p, reply(p, cid, p->cid, p->question, INTENT_ANSWER), "answer-posted");
}

static inline void commented(struct play *p)
{
    apply(p, reply(p, ann, p->ann, p->answer, INTENT_COMMENT), "comment-posted");
}

static inline void chosen(struct play *p)
{
    apply(p, fixture_command(p->x, ann, fixture_token(p->x, TOKEN_REPLY, REPLY_TO_NOTICE, p->ann, p->answer), INTENT_DO, VERB_BEST, ""), "best");
    p->x->changes.post = p->answer;
}

static inline void followed(struct play *p)
{
    struct mail *m = reply(p, ann, p->ann, p->answer, INTENT_FOLLOW_UP);

    m->intent.title = mem_string(p->x, "What comes of that answer?");
    apply(p, m, "question-posted");
}

static inline void moderate_all(struct play *p)
{
    struct category c;

    OK(store_category_get(p->x->f.db, p->x, p->x->category, &c, &p->x->why));
    c.moderation = MODERATION_ALL;
    OK(store_category_put(p->x->f.db, &c, &p->x->why));
}

/* A post that waits for a moderator. */
static inline void held(struct play *p)
{
    moderate_all(p);
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "waits-all");
}

static inline void reported(struct play *p)
{
    OK(fixture_apply(p->x, fixture_command(p->x, bob, "request", INTENT_COMMANDS, VERB_REPORT, "Q1 it is spam"))); /* heard or not */
    plan(p);
}

static inline void held_in_crisis(struct play *p)
{
    struct category c;

    OK(store_category_get(p->x->f.db, p->x, p->x->category, &c, &p->x->why));
    c.crisis_words = mem_string(p->x, "long enough");
    OK(store_category_put(p->x->f.db, &c, &p->x->why));
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "waits-crisis");
}

/* Nobody has looked at it for half a day; that of it which waits for a digest has nothing to add. */
static inline void reminded(struct play *p)
{
    struct notice first;

    held(p);
    leaves(p, &first);
    p->x->f.now += 13 * HOURS;
    p->x->changes = (struct changes){.post = p->x->changes.post};
    OK(moderate_tick(&p->x->f, p->x, &p->x->changes, &p->x->why));
    plan(p);
}

static inline void refused_by_eve(struct play *p)
{
    uint64_t post;
    bool first;
    struct notice waits;

    held(p);
    leaves(p, &waits);
    post = p->x->changes.post;
    p->x->changes = (struct changes){0};
    OK(moderate_decide(&p->x->f, p->x, &p->x->changes, post, p->eve, false, "it names a person", &first, &p->x->why));
    plan(p);
}

/* The fifth report takes it away. */
static inline void reported_by_many(struct play *p)
{
    static const unsigned char marks[4][SEAL_HASH] = {"one", "two", "three", "four"};
    bool added;

    for (size_t i = 0; i < 4; i++)
        OK(store_flag_add(p->x->f.db, p->question, marks[i], p->x->f.now, &added, &p->x->why));
    reported(p);
}

static inline void reported_thrice(struct play *p)
{
    static const unsigned char mark[SEAL_HASH] = "one";
    bool added;

    OK(store_flag_add(p->x->f.db, p->question, mark, p->x->f.now, &added, &p->x->why));
    command(p, cid, VERB_REPORT, "Q1 it is worse", "reported");
}

static inline void reports_cleared(struct play *p)
{
    command(p, eve, VERB_CLEAR, "Q1", "reports-cleared");
}

static inline void hidden_for_it(struct play *p)
{
    command(p, eve, VERB_HIDE, "Q1 it names a person", "hidden");
}

static inline void noted(struct play *p)
{
    command(p, eve, VERB_NOTE, "Q1 Who are you?", "note-sent");
}

static inline void note_answered(struct play *p)
{
    struct notice first;
    uint64_t hearer = p->hearer;

    noted(p);
    p->hearer = p->ann;
    leaves(p, &first);
    p->hearer = hearer;
    apply(p, fixture_mail(p->x, ann, fixture_token(p->x, TOKEN_DO, VERB_NOTE, p->ann, p->question), INTENT_DO, "Somebody from Ulm."), "note-answered");
}

static inline void blocked_by_eve(struct play *p)
{
    command(p, eve, VERB_BLOCK, "A2", "blocked-author");
}

static inline void hidden_by_eve(struct play *p)
{
    command(p, eve, VERB_HIDE, "A2 it names a person", "hidden");
}

static inline void given_a_role(struct play *p)
{
    const char *argv[] = {"person", "role", dan, "moderator", "health"};
    struct buf out;

    buf_init(&out, p->x, 4096);
    OK(forum_admin(&p->x->f, p->x, 5, argv, false, &out, &p->x->changes, &p->x->why));
    plan(p);
}

/* ---- the columns: what is so of the hearer; `before` the event, or after it, when its notice waits ---- */

static inline struct person hearer(struct play *p)
{
    struct person person = {0};

    OK(store_person_get(p->x->f.db, p->x, p->hearer, &person, &p->x->why));
    return person;
}

static inline void save(struct play *p, struct person *person)
{
    OK(person_save(&p->x->f, person, &p->x->why));
}

/* "set ...", by mail; what answers it goes nowhere. */
static inline void set(struct play *p, const char *argument)
{
    OK(fixture_apply(p->x, fixture_command(p->x, p->address, "request", INTENT_COMMANDS, VERB_SET, argument)));
}

static inline void off(struct play *p, int event)
{
    if (event != NO_EVENT)
        OK(store_notify_set(p->x->f.db, p->hearer, (enum notify_event)event, NOTIFY_OFF, &p->x->why));
}

/* From nine in the morning to nine at night: the event is at noon. */
static inline void quiet(struct play *p, int event)
{
    struct person person = hearer(p);

    (void)event;
    person.quiet_from = 9 * 60;
    person.quiet_until = 21 * 60;
    save(p, &person);
}

/* How their subscription, or what they follow, is to come. */
static inline void comes(struct play *p, enum pace pace)
{
    OK(store_subscription_set_pace(p->x->f.db, p->x->category, p->hearer, pace, &p->x->why));
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_follow_set_pace(p->x->f.db, p->hearer, &(struct follow){k, follow(p, k).subject, "it", pace}, &p->x->why));
}

/* Nothing brings it to them any more. */
static inline void left(struct play *p, int event)
{
    bool changed;

    (void)event;
    OK(store_unsubscribe(p->x->f.db, p->x->category, p->hearer, &changed, &p->x->why));
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_unfollow(p->x->f.db, p->hearer, k, follow(p, k).subject, &changed, &p->x->why));
}

/* A second reason to hear of it: they hear once. */
static inline void twice(struct play *p, int event)
{
    (void)event;
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_ANSWER, &p->x->why));
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_COMMENT, &p->x->why));
    subscribe(p, p->hearer);
}

static inline void hidden(struct play *p, int event)
{
    (void)event;
    OK(store_post_state(p->x->f.db, p->x->changes.post, POST_HIDDEN, &p->x->why));
}

/* The category is members only, and lets everybody in but them. */
static inline void put_out(struct play *p, int event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
    fixture_let_in(p->x, p->x->category, p->hearer, false);
}

static inline void let_in(struct play *p, int event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
}

#endif
