/* core's batch: every request that is waiting, in one transaction; what only reads is answered at once. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"
#include "gateway/gateway.h"

enum { BATCH = 512 /* most requests in one transaction */ };

static void apply_in_savepoint(struct core *core, struct job *job)
{
    struct db *db = core->forum.db;

    job->outcome = db_savepoint(db, &job->why);
    if (job->outcome != DONE)
        return;
    job->outcome = core_apply(core, job);
    if (job->outcome == DONE)
        job->outcome = db_release(db, &job->why);
    else
        db_rollback_to(db);
}

/* Takes back the request that failed and all before it, and applies these once more. They stand in the log already. */
static enum outcome start_over(struct core *core, struct job *jobs, size_t failed, struct fault *why)
{
    enum outcome outcome;

    db_rollback(core->forum.db);
    outcome = db_begin(core->forum.db, why);
    log_mute(true);
    for (size_t i = 0; i < failed && outcome == DONE; i++) {
        core->forum.now = jobs[i].now;
        buf_truncate(&jobs[i].output, 0);
        apply_in_savepoint(core, &jobs[i]);
    }
    log_mute(false);
    core->forum.now = clock_now();
    return outcome;
}

/* Applies what was taken since. Hardly any request fails, so none gets a savepoint, for which SQLite would keep every page as it was before;
 * only once one did fail, it and the rest of the batch pay. */
static enum outcome apply_batch(struct core *core, struct batch *b, struct fault *why)
{
    enum outcome outcome = DONE;

    core->forum.now = clock_now();
    for (; b->applied < b->count && outcome == DONE; b->applied++) {
        struct job *job = &b->jobs[b->applied];

        if (db_syncing(core->forum.db) && db_sync_ended(core->forum.db))
            core_settle(core);
        job->now = core->forum.now;
        if (b->failed) {
            apply_in_savepoint(core, job);
            continue;
        }
        job->outcome = core_apply(core, job);
        b->failed = job->outcome != DONE;
        if (b->failed)
            outcome = start_over(core, b->jobs, b->applied, why);
    }
    return outcome;
}

/* Puts a request into the batch, or answers it at once when it only reads. */
static void take(struct core *core, struct peer *p, const struct frame *frame, struct batch *b)
{
    void *ctx = b->ctx;
    struct job job = {.peer = p, .type = frame->type, .tag = frame->tag, .payload = frame->payload};
    struct wire w = wire_read(frame->payload);
    int words;

    if (frame->type >= 32 || (p->may & 1u << frame->type) == 0) {
        log_warn("not-theirs-to-ask", "type=%u", frame->type);
        job.outcome = fault_set(&job.why, REFUSED, "5.7.1", "that is not yours to ask");
        core_answer_job(ctx, &job);
        return;
    }
    core->forum.now = clock_now();
    switch (frame->type) {
    case ASK_RECIPIENT:
        core_answer_recipient(core, ctx, p, frame);
        return;
    case ASK_KNOWN:
        core_answer_known(core, ctx, p, frame);
        return;
    case ASK_CLAIM:
        p->claim_limit = (unsigned)wire_below(&w, CLAIM_LIMIT + 1);
        p->claim_fresh = wire_flag(&w);
        p->claim_waits = true;
        p->claim_tag = frame->tag;
        p->claim_until = clock_milliseconds() + CLAIM_WAIT;
        return;
    case ASK_ADMIN: {
        const char *const *argv = core_admin_words(ctx, frame->payload, &words);

        buf_init(&job.output, ctx, FRAME_SMALL - FRAME_SMALL / 8);
        if (words > 0 && !forum_admin_changes(words, argv)) {
            job.outcome = core_apply_admin(core, ctx, &job, true);
            core_answer_job(ctx, &job);
            return;
        }
        break;
    }
    default:
        break;
    }
    b->jobs[b->count++] = job;
}

/* Everything the peers have sent by now. True when more than a batch was there. */
static bool take_batch(struct core *core, struct batch *b, size_t limit)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];
        struct frame frame;

        while (p->channel != NULL && b->count < limit && channel_next(p->channel, &frame))
            take(core, p, &frame, b);
        if (b->count >= limit)
            return true;
    }
    return false;
}

/* Sends the answers to what only reads, and reads what came meanwhile, over which the frames that were taken are lost. A peer that is gone
 * shows itself again in its own turn. */
static void refill(struct core *core, struct batch *b, size_t kept)
{
    for (size_t i = kept; i < b->count && !b->failed; i++)
        b->jobs[i].payload.p = str_dup(b->ctx, b->jobs[i].payload);
    for (size_t i = 0; i < PEERS; i++) {
        struct channel *channel = core->peers[i].channel;

        if (channel != NULL && channel_flush(channel) && !channel_fill(channel))
            log_debug("peer-gone", "peer=%zu", i);
    }
}

/* While the disk takes one batch the next is applied: what comes meanwhile joins it, and it is committed as soon as the disk is free. So the busier it
 * is, the more mails share a sync, and nobody waits for company. */
bool core_run_batches(struct core *core)
{
    static struct job jobs[2][BATCH]; /* too large to clear for every recipient that is asked about; one waits for the disk */
    struct batch b = {.ctx = mem_job("batch"), .jobs = core->committed.jobs == jobs[0] ? jobs[1] : jobs[0]};
    size_t limit = clock_milliseconds() < core->singly_until ? 1 : BATCH;
    bool more = take_batch(core, &b, limit);
    enum outcome outcome;
    struct fault why;

    if (b.count == 0) {
        mem_free(b.ctx);
        return more;
    }
    outcome = db_begin(core->forum.db, &why);
    while (outcome == DONE) {
        size_t first = b.applied;

        outcome = apply_batch(core, &b, &why);
        if (outcome != DONE || more || !db_syncing(core->forum.db))
            break;
        refill(core, &b, first);
        more = take_batch(core, &b, limit);
        if (b.applied == b.count)
            core_wait(core);
    }
    core_finish(core, &b, outcome, &why);
    return more;
}
