/* A sealed address is: key id of address.pub | nonce | box under the person's key of (sealed box to address.pub of the plaintext).
 * The plaintext is: person 8 bytes | length 2 | address, zeros to 64, 128 or 256. Without the person's key it is noise for
 * everybody, and without address.key it is noise even for who has that. */
#include <sodium.h>

#include "base/address.h"
#include "base/mem.h"
#include "seal/private.h"

enum { PLAIN_HEAD = 10, PLAIN_LIMIT = PLAIN_HEAD + 256, INNER_LIMIT = PLAIN_LIMIT + crypto_box_SEALBYTES };

static size_t padded(size_t n)
{
    return n <= 64 ? 64 : n <= 128 ? 128 : 256;
}

static void put_number(unsigned char *at, size_t bytes, uint64_t value)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> (bytes - 1 - i) * 8);
}

static uint64_t get_number(const unsigned char *at, size_t bytes)
{
    uint64_t value = 0;

    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

/* What is authenticated beside the box, so that a row moved to another person does not open. */
struct bound {
    unsigned char bytes[1 + 8];
};

static struct bound bound_of(unsigned id, uint64_t person)
{
    struct bound bound;

    bound.bytes[0] = (unsigned char)id;
    put_number(bound.bytes + 1, 8, person);
    return bound;
}

enum outcome seal_address(const struct seal *s, uint64_t person, struct str address, struct buf *out, struct fault *why)
{
    unsigned char plain[PLAIN_LIMIT] = {0}, inner[INNER_LIMIT], key[KEY_SIZE];
    struct bound bound = bound_of(s->id[KEY_ADDRESS_PUBLIC], person);
    size_t n = PLAIN_HEAD + padded(address.n);
    enum outcome outcome;

    if (!s->held[KEY_ADDRESS_PUBLIC])
        return fault_set(why, REFUSED, "5.7.0", "this process does not hold address.pub");
    if (!address_valid(address))
        return fault_set(why, REFUSED, "5.1.3", "not an address");
    outcome = seal_person_key(s, person, key, why);
    if (outcome != DONE)
        return outcome;
    put_number(plain, 8, person);
    put_number(plain + 8, 2, address.n);
    memcpy(plain + PLAIN_HEAD, address.p, address.n);
    if (crypto_box_seal(inner, plain, n, s->key[KEY_ADDRESS_PUBLIC]) != 0) {
        outcome = fault_set(why, REFUSED, "5.3.5", "address.pub is not a key");
    } else {
        buf_char(out, (char)bound.bytes[0]);
        box_close(key, str_from(bound.bytes, sizeof bound.bytes), str_from(inner, n + crypto_box_SEALBYTES), out);
        if (out->full)
            outcome = fault_set(why, REFUSED, "5.3.4", "no room for a sealed address");
    }
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(key, sizeof key);
    return outcome;
}

/* inner (of n bytes) → address, when it is person's. */
static bool open_inner(const struct seal *s, uint64_t person, const unsigned char *inner, size_t n, const void *ctx, char **out)
{
    unsigned char plain[PLAIN_LIMIT];
    uint64_t length;
    bool opened;

    if (n < crypto_box_SEALBYTES + PLAIN_HEAD)
        return false;
    opened = crypto_box_seal_open(plain, inner, n, s->address_public, s->key[KEY_ADDRESS_SECRET]) == 0;
    if (opened) {
        length = get_number(plain + 8, 2);
        opened = get_number(plain, 8) == person && length <= n - crypto_box_SEALBYTES - PLAIN_HEAD &&
                 address_valid(str_from(plain + PLAIN_HEAD, (size_t)length));
        if (opened)
            *out = mem_copy(ctx, plain + PLAIN_HEAD, (size_t)length);
    }
    sodium_memzero(plain, sizeof plain);
    return opened;
}

enum outcome seal_address_open(const struct seal *s, const void *ctx, uint64_t person, struct str sealed, char **out, struct fault *why)
{
    unsigned char inner[INNER_LIMIT], key[KEY_SIZE];
    struct bound bound = bound_of(s->id[KEY_ADDRESS_SECRET], person);
    enum outcome outcome;

    if (!s->held[KEY_ADDRESS_SECRET])
        return fault_set(why, REFUSED, "5.7.0", "this process does not hold address.key");
    if (sealed.n < 1 + BOX_EXTRA || sealed.n > 1 + BOX_EXTRA + INNER_LIMIT || (unsigned char)sealed.p[0] != bound.bytes[0])
        return fault_set(why, REFUSED, "5.7.0", "not an address sealed with our keys");
    outcome = seal_person_key(s, person, key, why);
    if (outcome != DONE)
        return outcome;
    if (!box_open(key, str_from(bound.bytes, sizeof bound.bytes), str_from_index(sealed, 1), inner) ||
        !open_inner(s, person, inner, sealed.n - 1 - BOX_EXTRA, ctx, out))
        outcome = fault_set(why, REFUSED, "5.7.0", "not an address sealed for that person with our keys");
    sodium_memzero(key, sizeof key);
    return outcome;
}
