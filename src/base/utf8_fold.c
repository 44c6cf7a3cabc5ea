/* Case folding, for comparison. libunistring folds and normalises a text as a whole, slowly, and a few accents among the letters would
 * send all of a mail there. So ASCII is lowered at once, each character below U+0800 that folds to one character, whatever stands beside it,
 * is looked up, and only what stands between such characters is given to libunistring, with the one before it, which a combining mark may
 * join. */
#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { TABLE = 0x800 };

/* What a character folds to by itself; 0: not one character, or not by itself. Made at the first fold, which in the daemon is before the
 * roles are forked (reply_prepare folds its phrases). */
static uint16_t alone[TABLE];

static void fold_whole(struct buf *out, struct str s)
{
    size_t n = 0;
    uint8_t *made = u8_casefold((const uint8_t *)s.p, s.n, NULL, UNINORM_NFC, NULL, &n);

    if (made == NULL)
        log_panic("out of memory");
    buf_add(out, made, n);
    free(made);
}

static uint16_t fold_alone(struct buf *scratch, uint32_t c)
{
    size_t length, at = 0;

    buf_truncate(scratch, 0);
    utf8_put(scratch, c);
    length = scratch->n;
    fold_whole(scratch, buf_view(scratch));

    struct str folded = str_from_index(buf_view(scratch), length);
    uint32_t result = folded.n == 0 ? 0 : utf8_next(folded, &at);
    bool one = at == folded.n && result < TABLE && uc_combining_class(c) == 0 && uc_combining_class(result) == 0;

    return one ? (uint16_t)result : 0;
}

static void make_table(const void *ctx)
{
    struct buf scratch;

    buf_init(&scratch, ctx, 64);
    for (uint32_t c = 1; c < TABLE; c++)
        alone[c] = fold_alone(&scratch, c);
    mem_free(scratch.p);
}

static uint32_t look_up(uint32_t c)
{
    return c < TABLE ? alone[c] : 0;
}

/* Past the characters that are not looked up. */
static size_t rest_of_piece(struct str s, size_t at)
{
    for (size_t next = at; at < s.n && look_up(utf8_next(s, &next)) == 0;)
        at = next;
    return at;
}

static void add_lower(struct buf *out, struct str ascii)
{
    buf_str(out, ascii);
    for (size_t i = out->n - ascii.n; i < out->n; i++)
        if (out->p[i] >= 'A' && out->p[i] <= 'Z')
            out->p[i] |= 0x20;
}

struct str utf8_fold(const void *ctx, struct str s)
{
    struct buf out;
    size_t before = 0, before_out = 0; /* the character before, if it was looked up, and what it became */

    if (s.n == 0)
        return STR_EMPTY;
    if (utf8_ascii(s, 0) == s.n)
        return str_from(str_lower(ctx, s), s.n);
    if (alone['a'] == 0)
        make_table(ctx);
    buf_init(&out, ctx, s.n * 4);
    buf_reserve(&out, s.n);
    for (size_t at = 0; at < s.n;) {
        size_t begin = at, ascii = utf8_ascii(s, at);
        uint32_t folded = ascii > 0 ? 0 : look_up(utf8_next(s, &at));

        if (ascii > 0) {
            add_lower(&out, str_cut(s, at, ascii));
            at += ascii;
            before = at - 1;
            before_out = out.n - 1;
        } else if (folded != 0) {
            before = begin;
            before_out = out.n;
            utf8_put(&out, folded);
        } else {
            at = rest_of_piece(s, at);
            buf_truncate(&out, before_out);
            fold_whole(&out, str_cut(s, before, at - before));
            before = at;
            before_out = out.n;
        }
    }
    return buf_view(&out);
}
