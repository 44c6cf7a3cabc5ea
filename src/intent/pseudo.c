/* Header lines a person may put on top of a body: "Tags: a, b", "Name: Quiet Fern", "Anonymous", "Follow-up: A title". */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

enum { LINE_LIMIT = 400, LINES = 12 };

enum pseudo { PSEUDO_NONE, PSEUDO_TAGS, PSEUDO_NAME, PSEUDO_ANONYMOUS, PSEUDO_FOLLOW_UP };

static const struct {
    const char *english;
    enum pseudo kind;
} labels[] = {{WORD("(tags)"), PSEUDO_TAGS}, {WORD("(name)"), PSEUDO_NAME}, {WORD("(anonymous)"), PSEUDO_ANONYMOUS}, {WORD("(follow-up)"), PSEUDO_FOLLOW_UP}};

/* The line without emphasis, escapes and code marks, whatever HTML or a habit put around it. */
static struct str undressed(const void *ctx, struct str line)
{
    struct buf out;

    buf_init(&out, ctx, LINE_LIMIT + 1);
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != '*' && line.p[i] != '`' && line.p[i] != '\\' && !(line.p[i] == '_' && (i == 0 || i + 1 == line.n)))
            buf_char(&out, line.p[i]);
    return str_trim(buf_view(&out));
}

static enum pseudo read_line(const void *ctx, struct str line, struct str *value)
{
    struct str text, label;
    size_t colon;

    if (line.n > LINE_LIMIT)
        return PSEUDO_NONE;
    text = undressed(ctx, line);
    colon = str_index(text, ':');
    label = utf8_fold(ctx, str_trim(str_from(text.p, colon)));
    *value = str_trim(str_from_index(text, colon + 1));
    if (colon == text.n && label.n > 0 && label.p[label.n - 1] == '.')
        label.n--;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (!lang_means(label, labels[i].english))
            continue;
        if (labels[i].kind == PSEUDO_ANONYMOUS)
            return value->n == 0 || lang_means(*value, "yes") ? PSEUDO_ANONYMOUS : PSEUDO_NONE;
        if (labels[i].kind == PSEUDO_FOLLOW_UP) /* without a title, its text says what it asks */
            return colon < text.n ? PSEUDO_FOLLOW_UP : PSEUDO_NONE;
        return colon < text.n && value->n > 0 ? labels[i].kind : PSEUDO_NONE;
    }
    return PSEUDO_NONE;
}

static void add_tags(const void *ctx, struct intent *out, struct str list)
{
    char separator = str_index(list, ',') < list.n ? ',' : str_index(list, ';') < list.n ? ';' : ' ';
    struct str tag;

    while (str_next_part(&list, separator, &tag))
        intent_add_tag(ctx, out, tag);
}

bool pseudo_follows_up(const void *ctx, struct str words)
{
    struct str line, value;
    enum pseudo kind = PSEUDO_TAGS;

    for (unsigned lines = 0; lines < LINES && kind != PSEUDO_NONE && kind != PSEUDO_FOLLOW_UP && str_next_line(&words, &line); lines++)
        if (str_trim(line).n > 0)
            kind = read_line(ctx, line, &value);
    return kind == PSEUDO_FOLLOW_UP;
}

void pseudo_headers(const void *ctx, struct intent *out)
{
    struct str rest = str_of(out->words), body = rest, line, value;
    unsigned lines = 0;

    while (lines++ < LINES && str_next_line(&rest, &line)) {
        enum pseudo kind;

        if (str_trim(line).n == 0)
            continue;
        kind = read_line(ctx, line, &value);
        if (kind == PSEUDO_NONE || (kind == PSEUDO_FOLLOW_UP && out->kind != INTENT_FOLLOW_UP))
            break;
        if (kind == PSEUDO_TAGS)
            add_tags(ctx, out, value);
        else if (kind == PSEUDO_NAME)
            out->name = utf8_line(ctx, utf8_prefix(value, INTENT_NAME_MAX));
        else if (kind == PSEUDO_FOLLOW_UP)
            out->title = utf8_line(ctx, value);
        else
            out->anonymous = true;
        body = rest;
    }
    if (body.p != out->words) {
        while (body.n > 0 && (body.p[0] == '\n' || body.p[0] == '\r'))
            body = str_from_index(body, 1);
        out->words = str_dup(ctx, str_trim_end(body));
    }
}
