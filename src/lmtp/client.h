/* What the two files of the client share: one connection, and a reply on it. Stays in lmtp/. */
#ifndef LMTP_CLIENT_H
#define LMTP_CLIENT_H

#include "lmtp/lmtp.h"

enum { LINE_MOST = 4096 /* bytes of one line of a reply; RFC 5321 allows 512 */ };

struct reply {
    int code; /* 200-599 */
    struct fault why;
};

struct talk {
    int fd;
    int64_t deadline; /* clock_milliseconds */
    struct buf in;
    size_t at; /* in before it was read */
    struct buf out;
    bool pipelining, size, eight_bit, smtputf8, pipe; /* what the server offers */
};

/* Sends all of t->out and empties it. False when the connection failed or the deadline passed. */
bool talk_flush(struct talk *t);
/* Reads one reply; its last line counts. `offers`: each line is one of LHLO's. False as above, and for what is no reply. */
bool talk_reply(struct talk *t, struct reply *r, bool offers);

#endif
