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
    {"1. yes\n3. no\n   1. b\n   4. c\n12. maybe", "1. yes\n3. no\n   1. b\n   4. c\n12. maybe\n",
     "<ol>\n<li>yes</li>\n</ol>\n<ol start=\"3\">\n<li>no\n<ol>\n<li>b</li>\n</ol>\n<ol start=\"4\">\n<li>c</li>\n</ol>\n</li>\n</ol>\n<ol start=\"12\">\n<li>maybe</li>\n</ol>\n"},
    {"1. a\n1. b\n1. c", "1. a\n2. b\n3. c\n", NULL},
    {"* a\n* b\n\n+ c", "* a\n* b\n\n+ c\n", NULL},
    {"a\n\n* * *\n\n_____\n\n----", "a\n\n***\n\n___\n\n---\n", NULL},
    {"several\nlines\n===\nx", "several\nlines\n=====\n\nx\n", NULL},
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
    {"<div onclick=x>\n*a*\n</div>\n\nb", "<div onclick=x>\n*a*\n</div>\n\nb\n", "<p>&lt;div onclick=x&gt;<br />\n<em>a</em><br />\n&lt;/div&gt;</p>\n<p>b</p>\n"},
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

/* What plain text mails hold, and what must be there to read once it went through. */
static const struct {
    const char *typed, *markdown; /* NULL: the same */
} typed_cases[] = {
    {"1986. A year", "1986\\. A year"},
    {"1. yes\n3. no\n12. maybe", NULL},
    {"* star\n* star", NULL},
    {"+ plus", NULL},
    {"_under_scores_ snake_case #hash", NULL},
    {"\\\\server\\share C:\\*.txt a\\b end\\", "\\\\\\server\\share C:\\\\*.txt a\\b end\\\\"},
    {"`a\\*b` ``x\\`y`` ```z `c\\*", "`a\\*b` ``x\\`y`` \\`\\`\\`z \\`c\\\\*"},
    {"AT&T &copy; &#38; &x", "AT&T \\&copy; \\&#38; &x"},
    {"    code \\*\n\n    more", NULL},
    {"    Dear all,\nhello", "   Dear all,\nhello"},
    {"text\n    moved \\* in", "text\n    moved \\\\* in"},
    {"```\na \\* b\n```\n\\*", "```\na \\* b\n```\n\\\\*"},
    {"~~~~~\na\n~~~\n", "\\~~~~~\na\n\\~~~\n"},
    {"a\n--\nb\n-\n=\n", "a\n\\--\nb\n\\-\n\\=\n"},
    {"Title\n-----\n\n---\n", NULL},
    {"> quoted\n> more\n", NULL},
    {"> quoted\nanswer\n>> a\n> b\n\n> c", "> quoted\n\nanswer\n>> a\n>\n> b\n\n> c"},
    {"<angle> 1 < 2 <b>x</b>", NULL},
    {"", NULL},
};

static const char *markdown_of(void *ctx, struct str typed)
{
    struct buf out;

    buf_init(&out, ctx, 3 * typed.n + 4);
    mime_typed_to_markdown(typed, &out);
    assert_false(out.full);
    return buf_string(&out);
}

static void typed_text(void **state)
{
    for (size_t i = 0; i < sizeof typed_cases / sizeof *typed_cases; i++) {
        const char *wanted = typed_cases[i].markdown == NULL ? typed_cases[i].typed : typed_cases[i].markdown;
        const char *got = markdown_of(*state, str_of(typed_cases[i].typed));

        if (strcmp(got, wanted) != 0)
            fail_msg("%s\ngives:\n%s\nnot:\n%s", typed_cases[i].typed, got, wanted);
    }
}

/* What is left without the characters of `skip`, with what may be written differently alike: which of * and _ marks emphasis, how many
 * characters draw a line. */
static const char *skeleton(void *ctx, struct str text, const char *skip)
{
    struct buf out;

    buf_init(&out, ctx, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i] == '_' ? '*' : text.p[i];

        if (strchr(skip, text.p[i]) == NULL && (strchr("-*", c) == NULL || out.n == 0 || out.p[out.n - 1] != c))
            buf_char(&out, c);
    }
    return buf_string(&out);
}

static struct str without_tags(void *ctx, struct str html)
{
    static const char *const references[][2] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}};
    struct buf out;

    buf_init(&out, ctx, html.n + 1);
    for (size_t i = 0; i < html.n; i++) {
        struct str rest = str_from_index(html, i);
        char c = html.p[i];

        if (c == '<') {
            i += str_index(rest, '>');
            continue;
        }
        for (size_t k = 0; k < 4; k++) {
            if (str_starts(rest, str_of(references[k][0]))) {
                c = references[k][1][0];
                i += strlen(references[k][0]) - 1;
                break;
            }
        }
        buf_char(&out, c);
    }
    return buf_view(&out);
}

/* Typed text, whatever it looks like, is all there in the text and in the HTML others get; so is it when it comes back as HTML. */
static void typed_text_survives(void **state)
{
    static const char *const pieces[] = {"a", "bc ", " ", "\n", "\n\n", "*", "_", "1986. ", "1. ", "3. ", "- ", "+ ", "* ", "# ", "#", "\\", "`", "<", "> ", "<b>", "</b>", "&amp;",
                                         "&", "[", "]", "(", ")", "!", "\n  ", ":", "\n> ", "\n~~~\n", "\n---\n", "\n===", "|", "\"", "\xc3\xa9", "."};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    static const char marks[] = " \n>=~`-+*_#.)0123456789";
    uint32_t seed = 7;

    for (int round = 0; round < 20000; round++) {
        void *job = talloc_new(*state);
        struct buf typed, text, html;

        buf_init(&typed, job, 4000);
        for (int k = 0; k < 12; k++)
            buf_text(&typed, pieces[((seed = seed * 1664525 + 1013904223) >> 16) % PIECES]);
        struct str markdown = str_of(markdown_of(job, buf_view(&typed)));

        buf_init(&text, job, 100000);
        mime_markdown_to_text(job, markdown, 1000, &text);
        buf_init(&html, job, 100000);
        mime_markdown_to_html(job, markdown, &html);
        if (strcmp(skeleton(job, buf_view(&typed), " \n>=~`#0123456789"), skeleton(job, buf_view(&text), " \n>=~`#0123456789")) != 0)
            fail_msg("%s\n-> %s\n-> %s", buf_string(&typed), markdown.p, buf_string(&text));
        struct str words = without_tags(job, buf_view(&html)); /* elements stand for the marks of quotes, lists, emphasis, headings and code */

        if (strcmp(skeleton(job, buf_view(&typed), marks), skeleton(job, words, marks)) != 0)
            fail_msg("%s\n-> %s\n-> %s", buf_string(&typed), markdown.p, buf_string(&html));
        mem_free(job);
    }
}

UNIT_MAIN(UNIT(typed_text), UNIT(typed_text_survives), UNIT(renderings), UNIT(no_dangers), UNIT(bombs))
