#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"

bool proc_pair(int fds[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0;
}

bool proc_send(int socket, unsigned char what, int fd)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = &what, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

    if (fd >= 0) {
        struct cmsghdr *head;

        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &fd, sizeof fd);
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

bool proc_receive(int socket, unsigned char *what, int *fd)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {.iov_base = what, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head;
    ssize_t n;

    *fd = -1;
    n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);

    if (n == 0)
        errno = EPIPE;
    if (n != 1)
        return false;
    head = CMSG_FIRSTHDR(&message);
    if (head != NULL && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(fd, CMSG_DATA(head), sizeof *fd);
    return true;
}

bool proc_receive_wait(int socket, unsigned char *what, int *fd)
{
    struct pollfd p = {.fd = socket, .events = POLLIN};

    while (!proc_receive(socket, what, fd)) {
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            return false;
        if (poll(&p, 1, -1) < 0 && errno != EINTR)
            return false;
    }
    return true;
}

void proc_title(const char *role)
{
    char name[16];

    snprintf(name, sizeof name, "askpost:%s", role);
    prctl(PR_SET_NAME, name);
}

bool proc_harden(void)
{
    struct rlimit none = {0, 0};

    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

bool proc_become(uid_t user, gid_t group)
{
    if (setgroups(1, &group) != 0 || setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0)
        return false;
    return setuid(0) != 0; /* it must be for good */
}

struct watch {
    int fd;
    loop_ready *ready; /* NULL: forgotten */
    void *arg;
};

struct timer {
    uint64_t id;
    int64_t when;
    loop_due *due;
    void *arg;
};

struct loop {
    struct pollfd *polls; /* polls[i] belongs to watches[i]; what waits for nothing is not polled: its fd is -1 */
    struct watch *watches;
    struct timer *timers; /* unsorted: there are few */
    size_t count, polls_capacity, watches_capacity;
    size_t timer_count, timers_capacity;
    uint64_t last_id;
    loop_due *turn;
    void *turn_arg;
    bool stopped;
};

struct loop *loop_new(const void *ctx)
{
    return mem_new(ctx, struct loop);
}

static size_t find_watch(const struct loop *l, int fd)
{
    size_t i = 0;

    while (i < l->count && (l->watches[i].fd != fd || l->watches[i].ready == NULL))
        i++;
    return i;
}

void loop_watch(struct loop *l, int fd, short events, loop_ready *ready, void *arg)
{
    size_t i = find_watch(l, fd);

    if (i == l->count) {
        l->count++;
        l->polls = mem_grow(l, l->polls, &l->polls_capacity, l->count, sizeof *l->polls);
        l->watches = mem_grow(l, l->watches, &l->watches_capacity, l->count, sizeof *l->watches);
    }
    l->polls[i] = (struct pollfd){.fd = fd, .events = events};
    l->watches[i] = (struct watch){.fd = fd, .ready = ready, .arg = arg};
}

void loop_change(struct loop *l, int fd, short events)
{
    size_t i = find_watch(l, fd);

    if (i < l->count) {
        l->polls[i].fd = events == 0 ? -1 : fd;
        l->polls[i].events = events;
    }
}

/* The place is kept until the turn ends, so indexes stay valid while callbacks run. */
void loop_forget(struct loop *l, int fd)
{
    size_t i = find_watch(l, fd);

    if (i < l->count) {
        l->polls[i].fd = -1;
        l->polls[i].revents = 0;
        l->watches[i].ready = NULL;
    }
}

uint64_t loop_after(struct loop *l, int64_t milliseconds, loop_due *due, void *arg)
{
    l->timers = mem_grow(l, l->timers, &l->timers_capacity, l->timer_count + 1, sizeof *l->timers);
    l->timers[l->timer_count++] =
        (struct timer){.id = ++l->last_id, .when = clock_milliseconds() + milliseconds, .due = due, .arg = arg};
    return l->last_id;
}

void loop_cancel(struct loop *l, uint64_t id)
{
    for (size_t i = 0; i < l->timer_count; i++)
        if (l->timers[i].id == id) {
            l->timers[i] = l->timers[--l->timer_count];
            return;
        }
}

void loop_each_turn(struct loop *l, loop_due *turn, void *arg)
{
    l->turn = turn;
    l->turn_arg = arg;
}

void loop_stop(struct loop *l)
{
    l->stopped = true;
}

/* Milliseconds to the next timer, or -1. */
static int next_timeout(const struct loop *l)
{
    int64_t now = clock_milliseconds(), least = -1;

    for (size_t i = 0; i < l->timer_count; i++) {
        int64_t left = l->timers[i].when > now ? l->timers[i].when - now : 0;

        if (least < 0 || left < least)
            least = left;
    }
    return (int)least;
}

static void run_timers(struct loop *l)
{
    int64_t now = clock_milliseconds();
    uint64_t last = l->last_id;

    for (size_t i = 0; i < l->timer_count;) {
        struct timer timer = l->timers[i];

        if (timer.when > now || timer.id > last) {
            i++;
            continue;
        }
        loop_cancel(l, timer.id);
        timer.due(timer.arg);
        i = 0; /* the callback may have changed the list */
    }
}

static void drop_forgotten(struct loop *l)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->count; i++) {
        if (l->watches[i].ready == NULL)
            continue;
        l->polls[kept] = l->polls[i];
        l->watches[kept++] = l->watches[i];
    }
    l->count = kept;
}

void loop_run(struct loop *l)
{
    while (!l->stopped) {
        size_t count = l->count;
        int ready = poll(l->polls, count, next_timeout(l));

        if (ready < 0 && errno != EINTR)
            log_panic("poll: %s", strerror(errno));
        for (size_t i = 0; ready > 0 && i < count; i++) {
            short revents = l->polls[i].revents;

            if (revents != 0 && l->watches[i].ready != NULL)
                l->watches[i].ready(l->watches[i].arg, revents);
        }
        run_timers(l);
        if (l->turn != NULL)
            l->turn(l->turn_arg);
        drop_forgotten(l);
    }
}
