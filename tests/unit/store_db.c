/* The database as it is opened, shared, committed and copied. */
#include <signal.h>
#include <sys/wait.h>

#include "store.h"

#include "store/private.h"

static int64_t pragma(struct place *place, struct db *db, const char *sql)
{
    int64_t number;

    ok(db_read_number(db_prepare(db, sql), NULL, &number, &place->why));
    return number;
}

static void settings_are_in_force(void **state)
{
    struct place *place = *state;
    struct statement *s;
    struct stat found;
    struct db *reader;
    bool row;

    ok(db_commit(place->db, &place->why));
    assert_int_equal(pragma(place, place->db, "PRAGMA synchronous"), 2);
    assert_int_equal(pragma(place, place->db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(pragma(place, place->db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(pragma(place, place->db, "PRAGMA temp_store"), 2);
    assert_int_equal(pragma(place, place->db, "PRAGMA wal_autocheckpoint"), 0);
    assert_int_equal(pragma(place, place->db, "PRAGMA cell_size_check"), 1);
    assert_int_equal(pragma(place, place->db, "PRAGMA secure_delete"), 1);
    assert_int_equal(pragma(place, place->db, "PRAGMA busy_timeout"), 2000);
    assert_int_equal(pragma(place, place->db, "PRAGMA mmap_size"), 0);
    s = db_prepare(place->db, "PRAGMA journal_mode");
    ok(db_step(s, &row, &place->why));
    assert_string_equal(db_text(s, 0, place), "wal");
    db_finish(s);
    ok(db_open(place, place->data, DB_READER, &reader, &place->why));
    assert_int_equal(pragma(place, reader, "PRAGMA query_only"), 1);
    assert_int_equal(pragma(place, reader, "PRAGMA wal_autocheckpoint"), 0);
    mem_free(reader);
    assert_int_equal(stat(place_file(place, "askpost.db"), &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    assert_int_equal(stat(place_file(place, "ballast"), &found), 0);
    assert_true(found.st_blocks * 512 > CHECKPOINT_PAGES * 4096);
    assert_true(db_free_space(place->db) > 0);
}

static void mode_is_ours_whatever_the_umask(void **state)
{
    struct place *place = place_make();
    mode_t before = umask(0);
    struct stat found;

    (void)state;
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_int_equal(stat(place_file(place, "askpost.db"), &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    umask(before);
    place_remove(place);
}

static void reopened(void **state)
{
    struct place *place = *state;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_begin(place->db, &place->why));
    place_set(place, "a", "2");
    mem_free(place->db); /* never committed */
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_string_equal(place_get(place, place->db, "a"), "1");
}

static void savepoints(void **state)
{
    struct place *place = *state;

    place_set(place, "a", "kept");
    ok(db_savepoint(place->db, &place->why));
    place_set(place, "a", "dropped");
    place_set(place, "b", "dropped");
    db_rollback_to(place->db);
    ok(db_savepoint(place->db, &place->why));
    place_set(place, "c", "kept");
    ok(db_savepoint(place->db, &place->why)); /* one in another */
    place_set(place, "c", "dropped");
    db_rollback_to(place->db);
    ok(db_release(place->db, &place->why));
    assert_true(db_in_transaction(place->db));
    ok(db_commit(place->db, &place->why));
    assert_false(db_in_transaction(place->db));
    assert_string_equal(place_get(place, place->db, "a"), "kept");
    assert_string_equal(place_get(place, place->db, "b"), "");
    assert_string_equal(place_get(place, place->db, "c"), "kept");

    ok(db_begin(place->db, &place->why));
    assert_int_equal(db_begin(place->db, &place->why), RETRY);
    place_set(place, "a", "dropped");
    db_rollback(place->db);
    assert_string_equal(place_get(place, place->db, "a"), "kept");
    assert_int_equal(db_savepoint(place->db, &place->why), RETRY);
    assert_int_equal(db_commit(place->db, &place->why), RETRY);
}

static void one_writer(void **state)
{
    struct place *place = *state;
    struct db *second;
    pid_t child;
    int status;

    assert_int_equal(db_open(place, place->data, DB_WRITER, &second, &place->why), RETRY);
    assert_null(second);
    child = fork();
    if (child == 0)
        _exit(db_open(NULL, place->data, DB_WRITER, &second, &place->why) == RETRY ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void readers_see_what_was_committed(void **state)
{
    struct place *place = *state;
    struct db *reader;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_open(place, place->data, DB_READER, &reader, &place->why));
    ok(db_begin(place->db, &place->why));
    place_set(place, "a", "2");
    assert_string_equal(place_get(place, reader, "a"), "1");
    ok(db_read_begin(reader, &place->why));
    assert_string_equal(place_get(place, reader, "a"), "1");
    ok(db_commit(place->db, &place->why));
    assert_string_equal(place_get(place, reader, "a"), "1"); /* one view */
    db_read_end(reader);
    assert_string_equal(place_get(place, reader, "a"), "2");
    assert_int_equal(store_value_set(reader, "a", "3", &place->why), RETRY);
    mem_free(reader);
}

static void closing_reader_leaves_the_wal(void **state)
{
    struct place *place = *state;
    struct stat before, after;
    struct db *reader;
    pid_t child;
    int status;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    child = fork(); /* a writer that is killed leaves its WAL: the reader is then the last to close */
    if (child == 0) {
        kill(getpid(), SIGKILL);
        _exit(1);
    }
    waitpid(child, &status, 0);
    sqlite3_db_config(place->db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    mem_free(place->db);
    place->db = NULL;
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &before), 0);
    assert_true(before.st_size > 0);
    ok(db_open(place, place->data, DB_READER, &reader, &place->why));
    assert_string_equal(place_get(place, reader, "a"), "1");
    mem_free(reader);
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_string_equal(place_get(place, place->db, "a"), "1");
}

static void checkpoints(void **state)
{
    struct place *place = *state;
    char *big = mem_zero(place, 10001);
    struct stat found;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    assert_true(place->db->wal_pages > 0);
    db_checkpoint(place->db, false); /* too little to be worth it */
    assert_true(place->db->wal_pages > 0);
    db_checkpoint(place->db, true);
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &found), 0);
    assert_int_equal(found.st_size, 0);

    /* It stays bounded when it is offered after every batch. */
    memset(big, 'x', 10000);
    for (int i = 0; i < 2000; i++) {
        ok(db_begin(place->db, &place->why));
        place_set(place, mem_format(place, "big%d", i % 50), big);
        ok(db_commit(place->db, &place->why));
        db_checkpoint(place->db, false);
    }
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &found), 0);
    assert_in_range(found.st_size, 1, 6 << 20);
}

static void backup(void **state)
{
    struct place *place = *state;
    char *copy = place_file(place, "copy");
    struct stat found;
    struct db *reader, *db;
    char *result;

    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_open(place, place->data, DB_READER, &reader, &place->why));
    ok(db_backup(reader, copy, &place->why));
    assert_int_equal(db_backup(reader, copy, &place->why), REFUSED); /* overwrites nothing */
    mem_free(reader);
    assert_int_equal(stat(copy, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0600);
    mem_free(place->db);
    place->db = NULL;
    assert_int_equal(rename(copy, place_file(place, "askpost.db")), 0);
    ok(db_open(place, place->data, DB_WRITER, &db, &place->why));
    place->db = db;
    assert_string_equal(place_get(place, db, "a"), "1");
    ok(db_check(db, place, &result, &place->why));
    assert_string_equal(result, "ok");
    assert_int_equal(db_backup(db, "/nonexistent/copy", &place->why), RETRY);
}

static void statements(void **state)
{
    struct place *place = *state;
    static const char sql[] = "SELECT $1, $2, $3, $4", wrong[] = "SELECT nothing FROM nowhere";
    struct statement *s = db_prepare(place->db, sql), *other = db_prepare(place->db, sql);
    bool row;

    assert_ptr_not_equal(s, other); /* the first is in use */
    db_finish(other);
    db_bind_number(s, -5);
    db_bind_str(s, STR("with\0nul"));
    db_bind_null(s);
    db_bind_blob(s, STR_EMPTY);
    ok(db_step(s, &row, &place->why));
    assert_true(row);
    assert_int_equal(db_number(s, 0), -5);
    assert_true(str_equal(db_str(s, 1), STR("with\0nul")));
    assert_int_equal(db_str(s, 2).n, 0);
    assert_int_equal(db_str(s, 3).n, 0);
    ok(db_step(s, &row, &place->why));
    assert_false(row);
    assert_ptr_equal(db_prepare(place->db, sql), other);
    db_finish(other);
    assert_int_equal(db_step(db_prepare(place->db, wrong), &row, &place->why), RETRY);
    assert_false(row);
}

#define PLAIN(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(settings_are_in_force),
                                       PLAIN(mode_is_ours_whatever_the_umask),
                                       STORE_UNIT(reopened),
                                       STORE_UNIT(savepoints),
                                       STORE_UNIT(one_writer),
                                       STORE_UNIT(readers_see_what_was_committed),
                                       STORE_UNIT(closing_reader_leaves_the_wal),
                                       STORE_UNIT(checkpoints),
                                       STORE_UNIT(backup),
                                       STORE_UNIT(statements)};

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
