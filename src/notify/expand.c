#include "notify/private.h"

/* An event and the posts it is about, while one part of its audience is looked up. */
struct audience {
    const struct forum *f;
    const void *ctx;
    struct event event;
    struct post post;
    uint64_t category; /* the question's, or that `above` levels above it; 0: there is none */
    unsigned above;
    uint64_t *people;
    size_t count;
};

/* One part of an audience: people above event.cursor, at most `limit`, in order. */
typedef enum outcome audience_find(struct audience *a, unsigned level, unsigned limit, struct fault *why);

static enum outcome one(struct audience *a, uint64_t person)
{
    if (person > a->event.cursor) {
        a->people = mem_array(a->ctx, 1, sizeof *a->people);
        a->people[a->count++] = person;
    }
    return DONE;
}

/* A subscription covers its category and all below it: level 0 is the question's own, level 1 the one it lies in. */
static enum outcome subscribers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    if (a->above == 0)
        a->category = a->post.category;
    for (; a->above < level && a->category != 0; a->above++) {
        struct category c;
        enum outcome outcome = store_category_get(a->f->db, a->ctx, a->category, &c, why);

        if (outcome != DONE)
            return outcome;
        a->category = c.parent;
    }
    if (a->category == 0)
        return DONE;
    return (level == 0 ? store_subscribers : store_subscribers_below)(a->f->db, a->ctx, a->category, a->event.cursor, a->event.at, limit, &a->people, &a->count,
                             why);
}

static enum outcome author_of(struct audience *a, uint64_t id, struct fault *why)
{
    struct post post;
    enum outcome outcome = store_post_get(a->f->db, a->ctx, id, &post, why);

    return outcome == DONE && post.id != 0 ? one(a, post.author) : outcome;
}

static enum outcome asker(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    (void)limit;
    return author_of(a, a->post.thread, why);
}

static enum outcome commented(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    (void)limit;
    return author_of(a, a->post.parent, why);
}

/* Who wrote what a question came of, unless they want to hear no more of that thread. */
static enum outcome followed(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    struct post origin = {0};
    bool muted = false;
    enum outcome outcome = a->post.follows == 0 ? DONE : store_post_get(a->f->db, a->ctx, a->post.follows, &origin, why);

    (void)level;
    (void)limit;
    if (outcome != DONE || origin.id == 0 || origin.state != POST_VISIBLE)
        return outcome;
    outcome = store_muted(a->f->db, origin.thread, origin.author, &muted, why);
    return outcome == DONE && !muted ? one(a, origin.author) : outcome;
}

static enum outcome answerers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    return store_answerers(a->f->db, a->ctx, a->post.thread, a->event.cursor, limit, &a->people, &a->count, why);
}

static enum outcome followers(struct audience *a, enum follow_kind kind, const char *subject, unsigned limit, struct fault *why)
{
    return subject == NULL ? DONE
                           : store_followers(a->f->db, a->ctx, kind, subject, a->event.cursor, a->event.at, limit, &a->people, &a->count, why);
}

static enum outcome thread_followers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    return followers(a, FOLLOW_THREAD, mem_format(a->ctx, "%llu", (unsigned long long)a->post.thread), limit, why);
}

static enum outcome tag_followers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    return followers(a, FOLLOW_TAG, because_tag(a->ctx, &a->post, level), limit, why);
}

static enum outcome author_followers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    return followers(a, FOLLOW_PERSON, because_author(a->ctx, &a->post), limit, why);
}

static enum outcome commenters(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    (void)level;
    return store_commenters(a->f->db, a->ctx, a->post.id, a->event.cursor, limit, &a->people, &a->count, why);
}

/* A few at most, so all at once but for those that are done. */
static enum outcome mentioned(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    uint64_t *people;
    size_t count;
    enum outcome outcome = mention_find(a->f, a->ctx, &a->post, &people, &count, why);

    (void)level;
    a->people = people;
    for (size_t i = 0; i < count && a->count < limit; i++)
        if (people[i] > a->event.cursor)
            people[a->count++] = people[i];
    return outcome;
}

/* Who has an earlier text; who chose titles only has none, unless the title is another now. */
static enum outcome readers(struct audience *a, unsigned level, unsigned limit, struct fault *why)
{
    struct post before;
    bool titles;
    enum outcome outcome = store_post_revision(a->f->db, a->ctx, a->post.id, a->event.corrects - 1, &before, why);

    (void)level;
    if (outcome != DONE)
        return outcome;
    titles = before.id != 0 && strcmp(before.title, a->post.title) != 0;
    return store_notice_readers(a->f->db, a->ctx, a->post.id, a->event.corrects, titles, a->event.cursor, limit, &a->people, &a->count, why);
}

/* Who hears of what, in this order; somebody in two parts hears once, by the first. Who is mentioned comes last, and is not counted: else
 * the number would tell whether the name that was mentioned is one of those who hear anyway, under whatever name. */
static const struct stage {
    enum post_kind of;
    enum notice_kind kind;
    audience_find *find;
    unsigned level;
} stages[] = {
    {POST_QUESTION, NOTICE_FOLLOWED, followed, 0},
    {POST_QUESTION, NOTICE_QUESTION, subscribers, 0},      {POST_QUESTION, NOTICE_QUESTION, subscribers, 1},
    {POST_QUESTION, NOTICE_QUESTION, subscribers, 2},      {POST_QUESTION, NOTICE_QUESTION, subscribers, 3},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 0},    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 1},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 2},    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 3},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 4},    {POST_QUESTION, NOTICE_QUESTION, author_followers, 0},
    {POST_QUESTION, NOTICE_MENTION, mentioned, 0},
    {POST_ANSWER, NOTICE_ANSWER, asker, 0},                {POST_ANSWER, NOTICE_THREAD, answerers, 0},
    {POST_ANSWER, NOTICE_THREAD, thread_followers, 0},     {POST_ANSWER, NOTICE_MENTION, mentioned, 0},
    {POST_COMMENT, NOTICE_COMMENT, commented, 0},          {POST_COMMENT, NOTICE_AFTER, commenters, 0},
    {POST_COMMENT, NOTICE_MENTION, mentioned, 0},
};

/* An edit goes to whom the post went, as what it was to them: that is no one kind. */
static const struct stage edited = {.find = readers};

static const struct stage *stage_of(enum post_kind kind, unsigned number)
{
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
        if (stages[i].of == kind && number-- == 0)
            return &stages[i];
    return NULL;
}

/* Who hears as one of many is told instead that it mentions them, and at once, unless it is under way already. */
static enum outcome mention_instead(struct audience *a, const struct notice *n, struct fault *why)
{
    struct notice before;
    enum outcome outcome = store_notice_of(a->f->db, a->ctx, n->person, n->post, &before, why);
    bool one_of_many = before.kind == NOTICE_QUESTION || before.kind == NOTICE_THREAD || before.kind == NOTICE_AFTER,
         waits = before.date == 0 && (before.state == NOTICE_WAITING || before.state == NOTICE_GATHERED);

    return outcome != DONE || before.id == 0 || !one_of_many || !waits ? outcome : store_notice_instead(a->f->db, before.id, n, why);
}

/* Adds the notice, unless the person's settings keep it in: that is journalled now, nobody will look again. */
static enum outcome consider(struct audience *a, enum notice_kind kind, uint64_t number, struct fault *why)
{
    struct notice n = {.person = number,
                       .kind = kind,
                       .post = a->post.id,
                       .corrects = a->event.corrects,
                       .created = a->f->now,
                       .due = a->event.due};
    struct notice before = {0};
    struct person person;
    struct gate gate;
    bool sees = false, muted = false, added = false;
    enum outcome outcome = store_person_get(a->f->db, a->ctx, number, &person, why);

    if (outcome == DONE)
        outcome = forum_sees(a->f, number, &a->post, &sees, why);
    if (outcome != DONE || !sees)
        return outcome;
    if (kind == edited.kind) {
        outcome = store_notice_of(a->f->db, a->ctx, number, a->post.id, &before, why);
        n.kind = before.kind;
    }
    if (outcome == DONE)
        outcome = gate_settings(a->f, a->ctx, &n, &person, &gate, why);
    if (outcome == DONE && gate.open)
        outcome = store_muted(a->f->db, a->post.thread, number, &muted, why);
    if (outcome != DONE)
        return outcome;
    if (!gate.open || muted)
        return notify_journal(a->f, &n, muted ? "mute" : gate.setting, "not planned", why);
    n.give_up = n.due + a->f->conf->limits.give_up;
    if (gate.pace == PACE_NOW)
        outcome = store_notice_add(a->f->db, &n, &added, &n.id, why);
    else
        outcome = digest_gather(a->f, &n, &person, &gate, &added, why);
    a->event.people += added && kind != NOTICE_MENTION;
    return outcome == DONE && !added && kind == NOTICE_MENTION && gate.pace == PACE_NOW ? mention_instead(a, &n, why) : outcome;
}

/* The last to hear is the actor. The receipt goes out at once, whatever the hold: it says how to undo. */
static enum outcome add_receipt(struct audience *a, struct fault *why)
{
    struct notice n = {.person = a->event.actor,
                       .kind = NOTICE_RECEIPT,
                       .post = a->post.id,
                       .payload = a->event.receipt,
                       .created = a->f->now,
                       .due = a->f->now,
                       .give_up = a->f->now + a->f->conf->limits.give_up};
    bool added;

    if (a->event.receipt.n == 0 || a->post.state != POST_VISIBLE)
        return DONE;
    return store_notice_add(a->f->db, &n, &added, &n.id, why);
}

/* At most *limit people of one stage; *limit is what is left of it. */
static enum outcome step(struct audience *a, const struct stage *stage, unsigned *limit, struct fault *why)
{
    enum outcome outcome;

    a->count = 0;
    outcome = stage->find(a, stage->level, *limit, why);
    for (size_t i = 0; i < a->count && outcome == DONE; i++) {
        if (a->people[i] != a->event.actor)
            outcome = consider(a, stage->kind, a->people[i], why);
        a->event.cursor = a->people[i];
    }
    if (a->count < *limit) {
        a->event.stage++;
        a->event.cursor = 0;
    }
    *limit -= (unsigned)a->count;
    return outcome;
}

static const struct stage *next_stage(const struct audience *a)
{
    if (a->event.corrects != 0) /* edited once more since: that edit has an event of its own */
        return a->post.state != POST_VISIBLE || a->post.revision > a->event.corrects || a->event.stage > 0 ? NULL : &edited;
    return a->post.id == 0 || a->post.state != POST_VISIBLE ? NULL : stage_of(a->post.kind, a->event.stage);
}

/* At most *limit people, which is more than none; *limit is what is left of it. When nobody is left, the actor's turn has come. */
static enum outcome look(struct audience *a, unsigned *limit, struct fault *why)
{
    const struct stage *stage = NULL;
    enum outcome outcome = store_post_get(a->f->db, a->ctx, a->event.post, &a->post, why);

    while (outcome == DONE && *limit > 0 && (stage = next_stage(a)) != NULL)
        outcome = step(a, stage, limit, why);
    a->event.done = stage == NULL;
    return outcome == DONE && a->event.done ? add_receipt(a, why) : outcome;
}

enum outcome expand_new(const struct forum *f, const void *ctx, const struct event *e, unsigned *people, struct fault *why)
{
    struct audience a = {.f = f, .ctx = ctx, .event = *e};
    enum outcome outcome = *people == 0 ? DONE : look(&a, people, why);

    if (outcome != DONE)
        return outcome;
    if (a.event.done)
        a.event.receipt = STR_EMPTY; /* its notice has it now */
    return store_event_add(f->db, &a.event, &a.event.id, why);
}

enum outcome notify_expand(const struct forum *f, const void *ctx, unsigned limit, bool *more, struct fault *why)
{
    struct audience a = {.f = f, .ctx = ctx};
    enum outcome outcome = store_event_next(f->db, ctx, &a.event, why);

    *more = false;
    if (outcome != DONE || a.event.id == 0)
        return outcome;
    *more = true;
    limit = limit == 0 ? 1 : limit;
    if ((outcome = look(&a, &limit, why)) != DONE)
        return outcome;
    return a.event.done ? store_event_done(f->db, a.event.id, a.event.people, why) : store_event_move(f->db, &a.event, why);
}

enum outcome notify_waits(const struct forum *f, bool *yes, struct fault *why)
{
    return store_event_waits(f->db, yes, why);
}
