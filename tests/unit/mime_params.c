#include "unit.h"

#include "mime/private.h"

static void types(void **state)
{
    static const struct {
        const char *value, *type, *name, *parameter;
    } cases[] = {
        {"text/plain; charset=utf-8", "text/plain", "charset", "utf-8"},
        {"TEXT/Plain ; CHARSET = \"utf-8\"", "text/plain", "charset", "utf-8"},
        {"text/plain (c); charset=utf-8 (d)", "text/plain", "charset", "utf-8"},
        {"text/plain;; charset=utf-8;", "text/plain", "charset", "utf-8"},
        {"text/plain charset=utf-8", "text/plain", "charset", "utf-8"},
        {"text/plain, charset=utf-8", "text/plain", "charset", "utf-8"},
        {"text/plain; name=foo bar; charset=utf-8", "text/plain", "charset", "utf-8"},
        {"text/plain; charset=utf-8; x=a/b@c", "text/plain", "x", "a/b@c"},
        {"multipart/mixed; boundary==_b:1?/x", "multipart/mixed", "boundary", "=_b:1?/x"},
        {"multipart/mixed; boundary=\"\\\"\"", "multipart/mixed", "boundary", "\""},
        {"multipart/mixed; boundary=\"\"", "multipart/mixed", "boundary", ""},
        {"multipart/mixed; boundary=\"open", "multipart/mixed", "boundary", "open"},
        {"multipart/mixed; boundary=\"a\\", "multipart/mixed", "boundary", "a\\"},
        {"filename=a.pdf", "", "filename", "a.pdf"},
        {"attachment; filename=my file.pdf; size=1", "attachment", "filename", "my file.pdf"},
        {"attachment; filename=my file.pdf size=1", "attachment", "size", "1"},
        {"attachment; filename=\"C:\\dir\\a.pdf\"", "attachment", "filename", "C:\\dir\\a.pdf"},
        {"attachment; filename=\"a;\\\"b.pdf\"", "attachment", "filename", "a;\"b.pdf"},
        {"", "", "x", NULL},
        {"(open", "", "x", NULL},
        {"; ; =; =a; b", "", "b", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct content c;
        const struct str *value;

        mime_content(*state, str_of(cases[i].value), &c);
        value = mime_parameter(&c, cases[i].name);
        assert_string_equal(c.type, cases[i].type);
        if (cases[i].parameter == NULL)
            assert_null(value);
        else
            assert_string_equal(str_dup(*state, *value), cases[i].parameter);
    }
}

static void texts(void **state)
{
    static const struct {
        const char *value, *name;
    } cases[] = {
        {"x; name*=utf-8''caf%C3%A9.pdf", "caf\xc3\xa9.pdf"},
        {"x; name*=iso-8859-1'fr'caf%E9.pdf", "caf\xc3\xa9.pdf"},
        {"x; name*0=\"aaa\"; name*1=\"bbb.pdf\"", "aaabbb.pdf"},
        {"x; name*1=\"bbb.pdf\"; name*0=\"aaa\"", "aaabbb.pdf"},
        {"x; name*0*=utf-8''caf; name*1*=%C3%A9.p; name*2=df", "caf\xc3\xa9.pdf"},
        {"x; name=\"fallback\"; name*=utf-8''real", "real"},
        {"x; name=\"=?utf-8?Q?caf=C3=A9.pdf?=\"", "caf\xc3\xa9.pdf"},
        {"x; name=\"caf\xe9.pdf\"", "caf\xc3\xa9.pdf"},
        {"x; name*=utf-8''a%0D%0Ab%00c", "a b\xef\xbf\xbd"
                                         "c"},
        {"x; name*=plain%20text", "plain text"},
        {"x; name*=%", "%"},
        {"x; other=1", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct content c;
        char *name;

        mime_content(*state, str_of(cases[i].value), &c);
        name = mime_parameter_text(*state, &c, "name", mime_charset_to_utf8);
        if (cases[i].name == NULL)
            assert_null(name);
        else
            assert_string_equal(name, cases[i].name);
    }
}

static void bounds(void **state)
{
    struct content c;
    struct buf value;

    buf_init(&value, *state, 100000);
    buf_text(&value, "x");
    for (int i = 0; i < 5000; i++)
        buf_format(&value, "; n*%d=x", i);
    mime_content(*state, buf_view(&value), &c);
    assert_int_equal(c.count, 100);
    assert_int_equal(strlen(mime_parameter_text(*state, &c, "n", mime_charset_to_utf8)), 50);
}

UNIT_MAIN(UNIT(types), UNIT(texts), UNIT(bounds))
