#include "store/person.h"

#include "store/private.h"

#define COLUMNS                                                                                                        \
    "person.id, person.created, person.state, person.generation, person.rung, person.accepted, person.name_mode,"      \
    " person.handle, person.content, person.html, person.consent_version, person.consent_at, person.greeted,"                \
    " person.zone, person.quiet_from, person.quiet_until, person.language, person.most, person.no_archive, person.stopped"

static void read_person(struct statement *s, const void *ctx, struct person *p)
{
    *p = (struct person){
        .id = db_id(s, 0),
        .created = db_number(s, 1),
        .state = (enum person_state)db_number(s, 2),
        .generation = db_unsigned(s, 3),
        .rung = (enum rung)db_number(s, 4),
        .accepted = db_id(s, 5),
        .name_mode = (enum name_mode)db_number(s, 6),
        .handle = db_text(s, 7, ctx),
        .content = (enum content_mode)db_number(s, 8),
        .html = db_flag(s, 9),
        .consent_version = db_unsigned(s, 10),
        .consent_at = db_number(s, 11),
        .greeted = db_flag(s, 12),
        .zone = db_text(s, 13, ctx),
        .quiet_from = db_unsigned(s, 14),
        .quiet_until = db_unsigned(s, 15),
        .language = db_text(s, 16, ctx),
        .most = db_unsigned(s, 17),
        .no_archive = db_flag(s, 18),
        .stopped = db_flag(s, 19),
    };
}

static enum outcome read_one(struct statement *s, const void *ctx, struct person *out, struct fault *why)
{
    enum outcome outcome;
    bool row;

    *out = (struct person){.id = 0};
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        read_person(s, ctx, out);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_person_add(struct db *db, int64_t now, enum person_state state, uint64_t *id, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO person (created, state) VALUES ($1, $2)");

    db_bind_number(s, now);
    db_bind_number(s, state);
    return db_add(s, id, why);
}

enum outcome store_person_get(struct db *db, const void *ctx, uint64_t id, struct person *out, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM person WHERE id = $1");

    db_bind_number(s, (int64_t)id);
    return read_one(s, ctx, out, why);
}

enum outcome store_person_by_hash(struct db *db, const void *ctx, const unsigned char hash[SEAL_HASH],
                                  struct person *out, struct fault *why)
{
    struct statement *s = db_prepare(
        db, "SELECT " COLUMNS " FROM address JOIN person ON person.id = address.person WHERE address.hash = $1");

    db_bind_blob(s, str_from(hash, SEAL_HASH));
    return read_one(s, ctx, out, why);
}

enum outcome store_person_by_handle(struct db *db, const void *ctx, const char *folded, struct person *out,
                                    struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM person WHERE folded = $1");

    db_bind_text(s, folded);
    return read_one(s, ctx, out, why);
}

static enum outcome folded_is_free(struct db *db, uint64_t id, const char *folded, struct fault *why)
{
    struct statement *s;
    enum outcome outcome;
    int64_t other;
    bool found;

    if (folded[0] == '\0')
        return DONE;
    s = db_prepare(db, "SELECT id FROM person WHERE folded = $1 AND id <> $2");
    db_bind_text(s, folded);
    db_bind_number(s, (int64_t)id);
    outcome = db_read_number(s, &found, &other, why);
    if (outcome == DONE && found)
        return fault_set(why, REFUSED, "5.1.0", "that name is taken");
    return outcome;
}

enum outcome store_person_put(struct db *db, const struct person *p, const char *folded, struct fault *why)
{
    enum outcome outcome = folded_is_free(db, p->id, str_of(folded).p, why);
    struct statement *s;

    if (outcome != DONE)
        return outcome;
    s = db_prepare(
        db, "UPDATE person SET state = $1, generation = $2, rung = $3, accepted = $4, name_mode = $5, handle = $6,"
            " folded = $7, content = $8, html = $9, consent_version = $10, consent_at = $11, greeted = $12,"
            " zone = $13, quiet_from = $14, quiet_until = $15, language = $16, most = $17, no_archive = $18, stopped = $19 WHERE id = $20");
    db_bind_number(s, p->state);
    db_bind_number(s, p->generation);
    db_bind_number(s, p->rung);
    db_bind_number(s, (int64_t)p->accepted);
    db_bind_number(s, p->name_mode);
    db_bind_text(s, p->handle);
    if (folded == NULL || folded[0] == '\0')
        db_bind_null(s);
    else
        db_bind_text(s, folded);
    db_bind_number(s, p->content);
    db_bind_number(s, p->html);
    db_bind_number(s, p->consent_version);
    db_bind_number(s, p->consent_at);
    db_bind_number(s, p->greeted);
    db_bind_text(s, p->zone == NULL ? "" : p->zone);
    db_bind_number(s, p->quiet_from);
    db_bind_number(s, p->quiet_until);
    db_bind_text(s, p->language == NULL ? "" : p->language);
    db_bind_number(s, p->most);
    db_bind_number(s, p->no_archive);
    db_bind_number(s, p->stopped);
    db_bind_number(s, (int64_t)p->id);
    return db_run_one(s, "person", why);
}

/* Not store_person_put: who sets a handle writes its index as well, also where it stays the same. */
enum outcome store_person_accepted(struct db *db, const struct person *p, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE person SET rung = $1, accepted = $2 WHERE id = $3");

    db_bind_number(s, p->rung);
    db_bind_number(s, (int64_t)p->accepted);
    db_bind_number(s, (int64_t)p->id);
    return db_run_one(s, "person", why);
}

enum outcome store_person_greeted(struct db *db, uint64_t id, bool greeted, struct fault *why)
{
    struct statement *s = db_prepare(db, "UPDATE person SET greeted = $1 WHERE id = $2");

    db_bind_number(s, greeted);
    db_bind_number(s, (int64_t)id);
    return db_run(s, NULL, why);
}

enum outcome store_person_consent(struct db *db, uint64_t id, unsigned version, int64_t at, struct str mail_hash,
                                  struct fault *why)
{
    struct statement *s =
        db_prepare(db, "UPDATE person SET consent_version = $1, consent_at = $2, consent_mail = $3 WHERE id = $4");

    db_bind_number(s, version);
    db_bind_number(s, at);
    db_bind_blob(s, mail_hash);
    db_bind_number(s, (int64_t)id);
    return db_run_one(s, "person", why);
}

/* What refers to a person is taken away in this order, the person last. $1 the person, $2 the state, in each. */
static const char *const removal[] = {
    "UPDATE category SET subscribers = subscribers - 1 WHERE id IN (SELECT category FROM subscription WHERE person=$1)",
    "DELETE FROM subscription WHERE person = $1",
    "DELETE FROM follow WHERE person = $1",
    "DELETE FROM notify WHERE person = $1",
    "DELETE FROM address WHERE person = $1",
    "DELETE FROM person WHERE id = $1",
};

enum outcome store_person_remove(struct db *db, uint64_t id, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT id FROM person WHERE id = $1 AND state = $2 AND consent_version = 0"
                                         " AND NOT EXISTS (SELECT 1 FROM post WHERE author = $1)");
    enum outcome outcome;
    int64_t number;
    bool found;

    db_bind_number(s, (int64_t)id);
    db_bind_number(s, PERSON_NEWCOMER);
    outcome = db_read_number(s, &found, &number, why);
    for (size_t i = 0; outcome == DONE && found && i < sizeof removal / sizeof *removal; i++) {
        s = db_prepare(db, removal[i]);
        db_bind_number(s, (int64_t)id);
        outcome = db_run(s, NULL, why);
    }
    return outcome;
}

enum outcome store_person_list(struct db *db, uint64_t after, unsigned limit, store_person_each *each, void *arg,
                               struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT " COLUMNS " FROM person WHERE id > $1 ORDER BY id LIMIT $2");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)after);
    db_bind_number(s, limit);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        struct person p;
        void *job = mem_job("row");

        read_person(s, job, &p);
        each(arg, &p);
        mem_free(job);
    }
    return outcome;
}

enum outcome store_person_count(struct db *db, enum person_state state, uint64_t *count, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT count(*) FROM person WHERE state = $1");

    db_bind_number(s, state);
    return db_read_count(s, count, why);
}

enum outcome store_address_add(struct db *db, uint64_t person, const unsigned char hash[SEAL_HASH], struct str sealed,
                               int64_t now, struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO address (person, hash, created, sealed) VALUES ($1, $2, $3, $4)"
                                         " ON CONFLICT (hash) DO NOTHING");
    enum outcome outcome;
    int64_t changed;

    db_bind_number(s, (int64_t)person);
    db_bind_blob(s, str_from(hash, SEAL_HASH));
    db_bind_number(s, now);
    db_bind_blob(s, sealed);
    outcome = db_run(s, &changed, why);
    if (outcome == DONE && changed == 0)
        return fault_set(why, REFUSED, "5.1.0", "that address is somebody's already");
    return outcome;
}

enum outcome store_address_hash(struct db *db, uint64_t person, unsigned char hash[SEAL_HASH], bool *found, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT hash FROM address WHERE person = $1 ORDER BY id LIMIT 1");
    enum outcome outcome;
    bool row;

    *found = false;
    db_bind_number(s, (int64_t)person);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        struct str bytes = db_str(s, 0);

        *found = bytes.n == SEAL_HASH;
        if (*found)
            memcpy(hash, bytes.p, SEAL_HASH);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_address_of(struct db *db, const void *ctx, uint64_t person, struct str *sealed, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT sealed FROM address WHERE person = $1 ORDER BY id LIMIT 1");
    enum outcome outcome;
    bool row;

    *sealed = STR_EMPTY;
    db_bind_number(s, (int64_t)person);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        *sealed = db_blob(s, 0, ctx);
        db_finish(s);
    }
    return outcome;
}

enum outcome store_notify_get(struct db *db, uint64_t person, enum notify_event event, enum notify_value *value,
                              struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT value FROM notify WHERE person = $1 AND event = $2");
    enum outcome outcome;
    int64_t number;
    bool set;

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, event);
    outcome = db_read_number(s, &set, &number, why);
    *value = set ? (enum notify_value)number : event == NOTIFY_CATEGORY ? NOTIFY_DAILY : NOTIFY_NOW;
    return outcome;
}

enum outcome store_notify_set(struct db *db, uint64_t person, enum notify_event event, enum notify_value value,
                              struct fault *why)
{
    struct statement *s = db_prepare(db, "INSERT INTO notify (person, event, value) VALUES ($1, $2, $3)"
                                         " ON CONFLICT (person, event) DO UPDATE SET value = excluded.value");

    db_bind_number(s, (int64_t)person);
    db_bind_number(s, event);
    db_bind_number(s, value);
    return db_run(s, NULL, why);
}

enum outcome store_pseudonym_get(struct db *db, const void *ctx, uint64_t thread, uint64_t person, char **name,
                                 struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT name FROM pseudonym WHERE thread = $1 AND person = $2");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    outcome = db_step(s, &row, why);
    if (outcome == DONE && row) {
        *name = db_text(s, 0, ctx);
        db_finish(s);
    } else {
        *name = mem_string(ctx, "");
    }
    return outcome;
}

enum outcome store_pseudonym_set(struct db *db, uint64_t thread, uint64_t person, const char *name, struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT person FROM pseudonym WHERE thread = $1 AND name = $2");
    enum outcome outcome;
    uint64_t bearer;

    db_bind_number(s, (int64_t)thread);
    db_bind_text(s, name);
    outcome = db_read_count(s, &bearer, why);
    if (outcome != DONE)
        return outcome;
    if (bearer != 0 && bearer != person)
        return fault_set(why, REFUSED, "5.1.0", "that name is taken in this thread");
    s = db_prepare(db, "INSERT INTO pseudonym (thread, person, name) VALUES ($1, $2, $3)"
                       " ON CONFLICT (thread, person) DO UPDATE SET name = excluded.name");
    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    db_bind_text(s, name);
    return db_run(s, NULL, why);
}

enum outcome store_names_of_others(struct db *db, uint64_t thread, uint64_t person, const char *name, store_name_each *each, void *arg,
                                   struct fault *why)
{
    struct statement *s = db_prepare(db, "SELECT name FROM post WHERE thread = $1 AND author <> $2"
                                         " UNION SELECT name FROM pseudonym WHERE thread = $1 AND person <> $2 AND name = $3");
    enum outcome outcome;
    bool row;

    db_bind_number(s, (int64_t)thread);
    db_bind_number(s, (int64_t)person);
    db_bind_text(s, name);
    while ((outcome = db_step(s, &row, why)) == DONE && row) {
        void *job = mem_job("row");

        each(arg, db_text(s, 0, job));
        mem_free(job);
    }
    return outcome;
}
