#include "store/participant.h"

#include <stdio.h>

#include "store/private.h"

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

enum outcome store_answerers(struct db *db, const void *ctx, uint64_t thread, struct people *out, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "SELECT person FROM participant WHERE thread = $1 AND person > $2 AND (roles & $3) <> 0"
                       " ORDER BY person LIMIT $4");

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)out->after);
    db_bind_number(s, ROLE_ANSWERED);
    db_bind_number(s, out->limit);
    return db_read_ids(s, ctx, &out->ids, &out->count, why);
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

enum outcome store_commenters(struct db *db, const void *ctx, uint64_t post, uint64_t before, struct people *out, struct fault *why)
{
    /* Up to what it all hangs below, and down to all comments there. */
    static const char list[] =
        "WITH RECURSIVE above (id, parent, kind) AS (SELECT id, parent, kind FROM post WHERE id = $1 UNION ALL"
        " SELECT post.id, post.parent, post.kind FROM post JOIN above ON post.id = above.parent WHERE above.kind = 2),"
        " below (id, author, state) AS (SELECT id, 0, 1 FROM above WHERE kind <> 2 UNION ALL"
        " SELECT post.id, post.author, post.state FROM post JOIN below ON post.parent = below.id WHERE post.kind = 2)"
        " SELECT DISTINCT author FROM below WHERE state = 0 AND id < $2 AND author > $3 ORDER BY author LIMIT $4";
    struct statement *s = db_prepare(db, list);

    db_bind_number(s, (int64_t)post);
    db_bind_number(s, (int64_t)before);
    db_bind_number(s, (int64_t)out->after);
    db_bind_number(s, out->limit);
    return db_read_ids(s, ctx, &out->ids, &out->count, why);
}
