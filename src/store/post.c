/* A post is added, and changed. */
#include "store/post.h"

#include "store/private.h"

/* What can be found of the thread is to be brought up to date, from `due` on. */
static enum outcome make_stale(struct db *db, uint64_t thread, int64_t due, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO stale (thread, due) VALUES ($1, $2) ON CONFLICT (thread, due) DO NOTHING");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, due);
    return db_run(s, NULL, why);
}

/* The same of the thread a post stands in. */
static enum outcome make_thread_stale(struct db *db, uint64_t post, int64_t due, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO stale (thread, due) SELECT thread, $1 FROM post WHERE id = $2"
                                         " ON CONFLICT (thread, due) DO NOTHING");

    db_bind_number(s, due);
    db_bind_number(s, (int64_t)post);
    return db_run(s, NULL, why);
}

static enum outcome count_questions(struct db *db, uint64_t category, int difference, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE category SET questions = questions + $1 WHERE id = $2");

    db_bind_number(s, difference);
    db_bind_number(s, (int64_t)category);
    return db_run(s, NULL, why);
}

enum outcome store_post_add(struct db *db, struct post *p, struct fault *why)
{
    static const char add[] = "INSERT INTO post (id, kind, thread, parent, category, author, name, anonymous, state,"
                              " revision, created, publish, revised, no_archive, title, body, tags, follows, related)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    struct statement *s;
    enum outcome outcome = db_next(db, "post", &p->id, why);

    if (outcome != DONE)
        return outcome;
    if (p->kind == POST_QUESTION) /* the thread it begins: known beforehand, or a second write would have to say it */
        p->thread = p->id;
    p->revision = 1;
    s = db_prepare(db, add);
    db_bind_number(s, (int64_t)p->id);
    db_bind_number(s, p->kind);
    db_bind_id(s, p->thread);
    db_bind_id(s, p->parent);
    db_bind_id(s, p->category);
    db_bind_number(s, (int64_t)p->author);
    db_bind_text(s, p->name);
    db_bind_number(s, p->anonymous);
    db_bind_number(s, p->state);
    db_bind_number(s, p->created);
    /* Never before it was written: so that one index of an author's posts serves the hourly count and `undo`. */
    db_bind_number(s, p->publish > p->created ? p->publish : p->created);
    db_bind_number(s, p->created);
    db_bind_number(s, p->no_archive);
    db_bind_text(s, p->title);
    db_bind_text(s, p->body);
    db_bind_text(s, p->tags == NULL ? "" : p->tags);
    db_bind_number(s, (int64_t)p->follows);
    db_bind_text(s, p->related == NULL ? "" : p->related);
    outcome = db_run(s, NULL, why);
    if (outcome == DONE && p->kind == POST_QUESTION && p->state == POST_VISIBLE)
        outcome = count_questions(db, p->category, 1, why);
    return outcome == DONE ? make_stale(db, p->thread, p->publish > p->created ? p->publish : p->created, why) : outcome;
}

/* Nothing is left of an undone post: nobody but its author has seen it. */
static enum outcome empty_post(struct db *db, uint64_t id, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM revision WHERE post = $1");
    enum outcome outcome;

    db_bind_number(s, (int64_t)id);
    outcome = db_run(s, NULL, why);
    if (outcome != DONE)
        return outcome;
    s = db_prepare(db, "UPDATE post SET title = '', body = '', tags = '' WHERE id = $1");
    db_bind_number(s, (int64_t)id);
    return db_run(s, NULL, why);
}

/* What its author is in the thread follows from the posts that were not undone. */
static enum outcome recount_roles(struct db *db, uint64_t thread, uint64_t author, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE participant SET roles = (SELECT coalesce(sum(DISTINCT CASE kind WHEN "
                                         "0 THEN 1 WHEN 1 THEN 2 ELSE 4 END), 0)"
                                         " FROM post WHERE post.thread = $1 AND author = $2 AND state <> 1)"
                                         " WHERE thread = $1 AND person = $2");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)author);
    return db_run(s, NULL, why);
}

enum outcome store_post_state(struct db *db, uint64_t id, enum post_state state, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT state, kind, category, thread, author FROM post WHERE id = $1");
    uint64_t category, thread, author;
    enum post_state before;
    enum post_kind kind;
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)id);
    outcome = db_step(s, &row, why);
    if (outcome != DONE)
        return outcome;
    if (!row)
        return fault_set(why, REFUSED, "5.3.0", "no such post");
    before = (enum post_state)db_number(s, 0);
    kind = (enum post_kind)db_number(s, 1);
    category = db_id(s, 2);
    thread = db_id(s, 3);
    author = db_id(s, 4);
    db_finish(s);
    if (before == state)
        return DONE;

    s = db_prepare(db, "UPDATE post SET state = $1 WHERE id = $2");
    db_bind_number(s, state);
    db_bind_number(s, (int64_t)id);
    outcome = db_run(s, NULL, why);
    if (outcome == DONE)
        outcome = make_stale(db, thread, 0, why);
    if (outcome == DONE && state == POST_UNDONE)
        outcome = empty_post(db, id, why);
    if (outcome == DONE && (state == POST_UNDONE || before == POST_UNDONE))
        outcome = recount_roles(db, thread, author, why);
    if (outcome == DONE && kind == POST_QUESTION && (state == POST_VISIBLE || before == POST_VISIBLE))
        outcome = count_questions(db, category, state == POST_VISIBLE ? 1 : -1, why);
    return outcome;
}

enum outcome store_post_publish(struct db *db, uint64_t id, int64_t at, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET publish = $1 WHERE id = $2");
    enum outcome outcome;

    db_bind_number(s, at);
    db_bind_number(s, (int64_t)id);
    if ((outcome = db_run_one(s, "post", why)) != DONE)
        return outcome;
    return make_thread_stale(db, id, at, why);
}

enum outcome store_post_tags(struct db *db, uint64_t question, const char *tags, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET tags = $1 WHERE id = $2");
    enum outcome outcome;

    db_bind_text(s, tags);
    db_bind_number(s, (int64_t)question);
    outcome = db_run_one(s, "post", why);
    return outcome == DONE ? make_stale(db, question, 0, why) : outcome;
}

enum outcome store_post_move(struct db *db, const struct post *question, uint64_t category, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET category = $1 WHERE thread = $2");
    enum outcome outcome;

    db_bind_id(s, category);
    db_bind_number(s, (int64_t)question->id);
    outcome = db_run(s, NULL, why);
    if (outcome != DONE || question->state != POST_VISIBLE)
        return outcome;
    outcome = count_questions(db, question->category, -1, why);
    return outcome == DONE ? count_questions(db, category, 1, why) : outcome;
}

enum outcome store_post_convert(struct db *db, const struct post *p, enum post_kind kind, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET kind = $1, parent = thread WHERE id = $2");
    enum outcome outcome;

    db_bind_number(s, kind);
    db_bind_number(s, (int64_t)p->id);
    outcome = db_run_one(s, "post", why);
    if (outcome == DONE)
        outcome = recount_roles(db, p->thread, p->author, why);
    return outcome == DONE ? make_stale(db, p->thread, 0, why) : outcome;
}

enum outcome store_post_close(struct db *db, uint64_t id, int64_t at, uint64_t duplicate, const char *reason, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET closed = $1, duplicate = $2, closing = $3 WHERE id = $4");

    db_bind_number(s, at);
    db_bind_number(s, (int64_t)duplicate);
    db_bind_text(s, reason);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "post", why);
}

enum outcome store_post_revise(struct db *db, uint64_t id, const char *title, const char *body, int64_t now,
                               struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO revision (post, number, made, title, body)"
                                         " SELECT id, revision, revised, title, body FROM post WHERE id = $1");
    enum outcome outcome;

    db_bind_number(s, (int64_t)id);
    outcome = db_run_one(s, "post", why);
    if (outcome != DONE)
        return outcome;
    s = db_prepare(db, "UPDATE post SET revision = revision + 1, editor = 0, revised = $1, title = $2, body = $3 WHERE id = $4");
    db_bind_number(s, now);
    db_bind_text(s, title);
    db_bind_text(s, body);
    db_bind_number(s, (int64_t)id);
    outcome = db_run(s, NULL, why);
    if (outcome != DONE)
        return outcome;
    return make_thread_stale(db, id, 0, why);
}

enum outcome store_post_editor(struct db *db, uint64_t id, uint64_t editor, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET editor = $1 WHERE id = $2");

    db_bind_number(s, (int64_t)editor);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "post", why);
}
