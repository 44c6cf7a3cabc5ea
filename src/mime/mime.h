/* Mail: bytes become struct headers (front), struct origin (front) and struct message (the jailed parser); struct draft becomes
 * bytes (render). The only folder that knows libetpan, libxml2 and iconv. Every scan is linear and every input has a limit. */
#ifndef MIME_MIME_H
#define MIME_MIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/outcome.h"
#include "base/str.h"

/* ---- headers.c: own, linear, no library; all that front reads ---------------------------------------------------- */

struct mime_limits {
    size_t message, header_block, header_fields, nesting, parts;
};

struct field {
    struct str name;  /* as written */
    struct str value; /* raw: still folded and encoded, without the final line end */
};

struct headers {
    struct field *fields;
    size_t count;
    size_t body; /* offset of the body */
};

/* Splits the header block of a whole message or part. REFUSED 5.6.0 beyond the limits (NUL in a field is kept; see mime_origin). */
enum outcome mime_headers(const void *ctx, struct str raw, const struct mime_limits *limits, struct headers *out,
                          struct fault *why) MUST_CHECK;
/* The first field of that name (any case), or NULL; how many there are. */
const struct field *mime_field(const struct headers *h, const char *name);
size_t mime_field_count(const struct headers *h, const char *name);

enum from_state {
    FROM_ONE,       /* one From field with exactly one mailbox: the only kind that names anybody */
    FROM_NONE,      /* no From field */
    FROM_MALFORMED, /* cannot be read with certainty: NUL, group, quoted local part, no domain, ... */
    FROM_SEVERAL    /* two fields or two mailboxes */
};

enum verdict {
    VERDICT_NONE, /* our MTA said nothing of use */
    VERDICT_PASS, /* DMARC pass, or aligned DKIM or SPF pass, for the domain of From */
    VERDICT_FAIL
};

enum automatic {
    AUTOMATIC_NO,
    AUTOMATIC_REPLY,  /* Auto-Submitted, auto-reply headers, X-Auto-Response-Suppress as answering programs set it */
    AUTOMATIC_BULK,   /* Precedence bulk, junk, auto_reply */
    AUTOMATIC_REPORT, /* multipart/report or null sender: delivery reports, read receipts */
    AUTOMATIC_LIST    /* List-* or Precedence list: a mailing list's mail */
};

/* Who wrote it and how it came, read in front so that no parser can forge it. Owned by ctx. */
struct origin {
    enum from_state from_state;
    char *from;      /* the address as written (UTF-8), when FROM_ONE; else "" */
    char *from_name; /* display name, decoded, one safe line; for the disclosure guard only: never shown or stored */
    enum verdict verdict;
    bool verdict_seen; /* an instance of our authserv_id stood there at all */
    enum automatic automatic;
    bool role_sender;  /* From is mailer-daemon, postmaster, noreply, owner-, -request, -bounces, ..., or nobody */
    bool spam;         /* spam_header says so */
    bool loop;         /* too many Received (50), or our own X-Loop / List-Id / Delivered-To */
    bool addressed;    /* one of our envelope recipients stands in To, Cc or Resent-* */
    bool no_archive;   /* X-No-Archive: yes */
    char *message_id;  /* without <>; "" when none */
    char **references; /* ids of In-Reply-To and References at our domain, local parts only, newest first, at most 20 */
    size_t reference_count;
};

struct origin_question {
    const char *authserv_id;  /* "" : no verdict */
    const char *domain;       /* ours */
    const char *spam_header;  /* "Name: value" or "" */
    const struct str *recipients; /* envelope recipients, as given */
    size_t recipient_count;
    bool null_sender;
};

void mime_origin(const void *ctx, const struct headers *h, const struct origin_question *q, struct origin *out);

/* ---- message.c and below: inside the jail ------------------------------------------------------------------------ */

struct attachment {
    char *name; /* decoded file name, or NULL */
    char *type; /* "image/jpeg" */
    uint64_t size;
};

enum report_kind { REPORT_NONE, REPORT_DELIVERY, REPORT_ABUSE, REPORT_DISPOSITION /* read receipt */ };

enum { REPORT_RECIPIENTS = 100 };

struct report_recipient {
    char *address;    /* Final-Recipient's, or that of the field beside it which has one; of an abuse report: who complained */
    char *action;     /* failed, delayed, delivered, relayed, expanded, or "" */
    char *status;     /* "5.1.1" or "" */
    char *diagnostic; /* what the server said, one line, or "" */
};

struct report {
    enum report_kind kind;
    char *action, *status; /* of the first recipient that failed, or else of the first */
    struct report_recipient *recipients; /* never acted upon */
    size_t recipient_count;
    char *failed_recipients;   /* X-Failed-Recipients, as Exim and Gmail set it, whatever the kind; or "" */
    bool returned;             /* a message, or its header, came back in a part */
    char *returned_to;         /* its To, one line, or "" */
    char *original_message_id; /* of the returned message, or "" */
    char *feedback_type;       /* ARF: "abuse", ... */
};

/* A message as a reader sees it. All strings are valid UTF-8 without NUL, owned by ctx. */
struct message {
    char *subject; /* decoded, one safe line; NULL when there is no Subject */
    char *from;    /* the first mailbox of From, for inspect only: the forum believes struct origin */
    char *from_name;
    char *to;
    bool has_date;
    int64_t date; /* seconds since 1970 */
    char *text;   /* the text part, or the HTML part as CommonMark; LF line ends, flowed undone; NULL when there is none */
    bool text_is_markdown; /* came from HTML */
    char *html;   /* the HTML part in UTF-8 where one stood beside or instead of the text, for reply_strip; or NULL */
    struct attachment *attachments;
    size_t attachment_count;
    struct report report;
    char *reaction; /* RFC 9078 or Gmail: the emoji; or NULL */
    bool calendar;  /* a text/calendar reply */
    bool encrypted;
    bool limited;   /* parts beyond a limit were left unread */
};

/* Warms what the jail will not be able to open (iconv converters). Call before entering it. */
void mime_prepare(void);
enum outcome mime_parse(const void *ctx, struct str raw, const struct mime_limits *limits, struct message *out,
                        struct fault *why) MUST_CHECK;

/* html.c: HTML becomes CommonMark: paragraphs, lists, emphasis, links, code, quotes, tables as text; nothing hidden, nothing remote. */
void mime_html_to_markdown(const void *ctx, struct str html, struct buf *out);

/* typed.c: text of a plain text mail becomes CommonMark that reads as it was typed. At most three times as long, and a little. */
void mime_typed_to_markdown(struct str text, struct buf *out);

/* ---- render.c: CommonMark for outgoing mail ---------------------------------------------------------------------- */

/* CommonMark as readable plain text, wrapped at `width` columns (quotes and lists keep their shape), and as sober HTML
 * (libcmark, safe mode: raw HTML and unsafe links dropped; no images). Text typed as plain text survives both. */
void mime_markdown_to_text(const void *ctx, struct str markdown, unsigned width, struct buf *out);
void mime_markdown_to_html(const void *ctx, struct str markdown, struct buf *out);

/* ---- compose.c: struct draft → bytes ------------------------------------------------------------------------------ */

struct draft_field {
    const char *name;
    const char *value; /* UTF-8; encoded (RFC 2047) and folded by compose; unsafe code points are replaced */
};

struct draft {
    const char *from_name; /* UTF-8 display name, and address */
    const char *from_address;
    const char *reply_to_name; /* NULL: no Reply-To */
    const char *reply_to_address;
    const char *subject;
    const char *message_id;  /* local@domain, without <> */
    const char *in_reply_to; /* "" : none */
    const char *const *references; /* oldest first */
    size_t reference_count;
    int64_t date;
    struct draft_field fields[16]; /* further ones, in order: List-Id, Auto-Submitted, ... */
    size_t field_count;
    const char *text; /* UTF-8, LF */
    const char *html; /* UTF-8, or NULL: text only */
};

/* The mail, all but its To field, which the mailer puts in front: CRLF lines of at most 76 columns in bodies and 998 bytes at most,
 * 7 bits only; multipart/alternative with a boundary derived from message_id, so the same draft gives the same bytes. REFUSED when
 * a value cannot stand where it should (an address that is not address_valid, say) or the result fails mime_check_bytes. */
enum outcome mime_compose(const void *ctx, const struct draft *draft, struct buf *out, struct fault *why) MUST_CHECK;
/* The one To field: "To: <address>\r\n". */
enum outcome mime_compose_to(const char *address, struct buf *out, struct fault *why) MUST_CHECK;
/* Byte by byte: only CRLF line ends, 7 bits, no NUL or other control but tab, lines within 998, exactly one blank line first. */
enum outcome mime_check_bytes(struct str bytes, struct fault *why) MUST_CHECK;

#endif
