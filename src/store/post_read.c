/* Posts as they stand, one or a list of them; revisions that were replaced as well. */
#include "store/post.h"

#include "store/private.h"

/* Its author's setting, as it is now, goes for all they wrote. */
#define NO_ARCHIVE "(post.no_archive OR (SELECT person.no_archive FROM person WHERE person.id = post.author))"
#define COLUMNS(title_and_body)                                                                                        \
    "post.id, post.kind, post.thread, post.parent, post.category, post.author, post.name, post.anonymous,"             \
    " post.state, post.created, post.publish, " NO_ARCHIVE ", " title_and_body ", post.best, post.ups, post.downs,"  \
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

enum outcome store_post_get(struct db *db, const void *ctx, uint64_t id, struct post *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " CURRENT " FROM post WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return read_one(s, ctx, out, why);
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
