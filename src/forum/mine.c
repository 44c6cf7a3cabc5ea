#include "forum/private.h"
#include "store/own.h"

/* `mine`: what one wrote, newest first, each with an address to comment on it. */

enum { MINE = 20, ANY_SAID = 20 };

struct own {
    struct act *a;
    struct telling *t;
    unsigned shown, unseen;
};

static const char *const kinds[] = {[POST_QUESTION] = "your question", [POST_ANSWER] = "your answer", [POST_COMMENT] = "your comment"};

/* What others do not see is named by its number alone. */
static void put_unseen(struct own *o, const struct post *p)
{
    static const char *const states[] = {
        [POST_VISIBLE] = "nobody hears of it yet, and undo takes it back", [POST_UNDONE] = NULL, [POST_DELETED] = NULL,
        [POST_HIDDEN] = "a moderator hid it", [POST_WAITING] = "it waits for a moderator"};

    if ((size_t)p->state >= sizeof states / sizeof *states || states[p->state] == NULL || o->unseen++ >= ANY_SAID)
        return;
    buf_format(&o->t->text, "%s, %s: %s.\n", forum_label(o->a->ctx, p), kinds[p->kind], states[p->state]);
}

static void put_own(void *arg, const struct post *p)
{
    struct own *o = arg;
    long long votes = (long long)(p->ups - p->downs);

    if (p->state != POST_VISIBLE || p->publish > o->a->f->now)
        put_unseen(o, p);
    if (p->state != POST_VISIBLE)
        return;
    o->shown++;
    buf_format(&o->t->items, "%llu %s, shown as %s, %s", (unsigned long long)p->id, kinds[p->kind],
               utf8_line(o->a->ctx, str_of(p->name)), listing_when(o->a->f, o->a->ctx, p));
    if (p->kind != POST_COMMENT && votes != 0)
        buf_format(&o->t->items, ", %+lld vote%s", votes, votes == 1 || votes == -1 ? "" : "s");
    buf_char(&o->t->items, '\n');
}

enum outcome command_mine(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct own own = {.a = a, .t = t};
    enum outcome o = store_own_newest(a->f->db, a->actor.id, MINE, put_own, &own, why);

    (void)c;
    t->what = "mine";
    t->subject = "What you wrote";
    if (o == DONE && own.shown + own.unseen == 0)
        buf_text(&t->text, "You have not written anything here yet. To ask, write to a category; \"categories\" lists their addresses.\n");
    return o;
}
