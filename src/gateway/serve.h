/* The parent: its state and its two parts: sockets, signals and the loop (serve.c), the processes it starts, wires, restarts and stops
 * (serve_children.c). */
#ifndef GATEWAY_SERVE_H
#define GATEWAY_SERVE_H

#include "base/proc.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum { CHILDREN = 3 + PARSERS_MAX + MAILERS_MAX };

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

/* The least level that the setting lets through. */
enum log_level serve_log_level(const struct conf *conf);
/* The child of that role and index; it is there from serve_add on. */
struct child *serve_child(struct parent *p, enum role role, unsigned index);
/* Makes room for one, which does not run yet. */
void serve_add(struct parent *p, enum role role, unsigned index);
/* Starts it, or all that do not run, and gives its neighbours the ends of the sockets between them. */
void serve_start(struct parent *p, struct child *c);
void serve_start_all(struct parent *p);
/* Begins to stop, in order; gateway_serve will return `status`. */
void serve_stop(struct parent *p, int status);
/* A child ended with that status of waitpid: starts it again, or the next step of stopping. */
void serve_died(struct parent *p, struct child *c, int status);
/* loop.h's, on a child's control socket. */
void serve_control_ready(void *arg, short revents);

#endif
