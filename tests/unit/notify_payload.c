#include "notify.h"

static void there_and_back(void **state)
{
    const struct pair list[] = {{"title", "If I seek therapy?"}, {"text", "one\ntwo\n"}, {"cut", ""}};
    struct pairs pairs;
    struct buf out;

    buf_init(&out, *state, 4096);
    payload_encode(&out, list, 3);
    assert_true(payload_decode(*state, buf_view(&out), &pairs));
    assert_int_equal(pairs.count, 3);
    assert_string_equal(pairs_get(&pairs, "text"), "one\ntwo\n");
    assert_string_equal(pairs_get(&pairs, "cut"), "");
    assert_string_equal(pairs_get(&pairs, "nothing"), "");
}

static void every_cut_is_refused(void **state)
{
    const struct pair list[] = {{"title", "If I seek therapy?"}, {"text", "one"}};
    struct pairs pairs;
    struct buf out;

    buf_init(&out, *state, 4096);
    payload_encode(&out, list, 2);
    for (size_t n = 0; n < out.n; n++) {
        assert_false(payload_decode(*state, str_cut(buf_view(&out), 0, n), &pairs));
        assert_int_equal(pairs.count, 0);
    }
    buf_char(&out, 'x');
    assert_false(payload_decode(*state, buf_view(&out), &pairs));
}

static void too_many_are_refused(void **state)
{
    struct pairs pairs;
    struct buf out;

    buf_init(&out, *state, 4096);
    wire_put_text(&out, "pairs-1");
    wire_put_number(&out, 1u << 30);
    assert_false(payload_decode(*state, buf_view(&out), &pairs));
}

static void sealed(void **state)
{
    const struct pair list[] = {{"text", "canary words"}};
    struct world w;
    struct pairs pairs;
    struct buf out;

    world_open(&w, *state);
    buf_init(&out, *state, 4096);
    payload_seal(&w.f, *state, list, 1, &out);
    assert_int_equal(str_find(buf_view(&out), STR("canary")), out.n);
    OK(&w, payload_open(&w.f, *state, buf_view(&out), &pairs, &w.why));
    assert_string_equal(pairs_get(&pairs, "text"), "canary words");
    OK(&w, payload_open(&w.f, *state, STR_EMPTY, &pairs, &w.why));
    assert_int_equal(pairs.count, 0);
    out.p[out.n - 1] ^= 1;
    assert_int_not_equal(payload_open(&w.f, *state, buf_view(&out), &pairs, &w.why), DONE);
    world_close(&w);
}

UNIT_MAIN(UNIT(there_and_back), UNIT(every_cut_is_refused), UNIT(too_many_are_refused), UNIT(sealed))
