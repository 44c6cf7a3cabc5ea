#include "forum/private.h"

/* The text of a thread as it was ever sent, up to a limit. */
struct gather {
    struct buf text;
    const void *ctx;
};

static void gather_revision(void *arg, const struct post *p)
{
    struct gather *g = arg;

    if (p->title != NULL && *p->title != '\0') {
        buf_text(&g->text, p->title);
        buf_char(&g->text, '\n');
    }
    if (p->body != NULL)
        buf_text(&g->text, p->body);
    buf_text(&g->text, "\n\n");
}

enum outcome forum_known(const struct forum *f, const void *ctx, const struct recipient *r, struct str notice_text,
                         struct known *out, struct fault *why)
{
    struct gather g = {.ctx = ctx};
    struct post post = {0}, question = {0};
    enum outcome o;

    *out = (struct known){
        .recipient = *r, .text = STR_EMPTY, .subject = mem_string(ctx, ""), .post_text = mem_string(ctx, "")};
    buf_init(&g.text, ctx, (size_t)f->conf->limits.known_text);
    buf_str(&g.text, notice_text);
    buf_char(&g.text, '\n');
    if (r->target != TARGET_QUESTION && r->target != TARGET_POST && r->target != TARGET_RECEIPT && r->target != TARGET_REVIEW)
        goto out;
    if ((o = store_post_get(f->db, ctx, r->token.object, &post, why)) != DONE)
        return o;
    if (post.id == 0)
        goto out;
    if ((o = store_post_get(f->db, ctx, post.thread, &question, why)) != DONE ||
        (o = store_thread_revisions(f->db, post.thread, gather_revision, &g, why)) != DONE)
        return o;
    if (question.title != NULL)
        out->subject = question.title;
    if (r->target == TARGET_RECEIPT && post.body != NULL)
        out->post_text = post.body;
out:
    out->text = utf8_prefix_bytes(buf_view(&g.text), (size_t)f->conf->limits.known_text);
    return DONE;
}
