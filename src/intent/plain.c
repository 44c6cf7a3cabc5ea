#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

static bool letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return c >= 0xc0 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) && !(c >= 0xff00 && c <= 0xff0f) && c != 0xfffd;
}

struct str intent_plain(const void *ctx, struct str text, size_t limit)
{
    struct str s = utf8_fold(ctx, utf8_prefix_bytes(text, limit));
    struct buf out;
    bool gap = false;

    buf_init(&out, ctx, s.n + 1);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c == '\'' || c == 0x2019)
            continue; /* don't, d'accord: one word */
        if (!letter(c)) {
            gap = true;
            continue;
        }
        if (gap && out.n > 0)
            buf_char(&out, ' ');
        gap = false;
        utf8_put(&out, c);
    }
    return buf_view(&out);
}
