/* load: the load generator of the benchmarks and of the kill tests. Sends distinct mails of many authors over several connections at
 * once, as an MTA does: pipelined where offered, and whatever was not acknowledged is sent again.
 *   load [-c CONNECTIONS] [-n MAILS] [-f FIRST] [-a AUTHORS] [-z BYTES] [-l ACKS] [-t SECONDS] [-r RATE] [-1] [-S] WHERE RECIPIENT
 * WHERE is unix:PATH or HOST:PORT. ACKS gets the number of each acknowledged mail, a line each, before it is counted. RATE: at most so many
 * tries a second. -1: no second try. -S: the server speaks SMTP. A % in RECIPIENT becomes the author's number, as if each had a mailbox. SIGTERM: no new mails; it ends when those that were begun are acknowledged. Prints "N mails, C connections, S seconds, R mails/s, T tries". Mail K has the subject "Question number K about ..." */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"

enum { CONNECTIONS_MAX = 200, REPLY_MAX = 4096, END_SECONDS = 60 };

enum stage { IDLE, GREETING, HELLO, ENVELOPE, BODY, GONE };

struct connection {
    int fd;
    enum stage stage;
    int replies;       /* still expected in this stage */
    bool refused;      /* one of them was no success */
    bool pipelining;
    long mail;         /* the one under way, or -1 */
    struct buf out;
    char in[REPLY_MAX];
    size_t in_used;
    int64_t again;     /* when to connect again */
};

static struct {
    int connections, authors, size;
    long mails, first;
    int seconds, rate;
    bool once;
    const char *where, *recipient;
    FILE *acks;
} options = {.connections = 1, .authors = 1000, .mails = 1000, .size = 1500, .seconds = 600};

static struct connection connections[CONNECTIONS_MAX];
static char *waiting;  /* waiting[k]: 1 to be sent, 0 under way, 2 done */
static long next_new, begun, done, tries, lost;
static int64_t started;
static volatile sig_atomic_t ending;
static void *ctx;

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

/* A body of about options.size bytes that no other mail has. */
static void write_body(struct buf *b, long mail)
{
    static const char *const words[] = {"therapy", "sleep",  "friend",  "worry",   "morning", "question", "listen", "family",
                                        "doctor",  "record", "partner", "talking", "evening", "moment",   "answer", "quiet"};
    size_t start = b->n;
    uint64_t x = mix((uint64_t)mail + 1);
    int column = 0;

    while (b->n - start < (size_t)options.size) {
        const char *word = words[x & 15];

        buf_text(b, word);
        column += (int)strlen(word) + 1;
        x = mix(x + 0x9e3779b97f4a7c15ULL);
        if (column > 64) {
            buf_text(b, ".\r\n");
            column = 0;
        } else {
            buf_char(b, ' ');
        }
    }
    buf_format(b, "\r\nThis was number %ld.\r\n", mail);
}

static int author_of(long mail)
{
    return (int)(mix((uint64_t)mail * 7 + 3) % (uint64_t)options.authors);
}

static void write_recipient(struct buf *b, long mail)
{
    for (const char *p = options.recipient; *p != '\0'; p++) {
        if (*p == '%')
            buf_format(b, "%d", author_of(mail));
        else
            buf_char(b, *p);
    }
}

static void write_mail(struct buf *b, long mail)
{
    int author = author_of(mail);
    char date[32];

    clock_rfc5322(clock_now(), date);
    buf_format(b, "Received: from client.example by mx.example with ESMTP; %s\r\n", date);
    buf_format(b, "From: Author %d <author%d@people.example>\r\nTo: ", author, author);
    write_recipient(b, mail);
    buf_format(b, "\r\nSubject: Question number %ld about a night without sleep\r\nDate: %s\r\n", mail, date);
    buf_format(b, "Message-ID: <load.%ld@people.example>\r\nMIME-Version: 1.0\r\n", mail);
    buf_text(b, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
    write_body(b, mail);
    buf_text(b, ".\r\n");
}

static bool is_lmtp = true;

static void connect_to(struct connection *c)
{
    struct fault why;

    c->fd = io_connect(options.where, &why);
    if (c->fd < 0) {
        c->again = clock_milliseconds() + 20;
        c->stage = GONE;
        return;
    }
    io_nonblocking(c->fd);
    c->stage = GREETING;
    c->replies = 1;
    c->in_used = 0;
    c->mail = -1;
    buf_init(&c->out, ctx, SIZE_MAX / 4);
}

static void drop(struct connection *c)
{
    if (c->mail >= 0) {
        waiting[c->mail] = options.once ? 2 : 1;
        lost += options.once;
        done += options.once;
        if (!options.once && c->mail < next_new)
            next_new = c->mail;
    }
    c->mail = -1;
    close(c->fd);
    c->fd = -1;
    mem_free(c->out.p);
    c->out.p = NULL;
    c->stage = GONE;
    c->again = clock_milliseconds() + 20;
}

static void end_soon(int signal)
{
    (void)signal;
    ending = 1;
}

static long take_mail(void)
{
    if (options.rate > 0 && tries > (clock_milliseconds() - started) * options.rate / 1000)
        return -1;
    while (next_new < options.mails && waiting[next_new] != 1)
        next_new++;
    if (next_new >= options.mails)
        return -1;
    waiting[next_new] = 0;
    if (begun == next_new)
        begun++;
    return next_new++;
}

static void start_mail(struct connection *c)
{
    c->mail = take_mail();
    if (c->mail < 0) {
        c->stage = IDLE;
        return;
    }
    tries++;
    c->refused = false;
    c->stage = ENVELOPE;
    c->replies = 3;
    buf_text(&c->out, "MAIL FROM:<author@people.example>\r\nRCPT TO:<");
    write_recipient(&c->out, options.first + c->mail);
    buf_text(&c->out, ">\r\nDATA\r\n");
}

static void finish_mail(struct connection *c, bool taken)
{
    if (taken || options.once) {
        if (taken && options.acks != NULL) {
            fprintf(options.acks, "%ld\n", options.first + c->mail);
            fflush(options.acks);
        }
        waiting[c->mail] = 2;
        lost += !taken;
        done++;
    } else {
        waiting[c->mail] = 1;
        if (c->mail < next_new)
            next_new = c->mail;
    }
    c->mail = -1;
    start_mail(c);
}

static void stage_done(struct connection *c)
{
    switch (c->stage) {
    case GREETING:
        c->stage = HELLO;
        c->replies = 1;
        buf_text(&c->out, is_lmtp ? "LHLO load.example\r\n" : "EHLO load.example\r\n");
        break;
    case HELLO:
        start_mail(c);
        break;
    case ENVELOPE:
        if (c->refused) {
            drop(c);
            return;
        }
        c->stage = BODY;
        c->replies = 1;
        write_mail(&c->out, options.first + c->mail);
        break;
    case BODY:
        finish_mail(c, !c->refused);
        break;
    case IDLE:
    case GONE:
        break;
    }
}

static void reply_line(struct connection *c, const char *line, size_t n)
{
    if (n < 4 || line[3] == '-')
        return;
    if (line[0] != '2' && line[0] != '3')
        c->refused = true;
    if (c->replies > 0 && --c->replies == 0)
        stage_done(c);
}

static void readable(struct connection *c)
{
    ssize_t n = recv(c->fd, c->in + c->in_used, sizeof c->in - c->in_used, MSG_DONTWAIT);
    char *end;

    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        drop(c);
        return;
    }
    c->in_used += (size_t)n;
    while (c->fd >= 0 && (end = memchr(c->in, '\n', c->in_used)) != NULL) {
        size_t length = (size_t)(end - c->in) + 1;

        reply_line(c, c->in, length);
        if (c->fd < 0)
            return;
        memmove(c->in, c->in + length, c->in_used - length);
        c->in_used -= length;
    }
}

static void writable(struct connection *c)
{
    while (c->fd >= 0 && c->out.n > 0) {
        ssize_t n = send(c->fd, c->out.p, c->out.n, MSG_DONTWAIT | MSG_NOSIGNAL);

        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0) {
            drop(c);
            return;
        }
        buf_consume(&c->out, (size_t)n);
    }
}

static void run(void)
{
    struct pollfd polls[CONNECTIONS_MAX];
    int64_t deadline = clock_milliseconds() + options.seconds * 1000;

    for (int i = 0; i < options.connections; i++)
        connect_to(&connections[i]);
    while (done < options.mails && clock_milliseconds() < deadline) {
        for (int i = 0; i < options.connections; i++) {
            struct connection *c = &connections[i];

            if (c->stage == GONE && clock_milliseconds() >= c->again)
                connect_to(c);
            if (c->stage == IDLE)
                start_mail(c);
            if (c->fd >= 0)
                writable(c);
            polls[i] = (struct pollfd){.fd = c->fd, .events = (short)(POLLIN | (c->fd >= 0 && c->out.n > 0 ? POLLOUT : 0))};
        }
        if (ending && begun < options.mails) {
            options.mails = begun;
            deadline = clock_milliseconds() + END_SECONDS * 1000;
        }
        poll(polls, (nfds_t)options.connections, 20);
        for (int i = 0; i < options.connections; i++)
            if (connections[i].fd >= 0 && (polls[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
                readable(&connections[i]);
    }
}

int main(int argc, char **argv)
{
    int64_t milliseconds;
    int option;

    while ((option = getopt(argc, argv, "c:n:f:a:z:l:t:r:1S")) != -1)
        switch (option) {
        case 'c': options.connections = (int)strtol(optarg, NULL, 10); break;
        case 'n': options.mails = strtol(optarg, NULL, 10); break;
        case 'f': options.first = strtol(optarg, NULL, 10); break;
        case 'a': options.authors = (int)strtol(optarg, NULL, 10); break;
        case 'z': options.size = (int)strtol(optarg, NULL, 10); break;
        case 't': options.seconds = (int)strtol(optarg, NULL, 10); break;
        case 'r': options.rate = (int)strtol(optarg, NULL, 10); break;
        case 'l': options.acks = fopen(optarg, "a"); break;
        case '1': options.once = true; break;
        case 'S': is_lmtp = false; break;
        default: return 2;
        }
    if (argc - optind != 2 || options.connections < 1 || options.connections > CONNECTIONS_MAX || options.mails < 1 || options.authors < 1) {
        fprintf(stderr, "usage: load [-c CONNECTIONS] [-n MAILS] [-f FIRST] [-a AUTHORS] [-z BYTES] [-l ACKS] [-t SECONDS] [-r RATE] [-1] [-S] WHERE RECIPIENT\n");
        return 2;
    }
    options.where = argv[optind];
    options.recipient = argv[optind + 1];
    ctx = mem_job("load");
    waiting = mem_zero(ctx, (size_t)options.mails);
    memset(waiting, 1, (size_t)options.mails);
    signal(SIGTERM, end_soon);
    started = clock_milliseconds();
    run();
    milliseconds = clock_milliseconds() - started;
    printf("%ld mails, %d connections, %.4f seconds, %.0f mails/s, %ld tries\n", done - lost, options.connections, (double)milliseconds / 1000,
           (double)(done - lost) * 1000 / (double)(milliseconds == 0 ? 1 : milliseconds), tries);
    mem_free(ctx);
    return done - lost == options.mails ? 0 : 1;
}
