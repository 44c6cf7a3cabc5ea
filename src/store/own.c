#include "store/own.h"

#include "store/private.h"

/* Each of the posts whose numbers s finds. */
static enum outcome each_post(struct db *db, struct statement *s, store_post_each *each, void *arg, struct fault *why)
{
    void *job = mem_job("own");
    uint64_t *ids;
    size_t count;
    enum outcome o = db_read_ids(s, job, &ids, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++) {
        void *row = mem_zero(job, 0);
        struct post p;

        if ((o = store_post_get(db, row, ids[i], &p, why)) == DONE)
            each(arg, &p);
        mem_free(row);
    }
    mem_free(job);
    return o;
}

enum outcome store_own_posts(struct db *db, uint64_t person, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM post WHERE author = $1 ORDER BY id");

    db_bind_number(s, (int64_t)person);
    return each_post(db, s, each, arg, why);
}

enum outcome store_own_newest(struct db *db, uint64_t person, unsigned limit, store_post_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM post WHERE author = $1 ORDER BY publish DESC, id DESC LIMIT $2");

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, limit);
    return each_post(db, s, each, arg, why);
}

/* Of a question others wrote: nothing of one that they see no more, or that is not there for others (state 0 is): as forum_title. */
#define TITLE(question, person) "CASE WHEN " SEEN(question ".category", person) " AND (" question ".state = 0 OR " question ".author = " person ") THEN " question ".title ELSE '' END"

enum outcome store_own_votes(struct db *db, uint64_t person, store_own_vote_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT post.id, post.thread, post.kind, vote.value, vote.changed, " TITLE("question", "$1") " FROM vote"
                                         " JOIN post ON post.id = vote.post JOIN post AS question ON question.id = post.thread"
                                         " WHERE vote.person = $1 AND vote.value <> 0 ORDER BY post.id");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct own_vote v = {db_id(s, 0), db_id(s, 1), (enum post_kind)db_number(s, 2), (int)db_number(s, 3), db_number(s, 4), db_text(s, 5, job)};

        each(arg, &v);
        mem_free(job);
    }
    return o;
}

enum outcome store_own_threads(struct db *db, uint64_t person, store_own_thread_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT mine.thread, " TITLE("post", "$1") ", coalesce(pseudonym.name, ''), coalesce(participant.muted, 0) FROM"
            " (SELECT thread FROM participant WHERE person = $1 UNION SELECT thread FROM pseudonym WHERE person = $1) AS mine"
            " JOIN post ON post.id = mine.thread LEFT JOIN pseudonym ON pseudonym.thread = mine.thread AND pseudonym.person = $1"
            " LEFT JOIN participant ON participant.thread = mine.thread AND participant.person = $1 ORDER BY mine.thread");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");
        struct own_thread t = {db_id(s, 0), db_text(s, 1, job), db_text(s, 2, job), db_flag(s, 3)};

        each(arg, &t);
        mem_free(job);
    }
    return o;
}

enum outcome store_own_roles(struct db *db, uint64_t person, store_own_role_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT category.path AS place, role.rung FROM role JOIN category ON category.id = role.category"
                                         " WHERE role.person = $1 UNION ALL SELECT category.path, 0 FROM address"
                                         " JOIN member ON member.address = address.hash JOIN category ON category.id = member.category"
                                         " WHERE address.person = $1 ORDER BY place");
    enum outcome o;
    bool row;

    db_bind_number(s, (int64_t)person);
    while ((o = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");

        each(arg, db_text(s, 0, job), (enum rung)db_number(s, 1));
        mem_free(job);
    }
    return o;
}

enum outcome store_own_held(struct db *db, const void *ctx, uint64_t person, struct held **list, size_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM held WHERE person = $1 AND state = 0 ORDER BY id");
    uint64_t *ids;
    enum outcome o;

    db_bind_number(s, (int64_t)person);
    o = db_read_ids(s, ctx, &ids, count, why);
    *list = mem_array(ctx, *count, sizeof **list);
    for (size_t i = 0; i < *count && o == DONE; i++)
        o = store_held_get(db, ctx, ids[i], &(*list)[i], why);
    return o;
}

/* ---- forgetting ---- */

static enum outcome run_all(struct db *db, const char *const *list, uint64_t person, struct fault *why)
{
    enum outcome o = DONE;

    for (; *list != NULL && o == DONE; list++) {
        struct statement *s = db_prepare(db, *list);

        db_bind_number(s, (int64_t)person);
        o = db_run(s, NULL, why);
    }
    return o;
}

/* $1 the person in each. State 1 of a notice: it is under way. */
static const char *const forgetting[] = {
    "UPDATE category SET subscribers = subscribers - 1 WHERE id IN (SELECT category FROM subscription WHERE person = $1)",
    "DELETE FROM subscription WHERE person = $1",
    "DELETE FROM member WHERE address IN (SELECT hash FROM address WHERE person = $1)",
    "DELETE FROM follow WHERE person = $1",
    "DELETE FROM follow WHERE kind = 2 AND subject >= $1 || ' ' AND subject < $1 || '!'", /* a number and a name: FOLLOW_PERSON */
    "DELETE FROM notify WHERE person = $1",
    "DELETE FROM role WHERE person = $1",
    "DELETE FROM vote WHERE person = $1",
    "DELETE FROM participant WHERE person = $1",
    "DELETE FROM pseudonym WHERE person = $1",
    "DELETE FROM held WHERE person = $1",
    "DELETE FROM notice WHERE person = $1 AND state <> 1",
    "UPDATE audit SET person = 0 WHERE person = $1",
    "UPDATE person SET consent_mail = NULL, created = 0 WHERE id = $1",
    "DELETE FROM address WHERE person = $1 AND id > (SELECT min(id) FROM address WHERE person = $1)",
    NULL,
};

static const char *const erasing[] = {
    "DELETE FROM address WHERE person = $1",
    "DELETE FROM notice WHERE person = $1",
    "UPDATE person SET content = 0, html = 1, language = '', greeted = 0 WHERE id = $1", /* how the last mail was to be */
    NULL,
};

/* $1 are bytes or a text in place of what stood there, $2 the person. */
static enum outcome put(struct db *db, const char *sql, uint64_t person, struct str bytes, struct fault *why)
{
    struct statement *s = db_prepare(db, sql);

    db_bind_blob(s, bytes);
    db_bind_number(s, (int64_t)person);
    return db_run(s, NULL, why);
}

enum outcome store_own_forget(struct db *db, uint64_t person, const unsigned char hash[SEAL_HASH], const char *someone, struct fault *why)
{
    enum outcome o = run_all(db, forgetting, person, why);

    if (o == DONE)
        o = put(db, "UPDATE post SET name = CAST($1 AS TEXT), anonymous = 1 WHERE author = $2", person, str_of(someone), why);
    if (o == DONE)
        o = put(db, "UPDATE address SET hash = $1 WHERE person = $2", person, str_from(hash, SEAL_HASH), why);
    return o == DONE ? put(db, "UPDATE event SET receipt = $1 WHERE actor = $2", person, STR(""), why) : o;
}

enum outcome store_own_erase(struct db *db, uint64_t person, struct fault *why)
{
    static const unsigned char zeros[SEAL_HASH];
    enum outcome o = run_all(db, erasing, person, why);

    if (o == DONE)
        o = put(db, "UPDATE journal SET address = $1, person = 0 WHERE person = $2", person, str_from(zeros, SEAL_HASH), why);
    if (o == DONE) /* FTS5 keeps words of deleted rows until its segments are merged */
        o = db_run(db_prepare(db, "INSERT INTO search (search) VALUES ('optimize')"), NULL, why);
    db->cut_wal = true;
    return o;
}

enum outcome store_own_gone(struct db *db, uint64_t person, int kind, int64_t created, bool *gone, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM notice WHERE post = 0 AND kind <> 22 AND created = $1 AND person = $2"
                                         " AND kind = $3 AND state IN (0, 1, 5)"); /* waiting, leased, held back */
    uint64_t count;
    enum outcome o;

    db_bind_number(s, created);
    db_bind_number(s, (int64_t)person);
    db_bind_number(s, kind);
    o = db_read_count(s, &count, why);
    *gone = count == 0;
    return o;
}

enum outcome store_post_rate_most(struct db *db, uint64_t author, int64_t since, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM post WHERE author = $1 AND publish >= $2");

    db_bind_number(s, (int64_t)author);
    db_bind_number(s, since);
    return db_read_count(s, count, why);
}

enum outcome store_post_rate(struct db *db, uint64_t author, enum post_kind kind, int64_t since, uint64_t *count,
                             int64_t *oldest, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT count(*), coalesce(min(created), 0) FROM post WHERE author = $1 AND publish >= $2 AND created >= $2 AND kind = $3");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)author);
    db_bind_number(s, since);
    db_bind_number(s, kind);
    outcome = db_step(s, &row, why);
    *count = 0;
    *oldest = 0;
    if (outcome == DONE && row) {
        *count = db_id(s, 0);
        *oldest = db_number(s, 1);
        db_finish(s);
    }
    return outcome;
}
