/* What core does between batches: expands events, leases notices to render, lets time pass. Each in a transaction of its own. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"

enum {
    EXPAND_STEP = 200,       /* people of one audience at a time */
    EXPAND_TIME = 10,        /* ms of expanding in one transaction: so long, at most, a mail waits for it */
    HOUSEKEEPING = 15 * 1000 /* ms between looks at the clock */
};

/* A piece of our own work: what it needs and what it found. */
struct work {
    bool expand;
    struct peer *claimer; /* NULL: nobody waits, or nothing is due */
    struct notice *list;
    size_t count;
    bool more;
};

static enum outcome in_transaction(struct core *core, void *ctx, struct work *work,
                                   enum outcome (*run)(struct core *, void *, struct work *, struct fault *))
{
    struct fault why;
    enum outcome outcome;

    core_settle(core); /* whether the disk has what came before is known first */
    core->forum.now = clock_now();
    outcome = db_begin(core->forum.db, &why);
    if (outcome == DONE)
        outcome = run(core, ctx, work, &why);
    if (outcome == DONE)
        outcome = core_commit(&core->forum, &why);
    if (outcome != DONE) {
        log_error("work-not-committed", "code=%s why=%s", why.code, why.text);
        db_rollback(core->forum.db);
    }
    core->since_checkpoint++;
    return outcome;
}

static struct peer *claimer_of(struct core *core)
{
    for (size_t i = 0; i < PEERS; i++)
        if (core->peers[i].channel != NULL && core->peers[i].claim_waits)
            return &core->peers[i];
    return NULL;
}

static bool something_to_expand(struct core *core)
{
    struct fault why;
    bool yes;

    return notify_waits(&core->forum, &yes, &why) == DONE && yes;
}

static bool something_due(struct core *core, void *ctx)
{
    struct fault why;
    int64_t due = 0;

    return notify_next(&core->forum, ctx, &due, &why) == DONE && due != 0 && due <= clock_now();
}

static enum outcome expand_and_claim(struct core *core, void *ctx, struct work *work, struct fault *why)
{
    int64_t until = clock_milliseconds() + EXPAND_TIME;
    enum outcome outcome = DONE;

    for (work->more = work->expand; outcome == DONE && work->more && clock_milliseconds() < until;)
        outcome = notify_expand(&core->forum, ctx, EXPAND_STEP, &work->more, why);
    if (outcome == DONE && work->claimer != NULL && work->claimer->claim_fresh)
        outcome = store_notice_release(core->forum.db, core->forum.now, why);
    if (outcome == DONE && work->claimer != NULL)
        outcome = notify_claim(&core->forum, ctx, work->claimer->claim_limit, LEASE, &work->list, &work->count, why);
    return outcome;
}

static void answer_claim(struct peer *p, void *ctx, const struct work *work)
{
    struct buf b;

    buf_init(&b, ctx, FRAME_SMALL);
    wire_put_number(&b, work->count);
    for (size_t i = 0; i < work->count; i++)
        wire_put_number(&b, work->list[i].id);
    core_answer(p, p->claim_tag, &b);
    p->claim_waits = false;
}

bool core_between(struct core *core)
{
    void *ctx = mem_job("between");
    struct peer *claimer = claimer_of(core);
    struct work work = {.expand = core->expanding && something_to_expand(core)};

    core->expanding = false;
    if (claimer != NULL && (work.expand || claimer->claim_fresh || something_due(core, ctx)))
        work.claimer = claimer;
    if (work.expand || work.claimer != NULL) {
        if (in_transaction(core, ctx, &work, expand_and_claim) != DONE)
            work.count = 0;
        else if (work.claimer != NULL)
            work.claimer->claim_fresh = false;
    }
    if (claimer != NULL && (work.count > 0 || clock_milliseconds() >= claimer->claim_until))
        answer_claim(claimer, ctx, &work);
    core->expanding = work.more;
    mem_free(ctx);
    return work.more;
}

int64_t core_claim_wait(struct core *core)
{
    void *ctx;
    const struct peer *claimer = claimer_of(core);
    int64_t due = 0, wait;
    struct fault why;

    if (claimer == NULL)
        return -1;
    ctx = mem_job("claim");
    wait = claimer->claim_until - clock_milliseconds();
    if (notify_next(&core->forum, ctx, &due, &why) == DONE && due != 0 && (due - clock_now()) * 1000 < wait)
        wait = (due - clock_now()) * 1000;
    mem_free(ctx);
    return wait < 1 ? 1 : wait;
}

static enum outcome tick(struct core *core, void *ctx, struct work *work, struct fault *why)
{
    struct changes changes = {0};
    bool ticks = false, sweeps = false;
    enum outcome outcome = forum_tick(&core->forum, ctx, &changes, &ticks, why);

    if (outcome == DONE)
        outcome = notify_plan(&core->forum, ctx, &changes, 0, why);
    if (outcome == DONE)
        outcome = store_sweep(core->forum.db, core->forum.now, 500, &sweeps, why);
    work->more = ticks || sweeps;
    return outcome == DONE ? notify_operator(&core->forum, ctx, why) : outcome;
}

void core_housekeeping(void *arg)
{
    struct core *core = arg;
    void *ctx = mem_job("housekeeping");
    struct work work = {0};
    enum outcome outcome = in_transaction(core, ctx, &work, tick);

    core->expanding = true;
    loop_after(core->loop, outcome == DONE && work.more ? 10 : HOUSEKEEPING, core_housekeeping, core);
    mem_free(ctx);
}
