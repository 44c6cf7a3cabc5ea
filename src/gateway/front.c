/* front: the connections. Reads envelope, From, Authentication-Results and the automatic-mail headers itself, has the rest read by a jailed
 * parser, asks core, and answers the MTA only when core has committed. No database, no keys, no files. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"
#include "gateway/front.h"
#include "gateway/gateway.h"

enum {
    SECOND = 1000,
    DATA_FLOOR = 500,         /* bytes a second a message must keep up, after a minute's grace */
    DATA_GRACE = 60 * SECOND,
    ACCEPT_PAUSE = 100,       /* ms without accepting when descriptors run out */
    STOP_WAIT = 8 * SECOND    /* ms open jobs get when we are to stop */
};

/* ---- connections --------------------------------------------------------------------------------------------------- */

static void session_ready(void *arg, short revents);
static void pump(struct session *s);

static void session_free(struct session *s)
{
    struct front *front = s->front;

    loop_forget(front->loop, s->fd);
    close(s->fd);
    front->sessions[s->slot] = NULL;
    front->session_count--;
    mem_free(s);
}

/* Sends what is waiting. False when the client is gone. */
static bool send_replies(struct session *s)
{
    struct buf *replies = s->map != NULL ? socketmap_replies(s->map) : lmtp_replies(s->lmtp);

    while (replies->n > 0) {
        ssize_t n = send(s->fd, replies->p, replies->n, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return true;
        if (n < 0)
            return false;
        buf_consume(replies, (size_t)n);
    }
    return true;
}

static bool has_replies(struct session *s)
{
    return (s->map != NULL ? socketmap_replies(s->map) : lmtp_replies(s->lmtp))->n > 0;
}

/* What to wait for: while core or a parser works for this session, nothing more is read from its client. */
static void watch_session(struct session *s)
{
    short events = 0;

    if (has_replies(s))
        events |= POLLOUT;
    else if (s->step == STEP_READING)
        events |= POLLIN;
    loop_change(s->front->loop, s->fd, events);
}

/* The client is gone, or is to go once its replies are sent. A mail that core already has is finished first. */
static void settle_session(struct session *s, bool gone)
{
    s->closing = s->closing || gone;
    if (gone && s->step != STEP_READING) {
        loop_forget(s->front->loop, s->fd);
        s->gone = true;
        return;
    }
    if (gone || (s->closing && !has_replies(s) && s->step == STEP_READING))
        session_free(s);
    else
        watch_session(s);
}

static size_t held_by_all(const struct front *front)
{
    size_t bytes = 0;

    for (size_t i = 0; i < front->slots; i++)
        if (front->sessions[i] != NULL && front->sessions[i]->lmtp != NULL)
            bytes += lmtp_held_bytes(front->sessions[i]->lmtp);
    return bytes;
}

static enum outcome sender_fits(const struct front *front, struct fault *why)
{
    if (front->core == NULL)
        return fault_set(why, RETRY, "4.3.0", "the forum is starting, try again");
    if (held_by_all(front) > (size_t)CONNECTIONS_IN_FLIGHT << 20)
        return fault_set(why, RETRY, "4.3.1", "too much mail at once, try again");
    return DONE;
}

/* Gives the session what it asks for until it needs input or an answer that takes time. */
static void pump_lmtp(struct session *s)
{
    struct fault why;

    while (s->step == STEP_READING) {
        switch (lmtp_run(s->lmtp)) {
        case LMTP_NEED_INPUT:
            return;
        case LMTP_NEED_SENDER:
            s->recipient_count = 0;
            lmtp_answer(s->lmtp, sender_fits(s->front, &why), &why);
            break;
        case LMTP_NEED_RECIPIENT:
            front_ask_recipient(s);
            break;
        case LMTP_NEED_DELIVERY:
            front_deliver(s);
            return; /* front_resume goes on, or went on already: the session may be over */
        case LMTP_CLOSE:
            s->closing = true;
            return;
        }
    }
}

static void pump_map(struct session *s)
{
    while (s->step == STEP_READING) {
        switch (socketmap_run(s->map)) {
        case SOCKETMAP_NEED_INPUT:
            return;
        case SOCKETMAP_NEED_ANSWER:
            front_ask_recipient(s);
            break;
        case SOCKETMAP_CLOSE:
            s->closing = true;
            return;
        }
    }
}

static void pump(struct session *s)
{
    struct front *front = s->front;
    size_t slot = s->slot;
    uint64_t id = s->id;

    if (s->gone && s->step == STEP_READING) {
        s->gone = false;
        front_forget_jobs(s);
        session_free(s);
        return;
    }
    if (s->map != NULL)
        pump_map(s);
    else
        pump_lmtp(s);
    if (front->sessions[slot] == NULL || front->sessions[slot]->id != id)
        return;
    settle_session(s, !send_replies(s));
}

void front_resume(struct session *s)
{
    s->step = STEP_READING;
    s->last_active = clock_milliseconds();
    pump(s);
}

static void session_ready(void *arg, short revents)
{
    static char chunk[65536]; /* an automatic one would be cleared for every read */
    struct session *s = arg;
    ssize_t n;

    if ((revents & POLLOUT) != 0) {
        settle_session(s, !send_replies(s));
        return;
    }
    if (s->step != STEP_READING) { /* gone, with replies untaken, while somebody works for it */
        settle_session(s, true);
        return;
    }
    n = recv(s->fd, chunk, sizeof chunk, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (n <= 0) {
        settle_session(s, true);
        return;
    }
    s->last_active = clock_milliseconds();
    if (s->map != NULL)
        socketmap_feed(s->map, str_from(chunk, (size_t)n));
    else
        lmtp_feed(s->lmtp, str_from(chunk, (size_t)n));
    pump(s);
}

/* Whether a client of the unix socket may use pipe mode: our own user or root, as `askpost deliver` runs. */
static bool trusted_client(int fd)
{
    struct ucred who;
    socklen_t length = sizeof who;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &length) == 0 && (who.uid == 0 || who.uid == getuid());
}

static void session_open(struct front *front, int fd, bool map, bool local)
{
    const struct conf *conf = front->conf;
    struct lmtp_limits limits = {.message = conf->limits.message,
                                 .recipients = conf->limits.recipients,
                                 .received = 50,
                                 .bad_commands = 20,
                                 .bad_recipients = map ? 0 : 20,
                                 .allow_pipe = local};
    struct session *s = mem_new(front, struct session);
    size_t slot = 0;

    while (front->sessions[slot] != NULL)
        slot++;
    *s = (struct session){.front = front, .fd = fd, .slot = slot, .id = ++front->last_session};
    s->opened = s->last_active = clock_milliseconds();
    if (map)
        s->map = socketmap_open(s);
    else
        s->lmtp = lmtp_open(s, conf->forum.domain, &limits);
    front->sessions[slot] = s;
    front->session_count++;
    loop_watch(front->loop, fd, POLLIN, session_ready, s);
    pump(s);
}

static void accept_again(void *arg)
{
    struct listener *l = arg;

    loop_watch(l->front->loop, l->fd, POLLIN, l->ready, l);
}

static void accept_client(void *arg, short revents)
{
    static const char full[] = "421 4.3.2 too many connections, try again\r\n";
    struct listener *l = arg;
    int fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    (void)revents;
    if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
        loop_forget(l->front->loop, l->fd); /* they wait in the backlog; spinning would not help them */
        loop_after(l->front->loop, ACCEPT_PAUSE, accept_again, l);
        return;
    }
    if (fd < 0)
        return;
    if (l->front->session_count >= l->front->slots || l->front->stopping) {
        if (!l->map && send(fd, full, sizeof full - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
            log_debug("client-gone", "%s", "");
        close(fd);
        return;
    }
    session_open(l->front, fd, l->map, trusted_client(fd));
}

static void listen_on(struct front *front, struct listener *l, int fd, bool map)
{
    *l = (struct listener){.front = front, .fd = fd, .map = map, .ready = accept_client};
    if (fd >= 0)
        loop_watch(front->loop, fd, POLLIN, accept_client, l);
}

/* ---- time ------------------------------------------------------------------------------------------------------------ */

static bool too_slow(const struct session *s, int64_t now)
{
    int64_t idle = now - s->last_active, age = now - s->data_since;

    if (s->step != STEP_READING)
        return false;
    if (idle > s->front->conf->limits.idle * SECOND)
        return true;
    return s->data_since != 0 && age > DATA_GRACE &&
           (int64_t)lmtp_held_bytes(s->lmtp) < (age - DATA_GRACE) / SECOND * DATA_FLOOR;
}

static void shut_session(struct session *s, const char *code, const char *text)
{
    if (s->lmtp != NULL)
        lmtp_shut(s->lmtp, code, text);
    s->closing = true;
    send_replies(s);
    session_free(s); /* whoever does not take 421 at once does not get it */
}

static void each_second(void *arg)
{
    struct front *front = arg;
    int64_t now = clock_milliseconds();

    for (size_t i = 0; i < front->slots; i++) {
        struct session *s = front->sessions[i];

        if (s == NULL)
            continue;
        if (s->lmtp != NULL)
            s->data_since = lmtp_held_bytes(s->lmtp) == 0 ? 0 : s->data_since == 0 ? now : s->data_since;
        if (too_slow(s, now))
            shut_session(s, "4.4.2", "timeout");
        else if (front->stopping && s->step == STEP_READING)
            shut_session(s, "4.3.2", "stopping, try again");
    }
    front_check_parsers(front);
    if (front->stopping && (front->session_count == 0 || now > front->stop_by))
        loop_stop(front->loop);
    loop_after(front->loop, front->stopping ? 50 : SECOND, each_second, front);
}

static void stop(struct front *front)
{
    if (front->stopping)
        return;
    front->stopping = true;
    front->stop_by = clock_milliseconds() + STOP_WAIT;
    loop_after(front->loop, 0, each_second, front);
}

static void control_ready(void *arg, short revents)
{
    struct front *front = arg;
    unsigned char what;
    int fd;

    (void)revents;
    while (proc_receive(front->control, &what, &fd)) {
        if (what == WIRE_CORE)
            front_core_open(front, fd);
        else if (what >= WIRE_PARSER && what < WIRE_PARSER + PARSERS_MAX)
            front_parser_open(front, what - WIRE_PARSER, fd);
        else
            stop(front);
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        stop(front);
}

int front_main(const struct role_start *start)
{
    struct fault why;
    void *ctx = mem_job("front");
    struct front *front = mem_new(ctx, struct front);

    front->conf = start->conf;
    front->control = start->control;
    front->loop = loop_new(front);
    front->slots = start->conf->limits.connections;
    front->sessions = mem_array(front, front->slots, sizeof(struct session *));
    if (jail_become(ROLE_FRONT, start->conf, &why) != DONE || jail_enter(ROLE_FRONT, start->conf, &why) != DONE)
        log_fatal(EX_OSERR, "%s", why.text);
    loop_watch(front->loop, front->control, POLLIN, control_ready, front);
    listen_on(front, &front->listeners[0], start->lmtp, false);
    listen_on(front, &front->listeners[1], start->lmtp_tcp, false);
    listen_on(front, &front->listeners[2], start->socketmap, true);
    loop_after(front->loop, SECOND, each_second, front);
    loop_run(front->loop);
    mem_free(ctx);
    return EX_OK;
}
