#include "unit.h"

#include "mime/private.h"

static const struct mime_limits limits = {1 << 20, 100000, 1000, 10, 200};

static struct mailbox read_from(void *job, struct str fields)
{
    struct headers h;
    struct mailbox m;

    assert_int_equal(mime_headers(job, fields, &limits, &h, NULL), DONE);
    mime_from(job, &h, &m);
    return m;
}

static void mailboxes(void **state)
{
    static const struct {
        const char *fields;
        enum from_state state;
        const char *address, *name;
    } cases[] = {
        {"From: a@b.c\n", FROM_ONE, "a@b.c", ""},
        {"From: <a@b.c>\n", FROM_ONE, "a@b.c", ""},
        {"From: John Doe <a@b.c>\n", FROM_ONE, "a@b.c", "John Doe"},
        {"From: John\r\n Doe\r\n <a@b.c>\n", FROM_ONE, "a@b.c", "John Doe"},
        {"From: John Q. Doe <a@b.c>\n", FROM_ONE, "a@b.c", "John Q. Doe"},
        {"From: \"Doe, John\" <a@b.c>\n", FROM_ONE, "a@b.c", "Doe, John"},
        {"From: \"J \\\"X\\\" D\" <a@b.c>\n", FROM_ONE, "a@b.c", "J \"X\" D"},
        {"From: John (x) Doe <a@b.c> (y)\n", FROM_ONE, "a@b.c", "John Doe"},
        {"From: a@b.c (John Doe)\n", FROM_ONE, "a@b.c", "John Doe"},
        {"From: , a@b.c,\n", FROM_ONE, "a@b.c", ""},
        {"From: =?utf-8?q?x <real@a.example>\n", FROM_ONE, "real@a.example", "=?utf-8?q?x"},
        {"From: <jos\xc3\xa9@ex\xc3\xa1mple.org>\n", FROM_ONE, "jos\xc3\xa9@ex\xc3\xa1mple.org", ""},
        /* a name that is an address misleads, unless quoted or the very address */
        {"From: \"x@evil.org\" <a@b.c>\n", FROM_ONE, "a@b.c", "x@evil.org"},
        {"From: A@b.c <a@b.c>\n", FROM_ONE, "a@b.c", "A@b.c"},
        {"From: x@evil.org <a@b.c>\n", FROM_MALFORMED, "a@b.c", "x@evil.org"},
        {"From: \"q\" x@evil.org <a@b.c>\n", FROM_MALFORMED, "a@b.c", "q x@evil.org"},
        /* no address comes out of an encoded word */
        {"From: =?utf-8?Q?admin=40forum.example=3E?= <evil@example.org>\n", FROM_ONE, "evil@example.org",
         "=?utf-8?Q?admin=40forum.example=3E?="},
        {"From: =?utf-8?Q?a=40b.c?=\n", FROM_MALFORMED, "", ""},
        /* names one mailbox, but not beyond doubt */
        {"From: John <a@b.c\n", FROM_MALFORMED, "a@b.c", "John"},
        {"From: John <a@b.c> rubbish\n", FROM_MALFORMED, "a@b.c", "John"},
        {"From: a@b(x).c\n", FROM_MALFORMED, "a@b.c", "x"},
        {"From: <a@b.c\rom>\n", FROM_MALFORMED, "a@b.com", ""},
        {"From: <a @ b.c>\n", FROM_MALFORMED, "a@b.c", ""},
        {"From: <@r1,@r2:a@b.c>\n", FROM_MALFORMED, "a@b.c", ""},
        {"From: \"john doe\"@b.c\n", FROM_MALFORMED, "\"john doe\"@b.c", ""},
        {"From: <\"a>b\"@b.c>\n", FROM_MALFORMED, "\"a>b\"@b.c", ""},
        {"From: <a@[IPv6:2001:db8::1]>\n", FROM_MALFORMED, "a@[IPv6:2001:db8::1]", ""},
        /* names nobody */
        {"To: x@y\n", FROM_NONE, "", ""},
        {"From: \n", FROM_MALFORMED, "", ""},
        {"From: John Doe\n", FROM_MALFORMED, "", ""},
        {"From: <>\n", FROM_MALFORMED, "", ""},
        {"From: a@b.c\rSubject.example\n", FROM_MALFORMED, "", ""},
        {"From: <mailto:a@b.c>\n", FROM_MALFORMED, "", ""},
        {"From: undisclosed:;\n", FROM_MALFORMED, "", ""},
        {"From: g:admin@forum.example;\n", FROM_MALFORMED, "", ""},
        {"From: <x@evil.org> <a@b.c>\n", FROM_MALFORMED, "", ""},
        {"From: a@b.c (<evil@example.org>)\n", FROM_MALFORMED, "", ""},
        {"From: Doe, John <a@b.c>\n", FROM_MALFORMED, "", ""},
        {"From: a@b.c\001\n", FROM_MALFORMED, "", ""},
        {"From: a@b.c d@e.f\n", FROM_MALFORMED, "", ""},
        /* names several */
        {"From: a@b.c, d@e.f\n", FROM_SEVERAL, "", ""},
        {"From: a@b.c; d@e.f\n", FROM_SEVERAL, "", ""},
        {"From: a@b.c\nFrom: a@b.c\n", FROM_SEVERAL, "", ""},
        {"From: a@b.c\nfrom : d@e.f\n", FROM_SEVERAL, "", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mailbox m = read_from(*state, str_of(cases[i].fields));

        if (m.state != cases[i].state)
            print_message("# %s", cases[i].fields);
        assert_int_equal(m.state, cases[i].state);
        assert_string_equal(m.address, cases[i].address);
        assert_string_equal(m.name, cases[i].name);
    }
}

static void nul(void **state)
{
    struct mailbox m = read_from(*state, STR("From: <a@b.c\0.evil.org>\n"));

    assert_int_equal(m.state, FROM_MALFORMED);
    assert_string_equal(m.address, "");
}

/* Deep comments and long fields are refused, not followed. */
static void bounds(void **state)
{
    struct buf raw;

    buf_init(&raw, *state, 100000);
    buf_text(&raw, "From: ");
    for (int i = 0; i < 5000; i++)
        buf_char(&raw, '(');
    buf_text(&raw, "a@b.c\n");
    assert_int_equal(read_from(*state, buf_view(&raw)).state, FROM_MALFORMED);
    buf_truncate(&raw, 0);
    buf_text(&raw, "From: \"");
    for (int i = 0; i < 9000; i++)
        buf_char(&raw, 'x');
    buf_text(&raw, "\" <a@b.c>\n");
    assert_int_equal(read_from(*state, buf_view(&raw)).state, FROM_MALFORMED);
}

UNIT_MAIN(UNIT(mailboxes), UNIT(nul), UNIT(bounds))
