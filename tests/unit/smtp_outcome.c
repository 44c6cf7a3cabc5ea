#include "unit.h"

#include "smtp/private.h"

static void judgement(void **state)
{
    static const struct {
        struct attempt attempt;
        enum smtp_result wanted;
    } rows[] = {
        {{.result = CURLE_OK, .stage = STAGE_DOT, .code = 250, .whole = true}, SMTP_SENT},
        /* a refusal is one, whatever libcurl calls it */
        {{.result = CURLE_WEIRD_SERVER_REPLY, .stage = STAGE_CONNECT, .code = 421}, SMTP_LATER},
        {{.result = CURLE_WEIRD_SERVER_REPLY, .stage = STAGE_CONNECT, .code = 554}, SMTP_RELAY},
        {{.result = CURLE_LOGIN_DENIED, .stage = STAGE_AUTH, .code = 535}, SMTP_RELAY},
        {{.result = CURLE_LOGIN_DENIED, .stage = STAGE_AUTH, .code = 454}, SMTP_LATER},
        {{.result = CURLE_LOGIN_DENIED, .stage = STAGE_EHLO, .code = 250}, SMTP_RELAY},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_MAIL, .code = 451}, SMTP_LATER},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_MAIL, .code = 550}, SMTP_RELAY},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_MAIL, .code = 552}, SMTP_REFUSED},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_MAIL, .code = 554, .enhanced = "5.3.4"}, SMTP_REFUSED},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_RCPT, .code = 450}, SMTP_LATER},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_RCPT, .code = 550, .enhanced = "5.1.1"}, SMTP_REFUSED},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_RCPT, .code = 550}, SMTP_REFUSED},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_RCPT, .code = 550, .enhanced = "5.7.515"}, SMTP_RELAY},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_DATA, .code = 554}, SMTP_REFUSED},
        {{.result = CURLE_WEIRD_SERVER_REPLY, .stage = STAGE_DOT, .code = 451, .whole = true}, SMTP_LATER},
        {{.result = CURLE_WEIRD_SERVER_REPLY, .stage = STAGE_DOT, .code = 554, .whole = true}, SMTP_REFUSED},
        {{.result = CURLE_WEIRD_SERVER_REPLY, .stage = STAGE_DOT, .code = 554, .enhanced = "5.7.1", .whole = true}, SMTP_RELAY},
        /* no answer: what had gone out decides */
        {{.result = CURLE_RECV_ERROR, .stage = STAGE_CONNECT}, SMTP_LATER},
        {{.result = CURLE_COULDNT_CONNECT}, SMTP_LATER},
        {{.result = CURLE_COULDNT_RESOLVE_HOST}, SMTP_LATER},
        {{.result = CURLE_RECV_ERROR, .stage = STAGE_MAIL, .code = 250}, SMTP_LATER},
        {{.result = CURLE_SEND_ERROR, .stage = STAGE_DATA, .code = 354}, SMTP_LATER},
        {{.result = CURLE_RECV_ERROR, .stage = STAGE_DATA, .code = 354, .whole = true}, SMTP_UNKNOWN},
        {{.result = CURLE_OPERATION_TIMEDOUT, .stage = STAGE_DATA, .code = 354, .whole = true}, SMTP_UNKNOWN},
        {{.result = CURLE_RECV_ERROR, .stage = STAGE_DOT, .whole = true}, SMTP_UNKNOWN},
        /* the relay itself */
        {{.result = CURLE_USE_SSL_FAILED, .stage = STAGE_EHLO, .code = 250}, SMTP_RELAY},
        {{.result = CURLE_PEER_FAILED_VERIFICATION, .stage = STAGE_TLS, .code = 220}, SMTP_RELAY},
        {{.result = CURLE_WRITE_ERROR, .stage = STAGE_EHLO, .code = 250, .no_auth = true}, SMTP_RELAY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (outcome_judge(&rows[i].attempt) != rows[i].wanted)
            fail_msg("row %zu: %d, not %d", i, (int)outcome_judge(&rows[i].attempt), (int)rows[i].wanted);
}

static void enhanced(void **state)
{
    static const struct {
        const char *line, *wanted;
    } rows[] = {{"550 5.1.1 no", "5.1.1"}, {"550-5.7.515 no", "5.7.515"}, {"550 5.1.1", "5.1.1"}, {"550 4.1.1 no", ""}, {"550 no", ""},
                {"550", ""},               {"", ""},                      {"550 5..1 x", ""},     {"550 5.1. xx", ""},  {"550 5.1111.1", ""},
                {"550 5.999.999", "5.999.999"}};
    char out[12];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        outcome_enhanced(str_of(rows[i].line), out);
        assert_string_equal(out, rows[i].wanted);
    }
}

static void words(void **state)
{
    static const struct {
        const char *line, *wanted;
    } rows[] = {{"5.1.1 <ann.miller@there.example>: no such user", "5.1.1 * no such user"},
                {"user Ann.Miller unknown", "user * unknown"},
                {"SRS0=abc=tt=there.example=ann", "*"},
                {"host mx.there.example said no", "host * said no"},
                {"tab\tand \x1b[31m \xc3\xa9", "tab and ?[31m ??"}};
    char out[201];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        out[0] = '\0';
        outcome_words(str_of(rows[i].line), "ann.miller@there.example", out, sizeof out);
        assert_string_equal(out, rows[i].wanted);
    }
    char many[1000];

    out[0] = '\0';
    for (size_t i = 0; i + 1 < sizeof many; i++)
        many[i] = i % 10 == 9 ? ' ' : 'x';
    many[sizeof many - 1] = '\0';
    outcome_words(str_of(many), "a@b.example", out, sizeof out);
    assert_true(strlen(out) <= 200 && strlen(out) > 180);
}

/* 2 is GNUTLS_CERT_INVALID, which comes with each. */
static void certificate(void **state)
{
    (void)state;
    assert_null(outcome_certificate(0));
    assert_null(outcome_certificate(2));
    assert_non_null(strstr(outcome_certificate(2 | 1UL << 6), "nobody we trust"));
    assert_non_null(strstr(outcome_certificate(2 | 1UL << 9), "not valid yet"));
    assert_non_null(strstr(outcome_certificate(2 | 1UL << 6 | 1UL << 10), "expired"));
}

UNIT_MAIN(UNIT(judgement), UNIT(enhanced), UNIT(words), UNIT(certificate))
