#include "forum/private.h"

/* A u token: whoever holds it may end what it names; the person it belongs to is told once, and can undo it unless they are blocked. */

static enum outcome leave(struct act *a, const struct token *t, struct person *p, bool *changed, struct fault *why)
{
    struct post post = {0};
    struct follow follow;
    bool muted = false;
    enum outcome o;

    switch (t->verb) {
    case UNSUBSCRIBE_CATEGORY:
        return store_unsubscribe(a->f->db, t->object, t->person, changed, why);
    case UNSUBSCRIBE_THREAD:
        if ((o = store_post_get(a->f->db, a->ctx, t->object, &post, why)) != DONE || post.id == 0 ||
            (o = store_muted(a->f->db, post.thread, t->person, &muted, why)) != DONE)
            return o;
        *changed = !muted;
        return store_mute(a->f->db, post.thread, t->person, true, why);
    case UNSUBSCRIBE_FOLLOW:
        if ((o = follow_behind(a, t->person, t->object, &follow, why)) != DONE || follow.subject == NULL)
            return o;
        return store_unfollow(a->f->db, t->person, follow.kind, follow.subject, changed, why);
    default:
        return person_stop(a->f, p, changed, why);
    }
}

static enum outcome describe(struct act *a, const struct token *t, char **text, enum verb *undo, struct fault *why)
{
    const struct lang *l = language_of(a->f, a->ctx, t->person);
    struct category category = {0};
    struct follow follow;
    bool seen = false;
    enum outcome o;

    switch (t->verb) {
    case UNSUBSCRIBE_CATEGORY:
        *undo = VERB_SUBSCRIBE;
        if ((o = store_category_get(a->f->db, a->ctx, t->object, &category, why)) != DONE ||
            (o = store_category_seen(a->f->db, t->object, t->person, &seen, why)) != DONE)
            return o;
        if (category.id != 0 && !seen) {
            *undo = VERB_NONE;
            *text = mem_string(a->ctx, lang_say(l, "You get no more of what that mail was about.\n"));
        } else if (category.id == 0) {
            *undo = VERB_NONE;
            *text = mem_string(a->ctx, lang_say(l, "You get no more new questions of any category.\n"));
        } else {
            *text = mem_format(a->ctx, lang_say(l, "You get no more new questions of %s.\n"), category.title);
        }
        return DONE;
    case UNSUBSCRIBE_THREAD:
        *undo = VERB_UNMUTE;
        *text = mem_format(a->ctx, lang_say(l, "You hear no more of Q%llu.\n"), (unsigned long long)t->object);
        return DONE;
    case UNSUBSCRIBE_FOLLOW:
        if ((o = follow_behind(a, t->person, t->object, &follow, why)) != DONE)
            return o;
        *undo = follow.subject == NULL ? VERB_NONE : VERB_FOLLOW;
        *text = follow.subject == NULL ? mem_string(a->ctx, lang_say(l, "You no longer follow it.\n"))
                                       : mem_format(a->ctx, lang_say(l, "You no longer follow %s.\n"), follow.shown);
        return DONE;
    default:
        *undo = VERB_START;
        *text = mem_string(a->ctx, lang_say(l, "The forum sends you no more mail. This was the last one.\n"));
        return DONE;
    }
}

enum outcome leave_apply(struct act *a, struct fault *why)
{
    const struct token *t = &a->r.token;
    const struct lang *l = language_of(a->f, a->ctx, t->person);
    struct person p = {0};
    bool changed = false, allowed, blocked;
    enum verb undo;
    char *text;
    enum outcome o = store_person_get(a->f->db, a->ctx, t->person, &p, why);

    act_event(a, "left");
    a->out->person = t->person;
    blocked = p.state == PERSON_BLOCKED; /* no reply of theirs would be taken */
    if (o != DONE || (o = leave(a, t, &p, &changed, why)) != DONE || !changed)
        return o;
    /* Coming and going in circles tells no more than once a day. */
    if ((o = gate_budget(a->f, "told-left", t->person << 8 | t->verb, DAY, 1, &allowed, why)) != DONE || !allowed ||
        (o = describe(a, t, &text, &undo, why)) != DONE)
        return o;

    struct change *c =
        change_told(a, t->person, "left", lang_say(l, "You have left, as you asked"),
                    mem_format(a->ctx, blocked ? "%s" : lang_say(l, undo == VERB_NONE ? "%s\"following\" lists what you follow.\n"
                                                                                     : "%sWas that not you, or have you changed your mind?\n"),
                               text));

    change_asked(a, c);
    if (undo != VERB_NONE && !blocked)
        change_undo(a, c, undo, t->object);
    return DONE;
}
