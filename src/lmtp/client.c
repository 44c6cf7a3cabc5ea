/* The client half: one message, one connection, one word for each recipient (RFC 2033, 4.2). */
#include "base/address.h"
#include "base/clock.h"
#include "base/mem.h"
#include "lmtp/client.h"

enum { QUIT_WAIT = 500 /* milliseconds: everything is settled by then */ };

static struct lmtp_result result_of(const struct reply *r)
{
    return (struct lmtp_result){r->code < 300 ? DONE : r->code < 500 ? RETRY : REFUSED, r->why};
}

static bool all_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static bool needs_smtputf8(const struct lmtp_mail *mail)
{
    bool needs = !all_ascii(str_of(mail->sender));

    for (size_t i = 0; i < mail->count && !needs; i++)
        needs = !all_ascii(str_of(mail->recipients[i]));
    return needs;
}

static bool sendable(const char *recipient)
{
    struct str s = str_of(recipient);

    return address_valid(s) || str_equal_nocase(s, STR("postmaster"));
}

static void put_mail(struct talk *t, const struct lmtp_mail *mail)
{
    buf_format(&t->out, "MAIL FROM:<%s>", mail->sender);
    if (t->size)
        buf_format(&t->out, " SIZE=%zu", mail->message.n);
    if (t->eight_bit && !all_ascii(mail->message))
        buf_text(&t->out, " BODY=8BITMIME");
    if (t->smtputf8 && needs_smtputf8(mail))
        buf_text(&t->out, " SMTPUTF8");
    if (mail->pipe && t->pipe)
        buf_text(&t->out, " XASKPOST=pipe");
    buf_text(&t->out, "\r\n");
}

/* Step 0 is MAIL, then each RCPT, then DATA. What is no address goes as <>: with pipe the server quarantines it, else
 * refuses. */
static void put_step(struct talk *t, const struct lmtp_mail *mail, size_t step)
{
    if (step == 0)
        put_mail(t, mail);
    else if (step <= mail->count)
        buf_format(&t->out, "RCPT TO:<%s>\r\n", sendable(mail->recipients[step - 1]) ? mail->recipients[step - 1] : "");
    else
        buf_text(&t->out, "DATA\r\n");
}

static void settle(struct lmtp_result *results, const bool *accepted, size_t count, struct lmtp_result word)
{
    for (size_t i = 0; i < count; i++)
        if (accepted == NULL || accepted[i])
            results[i] = word;
}

enum stage {
    STAGE_BROKEN,  /* no more replies */
    STAGE_SETTLED, /* every recipient has its word */
    STAGE_TEXT     /* 354 was said */
};

/* MAIL, RCPT, DATA: all at once where the server offers PIPELINING. accepted[i] afterwards: its word is still to come.
 */
static enum stage send_envelope(struct talk *t, const struct lmtp_mail *mail, struct lmtp_result *results,
                                bool *accepted)
{
    struct reply r;
    size_t open = 0;
    bool sender_ok = false;

    for (size_t step = 0; t->pipelining && step < mail->count + 2; step++)
        put_step(t, mail, step);
    for (size_t step = 0; step < mail->count + 2; step++) {
        if (!t->pipelining)
            put_step(t, mail, step);
        if (!talk_flush(t) || !talk_reply(t, &r, false))
            return STAGE_BROKEN;
        if (step == 0) {
            sender_ok = r.code < 300;
            if (!sender_ok)
                settle(results, NULL, mail->count, result_of(&r));
        } else if (step <= mail->count && sender_ok) {
            accepted[step - 1] = r.code < 300;
            open += accepted[step - 1];
            if (!accepted[step - 1])
                results[step - 1] = result_of(&r);
        }
        if (!t->pipelining && (!sender_ok || (step == mail->count && open == 0)))
            return STAGE_SETTLED;
    }
    if (r.code == 354)
        return open > 0 ? STAGE_TEXT : STAGE_BROKEN;
    if (r.code < 400)
        return STAGE_BROKEN;
    settle(results, accepted, mail->count, result_of(&r));
    return STAGE_SETTLED;
}

/* Replies that came count, even when the text could not be sent to its end; but then 2xx is no promise. */
static bool send_text(struct talk *t, const struct lmtp_mail *mail, struct lmtp_result *results, const bool *accepted)
{
    bool sent;

    lmtp_stuff(&t->out, mail->message);
    buf_text(&t->out, ".\r\n");
    sent = talk_flush(t);
    for (size_t i = 0; i < mail->count; i++) {
        struct reply r;

        if (!accepted[i])
            continue;
        if (!talk_reply(t, &r, false))
            return false;
        if (r.code >= 400 || (sent && r.code < 300))
            results[i] = result_of(&r);
    }
    return sent;
}

static void say_quit(struct talk *t)
{
    struct reply r;
    int64_t soon = clock_milliseconds() + QUIT_WAIT;

    if (soon < t->deadline)
        t->deadline = soon;
    buf_truncate(&t->out, 0);
    buf_text(&t->out, "QUIT\r\n");
    if (talk_flush(t))
        (void)!talk_reply(t, &r, false);
}

static bool open_session(struct talk *t, const char *helo, struct fault *why)
{
    struct reply r;

    if (!talk_reply(t, &r, false))
        return false;
    buf_format(&t->out, "LHLO %s\r\n", helo);
    if (r.code < 300 && (!talk_flush(t) || !talk_reply(t, &r, true)))
        return false;
    if (r.code >= 300)
        fault_set(why, RETRY, "4.4.0", "the server said %s", r.why.text);
    return r.code < 300;
}

static bool carry(struct talk *t, const struct lmtp_mail *mail, struct lmtp_result *results, struct fault *why)
{
    bool *accepted = mem_array(t->out.ctx, mail->count, sizeof *accepted);
    enum stage stage;

    if (!open_session(t, mail->helo, why))
        return false;
    if (!t->smtputf8 && needs_smtputf8(mail)) {
        struct lmtp_result word = {.outcome = REFUSED};

        fault_set(&word.why, REFUSED, "5.6.7", "the server does not offer SMTPUTF8");
        settle(results, NULL, mail->count, word);
        stage = STAGE_SETTLED;
    } else {
        stage = send_envelope(t, mail, results, accepted);
    }
    if (stage == STAGE_TEXT && send_text(t, mail, results, accepted))
        stage = STAGE_SETTLED;
    if (stage == STAGE_SETTLED)
        say_quit(t);
    return stage == STAGE_SETTLED;
}

enum outcome lmtp_submit(const void *ctx, int fd, const struct lmtp_mail *mail, struct lmtp_result *results,
                         struct fault *why)
{
    void *job = mem_zero(ctx, 0);
    struct talk t = {.fd = fd, .deadline = clock_milliseconds() + (int64_t)mail->seconds * 1000};
    struct lmtp_result word = {.outcome = RETRY};
    enum outcome outcome = DONE;

    fault_set(why, RETRY, "4.4.2", "the connection failed or took too long");
    fault_set(&word.why, RETRY, "4.4.2", "no reply came");
    if (mail->sender[0] != '\0' && !address_valid(str_of(mail->sender))) {
        fault_set(&word.why, REFUSED, "5.1.7", "bad sender address");
        word.outcome = REFUSED;
    }
    settle(results, NULL, mail->count, word);
    if (word.outcome == REFUSED)
        goto out;
    buf_init(&t.in, job, 4 * LINE_MOST);
    buf_init(&t.out, job, mail->message.n * 2 + mail->count * 512 + 4 * LINE_MOST);
    outcome = carry(&t, mail, results, why) ? DONE : RETRY;
out:
    mem_free(job);
    return outcome;
}
