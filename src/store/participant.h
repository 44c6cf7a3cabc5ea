/* Who takes part in a thread, and with that hears of what is new in it. */
#ifndef STORE_PARTICIPANT_H
#define STORE_PARTICIPANT_H

#include "store/person.h"
#include "store/post.h"

/* Who takes part in a thread: asked, answered or commented; muted or not. */
enum outcome store_participant_add(struct db *db, uint64_t thread, uint64_t person, enum post_kind as, struct fault *why) MUST_CHECK;
/* Mutes a thread for somebody, who need not take part in it, or takes that back; and whether it is muted. */
enum outcome store_mute(struct db *db, uint64_t thread, uint64_t person, bool muted, struct fault *why) MUST_CHECK;
enum outcome store_muted(struct db *db, uint64_t thread, uint64_t person, bool *muted, struct fault *why) MUST_CHECK;
/* Who answered in the thread; owned by ctx. */
enum outcome store_answerers(struct db *db, const void *ctx, uint64_t thread, struct people *out, struct fault *why) MUST_CHECK;
/* Whether they answered in it. */
enum outcome store_answered(struct db *db, uint64_t thread, uint64_t person, bool *yes, struct fault *why) MUST_CHECK;
/* Those whose comments that are seen have numbers below `before`, and stand below the same question or answer as
 * that post (comments on comments as well), or below that post itself. */
enum outcome store_commenters(struct db *db, const void *ctx, uint64_t post, uint64_t before, struct people *out, struct fault *why) MUST_CHECK;

#endif
