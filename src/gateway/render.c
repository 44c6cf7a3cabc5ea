/* render: claims due notices from core, makes each into bytes without To, hands them to the mailers, and reports what came of them.
 * Reads the database; no network, no addresses in clear. This is its loop; render_mailers.c and render_settle.c have the rest. */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/render.h"

/* ---- core ------------------------------------------------------------------------------------------------------------------ */

static void claimed(struct render *r, struct str payload)
{
    struct wire w = wire_read(payload);
    size_t count = wire_below(&w, CLAIM_LIMIT + 1), old = r->ready_count;

    r->claiming = false;
    r->fresh = false;
    r->ready = mem_grow(r, r->ready, &r->ready_capacity, old + count + 1, sizeof *r->ready);
    for (size_t i = 0; i < count; i++) /* taken from the end: the oldest stands last */
        r->ready[old + count - 1 - i] = wire_number(&w);
    r->ready_count = wire_end(&w) ? old + count : old;
}

static void core_gone(struct render *r)
{
    loop_forget(r->loop, channel_descriptor(r->core));
    mem_free(r->core);
    r->core = NULL;
    r->fresh = r->fresh || r->claiming;
    r->claiming = false;
    render_settled(r, false);
}

static void core_ready(void *arg, short revents)
{
    struct render *r = arg;
    bool alive = channel_fill(r->core);
    struct frame frame;

    (void)revents;
    while (channel_next(r->core, &frame)) {
        if (frame.tag == 0) {
            claimed(r, frame.payload);
        } else {
            struct wire w = wire_read(frame.payload);
            struct fault why;
            enum outcome outcome = get_outcome(&w, &why);

            if (outcome != DONE)
                log_warn("not-settled", "why=%s", why.text);
            render_settled(r, outcome != RETRY);
        }
    }
    if (!alive)
        core_gone(r);
}

static bool holds_nothing(const struct render *r)
{
    return !render_mailers_busy(r) && r->ready_count == 0 && r->again_count == 0 && r->done_count == 0;
}

static void ask_core(struct render *r)
{
    struct buf b;

    if (r->core == NULL)
        return;
    render_send_settlements(r);
    if (r->claiming || r->stopping || r->ready_count >= CLAIM_LIMIT / 2 || clock_milliseconds() < r->paused_until)
        return;
    if (r->fresh && !holds_nothing(r)) /* to make all leases void none may be in use */
        return;
    buf_init(&b, r, 64);
    wire_put_number(&b, CLAIM_LIMIT);
    wire_put_number(&b, r->fresh);
    r->claiming = channel_send(r->core, ASK_CLAIM, 0, buf_view(&b));
    mem_free(b.p);
}

/* ---- the loop ---------------------------------------------------------------------------------------------------------------- */

static bool idle(const struct render *r)
{
    return !render_mailers_busy(r) && (r->done_count == 0 || r->core == NULL);
}

static void flush(struct render *r, struct channel *c)
{
    if (c != NULL && channel_flush(c))
        loop_change(r->loop, channel_descriptor(c), channel_pending(c) ? POLLIN | POLLOUT : POLLIN);
}

static void nothing(void *arg)
{
    (void)arg;
}

/* Wakes the loop for a pause that ends or settlements that waited long enough. */
static void wake(struct render *r)
{
    static uint64_t timer;
    int64_t wait = render_settle_wait(r), now = clock_milliseconds();

    if (r->paused_until > now && (wait < 0 || r->paused_until - now < wait))
        wait = r->paused_until - now;
    if (r->paused_until > now && wait > PAUSE_LOOK)
        wait = PAUSE_LOOK;
    loop_cancel(r->loop, timer);
    if (wait >= 0)
        timer = loop_after(r->loop, wait, nothing, r);
}

static void turn(void *arg)
{
    struct render *r = arg;

    render_end_pause(r);
    if (!r->stopping)
        render_hand_over(r);
    ask_core(r);
    flush(r, r->core);
    for (unsigned i = 0; i < MAILERS_MAX; i++)
        flush(r, r->mailers[i].channel);
    wake(r);
    if (r->stopping && idle(r))
        loop_stop(r->loop);
}

static void give_up(void *arg)
{
    struct render *r = arg;

    loop_stop(r->loop);
}

static void stop(struct render *r)
{
    enum { STOP_WAIT = 5000 };

    if (!r->stopping)
        loop_after(r->loop, STOP_WAIT, give_up, r);
    r->stopping = true;
}

static void control_ready(void *arg, short revents)
{
    struct render *r = arg;
    unsigned char what;
    int fd;

    (void)revents;
    while (proc_receive(r->control, &what, &fd)) {
        if (what == WIRE_CORE) {
            if (r->core != NULL)
                core_gone(r);
            r->core = channel_open(r, fd, FRAME_SMALL);
            loop_watch(r->loop, fd, POLLIN, core_ready, r);
        } else if (what >= WIRE_MAILER && what < WIRE_MAILER + MAILERS_MAX) {
            render_mailer_open(r, what - WIRE_MAILER, fd);
        } else {
            stop(r);
        }
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        stop(r);
}

int render_main(const struct role_start *start)
{
    struct fault why;
    void *ctx = mem_job("render");
    struct render *r = mem_new(ctx, struct render);

    r->conf = start->conf;
    r->control = start->control;
    r->fresh = true;
    r->done_ctx = mem_job("settlements");
    r->loop = loop_new(r);
    r->forum.conf = start->conf;
    if (seal_open(ctx, r->conf->store.keys, r->conf->forum.domain, SEAL_RENDER, &r->forum.seal, &why) != DONE ||
        jail_become(ROLE_RENDER, r->conf, &why) != DONE || db_open(ctx, r->conf->store.data, DB_READER, &r->forum.db, &why) != DONE ||
        notify_templates_open(ctx, r->conf, &why) != DONE)
        log_fatal(EX_TEMPFAIL, "%s", why.text);
    notify_memo_open(ctx);
    if (jail_enter(ROLE_RENDER, r->conf, &why) != DONE)
        log_fatal(EX_OSERR, "%s", why.text);
    loop_watch(r->loop, r->control, POLLIN, control_ready, r);
    loop_each_turn(r->loop, turn, r);
    loop_run(r->loop);
    mem_free(r->done_ctx);
    mem_free(ctx);
    return EX_OK;
}
