/* people.keys: a slot for each person, at their number; what is destroyed there cannot be read any more. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/random.h"
#include "seal/private.h"

enum {
    KEYS_AHEAD = 64,       /* people whose keys are made, and synced, together */
    PEOPLE_LIMIT = 1 << 30 /* as a token has room for */
};

const char people_file[] = "people.keys";
/* Slot 0 of people.keys; nobody has the number 0. */
const unsigned char people_magic[KEY_SIZE] = "askpost-people 1\n";

enum outcome people_open(struct seal *s, const char *directory, struct fault *why)
{
    unsigned char head[KEY_SIZE];
    char path[PATH_MAX];
    enum outcome outcome;

    if (s->role == SEAL_RENDER)
        return DONE;
    s->people_writable = s->role != SEAL_MAILER;
    s->people_unsynced = s->people_writable; /* whoever wrote it last may have died before the sync */
    if (!key_path(path, directory, people_file, why))
        return REFUSED;
    outcome = key_open(path, s->people_writable ? O_RDWR : O_RDONLY, &s->people, why);
    if (outcome != DONE)
        return outcome;
    if (pread(s->people, head, sizeof head, 0) != (ssize_t)sizeof head || memcmp(head, people_magic, sizeof head) != 0)
        return fault_set(why, REFUSED, "5.3.5", "%s is not a file of keys of askpost: restore it from your copy", path);
    return DONE;
}

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
