#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "cmd/init.h"
#include "conf/conf.h"
#include "seal/seal.h"

enum { TEXT_LIMIT = 16 * 1024, ANSWER_LIMIT = 190 };

/* ---- the file ---- */

/* A value that the file would give back otherwise than it was given. */
static bool writable(const char *value)
{
    struct str s = str_of(value);

    if (!utf8_valid(s) || str_find(s, STR(" ;")) < s.n || str_starts(s, STR(";")) || !str_equal(s, str_trim(s)))
        return false;
    for (size_t at = 0; at < s.n;)
        if (utf8_unsafe(utf8_next(s, &at)))
            return false;
    return true;
}

static enum outcome put(struct buf *out, const char *name, const char *value, struct fault *why)
{
    if (value == NULL)
        return DONE;
    if (!writable(value))
        return fault_set(why, REFUSED, "5.3.5", "%s cannot stand in a configuration file: %s", name, value);
    buf_format(out, "%s = %s\n", name, value);
    return DONE;
}

enum outcome init_configuration(const void *ctx, const char *path, const struct init_answers *a, struct buf *out, struct fault *why)
{
    struct conf *conf = NULL;
    enum outcome outcome;

    buf_format(out, "# The configuration of a forum. `askpost check --settings` lists every setting with its default;\n"
                    "# askpost.conf(5) says more. Relative paths start from the directory of this file.\n\n[forum]\n");
    if ((outcome = put(out, "name", a->name, why)) != DONE || (outcome = put(out, "domain", a->domain, why)) != DONE ||
        (outcome = put(out, "operator", a->operator, why)) != DONE || (outcome = put(out, "profile", a->profile, why)) != DONE)
        return outcome;
    buf_format(out, "# The category that mail to ask@ goes to, once `askpost category add` has made it.\n#default_category =\n\n"
                    "[mail]\n# Where the MTA delivers.\nlmtp = unix:lmtp.sock\n# Where notices leave.\n");
    if ((outcome = put(out, "relay", a->relay == NULL ? "smtp://127.0.0.1:25" : a->relay, why)) != DONE)
        return outcome;
    buf_format(out, "# The name in the Authentication-Results your MTA writes. Without it nobody is authenticated.\n");
    if (a->authserv_id == NULL)
        buf_format(out, "#authserv_id =\n");
    if ((outcome = put(out, "authserv_id", a->authserv_id, why)) != DONE || (outcome = put(out, "trust", a->trust, why)) != DONE)
        return outcome;
    buf_format(out, "\n[store]\ndata = data\n# Copy the keys where no copy of the data is.\nkeys = keys\n");
    return conf_read(ctx, path, buf_view(out), &conf, why);
}

/* ---- asking ---- */

/* Asks on the terminal until there is an answer, or takes `standard` for an empty one. NULL at the end of input. */
static const char *ask(const void *ctx, const char *question, const char *standard)
{
    char answer[ANSWER_LIMIT];

    for (;;) {
        struct str said;

        printf("%s%s%s%s: ", question, standard == NULL ? "" : " [", standard == NULL ? "" : standard, standard == NULL ? "" : "]");
        fflush(stdout);
        if (fgets(answer, sizeof answer, stdin) == NULL)
            return NULL;
        said = str_trim(str_of(answer));
        if (said.n > 0)
            return str_dup(ctx, said);
        if (standard != NULL)
            return standard;
    }
}

/* True when nothing that is needed is missing any more. */
static bool complete(struct invocation *i, struct init_answers *a)
{
    bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

    if (!terminal && (a->domain == NULL || a->operator == NULL)) {
        cmd_fail(EX_USAGE, "init", "--domain and --operator must be given (there is no terminal to ask on)");
        return false;
    }
    if (!terminal)
        return true;
    if (a->domain == NULL)
        a->domain = ask(i->ctx, "The mail domain of the forum, used for nothing else (forum.example)", NULL);
    if (a->domain != NULL && a->operator == NULL)
        a->operator = ask(i->ctx, "Your own address, outside that domain, for at most one summary an hour", NULL);
    if (a->operator != NULL && a->name == NULL)
        a->name = ask(i->ctx, "What the forum is called", "Forum");
    if (a->name != NULL && a->profile == NULL)
        a->profile = ask(i->ctx, "open, or sensitive: for forums whose members must not be known", "open");
    if (a->domain == NULL || a->operator == NULL || a->name == NULL || a->profile == NULL)
        return cmd_fail(EX_USAGE, "init", "nothing was made"), false;
    return true;
}

/* ---- making ---- */

static void next_steps(const char *directory)
{
    printf("\n"
           "Next:\n"
           "  askpost -c %1$s/askpost.conf category add psychotherapy Psychotherapy\n"
           "  askpost -c %1$s/askpost.conf serve            the daemon, in the foreground\n"
           "  askpost -c %1$s/askpost.conf check            says what is still wrong\n"
           "Let your MTA deliver the domain's mail to the LMTP socket %1$s/lmtp.sock, and set\n"
           "authserv_id to the name in the Authentication-Results it writes.\n"
           "\n"
           "The keys are in %1$s/keys. Copy them now, to a place where no copy of %1$s/data is,\n"
           "least of all the backups of the database: who has both can read every member's address.\n"
           "people.keys grows with every new member: copy it again with each backup, to that other place.\n"
           "If the keys are lost, nobody's address can be opened again by anybody: the posts remain, but no\n"
           "notice can be sent to anyone, and no address in an old mail works.\n",
           directory);
}

static enum outcome make(const char *directory, const char *path, struct str text, struct fault *why)
{
    char keys[PATH_MAX], data[PATH_MAX];

    if (snprintf(keys, sizeof keys, "%s/keys", directory) >= (int)sizeof keys ||
        snprintf(data, sizeof data, "%s/data", directory) >= (int)sizeof data)
        return fault_set(why, REFUSED, "5.3.5", "%s is too long a path", directory);
    if (!io_make_directories(data, 0700))
        return fault_set(why, RETRY, "4.3.0", "%s: %s", data, strerror(errno));
    if (seal_create(keys, why) != DONE)
        return RETRY;
    return io_write_file(path, text, 0640, why);
}

int cmd_init(struct invocation *i)
{
    struct init_answers a = {0};
    const struct option_row options[] = {
        {"--domain", &a.domain, NULL}, {"--operator", &a.operator, NULL}, {"--name", &a.name, NULL}, {"--profile", &a.profile, NULL},
        {"--relay", &a.relay, NULL}, {"--trust", &a.trust, NULL}, {"--authserv-id", &a.authserv_id, NULL}, {NULL, NULL, NULL}};
    char directory[PATH_MAX];
    struct fault why = {0};
    struct buf text;
    char *path;

    if (!cmd_options(i, options))
        return EX_USAGE;
    if (i->argc != 2)
        return cmd_usage(cmd_find("init"));
    path = mem_format(i->ctx, "%s/askpost.conf", i->argv[1]);
    if (access(path, F_OK) == 0)
        return cmd_fail(EX_CANTCREAT, "init", "%s is there already; `askpost -c %s check` looks at it", path, path);
    if (!complete(i, &a))
        return EX_USAGE;
    buf_init(&text, i->ctx, TEXT_LIMIT);
    if (init_configuration(i->ctx, path, &a, &text, &why) != DONE) /* before anything is made: what fails leaves nothing behind */
        return cmd_fail(EX_DATAERR, "init", "%s", why.text);
    /* what stands in front of the last part may be reached through the MTA's user; keys and data are closed one by one */
    if (!io_make_directories(i->argv[1], 0755) || realpath(i->argv[1], directory) == NULL)
        return cmd_fail(EX_CANTCREAT, "init", "%s: %s", i->argv[1], strerror(errno));
    path = mem_format(i->ctx, "%s/askpost.conf", directory);
    if (make(directory, path, buf_view(&text), &why) != DONE)
        return cmd_fail(EX_CANTCREAT, "init", "%s", why.text);
    printf("Made %s: the configuration askpost.conf, the keys, and an empty data directory.\n", directory);
    if (a.profile != NULL && str_equal_nocase(str_of(a.profile), STR("sensitive"))) {
        printf("\nWith profile = sensitive, where the configuration says nothing else:\n");
        conf_list_profile(stdout);
    }
    next_steps(directory);
    return EX_OK;
}
