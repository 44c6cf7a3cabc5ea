/* For LD_PRELOAD: of the files in $POWERCUT_DATA it keeps in $POWERCUT_SHADOW, a directory within, what was in them when the last sync that succeeded
 * was asked for; and this disk is slow, so that whoever does not wait for it is caught. When every process of the daemon has been killed, that is what a power cut would have left at the least. While a file `fails` is there
 * it syncs nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOW = 10 * 1000 /* microseconds */ };

typedef int sync_call(int fd);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool copy(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    static char bytes[1 << 16];
    ssize_t n = -1;

    while (in >= 0 && out >= 0 && (n = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)n) != n)
            break;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return n == 0;
}

/* Where the file of fd is kept; false: it is none of those. */
static bool shadow_of(int fd, char path[PATH_MAX], char kept[PATH_MAX])
{
    const char *data = getenv("POWERCUT_DATA"), *shadow = getenv("POWERCUT_SHADOW");
    char link[32];
    ssize_t n;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, PATH_MAX - 1);
    if (data == NULL || shadow == NULL || n < 0)
        return false;
    path[n] = '\0';
    if (strncmp(path, data, strlen(data)) != 0 || path[strlen(data)] != '/' || strchr(path + strlen(data) + 1, '/') != NULL)
        return false;
    return snprintf(kept, PATH_MAX, "%s%s", shadow, path + strlen(data)) < PATH_MAX;
}

static bool fails(void)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/fails", getenv("POWERCUT_SHADOW"));
    if (access(path, F_OK) != 0)
        return false;
    errno = EIO;
    return true;
}

static int synced(const char *name, int fd)
{
    sync_call *real = (sync_call *)dlsym(RTLD_NEXT, name);
    char path[PATH_MAX], kept[PATH_MAX], new[PATH_MAX + 8];
    int result;

    if (!shadow_of(fd, path, kept))
        return real(fd);
    pthread_mutex_lock(&lock);
    snprintf(new, sizeof new, "%s.new", kept);
    if (!copy(path, new))
        abort();
    usleep(SLOW);
    result = fails() ? -1 : real(fd);
    if (result == 0 && rename(new, kept) != 0)
        abort();
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int fd)
{
    return synced("fsync", fd);
}

int fdatasync(int fd)
{
    return synced("fdatasync", fd);
}
