/* Tokens: header 1 byte [version 3 bits | key id 5 bits], tag, encrypted body.
 *
 *     tag  = first bytes of BLAKE2b(MAC key, "askpost-token" 0 domain 0 header body)
 *     sent = body XOR BLAKE2b(encryption key, header tag)               (SIV: deterministic, nothing readable)
 *
 * r d c u m: tag 12, body 12: kind 4 | verb 6 | generation 8 | expiry 14 | person 30 | object 34 bits.
 * b:         tag 7, body 6: object 34 | expiry 14 bits; other keys, so neither form opens as the other. */
#include <sodium.h>

#include "base/log.h"
#include "base/mem.h"
#include "seal/private.h"

enum { FORMAT = 1, BODY_LIMIT = 12, LAYERS_LIMIT = 4 };

/* Which bytes a form has, and the purposes its keys are derived for. */
struct form {
    size_t tag, body;
    size_t chars;
    const char *mac, *encryption;
};

static const struct form long_form = {12, 12, TOKEN_CHARS, "token-mac", "token-encryption"};
static const struct form bounce_form = {7, 6, BOUNCE_CHARS, "bounce-mac", "bounce-encryption"};

static const char letters[] = {
    [TOKEN_REPLY] = 'r', [TOKEN_DO] = 'd',     [TOKEN_CONFIRM] = 'c',
    [TOKEN_UNSUBSCRIBE] = 'u', [TOKEN_BOUNCE] = 'b', [TOKEN_MESSAGE_ID] = 'm',
};

static const unsigned days[] = {
    [TOKEN_REPLY] = 90, [TOKEN_DO] = 90, [TOKEN_CONFIRM] = 7, [TOKEN_UNSUBSCRIBE] = 365, [TOKEN_BOUNCE] = 30, [TOKEN_MESSAGE_ID] = 0,
};

unsigned token_days(enum token_kind kind)
{
    return days[kind];
}

enum token_kind token_kind_of(char letter)
{
    for (unsigned kind = TOKEN_REPLY; kind <= TOKEN_MESSAGE_ID; kind++)
        if (letters[kind] == (letter | 0x20))
            return (enum token_kind)kind;
    return 0;
}

/* ---- fields and bits ---- */

struct bits {
    unsigned char *bytes;
    size_t at;
};

static void put_bits(struct bits *b, unsigned width, uint64_t value)
{
    if (value >> width != 0)
        log_panic("a token's field of %u bits cannot hold %llu", width, (unsigned long long)value);
    for (unsigned i = width; i > 0; i--, b->at++)
        if (value >> (i - 1) & 1)
            b->bytes[b->at / 8] |= (unsigned char)(0x80 >> b->at % 8);
}

static uint64_t get_bits(struct bits *b, unsigned width)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < width; i++, b->at++)
        value = value << 1 | (b->bytes[b->at / 8] >> (7 - b->at % 8) & 1);
    return value;
}

static void pack(const struct token *token, unsigned char body[BODY_LIMIT])
{
    struct bits b = {body, 0};

    if (token->kind != TOKEN_BOUNCE) {
        put_bits(&b, 4, token->kind);
        put_bits(&b, 6, token->verb);
        put_bits(&b, 8, token->generation);
        put_bits(&b, 14, token->expiry);
        put_bits(&b, 30, token->person);
        put_bits(&b, 34, token->object);
    } else {
        put_bits(&b, 34, token->object);
        put_bits(&b, 14, token->expiry);
    }
}

static void unpack(enum token_kind kind, unsigned char body[BODY_LIMIT], struct token *token)
{
    struct bits b = {body, 0};

    *token = (struct token){.kind = kind};
    if (kind != TOKEN_BOUNCE) {
        token->kind = (enum token_kind)get_bits(&b, 4);
        token->verb = (unsigned)get_bits(&b, 6);
        token->generation = (unsigned)get_bits(&b, 8);
        token->expiry = (unsigned)get_bits(&b, 14);
        token->person = get_bits(&b, 30);
        token->object = get_bits(&b, 34);
    } else {
        token->object = get_bits(&b, 34);
        token->expiry = (unsigned)get_bits(&b, 14);
    }
}

/* ---- tag and stream ---- */

static void make_tag(const struct seal *s, const struct form *form, unsigned char header, const unsigned char *body,
                     unsigned char tag[32])
{
    static const char name[] = "askpost-token"; /* with its NUL */
    crypto_generichash_state state;
    unsigned char key[KEY_SIZE];

    seal_derive(s, KEY_TOKEN, form->mac, key);
    crypto_generichash_init(&state, key, sizeof key, 32);
    crypto_generichash_update(&state, (const unsigned char *)name, sizeof name);
    crypto_generichash_update(&state, (const unsigned char *)s->domain, strlen(s->domain) + 1);
    crypto_generichash_update(&state, &header, 1);
    crypto_generichash_update(&state, body, form->body);
    crypto_generichash_final(&state, tag, 32);
    sodium_memzero(key, sizeof key);
    sodium_memzero(&state, sizeof state);
}

/* Encrypts or decrypts: from `in` to `out`, with the stream that header and tag choose. */
static void apply_stream(const struct seal *s, const struct form *form, const unsigned char *header_and_tag,
                         const unsigned char *in, unsigned char *out)
{
    unsigned char key[KEY_SIZE], stream[16];

    seal_derive(s, KEY_TOKEN, form->encryption, key);
    crypto_generichash(stream, sizeof stream, header_and_tag, 1 + form->tag, key, sizeof key);
    for (size_t i = 0; i < form->body; i++)
        out[i] = in[i] ^ stream[i];
    sodium_memzero(key, sizeof key);
    sodium_memzero(stream, sizeof stream);
}

void token_make(const struct seal *s, const struct token *token, char out[SEAL_TOKEN_TEXT + 1])
{
    const struct form *form = token->kind == TOKEN_BOUNCE ? &bounce_form : &long_form;
    unsigned char body[BODY_LIMIT] = {0}, bytes[TOKEN_BYTES], tag[32];

    if (token->kind < TOKEN_REPLY || token->kind > TOKEN_MESSAGE_ID)
        log_panic("no such kind of token: %u", token->kind);
    pack(token, body);
    bytes[0] = (unsigned char)(FORMAT << 5 | s->id[KEY_TOKEN]);
    make_tag(s, form, bytes[0], body, tag);
    memcpy(bytes + 1, tag, form->tag);
    apply_stream(s, form, bytes, body, bytes + 1 + form->tag);
    out[0] = letters[token->kind];
    base32_write(bytes, 1 + form->tag + form->body, out + 1);
}

/* ---- reading ---- */

/* Whether s begins with `word` and one of SRS's three separators. */
static bool srs(struct str s, struct str word)
{
    return str_starts_nocase(s, word) && s.n > word.n && strchr("=+-", s.p[word.n]) != NULL && s.p[word.n] != '\0';
}

/* Drops `count` parts that end in '='. */
static struct str skip_parts(struct str s, unsigned count)
{
    for (; count > 0; count--)
        s = str_from_index(s, str_index(s, '=') + 1);
    return s;
}

/* Takes off what relays wrap around a local part: BATV (prvs=TAG=local), SRS (SRS0=HASH=TIME=DOMAIN=local and
 * SRS1=HASH=FORWARDER==HASH=TIME=DOMAIN=local). */
static struct str unwrap(struct str local)
{
    for (unsigned layer = 0; layer < LAYERS_LIMIT; layer++) {
        if (str_starts_nocase(local, STR("prvs=")))
            local = skip_parts(local, 2);
        else if (srs(local, STR("SRS0")))
            local = skip_parts(str_from_index(local, 5), 3);
        else if (srs(local, STR("SRS1"))) /* the empty part is SRS0's separator, which may be + or - too */
            local = skip_parts(str_from_index(skip_parts(str_from_index(local, 5), 2), 1), 3);
        else
            break;
    }
    return local;
}

static const struct form *form_of(struct str local, enum token_kind *kind)
{
    const struct form *form;

    *kind = local.n == 0 ? 0 : token_kind_of(local.p[0]);
    if (*kind == 0)
        return NULL;
    form = *kind == TOKEN_BOUNCE ? &bounce_form : &long_form;
    if (local.n != 1 + form->chars)
        return NULL;
    for (size_t i = 1; i < local.n; i++)
        if (!base32_char(local.p[i]))
            return NULL;
    return form;
}

bool token_read(const struct seal *s, struct str local_part, struct token *token)
{
    unsigned char bytes[TOKEN_BYTES], body[BODY_LIMIT] = {0}, tag[32];
    struct str local = unwrap(local_part);
    const struct form *form;
    enum token_kind kind;

    form = form_of(local, &kind);
    if (form == NULL || !base32_read(str_from_index(local, 1), bytes, 1 + form->tag + form->body) ||
        bytes[0] != (FORMAT << 5 | s->id[KEY_TOKEN]))
        return false;
    apply_stream(s, form, bytes, bytes + 1 + form->tag, body);
    make_tag(s, form, bytes[0], body, tag);
    if (sodium_memcmp(tag, bytes + 1, form->tag) != 0)
        return false;
    unpack(kind, body, token);
    return token->kind == kind; /* a token of one kind never works under another's letter */
}
