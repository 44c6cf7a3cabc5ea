/* core: its peers and its three parts: the loop (core.c), the batch (core_batch.c), what happens between batches (core_between.c). */
#ifndef GATEWAY_CORE_H
#define GATEWAY_CORE_H

#include "base/proc.h"
#include "gateway/protocol.h"

enum { PEERS = 20 /* front, render, and control clients */ };

struct peer {
    struct core *core;
    struct channel *channel; /* NULL: free */
    bool claim_waits;        /* render's claim is answered when something is due */
    uint64_t claim_tag;
    unsigned claim_limit;
    int64_t claim_until;
};

struct core {
    const struct conf *conf;
    struct loop *loop;
    struct forum forum;
    struct peer peers[PEERS];
    int control, admin;
    int64_t singly_until; /* after a crash requests are committed one by one for a while */
    unsigned since_checkpoint;
    uint64_t checkpoint_timer, claim_timer;
    bool expanding; /* there may be events to expand */
    bool stopping;
};

/* Opens the keys and the database for writing, taking the lock: what core does at its start, and a command when no daemon runs. */
enum outcome core_open(const void *ctx, const struct conf *conf, struct forum *forum, struct fault *why) MUST_CHECK;

/* Sends an answer, if the peer is still there. */
void core_answer(struct peer *p, uint64_t tag, const struct buf *b);
/* Takes what the peers have sent, commits it, answers. True when more was there than one batch holds. */
bool core_run_batches(struct core *core);
/* One step of turning events into notices. True when there is more. */
bool core_expand(struct core *core);
/* Leases what is due; answers render when there was something, or when it has waited long enough. */
void core_serve_claim(struct core *core, struct peer *p);
/* Milliseconds until the claim that waits should be looked at again. */
int64_t core_claim_wait(const struct core *core, const struct peer *p);
/* Timers: holds expire, old rows go, the operator hears; the WAL is written back. */
void core_housekeeping(void *arg);
void core_checkpoint(void *arg);

#endif
