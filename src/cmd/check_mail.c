/* The half of `check` that talks: to the daemon's sockets, to the relay, and through both. */
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"
#include "base/random.h"
#include "cmd/check.h"
#include "seal/seal.h"
#include "smtp/smtp.h"
#include "store/ledger.h"

enum { ANSWER_MS = 5000, LIVE_SECONDS = 60, LIVE_STEP_MS = 500 };

/* The key of store_value that core sets once a mail carried a verdict of our authserv_id. */
static const char verdict_seen[] = "verdict-seen";

/* ---- sockets ---- */

/* Reads until `end` stands there or time is up; the answer, NUL-terminated. */
static bool read_until(int fd, const char *end, char *answer, size_t size)
{
    int64_t deadline = clock_milliseconds() + ANSWER_MS;
    size_t n = 0;

    answer[0] = '\0';
    while (strstr(answer, end) == NULL) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int64_t left = deadline - clock_milliseconds();
        ssize_t got;

        if (left <= 0 || n + 1 >= size || poll(&ready, 1, (int)left) <= 0)
            return false;
        got = read(fd, answer + n, size - 1 - n);
        if (got <= 0)
            return false;
        n += (size_t)got;
        answer[n] = '\0';
    }
    return true;
}

static bool speaks_lmtp(int fd)
{
    char answer[2000];

    return read_until(fd, "\r\n", answer, sizeof answer) && strncmp(answer, "220 ", 4) == 0 && io_write_all(fd, "LHLO localhost\r\n", 16) &&
           read_until(fd, "\r\n250 ", answer, sizeof answer) && io_write_all(fd, "QUIT\r\n", 6) &&
           read_until(fd, "221 ", answer, sizeof answer);
}

/* Asks for an address every forum has. */
static bool speaks_socketmap(const struct checker *c, int fd)
{
    char *key = mem_format(c->ctx, "askpost %s", conf_address(c->ctx, c->conf, "request"));
    char *request = mem_format(c->ctx, "%zu:%s,", strlen(key), key), answer[600];

    return io_write_all(fd, request, strlen(request)) && read_until(fd, ",", answer, sizeof answer) && strstr(answer, ":OK ") != NULL;
}

static void check_place(struct checker *c, const char *what, const char *where)
{
    struct fault why;
    int fd;

    if (*where == '\0')
        return;
    fd = io_connect(where, &why);
    if (fd < 0) {
        check_say(c, LEVEL_FAIL, what, "%s; is the daemon running (`askpost serve`), and may this user reach it?", why.text);
        return;
    }
    if (strcmp(what, "socketmap") == 0 ? speaks_socketmap(c, fd) : speaks_lmtp(fd))
        check_say(c, LEVEL_OK, what, "%s answers", where);
    else
        check_say(c, LEVEL_FAIL, what, "%s takes connections, but gives no sensible answer: look at the daemon's log", where);
    close(fd);
}

/* Port 0: only the kernel, and the daemon's ready line, know which it became. */
static bool port_is_open(const char *where)
{
    return str_ends(str_of(where), STR(":0")) && !str_starts(str_of(where), STR("unix:"));
}

void check_sockets(struct checker *c)
{
    const char *lmtp = c->conf->mail.lmtp;
    struct stat status;

    check_place(c, "lmtp", lmtp);
    check_place(c, "lmtp_tcp", port_is_open(c->conf->mail.lmtp_tcp) ? "" : c->conf->mail.lmtp_tcp);
    check_place(c, "socketmap", port_is_open(c->conf->mail.socketmap) ? "" : c->conf->mail.socketmap);
    if (*lmtp != '\0' && stat(lmtp + 5, &status) == 0 && (status.st_mode & 0007) != 0 && c->conf->mail.trust == TRUST_VERDICT)
        check_say(c, LEVEL_WARN, "lmtp", "every user of this machine may hand in mail with any Authentication-Results: chgrp the directory to the MTA and set [mail] lmtp_mode = 0660");
}

/* ---- the relay ---- */

void check_relay(struct checker *c)
{
    struct smtp_reply reply = {0};
    struct smtp *smtp = NULL;
    struct fault why;

    if (smtp_open(c->ctx, c->conf, &smtp, &why) != DONE) {
        check_say(c, LEVEL_FAIL, "relay", "%s: %s", c->conf->mail.relay, why.text);
        return;
    }
    smtp_probe(smtp, &reply);
    if (reply.result == SMTP_SENT)
        check_say(c, LEVEL_OK, "relay", "%s %s", c->conf->mail.relay,
                  strncmp(c->conf->mail.relay, "maildir:", 8) == 0 ? "can be written: mails are files, nothing leaves" : "answers");
    else if (reply.result == SMTP_RELAY)
        check_say(c, LEVEL_FAIL, "relay", "%s refuses us: %u %s (user, password and TLS are under [mail])", c->conf->mail.relay, reply.code, reply.words);
    else
        check_say(c, LEVEL_FAIL, "relay", "%s cannot be reached: %s", c->conf->mail.relay, reply.words);
    mem_free(smtp);
}

/* ---- who is believed ---- */

static bool was_seen(struct checker *c)
{
    struct fault why;
    char *value = NULL;

    return c->db != NULL && store_value_get(c->db, c->ctx, verdict_seen, &value, &why) == DONE && value != NULL && *value != '\0';
}

void check_identity(struct checker *c)
{
    const char *id = c->conf->mail.authserv_id;

    if (c->conf->mail.trust == TRUST_ANY)
        check_say(c, LEVEL_WARN, "trust", "[mail] trust = any: everybody can write in everybody's name; for demonstrations and tests only");
    else if (c->conf->mail.trust == TRUST_MTA)
        check_say(c, LEVEL_WARN, "trust", "[mail] trust = mta: From is believed; right only where the MTA takes mail from its authenticated users alone");
    else if (*id == '\0')
        check_say(c, LEVEL_WARN, "trust", "[mail] authserv_id is not set: nobody is authenticated, every mail is held. Set it to the first word of the Authentication-Results your MTA writes");
    else if (!was_seen(c))
        check_say(c, LEVEL_WARN, "trust", "no mail yet carried an Authentication-Results of %s: does the MTA (its DKIM and DMARC milters) write one, under that name?", id);
    else
        check_say(c, LEVEL_OK, "trust", "the verdicts of %s come in", id);
}

/* ---- through the relay and back in ---- */

/* The probe: automatic mail, which is recorded and never answered. */
static struct str probe(const struct checker *c, const char *id, const char *to)
{
    char date[32];
    struct buf mail;

    clock_rfc5322(clock_now(), date);
    buf_init(&mail, c->ctx, 4000);
    buf_format(&mail,
               "To: <%s>\r\nFrom: <%s>\r\nDate: %s\r\nMessage-ID: <%s>\r\nSubject: askpost check\r\nAuto-Submitted: auto-generated\r\n"
               "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
               "`askpost check --live` sent this to see whether mail comes back in.\r\n",
               to, c->conf->forum.operator, date, id);
    return buf_view(&mail);
}

struct arrival {
    const unsigned char *hash;
    bool there;
};

static bool is_probe(void *arg, const struct journal_entry *e)
{
    const struct arrival *a = arg;

    return e->direction == JOURNAL_IN && memcmp(e->message, a->hash, SEAL_HASH) == 0;
}

static void note_arrival(void *arg, const struct journal_entry *e)
{
    (void)e;
    ((struct arrival *)arg)->there = true;
}

/* Looks into the journal until the probe's Message-ID stands there. */
static bool arrived(struct checker *c, const unsigned char hash[SEAL_HASH], int64_t *milliseconds)
{
    int64_t start = clock_milliseconds();
    struct arrival arrival = {.hash = hash};
    struct fault why;

    for (;;) {
        *milliseconds = clock_milliseconds() - start;
        if (store_journal_walk(c->db, is_probe, note_arrival, &arrival, &why) == DONE && arrival.there)
            return true;
        if (*milliseconds > LIVE_SECONDS * 1000)
            return false;
        poll(NULL, 0, LIVE_STEP_MS);
    }
}

static void send_probe(struct checker *c, struct smtp *smtp, const struct seal *seal)
{
    char *to = conf_address(c->ctx, c->conf, "request"), *id;
    unsigned char hash[SEAL_HASH], nonce[8];
    struct smtp_reply reply = {0};
    int64_t milliseconds;

    random_fill(nonce, sizeof nonce);
    id = mem_format(c->ctx, "askpost-check.");
    for (size_t i = 0; i < sizeof nonce; i++)
        id = mem_format(c->ctx, "%s%02x", id, nonce[i]);
    id = mem_format(c->ctx, "%s@%s", id, c->conf->forum.domain);
    smtp_send(smtp, c->conf->forum.operator, to, probe(c, id, to), &reply);
    if (reply.result != SMTP_SENT) {
        check_say(c, LEVEL_FAIL, "live", "the relay did not take the probe to %s: %u %s", to, reply.code, reply.words);
        return;
    }
    seal_hash(seal, "message-id", str_of(id), hash);
    if (arrived(c, hash, &milliseconds))
        check_say(c, LEVEL_OK, "live", "a mail to %s came back in after %.1f s", to, (double)milliseconds / 1000);
    else
        check_say(c, LEVEL_FAIL, "live",
                  "the relay took a mail to %s, but it did not come in within %d s: look for it in the MTA's log (is the domain delivered to %s?)", to,
                  LIVE_SECONDS, c->conf->mail.lmtp);
}

void check_live(struct checker *c)
{
    struct smtp *smtp = NULL;
    struct seal *seal = NULL;
    struct fault why;

    if (strncmp(c->conf->mail.relay, "maildir:", 8) == 0) {
        check_say(c, LEVEL_WARN, "live", "the relay is a maildir: nothing leaves, so nothing can come back in");
        return;
    }
    if (c->db == NULL) {
        check_say(c, LEVEL_FAIL, "live", "there is no database to see an arrival in: start the daemon first");
        return;
    }
    if (seal_open(c->ctx, c->conf->store.keys, c->conf->forum.domain, SEAL_CHECK, &seal, &why) != DONE ||
        smtp_open(c->ctx, c->conf, &smtp, &why) != DONE)
        check_say(c, LEVEL_FAIL, "live", "%s", why.text);
    else
        send_probe(c, smtp, seal);
    mem_free(smtp);
    mem_free(seal);
    if (c->conf->mail.trust == TRUST_VERDICT && *c->conf->mail.authserv_id != '\0' && !was_seen(c))
        check_say(c, LEVEL_WARN, "live", "still without an Authentication-Results of %s", c->conf->mail.authserv_id);
}
