#include "forum/private_moderate.h"

/* What a reply between moderators and an author says: words that moderators may write back to any such mail, and else what the mail it
 * answers asked for. */

/* "No," and what stands behind it. */
struct str desk_word(struct str words, struct str *rest)
{
    struct str word = str_trim(words);
    size_t end = 0;

    while (end < word.n && strchr(" \t\r\n", word.p[end]) == NULL)
        end++;
    *rest = str_trim(str_from_index(word, end));
    word.n = end;
    while (word.n > 0 && strchr(".,:;!-", word.p[word.n - 1]) != NULL)
        word.n--;
    return word;
}

enum outcome desk_command(struct act *a, enum verb verb, const struct post *p, struct str rest, struct fault *why)
{
    struct command c = {.verb = verb,
                        .argument = mem_format(a->ctx, "Q%llu %.*s", (unsigned long long)p->id, STR_ARGS(rest)),
                        .line = mem_string(a->ctx, "")};

    return commands_one(a, &c, why);
}

/* It was hidden when enough people reported it: then that is how it stays. */
static enum outcome stays_hidden(struct act *a, const struct post *p, struct str rest, struct fault *why)
{
    enum outcome o = moderate_record(a->f, a->actor.id, "hide", p, moderate_words(a, rest), why);

    act_event(a, "hidden");
    return o != DONE ? o : change_answer(a, "hidden", mem_format(a->ctx, say(a, "%s stays away"), forum_label(a->ctx, p)),
                                         say(a, "It was hidden already, and stays so. \"unhide\" and its number would bring it back.\n"), why);
}

static enum outcome flagged(struct act *a, const struct post *p, struct str words, enum verb verb, struct str rest, struct fault *why)
{
    bool yes = intent_answer_word(words, a->m->origin.from_name == NULL ? "" : a->m->origin.from_name) == ANSWER_YES, hide = verb == VERB_HIDE;

    if (yes || verb == VERB_CLEAR)
        return desk_command(a, VERB_CLEAR, p, STR_EMPTY, why);
    if (hide && p->state == POST_HIDDEN)
        return stays_hidden(a, p, rest, why);
    if (hide)
        return desk_command(a, VERB_HIDE, p, rest, why);
    act_event(a, "not-understood");
    return change_answer(a, "not-understood", say(a, "Nothing was done"),
                         say(a, "Reply \"ok\" to clear the reports, or \"hide\" and a reason to take the post away.\n"), why);
}

/* What the first word of a reply asks for, in any language; a no is one to the post. */
static enum verb verb_of(struct act *a, struct str word)
{
    return intent_answer_word(word, "") == ANSWER_NO ? VERB_HIDE : intent_command(a->ctx, word).verb;
}

enum outcome desk_apply(struct act *a, struct fault *why)
{
    struct str words = str_trim(str_of(a->m->intent.words)), rest;
    enum verb verb = verb_of(a, desk_word(words, &rest));
    struct post p = {0};
    enum rung rung;
    bool stop;
    enum outcome o;

    if ((o = commands_stop(a, &stop, why)) != DONE || stop)
        return o;
    if ((o = see_post(a, a->r.token.object, &p, why)) != DONE ||
        (o = moderate_rung(a->f, a->ctx, &a->actor, p.category, &rung, why)) != DONE)
        return o;
    if (a->r.token.verb == VERB_NOTE && p.author == a->actor.id)
        return note_answer(a, &p, words, why);
    if (rung < RUNG_MODERATOR) {
        act_event(a, "review-refused");
        return change_answer(a, "review-refused", say(a, "Nothing was done"), say(a, "Only moderators of that category decide about it.\n"), why);
    }
    if (verb == VERB_NOTE || verb == VERB_BLOCK)
        return desk_command(a, verb, &p, rest, why);
    if (a->r.token.verb == VERB_NOTE)
        return desk_command(a, VERB_NOTE, &p, words, why);
    return a->r.token.verb == VERB_FLAGGED ? flagged(a, &p, words, verb, rest, why) : review_decide(a, &p, words, why);
}
