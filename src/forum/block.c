#include "forum/private_moderate.h"

/* People who may not take part any more. They may still read, by asking for it, and leave; they hear of it once. */

static void tell(const struct forum *f, const void *ctx, struct changes *out, uint64_t person, bool lifted, const char *reason)
{
    struct change *c = change_add(ctx, out, CHANGE_TELL);

    c->notice = NOTICE_BLOCKED;
    c->person = person;
    c->due = f->now;
    change_pair(ctx, c, "lifted", lifted ? "yes" : "");
    change_pair(ctx, c, "reason", reason);
}

enum outcome block_person(const struct forum *f, const void *ctx, struct changes *out, struct person *p, const char *reason, struct fault *why)
{
    bool member = p->state == PERSON_MEMBER; /* who said stop is not written to */
    enum outcome o;

    if (p->state == PERSON_BLOCKED)
        return DONE;
    p->stopped = p->state == PERSON_STOPPED;
    p->state = PERSON_BLOCKED;
    p->generation++; /* no reply address they hold works any more */
    if ((o = person_save(f, p, why)) == DONE && member)
        tell(f, ctx, out, p->id, false, reason);
    return o;
}

enum outcome unblock_person(const struct forum *f, const void *ctx, struct changes *out, struct person *p, struct fault *why)
{
    enum outcome o;

    p->state = p->stopped ? PERSON_STOPPED : p->consent_version > 0 || p->accepted > 0 ? PERSON_MEMBER : PERSON_NEWCOMER;
    p->stopped = false;
    if ((o = person_save(f, p, why)) == DONE && p->state == PERSON_MEMBER)
        tell(f, ctx, out, p->id, true, "");
    return o;
}

/* They may mean to leave: nothing else of what is not understood is answered. */
static bool perhaps_leaves(const struct act *a)
{
    const struct intent *i = &a->m->intent;

    if (i->command_count != 1 || i->commands[0].verb != VERB_NONE)
        return false;
    return i->kind == INTENT_ASKED_WORDS || intent_asked(a->ctx, str_of(*i->words != '\0' ? i->words : i->commands[0].line)).line != NULL;
}

enum outcome block_unclear(struct act *a, struct fault *why)
{
    act_event(a, "not-understood");
    return change_answer(a, "unclear", say(a, "Nothing was done yet"),
                         say(a, "You wrote a few words that may ask to leave, but it is not certain. Send \"unsubscribe\" to the request address to get no "
                                "more new questions, or \"stop\" to get no more mail.\n"), why);
}

bool block_lets(const struct act *a)
{
    static const enum verb verbs[] = {VERB_HELP, VERB_CATEGORIES, VERB_LIST, VERB_GET, VERB_SEARCH, VERB_UNSUBSCRIBE, VERB_STOP, VERB_MUTE, VERB_UNFOLLOW, VERB_WHOAMI};
    const struct intent *i = &a->m->intent;

    if (a->r.target == TARGET_UNSUBSCRIBE)
        return true;
    if (i->command_count == 0 || !(a->r.target == TARGET_REQUEST ? i->kind == INTENT_COMMANDS : a->r.target == TARGET_CATEGORY && i->kind == INTENT_ASKED_WORDS))
        return false;
    for (size_t n = 0; n < i->command_count; n++) {
        bool found = perhaps_leaves(a);

        for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
            found = found || i->commands[n].verb == verbs[v];
        if (!found)
            return false;
    }
    return true;
}

/* ---- by moderators, who know a post and not its author ---- */

static const struct refusal refused = {"block-refused", PHRASE("Nothing was done")};

/* The author of the post that is meant, whether the actor moderates it, and whether they stand above its author. Of somebody without a name they may
 * not be told that: what is said is the same. */
static enum outcome meant(struct act *a, struct str *argument, struct post *p, struct person *author, bool *may, bool *above, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN, theirs = RUNG_UNKNOWN;
    enum outcome o = command_post(a, argument, p, why);

    *may = *above = false;
    *author = (struct person){0};
    if (o != DONE || p->id == 0 || (o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why)) != DONE ||
        (o = store_person_get(a->f->db, a->ctx, p->author, author, why)) != DONE || author->id == 0 ||
        (o = store_role_highest(a->f->db, author->id, &theirs, why)) != DONE)
        return o;
    if (author->rung > theirs)
        theirs = author->rung;
    *may = rung >= RUNG_MODERATOR && author->id != a->actor.id && author->state != PERSON_FORGOTTEN;
    *above = theirs < rung;
    return DONE;
}

static const char may_not[] = PHRASE("Moderators of its category block the author of a post, but not one another. Write its number: block Q12 why");

static enum outcome not_theirs(struct act *a, const struct post *p, struct telling *t, struct fault *why)
{
    const char *none;
    enum outcome o = command_no_post(a, p, RUNG_MODERATOR, &none, why);

    return o != DONE ? o : command_refuse(a, t, &refused, none != NULL ? none : say(a, may_not));
}

/* What of theirs waits is refused with it. Of somebody who is blocked for another post nothing else is said: that would tell that both are
 * by one person. */
enum outcome command_block(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str rest = str_of(c->argument);
    struct person author;
    struct post p;
    const char *reason;
    bool may, above, first;
    enum outcome o = meant(a, &rest, &p, &author, &may, &above, why);

    if (o != DONE || !may)
        return o != DONE ? o : not_theirs(a, &p, t, why);
    reason = moderate_words(a, rest);
    if ((above && (o = block_person(a->f, a->ctx, a->out, &author, reason, why)) != DONE) ||
        (o = moderate_record(a->f, a->actor.id, "block", &p, reason, why)) != DONE ||
        (p.state == POST_WAITING && (o = moderate_decide(a->f, a->ctx, a->out, p.id, a->actor.id, false, reason, &first, why)) != DONE))
        return o;
    act_event(a, "blocked-author");
    a->out->post = p.id;
    t->what = "blocked-author";
    t->subject = mem_format(a->ctx, say(a, "The author of %s is blocked"), forum_label(a->ctx, &p));
    buf_format(&t->text, say(a, "Who wrote %s, shown as %s, may read and leave, and nothing else; they are told so once, with your reason.\n"),
               forum_label(a->ctx, &p), p.name);
    buf_text(&t->text, say(a, "Who is a moderator is blocked by the operator alone: if they are one, they may write on.\n"));
    t->undo = VERB_UNBLOCK;
    t->undo_object = p.id;
    return DONE;
}

/* Takes back what was done because of that post, and of no other; who is blocked because of another, or by the operator, stays so. */
enum outcome command_unblock(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str rest = str_of(c->argument);
    struct person author;
    struct post p;
    bool may, above, here = false;
    uint64_t *posts;
    size_t count = 0;
    enum outcome o = meant(a, &rest, &p, &author, &may, &above, why);

    if (o != DONE || !may)
        return o != DONE ? o : not_theirs(a, &p, t, why);
    o = store_audit_blocks(a->f->db, a->ctx, author.id, &posts, &count, why);
    for (size_t i = 0; i < count; i++)
        here = here || posts[i] == p.id;
    if (o != DONE || !here)
        return o != DONE ? o : command_refuse(a, t, &refused, say(a, "Nobody is blocked because of that post."));
    if ((above && count == 1 && author.state == PERSON_BLOCKED && (o = unblock_person(a->f, a->ctx, a->out, &author, why)) != DONE) ||
        (o = moderate_record(a->f, a->actor.id, "unblock", &p, "", why)) != DONE)
        return o;
    act_event(a, "unblocked-author");
    a->out->post = p.id;
    t->what = "unblocked-author";
    t->subject = mem_format(a->ctx, say(a, "The block because of %s was taken back"), forum_label(a->ctx, &p));
    buf_format(&t->text, say(a, "Nobody is blocked because of %s any more. Its author is told when they may take part again.\n"), forum_label(a->ctx, &p));
    return DONE;
}
