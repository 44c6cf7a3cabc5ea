/* The end of a batch: committed, and answered when the disk has it. Until then the next one is applied. */
#include <poll.h>

#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"

/* When it cannot be committed, or may be lost, nobody's request was done. */
static void answer_batch(struct batch *b, enum outcome outcome, const struct fault *why)
{
    if (outcome != DONE)
        log_error("batch-not-committed", "requests=%zu code=%s why=%s", b->count, why->code, why->text);
    for (size_t i = 0; i < b->count; i++) {
        if (outcome != DONE) {
            b->jobs[i].outcome = RETRY;
            b->jobs[i].why = *why;
        }
        core_answer_job(b->ctx, &b->jobs[i]);
    }
    mem_free(b->ctx);
    *b = (struct batch){0};
}

/* A peer that is gone shows itself in its own turn. */
static void flush(const struct core *core)
{
    for (size_t i = 0; i < PEERS; i++)
        if (core->peers[i].channel != NULL && !channel_flush(core->peers[i].channel))
            log_debug("peer-gone", "peer=%zu", i);
}

void core_settle(struct core *core)
{
    enum outcome outcome;
    struct fault why;

    if (!db_syncing(core->forum.db))
        return;
    outcome = db_sync_end(core->forum.db, &why);
    answer_batch(&core->committed, outcome, &why);
    flush(core);
}

void core_wait(struct core *core)
{
    struct pollfd fds[1 + PEERS] = {{.fd = db_sync_descriptor(core->forum.db), .events = POLLIN}};
    nfds_t count = 1;

    for (size_t i = 0; i < PEERS; i++)
        if (core->peers[i].channel != NULL)
            fds[count++] = (struct pollfd){.fd = channel_descriptor(core->peers[i].channel), .events = POLLIN};
    if (poll(fds, count, -1) > 0 && fds[0].revents != 0)
        core_settle(core);
}

/* A lone request has nobody to share the time with: the thread would only cost it a turn. */
static enum outcome commit(struct core *core, const struct batch *b, struct fault *why)
{
    enum outcome outcome = seal_sync(core->forum.seal, why);

    if (outcome != DONE)
        return outcome;
    return b->count == 1 ? db_commit(core->forum.db, why) : db_commit_later(core->forum.db, why);
}

void core_finish(struct core *core, struct batch *b, enum outcome outcome, struct fault *why)
{
    core_settle(core); /* in the order in which they came */
    if (outcome == DONE)
        outcome = commit(core, b, why);
    if (outcome != DONE)
        db_rollback(core->forum.db);
    core->since_checkpoint++;
    core->expanding = true;
    if (outcome == DONE && db_syncing(core->forum.db))
        core->committed = *b;
    else
        answer_batch(b, outcome, why);
}
