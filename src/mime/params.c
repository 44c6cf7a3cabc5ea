#include "base/mem.h"
#include "mime/private.h"

enum { PARAMETERS = 100, SECTIONS = 50 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* White space and comments; a comment that does not end takes the rest. */
static void skip(struct str s, size_t *at)
{
    if (!mime_skip_comments(s, at))
        *at = s.n;
}

static char *read_type(const void *ctx, struct str s, size_t *at)
{
    size_t begin = *at;

    while (*at < s.n && !is_blank(s.p[*at]) && strchr(";,(=", s.p[*at]) == NULL)
        (*at)++;
    if (*at < s.n && s.p[*at] == '=') { /* "Content-Disposition: filename=x": a parameter already */
        *at = begin;
        return mem_string(ctx, "");
    }
    return str_lower(ctx, str_cut(s, begin, *at - begin));
}

/* A quoted string. A backslash stands for itself unless it protects a quote or a backslash: "C:\dir\a.pdf". */
static void read_quoted(struct str s, size_t *at, struct buf *out)
{
    for ((*at)++; *at < s.n && s.p[*at] != '"'; (*at)++) {
        if (s.p[*at] == '\\' && *at + 1 < s.n && (s.p[*at + 1] == '"' || s.p[*at + 1] == '\\'))
            (*at)++;
        buf_char(out, s.p[*at]);
    }
    if (*at < s.n)
        (*at)++;
}

/* An unquoted file name may hold blanks: it ends at the semicolon, or before a word that is another parameter. */
static void read_file_name(struct str s, size_t *at, struct buf *out)
{
    struct str rest = str_from_index(s, *at), name = str_from(rest.p, str_index(rest, ';'));
    size_t equals = str_index(name, '=');

    if (equals < name.n && !str_starts(name, STR("=?"))) {
        size_t cut = equals;

        while (cut > 0 && !is_blank(name.p[cut]))
            cut--;
        if (cut > 0)
            name.n = cut;
    }
    *at += name.n;
    buf_str(out, str_trim(name));
}

static void read_token(struct str s, size_t *at, bool boundary, struct buf *out)
{
    const char *stops = boundary ? ";\"" : ";\",(";

    while (*at < s.n && !is_blank(s.p[*at]) && strchr(stops, s.p[*at]) == NULL)
        buf_char(out, s.p[(*at)++]);
}

static struct str read_value(const void *ctx, struct str s, size_t *at, const char *name)
{
    struct buf value;

    buf_init(&value, ctx, s.n);
    skip(s, at);
    if (*at < s.n && s.p[*at] == '"')
        read_quoted(s, at, &value);
    else if (str_starts(str_of(name), STR("filename")) || strcmp(name, "name") == 0)
        read_file_name(s, at, &value);
    else
        read_token(s, at, strcmp(name, "boundary") == 0, &value);
    return buf_view(&value);
}

/* One parameter from *at on; false when there was none before the next separator. */
static bool read_parameter(const void *ctx, struct str s, size_t *at, struct parameter *out)
{
    size_t begin = *at, end;

    while (*at < s.n && !is_blank(s.p[*at]) && s.p[*at] != '=' && s.p[*at] != ';')
        (*at)++;
    end = *at;
    skip(s, at);
    if (*at >= s.n || s.p[*at] != '=') {
        if (*at == begin)
            (*at)++;
        return false;
    }
    (*at)++;
    out->name = str_lower(ctx, str_cut(s, begin, end - begin));
    out->value = read_value(ctx, s, at, out->name);
    return true;
}

void mime_content(const void *ctx, struct str value, struct content *out)
{
    size_t at = 0, capacity = 0;

    *out = (struct content){NULL, NULL, 0};
    skip(value, &at);
    out->type = read_type(ctx, value, &at);
    while (at < value.n && out->count < PARAMETERS) {
        struct parameter parameter;

        skip(value, &at);
        if (at < value.n && (value.p[at] == ';' || value.p[at] == ',')) {
            at++;
            continue;
        }
        if (at < value.n && read_parameter(ctx, value, &at, &parameter)) {
            out->parameters = mem_grow(ctx, out->parameters, &capacity, out->count + 1, sizeof parameter);
            out->parameters[out->count++] = parameter;
        }
    }
}

const struct str *mime_parameter(const struct content *c, const char *name)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->parameters[i].name, name) == 0)
            return &c->parameters[i].value;
    return NULL;
}

static void decode_percent(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%' && i + 2 < s.n && mime_hex(s.p[i + 1]) >= 0 && mime_hex(s.p[i + 2]) >= 0) {
            buf_char(out, (char)(mime_hex(s.p[i + 1]) * 16 + mime_hex(s.p[i + 2])));
            i += 2;
        } else {
            buf_char(out, s.p[i]);
        }
    }
}

/* charset'language'text (RFC 2231 4); without the quotes it is all text. */
static struct str take_charset(struct str *value)
{
    size_t first = str_index(*value, '\'');
    struct str after = str_from_index(*value, first + 1);
    size_t second = str_index(after, '\'');
    struct str charset = str_from(value->p, first);

    if (first == value->n || second == after.n)
        return STR_EMPTY;
    *value = str_from_index(after, second + 1);
    return charset;
}

/* name*=..., or name*0=..., name*1*=..., ... joined (RFC 2231 3 and 4.1). False when there is neither. */
static bool extended(const void *ctx, const struct content *c, const char *name, struct buf *raw, struct str *charset)
{
    const struct str *whole = mime_parameter(c, mem_format(ctx, "%s*", name));
    unsigned section = 0;

    *charset = STR_EMPTY;
    if (whole != NULL) {
        struct str value = *whole;

        *charset = take_charset(&value);
        decode_percent(raw, value);
        return true;
    }
    for (; section < SECTIONS; section++) {
        const char *key = mem_format(ctx, "%s*%u*", name, section);
        const struct str *encoded = mime_parameter(c, key);
        const struct str *plain = mime_parameter(c, mem_format(ctx, "%s*%u", name, section));

        if (encoded != NULL) {
            struct str value = *encoded;

            if (section == 0)
                *charset = take_charset(&value);
            decode_percent(raw, value);
        } else if (plain != NULL) {
            buf_str(raw, *plain);
        } else {
            break;
        }
    }
    return section > 0;
}

char *mime_parameter_text(const void *ctx, const struct content *c, const char *name, mime_converter *convert)
{
    const struct str *plain;
    struct str charset;
    struct buf raw, text;
    size_t limit = 0;

    for (size_t i = 0; i < c->count; i++)
        limit += c->parameters[i].value.n;
    buf_init(&raw, ctx, limit + 1);
    if (extended(ctx, c, name, &raw, &charset)) {
        buf_init(&text, ctx, CHARSET_GROWTH * raw.n + 16);
        convert(&text, charset, buf_view(&raw));
        return mime_one_line(ctx, buf_view(&text));
    }
    plain = mime_parameter(c, name);
    return plain == NULL ? NULL : mime_encoded_line(ctx, *plain, convert);
}
