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
    KIND_RULE, KIND_BREAK, KIND_BOLD, KIND_ITALIC, KIND_CODE, KIND_LINK, KIND_IMAGE, KIND_TABLE, KIND_ROW, KIND_CELL, KIND_CITE
};

/* html_parse.c: at most the limit of bytes as valid UTF-8 without NUL, no tag with more attributes than libxml2 can bear. */
struct str html_tame(const void *ctx, struct str html);
/* The tree of tame HTML, or NULL; nothing is fetched or loaded. *too_deep when it stopped at the depth limit. Free with xmlFreeDoc. */
xmlDoc *html_parse(struct str html, bool *too_deep);

/* html_tree.c: of elements. Missing attributes are "". */
enum kind html_kind(const xmlNode *node);
struct str html_attribute(const xmlNode *node, const char *name);
bool html_has_attribute(const xmlNode *node, const char *name);
/* The value of a property in a style attribute, "" when it is not there; the last one counts. */
struct str html_style(struct str style, const char *property);
/* "0", "0px", "0.0em": nothing to be seen. */
bool html_zero(struct str value);
/* A reader would not see it. */
bool html_hidden(const xmlNode *node);
/* Pixels that only tell somebody the mail was opened. */
bool html_tiny(const xmlNode *node);
/* A table that holds data (rows with several short cells), not one that holds the page together. */
bool html_holds_data(xmlNode *table);

#endif
