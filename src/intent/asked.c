/* Short mails that ask, in words, to join, leave, stop or get help: they become that command and never a post.
 *
 * What decides is how much of the mail the request covers. A clause in which every word belongs to a request, to politeness or to what can
 * stand around a request ("please take me off this list, I get too many mails") is one; a clause with a word of its own ("my husband told me
 * to stop", "I want to unsubscribe from my mother's life") is none, and beside such clauses only a request that is complete in itself is
 * taken for a possible one. A language counts its own words alone. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum {
    CONTENT_SIZE = 2 * 12, /* of what else it says, to be asked about at all */
    NAME_WORDS = 2,        /* behind "Dear" or "Thanks" */
    GREETING_SIZE = 2 * 5, /* "Dear Mind and Heart team" */
    UNKNOWN_WORDS = 2,     /* a category's name behind "unsubscribe me from" */
    TOO_MANY_WORDS = 3,    /* more than either: what else the clause says does not matter, unless it is a name */
    CLOSING_LINES = 4      /* below "Regards" */
};

/* What one language makes of a clause. */
struct sight {
    unsigned other;   /* words it does not know, or that speak of others */
    bool polite, around, begins_polite;
    bool negated, strong, several;
    bool leads;       /* a strong request stands in front, but for politeness */
    unsigned asks;    /* bits 1 << enum request_word of the requests in it */
};

static struct sight look(size_t language, const struct clause *c)
{
    struct str text = c->text;
    struct sight s = {.other = 0};

    for (size_t at = 0; at < text.n && (c->name || s.other < TOO_MANY_WORDS);) {
        size_t start = at;
        const struct phrase_entry *e = phrasebook_at(language, text, &at);

        if (e == NULL || e->kind == WORD_OTHERS) {
            s.other++;
            at = e == NULL ? clause_next(text, at) : at;
        } else if (e->kind == WORD_POLITE) {
            s.polite = true;
            s.begins_polite = s.begins_polite || start == 0;
        } else if (e->kind == WORD_AROUND) {
            s.around = true;
        } else if (e->kind == WORD_NOT) {
            s.negated = true;
        } else {
            s.leads = s.leads || (!e->weak && !s.around && !s.negated && s.asks == 0 && s.other == 0);
            s.asks |= 1U << e->kind;
            s.strong = s.strong || !e->weak;
            s.several = s.several || e->several;
        }
    }
    return s;
}

/* The mail as one language sees it. */
struct finding {
    unsigned asks;
    unsigned content; /* size of clauses that say something of their own */
    bool strong, around, negated;
    bool complete; /* a strong request that is said in several words or with a please, in nobody else's mouth */
    bool almost;   /* one with a please in front of a word or two that are not known: "please unsubscribe me from sleep" */
};

/* Greetings and names say nothing: "Dear Ann", "Thanks, Ann". */
static bool empty(const struct sight *s, const struct clause *c, bool after_polite)
{
    return c->name || (c->edge && (s->begins_polite || after_polite) && s->other <= NAME_WORDS && c->size <= GREETING_SIZE);
}

/* Reads on only until it says more of its own than a request could. */
static struct finding judge(size_t language, const struct clauses *clauses)
{
    struct finding v = {.asks = 0};
    bool polite = false; /* nothing but that was the clause before */

    for (size_t i = 0; i < clauses->count && v.content <= CONTENT_SIZE; i++) {
        const struct clause *c = &clauses->list[i];
        struct sight s = look(language, c);

        if (s.other > 0) {
            v.almost = v.almost || (s.leads && s.polite && s.other <= UNKNOWN_WORDS && !c->reported);
            if (s.asks > 0 || !empty(&s, c, polite))
                v.content += c->size;
            polite = false;
            continue;
        }
        polite = s.polite && !s.around && !s.negated && s.asks == 0;
        v.around = v.around || s.around;
        v.negated = v.negated || s.negated;
        v.asks |= s.asks;
        v.strong = v.strong || s.strong;
        v.complete = v.complete || (s.strong && !c->reported && !s.negated && (s.several || s.polite));
    }
    return v;
}

/* Who wants less and less wants least. */
static enum verb verb_of(unsigned asks)
{
    bool join = (asks & 1U << WORD_JOIN) != 0, leave = (asks & 1U << WORD_LEAVE) != 0, stop = (asks & 1U << WORD_STOP) != 0;

    if ((asks & 1U << WORD_ASK) != 0 || (join && (leave || stop)))
        return VERB_NONE;
    return stop ? VERB_STOP : leave ? VERB_UNSUBSCRIBE : join ? VERB_SUBSCRIBE : VERB_HELP;
}

enum certainty { NO, PERHAPS, SURELY };

static enum certainty certainty(const struct finding *v, bool reply)
{
    enum verb verb = verb_of(v->asks);

    if (v->content > 0)
        return (v->complete || v->almost) && v->content <= CONTENT_SIZE ? PERHAPS : NO;
    if (v->asks == 0)
        return NO;
    if (verb == VERB_NONE || v->negated)
        return PERHAPS;
    if (v->strong || (verb == VERB_SUBSCRIBE && !reply))
        return SURELY;
    return !v->around && (!reply || verb == VERB_STOP || verb == VERB_UNSUBSCRIBE) ? SURELY : PERHAPS;
}

/* The words above "Regards" and a name or two. */
static struct str without_closing(struct str words)
{
    struct str rest = words, line, first = STR_EMPTY;

    while (first.n == 0 && str_next_line(&rest, &first))
        first = str_trim(first);
    while (str_next_line(&rest, &line)) {
        struct str below = rest, next;
        unsigned lines = 0;

        if (str_trim(line).n == 0 || !reply_closing(line))
            continue;
        while (str_next_line(&below, &next))
            lines += str_trim(next).n > 0;
        return lines <= CLOSING_LINES ? str_from(words.p, (size_t)(line.p - words.p)) : words;
    }
    return words;
}

/* Whether a body says no more than a greeting. */
static bool says_nothing(const struct clauses *body)
{
    for (size_t language = 0; body->count > 0 && language < request_language_count; language++) {
        struct finding f = judge(language, body);

        if (f.content == 0 && f.asks == 0 && !f.around)
            return true;
    }
    return body->count == 0;
}

/* The subject is a command, and the body says nothing: "settings", or above no body at all "unsubscribe sleep". */
static struct command subject_command(const void *ctx, struct str subject, struct str words)
{
    struct command command = intent_command(ctx, title_bare(subject));
    struct clauses body = {.count = 0};

    if (command.verb == VERB_NONE)
        return command;
    intent_clauses(ctx, words, &body);
    if (command.argument[0] != '\0' && (body.size > 0 || (command.verb != VERB_SUBSCRIBE && command.verb != VERB_UNSUBSCRIBE)))
        command.verb = VERB_NONE;
    if (body.size > REQUEST_SIZE || !says_nothing(&body))
        command.verb = VERB_NONE;
    return command;
}

/* What the languages make of subject and words together. */
static enum certainty find(const struct clauses *all, bool reply, enum verb *verb)
{
    enum certainty best = NO;

    if (all->size > REQUEST_SIZE || !phrasebook_any(all))
        return NO;
    for (size_t language = 0; language < request_language_count && best < SURELY; language++) {
        struct finding f = judge(language, all);
        enum certainty found = certainty(&f, reply);

        if (found <= best)
            continue;
        best = found;
        *verb = found == SURELY ? verb_of(f.asks) : VERB_NONE;
    }
    return best;
}

struct command asked_words(const void *ctx, struct str subject, struct str words, bool reply)
{
    void *job = mem_zero(ctx, 0);
    struct clauses all = {.count = 0};
    struct command command = {VERB_NONE, NULL, NULL};
    const char *argument = "";
    bool asked;

    words = words.n > PLAIN_LIMIT ? words : without_closing(words);
    intent_clauses(job, title_bare(subject), &all);
    intent_clauses(job, words, &all);
    asked = find(&all, reply, &command.verb) != NO;
    if (!asked) {
        struct command alone = subject_command(job, subject, words);

        asked = alone.verb != VERB_NONE;
        command.verb = alone.verb;
        argument = alone.argument;
    }
    if (asked) {
        command.argument = mem_string(ctx, argument);
        command.line = utf8_line(ctx, utf8_prefix(words.n > 0 ? words : subject, 200));
    }
    mem_free(job);
    return command;
}

struct command intent_asked(const void *ctx, struct str words)
{
    return asked_words(ctx, STR_EMPTY, words, true);
}
