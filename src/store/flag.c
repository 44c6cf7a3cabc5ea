#include "store/flag.h"

#include "store/private.h"

enum outcome store_flag_add(struct db *db, uint64_t post, const unsigned char mark[SEAL_HASH], int64_t now, bool *added, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO flag (post, mark, at) VALUES ($1, $2, $3) ON CONFLICT (post, mark) DO NOTHING");
    int64_t changed = 0;
    enum outcome o;

    db_bind_number(s, (int64_t)post);
    db_bind_blob(s, str_from(mark, SEAL_HASH));
    db_bind_number(s, now);
    o = db_run(s, &changed, why);
    *added = changed > 0;
    return o;
}

enum outcome store_flag_remove(struct db *db, uint64_t post, const unsigned char mark[SEAL_HASH], bool *removed, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM flag WHERE post = $1 AND mark = $2");
    int64_t changed = 0;
    enum outcome o;

    db_bind_number(s, (int64_t)post);
    db_bind_blob(s, str_from(mark, SEAL_HASH));
    o = db_run(s, &changed, why);
    *removed = changed > 0;
    return o;
}

enum outcome store_flag_count(struct db *db, uint64_t post, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM flag WHERE post = $1");

    db_bind_number(s, (int64_t)post);
    return db_read_count(s, count, why);
}

enum outcome store_flags_clear(struct db *db, uint64_t post, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "DELETE FROM flag WHERE post = $1");
    int64_t changed = 0;
    enum outcome o;

    db_bind_number(s, (int64_t)post);
    o = db_run(s, &changed, why);
    *count = (uint64_t)changed;
    return o;
}

enum outcome store_flags(struct db *db, store_flags_each *each, void *arg, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT post, count(*) FROM flag GROUP BY post ORDER BY post DESC LIMIT 200");
    enum outcome o;
    bool row;

    while ((o = db_step(s, &row, why)) == DONE && row)
        each(arg, db_id(s, 0), db_id(s, 1));
    return o;
}
