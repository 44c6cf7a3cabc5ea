#include "unit.h"

#include "seal.h"

#include "base/address.h"

struct fixture {
    char *keys;
    struct seal *core, *mailer;
};

static struct fixture open_both(const void *ctx)
{
    struct fixture f = {.keys = keys_new(ctx)};
    struct fault why;

    f.core = keys_open(ctx, f.keys, "forum.example", SEAL_CORE);
    f.mailer = keys_open(ctx, f.keys, "forum.example", SEAL_MAILER);
    for (uint64_t person = 1; person <= 3; person++)
        assert_int_equal(seal_person_add(f.core, person, &why), DONE);
    return f;
}

static struct str sealed(const void *ctx, struct seal *s, uint64_t person, const char *address)
{
    struct fault why = {0};
    struct buf out;

    buf_init(&out, ctx, 1024);
    if (seal_address(s, person, str_of(address), &out, &why) != DONE)
        fail_msg("seal_address: %s", why.text);
    return buf_view(&out);
}

static char *of_length(const void *ctx, size_t n)
{
    char *address = mem_zero(ctx, n + 1);

    memset(address, 'a', n);
    address[n > 60 ? 60 : 1] = '@';
    return address;
}

static void round_trip(void **state)
{
    struct fixture f = open_both(*state);
    char *addresses[] = {"a@b", "Alice.Miller+forum@mail.example", "gr\xc3\xbc\xc3\x9f" "e@m\xc3\xbcnchen.example", of_length(*state, 64),
                         of_length(*state, 65), of_length(*state, 128), of_length(*state, 129), of_length(*state, ADDRESS_LIMIT)};

    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct str box = sealed(*state, f.core, 2, addresses[i]);
        char *opened = NULL;
        struct fault why = {0};

        assert_int_equal(seal_address_open(f.mailer, *state, 2, box, &opened, &why), DONE);
        assert_string_equal(opened, addresses[i]);
    }
    keys_remove(*state, f.keys);
}

static void length_hidden(void **state)
{
    struct fixture f = open_both(*state);
    size_t n = sealed(*state, f.core, 1, of_length(*state, 3)).n;

    assert_int_equal(sealed(*state, f.core, 1, of_length(*state, 64)).n, n);
    assert_int_equal(sealed(*state, f.core, 1, of_length(*state, 65)).n, n + 64);
    assert_int_equal(sealed(*state, f.core, 1, of_length(*state, 254)).n, n + 192);
    keys_remove(*state, f.keys);
}

static void random_each_time(void **state)
{
    struct fixture f = open_both(*state);
    struct str one = sealed(*state, f.core, 1, "a@b.example"), two = sealed(*state, f.core, 1, "a@b.example");

    assert_false(str_equal(one, two));
    assert_int_equal(str_find(one, STR("a@b.example")), one.n);
    keys_remove(*state, f.keys);
}

/* Another person, a damaged byte, other keys, a forgotten person, a process without the key: refused. */
static void refused(void **state)
{
    struct fixture f = open_both(*state), other = open_both(*state);
    struct str box = sealed(*state, f.core, 1, "alice@mail.example");
    char *damaged = mem_copy(*state, box.p, box.n), *opened = NULL;
    struct fault why;

    assert_int_equal(seal_address_open(f.mailer, *state, 2, box, &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(f.mailer, *state, 0, box, &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(f.mailer, *state, 99, box, &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(f.mailer, *state, 1u << 30, box, &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(other.mailer, *state, 1, box, &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(f.core, *state, 1, box, &opened, &why), REFUSED);
    for (size_t i = 0; i < box.n; i++) {
        damaged[i] = (char)(damaged[i] ^ 1);
        assert_int_equal(seal_address_open(f.mailer, *state, 1, str_from(damaged, box.n), &opened, &why), REFUSED);
        damaged[i] = (char)(damaged[i] ^ 1);
    }
    for (size_t n = 0; n < box.n; n++)
        assert_int_equal(seal_address_open(f.mailer, *state, 1, str_cut(box, 0, n), &opened, &why), REFUSED);
    assert_int_equal(seal_address_open(f.mailer, *state, 1, str_from(mem_zero(*state, 4000), 4000), &opened, &why), REFUSED);
    assert_null(opened);

    assert_int_equal(seal_person_forget(f.core, 1, false, &why), DONE);
    assert_int_equal(seal_address_open(f.mailer, *state, 1, box, &opened, &why), REFUSED);
    keys_remove(*state, f.keys);
    keys_remove(*state, other.keys);
}

static void not_sealed(void **state)
{
    struct fixture f = open_both(*state);
    struct fault why;
    struct buf out;

    buf_init(&out, *state, 1024);
    assert_int_equal(seal_address(f.core, 1, STR("nonsense"), &out, &why), REFUSED);
    assert_int_equal(seal_address(f.core, 1, str_of(of_length(*state, 255)), &out, &why), REFUSED);
    assert_int_equal(seal_address(f.core, 1, STR("a@b\r\nRCPT TO:<c@d>"), &out, &why), REFUSED);
    assert_int_equal(seal_address(f.core, 900, STR("a@b"), &out, &why), REFUSED);
    assert_int_equal(seal_address(f.mailer, 1, STR("a@b"), &out, &why), REFUSED);
    buf_init(&out, *state, 100);
    assert_int_equal(seal_address(f.core, 1, STR("a@b"), &out, &why), REFUSED);
    keys_remove(*state, f.keys);
}

static void hashes(void **state)
{
    struct fixture f = open_both(*state), other = open_both(*state);
    unsigned char a[SEAL_HASH], b[SEAL_HASH];

    seal_address_hash(f.core, STR("a@b.example"), a);
    seal_address_hash(f.core, STR("a@b.example"), b);
    assert_memory_equal(a, b, SEAL_HASH);
    seal_address_hash(f.core, STR("a@c.example"), b);
    assert_memory_not_equal(a, b, SEAL_HASH);
    seal_hash(f.core, "duplicate", STR("a@b.example"), b);
    assert_memory_not_equal(a, b, SEAL_HASH);
    seal_address_hash(other.core, STR("a@b.example"), b);
    assert_memory_not_equal(a, b, SEAL_HASH);
    keys_remove(*state, f.keys);
    keys_remove(*state, other.keys);
}

static void held_mail(void **state)
{
    struct fixture f = open_both(*state);
    struct seal *render = keys_open(*state, f.keys, "forum.example", SEAL_RENDER);
    struct str texts[] = {STR_EMPTY, STR("a"), STR("From: alice\r\n\r\nhello\0world")}, opened;
    struct fault why;

    for (size_t i = 0; i < 3; i++) {
        struct buf out;

        buf_init(&out, *state, 1000);
        seal_hold(f.core, texts[i], &out);
        assert_int_equal(seal_hold_open(render, *state, buf_view(&out), &opened, &why), DONE);
        assert_true(str_equal(opened, texts[i]));
        for (size_t at = 0; at < out.n; at++) {
            out.p[at] = (char)(out.p[at] ^ 4);
            assert_int_equal(seal_hold_open(f.core, *state, buf_view(&out), &opened, &why), REFUSED);
            out.p[at] = (char)(out.p[at] ^ 4);
        }
        assert_int_equal(seal_hold_open(f.core, *state, str_cut(buf_view(&out), 0, out.n - 1), &opened, &why), REFUSED);
        assert_int_equal(seal_hold_open(f.mailer, *state, buf_view(&out), &opened, &why), REFUSED);
    }
    assert_int_equal(seal_hold_open(f.core, *state, STR_EMPTY, &opened, &why), REFUSED);
    keys_remove(*state, f.keys);
}

static void pseudonyms(void **state)
{
    struct fixture f = open_both(*state);
    uint64_t n = seal_pseudonym(f.core, 1, 2, 0);

    assert_true(n == seal_pseudonym(f.core, 1, 2, 0));
    assert_true(n != seal_pseudonym(f.core, 2, 1, 0));
    assert_true(n != seal_pseudonym(f.core, 1, 3, 0));
    assert_true(n != seal_pseudonym(f.core, 1, 2, 1));
    keys_remove(*state, f.keys);
}

UNIT_MAIN(UNIT(round_trip), UNIT(length_hidden), UNIT(random_each_time), UNIT(refused), UNIT(not_sealed), UNIT(hashes), UNIT(held_mail),
          UNIT(pseudonyms))
