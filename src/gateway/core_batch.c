/* core's batch: every request that is waiting, in one transaction; what only reads is answered at once. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "gateway/core.h"
#include "gateway/gateway.h"

enum {
    BATCH = 512,     /* most requests in one transaction */
    BATCH_TIME = 10, /* ms it may take before what still comes has to wait */
    AUDIENCE = 50    /* people looked at with the mail they hear of: most posts concern fewer, and need no second transaction then */
};

struct job {
    struct peer *peer;
    uint8_t type;
    uint64_t tag;
    struct str payload;
    int64_t now; /* when it was applied */
    enum outcome outcome;
    struct fault why;
    struct buf output; /* of ASK_ADMIN */
};

struct batch {
    struct job *jobs;
    size_t count, applied;
    bool failed; /* one of them */
};

void core_answer(struct peer *p, uint64_t tag, const struct buf *b)
{
    if (p->channel == NULL)
        return;
    if (!channel_send(p->channel, ANSWER, tag, buf_view(b)))
        log_warn("answer-too-long", "bytes=%zu", b->n);
}

/* ---- what needs no transaction ---------------------------------------------------------------------------------- */

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

static void answer_recipient(struct core *core, void *ctx, struct peer *p, const struct frame *frame)
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

static void answer_known(struct core *core, void *ctx, struct peer *p, const struct frame *frame)
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

static const char *const *admin_words(void *ctx, struct str payload, int *count)
{
    struct wire w = wire_read(payload);
    size_t n = wire_below(&w, 200);
    const char **words = mem_array(ctx, n + 1, sizeof *words);

    for (size_t i = 0; i < n; i++)
        words[i] = wire_text(ctx, &w);
    *count = wire_end(&w) && n > 0 ? (int)n : 0;
    return words;
}

static enum outcome run_admin(struct core *core, void *ctx, struct job *job, bool read_only)
{
    struct changes changes = {0};
    int count;
    const char *const *words = admin_words(ctx, job->payload, &count);
    enum outcome outcome;

    if (count == 0)
        return fault_set(&job->why, REFUSED, "5.5.2", "a command could not be read");
    outcome = forum_admin(&core->forum, ctx, count, words, read_only, &job->output, &changes, &job->why);
    return outcome == DONE && !read_only ? notify_plan(&core->forum, ctx, &changes, 0, &job->why) : outcome;
}

static void answer_job(void *ctx, struct job *job)
{
    struct buf b;

    buf_init(&b, ctx, FRAME_SMALL);
    put_outcome(&b, job->outcome, &job->why);
    if (job->type == ASK_ADMIN)
        wire_put_str(&b, buf_view(&job->output));
    core_answer(job->peer, job->tag, &b);
}

/* ---- the batch ---------------------------------------------------------------------------------------------------- */

/* For fault tests: a mail whose title says so brings core down, as an unknown bug would. */
static void test_poison(const struct mail *mail)
{
    const char *word = getenv("ASKPOST_TEST_POISON");

    if (word != NULL && mail->intent.title != NULL && str_equal(str_of(mail->intent.title), str_of(word)))
        abort();
}

static enum outcome apply_mail(struct core *core, void *ctx, struct job *job)
{
    struct changes changes = {0};
    struct mail mail = {0};
    enum outcome outcome;

    if (!mail_decode(ctx, job->payload, &mail))
        return fault_set(&job->why, REFUSED, "5.6.0", "the record of a mail could not be read");
    test_poison(&mail);
    outcome = forum_apply(&core->forum, ctx, &mail, &changes, &job->why);
    if (outcome == DONE)
        outcome = notify_plan(&core->forum, ctx, &changes, AUDIENCE, &job->why);
    if (outcome == DONE)
        outcome = notify_verdict(&core->forum, ctx, mail.origin.verdict_seen, &job->why);
    if (outcome == DONE)
        log_info(changes.event == NULL ? "mail" : changes.event, "person=%llu post=%llu held=%llu",
                 (unsigned long long)changes.person, (unsigned long long)changes.post, (unsigned long long)changes.held);
    return outcome;
}

static enum outcome apply_quarantine(struct core *core, void *ctx, struct job *job)
{
    struct wire w = wire_read(job->payload);
    char *reason = wire_text(ctx, &w);
    struct str raw = wire_str(&w);
    struct changes changes = {0};
    enum outcome outcome;

    if (!wire_end(&w))
        return fault_set(&job->why, RETRY, "4.3.0", "a request could not be read");
    outcome = forum_quarantine(&core->forum, ctx, raw, reason, &changes, &job->why);
    if (outcome == DONE)
        log_warn("quarantined", "reason=%s bytes=%zu held=%llu", reason, raw.n, (unsigned long long)changes.held);
    return outcome == DONE ? notify_plan(&core->forum, ctx, &changes, 0, &job->why) : outcome;
}

static enum outcome apply_settle(struct core *core, void *ctx, struct job *job)
{
    struct wire w = wire_read(job->payload);
    size_t count = wire_below(&w, 4 * CLAIM_LIMIT + 1);
    struct settlement *list = mem_array(ctx, count, sizeof *list);

    for (size_t i = 0; i < count; i++)
        get_settlement(ctx, &w, &list[i]);
    if (!wire_end(&w))
        return fault_set(&job->why, REFUSED, "5.5.2", "settlements could not be read");
    return notify_settle(&core->forum, ctx, list, count, &job->why);
}

static enum outcome apply(struct core *core, void *ctx, struct job *job)
{
    switch (job->type) {
    case ASK_MAIL:
        return apply_mail(core, ctx, job);
    case ASK_QUARANTINE:
        return apply_quarantine(core, ctx, job);
    case ASK_SETTLE:
        return apply_settle(core, ctx, job);
    case ASK_ADMIN:
        return run_admin(core, ctx, job, false);
    default:
        return fault_set(&job->why, REFUSED, "5.5.1", "unknown request");
    }
}

static void apply_in_savepoint(struct core *core, void *ctx, struct job *job)
{
    struct db *db = core->forum.db;

    job->outcome = db_savepoint(db, &job->why);
    if (job->outcome != DONE)
        return;
    job->outcome = apply(core, ctx, job);
    if (job->outcome == DONE)
        job->outcome = db_release(db, &job->why);
    else
        db_rollback_to(db);
}

/* Takes back the request that failed and all before it, and applies these once more. They stand in the log already. */
static enum outcome start_over(struct core *core, void *ctx, struct job *jobs, size_t failed, struct fault *why)
{
    enum outcome outcome;

    db_rollback(core->forum.db);
    outcome = db_begin(core->forum.db, why);
    log_mute(true);
    for (size_t i = 0; i < failed && outcome == DONE; i++) {
        core->forum.now = jobs[i].now;
        buf_truncate(&jobs[i].output, 0);
        apply_in_savepoint(core, ctx, &jobs[i]);
    }
    log_mute(false);
    core->forum.now = clock_now();
    return outcome;
}

/* Applies what was taken since. Hardly any request fails, so none gets a savepoint, for which SQLite would keep every page as it was before;
 * only once one did fail, it and the rest of the batch pay. */
static enum outcome apply_batch(struct core *core, void *ctx, struct batch *b, struct fault *why)
{
    enum outcome outcome = DONE;

    core->forum.now = clock_now();
    for (; b->applied < b->count && outcome == DONE; b->applied++) {
        struct job *job = &b->jobs[b->applied];

        job->now = core->forum.now;
        if (b->failed) {
            apply_in_savepoint(core, ctx, job);
            continue;
        }
        job->outcome = apply(core, ctx, job);
        b->failed = job->outcome != DONE;
        if (b->failed)
            outcome = start_over(core, ctx, b->jobs, b->applied, why);
    }
    return outcome;
}

/* When it cannot be committed, nobody's request was done. */
static void finish_batch(struct core *core, void *ctx, const struct batch *b, enum outcome outcome, struct fault *why)
{
    if (outcome == DONE)
        outcome = core_commit(&core->forum, why);
    if (outcome != DONE) {
        log_error("batch-not-committed", "requests=%zu code=%s why=%s", b->count, why->code, why->text);
        db_rollback(core->forum.db);
    }
    for (size_t i = 0; i < b->count; i++) {
        if (outcome != DONE) {
            b->jobs[i].outcome = RETRY;
            b->jobs[i].why = *why;
        }
        answer_job(ctx, &b->jobs[i]);
    }
    core->since_checkpoint++;
    core->expanding = true;
}

/* Puts a request into the batch, or answers it at once when it only reads. */
static void take(struct core *core, void *ctx, struct peer *p, const struct frame *frame, struct batch *b)
{
    struct job job = {.peer = p, .type = frame->type, .tag = frame->tag, .payload = frame->payload};
    struct wire w = wire_read(frame->payload);
    int words;

    if (frame->type >= 32 || (p->may & 1u << frame->type) == 0) {
        log_warn("not-theirs-to-ask", "type=%u", frame->type);
        job.outcome = fault_set(&job.why, REFUSED, "5.7.1", "that is not yours to ask");
        answer_job(ctx, &job);
        return;
    }
    core->forum.now = clock_now();
    switch (frame->type) {
    case ASK_RECIPIENT:
        answer_recipient(core, ctx, p, frame);
        return;
    case ASK_KNOWN:
        answer_known(core, ctx, p, frame);
        return;
    case ASK_CLAIM:
        p->claim_limit = (unsigned)wire_below(&w, CLAIM_LIMIT + 1);
        p->claim_fresh = wire_flag(&w);
        p->claim_waits = true;
        p->claim_tag = frame->tag;
        p->claim_until = clock_milliseconds() + CLAIM_WAIT;
        return;
    case ASK_ADMIN: {
        const char *const *argv = admin_words(ctx, frame->payload, &words);

        buf_init(&job.output, ctx, FRAME_SMALL - FRAME_SMALL / 8);
        if (words > 0 && !forum_admin_changes(words, argv)) {
            job.outcome = run_admin(core, ctx, &job, true);
            answer_job(ctx, &job);
            return;
        }
        break;
    }
    default:
        break;
    }
    b->jobs[b->count++] = job;
}

/* Everything the peers have sent by now. True when more than a batch was there. */
static bool take_batch(struct core *core, void *ctx, struct batch *b, size_t limit)
{
    for (size_t i = 0; i < PEERS; i++) {
        struct peer *p = &core->peers[i];
        struct frame frame;

        while (p->channel != NULL && b->count < limit && channel_next(p->channel, &frame))
            take(core, ctx, p, &frame, b);
        if (b->count >= limit)
            return true;
    }
    return false;
}

/* Sends the answers to what only reads, and reads what came meanwhile, over which the frames that were taken are lost. A peer that is gone
 * shows itself again in its own turn. */
static void refill(struct core *core, void *ctx, struct batch *b, size_t kept)
{
    for (size_t i = kept; i < b->count && !b->failed; i++)
        b->jobs[i].payload.p = str_dup(ctx, b->jobs[i].payload);
    for (size_t i = 0; i < PEERS; i++) {
        struct channel *channel = core->peers[i].channel;

        if (channel != NULL && channel_flush(channel) && !channel_fill(channel))
            log_debug("peer-gone", "peer=%zu", i);
    }
}

/* While requests are applied others come: they join the same transaction, until none waits or it has taken long enough. So the
 * busier it is, the more mails share a sync, and nobody waits for company. */
bool core_run_batches(struct core *core)
{
    static struct job jobs[BATCH]; /* too large to clear for every recipient that is asked about */
    struct batch b = {.jobs = jobs};
    int64_t now = clock_milliseconds(), until = now + BATCH_TIME;
    size_t limit = now < core->singly_until ? 1 : BATCH;
    void *ctx = mem_job("batch");
    struct fault why;
    enum outcome outcome = DONE;
    bool more = take_batch(core, ctx, &b, limit);

    if (b.count > 0)
        outcome = db_begin(core->forum.db, &why);
    while (outcome == DONE && b.applied < b.count) {
        size_t first = b.applied;

        outcome = apply_batch(core, ctx, &b, &why);
        if (outcome != DONE || more || clock_milliseconds() >= until)
            break;
        refill(core, ctx, &b, first);
        more = take_batch(core, ctx, &b, limit);
    }
    if (b.count > 0)
        finish_batch(core, ctx, &b, outcome, &why);
    mem_free(ctx);
    return more;
}
