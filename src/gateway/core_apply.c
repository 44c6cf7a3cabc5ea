/* One request is applied, inside the transaction of its batch. */
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "gateway/core.h"

enum { AUDIENCE = 50 /* people looked at with the mail they hear of: most posts concern fewer, and need no second transaction then */ };

const char *const *core_admin_words(void *ctx, struct str payload, int *count)
{
    struct wire w = wire_read(payload);
    size_t n = wire_below(&w, 200);
    const char **words = mem_array(ctx, n + 1, sizeof *words);

    for (size_t i = 0; i < n; i++)
        words[i] = wire_text(ctx, &w);
    *count = wire_end(&w) && n > 0 ? (int)n : 0;
    return words;
}

enum outcome core_apply_admin(struct core *core, void *ctx, struct job *job, bool read_only)
{
    struct changes changes = {0};
    int count;
    const char *const *words = core_admin_words(ctx, job->payload, &count);
    enum outcome outcome;

    if (count == 0)
        return fault_set(&job->why, REFUSED, "5.5.2", "a command could not be read");
    outcome = forum_admin(&core->forum, ctx, count, words, read_only, &job->output, &changes, &job->why);
    return outcome == DONE && !read_only ? notify_plan(&core->forum, ctx, &changes, 0, &job->why) : outcome;
}

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
        return core_apply_admin(core, ctx, job, false);
    default:
        return fault_set(&job->why, REFUSED, "5.5.1", "unknown request");
    }
}

/* What it needs is freed at once, so that the next finds the same memory. */
enum outcome core_apply(struct core *core, struct job *job)
{
    void *ctx = mem_job("request");
    enum outcome outcome = apply(core, ctx, job);

    mem_free(ctx);
    return outcome;
}
