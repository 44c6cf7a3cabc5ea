/* The tree libxml2 makes of a mail's HTML, and what the walk over it asks of its elements. Stays in mime/. */
#ifndef MIME_PRIVATE_HTML_TREE_H
#define MIME_PRIVATE_HTML_TREE_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/str.h"

enum {
    HTML_LIMIT = 1024 * 1024,
    HTML_DEPTH_LIMIT = 256 /* elements within each other; deeper ones are nobody's mail: their words are kept, their shape is not */
};

enum kind {
    KIND_INLINE, KIND_DROP, KIND_PARAGRAPH, KIND_LINE, KIND_HEADING, KIND_BULLETS, KIND_NUMBERS, KIND_ITEM, KIND_QUOTE, KIND_PRE,
    KIND_RULE, KIND_BREAK, KIND_BOLD, KIND_ITALIC, KIND_CODE, KIND_LINK, KIND_IMAGE, KIND_TABLE, KIND_ROW, KIND_CELL, KIND_CITE, KIND_TERM,
    KIND_SUB, KIND_SUP
};

/* What tame HTML calls ul and ol. */
#define HTML_BULLETS "x-ul"
#define HTML_NUMBERS "x-ol"

/* html_tame.c: at most the limit of bytes as valid UTF-8 without NUL, no comments, no styles and scripts, only attributes that are asked
 * for. */
struct str html_tame(const void *ctx, struct str html);
/* html_parse.c: the tree of tame HTML, or NULL; nothing is fetched or loaded. *too_deep when it stopped at the depth limit. Free with
 * xmlFreeDoc. */
xmlDoc *html_parse(struct str html, bool *too_deep);

/* html_tree.c: of elements. Missing attributes are "". */
enum kind html_kind(const xmlNode *node);
struct str html_attribute(const xmlNode *node, const char *name);
bool html_has_attribute(const xmlNode *node, const char *name);
/* A table that holds data (rows with several short cells), not one that holds the page together. */
bool html_holds_data(xmlNode *table);

/* html_style.c: what the style and the attributes of one element ask for. */
enum { COLOR_NONE = -1 /* as outside */, COLOR_UNKNOWN = -2 /* like no other: a picture, a name we do not know */ };

struct look {
    bool hidden;              /* a reader would not see it */
    signed char bold, italic; /* 1 on, -1 off, 0 as outside */
    signed char lines;        /* line ends are kept (white-space: pre-wrap): the same */
    int color, background;    /* 0xRRGGBB, or one of the above */
    bool classed;             /* a style sheet may say more */
    bool flat;                /* a paragraph without margins */
    bool bare, bar;           /* without a border; with one at the left, as around a quote */
    bool rule;                /* with one at the top, as above the header block of a quoted mail */
    unsigned word_level;      /* of an item in a list of Word's HTML, which has no list; 0: it is none */
    bool word_marker;         /* that item's bullet or number */
};

/* html_quote.c: whether a client marked it as somebody else's words, or as the line that introduces them. */
bool html_quotes(const xmlNode *node);
void html_look(const xmlNode *node, struct look *out);
/* As far as a reader can tell. */
bool html_same_color(int a, int b);
/* Pixels that only tell somebody the mail was opened. */
bool html_tiny(const xmlNode *node);

#endif
