/* Bytes and an envelope go to the relay; what came of it is one of five results. The only folder that knows libcurl. */
#ifndef SMTP_SMTP_H
#define SMTP_SMTP_H

#include <stdbool.h>

#include "base/outcome.h"
#include "base/str.h"
#include "conf/conf.h"

enum smtp_result {
    SMTP_SENT,     /* the relay's 250 */
    SMTP_REFUSED,  /* 5xx for this sender, recipient or message */
    SMTP_LATER,    /* 4xx, or nothing reached the relay: safe to send again */
    SMTP_UNKNOWN,  /* everything was sent but no answer came: send the same bytes again */
    SMTP_RELAY     /* the relay refuses us altogether: AUTH, TLS, 5.7.x on MAIL, greeting 5xx */
};

struct smtp_reply {
    enum smtp_result result;
    unsigned code;    /* 250, 451, ...; 0: none came */
    char enhanced[12]; /* "5.1.1" or "" */
    char words[201];  /* printable ASCII; whatever looks like an address taken out */
};

struct smtp; /* one connection, opened when needed and reused */

/* By conf's relay: "smtp://", "smtps://" or "maildir:". REFUSED for a relay that cannot be. Owned by ctx. */
enum outcome smtp_open(const void *ctx, const struct conf *conf, struct smtp **out, struct fault *why) MUST_CHECK;
/* Sends one mail to one recipient. Addresses are checked again (address_valid) and the bytes too (strict CRLF, 7 bits) before libcurl sees
 * them; sender "" is the null sender. Blocks. */
void smtp_send(struct smtp *s, const char *sender, const char *recipient, struct str bytes, struct smtp_reply *reply);
/* For `check`: connects, says EHLO (and STARTTLS, AUTH), and leaves. */
void smtp_probe(struct smtp *s, struct smtp_reply *reply);

#endif
