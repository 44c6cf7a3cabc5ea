/* relay = maildir:PATH: each mail is a file, for trying things out. The maildir rules: whole and synced in tmp, then renamed into new. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/random.h"
#include "smtp/private.h"

enum { PATH_LIMIT = 3500 };

static void say(struct smtp_reply *reply, enum smtp_result result, unsigned code, const char *enhanced, const char *words)
{
    *reply = (struct smtp_reply){.result = result, .code = code};
    snprintf(reply->enhanced, sizeof reply->enhanced, "%s", enhanced);
    snprintf(reply->words, sizeof reply->words, "%s", words);
}

enum outcome maildir_open(const char *path, struct fault *why)
{
    static const char *const parts[] = {"tmp", "new", "cur"};
    char directory[PATH_LIMIT + 8];

    if (path[0] != '/' || strlen(path) > PATH_LIMIT)
        return fault_set(why, REFUSED, "", "relay: a maildir needs an absolute path");
    for (size_t i = 0; i < 3; i++) {
        snprintf(directory, sizeof directory, "%s/%s", path, parts[i]);
        if (!io_make_directories(directory, 0700))
            return fault_set(why, RETRY, "4.3.0", "%s: %s", directory, strerror(errno));
    }
    return DONE;
}

/* Unique by time, process, and 64 random bits; names nothing and nobody. */
static void unique_name(char *name, size_t size)
{
    struct timespec now;
    unsigned char random[8];
    unsigned long long bits = 0;

    clock_gettime(CLOCK_REALTIME, &now);
    random_fill(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        bits = bits << 8 | random[i];
    snprintf(name, size, "%lld.M%06ldP%ldR%016llx.askpost", (long long)now.tv_sec, now.tv_nsec / 1000, (long)getpid(), bits);
}

static bool write_synced(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good;

    if (fd < 0)
        return false;
    good = io_write_all(fd, bytes.p, bytes.n) && fsync(fd) == 0;
    return close(fd) == 0 && good;
}

static bool sync_directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return good;
}

void maildir_drop(const char *path, struct str bytes, struct smtp_reply *reply)
{
    char name[96], draft[PATH_LIMIT + 128], final[PATH_LIMIT + 128], directory[PATH_LIMIT + 8];
    struct fault why;

    unique_name(name, sizeof name);
    snprintf(draft, sizeof draft, "%s/tmp/%s", path, name);
    snprintf(final, sizeof final, "%s/new/%s", path, name);
    snprintf(directory, sizeof directory, "%s/new", path);
    if (maildir_open(path, &why) != DONE) {
        say(reply, SMTP_LATER, 0, "4.3.0", "the maildir cannot be made");
        return;
    }
    if (!write_synced(draft, bytes)) {
        unlink(draft);
        say(reply, SMTP_LATER, 0, "4.3.0", "the maildir cannot be written");
        return;
    }
    if (rename(draft, final) != 0) {
        unlink(draft);
        say(reply, SMTP_LATER, 0, "4.3.0", "the maildir cannot be written");
        return;
    }
    if (!sync_directory(directory)) {
        say(reply, SMTP_UNKNOWN, 0, "4.3.0", "the maildir could not be synced");
        return;
    }
    say(reply, SMTP_SENT, 250, "2.0.0", "dropped in the maildir");
}
