#include "forum/private_moderate.h"

/* A reply that has the shape of an answer, and is not meant for others to read: what moderators say to the author of a post or do about it,
 * and what anybody reports. A word with a colon does what it says; where it might begin an answer as well, they are asked. */

static const struct {
    enum verb verb;
    enum rung rung; /* of whom it is no answer */
    size_t most;    /* bytes that are still asked about without a colon */
} asides[] = {{VERB_NOTE, RUNG_MODERATOR, SIZE_MAX}, {VERB_BLOCK, RUNG_MODERATOR, 200}, {VERB_HIDE, RUNG_EDITOR, 80}, {VERB_REPORT, RUNG_UNKNOWN, 80}};

bool aside_knows(enum verb verb)
{
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
        if (asides[i].verb == verb)
            return true;
    return false;
}

/* "I would like to report this", "This is spam", in the words people begin such a line with. */
static bool may_report(struct act *a, struct str line)
{
    struct str rest, word;

    while ((word = desk_word(line, &rest)).n > 0) {
        if (lang_means(word, "(spam)") || intent_command(a->ctx, word).verb == VERB_REPORT)
            return true;
        if (!lang_means(word, "(announce)"))
            return false;
        line = rest;
    }
    return false;
}

enum aside { ASIDE_NOT, ASIDE_CERTAIN, ASIDE_PERHAPS };

static enum aside aside(struct act *a, struct str words, enum rung rung, enum verb *verb)
{
    struct str rest, word = desk_word(words, &rest);
    bool colon = word.n > 0 && word.p + word.n < words.p + words.n && word.p[word.n] == ':', line = str_index(words, '\n') == words.n;

    *verb = intent_command(a->ctx, word).verb;
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++) {
        if (asides[i].verb == *verb && rung >= asides[i].rung && colon)
            return ASIDE_CERTAIN;
        if (asides[i].verb == *verb && rung >= asides[i].rung && words.n <= asides[i].most && (line || asides[i].most == SIZE_MAX))
            return ASIDE_PERHAPS;
    }
    if (!line || words.n > 80 || !may_report(a, words))
        return ASIDE_NOT;
    *verb = VERB_REPORT;
    return ASIDE_PERHAPS;
}

/* With what stands behind the word, or all of it where the word is not the first. */
static enum outcome act_on(struct act *a, enum verb verb, const struct post *p, struct str words, struct fault *why)
{
    struct str rest, word = desk_word(words, &rest);

    return desk_command(a, verb, p, intent_command(a->ctx, word).verb == verb ? rest : words, why);
}

static enum outcome ask(struct act *a, enum verb verb, const struct post *p, struct fault *why)
{
    const char *word = "";

    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++)
        word = row->verb == verb ? row->word : word;
    act_event(a, "held-words");
    return hold_choice(a, HOLD_ASKED_WORDS, "aside", p->id, mem_format(a->ctx, "%s, %s", word, PHRASE("ok or drop")), why);
}

enum outcome aside_apply(struct act *a, const struct post *p, bool *taken, struct fault *why)
{
    struct str words = str_trim(str_of(a->m->intent.words));
    enum intent_kind kind = a->m->intent.kind;
    bool asked = a->posted_anyway && (kind == INTENT_ANSWER || kind == INTENT_COMMENT); /* and it is to be posted */
    enum aside what;
    enum rung rung;
    enum verb verb;
    enum outcome o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why);

    *taken = o == DONE && a->aside != VERB_NONE;
    if (*taken)
        return act_on(a, a->aside, p, words, why);
    if (o != DONE || p->id == 0 || p->author == a->actor.id || asked)
        return o;
    what = aside(a, words, rung, &verb);
    *taken = what != ASIDE_NOT;
    return !*taken ? DONE : what == ASIDE_CERTAIN ? act_on(a, verb, p, words, why) : ask(a, verb, p, why);
}
