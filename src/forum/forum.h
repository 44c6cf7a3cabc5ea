/* The rules: who may do what, and what it changes. Runs in the caller's transaction; tells the caller what changed, so
 * that notify/ can plan who hears of it. Knows no protocol, no mail format, no file. */
#ifndef FORUM_FORUM_H
#define FORUM_FORUM_H

#include "conf/conf.h"
#include "lang/lang.h"
#include "intent/intent.h"
#include "seal/seal.h"
#include "store/category.h"
#include "store/db.h"
#include "store/digest.h"
#include "store/event.h"
#include "store/follow.h"
#include "store/held.h"
#include "store/moderation.h"
#include "store/ledger.h"
#include "store/member.h"
#include "store/notice.h"
#include "store/participant.h"
#include "store/person.h"
#include "store/post.h"
#include "store/search.h"
#include "store/vote.h"

/* What every rule needs. `now` is set by the caller for each request. */
struct forum {
    struct db *db;
    struct seal *seal;
    const struct conf *conf;
    int64_t now;
};

/* One mail, as core sees it: the envelope and `origin` from front, the rest from the jailed parser. */
struct mail {
    char *sender;       /* envelope sender, "" : null */
    char **recipients;  /* local parts of the forum's recipients, in order */
    size_t recipient_count;
    struct origin origin;
    unsigned char body_hash[32]; /* front's hash of the raw body: for the duplicate key */
    bool pipe;          /* it came by `askpost deliver`, what RCPT refused included */
    /* the parser's */
    struct intent intent;
    struct report report;
    char *reaction;
    char **attachments; /* "photo.jpg (image/jpeg)", at most 20, safe lines */
    size_t attachment_count;
    bool quote_cut, signature_cut, encrypted;
};

/* As core gets it from front, and as it is kept while it waits. */
void mail_encode(struct buf *out, const struct mail *m);
/* False when the bytes break the rules (a parser or a database gone bad). Owned by ctx. */
bool mail_decode(const void *ctx, struct str bytes, struct mail *out);

/* ---- who: recipient.c, identity.c -------------------------------------------------------------------------------- */

/* What a recipient is, as RCPT asks it. One that is not there gives REFUSED 5.1.1 "no such address": same words for
 * unknown, false and revoked. */
struct recipient {
    enum target target;
    struct token token;   /* of the five token targets */
    bool expired;
    uint64_t category;
};

/* By the local part as it was written. RETRY when the database cannot be read. */
enum outcome forum_recipient(const struct forum *f, struct str local_part, struct recipient *out,
                             struct fault *why) MUST_CHECK;
/* Of several recipients the one that decides (u c d r, b first of all, then the first category). */
size_t forum_deciding(const struct recipient *recipients, size_t count);

/* What the parser gets beside the raw mail: text the forum sent (the notice as sent and every revision of the thread's
 * posts), for the deciding recipient, or for a mail to a category that refers to our Message-IDs. `notice_text` is what
 * notify_render makes of that notice, or empty: forum/ adds the posts. At most limits.known_text bytes, and as many of HTML. */
struct known {
    struct recipient recipient;
    struct str text;
    struct str html;  /* the notice's other part: a reply quotes words of it that the text has not, of headings and buttons */
    char *subject;    /* of the notice or the thread's question */
    char *post_text;  /* TARGET_RECEIPT: the post as it stands */
};
/* What a mail without a token refers to: the first of `references` (struct origin) that is a true Message-ID of ours
 * about a post, as if that notice's r token stood there (for forum_known, and for rule 8). DONE with target TARGET_NONE
 * when there is none. */
enum outcome forum_referred(const struct forum *f, char *const *references, size_t count, struct recipient *out,
                            struct fault *why) MUST_CHECK;

/* What a reply to that may quote; owned by ctx. Empty when there is nothing. */
enum outcome forum_known(const struct forum *f, const void *ctx, const struct recipient *r, struct str notice_text,
                         struct known *out, struct fault *why) MUST_CHECK;

/* identity.tsv as a function: pure, so the table can be tested row by row. */
enum token_state { STATE_NO_TOKEN, STATE_VALID, STATE_EXPIRED, STATE_OLD_GENERATION, STATE_FALSE };
enum from_relation {
    FROM_OWNER,
    FROM_OTHER_PERSON,
    FROM_STRANGER,
    FROM_REGISTERED /* no token: anybody we know */,
    FROM_UNCLEAR /* malformed or several */
};
enum identity_action {
    IDENTITY_ACT,
    IDENTITY_REFUSE,          /* 550 5.1.1 at RCPT */
    IDENTITY_HOLD_ASK,        /* hold; ask the owner or registered address once a day */
    IDENTITY_HOLD_WHOSE,      /* hold; ask the owner: mine, theirs or drop */
    IDENTITY_HOLD_FRESH,      /* hold; a fresh address to the owner */
    IDENTITY_HOLD_OPERATOR,   /* hold; nothing sent; the operator's summary */
    IDENTITY_PREVIEW,         /* hold; preview and consent text to the sender */
    IDENTITY_CONFIRM,         /* c: confirm if one yes-word, else as its preview asks */
    IDENTITY_FRESH_PREVIEW,   /* c expired: nothing confirmed, a fresh preview while the hold lives */
    IDENTITY_NOTHING,         /* nothing is done and nothing sent */
    IDENTITY_NEWCOMER_COMMANDS, /* only help, categories, subscribe (after confirmation), stop */
    IDENTITY_LEAVE,           /* u: unsubscribe; owner told once, with undo */
    IDENTITY_COUNT            /* b: counted for that notice */
};
enum identity_action identity_decide(enum target target, enum token_state token, enum from_relation from,
                                     enum verdict verdict, bool automatic, enum trust trust);

/* ---- what changed ------------------------------------------------------------------------------------------------ */

/* Named values for a template; encoded and sealed before they are stored. All values are valid UTF-8; those marked *
 * may hold several lines, all others are one safe line. "" where there is nothing to say. A CHANGE_TELL never has
 * `post` (a person has one notice of a post, and that is its own): numbers stand in pairs. Where `held` is set, a reply
 * to the notice goes to the c token of that hold, but for NOTICE_REFUSAL, where it goes to the r token
 * (REPLY_TO_PROBLEM) of it. Budgets, `stop` and what RFC 3834 forbids to answer were looked at before a CHANGE_TELL is made: it is
 * sent to newcomers and to people who said stop as well, for they asked for it.
 * One that is about a post has its number as `post`, one about a category has that as `place`: it goes to nobody who does
 * not see it any more.
 *
 *   CHANGE_POSTED    cut            what was removed, "the quoted text, your signature, photo.jpg (image/jpeg)"
 *                    quote_only     "yes": nothing but that text
 *    (the receipt)   undo_minutes   how long `undo` works before anybody hears of it, "0": at once
 *                    notice*        the category's notice
 *                    category       its title
 *    (any of these)  several        "yes", to whoever sent the mail: it went to other addresses of ours as well
 *   NOTICE_PREVIEW   kind           "question", "answer" or "comment"
 *                    category       title of the category
 *                    title          of a question
 *                    subject        of an answer or comment: the title of its thread's question
 *                    text*          as it will stand
 *                    name           it is shown under
 *                    people         how many will get it, "43": notify_plan adds it
 *                    notice*        the category's
 *                    cut            as above
 *                    waits          "yes": a moderator reads it before others do
 *                    unclear        "yes": it is shown again, for the reply was none of the words it asks for
 *                    Replies: ok, drop.
 *   NOTICE_GUARD     as NOTICE_PREVIEW (text*: as written), and
 *                    redacted*      the text without what was found
 *                    what           was found, "your address, a phone number"
 *                    Replies: redact, as is, drop.
 *   NOTICE_ASK       time           when it came, "2026-11-23 17:05" (UTC)
 *                    about          what it would be: "an answer to Q12", "a question in Psychotherapy", "a command"
 *                    whose          "yes": it came from another address than theirs; "no": theirs, but not verified
 *                    Replies: mine, theirs, drop. Never a word of the mail: who wrote it is not known.
 *   NOTICE_FRESH     post           number of the post the old address stood for; 0: none
 *                    reply_to       enum reply_to, as a number, for a fresh r token of `post`
 *                    about          as NOTICE_ASK
 *                    text*          what they wrote, when it is verified that they did; else ""
 *                    Replies: ok (it is taken as it stands), drop.
 *   NOTICE_CHOICE    why            "receipt", "edit", "aside", "unrelated", "words", "misaddressed", "digest" (with items: its posts, one a line); or "expired": a confirmation that
 *                                   came too late, asked again without post, title and text
 *                    post           the number of the post it may belong to
 *                    title          of that thread
 *                    text*          what they wrote
 *                    choices        the words one may reply with, "add, replace or drop"
 *   NOTICE_REFUSAL   kind, category, title, subject, text*   as NOTICE_PREVIEW: what they wrote
 *                    count          how many rules it broke, "2"
 *                    problem1, mend1, problem2, mend2, ...   each and how to mend it, whole sentences
 *   NOTICE_TOLD      what           a fixed word: "subscribed", "left", "help", "commands", "undone", ...
 *                    subject        for the mail
 *                    text*          the whole message, written out
 *                    undo_verb      enum verb as a number: a reply `undo` goes to a d token with this verb ...
 *                    asked          "yes": it answers a mail they wrote just now
 *                    undo_object    ... and this object. Both absent: it cannot be undone, replies go to request@.
 *   NOTICE_LIST      what, subject, text* (above the posts; may be empty), as NOTICE_TOLD
 *                    items or whole  lines "NUMBER WORDS": posts, by their beginnings or with their whole text
 *   NOTICE_WELCOME   as NOTICE_LIST, undo_verb and undo_object as NOTICE_TOLD, and
 *                    categories*    lines "PATH TAB TITLE TAB DESCRIPTION TAB yours|closed", by path
 *   NOTICE_FAREWELL  as NOTICE_TOLD
 *   NOTICE_OUTCOME   what, subject, text*, post: what a moderator or an editor did with it; who said stop does not get it
 *   NOTICE_SHOWN     notice         the number of the discreet notice whose text it is
 *   NOTICE_REVIEW    kind, category, title, text*, name, post, why (it waits), again ("yes": a reminder), crisis ("yes"),
 *                    newer ("yes": they decided about an earlier text), revision (of it), at_once ("yes": whatever they set)
 *   NOTICE_FLAGGED   kind, category, title, text*, name, post; count (how many reported it), reason (the last one's; may be ""), hidden
 *                    ("yes": that many did), at_once ("yes": whatever they set)
 *   NOTICE_NOTE      kind, category, title, text*, name, post; from_author ("yes": to moderators)
 *   NOTICE_BLOCKED   lifted ("yes": not any more), reason
 *   NOTICE_ROLE      category ("" : everywhere)
 *   NOTICE_BEST      category, subject   of the question: its place and its title
 *                    post           its number
 *   NOTICE_CONFIRM   category       title of the category to subscribe to
 *                    path           of it
 *                    notice*        the category's
 *                    Replies: ok, drop. Never a word of the mail.
 */
struct pair {
    const char *name;
    const char *value;
};

enum change_kind {
    CHANGE_POSTED,  /* a post: its audience hears of it from `due` on, its author by a receipt */
    CHANGE_UNDONE,  /* a post went before it was seen: its notices are withdrawn */
    CHANGE_BACK,    /* a post that was hidden is seen again: what was withdrawn of it waits again */
    CHANGE_EDITED,  /* a post has a new revision: who got an earlier one gets it from `due` on */
    CHANGE_ARRIVED, /* a question came to another category (`came_from`), or got tags (`gained`), or a post is of another kind: who would have heard
                       of it because of that, and did not, hears from `due` on */
    CHANGE_TELL     /* one mail to one person */
};

struct change {
    enum change_kind kind;
    enum notice_kind notice; /* CHANGE_TELL */
    uint64_t person;
    uint64_t post;
    uint64_t about; /* CHANGE_TELL, of what may be gathered for a digest: the post it is an item for */
    uint64_t held;
    unsigned revision; /* CHANGE_EDITED */
    uint64_t came_from; /* CHANGE_ARRIVED, as struct event has them */
    char *gained;
    const struct post *shown; /* of a preview: the post as it will stand, as far as it is known; NULL: none. Who would hear of it is counted.
                                 CHANGE_POSTED: the post as it was added; NULL: it is to be read */
    int64_t due;
    struct pair *pairs; /* CHANGE_TELL: for its template; CHANGE_POSTED: for the receipt */
    size_t pair_count;
};

struct changes {
    struct change *list;
    size_t count, capacity;
    /* For the journal: one line about the mail. */
    const char *event;   /* a fixed word: "answer-posted", "held-verdict", "command-subscribe", ... */
    uint64_t person, post, held;
    uint64_t notice; /* of ours that a report is about */
    unsigned char address[SEAL_HASH];
};

/* Appends one and returns it; pairs are added with change_pair. Owned by ctx. */
struct change *change_add(const void *ctx, struct changes *c, enum change_kind kind);
/* Adds a pair; the value is copied. */
void change_pair(const void *ctx, struct change *c, const char *name, const char *value);

/* ---- name.c ------------------------------------------------------------------------------------------------------ */

/* The language somebody is written to in: what they chose, or (NULL too) the forum's. */
const struct lang *forum_language(const struct forum *f, const struct person *p);
/* The name person's posts are shown under in a thread (0: one that does not exist yet; then a pseudonym is only an
 * example), by their settings; a pseudonym is given and kept on first use when `keep`. Owned by ctx. */
enum outcome forum_shown_name(const struct forum *f, const void *ctx, const struct person *p, uint64_t thread,
                              bool keep, char **name, struct fault *why) MUST_CHECK;

/* Whether somebody else than person has a name in that thread that is, or looks like, this one. */
enum outcome forum_name_taken(const struct forum *f, const void *ctx, uint64_t person, uint64_t thread, const char *name, bool *taken,
                              struct fault *why) MUST_CHECK;

/* ---- see.c ------------------------------------------------------------------------------------------------------- */

/* Whether a person (0: a stranger) sees the category a post stands in. Everything about the post that goes to somebody asks this; whether the
 * post itself is to be seen (its state, its hold) is another question. No for one that is not there. */
enum outcome forum_sees(const struct forum *f, uint64_t person, const struct post *p, bool *yes, struct fault *why) MUST_CHECK;

/* ---- label.c ----------------------------------------------------------------------------------------------------- */

/* What a post is called in mails and commands: "Q12", "A13" or "C14". Owned by ctx. */
char *forum_label(const void *ctx, const struct post *p);
/* What somebody may know a question by: its title; its label when it is not there for others, for it may have been given a title then that nobody
 * was to see. "": id 0. Owned by ctx. */
char *forum_title(const void *ctx, uint64_t person, const struct post *question);

/* Whoever goes by that name now, and gets mail; id 0: nobody, or it is a name no more. */
enum outcome forum_person_named(const struct forum *f, const void *ctx, struct str name, struct person *out, struct fault *why) MUST_CHECK;
/* What followers of somebody under a name of theirs are found by (FOLLOW_PERSON); another name of theirs gives another. */
char *forum_follow_key(const void *ctx, uint64_t person, const char *name);

/* ---- apply.c ----------------------------------------------------------------------------------------------------- */

/* One mail, whole: duplicate check, identity, then what its intent asks. DONE also for what is held, dropped or
 * recorded: the mail was taken. */
enum outcome forum_apply(const struct forum *f, const void *ctx, const struct mail *m, struct changes *out,
                         struct fault *why) MUST_CHECK;
/* A raw mail the parser died on, or that RCPT refused in pipe mode: sealed and held for the operator. */
enum outcome forum_quarantine(const struct forum *f, const void *ctx, struct str raw, const char *reason,
                              struct changes *out, struct fault *why) MUST_CHECK;
/* What time does: holds expire. Called between batches; *more when there is more to do at once. */
enum outcome forum_tick(const struct forum *f, const void *ctx, struct changes *out, bool *more,
                        struct fault *why) MUST_CHECK;

/* Values of the store: the day on which all people were last looked at, one after the other (tick.c), and how far that has come. */
#define FORUM_PEOPLE_DAY "stray-day"
#define FORUM_PEOPLE_CURSOR "stray-cursor"

/* The store's value of that name: until when nothing is sent, because the relay refuses us (notify/). */
#define FORUM_RELAY_UNTIL "relay-until"
/* The journal's word for a report that no moderator hears of. */
#define FORUM_REPORT_UNHEARD "reported-unheard"
/* How often the operator asked to try the relay again: who pauses because it does not answer ends the pause when this has changed. */
#define FORUM_RELAY_ASKED "relay-asked"

/* ---- points.c ---------------------------------------------------------------------------------------------------- */

/* A person's points, the base included. */
enum outcome forum_points(const struct forum *f, uint64_t person, int64_t *points, struct fault *why) MUST_CHECK;
/* Counts everybody's points from posts and votes alone, and calls `wrong` for each running total that differs. */
typedef void forum_points_wrong(void *arg, uint64_t person, int64_t total, int64_t counted);
enum outcome forum_points_recount(struct db *db, const void *ctx, forum_points_wrong *wrong, void *arg,
                                  struct fault *why) MUST_CHECK;

/* ---- admin.c: what `askpost category|person|question|queue|held ...` change and show ----------------------------- */

/* The code of a fault that says how the words should stand, as distinct from one that says what cannot be (RFC 3463, 3.6). */
#define FORUM_USAGE "5.5.4"

/* argv[0] is the subject ("category"), argv[1] the verb. Output (text, or JSON when a `--json` stands among the words)
 * goes to `out`. REFUSED with a helpful text for what cannot be. `read_only` refuses verbs that change something. */
enum outcome forum_admin(const struct forum *f, const void *ctx, int argc, const char *const *argv, bool read_only,
                         struct buf *out, struct changes *changes, struct fault *why) MUST_CHECK;
/* The same JSON, fit for a terminal: characters that utf8_unsafe finds in its strings are written as escapes. Owned by ctx. */
const char *forum_json_safe(const void *ctx, const char *json);
/* Whether these words change something, so need core. */
bool forum_admin_changes(int argc, const char *const *argv);
/* The verbs of a subject with their help, one a line; for --help. */
void forum_admin_help(const char *subject, struct buf *out);

#endif
