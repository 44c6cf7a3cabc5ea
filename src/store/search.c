#include "store/search.h"

#include "base/utf8.h"
#include "store/private.h"

enum { TERMS = 20, TERM_BYTES = 64 };

static enum outcome remove_entry(struct db *db, uint64_t thread, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM search WHERE rowid = $1");

    db_bind_number(s, (int64_t)thread);
    return db_run(s, NULL, why);
}

static enum outcome add_entry(struct db *db, uint64_t thread, int64_t now, struct fault *why)
{
    static const char add[] =
        "INSERT INTO search (rowid, title, question, answers, comments) SELECT id, title, body,"
        " coalesce((SELECT group_concat(body, ' ') FROM post WHERE thread = $1 AND kind = 1 AND state = 0 AND publish <= $2), ''),"
        " coalesce((SELECT group_concat(body, ' ') FROM post WHERE thread = $1 AND kind = 2 AND state = 0 AND publish <= $2), '')"
        " FROM post WHERE id = $1 AND state = 0 AND publish <= $2";
    struct statement *s = db_prepare(db, add);

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, now);
    return db_run(s, NULL, why);
}

static enum outcome settle(struct db *db, uint64_t thread, int64_t now, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM stale WHERE thread = $1 AND due <= $2");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, now);
    return db_run(s, NULL, why);
}

enum outcome store_search_step(struct db *db, int64_t now, unsigned limit, bool *more, struct fault *why)
{
    void *job = mem_job("search");
    struct statement *s = db_prepare(db, "SELECT DISTINCT thread FROM stale WHERE due <= $1 ORDER BY thread LIMIT $2");
    uint64_t *threads;
    size_t count;
    enum outcome o;

    db_bind_number(s, now);
    db_bind_number(s, limit);
    o = db_read_ids(s, job, &threads, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++) {
        if ((o = remove_entry(db, threads[i], why)) == DONE && (o = add_entry(db, threads[i], now, why)) == DONE)
            o = settle(db, threads[i], now, why);
    }
    *more = o == DONE && count == limit;
    mem_free(job);
    return o;
}

/* Each word as a string of FTS5, in which only the quote means anything, and no word has one. */
static void query_of(struct str words, bool any, struct buf *out)
{
    struct str word;

    for (unsigned terms = 0; terms < TERMS && str_next_word(&words, &word);) {
        size_t before = out->n;

        buf_text(out, terms == 0 ? "\"" : any ? " OR \"" : " AND \"");
        word = utf8_prefix_bytes(word, TERM_BYTES);
        for (size_t i = 0; i < word.n; i++)
            if (word.p[i] != '"')
                buf_char(out, word.p[i]);
        if (out->p[out->n - 1] == '"') { /* nothing was left of it */
            buf_truncate(out, before);
            continue;
        }
        buf_char(out, '"');
        terms++;
    }
}

/* A word in the title counts most, then one in the question, in its answers, in comments. */
enum outcome store_search(struct db *db, const void *ctx, struct str words, bool any, int64_t now, unsigned limit, store_post_each *each,
                          void *arg, struct fault *why)
{
    struct statement *s;
    struct buf query;
    char *clean = utf8_line(ctx, words); /* no NUL, no control characters */
    uint64_t *threads;
    size_t count;
    enum outcome o;

    buf_init(&query, ctx, TERMS * (TERM_BYTES + 16));
    query_of(str_of(clean), any, &query);
    if (query.n == 0)
        return DONE;
    s = db_prepare(db, "SELECT rowid FROM search WHERE search MATCH $1 ORDER BY bm25(search, 1.0, 0.67, 0.5, 0.25), rowid DESC LIMIT $2");
    db_bind_text(s, buf_string(&query));
    db_bind_number(s, limit);
    o = db_read_ids(s, ctx, &threads, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct post p;

        o = store_post_get(db, ctx, threads[i], &p, why);
        if (o == DONE && p.id != 0 && p.state == POST_VISIBLE && p.publish <= now) /* the index may be a moment behind */
            each(arg, &p);
    }
    return o;
}
