#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/check.h"
#include "gateway/core.h"
#include "gateway/gateway.h"
#include "notify/notify.h"
#include "seal/seal.h"
#include "store/category.h"
#include "store/member.h"

enum { DISK_LOW = 1024, DISK_OUT = 64 /* MB */ };

static const char *const levels[] = {[LEVEL_OK] = "ok", [LEVEL_WARN] = "warn", [LEVEL_FAIL] = "FAIL"};

void check_say(struct checker *c, enum level level, const char *what, const char *format, ...)
{
    char said[600];
    const char *text;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(said, sizeof said, format, arguments);
    va_end(arguments);
    text = utf8_line(c->ctx, str_of(said)); /* it may hold what a relay said, or a translator wrote */
    c->counts[level]++;
    if (c->json != NULL)
        json_array_append_new(c->json, json_pack("{s:s, s:s, s:s}", "level", levels[level], "what", what, "text", text));
    else
        printf("%-5s %-13s %s\n", levels[level], what, text);
}

/* ---- what is on this machine ---- */

static void check_keys(struct checker *c)
{
    struct fault why;

    if (seal_open(c->ctx, c->conf->store.keys, c->conf->forum.domain, SEAL_CHECK, &c->seal, &why) != DONE) {
        c->seal = NULL;
        check_say(c, LEVEL_FAIL, "keys", "%s%s", why.text,
                  access(c->conf->store.keys, F_OK) != 0 && errno == ENOENT ? "; put your copy of them back (`askpost init` makes them for a new forum)" : "");
        return;
    }
    check_say(c, LEVEL_OK, "keys", "%s: all there and closed to others; is their copy where no copy of the database is?", c->conf->store.keys);
}

static void check_data(struct checker *c)
{
    const char *data = c->conf->store.data;
    struct stat status;

    if (stat(data, &status) != 0)
        check_say(c, LEVEL_FAIL, "data", "%s: %s; `askpost init` makes it", data, strerror(errno));
    else if (!S_ISDIR(status.st_mode) || access(data, R_OK | W_OK | X_OK) != 0)
        check_say(c, LEVEL_FAIL, "data", "%s cannot be written by this user: chown it to the user that runs the daemon", data);
    else if ((status.st_mode & 077) != 0)
        check_say(c, LEVEL_WARN, "data", "%s is open to others (mode %04o): chmod 700 %s", data, (unsigned)status.st_mode & 07777, data);
    else
        check_say(c, LEVEL_OK, "data", "%s can be written, and only by its user", data);
}

static void check_disk(struct checker *c)
{
    struct statvfs space;
    unsigned long long free_mb;

    if (statvfs(c->conf->store.data, &space) != 0)
        return; /* check_data says why */
    free_mb = (unsigned long long)space.f_bavail * space.f_frsize / (1024 * 1024);
    check_say(c, free_mb < DISK_OUT ? LEVEL_FAIL : free_mb < DISK_LOW ? LEVEL_WARN : LEVEL_OK, "disk", "%llu MB are free%s", free_mb,
              free_mb < DISK_LOW ? ": make room, or mail will be put off (452)" : "");
}

/* Whether the daemon would start beside them. */
static void check_fit(struct checker *c)
{
    struct forum forum = {.conf = c->conf, .seal = c->seal, .db = c->db};
    char print[CORE_PRINT];
    struct fault why;
    bool known;

    if (c->seal != NULL && core_keys_fit(c->ctx, &forum, print, &known, &why) != DONE)
        check_say(c, LEVEL_FAIL, "database", "%s: the daemon does not start; put the right keys back", why.text);
}

static void check_database(struct checker *c)
{
    char *path = mem_format(c->ctx, "%s/askpost.db", c->conf->store.data), *result = NULL;
    struct fault why;

    if (access(path, F_OK) != 0 && errno != ENOENT) {
        check_say(c, LEVEL_FAIL, "database", "%s: %s", path, strerror(errno));
        return;
    }
    if (access(path, F_OK) != 0) {
        if (c->seal != NULL && core_database_lost(c->conf, c->seal, &why) != DONE)
            check_say(c, LEVEL_FAIL, "database", "%s", why.text);
        else
            check_say(c, LEVEL_WARN, "database", "%s: not there yet; `askpost serve` or `askpost category add` makes it", path);
        return;
    }
    if (db_open(c->ctx, c->conf->store.data, DB_READER, &c->db, &why) != DONE) {
        c->db = NULL;
        check_say(c, LEVEL_FAIL, "database", "%s", why.text);
        return;
    }
    if (db_check(c->db, c->ctx, &result, &why) != DONE)
        check_say(c, LEVEL_FAIL, "database", "%s", why.text);
    else if (strcmp(result, "ok") != 0)
        check_say(c, LEVEL_FAIL, "database", "damaged: %.300s; `askpost restore` puts a backup in place", result);
    else
        check_say(c, LEVEL_OK, "database", "whole, and of a version this program knows");
    check_fit(c);
}

static void count_category(void *arg, const struct category *category)
{
    unsigned *open_ones = arg;

    *open_ones += !category->closed;
}

static void check_categories(struct checker *c)
{
    const char *standard = c->conf->forum.default_category;
    struct category found = {0};
    unsigned open_ones = 0;
    struct fault why;

    if (c->db == NULL)
        return;
    if (store_category_list(c->db, STORE_OPERATOR, count_category, &open_ones, &why) != DONE) {
        check_say(c, LEVEL_FAIL, "categories", "%s", why.text);
        return;
    }
    if (open_ones == 0)
        check_say(c, LEVEL_WARN, "categories", "nobody can ask yet: `askpost category add` makes a category");
    else
        check_say(c, LEVEL_OK, "categories", "%u take questions", open_ones);
    if (*standard == '\0')
        check_say(c, LEVEL_WARN, "categories", "[forum] default_category is not set: mail to %s is refused", conf_address(c->ctx, c->conf, "ask"));
    else if (store_category_by_path(c->db, c->ctx, str_of(standard), &found, &why) != DONE || found.id == 0)
        check_say(c, LEVEL_FAIL, "categories", "[forum] default_category = %s: there is no such category", standard);
}

/* ---- what keeps the processes apart ---- */

static void check_users(struct checker *c)
{
    const char *users[] = {c->conf->process.user_front, c->conf->process.user_parser, c->conf->process.user_core, c->conf->process.user_render,
                           c->conf->process.user_mailer};
    unsigned set = 0;

    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        if (*users[i] == '\0')
            continue;
        set++;
        if (getpwnam(users[i]) == NULL)
            check_say(c, LEVEL_FAIL, "users", "[process] there is no user %s: useradd --system --no-create-home %s", users[i], users[i]);
    }
    if (set == 0)
        check_say(c, LEVEL_OK, "users", "all processes run as one user: what parts them is seccomp and Landlock only");
    else if (geteuid() != 0)
        check_say(c, LEVEL_WARN, "users", "[process] users count only when the daemon is started as root");
    else
        check_say(c, LEVEL_OK, "users", "%u of 5 roles have a user of their own", set);
}

static void check_jail(struct checker *c)
{
    struct jail_report jail = jail_probe();

    if (jail.seccomp)
        check_say(c, LEVEL_OK, "seccomp", "in force");
    else if (c->conf->process.insecure)
        check_say(c, LEVEL_WARN, "seccomp", "this kernel has none, and [process] insecure lets the daemon run without");
    else
        check_say(c, LEVEL_FAIL, "seccomp", "this kernel has none: the daemon will not start");
    if (jail.landlock > 0)
        check_say(c, LEVEL_OK, "landlock", "in force (ABI %d)", jail.landlock);
    else
        check_say(c, LEVEL_WARN, "landlock", "this kernel has none (lsm= on its command line may leave it out); the rest of the jail holds");
    if (jail.limits)
        check_say(c, LEVEL_OK, "limits", "in force: the memory and time of what reads mail are bounded");
    else if (!jail.sanitizer)
        check_say(c, LEVEL_FAIL, "limits", "memory and time of what reads mail cannot be bounded (setrlimit): the daemon will not start");
    if (jail.sanitizer)
        check_say(c, LEVEL_WARN, "build", "built with sanitizers: for tests, not for people");
}

static void check_texts(struct checker *c)
{
    struct str rest, line;
    struct buf problems;

    buf_init(&problems, c->ctx, 64 * 1024);
    if (notify_templates_check(c->conf, c->ctx, &problems)) {
        check_say(c, LEVEL_OK, "templates", "%s", *c->conf->mail.templates == '\0' ? "the built-in texts" : c->conf->mail.templates);
        return;
    }
    for (rest = buf_view(&problems); str_next_line(&rest, &line);)
        if (line.n > 0)
            check_say(c, LEVEL_FAIL, "templates", "%.*s", STR_ARGS(line));
    if (problems.n == 0)
        check_say(c, LEVEL_FAIL, "templates", "%s cannot be read", c->conf->mail.templates);
}

/* One language alone, for who translates: whatever is wrong or missing, a line each. */
static int check_language(struct invocation *i, const char *code)
{
    struct conf *conf = NULL;
    unsigned missing;
    struct buf out;
    struct fault why;
    bool good;

    if (conf_load(i->ctx, i->conf_path, &conf, &why) != DONE) {
        fprintf(stderr, "askpost: %s\n", why.text);
        return EX_CONFIG;
    }
    buf_init(&out, i->ctx, 1024 * 1024);
    good = notify_language_check(conf, i->ctx, code, &out, &missing);
    fputs(buf_string(&out), stdout);
    if (good)
        printf("%s is complete\n", code);
    else
        printf("%u texts of %s are missing: they are said in English\n", missing, code);
    return good ? EX_OK : 1;
}

static void check_password(struct checker *c)
{
    const char *file = c->conf->mail.relay_password_file;
    struct stat status;

    if (*file == '\0')
        return;
    if (stat(file, &status) != 0 || access(file, R_OK) != 0)
        check_say(c, LEVEL_FAIL, "password", "[mail] relay_password_file %s: %s", file, strerror(errno));
    else if ((status.st_mode & 077) != 0)
        check_say(c, LEVEL_WARN, "password", "%s can be read by others: chmod 600 %s", file, file);
    else
        check_say(c, LEVEL_OK, "password", "%s can be read, by its user alone", file);
}

static void wrong_points(void *arg, uint64_t person, int64_t total, int64_t counted)
{
    check_say(arg, LEVEL_FAIL, "points", "person %llu has a total of %lld, but posts and votes make %lld", (unsigned long long)person,
              (long long)total, (long long)counted);
}

/* Everybody's points counted again from posts and votes. */
static void check_points(struct checker *c)
{
    unsigned before = c->counts[LEVEL_FAIL];
    struct fault why;

    if (c->db == NULL)
        return;
    if (forum_points_recount(c->db, c->ctx, wrong_points, c, &why) != DONE)
        check_say(c, LEVEL_FAIL, "points", "%s", why.text);
    else if (c->counts[LEVEL_FAIL] == before)
        check_say(c, LEVEL_OK, "points", "counted again: every total is what posts and votes make");
}

int cmd_check(struct invocation *i)
{
    const char *language = NULL;
    bool live = false, settings = false, points = false;
    const struct option_row options[] = {
        {"--language", &language, NULL}, {"--live", NULL, &live}, {"--points", NULL, &points}, {"--settings", NULL, &settings}, {NULL, NULL, NULL}};
    struct checker c = {.ctx = i->ctx};
    struct conf *conf = NULL;
    struct fault why;

    if (!cmd_options(i, options))
        return EX_USAGE;
    if (i->argc != 1)
        return cmd_usage(cmd_find("check"));
    if (language != NULL)
        return check_language(i, language);
    if (settings)
        return conf_list(stdout, i->json), EX_OK;
    if (i->json)
        c.json = json_array();
    if (conf_load(i->ctx, i->conf_path, &conf, &why) != DONE) {
        check_say(&c, LEVEL_FAIL, "configuration", "%s", why.text);
    } else {
        static void (*const parts[])(struct checker *) = {check_keys, check_data, check_disk, check_database, check_categories, check_identity, check_relay,
                                                          check_password, check_sockets, check_texts, check_users, check_jail};

        c.conf = conf;
        check_say(&c, LEVEL_OK, "configuration", "%s: %s, run by %s", conf->path, conf->forum.domain, conf->forum.operator);
        for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
            parts[p](&c);
        if (points)
            check_points(&c);
        if (live)
            check_live(&c);
    }
    if (c.json != NULL) {
        json_dumpf(c.json, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(c.json);
    } else {
        printf("%u ok, %u to look at, %u to mend\n", c.counts[LEVEL_OK], c.counts[LEVEL_WARN], c.counts[LEVEL_FAIL]);
    }
    return c.counts[LEVEL_FAIL] > 0 ? 1 : EX_OK;
}
