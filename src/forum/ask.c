#include "forum/private.h"

/* A mail to a category is a question. */
enum outcome ask_apply(struct act *a, struct fault *why)
{
    struct proposal p = {.kind = POST_QUESTION};
    uint64_t category = a->r.category;
    enum outcome o;

    if (category == 0)
        return hold_quietly(a, HOLD_STRANGER, a->actor.id, "held-no-category", why);
    if ((o = store_category_get(a->f->db, a->ctx, category, &p.category, why)) != DONE)
        return o;
    return posting_apply(a, &p, why);
}
