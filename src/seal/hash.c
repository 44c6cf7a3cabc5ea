#include <sodium.h>

#include "seal/private.h"

void seal_hash(const struct seal *s, const char *purpose, struct str bytes, unsigned char out[SEAL_HASH])
{
    unsigned char key[KEY_SIZE];

    seal_derive(s, KEY_INDEX, purpose, key);
    crypto_generichash(out, SEAL_HASH, (const unsigned char *)bytes.p, bytes.n, key, sizeof key);
    sodium_memzero(key, sizeof key);
}

void seal_address_hash(const struct seal *s, struct str canonical, unsigned char out[SEAL_HASH])
{
    seal_hash(s, "address", canonical, out);
}

uint64_t seal_pseudonym(const struct seal *s, uint64_t person, uint64_t thread, unsigned attempt)
{
    const uint64_t values[] = {person, thread, attempt};
    unsigned char key[KEY_SIZE], input[8 * 3], hash[16];
    uint64_t number = 0;

    for (size_t i = 0; i < sizeof input; i++)
        input[i] = (unsigned char)(values[i / 8] >> (56 - i % 8 * 8));
    seal_derive(s, KEY_TOKEN, "pseudonym", key);
    crypto_generichash(hash, sizeof hash, input, sizeof input, key, sizeof key);
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    sodium_memzero(key, sizeof key);
    return number;
}

void seal_digest(struct str bytes, unsigned char out[32])
{
    crypto_generichash(out, 32, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
}
