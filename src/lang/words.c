#include "lang/private.h"

/* What can be typed: the files `words`, lines "help: hilfe | info". Before the colon stands the English word the code knows, behind it what else means
 * it. Those of all files are one list, sorted by word (lang.c). */

enum { WORD_MAX = 80 };

/* Takes the next line that is a row off *rest; what stands before its colon, and behind it. */
static bool next_row(struct str *rest, struct str *english, struct str *words, unsigned *number)
{
    struct str line;

    while (str_next_line(rest, &line)) {
        size_t colon = str_index(line, ':');

        ++*number;
        *english = str_trim(str_from(line.p, colon));
        *words = str_from_index(line, colon < line.n ? colon + 1 : colon);
        if (str_trim(line).n > 0 && line.p[0] != '#')
            return true;
    }
    return false;
}

void lang_add_rows(struct lang_rows *rows, const struct lang_text *t)
{
    struct str file = str_of(t->file), text = str_of(t->text), english, words, part;
    bool foreign = !str_starts(file, STR("en/")) && !str_starts(file, STR("any/"));
    void *job = mem_job("words");
    unsigned line = 0;

    while (next_row(&text, &english, &words, &line)) {
        struct str first = foreign ? utf8_fold(job, str_trim(str_from(words.p, str_index(words, '|')))) : STR_EMPTY;

        for (; str_next_part(&words, '|', &part); rows->count++)
            if (rows->list != NULL)
                rows->list[rows->count] = (struct lang_row){str_trim(part), english, foreign && str_equal(str_trim(part), first), rows->count};
    }
    mem_free(job);
}

static void add_meaning(struct str english, struct str meanings[MEANINGS], size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(meanings[i], english))
            return;
    if (*count < MEANINGS)
        meanings[(*count)++] = english;
}

/* The rows of that word, how many. */
static size_t find_rows(struct str word, const struct lang_row **found)
{
    const struct lang_rows *rows = lang_rows();
    size_t low = 0, high = rows->count, n = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (str_compare(rows->list[middle].word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *found = rows->list + low;
    while (word.n > 0 && low + n < rows->count && str_equal((*found)[n].word, word))
        n++;
    return n;
}

/* A meaning has meanings of its own: "danke" is "thanks", and that is "+1". */
size_t lang_meanings(struct str word, struct str meanings[MEANINGS])
{
    size_t count = 0, next = 0;
    const struct lang_row *rows;

    do {
        size_t n = find_rows(word, &rows);

        for (size_t i = 0; i < n; i++)
            add_meaning(rows[i].english, meanings, &count);
        word = next < count ? meanings[next] : STR_EMPTY;
    } while (next++ < count);
    return count;
}

bool lang_means(struct str word, const char *english)
{
    struct str meanings[MEANINGS];
    bool means = str_equal_nocase(word, str_of(english));
    void *job = means || word.n > WORD_MAX ? NULL : mem_zero(NULL, 0); /* no job: a word needs little */
    size_t count = job == NULL ? 0 : lang_meanings(utf8_fold(job, word), meanings);

    for (size_t i = 0; i < count; i++)
        means = means || str_equal(meanings[i], str_of(english));
    mem_free(job);
    return means;
}

size_t lang_words_for(const char *english, struct str *list, size_t most)
{
    const struct lang_rows *rows = lang_rows();
    size_t count = 0;

    for (size_t i = 0; i < rows->count && count < most; i++)
        if (str_equal(rows->list[i].english, str_of(english)))
            list[count++] = rows->list[i].word;
    return count;
}

bool lang_typed_first(struct str word, const char *english)
{
    const struct lang_row *rows;
    size_t n = find_rows(word, &rows);

    for (size_t i = 0; i < n; i++)
        if (rows[i].first && str_equal(rows[i].english, str_of(english)))
            return true;
    return false;
}

/* What stands behind the colon for an English word; false: the text has no row for it. */
static bool find_row(const char *text, const char *english, struct str *words)
{
    struct str rest = str_of(text), word;
    unsigned line = 0;

    while (next_row(&rest, &word, words, &line))
        if (str_equal(word, str_of(english)))
            return true;
    return false;
}

char *lang_typed(const struct lang *l, const void *ctx, const char *english)
{
    struct str words, first;

    if (strcmp(l->code, "en") != 0 && find_row(lang_own(l, "words"), english, &words) && str_next_part(&words, '|', &first) && str_trim(first).n > 0)
        return str_dup(ctx, str_trim(first));
    return mem_string(ctx, english);
}

const char *lang_also(const struct lang *l, const void *ctx, const char *english)
{
    char *typed = lang_typed(l, ctx, english);
    struct str words, part;
    struct buf out;

    buf_init(&out, ctx, 4096);
    if (strcmp(typed, english) != 0)
        buf_text(&out, english);
    if (find_row(lang_own(l, "words"), english, &words))
        while (str_next_part(&words, '|', &part))
            if (!str_equal(str_trim(part), str_of(typed)))
                buf_format(&out, "%s%.*s", out.n == 0 ? "" : ", ", STR_ARGS(str_trim(part)));
    return out.n == 0 ? NULL : buf_string(&out);
}

/* ---- what is wrong with them, and lacking ---- */

static const struct lang_typed *find_typed(struct str english)
{
    const struct lang_typed *w = lang_words;

    while (w->english != NULL && !str_equal(english, str_of(w->english)))
        w++;
    return w->english == NULL ? NULL : w;
}

static bool stands_in_row(struct str words, struct str word)
{
    struct str part = STR_EMPTY;

    while (str_next_part(&words, '|', &part) && !str_equal(str_trim(part), word))
        continue;
    return str_equal(str_trim(part), word);
}

/* What is wrong with one of the words of a row, or NULL. */
static const char *wrong_word(const void *ctx, const struct lang_typed *row, struct str words, struct str word, bool first)
{
    struct str folded = utf8_fold(ctx, word);

    if (word.n == 0)
        return "there is an empty word here";
    if (!stands_in_row(words, folded))
        return mem_format(ctx, "what is typed is read in small letters, so \"%.*s\" has to stand here as well", STR_ARGS(folded));
    if (row->one && first && str_index(word, ' ') < word.n)
        return "the first has to be one word, because others stand before or behind it";
    return *row->english != '(' && !str_equal(folded, str_of(row->english)) && find_typed(folded) != NULL
               ? "this word means something else in English, which goes first"
               : NULL;
}

void lang_check_words(const struct lang *l, const void *ctx, struct buf *out, unsigned *missing)
{
    const char *text = lang_own(l, "words");
    struct str rest = str_of(text), english, words, row, part;
    unsigned line = 0;

    while (next_row(&rest, &english, &words, &line)) {
        const struct lang_typed *typed = find_typed(english);

        if (typed == NULL)
            buf_format(out, "%s/words:%u: the forum knows no such word: %.*s\n", l->code, line, STR_ARGS(utf8_prefix(english, 60)));
        row = words;
        for (bool first = true; typed != NULL && strcmp(l->code, "en") != 0 && str_next_part(&words, '|', &part); first = false) {
            const char *wrong = wrong_word(ctx, typed, row, str_trim(part), first);

            if (wrong != NULL)
                buf_format(out, "%s/words:%u: %s: %.*s\n", l->code, line, wrong, STR_ARGS(utf8_prefix(str_trim(part), 60)));
        }
    }
    for (const struct lang_typed *w = lang_words; strcmp(l->code, "en") != 0 && w->english != NULL; w++)
        if (!find_row(text, w->english, &words) || str_trim(words).n == 0)
            lang_lacks(l, out, missing, "words", mem_format(ctx, "nothing for: %s", w->english));
}
