#include "store/member.h"

#include "store/private.h"

enum outcome store_category_seen(struct db *db, uint64_t category, uint64_t person, bool *yes, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT 1 WHERE " SEEN("$1", "$2"));
    int64_t one;

    db_bind_number(s, (int64_t)category);
    db_bind_number(s, (int64_t)person);
    return db_read_number(s, yes, &one, why);
}

/* $1 the one, $2 the other. */
enum outcome store_category_as_open(struct db *db, uint64_t one, uint64_t other, bool *yes, struct fault *why)
{
    static const char closed[] = "SELECT 1 FROM category AS door JOIN category AS place ON " LIES_IN("place.path", "door.path")
        " WHERE door.access = 1 AND place.id = $1 AND NOT EXISTS"
        " (SELECT 1 FROM category AS other WHERE other.id = $2 AND " LIES_IN("other.path", "door.path") ") LIMIT 1";
    struct statement *s = db_prepare(db, closed);
    int64_t row;
    bool found = false;
    enum outcome o;

    db_bind_number(s, (int64_t)other);
    db_bind_number(s, (int64_t)one);
    o = db_read_number(s, &found, &row, why);
    *yes = o == DONE && !found;
    return o;
}

enum outcome store_member_set(struct db *db, uint64_t category, const unsigned char address[SEAL_HASH], bool in, int64_t now, bool *changed,
                              struct fault *why)
{
    struct statement *s = db_prepare(db, in ? "INSERT INTO member (category, address, since) VALUES ($1, $2, $3)"
                                              " ON CONFLICT (category, address) DO NOTHING"
                                            : "DELETE FROM member WHERE category = $1 AND address = $2");
    int64_t rows = 0;
    enum outcome o;

    db_bind_number(s, (int64_t)category);
    db_bind_blob(s, str_from(address, SEAL_HASH));
    if (in)
        db_bind_number(s, now);
    o = db_run(s, &rows, why);
    *changed = o == DONE && rows > 0;
    return o;
}

enum outcome store_members(struct db *db, const void *ctx, uint64_t category, uint64_t **people, size_t *count, uint64_t *unknown, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM member JOIN address ON address.hash = member.address WHERE category = $1 ORDER BY person");
    enum outcome o;

    db_bind_number(s, (int64_t)category);
    if ((o = db_read_ids(s, ctx, people, count, why)) != DONE)
        return o;
    s = db_prepare(db, "SELECT count(*) FROM member WHERE category = $1 AND NOT EXISTS (SELECT 1 FROM address WHERE address.hash = member.address)");
    db_bind_number(s, (int64_t)category);
    return db_read_count(s, unknown, why);
}
