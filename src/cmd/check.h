/* `askpost check`: each part looks at one side of a setup and says one line for each thing it looked at. */
#ifndef CMD_CHECK_H
#define CMD_CHECK_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "store/db.h"

enum level { LEVEL_OK, LEVEL_WARN, LEVEL_FAIL };

struct checker {
    const void *ctx;
    const struct conf *conf;
    struct seal *seal; /* all keys, or NULL */
    struct db *db;   /* open for reading, or NULL */
    json_t *json;    /* the lines, when they are wanted as JSON; else they are printed at once */
    unsigned counts[LEVEL_FAIL + 1];
};

/* One finding. `what` is a fixed word ("keys"); the text is for an operator, and says what to do. */
void check_say(struct checker *c, enum level level, const char *what, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* check_mail.c */
void check_sockets(struct checker *c);
void check_relay(struct checker *c);
void check_identity(struct checker *c);
/* Sends a mail through the relay to the forum's own request address and waits for it to come in. */
void check_live(struct checker *c);

#endif
