#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/cmd.h"
#include "forum/forum.h"
#include "conf/conf.h"

/* Standard output and error of what follows go to the file `to`; returns what restores them. */
struct streams {
    int out, err;
};

static struct streams divert(FILE *to)
{
    struct streams kept = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};

    fflush(stdout);
    dup2(fileno(to), STDOUT_FILENO);
    dup2(fileno(to), STDERR_FILENO);
    return kept;
}

static void restore(struct streams kept)
{
    fflush(stdout);
    dup2(kept.out, STDOUT_FILENO);
    dup2(kept.err, STDERR_FILENO);
    close(kept.out);
    close(kept.err);
}

/* Runs the program with these words (ending in NULL); what it said is in `said`. */
static int run(const char *const *words, char said[20000])
{
    char *argv[12] = {(char *)(uintptr_t) "askpost"};
    FILE *file = tmpfile();
    struct streams kept;
    size_t n;
    int argc = 1, status;

    while (words[argc - 1] != NULL) {
        argv[argc] = (char *)(uintptr_t)words[argc - 1];
        argc++;
    }
    kept = divert(file);
    status = cmd_main(argc, argv);
    alarm(0); /* deliver sets one */
    restore(kept);
    rewind(file);
    n = fread(said, 1, 19999, file);
    said[n] = '\0';
    fclose(file);
    return status;
}

static void table(void **state)
{
    (void)state;
    for (const struct command_row *row = cmd_table; row->word != NULL; row++) {
        assert_ptr_equal(cmd_find(row->word), row);
        assert_non_null(row->arguments);
        assert_true(strlen(row->help) > 5);
        assert_non_null(row->run);
    }
    assert_null(cmd_find("frobnicate"));
}

/* askpost(1) explains every command. */
static void manual(void **state)
{
    struct fault why = {0};
    struct str text;

    if (io_read_file(*state, MANUAL, 1 << 20, &text, &why) != DONE)
        fail_msg("%s", why.text);
    for (const struct command_row *row = cmd_table; row->word != NULL; row++)
        if (str_find(text, str_of(mem_format(*state, "\n.It Cm %s", row->word))) == text.n)
            fail_msg("%s is not there", row->word);
}

static void calls(void **state)
{
    static const struct {
        const char *words[7];
        int status;
        const char *said;
    } rows[] = {
        {{"--version"}, EX_OK, "askpost " PACKAGE_VERSION "\n"},
        {{"--help"}, EX_OK, "usage: askpost [-c FILE]"},
        {{NULL}, EX_USAGE, "usage: askpost [-c FILE]"},
        {{"help"}, EX_OK, "category"},
        {{"help", "check"}, EX_OK, "--live"},
        {{"check", "--help"}, EX_OK, "usage: askpost [-c FILE] [--json] check [--language CODE] [--live] [--points] [--settings]"},
        {{"check", "-h"}, EX_OK, "--settings"},
        {{"chekc"}, EX_USAGE, "there is no command chekc. Did you mean check?"},
        {{"help", "sreve"}, EX_USAGE, "Did you mean serve?"},
        {{"frobnicate"}, EX_USAGE, "there is no command frobnicate; askpost --help lists all"},
        {{"-c"}, EX_USAGE, "-c wants the name of a file"},
        {{"-c", "/nonexistent/x", "serve"}, EX_CONFIG, "/nonexistent/x: No such file"},
        {{"-c", "/nonexistent/x", "category", "list"}, EX_CONFIG, "/nonexistent/x: No such file"},
        {{"-c", "/nonexistent/x", "deliver", "-f", "a@b", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"deliver", "-c", "/nonexistent/x", "-f", "a@b", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"deliver", "--help"}, EX_OK, "usage: askpost [-c FILE] [--json] deliver"},
        /* What a stranger's address says is no option, and nothing but 0 and 75 ever comes out. */
        {{"-c", "/nonexistent/x", "deliver", "-f", "--help", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"-c", "/nonexistent/x", "deliver", "-f", "-h", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"-c", "/nonexistent/x", "deliver", "-f", "--json", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"-c", "/nonexistent/x", "deliver", "-f", "-c", "c@d"}, EX_TEMPFAIL, "/nonexistent/x: No such file"},
        {{"deliver", "-s", "/nonexistent/s", "-f", "--version", "c@d"}, EX_TEMPFAIL, "/nonexistent/s"},
        {{"deliver", "-f", "--help"}, EX_TEMPFAIL, "usage: askpost deliver"},
        {{"deliver", "--", "--help"}, EX_TEMPFAIL, "usage: askpost deliver"},
        {{"deliver", "--help", "--help"}, EX_TEMPFAIL, "usage: askpost deliver"},
        {{"-c", "deliver", "-f", "a@b", "c@d"}, EX_TEMPFAIL, "there is no command -f"},
        {{"-c", "/", "question", "list"}, EX_CONFIG, "/: read: Is a directory"},
        {{"--bogus", "deliver", "-f", "a@b", "c@d"}, EX_TEMPFAIL, "there is no command --bogus"},
        {{"-c", "/nonexistent/x", "check"}, 1, "FAIL  configuration"},
        {{"check", "--settings"}, EX_OK, "domain = (domain)    required"},
        {{"check", "--settings", "--json"}, EX_OK, "\"section\": \"forum\", \"name\": \"domain\""},
        {{"check", "--lvie"}, EX_USAGE, "askpost: check: there is no option --lvie"},
        {{"check", "more"}, EX_USAGE, "usage: askpost"},
        {{"inspect", "--known"}, EX_USAGE, "--known wants a value"},
        {{"inspect", "/nonexistent/mail"}, EX_NOINPUT, "/nonexistent/mail cannot be opened"},
        {{"inspect", "a", "b"}, EX_USAGE, "usage: askpost"},
        {{"inspect", "--target", "nobody"}, EX_USAGE, "nobody is no target"},
        {{"inspect", "--notice", "/nonexistent/notice"}, EX_NOINPUT, "/nonexistent/notice"},
        {{"init"}, EX_USAGE, "usage: askpost"},
    };
    char said[20000];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int status = run(rows[i].words, said);

        if (status != rows[i].status || strstr(said, rows[i].said) == NULL)
            fail_msg("row %zu: status %d, said: %s", i, status, said);
    }
}

static void options(void **state)
{
    char words[][8] = {"restore", "--a", "one", "two", "--flag", "-", "--", "--a", "-x"};
    char *argv[10] = {NULL};
    struct invocation i = {.ctx = *state, .argc = 9, .argv = argv};
    const char *a = NULL;
    bool flag = false;
    const struct option_row rows[] = {{"--a", &a, NULL}, {"--flag", NULL, &flag}, {NULL, NULL, NULL}};

    for (size_t k = 0; k < 9; k++)
        argv[k] = words[k];
    assert_true(cmd_options(&i, rows));
    assert_string_equal(a, "one");
    assert_true(flag);
    assert_int_equal(i.argc, 5);
    assert_string_equal(i.argv[1], "two");
    assert_string_equal(i.argv[2], "-");
    assert_string_equal(i.argv[3], "--a");
    assert_string_equal(i.argv[4], "-x");
    assert_null(i.argv[5]);
}

static void statuses(void **state)
{
    (void)state;
    struct fault cannot = {.code = ""}, usage = {.code = FORUM_USAGE};

    assert_int_equal(cmd_status(DONE, &cannot), 0);
    assert_int_equal(cmd_status(RETRY, &cannot), 75);
    assert_int_equal(cmd_status(REFUSED, &cannot), 65);
    assert_int_equal(cmd_status(REFUSED, &usage), 64);
}

UNIT_MAIN(UNIT(table), UNIT(manual), UNIT(calls), UNIT(options), UNIT(statuses))
