/* What a process holds of the keys, as its role may, and what it derives from them. */
#include <errno.h>
#include <sodium.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "seal/private.h"

void seal_ready(void)
{
    if (sodium_init() < 0)
        log_fatal(71, "libsodium cannot be started");
}

/* The memory stays locked until the process ends: unlocking would take system calls a jailed role does not have. */
static int wipe(struct seal *s)
{
    sodium_memzero(s->key, sizeof s->key);
    sodium_memzero(s->derived, sizeof *s->derived);
    if (s->people >= 0)
        close(s->people);
    return 0;
}

enum outcome seal_open(const void *ctx, const char *directory, const char *domain, enum seal_role role, struct seal **out,
                       struct fault *why)
{
    enum outcome outcome;
    struct seal *s;

    seal_ready();
    outcome = key_check_directory(directory, why);
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
        if (!key_rows[name].roles[role])
            continue;
        outcome = key_read(directory, name, &s->id[name], s->key[name], why);
        s->held[name] = outcome == DONE;
    }
    if (outcome == DONE && s->held[KEY_ADDRESS_SECRET] && crypto_scalarmult_base(s->address_public, s->key[KEY_ADDRESS_SECRET]) != 0)
        outcome = fault_set(why, REFUSED, "5.3.5", "address.key is not a key");
    if (outcome == DONE)
        outcome = people_open(s, directory, why);
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
        log_panic("this process does not hold %s", key_rows[name].file);
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
