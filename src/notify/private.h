/* What the files of this folder share; nobody else includes it. */
#ifndef NOTIFY_PRIVATE_H
#define NOTIFY_PRIVATE_H

#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"

#include "lang/lang.h"

#include "notify/notify.h"

/* ---- payload.c: the pairs of a notice as bytes ---- */

struct pairs {
    struct pair *list;
    size_t count;
};

void payload_encode(struct buf *out, const struct pair *list, size_t count);
/* False when the bytes break the rules. Owned by ctx. */
bool payload_decode(const void *ctx, struct str bytes, struct pairs *out);
/* Encodes and seals. */
void payload_seal(const struct forum *f, const void *ctx, const struct pair *list, size_t count, struct buf *out);
/* Opens a sealed payload; an empty one has no pairs. */
enum outcome payload_open(const struct forum *f, const void *ctx, struct str payload, struct pairs *out,
                          struct fault *why) MUST_CHECK;
/* The value of that name; "" when there is none. */
const char *pairs_get(const struct pairs *p, const char *name);

/* ---- audience.c: who would hear of a post ---- */

/* An event and the post it is about, while one part of its audience is looked up. */
struct audience {
    const struct forum *f;
    const void *ctx;
    struct event event;
    struct post post;
    uint64_t category; /* the question's, or that `above` levels above it; 0: there is none */
    unsigned above;
    struct people people; /* of that part */
};

/* Looks up the next `a->people` of a part. `level`: of what lies in one another, or of several, which. */
typedef enum outcome audience_find(struct audience *a, unsigned level, struct fault *why);

struct hearers {
    enum post_kind of;
    enum notice_kind kind; /* as what they hear of it */
    audience_find *find;
    unsigned level;
};

/* The parts of the audience of a kind of post, from 0; NULL: no more. */
const struct hearers *audience_part(enum post_kind kind, unsigned number);
/* Whether a part of it may hear: of an arrival, only those do whom it came to. */
bool audience_concerned(const struct event *e, const struct hearers *part);
/* Of an edit: whoever the post went to, as what it was to them, which is no one kind. */
extern const struct hearers audience_edited;

enum { AUDIENCE_EXACT = 200 /* people that are looked at to count them */ };

/* Who would hear of a post now, by the same parts and settings. Of a larger audience than can be looked at: what the counters of the
 * categories say. */
struct heard {
    uint64_t *people;
    size_t count;
    unsigned looked;
    uint64_t more; /* 0: `people` are all */
};
/* `post` need not be there yet: id 0 and what is known of it. Its author is one of them. Owned by ctx. */
enum outcome audience_hear(const struct forum *f, const void *ctx, const struct post *post, struct heard *out, struct fault *why) MUST_CHECK;
/* How many they are, that person apart. */
uint64_t audience_beside(const struct heard *h, uint64_t person);

/* ---- expand.c ---- */

/* Adds a new event, and finds the first of its audience, at most *people, at once; *people is what is left of it. `post`: it, where it is known;
 * else NULL. */
enum outcome expand_new(const struct forum *f, const void *ctx, const struct event *e, const struct post *post, unsigned *people,
                        struct fault *why) MUST_CHECK;

/* ---- kinds.c: what is true of each kind of notice ---- */

enum { NO_EVENT = -1 };

struct kind {
    enum notice_kind kind;
    const char *event;    /* for the journal: "notice-answer" */
    const char *template; /* file name without .txt and .html */
    int notify;           /* the enum notify_event that lets it out, or NO_EVENT: somebody's own doing asked for it */
    bool newcomer;        /* goes to newcomers too */
    bool stopped;         /* goes to people who said stop: it tells them that they did */
    bool null_sender;     /* an automatic answer, not a notification: null envelope sender (RFC 3834, 3.3) */
    bool about_post;      /* one of them per person and post */
    const char *setting;  /* for the journal where `notify` is NO_EVENT */
};

/* NULL for a number that is none. */
const struct kind *kind_of(enum notice_kind kind);
/* "answer", as in `notify answer=off`. */
const char *notify_event_word(int event);
const char *notify_value_word(enum notify_value value);

/* ---- gate.c: whether a notice may go to somebody ---- */

/* What was decided, and the setting that did. */
struct gate {
    bool open;
    const char *because; /* of an open one that somebody follows: what (struct notice) */
    char setting[48]; /* "notify answer=now", "stop", "mute", "withdrawn", ... */
    enum pace pace;   /* now, or as an item of a digest */
};

/* Whether what it is about still stands: the post, what the post belongs to, the held mail, the subscription. Looks
 * only when *out is open. */
enum outcome gate_subject(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out,
                          struct fault *why) MUST_CHECK;
/* Whether it may be planned: reads n's person, and looks at their settings and whether they have muted the thread. */
enum outcome gate_plan(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, struct person *person,
                       struct gate *out, struct fault *why) MUST_CHECK;
/* Settings and subject, one after the other. */
enum outcome gate_look(const struct forum *f, const void *ctx, const struct notice *n, const struct person *person, struct gate *out,
                       struct fault *why) MUST_CHECK;

/* Journals one decision or outcome for n. */
enum outcome notify_journal(const struct forum *f, const struct notice *n, const char *setting, const char *result,
                            struct fault *why) MUST_CHECK;

/* ---- digest.c ---- */

/* When the digest of p leaves that takes what is due at `after`: by p's clocks, and not in p's quiet hours. */
int64_t digest_due(const struct forum *f, const struct person *p, enum pace pace, int64_t after);
/* Adds n (id 0), or turns n, which waits, into an item of its person's next digest. */
enum outcome digest_gather(const struct forum *f, struct notice *n, const struct person *p, const struct gate *gate, bool *added,
                           struct fault *why) MUST_CHECK;
/* Settles what a digest tells that leaves now. */
enum outcome digest_settle(const struct forum *f, const void *ctx, const struct notice *digest, const struct person *person, bool *empty,
                           struct fault *why) MUST_CHECK;

/* Message-ID (without <>) of n, once it is frozen. */
void notify_message_id(const struct forum *f, const struct notice *n, char *out, size_t size);

/* ---- because.c ---- */

/* What person of n follows that brings it to them, as struct notice has it; NULL: nothing, any more. */
enum outcome because_of(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why) MUST_CHECK;
/* How what brings n to its person is to come, by what they said of that alone. `by`: "subscribe" or "follow". PACE_UNSET: they said nothing. */
enum outcome because_pace(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, enum pace *pace, const char **by,
                          struct fault *why) MUST_CHECK;
/* What its followers are found by: its tag of that number, from 0, and its author; NULL: there is none that anybody may follow. */
char *because_tag(const void *ctx, const struct post *post, unsigned number);
char *because_author(const void *ctx, const struct post *post);

/* ---- mention.c ---- */

/* Whom a post mentions, in order of their numbers, some perhaps more than once. */
enum outcome mention_find(const struct forum *f, const void *ctx, const struct post *post, uint64_t **people, size_t *count, struct fault *why) MUST_CHECK;

/* ---- quiet.c ---- */

/* When the person's quiet hours of `now` are over; `now` itself where there are none. */
int64_t quiet_until(const struct person *p, int64_t now);

/* ---- settle.c
 * ---------------------------------------------------------------------------------------------------------- */

/* Single values of the store (store/ledger.h). */
#define RELAY_UNTIL FORUM_RELAY_UNTIL         /* nothing is claimed before */
#define RELAY_REFUSALS "relay-refusals"       /* how often in a row the relay refused us altogether */
#define RELAY_WORDS "relay-words"             /* what it said the last time */
#define OPERATOR_LAST "operator-last"         /* when the last summary was made */
#define OPERATOR_STANDING "operator-standing" /* what that still stands it spoke of, and on which day */
#define OPERATOR_FAILED "operator-failed"     /* how many notices had failed by then */
#define VERDICT_SEEN NOTIFY_VERDICT_SEEN

int64_t settle_delay(unsigned attempts);
/* Until when nothing is to be sent, because the relay refuses us; 0 or past: no pause. */
enum outcome relay_pause(const struct forum *f, const void *ctx, int64_t *until, struct fault *why) MUST_CHECK;

/* ---- template.c
 * ------------------------------------------------------------------------------------------------------ */

struct value {
    const char *name;
    const char *text; /* as it stands in text/plain, and, escaped, in HTML */
    const char *html; /* HTML of our own making to stand there instead; NULL: text escaped */
};

struct values {
    const void *ctx;
    struct value *list;
    size_t count, capacity;
};

/* A value of one or more lines / one safe line. "" and NULL count as absent. */
void values_put(struct values *v, const char *name, const char *text);
void values_line(struct values *v, const char *name, const char *text);
void values_html(struct values *v, const char *name, const char *text, const char *html);
void values_number(struct values *v, const char *name, uint64_t number);
const struct value *values_get(const struct values *v, const char *name);

/* Every name a template may use, ending with NULL (names.c). */
extern const char *const template_names[];

/* Expands the template of that file name ("question.txt"); what ends in .html is HTML. REFUSED when it is broken:
 * checked templates never are. */
enum outcome template_expand(const struct lang *l, const char *file, const struct values *v, struct buf *out, struct fault *why) MUST_CHECK;

/* Breaks lines wider than `width` columns at spaces, repeating what they are indented or quoted with. */
void text_wrap(struct str text, unsigned width, struct buf *out);

/* ---- render.c and its parts
 * ------------------------------------------------------------------------------------------ */

/* One mail in the making. */
struct letter {
    const struct forum *f;
    const void *ctx;
    const struct notice *n;
    const struct notice *sent; /* the notice that leaves: n, or the one that shows what is in n */
    const struct kind *kind;
    const struct lang *lang; /* of who reads it */
    const char *template;
    bool discreet; /* its heads tell nothing */
    struct pairs pairs;
    struct values values;
    uint64_t post_id;     /* what it is about; 0: no post */
    struct post post;     /* at the frozen revision */
    struct post parent;   /* what the post answers or comments on; id 0: nothing */
    struct post question; /* of the thread */
    struct post follows;  /* what the question came of; id 0: nothing, or it is gone */
    struct category category;
    /* the heads */
    const char *from_name;
    const char *reply_name;
    char *reply_address; /* NULL: none */
    char *leave_address; /* NULL: none */
    char *references[4];
    size_t reference_count;
};

/* Kinds about a post; the rest. */
enum outcome render_post(struct letter *l, struct fault *why) MUST_CHECK;
enum outcome render_tell(struct letter *l, struct fault *why) MUST_CHECK;
/* Puts the tree of categories, from the pair of that name (render_categories.c). */
void render_categories(struct letter *l);
/* Text with what HTML takes for a sign of its own written otherwise. */
void html_escaped(struct buf *out, const char *text);
/* Lines that are laid out by spaces, so that they stay so on a narrow screen (lines.c). Without ends of lines in it. */
void html_lines(const void *ctx, const struct lang *l, const char *text, struct buf *out);
/* NOTICE_DIGEST (render_digest.c). */
enum outcome render_digest(struct letter *l, struct fault *why) MUST_CHECK;
/* The beginning of a text, short enough for a mail of many, cut between words. */
char *digest_beginning(const void *ctx, const char *body, bool *cut);
/* The values of an item that is about no post of which its person has a notice (render_digest_told.c). *gone: it is not told any more. */
enum outcome digest_told(struct letter *l, const struct notice *item, bool *gone, struct fault *why) MUST_CHECK;
/* A post that must be visible, as it stood before the notice's frozen date: REFUSED when it is gone. */
enum outcome letter_visible(const struct letter *l, uint64_t id, struct post *out, struct fault *why) MUST_CHECK;
/* The first words of a text, on one line (render_list.c). */
char *letter_beginning(const void *ctx, const char *body, size_t characters);
/* What was asked before (render_related.c). */
enum outcome render_related(struct letter *l, struct fault *why) MUST_CHECK;
/* NOTICE_LIST (render_list.c). */
enum outcome render_list(struct letter *l, struct fault *why) MUST_CHECK;

/* discreet.c: what is frozen for a discreet reader, and how it is rendered. */
enum outcome discreet_freeze(const struct forum *f, const void *ctx, struct notice *n, const struct person *person, struct fault *why) MUST_CHECK;
enum outcome discreet_original(const struct forum *f, const void *ctx, const struct notice *n, struct notice *out, struct fault *why) MUST_CHECK;
struct notice discreet_shown(const struct notice *n, const struct notice *original);
void discreet_seal(struct letter *l);
void discreet_heads(struct letter *l);

/* "43 people" in the letter's language. */
char *letter_people(const struct letter *l, uint64_t count);
/* What the word of a kind of post, "answer", is in it; and a value ("a_question") for languages whose grammar asks which it is. */
void letter_kind(struct letter *l, const char *name, const char *prefix, const char *english);

/* links.c: addresses and links with a subject and a body filled in. */
char *link_token(const struct letter *l, enum token_kind kind, unsigned verb, uint64_t object);
/* What a moderator decides about a post as it read then. */
char *link_decide(const struct letter *l, uint64_t post, unsigned revision);
char *link_message_id(const struct letter *l, enum message_id_of verb, uint64_t object, unsigned revision);
char *link_mailto(const void *ctx, const char *address, const char *subject, const char *body);
/* Puts the words one can reply with, at most four: in plain text "mute, stop", in HTML as links. */
struct word {
    const char *word;
    const char *address; /* where it goes as a mail of its own */
    const char *what;    /* it does, a few words */
};
void link_words(struct letter *l, const struct word *words, size_t count);

/* memo.c: a CommonMark text as text/plain of that width, and as HTML (NULL: too long). Owned by ctx. */
struct letter_text {
    const char *text, *html;
};
struct letter_text letter_text(const void *ctx, const char *markdown, unsigned width);
/* Puts NAME with both forms. */
void letter_markdown(struct letter *l, const char *name, const char *markdown, unsigned width);

#endif
