#include "unit.h"

#include <poll.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/proc.h"

struct end {
    struct loop *loop;
    int fd;
    unsigned calls;
    short revents;
};

static void count(void *arg, short revents)
{
    struct end *e = arg;

    e->calls++;
    e->revents = revents;
    loop_change(e->loop, e->fd, 0);
}

static void forget(void *arg, short revents)
{
    struct end *e = arg;

    (void)revents;
    e->calls++;
    loop_forget(e->loop, e->fd);
    loop_watch(e->loop, e->fd, POLLIN, count, e);
}

static void stop(void *arg)
{
    loop_stop(arg);
}

/* What a loop tells that watches fd for those events, in a few turns. */
static struct end told(const void *ctx, int fd, short events, loop_ready *ready)
{
    struct loop *loop = loop_new(ctx);
    struct end e = {.loop = loop, .fd = fd};

    loop_watch(loop, fd, POLLIN, ready, &e);
    loop_change(loop, fd, events);
    loop_after(loop, 20, stop, loop);
    loop_run(loop);
    mem_free(loop);
    return e;
}

static void watches(void **state)
{
    struct end e;
    int fds[2];

    assert_true(proc_pair(fds) && write(fds[1], "x", 1) == 1);
    e = told(*state, fds[0], POLLIN, count); /* which then waits for nothing more */
    assert_int_equal(e.calls, 1);
    assert_int_equal(e.revents, POLLIN);
    assert_int_equal(told(*state, fds[0], 0, count).calls, 0);
    assert_int_equal(told(*state, fds[0], POLLIN, forget).calls, 2); /* watched anew in the same turn */
    close(fds[1]);
    assert_int_equal(told(*state, fds[0], 0, count).calls, 0); /* nor that the other side is gone */
    e = told(*state, fds[0], POLLIN, count);
    assert_int_equal(e.calls, 1);
    assert_int_equal(e.revents, POLLIN | POLLHUP);
    close(fds[0]);
}

UNIT_MAIN(UNIT(watches))
