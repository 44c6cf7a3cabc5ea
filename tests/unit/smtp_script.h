/* An SMTP server that says what a test tells it to, in a process of its own, on a loopback port the kernel chose. */
#ifndef TESTS_SMTP_SCRIPT_H
#define TESTS_SMTP_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What is answered to each command; NULL: the usual yes. Besides a reply (several lines: "\r\n" between them) it may be DROP
 * (the connection is reset), SILENT (no answer until the other side leaves) or, prefixed with '!', a reply after which the
 * connection is closed. */
struct script {
    const char *greeting, *ehlo, *helo, *starttls, *auth, *mail, *rcpt, *data, *dot, *quit;
    const char *after; /* said, unasked, once a mail was taken; then the connection is closed */
    bool once;         /* all of this for the first connection only: later ones get yes */
};

#define DROP "DROP"
#define SILENT "SILENT"

struct script_server {
    pid_t pid;
    int log; /* what the clients said, all of it: connections begin with "*\n" */
    char relay[64]; /* "smtp://127.0.0.1:PORT" */
};

void script_start(struct script_server *server, const struct script *script);
/* What was said so far, NUL-terminated, cut at size. */
size_t script_log(const struct script_server *server, char *text, size_t size);
void script_stop(struct script_server *server);

#endif
