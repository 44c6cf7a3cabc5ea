#include "store/search.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "store/private.h"

enum { TERMS = 10, TERM_BYTES = 64, TITLES_RANKED = 200 };

/* Bounds what one thread costs each time something changes in it, and what one search does. */
#define POSTS "100"
#define POST_CHARACTERS "2000"
#define RANKED "1000"

static enum outcome remove_entry(struct db *db, uint64_t thread, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM search WHERE rowid = $1");

    db_bind_number(s, (int64_t)thread);
    return db_run(s, NULL, why);
}

/* Its tags stand beside the title twice: they count twice as much. */
static enum outcome add_entry(struct db *db, uint64_t thread, int64_t now, struct fault *why)
{
    static const char add[] =
        "INSERT INTO search (rowid, title, question, answers, comments) SELECT id, title || ' ' || tags || ' ' || tags, body,"
        " coalesce((SELECT group_concat(start, ' ') FROM (SELECT substr(body, 1, " POST_CHARACTERS ") AS start FROM post"
        " WHERE thread = $1 AND kind = 1 AND state = 0 AND publish <= $2 ORDER BY id LIMIT " POSTS ") AS answer), ''),"
        " coalesce((SELECT group_concat(start, ' ') FROM (SELECT substr(post.body, 1, " POST_CHARACTERS ") AS start FROM post"
        " JOIN post AS on_what ON on_what.id = post.parent AND on_what.state = 0"
        " WHERE post.thread = $1 AND post.kind = 2 AND post.state = 0 AND post.publish <= $2 ORDER BY post.id LIMIT " POSTS ") AS comment), '')"
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

/* Each run of letters and digits, which the index has as one word, as a string of FTS5, in which nothing has a meaning. Never several in one string: that is a phrase, and how often a phrase stands
 * anywhere takes long to count. *terms counts them. */
static void query_of(struct str words, bool any, unsigned *terms, struct buf *out)
{
    struct str term;

    while (*terms < TERMS && utf8_next_word(&words, &term)) {
        buf_text(out, (*terms)++ == 0 ? "\"" : any ? " OR \"" : " AND \"");
        buf_str(out, utf8_prefix_bytes(term, TERM_BYTES));
        buf_char(out, '"');
    }
}

/* What the index found, in its order. */
static enum outcome each_found(struct db *db, const void *ctx, const uint64_t *threads, size_t count, int64_t now, store_post_each *each, void *arg,
                               struct fault *why)
{
    enum outcome o = DONE;

    for (size_t i = 0; i < count && o == DONE; i++) {
        struct post p;

        o = store_post_get(db, ctx, threads[i], &p, why);
        if (o == DONE && p.id != 0 && p.state == POST_VISIBLE && p.publish <= now) /* the index may be a moment behind */
            each(arg, &p);
    }
    return o;
}

/* Looked at while the index is read: what somebody does not see takes no place in what they find. */
#define FOUND_BY(person) SEEN("(SELECT category FROM post WHERE post.id = search.rowid)", person)

/* A word in the title counts most, then one in the question, in its answers, in comments. Of what everybody writes about, the newest. */
enum outcome store_search(struct db *db, const void *ctx, struct str words, bool any, uint64_t person, int64_t now, unsigned limit, store_post_each *each,
                          void *arg, struct fault *why)
{
    struct statement *s;
    struct buf query;
    unsigned terms = 0;
    uint64_t *threads;
    size_t count;
    enum outcome o;
    char *clean = utf8_line(ctx, words); /* no NUL, no control characters */

    buf_init(&query, ctx, TERMS * (TERM_BYTES + 16));
    query_of(str_of(clean), any, &terms, &query);
    if (terms == 0)
        return DONE;
    s = db_prepare(db, "SELECT thread FROM (SELECT rowid AS thread, bm25(search, 1.0, 0.67, 0.5, 0.25) AS rank FROM search WHERE search MATCH $1 AND " FOUND_BY("$2")
                       " ORDER BY rowid DESC LIMIT " RANKED ") AS newest ORDER BY rank, thread DESC LIMIT $3");
    db_bind_text(s, buf_string(&query));
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, limit);
    o = db_read_ids(s, ctx, &threads, &count, why);
    return o == DONE ? each_found(db, ctx, threads, count, now, each, arg, why) : o;
}

/* How many words of the query stand in a row, the first `heavy` of them counted twice. Not bm25, which for each word first counts the rows of
 * the whole index that have it: the more questions there are, the longer. */
static void common(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *result, int count, sqlite3_value **arguments)
{
    int heavy = count > 0 ? sqlite3_value_int(arguments[0]) : 0, words = api->xPhraseCount(row), rank = 0;

    for (int word = 0; word < words; word++) {
        Fts5PhraseIter first;
        int column, offset;

        if (api->xPhraseFirst(row, word, &first, &column, &offset) == SQLITE_OK && column >= 0)
            rank += word < heavy ? 2 : 1;
    }
    sqlite3_result_int(result, rank);
}

enum outcome search_prepare(struct db *db, struct fault *why)
{
    fts5_api *api = NULL;
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db->handle, "SELECT fts5($1)", -1, &s, NULL);

    if (code == SQLITE_OK && (code = sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL)) == SQLITE_OK)
        code = sqlite3_step(s);
    sqlite3_finalize(s);
    if (api != NULL)
        code = api->xCreateFunction(api, "common", NULL, common, NULL);
    return db_outcome(db, code, why);
}

struct ranked {
    uint64_t thread;
    int64_t rank;
};

static int better(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;

    return one->rank != other->rank ? (one->rank < other->rank) - (one->rank > other->rank)
                                    : (one->thread < other->thread) - (one->thread > other->thread);
}

/* The best `limit` of those whose rank a statement says: sorted here, for SQLite makes a table for it. */
static enum outcome read_best(struct statement *s, const void *ctx, size_t limit, uint64_t **threads, size_t *count, struct fault *why)
{
    struct ranked list[TITLES_RANKED];
    size_t found = 0;
    enum outcome o;
    bool row;

    while ((o = db_step(s, &row, why)) == DONE && row)
        if (found < TITLES_RANKED)
            list[found++] = (struct ranked){db_id(s, 0), db_number(s, 1)};
    qsort(list, found, sizeof *list, better);
    *count = found < limit ? found : limit;
    *threads = mem_array(ctx, *count, sizeof **threads);
    for (size_t i = 0; i < *count; i++)
        (*threads)[i] = list[i].thread;
    return o;
}

/* Every question asks for this, so it looks at titles only, which are short. */
enum outcome store_search_titles(struct db *db, const void *ctx, struct str tags, struct str words, uint64_t person, int64_t now,
                                 unsigned limit, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s;
    struct buf query;
    unsigned heavy, terms = 0;
    uint64_t *threads;
    size_t count;
    enum outcome o;

    buf_init(&query, ctx, TERMS * (TERM_BYTES + 16) + 16);
    buf_text(&query, "title : (");
    query_of(tags, true, &terms, &query);
    heavy = terms;
    query_of(words, true, &terms, &query);
    if (terms == 0)
        return DONE;
    buf_char(&query, ')');
    s = db_prepare(db, "SELECT rowid, common(search, $1) FROM search WHERE search MATCH $2 AND " FOUND_BY("$3") " ORDER BY rowid DESC LIMIT $4");
    db_bind_number(s, heavy);
    db_bind_text(s, buf_string(&query));
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, TITLES_RANKED);
    o = read_best(s, ctx, limit, &threads, &count, why);
    return o == DONE ? each_found(db, ctx, threads, count, now, each, arg, why) : o;
}
