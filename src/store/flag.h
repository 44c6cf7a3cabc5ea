/* Posts that people reported. Who did is kept as a keyed hash of post and person: enough to count nobody twice, and nothing more. */
#ifndef STORE_FLAG_H
#define STORE_FLAG_H

#include "seal/seal.h"
#include "store/db.h"

/* *added false when that mark is there. */
enum outcome store_flag_add(struct db *db, uint64_t post, const unsigned char mark[SEAL_HASH], int64_t now, bool *added, struct fault *why) MUST_CHECK;
/* *removed false when it is not there. */
enum outcome store_flag_remove(struct db *db, uint64_t post, const unsigned char mark[SEAL_HASH], bool *removed, struct fault *why) MUST_CHECK;
/* How many marks a post has. */
enum outcome store_flag_count(struct db *db, uint64_t post, uint64_t *count, struct fault *why) MUST_CHECK;
/* All of a post; *count: how many there were. */
enum outcome store_flags_clear(struct db *db, uint64_t post, uint64_t *count, struct fault *why) MUST_CHECK;
/* Posts that are reported, by how many, the newest posts first; at most 200. */
typedef void store_flags_each(void *arg, uint64_t post, uint64_t count);
enum outcome store_flags(struct db *db, store_flags_each *each, void *arg, struct fault *why) MUST_CHECK;

#endif
