/* A thread that makes one call while this one goes on. */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "unit.h"

#include "base/worker.h"

struct gate {
    int fds[2]; /* the call waits for a byte */
    int calls;
    bool hears; /* it would get SIGTERM */
};

static int pass(void *arg)
{
    struct gate *gate = arg;
    sigset_t blocked;
    char byte;

    pthread_sigmask(SIG_BLOCK, NULL, &blocked);
    gate->hears = !sigismember(&blocked, SIGTERM);
    if (read(gate->fds[0], &byte, 1) != 1)
        return -1;
    gate->calls++;
    return byte;
}

static bool readable(int fd, int milliseconds)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};

    return poll(&p, 1, milliseconds) == 1;
}

static struct worker *worker_at(const void *ctx, struct gate *gate)
{
    struct worker *w;

    assert_int_equal(pipe(gate->fds), 0);
    w = worker_new(ctx, pass, gate);
    assert_non_null(w);
    return w;
}

static void one_call_after_the_other(void **state)
{
    struct gate gate = {.calls = 0};
    void *ctx = mem_job("worker");
    struct worker *w = worker_at(ctx, &gate);

    (void)state;
    assert_false(worker_busy(w));
    for (char byte = 'a'; byte < 'd'; byte++) {
        worker_start(w);
        assert_true(worker_busy(w));
        assert_false(worker_ended(w));
        assert_false(readable(worker_descriptor(w), 0));
        assert_int_equal(write(gate.fds[1], &byte, 1), 1);
        assert_true(readable(worker_descriptor(w), 60000));
        assert_true(worker_ended(w));
        assert_true(worker_busy(w));
        assert_int_equal(worker_result(w), byte);
        assert_false(worker_busy(w));
        assert_false(readable(worker_descriptor(w), 0));
    }
    assert_int_equal(gate.calls, 3);
    assert_false(gate.hears);
    mem_free(ctx);
}

/* Whoever lets it go knows that nothing of it is under way any more. */
static void a_call_under_way_is_waited_for(void **state)
{
    struct gate gate = {.calls = 0};
    void *ctx = mem_job("worker");
    struct worker *w = worker_at(ctx, &gate);

    (void)state;
    worker_start(w);
    assert_int_equal(write(gate.fds[1], "x", 1), 1);
    mem_free(ctx);
    assert_int_equal(gate.calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_call_after_the_other), cmocka_unit_test(a_call_under_way_is_waited_for)};

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
