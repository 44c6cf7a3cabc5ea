#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "forum/forum.h"
#include "seal/seal.h"
#include "store/db.h"
#include "store/notice.h"

enum { STEP = 500 };

/* ---- the file ---- */

static enum outcome copy_file(const char *from, const char *to, struct fault *why)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    enum outcome outcome = DONE;
    char chunk[65536];
    ssize_t n = 0;

    if (in < 0)
        return fault_set(why, REFUSED, "5.3.0", "%s: %s", from, strerror(errno));
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    while (out >= 0 && (n = read(in, chunk, sizeof chunk)) > 0)
        if (!io_write_all(out, chunk, (size_t)n))
            n = -1;
    if (out < 0 || n < 0 || fsync(out) != 0)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", to, strerror(errno));
    if (out >= 0)
        close(out);
    close(in);
    if (outcome != DONE && out >= 0)
        unlink(to);
    return outcome;
}

/* Moves a database and its companions out of the way, never over another. */
static enum outcome set_aside(const void *ctx, const char *data, char **kept, struct fault *why)
{
    static const char *const suffixes[] = {"-wal", "-shm", ""}; /* the database last: it stands for the others */

    *kept = mem_format(ctx, "%s/askpost.db.before-%lld", data, (long long)clock_now());
    if (access(*kept, F_OK) == 0)
        return fault_set(why, RETRY, "4.3.0", "%s is there already", *kept);
    for (size_t i = 0; i < 3; i++) {
        char *from = mem_format(ctx, "%s/askpost.db%s", data, suffixes[i]), *to = mem_format(ctx, "%s%s", *kept, suffixes[i]);

        if (rename(from, to) != 0 && errno != ENOENT)
            return fault_set(why, RETRY, "4.3.0", "%s: %s", from, strerror(errno));
    }
    return DONE;
}

/* The backup stands in place when this is DONE. */
static enum outcome put_in_place(struct invocation *i, const char *from, bool force, char **kept, struct fault *why)
{
    const char *data = i->conf->store.data;
    char *database = mem_format(i->ctx, "%s/askpost.db", data), *arriving = mem_format(i->ctx, "%s.restored", database);
    bool there = access(database, F_OK) == 0;
    enum outcome outcome;
    int lock;

    if (there && !force)
        return fault_set(why, REFUSED, "5.3.0", "%s is there already: --force sets it aside", database);
    if (!io_make_directories(data, 0700))
        return fault_set(why, RETRY, "4.3.0", "%s: %s", data, strerror(errno));
    lock = io_lock(mem_format(i->ctx, "%s/lock", data), why);
    if (lock < 0)
        return RETRY;
    unlink(arriving); /* of a restore that was broken off */
    outcome = copy_file(from, arriving, why);
    if (outcome == DONE && there)
        outcome = set_aside(i->ctx, data, kept, why);
    if (outcome == DONE && rename(arriving, database) != 0)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", database, strerror(errno));
    close(lock);
    return outcome;
}

/* ---- what waited ---- */

struct waiting {
    uint64_t ids[STEP];
    size_t count;
};

static void keep_id(void *arg, const struct notice *n)
{
    struct waiting *w = arg;

    if (w->count < STEP)
        w->ids[w->count++] = n->id;
}

/* What waited or was under way when the backup was made has left since: a second copy is for the operator to decide. */
static enum outcome hold_back(struct db *db, enum notice_state state, uint64_t *held, struct fault *why)
{
    for (;;) {
        struct waiting w = {.count = 0};
        enum outcome outcome = store_notice_list(db, (int)state, 0, STEP, keep_id, &w, why);

        if (outcome != DONE || w.count == 0)
            return outcome;
        outcome = db_begin(db, why);
        for (size_t k = 0; k < w.count && outcome == DONE; k++)
            outcome = store_notice_settle(db, w.ids[k], NOTICE_HELD_BACK, 0, "", "held back by a restore", why);
        if (outcome == DONE)
            outcome = db_commit(db, why);
        else if (db_in_transaction(db))
            db_rollback(db);
        if (outcome != DONE)
            return outcome;
        *held += w.count;
    }
}

/* Who was forgotten since the backup was made is to be forgotten again as soon as the daemon runs, not within a day. */
static enum outcome look_at_everybody(struct db *db, struct fault *why)
{
    enum outcome outcome = store_value_set(db, FORUM_PEOPLE_DAY, "", why);

    return outcome == DONE ? store_value_set(db, FORUM_PEOPLE_CURSOR, "", why) : outcome;
}

static enum outcome look_over(struct invocation *i, uint64_t *held, struct fault *why)
{
    struct db *db = NULL;
    char *result = NULL;
    enum outcome outcome = db_open(i->ctx, i->conf->store.data, DB_WRITER, &db, why);

    if (outcome == DONE)
        outcome = db_check(db, i->ctx, &result, why);
    if (outcome == DONE && strcmp(result, "ok") != 0)
        outcome = fault_set(why, REFUSED, "5.3.0", "the backup is damaged: %.150s", result);
    if (outcome == DONE)
        outcome = hold_back(db, NOTICE_WAITING, held, why);
    if (outcome == DONE)
        outcome = hold_back(db, NOTICE_LEASED, held, why);
    if (outcome == DONE && (outcome = db_begin(db, why)) == DONE && (outcome = db_skip_numbers(db, why)) == DONE &&
        (outcome = look_at_everybody(db, why)) == DONE)
        outcome = db_commit(db, why);
    mem_free(db);
    return outcome;
}

int cmd_restore(struct invocation *i)
{
    bool force = false;
    const struct option_row options[] = {{"--force", NULL, &force}, {NULL, NULL, NULL}};
    char *from, *kept = NULL;
    struct seal *seal = NULL;
    struct fault why = {0};
    enum outcome outcome;
    uint64_t held = 0;

    if (!cmd_options(i, options))
        return EX_USAGE;
    if (i->argc != 2)
        return cmd_usage(cmd_find("restore"));
    from = mem_format(i->ctx, "%s/askpost.db", i->argv[1]);
    if (access(from, R_OK) != 0)
        return cmd_fail(EX_NOINPUT, "restore", "%s: %s", from, strerror(errno));
    outcome = put_in_place(i, from, force, &kept, &why);
    if (outcome == DONE)
        outcome = look_over(i, &held, &why);
    if (outcome != DONE)
        return cmd_fail(outcome == RETRY ? EX_TEMPFAIL : EX_CANTCREAT, "restore", "%s", why.text);
    printf("%s is in place, and sound.\n", from);
    if (kept != NULL)
        printf("The database that was there is %s now.\n", kept);
    if (held > 0)
        printf("Held back, because they had not left when the backup was made: %llu notices.\n`askpost queue list` shows them, `askpost queue release all` lets them go.\n", (unsigned long long)held);
    if (seal_open(i->ctx, i->conf->store.keys, i->conf->forum.domain, SEAL_CHECK, &seal, &why) != DONE)
        printf("The keys are still missing: %s\n", why.text);
    return EX_OK;
}
