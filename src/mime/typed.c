/* Text somebody typed into a plain text mail becomes CommonMark that reads the same. Lists, emphasis, code and quotes mean what they
 * look like, so they stay; what CommonMark would swallow or turn into something else gets a backslash: backslashes (\\server, C:\*),
 * entities (&copy;), years that begin a line, rulers of tildes that would make code of all below them, "--" under a line; and an empty line ends a quote. */
#include <ctype.h>
#include <string.h>

#include "mime/mime.h"

enum { CODE_INDENT = 4, LIST_DIGITS = 2 /* "12. " is an item, "1986. " is a year */, UNCLOSED_LIMIT = 20 };

struct typed {
    struct str rest; /* behind the line */
    struct buf *out;
    char fence;         /* of the code that is open: '`', '~' or 0 */
    size_t fence_length;
    unsigned unclosed;  /* fences looked at that nothing closes */
    bool in_text;       /* the line before was one of a paragraph */
    size_t depth;       /* of quotes in the line before */
    size_t content;     /* column of the words of the list item that is open; 0: none is */
};

static bool blank(struct str line)
{
    return str_trim(line).n == 0;
}

static size_t run_length(struct str s, char c)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == c)
        n++;
    return n;
}

static size_t indent(struct str line)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
        columns = line.p[i] == '\t' ? (columns / CODE_INDENT + 1) * CODE_INDENT : columns + 1;
    return columns;
}

/* ---- fences (CommonMark 0.30, 4.5) --------------------------------------------------------------------------------------------- */

static size_t fence_of(struct str line, char *c)
{
    struct str s = str_trim(line);

    *c = s.n > 0 ? s.p[0] : '\0';
    if (indent(line) >= CODE_INDENT || (*c != '`' && *c != '~'))
        return 0;
    return run_length(s, *c) >= 3 ? run_length(s, *c) : 0;
}

static bool closes(struct str line, char fence, size_t length)
{
    char c;
    size_t n = fence_of(line, &c);

    return n >= length && c == fence && str_trim(line).n == n;
}

/* Who opens more fences than that without closing them draws with them. */
static bool closed_below(struct typed *t, char fence, size_t length)
{
    struct str rest = t->rest, line;

    while (t->unclosed < UNCLOSED_LIMIT && str_next_line(&rest, &line))
        if (closes(line, fence, length))
            return true;
    t->unclosed++;
    return false;
}

/* ---- one line -------------------------------------------------------------------------------------------------------------------- */

/* "&amp;", "&#38;", "&#x26;" at the start. */
static bool entity(struct str s)
{
    size_t n = 1;

    while (n < s.n && n < 32 && (isalnum((unsigned char)s.p[n]) || (n == 1 && s.p[n] == '#')))
        n++;
    return n > 1 && n < s.n && s.p[n] == ';';
}

/* Length of the code span at the start, which may hold no line end here, or 0: a run that its line does not close is text. */
static size_t code_span(struct str s, size_t run)
{
    for (size_t at = run; at < s.n;) {
        at += str_index(str_from_index(s, at), '`');
        size_t n = run_length(str_from_index(s, at), '`');

        if (n == run)
            return at + n;
        at += n;
    }
    return 0;
}

static void write_text(struct buf *out, struct str line)
{
    uint32_t open = 0; /* by length, the runs of backticks that nothing closes from here on: looked for once */

    for (size_t at = 0, plain; at < line.n; at++) {
        for (plain = at; plain < line.n && line.p[plain] != '`' && line.p[plain] != '\\' && line.p[plain] != '&'; plain++)
            ;
        buf_str(out, str_cut(line, at, plain - at));
        at = plain;
        if (at == line.n)
            return;

        struct str rest = str_from_index(line, at);
        size_t run = run_length(rest, '`'), span = run > 0 && run < 32 && (open >> run & 1) == 0 ? code_span(rest, run) : 0;

        if (run > 0) {
            if (span == 0 && run < 32)
                open |= 1u << run;
            if (span > 0)
                buf_str(out, str_cut(rest, 0, span));
            for (size_t i = 0; span == 0 && i < run; i++)
                buf_text(out, "\\`");
            at += (span > 0 ? span : run) - 1;
            continue;
        }
        if ((rest.p[0] == '\\' && (rest.n == 1 || ispunct((unsigned char)rest.p[1]))) || (rest.p[0] == '&' && entity(rest)))
            buf_char(out, '\\');
        buf_char(out, rest.p[0]);
    }
}

/* What may stand behind the fence that opens code: nothing, or one word. More is a ruler with words in it. */
static bool names_language(struct str info)
{
    struct str s = str_trim(info);

    for (size_t i = 0; i < s.n; i++)
        if (!isalnum((unsigned char)s.p[i]) && strchr("+#.-", s.p[i]) == NULL)
            return false;
    return true;
}

/* Where a backslash keeps the line from being what nobody meant, or SIZE_MAX. */
static size_t misread(struct typed *t, struct str line)
{
    struct str s = str_trim(line);
    size_t lead = (size_t)(s.p - line.p), digits = 0, fence;
    char c;

    fence = fence_of(line, &c);
    if (fence > 0 && (!names_language(str_from_index(s, fence)) || !closed_below(t, c, fence)))
        return lead;
    if (t->in_text && s.n > 0 && s.n <= 2 && (run_length(s, '-') == s.n || run_length(s, '=') == s.n))
        return lead;
    while (digits < s.n && isdigit((unsigned char)s.p[digits]))
        digits++;
    if (digits > LIST_DIGITS && digits < 10 && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')'))
        return digits + 1 == s.n || s.p[digits + 1] == ' ' ? lead + digits : SIZE_MAX;
    return SIZE_MAX;
}

/* One line moved in at the beginning of a paragraph is no code. */
static bool first_line_indent(const struct typed *t)
{
    struct str rest = t->rest, next;

    return str_next_line(&rest, &next) && !blank(next) && indent(next) < CODE_INDENT;
}

/* Where the words of a list item begin that begins with the line, or 0. */
static size_t item_content(struct str line)
{
    struct str s = str_trim(line);
    size_t n = 0;

    while (n < s.n && n < LIST_DIGITS && isdigit((unsigned char)s.p[n]))
        n++;
    if (n < s.n && (n > 0 ? s.p[n] == '.' || s.p[n] == ')' : strchr("-+*", s.p[n]) != NULL))
        return n + 1 == s.n || s.p[n + 1] == ' ' ? indent(line) + n + 2 : 0;
    return 0;
}

/* Indented code, four columns from where words would begin; a paragraph may be moved in as it likes. */
static bool is_code(struct typed *t, struct str line)
{
    size_t content = item_content(line);

    if (content > 0 && indent(line) < t->content + CODE_INDENT)
        t->content = content;
    else if (!blank(line) && indent(line) < t->content && !t->in_text)
        t->content = 0;
    return !t->in_text && indent(line) >= t->content + CODE_INDENT;
}

/* A heading, a rule, or the line under a heading: no paragraph goes on behind it. */
static bool is_rule(struct str line)
{
    struct str s = str_trim(line);
    size_t hashes = run_length(s, '#');

    if (hashes > 0 && hashes <= 6 && (hashes == s.n || s.p[hashes] == ' '))
        return true;
    return s.n > 2 && strchr("-=*_", s.p[0]) != NULL && run_length(s, s.p[0]) == s.n;
}

/* How many quotes the line stands in by its marks. */
static size_t quote_depth(struct str line)
{
    size_t depth = 0;

    if (indent(line) >= CODE_INDENT)
        return 0;
    for (size_t i = 0; i < line.n && (line.p[i] == '>' || line.p[i] == ' '); i++)
        depth += line.p[i] == '>';
    return depth;
}

/* An answer right under what it answers belongs to nobody's quote: CommonMark would take it in (5.1, laziness). */
static void end_quote(struct typed *t, struct str line)
{
    size_t depth = quote_depth(line);

    if (t->depth > depth && !blank(line)) {
        for (size_t i = 0; i < depth; i++)
            buf_char(t->out, '>');
        buf_char(t->out, '\n');
        t->in_text = false;
    }
    t->depth = blank(line) ? 0 : depth;
}

static void write_line(struct typed *t, struct str line)
{
    char c;
    size_t fence = fence_of(line, &c), at;

    if (t->fence != '\0') {
        buf_str(t->out, line);
        if (closes(line, t->fence, t->fence_length))
            t->fence = '\0';
        return;
    }
    end_quote(t, line);
    if (is_code(t, line)) {
        if (!first_line_indent(t)) {
            buf_str(t->out, line);
            return;
        }
        line = str_trim(line);
        buf_text(t->out, "   ");
    }
    at = misread(t, line);
    if (at == SIZE_MAX && fence > 0) {
        t->in_text = false;
        t->fence = c;
        t->fence_length = fence;
        buf_str(t->out, line);
        return;
    }
    t->in_text = at != SIZE_MAX || (!blank(line) && !is_rule(line));
    if (at != SIZE_MAX) {
        buf_str(t->out, str_cut(line, 0, at));
        buf_char(t->out, '\\');
        buf_char(t->out, line.p[at]);
        line = str_from_index(line, at + 1);
    }
    write_text(t->out, line);
}

void mime_typed_to_markdown(struct str text, struct buf *out)
{
    struct typed t = {.rest = text, .out = out};
    struct str line;

    while (str_next_line(&t.rest, &line)) {
        write_line(&t, line);
        if (t.rest.n > 0 || (text.n > 0 && text.p[text.n - 1] == '\n'))
            buf_char(out, '\n');
    }
}
