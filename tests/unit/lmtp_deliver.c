/* `askpost deliver` in a child, against a session on a socket in a directory of its own: it exits 0 or 75, whatever
 * happens. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/cmd.h"
#include "lmtp/lmtp.h"

int cmd_deliver(struct invocation *invocation);
enum { MOST = 100 }; /* recipients of a mail: the least a configuration may say */

static char directory[] = "/tmp/lmtp_deliver.XXXXXX";
static char *conf_path, *socket_place, *log_path;

/* What cmd.c has for all subcommands. */
int cmd_fail(int status, const char *word, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "# %s: ", word);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return status;
}

static void judge(struct lmtp_session *s, int log)
{
    const struct lmtp_envelope *e = lmtp_envelope(s);
    struct fault why;
    struct buf b;

    buf_init(&b, s, 200000);
    buf_format(&b, "%s%s:", e->pipe ? "" : "no pipe ", e->sender);
    for (size_t i = 0; i < e->recipient_count; i++)
        buf_format(&b, " %s%s", e->refused[i] ? "!" : "", e->recipients[i]);
    buf_format(&b, "|%.*s\n", STR_ARGS(lmtp_message(s)));
    (void)!io_write_all(log, b.p, b.n);
    if (str_starts(str_of(e->sender), STR("later@")))
        lmtp_deliver(s, RETRY, NULL);
    else if (str_starts(str_of(e->sender), STR("never@")))
        lmtp_deliver(s, fault_set(&why, REFUSED, "5.4.6", "loop"), &why);
    else
        lmtp_deliver(s, DONE, NULL);
}

static void answer_recipient(struct lmtp_session *s)
{
    if (str_starts(lmtp_recipient(s), STR("unknown@")))
        lmtp_answer(s, REFUSED, NULL);
    else
        lmtp_answer(s, str_starts(lmtp_recipient(s), STR("busy@")) ? RETRY : DONE, NULL);
}

static void serve(int fd, int log)
{
    const struct lmtp_limits limits = {.message = 65536,
                                       .recipients = MOST,
                                       .received = 2,
                                       .bad_commands = 10,
                                       .bad_recipients = 10,
                                       .allow_pipe = true};
    void *ctx = mem_job("server");
    struct lmtp_session *s = lmtp_open(ctx, "forum.example", &limits);
    enum lmtp_event event = LMTP_NEED_INPUT;
    char chunk[4096];
    ssize_t n = 1;

    while (event != LMTP_CLOSE && n > 0) {
        while ((event = lmtp_run(s)) != LMTP_NEED_INPUT && event != LMTP_CLOSE) {
            if (event == LMTP_NEED_SENDER)
                lmtp_answer(s, DONE, NULL);
            else if (event == LMTP_NEED_RECIPIENT)
                answer_recipient(s);
            else
                judge(s, log);
        }
        (void)!io_write_all(fd, lmtp_replies(s)->p, lmtp_replies(s)->n);
        buf_truncate(lmtp_replies(s), 0);
        n = event == LMTP_CLOSE ? 0 : read(fd, chunk, sizeof chunk);
        if (n > 0)
            lmtp_feed(s, str_from(chunk, (size_t)n));
    }
    mem_free(ctx);
}

static pid_t start_server(void)
{
    struct fault why;
    int listener = io_listen(socket_place, 0600, &why), log = open(log_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid;

    assert_true(listener >= 0 && log >= 0);
    fcntl(listener, F_SETFL, 0);
    pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_IGN);
        for (;;) {
            int fd = accept(listener, NULL, NULL);

            serve(fd, log);
            close(fd);
        }
    }
    close(listener);
    close(log);
    return pid;
}

static void stop_server(pid_t pid)
{
    int status;

    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    unlink(socket_place + strlen("unix:"));
}

/* Starts it with these words and this descriptor as stdin. */
static pid_t start(const char *conf, char **words, int input)
{
    pid_t pid = fork();

    if (pid == 0) {
        void *ctx = mem_job("deliver");
        struct invocation invocation = {.ctx = ctx, .argv = words, .conf_path = conf};

        while (words[invocation.argc] != NULL)
            invocation.argc++;
        dup2(input, STDIN_FILENO);
        close(input);
        _exit(cmd_deliver(&invocation));
    }
    return pid;
}

static int status_of(pid_t pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run(void *ctx, const char *conf, const char *line, struct str message)
{
    char *words[MOST * 2] = {mem_string(ctx, "deliver")};
    struct str rest = str_of(line), word;
    int count = 1, input;
    char *path = mem_format(ctx, "%s/mail", directory);
    struct fault why;

    while (str_next_word(&rest, &word) && count < MOST * 2 - 1)
        words[count++] = str_equal(word, STR("''")) ? mem_string(ctx, "") : str_dup(ctx, word);
    assert_int_equal(io_write_file(path, message, 0600, &why), DONE);
    input = open(path, O_RDONLY);
    int status = status_of(start(conf, words, input));
    close(input);
    return status;
}

static const struct {
    const char *words, *message;
    int status;
    const char *log;
} table[] = {
    {"-f a@b.example ask@f.example", "Subject: x\n\n.y\n", 0, "a@b.example: ask@f.example|Subject: x\r\n\r\n.y\r\n\n"},
    {"-f a@b.example unknown@f.example", "x\n", 0, "a@b.example: !unknown@f.example|x\r\n\n"},
    {"-f a@b.example ask@f.example unknown@f.example junk", "x\n", 0,
     "a@b.example: ask@f.example !unknown@f.example !|x\r\n\n"},
    {"-f a@b.example ask@f.example busy@f.example", "x\n", 75, "a@b.example: ask@f.example|x\r\n\n"},
    {"-f later@b.example ask@f.example", "x\n", 75, "later@b.example: ask@f.example|x\r\n\n"},
    {"-f never@b.example ask@f.example", "x\n", 75, "never@b.example: ask@f.example|x\r\n\n"},
    {"-f a@b.example ask@f.example", "Received: a\nReceived: b\nReceived: c\n\nx\n", 0, /* a loop: kept aside */
     "a@b.example: ask@f.example|Received: a\r\nReceived: b\r\nReceived: c\r\n\r\nx\r\n\n"},
    {"-f MAILER-DAEMON ask@f.example", "x\n", 0, ": ask@f.example|x\r\n\n"},
    {"-f <> ask@f.example", "x\n", 0, ": ask@f.example|x\r\n\n"},
    {"-f '' ask@f.example", "x\n", 0, ": ask@f.example|x\r\n\n"},
    {"-f <a@b.example> ask@f.example", "x\n", 0, "a@b.example: ask@f.example|x\r\n\n"},
    {"-f a@b.example ask@f.example", "From a@b Mon Jan  1 00:00:00 2026\nSubject: x\n", 0,
     "a@b.example: ask@f.example|Subject: x\r\n\n"},
    {"-f a@b.example -- -odd@f.example", "x\n", 0, "a@b.example: -odd@f.example|x\r\n\n"},
    {"-f not-an-address ask@f.example", "x\n", 75, ""},
    /* fetchmail: the first field of that name, and only in the header */
    {"-f a@b.example --recipient-from Delivered-To",
     "X: y\nDELIVERED-TO: r1@f.example\nDelivered-To: r2@f.example\n\nx\n", 0,
     "a@b.example: r1@f.example|X: y\r\nDELIVERED-TO: r1@f.example\r\nDelivered-To: r2@f.example\r\n\r\nx\r\n\n"},
    {"-f a@b.example --recipient-from X-Original-To", "X-Original-To:\n  <r1@f.example>\n\nx\n", 0,
     "a@b.example: r1@f.example|X-Original-To:\r\n  <r1@f.example>\r\n\r\nx\r\n\n"},
    {"-f a@b.example --recipient-from X-Original-To", "Subject: x\n\nX-Original-To: r1@f.example\n", 75, ""},
    {"-f a@b.example --recipient-from X-Original-To", "X-Original-To: a@b.c, d@e.f\n\nx\n", 75, ""},
    {"-f a@b.example --recipient-from To", "Subject: x\n To: a@b.c\n\nx\n", 75, ""},
    /* wrong calls */
    {"", "x\n", 75, ""},
    {"ask@f.example", "x\n", 75, ""},
    {"-f a@b.example", "x\n", 75, ""},
    {"-f a@b.example --recipient-from To ask@f.example", "To: b@f.example\n", 75, ""},
    {"-f", "x\n", 75, ""},
    {"--what -f a@b.example ask@f.example", "x\n", 75, ""},
};

static void calls(void **state)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        pid_t server = start_server();
        int status = run(*state, conf_path, table[i].words, str_of(table[i].message));
        struct str log;
        struct fault why;

        assert_int_equal(io_read_file(*state, log_path, 100000, &log, &why), DONE);
        stop_server(server);
        if (status != table[i].status || !str_equal(log, str_of(table[i].log)))
            fail_msg("%s: status %d, [%s]", table[i].words, status, log.p);
    }
}

/* More recipients than the daemon takes at once: two mails. */
static void many_recipients(void **state)
{
    pid_t server = start_server();
    struct buf words, wanted;
    struct str log;
    struct fault why;

    buf_init(&words, *state, 10000);
    buf_init(&wanted, *state, 10000);
    buf_text(&words, "-f a@b.example");
    buf_text(&wanted, "a@b.example:");
    for (int i = 0; i < MOST + 1; i++) {
        buf_format(&words, " r%d@f.example", i);
        buf_format(&wanted, "%s r%d@f.example", i == MOST ? "|x\r\n\na@b.example:" : "", i);
    }
    buf_text(&wanted, "|x\r\n\n");
    assert_int_equal(run(*state, conf_path, buf_string(&words), STR("x\n")), 0);
    assert_int_equal(io_read_file(*state, log_path, 100000, &log, &why), DONE);
    assert_string_equal(log.p, buf_string(&wanted));
    stop_server(server);
}

static void no_daemon(void **state)
{
    assert_int_equal(run(*state, conf_path, "-f a@b.example ask@f.example", STR("x\n")), 75);
    assert_int_equal(run(*state, "/nowhere/askpost.conf", "-f a@b.example ask@f.example", STR("x\n")), 75);
    assert_int_equal(run(*state, directory, "-f a@b.example ask@f.example", STR("x\n")), 75);
    assert_int_equal(run(*state, "/nowhere/askpost.conf", "-s /nowhere/sock -f a@b.example ask@f.example", STR("x\n")),
                     75);
    assert_int_equal(run(*state, "/nowhere/askpost.conf", "-s nonsense -f a@b.example ask@f.example", STR("x\n")), 75);
}

/* -s does without a configuration. */
static void socket_given(void **state)
{
    pid_t server = start_server();
    char *words = mem_format(*state, "-s %s -f a@b.example ask@f.example", socket_place);

    assert_int_equal(run(*state, "/nowhere/askpost.conf", words, STR("x\n")), 0);
    words = mem_format(*state, "-s %s -f a@b.example ask@f.example", socket_place + strlen("unix:"));
    assert_int_equal(run(*state, "/nowhere/askpost.conf", words, STR("x\n")), 0);
    stop_server(server);
}

static void too_big(void **state)
{
    pid_t server = start_server();
    struct buf b;

    buf_init(&b, *state, 1000000);
    while (b.n < 65530)
        buf_text(&b, "xxxx\n");
    assert_int_equal(run(*state, conf_path, "-f a@b.example ask@f.example", buf_view(&b)), 75); /* as CRLF */
    buf_text(&b, "xxxxxxxxxxxxxxxxxxxx\n");
    assert_int_equal(run(*state, conf_path, "-f a@b.example ask@f.example", buf_view(&b)), 75);
    stop_server(server);
}

/* Until the child has begun to read: then it has done all that comes before. */
static void wait_until_read(const int fds[2])
{
    int left = 1;

    assert_true(io_write_all(fds[1], "x", 1));
    for (int i = 0; i < 2000 && left > 0; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        assert_int_equal(ioctl(fds[0], FIONREAD, &left), 0);
    }
    assert_int_equal(left, 0);
}

/* Stopped, killed by memory or crashed while it waits for its input: 75 each time. */
static void signals(void **state)
{
    static const int table_of_signals[] = {SIGTERM, SIGINT, SIGHUP, SIGALRM, SIGABRT, SIGSEGV, SIGXCPU};
    char *words[] = {mem_string(*state, "deliver"), mem_string(*state, "-f"), mem_string(*state, "a@b.example"),
                     mem_string(*state, "ask@f.example"), NULL};

    for (size_t i = 0; i < sizeof table_of_signals / sizeof table_of_signals[0]; i++) {
        int fds[2];
        pid_t pid;

        assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
        pid = start(conf_path, words, fds[0]);
        wait_until_read(fds);
        kill(pid, table_of_signals[i]);
        assert_int_equal(status_of(pid), 75);
        close(fds[0]);
        close(fds[1]);
    }
}

/* Nobody reads what it says. */
static void deaf_parent(void **state)
{
    char *words[] = {mem_string(*state, "deliver"), NULL};
    int fds[2], keep = dup(STDERR_FILENO);

    assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
    close(fds[0]);
    dup2(fds[1], STDERR_FILENO);
    pid_t pid = start(conf_path, words, fds[1]);
    dup2(keep, STDERR_FILENO);
    close(keep);
    close(fds[1]);
    assert_int_equal(status_of(pid), 75);
}

/* A daemon that accepts and says nothing is given up at the deadline, not before the MTA's: the alarm is set. */
static void alarm_is_set(void **state)
{
    (void)state;
    pid_t pid = fork();

    if (pid == 0) {
        char *words[] = {mem_string(*state, "deliver"), NULL};
        struct invocation invocation = {.ctx = *state, .argc = 1, .argv = words, .conf_path = conf_path};
        unsigned left;

        if (cmd_deliver(&invocation) != 75)
            _exit(1);
        left = alarm(0);
        _exit(left > 50 && left <= 60 ? 0 : 2);
    }
    assert_int_equal(status_of(pid), 0);
}

static int make_place(void **state)
{
    struct fault why;
    void *ctx = mem_job("place");
    struct str text;

    *state = ctx;
    if (mkdtemp(directory) == NULL)
        return -1;
    conf_path = mem_format(ctx, "%s/askpost.conf", directory);
    socket_place = mem_format(ctx, "unix:%s/lmtp.sock", directory);
    log_path = mem_format(ctx, "%s/log", directory);
    text = str_of("[forum]\ndomain = f.example\noperator = op@example.org\n[mail]\nlmtp = unix:lmtp.sock\n"
                  "[limits]\nmessage = 64K\nheader_block = 16K\nrecipients = 100\n");
    return io_write_file(conf_path, text, 0600, &why) == DONE ? 0 : -1;
}

static int remove_place(void **state)
{
    char *mail = mem_format(*state, "%s/mail", directory);

    unlink(mail);
    unlink(conf_path);
    unlink(log_path);
    rmdir(directory);
    mem_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(calls),   UNIT(many_recipients), UNIT(no_daemon),    UNIT(socket_given),
                                       UNIT(too_big), UNIT(signals),         UNIT(alarm_is_set), UNIT(deaf_parent)};

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
