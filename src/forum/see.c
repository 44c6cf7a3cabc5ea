#include "forum/private.h"

/* Who sees what: nothing of a members-only category is there for somebody it has not let in. Lists are chosen by the same rule in store/. */

enum outcome forum_sees(const struct forum *f, uint64_t person, const struct post *p, bool *yes, struct fault *why)
{
    *yes = false;
    return p->id == 0 ? DONE : store_category_seen(f->db, p->category, person, yes, why);
}

enum outcome see_post(struct act *a, uint64_t number, struct post *out, struct fault *why)
{
    bool yes;
    enum outcome o = store_post_get(a->f->db, a->ctx, number, out, why);

    if (o == DONE && (o = forum_sees(a->f, a->actor.id, out, &yes, why)) == DONE && !yes)
        *out = (struct post){0};
    return o;
}

static enum outcome unless_hidden(struct act *a, enum outcome o, struct category *out, struct fault *why)
{
    bool yes = !out->members_only;

    if (o == DONE && !yes)
        o = store_category_seen(a->f->db, out->id, a->actor.id, &yes, why);
    if (!yes)
        *out = (struct category){0};
    return o;
}

enum outcome see_category(struct act *a, uint64_t number, struct category *out, struct fault *why)
{
    return unless_hidden(a, store_category_get(a->f->db, a->ctx, number, out, why), out, why);
}

enum outcome see_category_named(struct act *a, struct str path, struct category *out, struct fault *why)
{
    return unless_hidden(a, store_category_by_path(a->f->db, a->ctx, path, out, why), out, why);
}
