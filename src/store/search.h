/* Full text of the threads (SQLite's FTS5; another database has an index of its own kind). Posts mark their thread as stale as they
 * change; the index follows between batches, so that taking a mail does not wait for it. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/post.h"

/* Brings up to `limit` stale threads up to date: what is visible and published at `now` can be found. *more when others wait. */
enum outcome store_search_step(struct db *db, int64_t now, unsigned limit, bool *more, struct fault *why) MUST_CHECK;
/* Questions of threads that have all of these words (any of them, when `any`), best first. `words` is anything a person may type: no
 * character in it has a meaning. Of what the person sees. */
enum outcome store_search(struct db *db, const void *ctx, struct str words, bool any, uint64_t person, int64_t now, unsigned limit, store_post_each *each,
                          void *arg, struct fault *why) MUST_CHECK;
/* Of the newest questions with any of these tags or words in their title or tags, first those with most of them: a word of a tag counts double. Of what
 * the person sees. */
enum outcome store_search_titles(struct db *db, const void *ctx, struct str tags, struct str words, uint64_t person, int64_t now,
                                 unsigned limit, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;

#endif
