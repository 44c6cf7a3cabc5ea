#include "store/digest.h"

#include "store/private.h"

enum outcome store_digest_at(struct db *db, uint64_t person, int64_t now, int64_t due, int64_t give_up, uint64_t *id, struct fault *why)
{
    /* 22 and 0 as in the partial index: a digest that nobody has claimed yet. */
    struct statement *s = db_prepare(db, "SELECT id FROM notice WHERE person = $1 AND due = $2 AND kind = 22 AND state = 0 AND date = 0 LIMIT 1");
    struct notice n = {.person = person, .kind = NOTICE_DIGEST, .created = now, .due = due, .give_up = give_up};
    int64_t number = 0;
    bool found = false;
    enum outcome o;

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, due);
    o = db_read_number(s, &found, &number, why);
    *id = (uint64_t)number;
    return o != DONE || found ? o : store_notice_add(db, &n, &found, id, why);
}

enum outcome store_digest_gather(struct db *db, uint64_t notice, uint64_t digest, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, digest = $2 WHERE id = $3");

    db_bind_number(s, NOTICE_GATHERED);
    db_bind_number(s, (int64_t)digest);
    db_bind_number(s, (int64_t)notice);
    return db_run_one(s, "notice", why);
}

enum outcome store_digest_items(struct db *db, const void *ctx, uint64_t digest, enum notice_state state, unsigned limit, struct notice **list,
                                size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE digest = $1 AND digest <> 0 AND state = $2 AND revision >= $3"
                                         " ORDER BY id LIMIT $4");

    db_bind_number(s, (int64_t)digest);
    db_bind_number(s, state);
    db_bind_number(s, state == NOTICE_DIGESTED); /* of those that had no room no revision was told */
    db_bind_number(s, limit);
    return notice_read_all(s, ctx, list, count, why);
}

enum outcome store_digest_tell(struct db *db, uint64_t notice, int64_t date, unsigned revision, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, date = $2, revision = $3 WHERE id = $4");

    db_bind_number(s, NOTICE_DIGESTED);
    db_bind_number(s, date);
    db_bind_number(s, revision);
    db_bind_number(s, (int64_t)notice);
    return db_run_one(s, "notice", why);
}

/* Of these no revision was told. */
enum outcome store_digest_rest(struct db *db, uint64_t digest, int64_t date, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, date = $2 WHERE digest = $3 AND digest <> 0 AND state = $4");

    db_bind_number(s, NOTICE_DIGESTED);
    db_bind_number(s, date);
    db_bind_number(s, (int64_t)digest);
    db_bind_number(s, NOTICE_GATHERED);
    return db_run(s, NULL, why);
}

enum outcome store_digest_left_out(struct db *db, uint64_t digest, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM notice WHERE digest = $1 AND digest <> 0 AND state = $2 AND revision = 0");

    db_bind_number(s, (int64_t)digest);
    db_bind_number(s, NOTICE_DIGESTED);
    return db_read_count(s, count, why);
}
