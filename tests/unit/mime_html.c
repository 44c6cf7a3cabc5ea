#include <string.h>
#include <time.h>

#include "unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "mime/mime.h"
#include "mime/private_html.h"

static const char *markdown(void *ctx, struct str html)
{
    struct buf out;

    buf_init(&out, ctx, 16 << 20);
    mime_html_to_markdown(ctx, html, &out);
    return buf_string(&out);
}

/* A list paragraph of Word's. */
#define WORD(level, marker)                                                                                                                                    \
    "<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level" level " lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>" marker      \
    "<span>&nbsp; </span></span></span><![endif]>"

static const struct {
    const char *html, *wanted;
} cases[] = {
    /* paragraphs and lines */
    {"", ""},
    {"plain  text\nhere", "plain text here\n"},
    {"<p>a</p><p>b</p>", "a\n\nb\n"},
    {"<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc\n"},
    {"a<br>b<br><br><br>c<br>", "a\nb\n\nc\n"},
    {"<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p><p class=MsoNormal>c</p>", "a\n\nb\nc\n"},
    {"a&nbsp;b &amp; c &eacute; &#128512;", "a b & c \xc3\xa9 \xf0\x9f\x98\x80\n"},
    {"a<hr>b", "a\n\n---\n\nb\n"},
    /* emphasis */
    {"<b>bold</b> <i>it</i> <strong>s</strong><em>e</em>", "**bold** *it* **s**e\n"},
    {"<b> spaced </b>x <b></b>y<i> </i>z", "**spaced** x y z\n"},
    {"<b>Note:</b>text", "**Note**:text\n"},
    {"<b>(</b>x", "(x\n"},
    {"a<b>(b)</b>", "a(**b)**\n"},
    {"<b><i>x</i></b>", "***x***\n"},
    {"<b>a <i>b</i></b> <i>c</i>", "**a *b*** *c*\n"},
    {"<b>a</b><b>b</b> <b>c</b>", "**ab c**\n"},
    {"<b><div>a</div><br><div>b</div></b>", "**a**\n\n**b**\n"},
    {"<b>a<br>b</b>", "**a**\n**b**\n"},
    {"<span style='font-weight:bold'>a</span> <span style=\"font-style: italic\">b</span> <b style=\"font-weight:normal\">c</b>", "**a** *b* c\n"},
    {"<p><b>Heading</b></p>text", "**Heading**\n\ntext\n"},
    /* lists */
    {"<ul><li>a<li>b</ul>", "- a\n- b\n"},
    {"<ol><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>d", "1. a\n2. b\n\n   c\n\nd\n"},
    {"<ol start=9><li>a<li>b</ol>", "9. a\n10. b\n"},
    {"<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"},
    {"<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b\n"},
    {"<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"},
    {"<ul><li>a</li></ul>x<ul><li>b</li></ul>", "- a\n\nx\n\n- b\n"},
    {"<ul><li></li><li>a</li></ul>", "- a\n"},
    {"<ol><li><b>One:</b> text</li><li><b>Two:</b> text</li></ol>", "1. **One:** text\n2. **Two:** text\n"},
    {"<ul><li><blockquote>q</blockquote>t</li></ul>", "- > q\n\n  t\n"},
    /* quotes, headings, code */
    {"<blockquote>a<blockquote>b<br>c</blockquote></blockquote>d", "> a\n>\n> > b\n> > c\n\nd\n"},
    {"<h1>A</h1><h3>B <b>c</b> #</h3>d", "# A\n\n### B **c** \\#\n\nd\n"},
    {"<code>a*b`c</code> <tt>x</tt>", "``a*b`c`` `x`\n"},
    {"<pre>a\n  b *c*\n\n</pre>d", "```\na\n  b *c*\n```\n\nd\n"},
    {"<pre>```\nx</pre>", "````\n```\nx\n````\n"},
    {"<pre class=\"moz-quote-pre\" wrap>a\nb\n\nc</pre>", "a\nb\n\nc\n"},
    /* links and images */
    {"<a href=\"https://x.org/a?b=1&amp;c=2\">t</a>", "[t](https://x.org/a?b=1&c=2)\n"},
    {"<a href=http://x.org/>http://x.org</a>, <a href=mailto:a@b.c>a@b.c</a>", "<http://x.org/>, <a@b.c>\n"},
    {"<a href=http://evil.org/>http://bank.org</a>", "[http://bank.org](http://evil.org/)\n"},
    {"<a href=javascript:x>a</a><a href=/rel>b</a><a href='data:x'>c</a><a>d</a>", "abcd\n"},
    {"Wow!<a href=http://x>y</a> <b>see <a href='http://x/(a) b'>z</a></b>", "Wow\\![y](http://x) **see** [**z**](http://x/%28a%29%20b)\n"},
    {"<a href=http://x>[a] <p>b</p></a>", "[\\[a\\]](http://x)\n\n[b](http://x)\n"},
    {"<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org%2Fa%3Fb%3D1&amp;data=05%7C01%7Cann%40a.example%7C&amp;reserved=0'>t</a>", "[t](https://x.org/a?b=1)\n"},
    {"<a href='https://urldefense.com/v3/__https://x.org/a__;!!abc$'>t</a>", "[t](https://x.org/a)\n"},
    {"<a href='https://a.safelinks.protection.outlook.com/?url=javascript%3Ax'>t</a>", "[t](https://a.safelinks.protection.outlook.com/?url=javascript%3Ax)\n"},
    {"<a href='https://evil.org/?url=https%3A%2F%2Fx.org'>t</a>", "[t](https://evil.org/?url=https%3A%2F%2Fx.org)\n"},
    {"<img src=http://x/1.gif width=1 height=1 alt=t><img alt='A cat'><img src=x>", "A cat\n"},
    /* hidden and foreign */
    {"<head><title>t</title><style>x{}</style></head><script>s</script>a<!-- c --><span style='display:none'>b</span>"
     "<div style='font-size:0px'>c</div><p style='visibility: hidden'>d</p><i hidden>e</i><div style='mso-hide:all'>f</div>",
     "a\n"},
    {"<div style='max-height:0;overflow:hidden'>pre</div>a\xe2\x80\x8b" "b&zwnj;&nbsp;&zwnj;&nbsp;", "ab\n"},
    {"a\xe2\x80\xae" "b", "ab\n"},
    {"<meta charset=iso-8859-1><p>\xc3\xa9</p>", "\xc3\xa9\n"},
    /* tables */
    {"<table><tr><th>Name</th><th>Age</th></tr><tr><td><p>Ann</p></td><td>3</td></tr></table>", "Name | Age\nAnn | 3\n"},
    {"<table><tr><td><h2>Hi</h2><p>a</p><p>b</p></td></tr><tr><td>c</td></tr></table>", "## Hi\n\na\n\nb\n\nc\n"},
    {"<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\nb\nc\nd\n"},
    {"<table><tr><td>Name<o:p></o:p></td><td><p>Age<o:p></o:p></p></td></tr><tr><td>Ann</td><td></td></tr></table>", "Name | Age\nAnn\n"},
    {"<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>f", "a\nb\nc\n\nd\ne\n\nf\n"},
    {"H<sub>2</sub>O x<sup>-12</sup> 1<sup>st</sup>", "H\xe2\x82\x82O x\xe2\x81\xbb\xc2\xb9\xc2\xb2 1st\n"},
    /* lists as editors write them */
    {"<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c\n"},
    {"<ol><li>a</li><ul><li>b</li></ul><li>c</li></ol>", "1. a\n   - b\n2. c\n"},
    {"<ul><li>a</li><li><ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"},
    {"<ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c\n"},
    {WORD("1", "1.") "a</p>" WORD("2", "\xc2\xb7") "b</p>\n" WORD("1", "2.") "<i>c</i></p><p class=MsoNormal>d</p>", "1. a\n   - b\n2. *c*\n\nd\n"},
    {WORD("1", "o") "a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>" WORD("1", "b)") "c</p>x", "- a\n\nb) c\nx\n"},
    /* white space */
    {"<div style='white-space:pre-wrap'>a\n  b\n\nc</div>d\ne", "a\nb\n\nc\nd e\n"},
    {"<p style='white-space: pre-line'>a\nb<span style='white-space:normal'> c\nd</span></p>", "a\nb c d\n"},
    /* what is no tag, and what is no text */
    {"a <3 b < c <> d", "a <3 b < c <> d\n"},
    {"<![if !supportLists]>a<![endif]><!doctype x><?xml y?></ z>b<!-- <b> -- > --><!-->c<!--[if mso]><p>m</p><![endif]--><![CDATA[d]]>e", "abce\n"},
    {"a<!-- --- -- > x --!>b<!------>c<!-- -", "abc\n"},
    {"<details><summary>a</summary>b</details>c", "a\nb\n\nc\n"},
    {"a<o:p></o:p><st1:place>b</st1:place><v:shape x='>'>c", "abc\n"},
    {"a<title>t</title><textarea>t</textarea><STYLE>x>y</STYLE ><script>'</p>'</script>b<title>c", "abc\n"},
    {"a<p title='b>c' style=\"display:none\" title=d>e</p>f<p", "af\n"},
    {"<a href='http://x/\"y'>a</a> <a class=b href=http://x/c/>d</a>", "[a](http://x/%22y) [d](http://x/c/)\n"},
    {"<img alt=image001.png><img alt='a.b c'>", "a.b c\n"},
    {"<b><p>a</p></b><p><i>b", "**a**\n\n*b*\n"},
    /* quotes that are none, and others that are */
    {"a<blockquote style='margin: 0 0 0 40px; border: none; padding: 0px;'>b</blockquote>", "a\nb\n"},
    {"<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p class=MsoNormal>a</div>b", "> a\n\nb\n"},
    /* hidden by its style */
    {"a<i style='opacity: 0'>b</i><i style='font-size:1px'>b</i><i style='font:0/0 a'>b</i><i style='position:absolute;left:-9999px'>b</i>", "a\n"},
    {"a<i style='text-indent:-9999px'>b</i><i style='COLOR:transparent'>b</i><i style='color:rgba(0, 0, 0, 0)'>b</i><i style='width:0;overflow:hidden'>b</i>", "a\n"},
    {"a<i style='display:none;display:inline'>b</i><i style='opacity:0.5;font-size:10px;max-height:100px;overflow:hidden'>c</i>", "a*bc*\n"},
    {"a<font color=#FFF>b</font><span style='background:white;color:rgb(250,250,250) !important'>c</span><td bgcolor=navy><font color=white>d</font>", "a\nd\n"},
    {"a<p style='background:#000 url(x.png)'><font color=black>b</font></p><p bgcolor=#111><a href=http://x style='color:#111111'>c</a>", "a\n\nb\n"},
    {"<style>.x{background:red}</style><p class=x><font color=white>a</font><div style='background:#fff;color:#fff'>b</div>", "a\n"},
    {"a<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0 0 0'><p class=MsoNormal>b</div>", "a\n\n---\n\nb\n"},
    {"a<div class='x gmail_attr'>b</div><blockquote class=gmail_quote>c</blockquote>d", "a\n\n> b\n\n> c\n\nd\n"},
    {"<p>a</p><p id='reply-intro'>b</p><div id=yahoo_quoted_12>c</div>", "a\n\n> b\n\n> c\n"},
    {"<div class='gmail_attribute'>a</div>", "a\n"},
    {"<div style='color:#fff'>a</div><blockquote>b</blockquote>", "a\n\n> b\n"},
    {"<p style='color:white'>a", "a\n"},
    /* what would be syntax */
    {"*a* _b_ snake_case 2 * 3 `c` &lt;b&gt; 1 &lt; 2 &amp;copy; AT&amp;T \\* a\\b", "\\*a\\* \\_b\\_ snake_case 2 * 3 \\`c\\` \\<b> 1 < 2 \\&copy; AT&T \\\\\\* a\\b\n"},
    {"<p># a</p><p>&gt; b</p><p>+ c</p><p>* d</p><p>1986. e</p><p>1. f</p><p>---</p><p>x<br>===</p><p>#no</p>",
     "\\# a\n\n\\> b\n\n\\+ c\n\n\\* d\n\n1986\\. e\n\n1. f\n\n\\---\n\nx\n\\===\n\n#no\n"},
    {"[a](b) [c]: d [e][f] [g]", "[a]\\(b) [c]\\: d [e]\\[f] [g]\n"},
};

static void conversions(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = markdown(*state, str_of(cases[i].html));

        if (strcmp(got, cases[i].wanted) != 0)
            fail_msg("%s\ngives:\n%s\nnot:\n%s", cases[i].html, got, cases[i].wanted);
    }
}

/* The words of the HTML, and nothing else, are the words of the rendered text: no mark is left over, none eats anything. */
static void words_survive(void **state)
{
    static const char *const marks[] = {"<b>", "</b>", "<i>", "</i>", "a", "(", ")", " ", ".", "!", "*", "_", "[", "]", "`", "<code>", "</code>", "\\"};
    enum { MARKS = sizeof marks / sizeof *marks };
    uint32_t seed = 1;

    for (int round = 0; round < 20000; round++) {
        struct buf html, plain, out, text, kept;
        void *job = talloc_new(*state);

        buf_init(&html, job, 4000);
        buf_init(&plain, job, 4000);
        for (int k = 0; k < 14; k++) {
            seed = seed * 1664525 + 1013904223;
            const char *mark = marks[(seed >> 16) % MARKS];

            buf_text(&html, mark);
            if (mark[0] != '<' && mark[0] != ' ')
                buf_text(&plain, mark);
        }
        buf_init(&out, job, 4000);
        mime_html_to_markdown(job, buf_view(&html), &out);
        buf_init(&text, job, 8000);
        mime_markdown_to_html(job, buf_view(&out), &text);
        buf_init(&kept, job, 8000);
        for (size_t i = 0; i < text.n; i++) {
            if (text.p[i] == '<')
                i += str_index(str_from_index(buf_view(&text), i), '>');
            else if (text.p[i] != ' ' && text.p[i] != '\n')
                buf_char(&kept, text.p[i]);
        }
        if (strcmp(buf_string(&kept), buf_string(&plain)) != 0)
            fail_msg("%s\n-> %s-> %s\nkept %s\nnot  %s", buf_string(&html), buf_string(&out), buf_string(&text), buf_string(&kept), buf_string(&plain));
        mem_free(job);
    }
}

static void repeat(struct buf *b, const char *part, size_t bytes)
{
    size_t n = strlen(part);

    while (b->n + n <= bytes)
        buf_add(b, part, n);
}

/* Whatever is repeated a hundred thousand times: it takes no time, no stack, and the words are still there. */
static void bombs(void **state)
{
    static const struct {
        const char *head, *part;
        bool words;
    } rows[] = {{"", "<blockquote>", true}, {"", "<div>", true},     {"", "<b>", true},      {"", "<ul><li>", true},       {"<a ", "b ", false},
                {"<a ", "b='c' d", false},   {"", "<b>x</c>", true},  {"", "<!--", false},    {"", "<table><tr><td>", true}, {"", "<body a=b>", true},
                {"", "<style>", false},      {"", "&amp;", true},     {"<pre>", "`", true},   {"", "x<br>", true},           {"", "<", false},
                {"<p style='", "a:b;", false}, {"", "<a href=http://x>y", true}, {"", "</p>", true}, {"", "*", true}};

    mime_html_prepare();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *job = talloc_new(*state);
        struct buf html;
        clock_t begin;
        const char *got;

        buf_init(&html, job, 2 << 20);
        buf_text(&html, rows[i].head);
        repeat(&html, rows[i].part, 1000000);
        buf_text(&html, " deepwords");
        begin = clock();
        got = markdown(job, buf_view(&html));
        if (clock() - begin > 2 * CLOCKS_PER_SEC)
            fail_msg("%s takes %ld ms", rows[i].part, (long)((clock() - begin) / 1000));
        if (rows[i].words && strstr(got, "deepwords") == NULL)
            fail_msg("%s swallowed the words", rows[i].part);
        assert_true(utf8_valid(str_of(got)));
        mem_free(job);
    }
}

UNIT_MAIN(UNIT(conversions), UNIT(words_survive), UNIT(bombs))
