#include "forum/private.h"

/* Votes and best answers, by one word in reply to a post, by an emoji, or with a number: "+1 Q17". They are done without a word; only
 * what cannot be is answered. */

static const struct refusal not_counted = {"vote-refused", PHRASE("Your vote was not counted")},
                            not_chosen = {"vote-refused", PHRASE("No best answer was chosen")};

/* The post meant: a number, or what the mail replied to. */
static enum outcome meant(struct act *a, const struct command *c, struct post *out, struct fault *why)
{
    uint64_t number = command_number(str_of(c->argument));
    bool by_token = act_post(a) != 0;

    *out = (struct post){0};
    if (number == 0 && by_token)
        number = a->r.token.object;
    return number == 0 ? DONE : see_post(a, number, out, why);
}

static enum outcome vote(struct act *a, const struct command *c, struct telling *t, int value, struct fault *why)
{
    uint64_t limit = a->f->conf->limits.votes_per_hour;
    struct post p;
    char *again;
    bool allowed;
    enum outcome o = meant(a, c, &p, why);

    if (o != DONE)
        return o;
    if (!act_sees(a, &p))
        return command_refuse(a, t, &not_counted, say(a, "There is no such post. Reply to the post you mean, or write its number behind the word:\n\n    +1 Q12"));
    if (p.author == a->actor.id)
        return command_refuse(a, t, &not_counted, say(a, "Nobody votes on what they wrote themselves."));
    if (p.kind == POST_COMMENT)
        return command_refuse(a, t, &not_counted, say(a, "Votes are for questions and answers; comments have none."));
    if ((o = gate_budget(a->f, "votes", a->actor.id, HOUR, limit, &allowed, why)) != DONE)
        return o;
    if (!allowed)
        return (o = gate_budget_again(a, "votes", a->actor.id, &again, why)) != DONE
                   ? o
                   : command_refuse(a, t, &not_counted, mem_format(a->ctx, say(a, "Those are more votes than one person has in an hour. %s"), again));
    if ((o = points_vote(a->f, a->ctx, p.id, a->actor.id, value, why)) != DONE)
        return o;
    a->out->post = p.id;
    t->silent = true;
    act_event(a, value > 0 ? "vote-up" : value < 0 ? "vote-down" : "vote-taken-back");
    return DONE;
}

enum outcome command_up(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return vote(a, c, t, 1, why);
}

enum outcome command_down(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return vote(a, c, t, -1, why);
}

enum outcome command_unvote(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return vote(a, c, t, 0, why);
}

/* ---- best ---- */

/* Who wrote the answer hears of it, unless they have muted the question. */
static enum outcome tell_author(struct act *a, const struct post *question, const struct post *answer, struct fault *why)
{
    struct change *c;
    struct category category = {0};
    bool muted = false;
    enum outcome o = store_muted(a->f->db, question->id, answer->author, &muted, why);

    if (o != DONE || muted || answer->author == a->actor.id || (o = store_category_get(a->f->db, a->ctx, question->category, &category, why)) != DONE)
        return o;
    c = change_tell(a, NOTICE_BEST, answer->author, 0);
    change_pair(a->ctx, c, "category", category.title);
    change_pair(a->ctx, c, "subject", question->title);
    change_number(a->ctx, c, "post", question->id);
    c->about = answer->id;
    return DONE;
}

/* The asker chooses; experts of its category may as well. `question` and *may are set. */
static enum outcome may_choose(struct act *a, const struct post *p, struct post *question, bool *may, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = store_post_get(a->f->db, a->ctx, p->thread, question, why);

    if (o == DONE)
        o = moderate_rung(a->f, a->ctx, &a->actor, question->category, &rung, why);
    *may = o == DONE && act_sees(a, question) && (question->author == a->actor.id || rung >= RUNG_EXPERT);
    return o;
}

enum outcome command_best(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct post p, question = {0};
    bool may = false;
    enum outcome o = meant(a, c, &p, why);

    if (o != DONE)
        return o;
    if (!act_sees(a, &p) || p.kind != POST_ANSWER)
        return command_refuse(a, t, &not_chosen, say(a, "Only an answer can be the best answer. Reply \"best\" to the answer you mean."));
    if ((o = may_choose(a, &p, &question, &may, why)) != DONE)
        return o;
    if (!may)
        return command_refuse(a, t, &not_chosen, say(a, "Only who asked a question chooses its best answer."));
    t->what = "best";
    t->subject = mem_format(a->ctx, say(a, "Best answer: %s"), question.title);
    buf_format(&t->text, say(a, question.author == a->actor.id ? "The answer by %s is now the best answer to your question.\n"
                                                               : "The answer by %s is now the best answer to that question.\n"), p.name);
    t->undo = VERB_UNSELECT;
    t->undo_object = question.id;
    act_event(a, "best");
    a->out->post = p.id;
    if (question.best == p.id || (o = tell_author(a, &question, &p, why)) != DONE)
        return o;
    return points_best(a->f, a->ctx, &question, p.id, why);
}

enum outcome command_unselect(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct post p, question = {0};
    bool may = false;
    enum outcome o = meant(a, c, &p, why);

    if (o != DONE || (p.id != 0 && (o = may_choose(a, &p, &question, &may, why)) != DONE))
        return o;
    if (!may)
        return command_refuse(a, t, &not_chosen, say(a, "Only who asked a question takes its best answer back."));
    act_event(a, "best-taken-back");
    a->out->post = question.id;
    t->what = "unselected";
    t->subject = mem_format(a->ctx, say(a, "No best answer: %s"), question.title);
    if (question.author == a->actor.id)
        buf_text(&t->text, say(a, question.best == 0 ? "Your question had no best answer.\n" : "Your question has no best answer any more.\n"));
    else
        buf_text(&t->text, say(a, question.best == 0 ? "That question had no best answer.\n" : "That question has no best answer any more.\n"));
    return question.best == 0 ? DONE : points_best(a->f, a->ctx, &question, 0, why);
}

/* ---- points ---- */

enum outcome command_points(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    int64_t points = 0;
    enum outcome o = forum_points(a->f, a->actor.id, &points, why);

    (void)c;
    t->what = "points";
    t->subject = say(a, "Your points");
    buf_format(&t->text,
               lang_count(forum_language(a->f, &a->actor), (uint64_t)(points < 0 ? -points : points),
                          "You have %lld point. Asking, answering and voting give points, and so do the votes of others; an answer that is "
                          "chosen as the best gives most. %s\n",
                          "You have %lld points. Asking, answering and voting give points, and so do the votes of others; an answer that is "
                          "chosen as the best gives most. %s\n"),
               (long long)points,
               say(a, a->actor.name_mode == NAME_HANDLE ? "Those of what you wrote under your name stand beside it."
                                                        : "Nobody but you sees them, for no name of your own stands on your posts."));
    return o;
}

/* ---- reactions ---- */

/* An emoji as a vote, by its first code point; all others are only recorded. */
static enum verb verb_of_emoji(const char *emoji)
{
    static const uint32_t up[] = {0x1f44d, 0x2764, 0x1f496, 0x1f495, 0x1f499, 0x1f49a, 0x1f49c, 0x1f9e1, 0x1f44f, 0x1f64f,
                                  0x1f64c, 0x1f4af, 0x1f389, 0x1f60d, 0x1f970, 0x1f917, 0x2705, 0x1f525, 0x2b50, 0x1f44c};
    size_t at = 0;
    uint32_t first = *emoji == '\0' ? 0 : utf8_next(str_of(emoji), &at);

    for (size_t i = 0; i < sizeof up / sizeof *up; i++)
        if (first == up[i])
            return VERB_UP;
    return first == 0x1f44e ? VERB_DOWN : VERB_NONE;
}

enum outcome reaction_apply(struct act *a, struct fault *why)
{
    struct command c = {.argument = mem_string(a->ctx, ""), .line = mem_string(a->ctx, "")};
    struct telling t = {0}; /* an emoji is not answered, whatever became of it */
    enum verb verb = a->m->reaction == NULL ? VERB_NONE : verb_of_emoji(a->m->reaction);
    struct recipient referred = {0};
    enum outcome o = DONE;

    if (a->r.token.kind != TOKEN_REPLY &&
        (o = forum_referred(a->f, a->m->origin.references, a->m->origin.reference_count, &referred, why)) == DONE &&
        referred.target != TARGET_NONE && referred.token.person == a->actor.id)
        a->r = referred;
    act_event(a, "reaction");
    if (o != DONE || verb == VERB_NONE || act_post(a) == 0)
        return o;
    buf_init(&t.text, a->ctx, TEXT_LIMIT);
    return vote(a, &c, &t, verb == VERB_UP ? 1 : -1, why);
}
