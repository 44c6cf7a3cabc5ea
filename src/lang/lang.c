#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/log.h"

#include "lang/private.h"

enum { FILE_LIMIT = 256 * 1024, FILES_MAX = 1024, LANGUAGES_MAX = 32 };

/* What lang_open read. The one it replaced comes back when it is freed: `check` tries texts out beside those in use. The first is English alone. */
struct registry {
    struct registry *before;
    struct lang_text *files; /* the operator's */
    size_t file_count, file_capacity;
    struct lang_rows rows; /* what can be typed */
    struct lang list[LANGUAGES_MAX];
    size_t count;
};

static struct registry bare, *registry = &bare;
static const struct lang english = {.code = "en", .name = "English"};
static const char *const fixed[] = {"language", "phrases", "pseudonyms", "words", NULL};

static int forget(struct registry *r)
{
    if (registry == r)
        registry = r->before;
    free(r->rows.list);
    return 0;
}

/* Zeroed memory that outlives jobs. */
static void *kept(size_t count, size_t size)
{
    void *memory = calloc(count, size);

    if (memory == NULL)
        log_panic("out of memory");
    return memory;
}

/* ---- files ---- */

static int by_file(const void *a, const void *b)
{
    return strcmp(((const struct lang_text *)a)->file, ((const struct lang_text *)b)->file);
}

/* A mail looks for some thirty of those that are compiled in: they are sorted when the first is looked for, and stay so. */
static const char *built(const char *file)
{
    static struct lang_text *sorted;
    static size_t count;
    const struct lang_text *found, wanted = {.file = file};

    if (sorted == NULL) {
        while (lang_built[count].file != NULL)
            count++;
        sorted = kept(count, sizeof *sorted);
        memcpy(sorted, lang_built, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_file);
    }
    found = bsearch(&wanted, sorted, count, sizeof *sorted, by_file);
    return found == NULL ? NULL : found->text;
}

static const char *text_of(const struct registry *r, const char *code, const char *name)
{
    char file[80];

    snprintf(file, sizeof file, "%s/%s", code, name);
    for (size_t i = r->file_count; i-- > 0;)
        if (strcmp(r->files[i].file, file) == 0 && r->files[i].text != NULL)
            return r->files[i].text;
    return built(file);
}

const char *lang_template(const struct lang *l, const char *file, bool *own)
{
    const char *text = text_of(registry, l->code, file);

    *own = text != NULL;
    if (text == NULL)
        text = text_of(registry, "en", file);
    return text != NULL ? text : text_of(registry, "any", file);
}

void lang_drop(const struct lang *l, const char *file)
{
    char place[80];

    snprintf(place, sizeof place, "%s/%s", l->code, file);
    for (size_t i = 0; i < registry->file_count; i++)
        if (strcmp(registry->files[i].file, place) == 0)
            registry->files[i].text = NULL;
}

static bool is_template(struct str name)
{
    return name.n > 0 && name.p[0] != '.' && (str_ends(name, STR(".txt")) || str_ends(name, STR(".html")));
}

const char *lang_file(size_t i)
{
    for (const struct lang_text *t = lang_built; t->file != NULL; t++) {
        struct str file = str_of(t->file);

        if (is_template(file) && (str_starts(file, STR("en/")) || str_starts(file, STR("any/"))) && i-- == 0)
            return strchr(t->file, '/') + 1;
    }
    return NULL;
}

/* ---- languages ---- */

const char *lang_named(struct str name)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct lang *l = &registry->list[i];

        if (str_equal_nocase(name, str_of(l->code)) || (l->name != NULL && str_equal_nocase(name, str_of(l->name))))
            return l->code;
    }
    return str_equal_nocase(name, STR("en")) || str_equal_nocase(name, STR("English")) ? "en" : NULL;
}

const struct lang *lang_get(const char *code)
{
    for (size_t i = 0; code != NULL && i < registry->count; i++)
        if (strcmp(registry->list[i].code, code) == 0)
            return &registry->list[i];
    return &english;
}

const char *lang_codes(const void *ctx)
{
    struct buf out;

    buf_init(&out, ctx, LANGUAGES_MAX * (CODE_MAX + 1));
    for (size_t i = 0; i < registry->count; i++)
        buf_format(&out, "%s%s", i == 0 ? "" : " ", registry->list[i].code);
    if (out.n == 0)
        buf_text(&out, "en");
    return buf_string(&out);
}

const char *lang_code(const struct lang *l)
{
    return l->code;
}

const char *lang_name(const struct lang *l)
{
    return l->name == NULL ? l->code : l->name;
}

const char *lang_direction(const struct lang *l)
{
    return l->rtl ? "rtl" : "ltr";
}

const char *lang_side(const struct lang *l)
{
    return l->rtl ? "right" : "left";
}

/* ---- sentences ---- */

static const struct phrase *find_phrase(const struct lang *l, const char *sentence)
{
    size_t from = 0, to = l->phrase_count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(sentence, l->phrases[middle].english);

        if (order == 0)
            return &l->phrases[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

const char *lang_say(const struct lang *l, const char *sentence)
{
    const struct phrase *p = find_phrase(l, sentence);

    return p == NULL || p->forms[PLURAL_OTHER] == NULL ? sentence : p->forms[PLURAL_OTHER];
}

static enum plural category(const struct lang *l, uint64_t n)
{
    bool good;

    for (enum plural p = 0; p < PLURAL_OTHER; p++)
        if (l->rules[p].n > 0 && plural_holds(l->rules[p], n, &good))
            return p;
    return PLURAL_OTHER;
}

const char *lang_count(const struct lang *l, uint64_t n, const char *one, const char *other)
{
    const struct phrase *p = find_phrase(l, other);
    const char *said = p == NULL ? NULL : p->forms[category(l, n)];

    if (said == NULL && p != NULL)
        said = p->forms[PLURAL_OTHER];
    return said != NULL ? said : n == 1 ? one : other;
}

/* ---- pseudonyms ---- */

char *lang_pseudonym(const struct lang *l, const void *ctx, uint64_t n)
{
    struct str adjective, noun, ending;

    if (l->adjective_count == 0 || l->noun_count == 0)
        return NULL;
    adjective = l->adjectives[n % l->adjective_count];
    noun = l->nouns[(n >> 32) % l->noun_count];
    ending = l->endings[(n >> 32) % l->noun_count];
    return l->noun_first ? mem_format(ctx, "%.*s %.*s%.*s", STR_ARGS(noun), STR_ARGS(adjective), STR_ARGS(ending))
                         : mem_format(ctx, "%.*s%.*s %.*s", STR_ARGS(adjective), STR_ARGS(ending), STR_ARGS(noun));
}

/* ---- words of commands (words.c) ---- */

const char *lang_own(const struct lang *l, const char *file)
{
    return text_of(registry, l->code, file);
}

static void add_words(struct lang_rows *rows, const struct lang_text *t)
{
    if (str_ends(str_of(t->file), STR("/words")))
        lang_add_rows(rows, t);
}

static int by_word(const void *a, const void *b)
{
    const struct lang_row *one = a, *other = b;
    int order = str_compare(one->word, other->word);

    return order != 0 ? order : one->order < other->order ? -1 : 1;
}

/* Those of all files, counted first. */
static void read_words(struct registry *r)
{
    for (bool counted = false;; counted = true) {
        r->rows.count = 0;
        for (const struct lang_text *t = lang_built; t->file != NULL; t++)
            add_words(&r->rows, t);
        for (size_t i = 0; i < r->file_count; i++)
            add_words(&r->rows, &r->files[i]);
        if (counted)
            break;
        r->rows.list = kept(r->rows.count, sizeof *r->rows.list);
    }
    qsort(r->rows.list, r->rows.count, sizeof *r->rows.list, by_word);
}

const struct lang_rows *lang_rows(void)
{
    if (registry->rows.list == NULL)
        read_words(registry);
    return &registry->rows;
}

/* ---- reading them ---- */

static bool has_place(const char *name)
{
    char file[80];

    for (size_t i = 0; fixed[i] != NULL; i++)
        if (strcmp(name, fixed[i]) == 0)
            return true;
    snprintf(file, sizeof file, "en/%s", name);
    if (built(file) != NULL)
        return true;
    snprintf(file, sizeof file, "any/%s", name);
    return built(file) != NULL;
}

/* One file of the operator's; a problem ends up in *why. */
static enum outcome read_file(struct registry *r, const char *path, const char *code, const char *name, struct fault *why)
{
    char file[80];
    struct str text;
    enum outcome outcome;

    if (!has_place(name))
        return fault_set(why, REFUSED, "5.3.5", "%s: no template has this name", path);
    outcome = io_read_file(r, path, FILE_LIMIT, &text, why);
    if (outcome != DONE)
        return outcome;
    if (!utf8_valid(text) || memchr(text.p, '\0', text.n) != NULL)
        return fault_set(why, REFUSED, "5.3.5", "%s: this is not UTF-8 text", path);
    if (r->file_count == FILES_MAX)
        return fault_set(why, REFUSED, "5.3.5", "%s: too many templates", path);
    snprintf(file, sizeof file, "any/%s", name);
    if (strcmp(code, "en") != 0 || built(file) == NULL)
        snprintf(file, sizeof file, "%s/%s", code, name);
    r->files = mem_grow(r, r->files, &r->file_capacity, r->file_count + 1, sizeof *r->files);
    r->files[r->file_count++] = (struct lang_text){mem_string(r, file), str_dup(r, text)};
    return DONE;
}

static bool is_code(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

    return n >= 2 && n <= 3 && strlen(name) < CODE_MAX && (name[n] == '\0' || name[n] == '-') && strcmp(name, "any") != 0;
}

/* A directory of texts: a language's, or (code "en") the one with the folders of languages in it. */
static enum outcome read_directory(struct registry *r, const char *path, const char *code, bool top, struct buf *problems, struct fault *why)
{
    DIR *dir = opendir(path);
    enum outcome worst = DONE;
    struct dirent *entry;

    if (dir == NULL) {
        if (problems != NULL)
            buf_format(problems, "%s: %s\n", path, strerror(errno));
        return fault_set(why, RETRY, "4.3.5", "%s: %s", path, strerror(errno));
    }
    while ((entry = readdir(dir)) != NULL) {
        char *inner = mem_format(r, "%s/%s", path, entry->d_name);
        struct fault fault = {0};
        enum outcome outcome = DONE;

        if (is_template(str_of(entry->d_name)) || (!top && has_place(entry->d_name)))
            outcome = read_file(r, inner, code, entry->d_name, &fault);
        else if (top && is_code(entry->d_name))
            outcome = read_directory(r, inner, entry->d_name, false, problems, &fault);
        if (outcome == DONE)
            continue;
        worst = REFUSED;
        if (why != NULL)
            *why = fault;
        if (problems != NULL && (!top || !is_code(entry->d_name)))
            buf_format(problems, "%s\n", fault.text);
    }
    closedir(dir);
    return worst;
}

/* A language there is a file of; makes it known once. */
static void note_language(struct registry *r, const char *file)
{
    size_t n = strcspn(file, "/");

    if (n >= CODE_MAX || strncmp(file, "any/", 4) == 0 || r->count == LANGUAGES_MAX)
        return;
    for (size_t i = 0; i < r->count; i++)
        if (strlen(r->list[i].code) == n && strncmp(r->list[i].code, file, n) == 0)
            return;
    memcpy(r->list[r->count].code, file, n);
    r->list[r->count].name = strcmp(r->list[r->count].code, english.code) == 0 ? english.name : NULL;
    r->count++;
}

static void read_language(struct registry *r, struct lang *l, struct buf *problems)
{
    const char *text;

    if ((text = text_of(r, l->code, "language")) != NULL)
        lang_read_language(l, r, text, problems);
    if ((text = text_of(r, l->code, "phrases")) != NULL)
        lang_read_phrases(l, r, text, problems);
    if ((text = text_of(r, l->code, "pseudonyms")) != NULL)
        lang_read_pseudonyms(l, text, problems);
}

enum outcome lang_open(const void *ctx, const struct conf *conf, struct buf *problems, struct fault *why)
{
    struct registry *r = mem_new(ctx, struct registry);
    const char *directory = conf->mail.templates;
    enum outcome outcome = DONE;

    talloc_set_destructor(r, forget);
    if (directory != NULL && *directory != '\0')
        outcome = read_directory(r, directory, "en", true, problems, why);
    if (outcome != DONE) {
        mem_free(r);
        return outcome;
    }
    for (const struct lang_text *t = lang_built; t->file != NULL; t++)
        note_language(r, t->file);
    for (size_t i = 0; i < r->file_count; i++)
        note_language(r, r->files[i].file);
    for (size_t i = 0; i < r->count; i++)
        read_language(r, &r->list[i], problems);
    read_words(r);
    r->before = registry;
    registry = r;
    return DONE;
}

/* ---- what a language lacks ---- */

void lang_lacks(const struct lang *l, struct buf *out, unsigned *missing, const char *file, const char *what)
{
    (*missing)++;
    buf_format(out, "%s/%s: %s\n", l->code, file, what);
}

/* The forms that a sentence lacks, and the sentence as it is written in `phrases`, to be copied from there. */
static void check_phrase(const struct lang *l, const void *ctx, const struct lang_english *e, struct buf *out, unsigned *missing)
{
    const struct phrase *p = find_phrase(l, e->english);
    const char *file = p == NULL ? "phrases" : mem_format(ctx, "phrases:%u", p->line);
    struct buf forms;

    buf_init(&forms, ctx, 100);
    for (enum plural c = 0; c < PLURALS; c++)
        if ((p == NULL || p->forms[c] == NULL) && (c == PLURAL_OTHER || (e->plural && l->rules[c].n > 0)))
            buf_format(&forms, "%s%s", forms.n == 0 ? "" : ", ", plural_name(c));
    if (forms.n > 0)
        lang_lacks(l, out, missing, file,
                   mem_format(ctx, "nothing%s%s for: %s", e->plural ? " of the form " : "", e->plural ? buf_string(&forms) : "", lang_escaped(ctx, e->english)));
}

static bool is_said(const char *sentence)
{
    for (const struct lang_english *e = lang_english; e->english != NULL; e++)
        if (strcmp(e->english, sentence) == 0)
            return true;
    return false;
}

void lang_check(const struct lang *l, const void *ctx, struct buf *out, unsigned *missing)
{
    bool own, other = strcmp(l->code, "en") != 0;

    for (const struct lang_english *e = lang_english; other && e->english != NULL; e++)
        check_phrase(l, ctx, e, out, missing);
    for (size_t i = 0; i < l->phrase_count; i++)
        if (!is_said(l->phrases[i].english))
            buf_format(out, "%s/phrases:%u: the forum does not say this: %s\n", l->code, l->phrases[i].line,
                       utf8_line(ctx, utf8_prefix(str_of(l->phrases[i].english), 120)));
    lang_check_words(l, ctx, out, missing);
    for (size_t i = 0; other && fixed[i] != NULL; i++)
        if (text_of(registry, l->code, fixed[i]) == NULL)
            lang_lacks(l, out, missing, fixed[i], "there is no such file");
    for (size_t i = 0; other && lang_file(i) != NULL; i++)
        if (lang_template(l, lang_file(i), &own) != NULL && !own && text_of(registry, "any", lang_file(i)) == NULL)
            lang_lacks(l, out, missing, lang_file(i), "there is no such template");
}
