#include "store/event.h"

#include "store/private.h"

enum outcome store_event_add(struct db *db, const struct event *e, uint64_t *id, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO event (post, actor, at, due, stage, place, people, done, receipt, corrects, came_from, gained)"
                                         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");

    db_bind_number(s, (int64_t)e->post);
    db_bind_number(s, (int64_t)e->actor);
    db_bind_number(s, e->at);
    db_bind_number(s, e->due);
    db_bind_number(s, e->stage);
    db_bind_number(s, (int64_t)e->cursor);
    db_bind_number(s, (int64_t)e->people);
    db_bind_number(s, e->done);
    db_bind_blob(s, e->receipt);
    db_bind_number(s, e->corrects);
    db_bind_number(s, (int64_t)e->came_from);
    db_bind_text(s, e->gained == NULL ? "" : e->gained);
    return db_add(s, id, why);
}

enum outcome store_event_next(struct db *db, const void *ctx, struct event *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id, post, actor, at, due, stage, place, people, receipt, corrects, came_from, gained FROM event"
                                         " WHERE done = 0 ORDER BY id LIMIT 1");
    enum outcome outcome;
    bool row;

    *out = (struct event){.id = 0};
    outcome = db_step(s, &row, why);
    if (outcome != DONE || !row)
        return outcome;
    *out = (struct event){
        .id = db_id(s, 0),
        .post = db_id(s, 1),
        .actor = db_id(s, 2),
        .at = db_number(s, 3),
        .due = db_number(s, 4),
        .stage = db_unsigned(s, 5),
        .cursor = db_id(s, 6),
        .people = db_id(s, 7),
        .receipt = db_blob(s, 8, ctx),
        .corrects = db_unsigned(s, 9),
        .came_from = db_id(s, 10),
        .gained = db_text(s, 11, ctx),
    };
    db_finish(s);
    return DONE;
}

enum outcome store_event_waits(struct db *db, bool *yes, struct fault *why)
{
    int64_t one;

    return db_read_number(db_prepare(db, "SELECT 1 FROM event WHERE done = 0 LIMIT 1"), yes, &one, why);
}

enum outcome store_event_move(struct db *db, const struct event *e, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE event SET stage = $1, place = $2, people = $3 WHERE id = $4");

    db_bind_number(s, e->stage);
    db_bind_number(s, (int64_t)e->cursor);
    db_bind_number(s, (int64_t)e->people);
    db_bind_number(s, (int64_t)e->id);
    return db_run_one(s, "event", why);
}

enum outcome store_event_done(struct db *db, uint64_t id, uint64_t people, struct fault *why)
{
    static const char done[] = "UPDATE event SET done = 1, people = $1, receipt = $2 WHERE id = $3";
    struct statement *s = db_prepare(db, done);

    db_bind_number(s, (int64_t)people);
    db_bind_blob(s, STR_EMPTY); /* the receipt's notice has it now */
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "event", why);
}

enum outcome store_event_people(struct db *db, uint64_t post, uint64_t *people, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT coalesce(sum(people), 0) FROM event WHERE post = $1 AND corrects = 0");

    db_bind_number(s, (int64_t)post);
    return db_read_count(s, people, why);
}
