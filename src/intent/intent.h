/* A message, its own words and the address it came to become what the sender wants: one ordered list, first match wins.
 * Pure. Who the sender is, and whether they may, is decided in forum/. */
#ifndef INTENT_INTENT_H
#define INTENT_INTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "intent/table.h"
#include "mime/mime.h"
#include "reply/reply.h"

/* What the local part of a recipient means, without the database (route.c). */
enum route_kind {
    ROUTE_UNKNOWN,     /* nothing of ours by its shape */
    ROUTE_TOKEN,       /* has the shape of a token: only core can tell whether it is true */
    ROUTE_ASK,         /* ask */
    ROUTE_REPLY,       /* reply: the From of notices */
    ROUTE_REQUEST,     /* request, help */
    ROUTE_ROLE,        /* postmaster, abuse, ...: the operator's */
    ROUTE_CATEGORY,    /* SLUG or parent.child: core knows whether it exists */
    ROUTE_SUBSCRIBE,   /* SLUG+subscribe, SLUG-subscribe */
    ROUTE_UNSUBSCRIBE,
    ROUTE_DIGEST
};

struct route {
    enum route_kind kind;
    struct str category; /* the slug path, for the last four */
};

struct route intent_route(struct str local_part);

/* The kind of token that decides, for the parser: core read it at RCPT. 0: none. */
enum target {
    TARGET_NONE,
    TARGET_CATEGORY,      /* a category, ask */
    TARGET_REQUEST,
    TARGET_SUBSCRIBE,
    TARGET_UNSUBSCRIBE,
    TARGET_DIGEST,
    TARGET_ROLE,
    TARGET_REPLY_ADDRESS, /* reply@ */
    TARGET_QUESTION,      /* r token of a notice about a question */
    TARGET_POST,          /* r token of a notice about an answer or comment */
    TARGET_RECEIPT,       /* r token of a receipt */
    TARGET_PROBLEM,       /* r token of a refusal */
    TARGET_DIGESTED,      /* r token of a digest: what it says may be for several posts */
    TARGET_DO,            /* d token */
    TARGET_REVIEW,        /* d token of a mail to or from moderators about a post: the words of its reply count */
    TARGET_CONFIRM,       /* c token */
    TARGET_LEAVE,         /* u token */
    TARGET_BOUNCE         /* b token */
};

/* Verbs a person can use, by one word or on a line of a mail to request@. */
enum verb {
    VERB_NONE,
#define VERB(name, handler, number, ...) VERB_##name = (number),
    INTENT_VERBS(VERB)
#undef VERB
    /* Of d tokens only, with numbers of the same kind. (Of a d token, VERB_SHOW is about a notice; what the reply to one with VERB_NOTE says goes to the
     * post's author, or from its author to the moderators.) */
    VERB_REVIEW = 25,  /* what its reply says decides about a post that waits */
    VERB_DECIDE = 40,  /* as VERB_REVIEW, with the revision that was shown in place of its day of expiry */
    VERB_FLAGGED = 41, /* what its reply says is done with a post that was reported */
    VERBS = 64         /* above all of them */
};

/* Under which heading help lists a word, and who is told of it. */
enum verb_place { PLACE_READ, PLACE_TAKE_PART, PLACE_GET, PLACE_SELF, PLACE_MODERATE, PLACE_HELP, PLACES };
enum verb_who { WHO_ANYBODY, WHO_MEMBER, WHO_EDITOR, WHO_MODERATOR };

/* How each verb is written: the rows of table.h, in their order. */
struct verb_row {
    enum verb verb;
    const char *word;
    const char *argument; /* "CATEGORY", "NAME", "KEY VALUE" or NULL */
    enum verb_place place;
    enum verb_who who;
    const char *help;
};

extern const struct verb_row intent_verbs[]; /* ends with VERB_NONE */

struct command {
    enum verb verb;
    char *argument; /* the rest of the line, trimmed; "" when none */
    char *line;     /* as written, one safe line: for "I do not know ..." */
};

enum intent_kind {
    INTENT_NOTHING,     /* no words at all */
    INTENT_LEAVE,       /* 1: u token */
    INTENT_REPORT,      /* 2: delivery report */
    INTENT_COMPLAINT,   /* 3: ARF */
    INTENT_AUTOMATIC,   /* 4: recorded, never posted, never answered */
    INTENT_LIST,        /* 4: mailing-list mail: held, unanswered */
    INTENT_REACTION,    /* 5: an emoji (counted once votes exist) */
    INTENT_CONFIRM,     /* 6: c token; answer says what was said */
    INTENT_DO,          /* 6: d token; 7: own words are one command word */
    INTENT_ASKED_WORDS, /* 7: a short mail asking to join, leave, stop or get help */
    INTENT_UNRELATED,   /* 7: an r token, but it neither refers to, quotes, nor carries the subject of our notice */
    INTENT_ANSWER,      /* 7: reply to a question */
    INTENT_COMMENT,     /* 7: reply to an answer or comment */
    INTENT_EDIT,        /* 7: reply to a receipt that replaces the post */
    INTENT_AMBIGUOUS,   /* 7: reply to a receipt that may be anything: add, replace or drop? */
    INTENT_MISADDRESSED, /* 8: refers to our Message-IDs, but came to a category or reply@ */
    INTENT_SUBSCRIBE,   /* 9 */
    INTENT_UNSUBSCRIBE, /* 9 */
    INTENT_DIGEST,      /* 9 */
    INTENT_COMMANDS,    /* 10 */
    INTENT_QUESTION,    /* 11 */
    INTENT_ROLE,        /* mail to the operator's addresses */
    INTENT_FOLLOW_UP    /* 7: reply to an answer or comment that is a question of its own: first line "Follow-up: TITLE" */
};

/* What a confirmation's own words say. */
enum answer_word {
    ANSWER_NONE, /* something else */
    ANSWER_YES,  /* ok, yes, ja, oui, ... */
    ANSWER_NO,   /* no, nein, cancel */
    ANSWER_MINE, ANSWER_THEIRS, ANSWER_DROP,
    ANSWER_REDACT, ANSWER_AS_IS,
    ANSWER_ADD, ANSWER_REPLACE
};

struct intent {
    enum intent_kind kind;
    struct command *commands; /* INTENT_DO and INTENT_ASKED_WORDS: one; INTENT_COMMANDS: in order */
    size_t command_count;
    enum answer_word answer; /* INTENT_CONFIRM */
    char *title;             /* INTENT_QUESTION: without Re:/Fwd:, [tags], #tags; may be "" */
    bool title_from_body;
    char *words;             /* what will be posted: own words less pseudo-headers */
    char **tags;
    size_t tag_count;
    char *name;              /* "Name:" first line; NULL when none */
    bool anonymous;          /* "Anonymous" first line */
    bool only_attachments;   /* pictures, no words */
};

struct intent_question {
    enum target target;
    const struct message *message;
    const struct reply *reply;
    const struct origin *origin; /* what front read; `automatic`, references */
    const char *notice_subject;  /* of the notice an r token stood in, or "" */
    const char *post_text;       /* TARGET_RECEIPT: the post as it stands, or "" */
    size_t title_min, title_max;
    bool null_sender;
};

void intent_classify(const void *ctx, const struct intent_question *q, struct intent *out);

/* What kind of machine wrote a message, if one did: for `askpost classify`. */
enum class {
    CLASS_HUMAN,      /* a person, also by way of a mailing list */
    CLASS_HARD,       /* a report that a mail could not be delivered, because an address is bad */
    CLASS_SOFT,       /* the same for a reason that may pass: mailbox full, policy, size, time */
    CLASS_DELAYED,    /* a report that it is still being tried */
    CLASS_ARF,        /* a complaint (RFC 5965) */
    CLASS_AUTO_REPLY, /* an automatic answer */
    CLASS_OTHER       /* read receipts, reports of success, challenges, calendar replies */
};

struct classified {
    enum class class;
    struct class_recipient {
        char *address;
        char *status; /* "5.1.1": as given, or the one that stands for what was said; "" for complaints */
    } *recipients; /* whom a report or a complaint names, at most REPORT_RECIPIENTS; never acted upon */
    size_t count;
};

void intent_class(const void *ctx, const struct message *message, const struct origin *origin, struct classified *out);
/* "bounce-hard", "auto-reply", ... */
const char *intent_class_name(enum class class);
/* Gives a message that came to a b token and reports in words alone the report its words make: action, and status when it is hard. */
void intent_report(const void *ctx, struct message *message, const struct origin *origin);
/* Whether a report says that somebody wants no more mail: not of a failed signature (RFC 6591), nor that a mail was no spam (RFC 6430). */
bool intent_complains(const struct report *report);
/* Makes the tables of phrases, once for all children: call before forking (the first mail does it otherwise). */
void intent_prepare(void);
const char *intent_name(enum intent_kind kind);

/* "s/old/new/", "s/old/new/g", with `|` or `#` for the strokes too; `\/` is a stroke in one of them. */
struct substitution {
    char *old, *new;
    bool all;
};
/* False when the line is none. The strings belong to ctx. */
bool intent_substitution(const void *ctx, struct str line, struct substitution *out);

/* The verb a single word (or line) is, with its argument; VERB_NONE otherwise. Forgiving of case, a final stop and "Re:". */
struct command intent_command(const void *ctx, struct str line);
/* The same of a whole reply to a post, in which an argument must not be taken from a sentence: "hide", "hide: off topic", "close duplicate
 * Q12". */
struct command intent_reply_command(const void *ctx, struct str line);
/* What a short reply asks for in words of its own: to leave, to stop, to join or for help. `line` NULL: for nothing; VERB_NONE: perhaps for something. */
struct command intent_asked(const void *ctx, struct str words);
/* The verb's word, in that language (NULL: English) or in English, that the first word of a line that is none was meant for, when one is near; NULL otherwise.
 * Belongs to ctx. */
const char *intent_nearest(const void *ctx, const struct lang *l, struct str line);
/* `name`: of the sender, which may stand below the word; or "". */
enum answer_word intent_answer_word(struct str words, const char *name);
/* What stands behind "Title:" where a line, or a text, begins with that in any language; p is NULL where it does not. */
struct str intent_title_line(struct str line);
/* Whether words are a whole text in place of the post: "Edit:" in front (which *words loses), or at least half of them stand in it. */
bool intent_replaces(const void *ctx, struct str *words, struct str post);

#endif
