#include "forum/private.h"

/* A question that takes no more answers: closed by who asked it, or by an editor, with a reason or as one that was asked before. */

static const struct refusal refused = {"close-refused", PHRASE("Nothing was closed or opened")};

/* The question, id 0 when there is none to be closed, and whether they may. */
static enum outcome meant(struct act *a, struct str *argument, struct post *question, bool *may, struct fault *why)
{
    struct post p;
    enum rung rung;
    enum outcome o = command_post(a, argument, &p, why);

    *question = (struct post){0};
    *may = false;
    if (o != DONE || p.id == 0 || (o = store_post_get(a->f->db, a->ctx, p.thread, question, why)) != DONE)
        return o;
    if (question->state != POST_VISIBLE)
        *question = (struct post){0};
    o = moderate_rung(a->f, a->ctx, &a->actor, question->category, &rung, why);
    *may = question->author == a->actor.id || rung >= RUNG_EDITOR;
    return o;
}

/* Takes "duplicate Q12" off the reason; *number 0: it says nothing of that. */
static void read_duplicate(struct str *reason, uint64_t *number)
{
    struct str rest = *reason, word;

    *number = 0;
    if (!str_next_word(&rest, &word) || !lang_means(word, "duplicate") || !str_next_word(&rest, &word))
        return;
    if (lang_means(word, "(of)") && !str_next_word(&rest, &word))
        return;
    if (word.n > 0 && word.p[word.n - 1] == '.')
        word.n--;
    if ((*number = command_number(word)) != 0)
        *reason = str_trim(rest);
}

/* Who asked hears of what somebody else did. */
static void tell_asker(struct act *a, const struct post *question, bool closed, uint64_t duplicate, const char *reason)
{
    const struct lang *l = language_of(a->f, a->ctx, question->author);
    const char *same = duplicate == 0 ? "" : mem_format(a->ctx, lang_say(l, "Q%llu asks the same; \"get Q%llu\" brings you its answers. "),
                                                        (unsigned long long)duplicate, (unsigned long long)duplicate);

    if (question->author != a->actor.id)
        change_heard(a, question, closed ? "closed" : "reopened",
                    mem_format(a->ctx, lang_say(l, closed ? "It was closed: %s" : "It is open again: %s"), question->title),
                    closed ? mem_format(a->ctx, lang_say(l, "An editor closed your question, so it takes no more answers. %s%s\n"), same, reason)
                           : lang_say(l, "An editor opened your question again: it can be answered.\n"));
}

static enum outcome close_it(struct act *a, const struct post *question, uint64_t duplicate, const char *reason, struct telling *t, struct fault *why)
{
    enum outcome o;

    if ((o = store_post_close(a->f->db, question->id, a->f->now, duplicate, reason, why)) != DONE ||
        (o = moderate_record(a->f, a->actor.id, "close", question,
                             duplicate == 0 ? reason : mem_format(a->ctx, "duplicate Q%llu %s", (unsigned long long)duplicate, reason), why)) != DONE)
        return o;
    tell_asker(a, question, true, duplicate, reason);
    act_event(a, "closed");
    a->out->post = question->id;
    t->what = "closed";
    t->subject = mem_format(a->ctx, say(a, "Closed: %s"), question->title);
    buf_format(&t->text, say(a, "Q%llu takes no more answers and comments.\n"), (unsigned long long)question->id);
    t->undo = VERB_REOPEN;
    t->undo_object = question->id;
    return DONE;
}

enum outcome command_close(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str reason = str_of(c->argument);
    struct post question, other = {0};
    uint64_t duplicate;
    bool may, open = false;
    enum outcome o = meant(a, &reason, &question, &may, why);

    if (o != DONE)
        return o;
    if (question.id == 0)
        return command_refuse(a, t, &refused, say(a, "There is no such question. Reply to it, or write its number: close Q12."));
    if (!may)
        return command_refuse(a, t, &refused, say(a, "Only who asked a question, and editors, close it."));
    if (question.closed != 0)
        return command_refuse(a, t, &refused, say(a, "It is closed already."));
    read_duplicate(&reason, &duplicate);
    if (duplicate != 0 && ((o = see_post(a, duplicate, &other, why)) != DONE ||
                           (o = store_category_as_open(a->f->db, question.category, other.category, &open, why)) != DONE))
        return o;
    if (duplicate != 0 && (!open || other.id == 0 || other.kind != POST_QUESTION || other.state != POST_VISIBLE || other.publish > a->f->now || other.id == question.id))
        return command_refuse(a, t, &refused, say(a, "There is no question with the number of the one that was asked before."));
    return close_it(a, &question, other.id, moderate_words(a, reason), t, why);
}

enum outcome command_reopen(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_of(c->argument);
    struct post question;
    bool may;
    enum outcome o = meant(a, &argument, &question, &may, why);

    if (o != DONE)
        return o;
    if (question.id == 0 || question.closed == 0)
        return command_refuse(a, t, &refused, say(a, "There is no such closed question. Write its number: reopen Q12."));
    if (!may)
        return command_refuse(a, t, &refused, say(a, "Only who asked a question, and editors, open it again."));
    if ((o = store_post_close(a->f->db, question.id, 0, 0, "", why)) != DONE ||
        (o = moderate_record(a->f, a->actor.id, "reopen", &question, "", why)) != DONE)
        return o;
    tell_asker(a, &question, false, 0, "");
    act_event(a, "reopened");
    a->out->post = question.id;
    t->what = "reopened";
    t->subject = mem_format(a->ctx, say(a, "Open again: %s"), question.title);
    buf_format(&t->text, say(a, "Q%llu takes answers and comments again.\n"), (unsigned long long)question.id);
    return DONE;
}
