#include "forum/private.h"

/* Answers, comments, and what else a reply can be about a post. */

enum outcome answer_post(struct act *a, uint64_t post, struct fault *why)
{
    struct proposal p = {0};
    bool taken;
    enum outcome o;

    if ((o = see_post(a, post, &p.parent, why)) != DONE || (o = aside_apply(a, &p.parent, &taken, why)) != DONE || taken)
        return o;
    if (editor_means(a, &p.parent))
        return editor_apply(a, &p.parent, why);
    p.kind = p.parent.kind == POST_QUESTION ? POST_ANSWER : POST_COMMENT;
    if (p.parent.id != 0 && p.parent.author == a->actor.id && p.kind == POST_ANSWER && a->r.target == TARGET_RECEIPT)
        p.kind = POST_COMMENT; /* `add` to one's own question */
    if ((o = store_post_get(a->f->db, a->ctx, p.parent.thread, &p.question, why)) != DONE ||
        (o = store_category_get(a->f->db, a->ctx, p.parent.category, &p.category, why)) != DONE)
        return o;
    if (p.question.id != 0 && p.question.state != POST_VISIBLE)
        p.parent.state = p.question.state; /* nothing is added to a thread that was taken away */
    return posting_apply(a, &p, why);
}

/* The post an r token, or a reference of a misaddressed reply, stands for. */
enum outcome answer_apply(struct act *a, struct fault *why)
{
    if (act_post(a) == 0)
        return hold_quietly(a, HOLD_STRANGER, a->actor.id, "held-no-post", why);
    return answer_post(a, a->r.token.object, why);
}

enum outcome unrelated_apply(struct act *a, struct fault *why)
{
    if (a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    if (a->posted_anyway)
        return answer_apply(a, why);
    act_event(a, "held-unrelated");
    return hold_choice(a, HOLD_UNRELATED, "unrelated", act_post(a),
                       PHRASE("ok or drop"), why);
}

/* Rule 8: it came to a category or reply@, but answers a notice of ours. Where person and post are certain it is that
 * reply. */
enum outcome misaddressed_apply(struct act *a, struct fault *why)
{
    struct recipient referred;
    enum outcome o = forum_referred(a->f, a->m->origin.references, a->m->origin.reference_count, &referred, why);

    if (o != DONE)
        return o;
    if (referred.target == TARGET_NONE || referred.token.person != a->actor.id) {
        /* Not certain. Who asked a new question by replying to an old mail gets it posted by saying so. */
        if (a->posted_anyway && a->r.category != 0)
            return ask_apply(a, why);
        if (a->posted_anyway)
            return change_answer(a, "gone", say(a, "It could not be posted"),
                                 say(a, "What your message belongs to could not be found. To ask, write to a category.\n"),
                                 why);
        act_event(a, "held-misaddressed");
        return hold_choice(a, HOLD_UNRELATED, "misaddressed",
                           referred.target == TARGET_NONE ? 0 : referred.token.object, PHRASE("ok or drop"), why);
    }
    a->r = referred;
    return referred.target == TARGET_RECEIPT && !a->posted_anyway ? ambiguous_apply(a, why) : answer_apply(a, why);
}

/* ---- words for NOTICE_ASK ---- */

char *answer_about(struct act *a, uint64_t owner)
{
    const struct lang *l = language_of(a->f, a->ctx, owner);
    struct post post = {0};
    struct category category = {0};
    struct fault ignored;
    bool yes = false;

    switch (a->r.target) {
    case TARGET_QUESTION:
    case TARGET_POST:
    case TARGET_RECEIPT:
        if (store_post_get(a->f->db, a->ctx, a->r.token.object, &post, &ignored) != DONE || forum_sees(a->f, owner, &post, &yes, &ignored) != DONE || !yes)
            return mem_string(a->ctx, lang_say(l, "a reply"));
        if (a->m->intent.kind == INTENT_FOLLOW_UP)
            return mem_format(a->ctx, lang_say(l, "a question that follows up on a post in Q%llu"), (unsigned long long)post.thread);
        return mem_format(a->ctx, lang_say(l, a->r.target == TARGET_QUESTION ? "an answer to Q%llu" : "a comment on a post in Q%llu"),
                          (unsigned long long)post.thread);
    case TARGET_DIGESTED:
        return mem_string(a->ctx, lang_say(l, "a reply to a digest"));
    case TARGET_PROBLEM:
        return mem_string(a->ctx, lang_say(l, "a corrected post"));
    case TARGET_CATEGORY:
        if (store_category_get(a->f->db, a->ctx, a->r.category, &category, &ignored) == DONE && category.id != 0 &&
            store_category_seen(a->f->db, category.id, owner, &yes, &ignored) == DONE && yes)
            return mem_format(a->ctx, lang_say(l, "a question in %s"), category.title);
        return mem_string(a->ctx, lang_say(l, "a question"));
    case TARGET_LEAVE:
        return mem_string(a->ctx, lang_say(l, "a request to leave"));
    default:
        return mem_string(a->ctx, lang_say(l, "a command"));
    }
}
