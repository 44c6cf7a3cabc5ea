/* All a person has here, wherever it stands: for `export` and for `forget me`. */
#ifndef STORE_OWN_H
#define STORE_OWN_H

#include "store/held.h"
#include "store/person.h"
#include "store/post.h"

/* Their posts of every state, oldest first, each with its current text. */
enum outcome store_own_posts(struct db *db, uint64_t person, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
/* The last ones, newest first. */
enum outcome store_own_newest(struct db *db, uint64_t person, unsigned limit, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;

struct own_vote {
    uint64_t post, thread;
    enum post_kind kind; /* of the post */
    int value;
    int64_t changed;
    const char *title; /* of the thread */
};
typedef void store_own_vote_each(void *arg, const struct own_vote *v);
/* Votes that count, by post. */
enum outcome store_own_votes(struct db *db, uint64_t person, store_own_vote_each *each, void *arg, struct fault *why) MUST_CHECK;

struct own_thread {
    uint64_t thread;
    const char *title;
    const char *name; /* shown in it; "" : none was given */
    bool muted;
};
typedef void store_own_thread_each(void *arg, const struct own_thread *t);
/* Threads they take part in, muted or have a name in. */
enum outcome store_own_threads(struct db *db, uint64_t person, store_own_thread_each *each, void *arg, struct fault *why) MUST_CHECK;

/* Roles in single categories, and RUNG_UNKNOWN for those that let them in. */
typedef void store_own_role_each(void *arg, const char *path, enum rung rung);
enum outcome store_own_roles(struct db *db, uint64_t person, store_own_role_each *each, void *arg, struct fault *why) MUST_CHECK;
/* What waits for their word, with the mail; owned by ctx. */
enum outcome store_own_held(struct db *db, const void *ctx, uint64_t person, struct held **list, size_t *count, struct fault *why) MUST_CHECK;

/* Takes away all that is kept of them but the row, its number, the first address (found by nobody any more: `hash` is random) and notices
 * that are under way; posts that are left are `someone`'s. Their votes were taken back before. */
enum outcome store_own_forget(struct db *db, uint64_t person, const unsigned char hash[SEAL_HASH], const char *someone, struct fault *why) MUST_CHECK;
/* The rest: address, notices, their number in the journal; and what was erased is gone from the file once the WAL is next moved into it. */
enum outcome store_own_erase(struct db *db, uint64_t person, struct fault *why) MUST_CHECK;
/* Whether the last mail to them, planned at that time, is sent or given up. */
enum outcome store_own_gone(struct db *db, uint64_t person, int kind, int64_t created, bool *gone, struct fault *why) MUST_CHECK;

/* Posts of a kind by one author since a time: for hourly limits. The other counts those of every kind that were published since, which are never
 * fewer, in its index alone. */
enum outcome store_post_rate_most(struct db *db, uint64_t author, int64_t since, uint64_t *count, struct fault *why) MUST_CHECK;
enum outcome store_post_rate(struct db *db, uint64_t author, enum post_kind kind, int64_t since, uint64_t *count,
                             int64_t *oldest, struct fault *why) MUST_CHECK;

#endif
