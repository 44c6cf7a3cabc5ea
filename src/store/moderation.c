#include "store/moderation.h"

#include "store/private.h"

enum outcome store_role_set(struct db *db, uint64_t person, uint64_t category, enum rung rung, struct fault *why)
{
    struct statement *s = db_prepare(db, rung == RUNG_UNKNOWN
                                             ? "DELETE FROM role WHERE person = $1 AND category = $2"
                                             : "INSERT INTO role (person, category, rung) VALUES ($1, $2, $3)"
                                               " ON CONFLICT (person, category) DO UPDATE SET rung = excluded.rung");

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, (int64_t)category);
    if (rung != RUNG_UNKNOWN)
        db_bind_number(s, rung);
    return db_run(s, NULL, why);
}

enum outcome store_role_get(struct db *db, uint64_t person, const uint64_t *categories, size_t count, enum rung *rung, struct fault *why)
{
    enum outcome o = DONE;

    *rung = RUNG_UNKNOWN;
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct statement *s = db_prepare(db, "SELECT rung FROM role WHERE person = $1 AND category = $2");
        int64_t number;

        db_bind_number(s, (int64_t)person);
        db_bind_number(s, (int64_t)categories[i]);
        o = db_read_number(s, NULL, &number, why);
        if (o == DONE && number > (int64_t)*rung)
            *rung = (enum rung)number;
    }
    return o;
}

enum outcome store_role_highest(struct db *db, uint64_t person, enum rung *rung, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT coalesce(max(rung), 0) FROM role WHERE person = $1");
    int64_t number = 0;
    enum outcome o;

    db_bind_number(s, (int64_t)person);
    o = db_read_number(s, NULL, &number, why);
    *rung = (enum rung)number;
    return o;
}

enum outcome store_role_moderators(struct db *db, const void *ctx, uint64_t category, enum rung least, uint64_t **people, size_t *count,
                                   struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM role WHERE category = $1 AND rung >= $2 ORDER BY person");

    db_bind_number(s, (int64_t)category);
    db_bind_number(s, least);
    return db_read_ids(s, ctx, people, count, why);
}

/* Four categories at most lie in one another. */
enum outcome store_role_bearers(struct db *db, const void *ctx, const uint64_t *categories, size_t count, enum rung least, unsigned limit,
                                uint64_t **people, size_t *found, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM person WHERE state = 1 AND (rung >= $1 OR id IN"
                                         " (SELECT person FROM role WHERE rung >= $1 AND category IN ($2, $3, $4, $5)))"
                                         " ORDER BY id LIMIT $6");

    db_bind_number(s, least);
    for (size_t i = 0; i < 4; i++)
        db_bind_number(s, i < count ? (int64_t)categories[i] : 0);
    db_bind_number(s, limit);
    return db_read_ids(s, ctx, people, found, why);
}

enum outcome store_review_add(struct db *db, uint64_t post, enum review_reason reason, int64_t now, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO review (post, since, reason, stage) VALUES ($1, $2, $3, 0)"
                                         " ON CONFLICT (post) DO UPDATE SET since = excluded.since, reason = excluded.reason, stage = 0,"
                                         " decided = 0, decider = 0, accepted = 0");

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, now);
    db_bind_number(s, reason);
    return db_run(s, NULL, why);
}

#define REVIEW "SELECT post, since, reason, stage, decided, decider, accepted FROM review"

static struct review read_review(struct statement *s)
{
    return (struct review){.post = db_id(s, 0),
                           .since = db_number(s, 1),
                           .reason = (enum review_reason)db_number(s, 2),
                           .stage = (enum review_stage)db_number(s, 3),
                           .decided = db_number(s, 4),
                           .decider = db_id(s, 5),
                           .accepted = db_flag(s, 6)};
}

enum outcome store_review_get(struct db *db, uint64_t post, struct review *out, struct fault *why)
{
    struct statement *s = db_prepare(db, REVIEW " WHERE post = $1");
    enum outcome o;
    bool row;

    *out = (struct review){0};
    db_bind_number(s, (int64_t)post);
    if ((o = db_step(s, &row, why)) == DONE && row) {
        *out = read_review(s);
        db_finish(s);
    }
    return o;
}

enum outcome store_review_decide(struct db *db, uint64_t post, uint64_t decider, bool accepted, int64_t now, bool *first, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE review SET decided = $1, decider = $2, accepted = $3 WHERE post = $4 AND decided = 0");
    int64_t changed = 0;
    enum outcome o;

    db_bind_number(s, now);
    db_bind_number(s, (int64_t)decider);
    db_bind_number(s, accepted);
    db_bind_number(s, (int64_t)post);
    o = db_run(s, &changed, why);
    *first = changed > 0;
    return o;
}

enum outcome store_review_stage(struct db *db, uint64_t post, enum review_stage stage, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE review SET stage = $1 WHERE post = $2");

    db_bind_number(s, stage);
    db_bind_number(s, (int64_t)post);
    return db_run_one(s, "review", why);
}

enum outcome store_reviews(struct db *db, const void *ctx, enum review_stage stage, int64_t before, unsigned limit, struct review **list,
                           size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, REVIEW " WHERE decided = 0 AND stage = $1 AND since < $2 ORDER BY since LIMIT $3");
    size_t capacity = 0;
    enum outcome o;
    bool row;

    *list = NULL;
    *count = 0;
    db_bind_number(s, stage);
    db_bind_number(s, before);
    db_bind_number(s, limit);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        *list = mem_grow(ctx, *list, &capacity, *count + 1, sizeof **list);
        (*list)[(*count)++] = read_review(s);
    }
    return o;
}

enum outcome store_audit_add(struct db *db, const struct audit_entry *e, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO audit (at, actor, verb, post, person, words) VALUES ($1, $2, $3, $4, $5, $6)");

    db_bind_number(s, e->at);
    db_bind_number(s, (int64_t)e->actor);
    db_bind_text(s, e->verb);
    db_bind_number(s, (int64_t)e->post);
    db_bind_number(s, (int64_t)e->person);
    db_bind_text(s, e->words);
    return db_run(s, NULL, why);
}

enum outcome store_audit_blocks(struct db *db, const void *ctx, uint64_t person, uint64_t **posts, size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT DISTINCT post FROM audit AS made WHERE person = $1 AND verb = 'block' AND NOT EXISTS"
                                         " (SELECT 1 FROM audit AS later WHERE later.person = $1 AND later.verb = 'unblock'"
                                         " AND later.id > made.id AND (later.post = made.post OR later.post = 0)) ORDER BY post");

    db_bind_number(s, (int64_t)person);
    return db_read_ids(s, ctx, posts, count, why);
}

enum outcome store_audit_by_reports(struct db *db, uint64_t post, bool *yes, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT verb = 'hide-reported' FROM audit WHERE post = $1 AND verb IN ('hide', 'hide-reported')"
                                         " ORDER BY id DESC LIMIT 1");
    int64_t reports = 0;
    bool found;
    enum outcome o;

    db_bind_number(s, (int64_t)post);
    o = db_read_number(s, &found, &reports, why);
    *yes = o == DONE && found && reports != 0;
    return o;
}

enum outcome store_audit_gone(struct db *db, const void *ctx, uint64_t post, struct audit_entry *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT verb, words FROM audit WHERE post = $1 AND verb IN ('hide', 'hide-reported', 'refuse', 'expire') ORDER BY id DESC LIMIT 1");
    enum outcome o;
    bool row;

    *out = (struct audit_entry){.post = post, .verb = "", .words = ""};
    db_bind_number(s, (int64_t)post);
    if ((o = db_step(s, &row, why)) == DONE && row) {
        out->verb = db_text(s, 0, ctx);
        out->words = db_text(s, 1, ctx);
        db_finish(s);
    }
    return o;
}

enum outcome store_audit(struct db *db, uint64_t before, unsigned limit, store_audit_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id, at, actor, verb, post, person, words FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2");
    enum outcome o;
    bool row;

    db_bind_number(s, before == 0 ? INT64_MAX : (int64_t)before);
    db_bind_number(s, limit);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct audit_entry e = {.at = db_number(s, 1),
                                .actor = db_id(s, 2),
                                .verb = db_text(s, 3, job),
                                .post = db_id(s, 4),
                                .person = db_id(s, 5),
                                .words = db_text(s, 6, job)};

        each(arg, db_id(s, 0), &e);
        mem_free(job);
    }
    return o;
}
