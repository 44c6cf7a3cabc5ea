/* The parent's children: starts a process per role, hands each pair of neighbours the two ends of a socket, starts again and rewires what
 * died, and stops them in order. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/serve.h"

enum {
    QUICK = 250,          /* ms: a role that crashed sooner did so at its start */
    RESTART_PAUSE = 1000, /* ms before such a role is started again */
    STOP_WAIT = 10 * 1000 /* ms until those that do not stop are ended */
};

struct child *serve_child(struct parent *p, enum role role, unsigned index)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].role == role && p->children[i].index == index)
            return &p->children[i];
    return NULL;
}

void serve_add(struct parent *p, enum role role, unsigned index)
{
    p->children[p->count++] = (struct child){.role = role, .index = index};
}

/* ---- wiring ------------------------------------------------------------------------------------------------------------ */

/* How a role is called in what its neighbours are sent. */
static unsigned char wire_name(const struct child *c)
{
    switch (c->role) {
    case ROLE_CORE:
        return WIRE_CORE;
    case ROLE_FRONT:
        return WIRE_FRONT;
    case ROLE_RENDER:
        return WIRE_RENDER;
    case ROLE_PARSER:
        return (unsigned char)(WIRE_PARSER + c->index);
    case ROLE_MAILER:
        return (unsigned char)(WIRE_MAILER + c->index);
    case ROLE_PARENT:
        break;
    }
    return WIRE_QUIT;
}

static void connect_pair(struct child *a, struct child *b)
{
    int fds[2];

    if (a == NULL || b == NULL || a->pid == 0 || b->pid == 0)
        return;
    if (!proc_pair(fds)) {
        log_error("no-socket-pair", "why=%s", strerror(errno));
        return;
    }
    proc_send(a->control, wire_name(b), fds[0]);
    proc_send(b->control, wire_name(a), fds[1]);
    close(fds[0]);
    close(fds[1]);
}

/* Who talks to whom: front—core, front—parsers, render—core, render—mailers. */
static void wire(struct parent *p, struct child *c)
{
    struct child *front = serve_child(p, ROLE_FRONT, 0), *core = serve_child(p, ROLE_CORE, 0), *render = serve_child(p, ROLE_RENDER, 0);

    if (c->role == ROLE_PARSER)
        connect_pair(front, c);
    if (c->role == ROLE_MAILER)
        connect_pair(render, c);
    if (c->role == ROLE_FRONT || c->role == ROLE_CORE)
        connect_pair(front, core);
    if (c->role == ROLE_RENDER || c->role == ROLE_CORE)
        connect_pair(render, core);
    for (size_t i = 0; i < p->count; i++) {
        if (c->role == ROLE_FRONT && p->children[i].role == ROLE_PARSER)
            connect_pair(c, &p->children[i]);
        if (c->role == ROLE_RENDER && p->children[i].role == ROLE_MAILER)
            connect_pair(c, &p->children[i]);
    }
}

/* ---- starting ------------------------------------------------------------------------------------------------------------ */

static int run_role(const struct parent *p, const struct child *c, int control)
{
    struct role_start start = {.conf = p->conf, .control = control, .lmtp = -1, .lmtp_tcp = -1, .socketmap = -1, .admin = -1,
                               .restarted = c->restarted, .index = c->index};

    proc_title(role_name(c->role));
    log_open(role_name(c->role), serve_log_level(p->conf));
    switch (c->role) {
    case ROLE_FRONT:
        start.lmtp = p->lmtp;
        start.lmtp_tcp = p->lmtp_tcp;
        start.socketmap = p->socketmap;
        return front_main(&start);
    case ROLE_PARSER:
        return parser_main(&start);
    case ROLE_CORE:
        start.admin = p->admin;
        return core_main(&start);
    case ROLE_RENDER:
        return render_main(&start);
    case ROLE_MAILER:
        return mailer_main(&start);
    case ROLE_PARENT:
        break;
    }
    return EX_SOFTWARE;
}

/* In the new process: everything that belongs to the parent or to other roles is closed. */
static void forget_parent(const struct parent *p, const struct child *c)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_IGN); /* Ctrl-C, and a service manager, reach all of us: the parent decides */
    signal(SIGTERM, SIG_IGN);
    if (c->role == ROLE_PARSER) /* the others notice that the parent is gone and finish what they have */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(p->signals);
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid != 0)
            close(p->children[i].control);
    if (c->role != ROLE_FRONT) {
        close(p->lmtp);
        if (p->lmtp_tcp >= 0)
            close(p->lmtp_tcp);
        if (p->socketmap >= 0)
            close(p->socketmap);
    }
    if (c->role != ROLE_CORE)
        close(p->admin);
}

void serve_start(struct parent *p, struct child *c)
{
    int fds[2];
    pid_t pid;

    if (!proc_pair(fds) || (pid = fork()) < 0) {
        log_error("not-started", "role=%s why=%s", role_name(c->role), strerror(errno));
        return;
    }
    if (pid == 0) {
        close(fds[0]);
        forget_parent(p, c);
        _exit(run_role(p, c, fds[1]));
    }
    close(fds[1]);
    c->pid = pid;
    c->control = fds[0];
    c->started = clock_milliseconds();
    loop_watch(p->loop, c->control, POLLIN, serve_control_ready, p);
    wire(p, c);
}

void serve_start_all(struct parent *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid == 0)
            serve_start(p, &p->children[i]);
}

struct later {
    struct parent *parent;
    struct child *child;
};

static void *later_arg(struct parent *p, struct child *c)
{
    struct later *l = mem_new(p->loop, struct later);

    *l = (struct later){p, c};
    return l;
}

static void start_later(void *arg)
{
    struct later *l = arg;

    if (!l->parent->stopping && l->child->pid == 0)
        serve_start(l->parent, l->child);
    mem_free(l);
}

/* ---- stopping and dying ------------------------------------------------------------------------------------------------ */

static void end_all(void *arg)
{
    struct parent *p = arg;

    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid != 0)
            kill(p->children[i].pid, SIGKILL);
}

static void quit(struct parent *p, enum role role)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].role == role && p->children[i].pid != 0)
            proc_send(p->children[i].control, WIRE_QUIT, -1);
}

/* First front, so that nothing new comes in while what is open is finished; the others when it is gone. */
void serve_stop(struct parent *p, int status)
{
    if (p->stopping)
        return;
    p->stopping = true;
    p->status = status;
    quit(p, ROLE_FRONT);
    if (serve_child(p, ROLE_FRONT, 0)->pid == 0)
        quit(p, ROLE_RENDER);
    loop_after(p->loop, STOP_WAIT, end_all, p);
}

/* The next to stop: core last, when nobody has anything to write down any more. */
static void stop_next(struct parent *p, enum role gone)
{
    if (gone == ROLE_FRONT)
        quit(p, ROLE_RENDER);
    if ((gone == ROLE_FRONT || gone == ROLE_RENDER) && serve_child(p, ROLE_FRONT, 0)->pid == 0 &&
        serve_child(p, ROLE_RENDER, 0)->pid == 0)
        quit(p, ROLE_CORE);
}

static bool all_gone(const struct parent *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid != 0)
            return false;
    return true;
}

void serve_died(struct parent *p, struct child *c, int status)
{
    int64_t lived = clock_milliseconds() - c->started;
    bool crashed = WIFSIGNALED(status) || WEXITSTATUS(status) != 0;

    loop_forget(p->loop, c->control);
    close(c->control);
    c->pid = 0;
    c->restarted = c->restarted || crashed;
    if (WIFSIGNALED(status))
        log_warn("role-died", "role=%s signal=%d", role_name(c->role), WTERMSIG(status));
    else if (crashed && !p->stopping)
        log_warn("role-died", "role=%s status=%d", role_name(c->role), WEXITSTATUS(status));
    if (p->stopping) {
        stop_next(p, c->role);
        if (all_gone(p))
            loop_stop(p->loop);
    } else if (c->role == ROLE_CORE && !p->core_ready) {
        serve_stop(p, WIFSIGNALED(status) ? EX_SOFTWARE : WEXITSTATUS(status)); /* it said why */
        if (all_gone(p))
            loop_stop(p->loop);
    } else if (crashed && lived < QUICK) {
        loop_after(p->loop, RESTART_PAUSE, start_later, later_arg(p, c));
    } else {
        serve_start(p, c);
    }
}
