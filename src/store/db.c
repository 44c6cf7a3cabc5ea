#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/log.h"
#include "base/worker.h"
#include "store/private.h"

enum {
    BUSY_MILLISECONDS = 2000,
    CRAMPED_PAGES = 16000, /* 64 MB: readers kept it from starting over; wait for them */
    CHECK_LIMIT = 4096     /* bytes of quick_check's words that are kept */
};

/* --- open and close ---------------------------------------------------------------------------------------------- */

static int db_close(struct db *db)
{
    db_close_statements(db);
    if (db->handle != NULL && sqlite3_close(db->handle) != SQLITE_OK)
        log_panic("database closed while in use");
    if (db->lock >= 0)
        close(db->lock);
    return 0;
}

static int count_pages(void *arg, sqlite3 *handle, const char *name, int pages)
{
    (void)handle;
    (void)name;
    ((struct db *)arg)->wal_pages = pages;
    return SQLITE_OK;
}

/* Makes the empty file, so that its mode (and with it that of WAL and shared memory) is ours whatever the umask. An
 * existing one is not opened: closing a second descriptor would drop SQLite's locks of this process. */
static enum outcome make_file(const struct db *db, const char *data, struct fault *why)
{
    int fd = open(db->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good;

    if (fd < 0 && errno == EEXIST)
        return DONE;
    if (fd < 0)
        return fault_set(why, RETRY, errno == ENOSPC || errno == EDQUOT ? "4.3.1" : "4.3.0", "%s: %s", db->path,
                         strerror(errno));
    good = fchmod(fd, 0600) == 0 && fsync(fd) == 0;
    close(fd);
    fd = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    good = good && fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good ? DONE : fault_set(why, RETRY, "4.3.0", "%s: %s", db->path, strerror(errno));
}

/* A URI needs its path escaped. */
static char *uri_of(const void *ctx, const char *path, const char *mode)
{
    struct buf uri;

    buf_init(&uri, ctx, 3 * strlen(path) + 32);
    buf_text(&uri, "file:");
    for (const char *p = path; *p != '\0'; p++) {
        if (strchr("?#%", *p) != NULL)
            buf_format(&uri, "%%%02X", (unsigned)(unsigned char)*p);
        else
            buf_char(&uri, *p);
    }
    buf_format(&uri, "?mode=%s", mode);
    return mem_string(ctx, buf_string(&uri));
}

static enum outcome execute(struct db *db, const char *sql, struct fault *why)
{
    return db_outcome(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL), why);
}

static enum outcome open_handle(struct db *db, struct fault *why)
{
    static const struct {
        int option, value;
    } switches[] = {
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* until we know the file is ours */
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},   {SQLITE_DBCONFIG_ENABLE_VIEW, 0},    {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},          {SQLITE_DBCONFIG_ENABLE_QPSG, 1}, /* planned once: what is bound picks no partial index */
    };
    bool writer = db->mode == DB_WRITER;
    char *uri = uri_of(db, db->path, writer ? "rw" : "ro");
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    int code;

    /* Each process has one thread, and nobody asks SQLite what memory it uses. Once it is in use it stays as it is. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    code = sqlite3_open_v2(uri, &db->handle, flags, NULL);
    mem_free(uri);
    if (code != SQLITE_OK)
        return db_outcome(db, code, why);
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        sqlite3_db_config(db->handle, switches[i].option, switches[i].value, NULL);
    sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
    return execute(db,
                   "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
                   "PRAGMA wal_autocheckpoint = 0;",
                   why);
}

/* Until here nothing was written to the file. */
static enum outcome prepare_writer(struct db *db, int version, struct fault *why)
{
    enum outcome outcome = execute(db,
                                   "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8000;"
                                   "PRAGMA journal_mode = WAL; PRAGMA schema_version;", /* the first look opens the WAL */
                                   why);

    if (outcome != DONE)
        return outcome;
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    sqlite3_wal_hook(db->handle, count_pages, db);
    db->wal = wal_take(db, db->handle);
    if (db->wal == NULL)
        return fault_set(why, RETRY, "4.3.0", "%s has no write-ahead log", db->path);
    ballast_make(db);
    db_checkpoint(db, true); /* the process before us may have been told of a sync that failed */
    return schema_migrate(db, version, why);
}

static enum outcome prepare_reader(struct db *db, int version, struct fault *why)
{
    if (version < schema_newest())
        return fault_set(why, RETRY, "4.3.0", "%s has the schema of an older version: start the daemon once", db->path);
    return execute(db, "PRAGMA query_only = ON; PRAGMA cache_size = -2000;", why);
}

static enum outcome open_all(struct db *db, const char *data, struct fault *why)
{
    enum outcome outcome;
    int version = 0;

    if (db->mode == DB_WRITER) {
        db->lock = io_lock(mem_format(db, "%s/lock", data), why);
        if (db->lock < 0)
            return RETRY;
        outcome = make_file(db, data, why);
        if (outcome != DONE)
            return outcome;
    } else if (access(db->path, F_OK) != 0) {
        return fault_set(why, RETRY, "4.3.0", "%s: %s", db->path, strerror(errno));
    }
    outcome = open_handle(db, why);
    if (outcome == DONE)
        outcome = search_prepare(db, why);
    if (outcome == DONE)
        outcome = schema_look(db, &version, why);
    if (outcome == DONE)
        outcome = db->mode == DB_WRITER ? prepare_writer(db, version, why) : prepare_reader(db, version, why);
    return outcome;
}

enum outcome db_open(const void *ctx, const char *data, enum db_mode mode, struct db **out, struct fault *why)
{
    struct db *db = mem_new(ctx, struct db);
    enum outcome outcome;

    *out = NULL;
    db->mode = mode;
    db->lock = -1;
    db->path = mem_format(db, "%s/askpost.db", data);
    db->ballast = mem_format(db, "%s/ballast", data);
    talloc_set_destructor(db, db_close);
    outcome = open_all(db, data, why);
    if (outcome == DONE)
        *out = db;
    else
        mem_free(db);
    return outcome;
}

/* --- transactions ------------------------------------------------------------------------------------------------ */

enum outcome db_begin(struct db *db, struct fault *why)
{
    enum outcome outcome;

    if (db->began)
        return fault_set(why, RETRY, "4.3.0", "a transaction is open already");
    if (wal_failed(db->wal))
        db_checkpoint(db, true);
    if (wal_failed(db->wal))
        return fault_set(why, RETRY, "4.3.0", "the disk does not take what is written");
    if (!db->has_ballast)
        ballast_make(db);
    outcome = db_run(db_prepare(db, "BEGIN IMMEDIATE"), NULL, why);
    db->began = outcome == DONE;
    return outcome;
}

enum outcome db_commit(struct db *db, struct fault *why)
{
    enum outcome outcome;

    if (!db->began)
        return fault_set(why, RETRY, "4.3.0", "no transaction is open");
    outcome = db_run(db_prepare(db, "COMMIT"), NULL, why);
    if (outcome == DONE)
        db->began = false;
    else
        db_rollback(db);
    return outcome;
}

enum outcome db_commit_later(struct db *db, struct fault *why)
{
    bool later = wal_sync_later(db->wal);
    enum outcome outcome = db_commit(db, why);

    if (later)
        wal_committed(db->wal, outcome == DONE);
    return outcome;
}

bool db_syncing(const struct db *db)
{
    const struct worker *worker = wal_worker(db->wal);

    return worker != NULL && worker_busy(worker);
}

bool db_sync_ended(const struct db *db)
{
    return worker_ended(wal_worker(db->wal));
}

int db_sync_descriptor(const struct db *db)
{
    const struct worker *worker = wal_worker(db->wal);

    return worker == NULL ? -1 : worker_descriptor(worker);
}

enum outcome db_sync_end(struct db *db, struct fault *why)
{
    return wal_synced(db->wal) ? DONE : fault_set(why, RETRY, "4.3.0", "the disk does not take what is written");
}

void db_rollback(struct db *db)
{
    struct fault why;

    db->began = false;
    if (!sqlite3_get_autocommit(db->handle) && db_run(db_prepare(db, "ROLLBACK"), NULL, &why) != DONE)
        log_error("rollback-failed", "why=%s", why.text);
    if (db->was_full) { /* the ballast is gone: what it left lets the WAL be moved into the database and cut */
        db->was_full = false;
        db_checkpoint(db, true);
    }
}

bool db_in_transaction(const struct db *db)
{
    return db->began && !sqlite3_get_autocommit(db->handle);
}

enum outcome db_savepoint(struct db *db, struct fault *why)
{
    if (!db->began)
        return fault_set(why, RETRY, "4.3.0", "no transaction is open");
    return db_run(db_prepare(db, "SAVEPOINT inner_part"), NULL, why);
}

enum outcome db_release(struct db *db, struct fault *why)
{
    return db_run(db_prepare(db, "RELEASE inner_part"), NULL, why);
}

void db_rollback_to(struct db *db)
{
    struct fault why;

    if (!db_in_transaction(db))
        return; /* SQLite rolled back everything; the next step says so */
    if (db_run(db_prepare(db, "ROLLBACK TO inner_part"), NULL, &why) != DONE ||
        db_run(db_prepare(db, "RELEASE inner_part"), NULL, &why) != DONE) {
        log_error("rollback-failed", "why=%s", why.text);
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL); /* then nothing of it may be committed */
    }
}

enum outcome db_read_begin(struct db *db, struct fault *why)
{
    enum outcome outcome;

    if (db->began)
        return fault_set(why, RETRY, "4.3.0", "a transaction is open already");
    outcome = db_run(db_prepare(db, "BEGIN"), NULL, why);
    db->began = outcome == DONE;
    return outcome;
}

void db_read_end(struct db *db)
{
    db_rollback(db);
}

/* --- upkeep ------------------------------------------------------------------------------------------------------ */

static int run_checkpoint(struct db *db, int mode)
{
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, mode, NULL, NULL);
    struct fault why;

    if ((code & 0xff) == SQLITE_BUSY) /* a reader looks at the rest: next time */
        return SQLITE_OK;
    if (code == SQLITE_OK && mode == SQLITE_CHECKPOINT_TRUNCATE) {
        db->cut_wal = false;
        wal_started_over(db->wal);
    }
    if (db_outcome(db, code, &why) != DONE)
        log_error("checkpoint-failed", "why=%s", why.text);
    return code;
}

void db_checkpoint(struct db *db, bool truncate)
{
    truncate = truncate || db->cut_wal;

    int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    bool had_ballast = db->has_ballast;
    int code;

    if (db->mode != DB_WRITER || db->broken || db->began || (!truncate && db->wal_pages < CHECKPOINT_PAGES))
        return;
    if (!truncate && db->wal_pages > CRAMPED_PAGES)
        mode = SQLITE_CHECKPOINT_RESTART;
    code = run_checkpoint(db, mode);
    if (code != SQLITE_OK && had_ballast &&
        !db->has_ballast) /* the disk was full; now there is what the ballast left */
        code = run_checkpoint(db, truncate ? mode : SQLITE_CHECKPOINT_RESTART);
    if (code == SQLITE_OK)
        db->wal_pages = 0;
}

static enum outcome copy_pages(struct db *db, sqlite3 *to, struct fault *why)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", db->handle, "main");
    int code;

    if (backup == NULL)
        return fault_set(why, RETRY, "4.3.0", "backup: %s", sqlite3_errmsg(to));
    /* In one go: one snapshot. In steps it would start over with every commit of the daemon. */
    code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        return DONE;
    /* Which side is full or broken cannot be told from the code, and the database must not be blamed for its copy. */
    return fault_set(why, RETRY, (code & 0xff) == SQLITE_FULL ? "4.3.1" : "4.3.0", "backup: %s", sqlite3_errstr(code));
}

enum outcome db_backup(struct db *db, const char *to_path, struct fault *why)
{
    enum outcome outcome;
    sqlite3 *to = NULL;
    int fd = open(to_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return fault_set(why, errno == EEXIST ? REFUSED : RETRY, errno == EEXIST ? "5.3.0" : "4.3.0", "%s: %s", to_path,
                         strerror(errno));
    if (fchmod(fd, 0600) != 0 ||
        sqlite3_open_v2(to_path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: cannot be written", to_path);
    else
        outcome = copy_pages(db, to, why);
    sqlite3_close(to);
    if (outcome == DONE && fsync(fd) != 0)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", to_path, strerror(errno));
    close(fd);
    if (outcome != DONE)
        unlink(to_path);
    return outcome;
}

enum outcome db_check(struct db *db, const void *ctx, char **result, struct fault *why)
{
    struct statement *s = db_prepare(db, "PRAGMA quick_check(20)");
    enum outcome outcome;
    struct buf words;
    bool row;

    buf_init(&words, ctx, CHECK_LIMIT);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        if (words.n > 0)
            buf_text(&words, "; ");
        buf_str(&words, db_str(s, 0));
    }
    *result = mem_string(ctx, buf_string(&words));
    return outcome;
}

uint64_t db_free_space(const struct db *db)
{
    struct statvfs found;

    if (statvfs(db->path, &found) != 0)
        return 0;
    return (uint64_t)found.f_bavail * found.f_frsize;
}
