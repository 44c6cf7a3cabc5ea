/* The control socket's other end: admin commands go to the daemon, or, when none runs, are done here under the lock. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "gateway/core.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum { CONTROL_WAIT = 60 * 1000 };

static enum outcome ask_daemon(const void *ctx, int fd, int argc, const char *const *argv, struct buf *out, struct fault *why)
{
    struct channel *core = channel_open(ctx, fd, FRAME_SMALL);
    enum outcome outcome = RETRY;
    struct frame frame;
    struct buf request;
    struct wire w;

    buf_init(&request, core, FRAME_SMALL);
    wire_put_number(&request, (uint64_t)argc);
    for (int i = 0; i < argc; i++)
        wire_put_text(&request, argv[i]);
    if (!channel_send(core, ASK_ADMIN, 1, buf_view(&request)) || !channel_drain(core, CONTROL_WAIT) ||
        !channel_wait(core, &frame, CONTROL_WAIT)) {
        fault_set(why, RETRY, "4.4.2", "the daemon did not answer (is this its user, or root?)");
        goto out;
    }
    w = wire_read(frame.payload);
    outcome = get_outcome(&w, why);
    buf_str(out, wire_str(&w));
out:
    mem_free(core);
    return outcome;
}

/* As root it would leave files behind that the daemon's user cannot write. */
static enum outcome right_user(const struct conf *conf, struct fault *why)
{
    struct stat data;

    if (geteuid() != 0 || conf->process.user_core[0] != '\0' || stat(conf->store.data, &data) != 0 || data.st_uid == 0)
        return DONE;
    return fault_set(why, REFUSED, "5.7.0", "%s belongs to user %u, and no daemon runs: run this as that user (runuser -u USER -- askpost ...)",
                     conf->store.data, (unsigned)data.st_uid);
}

static enum outcome do_here(const struct conf *conf, int argc, const char *const *argv, struct buf *out, struct fault *why)
{
    void *job = mem_job("admin");
    struct changes changes = {0};
    struct forum forum;
    enum outcome outcome = right_user(conf, why);

    if (outcome == DONE)
        outcome = core_open(job, conf, &forum, why);
    if (outcome != DONE)
        goto out;
    outcome = db_begin(forum.db, why);
    if (outcome == DONE)
        outcome = forum_admin(&forum, job, argc, argv, false, out, &changes, why);
    if (outcome == DONE)
        outcome = notify_plan(&forum, job, &changes, 0, why);
    if (outcome == DONE)
        outcome = core_commit(&forum, why);
    else if (db_in_transaction(forum.db))
        db_rollback(forum.db);
out:
    mem_free(job);
    return outcome;
}

char *gateway_control(const void *ctx, const struct conf *conf)
{
    return mem_format(ctx, "unix:%s/control", conf->store.data);
}

enum outcome gateway_admin(const void *ctx, const struct conf *conf, int argc, const char *const *argv, struct buf *out, struct fault *why)
{
    int fd = io_connect(gateway_control(ctx, conf), why);

    if (fd >= 0) {
        io_nonblocking(fd);
        return ask_daemon(ctx, fd, argc, argv, out, why);
    }
    return do_here(conf, argc, argv, out, why);
}
