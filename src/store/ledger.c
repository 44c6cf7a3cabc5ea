#include "store/ledger.h"

#include "store/private.h"

enum {
    DAY = 24 * 3600,
    KEPT_SEEN = 14 * DAY,   /* longer than any MTA's queue */
    KEPT_JOURNAL = 7 * DAY, /* whom a mail came from and went to is known no longer */
    KEPT_NOTICE = 90 * DAY, /* as long as its r token lives: it is the known text of a reply */
    KEPT_TOLD = 7 * DAY,    /* one without a post */
    KEPT_HELD = 7 * DAY     /* past its expiry; the mail itself went when it was settled */
};

enum outcome store_seen(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, bool *seen, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO seen (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING");
    enum outcome outcome;
    int64_t changed;

    db_bind_blob(s, str_from(key, SEAL_HASH));
    db_bind_number(s, now);
    outcome = db_run(s, &changed, why);
    *seen = outcome == DONE && changed == 0;
    return outcome;
}

/* Not RETURNING, as db_add says. */
enum outcome store_budget(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, int64_t seconds,
                          uint64_t limit, bool *allowed, struct fault *why)
{
    struct statement *s =
        db_prepare(db, "INSERT INTO budget (key, ends, used) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET"
                       " used = CASE WHEN budget.ends > $3 THEN budget.used + 1 ELSE 1 END,"
                       " ends = CASE WHEN budget.ends > $3 THEN budget.ends ELSE excluded.ends END");
    enum outcome outcome;
    uint64_t used = 0;

    db_bind_blob(s, str_from(key, SEAL_HASH));
    db_bind_number(s, now + seconds);
    db_bind_number(s, now);
    if ((outcome = db_run(s, NULL, why)) == DONE) {
        s = db_prepare(db, "SELECT used FROM budget WHERE key = $1");
        db_bind_blob(s, str_from(key, SEAL_HASH));
        outcome = db_read_count(s, &used, why);
    }
    *allowed = outcome == DONE && used <= limit;
    return outcome;
}

enum outcome store_budget_look(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, uint64_t *used, int64_t *ends,
                               struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT used, ends FROM budget WHERE key = $1 AND ends > $2");
    enum outcome outcome;
    bool row;

    *used = 0;
    *ends = now;
    db_bind_blob(s, str_from(key, SEAL_HASH));
    db_bind_number(s, now);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        *used = db_id(s, 0);
        *ends = db_number(s, 1);
        db_finish(s);
    }
    return outcome;
}

/* --- the journal ------------------------------------------------------------------------------------------------- */

static void bind_hash(struct statement *s, const unsigned char hash[SEAL_HASH])
{
    static const unsigned char none[SEAL_HASH];

    if (memcmp(hash, none, SEAL_HASH) == 0)
        db_bind_null(s);
    else
        db_bind_blob(s, str_from(hash, SEAL_HASH));
}

static void read_hash(struct statement *s, int column, unsigned char hash[SEAL_HASH])
{
    struct str bytes = db_str(s, column);

    memset(hash, 0, SEAL_HASH);
    if (bytes.n == SEAL_HASH)
        memcpy(hash, bytes.p, SEAL_HASH);
}

enum outcome store_journal_add(struct db *db, const struct journal_entry *e, struct fault *why)
{
    struct statement *s = db_prepare(
        db, "INSERT INTO journal (at, direction, person, address, message, post, held, notice, event, setting, result)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");

    db_bind_number(s, e->at);
    db_bind_number(s, e->direction);
    db_bind_number(s, (int64_t)e->person);
    bind_hash(s, e->address);
    bind_hash(s, e->message);
    db_bind_number(s, (int64_t)e->post);
    db_bind_number(s, (int64_t)e->held);
    db_bind_number(s, (int64_t)e->notice);
    db_bind_text(s, e->event);
    db_bind_text(s, e->setting);
    db_bind_text(s, e->result);
    return db_run(s, NULL, why);
}

enum outcome store_journal_walk(struct db *db, store_journal_wanted *wanted, store_journal_each *each, void *arg,
                                struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT at, direction, person, address, message, post, held, notice, event, setting, result FROM journal"
            " ORDER BY id");
    enum outcome outcome;
    bool row;

    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct journal_entry e = {
            .at = db_number(s, 0),
            .direction = (enum journal_direction)db_number(s, 1),
            .person = db_id(s, 2),
            .post = db_id(s, 5),
            .held = db_id(s, 6),
            .notice = db_id(s, 7),
        };
        void *job;

        read_hash(s, 3, e.address);
        read_hash(s, 4, e.message);
        if (!wanted(arg, &e))
            continue;
        job = mem_job("row");
        e.event = db_text(s, 8, job);
        e.setting = db_text(s, 9, job);
        e.result = db_text(s, 10, job);
        each(arg, &e);
        mem_free(job);
    }
    return outcome;
}

enum outcome store_journal_counts(struct db *db, int64_t since, store_journal_count_each *each, void *arg,
                                  struct fault *why)
{
    /* From the newest end back to the first that is too old: as much work as there is news. */
    struct statement *s = db_prepare(
        db, "SELECT event, count(*) FROM journal WHERE id > coalesce("
            "(SELECT id FROM journal WHERE at < $1 ORDER BY id DESC LIMIT 1), 0) GROUP BY event ORDER BY event");
    enum outcome outcome;
    bool row;

    db_bind_number(s, since);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");

        each(arg, db_text(s, 0, job), db_id(s, 1));
        mem_free(job);
    }
    return outcome;
}

/* --- single values ----------------------------------------------------------------------------------------------- */

enum outcome store_value_get(struct db *db, const void *ctx, const char *key, char **value, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT value FROM setting WHERE key = $1");
    enum outcome outcome;
    bool row;

    db_bind_text(s, key);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        *value = db_text(s, 0, ctx);
        db_finish(s);
    } else {
        *value = mem_string(ctx, "");
    }
    return outcome;
}

enum outcome store_value_set(struct db *db, const char *key, const char *value, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO setting (key, value) VALUES ($1, $2)"
                                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value");

    db_bind_text(s, key);
    db_bind_text(s, value);
    return db_run(s, NULL, why);
}

/* --- the sweep --------------------------------------------------------------------------------------------------- */

/* $1 the oldest time that is kept, $2 how many at once. Where numbers rise with time, the oldest `limit` numbers are
 * looked at. */
static const struct {
    int64_t kept;
    const char *sql;
} sweeps[] = {
    {KEPT_SEEN, "DELETE FROM seen WHERE at < $1 AND id < (SELECT min(id) + $2 FROM seen)"},
    {KEPT_JOURNAL, "DELETE FROM journal WHERE at < $1 AND id < (SELECT min(id) + $2 FROM journal)"},
    {KEPT_NOTICE, "DELETE FROM notice WHERE created < $1 AND id < (SELECT min(id) + $2 FROM notice)"},
    {KEPT_TOLD,
     "DELETE FROM notice WHERE id IN"
     " (SELECT id FROM notice WHERE post = 0 AND kind <> 22 AND created < $1 AND state IN (2, 3, 4) ORDER BY created LIMIT $2)"},
    {KEPT_HELD, "DELETE FROM held WHERE id IN"
                " (SELECT id FROM held WHERE expires < $1 AND state <> 0 ORDER BY expires LIMIT $2)"},
    {0, "DELETE FROM budget WHERE key IN (SELECT key FROM budget WHERE ends <= $1 ORDER BY ends LIMIT $2)"},
};

enum outcome store_sweep(struct db *db, int64_t now, unsigned limit, bool *more, struct fault *why)
{
    *more = false;
    for (size_t i = 0; i < sizeof sweeps / sizeof *sweeps; i++) {
        struct statement *s = db_prepare(db, sweeps[i].sql);
        enum outcome outcome;
        int64_t changed;

        db_bind_number(s, now - sweeps[i].kept);
        db_bind_number(s, limit);
        outcome = db_run(s, &changed, why);
        if (outcome != DONE)
            return outcome;
        *more = *more || changed > 0;
    }
    return DONE;
}
