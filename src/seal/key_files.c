/* The keys directory: its files are made, checked and read. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/random.h"
#include "seal/private.h"

/* A key file is one line a person could copy by hand: "askpost-key 1 PURPOSE ID HEX". */
enum { KEY_FORMAT = 1, FILE_LIMIT = 256 };

const struct key_row key_rows[KEY_COUNT] = {
    [KEY_INDEX] = {"index.key", "index", {[SEAL_CORE] = true, [SEAL_CHECK] = true}},
    [KEY_TOKEN] = {"token.key", "token", {[SEAL_CORE] = true, [SEAL_RENDER] = true, [SEAL_CHECK] = true}},
    [KEY_HOLD] = {"hold.key", "hold", {[SEAL_CORE] = true, [SEAL_RENDER] = true, [SEAL_CHECK] = true}},
    [KEY_ADDRESS_PUBLIC] = {"address.pub", "address-public", {[SEAL_CORE] = true, [SEAL_CHECK] = true}},
    [KEY_ADDRESS_SECRET] = {"address.key", "address-secret", {[SEAL_MAILER] = true, [SEAL_CHECK] = true}},
};

bool key_path(char path[PATH_MAX], const char *directory, const char *file, struct fault *why)
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

enum outcome key_check_directory(const char *directory, struct fault *why)
{
    struct stat status;

    if (stat(directory, &status) != 0)
        return fault_set(why, REFUSED, "5.3.5", "keys directory %s: %s", directory, strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return fault_set(why, REFUSED, "5.3.5", "%s is not a directory", directory);
    return check_private(directory, &status, why);
}

enum outcome key_open(const char *path, int flags, int *fd, struct fault *why)
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
    if (!key_path(path, directory, file, why) || !key_path(temporary, directory, unique, why))
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
    snprintf(line, sizeof line, "askpost-key %d %s 0 %s\n", KEY_FORMAT, key_rows[name].purpose, hex);
    outcome = write_new(directory, key_rows[name].file, str_of(line), why);
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
           str_equal(word, str_of(key_rows[name].purpose)) && str_next_word(&line, &word) && str_number(word, 31, &number) &&
           (*id = (unsigned)number, str_next_word(&line, &word)) && word.n == 2 * KEY_SIZE &&
           sodium_hex2bin(key, KEY_SIZE, word.p, word.n, NULL, &length, NULL) == 0 && length == KEY_SIZE &&
           str_trim(line).n == 0;
}

enum outcome key_read(const char *directory, enum key_name name, unsigned *id, unsigned char key[KEY_SIZE], struct fault *why)
{
    char path[PATH_MAX], text[FILE_LIMIT];
    enum outcome outcome;
    ssize_t n;
    int fd;

    if (!key_path(path, directory, key_rows[name].file, why))
        return REFUSED;
    outcome = key_open(path, O_RDONLY, &fd, why);
    if (outcome != DONE)
        return outcome;
    n = read(fd, text, sizeof text);
    close(fd);
    if (n < 0)
        outcome = fault_set(why, RETRY, "4.3.0", "%s: %s", path, strerror(errno));
    else if (!parse_key(str_from(text, (size_t)n), name, id, key))
        outcome = fault_set(why, REFUSED, "5.3.5", "%s is not a %s key of askpost: restore it from your copy", path,
                            key_rows[name].purpose);
    sodium_memzero(text, sizeof text);
    return outcome;
}

static bool there(const char *directory, const char *file)
{
    char path[PATH_MAX];
    struct stat status;

    return key_path(path, directory, file, NULL) && lstat(path, &status) == 0;
}

/* The two halves belong together: the public one can be made again from the secret one, never the other way round. */
static enum outcome create_address_keys(const char *directory, struct fault *why)
{
    unsigned char public[KEY_SIZE], secret[KEY_SIZE];
    enum outcome outcome = DONE;
    unsigned id;

    if (there(directory, key_rows[KEY_ADDRESS_SECRET].file)) {
        if (there(directory, key_rows[KEY_ADDRESS_PUBLIC].file))
            return DONE;
        outcome = key_read(directory, KEY_ADDRESS_SECRET, &id, secret, why);
        if (outcome == DONE && crypto_scalarmult_base(public, secret) != 0)
            outcome = fault_set(why, REFUSED, "5.3.5", "address.key is not a key");
    } else if (there(directory, key_rows[KEY_ADDRESS_PUBLIC].file)) {
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
    outcome = key_check_directory(directory, why);
    for (size_t i = 0; i < sizeof symmetric / sizeof symmetric[0] && outcome == DONE; i++) {
        unsigned char key[KEY_SIZE];

        if (there(directory, key_rows[symmetric[i]].file))
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
