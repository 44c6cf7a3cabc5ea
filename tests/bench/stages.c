/* stages: what each stage of taking and of sending a mail costs, all of them one after the other in one process: for a profiler, and for
 * numbers that others on the machine do not spoil. On a forum whose daemon is stopped.
 *   stages CONF RECIPIENT [take] < MAILS     each mail of the input, ended by a line of a dot, is taken; then, without `take`, every notice
 *                                            due is made and settled
 * Prints microseconds of CPU for each mail or notice. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"
#include "gateway/core.h"
#include "gateway/gateway.h"

enum { BATCH = 20, LEASE_SECONDS = 3600, EXPAND = 200, AUDIENCE = 50, INPUT_LIMIT = 256 << 20, MAIL_LIMIT = 1 << 20 };

enum stage { ORIGIN, READ, RECIPIENT, DECODE, APPLY, PLAN, TAKEN, EXPAND_EVENTS, CLAIM, RENDER, SETTLE, STAGES };

static const char *const names[STAGES] = {"origin", "read", "recipient", "decode", "apply", "plan", "commit", "expand", "claim", "render",
                                          "settle"};
static double spent[STAGES], since;

static double cpu(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* What was done since the last call was this. */
static void was(enum stage stage)
{
    double now = cpu();

    spent[stage] += now - since;
    since = now;
}

struct run {
    struct conf *conf;
    struct forum forum;
    const char *recipient;
    bool only_take;
    long mails, notices;
};

/* The half of front and parser: bytes into the record that core gets. */
static enum outcome read_mail(const struct run *run, void *ctx, struct str raw, struct buf *record, struct fault *why)
{
    const struct conf *conf = run->conf;
    struct mime_limits limits = {conf->limits.message, conf->limits.header_block, conf->limits.header_fields, conf->limits.nesting,
                                 conf->limits.parts};
    struct str to = str_of(run->recipient);
    struct origin_question question = {conf->mail.authserv_id, conf->forum.domain, conf->mail.spam_header, &to, 1, false};
    struct known known = {.text = STR_EMPTY, .subject = "", .post_text = ""};
    char *local = str_dup(ctx, conf_local_part(conf, to));
    struct mail mail = {.sender = mem_string(ctx, "author@people.example"), .recipients = &local, .recipient_count = 1};
    struct headers headers = {0};
    struct reading reading = {0};
    enum outcome outcome;

    since = cpu();
    if ((outcome = forum_recipient(&run->forum, str_of(local), &known.recipient, why)) != DONE)
        return outcome;
    was(RECIPIENT);
    if ((outcome = mime_headers(ctx, raw, &limits, &headers, why)) != DONE)
        return outcome;
    mime_origin(ctx, &headers, &question, &mail.origin);
    seal_digest(str_from_index(raw, headers.body), mail.body_hash);
    was(ORIGIN);
    if ((outcome = gateway_read(ctx, raw, conf, &mail.origin, &known, false, &reading, why)) != DONE)
        return outcome;
    mail.intent = reading.intent;
    mail.report = reading.message.report;
    mail.reaction = reading.message.reaction;
    mail_encode(record, &mail);
    was(READ);
    return DONE;
}

/* The half of core. */
static enum outcome apply_mail(const struct run *run, struct str record, struct fault *why)
{
    void *ctx = mem_job("request");
    struct changes changes = {0};
    struct mail mail = {0};
    enum outcome outcome = DONE;

    if (!mail_decode(ctx, record, &mail))
        outcome = fault_set(why, REFUSED, "5.6.0", "a record cannot be read");
    was(DECODE);
    if (outcome == DONE)
        outcome = forum_apply(&run->forum, ctx, &mail, &changes, why);
    was(APPLY);
    if (outcome == DONE)
        outcome = notify_plan(&run->forum, ctx, &changes, AUDIENCE, why);
    mem_free(ctx);
    was(PLAN);
    return outcome;
}

static bool next_mail(struct str *input, struct str *mail)
{
    size_t end = str_find(*input, STR("\n.\n"));

    if (input->n == 0)
        return false;
    *mail = str_cut(*input, 0, end + 1);
    *input = str_from_index(*input, end + 3);
    return true;
}

/* As core does under load: many mails in one transaction. */
static enum outcome take_batch(struct run *run, struct str *input, struct fault *why)
{
    void *ctx = mem_job("batch");
    struct buf records[BATCH];
    struct str raw;
    size_t count = 0;
    enum outcome outcome = DONE;

    while (count < BATCH && outcome == DONE && next_mail(input, &raw)) {
        buf_init(&records[count], ctx, MAIL_LIMIT);
        outcome = read_mail(run, ctx, raw, &records[count++], why);
    }
    run->mails += (long)count;
    run->forum.now = clock_now();
    if (outcome == DONE)
        outcome = db_begin(run->forum.db, why);
    for (size_t i = 0; i < count && outcome == DONE; i++)
        outcome = apply_mail(run, buf_view(&records[i]), why);
    if (outcome == DONE)
        outcome = core_commit(&run->forum, why);
    was(TAKEN);
    mem_free(ctx);
    return outcome;
}

static enum outcome expand(struct run *run, struct fault *why)
{
    bool more = true;
    enum outcome outcome = DONE;

    since = cpu();
    while (more && outcome == DONE) {
        void *ctx = mem_job("expand");

        if ((outcome = db_begin(run->forum.db, why)) == DONE && (outcome = notify_expand(&run->forum, ctx, EXPAND, &more, why)) == DONE)
            outcome = core_commit(&run->forum, why);
        mem_free(ctx);
    }
    was(EXPAND_EVENTS);
    return outcome;
}

static enum outcome render_one(const struct run *run, uint64_t id, struct fault *why)
{
    void *ctx = mem_job("render");
    struct notice notice = {0};
    struct rendered rendered;
    enum outcome outcome = store_notice_get(run->forum.db, ctx, id, &notice, why);

    if (outcome == DONE)
        outcome = notify_render(&run->forum, ctx, &notice, &rendered, why);
    mem_free(ctx);
    return outcome;
}

static enum outcome render_all(const struct run *run, const struct notice *list, size_t count, struct fault *why)
{
    enum outcome outcome = db_read_begin(run->forum.db, why);

    for (size_t i = 0; i < count && outcome == DONE; i++)
        outcome = render_one(run, list[i].id, why);
    db_read_end(run->forum.db);
    return outcome;
}

/* Leases what is due, makes it, and settles it as sent. */
static enum outcome send_batch(struct run *run, size_t *count, struct fault *why)
{
    void *ctx = mem_job("send");
    struct notice *list;
    struct settlement *done;
    enum outcome outcome = db_begin(run->forum.db, why);

    since = cpu();
    run->forum.now = clock_now();
    if (outcome != DONE || (outcome = notify_claim(&run->forum, ctx, CLAIM_LIMIT, LEASE_SECONDS, &list, count, why)) != DONE ||
        (outcome = core_commit(&run->forum, why)) != DONE)
        goto out;
    was(CLAIM);
    if ((outcome = render_all(run, list, *count, why)) != DONE)
        goto out;
    was(RENDER);
    done = mem_array(ctx, *count, sizeof *done);
    for (size_t i = 0; i < *count; i++)
        done[i] = (struct settlement){list[i].id, SETTLED_SENT, mem_string(ctx, "2.0.0"), mem_string(ctx, "taken")};
    if ((outcome = db_begin(run->forum.db, why)) != DONE || (outcome = notify_settle(&run->forum, ctx, done, *count, why)) != DONE ||
        (outcome = core_commit(&run->forum, why)) != DONE)
        goto out;
    was(SETTLE);
    run->notices += (long)*count;
out:
    mem_free(ctx);
    return outcome;
}

static enum outcome run_all(struct run *run, const void *top, const char *path, struct fault *why)
{
    struct str input;
    size_t count = 1;
    enum outcome outcome;

    if ((outcome = conf_load(top, path, &run->conf, why)) != DONE || (outcome = core_open(top, run->conf, &run->forum, why)) != DONE ||
        (outcome = notify_templates_open(top, run->conf, why)) != DONE ||
        (outcome = io_read_all(top, STDIN_FILENO, INPUT_LIMIT, &input, why)) != DONE)
        return outcome;
    mime_prepare();
    notify_memo_open(top);
    while (outcome == DONE && input.n > 0)
        outcome = take_batch(run, &input, why);
    if (outcome != DONE || run->only_take)
        return outcome;
    run->forum.now = clock_now();
    outcome = expand(run, why);
    while (outcome == DONE && count > 0)
        outcome = send_batch(run, &count, why);
    return outcome;
}

int main(int argc, char **argv)
{
    void *top = mem_job("stages");
    struct run run = {.recipient = argc > 2 ? argv[2] : "", .only_take = argc == 4 && strcmp(argv[3], "take") == 0};
    struct fault why;

    if (argc != 3 && !run.only_take) {
        fprintf(stderr, "usage: stages CONF RECIPIENT [take] < MAILS\n");
        return 2;
    }
    if (run_all(&run, top, argv[1], &why) != DONE) {
        fprintf(stderr, "stages: %s\n", why.text);
        return 1;
    }
    printf("%ld mails, %ld notices\n", run.mails, run.notices);
    for (enum stage i = 0; i < STAGES; i++)
        printf("%-10s %8.1f\n", names[i], spent[i] / (double)(i < EXPAND_EVENTS ? run.mails : run.notices == 0 ? 1 : run.notices));
    mem_free(top);
    return 0;
}
