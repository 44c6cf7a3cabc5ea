/* core: the only writer. Takes every request that is waiting, applies each in a savepoint of one transaction, commits, and only then
 * answers them all; between batches it expands events, leases notices and lets time pass. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"
#include "gateway/gateway.h"

enum {
    SINGLY = 60 * 1000,     /* ms of committing one by one after a crash */
    CHECKPOINT_EVERY = 500, /* transactions */
    CHECKPOINT_IDLE = 1000  /* ms without one */
};

static void peer_ready(void *arg, short revents);

static void peer_close(struct peer *p)
{
    loop_forget(p->core->loop, channel_descriptor(p->channel));
    mem_free(p->channel);
    *p = (struct peer){.core = p->core};
}

static void peer_open(struct core *core, int fd, size_t frame_limit)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];

        if (p->channel != NULL)
            continue;
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

static void serve_claims(struct core *core)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];

        if (p->channel != NULL && p->claim_waits)
            core_serve_claim(core, p);
        if (p->channel == NULL || !p->claim_waits)
            continue;
        loop_cancel(core->loop, core->claim_timer);
        core->claim_timer = loop_after(core->loop, core_claim_wait(core, p), nothing, core);
    }
}

static void turn(void *arg)
{
    struct core *core = arg;
    bool more = core_run_batches(core);

    flush_peers(core);
    if (!more && core->expanding)
        more = core_expand(core);
    serve_claims(core);
    flush_peers(core);
    if (core->since_checkpoint >= CHECKPOINT_EVERY)
        core_checkpoint(core);
    else if (core->since_checkpoint > 0 && core->checkpoint_timer == 0)
        core->checkpoint_timer = loop_after(core->loop, CHECKPOINT_IDLE, core_checkpoint, core);
    if (more)
        loop_after(core->loop, 0, nothing, core);
    if (core->stopping && !more)
        loop_stop(core->loop);
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
    peer_open(core, fd, FRAME_SMALL);
}

static void control_ready(void *arg, short revents)
{
    struct core *core = arg;
    unsigned char what;
    int fd;

    (void)revents;
    while (proc_receive(core->control, &what, &fd)) {
        if (what == WIRE_FRONT)
            peer_open(core, fd, protocol_mail_limit(core->conf));
        else if (what == WIRE_RENDER)
            peer_open(core, fd, FRAME_SMALL);
        else if (what == WIRE_QUIT)
            core->stopping = true;
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        core->stopping = true; /* the parent is gone */
}

enum outcome core_open(const void *ctx, const struct conf *conf, struct forum *forum, struct fault *why)
{
    enum outcome outcome;

    *forum = (struct forum){.conf = conf, .now = clock_now()};
    outcome = seal_open(ctx, conf->store.keys, conf->forum.domain, SEAL_CORE, &forum->seal, why);
    if (outcome == DONE)
        outcome = jail_become(ROLE_CORE, conf, why);
    return outcome == DONE ? db_open(ctx, conf->store.data, DB_WRITER, &forum->db, why) : outcome;
}

int core_main(const struct role_start *start)
{
    struct fault why;
    void *ctx = mem_job("core");
    struct core *core = mem_new(ctx, struct core);

    core->conf = start->conf;
    core->control = start->control;
    core->admin = start->admin;
    core->expanding = true;
    core->loop = loop_new(core);
    for (size_t i = 0; i < PEERS; i++)
        core->peers[i].core = core;
    if (core_open(ctx, core->conf, &core->forum, &why) != DONE)
        log_fatal(EX_TEMPFAIL, "%s", why.text);
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
