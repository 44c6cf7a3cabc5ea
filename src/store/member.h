/* Who may see what stands in a category. A public one everybody sees; a members-only one, and all that lies below it, those whom it let in, and
 * who moderates it. A members-only category in another asks for both. */
#ifndef STORE_MEMBER_H
#define STORE_MEMBER_H

#include "seal/seal.h"
#include "store/db.h"

/* The person who sees everything, for the functions that ask who is to see what they list. 0, as a stranger, sees what is public. */
#define STORE_OPERATOR UINT64_MAX

enum outcome store_category_seen(struct db *db, uint64_t category, uint64_t person, bool *yes, struct fault *why) MUST_CHECK;
/* Whether all who see the one see the other as well: every members-only category above the other is above the one. */
enum outcome store_category_as_open(struct db *db, uint64_t one, uint64_t other, bool *yes, struct fault *why) MUST_CHECK;

/* Lets an address in, or puts it out again. It may be nobody's yet: it is known by its keyed hash. *changed tells whether anything did. */
enum outcome store_member_set(struct db *db, uint64_t category, const unsigned char address[SEAL_HASH], bool in, int64_t now, bool *changed,
                              struct fault *why) MUST_CHECK;
/* The people that very category let in, by number; *unknown: how many addresses there are besides, of people who have not written yet. */
enum outcome store_members(struct db *db, const void *ctx, uint64_t category, uint64_t **people, size_t *count, uint64_t *unknown,
                           struct fault *why) MUST_CHECK;

#endif
