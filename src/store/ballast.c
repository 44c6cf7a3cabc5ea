#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/private.h"

/* More than the pages a checkpoint may add to the database (CHECKPOINT_PAGES): they are in the database before the WAL
 * gives its room back. It is made only where several times its size is free. */
enum { BALLAST_BYTES = 5 << 20, BALLAST_ROOM = 4 };

_Static_assert(BALLAST_BYTES > CHECKPOINT_PAGES * 4096, "a checkpoint must fit into the ballast");

void ballast_make(struct db *db)
{
    struct stat found;
    int fd;

    if (db->has_ballast)
        return;
    if (stat(db->ballast, &found) == 0 && found.st_size == BALLAST_BYTES &&
        (uint64_t)found.st_blocks * 512 >= BALLAST_BYTES) {
        db->has_ballast = true;
        return;
    }
    if (db_free_space(db) < (uint64_t)BALLAST_BYTES * BALLAST_ROOM)
        return;
    fd = open(db->ballast, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    db->has_ballast = posix_fallocate(fd, 0, BALLAST_BYTES) == 0;
    close(fd);
    if (!db->has_ballast)
        unlink(db->ballast);
}

void ballast_drop(struct db *db)
{
    if (!db->has_ballast)
        return;
    db->has_ballast = false;
    unlink(db->ballast);
    log_error("disk-full", "free=%llu", (unsigned long long)db_free_space(db));
}
