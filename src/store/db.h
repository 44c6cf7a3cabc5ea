/* The database under the records: a thin seam, so that another SQL database is one more file beside db.c. Only store/ uses the
 * statement half. SQL is written in the subset SQLite 3.40 and PostgreSQL 15 share ($1 placeholders in order, RETURNING,
 * ON CONFLICT, CTEs, BIGINT keys, times as integer seconds UTC). */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/outcome.h"
#include "base/str.h"

struct db;

enum db_mode {
    DB_WRITER, /* the one writer and checkpointer: WAL, synchronous=FULL, migrates; takes DATA/lock first */
    DB_READER  /* mode=ro, never checkpoints, not even on close; keep transactions under a second */
};

/* Opens DATA/askpost.db. DB_WRITER creates and migrates it (numbered migrations, one transaction each). REFUSED: not our application_id, or
 * a newer schema than this program knows; RETRY: locked, corrupt, unreadable. Never recreates or repairs. */
enum outcome db_open(const void *ctx, const char *data, enum db_mode mode, struct db **out, struct fault *why) MUST_CHECK;

/* Transactions. A savepoint that is rolled back leaves the transaction as it was before it. Of
 * SQLite's errors busy, I/O, corrupt and read-only give 4.3.0, full gives 4.3.1. */
enum outcome db_begin(struct db *db, struct fault *why) MUST_CHECK;
enum outcome db_commit(struct db *db, struct fault *why) MUST_CHECK; /* after it, the bytes are synced */
/* As db_commit, but a thread syncs it: until db_sync_end said DONE nobody may hear of it. Only one at a time. Without a thread it is db_commit. */
enum outcome db_commit_later(struct db *db, struct fault *why) MUST_CHECK;
bool db_syncing(const struct db *db);    /* such a commit waits for db_sync_end */
bool db_sync_ended(const struct db *db); /* which would not wait */
/* RETRY: what was committed may be lost, or not; nothing more is written before all of it is in the database and synced there. */
enum outcome db_sync_end(struct db *db, struct fault *why) MUST_CHECK;
int db_sync_descriptor(const struct db *db); /* becomes readable when it has ended; -1 before the first */
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
enum outcome db_savepoint(struct db *db, struct fault *why) MUST_CHECK;
enum outcome db_release(struct db *db, struct fault *why) MUST_CHECK;
void db_rollback_to(struct db *db);

/* The callbacks of store_..._list and the like run while a statement is being read: they may read, but write nothing. */

/* A read transaction for a consistent view (readers). */
enum outcome db_read_begin(struct db *db, struct fault *why) MUST_CHECK;
void db_read_end(struct db *db);

/* After a restore: numbers given since the backup was made stand in mails people have, so none of them is given again. Posts, people and
 * the like go on 1,000 higher, notices a million. */
enum outcome db_skip_numbers(struct db *db, struct fault *why) MUST_CHECK;
/* Checkpoints the WAL into the database (writer, between batches): cheap to call after each, since it does nothing before the WAL holds 1,000
 * pages. `truncate`: in any case, waiting for readers, and the WAL is cut to nothing. db_backup copies the database while it is in
 * use, into a file that must not exist yet; REFUSED when it does. */
void db_checkpoint(struct db *db, bool truncate);
enum outcome db_backup(struct db *db, const char *to_path, struct fault *why) MUST_CHECK;
/* "ok", or what `PRAGMA quick_check` found (owned by ctx). */
enum outcome db_check(struct db *db, const void *ctx, char **result, struct fault *why) MUST_CHECK;
/* Free bytes of the file system that holds the database. */
uint64_t db_free_space(const struct db *db);

/* --- statements (store/ only) --- */
struct statement; /* prepared once per text and kept */

/* `sql` must be a string literal or live as long as db: it is the cache's key. Never NULL: a failure shows at the first step. */
struct statement *db_prepare(struct db *db, const char *sql);
/* The next parameter, $1 first. */
void db_bind_number(struct statement *s, int64_t value);
void db_bind_str(struct statement *s, struct str value); /* text; in the order of $1, $2, ... */
void db_bind_text(struct statement *s, const char *value);
void db_bind_blob(struct statement *s, struct str value);
void db_bind_null(struct statement *s);
/* DONE with *row true: a row stands ready; false: the statement is finished (and reset). */
enum outcome db_step(struct statement *s, bool *row, struct fault *why) MUST_CHECK;
/* Runs to the end, ignoring rows. *changed (may be NULL) gets the number of rows changed. */
enum outcome db_run(struct statement *s, int64_t *changed, struct fault *why) MUST_CHECK;
void db_finish(struct statement *s); /* resets one that was not stepped to its end */
int64_t db_number(struct statement *s, int column);
struct str db_str(struct statement *s, int column); /* text or blob; valid until the next step */
char *db_text(struct statement *s, int column, const void *ctx);

#endif
