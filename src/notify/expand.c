#include "notify/private.h"

/* Events become notices: the audience of a post is gone through in steps, and everybody's settings are looked at. */

/* Who hears as one of many is told instead that it mentions them, and at once, unless it is under way already. */
static enum outcome mention_instead(struct audience *a, const struct notice *n, struct fault *why)
{
    struct notice before;
    enum outcome outcome = store_notice_of(a->f->db, a->ctx, n->person, n->post, &before, why);
    bool one_of_many = before.kind == NOTICE_QUESTION || before.kind == NOTICE_THREAD || before.kind == NOTICE_CATEGORY || before.kind == NOTICE_AFTER,
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
    bool added = false;
    enum outcome outcome = DONE;

    if (kind == audience_edited.kind) {
        outcome = store_notice_of(a->f->db, a->ctx, number, a->post.id, &before, why);
        n.kind = before.kind;
    }
    if (outcome != DONE || (outcome = gate_plan(a->f, a->ctx, &n, &a->post, &person, &gate, why)) != DONE)
        return outcome;
    if (!gate.open)
        return notify_journal(a->f, &n, gate.setting, "not planned", why);
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

/* At most *limit people of one part of it; *limit is what is left of it. */
static enum outcome step(struct audience *a, const struct hearers *part, unsigned *limit, struct fault *why)
{
    enum outcome outcome;

    a->people = (struct people){.after = a->event.cursor, .by = a->event.at, .limit = *limit};
    outcome = audience_concerned(&a->event, part) ? part->find(a, part->level, why) : DONE;
    for (size_t i = 0; i < a->people.count && outcome == DONE; i++) {
        uint64_t person = a->people.ids[i];

        if (person != a->event.actor)
            outcome = consider(a, part->kind, person, why);
        a->event.cursor = person;
    }
    if (a->people.count < *limit) {
        a->event.stage++;
        a->event.cursor = 0;
    }
    *limit -= (unsigned)a->people.count;
    return outcome;
}

static const struct hearers *next_part(const struct audience *a)
{
    if (a->event.corrects != 0) /* edited once more since: that edit has an event of its own */
        return a->post.state != POST_VISIBLE || a->post.revision > a->event.corrects || a->event.stage > 0 ? NULL : &audience_edited;
    return a->post.id == 0 || a->post.state != POST_VISIBLE ? NULL : audience_part(a->post.kind, a->event.stage);
}

/* At most *limit people, which is more than none; *limit is what is left of it. When nobody is left, the actor's turn has come. */
static enum outcome look(struct audience *a, unsigned *limit, struct fault *why)
{
    const struct hearers *part = NULL;
    enum outcome outcome = a->post.id != 0 ? DONE : store_post_get(a->f->db, a->ctx, a->event.post, &a->post, why);

    while (outcome == DONE && *limit > 0 && (part = next_part(a)) != NULL)
        outcome = step(a, part, limit, why);
    a->event.done = part == NULL;
    return outcome == DONE && a->event.done ? add_receipt(a, why) : outcome;
}

enum outcome expand_new(const struct forum *f, const void *ctx, const struct event *e, const struct post *post, unsigned *people, struct fault *why)
{
    struct audience a = {.f = f, .ctx = ctx, .event = *e};
    enum outcome outcome;

    if (post != NULL)
        a.post = *post;
    outcome = *people == 0 ? DONE : look(&a, people, why);
    if (outcome != DONE)
        return outcome;
    if (a.event.done && a.event.people == 0) /* nobody asks for it any more */
        return DONE;
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
