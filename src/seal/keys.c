#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/random.h"
#include "seal/private.h"

/* A key file is one line a person could copy by hand: "askpost-key 1 PURPOSE ID HEX". */
enum {
    KEY_FORMAT = 1,
    FILE_LIMIT = 256,
    KEYS_AHEAD = 64,       /* people whose keys are made, and synced, together */
    PEOPLE_LIMIT = 1 << 30 /* as a token has room for */
};

struct key_row {
    const char *file;
    const char *purpose;
    bool roles[SEAL_CHECK + 1]; /* who opens it */
};

static const struct key_row rows[KEY_COUNT] = {
    [KEY_INDEX] = {"index.key", "index", {[SEAL_CORE] = true, [SEAL_CHECK] = true}},
    [KEY_TOKEN] = {"token.key", "token", {[SEAL_CORE] = true, [SEAL_RENDER] = true, [SEAL_CHECK] = true}},
    [KEY_HOLD] = {"hold.key", "hold", {[SEAL_CORE] = true, [SEAL_RENDER] = true, [SEAL_CHECK] = true}},
    [KEY_ADDRESS_PUBLIC] = {"address.pub", "address-public", {[SEAL_CORE] = true, [SEAL_CHECK] = true}},
    [KEY_ADDRESS_SECRET] = {"address.key", "address-secret", {[SEAL_MAILER] = true, [SEAL_CHECK] = true}},
};

static const char people_file[] = "people.keys";
/* Slot 0 of people.keys; nobody has the number 0. */
static const unsigned char people_magic[KEY_SIZE] = "askpost-people 1\n";

void seal_ready(void)
{
    if (sodium_init() < 0)
        log_fatal(71, "libsodium cannot be started");
}

/* ---- files ---- */

static bool path_of(char path[PATH_MAX], const char *directory, const char *file, struct fault *why)
{
    if (snprintf(path, PATH_MAX, "%s/%s", directory, file) < PATH_MAX)
        return true;
    fault_set(why, REFUSED, "5.3.5", "the path of the keys directory is too long");
    return false;
}

/* Keys that others can read are no keys. */
static enum outcome check_private(const char *path, const struct stat *status, struct fault *why)
{
    if ((status->st_mode & 077) != 0)
        return fault_set(why, REFUSED, "5.3.5", "%s can be read by others (mode %04o): chmod go= %s", path,
                         (unsigned)status->st_mode & 07777, path);
    if (geteuid() != 0 && status->st_uid != geteuid())
        return fault_set(why, REFUSED, "5.3.5", "%s belongs to user %lu, not to the user that runs askpost", path,
                         (unsigned long)status->st_uid);
    return DONE;
}

static enum outcome check_directory(const char *directory, struct fault *why)
{
    struct stat status;

    if (stat(directory, &status) != 0)
        return fault_set(why, REFUSED, "5.3.5", "keys directory %s: %s", directory, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return fault_set(why, REFUSED, "5.3.5", "%s is not a directory", directory);
    return check_private(directory, &status, why);
}

static enum outcome open_private(const char *path, int flags, int *fd, struct fault *why)
{
    struct stat status;
    enum outcome outcome;

    *fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);
    if (*fd < 0)
        return fault_set(why, REFUSED, "5.3.5", "%s: %s", path, strerror(errno));
    if (fstat(*fd, &status) != 0 || !S_ISREG(status.st_mode))
        outcome = fault_set(why, REFUSED, "5.3.5", "%s is not a plain file", path);
    else
        outcome = check_private(path, &status, why);
    if (outcome != DONE) {
        close(*fd);
        *fd = -1;
    }
    return outcome;
}

static bool sync_directory(const char *directory)
{
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return synced;
}

/* Writes a file that must not be there yet. link(2) never replaces, so two that create at once end with one key. */
static enum outcome write_new(const char *directory, const char *file, struct str bytes, struct fault *why)
{
    char path[PATH_MAX], temporary[PATH_MAX];
    enum outcome outcome = DONE;
    unsigned char nonce[8];
    char unique[32], hex[17];
    int fd;

    random_fill(nonce, sizeof nonce);
    sodium_bin2hex(hex, sizeof hex, nonce, sizeof nonce);
    snprintf(unique, sizeof unique, ".new-%s", hex);
    if (!path_of(path, directory, file, why) || !path_of(temporary, directory, unique, why))
        return REFUSED;
    fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault_set(why, RETRY, "4.3.0", "%s: %s", temporary, strerror(errno));
    if (fchmod(fd, 0600) != 0 || !io_write_all(fd, bytes.p, bytes.n) || fsync(fd) != 0 || link(temporary, path) != 0)
        outcome = fault_set(why, errno == EEXIST ? REFUSED : RETRY, "4.3.0", "%s: %s", path, strerror(errno));
    close(fd);
    unlink(temporary);
    if (outcome == DONE && !sync_directory(directory))
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", directory, strerror(errno));
    return outcome;
}

static enum outcome write_key(const char *directory, enum key_name name, const unsigned char key[KEY_SIZE], struct fault *why)
{
    char line[FILE_LIMIT], hex[2 * KEY_SIZE + 1];
    enum outcome outcome;

    sodium_bin2hex(hex, sizeof hex, key, KEY_SIZE);
    snprintf(line, sizeof line, "askpost-key %d %s 0 %s\n", KEY_FORMAT, rows[name].purpose, hex);
    outcome = write_new(directory, rows[name].file, str_of(line), why);
    sodium_memzero(line, sizeof line);
    sodium_memzero(hex, sizeof hex);
    return outcome;
}

static bool parse_key(struct str text, enum key_name name, unsigned *id, unsigned char key[KEY_SIZE])
{
    struct str line, word;
    uint64_t number;
    size_t length;

    return str_next_line(&text, &line) && text.n == 0 && /* one line */
           str_next_word(&line, &word) && str_equal(word, STR("askpost-key")) && str_next_word(&line, &word) &&
           str_number(word, 100, &number) && number == KEY_FORMAT && str_next_word(&line, &word) &&
           str_equal(word, str_of(rows[name].purpose)) && str_next_word(&line, &word) && str_number(word, 31, &number) &&
           (*id = (unsigned)number, str_next_word(&line, &word)) && word.n == 2 * KEY_SIZE &&
           sodium_hex2bin(key, KEY_SIZE, word.p, word.n, NULL, &length, NULL) == 0 && length == KEY_SIZE &&
           str_trim(line).n == 0;
}

static enum outcome read_key(const char *directory, enum key_name name, unsigned *id, unsigned char key[KEY_SIZE], struct fault *why)
{
    char path[PATH_MAX], text[FILE_LIMIT];
    enum outcome outcome;
    ssize_t n;
    int fd;

    if (!path_of(path, directory, rows[name].file, why))
        return REFUSED;
    outcome = open_private(path, O_RDONLY, &fd, why);
    if (outcome != DONE)
        return outcome;
    n = read(fd, text, sizeof text);
    close(fd);
    if (n < 0)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", path, strerror(errno));
    else if (!parse_key(str_from(text, (size_t)n), name, id, key))
        outcome = fault_set(why, REFUSED, "5.3.5", "%s is not a %s key of askpost: restore it from your copy", path,
                            rows[name].purpose);
    sodium_memzero(text, sizeof text);
    return outcome;
}

/* ---- making ---- */

static bool there(const char *directory, const char *file)
{
    char path[PATH_MAX];
    struct stat status;

    return path_of(path, directory, file, NULL) && lstat(path, &status) == 0;
}

/* The two halves belong together: the public one can be made again from the secret one, never the other way round. */
static enum outcome create_address_keys(const char *directory, struct fault *why)
{
    unsigned char public[KEY_SIZE], secret[KEY_SIZE];
    enum outcome outcome = DONE;
    unsigned id;

    if (there(directory, rows[KEY_ADDRESS_SECRET].file)) {
        if (there(directory, rows[KEY_ADDRESS_PUBLIC].file))
            return DONE;
        outcome = read_key(directory, KEY_ADDRESS_SECRET, &id, secret, why);
        if (outcome == DONE && crypto_scalarmult_base(public, secret) != 0)
            outcome = fault_set(why, REFUSED, "5.3.5", "address.key is not a key");
    } else if (there(directory, rows[KEY_ADDRESS_PUBLIC].file)) {
        return fault_set(why, REFUSED, "5.3.5", "%s has address.pub but no address.key: restore it from your copy", directory);
    } else {
        crypto_box_keypair(public, secret);
        outcome = write_key(directory, KEY_ADDRESS_SECRET, secret, why);
    }
    if (outcome == DONE)
        outcome = write_key(directory, KEY_ADDRESS_PUBLIC, public, why);
    sodium_memzero(secret, sizeof secret);
    return outcome;
}

enum outcome seal_create(const char *directory, struct fault *why)
{
    static const enum key_name symmetric[] = {KEY_INDEX, KEY_TOKEN, KEY_HOLD};
    enum outcome outcome;

    seal_ready();
    if (!io_make_directories(directory, 0700))
        return fault_set(why, RETRY, "4.3.0", "%s: %s", directory, strerror(errno));
    outcome = check_directory(directory, why);
    for (size_t i = 0; i < sizeof symmetric / sizeof symmetric[0] && outcome == DONE; i++) {
        unsigned char key[KEY_SIZE];

        if (there(directory, rows[symmetric[i]].file))
            continue;
        random_fill(key, sizeof key);
        outcome = write_key(directory, symmetric[i], key, why);
        sodium_memzero(key, sizeof key);
    }
    if (outcome == DONE)
        outcome = create_address_keys(directory, why);
    if (outcome == DONE && !there(directory, people_file))
        outcome = write_new(directory, people_file, str_from(people_magic, sizeof people_magic), why);
    return outcome;
}

/* ---- opening ---- */

/* The memory stays locked until the process ends: unlocking would take system calls a jailed role does not have. */
static int wipe(struct seal *s)
{
    sodium_memzero(s->key, sizeof s->key);
    sodium_memzero(s->derived, sizeof *s->derived);
    if (s->people >= 0)
        close(s->people);
    return 0;
}

static enum outcome open_people(struct seal *s, const char *directory, struct fault *why)
{
    unsigned char head[KEY_SIZE];
    char path[PATH_MAX];
    enum outcome outcome;

    if (s->role == SEAL_RENDER)
        return DONE;
    s->people_writable = s->role != SEAL_MAILER;
    s->people_unsynced = s->people_writable; /* whoever wrote it last may have died before the sync */
    if (!path_of(path, directory, people_file, why))
        return REFUSED;
    outcome = open_private(path, s->people_writable ? O_RDWR : O_RDONLY, &s->people, why);
    if (outcome != DONE)
        return outcome;
    if (pread(s->people, head, sizeof head, 0) != (ssize_t)sizeof head || memcmp(head, people_magic, sizeof head) != 0)
        return fault_set(why, REFUSED, "5.3.5", "%s is not a file of keys of askpost: restore it from your copy", path);
    return DONE;
}

enum outcome seal_open(const void *ctx, const char *directory, const char *domain, enum seal_role role, struct seal **out,
                       struct fault *why)
{
    enum outcome outcome;
    struct seal *s;

    seal_ready();
    outcome = check_directory(directory, why);
    if (outcome != DONE)
        return outcome;
    s = mem_new(ctx, struct seal);
    s->role = role;
    s->people = -1;
    s->domain = str_lower(s, str_of(domain));
    s->derived = mem_new(s, struct derived);
    talloc_set_destructor(s, wipe);
    if (sodium_mlock(s->key, sizeof s->key) != 0 || sodium_mlock(s->derived, sizeof *s->derived) != 0)
        log_debug("keys-not-locked", "reason=\"%s\"", strerror(errno));
    for (unsigned name = 0; name < KEY_COUNT && outcome == DONE; name++) {
        if (!rows[name].roles[role])
            continue;
        outcome = read_key(directory, name, &s->id[name], s->key[name], why);
        s->held[name] = outcome == DONE;
    }
    if (outcome == DONE && s->held[KEY_ADDRESS_SECRET] && crypto_scalarmult_base(s->address_public, s->key[KEY_ADDRESS_SECRET]) != 0)
        outcome = fault_set(why, REFUSED, "5.3.5", "address.key is not a key");
    if (outcome == DONE)
        outcome = open_people(s, directory, why);
    if (outcome == DONE)
        *out = s;
    else
        mem_free(s);
    return outcome;
}

void seal_derive(const struct seal *s, enum key_name name, const char *purpose, unsigned char out[KEY_SIZE])
{
    struct derived *d = s->derived;

    if (!s->held[name])
        log_panic("this process does not hold %s", rows[name].file);
    for (size_t i = 0; i < d->count; i++)
        if (d->list[i].name == name && strcmp(d->list[i].purpose, purpose) == 0) {
            memcpy(out, d->list[i].key, KEY_SIZE);
            return;
        }
    crypto_generichash(out, KEY_SIZE, (const unsigned char *)purpose, strlen(purpose), s->key[name], KEY_SIZE);
    if (d->count == sizeof d->list / sizeof *d->list || strlen(purpose) >= sizeof d->list[0].purpose)
        return;
    d->list[d->count].name = name;
    memcpy(d->list[d->count].purpose, purpose, strlen(purpose) + 1);
    memcpy(d->list[d->count++].key, out, KEY_SIZE);
}

/* ---- people.keys ---- */

static enum outcome read_slot(const struct seal *s, uint64_t person, unsigned char key[KEY_SIZE], struct fault *why)
{
    ssize_t n;

    if (s->people < 0)
        return fault_set(why, REFUSED, "5.7.0", "this process does not hold people.keys");
    if (person == 0 || person >= PEOPLE_LIMIT)
        return fault_set(why, REFUSED, "5.7.0", "no such person");
    memset(key, 0, KEY_SIZE);
    n = pread(s->people, key, KEY_SIZE, (off_t)person * KEY_SIZE);
    if (n < 0)
        return fault_set(why, RETRY, "4.3.0", "people.keys: %s", strerror(errno));
    if (n != KEY_SIZE) /* beyond its end, or torn by a crash before the sync */
        memset(key, 0, KEY_SIZE);
    return DONE;
}

static enum outcome write_slots(struct seal *s, uint64_t person, const unsigned char *keys, size_t count, struct fault *why)
{
    ssize_t n;

    if (!s->people_writable)
        return fault_set(why, REFUSED, "5.7.0", "this process may not change people.keys");
    n = pwrite(s->people, keys, count * KEY_SIZE, (off_t)person * KEY_SIZE);
    if (n != (ssize_t)(count * KEY_SIZE))
        return fault_set(why, RETRY, n >= 0 || errno == ENOSPC ? "4.3.1" : "4.3.0", "people.keys: %s",
                         n < 0 ? strerror(errno) : "no space");
    s->people_unsynced = true;
    return DONE;
}

enum outcome seal_sync(struct seal *s, struct fault *why)
{
    if (s->people_unsynced && fdatasync(s->people) != 0)
        return fault_set(why, RETRY, errno == ENOSPC ? "4.3.1" : "4.3.0", "people.keys: %s", strerror(errno));
    s->people_unsynced = false;
    return DONE;
}

/* What stands in the place of a destroyed key: no key is all one byte. */
static enum seal_memory memory_of(const unsigned char key[KEY_SIZE])
{
    static const enum seal_memory marks[] = {SEAL_FORGOTTEN, SEAL_FORGOTTEN_WORDS};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        unsigned char mark[KEY_SIZE];

        memset(mark, (int)marks[i], sizeof mark);
        if (sodium_memcmp(mark, key, KEY_SIZE) == 0)
            return marks[i];
    }
    return sodium_is_zero(key, KEY_SIZE) ? SEAL_NOBODY : SEAL_KNOWN;
}

enum outcome seal_person_memory(const struct seal *s, uint64_t person, enum seal_memory *memory, struct fault *why)
{
    unsigned char key[KEY_SIZE];
    enum outcome outcome = read_slot(s, person, key, why);

    *memory = outcome == DONE ? memory_of(key) : SEAL_NOBODY;
    sodium_memzero(key, sizeof key);
    return outcome;
}

enum outcome seal_person_key(const struct seal *s, uint64_t person, unsigned char key[KEY_SIZE], struct fault *why)
{
    enum outcome outcome = read_slot(s, person, key, why);

    if (outcome == DONE && memory_of(key) != SEAL_KNOWN)
        return fault_set(why, REFUSED, "5.7.0", "that person has no key (any more)");
    return outcome;
}

/* A key for a person and for those who come next, as far as they have none. */
static enum outcome make_keys(struct seal *s, uint64_t person, struct fault *why)
{
    unsigned char keys[KEYS_AHEAD][KEY_SIZE];
    enum outcome outcome = DONE;

    for (size_t i = 0; i < KEYS_AHEAD && outcome == DONE; i++) {
        if (person + i >= PEOPLE_LIMIT)
            memset(keys[i], 0, KEY_SIZE);
        else if ((outcome = read_slot(s, person + i, keys[i], why)) == DONE &&
                 (i == 0 ? memory_of(keys[i]) != SEAL_KNOWN : sodium_is_zero(keys[i], KEY_SIZE))) /* the mark of another stays */
            random_fill(keys[i], KEY_SIZE);
    }
    if (outcome == DONE)
        outcome = write_slots(s, person, keys[0], KEYS_AHEAD, why);
    sodium_memzero(keys, sizeof keys);
    return outcome;
}

enum outcome seal_person_add(struct seal *s, uint64_t person, struct fault *why)
{
    unsigned char key[KEY_SIZE];
    enum outcome outcome = read_slot(s, person, key, why);

    /* A key that is there was made ahead, or by a transaction that did not commit: the number is given out again, the key serves. */
    if (outcome == DONE && memory_of(key) != SEAL_KNOWN)
        outcome = make_keys(s, person, why);
    sodium_memzero(key, sizeof key);
    return outcome;
}

enum outcome seal_person_forget(struct seal *s, uint64_t person, bool words, struct fault *why)
{
    unsigned char mark[KEY_SIZE];
    enum outcome outcome;

    memset(mark, words ? (int)SEAL_FORGOTTEN_WORDS : (int)SEAL_FORGOTTEN, sizeof mark);
    outcome = write_slots(s, person, mark, 1, why);
    return outcome == DONE ? seal_sync(s, why) : outcome;
}
