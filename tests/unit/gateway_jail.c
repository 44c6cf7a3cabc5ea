/* What each role's jail refuses, tried in it. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "gateway/gateway.h"
#include "seal/seal.h"
#include "store/db.h"

#include "unit.h"

struct row {
    enum role role;
    const char *what;
    bool refused, landlock; /* whether only Landlock refuses it */
};

static const struct row rows[] = {
    {ROLE_PARSER, "open", true, false},
    {ROLE_PARSER, "write", true, false},
    {ROLE_PARSER, "open-keys", true, false},
    {ROLE_PARSER, "open-data", true, false},
    {ROLE_PARSER, "socket", true, false},
    {ROLE_PARSER, "udp", true, false},
    {ROLE_PARSER, "exec", true, false},
    {ROLE_PARSER, "fork", true, false},
    {ROLE_PARSER, "ptrace", true, false},
    {ROLE_FRONT, "open", true, false},
    {ROLE_FRONT, "write", true, false},
    {ROLE_FRONT, "open-keys", true, false},
    {ROLE_FRONT, "open-data", true, false},
    {ROLE_FRONT, "socket", true, false},
    {ROLE_FRONT, "udp", true, false},
    {ROLE_FRONT, "exec", true, false},
    {ROLE_FRONT, "fork", true, false},
    {ROLE_FRONT, "ptrace", true, false},
    {ROLE_CORE, "open", true, true},
    {ROLE_CORE, "write", true, true},
    {ROLE_CORE, "open-keys", true, true},
    {ROLE_CORE, "open-data", false, false},
    {ROLE_CORE, "write-data", false, false},
    {ROLE_CORE, "socket", true, false},
    {ROLE_CORE, "udp", true, false},
    {ROLE_CORE, "exec", true, false},
    {ROLE_CORE, "fork", true, false},
    {ROLE_CORE, "ptrace", true, false},
    {ROLE_RENDER, "open", true, true},
    {ROLE_RENDER, "write", true, true},
    {ROLE_RENDER, "open-keys", true, true},
    {ROLE_RENDER, "open-data", false, false},
    {ROLE_RENDER, "write-data", true, true},
    {ROLE_RENDER, "socket", true, false},
    {ROLE_RENDER, "udp", true, false},
    {ROLE_RENDER, "exec", true, false},
    {ROLE_RENDER, "fork", true, false},
    {ROLE_RENDER, "ptrace", true, false},
    {ROLE_MAILER, "write", true, true},
    {ROLE_MAILER, "open-keys", true, true},
    {ROLE_MAILER, "open-data", true, true},
    {ROLE_MAILER, "write-data", true, true},
    {ROLE_MAILER, "socket", false, false}, /* to the relay */
    {ROLE_MAILER, "exec", true, false},
    {ROLE_MAILER, "fork", true, false},
    {ROLE_MAILER, "ptrace", true, false},
};

/* A forum's directory with keys and a database in it. */
static struct conf *make_forum(void *ctx, char *directory, const char *relay)
{
    struct conf *conf = NULL;
    struct db *db = NULL;
    struct fault why;
    char *text = mem_format(ctx,
                            "[forum]\nname = Test\ndomain = forum.example\noperator = operator@example.org\n"
                            "[mail]\nrelay = %s\n[store]\ndata = data\nkeys = keys\n",
                            relay);

    assert_non_null(mkdtemp(directory));
    if (conf_read(ctx, mem_format(ctx, "%s/askpost.conf", directory), str_of(text), &conf, &why) != DONE)
        fail_msg("%s", why.text);
    assert_int_equal(mkdir(conf->store.data, 0700), 0);
    if (seal_create(conf->store.keys, &why) != DONE || db_open(ctx, conf->store.data, DB_WRITER, &db, &why) != DONE)
        fail_msg("%s", why.text);
    mem_free(db);
    assert_int_equal(access(mem_format(ctx, "%s/askpost.db", conf->store.data), R_OK | W_OK), 0);
    assert_int_equal(access(mem_format(ctx, "%s/address.key", conf->store.keys), R_OK), 0);
    assert_int_equal(access(mem_format(ctx, "%s/index.key", conf->store.keys), R_OK), 0);
    return conf;
}

static int remove_one(const char *path, const struct stat *what, int type, struct FTW *where)
{
    (void)what;
    (void)type;
    (void)where;
    return remove(path);
}

static void each_role_refuses(void **state)
{
    void *ctx = *state;
    char directory[] = "/tmp/askpost-jail.XXXXXX";
    struct conf *conf;
    unsigned wrong = 0;

    if (jail_probe().sanitizer || !jail_probe().seccomp)
        return;
    conf = make_forum(ctx, directory, "smtp://127.0.0.1:25");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        const char *how = "";
        bool refused = jail_try(row->role, conf, row->what, &how);

        if (row->landlock && jail_probe().landlock == 0)
            continue;
        if (refused == row->refused && strcmp(how, "not tried") != 0)
            continue;
        wrong++;
        print_message("# %s, %s: %s\n", role_name(row->role), row->what, how);
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* With a maildir for a relay a mailer has no use for sockets either. */
static void maildir_mailer_has_no_network(void **state)
{
    char directory[] = "/tmp/askpost-jail.XXXXXX";
    const char *how = "";
    struct conf *conf;

    if (jail_probe().sanitizer || !jail_probe().seccomp)
        return;
    conf = make_forum(*state, directory, "maildir:out");
    assert_true(jail_try(ROLE_MAILER, conf, "socket", &how));
    assert_true(jail_try(ROLE_MAILER, conf, "udp", &how));
    assert_int_equal(nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* What the parser must die of, not merely be refused. */
static void parser_dies(void **state)
{
    static const char *const deadly[] = {"socket", "udp", "exec", "fork", "ptrace"};
    char directory[] = "/tmp/askpost-jail.XXXXXX";
    struct conf *conf;

    if (jail_probe().sanitizer || !jail_probe().seccomp)
        return;
    conf = make_forum(*state, directory, "smtp://127.0.0.1:25");
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        const char *how = "";

        assert_true(jail_try(ROLE_PARSER, conf, deadly[i], &how));
        assert_string_equal(how, "killed");
    }
    assert_int_equal(nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static void limits_are_tried(void **state)
{
    (void)state;
    assert_int_equal(jail_probe().limits, !jail_probe().sanitizer);
}

UNIT_MAIN(UNIT(each_role_refuses), UNIT(maildir_mailer_has_no_network), UNIT(parser_dies), UNIT(limits_are_tried))
