/* The tree of a message. libetpan is kept away from it: on hostile structure it crashes, recurses without bound
 * and turns quadratic. Here every level looks at each byte once, and limits->nesting bounds the levels. */
#include "base/mem.h"
#include "mime/private.h"

enum { BOUNDARY_LIMIT = 200 };

struct walk {
    const void *ctx;
    const struct mime_limits *limits;
    struct parts *out;
    size_t nodes; /* leaves and multiparts */
};

/* What a part takes from those around it. */
struct place {
    size_t depth;
    bool alternative, reported, digest;
};

static void walk_part(struct walk *w, struct str raw, const struct headers *headers, struct place place);

/* Whether the line delimits parts of this boundary: "--" boundary ["--"] blanks. 0: no, 1: it begins a part, 2: it
 * ends the last. */
static int delimiter(struct str line, struct str boundary)
{
    struct str rest;
    int kind = 1;

    if (line.n < 2 + boundary.n || line.p[0] != '-' || line.p[1] != '-' ||
        !str_starts(str_from_index(line, 2), boundary))
        return 0;
    rest = str_from_index(line, 2 + boundary.n);
    if (str_starts(rest, STR("--"))) {
        rest = str_from_index(rest, 2);
        kind = 2;
    }
    return str_trim(rest).n == 0 ? kind : 0;
}

/* A multipart body between its delimiters (RFC 2046, 5.1.1). */
struct splitter {
    struct str rest, boundary;
    bool started, ended;
};

/* The next part; false after the last. */
static bool next_part(struct splitter *s, struct str *part)
{
    struct str line;
    const char *begin = s->rest.p;

    while (!s->ended) {
        const char *here = s->rest.p;
        int kind;

        if (!str_next_line(&s->rest, &line)) {
            s->ended = true; /* the closing delimiter is missing */
            *part = str_from(begin, (size_t)(s->rest.p - begin));
            return s->started && part->n > 0;
        }
        kind = delimiter(line, s->boundary);
        if (kind == 0)
            continue;
        s->ended = kind == 2;
        if (s->started) {
            /* the line end before a delimiter belongs to it */
            if (here > begin && here[-1] == '\n')
                here--;
            if (here > begin && here[-1] == '\r')
                here--;
            *part = str_from(begin, (size_t)(here - begin));
            return true;
        }
        s->started = true;
        begin = s->rest.p;
    }
    return false;
}

static struct str encoding_of(const void *ctx, const struct headers *h)
{
    struct str value = mime_field_text(ctx, h, "Content-Transfer-Encoding");
    size_t at = 0, end;

    if (!mime_skip_comments(value, &at))
        return STR_EMPTY;
    if (at < value.n && value.p[at] == '"')
        at++;
    for (end = at; end < value.n && strchr(" \t;(\"", value.p[end]) == NULL;)
        end++;
    return str_cut(value, at, end - at);
}

static void add_leaf(struct walk *w, const struct part *part)
{
    struct parts *out = w->out;

    out->leaves = mem_grow(w->ctx, out->leaves, &out->capacity, out->count + 1, sizeof *out->leaves);
    out->leaves[out->count++] = *part;
}

/* The parameter, or an empty str when it cannot delimit anything. */
static struct str boundary_of(const struct content *type)
{
    const struct str *value = mime_parameter(type, "boundary");
    struct str boundary = value == NULL ? STR_EMPTY : str_trim_end(*value);

    return boundary.n <= BOUNDARY_LIMIT && str_index(boundary, '\0') == boundary.n ? boundary : STR_EMPTY;
}

/* False when the body holds no part at all: then it is shown as text. */
static bool walk_multipart(struct walk *w, const struct part *part, struct place place)
{
    struct splitter splitter = {part->body, boundary_of(&part->type), false, false};
    struct str child;
    bool any = false;

    if (splitter.boundary.n == 0)
        return false;
    place.depth++;
    place.alternative |= strcmp(part->type.type, "multipart/alternative") == 0;
    place.digest = strcmp(part->type.type, "multipart/digest") == 0;
    place.reported |= strcmp(part->type.type, "multipart/report") == 0;
    w->out->report |= place.reported;
    w->out->encrypted |= strcmp(part->type.type, "multipart/encrypted") == 0;
    while (next_part(&splitter, &child)) {
        struct headers headers;

        any = true;
        if (w->nodes >= w->limits->parts) {
            w->out->limited = true;
            break;
        }
        if (mime_part_headers(w->ctx, child, w->limits, &headers, NULL) != DONE) {
            w->out->limited = true;
            continue;
        }
        walk_part(w, child, &headers, place);
    }
    return any;
}

static void walk_part(struct walk *w, struct str raw, const struct headers *headers, struct place place)
{
    struct part part = {.headers = *headers, .alternative = place.alternative, .reported = place.reported};

    w->nodes++;
    mime_content(w->ctx, mime_field_text(w->ctx, headers, "Content-Type"), &part.type);
    mime_content(w->ctx, mime_field_text(w->ctx, headers, "Content-Disposition"), &part.disposition);
    part.encoding = encoding_of(w->ctx, headers);
    part.body = str_from_index(raw, headers->body);
    if (strchr(part.type.type, '/') == NULL)
        part.type.type = mem_string(w->ctx, place.digest ? "message/rfc822" : "text/plain");
    if (str_starts(str_of(part.type.type), STR("multipart/"))) {
        if (place.depth >= w->limits->nesting) {
            w->out->limited = true;
        } else {
            if (walk_multipart(w, &part, place))
                return;
            part.type.type = mem_string(w->ctx, "text/plain");
        }
    }
    add_leaf(w, &part);
}

void mime_parts(const void *ctx, struct str raw, const struct headers *top, const struct mime_limits *limits,
                struct parts *out)
{
    struct walk w = {ctx, limits, out, 0};

    *out = (struct parts){.leaves = NULL};
    walk_part(&w, raw, top, (struct place){0, false, false, false});
}
