#include "unit.h"

#include "base/utf8.h"
#include "mime/mime.h"

static const struct mime_limits limits = {1 << 20, 10000, 100, 10, 50};

static struct message parse(void *job, struct str raw)
{
    struct message m;

    assert_int_equal(mime_parse(job, raw, &limits, &m, NULL), DONE);
    return m;
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"
#define ALTERNATIVE "Content-Type: multipart/alternative; boundary=b\n\n"

static void header(void **state)
{
    struct message m =
        parse(*state, STR("From: =?utf-8?Q?Ann?= <ann@a.example>\nTo: (x) Bob <b@c.d>, g: e@f.g, h@i.j;\n"
                          "Subject: =?utf-8?Q?Hi?=\nDate: Mon, 01 Jan 2024 12:34:56 +0000\n\nhello\n"));

    assert_string_equal(m.from, "ann@a.example");
    assert_string_equal(m.from_name, "Ann");
    assert_string_equal(m.to, "b@c.d, e@f.g, h@i.j");
    assert_string_equal(m.subject, "Hi");
    assert_true(m.has_date);
    assert_true(m.date == 1704112496);
    assert_string_equal(m.text, "hello\n");
    m = parse(*state, STR("\nhello"));
    assert_null(m.subject);
    assert_null(m.from);
    assert_null(m.to);
    assert_false(m.has_date);
}

/* What inspect shows is the first mailbox there, or none. Whom the forum believes is struct origin's: none of these. */
static void nobody(void **state)
{
    static const struct {
        struct str raw;
        const char *shown;
    } cases[] = {
        {{"From: a@b.c, d@e.f\n\n", 20}, "a@b.c"},   {{"From: a@b.c\nFrom: d@e.f\n\n", 25}, "a@b.c"}, {{"From: g:a@b.c;\n\n", 16}, NULL},
        {{"From: <a@b.c> <d@e.f>\n\n", 23}, NULL},   {{"From: a@b.c(<d@e.f>)\n\n", 22}, NULL},        {{"From: a@b\0.c\n\n", 14}, NULL},
        {{"To: x@y\n\nFrom: a@b.c\n", 21}, NULL},
    };
    const struct origin_question question = {.authserv_id = "", .domain = "", .spam_header = ""};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *from = parse(*state, cases[i].raw).from;
        struct headers h;
        struct origin origin;

        if (cases[i].shown == NULL)
            assert_null(from);
        else
            assert_string_equal(from, cases[i].shown);
        assert_int_equal(mime_headers(*state, cases[i].raw, &limits, &h, NULL), DONE);
        mime_origin(*state, &h, &question, &origin);
        assert_int_not_equal(origin.from_state, FROM_ONE);
        assert_string_equal(origin.from, "");
        assert_string_equal(origin.from_name, "");
    }
}

static void texts(void **state)
{
    static const struct {
        const char *raw, *text;
        bool markdown;
    } cases[] = {
        {"\nplain\r\ntext\rhere", "plain\ntext\nhere", false},
        {"Content-Type: text/plain; format=flowed\n\none \ntwo\n", "one two\n", false},
        {"Content-Type: text/plain; charset=utf-8\n\n\xef\xbb\xbf"
         "bom",
         "bom", false},
        {"Content-Transfer-Encoding: base64\n\naGk=", "hi", false},
        {MIXED "--b\nContent-Disposition: attachment\n\nfile\n--b\n\nwords\n--b--\n", "words", false},
        {ALTERNATIVE "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>html</p>\n--b--\n", "plain", false},
        {ALTERNATIVE "--b\nContent-Type: text/html\n\n<p>html</p>\n--b\n\nplain\n--b--\n", "plain", false},
        {MIXED "--b\nContent-Type: image/png\n\nx\n--b--\n", NULL, false},
        {"Content-Type: application/pdf\n\nx", NULL, false},
        {"Content-Type: text/enriched\n\nx", "x", false},
        /* text around a picture, as Apple Mail sends it; but no file, no footer of a report */
        {MIXED "--b\n\none\n--b\nContent-Type: image/png\n\nx\n--b\n\ntwo\n--b\nContent-Type: text/plain; name=x.txt\n\nfile\n--b--\n", "one\ntwo", false},
        {MIXED "--b\nContent-Type: text/html\n\n<p>one\n--b\nContent-Type: image/png\n\nx\n--b\nContent-Type: text/html\n\n<p>two\n--b--\n", "one\n\ntwo\n", true},
        {"Content-Type: multipart/report; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--\n", "one", false},
        {ALTERNATIVE "--b\n\none\n--b\n\ntwo\n--b--\n", "one", false},
        /* links a gateway rewrote */
        {"X: y\n\nsee <https://nam02.safelinks.protection.outlook.com/?url=http%3A%2F%2Fx.org%2F&data=ann%40a.example> and https://y.org/?url=z.", "see <http://x.org/> and https://y.org/?url=z.", false},
        {"X: y\n\nhttps://linkprotect.cudasvc.com/url?a=https%3a%2f%2fx.org&c=E https://b.cudasvc.com/?a=http%3a%2f%2fx https://", "https://x.org https://b.cudasvc.com/?a=http%3a%2f%2fx https://", false},
        /* signed in clear (RFC 4880, 7.1) */
        {"X: y\n\nabove\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nwords\n- -----dashes\n- - item\n-----BEGIN PGP SIGNATURE-----\n\niQ\n=a\n-----END PGP SIGNATURE-----\nbelow\n",
         "above\nwords\n-----dashes\n- item\nbelow\n", false},
        {"X: y\n\n> -----BEGIN PGP SIGNED MESSAGE-----\nwords\n", "> -----BEGIN PGP SIGNED MESSAGE-----\nwords\n", false},
        {"Content-Type: multipart/signed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n", "words", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message m = parse(*state, str_of(cases[i].raw));

        if (cases[i].text == NULL)
            assert_null(m.text);
        else
            assert_string_equal(m.text, cases[i].text);
        assert_int_equal(m.text_is_markdown, cases[i].markdown);
    }
}

static void html(void **state)
{
    struct message m = parse(*state, STR(ALTERNATIVE "--b\n\n \n--b\nContent-Type: text/html; charset=iso-8859-1\n\n"
                                                     "<p>caf\xe9</p>\n--b--\n"));

    assert_true(m.text_is_markdown);
    assert_string_equal(m.html, "<p>caf\xc3\xa9</p>");
    assert_non_null(strstr(m.text, "caf\xc3\xa9"));
    assert_null(strstr(m.text, "<p>"));
    m = parse(*state, STR("Content-Type: text/html\n\n<head><META http-equiv=x content=\"text/html; charset=Windows-1251\"></head>\xcf\xf0"));
    assert_string_equal(m.text, "\xd0\x9f\xd1\x80\n");
    m = parse(*state, STR("Content-Type: text/html\n\n<p>charset=koi8-r caf\xe9"));
    assert_string_equal(m.text, "charset=koi8-r caf\xc3\xa9\n");
    m = parse(*state, STR(ALTERNATIVE "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n"));
    assert_string_equal(m.html, "<p>x</p>");
    assert_int_equal(m.attachment_count, 0);
    /* an HTML file beside the words is no other form of them */
    m = parse(*state, STR(MIXED "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n"));
    assert_null(m.html);
    assert_int_equal(m.attachment_count, 1);
}

static void attachments(void **state)
{
    struct message m = parse(*state, STR(MIXED "--b\n\nhi\n--b\nContent-Type: image/jpeg; name=x.jpg\n"
                                               "Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.jpg\n"
                                               "Content-Transfer-Encoding: base64\n\nYWJj\nZGVm\n--b\n"
                                               "Content-Type: Application/MS-TNEF\n\nabc\n--b\n"
                                               "Content-Type: message/rfc822\n\nSubject: inner\n\nx\n--b--\n"));

    assert_int_equal(m.attachment_count, 3);
    assert_string_equal(m.attachments[0].name, "caf\xc3\xa9.jpg");
    assert_string_equal(m.attachments[0].type, "image/jpeg");
    assert_true(m.attachments[0].size == 6);
    assert_null(m.attachments[1].name);
    assert_string_equal(m.attachments[1].type, "application/ms-tnef");
    assert_true(m.attachments[1].size == 3);
    assert_string_equal(m.attachments[2].type, "message/rfc822");
    assert_null(m.subject);
    /* a signature is nothing anybody attached */
    m = parse(*state, STR("Content-Type: multipart/signed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n"
                          "Content-Disposition: attachment; filename=smime.p7s\n\nx\n--b--\n"));
    assert_int_equal(m.attachment_count, 0);
}

static void reactions(void **state)
{
    struct message m = parse(*state, STR("Content-Disposition: reaction\nContent-Type: text/plain; charset=utf-8\n\n"
                                         "\xf0\x9f\x91\x8d\n"));

    assert_string_equal(m.reaction, "\xf0\x9f\x91\x8d");
    assert_null(m.text);
    m = parse(*state, STR(ALTERNATIVE "--b\n\nAnn reacted via Gmail\n--b\n"
                                      "Content-Type: text/vnd.google.email-reaction+json; charset=utf-8\n\n"
                                      "{\"version\":1, \"emoji\" : \"\\ud83d\\udc4d\"}\n--b--\n"));
    assert_string_equal(m.reaction, "\xf0\x9f\x91\x8d");
    assert_int_equal(m.attachment_count, 0);
    m = parse(*state, STR("Content-Disposition: reaction\n\nthese are words\n"));
    assert_null(m.reaction);
    m = parse(*state, STR("Content-Type: text/vnd.google.email-reaction+json\n\n{\"emoji\":\"\\u12\n"));
    assert_null(m.reaction);
}

static void flags(void **state)
{
    assert_true(parse(*state, STR("Content-Type: text/calendar; method=reply\n\nx")).calendar);
    assert_true(parse(*state, STR("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n")).calendar);
    assert_false(parse(*state, STR("Content-Type: text/calendar; method=REQUEST\n\nx")).calendar);
    assert_true(parse(*state, STR("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n")).encrypted);
    assert_true(parse(*state, STR("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx")).encrypted);
    /* signed with the text inside: unreadable just as well */
    assert_true(parse(*state, STR("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx")).encrypted);
    assert_true(parse(*state, STR("Content-Type: application/octet-stream; name=smime.p7m\n\nx")).encrypted);
    assert_false(parse(*state, STR("Content-Type: application/pkcs7-mime; smime-type=certs-only\n\nx")).encrypted);
    assert_false(parse(*state, STR("X: y\n\nWhat is this?\n-----BEGIN PGP MESSAGE-----\nx")).encrypted);
    assert_true(parse(*state, STR("Content-Type: text/html\n\n<pre>-----BEGIN PGP MESSAGE-----\nx</pre>")).encrypted);
    assert_true(parse(*state, STR("\n-----BEGIN PGP MESSAGE-----\nx")).encrypted);
}

static void limited(void **state)
{
    struct message m;
    struct fault why;
    struct buf raw;

    buf_init(&raw, *state, 2 << 20);
    buf_text(&raw, "Subject: x\n\n");
    while (raw.n < limits.message)
        buf_char(&raw, 'x');
    assert_int_equal(mime_parse(*state, buf_view(&raw), &limits, &m, &why), DONE);
    buf_char(&raw, 'x');
    assert_int_equal(mime_parse(*state, buf_view(&raw), &limits, &m, &why), REFUSED);
    assert_string_equal(why.code, "5.3.4");
    buf_truncate(&raw, 0);
    buf_text(&raw, MIXED);
    for (int i = 0; i < 1000; i++)
        buf_text(&raw, "--b\nContent-Type: image/png\n\nx\n");
    m = parse(*state, buf_view(&raw));
    assert_true(m.limited);
    assert_int_equal(m.attachment_count, 49);
}

/* NUL anywhere leaves valid text without it. */
static void valid_text(void **state)
{
    struct message m = parse(*state, STR("Subject: a\0b\n\na\0b\xff"));

    assert_string_equal(m.subject, "a\xef\xbf\xbd"
                                   "b");
    assert_true(utf8_valid(str_of(m.text)));
    assert_int_equal(strlen(m.text), 7); /* NUL became U+FFFD, \xff was guessed */
    m = parse(*state, STR("Content-Type: text/plain; charset=utf-8\n\na\0b\xff"));
    assert_string_equal(m.text, "a\xef\xbf\xbd"
                                "b\xef\xbf\xbd");
}

/* Deep comments never reach libetpan; an odd To is shown as it stands. */
static void recipients(void **state)
{
    struct buf raw;

    buf_init(&raw, *state, 10000);
    buf_text(&raw, "To: ");
    for (int i = 0; i < 3000; i++)
        buf_char(&raw, '(');
    buf_text(&raw, "a@b.c\n\n");
    assert_int_equal(parse(*state, buf_view(&raw)).to[0], '(');
    assert_string_equal(parse(*state, STR("To: undisclosed-recipients:;\n\n")).to, "undisclosed-recipients:;");
    assert_string_equal(parse(*state, STR("To: \"q(x\" <a@b.c>\n\n")).to, "a@b.c");
}

UNIT_MAIN(UNIT(header), UNIT(nobody), UNIT(texts), UNIT(html), UNIT(attachments), UNIT(reactions), UNIT(flags),
          UNIT(limited), UNIT(valid_text), UNIT(recipients))
