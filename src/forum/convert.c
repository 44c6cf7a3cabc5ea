#include "forum/private.h"

/* An answer that should have been a comment becomes one on the question, and a comment that answers it an answer: editors do both, who
 * wrote an answer the first. It keeps its number, its name and what others replied to it; points and votes follow its new kind. */

static const struct refusal refused = {"convert-refused", PHRASE("Nothing was changed")};

/* The post, its question, and whether they may: *problem says why not. */
static enum outcome meant(struct act *a, struct str *argument, struct post *p, struct post *question, const char **problem, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = command_post(a, argument, p, why);

    *question = (struct post){0};
    *problem = NULL;
    if (o != DONE || (p->id != 0 && ((o = store_post_get(a->f->db, a->ctx, p->thread, question, why)) != DONE ||
                                     (o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why)) != DONE)))
        return o;
    if (p->id == 0 || p->kind == POST_QUESTION || p->state != POST_VISIBLE || question->state != POST_VISIBLE)
        *problem = PHRASE("There is no such answer or comment. Reply to the one you mean, or write its number: convert A13.");
    else if (lang_means(*argument, "answer") ? p->kind == POST_ANSWER : lang_means(*argument, "comment") && p->kind == POST_COMMENT)
        *problem = PHRASE("It is one already.");
    else if (rung >= RUNG_EDITOR)
        *problem = NULL;
    else if (p->kind == POST_COMMENT || p->author != a->actor.id)
        *problem = PHRASE("Who wrote an answer can make it a comment; everything else of the kind only editors of that category do.");
    else if (question->closed != 0)
        *problem = PHRASE("The question was closed; only editors change what stands under it.");
    return DONE;
}

/* `after` is the post as it is now. */
static void tell_author(struct act *a, const struct post *question, const struct post *after)
{
    const struct lang *l = language_of(a->f, a->ctx, after->author);
    bool comment = after->kind == POST_COMMENT;

    if (after->author != a->actor.id)
        change_heard(a, after, "converted", mem_format(a->ctx, lang_say(l, comment ? "It is a comment now: %s" : "It is an answer now: %s"), question->title),
                    mem_format(a->ctx,
                               lang_say(l, comment ? "An editor made your answer a comment on the question. It is %s now, under Q%llu, with its text as you wrote it.\n"
                                                   : "An editor made your comment an answer to the question. It is %s now, under Q%llu, with its text as you wrote it.\n"),
                               forum_label(a->ctx, after), (unsigned long long)question->id));
}

enum outcome command_convert(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_of(c->argument);
    struct post p, question, after;
    struct change *arrival;
    const char *problem;
    enum outcome o = meant(a, &argument, &p, &question, &problem, why);

    if (o != DONE || problem != NULL)
        return o != DONE ? o : command_refuse(a, t, &refused, say(a, problem));
    after = p;
    after.kind = p.kind == POST_ANSWER ? POST_COMMENT : POST_ANSWER;
    if ((o = points_convert(a->f, a->ctx, &p, &question, after.kind, why)) != DONE ||
        (o = moderate_record(a->f, a->actor.id, after.kind == POST_ANSWER ? "to-answer" : "to-comment", &p, "", why)) != DONE)
        return o;
    act_event(a, "converted");
    a->out->post = p.id;
    t->what = "converted";
    t->subject = mem_format(a->ctx, say(a, "Changed: %s"), question.title);
    buf_format(&t->text, say(a, after.kind == POST_ANSWER ? "%s by %s is an answer now: %s.%s\n" : "%s by %s is a comment now: %s.%s\n"), forum_label(a->ctx, &p), p.name,
               forum_label(a->ctx, &after), question.best == p.id ? say(a, " The question has no best answer any more.") : "");
    if (p.author != a->actor.id || after.kind == POST_ANSWER) { /* who may not do the other has nothing to take back */
        t->undo = VERB_CONVERT;
        t->undo_object = p.id;
    }
    tell_author(a, &question, &after);
    return after.kind == POST_ANSWER ? sort_arrives(a, &after, question.closed != 0, t, &arrival, why) : DONE;
}
