#include "notify/private.h"

/* The tree of categories: each with its address, to ask in it, indented below the one it lies in. */

enum { CATEGORIES = 100, CATEGORIES_TEXT = 64 * 1024, CATEGORIES_HTML = 256 * 1024, PART = 4096 };

struct entry {
    struct str path, title, description, mark;
    int depth;
};

static bool next_entry(struct str *rest, struct entry *out)
{
    struct str line;

    if (!str_next_line(rest, &line))
        return false;
    *out = (struct entry){.depth = 0};
    if (!str_next_part(&line, '\t', &out->path) || !str_next_part(&line, '\t', &out->title))
        return true;
    if (str_next_part(&line, '\t', &out->description))
        str_next_part(&line, '\t', &out->mark);
    for (size_t i = 0; i < out->path.n; i++)
        out->depth += out->path.p[i] == '.';
    return true;
}

static const char *mark_words(const struct letter *l, const struct entry *e)
{
    return str_equal(e->mark, STR("yours"))    ? lang_say(l->lang, " (you get its questions)")
           : str_equal(e->mark, STR("closed")) ? lang_say(l->lang, " (takes no new questions)")
                                               : "";
}

static void put_text(struct letter *l, const struct entry *e, const char *address, struct buf *out)
{
    buf_format(out, "%*s%s%s%s%s\n", 4 * e->depth + 2, "", utf8_line(l->ctx, e->title), e->description.n > 0 ? ": " : "",
               utf8_line(l->ctx, e->description), mark_words(l, e));
    if (!str_equal(e->mark, STR("closed")))
        buf_format(out, "%*s%s\n", 4 * e->depth + 4, "", address);
}

static void put_html(struct letter *l, const struct entry *e, const char *address, struct buf *out)
{
    buf_format(out, "<p style=\"margin:0 0 8px %dpx\">", 20 * e->depth);
    if (str_equal(e->mark, STR("closed"))) {
        html_escaped(out, utf8_line(l->ctx, e->title));
    } else {
        buf_format(out, "<a href=\"%s\" style=\"color:inherit\"><b>", link_mailto(l->ctx, address, NULL, NULL));
        html_escaped(out, utf8_line(l->ctx, e->title));
        buf_text(out, "</b></a>");
    }
    html_escaped(out, mark_words(l, e));
    if (e->description.n > 0) {
        buf_text(out, "<br>");
        html_escaped(out, utf8_line(l->ctx, e->description));
    }
    if (!str_equal(e->mark, STR("closed"))) {
        buf_text(out, "<br><span style=\"font-size:14px;color:#6f7a86\">");
        html_escaped(out, address);
        buf_text(out, "</span>");
    }
    buf_text(out, "</p>\n");
}

void render_categories(struct letter *l)
{
    struct str rest = str_of(pairs_get(&l->pairs, "categories"));
    struct buf text, html;
    struct entry e;
    unsigned count = 0;

    buf_init(&text, l->ctx, CATEGORIES_TEXT);
    buf_init(&html, l->ctx, CATEGORIES_HTML);
    while (count < CATEGORIES && text.n < CATEGORIES_TEXT - PART && html.n < CATEGORIES_HTML - 4 * PART && next_entry(&rest, &e)) {
        const char *address = conf_address(l->ctx, l->f->conf, str_dup(l->ctx, e.path));

        count++;
        put_text(l, &e, address, &text);
        put_html(l, &e, address, &html);
    }
    if (rest.n > 0)
        values_put(&l->values, "left_out", "yes");
    values_html(&l->values, "categories", mem_format(l->ctx, "%.*s", STR_ARGS(str_trim_end(buf_view(&text)))), buf_string(&html));
}
