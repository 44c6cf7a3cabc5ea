/* One call that blocks, made by a thread of its own while this one goes on. */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>

struct worker;

/* A thread, child of ctx, that waits to make `call(arg)`; it hears no signals. NULL when there can be none (errno says). Freeing it waits for a call
 * under way. */
struct worker *worker_new(const void *ctx, int (*call)(void *arg), void *arg);
/* Has it make its call. Only when the result of the one before was taken. */
void worker_start(struct worker *w);
/* Whether a call was started whose result was not taken yet. */
bool worker_busy(const struct worker *w);
/* Whether worker_result would wait. */
bool worker_ended(const struct worker *w);
/* Waits for the call to end; what it returned. Only when one was started. */
int worker_result(struct worker *w);
/* Becomes readable when a call ends, until its result is taken. */
int worker_descriptor(const struct worker *w);

#endif
