/* The parser: bytes in, a flat record out, in a jail with nothing else. front closes the channel after 64 mails, and the parent starts a fresh one. */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"

#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum { CPU_SECONDS = 2 };

/* Two seconds of CPU for this mail, then SIGPROF ends the process. (RLIMIT_CPU counts the whole process: the jail sets it for all mails.) */
static void limit_cpu(void)
{
    struct itimerval limit = {.it_value = {.tv_sec = CPU_SECONDS}};

    setitimer(ITIMER_PROF, &limit, NULL);
}

/* "photo.jpg (image/jpeg)". Outlook packs files, and sometimes the text, into a format of its own. */
static char *describe(const void *ctx, const struct attachment *a)
{
    const char *name = a->name != NULL && a->name[0] != '\0' ? a->name : NULL;

    if (strcmp(a->type, "application/ms-tnef") == 0 || (name != NULL && str_equal_nocase(str_of(name), STR("winmail.dat"))))
        return mem_format(ctx, "%s (which only Outlook can read)", name == NULL ? "winmail.dat" : name);
    return name == NULL ? mem_string(ctx, a->type) : mem_format(ctx, "%s (%s)", name, a->type);
}

static void describe_attachments(const void *ctx, const struct message *message, struct mail *mail)
{
    mail->attachment_count = message->attachment_count < 20 ? message->attachment_count : 20;
    mail->attachments = mem_array(ctx, mail->attachment_count, sizeof *mail->attachments);
    for (size_t i = 0; i < mail->attachment_count; i++)
        mail->attachments[i] = describe(ctx, &message->attachments[i]);
}

/* For fault tests: a mail whose title says so ends the parser, as an unknown bug would. */
static void test_poison(const struct intent *intent)
{
    const char *word = getenv("ASKPOST_TEST_POISON_PARSER");

    if (word != NULL && intent->title != NULL && str_equal(str_of(intent->title), str_of(word)))
        abort();
}

/* Posts are CommonMark: what was typed as plain text must read as it was typed. */
static char *words_to_post(const void *ctx, const struct reading *reading)
{
    struct str words = str_of(reading->intent.words);
    struct buf out;

    if (reading->message.text_is_markdown || words.n == 0)
        return reading->intent.words;
    buf_init(&out, ctx, 3 * words.n + 4);
    mime_typed_to_markdown(words, &out);
    return mem_string(ctx, buf_string(&out));
}

/* ASK_READ → struct mail with the parser's half filled in. */
static enum outcome read_mail(const void *ctx, const struct conf *conf, struct str request, struct mail *mail, struct fault *why)
{
    struct wire w = wire_read(request);
    struct mail front = {0};
    struct known known = {0};
    struct reading reading = {0};
    struct str encoded, raw;
    bool null_sender;
    enum outcome outcome;

    encoded = wire_str(&w);
    get_known(ctx, &w, &known);
    null_sender = wire_flag(&w);
    raw = wire_str(&w);
    if (!wire_end(&w) || !mail_decode(ctx, encoded, &front))
        return fault_set(why, RETRY, "4.3.0", "a request to the parser could not be read");
    outcome = gateway_read(ctx, raw, conf, &front.origin, &known, null_sender, &reading, why);
    if (outcome != DONE)
        return outcome;
    test_poison(&reading.intent);
    mail->intent = reading.intent;
    mail->intent.words = words_to_post(ctx, &reading);
    if (known.recipient.target == TARGET_BOUNCE)
        intent_report(ctx, &reading.message, &front.origin);
    mail->report = reading.message.report;
    mail->reaction = reading.message.reaction;
    mail->quote_cut = reading.reply.quote_cut;
    mail->signature_cut = reading.reply.signature_cut;
    mail->encrypted = reading.message.encrypted;
    describe_attachments(ctx, &reading.message, mail);
    return DONE;
}

static void serve_one(const struct conf *conf, struct channel *front, const struct frame *frame)
{
    void *job = mem_job("parse");
    struct mail mail = {0};
    struct fault why = {0};
    enum outcome outcome = read_mail(job, conf, frame->payload, &mail, &why);
    struct buf *answer = channel_begin(front, ANSWER, frame->tag);
    size_t record;

    put_outcome(answer, outcome, &why);
    record = wire_open(answer);
    if (outcome == DONE)
        mail_encode(answer, &mail);
    wire_close(answer, record);
    channel_end(front);
    mem_free(job);
}

/* It computes: front, which wakes it, goes on with the next mail instead of being pushed aside for it (SCHED_BATCH, sched(7)). */
static void compute(void)
{
    const struct sched_param none = {0};

    if (sched_setscheduler(0, SCHED_BATCH, &none) != 0)
        log_debug("no-batch", "why=%s", strerror(errno));
}

int parser_main(const struct role_start *start)
{
    struct fault why;
    struct frame frame;
    struct channel *front;
    void *ctx = mem_job("parser");
    unsigned char what;
    uint64_t mails = 0;
    int fd;

    if (!proc_receive_wait(start->control, &what, &fd) || what != WIRE_FRONT)
        return EX_OK;
    close(start->control);
    compute();
    front = channel_open(ctx, fd, protocol_mail_limit(start->conf));
    if (jail_become(ROLE_PARSER, start->conf, &why) != DONE || jail_enter(ROLE_PARSER, start->conf, &why) != DONE)
        log_fatal(EX_OSERR, "the parser's jail: %s", why.text);
    for (; channel_wait(front, &frame, -1) && frame.type == ASK_READ; mails++) {
        limit_cpu();
        serve_one(start->conf, front, &frame);
        if (!channel_drain(front, -1))
            break;
    }
    _exit(mails > 0 ? EX_OK : EX_UNAVAILABLE); /* one that never got a mail is not replaced at once, for ever */
}
