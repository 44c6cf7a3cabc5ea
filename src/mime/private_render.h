/* What the files of render share. Stays in mime/. */
#ifndef MIME_PRIVATE_RENDER_H
#define MIME_PRIVATE_RENDER_H

#include <cmark.h>

#include "base/buf.h"
#include "base/str.h"

/* libcmark's tree of the text, changed so that nothing a person typed is lost when it is shown: no raw HTML, no images, no
 * definitions swallowed, no links but http, https and mailto. At most 256 KB are read. Free with cmark_node_free. */
cmark_node *render_tree(const void *ctx, struct str markdown);

/* render_lists.c: items keep the numbers they have in the source of the tree, and, like rules, in their user data the mark that is no "-". */
void render_lists(const void *ctx, cmark_node *root, struct str source);

#endif
