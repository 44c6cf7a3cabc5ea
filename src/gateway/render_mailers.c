/* render: makes each leased notice into bytes without To and hands them to the mailers; pauses when the relay does not answer. */
#include <poll.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/random.h"
#include "gateway/render.h"

enum {
    MAILER_DEATHS = 3,                           /* then the notice waits its back-off */
    PAUSE_LEAST = 1000, PAUSE_MOST = 300 * 1000 /* ms without sending when the relay does not answer */
};

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
        render_settle(r, id, outcome == RETRY ? SETTLED_LATER : SETTLED_REFUSED, why.code, why.text);
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

void render_hand_over(struct render *r)
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

/* False: the operator asked for nothing since this was looked at. */
static bool asked_again(struct render *r)
{
    void *ctx = mem_job("asked");
    struct fault why;
    char *now;
    bool changed = store_value_get(r->forum.db, ctx, FORUM_RELAY_ASKED, &now, &why) == DONE && strcmp(now, r->asked) != 0;

    if (changed)
        snprintf(r->asked, sizeof r->asked, "%s", now);
    mem_free(ctx);
    return changed;
}

void render_end_pause(struct render *r)
{
    if (r->paused_until <= clock_milliseconds() || !asked_again(r))
        return;
    r->paused_until = 0;
    r->failures = 0;
    log_info("relay-again", "asked=%s", r->asked);
}

static void pause_sending(struct render *r)
{
    int64_t pause = (int64_t)PAUSE_LEAST << (r->failures < 9 ? r->failures : 9);

    if (r->paused_until <= clock_milliseconds())
        asked_again(r); /* what was asked before is answered: by the attempt that failed */
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
        render_settle(r, s.notice, s.what, s.code, s.words);
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
            render_settle(r, item->notice, SETTLED_LATER, "", "the mailer died");
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

void render_mailer_open(struct render *r, unsigned index, int fd)
{
    struct mailer *m = &r->mailers[index];

    if (m->channel != NULL)
        mailer_gone(m);
    m->render = r;
    m->channel = channel_open(r, fd, FRAME_SMALL);
    loop_watch(r->loop, fd, POLLIN, mailer_ready, m);
}

bool render_mailers_busy(const struct render *r)
{
    for (unsigned i = 0; i < MAILERS_MAX; i++)
        for (unsigned depth = 0; depth < MAILER_DEPTH; depth++)
            if (r->mailers[i].items[depth].notice != 0)
                return true;
    return false;
}
