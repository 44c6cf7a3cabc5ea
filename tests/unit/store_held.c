#include "store.h"

#include "store/held.h"

static uint64_t add(struct place *place, uint64_t person, enum hold_reason reason, int64_t created, struct str domain)
{
    struct held h = {.person = person,
                     .reason = reason,
                     .created = created,
                     .expires = created + 700,
                     .domain = domain,
                     .mail = STR("sealed\0mail")};
    uint64_t id;

    ok(store_held_add(place->db, &h, &id, &place->why));
    return id;
}

static void held_and_released(void **state)
{
    struct place *place = *state;
    uint64_t id = add(place, 5, HOLD_VERDICT, 100, STR("0123456789abcdef"));
    struct held h;

    ok(store_held_get(place->db, place, id, &h, &place->why));
    assert_int_equal(h.person, 5);
    assert_int_equal(h.reason, HOLD_VERDICT);
    assert_int_equal(h.state, HELD_WAITING);
    assert_int_equal(h.created, 100);
    assert_int_equal(h.expires, 800);
    assert_int_equal(h.asked, 0);
    assert_true(str_equal(h.domain, STR("0123456789abcdef")));
    assert_true(str_equal(h.mail, STR("sealed\0mail")));
    ok(store_held_asked(place->db, id, 150, &place->why));
    ok(store_held_settle(place->db, id, HELD_RELEASED, &place->why));
    ok(store_held_get(place->db, place, id, &h, &place->why));
    assert_int_equal(h.state, HELD_RELEASED);
    assert_int_equal(h.asked, 150);
    assert_int_equal(h.mail.n, 0);
    assert_int_equal(store_held_settle(place->db, id, HELD_DROPPED, &place->why), REFUSED); /* once */
    assert_int_equal(store_held_asked(place->db, 99, 1, &place->why), REFUSED);
    ok(store_held_get(place->db, place, 99, &h, &place->why));
    assert_int_equal(h.id, 0);
}

static void counted(void **state)
{
    struct place *place = *state;
    uint64_t id, count, counts[HOLD_REASONS];

    add(place, 5, HOLD_VERDICT, 100, STR("aaaaaaaaaaaaaaaa"));
    add(place, 5, HOLD_NEWCOMER, 200, STR("bbbbbbbbbbbbbbbb"));
    id = add(place, 0, HOLD_VERDICT, 300, STR("aaaaaaaaaaaaaaaa"));
    ok(store_held_count(place->db, STR("aaaaaaaaaaaaaaaa"), 0, &count, &place->why));
    assert_int_equal(count, 2);
    ok(store_held_count(place->db, STR_EMPTY, 5, &count, &place->why));
    assert_int_equal(count, 2);
    ok(store_held_summary(place->db, 150, counts, &place->why));
    assert_int_equal(counts[HOLD_VERDICT], 1);
    assert_int_equal(counts[HOLD_NEWCOMER], 1);
    ok(store_held_settle(place->db, id, HELD_DROPPED, &place->why));
    ok(store_held_count(place->db, STR("aaaaaaaaaaaaaaaa"), 0, &count, &place->why));
    assert_int_equal(count, 1);
    ok(store_held_summary(place->db, 0, counts, &place->why));
    assert_int_equal(counts[HOLD_VERDICT], 1);
    assert_int_equal(counts[HOLD_SPAM], 0);
}

static void collect(void *arg, const struct held *h)
{
    uint64_t *sum = arg;

    assert_int_equal(h->mail.n, 0);
    *sum = *sum * 10 + h->id;
}

static void expiry(void **state)
{
    struct place *place = *state;
    uint64_t late = add(place, 1, HOLD_OTHER, 200, STR_EMPTY), early = add(place, 1, HOLD_OTHER, 100, STR_EMPTY);
    uint64_t settled = add(place, 1, HOLD_OTHER, 50, STR_EMPTY), sum = 0;
    struct held *list;
    size_t count;

    ok(store_held_settle(place->db, settled, HELD_RELEASED, &place->why));
    ok(store_held_expired(place->db, place, 799, 10, &list, &count, &place->why));
    assert_int_equal(count, 0);
    ok(store_held_expired(place->db, place, 900, 10, &list, &count, &place->why));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].id, early);
    assert_int_equal(list[1].id, late);
    ok(store_held_expired(place->db, place, 900, 1, &list, &count, &place->why));
    assert_int_equal(count, 1);
    ok(store_held_list(place->db, collect, &sum, &place->why));
    assert_int_equal(sum, 12);
}

UNIT_MAIN(STORE_UNIT(held_and_released), STORE_UNIT(counted), STORE_UNIT(expiry))
