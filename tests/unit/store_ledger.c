#include "store.h"

#include "store/held.h"
#include "store/ledger.h"
#include "store/notice.h"
#include "store/private.h"

enum { DAY = 86400 };

static const unsigned char key_a[SEAL_HASH] = "aaaaaaaaaaaaaaa", key_b[SEAL_HASH] = "bbbbbbbbbbbbbbb", none[SEAL_HASH];

static void duplicates(void **state)
{
    struct place *place = *state;
    bool seen;

    ok(store_seen(place->db, key_a, 5, &seen, &place->why));
    assert_false(seen);
    ok(store_seen(place->db, key_a, 6, &seen, &place->why));
    assert_true(seen);
    ok(store_seen(place->db, key_b, 6, &seen, &place->why));
    assert_false(seen);
}

static void budgets(void **state)
{
    struct place *place = *state;
    static const struct {
        int64_t now;
        bool allowed;
    } rows[] = {{7100, true}, {7201, true}, {10699, false}, {10700, true}, {10701, true}, {10702, false}}; /* across 7200, a full hour */
    bool allowed;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ok(store_budget(place->db, key_a, rows[i].now, 3600, 2, &allowed, &place->why));
        assert_int_equal(allowed, rows[i].allowed);
    }
    ok(store_budget(place->db, key_b, 3600, 3600, 0, &allowed, &place->why));
    assert_false(allowed);
}

static void entry(struct place *place, int64_t at, uint64_t person, const unsigned char *address,
                  const unsigned char *message, const char *event)
{
    struct journal_entry e = {.at = at,
                              .direction = JOURNAL_OUT,
                              .person = person,
                              .post = 3,
                              .held = 4,
                              .notice = 5,
                              .event = mem_string(place, event),
                              .setting = mem_string(place, "notify answer=now"),
                              .result = mem_string(place, "done 2.0.0")};

    memcpy(e.address, address, SEAL_HASH);
    memcpy(e.message, message, SEAL_HASH);
    ok(store_journal_add(place->db, &e, &place->why));
}

struct found {
    size_t count;
    char events[200];
};

static void collect(void *arg, const struct journal_entry *e)
{
    struct found *f = arg;

    f->count++;
    snprintf(f->events + strlen(f->events), sizeof f->events - strlen(f->events), "%s@%d ", e->event, (int)e->at);
    assert_int_equal(e->direction, JOURNAL_OUT);
    assert_int_equal(e->post, 3);
    assert_int_equal(e->held, 4);
    assert_int_equal(e->notice, 5);
    assert_string_equal(e->setting, "notify answer=now");
    assert_string_equal(e->result, "done 2.0.0");
}

static void collect_count(void *arg, const char *event, uint64_t count)
{
    struct found *f = arg;

    snprintf(f->events + strlen(f->events), sizeof f->events - strlen(f->events), "%s=%d ", event, (int)count);
}

static bool is_a(void *arg, const struct journal_entry *e)
{
    (void)arg;
    assert_null(e->event);
    return memcmp(e->address, key_a, SEAL_HASH) == 0;
}

static bool is_b_or_nine(void *arg, const struct journal_entry *e)
{
    (void)arg;
    return memcmp(e->message, key_b, SEAL_HASH) == 0 || e->person == 9;
}

static void journal(void **state)
{
    struct place *place = *state;
    struct found found = {0};

    entry(place, 1, 0, key_a, key_b, "held");
    entry(place, 2, 9, none, none, "sent");
    entry(place, 3, 0, none, key_b, "held");
    entry(place, 4, 0, none, none, "dropped");
    ok(store_journal_walk(place->db, is_a, collect, &found, &place->why));
    assert_string_equal(found.events, "held@1 ");
    found = (struct found){0};
    ok(store_journal_walk(place->db, is_b_or_nine, collect, &found, &place->why));
    assert_string_equal(found.events, "held@1 sent@2 held@3 ");
    found = (struct found){0};
    ok(store_journal_counts(place->db, 2, collect_count, &found, &place->why));
    assert_string_equal(found.events, "dropped=1 held=1 sent=1 ");
    found = (struct found){0};
    ok(store_journal_counts(place->db, 0, collect_count, &found, &place->why));
    assert_string_equal(found.events, "dropped=1 held=2 sent=1 ");
}

static void values(void **state)
{
    struct place *place = *state;
    char *value;

    ok(store_value_get(place->db, place, "summary", &value, &place->why));
    assert_string_equal(value, "");
    ok(store_value_set(place->db, "summary", "100", &place->why));
    ok(store_value_set(place->db, "summary", "200", &place->why));
    ok(store_value_get(place->db, place, "summary", &value, &place->why));
    assert_string_equal(value, "200");
}

static int64_t rows(struct place *place, const char *sql)
{
    int64_t number;

    ok(db_read_number(db_prepare(place->db, sql), NULL, &number, &place->why));
    return number;
}

static void add_notice(struct place *place, uint64_t post, enum notice_state state, int64_t created)
{
    struct notice n = {
        .person = (uint64_t)created, .kind = NOTICE_TOLD, .post = post, .state = state, .created = created};
    uint64_t id;
    bool added;

    ok(store_notice_add(place->db, &n, &added, &id, &place->why));
}

static unsigned sweep(struct place *place, int64_t now, unsigned limit)
{
    unsigned steps = 0;
    bool more;

    do {
        ok(store_sweep(place->db, now, limit, &more, &place->why));
        steps++;
    } while (more);
    return steps;
}

static void sweeping(void **state)
{
    struct place *place = *state;
    int64_t now = 1000 * DAY;
    struct held h = {.reason = HOLD_SPAM, .mail = STR("x")};
    uint64_t id;
    bool flag;

    for (unsigned char i = 0; i < 10; i++) {
        unsigned char key[SEAL_HASH] = {i};

        ok(store_seen(place->db, key, now - (i < 7 ? 15 : 13) * DAY, &flag, &place->why));
        ok(store_budget(place->db, key, i < 4 ? now - 7200 : now, 3600, 1, &flag, &place->why));
        entry(place, now - (i < 7 ? 8 : 6) * DAY, 1, none, none, "sent");
    }
    add_notice(place, 5, NOTICE_SENT, now - 91 * DAY);
    add_notice(place, 5, NOTICE_SENT, now - 89 * DAY);
    add_notice(place, 0, NOTICE_SENT, now - 8 * DAY);
    add_notice(place, 0, NOTICE_WAITING, now - 8 * DAY);
    add_notice(place, 0, NOTICE_FAILED, now - 6 * DAY);
    h.expires = now - 8 * DAY;
    ok(store_held_add(place->db, &h, &id, &place->why)); /* waiting: forum_tick's to settle */
    h.state = HELD_EXPIRED;
    ok(store_held_add(place->db, &h, &id, &place->why));
    h.expires = now - 6 * DAY;
    ok(store_held_add(place->db, &h, &id, &place->why));

    assert_int_equal(sweep(place, now, 3), 4); /* in steps: 3 + 3 + 1, and one that finds nothing */
    assert_int_equal(rows(place, "SELECT count(*) FROM seen"), 3);
    assert_int_equal(rows(place, "SELECT count(*) FROM journal"), 3);
    assert_int_equal(rows(place, "SELECT count(*) FROM budget"), 6);
    assert_int_equal(rows(place, "SELECT count(*) FROM notice"), 3);
    assert_int_equal(rows(place, "SELECT count(*) FROM notice WHERE post = 0 AND state = 0"), 1);
    assert_int_equal(rows(place, "SELECT count(*) FROM held"), 2);
    assert_int_equal(sweep(place, now, 3), 1);
}

UNIT_MAIN(STORE_UNIT(duplicates), STORE_UNIT(budgets), STORE_UNIT(journal), STORE_UNIT(values), STORE_UNIT(sweeping))
