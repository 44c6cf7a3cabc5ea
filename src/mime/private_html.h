/* The two halves of the way from HTML to CommonMark: html.c walks the elements, html_inline.c writes the text of one
 * paragraph, html_emphasis.c its emphasis. Stays in mime/. */
#ifndef MIME_PRIVATE_HTML_H
#define MIME_PRIVATE_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Starts libxml2's tables and converts one small document, so that nothing is left to be opened or loaded once the jail is
 * closed: mime_prepare calls it. */
void mime_html_prepare(void);

/* A paragraph under way. Emphasis and links are what the HTML wants; they are written when text comes that needs them, so no
 * mark ever stands beside a space or around nothing. */
struct inline_writer {
    struct buf line;
    bool bold, italic; /* wanted for what comes */
    const char *url;   /* of the link for what comes; NULL: none */

    bool space;         /* a space is due before the next character */
    char open[2];       /* emphasis written and not closed, outermost first: 'b', 'i' */
    size_t open_at[2];  /* where its content begins */
    unsigned opened;
    bool in_link;
    size_t link_start;
    struct buf link_text; /* as it reads, to compare with the url */
    uint32_t last;        /* last character; 0 at the start of a line */
    size_t raw;           /* ASCII punctuation at the end that was written as it is */
    bool in_code, code_space; /* a space was due before the code */
    struct buf code;
};

void inline_init(struct inline_writer *w, const void *ctx, size_t limit);
/* One character of text that is not white space; `after` is what follows it in the same run of text. */
void inline_put(struct inline_writer *w, uint32_t c, struct str after);
/* How many letters and digits at the start of the text could be put at once, and were: those that change nothing. */
size_t inline_run(struct inline_writer *w, struct str text);
/* White space: becomes one space if text follows. */
void inline_space(struct inline_writer *w);
void inline_newline(struct inline_writer *w);
void inline_link(struct inline_writer *w, const char *url);
void inline_link_end(struct inline_writer *w);
void inline_code(struct inline_writer *w);
void inline_code_end(struct inline_writer *w);
bool inline_empty(const struct inline_writer *w);
/* Ends the paragraph: all marks closed; what would be block syntax at the start of a line is escaped. Valid until the next change. */
struct str inline_finish(struct inline_writer *w, struct buf *scratch);
void inline_reset(struct inline_writer *w);

/* html_emphasis.c: brings the marks in line with what is wanted, with the due space between what closes and what opens; `next` is the
 * character that will follow (' ' when a space is due). */
void emphasis_sync(struct inline_writer *w, uint32_t next);
/* Closes all but the outermost `keep`. */
void emphasis_close(struct inline_writer *w, unsigned keep, uint32_t next);
/* Whether emphasis of that kind ('b', 'i') is written and not closed. */
bool emphasis_open(const struct inline_writer *w, char kind);
/* Punctuation, and white space or the end of a line (0), as CommonMark counts them where emphasis begins and ends. */
bool inline_punctuation(uint32_t c);
bool inline_blank(uint32_t c);

/* A URL that may stand in `<...>` and `(...)`, or NULL when it is not http, https or mailto, too long or has characters no URL
 * has. Owned by ctx. */
const char *inline_url(const void *ctx, struct str href);

#endif
