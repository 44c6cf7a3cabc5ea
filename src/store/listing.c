#include "store/post.h"

#include "store/private.h"

/* Lists of questions, newest first. */

/* Numbers of the newest in one category, of those above `after`: its index has them in that order. */
static enum outcome newest_questions(struct db *db, const void *ctx, uint64_t category, uint64_t after, int64_t now, unsigned limit, uint64_t **ids,
                                     size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM post WHERE category = $1 AND id > $2 AND kind = 0 AND state = 0 AND publish <= $3"
                                         " ORDER BY id DESC LIMIT $4");

    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)after);
    db_bind_number(s, now);
    db_bind_number(s, limit);
    return db_read_ids(s, ctx, ids, count, why);
}

static int newer(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

    return one == other ? 0 : one > other ? -1 : 1;
}

/* Of a category and all below it ("" : of all), as far as the person sees them: the newest of each, and of these the newest. Once there are
 * enough, a category is asked for newer ones only. */
static enum outcome newest_below(struct db *db, const void *ctx, struct str path, uint64_t person, int64_t now, unsigned limit, uint64_t **ids, size_t *count,
                                 struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM category WHERE ($1 = '' OR " LIES_IN("path", "$1") ") AND " SEEN("id", "$2"));
    uint64_t *categories;
    size_t below, capacity = 0;
    enum outcome outcome;

    *ids = NULL;
    *count = 0;
    db_bind_str(s, path);
    db_bind_number(s, (int64_t)person);
    outcome = db_read_ids(s, ctx, &categories, &below, why);
    for (size_t i = 0; i < below && outcome == DONE; i++) {
        uint64_t *some, after = *count < limit ? 0 : (*ids)[limit - 1];
        size_t found;

        if ((outcome = newest_questions(db, ctx, categories[i], after, now, limit, &some, &found, why)) != DONE || found == 0)
            continue;
        *ids = mem_grow(ctx, *ids, &capacity, *count + found, sizeof **ids);
        memcpy(*ids + *count, some, found * sizeof *some);
        *count += found;
        qsort(*ids, *count, sizeof **ids, newer);
        *count = *count > limit ? limit : *count;
    }
    return outcome;
}

enum outcome store_post_answers(struct db *db, uint64_t question, int64_t now, uint64_t *count, int64_t *newest, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT count(*), max(publish) FROM post WHERE parent = $1 AND kind = 1 AND state = 0 AND publish <= $2");
    enum outcome outcome;
    bool row;

    *count = 0;
    *newest = 0;
    db_bind_number(s, (int64_t)question);
    db_bind_number(s, now);
    if ((outcome = db_step(s, &row, why)) == DONE && row) {
        *count = db_id(s, 0);
        *newest = db_number(s, 1);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_post_best_answer(struct db *db, uint64_t question, int64_t now, uint64_t *answer, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id, ups - downs FROM post WHERE parent = $1 AND kind = 1 AND state = 0 AND publish <= $2 ORDER BY id");
    int64_t most = INT64_MIN;
    enum outcome outcome;
    bool row;

    *answer = 0;
    db_bind_number(s, (int64_t)question);
    db_bind_number(s, now);
    while ((outcome = db_step(s, &row, why)) == DONE && row)
        if (db_number(s, 1) > most) {
            most = db_number(s, 1);
            *answer = db_id(s, 0);
        }
    return outcome;
}

/* The post, and how many answers it has and when the newest of them came. */
static enum outcome summarize(struct db *db, uint64_t id, int64_t now, store_summary_each *each, void *arg, struct fault *why)
{
    void *job = mem_job("summary");
    uint64_t answers;
    int64_t newest;
    struct post p;
    enum outcome outcome = store_post_answers(db, id, now, &answers, &newest, why);

    if (outcome == DONE && (outcome = store_post_get(db, job, id, &p, why)) == DONE)
        each(arg, &p, answers, newest);
    mem_free(job);
    return outcome;
}

enum outcome store_question_summaries(struct db *db, struct str path, uint64_t person, int64_t now, unsigned limit, store_summary_each *each, void *arg,
                                      struct fault *why)
{
    void *job = mem_job("summaries");
    uint64_t *ids;
    size_t count;
    enum outcome outcome = newest_below(db, job, path, person, now, limit, &ids, &count, why);

    for (size_t i = 0; i < count && outcome == DONE; i++)
        outcome = summarize(db, ids[i], now, each, arg, why);
    mem_free(job);
    return outcome;
}

/* Each row is a number and a text. */
static enum outcome each_text(struct statement *s, store_title_each *each, void *arg, struct fault *why)
{
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row)
        each(arg, db_id(s, 0), db_str(s, 1));
    return outcome;
}

enum outcome store_titles_before(struct db *db, uint64_t author, unsigned own, unsigned newest, store_title_each *each, void *arg,
                                 struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id, title FROM post WHERE author = $1 ORDER BY publish DESC, id DESC LIMIT $2");
    enum outcome outcome;

    db_bind_number(s, (int64_t)author);
    db_bind_number(s, own);
    if ((outcome = each_text(s, each, arg, why)) != DONE)
        return outcome;
    s = db_prepare(db, "SELECT id, title FROM post WHERE parent IS NULL AND kind = 0 ORDER BY id DESC LIMIT $1");
    db_bind_number(s, newest);
    return each_text(s, each, arg, why);
}

enum outcome store_replies_before(struct db *db, uint64_t author, uint64_t parent, unsigned own, store_body_each *each, void *arg,
                                  struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT id, body FROM (SELECT id, parent, body, publish FROM post WHERE author = $1 ORDER BY publish DESC, id DESC LIMIT $2) AS own"
            " WHERE parent = $3 ORDER BY publish DESC, id DESC");

    db_bind_number(s, (int64_t)author);
    db_bind_number(s, own);
    db_bind_number(s, (int64_t)parent);
    return each_text(s, each, arg, why);
}
