#include "store/follow.h"

#include "store/private.h"

enum outcome store_follow(struct db *db, uint64_t person, const struct follow *what, int64_t now, bool *changed, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO follow (kind, subject, person, shown, since, value) VALUES ($1, $2, $3, $4, $5, $6)"
                                         " ON CONFLICT (kind, subject, person) DO NOTHING");
    enum outcome outcome;
    int64_t rows;

    db_bind_number(s, what->kind);
    db_bind_text(s, what->subject);
    db_bind_number(s, (int64_t)person);
    db_bind_text(s, what->shown);
    db_bind_number(s, now);
    db_bind_number(s, what->pace);
    outcome = db_run(s, &rows, why);
    *changed = outcome == DONE && rows > 0;
    return outcome;
}

enum outcome store_unfollow(struct db *db, uint64_t person, enum follow_kind kind, const char *subject, bool *changed, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM follow WHERE kind = $1 AND subject = $2 AND person = $3");
    enum outcome outcome;
    int64_t rows;

    db_bind_number(s, kind);
    db_bind_text(s, subject);
    db_bind_number(s, (int64_t)person);
    outcome = db_run(s, &rows, why);
    *changed = outcome == DONE && rows > 0;
    return outcome;
}

enum outcome store_follow_set_pace(struct db *db, uint64_t person, const struct follow *what, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE follow SET value = $1 WHERE kind = $2 AND subject = $3 AND person = $4");

    db_bind_number(s, what->pace);
    db_bind_number(s, what->kind);
    db_bind_text(s, what->subject);
    db_bind_number(s, (int64_t)person);
    return db_run(s, NULL, why);
}

enum outcome store_follows(struct db *db, uint64_t person, enum follow_kind kind, const char *subject, bool *yes, enum pace *pace, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT value FROM follow WHERE kind = $1 AND subject = $2 AND person = $3");
    enum outcome outcome;
    int64_t number = PACE_UNSET;

    db_bind_number(s, kind);
    db_bind_text(s, subject);
    db_bind_number(s, (int64_t)person);
    outcome = db_read_number(s, yes, &number, why);
    *pace = (enum pace)number;
    return outcome;
}

enum outcome store_followers(struct db *db, const void *ctx, enum follow_kind kind, const char *subject, struct people *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM follow WHERE kind = $1 AND subject = $2 AND person > $3 AND since <= $4"
                                         " ORDER BY person LIMIT $5");

    db_bind_number(s, kind);
    db_bind_text(s, subject);
    db_bind_number(s, (int64_t)out->after);
    db_bind_number(s, out->by);
    db_bind_number(s, out->limit);
    return db_read_ids(s, ctx, &out->ids, &out->count, why);
}

enum outcome store_follow_list(struct db *db, uint64_t person, store_follow_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT kind, subject, shown, value FROM follow WHERE person = $1 ORDER BY kind, since, subject");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct follow f = {(enum follow_kind)db_number(s, 0), db_text(s, 1, job), db_text(s, 2, job), (enum pace)db_number(s, 3)};

        each(arg, &f);
        mem_free(job);
    }
    return outcome;
}
