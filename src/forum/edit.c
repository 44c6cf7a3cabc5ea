#include "forum/private.h"

/* One's own post, anew: replaced after its receipt, or corrected after a refusal. */

enum outcome edit_post(struct act *a, uint64_t number, struct fault *why)
{
    struct post post = {0};
    struct proposal p = {0};
    struct problems list = {0};
    enum review_reason waits;
    enum outcome o;

    if ((o = store_post_get(a->f->db, a->ctx, number, &post, why)) != DONE)
        return o;
    if (post.id == 0 || post.author != a->actor.id || post.state != POST_VISIBLE)
        return change_answer(a, "gone", "Nothing was changed", "That post cannot be changed any more.\n", why);
    p.kind = POST_COMMENT; /* the title stays as it is: only the words are looked at */
    p.parent = post;
    if ((o = store_category_get(a->f->db, a->ctx, post.category, &p.category, why)) != DONE ||
        (o = posting_prepare(a, &p, post.thread, &list, why)) != DONE)
        return o;
    p.kind = post.kind == POST_QUESTION ? POST_ANSWER : post.kind;
    if ((o = rules_check(a, &p, &list, why)) != DONE)
        return o;
    if (list.count > 0)
        return rules_refuse(a, &p, &list, why);
    if (a->show != 0 || (*p.found != '\0' && !a->as_is && !a->redact))
        return posting_hold(a, &p, why);
    if ((o = moderate_reason(a, &p, &waits, why)) != DONE ||
        (o = store_post_revise(a->f->db, post.id, post.title, p.body, a->f->now, why)) != DONE)
        return o;
    if (waits != 0) /* what nobody may see unseen may not come in by an edit either */
        return (o = points_state(a->f, a->ctx, &post, POST_WAITING, why)) != DONE ? o : moderate_queue(a, &post, waits, why);
    a->out->post = post.id;
    act_event(a, "post-edited");
    change_told(
        a, a->actor.id, "edited", mem_format(a->ctx, "Q%llu: your text was replaced", (unsigned long long)post.thread),
        mem_format(a->ctx, "What you wrote in Q%llu now reads:\n\n%s\n", (unsigned long long)post.thread, p.body));
    return DONE;
}

enum outcome edit_apply(struct act *a, struct fault *why)
{
    if (a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    if (a->r.target != TARGET_RECEIPT)
        return answer_apply(a, why);
    return edit_post(a, a->r.token.object, why);
}

enum outcome ambiguous_apply(struct act *a, struct fault *why)
{
    if (a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    act_event(a, "held-choice");
    return hold_choice(a, HOLD_CHOICE, "receipt", a->r.token.object, "add, replace or drop", why);
}

/* Takes a first line "Title: ..." off the words. */
static char *title_line(const void *ctx, char **words)
{
    struct str rest = str_of(*words), line = STR_EMPTY;

    while (str_next_line(&rest, &line) && str_trim(line).n == 0)
        continue;
    line = str_trim(line);
    if (!str_starts_nocase(line, STR("title:")))
        return NULL;
    *words = str_dup(ctx, str_trim(rest));
    return utf8_line(ctx, str_from_index(line, 6));
}

/* The refused mail with what its author now wrote: words, and title, name and tags where they gave any. */
static void correct(struct act *a, const struct mail *before, struct mail *out)
{
    const struct intent *now = &a->m->intent;
    char *words = now->words, *title = title_line(a->ctx, &words);

    *out = *before;
    out->origin = a->m->origin;
    memcpy(out->body_hash, a->m->body_hash, sizeof out->body_hash);
    out->quote_cut = a->m->quote_cut;
    out->signature_cut = a->m->signature_cut;
    out->encrypted = a->m->encrypted;
    out->attachments = a->m->attachments;
    out->attachment_count = a->m->attachment_count;
    out->intent.only_attachments = now->only_attachments;
    if (title != NULL)
        out->intent.title = title;
    if (title == NULL || *words != '\0') /* a new title alone leaves the words as they were */
        out->intent.words = words;
    if (now->tag_count > 0 || title != NULL) {
        out->intent.tags = now->tags;
        out->intent.tag_count = now->tag_count;
    }
    if (now->name != NULL || now->anonymous) {
        out->intent.name = now->name;
        out->intent.anonymous = now->anonymous;
    }
}

/* A reply to a refusal: the mail it was about, corrected. */
enum outcome corrected_apply(struct act *a, struct fault *why)
{
    struct held h = {0};
    struct mail before, corrected;
    enum outcome o = store_held_get(a->f->db, a->ctx, a->r.token.object, &h, why);

    if (o != DONE)
        return o;
    if (h.id == 0 || h.person != a->actor.id || h.state != HELD_WAITING || h.reason != HOLD_REFUSED) {
        act_event(a, "correction-late");
        return change_answer(a, "gone", "Too late to correct it",
                             "That message is not kept any more. Please send it anew.\n", why);
    }
    if ((o = hold_open(a->f, a->ctx, &h, &before, why)) != DONE)
        return o;
    correct(a, &before, &corrected);
    return hold_release(a, &h, &a->actor, &corrected, why);
}
