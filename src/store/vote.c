#include "store/vote.h"

#include "store/private.h"

enum outcome store_vote_get(struct db *db, uint64_t post, uint64_t person, int *value, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT value FROM vote WHERE post = $1 AND person = $2");
    int64_t number;
    enum outcome outcome;

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)person);
    outcome = db_read_number(s, NULL, &number, why);
    *value = (int)number;
    return outcome;
}

static enum outcome recount(struct db *db, uint64_t post, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "UPDATE post SET ups = (SELECT count(*) FROM vote WHERE post = $1 AND value > 0),"
                       " downs = (SELECT count(*) FROM vote WHERE post = $1 AND value < 0) WHERE id = $1");

    db_bind_number(s, (int64_t)post);
    return db_run_one(s, "post", why);
}

/* A vote taken back leaves its row: when somebody first voted is part of the record. */
enum outcome store_vote_set(struct db *db, uint64_t post, uint64_t person, int value, int64_t now, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO vote (post, person, value, since, changed) VALUES ($1, $2, $3, $4, $4)"
                       " ON CONFLICT (post, person) DO UPDATE SET value = excluded.value, changed = excluded.changed");
    enum outcome outcome;

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, value);
    db_bind_number(s, now);
    outcome = db_run(s, NULL, why);
    return outcome == DONE ? recount(db, post, why) : outcome;
}

enum outcome store_voters(struct db *db, const void *ctx, uint64_t post, uint64_t **people, size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM vote WHERE post = $1 AND value <> 0 ORDER BY person");

    db_bind_number(s, (int64_t)post);
    return db_read_ids(s, ctx, people, count, why);
}

enum outcome store_best_set(struct db *db, uint64_t question, uint64_t answer, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET best = $1 WHERE id = $2");

    db_bind_number(s, (int64_t)answer);
    db_bind_number(s, (int64_t)question);
    return db_run_one(s, "question", why);
}

enum outcome store_points_get(struct db *db, uint64_t person, int64_t *points, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT points FROM standing WHERE person = $1");

    db_bind_number(s, (int64_t)person);
    return db_read_number(s, NULL, points, why);
}

enum outcome store_bonus_get(struct db *db, uint64_t person, int64_t *points, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT bonus FROM standing WHERE person = $1");

    db_bind_number(s, (int64_t)person);
    return db_read_number(s, NULL, points, why);
}

enum outcome store_bonus_set(struct db *db, uint64_t person, int64_t points, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO standing (person, points, bonus) VALUES ($1, 0, $2)"
                                         " ON CONFLICT (person) DO UPDATE SET bonus = excluded.bonus");

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, points);
    return db_run(s, NULL, why);
}

enum outcome store_points_add(struct db *db, uint64_t person, int64_t points, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO standing (person, points) VALUES ($1, $2)"
                                         " ON CONFLICT (person) DO UPDATE SET points = standing.points + excluded.points");

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, points);
    return db_run(s, NULL, why);
}

enum outcome store_posts_recounted(struct db *db, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT id, kind, thread, author, state, best,"
                       " (SELECT count(*) FROM vote WHERE vote.post = post.id AND value > 0),"
                       " (SELECT count(*) FROM vote WHERE vote.post = post.id AND value < 0) FROM post ORDER BY id");
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct post p = {.id = db_id(s, 0),
                         .kind = (enum post_kind)db_number(s, 1),
                         .thread = db_id(s, 2),
                         .author = db_id(s, 3),
                         .state = (enum post_state)db_number(s, 4),
                         .best = db_id(s, 5),
                         .ups = db_number(s, 6),
                         .downs = db_number(s, 7),
                         .title = (char *)"",
                         .body = (char *)""};

        each(arg, &p);
    }
    return outcome;
}

enum outcome store_posts_named(struct db *db, uint64_t person, uint64_t reader, int64_t now, store_named_each *each, void *arg, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT id, kind, best, ups, downs, (SELECT count(*) FROM post AS q WHERE q.id = post.thread AND q.best = post.id"
                       " AND (q.author <> post.author OR q.anonymous <> 0)) FROM post"
                       " WHERE author = $1 AND anonymous = 0 AND state = 0 AND publish <= $2 AND " SEEN("category", "$3"));
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, now);
    db_bind_number(s, (int64_t)reader);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct post p = {.id = db_id(s, 0),
                         .kind = (enum post_kind)db_number(s, 1),
                         .author = person,
                         .state = POST_VISIBLE,
                         .best = db_id(s, 2),
                         .ups = db_number(s, 3),
                         .downs = db_number(s, 4),
                         .title = (char *)"",
                         .body = (char *)""};

        each(arg, &p, db_flag(s, 5));
    }
    return outcome;
}

static enum outcome each_number(struct statement *s, store_number_each *each, void *arg, struct fault *why)
{
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row)
        each(arg, db_id(s, 0), db_number(s, 1));
    return outcome;
}

enum outcome store_votes_cast(struct db *db, store_number_each *each, void *arg, struct fault *why)
{
    return each_number(db_prepare(db, "SELECT person, count(*) FROM vote JOIN post ON post.id = vote.post"
                                      " WHERE value <> 0 AND kind <> 2 GROUP BY person"), each, arg, why);
}

enum outcome store_points_list(struct db *db, store_number_each *each, void *arg, struct fault *why)
{
    return each_number(db_prepare(db, "SELECT person, points FROM standing ORDER BY person"), each, arg, why);
}
