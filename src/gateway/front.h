/* front's own structures: connections (front.c) and the mails they bring (front_mail.c). */
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

enum { SUSPECTS = 256 };

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
    size_t next_suspect;
    int64_t singly_until; /* after core died: one mail at a time */
    bool stopping;
    int64_t stop_by;
};

/* front.c */
void front_resume(struct session *s);
void front_recipient_known(struct session *s, enum outcome outcome, const struct recipient *r, const struct fault *why);

/* front_mail.c */
void front_deliver(struct session *s);
void front_forget_jobs(struct session *s);
bool front_ask_core(struct session *s, enum request type, struct str payload);
void front_core_open(struct front *front, int fd);
void front_parser_open(struct front *front, unsigned index, int fd);
void front_check_parsers(struct front *front);

#endif
