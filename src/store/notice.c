#include "store/notice.h"

#include "store/private.h"

/* The words "state < 2" and "state > 2" are those of the partial indexes: waiting and leased, and what is neither they
 * nor sent. */

static void read_notice(struct statement *s, const void *ctx, struct notice *n)
{
    *n = (struct notice){
        .id = db_id(s, 0),
        .person = db_id(s, 1),
        .kind = (enum notice_kind)db_number(s, 2),
        .post = db_id(s, 3),
        .held = db_id(s, 4),
        .state = (enum notice_state)db_number(s, 5),
        .created = db_number(s, 6),
        .due = db_number(s, 7),
        .attempts = db_unsigned(s, 8),
        .give_up = db_number(s, 9),
        .date = db_number(s, 10),
        .expiry = db_unsigned(s, 11),
        .revision = db_unsigned(s, 12),
        .generation = db_unsigned(s, 13),
        .content = db_unsigned(s, 14),
        .html = db_flag(s, 15),
        .promise = db_flag(s, 16),
        .audience = db_id(s, 17),
        .name = db_text(s, 18, ctx),
        .code = db_text(s, 19, ctx),
        .words = db_text(s, 20, ctx),
        .bounces = db_unsigned(s, 21),
        .payload = db_blob(s, 22, ctx),
        .corrects = db_unsigned(s, 23),
        .digest = db_id(s, 24),
        .because = db_text(s, 25, ctx),
        .language = db_text(s, 26, ctx),
        .about = db_id(s, 27),
    };
}

static enum outcome read_one(struct statement *s, const void *ctx, struct notice *out, struct fault *why)
{
    enum outcome outcome;
    bool row;

    *out = (struct notice){.id = 0};
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        read_notice(s, ctx, out);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_notice_add(struct db *db, const struct notice *n, bool *added, uint64_t *id, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO notice (person, kind, post, held, state, created, due, give_up, payload, corrects, digest, about)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                       " ON CONFLICT (post, person, corrects) WHERE post <> 0 DO NOTHING");
    enum outcome outcome;

    db_bind_number(s, (int64_t)n->person);
    db_bind_number(s, n->kind);
    db_bind_number(s, (int64_t)n->post);
    db_bind_number(s, (int64_t)n->held);
    db_bind_number(s, n->state);
    db_bind_number(s, n->created);
    db_bind_number(s, n->due);
    db_bind_number(s, n->give_up);
    db_bind_blob(s, n->payload);
    db_bind_number(s, n->corrects);
    db_bind_number(s, (int64_t)n->digest);
    db_bind_number(s, (int64_t)n->about);
    outcome = db_add(s, id, why);
    *added = outcome == DONE && *id != 0;
    return outcome;
}

enum outcome notice_read_all(struct statement *s, const void *ctx, struct notice **list, size_t *count, struct fault *why)
{
    size_t capacity = 0;
    enum outcome o;
    bool row;

    *list = NULL;
    *count = 0;
    while ((o = db_step(s, &row, why)) == DONE && row) {
        *list = mem_grow(ctx, *list, &capacity, *count + 1, sizeof **list);
        read_notice(s, ctx, &(*list)[(*count)++]);
    }
    return o;
}

enum outcome store_notice_due(struct db *db, const void *ctx, int64_t now, unsigned limit, struct notice **list,
                              size_t *count, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE state < 2 AND due <= $1 ORDER BY due, id LIMIT $2");

    db_bind_number(s, now);
    db_bind_number(s, limit);
    return notice_read_all(s, ctx, list, count, why);
}

enum outcome store_notice_lease(struct db *db, const struct notice *n, int64_t until, struct fault *why)
{
    struct statement *s = db_prepare(
        db, "UPDATE notice SET state = $1, due = $2, attempts = attempts + 1, give_up = $3, date = $4, expiry = $5, "
            "revision = $6,"
            " generation = $7, content = $8, html = $9, promise = $10, audience = $11, name = $12, because = $13, language = $14 WHERE id = $15");

    db_bind_number(s, NOTICE_LEASED);
    db_bind_number(s, until);
    db_bind_number(s, n->give_up);
    db_bind_number(s, n->date);
    db_bind_number(s, n->expiry);
    db_bind_number(s, n->revision);
    db_bind_number(s, n->generation);
    db_bind_number(s, n->content);
    db_bind_number(s, n->html);
    db_bind_number(s, n->promise);
    db_bind_number(s, (int64_t)n->audience);
    db_bind_text(s, n->name);
    db_bind_text(s, n->because == NULL ? "" : n->because);
    db_bind_text(s, n->language == NULL ? "" : n->language);
    db_bind_number(s, (int64_t)n->id);
    return db_run_one(s, "notice", why);
}

enum outcome store_notice_release(struct db *db, int64_t now, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, due = $2 WHERE state < 2 AND state = $3");

    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, now);
    db_bind_number(s, NOTICE_LEASED);
    return db_run(s, NULL, why);
}

enum outcome store_notice_get(struct db *db, const void *ctx, uint64_t id, struct notice *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return read_one(s, ctx, out, why);
}

enum outcome store_notice_of(struct db *db, const void *ctx, uint64_t person, uint64_t post, struct notice *out,
                             struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE post = $1 AND person = $2 AND corrects = 0 AND post <> 0");

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)person);
    return read_one(s, ctx, out, why);
}

enum outcome store_notice_last_of(struct db *db, const void *ctx, uint64_t person, uint64_t post, struct notice *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE post = $1 AND person = $2 AND post <> 0"
                                         " AND date <> 0 ORDER BY corrects DESC LIMIT 1");

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)person);
    return read_one(s, ctx, out, why);
}

/* What was claimed is mailed, sooner or later, and its revision does not change any more; so it is with what stood in a digest, unless that had
 * no room for it. Whose newest text is the same as that of the post need not hear of what happened in between. */
enum outcome store_notice_readers(struct db *db, const void *ctx, uint64_t post, unsigned revision, bool titles, struct people *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM notice WHERE post = $1 AND person > $2 AND post <> 0 AND date <> 0"
                                         " AND state IN ($3, $4, $5, $6) AND revision < $7 AND revision > 0 AND kind <> $8"
                                         " AND (coalesce((SELECT d.content FROM notice AS d WHERE d.id = notice.digest), content) <> $9 OR $10)"
                                         " GROUP BY person HAVING max(revision) <> (SELECT coalesce(max(revision.number), 0) FROM revision"
                                         " JOIN post ON post.id = revision.post WHERE revision.post = $1 AND revision.title = post.title"
                                         " AND revision.body = post.body) ORDER BY person LIMIT $11");

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)out->after);
    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, NOTICE_LEASED);
    db_bind_number(s, NOTICE_SENT);
    db_bind_number(s, NOTICE_DIGESTED);
    db_bind_number(s, revision);
    db_bind_number(s, NOTICE_RECEIPT);
    db_bind_number(s, FROZEN_TITLE);
    db_bind_number(s, titles);
    db_bind_number(s, out->limit);
    return db_read_ids(s, ctx, &out->ids, &out->count, why);
}

enum outcome store_notice_of_held(struct db *db, const void *ctx, uint64_t person, uint64_t held, struct notice *out,
                                  struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT " NOTICE_COLUMNS " FROM notice WHERE held = $1 AND person = $2 AND held <> 0 ORDER BY id DESC LIMIT 1");

    db_bind_number(s, (int64_t)held);
    db_bind_number(s, (int64_t)person);
    return read_one(s, ctx, out, why);
}

enum outcome store_notice_settle(struct db *db, uint64_t id, enum notice_state state, int64_t due, const char *code,
                                 const char *words, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, due = $2, code = $3, words = $4 WHERE id = $5");

    db_bind_number(s, state);
    db_bind_number(s, due);
    db_bind_text(s, code);
    db_bind_text(s, words);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "notice", why);
}

enum outcome store_notice_instead(struct db *db, uint64_t id, const struct notice *n, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, kind = $2, due = $3, give_up = $4, digest = 0 WHERE id = $5");

    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, n->kind);
    db_bind_number(s, n->due);
    db_bind_number(s, n->give_up);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "notice", why);
}

enum outcome store_notice_delay(struct db *db, uint64_t id, int64_t due, int64_t later, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, due = $2, give_up = give_up + $3 WHERE id = $4");

    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, due);
    db_bind_number(s, later);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "notice", why);
}

/* Stands in the words of what was withdrawn with its post: what the operator dropped, or settings kept in, does not come back with it. */
#define WITH_ITS_POST "hidden"

enum outcome store_notice_withdraw(struct db *db, uint64_t post, uint64_t *count, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "UPDATE notice SET state = $1, words = '" WITH_ITS_POST "' WHERE post = $2 AND post <> 0 AND state IN ($3, $4, $5)");
    enum outcome outcome;
    int64_t changed;

    db_bind_number(s, NOTICE_WITHDRAWN);
    db_bind_number(s, (int64_t)post);
    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, NOTICE_HELD_BACK);
    db_bind_number(s, NOTICE_GATHERED);
    outcome = db_run(s, &changed, why);
    *count = (uint64_t)changed;
    return outcome;
}

enum outcome store_notice_restore(struct db *db, uint64_t post, int64_t now, int64_t give_up, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE notice SET state = $1, words = '', digest = 0, due = CASE WHEN due < $2 THEN $2 ELSE due END,"
                                         " give_up = CASE WHEN give_up < $3 THEN $3 ELSE give_up END WHERE post = $4 AND post <> 0 AND state = $5"
                                         " AND words = '" WITH_ITS_POST "'");
    enum outcome outcome;
    int64_t changed;

    db_bind_number(s, NOTICE_WAITING);
    db_bind_number(s, now);
    db_bind_number(s, give_up);
    db_bind_number(s, (int64_t)post);
    db_bind_number(s, NOTICE_WITHDRAWN);
    outcome = db_run(s, &changed, why);
    *count = (uint64_t)changed;
    return outcome;
}

enum outcome store_notice_bounced(struct db *db, uint64_t id, bool hard, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "UPDATE notice SET bounces = bounces + 1, hard_bounces = hard_bounces + $1 WHERE id = $2");

    db_bind_number(s, hard);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "notice", why);
}

enum outcome store_notice_next_due(struct db *db, int64_t *due, struct fault *why)
{
    return db_read_number(db_prepare(db, "SELECT due FROM notice WHERE state < 2 ORDER BY due LIMIT 1"), NULL, due,
                          why);
}

/* $1 after, $2 the state (but in the first), last the limit. A plus sign keeps the planner from walking the whole table
 * by number for the few it wants. */
static const char list_unsent[] =
    "SELECT " NOTICE_COLUMNS " FROM notice WHERE id IN (SELECT id FROM notice WHERE state < 2 AND +id > $1"
    " UNION ALL SELECT id FROM notice WHERE state > 2 AND state = 5 AND id > $1) ORDER BY id LIMIT $2";
static const char list_open[] =
    "SELECT " NOTICE_COLUMNS " FROM notice WHERE state < 2 AND +id > $1 AND state = $2 ORDER BY +id LIMIT $3";
static const char list_sent[] = "SELECT " NOTICE_COLUMNS " FROM notice WHERE id > $1 AND state = $2 ORDER BY id LIMIT $3";
static const char list_rest[] =
    "SELECT " NOTICE_COLUMNS " FROM notice WHERE state > 2 AND id > $1 AND state = $2 ORDER BY id LIMIT $3";

static const char *list_of(int state)
{
    if (state < 0)
        return list_unsent;
    if (state < NOTICE_SENT)
        return list_open;
    return state == NOTICE_SENT ? list_sent : list_rest;
}

enum outcome store_notice_list(struct db *db, int state, uint64_t after, unsigned limit, store_notice_each *each,
                               void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, list_of(state));
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)after);
    if (state >= 0)
        db_bind_number(s, state);
    db_bind_number(s, limit);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct notice n;
        void *job = mem_job("row");

        read_notice(s, job, &n);
        each(arg, &n);
        mem_free(job);
    }
    return outcome;
}

enum outcome store_notice_count(struct db *db, enum notice_state state, uint64_t *count, struct fault *why)
{
    struct statement *s;

    if (state < NOTICE_SENT)
        s = db_prepare(db, "SELECT count(*) FROM notice WHERE state < 2 AND state = $1");
    else if (state > NOTICE_SENT)
        s = db_prepare(db, "SELECT count(*) FROM notice WHERE state > 2 AND state = $1");
    else
        s = db_prepare(db, "SELECT count(*) FROM notice WHERE state = $1"); /* nearly all of them: nothing but a scan */
    db_bind_number(s, state);
    return db_read_count(s, count, why);
}
