#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

#include "smtp/private.h"
#include "smtp_script.h"

static const char mail[] = "To: <ann@there.example>\r\nSubject: x\r\n\r\nbody\r\n.dot\r\n";

static struct conf *settings(void *ctx, const char *relay)
{
    struct conf *conf = mem_new(ctx, struct conf);

    conf->forum.domain = mem_string(conf, "forum.example");
    conf->mail.relay = mem_string(conf, relay);
    return conf;
}

static struct smtp *opened(void *ctx, const struct conf *conf)
{
    struct smtp *s;
    struct fault why;

    assert_int_equal(smtp_open(ctx, conf, &s, &why), DONE);
    smtp_patience(s, 1);
    return s;
}

static unsigned count(const char *text, const char *part)
{
    unsigned n = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

static const struct {
    const char *name;
    struct script script;
    enum smtp_result result;
    unsigned code;
    const char *enhanced, *words;
} cases[] = {
    {"taken", {0}, SMTP_SENT, 250, "2.0.0", "2.0.0 taken"},
    {"greeting 421", {.greeting = "!421 4.3.2 busy"}, SMTP_LATER, 421, "4.3.2", "4.3.2 busy"},
    {"greeting 554", {.greeting = "!554 5.7.1 go away"}, SMTP_RELAY, 554, "5.7.1", "5.7.1 go away"},
    {"greeting dropped", {.greeting = DROP}, SMTP_LATER, 0, "", NULL},
    {"greeting silent", {.greeting = SILENT}, SMTP_LATER, 0, "", NULL},
    {"greeting garbage", {.greeting = "!hello"}, SMTP_LATER, 0, "", NULL},
    {"EHLO refused, HELO taken", {.ehlo = "502 5.5.1 what"}, SMTP_SENT, 250, "2.0.0", NULL},
    {"EHLO dropped", {.ehlo = DROP}, SMTP_LATER, 0, "", NULL},
    {"MAIL 451", {.mail = "451 4.3.0 later"}, SMTP_LATER, 451, "4.3.0", NULL},
    {"MAIL 550", {.mail = "550 5.7.1 not you"}, SMTP_RELAY, 550, "5.7.1", NULL},
    {"MAIL 552", {.mail = "552 5.3.4 too big"}, SMTP_REFUSED, 552, "5.3.4", NULL},
    {"MAIL dropped", {.mail = DROP}, SMTP_LATER, 0, "", NULL},
    {"RCPT 450", {.rcpt = "450 4.2.1 greylisted"}, SMTP_LATER, 450, "4.2.1", NULL},
    {"RCPT 550 in lines, named", {.rcpt = "550-5.1.1 <ann@there.example>: user\r\n550 5.1.1 Ann unknown at there.example."}, SMTP_REFUSED, 550,
     "5.1.1", "5.1.1 * user 5.1.1 * unknown at *"},
    {"RCPT 550 5.7", {.rcpt = "550 5.7.26 unauthenticated"}, SMTP_RELAY, 550, "5.7.26", NULL},
    {"RCPT dropped", {.rcpt = DROP}, SMTP_LATER, 0, "", NULL},
    {"DATA 451", {.data = "451 4.3.0 later"}, SMTP_LATER, 451, "4.3.0", NULL},
    {"DATA dropped", {.data = DROP}, SMTP_LATER, 0, "", NULL},
    {"dot 451", {.dot = "451 4.7.1 later"}, SMTP_LATER, 451, "4.7.1", NULL},
    {"dot 554", {.dot = "554 5.6.0 malformed"}, SMTP_REFUSED, 554, "5.6.0", NULL},
    {"dot 554 5.7", {.dot = "554 5.7.1 spam"}, SMTP_RELAY, 554, "5.7.1", NULL},
    {"dot 421", {.dot = "!421 4.3.2 closing"}, SMTP_LATER, 421, "4.3.2", NULL},
    {"dot dropped", {.dot = DROP}, SMTP_UNKNOWN, 0, "", NULL},
    {"dot closed", {.dot = "!"}, SMTP_UNKNOWN, 0, "", NULL},
    {"dot silent", {.dot = SILENT}, SMTP_UNKNOWN, 0, "", NULL},
    {"dot garbage", {.dot = "!hello"}, SMTP_UNKNOWN, 0, "", NULL},
    {"no enhanced code", {.rcpt = "550 no"}, SMTP_REFUSED, 550, "", "no"},
};

static void outcomes(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct script_server server;
        struct smtp_reply reply;
        struct smtp *s;

        script_start(&server, &cases[i].script);
        s = opened(*state, settings(*state, server.relay));
        smtp_send(s, "b1@forum.example", "ann@there.example", STR(mail), &reply);
        if (reply.result != cases[i].result || reply.code != cases[i].code || strcmp(reply.enhanced, cases[i].enhanced) != 0 ||
            (cases[i].words != NULL && strcmp(reply.words, cases[i].words) != 0))
            fail_msg("%s: result %d code %u enhanced '%s' words '%s'", cases[i].name, (int)reply.result, reply.code, reply.enhanced,
                     reply.words);
        mem_free(s);
        script_stop(&server);
    }
}

/* One connection for several mails; a connection the relay gave up meanwhile is replaced without a word. */
static void reuse(void **state)
{
    static const struct {
        struct script script;
        unsigned connections;
    } rows[] = {{{0}, 1}, {{.after = "!421 4.4.2 idle", .once = true}, 2}, {{.after = DROP, .once = true}, 2}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct script_server server;
        struct smtp_reply reply;
        struct smtp *s;
        char log[8000];

        script_start(&server, &rows[i].script);
        s = opened(*state, settings(*state, server.relay));
        for (int k = 0; k < 3; k++) {
            smtp_send(s, "", "ann@there.example", STR(mail), &reply);
            assert_int_equal(reply.result, SMTP_SENT);
            usleep(100000);
        }
        script_log(&server, log, sizeof log);
        assert_int_equal(count(log, "*\n"), rows[i].connections);
        assert_int_equal(count(log, "\r\n..dot\r\n.\r\n"), 3);
        assert_int_equal(count(log, "EHLO forum.example\r\n"), rows[i].connections);
        mem_free(s);
        script_stop(&server);
    }
}

/* No byte that could end a command or an address reaches libcurl. */
static void injection(void **state)
{
    struct script_server server;
    struct smtp_reply reply;
    struct smtp *s;
    char log[4000], address[64];
    static const char *const bad_bytes[] = {"Subject: x\r\n\r\nbody\n.\r\n", "Subject: x\r\n\r\nb\n.\nMAIL FROM:<x@y>\r\n", "", "Subject: x\r\n\r\nno end",
                                            "Subject: \xc3\xa9\r\n\r\n", "Subject: x\r\n\r\nb\r.\r\r\n", "\r\nbody\r\n"};

    script_start(&server, &(struct script){0});
    s = opened(*state, settings(*state, server.relay));
    for (int c = 1; c <= 0x20; c++) {
        snprintf(address, sizeof address, "a%cb@there.example", c);
        smtp_send(s, "", address, STR(mail), &reply);
        assert_int_equal(reply.result, SMTP_REFUSED);
        smtp_send(s, address, "ann@there.example", STR(mail), &reply);
        assert_int_equal(reply.result, SMTP_REFUSED);
    }
    smtp_send(s, "", "a@x>\r\nRCPT TO:<inj@y", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_REFUSED);
    smtp_send(s, "", "", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_REFUSED);
    for (size_t i = 0; i < sizeof bad_bytes / sizeof *bad_bytes; i++) {
        smtp_send(s, "", "ann@there.example", str_of(bad_bytes[i]), &reply);
        assert_int_equal(reply.result, SMTP_REFUSED);
    }
    assert_int_equal(script_log(&server, log, sizeof log), 0); /* nobody even connected */
    mem_free(s);
    script_stop(&server);
}

static char *password_file(void *ctx)
{
    char *path = mem_format(ctx, "/tmp/askpost-unit-%ld", (long)getpid());
    FILE *f = fopen(path, "w");

    fputs("secret\n", f);
    fclose(f);
    return path;
}

static void credentials(void **state)
{
    static const struct {
        const char *name;
        struct script script;
        enum relay_tls tls;
        enum smtp_result result;
        const char *said, *unsaid;
    } rows[] = {
        {"offered", {.ehlo = "250-x\r\n250 AUTH LOGIN PLAIN"}, RELAY_TLS_AUTO, SMTP_SENT, "AUTH PLAIN", "none"},
        {"not offered", {.ehlo = "250-x\r\n250 8BITMIME"}, RELAY_TLS_AUTO, SMTP_RELAY, "EHLO", "MAIL"},
        {"other mechanisms", {.ehlo = "250-x\r\n250 AUTH CRAM-MD5 LOGIN"}, RELAY_TLS_AUTO, SMTP_RELAY, "EHLO", "MAIL"},
        {"EHLO refused", {.ehlo = "502 what"}, RELAY_TLS_AUTO, SMTP_RELAY, "EHLO", "MAIL"},
        {"wrong", {.ehlo = "250-x\r\n250 AUTH PLAIN", .auth = "535 5.7.8 no"}, RELAY_TLS_AUTO, SMTP_RELAY, "AUTH PLAIN", "MAIL"},
        {"later", {.ehlo = "250-x\r\n250 AUTH PLAIN", .auth = "454 4.7.0 later"}, RELAY_TLS_AUTO, SMTP_LATER, "AUTH PLAIN", "MAIL"},
        {"no STARTTLS", {.ehlo = "250-x\r\n250 AUTH PLAIN"}, RELAY_TLS_REQUIRED, SMTP_RELAY, "EHLO", "AUTH"},
        {"STARTTLS broken", {.ehlo = "250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS", .starttls = "!220 go"}, RELAY_TLS_REQUIRED, SMTP_RELAY,
         "STARTTLS", "AUTH"},
        {"STARTTLS refused", {.ehlo = "250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS", .starttls = "454 4.7.0 no"}, RELAY_TLS_REQUIRED, SMTP_LATER,
         "STARTTLS", "AUTH"},
    };
    char *path = password_file(*state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct script_server server;
        struct smtp_reply reply, probe;
        struct conf *conf;
        struct smtp *s;
        char log[8000];

        script_start(&server, &rows[i].script);
        conf = settings(*state, server.relay);
        conf->mail.relay_user = mem_string(conf, "forum");
        conf->mail.relay_password_file = path;
        conf->mail.relay_tls = rows[i].tls;
        s = opened(*state, conf);
        smtp_send(s, "", "ann@there.example", STR(mail), &reply);
        script_log(&server, log, sizeof log);
        if (reply.result != rows[i].result || strstr(log, rows[i].said) == NULL || strstr(log, rows[i].unsaid) != NULL)
            fail_msg("%s: result %d code %u '%s' after %s", rows[i].name, (int)reply.result, reply.code, reply.words, log);
        assert_null(strstr(reply.words, "secret"));
        mem_free(s);
        s = opened(*state, conf); /* the script serves one connection at a time */
        smtp_probe(s, &probe);
        assert_int_equal(probe.result, rows[i].result);
        mem_free(s);
        script_stop(&server);
    }
    unlink(path);
}

/* A relay that does not answer QUIT holds nobody up for long. */
static void silent_quit(void **state)
{
    struct script_server server;
    struct smtp_reply reply;
    struct smtp *s;
    time_t begin = time(NULL);

    script_start(&server, &(struct script){.rcpt = "550 5.1.1 no", .quit = SILENT});
    s = opened(*state, settings(*state, server.relay));
    smtp_patience(s, 660);
    smtp_send(s, "", "ann@there.example", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_REFUSED);
    mem_free(s);
    assert_true(time(NULL) - begin < 15);
    script_stop(&server);
}

static void bad_relays(void **state)
{
    static const char *const relays[] = {"", "http://x", "smtp://", "smtp://a b", "smtp://user@host", "smtp://host:0", "smtp://host:99999",
                                         "smtp://host/x", "smtp://host?x", "smtp://[::1", "maildir:relative", "maildir:", "smtp://host\r\nx"};

    for (size_t i = 0; i < sizeof relays / sizeof *relays; i++) {
        struct smtp *s;
        struct fault why;

        assert_int_equal(smtp_open(*state, settings(*state, relays[i]), &s, &why), REFUSED);
        assert_true(why.text[0] != '\0');
    }
}

static void nobody_there(void **state)
{
    struct script_server server;
    struct smtp_reply reply;
    struct smtp *s;

    script_start(&server, &(struct script){0});
    script_stop(&server);
    s = opened(*state, settings(*state, server.relay));
    smtp_send(s, "", "ann@there.example", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_LATER);
    smtp_probe(s, &reply);
    assert_int_equal(reply.result, SMTP_LATER);
    mem_free(s);
}

UNIT_MAIN(UNIT(outcomes), UNIT(reuse), UNIT(injection), UNIT(credentials), UNIT(silent_quit), UNIT(bad_relays), UNIT(nobody_there))
