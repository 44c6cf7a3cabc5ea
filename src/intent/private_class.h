/* Inside intent/: how `intent_class` tells what machine wrote a mail. */
#ifndef INTENT_PRIVATE_CLASS_H
#define INTENT_PRIVATE_CLASS_H

#include "base/phrases.h"
#include "intent/intent.h"

enum {
    CLASS_TEXT_LIMIT = 32768, /* bytes of a text that are read */
    CLASS_WORDS_LIMIT = 4096  /* of what is said of one recipient */
};

/* servers.c: what mail systems say in their reports, one row a saying. */
enum saying {
    SAYS_LIST,      /* the addresses that follow could not be reached */
    SAYS_LATE,      /* those that follow were not reached yet */
    SAYS_WAITING,   /* it is still being tried */
    SAYS_GIVEN_UP,  /* it is not */
    SAYS_FAILED,    /* it failed, without a list */
    SAYS_STOP,      /* no recipients from here on: a transcript, advice */
    SAYS_RETURNED,  /* the returned message follows */
    SAYS_DELIVERED, /* it arrived, or was read */
    SAYS_CHALLENGE, /* the sender shall first prove to be a person */
    SAYINGS
};

struct saying_row {
    const char *phrase;
    enum saying says;
    const char *server; /* whose words these are */
};

extern const struct saying_row intent_sayings[];
extern struct phrases intent_sayings_table;

/* reasons.c: why a mail did not arrive. */
enum reason {
    REASON_NONE,
    REASON_FULL,
    REASON_SENDER,         /* blocked, its name does not resolve, it answers for no one */
    REASON_AUTHENTICATION,
    REASON_SIZE,
    REASON_RATE,
    REASON_MOVED,          /* hard */
    REASON_NO_MAIL,        /* hard: the host takes none */
    REASON_FILTERED,       /* unknown user, but only after the whole mail was seen */
    REASON_NO_USER,        /* hard */
    REASON_NO_HOST,        /* hard */
    REASON_DISABLED,
    REASON_RELAYING,
    REASON_CONTENT,        /* spam, a virus, a rule against what it says */
    REASON_EXPIRED,
    REASON_NETWORK,
    REASON_SYSTEM,
    REASON_POLICY,         /* refused, for no better reason */
    REASON_REJECTED,       /* hard: "recipient address rejected", without any reason */
    REASONS
};

/* By what was said and by the status of RFC 3463 ("" when none was given). */
enum reason intent_reason(const void *ctx, struct str words, struct str status);
bool intent_reason_hard(enum reason reason);
/* The status those words give, or "". Owned by ctx. */
char *intent_status_said(const void *ctx, struct str words);
/* The status that stands for a reason; `late` makes it 4.x.x. Owned by ctx. */
char *intent_status_for(const void *ctx, enum reason reason, bool late);

/* failed.c: whom the text of a report names, and what it says of each. */
struct failed {
    struct str address;
    const char *entry; /* the line of a list that names it, or NULL */
    struct buf words;
};

struct notice {
    unsigned says; /* bits 1 << enum saying */
    size_t first;  /* where the first list's phrase stands */
    bool listed;   /* a list of recipients stood there, and was not empty */
    bool returned; /* the returned message followed */
    struct failed *failed;
    size_t count;
};

void intent_read_notice(const void *ctx, const struct message *message, struct notice *out);

/* named.c: the address that begins at s.p[at], or empty; and the next one from *at on, which moves behind it. */
struct str intent_address_at(struct str s, size_t at);
struct str intent_next_address(struct str s, size_t *at);
/* What a local part is made of. */
bool intent_local_char(char c);

/* absence.c: whether subject or text are those of an automatic answer. */
enum absence {
    ABSENCE_NO,
    ABSENCE_MAYBE, /* a phrase stands there that a person may write about, too */
    ABSENCE_SURE
};

enum absence intent_absence_subject(const void *ctx, struct str subject);
bool intent_absence_text(const void *ctx, struct str text);

/* subjects.c: what kind of machine's mail a subject names. */
enum subject {
    SUBJECT_OTHER,
    SUBJECT_FAILED,
    SUBJECT_LATE,
    SUBJECT_DELIVERED,
    SUBJECT_READ
};

enum subject intent_subject(const void *ctx, struct str subject);

/* sns.c: Amazon SES's notifications in JSON, as SNS mails them. False when the text is none. */
bool intent_read_sns(const void *ctx, struct str text, struct classified *out);

/* Each compiles its tables, before the jail closes. */
void intent_reasons_prepare(void);
void intent_subjects_prepare(void);
void intent_absence_prepare(void);

/* class.c: adds a recipient, once. */
void intent_add_recipient(const void *ctx, struct classified *out, struct str address, const char *status);

#endif
