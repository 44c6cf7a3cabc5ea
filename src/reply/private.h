/* Inside reply/: a text as lines with labels. lines.c splits, known.c and structure.c label, strip.c decides what stays. */
#ifndef REPLY_PRIVATE_H
#define REPLY_PRIVATE_H

#include "reply/languages.h"
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
    struct str folded; /* text as line_fold folds it */
    struct str plain; /* the same, for comparison with the phrases; empty when blank or long */
    unsigned depth;   /* bars in front */
    unsigned words;   /* that known.c found */
    unsigned headers; /* bits of enum wording its label can mean */
    enum label label;
    bool known;
    bool maybe; /* a line of the known text, but too short to tell by itself */
    bool first; /* the known text begins here */
    bool left;  /* structure_mark found nothing in it: words, or a device line */
};

struct page {
    const void *ctx;
    const struct languages *languages;
    struct line *lines;
    size_t count;
};

static inline bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Of a word of a name, in whatever script. */
static inline bool name_byte(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80 || c == '\'';
}

/* lines.c */
void page_read(const void *ctx, struct str text, const struct languages *languages, struct page *out);
/* One line folded for comparison: white space collapsed, emphasis, escapes and invisible characters gone, case folded, figures and
 * quotation marks of all scripts as ASCII has them. */
struct str line_fold(const void *ctx, struct str text);
/* The next line after `at` that is not blank, or page->count. */
size_t page_next(const struct page *page, size_t at);
/* The line before `at` that is not blank, or 0. */
size_t page_before(const struct page *page, size_t at);

/* known.c: marks lines that stand in the known text. */
void known_mark(struct page *page, struct str known);
/* Lines that may be known and stand beside one that is. */
void known_spread(struct page *page);

/* above.c: what stands directly above known text and introduces it, by position and evidence, in whatever language. */
void above_mark(struct page *page);

/* settle.c: which of the known lines are a quote, how far a marker reaches, and what between them is nobody's answer. */
void settle_quotes(struct page *page);

/* structure.c: labels attributions, header blocks and other markers. */
void structure_mark(struct page *page);
/* Rulers directly above line `at` belong to it. */
void structure_mark_above(struct page *page, size_t at);

/* marks.c: single lines that are no words. */
/* A line of nothing but dashes, underscores, ...; at least that many. */
bool structure_ruler(struct str text, size_t least);
/* "Regards,", "Viele Grüsse" and the like, alone or with a name behind it. */
bool structure_closing(struct str plain);
/* "-----Original Message-----", "Begin forwarded message:", "## Reply above this line ##". */
bool mark_original(const struct languages *languages, struct str plain, struct str text);
/* "Sent from my iPhone", of what structure_mark left. */
bool device_line(const struct languages *languages, const struct line *line);
/* Device lines, rulers and "-- " with a signature below them, wrapped ends of barred lines: labels them, behind structure_mark. */
void mark_devices(struct page *page);
void mark_signatures(struct page *page);
void mark_orphans(struct page *page);

/* headers.c: "From: ... Sent: ... To: ..." */
/* Bits of the kinds the label in front of the colon can be (a word may mean several in several languages). */
unsigned headers_kinds(const struct languages *languages, struct str plain);
/* Lines of the header block that begins at `at`, 0 when there is none. */
size_t headers_block(const struct page *page, size_t at);
/* Whether a line has the shape "Label: value", in whatever language. */
bool headers_shape(struct str plain);

/* attribution.c: "On ... wrote:". */
/* Whether plain is one. `quoted` says that quoted text follows, so less evidence is enough. */
bool attribution_line(const struct languages *languages, struct str plain, bool quoted);
/* A line that begins like one: "On Dec 16, 2011, at 12:47 PM, Corey". */
bool attribution_begins(const struct languages *languages, struct str plain);
/* The same by its first word, not by a date that may as well stand in the middle of one. */
bool attribution_opens(const struct languages *languages, struct str plain);
/* The first line of the attribution that ends on line `end`, or page->count when none does. */
size_t attribution_start(const struct page *page, size_t end);
/* The lines above `start` that belong to the attribution there: where it begins. */
size_t attribution_top(const struct page *page, size_t start);

/* evidence.c: what speaks for a machine having written a line. */
/* How many numbers stand in a text, addresses left out; whether a time or year does; whether something like an address does. */
unsigned line_number_groups(struct str s);
bool line_has_time(struct str s);
bool line_has_address(struct str s);
/* A date and a time: three numbers and one of them a time or a year. */
bool line_has_date(struct str s);
/* "<https://...>", "<mailto:...>": what a program that turns HTML into text writes behind the words of a link. */
bool line_bracketed_link(struct str text);
/* Ends as a sentence does; a point behind a figure is none. */
bool line_ends_sentence(struct str s);
/* Ends in a colon or dash. */
bool line_ends_open(struct str s);
unsigned line_words_count(struct str s);
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
    unsigned char bytes[256];          /* what a byte in a text can be, as bits */
    struct str local_parts[MARKS_PARTS]; /* words of the local part: only for signature lines */
    size_t local_count;
    struct str put_address, put_name, put_phone; /* in its place */
};

enum { FOUND_ADDRESS = 1, FOUND_NAME = 2, FOUND_PHONE = 4 };

void marks_init(const void *ctx, struct marks *marks, const struct identity_marks *given);
/* Writes text with our tokens and addresses of our domain replaced, when there is one: else false, and nothing is written. */
bool redact_ours(struct buf *out, struct str text, const struct marks *marks);
/* The same for own address, name and phone numbers; the FOUND_ bits of what there was. */
unsigned redact_own(const void *ctx, struct buf *out, struct str text, const struct marks *marks);
/* How many words of the line are words of the name or local part; *words counts all. */
size_t marks_in_line(const void *ctx, struct str line, const struct marks *marks, size_t *words);

/* phone.c: length of the phone number that begins at `at`, or 0. */
size_t phone_at(struct str text, size_t at);

#endif
