/* The tables, as numbered migrations. What is written here in capitals is SQLite's spelling of what PostgreSQL says
 * otherwise (GENERATED ALWAYS AS IDENTITY, nothing, BYTEA); everything else both understand. A number of 0 for "none"
 * is NULL only where a foreign key looks at it. An index stands where a query of this folder needs one, and nowhere
 * else. */
#include <stdio.h>

#include "store/private.h"

#define IDENTITY "INTEGER PRIMARY KEY AUTOINCREMENT" /* never given twice: tokens and key slots carry these numbers */
#define SEQUENCE "INTEGER PRIMARY KEY"               /* rising with time; nothing outside names it */
#define CLUSTERED " WITHOUT ROWID"                   /* rows stored in the order of the primary key */
#define BYTES "BLOB"

static const char first_people[] =
    "CREATE TABLE person ("
    " id " IDENTITY ", created BIGINT NOT NULL, state INTEGER NOT NULL, generation INTEGER NOT NULL DEFAULT 0,"
    " rung INTEGER NOT NULL DEFAULT 0, accepted BIGINT NOT NULL DEFAULT 0, name_mode INTEGER NOT NULL DEFAULT 0,"
    " handle TEXT NOT NULL DEFAULT '', folded TEXT UNIQUE, content INTEGER NOT NULL DEFAULT 0,"
    " html INTEGER NOT NULL DEFAULT 1, consent_version INTEGER NOT NULL DEFAULT 0,"
    " consent_at BIGINT NOT NULL DEFAULT 0, consent_mail " BYTES ", greeted INTEGER NOT NULL DEFAULT 0);"

    "CREATE TABLE address ("
    " id " SEQUENCE ", person BIGINT NOT NULL REFERENCES person, hash " BYTES " NOT NULL UNIQUE,"
    " created BIGINT NOT NULL, sealed " BYTES " NOT NULL);"
    "CREATE INDEX address_person ON address (person);"

    "CREATE TABLE notify ("
    " person BIGINT NOT NULL REFERENCES person, event INTEGER NOT NULL, value INTEGER NOT NULL,"
    " PRIMARY KEY (person, event))" CLUSTERED ";"

    /* Of a thread that may not be there yet; the name stays taken when its bearer goes. */
    "CREATE TABLE pseudonym ("
    " thread BIGINT NOT NULL, person BIGINT NOT NULL, name TEXT NOT NULL,"
    " PRIMARY KEY (thread, person), UNIQUE (thread, name))" CLUSTERED ";";

static const char first_forum[] =
    "CREATE TABLE category ("
    " id " IDENTITY ", parent BIGINT REFERENCES category, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL,"
    " description TEXT NOT NULL, notice TEXT NOT NULL, subscribers BIGINT NOT NULL DEFAULT 0,"
    " questions BIGINT NOT NULL DEFAULT 0, closed INTEGER NOT NULL, created BIGINT NOT NULL);"

    "CREATE TABLE subscription ("
    " category BIGINT NOT NULL REFERENCES category, person BIGINT NOT NULL REFERENCES person, since BIGINT NOT NULL,"
    " PRIMARY KEY (category, person))" CLUSTERED ";"
    "CREATE INDEX subscription_person ON subscription (person, category);"

    /* The current revision stands in post; `revision` keeps those it replaced. */
    "CREATE TABLE post ("
    " id " IDENTITY ", kind INTEGER NOT NULL, thread BIGINT REFERENCES post, parent BIGINT REFERENCES post,"
    " category BIGINT REFERENCES category, author BIGINT NOT NULL REFERENCES person, name TEXT NOT NULL,"
    " anonymous INTEGER NOT NULL, state INTEGER NOT NULL, revision INTEGER NOT NULL, created BIGINT NOT NULL,"
    " publish BIGINT NOT NULL, revised BIGINT NOT NULL, no_archive INTEGER NOT NULL, title TEXT NOT NULL,"
    " body TEXT NOT NULL);"
    "CREATE INDEX post_thread ON post (thread);"
    "CREATE INDEX post_parent ON post (parent);" /* children; and, parent being none, questions */
    "CREATE INDEX post_author ON post (author, publish);"

    "CREATE TABLE revision ("
    " post BIGINT NOT NULL REFERENCES post, number INTEGER NOT NULL, made BIGINT NOT NULL, title TEXT NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY (post, number));"

    /* roles: 1 << enum post_kind, together; 0: only muted it. */
    "CREATE TABLE participant ("
    " thread BIGINT NOT NULL REFERENCES post, person BIGINT NOT NULL, roles INTEGER NOT NULL, muted INTEGER NOT NULL,"
    " PRIMARY KEY (thread, person))" CLUSTERED ";";

static const char first_notices[] =
    "CREATE TABLE event ("
    " id " SEQUENCE ", post BIGINT NOT NULL REFERENCES post, actor BIGINT NOT NULL, at BIGINT NOT NULL,"
    " due BIGINT NOT NULL, stage INTEGER NOT NULL, place BIGINT NOT NULL, people BIGINT NOT NULL,"
    " done INTEGER NOT NULL, receipt " BYTES " NOT NULL);"
    "CREATE INDEX event_post ON event (post);"
    "CREATE INDEX event_open ON event (id) WHERE done = 0;"

    "CREATE TABLE notice ("
    " id " IDENTITY ", person BIGINT NOT NULL, kind INTEGER NOT NULL, post BIGINT NOT NULL, held BIGINT NOT NULL,"
    " state INTEGER NOT NULL, created BIGINT NOT NULL, due BIGINT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,"
    " give_up BIGINT NOT NULL, date BIGINT NOT NULL DEFAULT 0, expiry INTEGER NOT NULL DEFAULT 0,"
    " revision INTEGER NOT NULL DEFAULT 0, generation INTEGER NOT NULL DEFAULT 0, content INTEGER NOT NULL DEFAULT 0,"
    " html INTEGER NOT NULL DEFAULT 0, promise INTEGER NOT NULL DEFAULT 0, audience BIGINT NOT NULL DEFAULT 0,"
    " name TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '',"
    " bounces INTEGER NOT NULL DEFAULT 0, hard_bounces INTEGER NOT NULL DEFAULT 0, payload " BYTES " NOT NULL);"
    /* Post first: an audience arrives post by post in the order of people, so these entries lie side by side. */
    "CREATE UNIQUE INDEX notice_once ON notice (post, person) WHERE post <> 0;"
    "CREATE INDEX notice_held ON notice (held) WHERE held <> 0;"
    "CREATE INDEX notice_due ON notice (due) WHERE state < 2;"        /* waiting, leased */
    "CREATE INDEX notice_rest ON notice (state, id) WHERE state > 2;" /* failed, withdrawn, held back: few */
    "CREATE INDEX notice_told ON notice (created) WHERE post = 0;";   /* for the sweep */

static const char first_books[] =
    "CREATE TABLE held ("
    " id " IDENTITY ", person BIGINT NOT NULL, reason INTEGER NOT NULL, state INTEGER NOT NULL,"
    " created BIGINT NOT NULL, expires BIGINT NOT NULL, asked BIGINT NOT NULL, domain " BYTES " NOT NULL,"
    " mail " BYTES " NOT NULL);"
    "CREATE INDEX held_expires ON held (expires);"
    "CREATE INDEX held_person ON held (person) WHERE state = 0;"
    "CREATE INDEX held_domain ON held (domain) WHERE state = 0;"

    "CREATE TABLE seen (id " SEQUENCE ", key " BYTES " NOT NULL UNIQUE, at BIGINT NOT NULL);"

    "CREATE TABLE budget ("
    " key " BYTES " NOT NULL PRIMARY KEY, ends BIGINT NOT NULL, used BIGINT NOT NULL)" CLUSTERED ";"
    "CREATE INDEX budget_ends ON budget (ends);"

    /* Written twice for each mail, read when the operator traces one: it has no index, and is read from end to end
       then. */
    "CREATE TABLE journal ("
    " id " SEQUENCE ", at BIGINT NOT NULL, direction INTEGER NOT NULL, person BIGINT NOT NULL, address " BYTES ","
    " message " BYTES ", post BIGINT NOT NULL, held BIGINT NOT NULL, notice BIGINT NOT NULL, event TEXT NOT NULL,"
    " setting TEXT NOT NULL, result TEXT NOT NULL);"

    "CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)" CLUSTERED ";";

/* A question's best answer stands in it; `ups` and `downs` are counted from the votes, `standing` from everything that
   gives points. */
static const char votes[] =
    "ALTER TABLE post ADD COLUMN best BIGINT NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN ups BIGINT NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN downs BIGINT NOT NULL DEFAULT 0;"

    "CREATE TABLE vote ("
    " post BIGINT NOT NULL REFERENCES post, person BIGINT NOT NULL, value INTEGER NOT NULL, since BIGINT NOT NULL,"
    " changed BIGINT NOT NULL, PRIMARY KEY (post, person))" CLUSTERED ";"

    "CREATE TABLE standing (person BIGINT NOT NULL PRIMARY KEY, points BIGINT NOT NULL)" CLUSTERED ";"

    /* What was posted before there were points. */
    "INSERT INTO standing (person, points) SELECT author, sum(CASE kind WHEN 0 THEN 20 WHEN 1 THEN 40 ELSE 0 END)"
    " FROM post WHERE state = 0 GROUP BY author;";

/* One row a thread. `due`: from when on what changed is to be found; a thread may wait for several posts in their hold. */
static const char search[] =
    "CREATE VIRTUAL TABLE search USING fts5 (title, question, answers, comments, tokenize = 'unicode61 remove_diacritics 2');"
    "CREATE TABLE stale (thread BIGINT NOT NULL, due BIGINT NOT NULL, PRIMARY KEY (thread, due))" CLUSTERED ";"
    "INSERT INTO stale (thread, due) SELECT DISTINCT thread, publish FROM post WHERE thread IS NOT NULL;";

/* `moderation`: 0 as the configuration says. A review is of a post in state 4 until it is decided. */
static const char moderation[] =
    "ALTER TABLE category ADD COLUMN moderation INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE category ADD COLUMN crisis TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE category ADD COLUMN crisis_words TEXT NOT NULL DEFAULT '';"

    "CREATE TABLE role ("
    " person BIGINT NOT NULL REFERENCES person, category BIGINT NOT NULL REFERENCES category, rung INTEGER NOT NULL,"
    " PRIMARY KEY (person, category))" CLUSTERED ";"

    "CREATE TABLE review ("
    " post BIGINT NOT NULL PRIMARY KEY REFERENCES post, since BIGINT NOT NULL, reason INTEGER NOT NULL,"
    " stage INTEGER NOT NULL, decided BIGINT NOT NULL DEFAULT 0, decider BIGINT NOT NULL DEFAULT 0,"
    " accepted INTEGER NOT NULL DEFAULT 0)" CLUSTERED ";"
    "CREATE INDEX review_open ON review (since) WHERE decided = 0;"

    "CREATE TABLE audit ("
    " id " SEQUENCE ", at BIGINT NOT NULL, actor BIGINT NOT NULL, verb TEXT NOT NULL, post BIGINT NOT NULL,"
    " person BIGINT NOT NULL, words TEXT NOT NULL);";

/* A correction is one more notice of a post, of the revision it tells of; its event has that revision as well. */
static const char corrections[] =
    "ALTER TABLE notice ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0;"
    "DROP INDEX notice_once;"
    "CREATE UNIQUE INDEX notice_once ON notice (post, person, corrects) WHERE post <> 0;"
    "ALTER TABLE event ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0;";

/* `closed`: since when a question takes nothing new; 0: it does. `duplicate`: the question that was asked before. */
static const char closing[] =
    "ALTER TABLE post ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN duplicate BIGINT NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN closing TEXT NOT NULL DEFAULT '';";

/* Of a question, one space between them, none in them. */
static const char tags[] = "ALTER TABLE post ADD COLUMN tags TEXT NOT NULL DEFAULT '';";

/* Of a question: the answer or comment it came of. */
static const char follow_ups[] = "ALTER TABLE post ADD COLUMN follows BIGINT NOT NULL DEFAULT 0;"
                                 "CREATE INDEX post_follows ON post (follows) WHERE follows <> 0;";

/* Who made the current revision; 0: its author. The operator's gift of points, which is counted from nothing. */
static const char editors[] = "ALTER TABLE post ADD COLUMN editor BIGINT NOT NULL DEFAULT 0;"
                              "ALTER TABLE standing ADD COLUMN bonus BIGINT NOT NULL DEFAULT 0;";

/* Minutes since midnight by the clocks of `zone` ("" : UTC), both the same: none. */
static const char hours[] =
    "ALTER TABLE person ADD COLUMN zone TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE person ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE person ADD COLUMN quiet_until INTEGER NOT NULL DEFAULT 0;";

/* The newest questions of a category, however few it has among all. */
static const char listing[] = "CREATE INDEX post_category ON post (category, id) WHERE kind = 0;";
/* Questions a question has words in common with, and their best answers, as they were when it was posted. */
static const char related[] = "ALTER TABLE post ADD COLUMN related TEXT NOT NULL DEFAULT '';";
/* `mark`: a keyed hash of post and person. */
static const char flags[] = "CREATE TABLE flag (post BIGINT NOT NULL, mark " BYTES " NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (post, mark))" CLUSTERED ";";

/* A notice about a post that is not sent at once is gathered: `digest` is the number of the notice it will stand in, which waits for its hour.
   That one is the known text of replies, so it is kept as long as notices of a post are. A subscription's `pace`: store/category.h. */
static const char digests[] =
    "ALTER TABLE notice ADD COLUMN digest BIGINT NOT NULL DEFAULT 0;"
    "CREATE INDEX notice_digest ON notice (digest) WHERE digest <> 0;"
    "CREATE INDEX notice_open_digest ON notice (person, due) WHERE kind = 22 AND state = 0;"
    "DROP INDEX notice_told;"
    "CREATE INDEX notice_told ON notice (created) WHERE post = 0 AND kind <> 22;"
    "ALTER TABLE subscription ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;";
/* "" : the forum's language, for a person; English, for a notice that was claimed before there were others. */
static const char languages[] = "ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT '';"
                                "ALTER TABLE notice ADD COLUMN language TEXT NOT NULL DEFAULT '';";

/* `subject`: a question's number, a tag, or what the author of a post is known by. `value`: enum pace. What a notice is because of is
   frozen with it, "" where its kind says it. */
static const char follows[] =
    "CREATE TABLE follow ("
    " kind INTEGER NOT NULL, subject TEXT NOT NULL, person BIGINT NOT NULL REFERENCES person, shown TEXT NOT NULL, since BIGINT NOT NULL,"
    " value INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (kind, subject, person))" CLUSTERED ";"
    "CREATE INDEX follow_person ON follow (person);"
    "ALTER TABLE notice ADD COLUMN because TEXT NOT NULL DEFAULT '';";

/* `alone`: not the categories below. */
static const char scopes[] = "ALTER TABLE subscription ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;";

/* The most mails a day a person wants of what others write; 0: as the configuration says. */
static const char most[] = "ALTER TABLE person ADD COLUMN most INTEGER NOT NULL DEFAULT 0;";

/* `access`: enum access. Whom a members-only category lets in, by the hash of their address: they need not have written yet. */
static const char members[] =
    "ALTER TABLE category ADD COLUMN access INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX category_door ON category (id) WHERE access = 1;"
    "CREATE TABLE member ("
    " category BIGINT NOT NULL REFERENCES category, address " BYTES " NOT NULL, since BIGINT NOT NULL,"
    " PRIMARY KEY (category, address))" CLUSTERED ";";

/* Nothing that person wrote is to stand on a public page. */
static const char archives[] = "ALTER TABLE person ADD COLUMN no_archive INTEGER NOT NULL DEFAULT 0;";

/* `about`: the post that a notice stands for in a digest, where it is not the one its person has of that post. */
static const char abouts[] = "ALTER TABLE notice ADD COLUMN about BIGINT NOT NULL DEFAULT 0;"
                             "CREATE INDEX audit_post ON audit (post);";
/* Of a question that came to another category, the one it left; of one that got other tags, those it got. */
static const char arrivals[] = "ALTER TABLE event ADD COLUMN came_from BIGINT NOT NULL DEFAULT 0;"
                               "ALTER TABLE event ADD COLUMN gained TEXT NOT NULL DEFAULT '';";

/* Who is blocked had said stop, or said so then. */
static const char stops[] = "ALTER TABLE person ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;";

/* Migration n (from 1) is row n - 1; a released row is never changed. */
static const char *const migrations[][4] = {
    {first_people, first_forum, first_notices, first_books},
    {votes},
    {search},
    {moderation},
    {corrections},
    {closing},
    {tags},
    {follow_ups},
    {editors},
    {hours},
    {listing},
    {digests},
    {related},
    {follows},
    {languages},
    {scopes},
    {flags},
    {most},
    {members},
    {archives},
    {abouts},
    {arrivals},
    {stops},
};

int schema_newest(void)
{
    return (int)(sizeof migrations / sizeof *migrations);
}

enum outcome schema_look(struct db *db, int *version, struct fault *why)
{
    enum outcome outcome;
    int64_t application = 0, number = 0, tables = 0;

    *version = 0;
    outcome = db_read_number(db_prepare(db, "PRAGMA application_id"), NULL, &application, why);
    if (outcome == DONE)
        outcome = db_read_number(db_prepare(db, "PRAGMA user_version"), NULL, &number, why);
    if (outcome == DONE)
        outcome = db_read_number(db_prepare(db, "SELECT count(*) FROM sqlite_schema"), NULL, &tables, why);
    if (outcome != DONE)
        return outcome;
    if (application != SCHEMA_APPLICATION && (application != 0 || number != 0 || tables != 0))
        return fault_set(why, REFUSED, "5.3.5", "%s is a database of some other program; nothing was changed",
                         db->path);
    if (number > schema_newest() || number < 0)
        return fault_set(why, REFUSED, "5.3.5",
                         "%s has schema %lld, this askpost knows up to %d: run the newer askpost; nothing was changed",
                         db->path, (long long)number, schema_newest());
    *version = (int)number;
    return DONE;
}

static enum outcome execute(struct db *db, const char *sql, struct fault *why)
{
    return db_outcome(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL), why);
}

/* Both numbers of the header change with the tables, in one transaction: a kill leaves the old schema or the new one.
 */
static enum outcome migrate_to(struct db *db, int version, struct fault *why)
{
    enum outcome outcome = db_begin(db, why);
    char numbers[100];

    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d", SCHEMA_APPLICATION,
             version);
    for (size_t i = 0; outcome == DONE && i < 4 && migrations[version - 1][i] != NULL; i++)
        outcome = execute(db, migrations[version - 1][i], why);
    if (outcome == DONE)
        outcome = execute(db, numbers, why);
    if (outcome == DONE)
        return db_commit(db, why);
    db_rollback(db);
    return outcome;
}

enum outcome schema_migrate(struct db *db, int version, struct fault *why)
{
    enum outcome outcome = DONE;

    while (outcome == DONE && version < schema_newest())
        outcome = migrate_to(db, ++version, why);
    return outcome;
}

enum outcome db_skip_numbers(struct db *db, struct fault *why)
{
    /* Tables that never had a row are not listed yet. */
    static const char add[] = "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table'"
                              " AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)";
    static const char skip[] =
        "UPDATE sqlite_sequence SET seq = seq + CASE name WHEN 'notice' THEN 1000000 ELSE 1000 END";
    int64_t changed;
    enum outcome o = db_run(db_prepare(db, add), &changed, why);

    return o == DONE ? db_run(db_prepare(db, skip), &changed, why) : o;
}
