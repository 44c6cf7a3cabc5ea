#include "store/post.h"

#include <stdio.h>

#include "store/private.h"

#define COLUMNS(title_and_body)                                                                                        \
    "post.id, post.kind, post.thread, post.parent, post.category, post.author, post.name, post.anonymous,"             \
    " post.state, post.created, post.publish, post.no_archive, " title_and_body ", post.best, post.ups, post.downs,"  \
    " post.closed, post.duplicate, post.closing, post.tags, post.follows, post.editor, post.related"
#define CURRENT COLUMNS("post.revision, post.revised, post.title, post.body")
#define REPLACED COLUMNS("revision.number, revision.made, revision.title, revision.body")

static void read_post(struct statement *s, const void *ctx, struct post *p)
{
    *p = (struct post){
        .id = db_id(s, 0),
        .kind = (enum post_kind)db_number(s, 1),
        .thread = db_id(s, 2),
        .parent = db_id(s, 3),
        .category = db_id(s, 4),
        .author = db_id(s, 5),
        .name = db_text(s, 6, ctx),
        .anonymous = db_flag(s, 7),
        .state = (enum post_state)db_number(s, 8),
        .created = db_number(s, 9),
        .publish = db_number(s, 10),
        .no_archive = db_flag(s, 11),
        .revision = db_unsigned(s, 12),
        .revised = db_number(s, 13),
        .title = db_text(s, 14, ctx),
        .body = db_text(s, 15, ctx),
        .best = db_id(s, 16),
        .ups = db_number(s, 17),
        .downs = db_number(s, 18),
        .closed = db_number(s, 19),
        .duplicate = db_id(s, 20),
        .closing = db_text(s, 21, ctx),
        .tags = db_text(s, 22, ctx),
        .follows = db_id(s, 23),
        .editor = db_id(s, 24),
        .related = db_text(s, 25, ctx),
    };
}

static enum outcome read_one(struct statement *s, const void *ctx, struct post *out, struct fault *why)
{
    enum outcome outcome;
    bool row;

    *out = (struct post){.id = 0};
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        read_post(s, ctx, out);
        db_finish(s);
    }
    return outcome;
}

static enum outcome read_each(struct statement *s, store_post_each *each, void *arg, struct fault *why)
{
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct post p;
        void *job = mem_job("row");

        read_post(s, job, &p);
        each(arg, &p);
        mem_free(job);
    }
    return outcome;
}

/* What can be found of the thread is to be brought up to date, from `due` on. */
static enum outcome make_stale(struct db *db, uint64_t thread, int64_t due, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO stale (thread, due) VALUES ($1, $2) ON CONFLICT (thread, due) DO NOTHING");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, due);
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

enum outcome store_post_get(struct db *db, const void *ctx, uint64_t id, struct post *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return read_one(s, ctx, out, why);
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

    db_bind_number(s, at);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "post", why);
}

enum outcome store_post_name(struct db *db, uint64_t id, const char *name, bool anonymous, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET name = $1, anonymous = $2 WHERE id = $3");

    db_bind_text(s, name);
    db_bind_number(s, anonymous);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "post", why);
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
    s = db_prepare(db, "INSERT INTO stale (thread, due) SELECT thread, 0 FROM post WHERE id = $1 ON CONFLICT (thread, due) DO NOTHING");
    db_bind_number(s, (int64_t)id);
    return db_run(s, NULL, why);
}

enum outcome store_post_editor(struct db *db, uint64_t id, uint64_t editor, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE post SET editor = $1 WHERE id = $2");

    db_bind_number(s, (int64_t)editor);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "post", why);
}

enum outcome store_post_revision(struct db *db, const void *ctx, uint64_t id, unsigned revision, struct post *out,
                                 struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE id = $1 AND revision = $2 UNION ALL "
                                         "SELECT " REPLACED " FROM revision JOIN post ON post.id = revision.post"
                                         " WHERE revision.post = $1 AND revision.number = $2");

    db_bind_number(s, (int64_t)id);
    db_bind_number(s, revision);
    return read_one(s, ctx, out, why);
}

enum outcome store_thread(struct db *db, uint64_t thread, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE thread = $1 ORDER BY id");

    db_bind_number(s, (int64_t)thread);
    return read_each(s, each, arg, why);
}

/* Of a post that is changed and changed again, the newest are looked at. */
#define REVISIONS "10"

enum outcome store_thread_revisions(struct db *db, uint64_t thread, store_post_each *each, void *arg, struct fault *why)
{
    /* Columns 1 and 13: the post's number and the revision's. */
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE thread = $1 UNION ALL "
                                         "SELECT " REPLACED " FROM post JOIN revision ON revision.post = post.id"
                                         " WHERE post.thread = $1 AND revision.number > post.revision - " REVISIONS " ORDER BY 1, 13");

    db_bind_number(s, (int64_t)thread);
    return read_each(s, each, arg, why);
}

enum outcome store_questions(struct db *db, uint64_t before, unsigned limit, store_post_each *each, void *arg,
                             struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT " CURRENT " FROM post WHERE parent IS NULL AND id < $1 AND kind = 0 ORDER BY id DESC LIMIT $2");

    db_bind_number(s, before == 0 || before > INT64_MAX ? INT64_MAX : (int64_t)before);
    db_bind_number(s, limit);
    return read_each(s, each, arg, why);
}

#define FOLLOW_UPS "50"

enum outcome store_follow_ups(struct db *db, uint64_t thread, int64_t now, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE follows IN (SELECT id FROM post AS p WHERE p.thread = $1)"
                                         " AND follows <> 0 AND state = 0 AND publish <= $2 ORDER BY id LIMIT " FOLLOW_UPS);

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, now);
    return read_each(s, each, arg, why);
}

enum outcome store_post_children(struct db *db, uint64_t id, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM post WHERE parent = $1 AND state = 0");

    db_bind_number(s, (int64_t)id);
    return db_read_count(s, count, why);
}

enum outcome store_post_last(struct db *db, const void *ctx, uint64_t author, int64_t now, struct post *out,
                             struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT " CURRENT
                       " FROM post WHERE author = $1 AND publish > $2 AND state = 0 ORDER BY post.id DESC LIMIT 1");

    db_bind_number(s, (int64_t)author);
    db_bind_number(s, now);
    return read_one(s, ctx, out, why);
}

/* --- who takes part ---------------------------------------------------------------------------------------------- */

enum { ROLE_ANSWERED = 1 << POST_ANSWER };

enum outcome store_participant_add(struct db *db, uint64_t thread, uint64_t person, enum post_kind as,
                                   struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO participant (thread, person, roles, muted) VALUES ($1, $2, $3, 0)"
                       " ON CONFLICT (thread, person) DO UPDATE SET roles = participant.roles | excluded.roles");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, 1 << as);
    return db_run(s, NULL, why);
}

enum outcome store_mute(struct db *db, uint64_t thread, uint64_t person, bool muted, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO participant (thread, person, roles, muted) VALUES ($1, $2, 0, $3)"
                                         " ON CONFLICT (thread, person) DO UPDATE SET muted = excluded.muted");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, muted);
    return db_run(s, NULL, why);
}

enum outcome store_muted(struct db *db, uint64_t thread, uint64_t person, bool *muted, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT muted FROM participant WHERE thread = $1 AND person = $2");
    enum outcome outcome;
    int64_t number;

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    outcome = db_read_number(s, NULL, &number, why);
    *muted = number != 0;
    return outcome;
}

enum outcome store_answerers(struct db *db, const void *ctx, uint64_t thread, uint64_t after, unsigned limit,
                             uint64_t **people, size_t *count, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT person FROM participant WHERE thread = $1 AND person > $2 AND (roles & $3) <> 0"
                       " ORDER BY person LIMIT $4");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)after);
    db_bind_number(s, ROLE_ANSWERED);
    db_bind_number(s, limit);
    return db_read_ids(s, ctx, people, count, why);
}

enum outcome store_answered(struct db *db, uint64_t thread, uint64_t person, bool *yes, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT 1 FROM participant WHERE thread = $1 AND person = $2 AND (roles & $3) <> 0");
    int64_t one;

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, ROLE_ANSWERED);
    return db_read_number(s, yes, &one, why);
}

/* Up from post $1 to what it all hangs below, and down to all comments there. */
#define COMMENT_LIST                                                                                                   \
    "WITH RECURSIVE above (id, parent, kind) AS (SELECT id, parent, kind FROM post WHERE id = $1 UNION ALL"            \
    " SELECT post.id, post.parent, post.kind FROM post JOIN above ON post.id = above.parent WHERE above.kind = 2),"    \
    " below (id, author, state) AS (SELECT id, 0, 1 FROM above WHERE kind <> 2 UNION ALL"                              \
    " SELECT post.id, post.author, post.state FROM post JOIN below ON post.parent = below.id WHERE post.kind = 2)"

enum outcome store_commenters(struct db *db, const void *ctx, uint64_t comment, uint64_t after, unsigned limit, uint64_t **people, size_t *count,
                              struct fault *why)
{
    struct statement *s = db_prepare(db, COMMENT_LIST " SELECT DISTINCT author FROM below WHERE state = 0 AND id < $1 AND author > $2"
                                                      " ORDER BY author LIMIT $3");

    db_bind_number(s, (int64_t)comment);
    db_bind_number(s, (int64_t)after);
    db_bind_number(s, limit);
    return db_read_ids(s, ctx, people, count, why);
}

/* Somebody whose mail is on, who has not muted the thread, nor turned that event (enum notify_event) off; `not` is not counted. */
#define HEARS(person, not, thread, event)                                                                              \
    person " <> " not " AND EXISTS (SELECT 1 FROM person WHERE person.id = " person " AND person.state = 1)"                 \
    " AND NOT EXISTS (SELECT 1 FROM participant AS muter WHERE muter.thread = " thread " AND muter.person = " person    \
    " AND muter.muted <> 0) AND NOT EXISTS (SELECT 1 FROM notify WHERE notify.person = " person                         \
    " AND notify.event = " event " AND notify.value = 1)"

enum outcome store_comment_audience(struct db *db, uint64_t post, uint64_t person, uint64_t *count, struct fault *why)
{
    static const char of[] = COMMENT_LIST
        " SELECT count(DISTINCT heard.author) FROM (SELECT author, 1 AS event FROM post WHERE id = $1 UNION ALL"
        " SELECT author, 7 FROM below WHERE state = 0) AS heard"
        " WHERE " HEARS("heard.author", "$2", "(SELECT thread FROM post WHERE id = $1)", "heard.event");
    struct statement *s = db_prepare(db, of);

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)person);
    return db_read_count(s, count, why);
}

enum outcome store_audience(struct db *db, uint64_t thread, uint64_t person, uint64_t *count, struct fault *why)
{
    static const char of[] =
        "SELECT count(DISTINCT heard.person) FROM (SELECT person, 0 AS event FROM participant WHERE thread = $1 AND (roles & 1) <> 0"
        " UNION ALL SELECT person, 3 FROM participant WHERE thread = $1 AND (roles & 2) <> 0"
        " UNION ALL SELECT person, 3 FROM follow WHERE kind = 0 AND subject = $2) AS heard"
        " WHERE " HEARS("heard.person", "$3", "$1", "heard.event");
    struct statement *s = db_prepare(db, of);
    char subject[24];

    snprintf(subject, sizeof subject, "%llu", (unsigned long long)thread);
    db_bind_number(s, (int64_t)thread);
    db_bind_text(s, subject);
    db_bind_number(s, (int64_t)person);
    return db_read_count(s, count, why);
}
