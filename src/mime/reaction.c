#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { JSON_LIMIT = 4096, EMOJI_LIMIT = 64 };

static bool four_hex(struct str s, size_t at, uint32_t *value)
{
    *value = 0;
    for (size_t i = at; i < at + 4; i++) {
        if (i >= s.n || mime_hex(s.p[i]) < 0)
            return false;
        *value = *value << 4 | (uint32_t)mime_hex(s.p[i]);
    }
    return true;
}

/* A JSON string (RFC 8259 7) from its opening quote on; false when it is none. Escapes that are no \u stand for
 * themselves. */
static bool read_string(struct str json, size_t at, struct buf *out)
{
    uint32_t high = 0;

    for (at++; at < json.n && json.p[at] != '"'; at++) {
        uint32_t unit;

        if (json.p[at] != '\\') {
            buf_char(out, json.p[at]);
            continue;
        }
        if (++at >= json.n)
            return false;
        if (json.p[at] != 'u') {
            buf_char(out, json.p[at]);
            continue;
        }
        if (!four_hex(json, at + 1, &unit))
            return false;
        at += 4;
        if (unit >= 0xd800 && unit < 0xdc00)
            high = unit;
        else if (unit >= 0xdc00 && unit < 0xe000 && high != 0)
            utf8_put(out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
        else
            utf8_put(out, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
    }
    return at < json.n;
}

/* Gmail's {"emoji":"...","version":1}: the value of the one key that matters. */
static struct str emoji_of_json(const void *ctx, struct str json)
{
    size_t at = str_find(json, STR("\"emoji\""));
    struct buf out;

    buf_init(&out, ctx, EMOJI_LIMIT + 1);
    for (at += sizeof "\"emoji\"" - 1; at < json.n && strchr(" \t\r\n:", json.p[at]) != NULL;)
        at++;
    return at < json.n && json.p[at] == '"' && read_string(json, at, &out) ? buf_view(&out) : STR_EMPTY;
}

char *mime_reaction(const void *ctx, const struct part *part)
{
    bool json = strcmp(part->type.type, "text/vnd.google.email-reaction+json") == 0, cut = false;
    struct str emoji;

    if (!json && (strcmp(part->disposition.type, "reaction") != 0 || strcmp(part->type.type, "text/plain") != 0))
        return NULL;
    emoji = mime_part_text(ctx, part, JSON_LIMIT, &cut);
    emoji = str_trim(json ? emoji_of_json(ctx, emoji) : emoji);
    for (size_t i = 0; i < emoji.n; i++)
        if ((unsigned char)emoji.p[i] <= ' ' || emoji.p[i] == 0x7f)
            return NULL; /* words, so no reaction (RFC 9078 2) */
    return emoji.n == 0 || emoji.n > EMOJI_LIMIT || !utf8_valid(emoji) ? NULL : str_dup(ctx, emoji);
}
