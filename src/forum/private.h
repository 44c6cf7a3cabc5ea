/* What the files of forum/ share: one mail being applied, and the steps it may take. */
#ifndef FORUM_PRIVATE_H
#define FORUM_PRIVATE_H

#include "base/mem.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "forum/forum.h"
#include "lang/lang.h"

enum { HOUR = 3600, DAY = 86400, CONSENT_VERSION = 1, TEXT_LIMIT = 256 * 1024 };

/* One mail on its way through the rules. */
struct act {
    const struct forum *f;
    const void *ctx;
    const struct mail *m;
    struct changes *out;
    struct recipient r;          /* the one that decides */
    bool several;                /* there are others, for which nothing is done */
    struct person sender;        /* who From is; id 0: nobody we know */
    struct person actor;         /* whose doing it is, once that is settled */
    bool has_address;
    char *canonical;             /* From's address, when has_address */
    unsigned char hash[SEAL_HASH];
    enum from_relation from;
    enum verdict verdict;        /* with `trust` taken into account */
    uint64_t released;           /* the hold it came out of; 0: fresh from the MTA */
    bool as_is;                  /* the guard's question was answered: as it stands */
    bool redact;                 /* ... or redacted */
    bool posted_anyway;          /* asked whether it is to be posted, they said yes */
    bool invited;                /* it answers a mail of ours that went to its sender: no budget of strangers applies */
    unsigned item;               /* of the digest it replies to, which they named when they were asked; 0: not yet */
    enum verb aside;             /* asked whether others are to read it, they said that this is to be done instead */
    uint64_t show;               /* show the preview of this hold again instead of posting */
    bool unclear;                /* ... because the reply to it was none of the words it asked for */
};

/* ---- language.c ---- */
/* The English sentence in the language of whose doing it is. */
const char *say(const struct act *a, const char *english) __attribute__((format_arg(2)));
/* What they type for an English word, in their language. */
char *typed(const struct act *a, const char *english);
/* The language of somebody else. */
const struct lang *language_of(const struct forum *f, const void *ctx, uint64_t person);
/* "answer"; "your answer", in the case of an object. */
const char *kind_word(const struct lang *l, enum post_kind kind);
const char *kind_yours(const struct lang *l, enum post_kind kind);
/* A text of the operator's in a language: what stands below a line "[de]" is for those who read German; above the first such line, or below it where
 * nothing stands above, for all others. */
char *text_in(const struct lang *l, const void *ctx, const char *text);
/* Whether it is such a line; *code is what stands between the brackets. */
bool language_line(struct str line, struct str *code);

/* ---- gate.c: may anything automatic be sent because of this mail? ---- */
/* Nothing says that a program sent it, or we ourselves. */
bool gate_person(const struct forum *f, const struct mail *m);
/* And it was addressed to us: what RFC 3834 asks, all but verdict and budgets. */
bool gate_open(const struct forum *f, const struct mail *m);
/* gate_open, the verdict or a true token of its sender, and the budgets, of which one is taken. `newcomer`: nobody who
 * consented. */
enum outcome gate_may_answer(struct act *a, uint64_t person, bool newcomer, bool *allowed,
                             struct fault *why) MUST_CHECK;
/* Takes one from the budget named `purpose` of `number` (a person, say). */
enum outcome gate_budget(const struct forum *f, const char *purpose, uint64_t number, int64_t seconds, uint64_t limit,
                         bool *allowed, struct fault *why) MUST_CHECK;

/* "Try again in 23 minutes." */
char *gate_again(const struct act *a, int64_t seconds);
/* The same for a budget that is used up. */
enum outcome gate_budget_again(struct act *a, const char *purpose, uint64_t number, char **text, struct fault *why) MUST_CHECK;
/* Seconds until the sender's mail domain may post more, as long as they are not trusted; 0: at once. `take`: they do now. */
enum outcome gate_domain(struct act *a, bool take, int64_t *wait, struct fault *why) MUST_CHECK;

/* ---- see.c: what the actor does not see is, to everything they write, as if it were not there: id 0 ---- */
enum outcome see_post(struct act *a, uint64_t number, struct post *out, struct fault *why) MUST_CHECK;
enum outcome see_category(struct act *a, uint64_t number, struct category *out, struct fault *why) MUST_CHECK;
enum outcome see_category_named(struct act *a, struct str path, struct category *out, struct fault *why) MUST_CHECK;

/* ---- change.c ---- */
struct change *change_tell(struct act *a, enum notice_kind kind, uint64_t person, uint64_t held);
void change_number(const void *ctx, struct change *c, const char *name, uint64_t value);
/* A NOTICE_TOLD with everything it needs. */
struct change *change_told(struct act *a, uint64_t person, const char *what, const char *subject, const char *text);
/* A NOTICE_OUTCOME: it tells who wrote a post what somebody else did with it. */
void change_heard(struct act *a, const struct post *p, const char *what, const char *subject, const char *text);
/* The same as an answer to this mail: only when the gate lets it. */
enum outcome change_answer(struct act *a, const char *what, const char *subject, const char *text,
                           struct fault *why) MUST_CHECK;
/* It answers what its receiver wrote just now: discreet readers get its text at once. */
void change_asked(struct act *a, struct change *c);
/* A reply `undo` to it does this. */
void change_undo(struct act *a, struct change *c, enum verb verb, uint64_t object);
/* Sets the journal's word. */
void act_event(struct act *a, const char *event);

/* ---- people.c ---- */
enum outcome person_save(const struct forum *f, const struct person *p, struct fault *why) MUST_CHECK;
/* They get no more mail. Who is blocked stays that; *changed: they had not said so before. */
enum outcome person_stop(const struct forum *f, struct person *p, bool *changed, struct fault *why) MUST_CHECK;
/* The person of From, made as `state` when there is none. */
enum outcome person_of_sender(struct act *a, enum person_state state, struct fault *why) MUST_CHECK;
const char *rung_name(enum rung rung);
/* Whether they agreed to anything yet, or need not. */
bool person_registered(const struct person *p);

/* ---- name.c ---- */
/* The comparison form of a name: case, look-alike characters, spaces and punctuation folded away. */
char *name_fold(const void *ctx, struct str name);
/* NULL when it may be used, else what is wrong with it, a whole sentence. */
const char *name_problem(const struct forum *f, const void *ctx, struct str name);
/* The pseudonym a thread that does not exist yet begins with, from the mail that asks for it: the same in preview and
 * post. */
char *name_of_new_thread(const struct forum *f, const void *ctx, uint64_t person, const unsigned char body_hash[32]);

/* ---- hold.c ---- */
/* Seals the mail and holds it; 0 < *id. RETRY 4.7.1 when its domain or person holds too many already. */
enum outcome hold_mail(struct act *a, enum hold_reason reason, uint64_t person, uint64_t *id,
                       struct fault *why) MUST_CHECK;
/* Holds it for the operator's eyes, nobody is asked. */
enum outcome hold_quietly(struct act *a, enum hold_reason reason, uint64_t person, const char *event,
                          struct fault *why) MUST_CHECK;
/* Holds it and asks its owner, once a day. */
enum outcome hold_ask_owner(struct act *a, enum hold_reason reason, uint64_t owner, struct fault *why) MUST_CHECK;
enum outcome hold_fresh(struct act *a, uint64_t owner, struct fault *why) MUST_CHECK;
/* Holds a mail by a person who is certain and asks what is meant: NOTICE_CHOICE. */
enum outcome hold_choice(struct act *a, enum hold_reason reason, const char *why_asked, uint64_t post,
                         const char *choices, struct fault *why) MUST_CHECK;
/* The mail of a hold. */
enum outcome hold_open(const struct forum *f, const void *ctx, const struct held *h, struct mail *out,
                       struct fault *why) MUST_CHECK;
/* Takes a mail out of its hold and applies it as `actor`'s doing. */
enum outcome hold_release(struct act *a, const struct held *h, const struct person *actor, const struct mail *m,
                          struct fault *why) MUST_CHECK;
/* Drops it, and a newcomer who has nothing else here. */
enum outcome hold_settle(const struct forum *f, const void *ctx, const struct held *h, enum held_state state,
                         struct fault *why) MUST_CHECK;
const char *hold_reason_name(enum hold_reason reason);

/* ---- confirm.c ---- */
struct telling;
enum outcome confirm_command(struct act *a, enum hold_reason reason, struct telling *t, const char *what, const char *subject,
                             const char *text, struct fault *why) MUST_CHECK;

/* ---- rules.c ---- */
struct proposal {
    enum post_kind kind;
    struct category category;
    bool nowhere;             /* a question, to an address that is no category for who wrote it */
    struct post parent;       /* of an answer or comment */
    char *title;              /* of a question */
    char *body;               /* own words, already guarded */
    bool asked;               /* kind says how the text is looked at, but it is that of a question whose title stays */
    char *redacted;           /* the same with everything found replaced */
    char *found;              /* what the guard found; "" : nothing */
    char *name;               /* it is shown under */
    bool anonymous;           /* the name is no handle */
    bool keep_name;           /* the name belongs to this thread from now on */
    char *cut;                /* what was removed */
    struct post question;     /* of an answer or comment: its thread's */
    struct post follows;      /* of a question that came of an answer or comment: that; id 0: of none */
};
struct problems {
    const char *problem[16], *mend[16];
    size_t count;
};
void problem_add(struct problems *list, const char *problem, const char *mend);
enum outcome rules_check(struct act *a, const struct proposal *p, struct problems *out, struct fault *why) MUST_CHECK;
/* Holds the mail and says what was wrong with it. */
enum outcome rules_refuse(struct act *a, const struct proposal *p, const struct problems *list,
                          struct fault *why) MUST_CHECK;

/* ---- posting.c ---- */
/* Guard, rules, preview where due, and at last the post. */
enum outcome posting_apply(struct act *a, struct proposal *p, struct fault *why) MUST_CHECK;
/* What the guard looks for in a mail, and puts in its place, in the forum's language; `shown`: the name it is shown under. */
struct identity_marks posting_marks(const struct act *a, const char *shown);
/* Prepares body, redacted, found and cut from the mail, for the name it is shown under. */
enum outcome posting_prepare(struct act *a, struct proposal *p, uint64_t thread, struct problems *list,
                             struct fault *why) MUST_CHECK;
/* Seconds on top of the hold until others hear of a post whose author shows no handle. */
int64_t posting_delay(const struct forum *f, bool anonymous);
/* What mails about it are about: of an answer or comment the title of its thread's question, else "". */
enum outcome posting_subject(struct act *a, const struct proposal *p, const char **subject,
                             struct fault *why) MUST_CHECK;
/* A mail to its writer about the proposal and the held mail it came by, to which the caller adds what is to be told. */
struct change *posting_tell(struct act *a, enum notice_kind kind, uint64_t held, const struct proposal *p, const char *subject);
/* The hold: how long nobody hears of what they post, so that it can be undone. */
int64_t posting_hold_time(const struct act *a);
/* Holds it and shows the preview: ok? or, when the guard found something: redact, as is or drop? */
enum outcome posting_hold(struct act *a, const struct proposal *p, struct fault *why) MUST_CHECK;

/* ---- related.c ---- */
/* What was asked before and has words or tags in common with a question, as post.related has it; nothing that is not to be seen. */
enum outcome related_find(struct act *a, const struct proposal *p, const char *tags, char **related, struct fault *why) MUST_CHECK;
/* The very same question, among one's own of a week and the newest of all, or the very same answer or comment among one's own of a week on the
 * same post; id 0: there is none. */
enum outcome related_same(struct act *a, const struct proposal *p, struct post *same, struct fault *why) MUST_CHECK;
/* It was one's own: told, and not posted a second time. */
enum outcome related_told(struct act *a, const struct proposal *p, const struct post *same, struct fault *why) MUST_CHECK;

/* ---- substitute.c ---- */
/* False when words are no substitutions. Else does them all to title and body, or says in *problem why one cannot be. */
bool substitute(const struct lang *l, const void *ctx, struct str words, char **title, char **body, char **problem);

/* ---- the handlers: what an intent asks, once it is settled whose doing it is ---- */
typedef enum outcome act_handler(struct act *a, struct fault *why);

act_handler apply_intent, apply_handler;                      /* apply.c: of a target that is not only a door, and of the rest */
act_handler digested_apply;                                   /* digested.c */
act_handler ask_apply, follow_up_apply;                       /* ask.c */
act_handler answer_apply, unrelated_apply, misaddressed_apply; /* answer.c */
act_handler edit_apply, ambiguous_apply, corrected_apply;     /* edit.c */
act_handler confirm_apply, confirm_fresh;                     /* confirm.c */
act_handler do_apply, commands_apply, asked_words_apply;      /* commands.c */
act_handler subscribe_apply, unsubscribe_apply, digest_apply, newcomer_apply; /* subscribe.c */
act_handler leave_apply;                                      /* leave.c */
act_handler report_apply, complaint_apply;                    /* report.c */
act_handler desk_apply;                                       /* desk.c */
act_handler export_apply;                                     /* export.c */
/* Mails a->actor everything about them; of `a` only forum, ctx and out need be there. */
enum outcome export_mail(struct act *a, struct fault *why) MUST_CHECK;
/* Forgets a->actor; of `a` only forum, ctx and out need be there. */
enum outcome forget_apply(struct act *a, bool words, struct fault *why) MUST_CHECK; /* forget.c */
/* Ends what `forget me` began, once the last mail has left. */
enum outcome forget_tick(const struct forum *f, const void *ctx, struct fault *why) MUST_CHECK;
/* Forgets a person once more whose key is gone: nothing where it is there. */
enum outcome forget_again(const struct forum *f, const void *ctx, struct changes *out, uint64_t person, struct fault *why) MUST_CHECK;
act_handler reaction_apply;                                   /* vote.c */

/* The deciding one of the mail's recipients; target TARGET_NONE when none is left. */
enum outcome apply_recipient(struct act *a, struct fault *why) MUST_CHECK;
/* Reads address, person and relation of From. */
enum outcome apply_sender(struct act *a, struct fault *why) MUST_CHECK;
/* A held mail as if its verdict had been good, at the operator's word. */
enum outcome apply_verified(struct act *a, struct fault *why) MUST_CHECK;
enum outcome answer_post(struct act *a, uint64_t post, struct fault *why) MUST_CHECK;
/* What the mail would be, for NOTICE_ASK to its owner: "an answer to Q12". */
char *answer_about(struct act *a, uint64_t owner);

/* ---- edit.c ---- */
/* The mail as if it had the whole post as it is to be in it, from what it has: all its words, a title, or substitutions. NULL, or why that
 * cannot be, in their language. */
char *edit_complete(struct act *a, const struct post *post, struct mail *m);
/* Nothing was changed: they are told. */
enum outcome edit_cannot(struct act *a, const char *text, struct fault *why) MUST_CHECK;
/* Takes one of the changes a person may make in an hour: each is kept, sent to those who have the text, and compared with what people reply.
 * Else they are told. */
enum outcome edit_budget(struct act *a, bool *allowed, struct fault *why) MUST_CHECK;
/* Whether somebody has a text of the post by mail that differs from this revision, its newest. */
enum outcome edit_was_read(struct act *a, uint64_t post, unsigned revision, bool *read, struct fault *why) MUST_CHECK;
/* Those who have the text of the post as it was by mail get the new one once the hold is over. */
void edit_corrects(struct act *a, const struct post *before);

/* ---- aside.c ---- */
/* A reply to a post that is not for others to read is done, or asked about; *taken false: it is an answer. */
enum outcome aside_apply(struct act *a, const struct post *p, bool *taken, struct fault *why) MUST_CHECK;
/* Whether a verb may be what such a reply means. */
bool aside_knows(enum verb verb);

/* ---- editor.c ---- */
struct telling;
/* Whether a reply to a post is no answer, but a change of what somebody else wrote. */
bool editor_means(const struct act *a, const struct post *p);
/* Makes it, or says why not. */
enum outcome editor_apply(struct act *a, const struct post *p, struct fault *why) MUST_CHECK;
/* Takes back the newest revision of a post, which the actor made. */
enum outcome editor_undo(struct act *a, const struct post *p, struct telling *t, struct fault *why) MUST_CHECK;
/* "a moderator": what others call an editor with that role, whose name they do not learn. */
const char *editor_word(const struct lang *l, enum rung rung);

/* ---- points.c: each changes the store and, by what it is worth, the points of whom it concerns ---- */
enum outcome points_posted(const struct forum *f, const struct post *p, struct fault *why) MUST_CHECK;
enum outcome points_vote(const struct forum *f, const void *ctx, uint64_t post, uint64_t voter, int value,
                         struct fault *why) MUST_CHECK;
/* `answer` 0: none any more. */
enum outcome points_best(const struct forum *f, const void *ctx, const struct post *question, uint64_t answer,
                         struct fault *why) MUST_CHECK;
/* An answer becomes a comment on its question, or a comment an answer to it. */
enum outcome points_convert(const struct forum *f, const void *ctx, const struct post *p, const struct post *question, enum post_kind kind,
                            struct fault *why) MUST_CHECK;
enum outcome points_state(const struct forum *f, const void *ctx, const struct post *p, enum post_state state,
                          struct fault *why) MUST_CHECK;
/* The points that stand beside a name of one's own: those of what `reader` sees under it. Votes cast, and posts under other names, would tell by
 * the moment they count who cast and wrote them. */
enum outcome points_shown(const struct forum *f, uint64_t person, uint64_t reader, int64_t *points, struct fault *why) MUST_CHECK;
/* "6.8k points". */
char *points_text(const struct lang *l, const void *ctx, int64_t points);

/* ---- moderate.c ---- */
/* What somebody is in a category: everywhere or by a role in it or one it lies in. */
enum outcome moderate_rung(const struct forum *f, const void *ctx, const struct person *p, uint64_t category, enum rung *rung,
                           struct fault *why) MUST_CHECK;
/* Why a post has to wait for a moderator. */
struct wait {
    enum review_reason reason; /* 0: it need not */
    const char *crisis;        /* what its author is told at once; "" when there is nothing to say */
};
enum outcome moderate_wait(struct act *a, const struct proposal *p, struct wait *wait, struct fault *why) MUST_CHECK;
/* A post that was added in the state POST_WAITING: its author is told, moderators are asked. */
enum outcome moderate_queue(struct act *a, const struct post *post, const struct wait *wait, struct fault *why) MUST_CHECK;
/* Writes into the audit record what somebody did with a post. */
enum outcome moderate_record(const struct forum *f, uint64_t actor, const char *verb, const struct post *p, const char *words, struct fault *why) MUST_CHECK;

/* ---- decide.c ---- */
/* *first false when nothing was left to decide. `decider` 0: the operator. */
enum outcome moderate_decide(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, uint64_t decider, bool accept,
                             const char *reason, bool *first, struct fault *why) MUST_CHECK;
/* A reason somebody gives for what they do with another's post, as its author may read it: one line, without who wrote it. */
char *moderate_words(struct act *a, struct str words);
/* Several lines without the name and address of who wrote them at the end, and without our tokens. */
struct str moderate_unsigned(struct act *a, struct str words);
/* Why a text may not take the place of another, in their language: it tells who puts it there, which the one before did not. NULL: it does not. */
char *moderate_tells(struct act *a, const char *before, const char *text);
/* Lines without anything in them that may tell who wrote them, at most so many bytes. */
char *moderate_guarded(struct act *a, struct str words, size_t limit);
/* Whether what is hidden was refused: then it was never posted as it stands, and does not come back. */
enum outcome moderate_refused(const struct forum *f, uint64_t post, bool *yes, struct fault *why) MUST_CHECK;
/* Its author took it back. */
enum outcome moderate_withdrawn(const struct forum *f, const struct post *p, struct fault *why) MUST_CHECK;

/* ---- remind.c ---- */
/* A reminder after half a day, to admins and the author after one. */
enum outcome moderate_tick(const struct forum *f, const void *ctx, struct changes *out, struct fault *why) MUST_CHECK;

/* ---- digested.c ---- */
/* "2", "2." or "no. 2"; 0: none. */
unsigned digested_number(const char *words);

/* ---- commands ---- */

/* What a mail of commands is told in the end. */
struct telling {
    struct buf text;
    const char *what, *subject;
    enum verb undo;
    uint64_t undo_object;
    unsigned lookups; /* lists and searches so far */
    bool silent; /* nothing need be said */
    struct buf items; /* posts to show, "NUMBER WORDS ABOUT IT" each on a line: then it is a NOTICE_LIST */
    bool whole;       /* ... with their whole text */
    struct buf welcome; /* the categories, as help_categories writes them: then it is a NOTICE_WELCOME, above the posts */
};
/* Why nothing was done, as it is journalled, and as the subject of the mail that says so (a PHRASE). */
struct refusal {
    const char *event, *subject;
};
/* DONE, and `text`, a sentence in the actor's language, is what they are told. */
enum outcome command_refuse(struct act *a, struct telling *t, const struct refusal *r, const char *text) MUST_CHECK;

typedef enum outcome command_handler(struct act *a, const struct command *c, struct telling *t, struct fault *why);
/* command_help and so on: each in the file of what it is about. */
#define VERB(name, handler, ...) command_handler command_##handler;
INTENT_VERBS(VERB)
#undef VERB

/* hours.c: `set timezone` and `set quiet`, and both as `settings` lists them. */
enum outcome hours_set_zone(struct act *a, struct str value, struct telling *t, struct fault *why) MUST_CHECK;
enum outcome hours_set_quiet(struct act *a, struct str value, struct telling *t, struct fault *why) MUST_CHECK;
/* The clocks somebody lives by; UTC of who named none, and where the system's database has them no more. */
struct zone hours_of(const void *ctx, const struct person *p);
/* "2026-11-23 18:05" by those clocks; by UTC it says so. */
char *hours_when(const void *ctx, const struct zone *clocks, int64_t at);
char *hours_zone(struct act *a);
char *hours_quiet(struct act *a);
/* "WHAT daily": takes the last word off where it says how things are to come; *off: it says that they are not to. */
enum pace take_pace(struct str *argument, bool *off);
const char *pace_word(enum pace pace);
/* What person follows that brought them a notice of a post; subject NULL: nothing did. */
enum outcome follow_behind(struct act *a, uint64_t person, uint64_t post, struct follow *out, struct fault *why) MUST_CHECK;
/* What the actor follows, categories apart, one a line; *count: how many there are. */
enum outcome follow_text(struct act *a, struct buf *out, unsigned *count, struct fault *why) MUST_CHECK;
/* Settings as `settings` lists them, one a line; `how`: each with what it decides and the lines that change it below. */
enum outcome settings_text(struct act *a, struct buf *out, bool how, struct fault *why) MUST_CHECK;
/* `show`, said to a question of ours about a held mail. */
enum outcome show_held(struct act *a, uint64_t held, struct fault *why) MUST_CHECK;
/* The time of a post as others may know it, by the clocks of who reads it. Owned by ctx. */
char *listing_when(const struct forum *f, const void *ctx, const struct zone *clocks, const struct post *p);
/* ", closed: why", or "". Owned by a. */
const char *listing_closed(struct act *a, const struct post *p);
/* The tree of categories for a template, "PATH TAB TITLE TAB DESCRIPTION TAB yours|closed" each on a line. */
enum outcome help_categories(struct act *a, struct buf *lines, struct fault *why) MUST_CHECK;
/* The newest questions as a NOTICE_LIST shows them: for a welcome. */
enum outcome listing_newest(struct act *a, struct telling *t, unsigned count, struct fault *why) MUST_CHECK;
/* Whether a verb does anything here. */
bool command_known(enum verb verb);
/* The post a reply stands at; 0: it replies to something else. */
uint64_t act_post(const struct act *a);
/* The number in "Q12", "A12", "#12" or "12"; 0: none. Whether one may begin so. */
uint64_t command_number(struct str s);
bool label_begins(struct str s);
/* "sleep side-effects" of what somebody wrote as tags. */
char *sort_tags(const void *ctx, char *const *tags, size_t count);
/* A visible post that stands in another place now: who had not heard of it there does, as of a new one, while it is as new as a week and takes
 * answers, and its mover, who is told so in *t, has not moved as many in the hour as one may ask questions. Else *out is NULL. */
enum outcome sort_arrives(struct act *a, const struct post *p, bool closed, struct telling *t, struct change **out, struct fault *why) MUST_CHECK;
/* Takes a visible post away, and tells its author; HIDE_REPORTED: not an editor did, but many reported it. */
enum hide_why { HIDE_EDITOR, HIDE_REPORTED };
enum outcome hide_post(struct act *a, const struct post *p, enum hide_why because, const char *reason, struct fault *why) MUST_CHECK;
/* Brings a hidden one back. */
enum outcome hide_back(struct act *a, const struct post *p, const char *verb, struct fault *why) MUST_CHECK;
/* Tells them once, and not who said stop. Nothing when they are blocked. */
enum outcome block_person(const struct forum *f, const void *ctx, struct changes *out, struct person *p, const char *reason,
                          struct fault *why) MUST_CHECK;
enum outcome unblock_person(const struct forum *f, const void *ctx, struct changes *out, struct person *p, struct fault *why) MUST_CHECK;
/* Whether the mail of somebody who is blocked may be looked at: it asks for what everybody may read, or to leave, or perhaps does. */
bool block_lets(const struct act *a);
/* Tells somebody who is blocked and perhaps wants to leave how: of a question they could answer neither yes nor no. */
enum outcome block_unclear(struct act *a, struct fault *why) MUST_CHECK;
/* member.c: the keyed hash of an address by which it is let in; false: it is none. */
bool member_hash(const struct forum *f, const void *ctx, struct str address, unsigned char hash[SEAL_HASH]);
/* Lets an address into a category, or puts it out, and on record by whom; `actor` 0: the operator. *changed false: it was so before. */
enum outcome member_let(const struct forum *f, const void *ctx, uint64_t actor, const struct category *c, const unsigned char hash[SEAL_HASH], bool in,
                        bool *changed, struct fault *why) MUST_CHECK;
/* Stops all mail where it says that and nothing else, whatever it replies to. */
enum outcome commands_stop(struct act *a, bool *meant, struct fault *why) MUST_CHECK;
/* Does one command and tells what it did. */
enum outcome commands_one(struct act *a, const struct command *c, struct fault *why) MUST_CHECK;
/* The post a command is about, id 0: none: a number in front, which *argument loses, or what the mail replied to. */
enum outcome command_post(struct act *a, struct str *argument, struct post *out, struct fault *why) MUST_CHECK;
/* The sentence for who moderates somewhere, or more, and may know that a number is none: the very same whether there is no such post or one that
 * they may not see; NULL: the post is there, or they are nobody who would be told. */
enum outcome command_no_post(struct act *a, const struct post *p, enum rung least, const char **text, struct fault *why) MUST_CHECK;
/* Whether others see it by now, or it is theirs and not taken away. */
bool act_sees(const struct act *a, const struct post *p);
/* The thread a command is about: its argument, or where the reply's token stands; 0: none that they may know of. */
enum outcome command_thread(struct act *a, const struct command *c, uint64_t *thread, struct fault *why) MUST_CHECK;

#endif
