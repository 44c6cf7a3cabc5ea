#include "notify/private.h"

/* Bytes at the start of a line that later lines of it repeat: spaces and quote bars. */
static size_t indent_of(struct str line)
{
    size_t n = 0;

    while (n < line.n && n < 20 && (line.p[n] == ' ' || line.p[n] == '>'))
        n++;
    return n;
}

/* Bytes of `line` that fit: up to the last space within `width` columns, or, when a word alone is wider, up to its end.
 */
static size_t fitting(struct str line, size_t indent, unsigned width)
{
    size_t columns = 0, space = 0;

    for (size_t at = 0; at < line.n;) {
        size_t start = at;

        utf8_next(line, &at);
        columns += utf8_width(str_cut(line, start, at - start));
        if (line.p[start] == ' ' && start > indent) {
            if (columns > width + 1)
                return space > 0 ? space : start;
            space = start;
        } else if (columns > width && space > 0) {
            return space;
        }
    }
    return line.n;
}

static void wrap_line(struct str line, unsigned width, struct buf *out)
{
    size_t indent = indent_of(line);
    struct str prefix = str_from(line.p, indent), rest = str_from_index(line, indent);

    while (prefix.n + rest.n > width) {
        size_t fits = fitting(rest, 0, width - (unsigned)prefix.n);

        if (fits == rest.n)
            break;
        buf_str(out, prefix);
        buf_str(out, str_trim_end(str_from(rest.p, fits)));
        buf_char(out, '\n');
        rest = str_from_index(rest, fits);
        while (rest.n > 0 && rest.p[0] == ' ')
            rest = str_from_index(rest, 1);
    }
    buf_str(out, prefix);
    buf_str(out, rest);
    buf_char(out, '\n');
}

void text_wrap(struct str text, unsigned width, struct buf *out)
{
    struct str line;

    while (str_next_line(&text, &line))
        wrap_line(line, width, out);
}
