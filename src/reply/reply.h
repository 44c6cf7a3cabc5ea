/* A message and the text the forum sent become the person's own words. Pure: no files, no clock, no library but base. */
#ifndef REPLY_REPLY_H
#define REPLY_REPLY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "mime/mime.h"

struct reply {
    char *words;         /* the person's own words, CommonMark or as typed; "" when there are none */
    bool quote_cut;      /* quoted text, or what introduces it, was removed */
    bool signature_cut;  /* a "-- " block or device line was removed */
    bool quotes_known;   /* something of the known text was quoted: this answers our notice */
    bool interleaved;    /* some quoted lines were kept, as what the words answer */
};

/* `known`: the text the forum sent and its revisions, or empty. Never empty words when the person wrote something. */
void reply_strip(const void *ctx, const struct message *message, struct str known, struct reply *out);
/* The same without the phrases of languages and clients: what the known text and the shape of a mail carry alone. */
void reply_strip_bare(const void *ctx, const struct message *message, struct str known, struct reply *out);

/* Makes the tables of phrases, once for all children: call before forking or entering the jail (the first reply_strip does it
 * otherwise). */
void reply_prepare(void);

/* What the disclosure guard may compare with; all may be "". */
struct identity_marks {
    const char *address;    /* the sender's */
    const char *name;       /* From's display name */
    const char *shown_name; /* the name the post is shown under: allowed to stand */
    const char *domain;     /* the forum's: its tokens and addresses are cut everywhere */
    /* What is put in place of what is found, in the language of those who read it; NULL: "[address]", "[name]", "[phone]". */
    const char *put_address, *put_name, *put_phone;
};

struct guard {
    char *words;    /* without address, local part and name in closing and signature lines, without our tokens and addresses */
    char *redacted; /* the same with everything found elsewhere replaced as well; equal to words when nothing was found */
    bool cut;       /* something was taken from closing or signature lines */
    bool found;     /* own address, From name or a phone number stands elsewhere: hold and ask */
    char *found_what; /* "your address, a phone number", or "" */
};

void reply_guard(const void *ctx, struct str words, const struct identity_marks *marks, struct guard *out);

/* Whether a line closes a letter: "Regards,", "Viele Grüße", "Thanks, Ann". */
bool reply_closing(struct str line);

#endif
