#include "lang/private.h"

/* The files of a language: lines; what begins with # is a comment. */

static void problem(struct buf *problems, const struct lang *l, const char *file, unsigned line, const char *what, struct str about)
{
    if (problems != NULL)
        buf_format(problems, "%s/%s:%u: %s%s%.*s\n", l->code, file, line, what, about.n == 0 ? "" : ": ", STR_ARGS(utf8_prefix(about, 100)));
}

static bool passed(struct str line)
{
    return str_trim(line).n == 0 || line.p[0] == '#';
}

/* ---- language: "name Deutsch", "direction ltr", "plural one n = 1" ---- */

static bool read_plural(struct lang *l, struct str rest)
{
    struct str word;
    enum plural p;
    bool good;

    if (!str_next_word(&rest, &word) || (p = plural_named(word)) >= PLURAL_OTHER)
        return false;
    (void)plural_holds(str_trim(rest), 1, &good);
    if (good)
        l->rules[p] = str_trim(rest);
    return good;
}

void lang_read_language(struct lang *l, const void *ctx, const char *text, struct buf *problems)
{
    struct str rest = str_of(text), line, word;

    for (unsigned number = 1; str_next_line(&rest, &line); number++) {
        struct str value = line;
        bool good = false;

        if (passed(line))
            continue;
        str_next_word(&value, &word);
        value = str_trim(value);
        if (str_equal(word, STR("name")) && value.n > 0)
            good = true, l->name = str_dup(ctx, value);
        else if (str_equal(word, STR("direction")))
            good = str_equal(value, STR("ltr")) || str_equal(value, STR("rtl")), l->rtl = str_equal(value, STR("rtl"));
        else if (str_equal(word, STR("plural")))
            good = read_plural(l, value);
        if (!good)
            problem(problems, l, "language", number, "name NAME, direction ltr|rtl, or plural CATEGORY RULE, is what may stand here", line);
    }
}

/* ---- phrases: "< English", then "> said so", or "one> ..." and its like ---- */

enum { CONVERSIONS = 9 };

/* The conversions of a printf format, each as "%s" without flags and width, numbered ones in their order; false: it is none of ours. */
static bool conversions(const char *format, struct str list[CONVERSIONS], size_t *count)
{
    bool numbered = false;

    *count = 0;
    for (const char *p = format; (p = strchr(p, '%')) != NULL;) {
        size_t digits = strspn(p + 1, "0123456789"), at = *count;
        const char *start = p + 1;

        if (p[1] == '%') {
            p += 2;
            continue;
        }
        if (digits == 1 && p[2] == '$') {
            numbered = true;
            at = (size_t)(p[1] - '1');
            start = p + 3;
        } else if (numbered) {
            return false;
        }
        p = start + strspn(start, "+.*0123456789");
        start = p > start && p[-1] == '*' ? p - 1 : p;
        p += strspn(p, "lz");
        if (*p == '\0' || strchr("sduc", *p) == NULL || at >= CONVERSIONS || (numbered && *start == '*'))
            return false;
        p++;
        list[at] = str_from(start, (size_t)(p - start));
        *count = at + 1 > *count ? at + 1 : *count;
    }
    return true;
}

const char *lang_placeholders(const char *english, const char *said, bool part)
{
    struct str wanted[CONVERSIONS] = {STR_EMPTY}, got[CONVERSIONS] = {STR_EMPTY};
    size_t want, have;

    if (!conversions(english, wanted, &want) || !conversions(said, got, &have))
        return "a % here is no placeholder of ours (%% writes one)";
    if (have > want)
        return "it has a placeholder the English sentence has not";
    if (have < want && !part)
        return "it lacks a placeholder of the English sentence";
    for (size_t i = 0; i < have; i++)
        if (!str_equal(wanted[i], got[i]))
            return "its placeholders are not those of the English sentence, in their order (%2$s takes the second)";
    return NULL;
}

/* \n is a new line, \s a space at an end. */
static const char *unescape(const void *ctx, struct str s)
{
    struct buf out;

    buf_init(&out, ctx, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            buf_char(&out, s.p[i]);
            continue;
        }
        i++;
        buf_char(&out, s.p[i] == 'n' ? '\n' : s.p[i] == 's' ? ' ' : s.p[i]);
    }
    return buf_string(&out);
}

const char *lang_escaped(const void *ctx, const char *sentence)
{
    size_t n = strlen(sentence);
    struct buf out;

    buf_init(&out, ctx, 2 * n + 1);
    for (size_t i = 0; i < n; i++)
        if (sentence[i] == '\n' || sentence[i] == '\\' || (sentence[i] == ' ' && (i == 0 || i + 1 == n)))
            buf_format(&out, "\\%c", sentence[i] == '\n' ? 'n' : sentence[i] == ' ' ? 's' : sentence[i]);
        else
            buf_char(&out, sentence[i]);
    return buf_string(&out);
}

static int by_english(const void *a, const void *b)
{
    return strcmp(((const struct phrase *)a)->english, ((const struct phrase *)b)->english);
}

static struct phrase *new_phrase(struct lang *l, const void *ctx, struct str english, unsigned line)
{
    l->phrases = mem_grow(ctx, l->phrases, &l->capacity, l->phrase_count + 1, sizeof *l->phrases);

    struct phrase *p = &l->phrases[l->phrase_count++];

    *p = (struct phrase){.english = unescape(ctx, english), .line = line};
    return p;
}

/* A line of a translation: what may be wrong with it, or NULL. */
static const char *add_form(struct phrase *p, const void *ctx, struct str line)
{
    size_t mark = str_index(line, '>');
    struct str form = str_from(line.p, mark), said = str_from_index(line, mark < line.n ? mark + 1 : mark);
    enum plural category = mark == 0 ? PLURAL_OTHER : plural_named(form);
    const char *wrong;
    const char *text;

    if (mark == line.n || category == PLURALS)
        return "\"< English\", \"> translation\" or \"one> translation\" is what may stand here";
    if (p == NULL)
        return "there is no English sentence above it";
    if (str_trim(said).n == 0) /* not yet */
        return NULL;
    text = unescape(ctx, str_starts(said, STR(" ")) ? str_from_index(said, 1) : said);
    wrong = lang_placeholders(p->english, text, mark > 0);
    if (wrong == NULL) {
        p->forms[category] = text;
        p->plural = p->plural || mark > 0;
    }
    return wrong;
}

void lang_read_phrases(struct lang *l, const void *ctx, const char *text, struct buf *problems)
{
    struct str rest = str_of(text), line;
    struct phrase *p = NULL;

    for (unsigned number = 1; str_next_line(&rest, &line); number++) {
        const char *wrong = NULL;

        if (passed(line))
            continue;
        if (str_starts(line, STR("< ")))
            p = new_phrase(l, ctx, str_from_index(line, 2), number);
        else
            wrong = add_form(p, ctx, line);
        if (wrong != NULL)
            problem(problems, l, "phrases", number, wrong, line);
    }
    if (l->phrase_count > 0)
        qsort(l->phrases, l->phrase_count, sizeof *l->phrases, by_english);
    for (size_t i = 1; i < l->phrase_count; i++) {
        const struct phrase *one = &l->phrases[i - 1], *other = &l->phrases[i];

        if (by_english(one, other) == 0)
            problem(problems, l, "phrases", one->line > other->line ? one->line : other->line, "this stands here twice",
                    str_of(utf8_line(ctx, str_of(other->english))));
    }
}

/* ---- pseudonyms ---- */

static bool add_words(struct lang *l, bool nouns, struct str ending, struct str rest)
{
    struct str word;

    while (str_next_word(&rest, &word)) {
        size_t *count = nouns ? &l->noun_count : &l->adjective_count;

        if (*count == WORDS_MAX)
            return false;
        if (nouns)
            l->endings[*count] = ending;
        (nouns ? l->nouns : l->adjectives)[(*count)++] = word;
    }
    return true;
}

void lang_read_pseudonyms(struct lang *l, const char *text, struct buf *problems)
{
    struct str rest = str_of(text), line, word, ending = STR_EMPTY;

    for (unsigned number = 1; str_next_line(&rest, &line); number++) {
        struct str words = line;
        bool good = false;

        if (passed(line))
            continue;
        str_next_word(&words, &word);
        if (str_equal(word, STR("noun-first")))
            good = l->noun_first = true;
        else if (str_equal(word, STR("adjectives")))
            good = add_words(l, false, STR_EMPTY, words);
        else if (str_equal(word, STR("nouns")) && str_next_word(&words, &ending))
            good = add_words(l, true, str_equal(ending, STR("-")) ? STR_EMPTY : ending, words);
        if (!good)
            problem(problems, l, "pseudonyms", number, "adjectives WORDS, or nouns ENDING WORDS (- for none), at most 256 of each", line);
    }
}
