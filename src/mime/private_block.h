/* Writes blocks of lines inside nested quotes and list items, as CommonMark and plain-text mail both show them: "> " in
 * front of quoted lines, list markers in front of the first line of an item, the rest indented. Stays in mime/. */
#ifndef MIME_PRIVATE_BLOCK_H
#define MIME_PRIVATE_BLOCK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum { BLOCK_DEPTH = 24 }; /* containers deeper than this are written as if they were not there */

struct block_container {
    char marker[16]; /* "> ", "- ", "12. " */
    unsigned char width;
    bool quote;
    bool pending; /* an item whose marker is still to be written */
};

struct block_writer {
    struct buf *out;
    struct block_container stack[BLOCK_DEPTH];
    unsigned depth;  /* of stack in use */
    unsigned excess; /* containers opened beyond it */
    unsigned common; /* containers open ever since the last block */
    bool started;
};

void block_init(struct block_writer *w, struct buf *out);
void block_quote(struct block_writer *w);
/* `marker` with its trailing space, at most 15 bytes. */
void block_item(struct block_writer *w, const char *marker);
/* The innermost container, an item whose marker is still to be written, goes without it; false when it is none. */
bool block_skip_marker(struct block_writer *w);
/* Ends the innermost quote or item. An item without any block leaves its bare marker when `keep_empty`. */
void block_close(struct block_writer *w, bool keep_empty);
/* Writes the lines (LF between them), after one empty line unless `tight` or first; trailing spaces go. */
void block_write(struct block_writer *w, struct str lines, bool tight);
/* Columns that quotes and indentation take here. */
size_t block_indent(const struct block_writer *w);

#endif
