/* The client against our own session in a child, and against scripted servers that misbehave. */
#include "unit.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "lmtp/lmtp.h"

struct server {
    pid_t pid;
    int fd;
};

static void answer_recipient(struct lmtp_session *s)
{
    struct fault why;
    struct str address = lmtp_recipient(s);

    if (str_starts(address, STR("unknown@")))
        lmtp_answer(s, fault_set(&why, REFUSED, "5.1.1", "No such address"), &why);
    else if (str_starts(address, STR("busy@")))
        lmtp_answer(s, fault_set(&why, RETRY, "4.3.0", "Busy"), &why);
    else
        lmtp_answer(s, DONE, NULL);
}

/* Accepts the message when it is `wanted` for `envelope`, else refuses with what it was. */
static void judge(struct lmtp_session *s, const char *wanted, const char *envelope)
{
    const struct lmtp_envelope *e = lmtp_envelope(s);
    struct fault why;
    struct buf b;

    buf_init(&b, s, 10000);
    buf_format(&b, "%s%s%s%s:", e->eight_bit ? "8 " : "", e->smtputf8 ? "u " : "", e->pipe ? "p " : "", e->sender);
    for (size_t i = 0; i < e->recipient_count; i++)
        buf_format(&b, " %s%s", e->refused[i] ? "!" : "", e->recipients[i]);
    if (str_equal(lmtp_message(s), str_of(wanted)) && strcmp(b.p, envelope) == 0)
        lmtp_deliver(s, DONE, NULL);
    else
        lmtp_deliver(s, fault_set(&why, REFUSED, "5.6.0", "[%s] %.*s", b.p, STR_ARGS(lmtp_message(s))), &why);
}

static void serve_session(int fd, bool pipe, const char *wanted, const char *envelope)
{
    const struct lmtp_limits limits = {
        .message = 200, .recipients = 5, .received = 50, .bad_commands = 10, .bad_recipients = 10, .allow_pipe = pipe};
    void *ctx = mem_job("server");
    struct lmtp_session *s = lmtp_open(ctx, "forum.example", &limits);
    enum lmtp_event event = LMTP_NEED_INPUT;

    while (event != LMTP_CLOSE) {
        char chunk[37];
        ssize_t n;

        while ((event = lmtp_run(s)) != LMTP_NEED_INPUT && event != LMTP_CLOSE) {
            if (event == LMTP_NEED_SENDER)
                lmtp_answer(s, DONE, NULL);
            else if (event == LMTP_NEED_RECIPIENT)
                answer_recipient(s);
            else
                judge(s, wanted, envelope);
        }
        (void)!io_write_all(fd, lmtp_replies(s)->p, lmtp_replies(s)->n);
        buf_truncate(lmtp_replies(s), 0);
        n = read(fd, chunk, sizeof chunk);
        if (n <= 0)
            break;
        lmtp_feed(s, str_from(chunk, (size_t)n));
    }
    mem_free(ctx);
}

static struct server start_session(bool pipe, const char *wanted, const char *envelope)
{
    struct server server;
    int fds[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    server.pid = fork();
    if (server.pid == 0) {
        signal(SIGPIPE, SIG_IGN);
        close(fds[0]);
        serve_session(fds[1], pipe, wanted, envelope);
        _exit(0);
    }
    close(fds[1]);
    server.fd = fds[0];
    return server;
}

static struct server start_script(const char *script, bool stay)
{
    struct server server;
    int fds[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    server.pid = fork();
    if (server.pid == 0) {
        char chunk[4096];

        signal(SIGPIPE, SIG_IGN);
        close(fds[0]);
        (void)!io_write_all(fds[1], script, strlen(script));
        shutdown(fds[1], stay ? SHUT_RD : SHUT_WR);
        while (!stay && read(fds[1], chunk, sizeof chunk) > 0)
            ;
        if (stay)
            pause();
        _exit(0);
    }
    close(fds[1]);
    server.fd = fds[0];
    return server;
}

static void stop(struct server server)
{
    int status;

    close(server.fd);
    kill(server.pid, SIGKILL);
    assert_int_equal(waitpid(server.pid, &status, 0), server.pid);
}

enum { MOST = 4 };

struct session_case {
    const char *sender, *recipients[MOST];
    const char *message;
    bool allow_pipe, pipe;
    const char *wanted, *envelope;
    enum outcome outcome;
    struct {
        enum outcome outcome;
        const char *code;
    } results[MOST];
};

static const struct session_case sessions[] = {
    {"a@b.example",
     {"ask@f.example"},
     "Subject: x\n\n.dot\n..\nend",
     false,
     false,
     "Subject: x\r\n\r\n.dot\r\n..\r\nend\r\n",
     "a@b.example: ask@f.example",
     DONE,
     {{DONE, "2.0.0"}}},
    {"",
     {"ask@f.example", "unknown@f.example", "busy@f.example", "postmaster"},
     "x\r\n",
     false,
     false,
     "x\r\n",
     ": ask@f.example postmaster",
     DONE,
     {{DONE, "2.0.0"}, {REFUSED, "5.1.1"}, {RETRY, "4.3.0"}, {DONE, "2.0.0"}}},
    {"a@b.example",
     {"unknown@f.example", "busy@f.example"},
     "x\n",
     false,
     false,
     "",
     "",
     DONE,
     {{REFUSED, "5.1.1"}, {RETRY, "4.3.0"}}},
    {"a@b.example",
     {"unknown@f.example", "ask@f.example", "no address", "busy@f.example"},
     "x\n",
     true,
     true,
     "x\r\n",
     "p a@b.example: !unknown@f.example ask@f.example !",
     DONE,
     {{DONE, "2.0.0"}, {DONE, "2.0.0"}, {DONE, "2.0.0"}, {RETRY, "4.3.0"}}},
    /* The server does not offer it: refused as for anybody. */
    {"a@b.example",
     {"unknown@f.example", "ask@f.example", "no address"},
     "x\n",
     false,
     true,
     "x\r\n",
     "a@b.example: ask@f.example",
     DONE,
     {{REFUSED, "5.1.1"}, {DONE, "2.0.0"}, {REFUSED, "5.1.3"}}},
    {"j\xc3\xbc@b.example",
     {"ask@f.example"},
     "\xc3\xbc\n",
     false,
     false,
     "\xc3\xbc\r\n",
     "8 u j\xc3\xbc@b.example: ask@f.example",
     DONE,
     {{DONE, "2.0.0"}}},
    {"a@b.example>\r\nRCPT TO:<evil@f.example",
     {"ask@f.example"},
     "x\n",
     false,
     false,
     "",
     "",
     DONE,
     {{REFUSED, "5.1.7"}}},
    {"a@b.example",
     {"ask@f.example>\r\nDATA\r\n", "ask@f.example"},
     "x\n",
     false,
     false,
     "x\r\n",
     "a@b.example: ask@f.example",
     DONE,
     {{REFUSED, "5.1.3"}, {DONE, "2.0.0"}}},
    /* 190 bytes pass SIZE, but not as CRLF. */
    {"a@b.example",
     {"ask@f.example", "ask@f.example"},
     "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
     "\n\n\n\n"
     "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
     "\n\n\n\n",
     false,
     false,
     "",
     "",
     DONE,
     {{REFUSED, "5.3.4"}, {REFUSED, "5.3.4"}}},
};

static void our_session(void **state)
{
    for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++) {
        const struct session_case *c = &sessions[i];
        struct lmtp_result results[MOST] = {0};
        struct lmtp_mail mail = {.helo = "client",
                                 .sender = c->sender,
                                 .recipients = c->recipients,
                                 .message = str_of(c->message),
                                 .seconds = 10,
                                 .pipe = c->pipe};
        struct server server = start_session(c->allow_pipe, c->wanted, c->envelope);
        struct fault why;

        while (mail.count < MOST && c->recipients[mail.count] != NULL)
            mail.count++;
        assert_int_equal(lmtp_submit(*state, server.fd, &mail, results, &why), c->outcome);
        for (size_t k = 0; k < mail.count; k++) {
            if (results[k].outcome != c->results[k].outcome || strcmp(results[k].why.code, c->results[k].code) != 0)
                fail_msg("case %zu recipient %zu: %s %s %s", i, k, outcome_name(results[k].outcome),
                         results[k].why.code, results[k].why.text);
        }
        stop(server);
    }
}

#define HELLO "220 x\r\n250-x\r\n250 PIPELINING\r\n"
static const struct {
    const char *script;
    bool stay;
    enum outcome outcome;
    enum outcome results[2];
    const char *codes[2];
} scripts[] = {
    {"", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {"554 5.3.2 go away\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {"220 x\r\n500 5.5.1 no\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {"garbage\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {"999 x\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {"220x\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    {HELLO "250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 first\r\n",
     false,
     RETRY,
     {DONE, RETRY},
     {"2.0.0", "4.4.2"}},
    {HELLO "250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n", false, RETRY, {RETRY, REFUSED}, {"4.4.2", "5.1.1"}},
    {HELLO "250 ok\r\n250 ok\r\n250 ok\r\n451 4.3.0 not now\r\n221 bye\r\n",
     false,
     DONE,
     {RETRY, RETRY},
     {"4.3.0", "4.3.0"}},
    {HELLO "250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n552-5.3.4 too\r\n552 5.3.4 big\r\n",
     false,
     DONE,
     {REFUSED, REFUSED},
     {"5.3.4", "5.1.1"}},
    {HELLO "452 4.3.1 full\r\n503 a\r\n503 b\r\n503 c\r\n", false, DONE, {RETRY, RETRY}, {"4.3.1", "4.3.1"}},
    {HELLO "550 5.7.1 no\r\n503 a\r\n503 b\r\n503 c\r\n", false, DONE, {REFUSED, REFUSED}, {"5.7.1", "5.7.1"}},
    {HELLO "250 ok\r\n550 5.1.1 a\r\n451 4.3.0 b\r\n354 go\r\n", false, RETRY, {REFUSED, RETRY}, {"5.1.1", "4.3.0"}},
    {HELLO "250 ok\r\n250 ok\r\n250 ok\r\n250 what\r\n", false, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
    /* without PIPELINING nothing is sent after the sender was refused */
    {"220 x\r\n250 x\r\n550 5.7.1 no\r\n", false, DONE, {REFUSED, REFUSED}, {"5.7.1", "5.7.1"}},
    {"220 x\r\n250 x\r\n250 ok\r\n550 5.1.1 a\r\n550 5.1.1 b\r\n", false, DONE, {REFUSED, REFUSED}, {"5.1.1", "5.1.1"}},
    {"220 x\r\n250 x\r\n250 ok\r\n250 a\r\n250 b\r\n354 go\r\n250 2.0.0 a\r\n451 4.3.0 b\r\n",
     false,
     DONE,
     {DONE, RETRY},
     {"2.0.0", "4.3.0"}},
    /* an enhanced code of another class is text */
    {HELLO "250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 5.0.0 a\r\n451 hm\r\n", false, DONE, {DONE, RETRY}, {"", ""}},
    /* silence: the deadline */
    {HELLO "250 ok\r\n250 ok\r\n", true, RETRY, {RETRY, RETRY}, {"4.4.2", "4.4.2"}},
};

static enum outcome deliver(const void *ctx, int fd, const char *const *recipients, size_t count, struct str message,
                            struct lmtp_result *results, struct fault *why)
{
    const struct lmtp_mail mail = {.helo = "client", .sender = "a@b.example", .recipients = recipients, .count = count, .message = message,
                                   .seconds = 1};

    return lmtp_submit(ctx, fd, &mail, results, why);
}

static void bad_servers(void **state)
{
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        const char *const recipients[] = {"a@f.example", "b@f.example"};
        struct server server = start_script(scripts[i].script, scripts[i].stay);
        struct lmtp_result results[2] = {0};
        struct fault why;
        int64_t begun = clock_milliseconds();
        enum outcome outcome = deliver(*state, server.fd, recipients, 2, STR("Subject: x\n\nx\n"), results, &why);

        if (outcome != scripts[i].outcome)
            fail_msg("script %zu: %s: %s", i, outcome_name(outcome), why.text);
        for (size_t k = 0; k < 2; k++)
            if (results[k].outcome != scripts[i].results[k] || strcmp(results[k].why.code, scripts[i].codes[k]) != 0)
                fail_msg("script %zu recipient %zu: %s %s %s", i, k, outcome_name(results[k].outcome),
                         results[k].why.code, results[k].why.text);
        assert_true(clock_milliseconds() - begun < 2500);
        stop(server);
    }
}

/* A server that takes nothing of a long message, and one whose line never ends. */
static void stuck_servers(void **state)
{
    const char *const recipients[] = {"a@f.example"};
    struct lmtp_result result;
    struct fault why;
    struct buf b;
    struct server server;

    buf_init(&b, *state, 5000000);
    while (b.n < 4000000)
        buf_text(&b, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
    int fds[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    assert_true(
        io_write_all(fds[1], HELLO "250 ok\r\n250 ok\r\n354 go\r\n", strlen(HELLO "250 ok\r\n250 ok\r\n354 go\r\n")));
    int64_t begun = clock_milliseconds();
    assert_int_equal(deliver(*state, fds[0], recipients, 1, buf_view(&b), &result, &why), RETRY);
    assert_int_equal(result.outcome, RETRY);
    assert_in_range(clock_milliseconds() - begun, 900, 2500);
    close(fds[0]);
    close(fds[1]);

    buf_truncate(&b, 0);
    while (b.n < 100000)
        buf_text(&b, "220 x");
    server = start_script(buf_string(&b), false);
    assert_int_equal(deliver(*state, server.fd, recipients, 1, STR("x"), &result, &why), RETRY);
    stop(server);
}

/* The text was not sent whole, yet the server says 2xx: no promise. */
static void early_promise(void **state)
{
    static const char script[] = HELLO "250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 mine\r\n";
    const char *const recipients[] = {"a@f.example"};
    struct lmtp_result result;
    struct fault why;
    struct buf b;
    int fds[2];

    buf_init(&b, *state, 5000000);
    while (b.n < 4000000)
        buf_text(&b, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    assert_true(io_write_all(fds[1], script, strlen(script)));
    assert_int_equal(deliver(*state, fds[0], recipients, 1, buf_view(&b), &result, &why), RETRY);
    assert_int_equal(result.outcome, RETRY);
    close(fds[0]);
    close(fds[1]);
}

static void smtputf8_missing(void **state)
{
    struct server server = start_script(HELLO "221 bye\r\n", false);
    const char *const recipients[] = {"j\xc3\xbc@f.example"};
    struct lmtp_result result;
    struct fault why;

    assert_int_equal(deliver(*state, server.fd, recipients, 1, STR("x"), &result, &why), DONE);
    assert_int_equal(result.outcome, REFUSED);
    assert_string_equal(result.why.code, "5.6.7");
    stop(server);
}

static void stuffing(void **state)
{
    static const struct {
        const char *in, *out;
        size_t n; /* 0: strlen */
    } table[] = {
        {"", "", 0},
        {"x", "x\r\n", 0},
        {"x\r\ny\n", "x\r\ny\r\n", 0},
        {".\n..\n.x\nx.\n", "..\r\n...\r\n..x\r\nx.\r\n", 0},
        {"a: b\rFrom: evil\n\nx\r.\ry\n", "a: b From: evil\r\n\r\nx\r\n..\r\ny\r\n", 0},
        {"a\0b\n\n\0.\n", "a b\r\n\r\n .\r\n", 8},
        {"a\r\r\n\nb\r\r\n", "a \r\n\r\nb\r\n\r\n", 0},
        {"a\n\r\n.\r\n", "a\r\n\r\n..\r\n", 0},
        {"x\n\n\r.\r", "x\r\n\r\n\r\n..\r\n", 0},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buf b;

        buf_init(&b, *state, 1000);
        lmtp_stuff(&b, str_from(table[i].in, table[i].n == 0 ? strlen(table[i].in) : table[i].n));
        assert_string_equal(buf_string(&b), table[i].out);
    }
}

UNIT_MAIN(UNIT(our_session), UNIT(bad_servers), UNIT(stuck_servers), UNIT(early_promise), UNIT(smtputf8_missing),
          UNIT(stuffing))
