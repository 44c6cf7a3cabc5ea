/* Categories: a tree at most four deep, found by path ("psychotherapy", "health.sleep"). */
#ifndef STORE_CATEGORY_H
#define STORE_CATEGORY_H

#include "store/person.h"

enum { CATEGORY_DEPTH = 4 };

struct category {
    uint64_t id; /* 0: none */
    uint64_t parent;
    char *path;  /* "parent.child": the local part of its address */
    char *title; /* "Psychotherapy" */
    char *description;
    char *notice; /* shown in previews and receipts: a crisis line, say */
    uint64_t subscribers; /* counted as people come and go */
    uint64_t questions;
    bool closed; /* takes no new questions */
    enum moderation {
        MODERATION_DEFAULT, /* as the category it lies in, and at last the configuration says */
        MODERATION_NONE,
        MODERATION_FIRST, /* a moderator sees somebody's first post before others do */
        MODERATION_ALL    /* ... and every one of those below expert */
    } moderation;
    char *crisis;       /* what the author of a post is told that has one of the words below in it */
    enum access {
        ACCESS_PUBLIC,
        ACCESS_MEMBERS /* who was let in (store/member.h), and its moderators, see it and all below it; for everybody else it is not there */
    } access;
    bool members_only; /* it is, or one it lies in; found when it is read */
    char *crisis_words; /* phrases, one a line: a post with one of them waits for a moderator */
};

enum outcome store_category_add(struct db *db, const struct category *c, int64_t now, uint64_t *id, struct fault *why) MUST_CHECK; /* REFUSED: path taken, or too deep */
enum outcome store_category_put(struct db *db, const struct category *c, struct fault *why) MUST_CHECK; /* all but path and parent */
/* DONE with out->id 0 when there is none. Strings are owned by ctx. */
enum outcome store_category_get(struct db *db, const void *ctx, uint64_t id, struct category *out, struct fault *why) MUST_CHECK;
enum outcome store_category_by_path(struct db *db, const void *ctx, struct str path, struct category *out, struct fault *why) MUST_CHECK;
/* Only the number of the one at a path, or of the one it lies in; 0: there is none. */
enum outcome store_category_number(struct db *db, const void *ctx, struct str path, uint64_t *id, struct fault *why) MUST_CHECK;
enum outcome store_category_parent(struct db *db, uint64_t id, uint64_t *parent, struct fault *why) MUST_CHECK;
typedef void store_category_each(void *arg, const struct category *c);
/* Those the person sees. */
enum outcome store_category_list(struct db *db, uint64_t person, store_category_each *each, void *arg, struct fault *why) MUST_CHECK; /* by path */

/* Subscriptions. *changed tells whether anything did. */
enum outcome store_subscribe(struct db *db, uint64_t category, uint64_t person, int64_t now, bool *changed, struct fault *why) MUST_CHECK;
enum outcome store_unsubscribe(struct db *db, uint64_t category, uint64_t person, bool *changed, struct fault *why) MUST_CHECK; /* category 0: all */
/* Whether it covers the categories below as well, which it does until this is said. */
enum outcome store_subscription_set_alone(struct db *db, uint64_t category, uint64_t person, bool alone, struct fault *why) MUST_CHECK;
/* Whether a subscription to the category covers what lies below it. */
enum outcome store_subscribed_below(struct db *db, uint64_t category, uint64_t person, bool *subscribed, struct fault *why) MUST_CHECK;
/* As store_subscribers, of those whose subscription covers what lies below. */
enum outcome store_subscribers_below(struct db *db, const void *ctx, uint64_t category, struct people *out, struct fault *why) MUST_CHECK;
/* Whether they subscribed to that category itself. */
enum outcome store_subscribed(struct db *db, uint64_t category, uint64_t person, bool *subscribed, struct fault *why) MUST_CHECK;
/* How the questions of a subscription come. */
enum pace {
    PACE_UNSET, /* as their owner's `notify question` says */
    PACE_NOW,
    PACE_DAILY,
    PACE_WEEKLY
};
/* Changes a subscription; nothing when there is none. */
enum outcome store_subscription_set_pace(struct db *db, uint64_t category, uint64_t person, enum pace pace, struct fault *why) MUST_CHECK;
/* Of the subscription that brings them what is posted in a category: to it, or to the nearest it lies in. *found false: none does. */
enum outcome store_subscription_pace(struct db *db, uint64_t category, uint64_t person, bool *found, enum pace *pace, struct fault *why) MUST_CHECK;
/* How many subscribe to that very category; of a members-only one, who still sees it. */
enum outcome store_subscribers_count(struct db *db, const struct category *c, uint64_t *count, struct fault *why) MUST_CHECK;
/* Person's categories, those they see, owned by ctx. */
enum outcome store_subscriptions(struct db *db, const void *ctx, uint64_t person, uint64_t **categories, size_t *count, struct fault *why) MUST_CHECK;
/* Who subscribed, by `out->by`; owned by ctx. */
enum outcome store_subscribers(struct db *db, const void *ctx, uint64_t category, struct people *out, struct fault *why) MUST_CHECK;

#endif
