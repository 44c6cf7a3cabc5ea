/* How the write-ahead log reaches the disk: in few writes, and synced by a thread where that was asked for. */
#include "store.h"
#include "store_disk.h"

#include "store/private.h"

static off_t wal_length(struct place *place)
{
    struct stat found;

    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &found), 0);
    return found.st_size;
}

static void put(struct place *place, const char *value)
{
    ok(db_begin(place->db, &place->why));
    place_set(place, "a", value);
}

static enum outcome put_later(struct place *place, const char *value)
{
    put(place, value);
    return db_commit_later(place->db, &place->why);
}

/* Pages and what stands before each: one write. What is spilled before the end is read back from where it was put. */
static void frames_are_written_together(void **state)
{
    struct place *place = *state;
    char *big = mem_zero(place, 1 << 20);
    long before;

    ok(db_commit(place->db, &place->why));
    memset(big, 'x', 20000);
    put(place, big);
    before = disk.writes;
    ok(db_commit(place->db, &place->why));
    assert_int_equal(disk.writes - before, 2); /* of them the sync is one */
    memset(big, 'y', (1 << 20) - 1);
    sqlite3_exec(place->db->handle, "PRAGMA cache_size = 10", NULL, NULL, NULL);
    put(place, big);
    assert_string_equal(place_get(place, place->db, "a"), big);
    before = disk.writes;
    ok(db_commit(place->db, &place->why));
    assert_true(disk.writes - before < 12); /* 250 pages */
    assert_string_equal(place_get(place, place->db, "a"), big);
    ok(db_begin(place->db, &place->why));
}

enum { ROWS = 60 };

static void set_row(struct place *place, unsigned row, char fill)
{
    char key[16], value[3001];

    snprintf(key, sizeof key, "row%u", row);
    memset(value, fill, 3000);
    value[3000] = '\0';
    place_set(place, key, value);
}

static char row_fill(struct place *place, unsigned row)
{
    char key[16];

    snprintf(key, sizeof key, "row%u", row);
    return place_get(place, place->db, key)[0];
}

/* A page that was spilled and changes again is written where it stands, among others that are appended. */
static void what_was_spilled_changes_again(void **state)
{
    struct place *place = *state;

    ok(db_commit(place->db, &place->why));
    sqlite3_exec(place->db->handle, "PRAGMA cache_size = 20", NULL, NULL, NULL);
    ok(db_begin(place->db, &place->why));
    for (unsigned i = 0; i < ROWS; i++)
        set_row(place, i, 'a');
    ok(db_commit(place->db, &place->why));
    ok(db_begin(place->db, &place->why));
    for (unsigned i = 0; i < ROWS; i += 2)
        set_row(place, i, 'b');
    for (unsigned i = 0; i < 10; i++)
        set_row(place, i, 'c');
    ok(db_commit(place->db, &place->why));
    mem_free(place->db);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    for (unsigned i = 0; i < ROWS; i++)
        assert_int_equal(row_fill(place, i), i < 10 ? 'c' : i % 2 == 0 ? 'b' : 'a');
    ok(db_begin(place->db, &place->why));
}

static void a_thread_syncs(void **state)
{
    struct place *place = *state;
    long syncs;

    ok(db_commit(place->db, &place->why));
    assert_int_equal(db_sync_descriptor(place->db), -1);
    for (int i = 0; i < 3; i++) {
        assert_false(db_syncing(place->db));
        syncs = disk.syncs;
        ok(put_later(place, i == 0 ? "1" : "2"));
        assert_true(db_syncing(place->db));
        assert_true(db_sync_descriptor(place->db) >= 0);
        put(place, "next"); /* under way meanwhile */
        ok(db_sync_end(place->db, &place->why));
        assert_false(db_syncing(place->db));
        assert_int_equal(disk.syncs - syncs, 1);
        ok(db_commit(place->db, &place->why));
        assert_int_equal(disk.syncs - syncs, 2);
    }
    put(place, "taken back");
    db_rollback(place->db);
    assert_string_equal(place_get(place, place->db, "a"), "next");
    disk.writes = 0;
    put(place, "half");
    disk.fail_at = 1;
    disk.code = SQLITE_IOERR_WRITE;
    assert_int_equal(db_commit_later(place->db, &place->why), RETRY); /* what cannot be written is not synced */
    disk.fail_at = 0;
    assert_false(db_syncing(place->db));
    assert_string_equal(place_get(place, place->db, "a"), "next");
    ok(db_begin(place->db, &place->why));
}

/* The kernel forgets pages that it could not write: what stands in the log is taken into the database and synced there before anything follows. */
static void a_failed_sync_stops_all(void **state)
{
    struct place *place = *state;

    ok(db_commit(place->db, &place->why));
    disk.unsynced = true;
    ok(put_later(place, "1"));
    assert_int_equal(db_sync_end(place->db, &place->why), RETRY);
    assert_string_equal(place->why.code, "4.3.0");
    assert_int_equal(db_begin(place->db, &place->why), RETRY);
    assert_string_equal(place->why.code, "4.3.0");
    assert_true(wal_length(place) > 0);
    disk.unsynced = false;
    ok(db_begin(place->db, &place->why));
    assert_int_equal(wal_length(place), 0);
    assert_string_equal(place_get(place, place->db, "a"), "1");
    db_rollback(place->db);
    ok(put_later(place, "2"));
    ok(db_sync_end(place->db, &place->why));
    ok(db_begin(place->db, &place->why));
}

/* It is told once, to whoever syncs next: a commit's own sync may hear what the thread's should have. */
static void a_failed_sync_fails_the_other(void **state)
{
    struct place *place = *state;

    ok(db_commit(place->db, &place->why));
    ok(put_later(place, "1"));
    while (!db_sync_ended(place->db))
        ;
    put(place, "2");
    disk.unsynced = true;
    assert_int_equal(db_commit(place->db, &place->why), RETRY);
    disk.unsynced = false;
    assert_int_equal(db_sync_end(place->db, &place->why), RETRY);
    ok(db_begin(place->db, &place->why));
    assert_int_equal(wal_length(place), 0);
    assert_string_equal(place_get(place, place->db, "a"), "1");
}

/* What a process left that may have been told of a failed sync is in the database before the next one goes on. */
static void opening_starts_over(void **state)
{
    struct place *place = *state;
    struct db *reader;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_open(place, place->data, DB_READER, &reader, &place->why)); /* it keeps the log from going at the end */
    mem_free(place->db);
    place->db = NULL;
    assert_true(wal_length(place) > 0);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_int_equal(wal_length(place), 0);
    assert_string_equal(place_get(place, place->db, "a"), "1");
    mem_free(reader);
    ok(db_begin(place->db, &place->why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(frames_are_written_together), STORE_UNIT(what_was_spilled_changes_again), STORE_UNIT(a_thread_syncs), STORE_UNIT(a_failed_sync_stops_all),
                                       STORE_UNIT(a_failed_sync_fails_the_other), STORE_UNIT(opening_starts_over)};

    disk_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
