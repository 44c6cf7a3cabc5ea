/* What db.c, statement.c, ballast.c and schema.c share, and the few steps that every record file takes. */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <sqlite3.h>

#include "base/mem.h"
#include "store/db.h"

enum { STATEMENT_SLOTS = 256 }; /* power of two; chains grow beyond it */

struct statement {
    struct db *db;
    const char *sql; /* the key: by address, not by text */
    sqlite3_stmt *handle;
    struct statement *next; /* in its slot */
    int bound;              /* parameters bound so far */
    int error;              /* of preparing or binding: shows at the first step */
    bool busy;              /* between db_prepare and its end */
};

struct db {
    sqlite3 *handle;
    enum db_mode mode;
    char *path;    /* DATA/askpost.db */
    char *ballast; /* DATA/ballast; writer only */
    bool has_ballast;
    bool was_full; /* the disk was full: checkpoint as soon as no transaction is open */
    bool cut_wal;  /* something was erased that still stands in the WAL: it is to be cut */
    bool broken;   /* found corrupt: nothing is written any more */
    bool began;    /* a transaction of ours is open, or was until SQLite rolled it back */
    int lock;      /* descriptor of DATA/lock; -1: none */
    int wal_pages; /* in the WAL after the last commit */
    struct wal *wal; /* writer only */
    struct statement *slots[STATEMENT_SLOTS];
};

/* The outcome of one of SQLite's result codes; remembers a full disk and a corrupt file. */
enum outcome db_outcome(struct db *db, int code, struct fault *why);
void db_close_statements(struct db *db);

enum { CHECKPOINT_PAGES = 1000 /* 4 MB of WAL: worth a checkpoint */ };

/* ballast.c: a file of some megabytes beside the database, given up when the disk is full, so that a checkpoint can go
 * through. */
void ballast_make(struct db *db);
void ballast_drop(struct db *db);

/* wal.c: stands between SQLite and the file of its write-ahead log, which must be open. NULL when there is none; freed after the handle is closed. */
struct wal *wal_take(const void *ctx, sqlite3 *handle);
/* Leaves the sync of the next commit to a thread; false: there is none, it is made as ever. wal_committed then says whether it was committed. */
bool wal_sync_later(struct wal *wal);
void wal_committed(struct wal *wal, bool good);
/* The thread; NULL: none was needed so far. While it is busy, wal_synced waits for it: whether all that was committed is on the disk. */
struct worker *wal_worker(const struct wal *wal);
bool wal_synced(struct wal *wal);
/* Whether a sync went wrong. What is in the log may then be lost from the middle, with all that is appended after it, until the log has started over. */
bool wal_failed(const struct wal *wal);
void wal_started_over(struct wal *wal);

/* search.c: the ranking function of its queries, on a connection. */
enum outcome search_prepare(struct db *db, struct fault *why) MUST_CHECK;

/* schema.c */
enum { SCHEMA_APPLICATION = 0x61736b70 /* "askp" */ };
/* REFUSED when the file belongs to something else or to a newer program; looks, changes nothing. *version gets its
 * schema. */
enum outcome schema_look(struct db *db, int *version, struct fault *why) MUST_CHECK;
/* Takes it from `version` to the newest, each migration in a transaction of its own. */
enum outcome schema_migrate(struct db *db, int version, struct fault *why) MUST_CHECK;
int schema_newest(void);

/* A number that is 0 for "none" and NULL in the table, so that a foreign key can look at it. */
void db_bind_id(struct statement *s, uint64_t id);
uint64_t db_id(struct statement *s, int column);
unsigned db_unsigned(struct statement *s, int column);
bool db_flag(struct statement *s, int column);
/* A copy of a blob, owned by ctx. */
struct str db_blob(struct statement *s, int column, const void *ctx);

/* Runs a change that must find its row: REFUSED "no such WHAT" when it found none. */
enum outcome db_run_one(struct statement *s, const char *what, struct fault *why) MUST_CHECK;
/* The number the next row of that table (with an IDENTITY) will get. */
enum outcome db_next(struct db *db, const char *table, uint64_t *id, struct fault *why) MUST_CHECK;
/* Runs an INSERT of one row; *id gets its number, 0 when a conflict kept it out. */
enum outcome db_add(struct statement *s, uint64_t *id, struct fault *why) MUST_CHECK;
/* The first column of the only row; *found (may be NULL) tells whether there was one, *number is 0 if not. */
enum outcome db_read_number(struct statement *s, bool *found, int64_t *number, struct fault *why) MUST_CHECK;
enum outcome db_read_count(struct statement *s, uint64_t *count, struct fault *why) MUST_CHECK;
/* The first column of every row, owned by ctx. */
enum outcome db_read_ids(struct statement *s, const void *ctx, uint64_t **ids, size_t *count,
                         struct fault *why) MUST_CHECK;

/* ---- who sees what stands in a category: what every list that a person gets is chosen by ---- */

/* Whether a path is that of the other category, or of one in it. */
#define LIES_IN(path, other) "(" path " = " other " OR substr(" path ", 1, length(" other ") + 1) = " other " || '.')"
/* The categories a person does not see: those that are, or lie in, a members-only one that has not let them in, unless they moderate it there. 6 is
 * RUNG_MODERATOR, -1 is STORE_OPERATOR. */
#define HIDDEN_FROM(person)                                                                                                           \
    "SELECT place.id FROM category AS door JOIN category AS place ON " LIES_IN("place.path", "door.path")                             \
    " WHERE door.access = 1 AND " person " <> -1"                                                                                      \
    " AND NOT EXISTS (SELECT 1 FROM address JOIN member ON member.address = address.hash"                                              \
    " WHERE address.person = " person " AND member.category = door.id)"                                                                \
    " AND NOT EXISTS (SELECT 1 FROM person AS bearer WHERE bearer.id = " person " AND bearer.rung >= 6)"                                \
    " AND NOT EXISTS (SELECT 1 FROM role JOIN category AS above ON above.id = role.category WHERE role.person = " person               \
    " AND role.rung >= 6 AND " LIES_IN("place.path", "above.path") ")"
/* Where no category is members only, as in most forums, the list, a table of its own for SQLite, is never made. */
#define SEEN(category, person)                                                                                                         \
    "(NOT EXISTS (SELECT 1 FROM category AS door WHERE door.access = 1) OR coalesce(" category ", 0) NOT IN (" HIDDEN_FROM(person) "))"

/* notice.c: for queries that select these. */
struct notice;
#define NOTICE_COLUMNS                                                                                                 \
    "id, person, kind, post, held, state, created, due, attempts, give_up, date, expiry, revision, generation,"        \
    " content, html, promise, audience, name, code, words, bounces, payload, corrects, digest, because, language, about"
/* All rows, owned by ctx. */
enum outcome notice_read_all(struct statement *s, const void *ctx, struct notice **list, size_t *count, struct fault *why) MUST_CHECK;

#endif
