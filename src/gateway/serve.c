/* The parent: binds the sockets, starts a process per role, hands each pair of neighbours the two ends of a socket, and when a role
 * dies starts it again and rewires it. Holds no key and no database. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum {
    CHILDREN = 3 + PARSERS_MAX + MAILERS_MAX,
    QUICK = 250,          /* ms: a role that crashed sooner did so at its start */
    RESTART_PAUSE = 1000, /* ms before such a role is started again */
    STOP_WAIT = 10 * 1000 /* ms until those that do not stop are ended */
};

struct child {
    enum role role;
    unsigned index;
    pid_t pid; /* 0: not running */
    int control;
    int64_t started;
    bool restarted;
};

struct parent {
    const struct conf *conf;
    struct loop *loop;
    struct child children[CHILDREN];
    size_t count;
    int lmtp, lmtp_tcp, socketmap, admin, signals;
    bool core_ready, ready_line, stopping;
    int status;
};

static void control_ready(void *arg, short revents);

static enum log_level log_level(const struct conf *conf)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};

    for (size_t i = 0; i < 4; i++)
        if (strcmp(conf->process.log_level, names[i]) == 0)
            return (enum log_level)i;
    return LOG_LEVEL_INFO;
}

static struct child *find_child(struct parent *p, enum role role, unsigned index)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].role == role && p->children[i].index == index)
            return &p->children[i];
    return NULL;
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
    struct child *front = find_child(p, ROLE_FRONT, 0), *core = find_child(p, ROLE_CORE, 0), *render = find_child(p, ROLE_RENDER, 0);

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
    log_open(role_name(c->role), log_level(p->conf));
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

static void start_child(struct parent *p, struct child *c)
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
    loop_watch(p->loop, c->control, POLLIN, control_ready, p);
    wire(p, c);
}

static void start_all(struct parent *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid == 0)
            start_child(p, &p->children[i]);
}

/* The port a TCP socket got, when the configuration left it to the kernel. */
static unsigned port_of(int fd)
{
    struct sockaddr_storage address;
    socklen_t length = sizeof address;

    if (fd < 0 || getsockname(fd, (struct sockaddr *)&address, &length) != 0)
        return 0;
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

static void announce(const struct parent *p)
{
    if (!p->ready_line)
        return;
    printf("ready lmtp=%s", p->conf->mail.lmtp);
    if (p->lmtp_tcp >= 0)
        printf(" lmtp_tcp_port=%u", port_of(p->lmtp_tcp));
    if (p->socketmap >= 0 && strncmp(p->conf->mail.socketmap, "unix:", 5) != 0)
        printf(" socketmap_port=%u", port_of(p->socketmap));
    printf("\n");
    fflush(stdout);
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
        start_child(l->parent, l->child);
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
static void stop(struct parent *p, int status)
{
    if (p->stopping)
        return;
    p->stopping = true;
    p->status = status;
    quit(p, ROLE_FRONT);
    if (find_child(p, ROLE_FRONT, 0)->pid == 0)
        quit(p, ROLE_RENDER);
    loop_after(p->loop, STOP_WAIT, end_all, p);
}

/* The next to stop: core last, when nobody has anything to write down any more. */
static void stop_next(struct parent *p, enum role gone)
{
    if (gone == ROLE_FRONT)
        quit(p, ROLE_RENDER);
    if ((gone == ROLE_FRONT || gone == ROLE_RENDER) && find_child(p, ROLE_FRONT, 0)->pid == 0 &&
        find_child(p, ROLE_RENDER, 0)->pid == 0)
        quit(p, ROLE_CORE);
}

static bool all_gone(const struct parent *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->children[i].pid != 0)
            return false;
    return true;
}

static void child_died(struct parent *p, struct child *c, int status)
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
        stop(p, WIFSIGNALED(status) ? EX_SOFTWARE : WEXITSTATUS(status)); /* it said why */
        if (all_gone(p))
            loop_stop(p->loop);
    } else if (crashed && lived < QUICK) {
        loop_after(p->loop, RESTART_PAUSE, start_later, later_arg(p, c));
    } else {
        start_child(p, c);
    }
}

static void reap(struct parent *p)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (size_t i = 0; i < p->count; i++)
            if (p->children[i].pid == pid)
                child_died(p, &p->children[i], status);
}

static void signal_ready(void *arg, short revents)
{
    struct parent *p = arg;
    struct signalfd_siginfo info;

    (void)revents;
    while (read(p->signals, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            reap(p);
        else
            stop(p, EX_OK);
    }
}

/* core says it is ready; front names a parser that takes too long. */
static void control_ready(void *arg, short revents)
{
    struct parent *p = arg;

    (void)revents;
    for (size_t i = 0; i < p->count; i++) {
        struct child *c = &p->children[i];
        unsigned char what;
        int fd;

        while (c->pid != 0 && proc_receive(c->control, &what, &fd)) {
            struct child *named = what >= WIRE_PARSER && what < WIRE_MAILER ? find_child(p, ROLE_PARSER, what - WIRE_PARSER) : NULL;

            if (fd >= 0)
                close(fd);
            if (c->role == ROLE_CORE && what == WIRE_CORE && !p->core_ready) {
                p->core_ready = true;
                start_all(p);
                announce(p);
            } else if (c->role == ROLE_FRONT && named != NULL && named->pid != 0) {
                kill(named->pid, SIGKILL);
            }
        }
        if (c->pid != 0 && errno == EPIPE)
            loop_forget(p->loop, c->control); /* SIGCHLD tells the rest */
    }
}

static bool listen_all(struct parent *p, const void *ctx, struct fault *why)
{
    const struct conf *conf = p->conf;

    p->lmtp_tcp = p->socketmap = -1;
    p->lmtp = io_listen(conf->mail.lmtp, conf->mail.lmtp_mode, why);
    if (p->lmtp < 0)
        return false;
    if (conf->mail.lmtp_tcp[0] != '\0' && (p->lmtp_tcp = io_listen(conf->mail.lmtp_tcp, 0, why)) < 0)
        return false;
    if (conf->mail.socketmap[0] != '\0' && (p->socketmap = io_listen(conf->mail.socketmap, conf->mail.socketmap_mode, why)) < 0)
        return false;
    p->admin = io_listen(gateway_control(ctx, conf), 0600, why);
    return p->admin >= 0;
}

static void add_child(struct parent *p, enum role role, unsigned index)
{
    p->children[p->count++] = (struct child){.role = role, .index = index};
}

static bool watch_signals(struct parent *p)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    p->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return p->signals >= 0;
}

int gateway_serve(const struct conf *conf, bool ready_line)
{
    void *ctx = mem_job("parent");
    struct parent *p = mem_new(ctx, struct parent);
    struct fault why;
    int status;

    p->conf = conf;
    p->ready_line = ready_line;
    p->loop = loop_new(ctx);
    log_open("parent", log_level(conf));
    signal(SIGPIPE, SIG_IGN); /* every role inherits both */
    signal(SIGXFSZ, SIG_IGN);
    umask(0077);
    reply_prepare();
    intent_prepare();
    mime_prepare(); /* once for all parsers: they inherit what the jail would not let them open */
    if (!listen_all(p, ctx, &why))
        log_fatal(EX_TEMPFAIL, "%s", why.text);
    if (!watch_signals(p))
        log_fatal(EX_OSERR, "signalfd: %s", strerror(errno));
    add_child(p, ROLE_CORE, 0);
    add_child(p, ROLE_FRONT, 0);
    add_child(p, ROLE_RENDER, 0);
    for (unsigned i = 0; i < conf->process.parsers && i < PARSERS_MAX; i++)
        add_child(p, ROLE_PARSER, i);
    for (unsigned i = 0; i < conf->mail.relay_connections && i < MAILERS_MAX; i++)
        add_child(p, ROLE_MAILER, i);
    loop_watch(p->loop, p->signals, POLLIN, signal_ready, p);
    start_child(p, &p->children[0]); /* core: it alone makes the database the others read */
    loop_run(p->loop);
    if (strncmp(conf->mail.lmtp, "unix:", 5) == 0)
        unlink(conf->mail.lmtp + 5);
    unlink(gateway_control(ctx, conf) + 5);
    status = p->status;
    mem_free(ctx);
    return status;
}
