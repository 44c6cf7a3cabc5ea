/* Roles in single categories, posts that wait for a moderator, and the record of who did what. */
#ifndef STORE_MODERATION_H
#define STORE_MODERATION_H

#include "store/db.h"
#include "store/person.h"

/* What a person is in one category and all below it, beside what they are everywhere; RUNG_UNKNOWN takes the role away. */
enum outcome store_role_set(struct db *db, uint64_t person, uint64_t category, enum rung rung, struct fault *why) MUST_CHECK;
/* The highest role of a person in these categories; RUNG_UNKNOWN: none. */
enum outcome store_role_get(struct db *db, uint64_t person, const uint64_t *categories, size_t count, enum rung *rung, struct fault *why) MUST_CHECK;
/* The highest they have in any category. */
enum outcome store_role_highest(struct db *db, uint64_t person, enum rung *rung, struct fault *why) MUST_CHECK;
/* Who has at least that role in this very category, by number. */
enum outcome store_role_moderators(struct db *db, const void *ctx, uint64_t category, enum rung least, uint64_t **people, size_t *count,
                                   struct fault *why) MUST_CHECK;
/* Members who have at least that rung everywhere or in one of these categories, by number, at most `limit`. */
enum outcome store_role_bearers(struct db *db, const void *ctx, const uint64_t *categories, size_t count, enum rung least, unsigned limit,
                                uint64_t **people, size_t *found, struct fault *why) MUST_CHECK;

/* Why a post waits. */
enum review_reason {
    REVIEW_FIRST = 1, /* its author has none accepted yet */
    REVIEW_ALL,       /* the category takes none unseen */
    REVIEW_CRISIS     /* it has one of the category's crisis phrases */
};
enum review_stage { STAGE_ASKED, STAGE_REMINDED, STAGE_ADMINS /* they were asked, and the author was told */, STAGE_EXPIRED /* nobody decided */ };

struct review {
    uint64_t post; /* 0: none */
    int64_t since;
    enum review_reason reason;
    enum review_stage stage;
    int64_t decided; /* 0: it waits */
    uint64_t decider;
    bool accepted;
};

/* The post waits for a decision, again too: what was decided before is forgotten. */
enum outcome store_review_add(struct db *db, uint64_t post, enum review_reason reason, int64_t now, struct fault *why) MUST_CHECK;
/* DONE with out->post 0 when it never waited. */
enum outcome store_review_get(struct db *db, uint64_t post, struct review *out, struct fault *why) MUST_CHECK;
/* *first false when it was decided before. */
enum outcome store_review_decide(struct db *db, uint64_t post, uint64_t decider, bool accepted, int64_t now, bool *first, struct fault *why) MUST_CHECK;
/* It waits in that stage from now on. */
enum outcome store_review_stage(struct db *db, uint64_t post, enum review_stage stage, struct fault *why) MUST_CHECK;
/* Those that wait in a stage since before a time, oldest first; at most `limit`. */
enum outcome store_reviews(struct db *db, const void *ctx, enum review_stage stage, int64_t before, unsigned limit, struct review **list,
                           size_t *count, struct fault *why) MUST_CHECK;

/* Who did what. `words`: a reason they gave, one safe line. */
struct audit_entry {
    int64_t at;
    uint64_t actor; /* 0: the operator, on the machine */
    const char *verb;
    uint64_t post, person; /* 0: none */
    const char *words;
};
/* Adds an entry. */
enum outcome store_audit_add(struct db *db, const struct audit_entry *e, struct fault *why) MUST_CHECK;
/* Why a post is not seen: the newest entry that took it away or refused it, owned by ctx; verb "" : there is none. */
enum outcome store_audit_gone(struct db *db, const void *ctx, uint64_t post, struct audit_entry *out, struct fault *why) MUST_CHECK;
/* The posts because of which a person is blocked, as the record has it; 0 among them: by the operator, because of none. */
enum outcome store_audit_blocks(struct db *db, const void *ctx, uint64_t person, uint64_t **posts, size_t *count, struct fault *why) MUST_CHECK;
/* Whether it was reports that took a post away last, and not somebody who looked at it. */
enum outcome store_audit_by_reports(struct db *db, uint64_t post, bool *yes, struct fault *why) MUST_CHECK;
/* Newest first. */
typedef void store_audit_each(void *arg, uint64_t id, const struct audit_entry *e);
enum outcome store_audit(struct db *db, uint64_t before, unsigned limit, store_audit_each *each, void *arg, struct fault *why) MUST_CHECK;

#endif
