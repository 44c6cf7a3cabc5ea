/* Notices: one planned mail to one person each. waiting → leased → sent or failed; a lease that ran out is waiting again, and the bytes
 * of every attempt are the same because all they depend on is frozen by the first claim. */
#ifndef STORE_NOTICE_H
#define STORE_NOTICE_H

#include "seal/seal.h"
#include "store/person.h"

enum notice_kind {
    NOTICE_QUESTION = 1, /* new question in a category you subscribe to */
    NOTICE_ANSWER,       /* your question was answered */
    NOTICE_COMMENT,      /* your post was commented on */
    NOTICE_THREAD,       /* new answer in a thread you answered */
    NOTICE_RECEIPT,      /* what became of your post */
    NOTICE_PREVIEW,      /* a newcomer's first post as it will stand: ok? */
    NOTICE_GUARD,        /* it gives something about you away: redact, as is or drop? */
    NOTICE_ASK,          /* a mail in your name fell short: mine, theirs or drop? */
    NOTICE_FRESH,        /* that address had expired: here is a fresh one, and your text */
    NOTICE_CHOICE,       /* reply to a receipt: add, replace or drop? */
    NOTICE_REFUSAL,      /* what was wrong, all of it, and how to mend it */
    NOTICE_TOLD,         /* done, by command: subscribed, left, muted, settings, help */
    NOTICE_CONFIRM,      /* a subscription by somebody new: ok? */
    NOTICE_OPERATOR,     /* the operator's summary; person 0 */
    NOTICE_BEST,         /* your answer was chosen as the best */
    NOTICE_LIST,         /* posts one asked for: list, search, get */
    NOTICE_REVIEW,       /* a moderator: a post waits, ok or no? */
    NOTICE_SHOWN,        /* the text of a discreet notice, which they asked for */
    NOTICE_FAREWELL,     /* the last mail to somebody who is forgotten */
    NOTICE_WELCOME,      /* somebody subscribed for the first time: the categories, what was asked last, help */
    NOTICE_FOLLOWED,     /* a question that came of what you wrote */
    NOTICE_DIGEST = 22,  /* what was gathered; indexes of schema.c have this number in them */
    NOTICE_AFTER,        /* a comment after yours */
    NOTICE_MENTION,      /* your name stands in a post */
    NOTICE_FLAGGED,      /* a moderator: a post was reported */
    NOTICE_NOTE,         /* from a moderator to an author, or back */
    NOTICE_BLOCKED,      /* they may not take part any more, or again */
    NOTICE_ROLE,         /* they are a moderator now */
    NOTICE_CATEGORY,     /* new answer in a category you subscribe to */
    NOTICE_OUTCOME       /* what a moderator or an editor did with something you wrote */
};

enum notice_state {
    NOTICE_WAITING, NOTICE_LEASED, NOTICE_SENT, NOTICE_FAILED, NOTICE_WITHDRAWN, NOTICE_HELD_BACK, /* by the operator */
    NOTICE_GATHERED, /* it waits for a digest */
    NOTICE_DIGESTED  /* it stood in one */
};

struct notice {
    uint64_t id; /* 34 bits: stands in b tokens */
    uint64_t person;
    enum notice_kind kind;
    uint64_t post;     /* 0: none */
    uint64_t about;    /* where that is none: the post it is an item of a digest for; 0: none */
    uint64_t held;     /* 0: none */
    struct str payload; /* sealed parameters, or empty */
    enum notice_state state;
    int64_t created, due;
    unsigned attempts;
    int64_t give_up; /* when it is given up */
    /* frozen by the first claim; 0 before it */
    int64_t date;
    unsigned expiry; /* day the tokens in it expire */
    unsigned revision;
    unsigned generation;
    enum {
        FROZEN_FULL,
        FROZEN_TITLE,
        FROZEN_DISCREET, /* says only that there is news */
        FROZEN_VEILED    /* the text, which they asked for just now, under discreet heads */
    } content;
    bool html;
    bool promise; /* the first mail to this person: carries the promise */
    uint64_t audience; /* how many would get a reply */
    char *name; /* what a reply of theirs would be shown under */
    char *because; /* what they follow that brought it: "#sleep", "Q12", "Wise Willow"; "" : what its kind says, a category say */
    char *language; /* its code */
    unsigned corrects; /* the revision it tells of to somebody who had an earlier one; 0: it is the first about its post */
    uint64_t digest; /* the notice it stands in, or will; 0: it is a mail of its own */
    /* what came of it */
    char *code;  /* the relay's last enhanced or plain code */
    char *words; /* the relay's last words, escaped, without addresses */
    unsigned bounces;
};

/* Adds one. *added false when that person has a notice of this post (of this correction of it) already, by whatever kind: nobody hears
 * twice (post 0: always added). */
enum outcome store_notice_add(struct db *db, const struct notice *n, bool *added, uint64_t *id, struct fault *why) MUST_CHECK;
/* Up to `limit` notices that are due and waiting or whose lease ran out, oldest due first; the caller freezes and leases each. */
enum outcome store_notice_due(struct db *db, const void *ctx, int64_t now, unsigned limit, struct notice **list, size_t *count, struct fault *why) MUST_CHECK;
/* Leases it until `until` (its new `due`), counts one more attempt and writes give_up and the frozen fields of n (all of them, each
 * time: they do not change). */
enum outcome store_notice_lease(struct db *db, const struct notice *n, int64_t until, struct fault *why) MUST_CHECK;
/* Every lease is void: whoever held them is gone. The notices are due again at once. */
enum outcome store_notice_release(struct db *db, int64_t now, struct fault *why) MUST_CHECK;
/* DONE with out->id 0 when there is none. Strings are owned by ctx. */
enum outcome store_notice_get(struct db *db, const void *ctx, uint64_t id, struct notice *out, struct fault *why) MUST_CHECK;
/* The notice of a post that person has (any kind), corrections apart; id 0: none. */
enum outcome store_notice_of(struct db *db, const void *ctx, uint64_t person, uint64_t post, struct notice *out, struct fault *why) MUST_CHECK;
/* The last one of it that left, a correction perhaps, for the known text; id 0: none. */
enum outcome store_notice_last_of(struct db *db, const void *ctx, uint64_t person, uint64_t post, struct notice *out, struct fault *why) MUST_CHECK;
/* Those who were mailed a revision of the post before `revision`, which is its newest, and none since that reads
 * the same; receipts apart, and those who chose titles only too, where `titles`. */
enum outcome store_notice_readers(struct db *db, const void *ctx, uint64_t post, unsigned revision, bool titles, struct people *out, struct fault *why) MUST_CHECK;
/* The last notice that asked that person about a held mail, for the known text; id 0: none. */
enum outcome store_notice_of_held(struct db *db, const void *ctx, uint64_t person, uint64_t held, struct notice *out, struct fault *why) MUST_CHECK;
/* Settles: sent, failed, withdrawn; or waiting again from `due` on. `code` and `words` are the relay's. */
enum outcome store_notice_settle(struct db *db, uint64_t id, enum notice_state state, int64_t due, const char *code, const char *words,
                                 struct fault *why) MUST_CHECK;
/* One that is not under way yet becomes of another kind, and waits from another time on, in no digest: as `n` says. */
enum outcome store_notice_instead(struct db *db, uint64_t id, const struct notice *n, struct fault *why) MUST_CHECK;
/* It waits, from `due` on, and is given up as much later. */
enum outcome store_notice_delay(struct db *db, uint64_t id, int64_t due, int64_t later, struct fault *why) MUST_CHECK;
/* Withdraws what still waits of a post that was undone; *count: how many. What is leased is under way. */
enum outcome store_notice_withdraw(struct db *db, uint64_t post, uint64_t *count, struct fault *why) MUST_CHECK;
/* A report about it came: counted in `bounces`; hard: it was not delivered, and will not be. */
/* What was withdrawn with its post waits again, as mails of their own; claim looks at each once more. */
enum outcome store_notice_restore(struct db *db, uint64_t post, int64_t now, int64_t give_up, uint64_t *count, struct fault *why) MUST_CHECK;
enum outcome store_notice_bounced(struct db *db, uint64_t id, bool hard, struct fault *why) MUST_CHECK;
/* When the next notice is due or the next lease ends (0: none waits): render sleeps until then. */
enum outcome store_notice_next_due(struct db *db, int64_t *due, struct fault *why) MUST_CHECK;
typedef void store_notice_each(void *arg, const struct notice *n);
/* The queue: every notice not yet sent (state < 0: waiting, leased or held back), or those of one state; from number `after` on, oldest first. */
enum outcome store_notice_list(struct db *db, int state, uint64_t after, unsigned limit, store_notice_each *each, void *arg, struct fault *why) MUST_CHECK;
/* How many are in that state. */
enum outcome store_notice_count(struct db *db, enum notice_state state, uint64_t *count, struct fault *why) MUST_CHECK;

#endif
