/* Inside intent/: pieces of classify.c that are thoughts of their own. */
#ifndef INTENT_PRIVATE_H
#define INTENT_PRIVATE_H

#include "intent/intent.h"

enum {
    INTENT_COMMANDS_MAX = 20,
    INTENT_TAGS_MAX = 20,
    INTENT_NAME_MAX = 60 /* characters; what a name may be is decided in forum/ */
};

/* plain.c: text folded, everything but letters and digits become single spaces; at most `limit` bytes are looked at. */
struct str intent_plain(const void *ctx, struct str text, size_t limit);

/* clauses.c: a short text as clauses of plain words. */
enum {
    PLAIN_LIMIT = 600,     /* bytes; longer texts are not looked at */
    REQUEST_SIZE = 2 * 40, /* of a whole mail, as struct clauses counts; longer ones are posts, whatever follows */
    CLAUSES_MAX = 24
};

struct clause {
    struct str text; /* base letters; each word has a space behind it, characters of scripts without spaces stand alone */
    unsigned size;   /* twice its words; a character of a script without spaces counts as half a word */
    bool reported;   /* it stands behind a colon or in quotes */
    bool edge;       /* the first or last of its text: a greeting, a closing */
    bool name;       /* a line of its own at the end that looks like somebody's name */
};

struct clauses {
    struct clause list[CLAUSES_MAX];
    size_t count;
    unsigned size; /* of all, or more than REQUEST_SIZE: then what follows was not read */
};

/* Adds the clauses of text, which belong to ctx. Addresses and links are no words. */
void intent_clauses(const void *ctx, struct str text, struct clauses *out);
/* A phrase as it would stand in a clause. */
struct str clause_phrase(const void *ctx, struct str phrase);
/* Behind the word, and its space, or the character that begins at `at`. */
size_t clause_next(struct str text, size_t at);

/* requests.txt: what people say who want something of the forum. */
enum request_word {
    WORD_LEAVE,  /* to hear no more of what they subscribed to */
    WORD_STOP,   /* to get no mail at all */
    WORD_JOIN,
    WORD_HELP,
    WORD_ASK,    /* something a mail alone should not do: they are asked */
    WORD_NOT,    /* turns a request round */
    WORD_OTHERS, /* shows that somebody else is meant */
    WORD_POLITE, /* says nothing: greetings, please, thanks */
    WORD_AROUND  /* may stand in a request: pronouns, articles, what is sent, why */
};

/* requests.txt as requests.awk makes it, language by language. */
struct request_row {
    enum request_word kind;
    size_t language;
    bool weak; /* it can as well mean something else */
    const char *phrase;
};

extern const struct request_row request_rows[];
extern const size_t request_row_count;
extern const char *const request_languages[]; /* their codes */
extern const size_t request_language_count;

/* phrasebook.c: that table, compiled. */
struct phrase_entry {
    const char *phrase;
    enum request_word kind;
    bool weak;
    bool several; /* words */
};

/* Compiles it, once for all children; done when it is first needed otherwise. */
void phrasebook_prepare(void);
/* Whether a request in any language begins anywhere in the clauses: most mails end there. */
bool phrasebook_any(const struct clauses *clauses);
/* The longest phrase of a language that begins there, or NULL; *at moves behind it. */
const struct phrase_entry *phrasebook_at(size_t language, struct str text, size_t *at);

/* title.c: subject without Re:, Fwd:, ... and leading [tags]; points into subject. */
struct str title_bare(struct str subject);
/* Whether two subjects are the same but for prefixes and what gateways put in front. */
bool title_same(const void *ctx, struct str a, struct str b);
/* Fills title, title_from_body, tags and words of a question from its subject and words. */
void title_make(const void *ctx, struct str subject, size_t min, size_t max, struct intent *out);

/* pseudo.c: takes "Tags:", "Name:" and "Anonymous" lines off the top of out->words. */
/* Whether one of them is "Follow-up:". */
bool pseudo_follows_up(const void *ctx, struct str words);
void pseudo_headers(const void *ctx, struct intent *out);
void intent_add_tag(const void *ctx, struct intent *out, struct str tag);

/* asked.c: the command a short mail asks for in its own words. `reply`: to a post, so that it can be an answer as well. No line: none;
 * VERB_NONE: perhaps one, the person is to be asked. */
struct command asked_words(const void *ctx, struct str subject, struct str words, bool reply);

/* verbs.c: whether a reply of that one line may be a command and may be an answer: "search your heart". */
bool verb_perhaps(const void *ctx, struct str line);

/* words.c: the first line, when nothing stands below it but a closing and a name, or the sender's name alone; else empty. */
struct str words_alone(const void *ctx, struct str words, struct str name);

/* edit.c: whether words replace the post: "Edit:" in front (which *words loses), or at least half of them stand in it; or
 * whether they change it: "Title: ...", or nothing but substitutions (and a closing and the sender's name, which *words loses). */
bool edit_replaces(const void *ctx, struct str *words, struct str post, struct str name);

/* placed.c: `words` of a message with that text, and above them what they stand below. */
char *placed_words(const void *ctx, struct str text, struct str words);
/* The shape of an r token in front of an @. */
bool holds_token(struct str text);

#endif
