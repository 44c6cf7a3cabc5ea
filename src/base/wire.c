#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/wire.h"

void wire_put_number(struct buf *b, uint64_t value)
{
    unsigned char bytes[8];

    for (int i = 7; i >= 0; i--, value >>= 8)
        bytes[i] = (unsigned char)(value & 0xff);
    buf_add(b, bytes, sizeof bytes);
}

static void put_length(unsigned char to[4], size_t n)
{
    to[0] = (unsigned char)(n >> 24 & 0xff);
    to[1] = (unsigned char)(n >> 16 & 0xff);
    to[2] = (unsigned char)(n >> 8 & 0xff);
    to[3] = (unsigned char)(n & 0xff);
}

static size_t get_length(const char *from)
{
    const unsigned char *p = (const unsigned char *)from;

    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

void wire_put_str(struct buf *b, struct str s)
{
    unsigned char length[4];

    put_length(length, s.n);
    buf_add(b, length, sizeof length);
    buf_str(b, s);
}

void wire_put_text(struct buf *b, const char *text)
{
    wire_put_str(b, str_of(text));
}

size_t wire_open(struct buf *b)
{
    size_t begun = b->n;

    buf_add(b, "\0\0\0", 4);
    return begun;
}

void wire_close(struct buf *b, size_t begun)
{
    put_length((unsigned char *)b->p + begun, b->n - begun - 4);
}

struct wire wire_read(struct str payload)
{
    return (struct wire){.rest = payload};
}

static struct str take(struct wire *w, size_t n)
{
    struct str taken;

    if (w->bad || n > w->rest.n) {
        w->bad = true;
        return STR_EMPTY;
    }
    taken = str_cut(w->rest, 0, n);
    w->rest = str_from_index(w->rest, n);
    return taken;
}

uint64_t wire_number(struct wire *w)
{
    struct str bytes = take(w, 8);
    uint64_t value = 0;

    for (size_t i = 0; i < bytes.n; i++)
        value = value << 8 | (unsigned char)bytes.p[i];
    return value;
}

uint64_t wire_below(struct wire *w, uint64_t bound)
{
    uint64_t value = wire_number(w);

    if (value >= bound) {
        w->bad = true;
        return 0;
    }
    return value;
}

bool wire_flag(struct wire *w)
{
    return wire_below(w, 2) == 1;
}

struct str wire_str(struct wire *w)
{
    struct str length = take(w, 4);

    return w->bad ? STR_EMPTY : take(w, get_length(length.p));
}

char *wire_text(const void *ctx, struct wire *w)
{
    struct str s = wire_str(w);

    if (memchr(s.p, '\0', s.n) != NULL) {
        w->bad = true;
        s = STR_EMPTY;
    }
    return str_dup(ctx, s);
}

bool wire_end(const struct wire *w)
{
    return !w->bad && w->rest.n == 0;
}

struct channel {
    int fd;
    size_t frame_limit;
    bool broken;
    struct buf in, out;
    size_t in_used;  /* bytes of `in` already given out */
    size_t out_sent; /* bytes of `out` already written */
    size_t begun;    /* where the frame begins that is being put together */
    int64_t stuck;   /* since when nothing could be written */
};

static int close_channel(struct channel *c)
{
    close(c->fd);
    return 0;
}

struct channel *channel_open(const void *ctx, int fd, size_t frame_limit)
{
    struct channel *c = mem_new(ctx, struct channel);

    c->fd = fd;
    c->frame_limit = frame_limit;
    buf_init(&c->in, c, SIZE_MAX / 2);
    buf_init(&c->out, c, SIZE_MAX / 2);
    talloc_set_destructor(c, close_channel);
    return c;
}

int channel_descriptor(const struct channel *c)
{
    return c->fd;
}

bool channel_send(struct channel *c, uint8_t type, uint64_t tag, struct str payload)
{
    if (c->broken || payload.n + WIRE_FRAME_HEAD > c->frame_limit)
        return false;
    buf_str(channel_begin(c, type, tag), payload);
    return channel_end(c);
}

struct buf *channel_begin(struct channel *c, uint8_t type, uint64_t tag)
{
    c->begun = wire_open(&c->out);
    buf_char(&c->out, (char)type);
    wire_put_number(&c->out, tag);
    return &c->out;
}

bool channel_end(struct channel *c)
{
    if (c->broken || c->out.n - c->begun > c->frame_limit) {
        buf_truncate(&c->out, c->begun);
        return false;
    }
    wire_close(&c->out, c->begun);
    return true;
}

bool channel_flush(struct channel *c)
{
    while (!c->broken && c->out_sent < c->out.n) {
        ssize_t n = send(c->fd, c->out.p + c->out_sent, c->out.n - c->out_sent, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (c->stuck == 0)
                c->stuck = clock_milliseconds();
            return true;
        }
        if (n < 0) {
            c->broken = true;
            return false;
        }
        c->out_sent += (size_t)n;
        c->stuck = 0;
    }
    if (c->out_sent == c->out.n) {
        buf_truncate(&c->out, 0);
        c->out_sent = 0;
    }
    return !c->broken;
}

bool channel_pending(const struct channel *c)
{
    return c->out_sent < c->out.n;
}

int64_t channel_pending_since(const struct channel *c)
{
    return c->stuck;
}

bool channel_fill(struct channel *c)
{
    static char chunk[65536]; /* an automatic one would be cleared for every call */

    if (c->broken)
        return false;
    if (c->in_used > 0) {
        buf_consume(&c->in, c->in_used);
        c->in_used = 0;
    }
    for (;;) {
        ssize_t n = recv(c->fd, chunk, sizeof chunk, MSG_DONTWAIT);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return true;
        if (n <= 0) {
            c->broken = true;
            return false;
        }
        buf_add(&c->in, chunk, (size_t)n);
        if (c->in.n >= 4 && get_length(c->in.p) + 4 > c->frame_limit) {
            c->broken = true;
            return false;
        }
        if ((size_t)n < sizeof chunk || c->in.n > c->frame_limit)
            return true;
    }
}

bool channel_next(struct channel *c, struct frame *frame)
{
    struct str left = str_from_index(buf_view(&c->in), c->in_used);
    struct wire w;
    size_t length;

    if (left.n < 4)
        return false;
    length = get_length(left.p);
    if (length < 9 || length + 4 > c->frame_limit) {
        c->broken = true;
        return false;
    }
    if (left.n < length + 4)
        return false;
    frame->type = (uint8_t)left.p[4];
    w = wire_read(str_cut(left, 5, 8));
    frame->tag = wire_number(&w);
    frame->payload = str_cut(left, WIRE_FRAME_HEAD, length - 9);
    c->in_used += length + 4;
    return true;
}

static bool wait_for(struct channel *c, short what, int64_t deadline)
{
    struct pollfd p = {.fd = c->fd, .events = what};
    int64_t left = deadline < 0 ? -1 : deadline - clock_milliseconds();

    if (deadline >= 0 && left < 0)
        left = 0;
    return poll(&p, 1, (int)left) > 0 || (errno == EINTR && left != 0);
}

bool channel_wait(struct channel *c, struct frame *frame, int timeout)
{
    int64_t deadline = timeout < 0 ? -1 : clock_milliseconds() + timeout;

    while (!channel_next(c, frame)) {
        errno = 0;
        if (c->broken || !wait_for(c, POLLIN, deadline))
            return false;
        if (!channel_fill(c))
            return channel_next(c, frame);
    }
    return true;
}

bool channel_drain(struct channel *c, int timeout)
{
    int64_t deadline = timeout < 0 ? -1 : clock_milliseconds() + timeout;

    while (channel_flush(c) && channel_pending(c)) {
        errno = 0;
        if (!wait_for(c, POLLOUT, deadline))
            return false;
    }
    return !c->broken;
}
