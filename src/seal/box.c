#include <sodium.h>

#include "base/mem.h"
#include "base/random.h"
#include "seal/private.h"

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    MAC = crypto_aead_xchacha20poly1305_ietf_ABYTES
};
_Static_assert(NONCE + MAC == BOX_EXTRA, "size of a box");

void box_close(const unsigned char key[KEY_SIZE], struct str bound, struct str bytes, struct buf *out)
{
    size_t n = bytes.n + BOX_EXTRA;
    unsigned char *box = mem_array(out->ctx, n, 1);

    random_fill(box, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, NULL, (const unsigned char *)bytes.p, bytes.n,
                                               (const unsigned char *)bound.p, bound.n, NULL, box, key);
    buf_add(out, box, n);
    mem_free(box);
}

bool box_open(const unsigned char key[KEY_SIZE], struct str bound, struct str box, unsigned char *out)
{
    const unsigned char *p = (const unsigned char *)box.p;

    return box.n >= BOX_EXTRA &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, p + NONCE, box.n - NONCE,
                                                      (const unsigned char *)bound.p, bound.n, p, key) == 0;
}

/* ---- held mail: key id, nonce, box ---- */

static const struct str hold_bound = {"askpost-hold-1", 14};

void seal_hold(const struct seal *s, struct str bytes, struct buf *out)
{
    unsigned char key[KEY_SIZE];

    seal_derive(s, KEY_HOLD, "hold", key);
    buf_char(out, (char)s->id[KEY_HOLD]);
    box_close(key, hold_bound, bytes, out);
    sodium_memzero(key, sizeof key);
}

enum outcome seal_hold_open(const struct seal *s, const void *ctx, struct str sealed, struct str *out, struct fault *why)
{
    unsigned char key[KEY_SIZE], *bytes;
    bool opened;

    if (!s->held[KEY_HOLD])
        return fault_set(why, REFUSED, "5.7.0", "this process does not hold hold.key");
    if (sealed.n < 1 + BOX_EXTRA || (unsigned char)sealed.p[0] != s->id[KEY_HOLD])
        return fault_set(why, REFUSED, "5.7.0", "not sealed with our hold.key");
    bytes = mem_zero(ctx, sealed.n - 1 - BOX_EXTRA + 1);
    seal_derive(s, KEY_HOLD, "hold", key);
    opened = box_open(key, hold_bound, str_from_index(sealed, 1), bytes);
    sodium_memzero(key, sizeof key);
    if (!opened) {
        mem_free(bytes);
        return fault_set(why, REFUSED, "5.7.0", "not sealed with our hold.key, or damaged");
    }
    *out = str_from(bytes, sealed.n - 1 - BOX_EXTRA);
    return DONE;
}
