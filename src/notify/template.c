#include <dirent.h>
#include <errno.h>

#include "base/io.h"

#include "notify/private.h"

/* The language of the templates, whole:
 *     {name}                 the value; escaped for HTML in files that end in .html
 *     {?name} ... {/name}    only where it has one
 *     {!name} ... {/name}    only where it has none
 *     {>file}                another template, of the same form
 * A tag of the last three that has a line to itself takes the line away with it. Every other brace is a brace. */

enum { SECTION_DEPTH = 8, INCLUDE_DEPTH = 3, NAME_LIMIT = 32, TEMPLATE_LIMIT = 128 * 1024, TEMPLATES_MAX = 64 };

/* The operator's texts, read once per process, before it is jailed: a jailed render cannot open files. */
struct overrides {
    struct built_template list[TEMPLATES_MAX + 1];
    size_t count;
};

static struct overrides *loaded;

static int forget_overrides(struct overrides *o)
{
    if (loaded == o)
        loaded = NULL;
    return 0;
}

static const char *find_in(const struct built_template *list, const char *file)
{
    for (; list->file != NULL; list++)
        if (strcmp(list->file, file) == 0)
            return list->text;
    return NULL;
}

static const char *find(const char *file)
{
    const char *text = loaded == NULL ? NULL : find_in(loaded->list, file);

    return text != NULL ? text : find_in(template_built, file);
}

static const struct value *find_value(const struct values *v, const char *name)
{
    for (size_t i = v->count; i-- > 0;)
        if (strcmp(v->list[i].name, name) == 0)
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
    char what; /* '=' value, '?', '!', '/', '>' */
    char name[NAME_LIMIT];
    size_t length; /* bytes of the template it takes, its line's end included where it stands alone */
};

/* A tag at text[at], which is '{'; false when it is only a brace. */
static bool read_tag(struct str text, size_t at, struct tag *tag)
{
    size_t i = at + 1, n = 0, end;

    tag->what = '=';
    if (i < text.n && memchr("?!/>", text.p[i], 4) != NULL)
        tag->what = text.p[i++];
    while (i < text.n && name_byte(text.p[i]) && n + 1 < sizeof tag->name)
        tag->name[n++] = text.p[i++];
    tag->name[n] = '\0';
    if (n == 0 || i >= text.n || text.p[i] != '}')
        return false;
    end = i + 1;
    if (tag->what != '=' && (at == 0 || text.p[at - 1] == '\n') && end < text.n && text.p[end] == '\n')
        end++;
    tag->length = end - at;
    return true;
}

/* Where an expansion stands: one per file. */
struct expansion {
    const char *file;
    bool html;
    const struct values *values; /* NULL: every section is walked and every name looked up, to check */
    struct buf *out;
    unsigned depth; /* of includes */
    char open[SECTION_DEPTH][NAME_LIMIT];
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
    return fault_set(e->why, REFUSED, "5.3.5", "template %s: %s \"%s\"", e->file, what, name);
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

static enum outcome include(struct expansion *e, const struct tag *tag)
{
    char file[NAME_LIMIT + 8];
    struct expansion inner = {
        .html = e->html, .values = e->values, .out = e->out, .depth = e->depth + 1, .why = e->why};
    const char *text;

    snprintf(file, sizeof file, "%s.%s", tag->name, e->html ? "html" : "txt");
    text = find(file);
    if (text == NULL)
        return broken(e, "there is no template", tag->name);
    if (inner.depth > INCLUDE_DEPTH)
        return broken(e, "templates too deep at", tag->name);
    inner.file = file;
    return e->hidden != 0 ? DONE : expand(&inner, str_of(text));
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
        return include(e, tag);
    default:
        return put_value(e, tag);
    }
}

static enum outcome expand(struct expansion *e, struct str text)
{
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
        outcome = take_tag(e, &tag);
        if (outcome != DONE)
            return outcome;
        at += tag.length;
    }
    return e->open_count == 0 ? DONE : broken(e, "this section is not closed:", e->open[e->open_count - 1]);
}

enum outcome template_expand(const char *file, const struct values *v, struct buf *out, struct fault *why)
{
    struct expansion e = {
        .file = file, .html = str_ends(str_of(file), STR(".html")), .values = v, .out = out, .why = why};
    const char *text = find(file);

    if (text == NULL)
        return fault_set(why, REFUSED, "5.3.5", "there is no template %s", file);
    return expand(&e, str_of(text));
}

/* ---- the operator's directory ---- */

static enum outcome read_override(struct overrides *o, const char *directory, const char *file, struct fault *why)
{
    char *path = mem_format(o, "%s/%s", directory, file);
    struct str text;
    enum outcome outcome;

    if (find_in(template_built, file) == NULL)
        return fault_set(why, REFUSED, "5.3.5", "%s: no template has this name", path);
    outcome = io_read_file(o, path, TEMPLATE_LIMIT, &text, why);
    if (outcome != DONE)
        return outcome;
    if (!utf8_valid(text) || memchr(text.p, '\0', text.n) != NULL)
        return fault_set(why, REFUSED, "5.3.5", "%s: this is not UTF-8 text", path);
    if (o->count == TEMPLATES_MAX)
        return fault_set(why, REFUSED, "5.3.5", "%s: too many templates", path);
    o->list[o->count++] = (struct built_template){mem_string(o, file), str_dup(o, text)};
    return DONE;
}

static bool is_template(const char *file)
{
    struct str name = str_of(file);

    return name.n > 0 && name.p[0] != '.' && (str_ends(name, STR(".txt")) || str_ends(name, STR(".html")));
}

/* Reads the directory into *o; every problem a line in `problems` (which may be NULL). */
static enum outcome read_overrides(struct overrides *o, const char *directory, struct buf *problems, struct fault *why)
{
    DIR *dir = opendir(directory);
    enum outcome worst = DONE;
    struct dirent *entry;

    if (dir == NULL) {
        fault_set(why, RETRY, "4.3.5", "%s: %s", directory, strerror(errno));
        if (problems != NULL)
            buf_format(problems, "%s: %s\n", directory, strerror(errno));
        return RETRY;
    }
    while ((entry = readdir(dir)) != NULL) {
        struct fault fault = {0};

        if (!is_template(entry->d_name) || read_override(o, directory, entry->d_name, &fault) == DONE)
            continue;
        worst = REFUSED;
        if (why != NULL)
            *why = fault;
        if (problems != NULL)
            buf_format(problems, "%s\n", fault.text);
    }
    closedir(dir);
    return worst;
}

static enum outcome check_all(const void *ctx, struct buf *problems, struct fault *why)
{
    enum outcome worst = DONE;

    for (const struct built_template *t = template_built; t->file != NULL; t++) {
        struct fault fault = {0};
        struct buf scratch;
        struct expansion e = {
            .file = t->file, .html = str_ends(str_of(t->file), STR(".html")), .out = &scratch, .why = &fault};

        buf_init(&scratch, ctx, TEMPLATE_LIMIT);
        if (expand(&e, str_of(find(t->file))) == DONE)
            continue;
        worst = REFUSED;
        if (why != NULL)
            *why = fault;
        if (problems != NULL)
            buf_format(problems, "%s\n", fault.text);
    }
    return worst;
}

static struct overrides *new_overrides(const void *ctx)
{
    struct overrides *o = mem_new(ctx, struct overrides);

    talloc_set_destructor(o, forget_overrides);
    return o;
}

enum outcome notify_templates_open(const void *ctx, const struct conf *conf, struct fault *why)
{
    struct overrides *o = new_overrides(ctx);
    enum outcome outcome = DONE;

    if (conf->mail.templates != NULL && *conf->mail.templates != '\0')
        outcome = read_overrides(o, conf->mail.templates, NULL, why);
    loaded = o;
    if (outcome == DONE)
        outcome = check_all(o, NULL, why);
    if (outcome != DONE)
        mem_free(o);
    return outcome;
}

bool notify_templates_check(const struct conf *conf, const void *ctx, struct buf *out)
{
    struct overrides *before = loaded, *o = new_overrides(ctx);
    size_t start = out->n;

    if (conf->mail.templates != NULL && *conf->mail.templates != '\0' &&
        read_overrides(o, conf->mail.templates, out, NULL) == RETRY)
        goto out;
    loaded = o;
    if (check_all(ctx, out, NULL) != DONE)
        goto out;
out:
    loaded = before;
    mem_free(o);
    return out->n == start;
}
