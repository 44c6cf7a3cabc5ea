/* core answers what only reads: no transaction, at once. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "gateway/core.h"

void core_answer(struct peer *p, uint64_t tag, const struct buf *b)
{
    if (p->channel == NULL)
        return;
    if (!channel_send(p->channel, ANSWER, tag, buf_view(b)))
        log_warn("answer-too-long", "bytes=%zu", b->n);
}

void core_answer_job(void *ctx, struct job *job)
{
    struct buf b;

    buf_init(&b, ctx, FRAME_SMALL);
    put_outcome(&b, job->outcome, &job->why);
    if (job->type == ASK_ADMIN)
        wire_put_str(&b, buf_view(&job->output));
    core_answer(job->peer, job->tag, &b);
}

/* The disk is looked at once a second; what fills it within one is noticed by the commit. */
static enum outcome room(struct core *core, struct fault *why)
{
    enum { LEAST_FREE = 256 * 1024, SECOND = 1000 };
    int64_t now = clock_milliseconds();

    if (core->free_space < LEAST_FREE || now - core->free_at >= SECOND) {
        core->free_space = db_free_space(core->forum.db);
        core->free_at = now;
    }
    if (core->free_space < LEAST_FREE)
        return fault_set(why, RETRY, "4.3.1", "insufficient system storage");
    return DONE;
}

void core_answer_recipient(struct core *core, void *ctx, struct peer *p, const struct frame *frame)
{
    struct wire w = wire_read(frame->payload);
    struct str local_part = wire_str(&w);
    struct recipient recipient = {0};
    struct fault why;
    struct buf b;
    enum outcome outcome = room(core, &why);

    if (outcome == DONE)
        outcome = forum_recipient(&core->forum, local_part, &recipient, &why);
    buf_init(&b, ctx, FRAME_SMALL);
    put_outcome(&b, outcome, &why);
    put_recipient(&b, &recipient);
    core_answer(p, frame->tag, &b);
}

/* For a mail that came to a category or to reply@ but refers to a mail of ours: what that one was about. */
static enum outcome referred(const struct core *core, void *ctx, struct recipient *about, struct wire *w, struct fault *why)
{
    size_t count = wire_below(w, 21);
    char **references = mem_array(ctx, count, sizeof *references);
    struct recipient found = {0};
    enum outcome outcome = DONE;

    for (size_t i = 0; i < count; i++)
        references[i] = wire_text(ctx, w);
    if (about->token.kind == 0 && count > 0)
        outcome = forum_referred(&core->forum, references, count, &found, why);
    if (outcome == DONE && found.token.kind != 0)
        *about = found;
    return outcome;
}

/* The notice as it was sent, so that what a reply quotes of it is known. Empty when there is none any more. */
static void render_again(const struct core *core, void *ctx, const struct recipient *r, struct rendered *sent)
{
    struct notice notice = {0};
    struct db *db = core->forum.db;
    uint64_t person = r->token.person, object = r->token.object;
    bool about_held = r->target == TARGET_CONFIRM || r->target == TARGET_PROBLEM;
    struct fault why;
    enum outcome outcome;

    *sent = (struct rendered){.text = STR_EMPTY, .html = STR_EMPTY};
    if (person == 0 || object == 0)
        return;
    if (r->target == TARGET_DIGESTED)
        outcome = store_notice_get(db, ctx, object, &notice, &why);
    else
        outcome = about_held ? store_notice_of_held(db, ctx, person, object, &notice, &why)
                             : store_notice_last_of(db, ctx, person, object, &notice, &why);
    if (outcome == DONE && notice.digest != 0) /* what they have before them is the digest that it stands in */
        outcome = store_notice_get(db, ctx, notice.digest, &notice, &why);
    if (outcome != DONE || notice.id == 0 || notice.date == 0 || notify_known(&core->forum, ctx, &notice, sent, &why) != DONE)
        *sent = (struct rendered){.text = STR_EMPTY, .html = STR_EMPTY};
}

void core_answer_known(struct core *core, void *ctx, struct peer *p, const struct frame *frame)
{
    struct wire w = wire_read(frame->payload);
    struct recipient asked, about;
    struct known known = {0};
    struct rendered sent;
    struct fault why;
    struct buf b;
    enum outcome outcome;

    get_recipient(&w, &asked);
    about = asked;
    outcome = referred(core, ctx, &about, &w, &why);
    if (outcome == DONE) {
        render_again(core, ctx, &about, &sent);
        outcome = forum_known(&core->forum, ctx, &about, sent.text, &known, &why);
        if (sent.discreet || about.target == TARGET_DIGESTED)
            known.subject = mem_string(ctx, sent.subject);
        known.html = utf8_prefix_bytes(sent.html, (size_t)core->conf->limits.known_text);
    }
    known.recipient = asked;
    buf_init(&b, ctx, protocol_mail_limit(core->conf));
    put_outcome(&b, outcome, &why);
    put_known(&b, &known);
    core_answer(p, frame->tag, &b);
}
