#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/worker.h"

enum { STACK_SIZE = 128 * 1024 };

struct worker {
    int (*call)(void *arg);
    void *arg;
    pthread_t thread;
    int ask[2]; /* a pipe to the thread: a byte for each call; closed, it ends */
    int told[2]; /* a pipe back: what each call returned */
    bool busy;
};

/* Pipes, for the loop can wait for them; and whoever has read from one sees what the other wrote before. */
static void *work(void *arg)
{
    const struct worker *w = arg;
    char byte;

    while (read(w->ask[0], &byte, 1) == 1) {
        int result = w->call(w->arg);

        if (write(w->told[1], &result, sizeof result) != (ssize_t)sizeof result)
            log_panic("a result cannot be told");
    }
    return NULL;
}

static int end_worker(struct worker *w)
{
    close(w->ask[1]);
    pthread_join(w->thread, NULL);
    close(w->ask[0]);
    close(w->told[0]);
    close(w->told[1]);
    return 0;
}

static int start_thread(struct worker *w)
{
    pthread_attr_t attributes;
    sigset_t all, before;
    int error = pthread_attr_init(&attributes);

    if (error != 0)
        return error;
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    error = pthread_create(&w->thread, &attributes, work, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return error;
}

struct worker *worker_new(const void *ctx, int (*call)(void *arg), void *arg)
{
    struct worker *w = mem_new(ctx, struct worker);
    int error;

    w->call = call;
    w->arg = arg;
    if (pipe2(w->ask, O_CLOEXEC) != 0) {
        mem_free(w);
        return NULL;
    }
    error = pipe2(w->told, O_CLOEXEC) == 0 ? 0 : errno;
    if (error == 0 && (error = start_thread(w)) != 0) {
        close(w->told[0]);
        close(w->told[1]);
    }
    if (error == 0) {
        talloc_set_destructor(w, end_worker);
        return w;
    }
    close(w->ask[0]);
    close(w->ask[1]);
    mem_free(w);
    errno = error;
    return NULL;
}

void worker_start(struct worker *w)
{
    if (w->busy || write(w->ask[1], "", 1) != 1)
        log_panic("a worker cannot be asked");
    w->busy = true;
}

bool worker_busy(const struct worker *w)
{
    return w->busy;
}

bool worker_ended(const struct worker *w)
{
    struct pollfd told = {.fd = w->told[0], .events = POLLIN};

    return poll(&told, 1, 0) == 1;
}

int worker_result(struct worker *w)
{
    int result;
    ssize_t n;

    do
        n = read(w->told[0], &result, sizeof result);
    while (n < 0 && errno == EINTR);
    if (n != (ssize_t)sizeof result)
        log_panic("a worker's result cannot be read");
    w->busy = false;
    return result;
}

int worker_descriptor(const struct worker *w)
{
    return w->told[0];
}
