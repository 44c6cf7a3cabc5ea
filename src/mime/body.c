#include "base/utf8.h"
#include "mime/private.h"

enum { META_LIMIT = 1024 };

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

/* What a <meta> near the beginning of HTML names, for mail whose header names nothing (WHATWG HTML, 13.2.3.2); or empty. */
static struct str meta_charset(const void *ctx, struct str bytes)
{
    struct str head = str_of(str_lower(ctx, str_cut(bytes, 0, META_LIMIT)));
    struct str name = str_from_index(head, str_find(head, STR("charset=")) + 8);
    size_t n = 0;

    if (str_find(head, STR("<meta")) == head.n)
        return STR_EMPTY;
    while (name.n > 0 && (name.p[0] == '"' || name.p[0] == '\'' || name.p[0] == ' '))
        name = str_from_index(name, 1);
    while (n < name.n && name.p[n] > ' ' && strchr("\"';>/", name.p[n]) == NULL)
        n++;
    return str_cut(name, 0, n);
}

static struct str charset_of(const void *ctx, const struct part *part, struct str bytes)
{
    struct str charset = str_of(mime_parameter_text(ctx, &part->type, "charset", mime_latin_to_utf8));

    if (strcmp(part->type.type, "text/html") == 0 && mime_latin_kind(charset) == LATIN_ASCII && !utf8_valid(bytes))
        return meta_charset(ctx, bytes);
    return charset;
}

struct str mime_part_text(const void *ctx, const struct part *part, size_t limit, bool *cut)
{
    struct str bytes = mime_part_bytes(ctx, part, limit, cut), text;
    struct buf converted, unflowed;

    buf_init(&converted, ctx, CHARSET_GROWTH * bytes.n + 16);
    buf_reserve(&converted, bytes.n);
    mime_charset_to_utf8(&converted, charset_of(ctx, part, bytes), bytes);
    text = line_feeds(ctx, buf_view(&converted));
    if (str_starts(text, STR("\xef\xbb\xbf"))) /* a byte order mark */
        text = str_from_index(text, 3);
    if (!has_value(&part->type, "format", "flowed"))
        return text;
    buf_init(&unflowed, ctx, text.n * 2 + 16);
    mime_unflow(&unflowed, text, has_value(&part->type, "delsp", "yes"));
    return buf_view(&unflowed);
}
