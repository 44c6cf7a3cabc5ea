#include "notify/private.h"

/* The language of the templates, whole:
 *     {name}                 the value; escaped for HTML in files that end in .html
 *     {?name} ... {/name}    only where it has one
 *     {!name} ... {/name}    only where it has none
 *     {>file}                another template, of the same form; where HTML has none of that name, the text's
 *     {+file} ... {-file}    what stands between, where {inner} is in that template: a frame, with the looks that words need not know of
 * A tag of these that has a line to itself takes the line away with it, and what {>file} and {-file} bring ends with one of its own; elsewhere
 * in a line they end without. Every other brace is a brace. */

enum { SECTION_DEPTH = 8, INCLUDE_DEPTH = 3, NAME_LIMIT = 32, TEMPLATE_LIMIT = 128 * 1024 };

static const struct value *find_value(const struct values *v, const char *name)
{
    for (size_t i = v->count; i-- > 0;)
        if (v->list[i].name[0] == name[0] && strcmp(v->list[i].name, name) == 0)
            return &v->list[i];
    return NULL;
}

void values_html(struct values *v, const char *name, const char *text, const char *html)
{
    if (text == NULL || *text == '\0')
        return;
    v->list = mem_grow(v->ctx, v->list, &v->capacity, v->count + 1, sizeof *v->list);
    v->list[v->count++] = (struct value){.name = name, .text = text, .html = html};
}

void values_put(struct values *v, const char *name, const char *text)
{
    values_html(v, name, text, NULL);
}

void values_line(struct values *v, const char *name, const char *text)
{
    if (text != NULL && *text != '\0')
        values_put(v, name, utf8_line(v->ctx, str_of(text)));
}

void values_number(struct values *v, const char *name, uint64_t number)
{
    values_put(v, name, mem_format(v->ctx, "%llu", (unsigned long long)number));
}

const struct value *values_get(const struct values *v, const char *name)
{
    return find_value(v, name);
}

static void escape(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        case '\'':
            buf_text(out, "&#39;");
            break;
        default:
            buf_char(out, *text);
        }
    }
}

static bool name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

struct tag {
    char what; /* '=' value, '?', '!', '/', '>', '+', '-' */
    char name[NAME_LIMIT];
    size_t length; /* bytes of the template it takes, its line's end included where it stands alone */
    bool alone;    /* in its line */
};

/* A tag at text[at], which is '{'; false when it is only a brace. */
static bool read_tag(struct str text, size_t at, struct tag *tag)
{
    size_t i = at + 1, n = 0, end;

    tag->what = '=';
    if (i < text.n && memchr("?!/>+-", text.p[i], 6) != NULL)
        tag->what = text.p[i++];
    while (i < text.n && name_byte(text.p[i]) && n + 1 < sizeof tag->name)
        tag->name[n++] = text.p[i++];
    tag->name[n] = '\0';
    if (n == 0 || i >= text.n || text.p[i] != '}')
        return false;
    end = i + 1;
    tag->alone = tag->what != '=' && (at == 0 || text.p[at - 1] == '\n') && end < text.n && text.p[end] == '\n';
    tag->length = end + tag->alone - at;
    return true;
}

/* Where an expansion stands: one per file. */
struct expansion {
    const struct lang *lang;
    const char *file;
    bool own; /* it stands in the folder of that language */
    struct str text;
    size_t at; /* where in it */
    bool html;
    const struct values *values; /* NULL: every section is walked and every name looked up, to check */
    struct buf *out;
    unsigned depth; /* of includes */
    char open[SECTION_DEPTH][NAME_LIMIT]; /* sections, and frames with a '+' in front */
    size_t open_count;
    size_t hidden; /* 1 + index of the outermost section that is not shown; 0: all are */
    struct fault *why;
};

static bool known_name(const char *name)
{
    for (const char *const *known = template_names; *known != NULL; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

static enum outcome broken(const struct expansion *e, const char *what, const char *name)
{
    const char *code = e->own ? lang_code(e->lang) : "en";
    unsigned line = 1;

    for (size_t i = 0; i < e->at && i < e->text.n; i++)
        line += e->text.p[i] == '\n';
    return fault_set(e->why, REFUSED, "5.3.5", "template %s%s%s:%u: %s \"%s\"", strcmp(code, "en") == 0 ? "" : code,
                     strcmp(code, "en") == 0 ? "" : "/", e->file, line, what, name);
}

static enum outcome open_section(struct expansion *e, const struct tag *tag)
{
    bool has;

    if (e->open_count == SECTION_DEPTH)
        return broken(e, "sections too deep at", tag->name);
    if (e->values == NULL && !known_name(tag->name))
        return broken(e, "there is no value", tag->name);
    memcpy(e->open[e->open_count++], tag->name, NAME_LIMIT);
    has = e->values != NULL && find_value(e->values, tag->name) != NULL;
    if (e->values != NULL && e->hidden == 0 && has != (tag->what == '?'))
        e->hidden = e->open_count;
    return DONE;
}

static enum outcome close_section(struct expansion *e, const struct tag *tag)
{
    if (e->open_count == 0 || strcmp(e->open[e->open_count - 1], tag->name) != 0)
        return broken(e, "this section is not open:", tag->name);
    if (e->hidden == e->open_count)
        e->hidden = 0;
    e->open_count--;
    return DONE;
}

static enum outcome put_value(struct expansion *e, const struct tag *tag)
{
    const struct value *value;

    if (e->values == NULL && !known_name(tag->name))
        return broken(e, "there is no value", tag->name);
    if (e->values == NULL || e->hidden != 0 || (value = find_value(e->values, tag->name)) == NULL)
        return DONE;
    if (!e->html)
        buf_text(e->out, value->text);
    else if (value->html != NULL)
        buf_text(e->out, value->html);
    else
        escape(e->out, value->text);
    return DONE;
}

static enum outcome expand(struct expansion *e, struct str text);

/* The template of that name and form; *inner is where its text will be expanded. In HTML, words that need no looks of their own may stand in the text's. */
static struct str find_file(const struct expansion *e, const char *name, char *file, size_t size, struct expansion *inner)
{
    const char *text;

    *inner = (struct expansion){
        .lang = e->lang, .file = file, .html = e->html, .values = e->values, .out = e->out, .depth = e->depth + 1, .why = e->why};
    snprintf(file, size, "%s.%s", name, e->html ? "html" : "txt");
    text = lang_template(e->lang, file, &inner->own);
    if (text == NULL && e->html) {
        snprintf(file, size, "%s.txt", name);
        text = lang_template(e->lang, file, &inner->own);
    }
    return str_of(text);
}

static struct str without_end(struct str text, bool alone)
{
    return !alone && str_ends(text, STR("\n")) ? str_from(text.p, text.n - 1) : text;
}

static enum outcome include(struct expansion *e, const struct tag *tag)
{
    char file[NAME_LIMIT + 8];
    struct expansion inner;
    struct str text = find_file(e, tag->name, file, sizeof file, &inner);

    if (text.n == 0)
        return broken(e, "there is no template", tag->name);
    if (inner.depth > INCLUDE_DEPTH)
        return broken(e, "templates too deep at", tag->name);
    return expand(&inner, without_end(text, tag->alone));
}

/* What a frame has before its {inner}, or behind it. */
static enum outcome half_frame(struct expansion *e, const struct tag *tag, bool before)
{
    static const struct str mark = {"{inner}", 7};
    char file[NAME_LIMIT + 8];
    struct expansion inner;
    struct str text = find_file(e, tag->name, file, sizeof file, &inner);
    size_t at = str_find(text, mark);

    if (at == text.n)
        return broken(e, "there is no frame", tag->name);
    if (inner.depth > INCLUDE_DEPTH)
        return broken(e, "templates too deep at", tag->name);
    return expand(&inner, before ? str_from(text.p, at) : without_end(str_from_index(text, at + mark.n), tag->alone));
}

static enum outcome open_frame(struct expansion *e, const struct tag *tag)
{
    if (e->open_count == SECTION_DEPTH)
        return broken(e, "templates too deep at", tag->name);
    snprintf(e->open[e->open_count++], NAME_LIMIT, "+%.*s", NAME_LIMIT - 2, tag->name);
    return e->hidden != 0 ? DONE : half_frame(e, tag, true);
}

static enum outcome close_frame(struct expansion *e, const struct tag *tag)
{
    if (e->open_count == 0 || e->open[e->open_count - 1][0] != '+' || strncmp(e->open[e->open_count - 1] + 1, tag->name, NAME_LIMIT - 2) != 0)
        return broken(e, "this frame is not open:", tag->name);
    e->open_count--;
    return e->hidden != 0 ? DONE : half_frame(e, tag, false);
}

static enum outcome take_tag(struct expansion *e, const struct tag *tag)
{
    switch (tag->what) {
    case '?':
    case '!':
        return open_section(e, tag);
    case '/':
        return close_section(e, tag);
    case '>':
        return e->hidden != 0 ? DONE : include(e, tag);
    case '+':
        return open_frame(e, tag);
    case '-':
        return close_frame(e, tag);
    default:
        return put_value(e, tag);
    }
}

static enum outcome expand(struct expansion *e, struct str text)
{
    e->text = text;
    for (size_t at = 0; at < text.n;) {
        size_t plain = str_index(str_from_index(text, at), '{');
        struct tag tag;
        enum outcome outcome;

        if (plain > 0 || !read_tag(text, at, &tag)) {
            plain += plain == 0;
            if (e->hidden == 0)
                buf_str(e->out, str_cut(text, at, plain));
            at += plain;
            continue;
        }
        e->at = at;
        outcome = take_tag(e, &tag);
        if (outcome != DONE)
            return outcome;
        at += tag.length;
    }
    return e->open_count == 0 ? DONE : broken(e, "this section is not closed:", e->open[e->open_count - 1]);
}

enum outcome template_expand(const struct lang *l, const char *file, const struct values *v, struct buf *out, struct fault *why)
{
    struct expansion e = {
        .lang = l, .file = file, .html = str_ends(str_of(file), STR(".html")), .values = v, .out = out, .why = why};
    const char *text = lang_template(l, file, &e.own);

    if (text == NULL)
        return fault_set(why, REFUSED, "5.3.5", "there is no template %s", file);
    return expand(&e, str_of(text));
}

/* ---- whether they are sound ---- */

/* Every template of a language; each problem is a line. What is broken in the operator's folder of another language than English is taken away: English
 * stands for it. */
static enum outcome check_language(const struct lang *l, const void *ctx, bool drop, struct buf *problems, struct fault *why)
{
    enum outcome worst = DONE;
    const char *file;

    for (size_t i = 0; (file = lang_file(i)) != NULL; i++) {
        struct fault fault = {0};
        struct buf scratch;
        bool own;

        if (lang_template(l, file, &own) == NULL || (!own && strcmp(lang_code(l), "en") != 0))
            continue;
        buf_init(&scratch, ctx, TEMPLATE_LIMIT);
        if (template_expand(l, file, NULL, &scratch, &fault) == DONE)
            continue;
        worst = REFUSED;
        if (drop)
            lang_drop(l, file);
        if (why != NULL)
            *why = fault;
        if (problems != NULL)
            buf_format(problems, "%s\n", fault.text);
    }
    return worst;
}

/* All languages; only what is wrong with the English texts is an obstacle: nothing else could stand for them. */
static enum outcome check_all(const void *ctx, struct buf *problems, struct fault *why)
{
    struct str codes = str_of(lang_codes(ctx)), code;
    enum outcome outcome = check_language(lang_get("en"), ctx, false, problems, why);

    while (str_next_word(&codes, &code))
        if (!str_equal(code, STR("en")))
            (void)check_language(lang_get(str_dup(ctx, code)), ctx, true, problems, NULL);
    return outcome;
}

enum outcome notify_templates_open(const void *ctx, const struct conf *conf, struct fault *why)
{
    enum outcome outcome = lang_open(ctx, conf, NULL, why);
    void *job = mem_zero(ctx, 0);

    if (outcome == DONE)
        outcome = check_all(job, NULL, why);
    mem_free(job);
    return outcome;
}

bool notify_templates_check(const struct conf *conf, const void *ctx, struct buf *out)
{
    void *job = mem_zero(ctx, 0);
    size_t start = out->n;

    if (lang_open(job, conf, out, NULL) == DONE)
        (void)check_all(job, out, NULL);
    mem_free(job); /* the languages that were in use before come back */
    return out->n == start;
}

bool notify_language_check(const struct conf *conf, const void *ctx, const char *code, struct buf *out, unsigned *missing)
{
    void *job = mem_zero(ctx, 0);
    size_t start = out->n;
    const struct lang *l;

    *missing = 0;
    if (lang_open(job, conf, out, NULL) == DONE) {
        l = lang_get(code);
        if (strcmp(lang_code(l), code) != 0)
            buf_format(out, "there is no language %s; there are: %s\n", code, lang_codes(job));
        else {
            (void)check_language(l, job, false, out, NULL);
            lang_check(l, job, out, missing);
        }
    }
    mem_free(job);
    return out->n == start;
}
