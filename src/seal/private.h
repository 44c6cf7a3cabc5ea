/* What the files of seal/ share. */
#ifndef SEAL_PRIVATE_H
#define SEAL_PRIVATE_H

#include <limits.h>

#include "seal/seal.h"

enum { KEY_SIZE = 32 };

/* One per key file, in the order of key_rows. */
enum key_name { KEY_INDEX, KEY_TOKEN, KEY_HOLD, KEY_ADDRESS_PUBLIC, KEY_ADDRESS_SECRET, KEY_COUNT };

/* Keys for one purpose, made when first asked for: a notice alone takes a dozen. */
struct derived {
    struct {
        enum key_name name;
        char purpose[24];
        unsigned char key[KEY_SIZE];
    } list[16];
    size_t count;
};

struct seal {
    enum seal_role role;
    char *domain; /* lower case */
    int people;   /* descriptor of people.keys, or -1 */
    bool people_writable;
    bool people_unsynced; /* a new key is not on the disk yet */
    bool held[KEY_COUNT];
    unsigned id[KEY_COUNT]; /* 0 to 31: stands in tokens and sealed bytes, so that a later key can live beside it */
    unsigned char key[KEY_COUNT][KEY_SIZE];
    unsigned char address_public[KEY_SIZE]; /* of KEY_ADDRESS_SECRET, where that is held */
    struct derived *derived;
};

/* key_files.c */
struct key_row {
    const char *file;
    const char *purpose;
    bool roles[SEAL_CHECK + 1]; /* who opens it */
};
extern const struct key_row key_rows[KEY_COUNT];
/* "DIRECTORY/FILE". False, and REFUSED in why (may be NULL), when that is too long. */
bool key_path(char path[PATH_MAX], const char *directory, const char *file, struct fault *why);
/* REFUSED when it is no directory, or not its owner's alone. */
enum outcome key_check_directory(const char *directory, struct fault *why) MUST_CHECK;
/* Opens a plain file that is its owner's alone; else REFUSED, and *fd is -1. */
enum outcome key_open(const char *path, int flags, int *fd, struct fault *why) MUST_CHECK;
/* Reads a key file. Wipe the key after use. */
enum outcome key_read(const char *directory, enum key_name name, unsigned *id, unsigned char key[KEY_SIZE], struct fault *why) MUST_CHECK;

/* people.c: the file's name, and its slot 0. */
extern const char people_file[];
extern const unsigned char people_magic[KEY_SIZE];
/* Opens people.keys as the role of `s` may; DONE without it where the role may not. */
enum outcome people_open(struct seal *s, const char *directory, struct fault *why) MUST_CHECK;

/* Readies libsodium; that it cannot be readied is fatal. */
void seal_ready(void);
/* A key for one purpose out of a file's key. Panics when the process does not hold that file's key: our bug. */
void seal_derive(const struct seal *s, enum key_name name, const char *purpose, unsigned char out[KEY_SIZE]);
/* A person's key. REFUSED 5.7.0 when there is none (never made, or forgotten). Wipe it after use. */
enum outcome seal_person_key(const struct seal *s, uint64_t person, unsigned char key[KEY_SIZE], struct fault *why) MUST_CHECK;

/* XChaCha20-Poly1305 with a random nonce, as nonce and box, appended to out; and back. `bound` is authenticated beside the bytes. */
enum { BOX_EXTRA = 24 + 16 };
void box_close(const unsigned char key[KEY_SIZE], struct str bound, struct str bytes, struct buf *out);
bool box_open(const unsigned char key[KEY_SIZE], struct str bound, struct str box, unsigned char *out);

/* RFC 4648 base32 in lower case without padding. out holds (n * 8 + 4) / 5 characters and a NUL. */
void base32_write(const unsigned char *bytes, size_t n, char *out);
/* Reads exactly n bytes, in any case; false for a wrong length, a foreign character or bits left over that are not zero. */
bool base32_read(struct str text, unsigned char *bytes, size_t n);
bool base32_char(char c);

/* Lengths of the two kinds of token after the letter. */
enum { TOKEN_BYTES = 25, TOKEN_CHARS = 40, BOUNCE_BYTES = 14, BOUNCE_CHARS = 23 };
/* The kind a first letter stands for (any case); 0 for none. */
enum token_kind token_kind_of(char letter);

#endif
