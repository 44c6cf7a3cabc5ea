#include "base/mem.h"
#include "mime/private.h"

enum { COMMENT_DEPTH = 10, GARBAGE_LOOKAHEAD = 4 };

/* One line of s from *at on, without its end. A message without any LF has CR for line ends (old exports). */
static struct str next_line(struct str s, char end, size_t *at)
{
    struct str rest = str_from_index(s, *at);
    size_t n = str_index(rest, end);

    *at += n < rest.n ? n + 1 : n;
    if (n > 0 && rest.p[n - 1] == '\r')
        n--;
    return str_from(rest.p, n);
}

/* Length of the field name that begins the line, or 0: RFC 5322 3.6.8, with bytes above 127, and blanks before the
 * colon (4.5, obsolete). */
static size_t name_length(struct str line)
{
    size_t n = 0, colon;

    while (n < line.n && (unsigned char)line.p[n] > ' ' && line.p[n] != ':' && line.p[n] != 0x7f)
        n++;
    for (colon = n; colon < line.n && (line.p[colon] == ' ' || line.p[colon] == '\t');)
        colon++;
    return colon < line.n && line.p[colon] == ':' ? n : 0;
}

/* Whether a field follows soon and before the blank line: then the line in between is rubbish, not the beginning
 * of the body. */
static bool field_follows(struct str raw, char end, size_t at)
{
    for (int i = 0; i < GARBAGE_LOOKAHEAD && at < raw.n; i++) {
        struct str line = next_line(raw, end, &at);

        if (line.n == 0)
            return false;
        if (name_length(line) > 0)
            return true;
    }
    return false;
}

/* Blank lines and the "From " line of mailbox files in front of a message. */
static size_t skip_envelope(struct str raw, char end)
{
    size_t at = 0, next;

    for (;; at = next) {
        next = at;
        if (at >= raw.n)
            return at;
        struct str line = next_line(raw, end, &next);

        if (line.n != 0 && !str_starts(line, STR("From ")) && !str_starts(line, STR(">From ")))
            return at;
    }
}

static void add_field(const void *ctx, struct headers *h, size_t *capacity, struct str line, size_t name)
{
    struct str value = str_from_index(line, str_index(line, ':') + 1);

    while (value.n > 0 && (value.p[0] == ' ' || value.p[0] == '\t'))
        value = str_from_index(value, 1);
    h->fields = mem_grow(ctx, h->fields, capacity, h->count + 1, sizeof *h->fields);
    h->fields[h->count++] = (struct field){str_from(line.p, name), value};
}

/* `message`: rubbish between fields is skipped, as other programs do; in a part it begins the body. */
static enum outcome split(const void *ctx, struct str raw, const struct mime_limits *limits, bool message,
                          struct headers *h, struct fault *why)
{
    char end = str_index(raw, '\n') == raw.n && str_index(raw, '\r') < raw.n ? '\r' : '\n';
    size_t at = message ? skip_envelope(raw, end) : 0, capacity = 0;
    bool open = false; /* a folded line would continue the last field */

    *h = (struct headers){NULL, 0, raw.n};
    while (at < raw.n) {
        size_t begin = at, name;
        struct str line = next_line(raw, end, &at);

        if (line.n == 0) {
            h->body = at;
            return DONE;
        }
        if (at > limits->header_block)
            return fault_set(why, REFUSED, "5.6.0", "the header is longer than %zu bytes", limits->header_block);
        if (line.p[0] == ' ' || line.p[0] == '\t') {
            if (open) {
                struct field *last = &h->fields[h->count - 1];

                last->value.n = (size_t)(line.p + line.n - last->value.p);
            } else if (!message) {
                h->body = begin;
                return DONE;
            }
            continue;
        }
        name = name_length(line);
        if (name == 0) {
            if (!message || !field_follows(raw, end, at)) {
                h->body = begin;
                return DONE;
            }
            open = false;
            continue;
        }
        if (h->count >= limits->header_fields)
            return fault_set(why, REFUSED, "5.6.0", "more than %zu header fields", limits->header_fields);
        add_field(ctx, h, &capacity, line, name);
        open = true;
    }
    return DONE;
}

enum outcome mime_headers(const void *ctx, struct str raw, const struct mime_limits *limits, struct headers *out,
                          struct fault *why)
{
    return split(ctx, raw, limits, true, out, why);
}

enum outcome mime_part_headers(const void *ctx, struct str part, const struct mime_limits *limits, struct headers *out,
                               struct fault *why)
{
    return split(ctx, part, limits, false, out, why);
}

const struct field *mime_field(const struct headers *h, const char *name)
{
    struct str wanted = str_of(name);

    for (size_t i = 0; i < h->count; i++)
        if (str_equal_nocase(h->fields[i].name, wanted))
            return &h->fields[i];
    return NULL;
}

size_t mime_field_count(const struct headers *h, const char *name)
{
    struct str wanted = str_of(name);
    size_t count = 0;

    for (size_t i = 0; i < h->count; i++)
        count += str_equal_nocase(h->fields[i].name, wanted);
    return count;
}

struct str mime_unfold(const void *ctx, struct str value)
{
    char *line;
    size_t n = 0;

    if (str_index(value, '\n') == value.n && str_index(value, '\r') == value.n)
        return str_trim(value);
    line = mem_zero(ctx, value.n + 1);
    for (size_t i = 0; i < value.n; i++) {
        char next = i + 1 < value.n ? value.p[i + 1] : ' ';

        if (value.p[i] != '\r' && value.p[i] != '\n')
            line[n++] = value.p[i];
        else if (next == '\0' || strchr(" \t\r\n", next) == NULL)
            line[n++] = ' '; /* a CR within a line: what stands on its two sides must not become one word */
    }
    return str_trim(str_from(line, n));
}

struct str mime_field_text(const void *ctx, const struct headers *h, const char *name)
{
    const struct field *f = mime_field(h, name);

    return f == NULL ? STR_EMPTY : mime_unfold(ctx, f->value);
}

bool mime_skip_comments(struct str s, size_t *at)
{
    unsigned depth = 0;

    for (; *at < s.n; (*at)++) {
        char c = s.p[*at];

        if (c == '(') {
            if (++depth > COMMENT_DEPTH)
                return false;
        } else if (depth == 0) {
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
                return true;
        } else if (c == ')') {
            depth--;
        } else if (c == '\\') {
            if (++*at >= s.n)
                return false;
        }
    }
    return depth == 0;
}

bool mime_next_id(struct str *rest, struct str *id)
{
    while (rest->n > 0) {
        size_t begin = str_index(*rest, '<');
        struct str after = str_from_index(*rest, begin + 1);
        size_t end = 0;

        while (end < after.n && after.p[end] > ' ' && after.p[end] < 0x7f && after.p[end] != '<' && after.p[end] != '>')
            end++;
        *id = str_from(after.p, end);
        *rest = str_from_index(after, end);
        if (end > 0 && rest->n > 0 && rest->p[0] == '>')
            return true;
    }
    return false;
}
