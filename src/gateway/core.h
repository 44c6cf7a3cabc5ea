/* core: its peers and its parts: the loop (core.c), what is answered at once (core_answer.c), the batch (core_batch.c) and one request of it
 * (core_apply.c), how it ends (core_settle.c), what happens between batches (core_between.c). */
#ifndef GATEWAY_CORE_H
#define GATEWAY_CORE_H

#include "base/proc.h"
#include "gateway/protocol.h"

enum {
    PEERS = 20,      /* front, render, and control clients */
    PEERS_ROLES = 4, /* of them for front and render alone, old and new: however many control clients there are, mail comes in */
    /* what each may ask: front, were it taken over, could forge mails, but not give commands */
    MAY_FRONT = 1 << ASK_RECIPIENT | 1 << ASK_KNOWN | 1 << ASK_MAIL | 1 << ASK_QUARANTINE,
    MAY_RENDER = 1 << ASK_CLAIM | 1 << ASK_SETTLE,
    MAY_ADMIN = 1 << ASK_ADMIN
};

struct peer {
    struct core *core;
    struct channel *channel; /* NULL: free */
    unsigned may;            /* MAY_... */
    bool claim_waits;        /* render's claim is answered when something is due */
    bool claim_fresh;        /* it has just started: what was leased to the one before it is free again */
    uint64_t claim_tag;
    unsigned claim_limit;
    int64_t claim_until;
};

/* A request that is in the batch. */
struct job {
    struct peer *peer;
    uint8_t type;
    uint64_t tag;
    struct str payload;
    int64_t now; /* when it was applied */
    enum outcome outcome;
    struct fault why;
    struct buf output; /* of ASK_ADMIN */
};

/* Those that share a transaction. */
struct batch {
    void *ctx; /* owns what was read for them */
    struct job *jobs;
    size_t count, applied;
    bool failed; /* one of them */
};

struct core {
    const struct conf *conf;
    struct loop *loop;
    struct forum forum;
    struct peer peers[PEERS];
    int control, admin;
    struct batch committed; /* while db_syncing: answered when the disk has it */
    bool disk_watched;      /* the loop waits for that */
    int64_t singly_until; /* after a crash requests are committed one by one for a while */
    uint64_t free_space; /* bytes of the disk, as of free_at (clock_milliseconds) */
    int64_t free_at;
    unsigned since_checkpoint; /* transactions */
    uint64_t checkpoint_timer, wake_timer;
    bool expanding;                        /* there may be events to expand */
    int64_t between_since, between_at;     /* since when work waits, and when it is done at the latest; 0: none */
    bool stopping;
};

enum { CORE_PRINT = 2 * SEAL_HASH + 1 };

/* The database remembers which keys it was made with: beside another forum's, everybody would be a stranger and nobody would be told, so that
 * is REFUSED. print is set to their fingerprint; *known: whether the database has one. Of forum only seal, db and conf are used. */
enum outcome core_keys_fit(const void *ctx, const struct forum *forum, char print[CORE_PRINT], bool *known, struct fault *why) MUST_CHECK;

/* A new database is not made beside keys that people have: theirs is missing (not mounted, not restored), and who came next would be given their
 * keys. REFUSED then. */
enum outcome core_database_lost(const struct conf *conf, const struct seal *seal, struct fault *why) MUST_CHECK;

/* Opens the keys and the database for writing, taking the lock: what core does at its start, and a command when no daemon runs. */
enum outcome core_open(const void *ctx, const struct conf *conf, struct forum *forum, struct fault *why) MUST_CHECK;

/* Ends the transaction: new people's keys reach the disk first, then the database. */
enum outcome core_commit(const struct forum *forum, struct fault *why) MUST_CHECK;

/* core_answer.c: sends an answer, if the peer is still there. */
void core_answer(struct peer *p, uint64_t tag, const struct buf *b);
void core_answer_job(void *ctx, struct job *job);
/* Answers ASK_RECIPIENT and ASK_KNOWN. */
void core_answer_recipient(struct core *core, void *ctx, struct peer *p, const struct frame *frame);
void core_answer_known(struct core *core, void *ctx, struct peer *p, const struct frame *frame);

/* core_apply.c: applies it in the transaction that is open. job->why says why not; job->output is what a command printed. */
enum outcome core_apply(struct core *core, struct job *job) MUST_CHECK;
/* ASK_ADMIN: the same, also outside a transaction when it only reads. */
enum outcome core_apply_admin(struct core *core, void *ctx, struct job *job, bool read_only) MUST_CHECK;
/* Its words, owned by ctx; *count is 0 when they cannot be read. */
const char *const *core_admin_words(void *ctx, struct str payload, int *count);

/* core_settle.c: ends a batch's transaction, or takes it back when outcome is not DONE already; answers it, now or when the disk has it. */
void core_finish(struct core *core, struct batch *b, enum outcome outcome, struct fault *why);
/* Waits for the disk, where a batch does, and answers it. */
void core_settle(struct core *core);
/* Waits until the disk has it (then it is answered), or a peer sends something. */
void core_wait(struct core *core);

/* Takes what the peers have sent, commits it, answers. True when more was there than one batch holds. */
bool core_run_batches(struct core *core);
/* Between batches, in one transaction: one step of turning events into notices, and leasing what is due to the render that waits.
 * True when there is more to expand. */
bool core_between(struct core *core);
/* Milliseconds until a claim that waits should be looked at again; -1: none waits. */
int64_t core_claim_wait(struct core *core);
/* A timer: holds expire, old rows go, the operator hears. */
void core_housekeeping(void *arg);

#endif
