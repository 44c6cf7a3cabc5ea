#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cmd/cmd.h"
#include "forum/forum.h"

/* The forum's own verbs: their help comes from forum/. */
#define ADMIN(word, arguments, help) {word, arguments, help, NULL, true, cmd_admin}

const struct command_row cmd_table[] = {
    {"init", "DIR [--domain D] [--operator A] [--name N] [--profile open|sensitive] [--relay R] [--trust T] [--authserv-id ID]",
     "make a forum in DIR",
     "Makes DIR/askpost.conf, DIR/keys and DIR/data, and says what to do next. What is not given is asked for when a person is there to ask.\n"
     "Nothing that is there already is replaced.",
     false, cmd_init},
    {"serve", "", "run the daemon in the foreground",
     "Prints \"ready\" on standard output when mail can come. SIGTERM ends it; what it had acknowledged is kept.", true, cmd_serve},
    {"deliver", "[-s SOCKET] -f SENDER RECIPIENT...|--recipient-from HEADER", "hand one message on standard input to the daemon",
     "For pipe transports and fetchmail. Exits 0 (taken) or 75 (try later), never anything else. -s: the daemon's LMTP\n"
     "socket, instead of the configuration's. -c may stand before deliver or behind it, options before the recipients: words that a\n"
     "stranger's address can be are never taken for options.",
     false, cmd_deliver},
    {"inspect", "[--recipient ADDRESS|--target WHAT] [--known FILE] [--notice MAIL] [--null-sender] [--brief] [FILE]",
     "show what each stage makes of a message",
     "Reads FILE or standard input, changes nothing, and needs no forum. --recipient: the address it came to, or --target: what that is;\n"
     "--known: a file with the text the forum had sent; --notice: a mail of the forum that it may answer; --brief: without the text as it\n"
     "was before quotes were cut. With --json: one object with message, origin, reply, class, recipients and intent, or error.",
     false, cmd_inspect},
    {"extract", "[--known FILE] [--no-tables] [FILE]", "print only the person's own words in a message",
     "Reads FILE or standard input and needs no forum.", false, cmd_extract},
    {"classify", "[FILE]", "say which kind of mail a message is",
     "Prints bounce-hard, bounce-soft, delayed, arf, auto-reply, other-machine or human; then, for reports, ADDRESS STATUS for\n"
     "each recipient named. With --json: one object with class and recipients.", false,
     cmd_classify},
    ADMIN("category", "VERB ...", "list, add and change categories"),
    ADMIN("person", "VERB ...", "list, show, block, export, forget people; change their role"),
    ADMIN("post", "VERB ...", "show and hide posts; accept and refuse those that wait"),
    ADMIN("question", "NUMBER", "show a question and all under it"),
    ADMIN("queue", "VERB ...", "list, retry, hold, release and drop notices"),
    ADMIN("held", "VERB ...", "list, show, release and drop held mail"),
    ADMIN("search", "WORD ...", "find questions"),
    ADMIN("log", "[BEFORE]", "who decided what"),
    ADMIN("trace", "ADDRESS|MESSAGE-ID ...", "show each mail in and out, and why"),
    ADMIN("stats", "", "count what is there"),
    {"backup", "DIR", "copy the database and the configuration to DIR",
     "The daemon may run. The keys are not copied: keep their copy elsewhere, or a thief of the backup has both.", true, cmd_backup},
    {"restore", "[--force] DIR", "put a backup in place",
     "The daemon must not run. --force: the database that is there is set aside. Notices that waited when the backup was made are held back, so that\n"
     "nothing is sent twice: askpost queue list shows them, askpost queue release all lets them go.",
     true, cmd_restore},
    {"check", "[--language CODE] [--live] [--points] [--settings]", "say what is wrong with this setup",
     "Each line begins with ok, warn or FAIL; the exit status is 1 when one FAILs. --live: sends a probe through the relay and waits up to a minute for it\n"
     "to come back in. --points: counts everybody's points again. --settings: lists every setting instead. --language: looks at one language alone,\n"
     "and says what it lacks.",
     false, cmd_check},
    {NULL, NULL, NULL, NULL, false, NULL},
};

int cmd_fail(int status, const char *word, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "askpost: %s%s", word, *word == '\0' ? "" : ": ");
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return status;
}

int cmd_usage(const struct command_row *row)
{
    fprintf(stderr, "usage: askpost [-c FILE] [--json] %s%s%s\n", row->word, *row->arguments == '\0' ? "" : " ", row->arguments);
    return EX_USAGE;
}

int cmd_status(enum outcome outcome, const struct fault *why)
{
    if (outcome == REFUSED && strcmp(why->code, FORUM_USAGE) == 0)
        return EX_USAGE;
    return outcome == DONE ? EX_OK : outcome == RETRY ? EX_TEMPFAIL : EX_DATAERR;
}

const struct command_row *cmd_find(const char *word)
{
    for (const struct command_row *row = cmd_table; row->word != NULL; row++)
        if (strcmp(row->word, word) == 0)
            return row;
    return NULL;
}

/* ---- help ---- */

static int help_all(void)
{
    printf("usage: askpost [-c FILE] [--json] COMMAND ...\n\n"
           "A question-and-answer forum that lives in e-mail.\n\n");
    for (const struct command_row *row = cmd_table; row->word != NULL; row++)
        printf("  %-10s %s\n", row->word, row->help);
    printf("\n  -c FILE    the configuration (default: %s/askpost/askpost.conf)\n"
           "  --json     output for programs\n"
           "  --version\n\n"
           "askpost help COMMAND, or askpost COMMAND --help, says more; askpost(1) and askpost.conf(5) say all.\n",
           SYSCONFDIR);
    return EX_OK;
}

static int help_one(const void *ctx, const struct command_row *row)
{
    struct buf verbs;

    printf("usage: askpost [-c FILE] [--json] %s%s%s\n\n%s\n", row->word, *row->arguments == '\0' ? "" : " ", row->arguments, row->help);
    if (row->more != NULL)
        printf("\n%s\n", row->more);
    if (row->run != cmd_admin)
        return EX_OK;
    buf_init(&verbs, ctx, 16 * 1024);
    forum_admin_help(row->word, &verbs);
    printf("\n%s", buf_string(&verbs));
    return EX_OK;
}

static int unknown(const char *word)
{
    struct nearest best = {0};

    for (const struct command_row *row = cmd_table; row->word != NULL; row++)
        nearest_offer(&best, str_of(word), row->word);
    if (best.word != NULL)
        return cmd_fail(EX_USAGE, "", "there is no command %s. Did you mean %s?", word, best.word);
    return cmd_fail(EX_USAGE, "", "there is no command %s; askpost --help lists all", word);
}

/* ---- words ---- */

/* What cmd.c takes out of the words. */
struct globals {
    const char *conf;
    bool json, help, version;
};

/* Words after `deliver` are a stranger's: a sender "--help" must not turn a delivery into help and exit 0. Only when
 * nothing else is there is it asked for by a person. */
static bool is_delivery(int argc, char **argv, int at)
{
    return strcmp(argv[at], "deliver") == 0 && (argc > at + 2 || argc == at + 1 || strcmp(argv[at + 1], "--help") != 0);
}

/* Leaves in argv what is not ours, up to "--" in any case. 0, or the status to exit with. */
static int take_globals(int *argc, char **argv, struct globals *g)
{
    int kept = 1;

    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], "--") == 0 || (kept == 1 && is_delivery(*argc, argv, i))) {
            while (i < *argc)
                argv[kept++] = argv[i++];
        } else if (strcmp(argv[i], "-c") == 0) {
            if (++i == *argc)
                return cmd_fail(EX_USAGE, "", "-c wants the name of a file");
            g->conf = argv[i];
        } else if (strcmp(argv[i], "--json") == 0) {
            g->json = true;
        } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            g->help = true;
        } else if (strcmp(argv[i], "--version") == 0 && kept == 1) {
            g->version = true;
        } else {
            argv[kept++] = argv[i];
        }
    }
    *argc = kept;
    argv[kept] = NULL;
    return 0;
}

bool cmd_options(struct invocation *i, const struct option_row *rows)
{
    int kept = 1;

    for (int at = 1; at < i->argc; at++) {
        const struct option_row *row = rows;
        const char *word = i->argv[at];

        if (strcmp(word, "--") == 0) {
            for (at++; at < i->argc; at++)
                i->argv[kept++] = i->argv[at];
            break;
        }
        if (word[0] != '-' || word[1] == '\0') {
            i->argv[kept++] = i->argv[at];
            continue;
        }
        while (row->name != NULL && strcmp(row->name, word) != 0)
            row++;
        if (row->name == NULL)
            return cmd_fail(EX_USAGE, i->argv[0], "there is no option %s", word), false;
        if (row->flag != NULL)
            *row->flag = true;
        if (row->value == NULL)
            continue;
        if (++at == i->argc)
            return cmd_fail(EX_USAGE, i->argv[0], "%s wants a value", word), false;
        *row->value = i->argv[at];
    }
    i->argc = kept;
    i->argv[kept] = NULL;
    return true;
}

static int run(const struct command_row *row, struct invocation *invocation)
{
    struct conf *conf = NULL;
    struct fault why;

    if (row->needs_conf) {
        if (conf_load(invocation->ctx, invocation->conf_path, &conf, &why) != DONE)
            return cmd_fail(EX_CONFIG, row->word, "%s%s", why.text,
                            invocation->conf_given ? "" : " (-c FILE names another; askpost init makes one)");
        invocation->conf = conf;
    }
    return row->run(invocation);
}

static int dispatch(const void *ctx, int argc, char **argv)
{
    struct globals g = {.conf = NULL};
    const struct command_row *row;
    int status = take_globals(&argc, argv, &g);
    bool help = g.help;

    if (status != 0)
        return status;
    if (g.version)
        return printf("askpost %s\n", PACKAGE_VERSION), EX_OK;
    if (argc > 1 && strcmp(argv[1], "help") == 0) {
        help = true;
        argv++;
        argc--;
    }
    if (argc == 1)
        return help ? help_all() : (help_all(), EX_USAGE);
    row = cmd_find(argv[1]);
    if (row == NULL)
        return unknown(argv[1]);
    if (help)
        return help_one(ctx, row);

    struct invocation invocation = {.ctx = ctx, .argc = argc - 1, .argv = argv + 1, .json = g.json,
                                    .conf_path = g.conf != NULL ? g.conf : SYSCONFDIR "/askpost/askpost.conf",
                                    .conf_given = g.conf != NULL};
    return run(row, &invocation);
}

int cmd_main(int argc, char **argv)
{
    void *job = mem_job("askpost");
    bool delivery = false;
    int status;

    for (int i = 1; i < argc; i++)
        delivery = delivery || strcmp(argv[i], "deliver") == 0;
    status = dispatch(job, argc, argv);
    /* What it printed must have arrived: a full disk behind a pipe is a failure, too. */
    if (fflush(stdout) != 0 && status == EX_OK)
        status = EX_IOERR;
    mem_free(job);
    /* An MTA bounces at any other status, a wrong call in its configuration included. */
    return delivery && status != EX_OK ? EX_TEMPFAIL : status;
}
