#include "store/category.h"

#include "store/private.h"

#define COLUMNS "id, parent, path, title, description, notice, subscribers, questions, closed, moderation, crisis, crisis_words, access," \
    " EXISTS (SELECT 1 FROM category AS door WHERE door.access = 1 AND " LIES_IN("category.path", "door.path") ")"

static void read_category(struct statement *s, const void *ctx, struct category *c)
{
    *c = (struct category){
        .id = db_id(s, 0),
        .parent = db_id(s, 1),
        .path = db_text(s, 2, ctx),
        .title = db_text(s, 3, ctx),
        .description = db_text(s, 4, ctx),
        .notice = db_text(s, 5, ctx),
        .subscribers = db_id(s, 6),
        .questions = db_id(s, 7),
        .closed = db_flag(s, 8),
        .moderation = (enum moderation)db_number(s, 9),
        .crisis = db_text(s, 10, ctx),
        .crisis_words = db_text(s, 11, ctx),
        .access = (enum access)db_number(s, 12),
        .members_only = db_flag(s, 13),
    };
}

static enum outcome read_one(struct statement *s, const void *ctx, struct category *out, struct fault *why)
{
    enum outcome outcome;
    bool row;

    *out = (struct category){.id = 0};
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        read_category(s, ctx, out);
        db_finish(s);
    }
    return outcome;
}

static unsigned depth_of(struct str path)
{
    unsigned depth = 0;
    struct str part;

    while (str_next_part(&path, '.', &part))
        depth++;
    return depth;
}

enum outcome store_category_add(struct db *db, const struct category *c, int64_t now, uint64_t *id, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO category (parent, path, title, description, notice, closed, created)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (path) DO NOTHING");
    void *job = mem_job("path");
    enum outcome outcome;

    *id = 0;
    db_bind_id(s, c->parent);
    db_bind_text(s, str_lower(job, str_of(c->path)));
    db_bind_text(s, c->title);
    db_bind_text(s, c->description);
    db_bind_text(s, c->notice);
    db_bind_number(s, c->closed);
    db_bind_number(s, now);
    if (depth_of(str_of(c->path)) > CATEGORY_DEPTH) {
        db_finish(s);
        outcome = fault_set(why, REFUSED, "5.3.0", "categories are at most %d deep", CATEGORY_DEPTH);
    } else {
        outcome = db_add(s, id, why);
    }
    if (outcome == DONE && *id == 0)
        outcome = fault_set(why, REFUSED, "5.3.0", "there is a category of that address already");
    mem_free(job);
    return outcome;
}

enum outcome store_category_put(struct db *db, const struct category *c, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "UPDATE category SET title = $1, description = $2, notice = $3, closed = $4, moderation = $5, crisis = $6,"
                       " crisis_words = $7, access = $8 WHERE id = $9");

    db_bind_text(s, c->title);
    db_bind_text(s, c->description);
    db_bind_text(s, c->notice);
    db_bind_number(s, c->closed);
    db_bind_number(s, c->moderation);
    db_bind_text(s, c->crisis == NULL ? "" : c->crisis);
    db_bind_text(s, c->crisis_words == NULL ? "" : c->crisis_words);
    db_bind_number(s, c->access);
    db_bind_number(s, (int64_t)c->id);
    return db_run_one(s, "category", why);
}

enum outcome store_category_get(struct db *db, const void *ctx, uint64_t id, struct category *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM category WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return read_one(s, ctx, out, why);
}

enum outcome store_category_by_path(struct db *db, const void *ctx, struct str path, struct category *out,
                                    struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM category WHERE path = $1");
    char *lower = str_lower(ctx, path); /* local parts are compared without case */
    enum outcome outcome;

    db_bind_str(s, str_from(lower, path.n));
    outcome = read_one(s, ctx, out, why);
    mem_free(lower);
    return outcome;
}

enum outcome store_category_number(struct db *db, const void *ctx, struct str path, uint64_t *id, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM category WHERE path = $1");
    char *lower = str_lower(ctx, path);
    enum outcome outcome;

    db_bind_str(s, str_from(lower, path.n));
    outcome = db_read_count(s, id, why);
    mem_free(lower);
    return outcome;
}

enum outcome store_category_parent(struct db *db, uint64_t id, uint64_t *parent, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT parent FROM category WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return db_read_count(s, parent, why);
}

enum outcome store_category_list(struct db *db, uint64_t person, store_category_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM category WHERE " SEEN("id", "$1") " ORDER BY path");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct category c;
        void *job = mem_job("row");

        read_category(s, job, &c);
        each(arg, &c);
        mem_free(job);
    }
    return outcome;
}

enum outcome store_subscribe(struct db *db, uint64_t category, uint64_t person, int64_t now, bool *changed,
                             struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO subscription (category, person, since) VALUES ($1, $2, $3)"
                                         " ON CONFLICT (category, person) DO NOTHING");
    enum outcome outcome;
    int64_t rows;

    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, now);
    outcome = db_run(s, &rows, why);
    *changed = outcome == DONE && rows > 0;
    if (!*changed)
        return outcome;
    s = db_prepare(db, "UPDATE category SET subscribers = subscribers + 1 WHERE id = $1");
    db_bind_number(s, (int64_t)category);
    return db_run(s, NULL, why);
}

enum outcome store_unsubscribe(struct db *db, uint64_t category, uint64_t person, bool *changed, struct fault *why)
{
    static const char count_down[] =
        "UPDATE category SET subscribers = subscribers - 1 WHERE id IN"
        " (SELECT category FROM subscription WHERE person = $1 AND ($2 = 0 OR category = $2))";
    static const char leave[] = "DELETE FROM subscription WHERE person = $1 AND ($2 = 0 OR category = $2)";
    struct statement *s = db_prepare(db, count_down);
    enum outcome outcome;
    int64_t rows;

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, (int64_t)category);
    outcome = db_run(s, &rows, why);
    *changed = outcome == DONE && rows > 0;
    if (!*changed)
        return outcome;
    s = db_prepare(db, leave);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, (int64_t)category);
    return db_run(s, NULL, why);
}

static enum outcome is_there(struct statement *s, uint64_t category, uint64_t person, bool *subscribed, struct fault *why)
{
    int64_t one;

    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)person);
    return db_read_number(s, subscribed, &one, why);
}

enum outcome store_subscribed(struct db *db, uint64_t category, uint64_t person, bool *subscribed, struct fault *why)
{
    return is_there(db_prepare(db, "SELECT 1 FROM subscription WHERE category = $1 AND person = $2"), category, person, subscribed, why);
}

enum outcome store_subscribed_below(struct db *db, uint64_t category, uint64_t person, bool *subscribed, struct fault *why)
{
    return is_there(db_prepare(db, "SELECT 1 FROM subscription WHERE category = $1 AND person = $2 AND alone = 0"), category, person, subscribed,
                    why);
}

enum outcome store_subscription_set_alone(struct db *db, uint64_t category, uint64_t person, bool alone, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE subscription SET alone = $1 WHERE category = $2 AND person = $3");

    db_bind_number(s, alone);
    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)person);
    return db_run(s, NULL, why);
}

enum outcome store_subscriptions(struct db *db, const void *ctx, uint64_t person, uint64_t **categories, size_t *count,
                                 struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT category FROM subscription WHERE person = $1 AND " SEEN("category", "$1") " ORDER BY category");

    db_bind_number(s, (int64_t)person);
    return db_read_ids(s, ctx, categories, count, why);
}

static enum outcome read_subscribers(struct statement *s, const void *ctx, uint64_t category, struct people *out, struct fault *why)
{
    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)out->after);
    db_bind_number(s, out->by);
    db_bind_number(s, out->limit);
    return db_read_ids(s, ctx, &out->ids, &out->count, why);
}

enum outcome store_subscribers(struct db *db, const void *ctx, uint64_t category, struct people *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM subscription WHERE category = $1 AND person > $2 AND since <= $3"
                                         " ORDER BY person LIMIT $4");

    return read_subscribers(s, ctx, category, out, why);
}

enum outcome store_subscribers_below(struct db *db, const void *ctx, uint64_t category, struct people *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM subscription WHERE category = $1 AND person > $2 AND since <= $3 AND alone = 0"
                                         " ORDER BY person LIMIT $4");

    return read_subscribers(s, ctx, category, out, why);
}

enum outcome store_subscribers_count(struct db *db, const struct category *c, uint64_t *count, struct fault *why)
{
    struct statement *s;

    *count = c->subscribers;
    if (!c->members_only)
        return DONE;
    s = db_prepare(db, "SELECT count(*) FROM subscription WHERE category = $1 AND " SEEN("$1", "subscription.person"));
    db_bind_number(s, (int64_t)c->id);
    return db_read_count(s, count, why);
}

enum outcome store_subscription_set_pace(struct db *db, uint64_t category, uint64_t person, enum pace pace, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE subscription SET pace = $1 WHERE category = $2 AND person = $3");

    db_bind_number(s, pace);
    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)person);
    return db_run(s, NULL, why);
}

/* Looks at a subscription to *category, and makes it the one above. */
static enum outcome pace_there(struct db *db, uint64_t *category, uint64_t person, bool itself, bool *found, enum pace *pace, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT parent, subscription.person, pace FROM category LEFT JOIN subscription"
                                         " ON subscription.category = category.id AND subscription.person = $1 AND (alone = 0 OR $2 = 1)"
                                         " WHERE category.id = $3");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, itself);
    db_bind_number(s, (int64_t)*category);
    *category = 0;
    if ((o = db_step(s, &row, why)) != DONE || !row)
        return o;
    *category = db_id(s, 0);
    *found = db_id(s, 1) != 0;
    *pace = (enum pace)db_number(s, 2);
    db_finish(s);
    return DONE;
}

/* One by one: mostly the first has it, and a recursive query makes a table of all above. */
enum outcome store_subscription_pace(struct db *db, uint64_t category, uint64_t person, bool *found, enum pace *pace, struct fault *why)
{
    enum outcome o = DONE;

    *found = false;
    *pace = PACE_UNSET;
    for (bool itself = true; o == DONE && category != 0 && !*found; itself = false)
        o = pace_there(db, &category, person, itself, found, pace, why);
    return o;
}
