#include "forum/private.h"
#include "store/own.h"

/* `mine`: what one wrote, newest first, each with an address to comment on it. */

enum { MINE = 20, ANY_SAID = 20 };

struct own {
    struct act *a;
    struct telling *t;
    struct zone clocks;
    unsigned shown, unseen;
    enum outcome outcome;
    struct fault *why;
};

/* Why others do not see it; NULL: it is not worth a word. */
static const char *unseen_why(const struct post *p, const struct audit_entry *gone)
{
    switch (p->state) {
    case POST_VISIBLE:
        return PHRASE("nobody hears of it yet, and undo takes it back");
    case POST_HIDDEN:
        return strcmp(gone->verb, "refuse") == 0          ? PHRASE("a moderator decided not to post it")
               : strcmp(gone->verb, "expire") == 0        ? PHRASE("no moderator found the time to look at it, so it was not posted")
               : strcmp(gone->verb, "hide-reported") == 0 ? PHRASE("several people reported it, and no moderator has looked at it yet")
                                                          : PHRASE("a moderator hid it");
    case POST_WAITING:
        return PHRASE("it waits for a moderator");
    case POST_UNDONE:
    case POST_DELETED:
        break;
    }
    return NULL;
}

/* What others do not see is named by its number alone, with what a moderator gave as the reason. */
static void put_unseen(struct own *o, const struct post *p)
{
    struct audit_entry gone = {.verb = "", .words = ""};
    const char *because;

    if (p->state == POST_HIDDEN)
        o->outcome = store_audit_gone(o->a->f->db, o->a->ctx, p->id, &gone, o->why);
    if (o->outcome != DONE || (because = unseen_why(p, &gone)) == NULL || o->unseen++ >= ANY_SAID)
        return;
    buf_format(&o->t->text, say(o->a, "%s, your %s: %s.%s%s\n"), forum_label(o->a->ctx, p), kind_word(forum_language(o->a->f, &o->a->actor), p->kind),
               say(o->a, because), *gone.words == '\0' ? "" : say(o->a, " Their reason: "), gone.words);
}

static void put_own(void *arg, const struct post *p)
{
    struct own *o = arg;
    long long votes = (long long)(p->ups - p->downs);
    bool yes = false;

    if (o->outcome == DONE)
        o->outcome = forum_sees(o->a->f, o->a->actor.id, p, &yes, o->why);
    if (!yes)
        return;
    if (p->state != POST_VISIBLE || p->publish > o->a->f->now)
        put_unseen(o, p);
    if (p->state != POST_VISIBLE)
        return;
    o->shown++;
    buf_format(&o->t->items, say(o->a, "%llu your %s, shown as %s, %s"), (unsigned long long)p->id, kind_word(forum_language(o->a->f, &o->a->actor), p->kind),
               utf8_line(o->a->ctx, str_of(p->name)), listing_when(o->a->f, o->a->ctx, &o->clocks, p));
    if (p->kind != POST_COMMENT && votes != 0)
        buf_format(&o->t->items, lang_count(forum_language(o->a->f, &o->a->actor), (uint64_t)(votes < 0 ? -votes : votes), ", %+lld vote", ", %+lld votes"), votes);
    if (p->editor != 0)
        buf_text(&o->t->items, say(o->a, ", changed by an editor"));
    buf_format(&o->t->items, "%s\n", listing_closed(o->a, p));
}

enum outcome command_mine(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct own own = {.a = a, .t = t, .clocks = hours_of(a->ctx, &a->actor), .outcome = DONE, .why = why};
    enum outcome o = store_own_newest(a->f->db, a->actor.id, MINE, put_own, &own, why);

    (void)c;
    t->what = "mine";
    t->subject = say(a, "What you wrote");
    if (o == DONE && own.shown + own.unseen == 0)
        buf_text(&t->text, say(a, "You have not written anything here yet. To ask, write to a category; \"categories\" lists their addresses.\n"));
    return o == DONE ? own.outcome : o;
}
