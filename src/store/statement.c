#include <errno.h>

#include "base/log.h"
#include "store/private.h"

static unsigned slot_of(const char *sql)
{
    uint64_t mixed = (uint64_t)(uintptr_t)sql * 0x9e3779b97f4a7c15u;

    return (unsigned)(mixed >> 56) & (STATEMENT_SLOTS - 1);
}

static struct statement *statement_new(struct db *db, const char *sql)
{
    struct statement *s = mem_new(db, struct statement);
    unsigned slot = slot_of(sql);

    s->db = db;
    s->sql = sql;
    s->next = db->slots[slot];
    db->slots[slot] = s;
    return s;
}

struct statement *db_prepare(struct db *db, const char *sql)
{
    struct statement *s = db->slots[slot_of(sql)];

    /* One that is still being read (a callback asks the same question) is left alone: a second copy is kept beside it.
     */
    while (s != NULL && (s->sql != sql || s->busy))
        s = s->next;
    if (s == NULL)
        s = statement_new(db, sql);
    s->busy = true;
    s->bound = 0;
    s->error = SQLITE_OK;
    if (s->handle == NULL) /* new, or its first preparation failed (locked, say) */
        s->error = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
    return s;
}

void db_close_statements(struct db *db)
{
    for (size_t i = 0; i < STATEMENT_SLOTS; i++) {
        for (struct statement *s = db->slots[i]; s != NULL; s = s->next) {
            sqlite3_finalize(s->handle);
            s->handle = NULL;
        }
        db->slots[i] = NULL;
    }
}

static void bound(struct statement *s, int code)
{
    if (s->error == SQLITE_OK)
        s->error = code;
}

/* Values are bound without a copy: they live until the statement ends, since every user binds and runs in one function.
 */

void db_bind_number(struct statement *s, int64_t value)
{
    if (s->handle != NULL)
        bound(s, sqlite3_bind_int64(s->handle, ++s->bound, value));
}

void db_bind_str(struct statement *s, struct str value)
{
    if (s->handle != NULL)
        bound(s, sqlite3_bind_text64(s->handle, ++s->bound, value.n == 0 ? "" : value.p, value.n, SQLITE_STATIC,
                                     SQLITE_UTF8));
}

void db_bind_text(struct statement *s, const char *value)
{
    db_bind_str(s, str_of(value));
}

void db_bind_blob(struct statement *s, struct str value)
{
    if (s->handle != NULL)
        bound(s, sqlite3_bind_blob64(s->handle, ++s->bound, value.n == 0 ? "" : value.p, value.n, SQLITE_STATIC));
}

void db_bind_null(struct statement *s)
{
    if (s->handle != NULL)
        bound(s, sqlite3_bind_null(s->handle, ++s->bound));
}

void db_bind_id(struct statement *s, uint64_t id)
{
    if (id == 0)
        db_bind_null(s);
    else
        db_bind_number(s, (int64_t)id);
}

static bool disk_is_full(int code, int system_error)
{
    return (code & 0xff) == SQLITE_FULL ||
           ((code & 0xff) == SQLITE_IOERR && (system_error == ENOSPC || system_error == EDQUOT));
}

enum outcome db_outcome(struct db *db, int code, struct fault *why)
{
    int error = db->handle == NULL ? 0 : sqlite3_system_errno(db->handle);

    if (disk_is_full(code, error)) {
        db->was_full = true;
        ballast_drop(db);
        return fault_set(why, RETRY, "4.3.1", "the disk is full");
    }
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return DONE;
    case SQLITE_NOMEM:
        log_panic("out of memory");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        db->broken = true;
        if (db->handle != NULL) /* what is left of it is evidence: not even a checkpoint on close */
            sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        return fault_set(why, RETRY, "4.3.0", "the database is damaged: %s", sqlite3_errstr(code));
    case SQLITE_CONSTRAINT: /* names table and column, no values */
        return fault_set(why, REFUSED, "5.3.0", "database: %s", sqlite3_errmsg(db->handle));
    case SQLITE_TOOBIG:
        return fault_set(why, REFUSED, "5.3.4", "too big for the database");
    case SQLITE_ERROR:
    case SQLITE_MISUSE: /* a statement of ours is wrong, or the schema is not what it should be */
        return fault_set(why, RETRY, "4.3.0", "database: %s", sqlite3_errmsg(db->handle));
    default:
        return fault_set(why, RETRY, "4.3.0", "database: %s%s%s", sqlite3_errstr(code), error == 0 ? "" : ", ",
                         error == 0 ? "" : strerror(error));
    }
}

void db_finish(struct statement *s)
{
    if (s->handle != NULL) {
        sqlite3_reset(s->handle);
        sqlite3_clear_bindings(s->handle);
    }
    s->busy = false;
}

/* SQLite ends a transaction by itself when the disk is full or broken. What follows would then commit one by one. */
static bool transaction_lost(const struct db *db)
{
    return db->began && sqlite3_get_autocommit(db->handle);
}

enum outcome db_step(struct statement *s, bool *row, struct fault *why)
{
    struct db *db = s->db;
    enum outcome outcome;
    int code = s->error;

    *row = false;
    if (code == SQLITE_OK && transaction_lost(db)) {
        db_finish(s);
        return fault_set(why, RETRY, db->was_full ? "4.3.1" : "4.3.0", "the transaction was rolled back");
    }
    if (code == SQLITE_OK && db->broken && !sqlite3_stmt_readonly(s->handle)) {
        db_finish(s);
        return fault_set(why, RETRY, "4.3.0", "the database is damaged");
    }
    if (code == SQLITE_OK)
        code = sqlite3_step(s->handle);
    if (code == SQLITE_ROW) {
        *row = true;
        return DONE;
    }
    outcome = db_outcome(db, code, why); /* before the reset, which forgets what it was */
    db_finish(s);
    return outcome;
}

enum outcome db_run(struct statement *s, int64_t *changed, struct fault *why)
{
    enum outcome outcome;
    bool row = true;

    do {
        outcome = db_step(s, &row, why);
    } while (outcome == DONE && row);
    if (changed != NULL)
        *changed = outcome == DONE ? sqlite3_changes64(s->db->handle) : 0;
    return outcome;
}

int64_t db_number(struct statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

struct str db_str(struct statement *s, int column)
{
    const void *bytes = sqlite3_column_blob(s->handle, column);
    int n = sqlite3_column_bytes(s->handle, column);

    return bytes == NULL || n <= 0 ? STR_EMPTY : str_from(bytes, (size_t)n);
}

char *db_text(struct statement *s, int column, const void *ctx)
{
    struct str text = db_str(s, column);

    return mem_copy(ctx, text.p, text.n);
}

struct str db_blob(struct statement *s, int column, const void *ctx)
{
    struct str bytes = db_str(s, column);

    return str_from(mem_copy(ctx, bytes.p, bytes.n), bytes.n);
}

uint64_t db_id(struct statement *s, int column)
{
    return (uint64_t)db_number(s, column);
}

unsigned db_unsigned(struct statement *s, int column)
{
    return (unsigned)db_number(s, column);
}

bool db_flag(struct statement *s, int column)
{
    return db_number(s, column) != 0;
}

enum outcome db_run_one(struct statement *s, const char *what, struct fault *why)
{
    int64_t changed;
    enum outcome outcome = db_run(s, &changed, why);

    if (outcome == DONE && changed == 0)
        return fault_set(why, REFUSED, "5.3.0", "no such %s", what);
    return outcome;
}

enum outcome db_next(struct db *db, const char *table, uint64_t *id, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT seq FROM sqlite_sequence WHERE name = $1");
    enum outcome outcome;

    db_bind_text(s, table);
    outcome = db_read_count(s, id, why);
    ++*id;
    return outcome;
}

/* Not RETURNING: SQLite would put the row into a table of its own first, and guard the statement with a journal. */
enum outcome db_add(struct statement *s, uint64_t *id, struct fault *why)
{
    int64_t changed;
    enum outcome outcome = db_run(s, &changed, why);

    *id = outcome == DONE && changed > 0 ? (uint64_t)sqlite3_last_insert_rowid(s->db->handle) : 0;
    return outcome;
}

enum outcome db_read_number(struct statement *s, bool *found, int64_t *number, struct fault *why)
{
    bool row;
    enum outcome outcome = db_step(s, &row, why);

    *number = 0;
    if (found != NULL)
        *found = outcome == DONE && row;
    if (outcome != DONE || !row)
        return outcome;
    *number = db_number(s, 0);
    db_finish(s);
    return DONE;
}

enum outcome db_read_count(struct statement *s, uint64_t *count, struct fault *why)
{
    int64_t number;
    enum outcome outcome = db_read_number(s, NULL, &number, why);

    *count = (uint64_t)number;
    return outcome;
}

enum outcome db_read_ids(struct statement *s, const void *ctx, uint64_t **ids, size_t *count, struct fault *why)
{
    size_t capacity = 0;
    enum outcome outcome;
    bool row;

    *ids = NULL;
    *count = 0;
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        *ids = mem_grow(ctx, *ids, &capacity, *count + 1, sizeof **ids);
        (*ids)[(*count)++] = db_id(s, 0);
    }
    return outcome;
}
