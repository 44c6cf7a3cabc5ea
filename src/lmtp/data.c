/* The text after DATA: RFC 5321, 2.3.8 and 4.1.1.4: only CRLF ends a line, only CRLF.CRLF ends the text. */
#include "base/mem.h"
#include "lmtp/private.h"

/* The gravest first: it is the one that is told, however the bytes arrived. */
enum fault_kind { FAULT_BARE, FAULT_NUL, FAULT_LOOP, FAULT_TOO_BIG };
static const struct data_fault faults[] = {
    [FAULT_BARE] = {550, "5.6.0", "CR or LF alone; only CRLF ends a line"},
    [FAULT_NUL] = {554, "5.6.0", "NUL in the message"},
    [FAULT_LOOP] = {554, "5.4.6", "Too many hops: this mail is looping"},
    [FAULT_TOO_BIG] = {552, "5.3.4", "Message too big"},
};

void data_begin(struct lmtp_session *s)
{
    s->data.place = PLACE_LINE_START;
    s->data.fault = NULL;
    s->data.in_header = true;
    s->data.line = 0;
    s->data.received = 0;
}

void data_release(struct lmtp_session *s)
{
    struct buf *text = &s->data.text;

    if (text->capacity > KEPT_TEXT) {
        mem_free(text->p);
        buf_init(text, s, s->limits.message);
    } else {
        buf_truncate(text, 0);
    }
}

/* From here on the message is only read to its end, so each recipient gets its reply where the client awaits it. */
static void spoil(struct lmtp_session *s, enum fault_kind kind)
{
    if (s->data.fault != NULL && s->data.fault <= &faults[kind])
        return;
    s->data.fault = &faults[kind];
    data_release(s);
}

static void keep(struct lmtp_session *s, const char *p, size_t n)
{
    struct buf *text = &s->data.text;

    if (s->data.fault != NULL)
        return;
    if (n > text->limit - text->n)
        spoil(s, FAULT_TOO_BIG);
    else
        buf_add(text, p, n);
}

/* "Received" *WSP ":" (RFC 5322, 4.5.7 allows the white space) */
static bool is_received(struct str line)
{
    size_t i = sizeof "Received" - 1;

    if (!str_starts_nocase(line, STR("Received")))
        return false;
    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    return i < line.n && line.p[i] == ':';
}

static void end_line(struct lmtp_session *s)
{
    struct data *d = &s->data;
    struct str line;

    d->place = PLACE_LINE_START;
    if (d->fault != NULL)
        return;
    line = str_from_index(buf_view(&d->text), d->line);
    d->line = d->text.n;
    if (!d->in_header)
        return;
    if (line.n == 2)
        d->in_header = false;
    else if (is_received(line) && ++d->received > s->limits.received && !s->envelope.pipe) /* by pipe: kept aside instead */
        spoil(s, FAULT_LOOP);
}

/* A run of text up to its LF, or all there is. */
static size_t text_step(struct lmtp_session *s, struct str in)
{
    size_t n = str_index(in, '\n');
    bool found = n < in.n;
    size_t cr = n > 0 && in.p[n - 1] == '\r'; /* 1: the run ends in CR */

    if (memchr(in.p, '\r', n - cr) != NULL || (found && cr == 0))
        spoil(s, FAULT_BARE);
    if (memchr(in.p, '\0', n) != NULL)
        spoil(s, FAULT_NUL);
    if (!found) {
        keep(s, in.p, n - cr);
        s->data.place = cr != 0 ? PLACE_TEXT_CR : PLACE_TEXT;
        return n;
    }
    keep(s, in.p, n + 1);
    if (cr != 0)
        end_line(s);
    else
        s->data.place = PLACE_TEXT;
    return n + 1;
}

/* Reads some of `in`, which is not empty, or only changes place. */
static size_t step(struct lmtp_session *s, struct str in, bool *end)
{
    struct data *d = &s->data;

    switch (d->place) {
    case PLACE_LINE_START:
        d->place = in.p[0] == '.' ? PLACE_DOT : PLACE_TEXT;
        return in.p[0] == '.';
    case PLACE_DOT: /* dropped, whatever follows (4.5.2) */
        d->place = in.p[0] == '\r' ? PLACE_DOT_CR : PLACE_TEXT;
        return in.p[0] == '\r';
    case PLACE_DOT_CR:
        *end = in.p[0] == '\n';
        break;
    case PLACE_TEXT_CR:
        if (in.p[0] == '\n') {
            keep(s, "\r\n", 2);
            end_line(s);
            return 1;
        }
        break;
    case PLACE_TEXT:
        return text_step(s, in);
    }
    if (*end)
        return 1;
    spoil(s, FAULT_BARE);
    d->place = PLACE_TEXT;
    return 0;
}

bool data_read(struct lmtp_session *s)
{
    struct str in = session_unread(s);
    size_t used = 0;
    bool end = false;

    while (used < in.n && !end)
        used += step(s, str_from_index(in, used), &end);
    session_used(s, used);
    return end;
}
