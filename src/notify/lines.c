#include "notify/private.h"

/* Lines that were laid out for text/plain, as HTML that keeps their indentation however narrow the screen is: a line that wraps stays where it
 * began, one in capitals is a heading, and one with deeper ones below it stands out. */

enum { PIXELS = 8 /* for each space in front */, DEEPEST = 40, CAPITALS = 2 };

static size_t indentation(struct str line)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

static bool is_heading(struct str line)
{
    unsigned capitals = 0;

    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] >= 'a' && line.p[i] <= 'z')
            return false;
        capitals += line.p[i] >= 'A' && line.p[i] <= 'Z';
    }
    return line.n > 0 && line.p[0] != ' ' && capitals >= CAPITALS && str_index(line, ':') == line.n;
}

static void put_line(struct buf *out, const void *ctx, const struct lang *l, struct str line, bool stands_out)
{
    size_t depth = indentation(line);
    const char *text = str_dup(ctx, str_trim(line));

    if (*text == '\0')
        buf_text(out, "<div style=\"height:12px\"></div>");
    else if (is_heading(line))
        buf_text(out, "<div style=\"margin:12px 0 4px;font-size:14px;color:#6f7a86\">");
    else if (depth > 0)
        buf_format(out, "<div style=\"margin-%s:%zupx\">", lang_side(l), PIXELS * (depth > DEEPEST ? DEEPEST : depth));
    else
        buf_text(out, "<div>");
    if (*text == '\0')
        return;
    buf_text(out, stands_out ? "<b>" : "");
    html_escaped(out, text);
    buf_text(out, stands_out ? "</b></div>" : "</div>");
}

void html_lines(const void *ctx, const struct lang *l, const char *text, struct buf *out)
{
    struct str rest = str_of(text), line, next = STR_EMPTY;
    bool more = str_next_line(&rest, &line);

    while (more) {
        more = str_next_line(&rest, &next);
        put_line(out, ctx, l, line, more && str_trim(next).n > 0 && indentation(next) > indentation(line));
        line = next;
    }
}
