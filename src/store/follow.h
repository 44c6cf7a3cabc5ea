/* What people follow beside categories: threads, tags, and other people's questions. */
#ifndef STORE_FOLLOW_H
#define STORE_FOLLOW_H

#include "store/category.h"

enum follow_kind { FOLLOW_THREAD, FOLLOW_TAG, FOLLOW_PERSON };

struct follow {
    enum follow_kind kind;
    const char *subject; /* a question's number, a tag, or what a post's author is known by (forum_follow_key) */
    const char *shown;   /* what it was called when they began to: "Q12", "#sleep", "Wise Willow" */
    enum pace pace;      /* how what it brings is to come; unset: as its owner's `notify` says */
};

/* *changed: they did not already; then its pace is kept as well. */
enum outcome store_follow(struct db *db, uint64_t person, const struct follow *what, int64_t now, bool *changed, struct fault *why) MUST_CHECK;
/* *changed: they did. */
enum outcome store_unfollow(struct db *db, uint64_t person, enum follow_kind kind, const char *subject, bool *changed, struct fault *why) MUST_CHECK;
enum outcome store_follow_set_pace(struct db *db, uint64_t person, const struct follow *what, struct fault *why) MUST_CHECK;
/* *pace is set where they do. */
enum outcome store_follows(struct db *db, uint64_t person, enum follow_kind kind, const char *subject, bool *yes, enum pace *pace, struct fault *why) MUST_CHECK;
/* Who follows it, since `out->by` or before; owned by ctx. */
enum outcome store_followers(struct db *db, const void *ctx, enum follow_kind kind, const char *subject, struct people *out, struct fault *why) MUST_CHECK;
/* All a person follows: threads, tags, people, each in the order they began. */
typedef void store_follow_each(void *arg, const struct follow *f);
enum outcome store_follow_list(struct db *db, uint64_t person, store_follow_each *each, void *arg, struct fault *why) MUST_CHECK;

#endif
