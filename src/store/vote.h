/* Votes, best answers, and the points people have of them. Who may vote, and what a vote is worth, is decided in forum/. */
#ifndef STORE_VOTE_H
#define STORE_VOTE_H

#include "store/db.h"
#include "store/post.h"

/* One person's vote on one post: 1, -1, or 0 for none. */
enum outcome store_vote_get(struct db *db, uint64_t post, uint64_t person, int *value, struct fault *why) MUST_CHECK;
/* Sets it, and counts it in the post's `ups` and `downs`. */
enum outcome store_vote_set(struct db *db, uint64_t post, uint64_t person, int value, int64_t now, struct fault *why) MUST_CHECK;
/* Who has voted on a post, and did not take it back. */
enum outcome store_voters(struct db *db, const void *ctx, uint64_t post, uint64_t **people, size_t *count, struct fault *why) MUST_CHECK;
/* The best answer of a question; 0: none. */
enum outcome store_best_set(struct db *db, uint64_t question, uint64_t answer, struct fault *why) MUST_CHECK;

/* The running total of a person's points, without the base that everybody has and without a bonus. */
enum outcome store_points_get(struct db *db, uint64_t person, int64_t *points, struct fault *why) MUST_CHECK;
/* A person's posts that stand under their own name and that others, `reader` among them, can see at `now`, without title and body. `chosen`: it is
 * the best answer to a question that is not, for all to see, their own. */
typedef void store_named_each(void *arg, const struct post *p, bool chosen);
enum outcome store_posts_named(struct db *db, uint64_t person, uint64_t reader, int64_t now, store_named_each *each, void *arg, struct fault *why) MUST_CHECK;
/* What the operator gave a person on top: it stands for itself, and is not counted from anything. */
enum outcome store_bonus_get(struct db *db, uint64_t person, int64_t *points, struct fault *why) MUST_CHECK;
enum outcome store_bonus_set(struct db *db, uint64_t person, int64_t points, struct fault *why) MUST_CHECK;
/* Adds to the running total, or (below 0) takes from it. */
enum outcome store_points_add(struct db *db, uint64_t person, int64_t points, struct fault *why) MUST_CHECK;

/* To count everything again: each post with its votes as the single votes have them (title and body ""), and how many votes each
 * person has cast on questions and answers. */
enum outcome store_posts_recounted(struct db *db, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
typedef void store_number_each(void *arg, uint64_t person, int64_t number);
enum outcome store_votes_cast(struct db *db, store_number_each *each, void *arg, struct fault *why) MUST_CHECK;
/* The running total of each person who has one. */
enum outcome store_points_list(struct db *db, store_number_each *each, void *arg, struct fault *why) MUST_CHECK;

#endif
