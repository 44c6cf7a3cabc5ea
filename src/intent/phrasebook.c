/* The table of requests, compiled into a trie for each language when it is first asked (or by phrasebook_prepare), and kept for the life of the process. */
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/phrases.h"
#include "intent/private.h"

struct book {
    struct phrase_entry *entries;
    struct phrases phrases;
};

static struct book *books;

static void *forever(size_t count, size_t size)
{
    void *made = calloc(count, size);

    if (made == NULL)
        log_panic("out of memory");
    return made;
}

static void add(const void *job, struct book *book, enum request_word kind, struct str phrase)
{
    struct phrase_entry *e = &book->entries[book->phrases.count];
    bool weak = phrase.n > 0 && phrase.p[0] == '?';
    struct str plain = clause_phrase(job, weak ? str_from_index(phrase, 1) : phrase);
    char *kept = forever(1, plain.n + 1);

    if (plain.n == 0)
        log_panic("an empty phrase");
    memcpy(kept, plain.p, plain.n);
    *e = (struct phrase_entry){kept, kind, weak, clause_next(plain, 0) + 1 < plain.n};
    book->phrases.count++;
}

static size_t count_phrases(const struct request_language *l)
{
    size_t count = 0;

    for (int kind = 0; kind < WORD_KINDS; kind++)
        for (const char *p = l->words[kind]; p != NULL; p = strchr(p, ','), p += p != NULL)
            count++;
    return count;
}

static void compile(const struct request_language *l, struct book *book)
{
    void *job = mem_zero(NULL, 0);

    book->entries = forever(count_phrases(l) + 1, sizeof *book->entries);
    for (int kind = 0; kind < WORD_KINDS; kind++) {
        struct str rest = str_of(l->words[kind]), phrase;

        while (str_next_part(&rest, ',', &phrase))
            add(job, book, (enum request_word)kind, str_trim(phrase));
    }
    book->phrases.rows = book->entries;
    book->phrases.size = sizeof *book->entries;
    phrases_prepare(&book->phrases);
    mem_free(job);
}

void phrasebook_prepare(void)
{
    if (books != NULL)
        return;
    books = forever(request_language_count, sizeof *books);
    for (size_t i = 0; i < request_language_count; i++)
        compile(&request_languages[i], &books[i]);
}

const struct phrase_entry *phrasebook_at(size_t language, struct str text, size_t *at)
{
    struct phrase_hit hit;

    phrasebook_prepare();
    if (!phrases_at(&books[language].phrases, text, *at, &hit))
        return NULL;
    *at = hit.end;
    return &books[language].entries[hit.row];
}
