#include "unit.h"

#include "mime/mime.h"

static const struct mime_limits limits = {1 << 20, 100000, 1000, 10, 200};
static const struct str recipients[] = {{"psychotherapy@forum.example", 27}, {"rabc@forum.example", 18}};

static struct origin read_origin(void *job, struct str raw, bool null_sender)
{
    struct origin_question q = {"mx.example.org", "forum.example", "X-Spam-Flag: YES", recipients, 2, null_sender};
    struct headers h;
    struct origin o;

    assert_int_equal(mime_headers(job, raw, &limits, &h, NULL), DONE);
    mime_origin(job, &h, &q, &o);
    return o;
}

/* Mail two programs could read differently is never attributed to the address that misleads. */
static void differentials(void **state)
{
    static const struct {
        const char *raw, *from;
        enum from_state state;
    } cases[] = {
        {"From: admin@forum.example\nFrom: evil@example.org\n\n", "", FROM_SEVERAL},
        {"From: admin@forum.example, evil@example.org\n\n", "", FROM_SEVERAL},
        {"From: \"admin@forum.example\" <evil@example.org>\n\n", "evil@example.org", FROM_ONE},
        {"From: =?utf-8?Q?admin=40forum.example=3E?= <evil@example.org>\n\n", "evil@example.org", FROM_ONE},
        {"From: <admin@forum.example> <evil@example.org>\n\n", "", FROM_MALFORMED},
        {"From: admin@forum.example(<evil@example.org>)\n\n", "", FROM_MALFORMED},
        {"From: g:admin@forum.example;\n\n", "", FROM_MALFORMED},
        {"From: =?utf-8?q?x <real@a.example>\nSubject: s\n\nbody ?= <evil@evil.example>\n", "real@a.example", FROM_ONE},
        {"Subject: s\n\nFrom: evil@evil.example\n", "", FROM_NONE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct origin o = read_origin(*state, str_of(cases[i].raw), false);

        assert_int_equal(o.from_state, cases[i].state);
        assert_string_equal(o.from, cases[i].from);
    }
    struct origin nul = read_origin(*state, STR("From: a@exa\0mple.org\n\n"), false);

    assert_int_equal(nul.from_state, FROM_MALFORMED);
    assert_string_equal(nul.from, "");
}

static void verdicts(void **state)
{
    static const char results[] = "Authentication-Results: mx.example.org; dmarc=pass header.from=a.example\n";
    char raw[400];
    struct origin o;

    snprintf(raw, sizeof raw, "%sFrom: Ann <ann@a.example>\n\n", results);
    o = read_origin(*state, str_of(raw), false);
    assert_int_equal(o.verdict, VERDICT_PASS);
    assert_true(o.verdict_seen);
    snprintf(raw, sizeof raw, "%sFrom: ann@b.example\n\n", results);
    assert_int_equal(read_origin(*state, str_of(raw), false).verdict, VERDICT_FAIL);
    snprintf(raw, sizeof raw, "%sFrom: ann@a.example\nFrom: ann@a.example\n\n", results);
    o = read_origin(*state, str_of(raw), false);
    assert_int_equal(o.verdict, VERDICT_NONE);
    assert_true(o.verdict_seen);
}

static void names(void **state)
{
    static const struct {
        const char *from, *name;
    } cases[] = {
        {"=?utf-8?Q?Caf=C3=A9?= <a@b.c>", "Caf\xc3\xa9"},
        {"=?iso-8859-1?B?6Q==?= <a@b.c>", "\xc3\xa9"},
        {"\"=?utf-8?Q?Ann=0D=0ABcc:_x?=\" <a@b.c>", "Ann Bcc: x"},
        {"=?big5?B?tPq41Q==?= <a@b.c>", "\xef\xbf\xbd"}, /* front knows no such charset */
        {"Caf\xe9 <a@b.c>", "Caf\xc3\xa9"},
        {"\"x\xe2\x80\xaey\" <a@b.c>", "xy"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char raw[200];

        snprintf(raw, sizeof raw, "From: %s\n\n", cases[i].from);
        assert_string_equal(read_origin(*state, str_of(raw), false).from_name, cases[i].name);
    }
}

static void machines(void **state)
{
    static const struct {
        const char *fields;
        enum automatic automatic;
    } cases[] = {
        {"Subject: hello\n", AUTOMATIC_NO},
        {"Auto-Submitted: no\n", AUTOMATIC_NO},
        {"Auto-Submitted: auto-replied (vacation)\n", AUTOMATIC_REPLY},
        {"auto-submitted: Auto-Generated\n", AUTOMATIC_REPLY},
        {"X-Auto-Response-Suppress: DR, OOF, AutoReply\n", AUTOMATIC_REPLY},
        {"X-Auto-Response-Suppress: All\n", AUTOMATIC_REPLY},
        {"X-Auto-Response-Suppress: DR, RN\n", AUTOMATIC_NO},
        {"X-Autoreply: yes\n", AUTOMATIC_REPLY},
        {"Precedence: bulk\n", AUTOMATIC_BULK},
        {"Precedence: junk\n", AUTOMATIC_BULK},
        {"Precedence: auto_reply\n", AUTOMATIC_REPLY},
        {"Precedence: list\n", AUTOMATIC_LIST},
        {"Precedence: first-class\n", AUTOMATIC_NO},
        {"List-Id: <x.y.example>\n", AUTOMATIC_LIST},
        {"List-Unsubscribe: <mailto:x@y>\nPrecedence: bulk\n", AUTOMATIC_LIST},
        {"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", AUTOMATIC_REPORT},
        {"Content-Type: (x) MULTIPART/REPORT\n", AUTOMATIC_REPORT},
        {"Content-Type: message/disposition-notification\n", AUTOMATIC_REPORT},
        {"Content-Type: text/calendar; method=REPLY\n", AUTOMATIC_REPLY},
        {"X-Failed-Recipients: a@b.c\n", AUTOMATIC_REPORT},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(read_origin(*state, str_of(cases[i].fields), false).automatic, cases[i].automatic);
    assert_int_equal(read_origin(*state, STR("Subject: x\n\n"), true).automatic, AUTOMATIC_REPORT);
}

static void roles(void **state)
{
    static const char *const yes[] = {"MAILER-DAEMON@a.b", "postmaster@a.b", "noreply@a.b",      "no-reply-1@a.b",
                                      "owner-list@a.b",    "x-request@a.b",  "list-bounces@a.b", "DoNotReply@a.b"};
    static const char *const no[] = {"ann@a.b", "norely@a.b", "requested@a.b", "a-owner-b@a.b"};
    char raw[100];

    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        snprintf(raw, sizeof raw, "From: %s\n\n", yes[i]);
        assert_true(read_origin(*state, str_of(raw), false).role_sender);
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        snprintf(raw, sizeof raw, "From: %s\n\n", no[i]);
        assert_false(read_origin(*state, str_of(raw), false).role_sender);
    }
}

static void spam(void **state)
{
    assert_true(read_origin(*state, STR("X-Spam-Flag: YES\n\n"), false).spam);
    assert_true(read_origin(*state, STR("x-spam-flag: yes, score=9\n\n"), false).spam);
    assert_true(read_origin(*state, STR("X-Spam-Flag: NO\nX-Spam-Flag: YES\n\n"), false).spam);
    assert_false(read_origin(*state, STR("X-Spam-Flag: NO\n\n"), false).spam);
    assert_false(read_origin(*state, STR("X-Spam-Flag: YESTERDAY\n\n"), false).spam);
    assert_false(read_origin(*state, STR("Subject: YES\n\n"), false).spam);
}

static void loops(void **state)
{
    struct buf raw;

    assert_true(read_origin(*state, STR("X-Loop: forum.example\n\n"), false).loop);
    assert_true(read_origin(*state, STR("List-Id: Forum <q1.forum.example>\n\n"), false).loop);
    assert_false(read_origin(*state, STR("List-Id: <x.notforum.example>\n\n"), false).loop);
    assert_false(read_origin(*state, STR("Delivered-To: ask@forum.example\n\n"), false).loop);
    assert_true(read_origin(*state,
                            STR("Delivered-To: ask@forum.example\nDelivered-To: b@x.y\nDelivered-To: "
                                "ask@forum.example\n\n"),
                            false)
                    .loop);
    buf_init(&raw, *state, 10000);
    for (int i = 0; i < 49; i++)
        buf_text(&raw, "Received: from x\n");
    assert_false(read_origin(*state, buf_view(&raw), false).loop);
    buf_text(&raw, "Received: from x\n");
    assert_true(read_origin(*state, buf_view(&raw), false).loop);
}

/* A token in To alone is nothing; it is the envelope that counts, and it must be named for anything automatic to
 * answer. */
static void addressed(void **state)
{
    static const struct {
        const char *fields;
        bool addressed;
    } cases[] = {
        {"To: psychotherapy@forum.example\n", true}, {"To: x@y.z,\n \"P\" <Psychotherapy@Forum.example>\n", true},
        {"Cc: x@y.z, rabc@forum.example\n", true},   {"Resent-To: <rabc@forum.example>\n", true},
        {"To: xrabc@forum.example\n", false},        {"To: rabc@forum.example.evil\n", false},
        {"Subject: rabc@forum.example\n", false},    {"Bcc: rabc@forum.example\n", false},
        {"To: undisclosed-recipients:;\n", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(read_origin(*state, str_of(cases[i].fields), false).addressed, cases[i].addressed);
}

static void references(void **state)
{
    struct origin o = read_origin(*state,
                                  STR("Message-ID: <m1@a.example>\nIn-Reply-To: <c@forum.example>\n"
                                      "References: <a@forum.example>\r\n <x@other.example> <b@Forum.Example>\n"
                                      "\t<c@forum.example> <y@forum.example.evil>\n\n"),
                                  false);
    struct buf raw;

    assert_string_equal(o.message_id, "m1@a.example");
    assert_int_equal(o.reference_count, 3);
    assert_string_equal(o.references[0], "c");
    assert_string_equal(o.references[1], "b");
    assert_string_equal(o.references[2], "a");
    buf_init(&raw, *state, 10000);
    buf_text(&raw, "References:");
    for (int i = 0; i < 100; i++)
        buf_format(&raw, "\n <%d@forum.example>", i);
    buf_text(&raw, "\n\n");
    o = read_origin(*state, buf_view(&raw), false);
    assert_int_equal(o.reference_count, 20);
    assert_string_equal(o.references[0], "99");
    assert_string_equal(o.references[19], "80");
    assert_string_equal(o.message_id, "");
}

static void no_archive(void **state)
{
    assert_true(read_origin(*state, STR("X-No-Archive: Yes\n\n"), false).no_archive);
    assert_false(read_origin(*state, STR("X-No-Archive: no\n\n"), false).no_archive);
    assert_false(read_origin(*state, STR("Subject: x\n\nX-No-Archive: yes\n"), false).no_archive);
}

UNIT_MAIN(UNIT(differentials), UNIT(verdicts), UNIT(names), UNIT(machines), UNIT(roles), UNIT(spam), UNIT(loops),
          UNIT(addressed), UNIT(references), UNIT(no_archive))
