/* One HTML mail on its way to CommonMark: html.c walks the elements, html_write.c writes what they hold. Stays in mime/. */
#ifndef MIME_PRIVATE_HTML_WRITE_H
#define MIME_PRIVATE_HTML_WRITE_H

#include "mime/private_block.h"
#include "mime/private_html.h"
#include "mime/private_html_tree.h"

enum { LIST_LIMIT = BLOCK_DEPTH, WORD_LEVELS = 9 };

/* What an open element changed, so that leaving it changes it back. */
struct frame {
    enum kind kind;
    bool bold, italic, keep_lines; /* as they were outside */
    int color, background;
    bool opened;       /* a quote, list, item or link was opened */
    unsigned breaks;   /* line ends around a paragraph */
    size_t puts;       /* characters written before it */
};

struct list {
    bool ordered, alternate;
    unsigned next;
    bool any; /* an item was written */
};

struct html {
    const void *ctx;
    struct block_writer blocks;
    struct inline_writer text;
    struct buf scratch;
    struct frame frames[HTML_DEPTH_LIMIT + 8];
    unsigned depth;
    struct list lists[LIST_LIMIT];
    unsigned list_depth;
    struct {
        bool ordered, alternate;
        unsigned depth;
        size_t written;
    } closed; /* the list that ended last */
    unsigned breaks;  /* line ends due before the next character: 2 ends the paragraph */
    bool tight;
    bool blank_line;  /* a no-break space stood on a line of its own */
    size_t puts, written;
    unsigned heading; /* level, inside one */
    bool verbatim, keep_lines;
    int color, background;  /* of text here */
    bool class_backgrounds; /* a style sheet may set others, which makes them unknown */
    bool any_color;        /* they hide nothing */
    bool faded_first, faded, quoted; /* text that its color hid: before all other; at all; and a quote was seen */
    unsigned char word_levels[WORD_LEVELS]; /* of the items that are open in a list of Word's */
    unsigned word_depth;
    struct buf code;  /* of a <pre> */
    bool in_row;      /* of a table that holds data */
    unsigned separators;
};

/* A block of lines that is whole. */
void html_block(struct html *h, struct str lines);
/* Ends the paragraph under way. */
void html_flush(struct html *h);
/* That many line ends are due before the next character; in a row of a table a space. */
void html_break(struct html *h, unsigned breaks);
/* Line ends and cell marks that were due come now that text follows. */
void html_settle(struct html *h);
void html_text(struct html *h, struct str text);
/* What was collected of a <pre>, as a fenced block. */
void html_code(struct html *h);
/* A raised or lowered number in Unicode's own characters; false when it has others. */
bool html_script(struct html *h, struct str text, bool raised);

/* Words without shape, for what is nested too deep. */
void html_words(struct html *h, struct str html);

/* html_list.c: a list begins: true when that opened a container of its own, which its end must close; an item: true when it did. */
bool html_list_open(struct html *h, const xmlNode *node, bool ordered);
void html_list_close(struct html *h);
bool html_item_open(struct html *h, const xmlNode *node);

/* html_word.c: a list paragraph of Word's HTML becomes an item; false when it is none. Its end ends the list unless another follows. */
bool html_word_item(struct html *h, xmlNode *node, unsigned level);
void html_word_item_end(struct html *h, const xmlNode *node);

#endif
