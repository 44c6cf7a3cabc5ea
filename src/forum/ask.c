#include "forum/private.h"

/* A mail to a category is a question. */
enum outcome ask_apply(struct act *a, struct fault *why)
{
    struct proposal p = {.kind = POST_QUESTION};
    uint64_t category = a->r.category;
    enum outcome o;

    if (category == 0)
        return hold_quietly(a, HOLD_STRANGER, a->actor.id, "held-no-category", why);
    if ((o = see_category(a, category, &p.category, why)) != DONE)
        return o;
    p.nowhere = p.category.id == 0;
    return posting_apply(a, &p, why);
}

/* A reply to an answer or comment that says it is a question of its own. It stands in that question's category, and tells what it came of;
 * its asker has another name there than in the thread it came of. */
enum outcome follow_up_apply(struct act *a, struct fault *why)
{
    struct proposal p = {.kind = POST_QUESTION};
    struct post question = {0};
    enum outcome o;

    if (act_post(a) == 0)
        return answer_apply(a, why);
    if ((o = see_post(a, a->r.token.object, &p.follows, why)) != DONE || p.follows.id == 0)
        return o != DONE ? o : answer_apply(a, why); /* says that it is gone */
    if ((o = store_post_get(a->f->db, a->ctx, p.follows.thread, &question, why)) != DONE ||
        (o = store_category_get(a->f->db, a->ctx, p.follows.category, &p.category, why)) != DONE)
        return o;
    if (question.state != POST_VISIBLE)
        p.follows.state = question.state;
    return posting_apply(a, &p, why);
}
