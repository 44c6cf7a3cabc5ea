#include "unit.h"

#include "mime/private.h"

static const struct mime_limits limits = {1 << 20, 2000, 20, 10, 200};

static struct headers split(void *job, struct str raw)
{
    struct headers h;
    struct fault why;

    assert_int_equal(mime_headers(job, raw, &limits, &h, &why), DONE);
    return h;
}

/* What stands in Subject, and the body. */
static void shapes(void **state)
{
    static const struct {
        const char *raw, *subject, *body;
    } cases[] = {
        {"Subject: s\r\n\r\nbody", "s", "body"},
        {"Subject: s\n\nbody", "s", "body"},
        {"Subject: s\r\rbody", "s", "body"},
        {"Subject: s", "s", ""},
        {"Subject: s\r\n", "s", ""},
        {"subject:s\n\n", "s", ""},
        {"Subject : s\n\n", "s", ""},
        {"Subject: a\r\n b\r\n\tc\r\n\r\n", "a b\tc", ""},
        {"Subject: one\nSubject: two\n\n", "one", ""},
        {"From x Mon Jan  1\nSubject: s\n\nb", "s", "b"},
        {"\r\n\r\nSubject: s\r\n\r\nb", "s", "b"},
        {" folded\nSubject: s\n\nb", "s", "b"},
        {"rubbish\nSubject: s\n\nb", "s", "b"},
        {"Subject: s\nrubbish\nTo: x\n\nb", "s", "b"},
        {"Subject: s\nno field follows\n\nb", "s", "no field follows\n\nb"},
        {"X\001: y\nSubject: s\n\nb", "s", "b"},
        {"X-\xd0\xa2: y\nSubject: s\n\nb", "s", "b"},
        {"Subject:\n\nb", "", "b"},
        {"", NULL, ""},
        {"just words", NULL, "just words"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str raw = str_of(cases[i].raw);
        struct headers h = split(*state, raw);
        const struct field *subject = mime_field(&h, "Subject");

        if (cases[i].subject == NULL)
            assert_null(subject);
        else
            assert_string_equal(str_dup(*state, mime_unfold(*state, subject->value)), cases[i].subject);
        assert_string_equal(str_dup(*state, str_from_index(raw, h.body)), cases[i].body);
    }
}

static void counts(void **state)
{
    struct headers h = split(*state, STR("From: a\nfrom : b\nFROM:c\nX-From: d\n\nFrom: e\n"));

    assert_int_equal(mime_field_count(&h, "From"), 3);
    assert_int_equal(h.count, 4);
}

static void nul_is_kept(void **state)
{
    struct headers h = split(*state, STR("From: a\0b\n\n"));

    assert_int_equal(mime_field(&h, "From")->value.n, 3);
}

static void too_many_fields(void **state)
{
    struct headers h;
    struct fault why;
    struct buf raw;

    buf_init(&raw, *state, 10000);
    for (int i = 0; i < 20; i++)
        buf_text(&raw, "X: y\n");
    assert_int_equal(mime_headers(*state, buf_view(&raw), &limits, &h, &why), DONE);
    buf_text(&raw, "X: y\n");
    assert_int_equal(mime_headers(*state, buf_view(&raw), &limits, &h, &why), REFUSED);
    assert_string_equal(why.code, "5.6.0");
}

static void too_long(void **state)
{
    struct headers h;
    struct fault why;
    struct buf raw;

    buf_init(&raw, *state, 10000);
    buf_text(&raw, "X: ");
    for (int i = 0; i < 1990; i++)
        buf_char(&raw, 'x');
    buf_text(&raw, "\n\n");
    assert_int_equal(mime_headers(*state, buf_view(&raw), &limits, &h, &why), DONE);
    buf_truncate(&raw, raw.n - 2);
    buf_text(&raw, "xxxxxxxxxxxxxxxx\n\n");
    assert_int_equal(mime_headers(*state, buf_view(&raw), &limits, &h, &why), REFUSED);
    assert_string_equal(why.code, "5.6.0");
}

/* In a part the first line that is no field begins the body. */
static void parts(void **state)
{
    static const struct {
        const char *raw, *body;
    } cases[] = {{"hi there\nTo: x\n", "hi there\nTo: x\n"}, {"\nhi", "hi"}, {" hi", " hi"}, {"A: b\n\nhi", "hi"}};
    struct headers h;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str raw = str_of(cases[i].raw);

        assert_int_equal(mime_part_headers(*state, raw, &limits, &h, NULL), DONE);
        assert_string_equal(str_dup(*state, str_from_index(raw, h.body)), cases[i].body);
    }
}

static void comments(void **state)
{
    static const struct {
        const char *text;
        bool ends;
        size_t at;
    } cases[] = {
        {"x", true, 0},
        {" (c) x", true, 5},
        {"(a(b)\\))(c)x", true, 11},
        {"(never", false, 0},
        {"(\\", false, 0},
        {"((((((((((10))))))))))x", true, 22},
        {"(((((((((((11)))))))))))x", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0;

        assert_int_equal(mime_skip_comments(str_of(cases[i].text), &at), cases[i].ends);
        if (cases[i].ends)
            assert_int_equal(at, cases[i].at);
    }
}

static void ids(void **state)
{
    struct str rest = STR("junk <a@b> <> <c d> <<e@f> \"<g@h>\" <open"), id;
    const char *const wanted[] = {"a@b", "e@f", "g@h"};

    for (size_t i = 0; i < 3; i++) {
        assert_true(mime_next_id(&rest, &id));
        assert_string_equal(str_dup(*state, id), wanted[i]);
    }
    assert_false(mime_next_id(&rest, &id));
}

UNIT_MAIN(UNIT(shapes), UNIT(counts), UNIT(nul_is_kept), UNIT(too_many_fields), UNIT(too_long), UNIT(parts),
          UNIT(comments), UNIT(ids))
