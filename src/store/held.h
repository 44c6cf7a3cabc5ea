/* Held and quarantined mail: sealed, waiting for somebody's word, gone after seven days. */
#ifndef STORE_HELD_H
#define STORE_HELD_H

#include "seal/seal.h"
#include "store/db.h"

enum hold_reason {
    HOLD_NEWCOMER = 1, /* a first post waits for ok to its preview */
    HOLD_SUBSCRIBE,    /* a subscription by somebody new waits for ok */
    HOLD_VERDICT,      /* the verdict falls short */
    HOLD_OTHER,        /* a true token, used from another address */
    HOLD_EXPIRED,      /* an expired token */
    HOLD_FROM,         /* From cannot be read with certainty */
    HOLD_STRANGER,     /* unregistered and not authenticated: the operator's */
    HOLD_GUARD,        /* the disclosure guard found something */
    HOLD_CHOICE,       /* a reply to a receipt: add, replace or drop? */
    HOLD_UNRELATED,    /* an old reply address, something new in it */
    HOLD_ASKED_WORDS,  /* perhaps a request in words: posted only when asked */
    HOLD_LIST,         /* a mailing list's mail */
    HOLD_SPAM,         /* the spam header said so */
    HOLD_REFUSED,      /* broke rules; a corrected reply is accepted */
    HOLD_ROLE,         /* mail to postmaster, abuse, ...: the operator's */
    HOLD_CLOSED,       /* newcomers = closed */
    HOLD_RATE,         /* more than the hour allows */
    HOLD_QUARANTINE,   /* the parser died on it, twice; or RCPT refused it in pipe mode: raw mail */
    HOLD_EXPORT,       /* "export", until they confirm it */
    HOLD_FORGET,       /* "forget me" */
    HOLD_FORGET_WORDS, /* "forget me and my words" */
    HOLD_DIGEST,       /* a reply to a digest: which of its posts is it for? */
    HOLD_REASONS
};

enum held_state { HELD_WAITING, HELD_RELEASED, HELD_DROPPED, HELD_EXPIRED };

struct held {
    uint64_t id; /* 0: none */
    uint64_t person; /* whose word is awaited; 0: the operator's */
    enum hold_reason reason;
    enum held_state state;
    int64_t created, expires;
    int64_t asked; /* when its owner was last asked; 0: never */
    struct str domain; /* keyed hash of the sending domain (SEAL_HASH bytes), or empty */
    struct str mail; /* sealed: the request as core got it, or the raw mail of a quarantine */
};

/* Adds one; *id gets its number. */
enum outcome store_held_add(struct db *db, const struct held *h, uint64_t *id, struct fault *why) MUST_CHECK;
/* With its mail, owned by ctx. DONE with out->id 0 when there is none. */
enum outcome store_held_get(struct db *db, const void *ctx, uint64_t id, struct held *out, struct fault *why) MUST_CHECK;
/* The mail of a settled one is dropped with it. REFUSED when it is not waiting (any more). */
enum outcome store_held_settle(struct db *db, uint64_t id, enum held_state state, struct fault *why) MUST_CHECK;
/* Its owner was asked then. REFUSED when there is none. */
enum outcome store_held_asked(struct db *db, uint64_t id, int64_t at, struct fault *why) MUST_CHECK;
/* How many of one sending domain (person 0), of one person (domain empty), or of both are waiting. */
enum outcome store_held_count(struct db *db, struct str domain, uint64_t person, uint64_t *count, struct fault *why) MUST_CHECK;
/* Up to `limit` waiting ones that expired by now, without their mail. */
enum outcome store_held_expired(struct db *db, const void *ctx, int64_t now, unsigned limit, struct held **list, size_t *count, struct fault *why) MUST_CHECK;
typedef void store_held_each(void *arg, const struct held *h); /* waiting ones, oldest first, without the mail */
enum outcome store_held_list(struct db *db, store_held_each *each, void *arg, struct fault *why) MUST_CHECK;
/* Waiting ones by reason since a time: for the operator's summary. counts[reason]. */
enum outcome store_held_summary(struct db *db, int64_t since, uint64_t counts[HOLD_REASONS], struct fault *why) MUST_CHECK;

#endif
