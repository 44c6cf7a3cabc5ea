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
    bool conf_given;         /* by -c */
    const struct conf *conf; /* NULL unless needs_conf */
};

extern const struct command_row cmd_table[]; /* ends with a NULL word */

/* The subcommands, one a file; admin.c has those that only hand their words to the forum. */
int cmd_init(struct invocation *i);
int cmd_serve(struct invocation *i);
int cmd_deliver(struct invocation *i);
int cmd_inspect(struct invocation *i);
int cmd_extract(struct invocation *i);
int cmd_classify(struct invocation *i);
int cmd_admin(struct invocation *i);
int cmd_backup(struct invocation *i);
int cmd_restore(struct invocation *i);
int cmd_check(struct invocation *i);

/* Runs the program: returns the exit status (sysexits.h; `deliver`: 0 or 75). */
int cmd_main(int argc, char **argv);

/* Says "askpost: WORD: ..." on stderr and returns status. */
int cmd_fail(int status, const char *word, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The row of a word, or NULL. */
const struct command_row *cmd_find(const char *word);
/* The usage of a row, for a wrong call: prints it on stderr, returns EX_USAGE. */
int cmd_usage(const struct command_row *row);
/* EX_TEMPFAIL for RETRY, EX_DATAERR for REFUSED, EX_USAGE when *why says that the words make no sense together, 0 for DONE. */
int cmd_status(enum outcome outcome, const struct fault *why);

/* Reads options "--name VALUE" and "--name" out of i's words, whatever their order: the table ends with a NULL name. What is left are the
 * operands, in i->argv[1] on; "--" ends the options. False after saying on stderr what was wrong. */
struct option_row {
    const char *name;   /* with its dashes */
    const char **value; /* where the word after it goes; NULL: the option takes none */
    bool *flag;         /* set when it stands there */
};
bool cmd_options(struct invocation *i, const struct option_row *rows);

#endif
