#include "notify/private.h"

/* What was gathered, as one mail: each item with its number, its beginning, and an address of its own. */

enum { WIDTH = 76, BEGINNING = 900, ITEM_LIMIT = 64 * 1024, ITEMS_LIMIT = 384 * 1024 };

struct digest {
    struct letter *l;
    struct buf text, html;
    unsigned place; /* of the last item: it keeps its number when one before it was taken away */
    bool answered, decided, told; /* by a reply: items that are posts, and such a moderator decides about; and what else there is */
};

/* Visible, as it stood when the digest was settled; id 0: it, or what it belongs to, was taken away since. */
static enum outcome told_post(const struct letter *l, uint64_t id, unsigned revision, struct post *out, struct fault *why)
{
    bool sees = false, gone;
    enum outcome o = store_post_get(l->f->db, l->ctx, id, out, why);

    if (o == DONE)
        o = forum_sees(l->f, l->n->person, out, &sees, why);
    gone = o == DONE && (!sees || out->state != POST_VISIBLE);

    while (o == DONE && !gone && out->revision > 1 && (revision != 0 ? out->revision > revision : out->revised >= l->n->date))
        o = store_post_revision(l->f->db, l->ctx, id, out->revision - 1, out, why);
    if (gone)
        out->id = 0;
    return o;
}

/* The post and its question; question->id 0: it is not told any more. */
static enum outcome read_item(const struct letter *l, const struct notice *item, struct post *post, struct post *question, struct fault *why)
{
    struct post parent = {0};
    enum outcome o = told_post(l, item->post, item->revision, post, why);

    *question = *post;
    if (o != DONE || post->id == 0 || post->kind == POST_QUESTION)
        return o;
    o = told_post(l, post->thread, 0, question, why);
    if (o == DONE && question->id != 0 && post->parent != post->thread) {
        o = told_post(l, post->parent, 0, &parent, why);
        question->id = parent.id == 0 ? 0 : question->id;
    }
    return o;
}

char *digest_beginning(const void *ctx, const char *body, bool *cut)
{
    struct str whole = str_trim(str_of(body)), shown = utf8_prefix(whole, BEGINNING);
    size_t space = shown.n;

    *cut = shown.n < whole.n;
    if (!*cut)
        return str_dup(ctx, whole);
    while (space > shown.n / 2 && shown.p[space - 1] != ' ' && shown.p[space - 1] != '\n')
        space--;
    shown = str_trim_end(str_from(shown.p, space > shown.n / 2 ? space : shown.n));
    return mem_format(ctx, "%.*s \xe2\x80\xa6", STR_ARGS(shown));
}

static void put_kind(struct values *v, enum notice_kind kind)
{
    static const struct {
        enum notice_kind kind;
        const char *name;
    } names[] = {{NOTICE_QUESTION, "is_question"}, {NOTICE_ANSWER, "is_answer"}, {NOTICE_COMMENT, "is_comment"}, {NOTICE_THREAD, "is_thread"}, {NOTICE_FOLLOWED, "is_followed"},
                 {NOTICE_AFTER, "is_after"},       {NOTICE_MENTION, "is_mention"}, {NOTICE_CATEGORY, "is_category"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].kind == kind)
            values_put(v, names[i].name, "yes");
}

static void put_texts(struct letter *l, const struct notice *item, const struct post *post)
{
    bool cut;
    char *text = digest_beginning(l->ctx, post->body, &cut);

    if (l->n->content == FROZEN_TITLE)
        return;
    values_line(&l->values, "author", post->name);
    letter_markdown(l, "body", text, WIDTH);
    if (cut)
        values_put(&l->values, "left_out", "yes");
    if (item->corrects != 0)
        values_put(&l->values, "corrected", "yes");
}

/* The values of a post, for its template. */
static enum outcome post_values(struct letter *l, const struct notice *item, const struct post *post, const struct post *question,
                                struct fault *why)
{
    struct category category = {0};
    char *address = link_token(l, TOKEN_REPLY, REPLY_TO_NOTICE, post->id);
    enum outcome o = store_category_get(l->f->db, l->ctx, question->category, &category, why);

    values_line(&l->values, "title", question->title);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)question->id));
    if (category.id != 0)
        values_line(&l->values, "category", category.title);
    if (post->kind != POST_QUESTION)
        values_put(&l->values, "re", "Re: ");
    put_kind(&l->values, item->kind);
    put_texts(l, item, post);
    values_html(&l->values, "reply", address, link_mailto(l->ctx, address, mem_format(l->ctx, "Re: %s", question->title), NULL));
    values_html(&l->values, "get", "yes",
                link_mailto(l->ctx, link_token(l, TOKEN_DO, VERB_GET, question->id), mem_format(l->ctx, "get Q%llu", (unsigned long long)question->id), "get"));
    return o;
}

static enum outcome item_values(struct digest *d, struct letter *l, const struct notice *item, bool *gone, struct fault *why)
{
    bool of_post = kind_of(item->kind)->about_post, desk = item->kind == NOTICE_REVIEW || item->kind == NOTICE_FLAGGED;
    struct post post, question;
    enum outcome o;

    l->values = (struct values){.ctx = l->ctx};
    values_number(&l->values, "place", d->place);
    o = of_post ? read_item(l, item, &post, &question, why) : digest_told(l, item, gone, why);
    if (o != DONE)
        return o;
    if (of_post)
        *gone = post.id == 0 || question.id == 0;
    if (*gone)
        return DONE;
    d->told = d->told || !of_post;
    d->decided = d->decided || desk;
    d->answered = d->answered || of_post || item->kind == NOTICE_BEST;
    return of_post ? post_values(l, item, &post, &question, why) : DONE;
}

static enum outcome put_item(struct digest *d, const struct notice *item, struct fault *why)
{
    struct letter one = *d->l;
    struct buf text, html;
    bool gone = false;
    enum outcome o;

    d->place++;
    if (d->text.n > ITEMS_LIMIT - ITEM_LIMIT)
        return DONE;
    if ((o = item_values(d, &one, item, &gone, why)) != DONE || gone)
        return o;
    buf_init(&text, d->l->ctx, ITEM_LIMIT);
    buf_init(&html, d->l->ctx, ITEM_LIMIT);
    if ((o = template_expand(one.lang, "digest_item.txt", &one.values, &text, why)) != DONE ||
        (o = template_expand(one.lang, "digest_item.html", &one.values, &html, why)) != DONE)
        return o;
    buf_format(&d->text, "%.*s\n\n\n", STR_ARGS(str_trim(buf_view(&text))));
    if (!html.full)
        buf_str(&d->html, buf_view(&html));
    return DONE;
}

/* What stands in it, and what a reply does. */
static void put_heads(const struct digest *d, uint64_t count)
{
    struct letter *l = d->l;

    values_put(&l->values, "new_posts",
               mem_format(l->ctx, d->told ? lang_count(l->lang, count, "%llu piece of news", "%llu pieces of news")
                                          : lang_count(l->lang, count, "%llu new post", "%llu new posts"), (unsigned long long)count));
    if (count == 1)
        values_put(&l->values, "one", "yes");
    if (d->answered || d->decided)
        values_put(&l->values, "answerable", "yes");
    if (d->answered)
        values_put(&l->values, "public", "yes");
    if (d->decided)
        values_put(&l->values, "decides", "yes");
}

static void put_words(struct letter *l)
{
    const struct word words[] = {
        {"settings", link_token(l, TOKEN_DO, VERB_SETTINGS, 0), PHRASE("how often this comes, and what is in it")},
        {"stop", link_token(l, TOKEN_DO, VERB_STOP, 0), PHRASE("no more mail at all")},
    };

    link_words(l, words, sizeof words / sizeof *words);
}

enum outcome render_digest(struct letter *l, struct fault *why)
{
    uint64_t id = l->n->digest != 0 ? l->n->digest : l->n->id, rest = 0;
    struct digest d = {.l = l};
    struct notice *list;
    size_t count;
    enum outcome o = store_digest_items(l->f->db, l->ctx, id, NOTICE_DIGESTED, DIGEST_ITEMS, &list, &count, why);

    buf_init(&d.text, l->ctx, ITEMS_LIMIT);
    buf_init(&d.html, l->ctx, 2 * ITEMS_LIMIT);
    if (o == DONE)
        o = store_digest_left_out(l->f->db, id, &rest, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        o = put_item(&d, &list[i], why);
    if (o != DONE)
        return o;
    if (d.text.n == 0)
        return fault_set(why, REFUSED, "5.3.0", "what this digest told of is no longer there");
    l->reply_address = link_token(l, TOKEN_REPLY, REPLY_TO_DIGEST, id);
    l->reply_name = l->f->conf->forum.name;
    values_line(&l->values, "request", conf_address(l->ctx, l->f->conf, "request"));
    put_heads(&d, count + rest);
    if (rest > 0)
        values_put(&l->values, "no_room",
                   mem_format(l->ctx, lang_count(l->lang, rest, "There is %llu more than a mail can hold.", "There are %llu more than a mail can hold."), (unsigned long long)rest));
    values_html(&l->values, "posts", mem_format(l->ctx, "%.*s", STR_ARGS(str_trim_end(buf_view(&d.text)))), buf_string(&d.html));
    put_words(l);
    return DONE;
}
