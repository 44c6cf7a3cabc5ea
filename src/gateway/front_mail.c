/* One mail through front: its origin read here, the known text asked from core, the rest read by a parser, then written down by core. */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/front.h"
#include "gateway/gateway.h"

enum {
    PARSER_WALL = 10 * 1000, /* ms for one mail */
    PARSER_MAILS = 64,       /* then a fresh one takes its place */
    PARSER_TRIES = 2,        /* a fresh one once, then quarantine */
    SINGLY = 60 * 1000,      /* ms of one mail at a time after core died */
    CORE_DEATHS = 2
};

struct job {
    struct mail mail;        /* what core will get */
    struct known known;      /* what the parser gets */
    struct str raw;          /* in the LMTP session */
    struct recipient decides;
    unsigned parser_deaths;
    int64_t started;
    bool at_core;            /* ASK_MAIL or ASK_QUARANTINE is under way */
    struct buf request;      /* ASK_MAIL, while it waits for its turn */
};

static void to_core(struct session *s);
static void assign_parsers(struct front *front);

/* ---- the end of a mail ---------------------------------------------------------------------------------------------- */

static void finish(struct session *s, enum outcome outcome, const struct fault *why)
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
static void quarantine(struct session *s, const char *reason)
{
    struct fault why;

    buf_init(&s->job->request, s->job, protocol_mail_limit(s->front->conf));
    wire_put_text(&s->job->request, reason);
    wire_put_str(&s->job->request, s->job->raw);
    s->step = STEP_COMMIT;
    s->job->at_core = true;
    if (!front_ask_core(s, ASK_QUARANTINE, buf_view(&s->job->request))) {
        fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
        finish(s, RETRY, &why);
    }
}

/* ---- suspects: mails that core died on ------------------------------------------------------------------------------- */

static struct suspect *find_suspect(struct front *front, const unsigned char key[32])
{
    for (size_t i = 0; i < SUSPECTS; i++)
        if (front->suspects[i].deaths > 0 && memcmp(front->suspects[i].key, key, 32) == 0)
            return &front->suspects[i];
    return NULL;
}

static void suspect(struct front *front, const unsigned char key[32])
{
    struct suspect *known = find_suspect(front, key);

    if (known == NULL) {
        known = &front->suspects[front->next_suspect];
        front->next_suspect = (front->next_suspect + 1) % SUSPECTS;
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
    case TARGET_CONFIRM:
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
        finish(s, RETRY, &why);
    }
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
    struct suspect *suspected;
    struct fault why;

    s->job = mem_new(s, struct job);
    s->job->started = clock_milliseconds();
    s->job->raw = lmtp_message(s->lmtp);
    s->step = STEP_PARSER;
    if (all_refused(s)) {
        quarantine(s, "no such address, by pipe");
        return;
    }
    if (mime_headers(s->job, s->job->raw, &limits, &headers, &why) != DONE) {
        finish(s, REFUSED, &why);
        return;
    }
    read_envelope(s);
    read_origin(s, &headers);
    seal_digest(str_from_index(s->job->raw, headers.body), s->job->mail.body_hash);
    if (s->job->mail.origin.loop) {
        fault_set(&why, REFUSED, "5.4.6", "this mail has been here before");
        finish(s, REFUSED, &why);
        return;
    }
    suspected = find_suspect(front, s->job->mail.body_hash);
    if (suspected != NULL && suspected->deaths >= CORE_DEATHS) {
        quarantine(s, "core died on it twice");
        return;
    }
    s->job->decides = s->recipients[forum_deciding(s->recipients, s->recipient_count)];
    s->job->known = (struct known){.recipient = s->job->decides, .text = STR_EMPTY, .subject = "", .post_text = ""};
    if (wants_known(s->job))
        ask_known(s);
    else
        assign_parsers(front);
}

void front_forget_jobs(struct session *s)
{
    for (size_t i = 0; i < PARSERS_MAX; i++)
        if (s->front->parsers[i].session == s)
            s->front->parsers[i].session = NULL;
}

/* ---- parsers ----------------------------------------------------------------------------------------------------------- */

static void parser_ready(void *arg, short revents);

static void send_to_parser(struct parser *p, struct session *s)
{
    struct job *job = s->job;
    struct mail question = {.sender = "", .origin = job->mail.origin};
    struct buf encoded, request;
    void *ctx = mem_job("to-parser");

    memcpy(question.body_hash, job->mail.body_hash, sizeof question.body_hash);
    buf_init(&encoded, ctx, FRAME_SLACK / 2);
    mail_encode(&encoded, &question);
    buf_init(&request, ctx, protocol_mail_limit(s->front->conf));
    wire_put_str(&request, buf_view(&encoded));
    put_known(&request, &job->known);
    wire_put_number(&request, lmtp_envelope(s->lmtp)->sender[0] == '\0');
    wire_put_str(&request, job->raw);
    p->session = s;
    p->since = clock_milliseconds();
    p->told = false;
    p->mails++;
    channel_send(p->channel, ASK_READ, s->id, buf_view(&request));
    if (channel_flush(p->channel))
        loop_change(s->front->loop, channel_descriptor(p->channel), channel_pending(p->channel) ? POLLIN | POLLOUT : POLLIN);
    mem_free(ctx);
}

static bool is_read(const struct front *front, const struct session *s)
{
    for (size_t i = 0; i < PARSERS_MAX; i++)
        if (front->parsers[i].session == s)
            return true;
    return false;
}

/* The mail that has waited longest and that nobody reads yet. */
static struct session *next_to_read(const struct front *front)
{
    struct session *oldest = NULL;

    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];

        if (s != NULL && s->step == STEP_PARSER && s->job != NULL && (oldest == NULL || s->job->started < oldest->job->started) &&
            !is_read(front, s))
            oldest = s;
    }
    return oldest;
}

static void assign_parsers(struct front *front)
{
    for (size_t i = 0; i < PARSERS_MAX; i++) {
        struct parser *p = &front->parsers[i];
        struct session *s;

        if (p->channel == NULL || p->session != NULL)
            continue;
        s = next_to_read(front);
        if (s == NULL)
            return;
        send_to_parser(p, s);
    }
}

/* The parser's half of the record, put beside what front itself knows. */
static bool take_reading(struct session *s, struct str encoded)
{
    struct mail read = {0}, *mail = &s->job->mail;

    if (!mail_decode(s->job, encoded, &read))
        return false;
    mail->intent = read.intent;
    mail->report = read.report;
    mail->reaction = read.reaction;
    mail->attachments = read.attachments;
    mail->attachment_count = read.attachment_count;
    mail->quote_cut = read.quote_cut;
    mail->signature_cut = read.signature_cut;
    mail->encrypted = read.encrypted;
    return true;
}

static void was_read(struct session *s, struct str payload)
{
    struct wire w = wire_read(payload);
    struct fault why;
    enum outcome outcome = get_outcome(&w, &why);
    struct str encoded = wire_str(&w);

    if (outcome == DONE && wire_end(&w) && take_reading(s, encoded))
        to_core(s);
    else if (outcome == RETRY)
        finish(s, RETRY, &why);
    else
        quarantine(s, outcome == DONE ? "the parser's record is wrong" : why.text);
}

static void parser_gone(struct parser *p)
{
    struct session *s = p->session;

    loop_forget(p->front->loop, channel_descriptor(p->channel));
    mem_free(p->channel);
    p->channel = NULL;
    p->session = NULL;
    if (s == NULL || s->job == NULL)
        return;
    s->job->parser_deaths++;
    log_warn("parser-died", "session=%llu deaths=%u", (unsigned long long)s->id, s->job->parser_deaths);
    if (s->job->parser_deaths >= PARSER_TRIES)
        quarantine(s, "the parser died on it twice");
}

static void parser_ready(void *arg, short revents)
{
    struct parser *p = arg;
    struct front *front = p->front;
    bool alive = channel_fill(p->channel);
    struct frame frame;

    (void)revents;
    while (p->channel != NULL && channel_next(p->channel, &frame)) {
        struct session *s = p->session;

        if (s == NULL || frame.tag != s->id)
            continue;
        p->session = NULL;
        was_read(s, frame.payload);
    }
    if (p->channel != NULL && (!alive || !channel_flush(p->channel) || (p->session == NULL && p->mails >= PARSER_MAILS)))
        parser_gone(p);
    else if (p->channel != NULL)
        loop_change(front->loop, channel_descriptor(p->channel), channel_pending(p->channel) ? POLLIN | POLLOUT : POLLIN);
    assign_parsers(front);
}

void front_parser_open(struct front *front, unsigned index, int fd)
{
    struct parser *p = &front->parsers[index];

    if (p->channel != NULL)
        parser_gone(p);
    p->front = front;
    p->index = index;
    p->mails = 0;
    p->channel = channel_open(front, fd, protocol_mail_limit(front->conf));
    loop_watch(front->loop, fd, POLLIN, parser_ready, p);
    assign_parsers(front);
}

/* A parser that takes too long is ended by the parent; front only says which. */
void front_check_parsers(struct front *front)
{
    int64_t now = clock_milliseconds();
    bool any = false;

    for (size_t i = 0; i < PARSERS_MAX; i++) {
        struct parser *p = &front->parsers[i];

        any = any || p->channel != NULL;
        if (p->session != NULL && now - p->since > PARSER_WALL && !p->told) {
            log_warn("parser-stuck", "parser=%u", p->index);
            p->told = proc_send(front->control, (unsigned char)(WIRE_PARSER + p->index), -1);
        }
    }
    for (size_t i = 0; i < front->slots && !any; i++) {
        struct session *s = front->sessions[i];
        struct fault why;

        if (s == NULL || s->step != STEP_PARSER || s->job == NULL || now - s->job->started < PARSER_WALL)
            continue;
        fault_set(&why, RETRY, "4.3.0", "no parser can be started, try again");
        finish(s, RETRY, &why);
    }
}

/* ---- core ---------------------------------------------------------------------------------------------------------------- */

bool front_ask_core(struct session *s, enum request type, struct str payload)
{
    struct channel *core = s->front->core;

    if (core == NULL || !channel_send(core, (uint8_t)type, s->id, payload) || !channel_flush(core))
        return false;
    if (channel_pending(core))
        loop_change(s->front->loop, channel_descriptor(core), POLLIN | POLLOUT);
    return true;
}

static bool core_has_a_mail(const struct front *front)
{
    for (size_t i = 0; i < front->slots; i++)
        if (front->sessions[i] != NULL && front->sessions[i]->job != NULL && front->sessions[i]->job->at_core)
            return true;
    return false;
}

/* After core died, mails go to it one by one for a while, so that a second death names the one it died on. */
static void send_waiting(struct front *front)
{
    bool singly = clock_milliseconds() < front->singly_until;

    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];
        struct fault why;

        if (s == NULL || s->job == NULL || s->step != STEP_COMMIT || s->job->at_core)
            continue;
        if (singly && core_has_a_mail(front))
            return;
        s->job->at_core = true;
        if (!front_ask_core(s, ASK_MAIL, buf_view(&s->job->request))) {
            fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
            finish(s, RETRY, &why);
        }
    }
}

static void to_core(struct session *s)
{
    buf_init(&s->job->request, s->job, protocol_mail_limit(s->front->conf));
    mail_encode(&s->job->request, &s->job->mail);
    s->step = STEP_COMMIT;
    send_waiting(s->front);
}

static struct session *session_of(const struct front *front, uint64_t id)
{
    for (size_t i = 0; i < front->slots; i++)
        if (front->sessions[i] != NULL && front->sessions[i]->id == id)
            return front->sessions[i];
    return NULL;
}

static void recipient_answered(struct session *s, struct wire *w)
{
    struct recipient r = {0};
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);

    get_recipient(w, &r);
    if (w->bad)
        outcome = fault_set(&why, RETRY, "4.3.0", "an answer could not be read");
    s->step = STEP_READING;
    front_recipient_known(s, outcome, &r, &why);
    front_resume(s);
}

static void known_answered(struct session *s, struct wire *w)
{
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);
    struct known known = {0};

    get_known(s->job, w, &known);
    if (outcome == DONE && wire_end(w)) {
        known.text = str_from(str_dup(s->job, known.text), known.text.n);
        s->job->known = known;
        s->step = STEP_PARSER;
        assign_parsers(s->front);
    } else {
        finish(s, RETRY, &why);
    }
}

static void mail_answered(struct session *s, struct wire *w)
{
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);

    s->job->at_core = false;
    if (outcome == REFUSED) /* only a mail of a kind core cannot take: kept for the operator, never bounced */
        quarantine(s, why.text);
    else
        finish(s, outcome, &why);
    send_waiting(s->front);
}

static void core_answered(struct front *front, const struct frame *frame)
{
    struct session *s = session_of(front, frame->tag);
    struct wire w = wire_read(frame->payload);

    if (s == NULL)
        return;
    if (s->step == STEP_RECIPIENT)
        recipient_answered(s, &w);
    else if (s->step == STEP_KNOWN)
        known_answered(s, &w);
    else if (s->step == STEP_COMMIT)
        mail_answered(s, &w);
}

/* Open jobs get 451: nobody knows whether they were written down; a second delivery posts nothing twice. */
static void core_gone(struct front *front)
{
    struct fault why;

    loop_forget(front->loop, channel_descriptor(front->core));
    mem_free(front->core);
    front->core = NULL;
    front->singly_until = clock_milliseconds() + SINGLY;
    fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];

        if (s == NULL || s->step == STEP_READING || s->step == STEP_PARSER)
            continue;
        if (s->step == STEP_RECIPIENT) {
            s->step = STEP_READING;
            front_recipient_known(s, RETRY, NULL, &why);
            front_resume(s);
            continue;
        }
        if (s->job->at_core)
            suspect(front, s->job->mail.body_hash);
        finish(s, RETRY, &why);
    }
}

static void core_ready(void *arg, short revents)
{
    struct front *front = arg;
    bool alive = channel_fill(front->core);
    struct frame frame;

    (void)revents;
    while (front->core != NULL && channel_next(front->core, &frame))
        core_answered(front, &frame);
    if (front->core != NULL && (!alive || !channel_flush(front->core)))
        core_gone(front);
    else if (front->core != NULL)
        loop_change(front->loop, channel_descriptor(front->core), channel_pending(front->core) ? POLLIN | POLLOUT : POLLIN);
}

void front_core_open(struct front *front, int fd)
{
    if (front->core != NULL)
        core_gone(front);
    front->core = channel_open(front, fd, protocol_mail_limit(front->conf));
    loop_watch(front->loop, fd, POLLIN, core_ready, front);
}
