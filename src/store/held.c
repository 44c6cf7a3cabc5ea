#include "store/held.h"

#include "store/private.h"

#define COLUMNS "id, person, reason, state, created, expires, asked, domain"

static void read_held(struct statement *s, const void *ctx, bool mail, struct held *h)
{
    *h = (struct held){
        .id = db_id(s, 0),
        .person = db_id(s, 1),
        .reason = (enum hold_reason)db_number(s, 2),
        .state = (enum held_state)db_number(s, 3),
        .created = db_number(s, 4),
        .expires = db_number(s, 5),
        .asked = db_number(s, 6),
        .domain = db_blob(s, 7, ctx),
        .mail = mail ? db_blob(s, 8, ctx) : STR_EMPTY,
    };
}

enum outcome store_held_add(struct db *db, const struct held *h, uint64_t *id, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO held (person, reason, state, created, expires, asked, domain, mail)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

    db_bind_number(s, (int64_t)h->person);
    db_bind_number(s, h->reason);
    db_bind_number(s, h->state);
    db_bind_number(s, h->created);
    db_bind_number(s, h->expires);
    db_bind_number(s, h->asked);
    db_bind_blob(s, h->domain);
    db_bind_blob(s, h->mail);
    return db_add(s, id, why);
}

enum outcome store_held_get(struct db *db, const void *ctx, uint64_t id, struct held *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS ", mail FROM held WHERE id = $1");
    enum outcome outcome;
    bool row;

    *out = (struct held){.id = 0};
    db_bind_number(s, (int64_t)id);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        read_held(s, ctx, true, out);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_held_settle(struct db *db, uint64_t id, enum held_state state, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE held SET state = $1, mail = $2 WHERE id = $3 AND state = 0");

    db_bind_number(s, state);
    db_bind_blob(s, STR_EMPTY);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "held mail waiting", why);
}

enum outcome store_held_asked(struct db *db, uint64_t id, int64_t at, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE held SET asked = $1 WHERE id = $2");

    db_bind_number(s, at);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "held mail", why);
}

enum outcome store_held_count(struct db *db, struct str domain, uint64_t person, uint64_t *count, struct fault *why)
{
    struct statement *s;

    if (domain.n > 0 && person != 0) {
        s = db_prepare(db, "SELECT count(*) FROM held WHERE domain = $1 AND person = $2 AND state = 0");
        db_bind_blob(s, domain);
        db_bind_number(s, (int64_t)person);
    } else if (domain.n > 0) {
        s = db_prepare(db, "SELECT count(*) FROM held WHERE domain = $1 AND state = 0");
        db_bind_blob(s, domain);
    } else {
        s = db_prepare(db, "SELECT count(*) FROM held WHERE person = $1 AND state = 0");
        db_bind_number(s, (int64_t)person);
    }
    return db_read_count(s, count, why);
}

enum outcome store_held_expired(struct db *db, const void *ctx, int64_t now, unsigned limit, struct held **list,
                                size_t *count, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT " COLUMNS " FROM held WHERE state = 0 AND expires <= $1 ORDER BY expires, id LIMIT $2");
    size_t capacity = 0;
    enum outcome outcome;
    bool row;

    *list = NULL;
    *count = 0;
    db_bind_number(s, now);
    db_bind_number(s, limit);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        *list = mem_grow(ctx, *list, &capacity, *count + 1, sizeof **list);
        read_held(s, ctx, false, &(*list)[(*count)++]);
    }
    return outcome;
}

enum outcome store_held_list(struct db *db, store_held_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM held WHERE state = 0 ORDER BY id");
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct held h;
        void *job = mem_job("row");

        read_held(s, job, false, &h);
        each(arg, &h);
        mem_free(job);
    }
    return outcome;
}

enum outcome store_held_summary(struct db *db, int64_t since, uint64_t counts[HOLD_REASONS], struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT reason, count(*) FROM held WHERE state = 0 AND created >= $1 GROUP BY reason");
    enum outcome outcome;
    bool row;

    memset(counts, 0, HOLD_REASONS * sizeof *counts);
    db_bind_number(s, since);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        uint64_t reason = db_id(s, 0);

        if (reason < HOLD_REASONS)
            counts[reason] = db_id(s, 1);
    }
    return outcome;
}
