#include <sys/stat.h>

#include "base/io.h"

#include "lang/private.h"

#include "notify.h"

/* A directory with one template in it. */
struct override {
    char directory[64];
    struct conf *conf;
    char *path;
};

static void write_override(struct override *o, void *ctx, const char *file, const char *text)
{
    struct fault why;

    *o = (struct override){.directory = "/tmp/askpost-templates-XXXXXX"};
    assert_non_null(mkdtemp(o->directory));
    o->conf = conf_defaults(ctx);
    o->conf->mail.templates = o->directory;
    o->path = mem_format(ctx, "%s/%s", o->directory, file);
    assert_int_equal(io_write_file(o->path, str_of(text), 0600, &why), DONE);
}

static void remove_override(struct override *o)
{
    remove(o->path);
    rmdir(o->directory);
}

static const struct {
    const char *file;
    const char *template;
    const char *wanted;
} expansions[] = {
    {"told.txt", "Subject: {title}", "Subject: A <b> & \"c\""},
    {"told.html", "<p>{title}</p>", "<p>A &lt;b&gt; &amp; &quot;c&quot;</p>"},
    {"told.html", "{body}|{text}", "<b>own</b>|one\ntwo"},
    {"told.txt", "{body}", "**own**"},
    {"told.txt", "{?title}yes{/title}{?cut}no{/cut}", "yes"},
    {"told.txt", "{!title}no{/title}{!cut}yes{/cut}", "yes"},
    {"told.txt", "{?title}a{?cut}b{/cut}c{!cut}d{/cut}e{/title}", "acde"},
    {"told.txt", "{?cut}a{?title}b{/title}{title}c{/cut}d", "d"},
    {"told.txt", "a\n{?title}\nb\n{/title}\nc\n", "a\nb\nc\n"},
    {"told.txt", "a\n{?cut}\nb\n{/cut}\nc\n", "a\nc\n"},
    {"told.txt", "a { b } {} { title} {Title} {title", "a { b } {} { title} {Title} {title"},
    {"told.txt", "{cut}", ""},
    {"told.html", "{+strong}{title}{-strong}|", "<p style=\"margin:0 0 16px;font-weight:600\">A &lt;b&gt; &amp; &quot;c&quot;</p>|"},
    {"told.html", "{?cut}{+strong}a{-strong}{/cut}{!cut}b{/cut}", "b"},
    {"told.html", "a\n{+strong}\nb\n{-strong}\nc\n", "a\n<p style=\"margin:0 0 16px;font-weight:600\">b\n</p>\nc\n"},
    {"told.html", "a\n{>text}\nb\n", "a\n<div style=\"white-space:pre-wrap\">one\ntwo</div>\nb\n"},
    {"told.html", "{>text}b", "<div style=\"white-space:pre-wrap\">one\ntwo</div>b"},
    {"told.html", "{>digest_what}: {title}", ": A &lt;b&gt; &amp; &quot;c&quot;"}, /* the text's words serve both */
};

static void expands(void **state)
{
    struct values v = {.ctx = *state};

    values_put(&v, "title", "A <b> & \"c\"");
    values_put(&v, "text", "one\ntwo");
    values_html(&v, "body", "**own**", "<b>own</b>");
    values_put(&v, "cut", "");
    for (size_t i = 0; i < sizeof expansions / sizeof expansions[0]; i++) {
        struct override o;
        struct fault why;
        struct buf out;
        void *process = mem_new(*state, int);

        write_override(&o, *state, expansions[i].file, expansions[i].template);
        assert_int_equal(notify_templates_open(process, o.conf, &why), DONE);
        buf_init(&out, *state, 4096);
        assert_int_equal(template_expand(lang_get("en"), expansions[i].file, &v, &out, &why), DONE);
        assert_string_equal(buf_string(&out), expansions[i].wanted);
        mem_free(process);
        remove_override(&o);
    }
}

static const struct {
    const char *file, *template, *problem;
} faults[] = {
    {"told.txt", "{nonsense}", "template told.txt:1: there is no value \"nonsense\"\n"},
    {"told.txt", "{?nonsense}x{/nonsense}", "template told.txt:1: there is no value \"nonsense\"\n"},
    {"told.txt", "{?title}x", "template told.txt:1: this section is not closed: \"title\"\n"},
    {"told.txt", "{/title}", "template told.txt:1: this section is not open: \"title\"\n"},
    {"told.txt", "{?title}{?cut}{/title}{/cut}", "template told.txt:1: this section is not open: \"title\"\n"},
    {"told.txt", "{>nothing}", "template told.txt:1: there is no template \"nothing\"\n"},
    {"told.txt", "{>told}", "template told.txt:1: templates too deep at \"told\"\n"},
    {"told.html", "{+strong}x", "template told.html:1: this section is not closed: \"+strong\"\n"},
    {"told.html", "x{-strong}", "template told.html:1: this frame is not open: \"strong\"\n"},
    {"told.html", "{+strong}{?cut}{-strong}{/cut}", "template told.html:1: this frame is not open: \"strong\"\n"},
    {"told.html", "{?title}{-itle}{/title}", "template told.html:1: this frame is not open: \"itle\"\n"},
    {"told.html", "{+strong}{?cut}{/strong}", "template told.html:1: this section is not open: \"strong\"\n"},
    {"told.html", "{+text}x{-text}", "template told.html:1: there is no frame \"text\"\n"},
    {"told.txt", "{+strong}x{-strong}", "template told.txt:1: there is no frame \"strong\"\n"},
    {"told.txt", "{?cut}{?cut}{?cut}{?cut}{?cut}{?cut}{?cut}{?cut}{?cut}",
     "template told.txt:1: sections too deep at \"cut\"\n"},
};

static void says_what_is_wrong(void **state)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct override o;
        struct fault why;
        struct buf out;

        write_override(&o, *state, faults[i].file, faults[i].template);
        buf_init(&out, *state, 4096);
        assert_false(notify_templates_check(o.conf, *state, &out));
        assert_string_equal(buf_string(&out), faults[i].problem);
        assert_int_equal(notify_templates_open(*state, o.conf, &why), REFUSED);
        remove_override(&o);
    }
}

static void unknown_files_and_bytes(void **state)
{
    struct override o;
    struct buf out;

    write_override(&o, *state, "tolt.txt", "x");
    buf_init(&out, *state, 4096);
    assert_false(notify_templates_check(o.conf, *state, &out));
    assert_true(str_ends(buf_view(&out), STR("tolt.txt: no template has this name\n")));
    remove_override(&o);
    write_override(&o, *state, "told.txt", "Gr\xfc\xdf\x65");
    buf_truncate(&out, 0);
    assert_false(notify_templates_check(o.conf, *state, &out));
    assert_true(str_ends(buf_view(&out), STR("told.txt: this is not UTF-8 text\n")));
    remove_override(&o);
    o.conf->mail.templates = o.directory; /* gone by now */
    buf_truncate(&out, 0);
    assert_false(notify_templates_check(o.conf, *state, &out));
}

static void the_built_in_ones_are_sound(void **state)
{
    struct buf out;

    buf_init(&out, *state, 4096);
    assert_true(notify_templates_check(conf_defaults(*state), *state, &out));
    assert_string_equal(buf_string(&out), "");
    for (const struct lang_text *t = lang_built; t->file != NULL; t++)
        if (str_ends(str_of(t->file), STR(".html"))) /* nothing is fetched, nothing runs */
            for (const char *const *bad =
                     (const char *const[]){"http:", "https:", "<img", "<script", "<link", "url(", "@import", NULL};
                 *bad; bad++)
                assert_false(str_contains_nocase(str_of(t->text), str_of(*bad)));
}

static const struct {
    const char *text, *wanted;
} wraps[] = {
    {"short\n", "short\n"},
    {"one two three four five six\n", "one two three four\nfive six\n"},
    {"> one two three four five six\n", "> one two three four\n> five six\n"},
    {"averyveryverylongwordthatcannotbreak at all\n", "averyveryverylongwordthatcannotbreak\nat all\n"},
    {"a\n\nb\n", "a\n\nb\n"},
    {"\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80 \xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80 "
     "\xe4\xb8\x80\xe4\xb8\x80\n",
     "\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80 "
     "\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\xe4\xb8\x80\n\xe4\xb8\x80\xe4\xb8\x80\n"},
    {"12345678901234567890\n", "12345678901234567890\n"},
    {"1234567890 123456789\n", "1234567890 123456789\n"},
    {"1234567890 1234567890\n", "1234567890\n1234567890\n"},
};

static void wraps_at_spaces(void **state)
{
    for (size_t i = 0; i < sizeof wraps / sizeof wraps[0]; i++) {
        struct buf out;

        buf_init(&out, *state, 4096);
        text_wrap(str_of(wraps[i].text), 20, &out);
        assert_string_equal(buf_string(&out), wraps[i].wanted);
    }
}

UNIT_MAIN(UNIT(expands), UNIT(says_what_is_wrong), UNIT(unknown_files_and_bytes), UNIT(the_built_in_ones_are_sound),
          UNIT(wraps_at_spaces))
