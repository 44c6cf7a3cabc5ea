/* core: the only writer. Takes every request that is waiting, applies them in one transaction, commits, and only then answers them all;
 * between batches it expands events, leases notices and lets time pass. */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"
#include "gateway/gateway.h"

enum {
    BETWEEN_QUIET = 3,     /* ms without a request before our own work is done */
    BETWEEN_MOST = 40,     /* ms it waits at most */
    SINGLY = 60 * 1000,    /* ms of committing one by one after a crash */
    CHECKPOINT_AGAIN = 1000 /* ms after which what a reader kept from it is tried again */
};

static void peer_ready(void *arg, short revents);

/* What it asked for is answered first: whoever takes its place must not hear of it. */
static void peer_close(struct peer *p)
{
    core_settle(p->core);
    loop_forget(p->core->loop, channel_descriptor(p->channel));
    mem_free(p->channel);
    *p = (struct peer){.core = p->core};
}

static void peer_open(struct core *core, int fd, size_t frame_limit, unsigned may)
{
    for (size_t i = may == MAY_ADMIN ? PEERS_ROLES : 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];

        if (p->channel != NULL)
            continue;
        p->may = may;
        p->channel = channel_open(core->loop, fd, frame_limit);
        loop_watch(core->loop, fd, POLLIN, peer_ready, p);
        return;
    }
    close(fd);
}

/* ---- peers and the loop -------------------------------------------------------------------------------------------- */

static void peer_ready(void *arg, short revents)
{
    struct peer *p = arg;

    (void)revents;
    if (!channel_fill(p->channel)) {
        struct frame frame;

        /* A control client may have said its word and closed; nothing can be answered, so nothing is done. */
        while (channel_next(p->channel, &frame))
            ;
        peer_close(p);
    }
}

static void flush_peers(struct core *core)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];

        if (p->channel == NULL)
            continue;
        if (!channel_flush(p->channel) || (channel_pending_since(p->channel) != 0 &&
                                           clock_milliseconds() - channel_pending_since(p->channel) > ANSWER_WAIT)) {
            peer_close(p);
            continue;
        }
        loop_change(core->loop, channel_descriptor(p->channel), channel_pending(p->channel) ? POLLIN | POLLOUT : POLLIN);
    }
}

static void nothing(void *arg)
{
    (void)arg;
}

/* Work between batches waits for a moment without mail, but not for long: so a stream of mails shares its syncs. */
static void plan_between(struct core *core, bool worked)
{
    int64_t now = clock_milliseconds();

    if (!core->expanding && core->between_since == 0)
        return;
    if (core->between_since == 0)
        core->between_since = now;
    if (worked || core->between_at == 0)
        core->between_at = now + BETWEEN_QUIET;
    if (core->between_at > core->between_since + BETWEEN_MOST)
        core->between_at = core->between_since + BETWEEN_MOST;
}

static void wake_later(struct core *core)
{
    int64_t wait = core_claim_wait(core), left = core->between_at - clock_milliseconds();

    if (core->between_since != 0 && (wait < 0 || left < wait))
        wait = left < 1 ? 1 : left;
    loop_cancel(core->loop, core->wake_timer);
    if (wait >= 0)
        core->wake_timer = loop_after(core->loop, wait, nothing, core);
}

static void checkpoint_again(void *arg)
{
    struct core *core = arg;

    core->checkpoint_timer = 0;
    db_checkpoint(core->forum.db, false);
}

/* As soon as there is enough of it: a WAL that starts over soon is written where it was before, which the disk takes sooner than a file that
 * grows. */
static void checkpoint(struct core *core)
{
    if (core->since_checkpoint == 0)
        return;
    core->since_checkpoint = 0;
    db_checkpoint(core->forum.db, false);
    if (core->checkpoint_timer == 0)
        core->checkpoint_timer = loop_after(core->loop, CHECKPOINT_AGAIN, checkpoint_again, core);
}

static void disk_ready(void *arg, short revents)
{
    (void)revents;
    core_settle(arg);
}

/* The thread that syncs is there from the first batch on that needs it. */
static void watch_disk(struct core *core)
{
    int fd = db_sync_descriptor(core->forum.db);

    if (fd < 0 || core->disk_watched)
        return;
    loop_watch(core->loop, fd, POLLIN, disk_ready, core);
    core->disk_watched = true;
}

static void turn(void *arg)
{
    struct core *core = arg;
    unsigned before = core->since_checkpoint;
    bool more = core_run_batches(core);

    watch_disk(core);
    flush_peers(core);
    plan_between(core, core->since_checkpoint != before);
    if (!more && clock_milliseconds() >= core->between_at) {
        core->between_since = core->between_at = 0;
        core_between(core);
        plan_between(core, false);
    }
    flush_peers(core);
    checkpoint(core);
    wake_later(core);
    if (more)
        loop_after(core->loop, 0, nothing, core);
    if (core->stopping && !more) {
        core_settle(core);
        loop_stop(core->loop);
    }
}

/* A client of the control socket: only root and the user core runs as. */
static void accept_admin(void *arg, short revents)
{
    struct core *core = arg;
    struct ucred who;
    socklen_t length = sizeof who;
    int fd = accept4(core->admin, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    (void)revents;
    if (fd < 0)
        return;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &length) != 0 || (who.uid != 0 && who.uid != geteuid())) {
        close(fd);
        return;
    }
    peer_open(core, fd, FRAME_SMALL, MAY_ADMIN);
}

static void control_ready(void *arg, short revents)
{
    struct core *core = arg;
    unsigned char what;
    int fd;

    (void)revents;
    while (proc_receive(core->control, &what, &fd)) {
        if (what == WIRE_FRONT)
            peer_open(core, fd, protocol_mail_limit(core->conf), MAY_FRONT);
        else if (what == WIRE_RENDER)
            peer_open(core, fd, FRAME_SMALL, MAY_RENDER);
        else if (what == WIRE_QUIT)
            core->stopping = true;
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        core->stopping = true; /* the parent is gone */
}

enum outcome core_keys_fit(const void *ctx, const struct forum *forum, char print[CORE_PRINT], bool *known, struct fault *why)
{
    unsigned char hash[SEAL_HASH];
    char *kept;
    enum outcome outcome = store_value_get(forum->db, ctx, "keys", &kept, why);

    if (outcome != DONE)
        return outcome;
    seal_hash(forum->seal, "fingerprint", str_of(forum->conf->forum.domain), hash);
    for (size_t i = 0; i < SEAL_HASH; i++)
        snprintf(print + 2 * i, 3, "%02x", hash[i]);
    *known = kept[0] != '\0';
    if (*known && strcmp(kept, print) != 0)
        return fault_set(why, REFUSED, "5.3.5", "the keys in %s are not those this database was made with, or its domain was another",
                         forum->conf->store.keys);
    return DONE;
}

static enum outcome check_keys(const void *ctx, const struct forum *forum, struct fault *why)
{
    char print[CORE_PRINT];
    bool known;
    enum outcome outcome = core_keys_fit(ctx, forum, print, &known, why);

    if (outcome != DONE || known)
        return outcome;
    if ((outcome = db_begin(forum->db, why)) != DONE || (outcome = store_value_set(forum->db, "keys", print, why)) != DONE)
        return outcome;
    return db_commit(forum->db, why);
}

enum outcome core_database_lost(const struct conf *conf, const struct seal *seal, struct fault *why)
{
    enum seal_memory first = SEAL_NOBODY;
    char path[PATH_MAX];
    enum outcome outcome;

    snprintf(path, sizeof path, "%s/askpost.db", conf->store.data);
    if (access(path, F_OK) == 0 || errno != ENOENT)
        return DONE;
    outcome = seal_person_memory(seal, 1, &first, why);
    if (outcome == DONE && first != SEAL_NOBODY)
        return fault_set(why, REFUSED, "5.3.5", "%s is not there, and people have keys in %s: put it back (askpost restore), or begin anew with other keys (askpost init)",
                         path, conf->store.keys);
    return outcome;
}

enum outcome core_open(const void *ctx, const struct conf *conf, struct forum *forum, struct fault *why)
{
    enum outcome outcome;

    *forum = (struct forum){.conf = conf, .now = clock_now()};
    outcome = seal_open(ctx, conf->store.keys, conf->forum.domain, SEAL_CORE, &forum->seal, why);
    if (outcome == DONE)
        outcome = jail_become(ROLE_CORE, conf, why);
    if (outcome == DONE)
        outcome = core_database_lost(conf, forum->seal, why);
    if (outcome == DONE)
        outcome = db_open(ctx, conf->store.data, DB_WRITER, &forum->db, why);
    return outcome == DONE ? check_keys(ctx, forum, why) : outcome;
}

enum outcome core_commit(const struct forum *forum, struct fault *why)
{
    enum outcome outcome = seal_sync(forum->seal, why);

    return outcome == DONE ? db_commit(forum->db, why) : outcome;
}

/* A render of another user reads the database by core's group. */
static void share_with_render(const struct conf *conf)
{
    static const char *const files[] = {"", "/askpost.db", "/askpost.db-wal", "/askpost.db-shm"};

    if (conf->process.user_core[0] == '\0' || strcmp(conf->process.user_core, conf->process.user_render) == 0)
        return;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_MAX];

        snprintf(path, sizeof path, "%s%s", conf->store.data, files[i]);
        if ((chown(path, (uid_t)-1, getegid()) != 0 || chmod(path, i == 0 ? 0750 : 0640) != 0) && errno != ENOENT)
            log_warn("not-shared", "file=%s why=%s", files[i], strerror(errno));
    }
}

int core_main(const struct role_start *start)
{
    struct fault why;
    void *ctx = mem_job("core");
    struct core *core = mem_new(ctx, struct core);
    enum outcome outcome;

    core->conf = start->conf;
    core->control = start->control;
    core->admin = start->admin;
    core->expanding = true;
    core->loop = loop_new(core);
    for (size_t i = 0; i < PEERS; i++)
        core->peers[i].core = core;
    if ((outcome = core_open(ctx, core->conf, &core->forum, &why)) != DONE ||
        (outcome = notify_templates_open(ctx, core->conf, &why)) != DONE)
        log_fatal(outcome == REFUSED ? EX_CONFIG : EX_TEMPFAIL, "%s", why.text);
    share_with_render(core->conf);
    if (jail_enter(ROLE_CORE, core->conf, &why) != DONE)
        log_fatal(EX_OSERR, "%s", why.text);
    if (start->restarted)
        core->singly_until = clock_milliseconds() + SINGLY;
    proc_send(core->control, WIRE_CORE, -1); /* the parent may start the others */
    loop_watch(core->loop, core->control, POLLIN, control_ready, core);
    loop_watch(core->loop, core->admin, POLLIN, accept_admin, core);
    loop_each_turn(core->loop, turn, core);
    loop_after(core->loop, 0, core_housekeeping, core);
    loop_run(core->loop);
    mem_free(ctx);
    return EX_OK;
}
