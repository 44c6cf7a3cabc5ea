#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/cmd.h"
#include "cmd/init.h"
#include "conf/conf.h"
#include "seal/seal.h"

static void configurations(void **state)
{
    static const struct {
        struct init_answers answers;
        const char *refused; /* NULL: taken */
    } rows[] = {
        {{.domain = "forum.example", .operator = "op@example.org"}, NULL},
        {{.domain = "forum.example", .operator = "op@example.org", .name = "Mind & Heart", .profile = "sensitive", .relay = "maildir:/tmp/x",
          .trust = "any", .authserv_id = "mx.example.org"}, NULL},
        {{.domain = "forum.example", .operator = "op@forum.example"}, "must not be an address of the forum"},
        {{.domain = "for um", .operator = "op@example.org"}, "must be a domain"},
        {{.domain = "forum.example", .operator = "op"}, "must be an address"},
        {{.domain = "forum.example", .operator = "op@example.org", .trust = "all"}, "must be verdict, mta or any"},
        {{.domain = "forum.example", .operator = "op@example.org", .relay = "nowhere"}, "must be smtp://"},
        {{.domain = "forum.example", .operator = "op@example.org", .name = "A ; comment"}, "cannot stand in a configuration file"},
        {{.domain = "forum.example", .operator = "op@example.org", .name = "A\n[mail]\ntrust = any"}, "cannot stand in a configuration file"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fault why = {0};
        struct buf text;
        enum outcome outcome;

        buf_init(&text, *state, 10000);
        outcome = init_configuration(*state, "/srv/forum/askpost.conf", &rows[i].answers, &text, &why);
        if ((outcome == DONE) != (rows[i].refused == NULL) || (outcome != DONE && strstr(why.text, rows[i].refused) == NULL))
            fail_msg("row %zu: %s", i, why.text);
    }
}

/* What was answered is what the daemon reads. */
static void read_back(void **state)
{
    struct init_answers answers = {.domain = "forum.example", .operator = "op@example.org", .name = "Mind & Heart", .profile = "sensitive",
                                   .relay = "maildir:out", .trust = "any", .authserv_id = "mx.example.org"};
    struct conf *conf = NULL;
    struct fault why;
    struct buf text;

    buf_init(&text, *state, 10000);
    assert_int_equal(init_configuration(*state, "/srv/forum/askpost.conf", &answers, &text, &why), DONE);
    assert_int_equal(conf_read(*state, "/srv/forum/askpost.conf", buf_view(&text), &conf, &why), DONE);
    assert_string_equal(conf->forum.domain, "forum.example");
    assert_string_equal(conf->forum.operator, "op@example.org");
    assert_string_equal(conf->forum.name, "Mind & Heart");
    assert_int_equal(conf->forum.profile, PROFILE_SENSITIVE);
    assert_string_equal(conf->mail.relay, "maildir:/srv/forum/out");
    assert_int_equal(conf->mail.trust, TRUST_ANY);
    assert_string_equal(conf->mail.authserv_id, "mx.example.org");
    assert_string_equal(conf->mail.lmtp, "unix:/srv/forum/lmtp.sock");
    assert_string_equal(conf->store.keys, "/srv/forum/keys");
}

static int init(const void *ctx, const char *directory)
{
    const char *words[] = {"init", directory, "--domain", "forum.example", "--operator", "op@example.org", NULL};
    char *argv[7] = {NULL};
    struct invocation i = {.ctx = ctx, .argc = 6, .argv = argv};
    int out = dup(STDOUT_FILENO), status;

    for (size_t k = 0; k < 6; k++)
        argv[k] = (char *)(uintptr_t)words[k];
    assert_non_null(freopen("/dev/null", "w", stdout));
    status = cmd_init(&i);
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    close(out);
    return status;
}

static void made_once(void **state)
{
    static const char *const parts[] = {"keys/index.key", "keys/token.key", "keys/hold.key", "keys/address.pub", "keys/address.key", "keys/people.keys",
                                        "keys", "data", "askpost.conf", ""};
    char top[] = "/tmp/askpost-init-XXXXXX", *directory, *path;
    struct stat status;
    struct str before, after;
    struct fault why;

    assert_non_null(mkdtemp(top));
    directory = mem_format(*state, "%s/a/forum", top);
    assert_int_equal(init(*state, directory), EX_OK);
    assert_int_equal(stat(mem_format(*state, "%s/keys", directory), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_int_equal(stat(mem_format(*state, "%s/data", directory), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);

    path = mem_format(*state, "%s/askpost.conf", directory);
    assert_int_equal(io_read_file(*state, path, 10000, &before, &why), DONE);
    assert_int_equal(init(*state, directory), EX_CANTCREAT);
    assert_int_equal(io_read_file(*state, path, 10000, &after, &why), DONE);
    assert_true(str_equal(before, after));

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_int_equal(remove(mem_format(*state, "%s/%s", directory, parts[i])), 0);
    rmdir(mem_format(*state, "%s/a", top));
    assert_int_equal(rmdir(top), 0);
}

UNIT_MAIN(UNIT(configurations), UNIT(read_back), UNIT(made_once))
