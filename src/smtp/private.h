/* What the files of smtp/ share: one attempt as it was observed, and the judgement over it. Stays in smtp/ (and its tests). */
#ifndef SMTP_PRIVATE_H
#define SMTP_PRIVATE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

#include "smtp/smtp.h"

/* The last command that went out: whose reply is awaited. */
enum smtp_stage {
    STAGE_CONNECT, /* nothing sent: connecting, or the greeting */
    STAGE_EHLO,
    STAGE_TLS,
    STAGE_AUTH,
    STAGE_MAIL,
    STAGE_RCPT,
    STAGE_DATA, /* DATA, and the body until all of it was handed over */
    STAGE_DOT,  /* everything was handed over: the answer decides */
    STAGE_QUIT
};

struct attempt {
    CURLcode result;
    enum smtp_stage stage; /* of the reply below; where none came, of the last command */
    unsigned code;         /* the first reply of 400 and more, else the last reply; 0: none */
    char enhanced[12];
    bool no_auth; /* credentials are set, but the relay offers no AUTH PLAIN */
    bool whole;   /* every byte of the mail was handed over */
};

struct smtp {
    const char *maildir; /* NULL: a real relay */
    char *url, *user, *password;
    bool tls;       /* STARTTLS is required */
    long patience;
    CURL *handle;

    /* the attempt under way */
    struct attempt attempt;
    struct smtp_reply *reply;
    const char *recipient;
    struct str bytes;
    size_t taken;
    char trouble[CURL_ERROR_SIZE]; /* what libcurl says went wrong, "" if it only has a code */
    enum smtp_stage stage;
    bool secure, auth_offered, settled;
};

enum { QUIT_PATIENCE = 5 /* seconds */ };

/* watch.c: has libcurl say what it does; s->attempt, s->reply and s->stage follow it. */
void watch(struct smtp *s, CURL *h);

/* relay.c: sets url, tls, user and password. REFUSED, with the setting's name, where one cannot be used. */
enum outcome relay_set(struct smtp *s, const struct conf *conf, struct fault *why) MUST_CHECK;

/* What an attempt means for the mail, by how far it came and what was said. Pure. */
enum smtp_result outcome_judge(const struct attempt *a);

/* What GnuTLS holds against the relay's certificate (CURLINFO_SSL_VERIFYRESULT); NULL: nothing we have words for. */
const char *outcome_certificate(unsigned long gnutls_status);

/* "5.1.1" out of "550-5.1.1 words" (RFC 2034: class digit as the code's), "" when none stands there. */
void outcome_enhanced(struct str line, char out[12]);
/* Printable ASCII, at most 200 bytes; whatever holds an @, and the recipient's local part and domain, become "*". Adds to what stands. */
void outcome_words(struct str line, const char *recipient, char *words, size_t size);

/* maildir.c: the mail as a new file in PATH/new, by way of PATH/tmp, synced. */
void maildir_drop(const char *path, struct str bytes, struct smtp_reply *reply);
enum outcome maildir_open(const char *path, struct fault *why) MUST_CHECK;

/* Seconds to wait for any answer of the relay (660: RFC 5321, 4.5.3.2.6, and some): tests shorten it. */
void smtp_patience(struct smtp *s, long seconds);

#endif
