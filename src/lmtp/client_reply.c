/* The client's side of the wire: what is to be sent goes out, replies come in, all before one deadline. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "lmtp/client.h"

enum {
    LINES_MOST = 100, /* lines of one reply */
    ENHANCED_LENGTH = 11
};

static bool wait_for(const struct talk *t, short events)
{
    struct pollfd p = {.fd = t->fd, .events = events};
    int64_t left;

    do {
        left = t->deadline - clock_milliseconds();
        if (left <= 0)
            return false;
    } while (poll(&p, 1, (int)left) < 0 && errno == EINTR);
    return p.revents != 0;
}

bool talk_flush(struct talk *t)
{
    size_t sent = 0;

    while (sent < t->out.n) {
        ssize_t n = send(t->fd, t->out.p + sent, t->out.n - sent, MSG_DONTWAIT | MSG_NOSIGNAL);

        if (n >= 0)
            sent += (size_t)n;
        else if (errno != EINTR && !((errno == EAGAIN || errno == EWOULDBLOCK) && wait_for(t, POLLOUT)))
            return false;
    }
    buf_truncate(&t->out, 0);
    return true;
}

static bool fill(struct talk *t)
{
    char chunk[4096];

    for (;;) {
        ssize_t n = recv(t->fd, chunk, sizeof chunk, MSG_DONTWAIT);

        if (n > 0) {
            buf_add(&t->in, chunk, (size_t)n);
            return !t->in.full;
        }
        if (n == 0 || (errno != EINTR && !((errno == EAGAIN || errno == EWOULDBLOCK) && wait_for(t, POLLIN))))
            return false;
    }
}

static bool read_line(struct talk *t, struct str *line)
{
    size_t end;

    if (t->at > 0 && t->at * 2 >= t->in.n) {
        buf_consume(&t->in, t->at);
        t->at = 0;
    }
    for (;;) {
        struct str unread = str_from_index(buf_view(&t->in), t->at);

        end = str_index(unread, '\n');
        if (end < unread.n) {
            *line = str_trim_end(str_cut(unread, 0, end));
            t->at += end + 1;
            return line->n <= LINE_MOST;
        }
        if (unread.n > LINE_MOST || !fill(t))
            return false;
    }
}

/* An enhanced code at the start of *text whose class is that of the reply; taken off (RFC 2034). */
static void take_enhanced(struct str *text, int code, char enhanced[ENHANCED_LENGTH + 1])
{
    struct str rest = *text, word;
    size_t dots = 0;

    if (!str_next_word(&rest, &word) || word.n < 5 || word.n > ENHANCED_LENGTH || word.p[0] != '0' + code / 100 ||
        word.p[1] != '.')
        return;
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '.')
            dots++;
        else if (word.p[i] < '0' || word.p[i] > '9')
            return;
    }
    if (dots != 2)
        return;
    snprintf(enhanced, ENHANCED_LENGTH + 1, "%.*s", STR_ARGS(word));
    *text = str_trim(rest);
}

static void note_offer(struct talk *t, struct str text)
{
    const struct {
        const char *keyword;
        bool *offered;
    } known[] = {{"PIPELINING", &t->pipelining},
                 {"SIZE", &t->size},
                 {"8BITMIME", &t->eight_bit},
                 {"SMTPUTF8", &t->smtputf8},
                 {"XASKPOST", &t->pipe}};
    struct str word;

    if (!str_next_word(&text, &word))
        return;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_equal_nocase(word, str_of(known[i].keyword)))
            *known[i].offered = true;
}

bool talk_reply(struct talk *t, struct reply *r, bool offers)
{
    for (int lines = 0; lines < LINES_MOST; lines++) {
        struct str line, text;
        uint64_t code;
        char enhanced[ENHANCED_LENGTH + 1] = "";

        if (!read_line(t, &line) || !str_number(str_cut(line, 0, 3), 599, &code) || code < 200)
            return false;
        text = str_trim(str_from_index(line, 4));
        if (offers)
            note_offer(t, text);
        if (line.n > 3 && line.p[3] == '-')
            continue;
        if (line.n > 3 && line.p[3] != ' ')
            return false;
        *r = (struct reply){.code = (int)code};
        take_enhanced(&text, r->code, enhanced);
        fault_set(&r->why, DONE, enhanced, "%d %.*s", r->code, STR_ARGS(text));
        return true;
    }
    return false;
}
