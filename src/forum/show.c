#include "forum/private.h"

/* `show`: the text of a notice that said only that there is news (content discreet). */

static bool theirs(struct act *a, const struct notice *n)
{
    return n->id != 0 && n->person == a->actor.id && n->content == FROZEN_DISCREET;
}

/* Once a day for each: who asks again a moment later has it already. */
static enum outcome show(struct act *a, const struct notice *n, struct fault *why)
{
    bool allowed;
    enum outcome o = gate_may_answer(a, a->actor.id, false, &allowed, why);

    act_event(a, "show");
    if (o == DONE && allowed)
        o = gate_budget(a->f, "show", n->id, DAY, 1, &allowed, why);
    if (o == DONE && allowed)
        change_number(a->ctx, change_tell(a, NOTICE_SHOWN, a->actor.id, 0), "notice", n->id);
    return o;
}

/* The notice that was replied to: its own number is in the button's address, the post's or the hold's in Reply-To. */
static enum outcome meant_notice(struct act *a, struct notice *out, struct fault *why)
{
    uint64_t object = a->r.token.object;

    *out = (struct notice){0};
    if (a->r.target == TARGET_DO || a->r.target == TARGET_DIGESTED)
        return store_notice_get(a->f->db, a->ctx, object, out, why);
    if (a->r.target == TARGET_PROBLEM)
        return store_notice_of_held(a->f->db, a->ctx, a->actor.id, object, out, why);
    return act_post(a) != 0 ? store_notice_of(a->f->db, a->ctx, a->actor.id, object, out, why) : DONE;
}

/* To a mail that hid nothing, and with a number, it is another word for `get`. */
enum outcome command_show(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct notice n = {0};
    bool numbered = a->r.target != TARGET_DO && command_number(str_of(c->argument)) != 0;
    enum outcome o = numbered ? DONE : meant_notice(a, &n, why);

    if (o != DONE)
        return o;
    if (theirs(a, &n)) {
        t->silent = true;
        return show(a, &n, why);
    }
    if (a->r.target != TARGET_DO)
        return command_get(a, c, t, why);
    t->what = "show";
    t->subject = say(a, "It is no longer there");
    buf_text(&t->text, say(a, "The text of that message is no longer there.\n"));
    return DONE;
}

enum outcome show_held(struct act *a, uint64_t held, struct fault *why)
{
    struct notice n = {0};
    enum outcome o = store_notice_of_held(a->f->db, a->ctx, a->actor.id, held, &n, why);

    return o != DONE || !theirs(a, &n) ? o : show(a, &n, why);
}
