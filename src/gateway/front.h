/* front's own structures: connections (front.c), whom they write to (front_recipient.c), the mails they bring (front_mail.c), the processes that
 * help (front_peers.c). */
#ifndef GATEWAY_FRONT_H
#define GATEWAY_FRONT_H

#include "base/proc.h"
#include "gateway/protocol.h"
#include "lmtp/lmtp.h"

/* What a session waits for. */
enum step {
    STEP_READING,   /* its client */
    STEP_RECIPIENT, /* core: does this recipient exist? */
    STEP_KNOWN,     /* core: the known text */
    STEP_PARSER,    /* a parser, or a free one */
    STEP_COMMIT     /* core: the mail is written down */
};

/* The mail a session is delivering. */
struct job {
    struct mail mail;        /* what core will get */
    struct known known;      /* what the parser gets */
    struct str raw;          /* in the LMTP session */
    struct recipient decides;
    unsigned parser_deaths;
    int64_t started;
    bool at_core;            /* ASK_MAIL or ASK_QUARANTINE is under way */
};

struct session {
    struct front *front;
    int fd;
    size_t slot;
    uint64_t id; /* the tag of its requests: never reused */
    enum step step;
    bool closing, gone;
    int64_t opened, last_active, data_since;
    struct lmtp_session *lmtp; /* or */
    struct socketmap *map;
    struct recipient *recipients; /* as core knows them, beside the envelope's */
    size_t recipient_count, recipients_capacity;
    struct job *job; /* the mail being delivered */
};

struct listener {
    struct front *front;
    int fd;
    bool map;
    void (*ready)(void *, short);
};

struct parser {
    struct front *front;
    unsigned index;
    struct channel *channel;  /* NULL: being replaced */
    struct session *session;  /* whose mail it reads */
    int64_t since;
    unsigned mails; /* read so far */
    bool told; /* the parent was asked to end it */
};

/* Mails core died on: twice present means quarantine. */
struct suspect {
    unsigned char key[32];
    unsigned deaths;
};

/* A recipient that core knew a moment ago. */
struct remembered {
    char local_part[64];
    struct recipient recipient;
    int64_t until; /* clock_milliseconds */
};

enum { SUSPECTS = 256, REMEMBERED = 16 };

struct front {
    const struct conf *conf;
    struct loop *loop;
    int control;
    struct listener listeners[3];
    struct session **sessions;
    size_t slots, session_count;
    uint64_t last_session;
    struct channel *core;
    struct parser parsers[PARSERS_MAX];
    struct suspect suspects[SUSPECTS];
    size_t suspect_count, next_suspect;
    struct remembered remembered[REMEMBERED];
    size_t next_remembered;
    int64_t singly_until; /* after core died: one mail at a time */
    bool held_back;       /* a mail is not with core yet because of that */
    bool stopping;
    int64_t stop_by;
};

/* front.c */
void front_resume(struct session *s);

/* front_recipient.c: the client asks for a recipient; core's answer; the answer when core is gone. */
void front_ask_recipient(struct session *s);
void front_recipient_answered(struct session *s, struct wire *w);
void front_recipient_known(struct session *s, enum outcome outcome, const struct recipient *r, const struct fault *why);
void front_forget_recipients(struct front *front);

/* front_mail.c: a whole mail came; its end; what cannot be read is kept aside; core died with it in hand. */
void front_deliver(struct session *s);
void front_finish(struct session *s, enum outcome outcome, const struct fault *why);
void front_quarantine(struct session *s, const char *reason);
void front_suspect(struct front *front, const unsigned char key[32]);
unsigned front_deaths(struct front *front, const unsigned char key[32]);

/* front_peers.c */
void front_forget_jobs(struct session *s);
void front_assign_parsers(struct front *front);
bool front_ask_core(struct session *s, enum request type, struct str payload);
void front_core_open(struct front *front, int fd);
void front_parser_open(struct front *front, unsigned index, int fd);
void front_check_parsers(struct front *front);

#endif
