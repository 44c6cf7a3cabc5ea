#include "mime/private.h"

/* RFC 3676 4: quote marks first, then one stuffed space; a line that ends in a space goes on in the next one of
 * the same depth; "-- " never does. */
void mime_unflow(struct buf *out, struct str text, bool delsp)
{
    struct str line;
    size_t depth_before = 0;
    bool open = false; /* the last line flows into this one */

    while (str_next_line(&text, &line)) {
        size_t depth = 0;

        while (depth < line.n && line.p[depth] == '>')
            depth++;
        line = str_from_index(line, depth);
        if (line.n > 0 && line.p[0] == ' ')
            line = str_from_index(line, 1);

        bool signature = str_equal(line, STR("-- "));
        bool flows = !signature && line.n > 0 && line.p[line.n - 1] == ' ';

        if (open && (depth != depth_before || signature)) {
            buf_char(out, '\n');
            open = false;
        }
        if (!open) {
            for (size_t i = 0; i < depth; i++)
                buf_char(out, '>');
            if (depth > 0 && line.n > 0)
                buf_char(out, ' ');
        }
        line.n -= flows && delsp;
        buf_str(out, line);
        open = flows;
        depth_before = depth;
        if (!open)
            buf_char(out, '\n');
    }
    if (open)
        buf_char(out, '\n');
}
