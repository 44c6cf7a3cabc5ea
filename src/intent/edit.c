#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { TEXT_LIMIT = 256 * 1024 };

/* How a correction announces itself, folded. */
static const char *const announced[] = {"edit:", "edited:", "edit -", "correction:", "korrektur:", "bearbeitet:", "modifi\xc3\xa9:",
                                        "corrig\xc3\xa9:", "editado:", "correcci\xc3\xb3n:", "corretto:", "bewerkt:", NULL};

static uint64_t word_hash(struct str word)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)word.p[i]) * 0x100000001b3u;
    return h | 1;
}

static bool take_announcement(const void *ctx, struct str *words)
{
    struct str head = utf8_fold(ctx, utf8_prefix_bytes(str_trim(*words), 40));
    struct str text = str_trim(*words);

    while (head.n > 0 && (head.p[0] == '*' || head.p[0] == '_')) { /* **Edit:** */
        head = str_from_index(head, 1);
        text = str_from_index(text, 1);
    }
    for (size_t i = 0; announced[i] != NULL; i++) {
        if (!str_starts(head, str_of(announced[i])))
            continue;
        text = str_from_index(text, strlen(announced[i]));
        while (text.n > 0 && (text.p[0] == '*' || text.p[0] == '_'))
            text = str_from_index(text, 1);
        *words = str_trim(text);
        return true;
    }
    return false;
}

/* Whether at least half of the words stand in post. */
static bool shares_half(const void *ctx, struct str words, struct str post)
{
    struct str mine = intent_plain(ctx, words, TEXT_LIMIT), theirs = intent_plain(ctx, post, TEXT_LIMIT), word;
    size_t size = 64, shared = 0, all = 0;
    uint64_t *set;

    while (size < theirs.n + 1)
        size *= 2;
    set = mem_array(ctx, size, sizeof *set);
    while (str_next_word(&theirs, &word)) {
        size_t at = word_hash(word) & (size - 1);

        while (set[at] != 0 && set[at] != word_hash(word))
            at = (at + 1) & (size - 1);
        set[at] = word_hash(word);
    }
    for (; str_next_word(&mine, &word); all++) {
        size_t at = word_hash(word) & (size - 1);

        while (set[at] != 0 && set[at] != word_hash(word))
            at = (at + 1) & (size - 1);
        shared += set[at] != 0;
    }
    return all > 0 && shared * 2 >= all;
}

/* Every line is a substitution. */
static bool substitutes(const void *ctx, struct str words)
{
    struct substitution s;
    struct str line;
    size_t count = 0;

    while (str_next_line(&words, &line)) {
        if (str_trim(line).n > 0 && !intent_substitution(ctx, line, &s))
            return false;
        count += str_trim(line).n > 0;
    }
    return count > 0;
}

bool edit_replaces(const void *ctx, struct str *words, struct str post, struct str name)
{
    void *job = mem_zero(ctx, 0);
    struct str alone = words_alone(job, *words, name);
    bool replaces = true;

    if (substitutes(job, alone)) /* whatever closing stands below it */
        *words = alone;
    else
        replaces = take_announcement(job, words) || str_starts_nocase(str_trim(*words), STR("title:")) || substitutes(job, *words) ||
                   (post.n > 0 && shares_half(job, *words, post));

    mem_free(job);
    return replaces;
}

bool intent_replaces(const void *ctx, struct str *words, struct str post)
{
    void *job = mem_zero(ctx, 0);
    bool replaces = take_announcement(job, words) || (!substitutes(job, *words) && shares_half(job, *words, post));

    mem_free(job);
    return replaces;
}
