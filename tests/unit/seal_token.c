#include "unit.h"

#include "seal.h"

#include "base/random.h"

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
static const char kind_letters[] = "rdcubm";

static void assert_same(const struct token *a, const struct token *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->verb, b->verb);
    assert_int_equal(a->generation, b->generation);
    assert_int_equal(a->expiry, b->expiry);
    assert_int_equal(a->person, b->person);
    assert_int_equal(a->object, b->object);
}

static void round_trip(void **state)
{
    /* each field empty, at its limit, and everything together */
    static const struct token tokens[] = {
        {TOKEN_REPLY, 0, 0, 0, 0, 0},
        {TOKEN_REPLY, 63, 0, 0, 0, 0},
        {TOKEN_REPLY, 0, 255, 0, 0, 0},
        {TOKEN_DO, 0, 0, 16383, 0, 0},
        {TOKEN_CONFIRM, 0, 0, 0, (1u << 30) - 1, 0},
        {TOKEN_UNSUBSCRIBE, 0, 0, 0, 0, (1ull << 34) - 1},
        {TOKEN_MESSAGE_ID, 63, 255, 16383, (1u << 30) - 1, (1ull << 34) - 1},
        {TOKEN_BOUNCE, 0, 0, 0, 0, 0},
        {TOKEN_BOUNCE, 0, 0, 16383, 0, (1ull << 34) - 1},
        {TOKEN_REPLY, REPLY_TO_RECEIPT, 7, 690, 123456, 789},
    };
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_RENDER);

    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        char text[SEAL_TOKEN_TEXT + 1], again[SEAL_TOKEN_TEXT + 1];
        struct token read;

        token_make(s, &tokens[i], text);
        token_make(s, &tokens[i], again);
        assert_string_equal(text, again);
        assert_int_equal(strlen(text), tokens[i].kind == TOKEN_BOUNCE ? SEAL_BOUNCE_TEXT : SEAL_TOKEN_TEXT);
        assert_int_equal(text[0], kind_letters[tokens[i].kind - TOKEN_REPLY]);
        assert_true(token_read(s, str_of(text), &read));
        assert_same(&tokens[i], &read);
    }
    keys_remove(*state, keys);
}

/* Nothing of a token can be read without the key: one bit changed in the fields changes about half of its characters' bits. */
static void unlinkable(void **state)
{
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);
    struct token token = {TOKEN_REPLY, 0, 0, 690, 4711, 12};
    char one[SEAL_TOKEN_TEXT + 1], two[SEAL_TOKEN_TEXT + 1];
    size_t equal = 0;

    token_make(s, &token, one);
    token.object = 13;
    token_make(s, &token, two);
    for (size_t i = 3; i < SEAL_TOKEN_TEXT; i++)
        equal += one[i] == two[i];
    assert_true(equal < 12);
    keys_remove(*state, keys);
}

static void edits(void **state)
{
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);
    const struct token tokens[] = {{TOKEN_REPLY, 1, 2, 690, 1234, 5678}, {TOKEN_BOUNCE, 0, 0, 690, 0, 5678}};
    size_t tried = 0, accepted = 0;

    for (size_t t = 0; t < 2; t++) {
        char text[SEAL_TOKEN_TEXT + 1];
        struct token read;

        token_make(s, &tokens[t], text);
        for (size_t i = 1; text[i] != '\0'; i++) {
            char kept = text[i];

            for (size_t c = 0; c < 32; c++) {
                if (alphabet[c] == kept)
                    continue;
                text[i] = alphabet[c];
                tried++;
                accepted += token_read(s, str_of(text), &read);
            }
            for (unsigned c = 0; c < 256; c++) {
                text[i] = (char)c;
                if (memchr(alphabet, (char)(c | 0x20), 32) == NULL || c < '2' || (c > '7' && c < 'A'))
                    accepted += token_read(s, str_from(text, strlen(text)), &read);
            }
            text[i] = kept;
        }
        assert_true(token_read(s, str_of(text), &read));
    }
    print_message("# %zu edits of one character tried, %zu accepted\n", tried, accepted);
    assert_int_equal(tried, 1240 + 713); /* 40 and 23 characters, 31 others each */
    assert_int_equal(accepted, 0);
    keys_remove(*state, keys);
}

static void guesses(void **state)
{
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);
    const struct token real = {TOKEN_REPLY, 0, 0, 690, 1, 1};
    char text[SEAL_TOKEN_TEXT + 1];
    size_t accepted = 0;
    struct token read;

    token_make(s, &real, text);
    for (size_t i = 0; i < 200000; i++) {
        unsigned char random[SEAL_TOKEN_TEXT];
        bool bounce = i % 4 == 3;
        size_t n = bounce ? SEAL_BOUNCE_TEXT : SEAL_TOKEN_TEXT;
        char guess[SEAL_TOKEN_TEXT];

        random_fill(random, sizeof random);
        guess[0] = bounce ? 'b' : kind_letters[i % 3];
        for (size_t c = 1; c < n; c++)
            guess[c] = alphabet[random[c] & 31];
        guess[1] = text[1]; /* with the right header, or the tag is never looked at */
        if (i % 2 == 0)
            guess[2] = text[2];
        accepted += token_read(s, str_from(guess, n), &read);
    }
    assert_int_equal(accepted, 0);
    keys_remove(*state, keys);
}

static void letter_case(void **state)
{
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "Forum.Example", SEAL_CORE);
    const struct token tokens[] = {{TOKEN_CONFIRM, 5, 6, 7, 8, 9}, {TOKEN_BOUNCE, 0, 0, 7, 0, 9}};

    for (size_t t = 0; t < 2; t++) {
        char text[SEAL_TOKEN_TEXT + 1];
        struct token read;

        token_make(s, &tokens[t], text);
        for (unsigned pattern = 1; pattern < 4; pattern++) {
            char changed[SEAL_TOKEN_TEXT + 1];

            for (size_t i = 0; i <= strlen(text); i++)
                changed[i] = (pattern == 3 || i % 2 == pattern - 1) && text[i] >= 'a' ? (char)(text[i] - 32) : text[i];
            assert_true(token_read(s, str_of(changed), &read));
            assert_same(&tokens[t], &read);
        }
    }
    keys_remove(*state, keys);
}

static void wrapped(void **state)
{
    static const struct {
        const char *before, *after;
        bool opens;
    } rows[] = {
        {"", "", true},
        {"prvs=1234abcdef=", "", true},
        {"PRVS=1234ABCDEF=", "", true},
        {"SRS0=HHHH=TT=forum.example=", "", true},
        {"srs0+HHHH=TT=forum.example=", "", true},
        {"SRS0-HHHH=TT=forum.example=", "", true},
        {"SRS1=HHHH=first.example==HHHH=TT=forum.example=", "", true},
        {"SRS1=HHHH=first.example=+HHHH=TT=forum.example=", "", true},
        {"prvs=1234abcdef=SRS0=HHHH=TT=forum.example=", "", true},
        {"prvs=", "", false},
        {"SRS0=HHHH=TT=", "", false},
        {"SRS0", "", false},
        {"x", "", false},
        {"", "x", false},
        {" ", "", false},
        {"", "=", false},
        {"prvs=a=prvs=a=prvs=a=prvs=a=prvs=a=", "", false}, /* no end of layers */
    };
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);
    const struct token tokens[] = {{TOKEN_UNSUBSCRIBE, 2, 3, 690, 5, 6}, {TOKEN_BOUNCE, 0, 0, 690, 0, 77}};

    for (size_t t = 0; t < 2; t++) {
        char text[SEAL_TOKEN_TEXT + 1];

        token_make(s, &tokens[t], text);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            char *local = mem_format(*state, "%s%s%s", rows[i].before, text, rows[i].after);
            struct token read;

            if (token_read(s, str_of(local), &read) != rows[i].opens)
                fail_msg("row %zu: %s", i, local);
            if (rows[i].opens)
                assert_same(&tokens[t], &read);
        }
    }
    keys_remove(*state, keys);
}

static void bound_to_domain(void **state)
{
    char *keys = keys_new(*state), *other_keys = keys_new(*state);
    struct seal *here = keys_open(*state, keys, "forum.example", SEAL_CORE);
    struct seal *staging = keys_open(*state, keys, "staging.example", SEAL_CORE);
    struct seal *elsewhere = keys_open(*state, other_keys, "forum.example", SEAL_CORE);

    for (unsigned kind = TOKEN_REPLY; kind <= TOKEN_MESSAGE_ID; kind++) {
        struct token token = {.kind = (enum token_kind)kind, .expiry = 690, .object = 3}, read;
        char text[SEAL_TOKEN_TEXT + 1];

        token_make(here, &token, text);
        assert_true(token_read(here, str_of(text), &read));
        assert_false(token_read(staging, str_of(text), &read));
        assert_false(token_read(elsewhere, str_of(text), &read));
    }
    keys_remove(*state, keys);
    keys_remove(*state, other_keys);
}

static void bound_to_kind(void **state)
{
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);

    for (unsigned kind = TOKEN_REPLY; kind <= TOKEN_MESSAGE_ID; kind++) {
        struct token token = {.kind = (enum token_kind)kind, .expiry = 690, .object = 3}, read;
        char text[SEAL_TOKEN_TEXT + 1];

        token_make(s, &token, text);
        for (unsigned letter = 0; letter < 256; letter++) {
            char kept = text[0];
            bool ours = (letter | 0x20) == (unsigned char)kept && letter >= 'A';

            text[0] = (char)letter;
            assert_int_equal(token_read(s, str_from(text, strlen(text + 1) + 1), &read), ours);
            text[0] = kept;
        }
    }
    keys_remove(*state, keys);
}

static void not_shaped(void **state)
{
    static const char *const texts[] = {"", "r", "b", "ask", "request", "psychotherapy", "r234567", "prvs==", "SRS1=", "SRS0==="};
    char *keys = keys_new(*state);
    struct seal *s = keys_open(*state, keys, "forum.example", SEAL_CORE);
    struct token read;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(token_read(s, str_of(texts[i]), &read));
    }
    assert_false(token_read(s, str_from(NULL, 0), &read));
    keys_remove(*state, keys);
}

static void lifetimes(void **state)
{
    (void)state;
    assert_int_equal(token_days(TOKEN_REPLY), 90);
    assert_int_equal(token_days(TOKEN_DO), 90);
    assert_int_equal(token_days(TOKEN_CONFIRM), 7);
    assert_int_equal(token_days(TOKEN_UNSUBSCRIBE), 365);
    assert_int_equal(token_days(TOKEN_BOUNCE), 30);
}

UNIT_MAIN(UNIT(round_trip), UNIT(unlinkable), UNIT(edits), UNIT(guesses), UNIT(letter_case), UNIT(wrapped), UNIT(bound_to_domain),
          UNIT(bound_to_kind), UNIT(not_shaped), UNIT(lifetimes))
