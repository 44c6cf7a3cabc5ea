/* The commands: one row each. `check` says what is wrong with order or shape and is false then; `proceed` does it. */
#include "lmtp/private.h"

struct verb {
    const char *name;
    size_t line_limit;
    bool (*check)(struct lmtp_session *s, struct str arguments);
    void (*proceed)(struct lmtp_session *s, struct str arguments);
};

static bool check_any(struct lmtp_session *s, struct str arguments)
{
    (void)s, (void)arguments;
    return true;
}

static bool check_none(struct lmtp_session *s, struct str arguments)
{
    if (arguments.n == 0)
        return true;
    session_bad(s, 501, "5.5.4", "This command takes no arguments");
    return false;
}

static bool check_lhlo(struct lmtp_session *s, struct str arguments)
{
    if (str_trim(arguments).n > 0)
        return true;
    session_bad(s, 501, "5.5.4", "LHLO needs the name of the client");
    return false;
}

static void proceed_lhlo(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reset(s);
    session_to(s, STATE_READY);
    buf_format(&s->replies, "250-%s\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n", s->host);
    if (s->limits.allow_pipe)
        buf_text(&s->replies, "250-XASKPOST\r\n");
    buf_format(&s->replies, "250-SIZE %zu\r\n250 ENHANCEDSTATUSCODES\r\n", s->limits.message);
}

static bool check_mail(struct lmtp_session *s, struct str arguments)
{
    if (s->state != STATE_READY)
        session_bad(s, 503, "5.5.1", s->state == STATE_FRESH ? "LHLO first" : "There is a sender already");
    else if (!str_starts_nocase(arguments, STR("FROM:")))
        session_bad(s, 501, "5.5.4", "MAIL FROM:<address> is expected");
    else
        return true;
    return false;
}

static void proceed_mail(struct lmtp_session *s, struct str arguments)
{
    path_mail(s, str_from_index(arguments, sizeof "FROM:" - 1));
}

static bool check_rcpt(struct lmtp_session *s, struct str arguments)
{
    if (s->state != STATE_MAIL)
        session_bad(s, 503, "5.5.1", "MAIL first");
    else if (!str_starts_nocase(arguments, STR("TO:")))
        session_bad(s, 501, "5.5.4", "RCPT TO:<address> is expected");
    else if (s->envelope.recipient_count >= s->limits.recipients)
        session_reply(s, 452, "4.5.3", "Too many recipients");
    else
        return true;
    return false;
}

static void proceed_rcpt(struct lmtp_session *s, struct str arguments)
{
    path_recipient(s, str_from_index(arguments, sizeof "TO:" - 1));
}

/* RFC 2033, 4.2: DATA without an accepted recipient must be 503. */
static bool check_data(struct lmtp_session *s, struct str arguments)
{
    if (!check_none(s, arguments))
        return false;
    if (s->state == STATE_MAIL && s->envelope.recipient_count > 0)
        return true;
    session_bad(s, 503, "5.5.1", "No recipient was accepted");
    return false;
}

/* RFC 2920, 3.1: nothing may follow DATA before the 354. What did may be text smuggled past somebody as commands, or
 * commands as text; neither is read. */
static void proceed_data(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    if (session_unread(s).n > 0) {
        session_reply(s, 503, "5.5.1", "Text was sent before it was asked for");
        session_to(s, STATE_CLOSED);
        return;
    }
    buf_text(&s->replies, "354 End with <CR><LF>.<CR><LF>\r\n");
    data_begin(s);
    session_to(s, STATE_DATA);
}

static void proceed_rset(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reset(s);
    if (s->state != STATE_FRESH)
        session_to(s, STATE_READY);
    session_reply(s, 250, "2.0.0", "Ok");
}

static void proceed_noop(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 250, "2.0.0", "Ok");
}

static void proceed_quit(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 221, "2.0.0", "Bye");
    session_to(s, STATE_CLOSED);
}

static void proceed_vrfy(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 252, "2.1.5", "Send the mail and see");
}

static void proceed_help(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 214, "2.0.0", "LMTP, RFC 2033: LHLO MAIL RCPT DATA RSET NOOP QUIT VRFY HELP");
}

/* RFC 2033, 4.1: must not be answered with 2xx, so nobody takes this for SMTP. */
static void proceed_helo(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_bad(s, 500, "5.5.1", "This is LMTP: LHLO");
}

/* CHUNKING is not offered. The bytes of a chunk that follow all the same cannot be told from commands: none are read.
 */
static void proceed_bdat(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 502, "5.5.1", "CHUNKING is not offered");
    session_to(s, STATE_CLOSED);
}

/* A browser made to talk to a loopback port: what follows as its body is not to be read as commands. */
static void proceed_foreign(struct lmtp_session *s, struct str arguments)
{
    (void)arguments;
    session_reply(s, 500, "5.5.2", "This is LMTP");
    session_to(s, STATE_CLOSED);
}

static const struct verb verbs[] = {
    {"MAIL", LINE_LIMIT_PATH, check_mail, proceed_mail},
    {"RCPT", LINE_LIMIT_PATH, check_rcpt, proceed_rcpt},
    {"DATA", LINE_LIMIT, check_data, proceed_data},
    {"LHLO", LINE_LIMIT, check_lhlo, proceed_lhlo},
    {"RSET", LINE_LIMIT, check_none, proceed_rset},
    {"NOOP", LINE_LIMIT, check_any, proceed_noop},
    {"QUIT", LINE_LIMIT, check_none, proceed_quit},
    {"VRFY", LINE_LIMIT, check_any, proceed_vrfy},
    {"HELP", LINE_LIMIT, check_any, proceed_help},
    {"HELO", LINE_LIMIT, check_any, proceed_helo},
    {"EHLO", LINE_LIMIT, check_any, proceed_helo},
    {"BDAT", LINE_LIMIT, check_any, proceed_bdat},
    {"GET", LINE_LIMIT_PATH, check_any, proceed_foreign},
    {"POST", LINE_LIMIT_PATH, check_any, proceed_foreign},
    {"PUT", LINE_LIMIT_PATH, check_any, proceed_foreign},
    {"OPTIONS", LINE_LIMIT_PATH, check_any, proceed_foreign},
    {"CONNECT", LINE_LIMIT_PATH, check_any, proceed_foreign},
};

/* command-line = verb [ SP arguments ], white space at the end is tolerated (RFC 5321, 4.1.1) */
void verb_run(struct lmtp_session *s, struct str line)
{
    size_t space = str_index(line, ' ');
    struct str name = str_cut(line, 0, space), arguments = str_trim_end(str_from_index(line, space + 1));

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        const struct verb *verb = &verbs[i];

        if (!str_equal_nocase(name, str_of(verb->name)))
            continue;
        if (line.n + 2 > verb->line_limit)
            session_bad(s, 500, "5.5.2", "Line too long");
        else if (verb->check(s, arguments))
            verb->proceed(s, arguments);
        return;
    }
    session_bad(s, 500, "5.5.2", "Unknown command");
}
