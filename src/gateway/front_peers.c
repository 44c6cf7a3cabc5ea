/* front's peers: the parsers it gives mails to, and core, which alone can say that a mail is written down. */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/front.h"

enum {
    PARSER_WALL = 10 * 1000, /* ms for one mail */
    PARSER_MAILS = 64,       /* then a fresh one takes its place */
    PARSER_TRIES = 2,        /* a fresh one once, then quarantine */
    SINGLY = 60 * 1000       /* ms of one mail at a time after core died */
};

/* ---- parsers ----------------------------------------------------------------------------------------------------------- */

static void parser_ready(void *arg, short revents);
static void to_core(struct session *s);

void front_forget_jobs(struct session *s)
{
    for (size_t i = 0; i < PARSERS_MAX; i++)
        if (s->front->parsers[i].session == s)
            s->front->parsers[i].session = NULL;
}

static void send_to_parser(struct parser *p, struct session *s)
{
    struct job *job = s->job;
    struct mail question = {.sender = "", .origin = job->mail.origin};
    struct buf *request = channel_begin(p->channel, ASK_READ, s->id);
    size_t record = wire_open(request);

    memcpy(question.body_hash, job->mail.body_hash, sizeof question.body_hash);
    mail_encode(request, &question);
    wire_close(request, record);
    put_known(request, &job->known);
    wire_put_number(request, lmtp_envelope(s->lmtp)->sender[0] == '\0');
    wire_put_str(request, job->raw);
    channel_end(p->channel);
    p->session = s;
    p->since = clock_milliseconds();
    p->told = false;
    p->mails++;
    if (channel_flush(p->channel))
        loop_change(s->front->loop, channel_descriptor(p->channel), channel_pending(p->channel) ? POLLIN | POLLOUT : POLLIN);
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

void front_assign_parsers(struct front *front)
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
        front_finish(s, RETRY, &why);
    else
        front_quarantine(s, outcome == DONE ? "the parser's record is wrong" : why.text);
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
        front_quarantine(s, "the parser died on it twice");
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
    front_assign_parsers(front);
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
    front_assign_parsers(front);
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
        front_finish(s, RETRY, &why);
    }
}

/* ---- core ---------------------------------------------------------------------------------------------------------------- */

static bool flush_to_core(struct front *front)
{
    if (!channel_flush(front->core))
        return false;
    if (channel_pending(front->core))
        loop_change(front->loop, channel_descriptor(front->core), POLLIN | POLLOUT);
    return true;
}

bool front_ask_core(struct session *s, enum request type, struct str payload)
{
    struct channel *core = s->front->core;

    return core != NULL && channel_send(core, (uint8_t)type, s->id, payload) && flush_to_core(s->front);
}

static bool send_mail(struct session *s)
{
    struct channel *core = s->front->core;

    if (core == NULL)
        return false;
    mail_encode(channel_begin(core, ASK_MAIL, s->id), &s->job->mail);
    return channel_end(core) && flush_to_core(s->front);
}

/* How many mails core has, and whether one of them was there when it died. */
static size_t mails_at_core(struct front *front, bool *suspected)
{
    size_t count = 0;

    *suspected = false;
    for (size_t i = 0; i < front->slots; i++) {
        const struct session *s = front->sessions[i];

        if (s == NULL || s->job == NULL || !s->job->at_core)
            continue;
        count++;
        *suspected = *suspected || front_deaths(front, s->job->mail.body_hash) > 0;
    }
    return count;
}

/* After core died, mails go to it one by one for a while, and those that were there then go alone for good: so a second death names
 * the mail it died on, and no other is taken for it. */
static void send_waiting(struct front *front)
{
    bool singly = clock_milliseconds() < front->singly_until, suspected;
    size_t busy = mails_at_core(front, &suspected);

    front->held_back = false;
    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];
        struct fault why;
        bool suspect;

        if (s == NULL || s->job == NULL || s->step != STEP_COMMIT || s->job->at_core)
            continue;
        suspect = front_deaths(front, s->job->mail.body_hash) > 0;
        if (busy > 0 && (singly || suspected || suspect)) {
            front->held_back = true;
            continue;
        }
        s->job->at_core = true;
        busy++;
        suspected = suspected || suspect;
        if (!send_mail(s)) {
            fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
            front_finish(s, RETRY, &why);
            return;
        }
    }
}

static void to_core(struct session *s)
{
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

static void known_answered(struct session *s, struct wire *w)
{
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);
    struct known known = {0};

    get_known(s->job, w, &known);
    if (outcome == DONE && wire_end(w)) {
        known.text = str_from(str_dup(s->job, known.text), known.text.n);
        known.html = str_from(str_dup(s->job, known.html), known.html.n);
        s->job->known = known;
        s->step = STEP_PARSER;
        front_assign_parsers(s->front);
    } else {
        front_finish(s, RETRY, &why);
    }
}

static void mail_answered(struct session *s, struct wire *w)
{
    struct front *front = s->front; /* the session may be gone with its last answer */
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);

    s->job->at_core = false;
    if (outcome == REFUSED) /* only a mail of a kind core cannot take: kept for the operator, never bounced */
        front_quarantine(s, why.text);
    else
        front_finish(s, outcome, &why);
    if (front->held_back)
        send_waiting(front);
}

static void core_answered(struct front *front, const struct frame *frame)
{
    struct session *s = session_of(front, frame->tag);
    struct wire w = wire_read(frame->payload);

    if (s == NULL)
        return;
    if (s->step == STEP_RECIPIENT)
        front_recipient_answered(s, &w);
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
    front_forget_recipients(front);
    fault_set(&why, RETRY, "4.3.0", "the forum is restarting, try again");
    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];

        if (s == NULL || s->step == STEP_READING || s->step == STEP_PARSER)
            continue;
        if (s->step == STEP_RECIPIENT) {
            front_recipient_known(s, RETRY, NULL, &why);
            continue;
        }
        if (s->job->at_core)
            front_suspect(front, s->job->mail.body_hash);
        front_finish(s, RETRY, &why);
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
