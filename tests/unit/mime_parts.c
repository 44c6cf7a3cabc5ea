#include "unit.h"

#include "mime/private.h"

static const struct mime_limits limits = {1 << 20, 10000, 100, 10, 20};

static struct parts split(void *job, struct str raw)
{
    struct headers h;
    struct parts parts;

    assert_int_equal(mime_headers(job, raw, &limits, &h, NULL), DONE);
    mime_parts(job, raw, &h, &limits, &parts);
    return parts;
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

/* The leaves' bodies, with "|" between. */
static void splitting(void **state)
{
    static const struct {
        const char *raw, *leaves;
    } cases[] = {
        {"hi", "hi"},
        {MIXED "--b\n\none\n--b\n\ntwo\n--b--\n", "one|two"},
        {MIXED "pre\n--b\n\none\n--b--\nepi\n", "one"},
        {MIXED "--b  \t\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n", "one|two"},
        {MIXED "x--b\n\nfake\n--b\n\none\n--b--", "one"},
        {MIXED "--b\n\none\n--bb\n--b--x\n--b--", "one\n--bb\n--b--x"},
        {MIXED "--b\n\none\n", "one\n"},
        {MIXED "--b\n\none", "one"},
        {MIXED "--b\n\none\n--b--\n--b\n\nevil\n", "one"},
        {MIXED "--b\none\n--b--\n", "one"},
        {MIXED "--b\n--b\n\ntwo\n--b--\n", "|two"},
        {MIXED "no boundary", "no boundary"},
        {"Content-Type: multipart/mixed\n\n--b\n\none\n", "--b\n\none\n"},
        {"Content-Type: multipart/mixed; boundary=\"b \"\n\n--b \n\none\n--b--\n", "one"},
        /* what crashes libetpan */
        {"Content-Type: multipart/mixed; boundary=\"\\\"\"\n\n--\"\n\none\n--\"--\n", "one"},
        {"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\none\n", "--\n\none\n"},
        {"Content-Type: multipart/mixed; =?utf-8?q?boundary=3D=22=5C=22=22?=\n\n--x\n\none\n", "--x\n\none\n"},
        {MIXED "--b\ncontent-type\t: multipart/mixed;\n boundary=\"\\\"\"\n\nx\n--b--\n", "x"},
        /* inside each other */
        {MIXED "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n", "one|two"},
        {MIXED "--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n",
         "one|two"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parts parts = split(*state, str_of(cases[i].raw));
        struct buf leaves;

        buf_init(&leaves, *state, 1000);
        for (size_t k = 0; k < parts.count; k++) {
            buf_text(&leaves, k > 0 ? "|" : "");
            buf_str(&leaves, parts.leaves[k].body);
        }
        assert_string_equal(buf_string(&leaves), cases[i].leaves);
        assert_false(parts.limited);
    }
}

static void kinds(void **state)
{
    struct parts parts =
        split(*state, STR("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--\n"));

    assert_string_equal(parts.leaves[0].type.type, "message/rfc822");
    parts =
        split(*state,
              STR(MIXED "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nx\n--c--\n--b\n\ny\n--b--\n"));
    assert_true(parts.leaves[0].alternative);
    assert_false(parts.leaves[1].alternative);
    parts = split(*state, STR("Content-Transfer-Encoding: (c) \"Quoted-Printable\";\n\nx"));
    assert_string_equal(str_dup(*state, parts.leaves[0].encoding), "Quoted-Printable");
    parts = split(*state, STR("Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n"));
    assert_true(parts.encrypted);
}

static struct parts nested(void *job, int depth)
{
    struct buf raw;

    buf_init(&raw, job, 1 << 20);
    for (int i = 0; i < depth; i++)
        buf_format(&raw, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    buf_text(&raw, "\nhi\n");
    return split(job, buf_view(&raw));
}

static void nesting(void **state)
{
    struct parts parts = nested(*state, 10);

    assert_false(parts.limited);
    assert_string_equal(str_dup(*state, parts.leaves[0].body), "hi\n");
    parts = nested(*state, 11);
    assert_true(parts.limited);
    assert_int_equal(parts.count, 1);
    parts = nested(*state, 10000);
    assert_true(parts.limited);
}

static void many(void **state)
{
    struct parts parts;
    struct buf raw;

    buf_init(&raw, *state, 1 << 20);
    buf_text(&raw, MIXED);
    for (int i = 0; i < 5000; i++)
        buf_text(&raw, "--b\n\nx\n");
    parts = split(*state, buf_view(&raw));
    assert_true(parts.limited);
    assert_int_equal(parts.count, 19); /* the multipart itself is one of the twenty */
}

UNIT_MAIN(UNIT(splitting), UNIT(kinds), UNIT(nesting), UNIT(many))
