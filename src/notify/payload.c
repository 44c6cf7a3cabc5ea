#include "base/wire.h"

#include "notify/private.h"

/* What every payload begins with; another form gets another word. */
static const char form[] = "pairs-1";

enum { PAIRS_MAX = 64, PAYLOAD_LIMIT = 512 * 1024 };

void payload_encode(struct buf *out, const struct pair *list, size_t count)
{
    wire_put_text(out, form);
    wire_put_number(out, count < PAIRS_MAX ? count : PAIRS_MAX);
    for (size_t i = 0; i < count && i < PAIRS_MAX; i++) {
        wire_put_text(out, list[i].name);
        wire_put_text(out, list[i].value);
    }
}

bool payload_decode(const void *ctx, struct str bytes, struct pairs *out)
{
    struct wire w = wire_read(bytes);

    *out = (struct pairs){0};
    if (!str_equal(wire_str(&w), str_of(form)))
        return false;
    out->count = (size_t)wire_below(&w, PAIRS_MAX + 1);
    out->list = mem_array(ctx, out->count, sizeof *out->list);
    for (size_t i = 0; i < out->count; i++) {
        out->list[i].name = wire_text(ctx, &w);
        out->list[i].value = wire_text(ctx, &w);
    }
    if (!wire_end(&w))
        *out = (struct pairs){0};
    return wire_end(&w);
}

void payload_seal(const struct forum *f, const void *ctx, const struct pair *list, size_t count, struct buf *out)
{
    struct buf plain;

    buf_init(&plain, ctx, PAYLOAD_LIMIT);
    payload_encode(&plain, list, count);
    seal_hold(f->seal, buf_view(&plain), out);
}

enum outcome payload_open(const struct forum *f, const void *ctx, struct str payload, struct pairs *out,
                          struct fault *why)
{
    enum outcome outcome;

    *out = (struct pairs){0};
    if (payload.n == 0)
        return DONE;
    outcome = seal_hold_open(f->seal, ctx, payload, &payload, why);
    if (outcome != DONE)
        return outcome;
    if (!payload_decode(ctx, payload, out))
        return fault_set(why, REFUSED, "5.3.0", "the parameters of a notice cannot be read");
    return DONE;
}

const char *pairs_get(const struct pairs *p, const char *name)
{
    for (size_t i = 0; i < p->count; i++)
        if (strcmp(p->list[i].name, name) == 0)
            return p->list[i].value;
    return "";
}
