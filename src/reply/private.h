/* Inside reply/: a text as lines with labels. lines.c splits, known.c and structure.c label, strip.c decides what stays. */
#ifndef REPLY_PRIVATE_H
#define REPLY_PRIVATE_H

#include "reply/reply.h"

enum {
    REPLY_LINES = 100000,   /* lines looked at: what follows is no person's own words any more */
    REPLY_LINE_PLAIN = 400, /* longer lines are never an attribution, a header or a device line */
    REPLY_WORDS = 400000    /* words of message and known text that are compared */
};

enum label {
    LABEL_OWN,
    LABEL_BLANK,
    LABEL_QUOTED,    /* behind bars, or known */
    LABEL_INTRO,     /* "On ... wrote:" above bars, or what stands above known text */
    LABEL_MARKER,    /* from here on everything is quoted: header blocks, "Original Message", "On ... wrote:" without bars */
    LABEL_DEVICE,    /* "Sent from my iPhone" */
    LABEL_SIGNATURE, /* "-- " and what is below */
    LABEL_NOISE      /* rulers around a marker, tracking dots */
};

struct line {
    struct str raw;   /* as written, without its line end */
    struct str text;  /* behind the bars, trimmed */
    struct str plain; /* text folded for comparison with the phrase tables; empty when blank or long */
    unsigned depth;   /* bars in front */
    unsigned words;   /* that known.c found */
    unsigned headers; /* bits of enum header_kind its label can mean */
    enum label label;
    bool known;
    bool first; /* the known text begins here */
};

struct page {
    const void *ctx;
    struct line *lines;
    size_t count;
};

/* lines.c */
void page_read(const void *ctx, struct str text, struct page *out);
/* One line folded for comparison: white space collapsed, emphasis, escapes and invisible characters gone, case folded, ’ as '. */
struct str line_plain(const void *ctx, struct str text);
/* The next line after `at` that is not blank, or page->count. */
size_t page_next(const struct page *page, size_t at);

/* known.c: marks lines that stand in the known text. */
void known_mark(struct page *page, struct str known);

/* structure.c: labels everything else. */
void structure_mark(struct page *page);
/* A line of nothing but dashes, underscores, ...; at least that many. */
bool structure_ruler(struct str text, size_t least);
/* "Regards,", "Viele Grüsse" and the like, alone or with a name behind it. */
bool structure_closing(struct str plain);

/* attribution.c: "On ... wrote:". */
/* Whether plain is one. `quoted` says that quoted text follows, so less evidence is enough. */
bool attribution_line(struct str plain, bool quoted);
/* A line that begins like one: "On Dec 16, 2011, at 12:47 PM, Corey". */
bool attribution_begins(struct str plain);
/* The first line of the attribution that ends on line `end`, or page->count when none does. */
size_t attribution_start(const struct page *page, size_t end);
/* How many numbers stand in a text; whether a time or year does; whether something like an address does. */
unsigned line_number_groups(struct str s);
bool line_has_time(struct str s);
bool line_has_address(struct str s);
/* Without the dashes and spaces it begins with; *dashes counts them. */
struct str line_strip_dashes(struct str s, size_t *dashes);

/* redact.c: what gives its writer away, wherever it stands. */
enum { MARKS_PARTS = 16 };

struct marks {
    struct str address, local, domain; /* folded */
    bool ascii;                        /* the address is */
    struct str name;                   /* as written */
    struct str parts[MARKS_PARTS];     /* words of the name, folded; those of the shown name left out */
    size_t part_count;
    bool begins[256];                  /* bytes that a word may begin with, in a text, to be one of them */
    struct str local_parts[MARKS_PARTS]; /* words of the local part: only for signature lines */
    size_t local_count;
};

enum { FOUND_ADDRESS = 1, FOUND_NAME = 2, FOUND_PHONE = 4 };

void marks_init(const void *ctx, struct marks *marks, const struct identity_marks *given);
/* Our tokens and addresses of our domain replaced by "[address]". True when there was one. */
bool redact_ours(struct buf *out, struct str text, struct str domain);
/* Writes text with own address, name and phone numbers replaced; the FOUND_ bits of what there was. */
unsigned redact_own(const void *ctx, struct buf *out, struct str text, const struct marks *marks);
/* Length of the phone number that begins at `at`, or 0. */
size_t redact_phone_at(struct str text, size_t at);
/* How many words of the line are words of the name or local part; *words counts all. */
size_t marks_in_line(const void *ctx, struct str line, const struct marks *marks, size_t *words);

/* languages.c: how each language writes these things. One row a language, words folded (lower case, ss for sharp s). */
enum header_kind { HEADER_NONE, HEADER_FROM, HEADER_SENT, HEADER_TO, HEADER_SUBJECT, HEADER_CC, HEADER_KINDS };

struct language {
    const char *code;
    const char *starts[6];   /* an attribution begins: "on " */
    const char *verbs[6];    /* and says: "wrote" */
    const char *from[4];     /* header labels */
    const char *sent[5];
    const char *to[4];
    const char *subject[4];
    const char *cc[3];
    const char *original[6]; /* "original message", between dashes */
    const char *forward[4];  /* "begin forwarded message:", alone on its line */
    const char *device[8];   /* a line begins so: "sent from my " */
    const char *above[3];    /* "reply above this line" */
    const char *closing[12]; /* "regards" */
};

extern const struct language reply_languages[]; /* ends with code NULL */

/* phrases.c: whether any phrase of that kind begins, or ends, with the byte that s does. */
enum phrase_kind { PHRASE_VERB, PHRASE_FORWARD, PHRASE_DEVICE, PHRASE_ABOVE, PHRASE_CLOSING, PHRASE_KINDS };

bool phrase_may_begin(enum phrase_kind kind, struct str s);
bool phrase_may_end(enum phrase_kind kind, struct str s);

#endif
