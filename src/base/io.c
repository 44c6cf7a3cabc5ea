#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/mem.h"

enum outcome io_read_all(const void *ctx, int fd, size_t limit, struct str *out, struct fault *why)
{
    struct buf all;
    char chunk[65536];

    buf_init(&all, ctx, limit + 1);
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_set(why, RETRY, "4.3.0", "read: %s", strerror(errno));
        if (n == 0)
            break;
        buf_add(&all, chunk, (size_t)n);
        if (all.n > limit)
            return fault_set(why, REFUSED, "5.3.4", "more than %zu bytes", limit);
    }
    *out = str_from(buf_string(&all), all.n);
    return DONE;
}

enum outcome io_read_file(const void *ctx, const char *path, size_t limit, struct str *out, struct fault *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum outcome outcome;
    struct fault what;

    if (fd < 0)
        return fault_set(why, RETRY, "4.3.0", "%s: %s", path, strerror(errno));
    outcome = io_read_all(ctx, fd, limit, out, &what);
    close(fd);
    return outcome == DONE ? DONE : fault_set(why, outcome, what.code, "%.100s: %.100s", path, what.text);
}

bool io_write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t written = write(fd, p, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        p += written;
        n -= (size_t)written;
    }
    return true;
}

static bool sync_directory_of(const char *path)
{
    char directory[PATH_MAX];
    char *slash;
    int fd, ok;

    snprintf(directory, sizeof directory, "%s", path);
    slash = strrchr(directory, '/');
    if (slash == NULL)
        snprintf(directory, sizeof directory, ".");
    else
        slash[slash == directory ? 1 : 0] = '\0';
    fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ok = fsync(fd) == 0;
    close(fd);
    return ok;
}

enum outcome io_write_file(const char *path, struct str bytes, mode_t mode, struct fault *why)
{
    char temporary[PATH_MAX];
    int fd;

    if (snprintf(temporary, sizeof temporary, "%s.tmp", path) >= (int)sizeof temporary)
        return fault_set(why, REFUSED, "5.3.0", "path too long");
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return fault_set(why, RETRY, "4.3.0", "%s: %s", temporary, strerror(errno));
    if (fchmod(fd, mode) != 0 || !io_write_all(fd, bytes.p, bytes.n) || fsync(fd) != 0) {
        fault_set(why, RETRY, "4.3.0", "%s: %s", temporary, strerror(errno));
        close(fd);
        unlink(temporary);
        return RETRY;
    }
    close(fd);
    if (rename(temporary, path) != 0 || !sync_directory_of(path)) {
        fault_set(why, RETRY, "4.3.0", "%s: %s", path, strerror(errno));
        unlink(temporary);
        return RETRY;
    }
    return DONE;
}

bool io_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

bool io_make_directories(const char *path, mode_t mode)
{
    char part[PATH_MAX];

    if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part)
        return errno = ENAMETOOLONG, false;
    for (char *p = part + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(part, mode) != 0 && errno != EEXIST)
            return false;
        *p = '/';
    }
    return mkdir(part, mode) == 0 || errno == EEXIST;
}

int io_lock(const char *path, struct fault *why)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0) {
        fault_set(why, RETRY, "4.3.0", "%s: %s", path, strerror(errno));
        return -1;
    }
    if (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
        fault_set(why, RETRY, "4.3.0", "%s is locked: askpost is running on this forum", path);
        close(fd);
        return -1;
    }
    return fd;
}

struct place {
    struct sockaddr_storage address;
    socklen_t length;
    int family;
};

static bool parse_place(const char *where, struct place *place, struct fault *why)
{
    memset(place, 0, sizeof *place);
    if (strncmp(where, "unix:", 5) == 0) {
        struct sockaddr_un *un = (struct sockaddr_un *)&place->address;

        un->sun_family = AF_UNIX;
        place->family = AF_UNIX;
        place->length = sizeof *un;
        if (strlen(where + 5) >= sizeof un->sun_path) {
            fault_set(why, REFUSED, "5.3.5", "%s: path of a socket is longer than %zu bytes", where, sizeof un->sun_path - 1);
            return false;
        }
        memcpy(un->sun_path, where + 5, strlen(where + 5));
        return true;
    }

    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *found = NULL;
    char host[80];
    const char *colon = strrchr(where, ':');
    size_t n = colon == NULL ? 0 : (size_t)(colon - where);

    if (n >= 2 && n < sizeof host && where[0] == '[' && where[n - 1] == ']')
        snprintf(host, sizeof host, "%.*s", (int)n - 2, where + 1);
    else if (n < sizeof host)
        snprintf(host, sizeof host, "%.*s", (int)n, where);
    if (n == 0 || n >= sizeof host || getaddrinfo(host, colon + 1, &hints, &found) != 0) {
        fault_set(why, REFUSED, "5.3.5", "%s: neither unix:PATH nor ADDRESS:PORT", where);
        return false;
    }
    memcpy(&place->address, found->ai_addr, found->ai_addrlen);
    place->length = found->ai_addrlen;
    place->family = found->ai_family;
    freeaddrinfo(found);
    return true;
}

int io_connect(const char *where, struct fault *why)
{
    struct place place;
    int fd;

    if (!parse_place(where, &place, why))
        return -1;
    fd = socket(place.family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&place.address, place.length) != 0) {
        fault_set(why, RETRY, "4.4.1", "%s: %s", where, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    return fd;
}

/* A socket file without a listener is left over from a process that was killed. */
static void remove_stale(const char *where)
{
    int fd = io_connect(where, NULL);

    if (fd >= 0)
        close(fd);
    else if (errno == ECONNREFUSED)
        unlink(where + 5);
}

int io_listen(const char *where, mode_t mode, struct fault *why)
{
    struct place place;
    int fd, on = 1;
    mode_t old;

    if (!parse_place(where, &place, why))
        return -1;
    if (place.family == AF_UNIX)
        remove_stale(where);
    fd = socket(place.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        goto failed;
    if (place.family != AF_UNIX)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    old = umask(0777 & ~mode);
    if (bind(fd, (struct sockaddr *)&place.address, place.length) != 0) {
        umask(old);
        goto failed;
    }
    umask(old);
    if (listen(fd, 128) != 0)
        goto failed;
    return fd;
failed:
    fault_set(why, RETRY, "4.3.0", "%s: %s%s", where, strerror(errno), errno == EADDRINUSE ? " (does the daemon run already?)" : "");
    if (fd >= 0)
        close(fd);
    return -1;
}
