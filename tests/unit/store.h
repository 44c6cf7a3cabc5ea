/* A database in a directory of its own for each test, removed afterwards. */
#ifndef TESTS_UNIT_STORE_H
#define TESTS_UNIT_STORE_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "store/db.h"
#include "store/ledger.h"

struct place {
    char *data; /* the directory */
    struct db *db;
    struct fault why;
};

/* Shows why something was not done. */
#define ok(outcome)                                                                                                    \
    do {                                                                                                               \
        if ((outcome) != DONE)                                                                                         \
            fail_msg("%s:%d: %s %s", __FILE__, __LINE__, place->why.code, place->why.text);                            \
    } while (0)

__attribute__((unused)) static struct place *place_make(void)
{
    struct place *place = mem_zero(NULL, sizeof *place);
    const char *base = getenv("TMPDIR");

    place->data = mem_format(place, "%s/askpost-XXXXXX", base == NULL || *base == '\0' ? "/tmp" : base);
    assert_non_null(mkdtemp(place->data));
    return place;
}

__attribute__((unused)) static char *place_file(struct place *place, const char *name)
{
    return mem_format(place, "%s/%s", place->data, name);
}

__attribute__((unused)) static void place_remove(struct place *place)
{
    DIR *directory;
    struct dirent *entry;

    if (place->db != NULL)
        mem_free(place->db);
    directory = opendir(place->data);
    while (directory != NULL && (entry = readdir(directory)) != NULL)
        if (entry->d_name[0] != '.')
            unlink(place_file(place, entry->d_name));
    if (directory != NULL)
        closedir(directory);
    rmdir(place->data);
    mem_free(place);
}

/* Opens the writer and begins a transaction. */
__attribute__((unused)) static int place_setup(void **state)
{
    struct place *place = place_make();

    *state = place;
    if (db_open(place, place->data, DB_WRITER, &place->db, &place->why) != DONE ||
        db_begin(place->db, &place->why) != DONE) {
        print_message("# %s\n", place->why.text);
        return 1;
    }
    return 0;
}

__attribute__((unused)) static int place_teardown(void **state)
{
    place_remove(*state);
    return 0;
}

#define STORE_UNIT(test) cmocka_unit_test_setup_teardown(test, place_setup, place_teardown)

static inline void place_set(struct place *place, const char *key, const char *value)
{
    ok(store_value_set(place->db, key, value, &place->why));
}

static inline const char *place_get(struct place *place, struct db *db, const char *key)
{
    char *value;

    ok(store_value_get(db, place, key, &value, &place->why));
    return value;
}

#endif
