/* A disk that fails or kills on the k-th write: a VFS in front of the default one. */
#ifndef TESTS_UNIT_STORE_DISK_H
#define TESTS_UNIT_STORE_DISK_H

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

struct disk {
    long writes;  /* and syncs and truncations so far */
    long fail_at; /* from this one on they fail with `code`; 0: never */
    int code;
    long kill_at; /* at this one the process dies; 0: never */
    long syncs;
    bool unsynced; /* none succeeds */
};

static struct disk disk;

struct disk_file {
    sqlite3_file base;
    sqlite3_int64 aligned;
};

static int disk_strike(void)
{
    disk.writes++;
    if (disk.kill_at != 0 && disk.writes >= disk.kill_at)
        kill(getpid(), SIGKILL);
    return disk.fail_at != 0 && disk.writes >= disk.fail_at ? disk.code : SQLITE_OK;
}

/* The real file lies behind ours in the same memory. */
static sqlite3_file *disk_real(sqlite3_file *file)
{
    return (sqlite3_file *)((char *)file + sizeof(struct disk_file));
}

#define REAL(file) disk_real(file)->pMethods

static int disk_close(sqlite3_file *f)
{
    return REAL(f)->xClose(disk_real(f));
}
static int disk_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return REAL(f)->xRead(disk_real(f), p, n, at);
}
static int disk_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    int code = disk_strike();

    return code != SQLITE_OK ? code : REAL(f)->xWrite(disk_real(f), p, n, at);
}
static int disk_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    int code = disk_strike();

    return code != SQLITE_OK ? code : REAL(f)->xTruncate(disk_real(f), n);
}
static int disk_sync(sqlite3_file *f, int flags)
{
    int code = disk_strike();

    disk.syncs++;
    if (disk.unsynced)
        return SQLITE_IOERR_FSYNC;
    return code != SQLITE_OK ? code : REAL(f)->xSync(disk_real(f), flags);
}
static int disk_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return REAL(f)->xFileSize(disk_real(f), n);
}
static int disk_lock(sqlite3_file *f, int level)
{
    return REAL(f)->xLock(disk_real(f), level);
}
static int disk_unlock(sqlite3_file *f, int level)
{
    return REAL(f)->xUnlock(disk_real(f), level);
}
static int disk_reserved(sqlite3_file *f, int *out)
{
    return REAL(f)->xCheckReservedLock(disk_real(f), out);
}
static int disk_control(sqlite3_file *f, int op, void *arg)
{
    return REAL(f)->xFileControl(disk_real(f), op, arg);
}
static int disk_sector(sqlite3_file *f)
{
    return REAL(f)->xSectorSize(disk_real(f));
}
static int disk_traits(sqlite3_file *f)
{
    return REAL(f)->xDeviceCharacteristics(disk_real(f));
}
static int disk_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return REAL(f)->xShmMap(disk_real(f), page, size, extend, out);
}
static int disk_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return REAL(f)->xShmLock(disk_real(f), at, n, flags);
}
static void disk_barrier(sqlite3_file *f)
{
    REAL(f)->xShmBarrier(disk_real(f));
}
static int disk_unmap(sqlite3_file *f, int remove)
{
    return REAL(f)->xShmUnmap(disk_real(f), remove);
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    static const sqlite3_io_methods methods = {
        2,           disk_close,    disk_read,    disk_write,  disk_truncate, disk_sync, disk_size,     disk_lock,
        disk_unlock, disk_reserved, disk_control, disk_sector, disk_traits,   disk_map,  disk_shm_lock, disk_barrier,
        disk_unmap,  NULL,          NULL};
    sqlite3_vfs *real = vfs->pAppData;
    int code = real->xOpen(real, name, disk_real(f), flags, out);

    f->pMethods = code == SQLITE_OK ? &methods : NULL;
    return code;
}

/* Makes it the default; once per process. */
static void disk_install(void)
{
    static sqlite3_vfs vfs;
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);

    if (vfs.zName != NULL)
        return;
    vfs = *real;
    vfs.zName = "failing";
    vfs.pNext = NULL;
    vfs.pAppData = real;
    vfs.szOsFile = real->szOsFile + (int)sizeof(struct disk_file);
    vfs.xOpen = disk_open;
    sqlite3_vfs_register(&vfs, 1);
}

#endif
