#include <sys/wait.h>

#include "base/io.h"
#include "store.h"
#include "store_disk.h"

#include "store/ledger.h"
#include "store/private.h"

static void execute(struct place *place, const char *sql)
{
    sqlite3 *handle;

    assert_int_equal(sqlite3_open(place_file(place, "askpost.db"), &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static void close_writer(struct place *place)
{
    ok(db_commit(place->db, &place->why));
    mem_free(place->db);
    place->db = NULL;
}

static int64_t number(struct place *place, const char *sql)
{
    int64_t value;

    ok(db_read_number(db_prepare(place->db, sql), NULL, &value, &place->why));
    return value;
}

static void numbers_are_written(void **state)
{
    struct place *place = *state;

    assert_int_equal(number(place, "PRAGMA user_version"), schema_newest());
    assert_int_equal(number(place, "PRAGMA application_id"), SCHEMA_APPLICATION);
    assert_true(number(place, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'") >= 15);
    close_writer(place);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why)); /* again: nothing to do */
}

/* What is not ours, or comes from a newer program, is refused in words and not touched by a byte. */
static void strange_files_are_refused(void **state)
{
    static const struct {
        const char *sql, *words;
    } rows[] = {
        {"PRAGMA user_version = 1000", "newer"},
        {"PRAGMA user_version = -1", "newer"},
        {"PRAGMA application_id = 77", "other program"},
        {"PRAGMA application_id = 0", "other program"}, /* tables, but nobody's */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (enum db_mode mode = DB_WRITER; mode <= DB_READER; mode++) {
            void *fresh;
            struct place *place;
            struct str before, after;

            assert_int_equal(place_setup(&fresh), 0);
            place = fresh;
            close_writer(place);
            execute(place, rows[i].sql);
            ok(io_read_file(place, place_file(place, "askpost.db"), 1 << 24, &before, &place->why));
            assert_int_equal(db_open(place, place->data, mode, &place->db, &place->why), REFUSED);
            assert_non_null(strstr(place->why.text, rows[i].words));
            assert_null(place->db);
            ok(io_read_file(place, place_file(place, "askpost.db"), 1 << 24, &after, &place->why));
            assert_true(str_equal(before, after));
            place_remove(place);
        }
    }
}

static void reader_waits_for_the_migration(void **state)
{
    struct place *place = place_make();
    struct db *db;

    (void)state;
    execute(place, "PRAGMA journal_mode = WAL"); /* ours to be, but empty yet */
    assert_int_equal(db_open(place, place->data, DB_READER, &db, &place->why), RETRY);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_int_equal(number(place, "PRAGMA user_version"), schema_newest());
    place_remove(place);
}

/* Killed at its k-th write, for every k: the schema is one of the numbered ones, whole, and the next start brings it to
 * the end. */
static void migration_is_killed(void **state)
{
    enum { VERSIONS = 64 };
    int64_t seen[VERSIONS] = {0}; /* what each version has in its schema, and one more */
    struct place *place;
    long k;

    (void)state;
    for (k = 1;; k++) {
        sqlite3 *handle;
        sqlite3_stmt *s;
        int64_t version, tables;
        pid_t child;
        int status;

        place = place_make();
        child = fork();
        if (child == 0) {
            disk.writes = 0;
            disk.kill_at = k;
            _exit(db_open(NULL, place->data, DB_WRITER, &place->db, &place->why) == DONE ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            break;
        }
        assert_int_equal(sqlite3_open(place_file(place, "askpost.db"), &handle), SQLITE_OK);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        assert_int_equal(
            sqlite3_prepare_v2(handle,
                               "SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_schema", -1,
                               &s, NULL),
            SQLITE_OK);
        assert_int_equal(sqlite3_step(s), SQLITE_ROW);
        version = sqlite3_column_int64(s, 0);
        tables = sqlite3_column_int64(s, 1);
        sqlite3_finalize(s);
        sqlite3_close(handle);
        assert_in_range(version, 0, schema_newest());
        assert_true((version == 0) == (tables == 0) && (tables == 0 || tables > 15));
        assert_true(seen[version] == 0 || seen[version] == tables + 1);
        seen[version] = tables + 1;

        ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
        assert_int_equal(number(place, "PRAGMA user_version"), schema_newest());
        place_remove(place);
    }
    print_message("# %ld places\n", k - 1);
    assert_true(k > 10);
    place_remove(place);
}

/* The same with a disk that fails: the transaction goes back, the file can be opened later. */
static void migration_fails(void **state)
{
    struct place *place;
    long k;

    (void)state;
    for (k = 1;; k++) {
        enum outcome outcome;

        place = place_make();
        disk = (struct disk){.fail_at = k, .code = SQLITE_FULL};
        outcome = db_open(place, place->data, DB_WRITER, &place->db, &place->why);
        disk = (struct disk){.writes = 0};
        if (outcome == DONE)
            break;
        assert_int_equal(outcome, RETRY);
        ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
        assert_int_equal(number(place, "PRAGMA user_version"), schema_newest());
        place_remove(place);
    }
    assert_true(k > 10);
    place_remove(place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(numbers_are_written), cmocka_unit_test(strange_files_are_refused),
                                       cmocka_unit_test(reader_waits_for_the_migration),
                                       cmocka_unit_test(migration_is_killed), cmocka_unit_test(migration_fails)};

    disk_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
