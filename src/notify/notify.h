/* Changes become notices, notices become mails. All but render run in core's transaction; that reads. */
#ifndef NOTIFY_NOTIFY_H
#define NOTIFY_NOTIFY_H

#include "forum/forum.h"
#include "mime/mime.h"

/* ---- plan.c, expand.c, claim.c: in core ---- */

/* Writes down whom the changes concern: events for posts, notices for the rest. Looks at no more than `people` of the audiences, so it costs
 * no more for a large one; a small one is done with. */
enum outcome notify_plan(const struct forum *f, const void *ctx, const struct changes *changes, unsigned people,
                         struct fault *why) MUST_CHECK;
/* Whether an event waits for notify_expand. */
enum outcome notify_waits(const struct forum *f, bool *yes, struct fault *why) MUST_CHECK;
/* One step (at most `limit` people) of turning events into notices, settings looked at; *more while there is more. */
enum outcome notify_expand(const struct forum *f, const void *ctx, unsigned limit, bool *more,
                           struct fault *why) MUST_CHECK;
/* Leases up to `limit` due notices: freezes new ones (date, expiry, revision, generation, content, html, name,
 * audience), looks at settings and `stop` once more, withdraws what should not leave. Each withdrawal and each lease
 * traces to an event and a setting (journal). */
enum outcome notify_claim(const struct forum *f, const void *ctx, unsigned limit, int64_t lease_seconds,
                          struct notice **list, size_t *count, struct fault *why) MUST_CHECK;

/* The store's value (store/ledger.h) that remembers whether a mail ever carried a verdict of mail.authserv_id: "yes";
 * "no": mail came, none did; "": no mail yet. For `check`, too. Core calls notify_verdict for each mail with
 * origin.verdict_seen. */
#define NOTIFY_VERDICT_SEEN "verdict-seen"
enum outcome notify_verdict(const struct forum *f, const void *ctx, bool seen, struct fault *why) MUST_CHECK;

/* What a mailer reports of one notice. */
struct settlement {
    uint64_t notice;
    enum settled {
        SETTLED_SENT,
        SETTLED_LATER,   /* 4xx, network, or unknown after the dot: same bytes again */
        SETTLED_REFUSED, /* 5xx of this recipient */
        SETTLED_RELAY    /* the relay refuses us altogether (5.7.x, AUTH): later, operator told */
    } what;
    char *code;  /* "2.0.0", "5.1.1", "550", or "" */
    char *words; /* the relay's, printable, addresses taken out; at most 200 bytes */
};
/* Settles a batch: back-off with jitter, given up after limits.give_up. */
enum outcome notify_settle(const struct forum *f, const void *ctx, const struct settlement *list, size_t count,
                           struct fault *why) MUST_CHECK;
/* When there will be something to claim (0: nothing waits): the next notice's due time, or the end of a pause after the
 * relay refused us. */
enum outcome notify_next(const struct forum *f, const void *ctx, int64_t *due, struct fault *why) MUST_CHECK;
/* At most one mail an hour to the operator: holds by reason, relay trouble, missing verdicts, disk, role mail. Adds its
 * notice when there is news. */
enum outcome notify_operator(const struct forum *f, const void *ctx, struct fault *why) MUST_CHECK;

/* ---- render.c: notice → draft → bytes ---- */

struct rendered {
    struct str bytes;     /* the mail without To */
    char *envelope_from;  /* b token address; "" : null sender */
    struct str sealed_to; /* sealed address; empty when `to` names it */
    char *to;             /* the operator's address, in clear: it stands in the configuration */
    struct str text;      /* the text/plain part before encoding: what a reply will quote */
    struct str html;      /* the HTML part, of which most clients quote; empty when there is none */
    const char *subject;
    bool discreet;        /* which is then not the thread's title */
};

/* For a process that renders many: remembers the last few texts it made, until ctx is freed. */
void notify_memo_open(const void *ctx);
/* Deterministic: the same leased notice gives the same bytes. Reads only. REFUSED when there is nothing left to say. */
enum outcome notify_render(const struct forum *f, const void *ctx, const struct notice *n, struct rendered *out,
                           struct fault *why) MUST_CHECK;

/* What a reply to it may quote: text and html as it was sent, and as `show` brought it where it only said that there is news. */
enum outcome notify_known(const struct forum *f, const void *ctx, const struct notice *n, struct rendered *out, struct fault *why) MUST_CHECK;

/* ---- templates: template.c
 * ------------------------------------------------------------------------------------------- */

/* Reads the operator's templates directory for this process and checks it; before the process is jailed, and freed with
 * ctx. Without it, or after it, the built-in texts stand for every file that is not there. REFUSED: a template is
 * broken. */
enum outcome notify_templates_open(const void *ctx, const struct conf *conf, struct fault *why) MUST_CHECK;
/* Checks the operator's templates directory; every problem a line in `out`. True when there is none. */
bool notify_templates_check(const struct conf *conf, const void *ctx, struct buf *out);
/* Checks one language: bad lines and placeholders, with file and line, and what it lacks (*missing of them), which is said in English. */
bool notify_language_check(const struct conf *conf, const void *ctx, const char *code, struct buf *out, unsigned *missing);

#endif
