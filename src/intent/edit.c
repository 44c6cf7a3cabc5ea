#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

enum { TEXT_LIMIT = 256 * 1024 };

static uint64_t word_hash(struct str word)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)word.p[i]) * 0x100000001b3u;
    return h | 1;
}

static struct str unmarked(struct str s)
{
    while (s.n > 0 && (s.p[0] == '*' || s.p[0] == '_'))
        s = str_from_index(s, 1);
    return s;
}

/* "Edit: ", "**Edit:**", "Edit - ". */
static bool take_announcement(struct str *words)
{
    struct str text = unmarked(str_trim(*words)), head = utf8_prefix_bytes(text, 40);
    size_t colon = str_index(head, ':'), dash = str_find(head, STR(" -")), end = colon < dash ? colon : dash;

    if (end == head.n || !lang_means(str_trim(str_from(head.p, end)), "(edit)"))
        return false;
    *words = str_trim(unmarked(str_from_index(text, end + (end == colon ? 1 : 2))));
    return true;
}

struct str intent_title_line(struct str line)
{
    size_t colon = str_index(utf8_prefix_bytes(line, 40), ':');

    return colon < line.n && lang_means(str_from(line.p, colon), "(title)") ? str_trim(str_from_index(line, colon + 1)) : str_from(NULL, 0);
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
        replaces = take_announcement(words) || intent_title_line(str_trim(*words)).p != NULL || substitutes(job, *words) ||
                   (post.n > 0 && shares_half(job, *words, post));

    mem_free(job);
    return replaces;
}

bool intent_replaces(const void *ctx, struct str *words, struct str post)
{
    void *job = mem_zero(ctx, 0);
    bool replaces = take_announcement(words) || (!substitutes(job, *words) && shares_half(job, *words, post));

    mem_free(job);
    return replaces;
}
