#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "base/io.h"
#include "store.h"
#include "store_disk.h"

#include "store/ledger.h"
#include "store/private.h"

static void set(struct place *place, const char *key, const char *value)
{
    ok(store_value_set(place->db, key, value, &place->why));
}

static const char *get(struct place *place, struct db *db, const char *key)
{
    char *value;

    ok(store_value_get(db, place, key, &value, &place->why));
    return value;
}

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

    set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_begin(place->db, &place->why));
    set(place, "a", "2");
    mem_free(place->db); /* never committed */
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_string_equal(get(place, place->db, "a"), "1");
}

static void savepoints(void **state)
{
    struct place *place = *state;

    set(place, "a", "kept");
    ok(db_savepoint(place->db, &place->why));
    set(place, "a", "dropped");
    set(place, "b", "dropped");
    db_rollback_to(place->db);
    ok(db_savepoint(place->db, &place->why));
    set(place, "c", "kept");
    ok(db_savepoint(place->db, &place->why)); /* one in another */
    set(place, "c", "dropped");
    db_rollback_to(place->db);
    ok(db_release(place->db, &place->why));
    assert_true(db_in_transaction(place->db));
    ok(db_commit(place->db, &place->why));
    assert_false(db_in_transaction(place->db));
    assert_string_equal(get(place, place->db, "a"), "kept");
    assert_string_equal(get(place, place->db, "b"), "");
    assert_string_equal(get(place, place->db, "c"), "kept");

    ok(db_begin(place->db, &place->why));
    assert_int_equal(db_begin(place->db, &place->why), RETRY);
    set(place, "a", "dropped");
    db_rollback(place->db);
    assert_string_equal(get(place, place->db, "a"), "kept");
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

    set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    ok(db_open(place, place->data, DB_READER, &reader, &place->why));
    ok(db_begin(place->db, &place->why));
    set(place, "a", "2");
    assert_string_equal(get(place, reader, "a"), "1");
    ok(db_read_begin(reader, &place->why));
    assert_string_equal(get(place, reader, "a"), "1");
    ok(db_commit(place->db, &place->why));
    assert_string_equal(get(place, reader, "a"), "1"); /* one view */
    db_read_end(reader);
    assert_string_equal(get(place, reader, "a"), "2");
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

    set(place, "a", "1");
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
    assert_string_equal(get(place, reader, "a"), "1");
    mem_free(reader);
    assert_int_equal(stat(place_file(place, "askpost.db-wal"), &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    assert_string_equal(get(place, place->db, "a"), "1");
}

static void checkpoints(void **state)
{
    struct place *place = *state;
    char *big = mem_zero(place, 10001);
    struct stat found;

    set(place, "a", "1");
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
        set(place, mem_format(place, "big%d", i % 50), big);
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

    set(place, "a", "1");
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
    assert_string_equal(get(place, db, "a"), "1");
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

/* --- damage ------------------------------------------------------------------------------------------------------ */

static struct str bytes_of(struct place *place, const char *name)
{
    struct str bytes;

    ok(io_read_file(place, place_file(place, name), 1 << 26, &bytes, &place->why));
    return bytes;
}

static void damaged_file_is_left_alone(void **state)
{
    struct place *place = *state;
    char *path = place_file(place, "askpost.db"), *junk = mem_zero(place, 8192);
    struct str before;
    struct db *db = NULL;

    ok(db_commit(place->db, &place->why));
    mem_free(place->db);
    place->db = NULL;
    memset(junk, 'j', 8192);
    ok(io_write_file(path, str_from(junk, 8192), 0600, &place->why)); /* not a database at all */
    for (enum db_mode mode = DB_WRITER; mode <= DB_READER; mode++) {
        assert_int_equal(db_open(place, place->data, mode, &db, &place->why), RETRY);
        assert_string_equal(place->why.code, "4.3.0");
        assert_null(db);
        assert_true(str_equal(bytes_of(place, "askpost.db"), str_from(junk, 8192)));
    }
    assert_int_equal(unlink(path), 0);
    ok(db_open(place, place->data, DB_WRITER, &place->db, &place->why));
    mem_free(place->db);
    place->db = NULL;
    before = bytes_of(place, "askpost.db"); /* then every page but the first is junk */
    assert_true(before.n > 8192);
    memset((char *)(uintptr_t)before.p + 4096, 'j', before.n - 4096);
    ok(io_write_file(path, before, 0600, &place->why));
    if (db_open(place, place->data, DB_WRITER, &place->db, &place->why) == DONE) {
        ok(db_begin(place->db, &place->why));
        assert_int_equal(store_value_set(place->db, "a", "1", &place->why), RETRY);
        assert_string_equal(place->why.code, "4.3.0");
        db_rollback(place->db);
        mem_free(place->db);
        place->db = NULL;
    }
    assert_true(str_equal(bytes_of(place, "askpost.db"), before));
}

static void missing_or_unreadable(void **state)
{
    struct place *place = place_make();
    struct db *db;

    (void)state;
    assert_int_equal(db_open(place, place->data, DB_READER, &db, &place->why), RETRY);
    assert_int_equal(db_open(place, "/nonexistent/askpost", DB_WRITER, &db, &place->why), RETRY);
    place_remove(place);
}

/* Every write, sync and truncation of a transaction fails once: nothing half-done is seen, and the next one works. */
static void failing_disk(void **state)
{
    struct place *place = *state;
    static const struct {
        int code;
        const char *wanted;
    } kinds[] = {{SQLITE_FULL, "4.3.1"}, {SQLITE_IOERR_WRITE, "4.3.0"}};
    char *result;

    set(place, "a", "0");
    ok(db_commit(place->db, &place->why));
    for (size_t kind = 0; kind < 2; kind++) {
        long k = 1;

        for (;; k++) {
            enum outcome outcome;

            disk.writes = 0;
            ok(db_begin(place->db, &place->why));
            disk.fail_at = k;
            disk.code = kinds[kind].code;
            outcome = store_value_set(place->db, "a", "half", &place->why);
            if (outcome == DONE)
                outcome = db_commit(place->db, &place->why);
            disk.fail_at = 0;
            if (outcome == DONE)
                break;
            assert_int_equal(outcome, RETRY);
            assert_string_equal(place->why.code, kinds[kind].wanted);
            db_rollback(place->db);
            assert_string_equal(get(place, place->db, "a"), "0");
        }
        assert_true(k > 1);
        ok(db_begin(place->db, &place->why));
        set(place, "a", "0");
        ok(db_commit(place->db, &place->why));
    }
    ok(db_check(place->db, place, &result, &place->why));
    assert_string_equal(result, "ok");
}

/* SQLite rolls everything back when the disk is full; what follows in that batch must not be committed one by one. */
static void nothing_follows_a_lost_transaction(void **state)
{
    struct place *place = *state;
    char *big = mem_zero(place, 1 << 20);

    memset(big, 'x', (1 << 20) - 1);
    set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    assert_int_equal(access(place_file(place, "ballast"), F_OK), 0);
    ok(db_begin(place->db, &place->why));
    ok(db_savepoint(place->db, &place->why));
    sqlite3_exec(place->db->handle, "PRAGMA cache_size = 10", NULL, NULL,
                 NULL); /* spills: the write fails in mid-transaction */
    disk.writes = 0;
    disk.fail_at = 1;
    disk.code = SQLITE_FULL;
    assert_int_equal(store_value_set(place->db, "big", big, &place->why), RETRY);
    assert_string_equal(place->why.code, "4.3.1");
    disk.fail_at = 0;
    assert_int_equal(access(place_file(place, "ballast"), F_OK), -1); /* given up, so that a checkpoint goes through */
    db_rollback_to(place->db);
    if (!db_in_transaction(place->db)) {
        assert_int_equal(db_savepoint(place->db, &place->why) == DONE &&
                             store_value_set(place->db, "b", "1", &place->why) == DONE,
                         false);
        assert_int_equal(db_commit(place->db, &place->why), RETRY);
    }
    db_rollback(place->db);
    assert_string_equal(get(place, place->db, "b"), "");
    assert_string_equal(get(place, place->db, "a"), "1");
    ok(db_begin(place->db, &place->why));
    assert_int_equal(access(place_file(place, "ballast"), F_OK), 0); /* there is room again */
}

/* Becomes root of a mount namespace of its own, where it may put a small disk over `data`. */
static bool small_disk(const char *data)
{
    uid_t user = geteuid();
    char map[40];
    int fd;

    if (unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
        return false;
    if (user != 0) {
        snprintf(map, sizeof map, "0 %u 1", user);
        fd = open("/proc/self/uid_map", O_WRONLY);
        if (fd < 0 || !io_write_all(fd, map, strlen(map)))
            return false;
        close(fd);
    }
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("askpost", data, "tmpfs", 0, "size=32m") == 0;
}

static enum outcome put_key(struct db *db, unsigned number, const char *value, struct fault *why)
{
    enum outcome outcome = db_begin(db, why);
    char key[32];

    snprintf(key, sizeof key, "key%u", number);
    if (outcome == DONE)
        outcome = store_value_set(db, key, value, why);
    if (outcome == DONE)
        outcome = db_commit(db, why);
    if (outcome == DONE)
        db_checkpoint(db, false);
    else
        db_rollback(db);
    return outcome;
}

/* Returns 0, 77 where such a disk cannot be had, or the place where it went wrong. */
static int fill_small_disk(const char *data)
{
    char *big = mem_zero(NULL, 20001), *value, key[32];
    struct fault why = {.code = ""};
    enum outcome outcome = DONE;
    unsigned done = 0, with_ballast = 0;
    struct db *db;

    if (!small_disk(data))
        return 77;
    memset(big, 'x', 20000);
    if (db_open(NULL, data, DB_WRITER, &db, &why) != DONE || !db->has_ballast)
        return 2;
    for (; done < 5000 && (outcome = put_key(db, done, big, &why)) == DONE; done++)
        with_ballast += db->has_ballast;
    if (outcome != RETRY || strcmp(why.code, "4.3.1") != 0)
        return 3;
    if (done < with_ballast + 50) /* the ballast let a checkpoint through, and work went on for a while */
        return 4;
    for (unsigned i = 0; i < done; i++) { /* what was committed is there */
        snprintf(key, sizeof key, "key%u", i);
        if (store_value_get(db, db, key, &value, &why) != DONE || strlen(value) != 20000)
            return 5;
    }
    if (put_key(db, done, big, &why) != RETRY)
        return 6;
    if (mount("askpost", data, "tmpfs", MS_REMOUNT, "size=96m") != 0) /* room again: it goes on without a restart */
        return 7;
    if (put_key(db, done, big, &why) != DONE || !db->has_ballast)
        return 8;
    mem_free(db);
    mem_free(big);
    return 0;
}

static void full_disk(void **state)
{
    struct place *place = place_make();
    pid_t child = fork();
    int status;

    (void)state;
    if (child == 0)
        _exit(fill_small_disk(place->data));
    assert_int_equal(waitpid(child, &status, 0), child);
    place_remove(place);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        return;
    assert_int_equal(status, 0);
}

static void disk_is_in_front(void **state)
{
    struct place *place = *state;
    long syncs = disk.syncs;

    assert_true(disk.writes > 0);
    set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    assert_int_equal(disk.syncs - syncs, 1); /* one sync makes a commit last */
}

#define PLAIN(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(disk_is_in_front),
                                       STORE_UNIT(settings_are_in_force),
                                       PLAIN(mode_is_ours_whatever_the_umask),
                                       STORE_UNIT(reopened),
                                       STORE_UNIT(savepoints),
                                       STORE_UNIT(one_writer),
                                       STORE_UNIT(readers_see_what_was_committed),
                                       STORE_UNIT(closing_reader_leaves_the_wal),
                                       STORE_UNIT(checkpoints),
                                       STORE_UNIT(backup),
                                       STORE_UNIT(statements),
                                       STORE_UNIT(damaged_file_is_left_alone),
                                       PLAIN(missing_or_unreadable),
                                       STORE_UNIT(failing_disk),
                                       STORE_UNIT(nothing_follows_a_lost_transaction),
                                       PLAIN(full_disk)};

    disk_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
