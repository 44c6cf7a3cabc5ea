/* Words with what they stand below. A reply to one post loses the quote that it answers as a whole; in a reply to a digest that quote is what
 * tells which of its posts is meant. */
#include "base/mem.h"
#include "intent/private.h"

static bool base32(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
}

/* The shape of an r token in front of an @: a Reply-To that was quoted or typed into the text. */
bool holds_token(struct str text)
{
    for (size_t at = 0; (at += str_index(str_from_index(text, at), '@')) < text.n; at++) {
        size_t begin = at;

        while (begin > 0 && at - begin <= 41 && base32(text.p[begin - 1]))
            begin--;
        if (at - begin == 41 && (text.p[begin] | 0x20) == 'r')
            return true;
    }
    return false;
}

struct placing {
    struct buf out;
    struct str above;     /* the last paragraph of quoted lines since the last own line, in the message's text */
    unsigned given;       /* quotes given back */
    unsigned addresses;   /* that stand in quoted lines: how many posts are quoted, about */
    bool below;           /* something is quoted below the last own line */
};

static bool quoted(struct str line)
{
    return str_starts(str_trim(line), STR(">"));
}

/* A quoted line that has something in it. */
static bool says(struct str line)
{
    line = str_trim(line);
    while (line.n > 0 && (*line.p == '>' || *line.p == ' '))
        line = str_from_index(line, 1);
    return line.n > 0;
}

/* One more quoted line: the paragraph grows by it, or begins anew after an empty one. */
static void see_quoted(struct placing *p, struct str line, bool *ended)
{
    p->below = true;
    p->addresses += holds_token(line);
    if (!says(line)) {
        *ended = true;
        return;
    }
    p->above = p->above.n == 0 || *ended ? line : str_from(p->above.p, (size_t)(line.p + line.n - p->above.p));
    *ended = false;
}

/* Steps over the message down to `wanted`; false when it is not there. */
static bool step_to(struct placing *p, struct str *text, struct str wanted)
{
    struct str line;
    bool ended = false;

    p->above = STR_EMPTY;
    p->below = false;
    while (str_next_line(text, &line)) {
        if (quoted(line))
            see_quoted(p, line, &ended);
        else if (str_equal(str_trim(line), str_trim(wanted)))
            return true;
    }
    return false;
}

static void give_quote(struct placing *p)
{
    struct str rest = p->above, line;

    p->given += p->above.n > 0;
    while (str_next_line(&rest, &line))
        buf_format(&p->out, "%.*s\n", STR_ARGS(str_trim(line)));
    if (p->above.n > 0)
        buf_char(&p->out, '\n');
}

/* Whether something is quoted in what is left of the message. */
static bool more_quoted(struct str text)
{
    struct str line;

    while (str_next_line(&text, &line))
        if (quoted(line) && says(line))
            return true;
    return false;
}

char *placed_words(const void *ctx, struct str text, struct str words)
{
    struct placing p = {.above = STR_EMPTY};
    struct str rest = words, line;
    bool kept = false; /* the quote above the next words stands in them already */

    buf_init(&p.out, ctx, 2 * words.n + text.n + 2);
    while (str_next_line(&rest, &line)) {
        if (str_trim(line).n > 0 && !quoted(line)) {
            if (!step_to(&p, &text, line))
                return str_dup(ctx, words);
            if (!kept)
                give_quote(&p);
        }
        kept = quoted(line) || (kept && str_trim(line).n == 0);
        buf_format(&p.out, "%.*s\n", STR_ARGS(line));
    }
    /* All of it below several posts: that may be for each of them. */
    if (p.given == 1 && p.addresses > 1 && !more_quoted(text))
        return str_dup(ctx, words);
    return mem_string(ctx, buf_string(&p.out));
}
