#include "notify/private.h"

/* Items of a digest that tell what became of something: a best answer, an outcome; or that a moderator is to decide about. What they say stands in
 * the notice itself, as in a mail of its own, and as there to those as well who want of posts the titles only. */

enum { WIDTH = 76 };

/* What a moderator reads to decide, and the address that does. Of what waits it is the whole text: nobody lets pass what they have not read. */
static void put_desk(struct letter *l, const struct notice *item)
{
    bool review = item->kind == NOTICE_REVIEW, cut;
    uint64_t revision = 0, count = 0;
    const char *waits = pairs_get(&l->pairs, "why");
    const char *text = pairs_get(&l->pairs, "text");
    char *address;

    str_number(str_of(pairs_get(&l->pairs, "revision")), UINT32_MAX, &revision);
    str_number(str_of(pairs_get(&l->pairs, "count")), UINT32_MAX, &count);
    address = review ? link_decide(l, item->about, (unsigned)revision) : link_token(l, TOKEN_DO, VERB_FLAGGED, item->about);
    values_html(&l->values, "reply", address, link_mailto(l->ctx, address, mem_format(l->ctx, "Re: %s", pairs_get(&l->pairs, "title")), NULL));
    values_line(&l->values, "title", pairs_get(&l->pairs, "title"));
    values_put(&l->values, review ? "is_held" : "is_flagged", "yes");
    values_put(&l->values, "decides", "yes");
    letter_kind(l, "kind", "a", pairs_get(&l->pairs, "kind"));
    values_line(&l->values, "why", lang_say(l->lang, waits));
    values_put(&l->values, "people", letter_people(l, count));
    if (count == 1)
        values_put(&l->values, "once", "yes");
    values_line(&l->values, "author", pairs_get(&l->pairs, "name"));
    values_line(&l->values, "reason", pairs_get(&l->pairs, "reason"));
    letter_markdown(l, "body", review ? text : digest_beginning(l->ctx, text, &cut), WIDTH);
}

/* Nothing of the answer stands in it: its writer knows it. */
static void put_best(struct letter *l, const struct notice *item)
{
    char *address = link_token(l, TOKEN_REPLY, REPLY_TO_NOTICE, item->about);

    values_put(&l->values, "is_best", "yes");
    values_put(&l->values, "re", "Re: ");
    values_line(&l->values, "title", pairs_get(&l->pairs, "subject"));
    values_html(&l->values, "reply", address, link_mailto(l->ctx, address, mem_format(l->ctx, "Re: %s", pairs_get(&l->pairs, "subject")), NULL));
}

/* Nothing answers it: whether others still see what it is about, it does not know. */
static void put_outcome(struct letter *l)
{
    bool cut;
    char *text = digest_beginning(l->ctx, pairs_get(&l->pairs, "text"), &cut);
    struct buf html;

    values_put(&l->values, "is_outcome", "yes");
    values_line(&l->values, "title", pairs_get(&l->pairs, "subject"));
    buf_init(&html, l->ctx, 16 * 1024);
    html_lines(l->ctx, l->lang, text, &html);
    values_html(&l->values, "body", text, html.full ? NULL : buf_string(&html));
}

enum outcome digest_told(struct letter *l, const struct notice *item, bool *gone, struct fault *why)
{
    struct post post = {0};
    struct category category = {0};
    bool sees = false;
    enum outcome o = payload_open(l->f, l->ctx, item->payload, &l->pairs, why);

    if (o != DONE || (o = store_post_get(l->f->db, l->ctx, item->about, &post, why)) != DONE ||
        (o = forum_sees(l->f, l->n->person, &post, &sees, why)) != DONE || (o = store_category_get(l->f->db, l->ctx, post.category, &category, why)) != DONE)
        return o;
    *gone = !sees;
    values_line(&l->values, "category", category.title);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post.thread));
    if (item->kind == NOTICE_BEST)
        put_best(l, item);
    else if (item->kind == NOTICE_OUTCOME)
        put_outcome(l);
    else
        put_desk(l, item);
    if (post.thread != 0 && item->kind != NOTICE_REVIEW)
        values_html(&l->values, "get", "yes",
                    link_mailto(l->ctx, link_token(l, TOKEN_DO, VERB_GET, post.thread), mem_format(l->ctx, "get Q%llu", (unsigned long long)post.thread), "get"));
    return DONE;
}
