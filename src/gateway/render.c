/* render: claims due notices from core, makes each into bytes without To, hands them to the mailers, and reports what came of them.
 * Reads the database; no network, no addresses in clear. */
#include <errno.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"
#include "base/random.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum {
    MAILER_DEPTH = 2,       /* mails at one mailer: one being sent, one waiting */
    MAILER_DEATHS = 3,      /* then the notice waits its back-off */
    SETTLE_BATCH = 128,
    SETTLE_DELAY = 100,     /* ms a settlement may wait for company */
    PAUSE_LEAST = 1000, PAUSE_MOST = 300 * 1000 /* ms without sending when the relay does not answer */
};

struct item {
    uint64_t notice; /* 0: free */
    struct str frame;
    unsigned deaths;
};

struct mailer {
    struct render *render;
    struct channel *channel; /* NULL: being replaced */
    struct item items[MAILER_DEPTH];
};

struct render {
    const struct conf *conf;
    struct loop *loop;
    struct forum forum;
    int control;
    struct channel *core;
    bool fresh;    /* leases that are not ours are void: of an earlier life, or of a claim whose answer died with core */
    bool claiming, settling;
    uint64_t *ready; /* leased, not yet rendered */
    size_t ready_count, ready_capacity;
    struct item *again; /* rendered, their mailer died */
    size_t again_count, again_capacity;
    struct mailer mailers[MAILERS_MAX];
    struct settlement *done; /* owned by done_ctx */
    void *done_ctx;
    size_t done_count, done_capacity, done_sent;
    int64_t done_since;
    int64_t paused_until;
    unsigned failures;
    bool stopping;
};

/* ---- settlements ------------------------------------------------------------------------------------------------------ */

static void settle(struct render *r, uint64_t notice, enum settled what, const char *code, const char *words)
{
    struct settlement *s;

    r->done = mem_grow(r->done_ctx, r->done, &r->done_capacity, r->done_count + 1, sizeof *r->done);
    s = &r->done[r->done_count++];
    s->notice = notice;
    s->what = what;
    s->code = mem_string(r->done_ctx, code);
    s->words = mem_string(r->done_ctx, words);
    if (r->done_since == 0)
        r->done_since = clock_milliseconds();
}

static void send_settlements(struct render *r)
{
    size_t count = r->done_count < SETTLE_BATCH * 2 ? r->done_count : SETTLE_BATCH * 2;
    struct buf b;

    buf_init(&b, r, FRAME_SMALL);
    wire_put_number(&b, count);
    for (size_t i = 0; i < count; i++)
        put_settlement(&b, &r->done[i]);
    if (channel_send(r->core, ASK_SETTLE, 1, buf_view(&b))) {
        r->settling = true;
        r->done_sent = count;
    }
    mem_free(b.p);
}

/* core has written the first done_sent settlements down. */
static void settled(struct render *r, bool written)
{
    void *kept = mem_job("settlements");
    void *old = r->done_ctx;
    struct settlement *list = r->done;
    size_t count = r->done_count, first = written ? r->done_sent : 0;

    r->settling = false;
    r->done_ctx = kept;
    r->done = NULL;
    r->done_count = r->done_capacity = r->done_sent = 0;
    r->done_since = 0;
    for (size_t i = first; i < count; i++)
        settle(r, list[i].notice, list[i].what, list[i].code, list[i].words);
    mem_free(old);
}

/* ---- rendering and handing over --------------------------------------------------------------------------------------- */

static bool render_one(struct render *r, uint64_t id, struct item *item)
{
    void *ctx = mem_job("render");
    struct notice notice = {0};
    struct rendered mail = {0};
    struct fault why;
    struct buf b;
    enum outcome outcome;

    r->forum.now = clock_now();
    outcome = store_notice_get(r->forum.db, ctx, id, &notice, &why);
    if (outcome == DONE)
        outcome = notify_render(&r->forum, ctx, &notice, &mail, &why);
    if (outcome != DONE) {
        log_line(outcome == RETRY ? LOG_LEVEL_WARN : LOG_LEVEL_INFO, "not-rendered", "notice=%llu why=%s", (unsigned long long)id,
                 why.text);
        settle(r, id, outcome == RETRY ? SETTLED_LATER : SETTLED_REFUSED, why.code, why.text);
        mem_free(ctx);
        return false;
    }
    buf_init(&b, r, FRAME_SMALL);
    wire_put_number(&b, id);
    wire_put_number(&b, notice.person);
    wire_put_text(&b, mail.envelope_from);
    wire_put_str(&b, mail.sealed_to);
    wire_put_text(&b, mail.to);
    wire_put_str(&b, mail.bytes);
    *item = (struct item){.notice = id, .frame = buf_view(&b)};
    mem_free(ctx);
    return true;
}

/* The next mail to send: one whose mailer died, else the next leased notice. */
static bool next_item(struct render *r, struct item *item)
{
    if (r->again_count > 0) {
        *item = r->again[--r->again_count];
        return true;
    }
    while (r->ready_count > 0)
        if (render_one(r, r->ready[--r->ready_count], item))
            return true;
    return false;
}

static void hand_over(struct render *r)
{
    struct fault why;

    if (clock_milliseconds() < r->paused_until || (r->ready_count == 0 && r->again_count == 0))
        return;
    if (db_read_begin(r->forum.db, &why) != DONE) /* one view, and one lock, for all of them */
        return;
    for (unsigned depth = 0; depth < MAILER_DEPTH; depth++)
        for (unsigned i = 0; i < MAILERS_MAX; i++) {
            struct mailer *m = &r->mailers[i];

            if (m->channel == NULL || m->items[depth].notice != 0)
                continue;
            if (!next_item(r, &m->items[depth]))
                break;
            channel_send(m->channel, ASK_SEND, m->items[depth].notice, m->items[depth].frame);
        }
    db_read_end(r->forum.db);
}

/* ---- mailers ------------------------------------------------------------------------------------------------------------ */

static void pause_sending(struct render *r)
{
    int64_t pause = (int64_t)PAUSE_LEAST << (r->failures < 9 ? r->failures : 9);

    r->failures++;
    pause = pause > PAUSE_MOST ? PAUSE_MOST : pause;
    pause = pause * (80 + random_below(41)) / 100;
    if (clock_milliseconds() + pause > r->paused_until) {
        r->paused_until = clock_milliseconds() + pause;
        log_warn("relay-trouble", "pause_ms=%lld failures=%u", (long long)pause, r->failures);
    }
}

static void mail_settled(struct mailer *m, const struct frame *frame)
{
    struct render *r = m->render;
    void *ctx = mem_job("settled");
    struct wire w = wire_read(frame->payload);
    bool reached = wire_flag(&w); /* the relay said something */
    struct settlement s = {0};

    get_settlement(ctx, &w, &s);
    for (unsigned i = 0; wire_end(&w) && i < MAILER_DEPTH; i++) {
        if (m->items[i].notice != s.notice || s.notice == 0)
            continue;
        settle(r, s.notice, s.what, s.code, s.words);
        mem_free((void *)(uintptr_t)m->items[i].frame.p);
        m->items[i].notice = 0;
        if (s.what == SETTLED_RELAY || !reached)
            pause_sending(r);
        else if (s.what == SETTLED_SENT)
            r->failures = 0;
        break;
    }
    mem_free(ctx);
}

/* What it had goes to another: the same bytes, so at worst one mail arrives twice. */
static void mailer_gone(struct mailer *m)
{
    struct render *r = m->render;

    loop_forget(r->loop, channel_descriptor(m->channel));
    mem_free(m->channel);
    m->channel = NULL;
    for (unsigned i = 0; i < MAILER_DEPTH; i++) {
        struct item *item = &m->items[i];

        if (item->notice == 0)
            continue;
        if (++item->deaths >= MAILER_DEATHS) {
            settle(r, item->notice, SETTLED_LATER, "", "the mailer died");
            mem_free((void *)(uintptr_t)item->frame.p);
        } else {
            r->again = mem_grow(r, r->again, &r->again_capacity, r->again_count + 1, sizeof *r->again);
            r->again[r->again_count++] = *item;
        }
        item->notice = 0;
    }
}

static void mailer_ready(void *arg, short revents)
{
    struct mailer *m = arg;
    bool alive = channel_fill(m->channel);
    struct frame frame;

    (void)revents;
    while (channel_next(m->channel, &frame))
        mail_settled(m, &frame);
    if (!alive)
        mailer_gone(m);
}

static void mailer_open(struct render *r, unsigned index, int fd)
{
    struct mailer *m = &r->mailers[index];

    if (m->channel != NULL)
        mailer_gone(m);
    m->render = r;
    m->channel = channel_open(r, fd, FRAME_SMALL);
    loop_watch(r->loop, fd, POLLIN, mailer_ready, m);
}

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
    settled(r, false);
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
            settled(r, outcome != RETRY);
        }
    }
    if (!alive)
        core_gone(r);
}

static bool holds_nothing(const struct render *r)
{
    for (unsigned i = 0; i < MAILERS_MAX; i++)
        for (unsigned depth = 0; depth < MAILER_DEPTH; depth++)
            if (r->mailers[i].items[depth].notice != 0)
                return false;
    return r->ready_count == 0 && r->again_count == 0 && r->done_count == 0;
}

static void ask_core(struct render *r)
{
    struct buf b;

    if (r->core == NULL)
        return;
    if (!r->settling && r->done_count > 0 &&
        (r->done_count >= SETTLE_BATCH || clock_milliseconds() - r->done_since >= SETTLE_DELAY || r->stopping))
        send_settlements(r);
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
    for (unsigned i = 0; i < MAILERS_MAX; i++)
        for (unsigned depth = 0; depth < MAILER_DEPTH; depth++)
            if (r->mailers[i].items[depth].notice != 0)
                return false;
    return r->done_count == 0 || r->core == NULL;
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
    int64_t wait = -1, now = clock_milliseconds();

    if (r->paused_until > now)
        wait = r->paused_until - now;
    if (r->done_count > 0 && !r->settling && (wait < 0 || wait > SETTLE_DELAY))
        wait = SETTLE_DELAY;
    loop_cancel(r->loop, timer);
    if (wait >= 0)
        timer = loop_after(r->loop, wait, nothing, r);
}

static void turn(void *arg)
{
    struct render *r = arg;

    if (!r->stopping)
        hand_over(r);
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
            mailer_open(r, what - WIRE_MAILER, fd);
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
