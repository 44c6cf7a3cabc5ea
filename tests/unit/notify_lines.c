#include "unit.h"

#include "notify/private.h"

static const struct {
    const char *text, *html;
} rows[] = {
    {"", ""},
    {"One line.", "<div>One line.</div>"},
    {"One.\nTwo.\n", "<div>One.</div><div>Two.</div>"},
    {"One.\n\nTwo.", "<div>One.</div><div style=\"height:12px\"></div><div>Two.</div>"},
    {"TO READ\n  get Q2\n      Get a question.",
     "<div style=\"margin:12px 0 4px;font-size:14px;color:#6f7a86\"><b>TO READ</b></div><div style=\"margin-left:16px\"><b>get Q2</b></div>"
     "<div style=\"margin-left:48px\">Get a question.</div>"},
    {"html: on\n    What it is.\nname: x", "<div><b>html: on</b></div><div style=\"margin-left:32px\">What it is.</div><div>name: x</div>"},
    {"<b>&\"x\"</b>", "<div>&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;</div>"},
    {"X", "<div>X</div>"},
    {"Q12: OK", "<div>Q12: OK</div>"},
    {"                                                                  deep", "<div style=\"margin-left:320px\">deep</div>"},
};

static void lines(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;

        buf_init(&out, *state, 10000);
        html_lines(*state, lang_get("en"), rows[i].text, &out);
        assert_string_equal(buf_string(&out), rows[i].html);
    }
}

/* A text of nothing but ends of lines ends with its limit, like any other. */
static void bounded(void **state)
{
    char *text = mem_array(*state, 100001, 1);
    struct buf out;

    memset(text, '\n', 100000);
    buf_init(&out, *state, 1000);
    html_lines(*state, lang_get("en"), text, &out);
    assert_true(out.full);
}

UNIT_MAIN(UNIT(lines), UNIT(bounded))
