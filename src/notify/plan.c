#include "notify/private.h"

enum { RECEIPT_LIMIT = 768 * 1024 };

/* A post: a few of its audience are looked up at once, the others later, in steps; what its receipt will say is put aside, sealed. */
static enum outcome plan_post(const struct forum *f, const void *ctx, const struct change *c, unsigned *people, struct fault *why)
{
    struct event event = {.post = c->post, .actor = c->person, .at = f->now, .due = c->due > f->now ? c->due : f->now};
    struct buf receipt;

    buf_init(&receipt, ctx, RECEIPT_LIMIT);
    if (c->pair_count > 0)
        payload_seal(f, ctx, c->pairs, c->pair_count, &receipt);
    if (receipt.full)
        return fault_set(why, REFUSED, "5.3.4", "the receipt is too long");
    event.receipt = buf_view(&receipt);
    return expand_new(f, ctx, &event, c->shown, people, why);
}

/* Who got an earlier text is looked up in steps as well; mostly there is nobody, and then nothing is written. */
static enum outcome plan_edited(const struct forum *f, const void *ctx, const struct change *c, unsigned *limit, struct fault *why)
{
    struct event event = {
        .post = c->post, .actor = c->person, .at = f->now, .due = c->due > f->now ? c->due : f->now, .corrects = c->revision};
    struct people first = {.limit = 1};
    enum outcome outcome = store_notice_readers(f->db, ctx, c->post, c->revision, true, &first, why);

    return outcome != DONE || first.count == 0 ? outcome : expand_new(f, ctx, &event, NULL, limit, why);
}

/* As a new post, for whom it is new; who had it gets nothing, for of a post a person has one notice. */
static enum outcome plan_arrived(const struct forum *f, const void *ctx, const struct change *c, unsigned *people, struct fault *why)
{
    struct event event = {.post = c->post, .actor = c->person, .at = f->now, .due = c->due > f->now ? c->due : f->now, .came_from = c->came_from, .gained = c->gained};

    return expand_new(f, ctx, &event, NULL, people, why);
}

/* A preview says how many would hear of the post. */
static enum outcome put_people(const struct forum *f, const void *ctx, struct change *c, struct fault *why)
{
    struct heard heard;
    enum outcome outcome;

    if (c->shown == NULL)
        return DONE;
    outcome = audience_hear(f, ctx, c->shown, &heard, why);
    if (outcome == DONE)
        change_pair(ctx, c, "people", mem_format(ctx, "%llu", (unsigned long long)audience_beside(&heard, c->person)));
    return outcome;
}

static enum outcome plan_tell(const struct forum *f, const void *ctx, struct change *c, struct fault *why)
{
    struct notice n = {.person = c->person, .kind = c->notice, .about = c->about, .held = c->held, .created = f->now};
    struct buf payload;
    bool added;
    enum outcome outcome = put_people(f, ctx, c, why);

    if (outcome != DONE)
        return outcome;
    buf_init(&payload, ctx, RECEIPT_LIMIT);
    payload_seal(f, ctx, c->pairs, c->pair_count, &payload);
    if (payload.full)
        return fault_set(why, REFUSED, "5.3.4", "the notice is too long");
    n.payload = buf_view(&payload);
    n.due = c->due > f->now ? c->due : f->now;
    n.give_up = n.due + f->conf->limits.give_up;
    return store_notice_add(f->db, &n, &added, &n.id, why);
}

/* What waits goes at once; the post's state ends its event when expand comes to it, and claim looks at it once more. */
static enum outcome plan_undone(const struct forum *f, const void *ctx, const struct change *c, struct fault *why)
{
    struct journal_entry entry = {.at = f->now, .direction = JOURNAL_OUT, .person = c->person, .post = c->post};
    uint64_t count = 0;
    enum outcome outcome = store_notice_withdraw(f->db, c->post, &count, why);

    entry.event = mem_string(ctx, "notices-withdrawn");
    entry.setting = mem_string(ctx, "withdrawn");
    entry.result = mem_format(ctx, "%llu notices", (unsigned long long)count);
    return outcome == DONE ? store_journal_add(f->db, &entry, why) : outcome;
}

/* Who was to hear of it and did not, because it was hidden, hears now; who heard before does not, and settings are looked at once more. */
static enum outcome plan_back(const struct forum *f, const void *ctx, const struct change *c, struct fault *why)
{
    struct journal_entry entry = {.at = f->now, .direction = JOURNAL_OUT, .person = c->person, .post = c->post};
    uint64_t count = 0;
    enum outcome outcome = store_notice_restore(f->db, c->post, f->now, f->now + f->conf->limits.give_up, &count, why);

    entry.event = mem_string(ctx, "notices-back");
    entry.setting = mem_string(ctx, "unhide");
    entry.result = mem_format(ctx, "%llu notices", (unsigned long long)count);
    return outcome == DONE ? store_journal_add(f->db, &entry, why) : outcome;
}

enum outcome notify_plan(const struct forum *f, const void *ctx, const struct changes *changes, unsigned people, struct fault *why)
{
    enum outcome outcome = DONE;

    for (size_t i = 0; i < changes->count && outcome == DONE; i++) {
        struct change *c = &changes->list[i];

        switch (c->kind) {
        case CHANGE_POSTED:
            outcome = plan_post(f, ctx, c, &people, why);
            break;
        case CHANGE_EDITED:
            outcome = plan_edited(f, ctx, c, &people, why);
            break;
        case CHANGE_ARRIVED:
            outcome = plan_arrived(f, ctx, c, &people, why);
            break;
        case CHANGE_TELL:
            outcome = plan_tell(f, ctx, c, why);
            break;
        case CHANGE_UNDONE:
            outcome = plan_undone(f, ctx, c, why);
            break;
        case CHANGE_BACK:
            outcome = plan_back(f, ctx, c, why);
            break;
        }
    }
    return outcome;
}
