#include <string.h>
#include <time.h>

#include "unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "mime/mime.h"

static const char *rendered(void *ctx, struct str markdown, bool html)
{
    struct buf out;

    buf_init(&out, ctx, 16 << 20);
    if (html)
        mime_markdown_to_html(ctx, markdown, &out);
    else
        mime_markdown_to_text(ctx, markdown, 40, &out);
    return buf_string(&out);
}

static const struct {
    const char *markdown, *text, *html; /* html NULL: not looked at */
} cases[] = {
    {"", "", ""},
    {"one\ntwo\n\nthree", "one\ntwo\n\nthree\n", "<p>one<br />\ntwo</p>\n<p>three</p>\n"},
    {"A line that is longer than forty columns is wrapped at a space.", "A line that is longer than forty columns\nis wrapped at a space.\n", NULL},
    {"https://example.org/a/very/long/url/that/nobody/may/break/in/two", "https://example.org/a/very/long/url/that/nobody/may/break/in/two\n", NULL},
    {"*a* **b** `c*d`", "*a* **b** `c*d`\n", "<p><em>a</em> <strong>b</strong> <code>c*d</code></p>\n"},
    /* lists and quotes */
    {"1. **One:** a line that is longer than forty columns\n2. b\n   - c\n   - d\n", "1. **One:** a line that is longer than\n   forty columns\n2. b\n   - c\n   - d\n",
     "<ol>\n<li><strong>One:</strong> a line that is longer than forty columns</li>\n<li>b\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n</li>\n</ol>\n"},
    {"9) a\n10) b\n\n11) c", "9) a\n\n10) b\n\n11) c\n", NULL},
    {"- a\n\n  b\n- c", "- a\n\n  b\n\n- c\n", NULL},
    {"> a quoted line that is longer than forty columns\n> > b\n\nc", "> a quoted line that is longer than\n> forty columns\n>\n> > b\n\nc\n", NULL},
    {"-\n- a", "-\n- a\n", NULL},
    /* headings and rules, as they were typed */
    {"# A *b*\n\n## C", "# A *b*\n\n## C\n", "<h1>A <em>b</em></h1>\n<h2>C</h2>\n"},
    {"Title\n=====\n", "Title\n=====\n", "<h1>Title</h1>\n"},
    {"Kind regards\nAnn\n--\nx", "Kind regards\nAnn\n\n---\n\nx\n", "<p>Kind regards<br />\nAnn</p>\n<hr />\n<p>x</p>\n"},
    {"#tag and 5 # 6", "#tag and 5 # 6\n", NULL},
    /* code */
    {"```\na *b*\n  c\n```", "    a *b*\n      c\n", "<pre><code>a *b*\n  c\n</code></pre>\n"},
    {"    indented  as typed\n      more", "    indented  as typed\n      more\n", NULL},
    /* links */
    {"[a](https://x.org/?b=1&c=2) <https://y.org> <a@b.c>", "a <https://x.org/?b=1&c=2> https://y.org\na@b.c\n",
     "<p><a href=\"https://x.org/?b=1&amp;c=2\">a</a> <a href=\"https://y.org\">https://y.org</a> <a href=\"mailto:a@b.c\">a@b.c</a></p>\n"},
    {"[a](javascript:alert(1)) [b](data:text/html,x) <javascript:x>", "a b javascript:x\n", "<p>a b javascript:x</p>\n"},
    {"![alt](https://x.org/i.png) ![alt](javascript:x) ![alt](cid:1)", "alt <https://x.org/i.png> alt alt\n", "<p><a href=\"https://x.org/i.png\">alt</a> alt alt</p>\n"},
    {"[a ![b](http://x/i)](http://y)", "a b <http://y>\n", "<p><a href=\"http://y\">a b</a></p>\n"},
    /* text as typed */
    {"f[i](j) and [1]\n\n[1]: http://x.org\n[2]: http://y.org", "f[i](j) and [1]\n\n[1]: http://x.org\n[2]: http://y.org\n",
     "<p>f[i](j) and [1]</p>\n<p>[1]: http://x.org<br />\n[2]: http://y.org</p>\n"},
    {"2*3*4 = 24, 2**3**4, snake_case_name * x * y", "2*3*4 = 24, 2**3**4, snake_case_name * x\n* y\n", "<p>2*3*4 = 24, 2**3**4, snake_case_name * x * y</p>\n"},
    {"<b>x</b> <script>alert(1)</script>", "<b>x</b> <script>alert(1)</script>\n",
     "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
    {"<div onclick=x>\n*a*\n</div>\n\nb", "<div onclick=x>\n*a*\n</div>\n\nb\n", "<p>&lt;div onclick=x&gt;<br />\n*a*<br />\n&lt;/div&gt;</p>\n<p>b</p>\n"},
    {"<!-- c -->", "<!-- c -->\n", "<p>&lt;!-- c --&gt;</p>\n"},
    {"a < b && c > d \"q\"", "a < b && c > d \"q\"\n", "<p>a &lt; b &amp;&amp; c &gt; d &quot;q&quot;</p>\n"},
    {"\\* \\# \\[a](b)", "* # [a](b)\n", NULL},
};

static void renderings(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = rendered(*state, str_of(cases[i].markdown), false);
        const char *html = rendered(*state, str_of(cases[i].markdown), true);

        if (strcmp(text, cases[i].text) != 0)
            fail_msg("%s\nas text:\n%s\nnot:\n%s", cases[i].markdown, text, cases[i].text);
        if (cases[i].html != NULL && strcmp(html, cases[i].html) != 0)
            fail_msg("%s\nas html:\n%s\nnot:\n%s", cases[i].markdown, html, cases[i].html);
    }
}

static void no_dangers(void **state)
{
    static const char *const rows[] = {"<script>x", "<img src=http://x/1.gif>", "[x](JaVaScRiPt:x)", "[x]( javascript:x)", "[x](java&#115;cript:x)",
                                       "![x](http://x/1.gif)", "<a href=\"http://x\" onclick=y>z</a>", "[a](http://x\" onclick=\"y)", "[x](vbscript:x)",
                                       "[x](file:///etc/passwd)", "<style>x</style>", "<iframe src=x>"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *html = rendered(*state, str_of(rows[i]), true);

        for (const char *p = strchr(html, '<'); p != NULL; p = strchr(p + 1, '<'))
            if (strncmp(p, "<p>", 3) != 0 && strncmp(p, "</p>", 4) != 0 && strncmp(p, "<a href=\"http:", 14) != 0 && strncmp(p, "</a>", 4) != 0)
                fail_msg("%s gives %s", rows[i], html);
        assert_null(strstr(html, "\" onclick"));
    }
}

static void bombs(void **state)
{
    static const char *const parts[] = {">", "> ", "[", "]", "*", "*a ", "`", "![a](", "[a](<b", "- ", "1. ", "<", "<a ", "<!--", "<?", "&a", "[a]: u\n", "\n", "- x\n", "**x [a*b**c*](d)",
                                        "a\n-\n", "~~~\n", "\\", "[a](b \"", "_a_", "> > > > > > > > > > > > > > > > > > x\n"};
    struct buf source;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        void *job = talloc_new(*state);
        clock_t begin = clock();

        buf_init(&source, job, 200000);
        while (source.n + strlen(parts[i]) < 100000)
            buf_text(&source, parts[i]);
        rendered(job, buf_view(&source), false);
        rendered(job, buf_view(&source), true);
        buf_text(&source, "\n\n\n\n");
        for (int k = 0; k < 50000; k++)
            buf_char(&source, '\n');
        assert_true(utf8_valid(str_of(rendered(job, buf_view(&source), false))));
        if (clock() - begin > 3 * CLOCKS_PER_SEC)
            fail_msg("%s takes %ld ms", parts[i], (long)((clock() - begin) / 1000));
        mem_free(job);
    }
}

UNIT_MAIN(UNIT(renderings), UNIT(no_dangers), UNIT(bombs))
