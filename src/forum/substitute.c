#include "forum/private.h"

/* "s/old/new/" as an edit of a post. */

enum { MOST = 20, SHOWN = 60 };

/* One text with the places where the old words stand in it; a line's end is a space, for how a client wrapped it says nothing. */
static struct str in_one_line(const void *ctx, struct str text)
{
    char *line = str_dup(ctx, text);

    for (size_t i = 0; i < text.n; i++)
        if (line[i] == '\n' || line[i] == '\r' || line[i] == '\t')
            line[i] = ' ';
    return str_from(line, text.n);
}

static size_t count_in(struct str text, struct str old)
{
    size_t count = 0;

    for (size_t at; (at = str_find(text, old)) < text.n; count++)
        text = str_from_index(text, at + old.n);
    return count;
}

static char *replaced(const void *ctx, const char *text, struct str old, const char *new)
{
    struct str rest = str_of(text), line = in_one_line(ctx, rest);
    struct buf out;
    size_t at;

    buf_init(&out, ctx, TEXT_LIMIT);
    for (; (at = str_find(line, old)) < line.n; line = str_from_index(line, at + old.n), rest = str_from_index(rest, at + old.n)) {
        buf_str(&out, str_from(rest.p, at));
        buf_text(&out, new);
    }
    buf_str(&out, rest);
    return out.full ? NULL : mem_string(ctx, buf_string(&out));
}

static char *substitute_one(const struct lang *l, const void *ctx, const struct substitution *s, char **title, char **body)
{
    struct str old = str_of(s->old);
    size_t in_body = count_in(in_one_line(ctx, str_of(*body)), old), in_title = in_body == 0 ? count_in(str_of(*title), old) : 0;
    const char *shown = utf8_line(ctx, utf8_prefix(old, SHOWN));
    char **where = in_body > 0 ? body : title, *new;

    if (in_body + in_title == 0)
        return mem_format(ctx, lang_say(l, "\"%s\" does not stand in the post. Copy the words as they stand there, small and capital letters too.\n"), shown);
    if (in_body + in_title > 1 && !s->all)
        return mem_format(ctx, lang_say(l, "\"%s\" stands %zu times in the post. Write a few more of the words around the one you mean, or a \"g\" behind "
                               "the last stroke to change them all.\n"), shown, in_body + in_title);
    if ((new = replaced(ctx, *where, old, s->new)) == NULL)
        return mem_string(ctx, lang_say(l, "The post would be too long then.\n"));
    *where = new;
    return NULL;
}

bool substitute(const struct lang *l, const void *ctx, struct str words, char **title, char **body, char **problem)
{
    struct substitution list[MOST];
    struct str line;
    size_t count = 0;

    *problem = NULL;
    while (str_next_line(&words, &line)) {
        if (str_trim(line).n == 0)
            continue;
        if (count == MOST || !intent_substitution(ctx, line, &list[count++]))
            return false;
    }
    for (size_t i = 0; i < count && *problem == NULL; i++)
        *problem = substitute_one(l, ctx, &list[i], title, body);
    return count > 0;
}
