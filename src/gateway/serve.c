/* The parent: binds the sockets, starts a process per role (serve_children.c), and says when mail can come. Holds no key and no database. */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "base/mem.h"
#include "lang/lang.h"

#include "gateway/serve.h"

enum log_level serve_log_level(const struct conf *conf)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};

    for (size_t i = 0; i < 4; i++)
        if (strcmp(conf->process.log_level, names[i]) == 0)
            return (enum log_level)i;
    return LOG_LEVEL_INFO;
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

static void reap(struct parent *p)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (size_t i = 0; i < p->count; i++)
            if (p->children[i].pid == pid)
                serve_died(p, &p->children[i], status);
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
            serve_stop(p, EX_OK);
    }
}

/* core says it is ready; front names a parser that takes too long. */
void serve_control_ready(void *arg, short revents)
{
    struct parent *p = arg;

    (void)revents;
    for (size_t i = 0; i < p->count; i++) {
        struct child *c = &p->children[i];
        unsigned char what;
        int fd;

        while (c->pid != 0 && proc_receive(c->control, &what, &fd)) {
            struct child *named = what >= WIRE_PARSER && what < WIRE_MAILER ? serve_child(p, ROLE_PARSER, what - WIRE_PARSER) : NULL;

            if (fd >= 0)
                close(fd);
            if (c->role == ROLE_CORE && what == WIRE_CORE && !p->core_ready) {
                p->core_ready = true;
                serve_start_all(p);
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
    enum outcome outcome;
    struct fault why;
    int status;

    p->conf = conf;
    p->ready_line = ready_line;
    p->loop = loop_new(ctx);
    log_open("parent", serve_log_level(conf));
    signal(SIGPIPE, SIG_IGN); /* every role inherits both */
    signal(SIGXFSZ, SIG_IGN);
    umask(0077);
    reply_prepare();
    intent_prepare();
    jail_prepare();
    mime_prepare(); /* once for all parsers: they inherit what the jail would not let them open */
    if ((outcome = lang_open(ctx, conf, NULL, &why)) != DONE)
        log_fatal(outcome == REFUSED ? EX_CONFIG : EX_TEMPFAIL, "%s", why.text);
    if (!listen_all(p, ctx, &why))
        log_fatal(EX_TEMPFAIL, "%s", why.text);
    if (!watch_signals(p))
        log_fatal(EX_OSERR, "signalfd: %s", strerror(errno));
    serve_add(p, ROLE_CORE, 0);
    serve_add(p, ROLE_FRONT, 0);
    serve_add(p, ROLE_RENDER, 0);
    for (unsigned i = 0; i < conf->process.parsers && i < PARSERS_MAX; i++)
        serve_add(p, ROLE_PARSER, i);
    for (unsigned i = 0; i < conf->mail.relay_connections && i < MAILERS_MAX; i++)
        serve_add(p, ROLE_MAILER, i);
    loop_watch(p->loop, p->signals, POLLIN, signal_ready, p);
    serve_start(p, &p->children[0]); /* core: it alone makes the database the others read */
    loop_run(p->loop);
    if (strncmp(conf->mail.lmtp, "unix:", 5) == 0)
        unlink(conf->mail.lmtp + 5);
    unlink(gateway_control(ctx, conf) + 5);
    status = p->status;
    mem_free(ctx);
    return status;
}
