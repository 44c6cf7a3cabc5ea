/* The table of requests, compiled into a trie for each language, and one for all requests, once; kept for the life of the process. */
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
static struct book requests; /* of all languages */

static void *forever(size_t count, size_t size)
{
    void *made = calloc(count, size);

    if (made == NULL)
        log_panic("out of memory");
    return made;
}

static struct phrase_entry entry_of(const void *job, const struct request_row *row)
{
    struct str plain = clause_phrase(job, str_of(row->phrase));
    char *kept = forever(1, plain.n + 1);

    if (plain.n == 0)
        log_panic("a phrase without words: %s", row->phrase);
    memcpy(kept, plain.p, plain.n);
    return (struct phrase_entry){kept, row->kind, row->weak, clause_next(plain, 0) < plain.n};
}

static void add(struct book *book, const struct phrase_entry *entry)
{
    book->entries[book->phrases.count++] = *entry;
}

static void finish(struct book *book)
{
    book->phrases.rows = book->entries;
    book->phrases.size = sizeof *book->entries;
    phrases_prepare(&book->phrases);
}

void phrasebook_prepare(void)
{
    if (books != NULL)
        return;
    books = forever(request_language_count, sizeof *books);
    requests.entries = forever(request_row_count, sizeof *requests.entries);
    for (size_t i = 0; i < request_row_count; i++) {
        struct book *book = &books[request_rows[i].language];
        void *job = mem_job("request"); /* one for all would leave the heap full of holes, which every process inherits */
        struct phrase_entry entry = entry_of(job, &request_rows[i]);

        if (book->entries == NULL) /* as many as could follow: what is not written to takes no memory */
            book->entries = forever(request_row_count - i, sizeof *book->entries);
        add(book, &entry);
        if (entry.kind <= WORD_ASK)
            add(&requests, &entry);
        mem_free(job);
    }
    for (size_t i = 0; i < request_language_count; i++)
        finish(&books[i]);
    finish(&requests);
}

bool phrasebook_any(const struct clauses *clauses)
{
    struct phrase_hit hit;

    phrasebook_prepare();
    for (size_t i = 0; i < clauses->count; i++) {
        struct str text = clauses->list[i].text;

        for (size_t at = 0; at < text.n; at = clause_next(text, at))
            if (phrases_at(&requests.phrases, text, at, &hit))
                return true;
    }
    return false;
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
