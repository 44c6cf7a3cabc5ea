/* One message through the pure half, for inspect, extract and classify. */
#ifndef CMD_LOOK_H
#define CMD_LOOK_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "gateway/gateway.h"

struct look {
    /* options */
    const char *recipient, *target, *known_file, *notice_file, *file;
    bool null_sender, brief, no_tables;
    /* results */
    const struct conf *conf;
    struct str raw;
    struct headers headers;
    struct origin origin;
    struct known known;
    struct reading reading;
    bool read;        /* all went well; else: */
    struct fault why;
};

/* Takes the options out of i, reads the file and everything in it. EX_OK also for a message that is refused (read is false, why says it);
 * any other status was explained on stderr. */
int look_at(struct invocation *i, struct look *look);

/* The word for it, as --target takes it. */
const char *look_target(enum target target);
/* [{"address": ..., "status": ...}], the status null where none is known. */
json_t *look_recipients(const struct classified *c);
/* Prints it and gives it back. */
void look_print(const void *ctx, json_t *object);

#endif
