/* LMTP (RFC 2033) without sockets: bytes in, replies and events out, so a session can be tested as a transcript; and
 * Postfix's socketmap. The session knows no forum: whoever runs it answers its questions. The client half carries one
 * message for `askpost deliver`. */
#ifndef LMTP_LMTP_H
#define LMTP_LMTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/outcome.h"
#include "base/str.h"

struct lmtp_limits {
    size_t message;          /* advertised by SIZE */
    size_t recipients;       /* then 452 4.5.3 */
    size_t received;         /* Received fields before 554 5.4.6 */
    unsigned bad_commands;   /* then 421 */
    unsigned bad_recipients; /* unknown ones in a session, then 421 4.7.0: no guessing */
    bool allow_pipe; /* offer XASKPOST: this client is `askpost deliver` of our own user or root, on the unix socket */
};

struct lmtp_envelope {
    char *sender;      /* "" : null */
    char **recipients; /* accepted, in order, duplicates too: "local@domain", or "postmaster" without a domain */
    bool *refused;     /* for each: REFUSED at RCPT, but accepted for the quarantine (only with `pipe`) */
    size_t recipient_count;
    bool eight_bit, smtputf8;
    bool pipe; /* MAIL had XASKPOST=pipe: this mail can go nowhere else, so what RCPT refuses is accepted and marked;
                  what was no address at all is marked as well, and its text is "" */
};

enum lmtp_event {
    LMTP_NEED_INPUT,     /* everything was read: feed more, after sending the replies */
    LMTP_NEED_SENDER,    /* MAIL: is there room? Answer with lmtp_answer (DONE, or RETRY 4.3.1 ...) */
    LMTP_NEED_RECIPIENT, /* RCPT: lmtp_recipient(s) is asked for; answer with lmtp_answer */
    LMTP_NEED_DELIVERY,  /* a whole message: lmtp_message(s), lmtp_envelope(s); answer with lmtp_deliver */
    LMTP_CLOSE           /* send the replies, then close */
};

struct lmtp_session;

/* A session that greets with `host`. Owned by ctx. */
struct lmtp_session *lmtp_open(const void *ctx, const char *host, const struct lmtp_limits *limits);
/* Gives it bytes the client sent; they are kept until consumed. While an answer is awaited, feed no more than what was
 * read already: beyond 256 KB that cannot be consumed the session ends with 421. */
void lmtp_feed(struct lmtp_session *s, struct str bytes);
/* Goes on until something is needed. Call again after each answer. */
enum lmtp_event lmtp_run(struct lmtp_session *s);
/* Replies waiting to be sent; take them with buf_consume. A client that reads none of them is let go at 1 MB. */
struct buf *lmtp_replies(struct lmtp_session *s);
/* The recipient asked for; valid until it is answered. */
struct str lmtp_recipient(const struct lmtp_session *s);
/* What the transaction has so far; valid until lmtp_deliver. */
const struct lmtp_envelope *lmtp_envelope(const struct lmtp_session *s);
/* Dot-unstuffed, CRLF line ends as received; valid until lmtp_deliver. */
struct str lmtp_message(const struct lmtp_session *s);
/* Answers NEED_SENDER and NEED_RECIPIENT. The reply carries why's code and text; NULL: the usual ones. */
void lmtp_answer(struct lmtp_session *s, enum outcome outcome, const struct fault *why);
/* Answers NEED_DELIVERY: one reply for each accepted recipient, all the same. Both do nothing on a session that is
 * closed. */
void lmtp_deliver(struct lmtp_session *s, enum outcome outcome, const struct fault *why);
/* 421 with this text, then close: stopping, idle, overload. */
void lmtp_shut(struct lmtp_session *s, const char *code, const char *text);
/* Bytes of the message read so far: for the rate floor and the memory cap. */
size_t lmtp_held_bytes(const struct lmtp_session *s);

struct lmtp_result {
    enum outcome outcome;
    struct fault why;
};

struct lmtp_mail {
    const char *helo, *sender; /* sender "" : null */
    const char *const *recipients;
    size_t count;
    struct str message; /* lines may end with LF or CRLF; see lmtp_stuff */
    int seconds;        /* for everything together */
    bool pipe;          /* ask for XASKPOST=pipe where it is offered */
};

/* Delivers one message over a connected socket: results[i] for each recipient. DONE when every recipient has the
 * server's word in results, RETRY when the connection fails before all replies came (the ones that came stand). Never
 * blocks beyond the deadline. */
enum outcome lmtp_submit(const void *ctx, int fd, const struct lmtp_mail *mail, struct lmtp_result *results,
                         struct fault *why) MUST_CHECK;

/* A message as DATA carries it (RFC 5321, 4.5.2), without the final dot: LF becomes CRLF, a dot at the start of a line
 * is doubled, a last line without end gets one. What LMTP cannot carry is mended so that no new header line can arise:
 * NUL becomes a space; a lone CR a space in the header and a line end in the body. */
void lmtp_stuff(struct buf *out, struct str message);

/* Postfix's socketmap_table(5): netstring "NAME KEY" in; netstring "OK value", "NOTFOUND " or "TEMP reason" out. */

enum socketmap_event { SOCKETMAP_NEED_INPUT, SOCKETMAP_NEED_ANSWER, SOCKETMAP_CLOSE };
struct socketmap;
/* One connection; owned by ctx. Feed, run and replies as of a session above; a request that is no netstring closes it. */
struct socketmap *socketmap_open(const void *ctx);
void socketmap_feed(struct socketmap *s, struct str bytes);
enum socketmap_event socketmap_run(struct socketmap *s);
struct str socketmap_key(const struct socketmap *s); /* the address asked for */
/* DONE: OK; REFUSED: NOTFOUND; RETRY: TEMP. */
void socketmap_answer(struct socketmap *s, enum outcome outcome, const struct fault *why);
struct buf *socketmap_replies(struct socketmap *s);

#endif
