#include "forum/private.h"

/* One's own post taken back: undone while nobody has heard of it, deleted later. */

static const struct refusal not_deleted = {"withdraw-refused", PHRASE("Nothing was deleted")};

static enum outcome uncount(struct act *a, struct fault *why)
{
    if (a->actor.accepted > 0)
        a->actor.accepted--;
    return store_person_accepted(a->f->db, &a->actor, why);
}

/* What did not leave yet stays here. */
static void gone(struct act *a, const struct post *p, const char *what, struct telling *t)
{
    struct change *c = change_add(a->ctx, a->out, CHANGE_UNDONE);

    c->person = a->actor.id;
    c->post = p->id;
    a->out->post = p->id;
    act_event(a, what);
    t->what = what;
}

static enum outcome undo_post(struct act *a, const struct post *p, struct telling *t, struct fault *why)
{
    enum outcome o;

    if ((o = points_state(a->f, a->ctx, p, POST_UNDONE, why)) != DONE ||
        (o = p->state == POST_WAITING ? moderate_withdrawn(a->f, p, why) : uncount(a, why)) != DONE)
        return o;
    gone(a, p, "undone", t);
    t->subject = say(a, "It was taken back");
    buf_text(&t->text, say(a, "Your post was taken back before anybody heard of it.\n"));
    return DONE;
}

static enum outcome delete_post(struct act *a, const struct post *p, struct telling *t, struct fault *why)
{
    uint64_t children = 0;
    enum outcome o;

    if ((o = points_state(a->f, a->ctx, p, POST_DELETED, why)) != DONE ||
        (o = store_post_children(a->f->db, p->id, &children, why)) != DONE)
        return o;
    gone(a, p, "deleted", t);
    t->subject = say(a, "It was deleted");
    buf_format(&t->text, say(a, "Your post was deleted. Those who got it by mail before have that mail still.%s\n"),
               children > 0 ? say(a, " What others replied to it stays.") : "");
    return DONE;
}

/* The post meant: a number, the receipt replied to, or for a bare `undo` the newest that can be undone. */
static enum outcome meant_post(struct act *a, const struct command *c, bool undo, struct post *out, struct fault *why)
{
    uint64_t number = command_number(str_of(c->argument));

    if (number == 0 && a->r.token.kind == TOKEN_REPLY && a->r.target == TARGET_RECEIPT)
        number = a->r.token.object;
    if (number == 0 && undo) {
        enum outcome o = store_post_last(a->f->db, a->ctx, a->actor.id, a->f->now, out, why);

        if (o != DONE)
            return o;
        number = out->id;
    }
    return number == 0 ? DONE : see_post(a, number, out, why);
}

enum outcome command_undo(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct post p = {0};
    enum outcome o = meant_post(a, c, true, &p, why);

    if (o != DONE)
        return o;
    if (p.id != 0 && p.author != a->actor.id && p.editor == a->actor.id)
        return editor_undo(a, &p, t, why);
    if (p.id == 0 || p.author != a->actor.id || (p.state != POST_VISIBLE && p.state != POST_WAITING)) {
        act_event(a, "undo-late");
        t->what = "undo-late";
        t->subject = say(a, "There is nothing to undo");
        buf_text(&t->text, say(a, "There is no post of yours that could still be undone.\n"));
        return DONE;
    }
    if (p.publish > a->f->now || p.state == POST_WAITING)
        return undo_post(a, &p, t, why);
    act_event(a, "undo-late");
    t->what = "undo-late";
    t->subject = say(a, "Too late to undo it");
    buf_format(&t->text,
               say(a, "Others have got your post by mail already, so it cannot be undone. \"delete %s\" takes it away from "
               "the forum.\n"),
               forum_label(a->ctx, &p));
    return DONE;
}

enum outcome command_delete(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct post p = {0};
    enum outcome o = meant_post(a, c, false, &p, why);

    if (o != DONE)
        return o;
    if (p.id == 0 || p.author != a->actor.id || (p.state != POST_VISIBLE && p.state != POST_WAITING))
        return command_refuse(a, t, &not_deleted,
                              say(a, "Only what you wrote yourself can be taken back. Reply \"undo\" or \"delete\" to the receipt you got for it, "
                              "or write its number, as in \"delete Q12\"."));
    return p.publish > a->f->now || p.state == POST_WAITING ? undo_post(a, &p, t, why) : delete_post(a, &p, t, why);
}
