/* What a person types: one subcommand a file, one row in the table of cmd.c. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>

#include "base/buf.h"
#include "conf/conf.h"

struct invocation;

/* One subcommand: its word, what stands after it in --help, one line of help, more help, and what it does. */
struct command_row {
    const char *word;
    const char *arguments;
    const char *help;
    const char *more; /* shown by `askpost WORD --help` below the usage line; NULL: nothing */
    bool needs_conf;  /* cmd.c loads -c FILE (or the default) first; main's context carries it */
    int (*run)(struct invocation *invocation);
};

/* What a subcommand is called with. argv[0] is the subcommand's word; options cmd.c knows (-c, --json, --help) are taken out. */
struct invocation {
    const void *ctx;
    int argc;
    char **argv;
    bool json;
    const char *conf_path;   /* as given with -c, or the default */
    const struct conf *conf; /* NULL unless needs_conf */
};

extern const struct command_row cmd_table[]; /* ends with a NULL word */

/* Runs the program: returns the exit status (sysexits.h; `deliver`: 0 or 75). */
int cmd_main(int argc, char **argv);

/* Says "askpost: WORD: ..." on stderr and returns status. */
int cmd_fail(int status, const char *word, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The usage of a row, for a wrong call: prints it on stderr, returns EX_USAGE. */
int cmd_usage(const struct command_row *row);
/* EX_TEMPFAIL for RETRY, EX_DATAERR for REFUSED, 0 for DONE. */
int cmd_status(enum outcome outcome);

#endif
