/* Who takes part in a thread, and with that hears of what is new in it. */
#ifndef STORE_PARTICIPANT_H
#define STORE_PARTICIPANT_H

#include "store/post.h"

/* Who takes part in a thread: asked, answered or commented; muted or not. */
enum outcome store_participant_add(struct db *db, uint64_t thread, uint64_t person, enum post_kind as, struct fault *why) MUST_CHECK;
/* Mutes a thread for somebody, who need not take part in it, or takes that back; and whether it is muted. */
enum outcome store_mute(struct db *db, uint64_t thread, uint64_t person, bool muted, struct fault *why) MUST_CHECK;
enum outcome store_muted(struct db *db, uint64_t thread, uint64_t person, bool *muted, struct fault *why) MUST_CHECK;
/* People above `after` who answered in the thread, in order. */
enum outcome store_answerers(struct db *db, const void *ctx, uint64_t thread, uint64_t after, unsigned limit, uint64_t **people, size_t *count,
                             struct fault *why) MUST_CHECK;
/* Whether they answered in it. */
enum outcome store_answered(struct db *db, uint64_t thread, uint64_t person, bool *yes, struct fault *why) MUST_CHECK;
/* People above `after`, in order, whose comments that are seen are older than this one, below the same question or answer (comments on
 * comments as well). */
enum outcome store_commenters(struct db *db, const void *ctx, uint64_t comment, uint64_t after, unsigned limit, uint64_t **people, size_t *count,
                              struct fault *why) MUST_CHECK;
/* How many would hear of a comment on that post, `person` apart: its author and who commented below the same question or answer. */
enum outcome store_comment_audience(struct db *db, uint64_t post, uint64_t person, uint64_t *count, struct fault *why) MUST_CHECK;
/* How many would hear of an answer in the thread, `person` apart: asker, answerers and followers who get mail, and have neither muted
 * it nor turned off that they hear of it. */
enum outcome store_audience(struct db *db, uint64_t thread, uint64_t person, uint64_t *count, struct fault *why) MUST_CHECK;

#endif
