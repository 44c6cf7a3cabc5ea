/* What the files of lmtp/ share: the session behind lmtp.h. Only session.c changes its state. */
#ifndef LMTP_PRIVATE_H
#define LMTP_PRIVATE_H

#include "lmtp/lmtp.h"

enum {
    LINE_LIMIT = 512,       /* a command line with its CRLF (RFC 5321, 4.5.3.1.4) */
    LINE_LIMIT_PATH = 1024, /* MAIL and RCPT, with parameters and UTF-8 (RFC 1870, 6152, 6531) */
    INPUT_LIMIT = 262144,
    REPLY_LIMIT = 1048576,
    KEPT_TEXT = 65536 /* a message buffer up to this size is used again for the next message */
};

enum session_state {
    STATE_FRESH,           /* greeted; LHLO is awaited */
    STATE_READY,           /* between transactions */
    STATE_SENDER_ASKED,    /* MAIL waits for lmtp_answer */
    STATE_MAIL,            /* a sender, perhaps recipients */
    STATE_RECIPIENT_ASKED, /* RCPT waits for lmtp_answer */
    STATE_DATA,            /* 354 was said: text until CRLF.CRLF */
    STATE_DELIVERY_ASKED,  /* the message waits for lmtp_deliver */
    STATE_CLOSED
};

/* Where in the text the next byte stands. A line starts only after CRLF: nothing else ends one. */
enum data_place { PLACE_LINE_START, PLACE_DOT, PLACE_DOT_CR, PLACE_TEXT, PLACE_TEXT_CR };

/* Why a message is read on but not kept. */
struct data_fault {
    int code;
    const char *enhanced, *text;
};

struct data {
    enum data_place place;
    const struct data_fault *fault; /* what is wrong; from then on nothing is kept */
    bool in_header;
    size_t line;     /* where the current line begins in text */
    size_t received; /* Received fields so far */
    struct buf text;
};

struct lmtp_session {
    struct lmtp_limits limits;
    char *host;
    enum session_state state;
    struct buf input;
    size_t at;      /* input before it was consumed */
    size_t scanned; /* bytes from `at` known to hold no CRLF */
    bool skipping;  /* in a command line that was too long */
    struct buf replies;
    void *mail; /* owns what the transaction holds */
    struct lmtp_envelope envelope;
    size_t recipient_capacity, refused_capacity;
    char *asked; /* the recipient lmtp_answer is about */
    unsigned bad_commands, bad_recipients;
    struct data data;
};

/* session.c */
void session_to(struct lmtp_session *s, enum session_state state);
void session_reply(struct lmtp_session *s, int code, const char *enhanced, const char *text);
/* A 5xx about the command itself; too many of them end the session. */
void session_bad(struct lmtp_session *s, int code, const char *enhanced, const char *text);
/* Forgets the transaction. The caller says which state follows. */
void session_reset(struct lmtp_session *s);
struct str session_unread(const struct lmtp_session *s);
void session_used(struct lmtp_session *s, size_t n);
/* Takes a recipient into the envelope and says 250. */
void session_take_recipient(struct lmtp_session *s, const char *address, bool refused);

/* verbs.c: one command line, without its CRLF. */
void verb_run(struct lmtp_session *s, struct str line);

/* path.c: "<path> parameters" of MAIL and RCPT. Both say what is wrong, or ask. */
void path_mail(struct lmtp_session *s, struct str arguments);
void path_recipient(struct lmtp_session *s, struct str arguments);

/* data.c */
void data_begin(struct lmtp_session *s);
/* Reads on; true when CRLF.CRLF was read. */
bool data_read(struct lmtp_session *s);
void data_release(struct lmtp_session *s);

#endif
