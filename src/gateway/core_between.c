/* What core does between batches: expands events, leases notices to render, lets time pass. Each in a transaction of its own. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"

enum {
    EXPAND_STEP = 500,       /* people of one audience in one transaction */
    HOUSEKEEPING = 15 * 1000 /* ms between looks at the clock */
};

/* A piece of our own work: what it needs and what it found. */
struct work {
    struct peer *peer;
    struct notice *list;
    size_t count;
    bool more;
};

/* ---- between batches ---------------------------------------------------------------------------------------------- */

/* Runs one piece of our own work in a transaction of its own. */
static enum outcome in_transaction(struct core *core, void *ctx, struct work *work,
                                   enum outcome (*run)(struct core *, void *, struct work *, struct fault *))
{
    struct fault why;
    enum outcome outcome;

    core->forum.now = clock_now();
    outcome = db_begin(core->forum.db, &why);
    if (outcome == DONE)
        outcome = run(core, ctx, work, &why);
    if (outcome == DONE)
        outcome = db_commit(core->forum.db, &why);
    if (outcome != DONE) {
        log_error("work-not-committed", "code=%s why=%s", why.code, why.text);
        db_rollback(core->forum.db);
    }
    core->since_checkpoint++;
    return outcome;
}

static enum outcome expand(struct core *core, void *ctx, struct work *work, struct fault *why)
{
    return notify_expand(&core->forum, ctx, EXPAND_STEP, &work->more, why);
}

bool core_expand(struct core *core)
{
    void *ctx = mem_job("expand");
    struct work work = {0};

    core->expanding = false;
    if (in_transaction(core, ctx, &work, expand) == DONE)
        core->expanding = work.more;
    mem_free(ctx);
    return core->expanding;
}

static enum outcome claim(struct core *core, void *ctx, struct work *work, struct fault *why)
{
    return notify_claim(&core->forum, ctx, work->peer->claim_limit, LEASE, &work->list, &work->count, why);
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

void core_serve_claim(struct core *core, struct peer *p)
{
    void *ctx = mem_job("claim");
    struct work work = {.peer = p};
    int64_t due = 0;
    struct fault why;

    if (store_notice_next_due(core->forum.db, &due, &why) == DONE && due != 0 && due <= clock_now() &&
        in_transaction(core, ctx, &work, claim) != DONE)
        work.count = 0;
    if (work.count > 0 || clock_milliseconds() >= p->claim_until)
        answer_claim(p, ctx, &work);
    mem_free(ctx);
}

int64_t core_claim_wait(const struct core *core, const struct peer *p)
{
    int64_t due = 0, wait = p->claim_until - clock_milliseconds();
    struct fault why;

    if (store_notice_next_due(core->forum.db, &due, &why) == DONE && due != 0 && (due - clock_now()) * 1000 < wait)
        wait = (due - clock_now()) * 1000;
    return wait < 1 ? 1 : wait;
}

static enum outcome tick(struct core *core, void *ctx, struct work *work, struct fault *why)
{
    struct changes changes = {0};
    bool ticks = false, sweeps = false;
    enum outcome outcome = forum_tick(&core->forum, ctx, &changes, &ticks, why);

    if (outcome == DONE)
        outcome = notify_plan(&core->forum, ctx, &changes, why);
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

void core_checkpoint(void *arg)
{
    struct core *core = arg;

    core->checkpoint_timer = 0;
    if (core->since_checkpoint > 0)
        db_checkpoint(core->forum.db, false);
    core->since_checkpoint = 0;
}
