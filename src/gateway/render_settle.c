/* render: what came of each mail, kept until core has written it down. */
#include "base/clock.h"
#include "base/mem.h"
#include "gateway/render.h"

enum {
    SETTLE_BATCH = 128,
    SETTLE_DELAY = 100 /* ms a settlement may wait for company */
};

void render_settle(struct render *r, uint64_t notice, enum settled what, const char *code, const char *words)
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

static void send(struct render *r)
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

void render_send_settlements(struct render *r)
{
    bool due = r->done_count >= SETTLE_BATCH || clock_milliseconds() - r->done_since >= SETTLE_DELAY || r->stopping;

    if (!r->settling && r->done_count > 0 && due)
        send(r);
}

void render_settled(struct render *r, bool written)
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
        render_settle(r, list[i].notice, list[i].what, list[i].code, list[i].words);
    mem_free(old);
}

int64_t render_settle_wait(const struct render *r)
{
    return r->done_count > 0 && !r->settling ? SETTLE_DELAY : -1;
}
