/* Folding piece by piece gives what folding the whole text gives, whatever stands beside what. */
#include <stdlib.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/utf8.h"

#include "unit.h"

static void same_as_whole(void *ctx, struct str text)
{
    size_t n = 0;
    uint8_t *whole = u8_casefold((const uint8_t *)text.p, text.n, NULL, UNINORM_NFC, NULL, &n);
    struct str folded = utf8_fold(ctx, text);

    if (!str_equal(folded, str_from(whole, n)))
        fail_msg("\"%.*s\" becomes \"%.*s\", not \"%.*s\"", STR_ARGS(text), STR_ARGS(folded), (int)n, (const char *)whole);
    free(whole);
}

static void rows(void **state)
{
    static const char *const texts[] = {"Plain ASCII", "\xc3\x84rger \xc3\xbc" "ber Stra\xc3\x9f" "en", "e\xcc\x81 E\xcc\x81", "A\xcc\x8a\xcc\xa7", "\xc4\xb0stanbul I",
                                        "\xce\xa3\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x82", "\xce\x90", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "\xd0\x98\xcc\x86",
                                        "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", "\xe2\x80\x9cX\xe2\x80\x9d", "\xef\xac\x81x", "\xcc\x81 alone", "x\xcc\x81", "\xe0\xa7\x87\xe0\xa6\xbe"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        same_as_whole(*state, str_of(texts[i]));
    assert_int_equal(utf8_fold(*state, STR_EMPTY).n, 0);
}

/* Texts of characters that join, fold to several, or do neither, in every order a small generator comes to. */
static void mixtures(void **state)
{
    static const uint32_t characters[] = {'a', 'Z', ' ', 0xe4, 0xc4, 0xdf, 0x130, 0x131, 0x149, 0x17f, 0x1f0, 0x300, 0x301, 0x323, 0x345, 0x390, 0x3a3, 0x3c2,
                                          0x3b1, 0x3b9, 0x410, 0x418, 0x306, 0x4d0, 0x587, 0x5d0, 0x5b7, 0x627, 0x653, 0x9c7, 0x9be, 0x1100, 0x1161, 0x11a8, 0xac00,
                                          0x1e9e, 0x1fb3, 0x2018, 0x212b, 0x3042, 0x3099, 0xfb01, 0xff21, 0x10400, 0x1d165};
    uint32_t seed = 1;

    for (int round = 0; round < 20000; round++) {
        void *job = mem_job("round");
        struct buf text;

        buf_init(&text, job, 100);
        for (int i = 0; i < 1 + round % 9; i++) {
            seed = seed * 1664525 + 1013904223;
            utf8_put(&text, characters[(seed >> 8) % (sizeof characters / sizeof *characters)]);
        }
        same_as_whole(job, buf_view(&text));
        mem_free(job);
    }
    for (uint32_t c = 1; c < 0x3000; c++) {
        struct buf text;

        buf_init(&text, *state, 16);
        buf_char(&text, 'e');
        utf8_put(&text, c);
        buf_char(&text, 'E');
        same_as_whole(*state, buf_view(&text));
    }
}

/* Characters are counted as they are read one by one, whatever stands between stretches of ASCII. */
static void counted(void **state)
{
    static const struct str texts[] = {{"", 0}, {"abcdefghi", 9}, {"\xc3\xa4", 2}, {"abcdefgh\xc3\xa4", 10}, {"\xe2\x82\xac is a sign\xff\xfe", 15}};
    static const size_t counts[] = {0, 9, 1, 9, 13};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t one_by_one = 0;

        for (size_t at = 0; at < texts[i].n; one_by_one++)
            utf8_next(texts[i], &at);
        assert_int_equal(utf8_count(texts[i]), counts[i]);
        assert_int_equal(one_by_one, counts[i]);
    }
}

UNIT_MAIN(UNIT(rows), UNIT(mixtures), UNIT(counted))
