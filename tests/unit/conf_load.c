#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "conf/private.h"

#define LEAST "[forum]\ndomain = forum.example\noperator = op@example.org\n"

static struct conf *good(const void *ctx, const char *text)
{
    struct conf *c = NULL;
    struct fault why = {0};

    if (conf_read(ctx, "/etc/askpost/askpost.conf", str_of(text), &c, &why) != DONE)
        fail_msg("%s", why.text);
    return c;
}

static void defaults(void **state)
{
    struct conf *c = good(*state, LEAST), *d = conf_defaults(*state);

    assert_string_equal(c->path, "/etc/askpost/askpost.conf");
    assert_string_equal(c->forum.name, "Forum");
    assert_string_equal(c->forum.domain, "forum.example");
    assert_string_equal(c->forum.address, "%s@forum.example");
    assert_string_equal(c->forum.operator, "op@example.org");
    assert_string_equal(c->forum.default_category, "");
    assert_string_equal(c->mail.lmtp, "unix:/etc/askpost/lmtp.sock");
    assert_string_equal(c->mail.relay, "smtp://127.0.0.1:25");
    assert_int_equal(c->mail.lmtp_mode, 0660);
    assert_int_equal(c->mail.relay_connections, 4);
    assert_int_equal(c->mail.trust, TRUST_VERDICT);
    assert_string_equal(c->store.data, "/etc/askpost/data");
    assert_string_equal(c->store.keys, "/etc/askpost/keys");
    assert_int_equal(c->limits.message, 10 * 1024 * 1024);
    assert_int_equal(c->limits.header_block, 100 * 1024);
    assert_int_equal(c->limits.hold_newcomer, 300);
    assert_int_equal(c->limits.hold_trusted, 0);
    assert_int_equal(c->limits.held_days, 7);
    assert_int_equal(c->limits.give_up, 5 * 86400);
    assert_int_equal(c->people.newcomers, NEWCOMERS_CONFIRM);
    assert_false(c->process.insecure);
    assert_string_equal(c->process.log_level, "info");

    assert_string_equal(d->path, "");
    assert_string_equal(d->forum.domain, "");
    assert_int_equal(d->limits.message, c->limits.message);
    assert_null(conf_local_part(d, STR("a@")).p);
}

static void values(void **state)
{
    struct conf *c = good(*state,
        "\xef\xbb\xbf; a comment\r\n# another\r\n\r\n[forum]\r\n  name = M\xc3\xbcnd & Wellness ; said twice\r\n"
        "domain=Forum.Example\noperator : op@example.org\ndefault_category = health.sleep-2\npostal_address = 1 Main St, Town\n"
        "profile = Sensitive\naddress = forum+%s@FORUM.example\n"
        "[mail]\nlmtp = unix:/run/askpost/lmtp\nlmtp_tcp = 127.0.0.1:0\nsocketmap = unix:map\nlmtp_mode = 0666\n"
        "relay = smtps://relay.example.org:465\nrelay_user = me\nrelay_password_file = secret\nrelay_tls = required\n"
        "relay_connections = 8\nauthserv_id = mx.example.org\ntrust = mta\nspam_header = X-Spam: Yes\nhelo = m\xc3\xbcnchen.example\n"
        "[limits]\nmessage = 20m\nidle = 1h\nheld_days = 14d\ngive_up = 1w\nhold_newcomer = 0\n"
        "[people]\nnewcomers = closed\n[process]\ninsecure = YES\nlog_level = debug\nuser_front = askpost-front\n");

    assert_string_equal(c->forum.name, "M\xc3\xbcnd & Wellness");
    assert_string_equal(c->forum.domain, "forum.example");
    assert_string_equal(c->forum.default_category, "health.sleep-2");
    assert_int_equal(c->forum.profile, PROFILE_SENSITIVE);
    assert_string_equal(c->mail.lmtp, "unix:/run/askpost/lmtp");
    assert_string_equal(c->mail.lmtp_tcp, "127.0.0.1:0");
    assert_string_equal(c->mail.socketmap, "unix:/etc/askpost/map");
    assert_int_equal(c->mail.lmtp_mode, 0666);
    assert_string_equal(c->mail.relay_password_file, "/etc/askpost/secret");
    assert_int_equal(c->mail.relay_connections, 8);
    assert_string_equal(c->mail.spam_header, "X-Spam: Yes");
    assert_string_equal(c->mail.helo, "xn--mnchen-3ya.example");
    assert_int_equal(c->limits.message, 20 * 1024 * 1024);
    assert_int_equal(c->limits.idle, 3600);
    assert_int_equal(c->limits.held_days, 14);
    assert_int_equal(c->limits.give_up, 7 * 86400);
    assert_int_equal(c->limits.hold_newcomer, 0);
    assert_int_equal(c->limits.hold_trusted, 1800); /* the profile's */
    assert_int_equal(c->people.newcomers, NEWCOMERS_CLOSED);
    assert_true(c->process.insecure);
    assert_string_equal(c->process.log_level, "debug");
}

static void errors(void **state)
{
    static const struct {
        const char *text, *wanted; /* after "f.conf" */
    } rows[] = {
        {"", ": [forum] domain must be set"},
        {"[forum]\ndomain = forum.example\n", ": [forum] operator must be set"},
        {LEAST "[mail]\nraley = smtp://a:25\n", ":5: unknown setting [mail] raley (did you mean relay?)"},
        {LEAST "[mail]\nfrobnicate = 1\n", ":5: unknown setting [mail] frobnicate (askpost check --settings lists all)"},
        {LEAST "[mail]\ndomain = a.b\n", ":5: unknown setting [mail] domain (it belongs under [forum])"},
        {LEAST "[mial]\nrelay = smtp://a:25\n", ":5: unknown section [mial] (did you mean [mail]?)"},
        {LEAST "[quux]\nrelay2 = smtp://a:25\n", ":5: unknown section [quux] (askpost check --settings lists all)"},
        {"relay2 = x\n", ":1: unknown section [] (askpost check --settings lists all)"},
        {LEAST "\n\nnonsense\n", ":6: this line is neither [section] nor name = value"},
        {LEAST "[mail\n", ":4: this line is neither [section] nor name = value"},
        {LEAST "operator = a@b.example\n", ":4: [forum] operator was set on line 3 already"},
        {LEAST "   operator = a@b.example\n", ":4: [forum] operator was set on line 3 already"},
        {LEAST "profile = closed\n", ":4: [forum] profile must be open or sensitive"},
        {LEAST "[mail]\ntrust = all\n", ":5: [mail] trust must be verdict, mta or any"},
        {LEAST "[mail]\ntrust =\n", ":5: [mail] trust must be verdict, mta or any"},
        {"[forum]\ndomain = for um\n", ":2: [forum] domain must be a domain such as forum.example"},
        {"[forum]\ndomain = a@b\n", ":2: [forum] domain must be a domain such as forum.example"},
        {"[forum]\ndomain =\n", ":2: [forum] domain must be given"},
        {"[forum]\noperator = nobody\n", ":2: [forum] operator must be an address such as you@example.org"},
        {"[forum]\noperator = A <a@b.example>\n", ":2: [forum] operator must be an address such as you@example.org"},
        {"[forum]\nname = \xff\n", ":2: this line is not UTF-8 text"},
        {"[forum]\nname = a\xe2\x80\xaez\n", ":2: [forum] name must be one line of UTF-8"},
        {"[forum]\nname = \n", ":2: [forum] name must be given"},
        {"[forum]\nname = 1234567890123456789012345678901234567890123456789012345678901\n", ":2: [forum] name must have at most 60 characters"},
        {LEAST "default_category = Sleep\n", ":4: [forum] default_category must be a category such as psychotherapy or health.sleep"},
        {LEAST "[people]\ntitles = Regular\n", ":5: [people] titles must be points and a title of at most 30 characters each, such as 500 Regular, 2000 Old hand"},
        {LEAST "default_category = a..b\n", ":4: [forum] default_category must be a category such as psychotherapy or health.sleep"},
        {LEAST "[limits]\nmessage = 10X\n", ":5: [limits] message must be a size such as 64K or 10M, from 64K to 262144K"},
        {LEAST "[limits]\nmessage = 1\n", ":5: [limits] message must be a size such as 64K or 10M, from 64K to 262144K"},
        {LEAST "[limits]\nmessage = 99999999999999999999G\n", ":5: [limits] message must be a size such as 64K or 10M, from 64K to 262144K"},
        {LEAST "[limits]\nidle = 300\n", ":5: [limits] idle must be a duration such as 30s, 5m, 2h or 7d, from 1s to 3600s"},
        {LEAST "[limits]\nidle = -5m\n", ":5: [limits] idle must be a duration such as 30s, 5m, 2h or 7d, from 1s to 3600s"},
        {LEAST "[limits]\nparts = 3\n", ":5: [limits] parts must be a number from 5 to 2000"},
        {LEAST "[limits]\nheld_days = 31\n", ":5: [limits] held_days must be a number from 1 to 30"},
        {LEAST "[mail]\nlmtp_mode = 660x\n", ":5: [mail] lmtp_mode must be permissions from 0600 to 0777, in octal"},
        {LEAST "[mail]\nlmtp_mode = 0888\n", ":5: [mail] lmtp_mode must be permissions from 0600 to 0777, in octal"},
        {LEAST "[mail]\nlmtp = 127.0.0.1:24\n", ":5: [mail] lmtp must be unix:PATH"},
        {LEAST "[mail]\nlmtp_tcp = 0.0.0.0:24\n", ":5: [mail] lmtp_tcp must be a loopback address and port such as 127.0.0.1:2424"},
        {LEAST "[mail]\nlmtp_tcp = 127.0.0.1:25\n", ":5: [mail] lmtp_tcp must be on another port than 25, which is SMTP's"},
        {LEAST "[mail]\nlmtp_tcp = 127.0.0.1\n", ":5: [mail] lmtp_tcp must be a loopback address and port such as 127.0.0.1:2424"},
        {LEAST "[mail]\nsocketmap = [::2]:99\n", ":5: [mail] socketmap must be unix:PATH or a loopback address and port"},
        {LEAST "[mail]\nlmtp =\n", ":5: [mail] lmtp and lmtp_tcp are both empty: the MTA could not deliver"},
        {LEAST "[mail]\nrelay = relay.example:25\n", ":5: [mail] relay must be smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH"},
        {LEAST "[mail]\nrelay = smtp://relay.example\n", ":5: [mail] relay must be smtp://HOST:PORT with a port"},
        {LEAST "[mail]\nrelay = smtp://u:p@relay.example:25\n", ":5: [mail] relay must be smtp://HOST:PORT with a port"},
        {LEAST "[mail]\nrelay = maildir:\n", ":5: [mail] relay must be smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH"},
        {LEAST "[mail]\nrelay_user = me\n", ":5: [mail] relay_user and relay_password_file must be given together"},
        {LEAST "[mail]\nrelay = smtp://r.example:25\nrelay_user = me\nrelay_password_file = f\nrelay_tls = off\n",
         ":8: [mail] relay_tls must not be off where a password is sent to another machine"},
        {LEAST "[mail]\nspam_header = X-Spam\n", ":5: [mail] spam_header must be a field and a value such as X-Spam: Yes"},
        {LEAST "[limits]\ntitle_min = 150\n", ":5: [limits] title_min is more than title_max"},
        {LEAST "[privacy]\npublish_delay_least = 2h\n", ":5: [privacy] publish_delay_least is more than publish_delay_most"},
        {LEAST "[store]\nkeys = data/keys\n", ":5: [store] keys must not be the data directory or inside it: a copy of the data would hold the keys"},
        {LEAST "[store]\ndata = keys\n", ": [store] keys must not be the data directory or inside it: a copy of the data would hold the keys"},
        {"[forum]\ndomain = forum.example\noperator = op@Forum.Example\n",
         ":3: [forum] operator must not be an address of the forum: its mail would come back to itself"},
        {LEAST "address = %s%s@forum.example\n", ":4: [forum] address must be a pattern such as"},
        {LEAST "address = forum@forum.example\n", ":4: [forum] address must be a pattern such as"},
        {LEAST "address = %s@other.example\n", ":4: [forum] address must be a pattern such as"},
        {LEAST "address = 123456789012345678901234%s@forum.example\n", ":4: [forum] address must be a pattern such as"},
        {LEAST "[process]\ninsecure = maybe\n", ":5: [process] insecure must be yes or no"},
        {LEAST "[process]\nuser_core = a b\n", ":5: [process] user_core must be one word"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct conf *c = NULL;
        struct fault why = {0};

        if (conf_read(*state, "f.conf", str_of(rows[i].text), &c, &why) != REFUSED)
            fail_msg("row %zu was accepted: %s", i, rows[i].text);
        if (strncmp(why.text, "f.conf", 6) != 0 || strncmp(why.text + 6, rows[i].wanted, strlen(rows[i].wanted)) != 0)
            fail_msg("row %zu: %s\n   wanted: f.conf%s", i, why.text, rows[i].wanted);
    }
}

static void long_lines(void **state)
{
    char *text = mem_zero(*state, 100000);
    struct fault why = {0};
    struct conf *c;

    memset(text, 'a', 99999);
    assert_int_equal(conf_read(*state, "f.conf", str_of(text), &c, &why), REFUSED);
    assert_string_equal(why.text, "f.conf:1: a line may have at most 198 bytes");
    assert_int_equal(conf_read(*state, "f.conf", str_from("[forum]\na\0b = c\n", 16), &c, &why), REFUSED);
    assert_string_equal(why.text, "f.conf:2: this line is not UTF-8 text");
}

static void plus_operator(void **state)
{
    struct conf *c = good(*state, "[forum]\ndomain = example.org\noperator = me@example.org\naddress = forum+%s@example.org\n");

    assert_string_equal(conf_address(*state, c, "ask"), "forum+ask@example.org");
}

static void local_parts(void **state)
{
    static const struct {
        const char *recipient, *plain, *plus;
    } rows[] = {
        {"ask@forum.example", "ask", NULL},
        {"Ask@FORUM.example", "Ask", NULL},
        {"forum+ask@forum.example", "forum+ask", "ask"},
        {"FORUM+rABC@Forum.Example", "FORUM+rABC", "rABC"},
        {"forum@forum.example", "forum", NULL},
        {"forum+@forum.example", "forum+", NULL},
        {"ask@other.example", NULL, NULL},
        {"ask@sub.forum.example", NULL, NULL},
        {"ask", NULL, NULL},
        {"@forum.example", NULL, NULL},
        {"", NULL, NULL},
    };
    struct conf *plain = good(*state, LEAST), *plus = good(*state, LEAST "address = forum+%s@forum.example\n");

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct conf *confs[] = {plain, plus};
        const char *wanted[] = {rows[i].plain, rows[i].plus};

        for (size_t k = 0; k < 2; k++) {
            struct str got = conf_local_part(confs[k], str_of(rows[i].recipient));

            if ((got.p == NULL) != (wanted[k] == NULL) || (got.p != NULL && !str_equal(got, str_of(wanted[k]))))
                fail_msg("row %zu, %zu: %s", i, k, rows[i].recipient);
        }
    }
    assert_string_equal(conf_address(*state, plain, "ask"), "ask@forum.example");
    assert_string_equal(conf_address(*state, plus, "ask"), "forum+ask@forum.example");
}

/* Every default, of every profile, is a value its own row accepts; every row has help and a name of its own. */
static void table(void **state)
{
    for (size_t i = 0; i < conf_table_count; i++) {
        const struct setting *row = &conf_table[i];
        struct conf *c = conf_defaults(*state);
        struct fault why = {0};

        assert_non_null(c->path);
        assert_true(strlen(row->help) > 10 && row->help[strlen(row->help) - 1] == '.');
        assert_ptr_equal(setting_find(row->section, row->name), row);
        if (row->standard != NULL && setting_parse(c, row, str_of(row->standard), "/d", &why) != DONE)
            fail_msg("[%s] %s: %s", row->section, row->name, why.text);
        if (row->sensitive != NULL)
            assert_int_equal(setting_parse(c, row, str_of(row->sensitive), "/d", &why), DONE);
    }
}

/* What each profile is, in words that were thought of apart from the table; and that no default of a profile is missing here. */
static void profiles(void **state)
{
    const struct conf *o = good(*state, LEAST), *s = good(*state, LEAST "profile = sensitive\n");
    const struct {
        const char *name;
        int64_t open, sensitive, wanted_open, wanted_sensitive;
    } rows[] = {
#define ROW(field, open, sensitive) {#field, (int64_t)o->field, (int64_t)s->field, open, sensitive}
        ROW(limits.hold_newcomer, 300, 1800),
        ROW(limits.hold_trusted, 0, 1800),
        ROW(people.trusted_after, 3, 10),
        ROW(people.moderation, POLICY_NONE, POLICY_FIRST),
        ROW(privacy.content, POLICY_CONTENT_FULL, POLICY_CONTENT_DISCREET),
        ROW(privacy.publish_delay_least, 0, 300),
        ROW(privacy.publish_delay_most, 0, 3600),
        ROW(privacy.coarse_times, false, true),
        ROW(privacy.archive, true, false),
    };
    size_t differ = 0;
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);

    conf_list_profile(to); /* what `init` says of it */
    fclose(to);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].open != rows[i].wanted_open || rows[i].sensitive != rows[i].wanted_sensitive)
            fail_msg("%s is %lld, sensitive %lld", rows[i].name, (long long)rows[i].open, (long long)rows[i].sensitive);
        assert_non_null(strstr(text, strchr(rows[i].name, '.') + 1));
    }
    free(text);
    for (size_t i = 0; i < conf_table_count; i++)
        differ += conf_table[i].sensitive != NULL;
    assert_int_equal(differ, sizeof rows / sizeof rows[0]);
}

/* The example configuration names every setting, with its default, and no other. */
static void example(void **state)
{
    struct str text, rest, line;
    char section[40] = "";
    size_t found = 0;
    struct fault why = {0};

    if (io_read_file(*state, EXAMPLE, 1 << 20, &text, &why) != DONE)
        fail_msg("%s", why.text);
    for (rest = text; str_next_line(&rest, &line);) {
        struct str name = str_cut(line, 0, str_find(line, STR(" =")));
        const struct setting *row;

        if (str_starts(line, STR("[")))
            snprintf(section, sizeof section, "%.*s", (int)line.n - 2, line.p + 1);
        if (name.n == line.n || str_starts(line, STR("# ")))
            continue;
        if (str_starts(name, STR("#")))
            name = str_from_index(name, 1);
        row = setting_find(section, str_dup(*state, name));
        if (row == NULL)
            fail_msg("[%s] %.*s is no setting", section, STR_ARGS(name));
        if (line.p[0] == '#' && !str_equal(str_trim(str_from_index(line, name.n + 3)), str_of(row->standard)))
            fail_msg("[%s] %s: its default is %s", section, row->name, row->standard);
        found++;
    }
    assert_int_equal(found, conf_table_count);
    good(*state, mem_copy(*state, text.p, text.n));
}

/* askpost.conf(5) explains every setting. */
static void manual(void **state)
{
    struct fault why = {0};
    struct str text;

    if (io_read_file(*state, MANUAL, 1 << 20, &text, &why) != DONE)
        fail_msg("%s", why.text);
    for (size_t i = 0; i < conf_table_count; i++)
        if (str_find(text, str_of(mem_format(*state, "\n.It Cm %s No = ", conf_table[i].name))) == text.n)
            fail_msg("[%s] %s is not there", conf_table[i].section, conf_table[i].name);
}

static void listed(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);

    conf_list(to, false);
    fclose(to);
    for (size_t i = 0; i < conf_table_count; i++)
        assert_non_null(strstr(text, mem_format(*state, "%s = ", conf_table[i].name)));
    free(text);
    to = open_memstream(&text, &n);
    conf_list(to, true);
    fclose(to);
    for (size_t i = 0; i < conf_table_count; i++)
        assert_non_null(strstr(text, mem_format(*state, "\"section\": \"%s\", \"name\": \"%s\"", conf_table[i].section, conf_table[i].name)));
    free(text);
}

static void files(void **state)
{
    char directory[] = "/tmp/askpost-conf-XXXXXX", real[4096];
    struct fault why = {0};
    struct conf *c = NULL;
    char *path;

    assert_non_null(mkdtemp(directory));
    path = mem_format(*state, "%s/x.conf", directory);
    assert_int_equal(conf_load(*state, path, &c, &why), REFUSED);
    assert_non_null(strstr(why.text, "No such file"));
    assert_int_equal(io_write_file(path, STR(LEAST), 0600, &why), DONE);
    assert_int_equal(conf_load(*state, path, &c, &why), DONE);
    assert_non_null(realpath(directory, real));
    assert_string_equal(c->store.data, mem_format(*state, "%s/data", real));
    unlink(path);
    rmdir(directory);
}

UNIT_MAIN(UNIT(defaults), UNIT(values), UNIT(errors), UNIT(long_lines), UNIT(plus_operator), UNIT(local_parts), UNIT(table), UNIT(profiles), UNIT(example),
          UNIT(manual), UNIT(listed), UNIT(files))
