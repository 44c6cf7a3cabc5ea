#include <string.h>

#include "mime/private_block.h"

void block_init(struct block_writer *w, struct buf *out)
{
    *w = (struct block_writer){.out = out};
}

static void open_container(struct block_writer *w, struct str marker, bool quote)
{
    struct block_container *c;

    if (w->depth == BLOCK_DEPTH) {
        w->excess++;
        return;
    }
    c = &w->stack[w->depth++];
    *c = (struct block_container){.quote = quote, .pending = !quote};
    if (marker.n >= sizeof c->marker)
        marker.n = sizeof c->marker - 1;
    memcpy(c->marker, marker.p, marker.n);
    c->width = (unsigned char)marker.n;
}

void block_quote(struct block_writer *w)
{
    open_container(w, STR("> "), true);
}

void block_item(struct block_writer *w, const char *marker)
{
    open_container(w, str_of(marker), false);
}

bool block_skip_marker(struct block_writer *w)
{
    struct block_container *c = w->excess > 0 || w->depth == 0 ? NULL : &w->stack[w->depth - 1];

    if (c == NULL || !c->pending)
        return false;
    c->pending = false;
    return true;
}

void block_close(struct block_writer *w, bool keep_empty)
{
    if (w->excess > 0) {
        w->excess--;
        return;
    }
    if (w->depth == 0)
        return;
    if (keep_empty && w->stack[w->depth - 1].pending)
        block_write(w, STR_EMPTY, true);
    w->depth--;
    if (w->common > w->depth)
        w->common = w->depth;
}

static void trim_line(struct buf *out, size_t start)
{
    size_t n = out->n;

    while (n > start && (out->p[n - 1] == ' ' || out->p[n - 1] == '\t'))
        n--;
    if (n < out->n && !out->full)
        buf_truncate(out, n);
}

/* What stands in front of a line inside the first `depth` containers; markers only once. */
static void prefix(struct block_writer *w, unsigned depth, bool markers)
{
    for (unsigned i = 0; i < depth; i++) {
        struct block_container *c = &w->stack[i];

        if (c->quote || (markers && c->pending)) {
            buf_add(w->out, c->marker, c->width);
            c->pending = false;
        } else {
            for (unsigned k = 0; k < c->width; k++)
                buf_char(w->out, ' ');
        }
    }
}

void block_write(struct block_writer *w, struct str lines, bool tight)
{
    struct str line;
    bool more = true;

    if (w->started && !tight) {
        size_t start = w->out->n;

        prefix(w, w->common, false);
        trim_line(w->out, start);
        buf_char(w->out, '\n');
    }
    while (more) {
        size_t start = w->out->n;

        if (!str_next_line(&lines, &line))
            line = STR_EMPTY;
        more = lines.n > 0;
        prefix(w, w->depth, true);
        buf_str(w->out, line);
        trim_line(w->out, start);
        buf_char(w->out, '\n');
    }
    w->started = true;
    w->common = w->depth;
}

size_t block_indent(const struct block_writer *w)
{
    size_t n = 0;

    for (unsigned i = 0; i < w->depth; i++)
        n += w->stack[i].width;
    return n;
}
