/* The HTML of a mail before libxml2 sees it, read as a browser's tokenizer would (WHATWG HTML, 13.2.5): comments, styles, scripts and
 * Word's private tags go, a tag keeps only the attributes somebody here asks for, and a "<" that begins no tag is text. One pass; what
 * makes libxml2 slow or wrong is gone after it. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "mime/private_html_tree.h"

enum {
    VALUE_LIMIT = 4096, /* bytes of an attribute */
    NAME_LIMIT = 20,    /* of an element's name */
    MARKUP_LIMIT = 20000 /* tags of a mail, each of which costs libxml2 as much as a page of text: behind them words alone are read */
};

/* All that lies between their tags is never shown, and is no HTML either. */
static const char *const raw_elements[] = {"style", "script", "title", "textarea", "iframe", "noembed", "noframes", "xmp"};
enum { RAW_ELEMENTS = sizeof raw_elements / sizeof *raw_elements };

static const char *const kept_attributes[] = {"align", "alt",    "bgcolor", "background", "cite", "class", "color", "colspan", "height", "hidden",
                                              "href",  "id",     "name",    "role",       "start", "style", "type",  "value",   "width",  "wrap"};

struct tamer {
    struct str html;
    size_t at;
    struct buf *out;
    unsigned markup;
    bool unended[RAW_ELEMENTS]; /* no end tag follows any more: looked for once */
};

struct tag {
    struct str name, attributes;
    bool end;
};

static bool space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool listed(struct str name, const char *const *names, size_t count, size_t *index)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal_nocase(name, str_of(names[i]))) {
            *index = i;
            return true;
        }
    }
    return false;
}

/* ---- attributes ---------------------------------------------------------------------------------------------------------------- */

static void skip_spaces(struct str s, size_t *at)
{
    while (*at < s.n && space(s.p[*at]))
        (*at)++;
}

/* name [= value] at *at, which is no space and not the ">" of the tag. */
static void next_attribute(struct str s, size_t *at, struct str *name, struct str *value)
{
    size_t begin = *at;

    while (*at < s.n && !space(s.p[*at]) && s.p[*at] != '>' && (s.p[*at] != '=' || *at == begin) && (s.p[*at] != '/' || *at == begin))
        (*at)++;
    *name = str_cut(s, begin, *at - begin);
    *value = STR_EMPTY;
    skip_spaces(s, at);
    if (*at >= s.n || s.p[*at] != '=')
        return;
    (*at)++;
    skip_spaces(s, at);
    if (*at < s.n && (s.p[*at] == '"' || s.p[*at] == '\'')) {
        struct str rest = str_from_index(s, *at + 1);

        *value = str_from(rest.p, str_index(rest, s.p[*at]));
        *at += value->n + 2;
        return;
    }
    for (begin = *at; *at < s.n && !space(s.p[*at]) && s.p[*at] != '>';)
        (*at)++;
    *value = str_cut(s, begin, *at - begin);
}

static void write_attribute(struct buf *out, size_t which, struct str value)
{
    value = utf8_prefix_bytes(value, VALUE_LIMIT);
    buf_char(out, ' ');
    buf_text(out, kept_attributes[which]);
    buf_text(out, "=\"");
    while (value.n > 0) {
        size_t n = str_index(value, '"');

        buf_str(out, str_from(value.p, n));
        buf_text(out, n < value.n ? "&quot;" : "");
        value = str_from_index(value, n + 1);
    }
    buf_char(out, '"');
}

/* Reads the attributes behind a tag's name up to its ">" and writes, where `out` is given, the first of each that is wanted. False when
 * the mail ends within the tag. */
static bool attributes(struct tamer *t, struct buf *out)
{
    bool seen[sizeof kept_attributes / sizeof *kept_attributes] = {false};
    struct str name, value;
    size_t which;

    for (;;) {
        while (t->at < t->html.n && (space(t->html.p[t->at]) || t->html.p[t->at] == '/'))
            t->at++;
        if (t->at >= t->html.n)
            return false;
        if (t->html.p[t->at] == '>') {
            t->at++;
            return true;
        }
        next_attribute(t->html, &t->at, &name, &value);
        if (out == NULL || !listed(name, kept_attributes, sizeof kept_attributes / sizeof *kept_attributes, &which) || seen[which])
            continue;
        seen[which] = true;
        write_attribute(out, which, value);
    }
}

/* ---- tags ---------------------------------------------------------------------------------------------------------------------- */

/* To the end of a raw element, or, where it has none, past nothing more than its tag; but an open style or script takes the rest, as it
 * does in a browser. */
static void skip_raw(struct tamer *t, size_t which)
{
    struct str end = str_of(raw_elements[which]);

    for (size_t at = t->at; !t->unended[which]; at += 2) {
        at += str_find(str_from_index(t->html, at), STR("</"));
        if (at >= t->html.n) {
            t->unended[which] = true;
        } else if (str_starts_nocase(str_from_index(t->html, at + 2), end)) {
            t->at = at;
            return;
        }
    }
    if (which < 2)
        t->at = t->html.n;
}

/* Renamed, because libxml2 lets each kind of list end the other, and a paragraph end <b> and <i>, where all the world nests them. */
static void write_name(struct buf *out, struct str name)
{
    static const char *const others[][2] = {{"ul", HTML_BULLETS}, {"ol", HTML_NUMBERS}, {"b", "strong"}, {"i", "em"}};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (str_equal_nocase(name, str_of(others[i][0]))) {
            buf_text(out, others[i][1]);
            return;
        }
    }
    buf_str(out, name);
}

/* A name HTML could have. */
static bool plain_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!isalnum((unsigned char)name.p[i]) && name.p[i] != '-')
            return false;
    return name.n < NAME_LIMIT && !str_equal_nocase(name, STR("base")) && !str_equal_nocase(name, STR("meta"));
}

/* A tag at "<" or "</" and a letter. Word's own (o:p, v:shape, st1:place) go; what stands between them is text. */
static void take_tag(struct tamer *t)
{
    bool end = t->html.p[t->at + 1] == '/', over, kept;
    size_t begin = t->at + 1 + end, start = t->out->n, which;
    struct str name;

    for (t->at = begin; t->at < t->html.n && !space(t->html.p[t->at]) && t->html.p[t->at] != '>' && t->html.p[t->at] != '/';)
        t->at++;
    name = str_cut(t->html, begin, t->at - begin);
    if (listed(name, raw_elements, RAW_ELEMENTS, &which)) {
        if (attributes(t, NULL) && !end)
            skip_raw(t, which);
        return;
    }
    over = ++t->markup > MARKUP_LIMIT;
    kept = !over && plain_name(name);
    if (kept) {
        buf_text(t->out, end ? "</" : "<");
        write_name(t->out, name);
    }
    if (!attributes(t, end || !kept ? NULL : t->out)) {
        buf_truncate(t->out, start); /* the mail ends within a tag: nobody sees that */
        return;
    }
    buf_text(t->out, kept ? ">" : over ? " " : "");
}

/* Length of a comment behind its "<!--": "-->" or "--!>" ends it, or the mail does. */
static size_t comment_length(struct str s)
{
    for (size_t at = 0; at < s.n; at += 2) {
        at += str_find(str_from_index(s, at), STR("--"));
        while (at + 2 < s.n && s.p[at + 2] == '-')
            at++;
        if (str_starts(str_from_index(s, at), STR("-->")))
            return at + 3;
        if (str_starts(str_from_index(s, at), STR("--!>")))
            return at + 4;
    }
    return s.n;
}

/* A comment, and what a browser takes for one: "<!...>", "<?...>", "</ ...>". Word's conditions are either. */
static void skip_comment(struct tamer *t)
{
    struct str rest = str_from_index(t->html, t->at);

    if (str_starts(rest, STR("<!--")) && !str_starts(rest, STR("<!-->")) && !str_starts(rest, STR("<!--->")))
        t->at += 4 + comment_length(str_from_index(rest, 4));
    else
        t->at += str_index(rest, '>') + 1;
}

static void take_markup(struct tamer *t)
{
    char next = t->at + 1 < t->html.n ? t->html.p[t->at + 1] : ' ';
    char after = t->at + 2 < t->html.n ? t->html.p[t->at + 2] : ' ';

    if (isalpha((unsigned char)next) || (next == '/' && isalpha((unsigned char)after))) {
        take_tag(t);
    } else if (next == '!' || next == '?' || next == '/') {
        skip_comment(t);
    } else {
        buf_text(t->out, t->markup++ > MARKUP_LIMIT ? " " : "&lt;");
        t->at++;
    }
}

/* An "&" that begins no reference is written as one, which libxml2 would only complain about. */
static void take_text(struct tamer *t, struct str text)
{
    while (text.n > 0) {
        size_t n = str_index(text, '&');
        char next = n + 1 < text.n ? text.p[n + 1] : ' ';

        buf_str(t->out, str_cut(text, 0, n));
        if (n < text.n && (next == '#' || isalnum((unsigned char)next)))
            buf_char(t->out, '&');
        else if (n < text.n)
            buf_text(t->out, t->markup++ > MARKUP_LIMIT ? " " : "&amp;");
        text = str_from_index(text, n + 1);
    }
}

struct str html_tame(const void *ctx, struct str html)
{
    struct buf repaired, out;
    struct tamer t = {.out = &out};

    html = utf8_prefix_bytes(html, HTML_LIMIT);
    if (!utf8_valid(html) || str_index(html, '\0') < html.n) {
        buf_init(&repaired, ctx, 3 * html.n + 1);
        utf8_repair(&repaired, html);
        html = buf_view(&repaired);
    }
    buf_init(&out, ctx, 6 * html.n + 16);
    buf_text(&out, "<div>"); /* around all there is, or libxml2 would put paragraphs around what stands in none */
    for (t.html = html; t.at < html.n;) {
        size_t n = str_index(str_from_index(html, t.at), '<');

        take_text(&t, str_cut(html, t.at, n));
        t.at += n;
        if (t.at < html.n)
            take_markup(&t);
    }
    return buf_view(&out);
}
