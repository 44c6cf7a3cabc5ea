#include "unit.h"

#include "seal.h"

#include "base/io.h"

static struct str content(const void *ctx, const char *path)
{
    struct str bytes;
    struct fault why = {0};

    if (io_read_file(ctx, path, 1 << 20, &bytes, &why) != DONE)
        fail_msg("%s", why.text);
    return bytes;
}

static enum outcome try_open(const void *ctx, const char *keys, enum seal_role role, struct fault *why)
{
    struct seal *s = NULL;
    enum outcome outcome = seal_open(ctx, keys, "forum.example", role, &s, why);

    mem_free(outcome == DONE ? s : NULL);
    return outcome;
}

static void made(void **state)
{
    char *keys = keys_new(*state);
    struct stat status;

    assert_int_equal(stat(keys, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    for (size_t i = 0; i < KEY_FILES; i++) {
        assert_int_equal(stat(keys_path(*state, keys, key_files[i]), &status), 0);
        assert_int_equal(status.st_mode & 07777, 0600);
        assert_true(str_starts(content(*state, keys_path(*state, keys, key_files[i])), STR("askpost-")));
    }
    keys_remove(*state, keys);
}

static void never_replaced(void **state)
{
    char *keys = keys_new(*state);
    struct str before[KEY_FILES];
    struct fault why;

    for (size_t i = 0; i < KEY_FILES; i++)
        before[i] = content(*state, keys_path(*state, keys, key_files[i]));
    assert_int_equal(seal_create(keys, &why), DONE);
    for (size_t i = 0; i < KEY_FILES; i++)
        assert_true(str_equal(before[i], content(*state, keys_path(*state, keys, key_files[i]))));

    /* a missing one is made, the others stay */
    unlink(keys_path(*state, keys, "hold.key"));
    assert_int_equal(seal_create(keys, &why), DONE);
    for (size_t i = 0; i < KEY_FILES; i++)
        assert_int_equal(str_equal(before[i], content(*state, keys_path(*state, keys, key_files[i]))), i != 2);
    keys_remove(*state, keys);
}

static void address_halves(void **state)
{
    char *keys = keys_new(*state);
    struct str before = content(*state, keys_path(*state, keys, "address.pub"));
    struct fault why;

    unlink(keys_path(*state, keys, "address.pub"));
    assert_int_equal(seal_create(keys, &why), DONE);
    assert_true(str_equal(before, content(*state, keys_path(*state, keys, "address.pub"))));
    unlink(keys_path(*state, keys, "address.key"));
    assert_int_equal(seal_create(keys, &why), REFUSED);
    assert_non_null(strstr(why.text, "restore"));
    keys_remove(*state, keys);
}

static void permissions(void **state)
{
    static const mode_t bad[] = {0710, 0701, 0740, 0704, 0777};
    char *keys = keys_new(*state), *link_path = keys_path(*state, keys, "hold.key");
    struct fault why;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        chmod(keys, bad[i]);
        assert_int_equal(try_open(*state, keys, SEAL_CORE, &why), REFUSED);
        assert_int_equal(seal_create(keys, &why), REFUSED);
        assert_non_null(strstr(why.text, "chmod"));
    }
    chmod(keys, 0700);
    for (size_t i = 0; i < KEY_FILES; i++) {
        chmod(keys_path(*state, keys, key_files[i]), 0640);
        assert_int_equal(try_open(*state, keys, SEAL_CHECK, &why), REFUSED);
        chmod(keys_path(*state, keys, key_files[i]), 0600);
    }
    assert_int_equal(try_open(*state, keys, SEAL_CHECK, &why), DONE);

    unlink(link_path);
    assert_int_equal(symlink("token.key", link_path), 0);
    assert_int_equal(try_open(*state, keys, SEAL_CORE, &why), REFUSED);
    keys_remove(*state, keys);
}

/* Every role opens with nothing but its own files there, and fails without any one of them. */
static void roles(void **state)
{
    static const struct {
        enum seal_role role;
        bool needs[KEY_FILES]; /* in the order of key_files */
    } rows[] = {
        {SEAL_CORE, {true, true, true, true, false, true}},
        {SEAL_RENDER, {false, true, true, false, false, false}},
        {SEAL_MAILER, {false, false, false, false, true, true}},
        {SEAL_CHECK, {true, true, true, true, true, true}},
    };

    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        char *keys = keys_new(*state);
        struct fault why;

        for (size_t i = 0; i < KEY_FILES; i++)
            if (!rows[r].needs[i])
                unlink(keys_path(*state, keys, key_files[i]));
        assert_int_equal(try_open(*state, keys, rows[r].role, &why), DONE);
        for (size_t i = 0; i < KEY_FILES; i++) {
            char *path = keys_path(*state, keys, key_files[i]), *away = keys_path(*state, keys, "away");

            if (!rows[r].needs[i])
                continue;
            rename(path, away);
            assert_int_equal(try_open(*state, keys, rows[r].role, &why), REFUSED);
            rename(away, path);
        }
        keys_remove(*state, keys);
    }
}

/* The number of descriptors a role holds after opening: people.keys or nothing. */
static void descriptors(void **state)
{
    char *keys = keys_new(*state);
    int before = dup(0), after;
    struct seal *s;

    close(before);
    s = keys_open(*state, keys, "forum.example", SEAL_RENDER);
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
    mem_free(s);
    s = keys_open(*state, keys, "forum.example", SEAL_MAILER);
    mem_free(s);
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
    keys_remove(*state, keys);
}

static void damaged(void **state)
{
    static const char *const bad[] = {"", "x", "askpost-key 1 index 0 00\n",
        "askpost-key 2 index 0 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f\n",
        "askpost-key 1 token 0 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f\n",
        "askpost-key 1 index 32 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f\n",
        "askpost-key 1 index 0 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0g\n",
        "askpost-key 1 index 0 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f x\n",
        "askpost-key 1 index 0 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f\nmore\n"};
    char *keys = keys_new(*state), *path = keys_path(*state, keys, "index.key");
    struct fault why;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(io_write_file(path, str_of(bad[i]), 0600, &why), DONE);
        assert_int_equal(try_open(*state, keys, SEAL_CORE, &why), REFUSED);
        assert_null(strstr(why.text, "0001")); /* a key never stands in a message */
    }
    assert_int_equal(io_write_file(path, STR("askpost-key 1 index 3 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f\n"),
                                   0600, &why), DONE);
    assert_int_equal(try_open(*state, keys, SEAL_CORE, &why), DONE);
    path = keys_path(*state, keys, "people.keys");
    assert_int_equal(io_write_file(path, str_from(mem_zero(*state, 64), 64), 0600, &why), DONE);
    assert_int_equal(try_open(*state, keys, SEAL_CORE, &why), REFUSED);
    keys_remove(*state, keys);
}

static void people(void **state)
{
    char *keys = keys_new(*state), *path = keys_path(*state, keys, "people.keys");
    struct seal *core = keys_open(*state, keys, "forum.example", SEAL_CORE);
    struct seal *mailer = keys_open(*state, keys, "forum.example", SEAL_MAILER);
    struct fault why;
    struct str bytes, again;

    assert_int_equal(seal_person_add(core, 3, &why), DONE);
    bytes = content(*state, path);
    assert_int_equal(bytes.n, (3 + 64) * 32); /* those who come next have theirs, too */
    for (size_t i = 32; i < 3 * 32; i++)
        assert_int_equal(bytes.p[i], 0);
    assert_memory_not_equal(bytes.p + 3 * 32, bytes.p + 32, 32);

    assert_int_equal(seal_person_add(core, 3, &why), DONE); /* kept */
    again = content(*state, path);
    assert_true(str_equal(bytes, again));
    for (size_t i = 4; i < 3 + 64; i++) {
        assert_memory_not_equal(bytes.p + i * 32, bytes.p + 32, 32); /* of zeros */
        assert_memory_not_equal(bytes.p + i * 32, bytes.p + (i - 1) * 32, 32);
    }
    assert_int_equal(seal_person_add(core, 4, &why), DONE);
    again = content(*state, path);
    assert_true(str_equal(bytes, again));
    assert_int_equal(seal_person_add(core, 1, &why), DONE);
    again = content(*state, path);
    assert_memory_equal(bytes.p + 3 * 32, again.p + 3 * 32, 64 * 32);

    assert_int_equal(seal_person_add(core, 0, &why), REFUSED);
    assert_int_equal(seal_person_add(core, 1u << 30, &why), REFUSED);
    assert_int_equal(seal_person_add(mailer, 200, &why), REFUSED);
    assert_int_equal(seal_person_forget(mailer, 3, false, &why), REFUSED);
    assert_int_equal(seal_person_forget(core, 3, false, &why), DONE);
    again = content(*state, path);
    for (size_t i = 3 * 32; i < 4 * 32; i++)
        assert_int_equal((unsigned char)again.p[i], 0xff);

    /* Who was forgotten, how, and who never was there, is told apart; none of them has a key. */
    enum seal_memory memory;

    assert_int_equal(seal_person_forget(core, 5, true, &why), DONE);
    assert_int_equal(seal_person_memory(core, 1, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_KNOWN);
    assert_int_equal(seal_person_memory(core, 3, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_FORGOTTEN);
    assert_int_equal(seal_person_memory(core, 5, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_FORGOTTEN_WORDS);
    assert_int_equal(seal_person_memory(core, 900, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_NOBODY);
    assert_int_equal(seal_person_add(core, 3, &why), DONE); /* a number given anew, after a restore */
    assert_int_equal(seal_person_memory(core, 3, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_KNOWN);
    assert_int_equal(seal_person_memory(core, 5, &memory, &why), DONE);
    assert_int_equal(memory, SEAL_FORGOTTEN_WORDS); /* which makes keys ahead, but for those with a mark */
    keys_remove(*state, keys);
}

UNIT_MAIN(UNIT(made), UNIT(never_replaced), UNIT(address_halves), UNIT(permissions), UNIT(roles), UNIT(descriptors), UNIT(damaged), UNIT(people))
