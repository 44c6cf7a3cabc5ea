#include "notify/private.h"

/* What was asked before, below a question: a few titles, and in its receipt more, with how an answer to each begins. */

enum { RELATED = 5, RELATED_TITLES = 3, BEGINNING = 140, RELATED_TEXT = 8 * 1024, RELATED_HTML = 16 * 1024 };

/* As the post has it: "12:14". */
static bool read_pair(struct str word, uint64_t *question, uint64_t *answer)
{
    size_t colon = str_index(word, ':');

    return str_number(str_from(word.p, colon), UINT64_C(1) << 34, question) &&
           str_number(str_from_index(word, colon < word.n ? colon + 1 : colon), UINT64_C(1) << 34, answer);
}

static void put_question(struct letter *l, const struct post *q, struct buf *text, struct buf *html)
{
    char *label = forum_label(l->ctx, q), *title = utf8_line(l->ctx, str_of(q->title));

    buf_format(text, "%s%s: %s\n", text->n > 0 ? "\n" : "", label, title);
    buf_format(html, "<p style=\"margin:0 0 8px\"><a href=\"%s\" style=\"color:inherit\">%s</a>: ",
               link_mailto(l->ctx, link_token(l, TOKEN_DO, VERB_GET, q->id), mem_format(l->ctx, "get %s", label), "get"), label);
    html_escaped(html, title);
}

static void put_answer(struct letter *l, const struct post *answer, struct buf *text, struct buf *html)
{
    char *start = letter_beginning(l->ctx, answer->body, BEGINNING);

    buf_format(text, "    %s\n", start);
    buf_text(html, "<br><span style=\"font-size:14px;color:#6f7a86\">");
    html_escaped(html, start);
    buf_text(html, "</span>");
}

/* What was taken away since is left out. */
static enum outcome put_pair(struct letter *l, uint64_t question, uint64_t answer, struct buf *text, struct buf *html, struct fault *why)
{
    bool whole = l->n->kind == NOTICE_RECEIPT && l->n->content == FROZEN_FULL && answer != 0;
    struct post q, a = {0};
    enum outcome o = letter_visible(l, question, &q, why);

    if (o != DONE)
        return o == REFUSED ? DONE : o;
    if (whole && (o = letter_visible(l, answer, &a, why)) == RETRY)
        return o;
    put_question(l, &q, text, html);
    if (whole && o == DONE)
        put_answer(l, &a, text, html);
    buf_text(html, "</p>\n");
    return DONE;
}

enum outcome render_related(struct letter *l, struct fault *why)
{
    struct str rest = str_of(l->post.related), word;
    struct buf text, html;
    uint64_t question, answer;
    unsigned most = l->n->kind == NOTICE_RECEIPT ? RELATED : RELATED_TITLES;
    enum outcome o = DONE;

    buf_init(&text, l->ctx, RELATED_TEXT);
    buf_init(&html, l->ctx, RELATED_HTML);
    for (unsigned i = 0; i < most && o == DONE && str_next_word(&rest, &word); i++)
        if (read_pair(word, &question, &answer))
            o = put_pair(l, question, answer, &text, &html, why);
    if (o == DONE && text.n > 0 && !text.full && !html.full)
        values_html(&l->values, "related", str_dup(l->ctx, str_trim_end(buf_view(&text))), buf_string(&html));
    return o;
}
