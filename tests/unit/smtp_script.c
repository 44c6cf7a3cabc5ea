#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "smtp_script.h"

struct peer {
    FILE *in;
    int fd, log;
};

/* False when the connection ended with it. */
static bool say(struct peer *p, const char *reply)
{
    bool last = reply[0] == '!';

    if (strcmp(reply, DROP) == 0) {
        struct linger reset = {1, 0};

        setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        return false;
    }
    if (strcmp(reply, SILENT) == 0) {
        char c;

        while (read(p->fd, &c, 1) > 0)
            continue;
        return false;
    }
    dprintf(p->fd, "%s\r\n", reply + last);
    return !last;
}

static bool hear(struct peer *p, char *line, int size)
{
    if (fgets(line, size, p->in) == NULL)
        return false;
    return write(p->log, line, strlen(line)) > 0;
}

static const char *or_yes(const char *reply, const char *yes)
{
    return reply == NULL ? yes : reply;
}

static bool take_body(struct peer *p, const struct script *s)
{
    char line[2000];

    do {
        if (!hear(p, line, sizeof line))
            return false;
    } while (strcmp(line, ".\r\n") != 0);
    if (!say(p, or_yes(s->dot, "250 2.0.0 taken")))
        return false;
    if (s->after == NULL)
        return true;
    usleep(50000);
    say(p, s->after);
    return false;
}

static bool answer(struct peer *p, const struct script *s, const char *line)
{
    const struct {
        const char *verb, *reply, *yes;
    } answers[] = {{"EHLO", s->ehlo, "250-script\r\n250 8BITMIME"}, {"HELO", s->helo, "250 script"},
                   {"STARTTLS", s->starttls, "220 go"},             {"AUTH", s->auth, "235 2.7.0 yes"},
                   {"MAIL", s->mail, "250 2.1.0 yes"},              {"RCPT", s->rcpt, "250 2.1.5 yes"},
                   {"NOOP", NULL, "250 2.0.0 yes"},                 {"QUIT", s->quit, "!221 2.0.0 bye"}};

    if (strncmp(line, "DATA", 4) == 0) {
        const char *reply = or_yes(s->data, "354 go");

        return say(p, reply) && (reply[0] != '3' || take_body(p, s));
    }
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strncmp(line, answers[i].verb, strlen(answers[i].verb)) == 0)
            return say(p, or_yes(answers[i].reply, answers[i].yes));
    return say(p, "502 5.5.2 what");
}

static void serve(int listener, int log, const struct script *script)
{
    static const struct script yes;
    char line[2000];

    for (unsigned count = 0;; count++) {
        const struct script *s = count > 0 && script->once ? &yes : script;
        struct peer p = {.log = log};

        p.fd = accept(listener, NULL, NULL);
        if (p.fd < 0)
            _exit(1);
        p.in = fdopen(p.fd, "r");
        if (write(log, "*\n", 2) == 2 && say(&p, or_yes(s->greeting, "220 script ESMTP")))
            while (hear(&p, line, sizeof line) && answer(&p, s, line))
                continue;
        fclose(p.in);
    }
}

void script_start(struct script_server *server, const struct script *script)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof any;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    server->log = memfd_create("talk", MFD_CLOEXEC);
    if (bind(listener, (struct sockaddr *)&any, sizeof any) != 0 || listen(listener, 8) != 0 ||
        getsockname(listener, (struct sockaddr *)&any, &length) != 0)
        abort();
    snprintf(server->relay, sizeof server->relay, "smtp://127.0.0.1:%u", ntohs(any.sin_port));
    server->pid = fork();
    if (server->pid == 0) {
        alarm(60);
        signal(SIGPIPE, SIG_IGN);
        serve(listener, server->log, script);
    }
    close(listener);
}

size_t script_log(const struct script_server *server, char *text, size_t size)
{
    ssize_t n = pread(server->log, text, size - 1, 0);

    text[n < 0 ? 0 : n] = '\0';
    return n < 0 ? 0 : (size_t)n;
}

void script_stop(struct script_server *server)
{
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    close(server->log);
}
