/* What the processes say to each other, as frames (base/wire.h). Every sender is hostile to its reader: the decoders check everything. */
#ifndef GATEWAY_PROTOCOL_H
#define GATEWAY_PROTOCOL_H

#include "base/wire.h"
#include "forum/forum.h"
#include "notify/notify.h"

enum request {
    /* front → core */
    ASK_RECIPIENT = 1, /* local part → outcome, struct recipient */
    ASK_KNOWN,         /* struct recipient, person and references → struct known */
    ASK_MAIL,          /* struct mail → outcome: it is committed when the answer comes */
    ASK_QUARANTINE,    /* reason, raw mail → outcome */
    /* front → parser */
    ASK_READ, /* struct mail (origin only), struct known, null sender, raw mail → outcome, struct mail (the parser's half) */
    /* render → core */
    ASK_CLAIM,  /* limit, fresh → numbers of the leased notices; the answer waits until there are some, or a while */
    ASK_SETTLE, /* settlements → outcome */
    /* render → mailer */
    ASK_SEND, /* notice, person, envelope sender, sealed address, address in clear, bytes → result, code, words */
    /* control socket → core */
    ASK_ADMIN, /* words → outcome, output */
    ANSWER = 0x80 /* of whatever was asked with this tag */
};

enum {
    FRAME_SMALL = 1 << 20,     /* most bytes of a frame between core and render, and on the control socket */
    FRAME_SLACK = 1 << 20,     /* what stands beside a raw mail in a frame */
    CLAIM_LIMIT = 256,         /* notices leased at once */
    CLAIM_WAIT = 20 * 1000,    /* ms a claim waits for something to be due */
    LEASE = 45 * 60,           /* s: longer than a mailer can need for what was handed to it */
    ANSWER_WAIT = 5 * 1000,    /* ms an answer may stay untaken */
    CONNECTIONS_IN_FLIGHT = 64 /* MB of mail in front, all connections together */
};

/* The most a frame that carries a raw mail may have. */
size_t protocol_mail_limit(const struct conf *conf);

/* Written and read back. Of what is read, strings are copies owned by ctx but where it says otherwise; a bad value makes the reader bad
 * (wire_end). */
void put_outcome(struct buf *b, enum outcome outcome, const struct fault *why);
enum outcome get_outcome(struct wire *w, struct fault *why);
void put_recipient(struct buf *b, const struct recipient *r);
void get_recipient(struct wire *w, struct recipient *r);
void put_known(struct buf *b, const struct known *k);
void get_known(const void *ctx, struct wire *w, struct known *k); /* k->text and html point into the frame */
void put_settlement(struct buf *b, const struct settlement *s);
void get_settlement(const void *ctx, struct wire *w, struct settlement *s);

/* What the parent hands over a role's control socket: one byte and, but for quit, a descriptor (base/proc.h). */
enum wiring { WIRE_QUIT = 0, WIRE_CORE = 1, WIRE_FRONT = 2, WIRE_RENDER = 3, WIRE_PARSER = 32 /* + index */, WIRE_MAILER = 64 /* + index */ };

enum { PARSERS_MAX = 16, MAILERS_MAX = 32 };

/* What a role is started with. Each role's main returns its exit status. */
struct role_start {
    const struct conf *conf;
    int control;                          /* from the parent */
    int lmtp, lmtp_tcp, socketmap, admin; /* listening sockets, or -1; front has the first three, core the last */
    bool restarted;                       /* it died before */
    unsigned index;                       /* of a parser or mailer */
};

int front_main(const struct role_start *start);
int parser_main(const struct role_start *start);
int core_main(const struct role_start *start);
int render_main(const struct role_start *start);
int mailer_main(const struct role_start *start);

#endif
