/* Files that are damaged, and disks that fail or are full. */
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "base/io.h"
#include "store.h"
#include "store_disk.h"

#include "store/private.h"

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

    place_set(place, "a", "0");
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
            assert_string_equal(place_get(place, place->db, "a"), "0");
        }
        assert_true(k > 1);
        ok(db_begin(place->db, &place->why));
        place_set(place, "a", "0");
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
    place_set(place, "a", "1");
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
    assert_string_equal(place_get(place, place->db, "b"), "");
    assert_string_equal(place_get(place, place->db, "a"), "1");
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
    place_set(place, "a", "1");
    ok(db_commit(place->db, &place->why));
    assert_int_equal(disk.syncs - syncs, 1); /* one sync makes a commit last */
}

#define PLAIN(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(disk_is_in_front),
                                       STORE_UNIT(damaged_file_is_left_alone),
                                       PLAIN(missing_or_unreadable),
                                       STORE_UNIT(failing_disk),
                                       STORE_UNIT(nothing_follows_a_lost_transaction),
                                       PLAIN(full_disk)};

    disk_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
