#include "notify/private.h"

/* A mail of posts somebody asked for: each with who wrote it, its beginning or all of it, and an address to answer it. */

enum { WIDTH = 76, BEGINNING = 240, LIST_TEXT = 256 * 1024, LIST_HTML = 512 * 1024, POST_TEXT = 128 * 1024, POSTS = 200 };

struct post_list {
    struct letter *l;
    bool whole;
    struct buf text, html;
    struct post question; /* of the thread the last post belonged to */
    unsigned count, left_out;
};

static const char *reply_word(const struct letter *l, const struct post *p)
{
    return lang_say(l->lang, p->kind == POST_QUESTION ? "Answer" : "Comment");
}

char *letter_beginning(const void *ctx, const char *body, size_t characters)
{
    struct str line = str_of(utf8_line(ctx, str_of(body))), shown = utf8_prefix(line, characters);

    return shown.n < line.n ? mem_format(ctx, "%.*s \xe2\x80\xa6", STR_ARGS(str_trim_end(shown))) : str_dup(ctx, line);
}

static void put_title(struct post_list *list, const struct post *p)
{
    const char *title = utf8_line(list->l->ctx, str_of(p->title));

    buf_format(&list->text, "Q%llu: %s\n", (unsigned long long)p->id, title);
    buf_format(&list->html, "<h2 style=\"margin:28px 0 2px;font-size:18px;line-height:1.3\">Q%llu: ", (unsigned long long)p->id);
    html_escaped(&list->html, title);
    buf_text(&list->html, "</h2>\n");
}

/* Beginnings may be of several threads: each says of which, as long as that is there. */
static bool titled(const struct post_list *list)
{
    return !list->whole && list->question.state == POST_VISIBLE;
}

static void put_about(struct post_list *list, const struct post *p, const char *about, bool below_title)
{
    const char *label = p->kind == POST_QUESTION ? "" : mem_format(list->l->ctx, "%s, ", forum_label(list->l->ctx, p)); /* its title has it */

    buf_format(&list->text, "%s%s%s\n", label, about, list->whole ? ":" : "");
    buf_format(&list->html, "<p style=\"margin:%s 0 8px;font-size:14px;color:#6f7a86\">%s", below_title ? "0" : "28px", label);
    html_escaped(&list->html, about);
    buf_text(&list->html, "</p>\n");
}

static void put_body(struct post_list *list, const struct post *p)
{
    const void *ctx = list->l->ctx;
    struct buf text, html;

    if (!list->whole) {
        char *start = letter_beginning(ctx, p->body, BEGINNING);

        buf_format(&list->text, "%s\n", start);
        buf_text(&list->html, "<p style=\"margin:0 0 8px\">");
        html_escaped(&list->html, start);
        buf_text(&list->html, "</p>\n");
        return;
    }
    buf_init(&text, ctx, POST_TEXT);
    buf_init(&html, ctx, POST_TEXT);
    mime_markdown_to_text(ctx, str_of(p->body), WIDTH, &text);
    mime_markdown_to_html(ctx, str_of(p->body), &html);
    buf_format(&list->text, "\n%.*s\n\n", STR_ARGS(str_trim_end(buf_view(&text))));
    buf_format(&list->html, "<div>%.*s</div>\n", STR_ARGS(html.full ? STR_EMPTY : buf_view(&html)));
}

static void put_link(struct buf *html, const char *href, const char *word)
{
    buf_format(html,
               "<a href=\"%s\" style=\"display:inline-block;margin:0 8px 0 0;padding:4px 12px;border:1px solid #8a94a0;border-radius:14px;"
               "color:inherit;font-size:14px;text-decoration:none\">%s</a>",
               href, word);
}

static void put_links(struct post_list *list, const struct post *p)
{
    struct letter *l = list->l;
    char *address = link_token(l, TOKEN_REPLY, REPLY_TO_NOTICE, p->id);
    char *subject = mem_format(l->ctx, "Re: %s", forum_title(l->ctx, l->n->person, &list->question));
    char *number = mem_format(l->ctx, "get Q%llu", (unsigned long long)p->id);

    buf_format(&list->text, "%s: %s\n\n", reply_word(l, p), address);
    buf_text(&list->html, "<p style=\"margin:0\">");
    put_link(&list->html, link_mailto(l->ctx, address, subject, NULL), reply_word(l, p));
    if (!list->whole)
        put_link(&list->html, link_mailto(l->ctx, link_token(l, TOKEN_DO, VERB_GET, p->id), number, "get"), lang_say(l->lang, "Read"));
    buf_text(&list->html, "</p>\n");
}

/* A post that was taken away since is left out. */
static enum outcome put_post(struct post_list *list, uint64_t id, const char *about, struct fault *why)
{
    struct post p;
    bool sees = false, title;
    enum outcome o = store_post_get(list->l->f->db, list->l->ctx, id, &p, why);

    if (o == DONE)
        o = forum_sees(list->l->f, list->l->n->person, &p, &sees, why);
    if (o != DONE || !sees || p.state != POST_VISIBLE)
        return o;
    if (list->text.n > LIST_TEXT - POST_TEXT || list->html.n > LIST_HTML - 2 * POST_TEXT) {
        list->left_out++;
        return DONE;
    }
    if (p.kind == POST_QUESTION)
        list->question = p;
    else if (list->question.id != p.thread && (o = store_post_get(list->l->f->db, list->l->ctx, p.thread, &list->question, why)) != DONE)
        return o;
    if (list->count++ > 0 && list->whole)
        buf_char(&list->text, '\n');
    title = p.kind == POST_QUESTION || titled(list);
    if (title)
        put_title(list, &list->question);
    put_about(list, &p, about, title);
    put_body(list, &p);
    put_links(list, &p);
    return DONE;
}

/* "NUMBER WORDS" */
static enum outcome put_line(struct post_list *list, struct str line, struct fault *why)
{
    size_t space = str_index(line, ' ');
    uint64_t id;

    if (!str_number(str_from(line.p, space), (1ull << 34) - 1, &id))
        return DONE;
    return put_post(list, id, utf8_line(list->l->ctx, str_trim(str_from_index(line, space))), why);
}

enum outcome render_list(struct letter *l, struct fault *why)
{
    struct post_list list = {.l = l, .whole = pairs_get(&l->pairs, "whole")[0] != '\0'};
    struct str rest = str_of(pairs_get(&l->pairs, list.whole ? "whole" : "items")), line;
    enum outcome o = DONE;

    buf_init(&list.text, l->ctx, LIST_TEXT);
    buf_init(&list.html, l->ctx, LIST_HTML);
    for (unsigned i = 0; o == DONE && i < POSTS && str_next_line(&rest, &line); i++)
        o = put_line(&list, line, why);
    if (o != DONE)
        return o;
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    if (list.left_out > 0 || rest.n > 0)
        values_put(&l->values, "left_out", "yes");
    if (!list.whole)
        values_put(&l->values, "short", "yes");
    values_html(&l->values, "posts", mem_format(l->ctx, "%.*s", STR_ARGS(str_trim_end(buf_view(&list.text)))), buf_string(&list.html));
    return DONE;
}
