#include "base/utf8.h"
#include "mime/private.h"

struct str mime_part_bytes(const void *ctx, const struct part *part, size_t limit, bool *cut)
{
    struct str body = part->body;
    struct buf bytes;

    if (body.n > limit * 4) { /* no encoding needs more, but for what is line ends only */
        body.n = limit * 4;
        *cut = true;
    }
    buf_init(&bytes, ctx, limit);
    buf_reserve(&bytes, body.n < limit ? body.n : limit);
    mime_transfer_decode(&bytes, part->encoding, body);
    *cut |= bytes.full;
    return buf_view(&bytes);
}

/* CRLF and lone CR become LF. */
static struct str line_feeds(const void *ctx, struct str text)
{
    struct buf out;

    if (str_index(text, '\r') == text.n)
        return text;
    buf_init(&out, ctx, text.n);
    buf_reserve(&out, text.n);
    for (size_t cr; text.n > 0; text = str_from_index(text, cr + 1)) {
        cr = str_index(text, '\r');
        buf_str(&out, str_cut(text, 0, cr));
        if (cr < text.n && (cr + 1 == text.n || text.p[cr + 1] != '\n'))
            buf_char(&out, '\n');
    }
    return buf_view(&out);
}

static bool has_value(const struct content *c, const char *name, const char *value)
{
    const struct str *found = mime_parameter(c, name);

    return found != NULL && str_equal_nocase(*found, str_of(value));
}

struct str mime_part_text(const void *ctx, const struct part *part, size_t limit, bool *cut)
{
    struct str bytes = mime_part_bytes(ctx, part, limit, cut), text;
    const char *charset = mime_parameter_text(ctx, &part->type, "charset", mime_latin_to_utf8);
    struct buf converted, unflowed;

    buf_init(&converted, ctx, bytes.n * 4 + 16);
    buf_reserve(&converted, bytes.n);
    mime_charset_to_utf8(&converted, charset == NULL ? STR_EMPTY : str_of(charset), bytes);
    text = line_feeds(ctx, buf_view(&converted));
    if (str_starts(text, STR("\xef\xbb\xbf"))) /* a byte order mark */
        text = str_from_index(text, 3);
    if (!has_value(&part->type, "format", "flowed"))
        return text;
    buf_init(&unflowed, ctx, text.n * 2 + 16);
    mime_unflow(&unflowed, text, has_value(&part->type, "delsp", "yes"));
    return buf_view(&unflowed);
}
