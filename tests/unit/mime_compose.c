#include <string.h>

#include "unit.h"

#include "base/buf.h"
#include "mime/mime.h"

static struct draft plain(void)
{
    return (struct draft){.from_name = "Quiet Fern via Forum",
                          .from_address = "reply@forum.example",
                          .subject = "Re: a question",
                          .message_id = "abc@forum.example",
                          .date = 1795453500,
                          .text = "Hello\n"};
}

static char *composed(void *ctx, const struct draft *draft)
{
    struct buf out;
    struct fault why = {"", ""};

    buf_init(&out, ctx, 1 << 20);
    if (mime_compose(ctx, draft, &out, &why) != DONE)
        fail_msg("%s", why.text);
    return mem_string(ctx, buf_string(&out));
}

static void whole(void **state)
{
    static const char *const references[] = {"r1@forum.example", "r2@forum.example"};
    struct draft d = plain();

    d.reply_to_name = "Reply to Q12";
    d.reply_to_address = "rabc@forum.example";
    d.in_reply_to = "r2@forum.example";
    d.references = references;
    d.reference_count = 2;
    d.fields[0] = (struct draft_field){"List-Id", "Psychoth\xc3\xa9rapie <psy.forum.example>"};
    d.fields[1] = (struct draft_field){"Auto-Submitted", "auto-generated"};
    d.field_count = 2;
    assert_string_equal(composed(*state, &d), "From: \"Quiet Fern via Forum\" <reply@forum.example>\r\n"
                                              "Reply-To: \"Reply to Q12\" <rabc@forum.example>\r\n"
                                              "Subject: Re: a question\r\n"
                                              "Date: Mon, 23 Nov 2026 17:05:00 +0000\r\n"
                                              "Message-ID: <abc@forum.example>\r\n"
                                              "In-Reply-To: <r2@forum.example>\r\n"
                                              "References: <r1@forum.example> <r2@forum.example>\r\n"
                                              "List-Id: =?utf-8?q?Psychoth=C3=A9rapie?= <psy.forum.example>\r\n"
                                              "Auto-Submitted: auto-generated\r\n"
                                              "MIME-Version: 1.0\r\n"
                                              "Content-Type: text/plain; charset=utf-8\r\n"
                                              "Content-Transfer-Encoding: quoted-printable\r\n"
                                              "\r\n"
                                              "Hello\r\n");
}

static void bodies(void **state)
{
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"a=b \xc3\xa9\n", "a=3Db =C3=A9\r\n"},
        {".\n.\n..x\n", "=2E\r\n=2E\r\n=2E.x\r\n"},
        {"From me\nx From you\n", "=46rom me\r\nx From you\r\n"},
        {"space \ntab\t\n", "space=20\r\ntab=09\r\n"},
        {"no end", "no end\r\n"},
        {"a\r\nb\rc\n", "a\r\nb\r\nc\r\n"},
        {"bad \xff\x01 byte", "bad =EF=BF=BD byte\r\n"},
        {"\n.\r\nMAIL FROM:<x@y>\r\n", "\r\n=2E\r\nMAIL FROM:<x@y>\r\n"},
        {"", ""},
        {"0123456789012345678901234567890123456789012345678901234567890123456789012345.x",
         "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n5.x\r\n"},
        {"012345678901234567890123456789012345678901234567890123456789012345678901234.x",
         "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n=2Ex\r\n"},
        {"0123456789012345678901234567890123456789012345678901234567890123456789012345",
         "0123456789012345678901234567890123456789012345678901234567890123456789012345\r\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft d = plain();

        d.text = rows[i].text;
        assert_string_equal(strstr(composed(*state, &d), "\r\n\r\n") + 4, rows[i].wanted);
    }
}

static unsigned fields(const char *mail)
{
    unsigned n = 0;

    for (const char *line = mail; strncmp(line, "\r\n", 2) != 0; line = strstr(line, "\r\n") + 2)
        n += line[0] != ' ' && line[0] != '\t';
    return n;
}

/* No value adds a field, wherever it stands. */
static void header_injection(void **state)
{
    static const char *const values[] = {
        "hi\r\nBcc: v@x", "hi\nBcc: v@x", "hi\rBcc: v@x", "hi\r\n\r\nbody", "\r\nBcc: v@x", "a\xe2\x80\xae" "b", "a\xe2\x80\xa8" "Bcc: x", "\x01\x02", "a\tb",
        "=?utf-8?Q?hi=0D=0ABcc:_v@x?=", "\xff\xfe\r\n", "\"\r\n\\", "a\x0b\x0c\x85" "b", "", " ", "\xc2\x85", "<evil@x>", "x\" <evil@x>, \"", "\xf0\x9f\x98\x80\r\nTo: y"};
    struct draft usual = plain();
    unsigned wanted;

    usual.reply_to_name = "x";
    usual.reply_to_address = "r1@forum.example";
    usual.fields[0] = (struct draft_field){"X-Thing", "x"};
    usual.field_count = 1;
    wanted = fields(composed(*state, &usual));
    for (size_t i = 0; i < 4 * (sizeof values / sizeof *values); i++) {
        struct draft d = usual;
        const char *value = values[i / 4];
        char *mail;

        *(i % 4 == 0 ? &d.subject : i % 4 == 1 ? &d.from_name : i % 4 == 2 ? &d.reply_to_name : &d.fields[0].value) = value;
        mail = composed(*state, &d);
        assert_int_equal(fields(mail), wanted);
        assert_null(strstr(mail, "\nBcc:"));
        assert_null(strstr(mail, "\nTo:"));
        assert_non_null(strstr(mail, "<reply@forum.example>\r\n"));
    }
}

static void long_values(void **state)
{
    struct draft d = plain();
    struct buf subject;
    char *mail;
    struct str rest, line;

    buf_init(&subject, *state, 10000);
    for (int i = 0; i < 300; i++)
        buf_text(&subject, i % 7 == 0 ? "\xe6\x97\xa5\xe6\x9c\xac " : i % 50 == 0 ? "wordwordwordwordwordwordwordwordwordwordwordwordword " : "word ");
    for (int i = 0; i < 1500; i++)
        buf_char(&subject, 'x');
    d.subject = buf_string(&subject);
    d.from_name = "\xd0\xa2\xd0\xb8\xd1\x85\xd0\xb8\xd0\xb9 \xd0\x9f\xd0\xb0\xd0\xbf\xd0\xbe\xd1\x80\xd0\xbe\xd1\x82\xd0\xbd\xd0\xb8\xd0\xba via Forum";
    mail = composed(*state, &d);
    rest = str_of(mail);
    while (str_next_line(&rest, &line)) {
        assert_true(line.n <= 420);
        if (str_find(line, STR("=?utf-8?")) < line.n && line.n > 76)
            fail_msg("%.*s", STR_ARGS(line));
    }
    assert_non_null(strstr(mail, "From: =?utf-8?b?0KLQuNGF0LjQuSDQn9Cw0L/QvtGA0L7RgtC90LjQuiB2aWEgRm9ydW0=?=\r\n <reply@forum.example>\r\n"));
}

static void refused(void **state)
{
    static const char *const bad_ids[] = {"", "a", "@b", "a@", "a b@c", "a@b>", "a@b\r\nBcc: x", "<a@b>", "\xc3\xa9@b"};
    static const char *const bad_names[] = {"", "To", "bcc", "Content-type", "A B", "A:", "X\r\nBcc", "X-\xc3\xa9"};
    static const char *const bad_addresses[] = {"", "a", "a@b c", "a@b\r\n", "a\n@b", "<a@b>", "a@b,c@d", "\xc3\xa9@b.example"};
    struct fault why;
    struct buf out;
    struct draft d;

    buf_init(&out, *state, 100000);
    for (size_t i = 0; i < sizeof bad_ids / sizeof *bad_ids; i++) {
        d = plain();
        d.message_id = bad_ids[i];
        assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
        d = plain();
        d.references = &bad_ids[i];
        d.reference_count = 1;
        assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
    }
    for (size_t i = 0; i < sizeof bad_names / sizeof *bad_names; i++) {
        d = plain();
        d.fields[0] = (struct draft_field){bad_names[i], "x"};
        d.field_count = 1;
        assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
    }
    for (size_t i = 0; i < sizeof bad_addresses / sizeof *bad_addresses; i++) {
        d = plain();
        d.from_address = bad_addresses[i];
        assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
        d = plain();
        d.reply_to_name = "x";
        d.reply_to_address = bad_addresses[i];
        assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
        assert_int_equal(mime_compose_to(bad_addresses[i], &out, &why), REFUSED);
    }
    buf_init(&out, *state, 100);
    d = plain();
    assert_int_equal(mime_compose(*state, &d, &out, &why), REFUSED);
}

static void alternatives(void **state)
{
    struct draft d = plain();
    char *first, *second;

    d.html = "<p>H\xc3\xa9llo</p>\n";
    first = composed(*state, &d);
    second = composed(*state, &d);
    assert_string_equal(first, second);
    assert_non_null(strstr(first, "Content-Type: multipart/alternative; boundary=\"=_"));
    assert_true(strstr(first, "text/plain") < strstr(first, "text/html"));
    assert_non_null(strstr(first, "<p>H=C3=A9llo</p>\r\n"));
    d.message_id = "other@forum.example";
    assert_string_not_equal(first, composed(*state, &d));
}

static void to_field(void **state)
{
    struct buf out;
    struct fault why;

    buf_init(&out, *state, 1000);
    assert_int_equal(mime_compose_to("ann@there.example", &out, &why), DONE);
    assert_string_equal(buf_string(&out), "To: <ann@there.example>\r\n");
}

static void bytes(void **state)
{
    static const struct {
        const char *bytes;
        enum outcome wanted;
    } rows[] = {{"A: b\r\n\r\nbody\r\n", DONE},
                {"A: b\r\n c\r\n\r\n", DONE},
                {"A: b\r\n\r\n.\r\n", DONE},
                {"A: b\r\n\r\n\tx\r\n", DONE},
                {"A: b\r\n\r\nbody", REFUSED},
                {"A: b\r\n\r\nbody\n", REFUSED},
                {"A: b\r\n\r\nbody\r", REFUSED},
                {"A: b\r\n\r\n\n.\n", REFUSED},
                {"A: b\r\n\r\n\r.\r\n", REFUSED},
                {"A: b\n\r\n", REFUSED},
                {"\r\nA: b\r\n\r\n", REFUSED},
                {"A: b\r\n", REFUSED},
                {"", REFUSED},
                {" A: b\r\n\r\n", REFUSED},
                {"A b\r\n\r\n", REFUSED},
                {": b\r\n\r\n", REFUSED},
                {"A: b\r\n \r\n\r\n", REFUSED},
                {"A: \xc3\xa9\r\n\r\n", REFUSED},
                {"A: b\r\n\r\n\x7f\r\n", REFUSED},
                {"A: b\r\n\r\n\x1b\r\n", REFUSED}};
    struct fault why;
    char line[1100];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mime_check_bytes(str_of(rows[i].bytes), &why) != rows[i].wanted)
            fail_msg("row %zu", i);
    assert_int_equal(mime_check_bytes(STR("A: b\r\n\r\n\0\r\n"), &why), REFUSED);
    for (size_t n = 998; n <= 999; n++) {
        memcpy(line, "A: b\r\n\r\n", 8);
        memset(line + 8, 'x', n);
        memcpy(line + 8 + n, "\r\n", 2);
        assert_int_equal(mime_check_bytes(str_from(line, n + 10), &why), n == 998 ? DONE : REFUSED);
    }
}

UNIT_MAIN(UNIT(whole), UNIT(bodies), UNIT(header_injection), UNIT(long_values), UNIT(refused), UNIT(alternatives), UNIT(to_field), UNIT(bytes))
