#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "store/db.h"

enum { CONF_LIMIT = 256 * 1024 };

/* Opens the copy once and looks whether it is whole. */
static enum outcome verify(const void *ctx, const char *directory, struct fault *why)
{
    void *job = talloc_new(ctx);
    char *result = NULL;
    struct db *db = NULL;
    enum outcome outcome = db_open(job, directory, DB_READER, &db, why);

    if (outcome == DONE)
        outcome = db_check(db, job, &result, why);
    if (outcome == DONE && strcmp(result, "ok") != 0)
        outcome = fault_set(why, REFUSED, "5.3.0", "the copy is damaged: %.150s", result);
    mem_free(job);
    /* A reader leaves these empty companions beside a database nobody writes to. */
    unlink(mem_format(ctx, "%s/askpost.db-shm", directory));
    unlink(mem_format(ctx, "%s/askpost.db-wal", directory));
    return outcome;
}

static enum outcome copy_conf(const void *ctx, const char *from, const char *to, struct fault *why)
{
    struct str text;
    enum outcome outcome = io_read_file(ctx, from, CONF_LIMIT, &text, why);

    return outcome == DONE ? io_write_file(to, text, 0600, why) : outcome;
}

int cmd_backup(struct invocation *i)
{
    const char *directory;
    struct fault why = {0};
    struct db *db = NULL;
    struct stat status;
    char *copy;

    if (!cmd_options(i, (const struct option_row[]){{NULL, NULL, NULL}}))
        return EX_USAGE;
    if (i->argc != 2)
        return cmd_usage(cmd_find("backup"));
    directory = i->argv[1];
    copy = mem_format(i->ctx, "%s/askpost.db", directory);
    if (!io_make_directories(directory, 0700) || stat(directory, &status) != 0)
        return cmd_fail(EX_CANTCREAT, "backup", "%s: %s", directory, strerror(errno));
    if ((status.st_mode & 077) != 0)
        return cmd_fail(EX_CANTCREAT, "backup", "%s can be read by others: chmod 700 %s", directory, directory);
    if (access(copy, F_OK) == 0)
        return cmd_fail(EX_CANTCREAT, "backup", "%s is there already: name another directory", copy);
    if (db_open(i->ctx, i->conf->store.data, DB_READER, &db, &why) != DONE || db_backup(db, copy, &why) != DONE ||
        verify(i->ctx, directory, &why) != DONE ||
        copy_conf(i->ctx, i->conf->path, mem_format(i->ctx, "%s/askpost.conf", directory), &why) != DONE)
        return cmd_fail(EX_TEMPFAIL, "backup", "%s", why.text);
    printf("%s: the database and the configuration. The keys are not in it: keep a copy of %s, people.keys above all,\n"
           "where no copy of the database is.\n", directory, i->conf->store.keys);
    return EX_OK;
}
