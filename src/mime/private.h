/* What the files of mime/ share. The first half uses no foreign library and may run in front; the second half runs
 * in the jail. */
#ifndef MIME_PRIVATE_H
#define MIME_PRIVATE_H

#include "mime/mime.h"

/* ---- without a library ------------------------------------------------------------------------------------------- */

/* headers.c: the header block of one part of a multipart. Its first line that is no field begins the body. */
enum outcome mime_part_headers(const void *ctx, struct str part, const struct mime_limits *limits, struct headers *out,
                               struct fault *why) MUST_CHECK;
/* Without the line breaks that fold it (RFC 5322 2.2.3), trimmed; a break that folds nothing becomes a blank. Owned by ctx. */
struct str mime_unfold(const void *ctx, struct str value);
/* The first field of that name as mime_unfold gives it, or empty. */
struct str mime_field_text(const void *ctx, const struct headers *h, const char *name);
/* After white space, folds and comments (RFC 5322 3.2.2), from `at` on; false when a comment does not end or nests
 * too deep. */
bool mime_skip_comments(struct str s, size_t *at);
/* The next <id> of a Message-ID, In-Reply-To or References field, without the brackets; false at the end. */
bool mime_next_id(struct str *rest, struct str *id);

/* from.c: the one mailbox of From. */
struct mailbox {
    enum from_state state; /* FROM_ONE only when nothing about the field is doubtful */
    char *address;         /* that mailbox, also where the field is unusual but names exactly one; else "" */
    char *name;            /* raw display name: unquoted, still encoded; "" when none */
    char *first;           /* the first mailbox there, whoever else is named: for people to look at, never believed; "" when none */
};

void mime_from(const void *ctx, const struct headers *h, struct mailbox *out);

/* authres.c: RFC 8601, over the instances of our authserv-id that only our MTA can have written. `from_domain` is canonical. */
enum verdict mime_verdict(const void *ctx, const struct headers *h, const char *authserv_id, const char *from_domain,
                          bool *seen);
/* The domain in canonical form (lower-case A-labels), or NULL. */
char *mime_domain(const void *ctx, struct str domain);

/* automatic.c: whether a machine sent it, by its header. */
enum automatic mime_automatic(const void *ctx, const struct headers *h, bool null_sender);
/* Whether From is such a role, or nobody. `from` is mime_from's. */
bool mime_role_from(const void *ctx, const struct headers *h, const struct mailbox *from);
/* Whether the header says that a mail system wrote it: From is a role or nobody, or Return-Path is null. */
bool mime_machine_sender(const void *ctx, const struct headers *h, const struct mailbox *from);

/* latin.c: bytes of a charset become valid UTF-8, appended to out. */
typedef void mime_converter(struct buf *out, struct str charset, struct str bytes);
enum latin {
    LATIN_OTHER, /* needs iconv, or is unknown */
    LATIN_ASCII, /* US-ASCII, or no charset at all: 8-bit bytes in it must be guessed */
    LATIN_ONE,
    LATIN_UTF8
};
enum latin mime_latin_kind(struct str charset);
/* The name as tables have it: "x-Windows_1252", "csISOLatin1", "utf-8//IGNORE" are "windows1252", "isolatin1", "utf8". Its length, 0 when
 * there is none or it is too long. */
enum { CHARSET_KEY = 40 };
size_t mime_charset_key(struct str name, char key[CHARSET_KEY]);
/* Knows UTF-8, US-ASCII and the Latin 1 family (as Windows-1252 has it), and what is labelled as one and is the other; anything else
 * gives one U+FFFD. */
mime_converter mime_latin_to_utf8;
/* UTF-8 where the bytes are that, else Windows-1252. */
void mime_guess_to_utf8(struct buf *out, struct str bytes);

/* encoded.c: RFC 2047. `value` is unfolded; what is no encoded word is kept. One line without controls or invisible characters; runs of
 * spaces are kept. Owned by ctx. */
char *mime_encoded_line(const void *ctx, struct str value, mime_converter *convert);
char *mime_one_line(const void *ctx, struct str text);
/* The value of a hexadecimal digit, or -1. */
int mime_hex(char c);
/* The value of a base64 digit (either alphabet of RFC 4648), or -1. */
extern const signed char mime_base64_digits[256];
static inline int mime_base64_digit(char c)
{
    return mime_base64_digits[(unsigned char)c];
}

/* params.c: "type; name=value; ..." of RFC 2045 5.1 and RFC 2183, read tolerantly, with RFC 2231. */
struct parameter {
    char *name; /* lower case, with RFC 2231's asterisks */
    struct str value;
};

struct content {
    char *type; /* lower case: "text/plain", "attachment"; "" when none */
    struct parameter *parameters;
    size_t count;
};

void mime_content(const void *ctx, struct str value, struct content *out);
/* As written, or NULL. */
const struct str *mime_parameter(const struct content *c, const char *name);
/* Decoded (RFC 2231, or the RFC 2047 that many write instead), one line; NULL when there is none. */
char *mime_parameter_text(const void *ctx, const struct content *c, const char *name, mime_converter *convert);

/* date.c: RFC 5322 3.3, its obsolete forms, and asctime. False for anything else or a date before 1970 or after
 * 2200. */
bool mime_date(struct str value, int64_t *seconds);

/* flowed.c: RFC 3676. `text` has LF line ends. */
void mime_unflow(struct buf *out, struct str text, bool delsp);

/* ---- in the jail ------------------------------------------------------------------------------------------------- */

/* charset.c: as mime_latin_to_utf8, and every charset of its table, through iconv. Of n bytes come at most CHARSET_GROWTH * n + 16: a
 * byte of ISO-2022-JP may be two of EUC-JP, each of them nothing it knows and so a U+FFFD. A smaller buffer cuts inside a character. */
#define CHARSET_GROWTH 6
mime_converter mime_charset_to_utf8;
void mime_charset_prepare(void);
/* iso2022jp.c: the same text in EUC-JP; and HZ in GB 2312. */
void mime_iso2022jp_to_euc(struct buf *out, struct str bytes);
void mime_hz_to_gb(struct buf *out, struct str bytes);

/* transfer.c: the Content-Transfer-Encoding named `encoding` (any case) undone. */
void mime_transfer_decode(struct buf *out, struct str encoding, struct str body);

/* parts.c: the tree of a message, leaves in order. */
struct part {
    struct headers headers;
    struct content type;        /* never empty: text/plain, or message/rfc822 in a digest, by default */
    struct content disposition; /* type "" when there is none */
    struct str encoding;
    struct str body;  /* still encoded */
    bool alternative; /* stands directly or not in a multipart/alternative */
    bool reported;    /* a child of multipart/report */
};

struct parts {
    struct part *leaves;
    size_t count, capacity;
    bool limited, encrypted, report;
};

void mime_parts(const void *ctx, struct str raw, const struct headers *top, const struct mime_limits *limits,
                struct parts *out);

/* report.c: RFC 6522 and its kin. `top` is the header of the message, `from` what mime_from makes of it. */
void mime_report(const void *ctx, const struct headers *top, const struct mailbox *from, const struct parts *parts,
                 const struct mime_limits *limits, struct report *out);

/* delivery.c: adds the recipients of RFC 3464's fields. */
void mime_delivery(const void *ctx, struct str text, struct report *out);
/* Where in a text such fields begin: from there to the end, or empty. */
struct str mime_delivery_in_text(struct str text);
/* "rfc822; user@example.org", "rfc822;<user@example.org>", "Ann <user@example.org>": the address. */
char *mime_typed_address(const void *ctx, struct str value);

/* reaction.c: the emoji of RFC 9078 or of Gmail's JSON part, or NULL. */
char *mime_reaction(const void *ctx, const struct part *part);

/* wrapped.c: the address inside one that a mail gateway rewrote; false for any other. In ctx. */
bool mime_unwrap(const void *ctx, struct str url, struct str *address);
/* The text with the addresses in it. */
void mime_unwrap_text(struct buf *out, struct str text);

/* pgp.c: OpenPGP inside the text. Whether it is nothing but an encrypted message. */
bool mime_pgp_encrypted(struct str text);
/* What was signed, and all around it; false, and nothing, where nothing is signed in clear. */
bool mime_pgp_signed(struct str text, struct buf *out);

/* addresses.c: a To field as "address, address", by libetpan. */
char *mime_addresses(const void *ctx, struct str value);

/* body.c: a leaf's bytes, decoded; and its text: UTF-8 without NUL, LF line ends, flowed undone. `limit` cuts both. */
struct str mime_part_bytes(const void *ctx, const struct part *part, size_t limit, bool *cut);
struct str mime_part_text(const void *ctx, const struct part *part, size_t limit, bool *cut);

/* quoted.c: text a part may hold: valid UTF-8, LF, no controls but tab and LF; and LF text as quoted-printable: CRLF lines of at most
 * 76, soft breaks between characters, no line beginning with a dot or "From ". */
struct str mime_clean_text(const void *ctx, const char *text);
void mime_quoted_printable(struct buf *out, struct str text);
/* How many bytes from `at` on are printable ASCII, counted in eights: fewer than eight more may follow. */
size_t mime_printable_run(struct str bytes, size_t at);

#endif
