#include "forum/private.h"

/* A post that editors take away, and bring back. */

static const struct refusal refused = {"hide-refused", PHRASE("Nothing was done")};

/* The post, and whether they may. */
static enum outcome meant(struct act *a, struct str *argument, struct post *p, bool *may, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = command_post(a, argument, p, why);

    if (o == DONE && p->id != 0)
        o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why);
    *may = rung >= RUNG_EDITOR;
    return o;
}

static const char by_editor[] = PHRASE("An editor took it away; nobody sees it any more."),
                  by_reports[] = PHRASE("Several people reported it to the moderators. Nobody sees it until one of them has looked at it.");

/* `hidden`: a sentence about why; NULL: it is back. */
static enum outcome tell_author(struct act *a, const struct post *p, const char *hidden, const char *reason, struct fault *why)
{
    const struct lang *l = language_of(a->f, a->ctx, p->author);
    struct post question = {0};
    enum outcome o = store_post_get(a->f->db, a->ctx, p->thread, &question, why);

    if (o != DONE || p->author == a->actor.id || question.id == 0)
        return o;
    change_heard(a, p, hidden != NULL ? "hidden" : "unhidden",
                mem_format(a->ctx, lang_say(l, hidden != NULL ? "It was taken away: %s" : "It is back: %s"), forum_title(a->ctx, p->author, &question)),
                hidden != NULL ? mem_format(a->ctx, lang_say(l, "This is about %s. %s%s%s\n\nThis was it:\n\n%s\n"), kind_yours(l, p->kind),
                                            lang_say(l, hidden), *reason == '\0' ? "" : lang_say(l, " Their reason: "), reason, p->body)
                               : mem_format(a->ctx, lang_say(l, "An editor brought %s back, which had been taken away: it can be seen again.\n"), kind_yours(l, p->kind)));
    return DONE;
}

/* What did not leave yet stays here. */
enum outcome hide_post(struct act *a, const struct post *p, enum hide_why because, const char *reason, struct fault *why)
{
    bool reported = because == HIDE_REPORTED;
    struct change *c;
    enum outcome o;

    if ((o = points_state(a->f, a->ctx, p, POST_HIDDEN, why)) != DONE || (o = moderate_record(a->f, reported ? 0 : a->actor.id, reported ? "hide-reported" : "hide", p, reason, why)) != DONE)
        return o;
    c = change_add(a->ctx, a->out, CHANGE_UNDONE);
    c->person = p->author;
    c->post = p->id;
    return tell_author(a, p, reported ? by_reports : by_editor, reason, why);
}

enum outcome command_hide(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str reason = str_of(c->argument);
    struct post p;
    bool may;
    enum outcome o = meant(a, &reason, &p, &may, why);

    if (o != DONE)
        return o;
    if (p.id == 0 || p.state != POST_VISIBLE)
        return command_refuse(a, t, &refused, say(a, "There is no such post. Reply to the post you mean, or write its number: hide Q12."));
    if (!may)
        return command_refuse(a, t, &refused, say(a, "Only editors of that category take a post away. What you wrote yourself you can delete."));
    act_event(a, "hidden");
    a->out->post = p.id;
    t->what = "hidden";
    t->subject = mem_format(a->ctx, say(a, "%s was taken away"), forum_label(a->ctx, &p));
    buf_format(&t->text, say(a, "Nobody sees %s any more, by %s; its author was told.\n"), forum_label(a->ctx, &p), p.name);
    t->undo = VERB_UNHIDE;
    t->undo_object = p.id;
    return hide_post(a, &p, HIDE_EDITOR, moderate_words(a, reason), why);
}

enum outcome hide_back(struct act *a, const struct post *p, const char *verb, struct fault *why)
{
    struct change *c = change_add(a->ctx, a->out, CHANGE_BACK);
    enum outcome o;

    c->person = p->author;
    c->post = p->id;
    if ((o = points_state(a->f, a->ctx, p, POST_VISIBLE, why)) != DONE || (o = moderate_record(a->f, a->actor.id, verb, p, "", why)) != DONE)
        return o;
    return tell_author(a, p, NULL, "", why);
}

/* What a moderator refused was never posted, so it cannot come back. */
enum outcome command_unhide(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_of(c->argument);
    struct post p;
    bool may, not_posted;
    enum outcome o = meant(a, &argument, &p, &may, why);

    if (o != DONE || (o = moderate_refused(a->f, p.id, &not_posted, why)) != DONE)
        return o;
    if (!may)
        return command_refuse(a, t, &refused, say(a, "Only editors of its category bring a post back."));
    if (p.state != POST_HIDDEN || not_posted)
        return command_refuse(a, t, &refused, say(a, "There is no such hidden post. Write its number: unhide Q12."));
    act_event(a, "unhidden");
    a->out->post = p.id;
    t->what = "unhidden";
    t->subject = mem_format(a->ctx, say(a, "%s is back"), forum_label(a->ctx, &p));
    buf_format(&t->text, say(a, "%s can be seen again.\n"), forum_label(a->ctx, &p));
    return hide_back(a, &p, "unhide", why);
}
