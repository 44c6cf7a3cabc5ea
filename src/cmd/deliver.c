/* askpost deliver: one message on stdin, handed to the daemon over LMTP, for pipe transports and fetchmail.
 *
 * It exits 0 or 75, nothing else, whatever happens: an MTA takes every other status for a refusal and bounces the mail
 * to a sender who may be forged. 0 says that the daemon has the mail for every recipient. Recipients it does not know
 * go to its quarantine (XASKPOST=pipe, see lmtp/lmtp.h). So does what would be refused after the text (a loop). Where that
 * door is closed to us (another user, TCP), either exits 75 as well, and so does, everywhere, a mail that is too big: the
 * MTA keeps the mail and gives it up by its own rules, and the reason stands in its log each time. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "lmtp/lmtp.h"

enum { DEADLINE = 60 /* seconds for everything, reading stdin included */ };

struct errand {
    const void *ctx;
    const struct conf *conf; /* NULL: not loaded yet */
    const char *conf_path;
    const char *socket, *sender, *header; /* NULL: not given */
    const char **recipients;
    size_t count;
    struct str message;
    int64_t deadline; /* clock_milliseconds */
};

static void give_up(int number)
{
    (void)number;
    _exit(EX_TEMPFAIL);
}

/* Told to stop, out of time, out of memory (which aborts), or crashed: the mail stays with the MTA. */
static void catch_signals(void)
{
    static const int fatal[] = {SIGTERM, SIGINT, SIGHUP,  SIGQUIT, SIGALRM, SIGABRT, SIGSEGV, SIGBUS,
                                SIGFPE,  SIGILL, SIGXCPU, SIGXFSZ, SIGSYS,  SIGUSR1, SIGUSR2};
    struct sigaction action = {.sa_handler = give_up};

    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        sigaction(fatal[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    alarm(DEADLINE);
}

/* "", "<>", and what Postfix writes for the null sender in pipe(8), are the null sender. */
static const char *sender_of(const void *ctx, const char *given)
{
    struct str s = str_of(given);

    if (s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>')
        s = str_cut(s, 1, s.n - 2);
    return str_equal_nocase(s, STR("MAILER-DAEMON")) ? "" : str_dup(ctx, s);
}

static bool read_options(struct errand *e, int argc, char **argv)
{
    static const struct option longs[] = {{"recipient-from", required_argument, NULL, 'H'}, {NULL, 0, NULL, 0}};
    int option;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "+c:f:s:", longs, NULL)) != -1) {
        if (option == 'f')
            e->sender = sender_of(e->ctx, optarg);
        else if (option == 'c')
            e->conf_path = optarg;
        else if (option == 's')
            e->socket = optarg[0] == '/' ? mem_format(e->ctx, "unix:%s", optarg) : optarg;
        else if (option == 'H')
            e->header = optarg;
        else
            return false;
    }
    e->recipients = mem_array(e->ctx, (size_t)(argc - optind) + 1, sizeof *e->recipients);
    while (optind < argc)
        e->recipients[e->count++] = argv[optind++];
    return e->sender != NULL && (e->count > 0) == (e->header == NULL);
}

/* With -s the daemon can be found without a configuration: its limits are then the defaults. */
static bool find_conf(struct errand *e)
{
    struct conf *conf = NULL;
    struct fault why;

    if (e->conf == NULL && conf_load(e->ctx, e->conf_path, &conf, &why) != DONE) {
        if (e->socket == NULL) {
            cmd_fail(EX_TEMPFAIL, "deliver", "%s", why.text);
            return false;
        }
        conf = conf_defaults(e->ctx);
    }
    if (e->conf == NULL)
        e->conf = conf;
    if (e->socket == NULL)
        e->socket = e->conf->mail.lmtp[0] != '\0' ? e->conf->mail.lmtp : e->conf->mail.lmtp_tcp;
    return true;
}

/* A "From " line, as mailboxes and some pipes have it, is no part of the message. */
static bool read_message(struct errand *e)
{
    struct str line;
    struct fault why;

    if (io_read_all(e->ctx, STDIN_FILENO, e->conf->limits.message, &e->message, &why) != DONE) {
        cmd_fail(EX_TEMPFAIL, "deliver", "%s %s", why.code, why.text);
        return false;
    }
    if (str_starts(e->message, STR("From ")))
        str_next_line(&e->message, &line);
    return true;
}

/* The value of the first field of that name, unfolded; NULL when there is none. The first is the one our own MTA or the
 * mailbox's wrote. */
static char *first_field(const void *ctx, struct str message, struct str name)
{
    struct str rest = message, line, before;
    struct buf value;
    bool found = false;

    buf_init(&value, ctx, ADDRESS_LIMIT * 4);
    while (str_next_line(&rest, &line) && line.n > 0) {
        bool folded = line.p[0] == ' ' || line.p[0] == '\t';

        if (found && !folded)
            break;
        if (!found) {
            struct str after = line;

            if (folded || !str_next_part(&after, ':', &before) || after.p == NULL ||
                !str_equal_nocase(str_trim_end(before), name))
                continue;
            found = true;
            line = after;
        }
        buf_str(&value, line);
    }
    return found ? str_dup(ctx, str_trim(buf_view(&value))) : NULL;
}

static bool find_recipient(struct errand *e)
{
    char *value;
    struct str address;

    if (e->header == NULL)
        return true;
    value = first_field(e->ctx, e->message, str_of(e->header));
    address = str_of(value);
    if (address.n >= 2 && address.p[0] == '<' && address.p[address.n - 1] == '>')
        address = str_cut(address, 1, address.n - 2);
    if (!address_valid(address)) {
        cmd_fail(EX_TEMPFAIL, "deliver",
                 value == NULL ? "the message has no field %.100s" : "its field %.100s holds no address", e->header);
        return false;
    }
    e->recipients[e->count++] = str_dup(e->ctx, address);
    return true;
}

/* Says why a recipient was not served: by number, for this line may be logged and mailed. */
static bool report(const struct lmtp_result *results, size_t first, size_t count)
{
    bool all = true;

    for (size_t i = 0; i < count; i++) {
        if (results[i].outcome == DONE)
            continue;
        all = false;
        cmd_fail(EX_TEMPFAIL, "deliver", "recipient %zu: %s %s", first + i + 1, results[i].why.code,
                 results[i].why.text);
    }
    return all;
}

static bool hand_over(const struct errand *e, size_t first, size_t count)
{
    struct lmtp_result *results = mem_array(e->ctx, count, sizeof *results);
    int64_t left = (e->deadline - clock_milliseconds()) / 1000;
    struct lmtp_mail mail = {.helo = "localhost",
                             .sender = e->sender,
                             .recipients = e->recipients + first,
                             .count = count,
                             .message = e->message,
                             .seconds = left < 1 ? 1 : (int)left,
                             .pipe = true};
    struct fault why;
    int fd = io_connect(e->socket, &why);
    enum outcome outcome;

    if (fd < 0) {
        cmd_fail(EX_TEMPFAIL, "deliver", "%s", why.text);
        return false;
    }
    outcome = lmtp_submit(e->ctx, fd, &mail, results, &why);
    close(fd);
    if (outcome != DONE)
        cmd_fail(EX_TEMPFAIL, "deliver", "%s", why.text);
    return report(results, first, count) && outcome == DONE;
}

/* As many recipients at a time as the daemon takes. */
static bool deliver(const struct errand *e)
{
    size_t most = e->conf->limits.recipients;
    bool all = true;

    for (size_t first = 0; first < e->count; first += most)
        all = hand_over(e, first, e->count - first < most ? e->count - first : most) && all;
    return all;
}

int cmd_deliver(struct invocation *invocation)
{
    struct errand e = {
        .ctx = invocation->ctx, .conf = invocation->conf, .conf_path = invocation->conf_path,
        .deadline = clock_milliseconds() + DEADLINE * 1000};

    catch_signals();
    if (!read_options(&e, invocation->argc, invocation->argv))
        return cmd_fail(
            EX_TEMPFAIL, "deliver",
            "usage: askpost deliver [-c FILE] [-s SOCKET] -f SENDER RECIPIENT... | --recipient-from HEADER");
    if (!find_conf(&e) || !read_message(&e) || !find_recipient(&e) || !deliver(&e))
        return EX_TEMPFAIL;
    return EX_OK;
}
