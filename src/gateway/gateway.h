/* The processes, each the story of one mail in order: front, parser, core, render, mailer; and the parent that starts, wires and restarts them.
 * What they say to each other is in protocol.h. */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include "conf/conf.h"
#include "forum/forum.h"
#include "mime/mime.h"
#include "reply/reply.h"

/* `askpost serve`: binds the sockets, starts the roles and watches them until SIGTERM or SIGINT. Returns the exit status (sysexits.h). With
 * `ready_line` it prints one line "ready lmtp=... [lmtp_tcp_port=N] [socketmap_port=N]" on stdout when mail can come. */
int gateway_serve(const struct conf *conf, bool ready_line);

/* The pure half as a function: what the jailed parser does with one mail, and what `inspect` and `extract` show. */
struct reading {
    struct message message;
    struct reply reply;
    struct intent intent;
};
/* Reads a mail: message, own words, intent; owned by ctx. `known` is what the forum had sent. REFUSED when it is no message. */
enum outcome gateway_read(const void *ctx, struct str raw, const struct conf *conf, const struct origin *origin, const struct known *known,
                          bool null_sender, struct reading *out, struct fault *why) MUST_CHECK;

/* Runs an admin command (forum_admin) in the daemon over its control socket, or, when none runs, takes the lock and does it here. */
enum outcome gateway_admin(const void *ctx, const struct conf *conf, int argc, const char *const *argv, struct buf *out, struct fault *why) MUST_CHECK;

/* Where the control socket is: "unix:DATA/control". Owned by ctx. */
char *gateway_control(const void *ctx, const struct conf *conf);

/* jail.c: what a role gives up. Each is tried by tests/unit/gateway_jail. */
enum role { ROLE_PARENT, ROLE_FRONT, ROLE_PARSER, ROLE_CORE, ROLE_RENDER, ROLE_MAILER };
/* "front", "parser", ... */
const char *role_name(enum role role);
/* Gives up root for the role's user, when started as root and one is configured. */
enum outcome jail_become(enum role role, const struct conf *conf, struct fault *why) MUST_CHECK;
/* The rest: no privileges, Landlock, seccomp, limits. After it the role can do nothing but its work. */
enum outcome jail_enter(enum role role, const struct conf *conf, struct fault *why) MUST_CHECK;
/* Compiles the parser's filter, for all parsers that are forked afterwards; without it each does that itself. */
void jail_prepare(void);
/* For `check`: which of seccomp, Landlock (and its ABI), rlimits are in force here. */
struct jail_report {
    bool seccomp;
    int landlock; /* ABI; 0: none */
    bool limits;  /* the parser's, tried in a child; false in a relaxed build */
    bool sanitizer; /* built with sanitizers: the parser's jail is relaxed */
};
struct jail_report jail_probe(void);
/* For the self-test: enters role's jail in a child and tries `what` (open, write, open-keys, open-data, write-data, socket, udp, exec, fork, ptrace). True when it failed; *how says "killed", "refused" or "allowed". */
bool jail_try(enum role role, const struct conf *conf, const char *what, const char **how);

#endif
