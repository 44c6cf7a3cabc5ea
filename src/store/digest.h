/* Digests: notices about posts that are not sent at once, but gathered for one mail, which is a notice itself and waits for its hour. There is
 * one row for each post and person, as for what is sent at once: nobody hears of a post by both. */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include "store/notice.h"

enum { DIGEST_ITEMS = 40 /* that stand in one mail */ };

/* The digest of that person that leaves at `due`, added when there is none. */
enum outcome store_digest_at(struct db *db, uint64_t person, int64_t now, int64_t due, int64_t give_up, uint64_t *id, struct fault *why) MUST_CHECK;
/* A notice that was to be sent at once is gathered instead. */
enum outcome store_digest_gather(struct db *db, uint64_t notice, uint64_t digest, struct fault *why) MUST_CHECK;
/* Up to `limit` of its notices, owned by ctx, in the order in which they were gathered: what waits for it (NOTICE_GATHERED), or what stands in
 * it (NOTICE_DIGESTED), of which the first has number 1 in its text and for a reply. */
enum outcome store_digest_items(struct db *db, const void *ctx, uint64_t digest, enum notice_state state, unsigned limit, struct notice **list,
                                size_t *count, struct fault *why) MUST_CHECK;
/* One of them stands in the digest, as of that revision. */
enum outcome store_digest_tell(struct db *db, uint64_t notice, int64_t date, unsigned revision, struct fault *why) MUST_CHECK;
/* What is left of them, for which it has no room, is told by how many there are. */
enum outcome store_digest_rest(struct db *db, uint64_t digest, int64_t date, struct fault *why) MUST_CHECK;
/* How many had no room in it. */
enum outcome store_digest_left_out(struct db *db, uint64_t digest, uint64_t *count, struct fault *why) MUST_CHECK;

#endif
