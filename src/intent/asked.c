/* Short mails that ask, in words, to join, leave, stop or get help: they become that command and never a post. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { MAIL_WORDS = 12, TEXT_LIMIT = 400 };

/* What is asked and in at most how many words in all; phrases as intent_plain writes them. `verb` NONE: unsure, the person is asked. */
static const struct {
    const char *phrase;
    enum verb verb;
    unsigned words;
} rows[] = {
    {"unsubscribe", VERB_UNSUBSCRIBE, 3}, {"unsubscribe me", VERB_UNSUBSCRIBE, 12}, {"please unsubscribe", VERB_UNSUBSCRIBE, 12},
    {"want to unsubscribe", VERB_UNSUBSCRIBE, 12}, {"like to unsubscribe", VERB_UNSUBSCRIBE, 12}, {"unsubscribe", VERB_NONE, 6},
    {"take me off", VERB_UNSUBSCRIBE, 12}, {"remove me", VERB_UNSUBSCRIBE, 12}, {"remove my address", VERB_STOP, 12},
    {"remove my email", VERB_STOP, 12}, {"opt out", VERB_UNSUBSCRIBE, 4}, {"leave this list", VERB_UNSUBSCRIBE, 12},
    {"leave the list", VERB_UNSUBSCRIBE, 12}, {"off this list", VERB_UNSUBSCRIBE, 12}, {"off the list", VERB_UNSUBSCRIBE, 12},
    {"stop sending me", VERB_STOP, 12}, {"stop sending these", VERB_STOP, 12}, {"stop emailing me", VERB_STOP, 12},
    {"stop mailing me", VERB_STOP, 12}, {"stop these emails", VERB_STOP, 12}, {"stop these mails", VERB_STOP, 12},
    {"no more emails", VERB_STOP, 8}, {"no more mails", VERB_STOP, 8}, {"no more mail", VERB_STOP, 8}, {"please stop", VERB_STOP, 3},
    {"stop please", VERB_STOP, 3}, {"dont want these emails", VERB_STOP, 12}, {"dont send me", VERB_STOP, 10},
    {"do not send me", VERB_STOP, 10}, {"do not email me", VERB_STOP, 10}, {"dont email me", VERB_STOP, 10},
    {"leave me alone", VERB_NONE, 5}, {"delete my account", VERB_NONE, 10}, {"close my account", VERB_NONE, 10},
    {"subscribe me", VERB_SUBSCRIBE, 12}, {"please subscribe", VERB_SUBSCRIBE, 8}, {"subscribe", VERB_SUBSCRIBE, 2},
    {"sign me up", VERB_SUBSCRIBE, 12}, {"want to join", VERB_SUBSCRIBE, 8}, {"like to join", VERB_SUBSCRIBE, 8},
    {"add me to", VERB_SUBSCRIBE, 10}, {"how does this work", VERB_HELP, 6}, {"how do i use this", VERB_HELP, 8},
    {"what is this", VERB_HELP, 3}, {"who are you", VERB_HELP, 3},
    {"abmelden", VERB_UNSUBSCRIBE, 5}, {"abbestellen", VERB_UNSUBSCRIBE, 6}, {"austragen", VERB_UNSUBSCRIBE, 6},
    {"aus dem verteiler", VERB_UNSUBSCRIBE, 12}, {"aus der liste", VERB_UNSUBSCRIBE, 12}, {"von der liste", VERB_UNSUBSCRIBE, 12},
    {"keine mails mehr", VERB_STOP, 12}, {"keine e mails mehr", VERB_STOP, 12}, {"keine emails mehr", VERB_STOP, 12},
    {"keine nachrichten mehr", VERB_STOP, 12}, {"nicht mehr anschreiben", VERB_STOP, 10}, {"anmelden", VERB_SUBSCRIBE, 4},
    {"bitte abonnieren", VERB_SUBSCRIBE, 6}, {"wie funktioniert das", VERB_HELP, 6}, {"wie geht das hier", VERB_HELP, 6},
    {"desabonner", VERB_UNSUBSCRIBE, 6}, {"d\xc3\xa9sabonner", VERB_UNSUBSCRIBE, 8}, {"d\xc3\xa9sinscrire", VERB_UNSUBSCRIBE, 8},
    {"plus recevoir", VERB_STOP, 12}, {"darme de baja", VERB_UNSUBSCRIBE, 10}, {"cancelar suscripci\xc3\xb3n", VERB_UNSUBSCRIBE, 8},
    {"no quiero recibir", VERB_STOP, 12}, {"cancellarmi", VERB_UNSUBSCRIBE, 6}, {"afmelden", VERB_UNSUBSCRIBE, 6},
    {"uitschrijven", VERB_UNSUBSCRIBE, 6}, {"avregistrera", VERB_UNSUBSCRIBE, 6}, {"wypisz mnie", VERB_UNSUBSCRIBE, 8}};

/* Whether phrase stands in text as whole words. */
static bool says(struct str text, struct str phrase)
{
    for (size_t from = 0; from < text.n;) {
        size_t at = from + str_find(str_from_index(text, from), phrase), end = at + phrase.n;

        if (at >= text.n)
            return false;
        if ((at == 0 || text.p[at - 1] == ' ') && (end == text.n || text.p[end] == ' '))
            return true;
        from = at + 1;
    }
    return false;
}

/* The row one text matches; a sure one before an unsure one. NULL when none. */
static bool asks(struct str text, enum verb *verb)
{
    unsigned words = intent_word_count(text);
    bool unsure = false;

    if (words == 0 || words > MAIL_WORDS)
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (words > rows[i].words || !says(text, str_of(rows[i].phrase)))
            continue;
        *verb = rows[i].verb;
        if (*verb != VERB_NONE)
            return true;
        unsure = true;
    }
    return unsure;
}

struct command asked_words(const void *ctx, struct str subject, struct str words)
{
    void *job = mem_zero(ctx, 0);
    struct str body = words.n > TEXT_LIMIT ? STR_EMPTY : intent_plain(job, words, TEXT_LIMIT);
    struct str head = subject.n > TEXT_LIMIT ? STR_EMPTY : intent_plain(job, title_bare(subject), TEXT_LIMIT);
    struct command command = {VERB_NONE, NULL, NULL}, alone;
    bool asked = false;

    alone = intent_command(job, title_bare(subject)); /* the subject is one command word, and the body says no more than a greeting */
    if (words.n <= TEXT_LIMIT && intent_word_count(body) + intent_word_count(head) <= MAIL_WORDS) {
        asked = asks(body, &command.verb) || asks(head, &command.verb);
        if (!asked && alone.verb != VERB_NONE && alone.argument[0] == '\0' && intent_word_count(body) <= 4) {
            command.verb = alone.verb;
            asked = true;
        }
    }
    if (asked) {
        command.argument = mem_string(ctx, "");
        command.line = utf8_line(ctx, utf8_prefix(words.n > 0 ? words : subject, 200));
    }
    mem_free(job);
    return command;
}
