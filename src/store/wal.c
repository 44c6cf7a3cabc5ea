/* How the write-ahead log reaches the disk. SQLite writes each frame of it with two system calls, 24 bytes and a page; here what follows one another
 * is written at once, when SQLite asks for a sync at the latest. And that sync can be left to a thread while the next transaction is under way:
 * who asked for it lets nobody hear of what was committed before it has ended. */
#include <string.h>

#include "base/log.h"
#include "base/worker.h"
#include "store/private.h"

enum { HELD_MAX = 120 * 1024 /* bytes that wait to be written together; SQLite's own xWrite takes less than 128 KB */ };

struct wal {
    sqlite3_io_methods ours;        /* what SQLite calls; first, so that the file's pointer to it finds the rest */
    const sqlite3_io_methods *real; /* what it would have called */
    sqlite3_file *file;
    unsigned char *held; /* bytes not yet written, from position held_at on */
    int held_size;
    sqlite3_int64 held_at;
    bool later;  /* the next sync is left to the worker */
    bool failed; /* a sync was not made: what is in the log may not be on the disk */
    struct worker *worker;
};

static struct wal *wal_of(const sqlite3_file *file)
{
    return (struct wal *)(uintptr_t)file->pMethods;
}

static int write_held(struct wal *wal)
{
    int size = wal->held_size;

    wal->held_size = 0; /* in any case: when a write fails, SQLite takes the transaction back */
    return size == 0 ? SQLITE_OK : wal->real->xWrite(wal->file, wal->held, size, wal->held_at);
}

/* ---- what SQLite calls --------------------------------------------------------------------------------------------------- */

static int wal_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    struct wal *wal = wal_of(file);
    bool joins = at == wal->held_at + wal->held_size && size <= HELD_MAX - wal->held_size;
    int code = joins ? SQLITE_OK : write_held(wal);

    if (code != SQLITE_OK || size > HELD_MAX)
        return code != SQLITE_OK ? code : wal->real->xWrite(file, bytes, size, at);
    if (wal->held_size == 0)
        wal->held_at = at;
    memcpy(wal->held + wal->held_size, bytes, (size_t)size);
    wal->held_size += size;
    return SQLITE_OK;
}

static int wal_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    struct wal *wal = wal_of(file);
    int code = write_held(wal);

    return code == SQLITE_OK ? wal->real->xRead(file, bytes, size, at) : code;
}

static int wal_sync(sqlite3_file *file, int flags)
{
    struct wal *wal = wal_of(file);
    int code = write_held(wal);

    if (code != SQLITE_OK || wal->later)
        return code;
    code = wal->real->xSync(file, flags);
    if (code != SQLITE_OK) /* the kernel says it once, so it may be what the worker should have heard */
        wal->failed = true;
    return code;
}

static int wal_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct wal *wal = wal_of(file);
    int code = write_held(wal);

    return code == SQLITE_OK ? wal->real->xTruncate(file, size) : code;
}

static int wal_size(sqlite3_file *file, sqlite3_int64 *size)
{
    struct wal *wal = wal_of(file);
    int code = write_held(wal);

    return code == SQLITE_OK ? wal->real->xFileSize(file, size) : code;
}

static int wal_close(sqlite3_file *file)
{
    struct wal *wal = wal_of(file);
    int code = write_held(wal), closed;

    mem_free(wal->worker);
    wal->worker = NULL;
    wal->file = NULL;
    file->pMethods = wal->real;
    closed = wal->real->xClose(file);
    return code == SQLITE_OK ? closed : code;
}

/* ---- what db.c calls ------------------------------------------------------------------------------------------------------ */

struct wal *wal_take(const void *ctx, sqlite3 *handle)
{
    struct wal *wal = mem_new(ctx, struct wal);

    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal->file) != SQLITE_OK || wal->file == NULL ||
        wal->file->pMethods == NULL) {
        mem_free(wal);
        return NULL;
    }
    wal->real = wal->file->pMethods;
    wal->ours = *wal->real;
    wal->ours.xWrite = wal_write;
    wal->ours.xRead = wal_read;
    wal->ours.xSync = wal_sync;
    wal->ours.xTruncate = wal_truncate;
    wal->ours.xFileSize = wal_size;
    wal->ours.xClose = wal_close;
    wal->held = mem_array(wal, HELD_MAX, 1);
    wal->file->pMethods = &wal->ours;
    return wal;
}

static int sync_now(void *arg)
{
    const struct wal *wal = arg;

    return wal->real->xSync(wal->file, SQLITE_SYNC_NORMAL);
}

bool wal_sync_later(struct wal *wal)
{
    if (wal->worker == NULL)
        wal->worker = worker_new(wal, sync_now, wal);
    wal->later = wal->worker != NULL;
    return wal->later;
}

void wal_committed(struct wal *wal, bool good)
{
    if (wal->later && good)
        worker_start(wal->worker);
    wal->later = false;
}

struct worker *wal_worker(const struct wal *wal)
{
    return wal->worker;
}

bool wal_synced(struct wal *wal)
{
    if (worker_result(wal->worker) != SQLITE_OK)
        wal->failed = true;
    return !wal->failed;
}

bool wal_failed(const struct wal *wal)
{
    return wal->failed;
}

void wal_started_over(struct wal *wal)
{
    wal->failed = false;
}
