#include "base/mem.h"
#include "lmtp/private.h"

struct lmtp_session *lmtp_open(const void *ctx, const char *host, const struct lmtp_limits *limits)
{
    struct lmtp_session *s = mem_new(ctx, struct lmtp_session);

    s->limits = *limits;
    s->host = mem_string(s, host);
    buf_init(&s->input, s, INPUT_LIMIT);
    buf_init(&s->replies, s, REPLY_LIMIT);
    buf_init(&s->data.text, s, limits->message);
    session_to(s, STATE_FRESH);
    buf_format(&s->replies, "220 %s LMTP askpost\r\n", s->host);
    return s;
}

void session_to(struct lmtp_session *s, enum session_state state)
{
    if (s->state != STATE_CLOSED)
        s->state = state;
}

void session_reply(struct lmtp_session *s, int code, const char *enhanced, const char *text)
{
    buf_format(&s->replies, "%d %s ", code, enhanced);
    for (const char *p = text; *p != '\0'; p++)
        buf_char(&s->replies, *p >= ' ' && *p <= '~' ? *p : '?');
    buf_text(&s->replies, "\r\n");
    if (s->replies.full)
        session_to(s, STATE_CLOSED);
}

static void session_reply_each(struct lmtp_session *s, int code, const char *enhanced, const char *text)
{
    for (size_t i = 0; i < s->envelope.recipient_count; i++)
        session_reply(s, code, enhanced, text);
}

void session_bad(struct lmtp_session *s, int code, const char *enhanced, const char *text)
{
    if (++s->bad_commands > s->limits.bad_commands)
        lmtp_shut(s, "4.7.0", "Too many errors");
    else
        session_reply(s, code, enhanced, text);
}

/* Reply codes that say more than the class of the enhanced code (RFC 5321, 4.2.3). */
static int basic_code(enum outcome outcome, const char *enhanced)
{
    static const struct {
        const char *enhanced;
        int code;
    } special[] = {
        {"4.3.1", 452}, {"4.5.3", 452}, {"5.3.4", 552}, {"5.4.6", 554}, {"5.6.0", 554}, {"5.6.7", 553},
    };

    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (strcmp(special[i].enhanced, enhanced) == 0)
            return special[i].code;
    return outcome == RETRY ? 451 : 550;
}

struct answer {
    int code;
    const char *enhanced, *text;
};

/* What to say for an outcome; the class of an enhanced code is always that of the reply (RFC 2034, 4). */
static struct answer answer_of(enum outcome outcome, const struct fault *why, struct answer done)
{
    const char *text = why == NULL ? "" : why->text, *enhanced = why == NULL ? "" : why->code;

    if (outcome == DONE)
        return done;
    if (enhanced[0] != (outcome == RETRY ? '4' : '5') || enhanced[1] != '.')
        enhanced = outcome == RETRY ? "4.3.0" : "5.0.0";
    if (text[0] == '\0')
        text = outcome == RETRY ? "Try again later" : "Refused";
    return (struct answer){basic_code(outcome, enhanced), enhanced, text};
}

void session_reset(struct lmtp_session *s)
{
    mem_free(s->mail);
    s->mail = NULL;
    s->asked = NULL;
    s->envelope = (struct lmtp_envelope){0};
    s->recipient_capacity = s->refused_capacity = 0;
    data_release(s);
}

void session_take_recipient(struct lmtp_session *s, const char *address, bool refused)
{
    struct lmtp_envelope *e = &s->envelope;
    size_t count = e->recipient_count + 1;

    e->recipients = mem_grow(s->mail, e->recipients, &s->recipient_capacity, count, sizeof *e->recipients);
    e->refused = mem_grow(s->mail, e->refused, &s->refused_capacity, count, sizeof *e->refused);
    e->recipients[count - 1] = mem_string(s->mail, address);
    e->refused[count - 1] = refused;
    e->recipient_count = count;
    session_reply(s, 250, "2.1.5", "Recipient ok");
}

static void answer_sender(struct lmtp_session *s, enum outcome outcome, const struct fault *why)
{
    struct answer a = answer_of(outcome, why, (struct answer){250, "2.1.0", "Sender ok"});

    session_reply(s, a.code, a.enhanced, a.text);
    if (outcome != DONE)
        session_reset(s);
    session_to(s, outcome == DONE ? STATE_MAIL : STATE_READY);
}

static void answer_recipient(struct lmtp_session *s, enum outcome outcome, const struct fault *why)
{
    struct answer a = answer_of(outcome, why, (struct answer){0});

    session_to(s, STATE_MAIL);
    if (outcome == DONE || (outcome == REFUSED && s->envelope.pipe))
        session_take_recipient(s, s->asked, outcome == REFUSED);
    else if (outcome == REFUSED && ++s->bad_recipients > s->limits.bad_recipients)
        lmtp_shut(s, "4.7.0", "Too many unknown recipients");
    else
        session_reply(s, a.code, a.enhanced, a.text);
    s->asked = NULL;
}

void lmtp_answer(struct lmtp_session *s, enum outcome outcome, const struct fault *why)
{
    if (s->state == STATE_SENDER_ASKED)
        answer_sender(s, outcome, why);
    else if (s->state == STATE_RECIPIENT_ASKED)
        answer_recipient(s, outcome, why);
}

void lmtp_deliver(struct lmtp_session *s, enum outcome outcome, const struct fault *why)
{
    struct answer a = answer_of(outcome, why, (struct answer){250, "2.0.0", "Stored"});

    if (s->state != STATE_DELIVERY_ASKED)
        return;
    session_reply_each(s, a.code, a.enhanced, a.text);
    session_reset(s);
    session_to(s, STATE_READY);
}

void lmtp_shut(struct lmtp_session *s, const char *code, const char *text)
{
    if (s->state == STATE_CLOSED)
        return;
    session_reply(s, 421, code, text);
    session_to(s, STATE_CLOSED);
}

/* What was consumed is moved out only when it is the larger part, so each byte is moved once on average. */
void lmtp_feed(struct lmtp_session *s, struct str bytes)
{
    if (s->at > s->input.n / 2) {
        buf_consume(&s->input, s->at);
        s->at = 0;
    }
    buf_str(&s->input, bytes);
    if (s->input.full)
        lmtp_shut(s, "4.3.2", "Too much at once");
}

struct str session_unread(const struct lmtp_session *s)
{
    return str_from_index(buf_view(&s->input), s->at);
}

void session_used(struct lmtp_session *s, size_t n)
{
    s->at += n;
    s->scanned = 0;
}

/* Takes the next command line, which only CRLF ends; it is valid until the next feed. Of a line beyond the limit
 * nothing is kept but a CR at its end, and *too_long says so when its CRLF comes. */
static bool next_line(struct lmtp_session *s, struct str *line, bool *too_long)
{
    struct str in = session_unread(s);
    size_t from = s->scanned == 0 ? 0 : s->scanned - 1;
    size_t end = from + str_find(str_from_index(in, from), STR("\r\n"));

    if (end < in.n) {
        *line = str_cut(in, 0, end);
        *too_long = s->skipping || end + 2 > LINE_LIMIT_PATH;
        s->skipping = false;
        session_used(s, end + 2);
        return true;
    }
    if (in.n > LINE_LIMIT_PATH) {
        bool cr = in.p[in.n - 1] == '\r';

        s->skipping = true;
        session_used(s, in.n - cr);
        in.n = cr;
    }
    s->scanned = in.n;
    return false;
}

/* CR, LF, NUL and every other control: no command has one. */
static bool has_control(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if ((unsigned char)line.p[i] < ' ' || line.p[i] == 0x7f)
            return true;
    return false;
}

static bool run_command(struct lmtp_session *s)
{
    struct str line;
    bool too_long;

    if (!next_line(s, &line, &too_long))
        return false;
    if (too_long)
        session_bad(s, 500, "5.5.2", "Line too long");
    else if (has_control(line))
        session_bad(s, 500, "5.5.2", "Control character, or a line not ended by CRLF");
    else
        verb_run(s, line);
    return true;
}

static bool run_data(struct lmtp_session *s)
{
    const struct data_fault *fault;

    if (!data_read(s))
        return false;
    fault = s->data.fault;
    if (fault == NULL) {
        session_to(s, STATE_DELIVERY_ASKED);
    } else {
        session_reply_each(s, fault->code, fault->enhanced, fault->text);
        session_reset(s);
        session_to(s, STATE_READY);
    }
    return true;
}

enum lmtp_event lmtp_run(struct lmtp_session *s)
{
    for (;;) {
        switch (s->state) {
        case STATE_CLOSED:
            return LMTP_CLOSE;
        case STATE_SENDER_ASKED:
            return LMTP_NEED_SENDER;
        case STATE_RECIPIENT_ASKED:
            return LMTP_NEED_RECIPIENT;
        case STATE_DELIVERY_ASKED:
            return LMTP_NEED_DELIVERY;
        case STATE_DATA:
            if (!run_data(s))
                return LMTP_NEED_INPUT;
            break;
        case STATE_FRESH:
        case STATE_READY:
        case STATE_MAIL:
            if (!run_command(s))
                return LMTP_NEED_INPUT;
            break;
        }
    }
}

struct buf *lmtp_replies(struct lmtp_session *s)
{
    return &s->replies;
}

struct str lmtp_recipient(const struct lmtp_session *s)
{
    return str_of(s->asked);
}

const struct lmtp_envelope *lmtp_envelope(const struct lmtp_session *s)
{
    return &s->envelope;
}

struct str lmtp_message(const struct lmtp_session *s)
{
    return buf_view(&s->data.text);
}

size_t lmtp_held_bytes(const struct lmtp_session *s)
{
    return s->data.text.n;
}
