#include "store/own.h"

#include "store/private.h"

enum outcome store_own_posts(struct db *db, uint64_t person, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM post WHERE author = $1 ORDER BY id");
    void *job = mem_job("own");
    uint64_t *ids;
    size_t count;
    enum outcome o;

    db_bind_number(s, (int64_t)person);
    o = db_read_ids(s, job, &ids, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++) {
        void *row = mem_zero(job, 0);
        struct post p;

        if ((o = store_post_get(db, row, ids[i], &p, why)) == DONE)
            each(arg, &p);
        mem_free(row);
    }
    mem_free(job);
    return o;
}

enum outcome store_own_votes(struct db *db, uint64_t person, store_own_vote_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT post.id, post.thread, vote.value, vote.changed, question.title FROM vote"
                                         " JOIN post ON post.id = vote.post JOIN post AS question ON question.id = post.thread"
                                         " WHERE vote.person = $1 AND vote.value <> 0 ORDER BY post.id");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct own_vote v = {db_id(s, 0), db_id(s, 1), (int)db_number(s, 2), db_number(s, 3), db_text(s, 4, job)};

        each(arg, &v);
        mem_free(job);
    }
    return o;
}

enum outcome store_own_threads(struct db *db, uint64_t person, store_own_thread_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT mine.thread, post.title, coalesce(pseudonym.name, ''), coalesce(participant.muted, 0) FROM"
            " (SELECT thread FROM participant WHERE person = $1 UNION SELECT thread FROM pseudonym WHERE person = $1) AS mine"
            " JOIN post ON post.id = mine.thread LEFT JOIN pseudonym ON pseudonym.thread = mine.thread AND pseudonym.person = $1"
            " LEFT JOIN participant ON participant.thread = mine.thread AND participant.person = $1 ORDER BY mine.thread");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct own_thread t = {db_id(s, 0), db_text(s, 1, job), db_text(s, 2, job), db_flag(s, 3)};

        each(arg, &t);
        mem_free(job);
    }
    return o;
}

enum outcome store_own_roles(struct db *db, uint64_t person, store_own_role_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT category.path, role.rung FROM role JOIN category ON category.id = role.category"
                                         " WHERE role.person = $1 ORDER BY category.path");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");

        each(arg, db_text(s, 0, job), (enum rung)db_number(s, 1));
        mem_free(job);
    }
    return o;
}

enum outcome store_own_held(struct db *db, const void *ctx, uint64_t person, struct held **list, size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM held WHERE person = $1 AND state = 0 ORDER BY id");
    uint64_t *ids;
    enum outcome o;

    db_bind_number(s, (int64_t)person);
    o = db_read_ids(s, ctx, &ids, count, why);
    *list = mem_array(ctx, *count, sizeof **list);
    for (size_t i = 0; i < *count && o == DONE; i++)
        o = store_held_get(db, ctx, ids[i], &(*list)[i], why);
    return o;
}
