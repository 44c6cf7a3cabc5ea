#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { LINE_LIMIT = 2000 };

/* Up to the next stroke, which may be missing at the end of the line; *closed tells. Strokes behind a backslash lose it. */
static char *part(const void *ctx, struct str *rest, char stroke, bool *closed)
{
    struct buf out;
    size_t i = 0;

    buf_init(&out, ctx, LINE_LIMIT + 1);
    for (; i < rest->n && rest->p[i] != stroke; i++) {
        if (rest->p[i] == '\\' && i + 1 < rest->n && rest->p[i + 1] == stroke)
            i++;
        buf_char(&out, rest->p[i]);
    }
    *closed = i < rest->n;
    *rest = str_from_index(*rest, *closed ? i + 1 : i);
    return mem_string(ctx, buf_string(&out));
}

bool intent_substitution(const void *ctx, struct str line, struct substitution *out)
{
    bool closed;
    char stroke;

    line = str_trim(line);
    if (line.n < 4 || line.n > LINE_LIMIT || line.p[0] != 's' || (line.p[1] != '/' && line.p[1] != '|' && line.p[1] != '#'))
        return false;
    stroke = line.p[1];
    line = str_from_index(line, 2);
    out->old = part(ctx, &line, stroke, &closed);
    if (!closed || out->old[0] == '\0')
        return false;
    out->new = part(ctx, &line, stroke, &closed);
    out->all = str_equal(line, STR("g"));
    return line.n == 0 || out->all;
}
