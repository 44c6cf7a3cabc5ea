/* Files and descriptors: whole reads and writes that say what went wrong. */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/outcome.h"
#include "base/str.h"

/* Reads fd to its end; REFUSED when there are more than `limit` bytes, RETRY on an I/O error. */
enum outcome io_read_all(const void *ctx, int fd, size_t limit, struct str *out, struct fault *why) MUST_CHECK;
enum outcome io_read_file(const void *ctx, const char *path, size_t limit, struct str *out, struct fault *why) MUST_CHECK;

/* Writes everything, waiting where it must. False on error (errno says). */
bool io_write_all(int fd, const void *bytes, size_t n);

/* Writes path.tmp with `mode`, syncs, renames over path, syncs the directory. RETRY with the reason on any error. */
enum outcome io_write_file(const char *path, struct str bytes, mode_t mode, struct fault *why) MUST_CHECK;

/* Sets O_NONBLOCK. False on error (errno says). */
bool io_nonblocking(int fd);
/* Makes every directory of path that is missing, with `mode`. False on error (errno says). */
bool io_make_directories(const char *path, mode_t mode);

/* Takes the lock file at path for this process (open file description lock, so it ends with the process, however that
 * ends). Returns the descriptor to keep, or -1: somebody holds it, or *why tells of an error. */
int io_lock(const char *path, struct fault *why);

/* Bound sockets, non-blocking, close-on-exec. A stale unix socket nobody listens on is replaced. `where` is "unix:PATH",
 * or "HOST:PORT" with a numeric loopback or other address ("127.0.0.1:2424", "[::1]:2424"; port 0: any).
 * The unix socket gets `mode`. -1 and *why on failure. */
int io_listen(const char *where, mode_t mode, struct fault *why);
/* A connected blocking socket to such a place, or -1. */
int io_connect(const char *where, struct fault *why);

#endif
