/* Processes: forking roles, pairs of sockets between them, descriptors handed over, and an event loop on poll(2). */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A connected pair of stream sockets, non-blocking and close-on-exec. False on error (errno says). */
bool proc_pair(int fds[2]);

/* Sends one byte `what` and a descriptor over a unix socket (SCM_RIGHTS) / receives them; proc_receive gives what, and -1 in
 * *fd when none came. False when the other side is gone or nothing is there now (errno EAGAIN). */
bool proc_send(int socket, unsigned char what, int fd);
bool proc_receive(int socket, unsigned char *what, int *fd);
/* The same, waiting for it. */
bool proc_receive_wait(int socket, unsigned char *what, int *fd);

/* The title in ps: "askpost: front". */
void proc_title(const char *role);
/* No core files, not dumpable, no new privileges, SIGPIPE and SIGXFSZ ignored: what every role does first. */
bool proc_harden(void);
/* Gives up root for this user for good (groups too). False, with errno, when it cannot. */
bool proc_become(uid_t user, gid_t group);

/* The event loop: descriptors and timers, one per process. */
struct loop;
typedef void loop_ready(void *arg, short revents);
typedef void loop_due(void *arg);

/* Owned by ctx. */
struct loop *loop_new(const void *ctx);
/* Calls `ready` when fd has `events` (poll's flags; POLLHUP and POLLERR always). One watch per fd. */
void loop_watch(struct loop *l, int fd, short events, loop_ready *ready, void *arg);
/* Other events for a watch, or none, not even POLLHUP, which costs nothing; and the watch ends (the descriptor stays open). */
void loop_change(struct loop *l, int fd, short events);
void loop_forget(struct loop *l, int fd);
/* Calls `due` once after `milliseconds`. The id cancels it; ids are never reused. */
uint64_t loop_after(struct loop *l, int64_t milliseconds, loop_due *due, void *arg);
void loop_cancel(struct loop *l, uint64_t id);
/* Called once per turn, after the ready descriptors and timers (for work in batches). */
void loop_each_turn(struct loop *l, loop_due *turn, void *arg);
/* Runs until loop_stop. */
void loop_run(struct loop *l);
void loop_stop(struct loop *l);

#endif
