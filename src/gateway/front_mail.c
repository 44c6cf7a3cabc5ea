/* One mail through front: its origin read here, the known text asked from core, the rest read by a parser, then written down by core. */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/front.h"
#include "gateway/gateway.h"

enum { CORE_DEATHS = 2 /* of core on the same mail: then it is kept aside */ };

/* ---- the end of a mail ---------------------------------------------------------------------------------------------- */

void front_finish(struct session *s, enum outcome outcome, const struct fault *why)
{
    struct fault fine = {.code = "2.0.0", .text = "taken"};

    log_job((uint32_t)s->id);
    log_info("mail-in", "outcome=%s code=%s bytes=%zu ms=%lld", outcome_name(outcome), outcome == DONE ? "2.0.0" : why->code, s->job->raw.n,
             (long long)(clock_milliseconds() - s->job->started));
    log_job(0);
    mem_free(s->job);
    s->job = NULL;
    s->recipient_count = 0;
    lmtp_deliver(s->lmtp, outcome, outcome == DONE ? &fine : why);
    front_resume(s);
}

/* What cannot be read is kept, sealed, for the operator: once in our hands nothing disappears. */
void front_quarantine(struct session *s, const char *reason)
{
    struct buf request;
    struct fault why;

    buf_init(&request, s->job, protocol_mail_limit(s->front->conf));
    wire_put_text(&request, reason);
    wire_put_str(&request, s->job->raw);
    s->step = STEP_COMMIT;
    s->job->at_core = true;
    if (!front_ask_core(s, ASK_QUARANTINE, buf_view(&request))) {
        fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
        front_finish(s, RETRY, &why);
    }
}

/* ---- suspects: mails that core died on ------------------------------------------------------------------------------- */

static struct suspect *find_suspect(struct front *front, const unsigned char key[32])
{
    for (size_t i = 0; i < front->suspect_count; i++)
        if (memcmp(front->suspects[i].key, key, 32) == 0)
            return &front->suspects[i];
    return NULL;
}

unsigned front_deaths(struct front *front, const unsigned char key[32])
{
    const struct suspect *known = find_suspect(front, key);

    return known == NULL ? 0 : known->deaths;
}

void front_suspect(struct front *front, const unsigned char key[32])
{
    struct suspect *known = find_suspect(front, key);

    if (known == NULL) {
        known = &front->suspects[front->next_suspect];
        front->next_suspect = (front->next_suspect + 1) % SUSPECTS;
        front->suspect_count += front->suspect_count < SUSPECTS;
        memcpy(known->key, key, 32);
        known->deaths = 0;
    }
    known->deaths++;
}

/* ---- the start of a mail ---------------------------------------------------------------------------------------------- */

static void read_origin(struct session *s, const struct headers *headers)
{
    const struct lmtp_envelope *envelope = lmtp_envelope(s->lmtp);
    const struct conf *conf = s->front->conf;
    struct str *recipients = mem_array(s->job, envelope->recipient_count, sizeof *recipients);
    struct origin_question question = {.authserv_id = conf->mail.authserv_id,
                                       .domain = conf->forum.domain,
                                       .spam_header = conf->mail.spam_header,
                                       .recipients = recipients,
                                       .recipient_count = envelope->recipient_count,
                                       .null_sender = envelope->sender[0] == '\0'};

    for (size_t i = 0; i < envelope->recipient_count; i++)
        recipients[i] = str_of(envelope->recipients[i]);
    mime_origin(s->job, headers, &question, &s->job->mail.origin);
}

static void read_envelope(struct session *s)
{
    const struct lmtp_envelope *envelope = lmtp_envelope(s->lmtp);
    struct mail *mail = &s->job->mail;

    mail->sender = mem_string(s->job, envelope->sender);
    mail->pipe = envelope->pipe;
    mail->recipients = mem_array(s->job, envelope->recipient_count, sizeof *mail->recipients);
    for (size_t i = 0; i < envelope->recipient_count; i++) {
        struct str local_part = conf_local_part(s->front->conf, str_of(envelope->recipients[i]));

        mail->recipients[mail->recipient_count++] = str_dup(s->job, local_part.p == NULL ? STR("postmaster") : local_part);
    }
}

static bool all_refused(const struct session *s)
{
    for (size_t i = 0; i < s->recipient_count; i++)
        if (s->recipients[i].target != TARGET_NONE)
            return false;
    return true;
}

/* Only mails that answer one of ours have a text we know. */
static bool wants_known(const struct job *job)
{
    switch (job->decides.target) {
    case TARGET_QUESTION:
    case TARGET_POST:
    case TARGET_RECEIPT:
    case TARGET_PROBLEM:
    case TARGET_DIGESTED:
    case TARGET_CONFIRM:
    case TARGET_REVIEW:
        return true;
    case TARGET_CATEGORY:
    case TARGET_REPLY_ADDRESS:
        return job->mail.origin.reference_count > 0;
    default:
        return false;
    }
}

static void ask_known(struct session *s)
{
    const struct origin *origin = &s->job->mail.origin;
    struct buf b;

    buf_init(&b, s->job, FRAME_SMALL);
    put_recipient(&b, &s->job->decides);
    wire_put_number(&b, origin->reference_count);
    for (size_t i = 0; i < origin->reference_count; i++)
        wire_put_text(&b, origin->references[i]);
    s->step = STEP_KNOWN;
    if (!front_ask_core(s, ASK_KNOWN, buf_view(&b))) {
        struct fault why;

        fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
        front_finish(s, RETRY, &why);
    }
}

/* What is not taken is refused; what came by pipe, where a refusal would be a retry for days and then a bounce, is kept. */
static void refuse(struct session *s, const struct fault *why)
{
    if (lmtp_envelope(s->lmtp)->pipe)
        front_quarantine(s, why->text);
    else
        front_finish(s, REFUSED, why);
}

void front_deliver(struct session *s)
{
    struct front *front = s->front;
    const struct conf *conf = front->conf;
    struct mime_limits limits = {.message = conf->limits.message,
                                 .header_block = conf->limits.header_block,
                                 .header_fields = conf->limits.header_fields,
                                 .nesting = conf->limits.nesting,
                                 .parts = conf->limits.parts};
    struct headers headers = {0};
    struct fault why;

    s->job = mem_new(s, struct job);
    s->job->started = clock_milliseconds();
    s->job->raw = lmtp_message(s->lmtp);
    s->step = STEP_PARSER;
    if (all_refused(s)) {
        front_quarantine(s, "no such address, by pipe");
        return;
    }
    if (mime_headers(s->job, s->job->raw, &limits, &headers, &why) != DONE) {
        refuse(s, &why);
        return;
    }
    read_envelope(s);
    read_origin(s, &headers);
    seal_digest(str_from_index(s->job->raw, headers.body), s->job->mail.body_hash);
    if (s->job->mail.origin.loop) {
        fault_set(&why, REFUSED, "5.4.6", "this mail has been here before");
        refuse(s, &why);
        return;
    }
    if (front_deaths(front, s->job->mail.body_hash) >= CORE_DEATHS) {
        front_quarantine(s, "core died on it twice");
        return;
    }
    s->job->decides = s->recipients[forum_deciding(s->recipients, s->recipient_count)];
    s->job->known = (struct known){.recipient = s->job->decides, .text = STR_EMPTY, .html = STR_EMPTY, .subject = "", .post_text = ""};
    if (wants_known(s->job))
        ask_known(s);
    else
        front_assign_parsers(front);
}
