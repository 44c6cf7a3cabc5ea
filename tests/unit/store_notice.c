#include "store.h"

#include "store/notice.h"
#include "store/private.h"

static struct notice waiting(uint64_t person, uint64_t post, int64_t due)
{
    return (struct notice){
        .person = person, .kind = NOTICE_ANSWER, .post = post, .created = 100, .due = due, .give_up = 1000};
}

static uint64_t add(struct place *place, uint64_t person, uint64_t post, int64_t due)
{
    struct notice n = waiting(person, post, due);
    uint64_t id;
    bool added;

    ok(store_notice_add(place->db, &n, &added, &id, &place->why));
    assert_true(added);
    return id;
}

static void nobody_hears_twice(void **state)
{
    struct place *place = *state;
    struct notice n = waiting(1, 7, 50), got;
    uint64_t id, other;
    bool added;

    n.payload = STR("sealed\0bytes");
    n.held = 4;
    ok(store_notice_add(place->db, &n, &added, &id, &place->why));
    assert_true(added);
    n.kind = NOTICE_THREAD;
    ok(store_notice_add(place->db, &n, &added, &other, &place->why));
    assert_false(added);
    n.person = 2;
    ok(store_notice_add(place->db, &n, &added, &other, &place->why));
    assert_true(added);
    n.post = 0; /* of no post: as many as there are reasons */
    ok(store_notice_add(place->db, &n, &added, &other, &place->why));
    ok(store_notice_add(place->db, &n, &added, &other, &place->why));
    assert_true(added);
    ok(store_notice_of(place->db, place, 1, 7, &got, &place->why));
    assert_int_equal(got.id, id);
    assert_int_equal(got.kind, NOTICE_ANSWER);
    assert_int_equal(got.held, 4);
    assert_int_equal(got.created, 100);
    assert_int_equal(got.give_up, 1000);
    assert_true(str_equal(got.payload, n.payload));
    ok(store_notice_of(place->db, place, 1, 8, &got, &place->why));
    assert_int_equal(got.id, 0);
    ok(store_notice_of_held(place->db, place, 2, 4, &got, &place->why));
    assert_true(got.id > id); /* the last one */
    ok(store_notice_of_held(place->db, place, 3, 4, &got, &place->why));
    assert_int_equal(got.id, 0);
    ok(store_notice_of_held(place->db, place, 2, 0, &got, &place->why));
    assert_int_equal(got.id, 0);
    ok(store_notice_of(place->db, place, 2, 0, &got, &place->why));
    assert_int_equal(got.id, 0);
}

static void leased_and_settled(void **state)
{
    struct place *place = *state;
    uint64_t late = add(place, 1, 1, 30), early = add(place, 2, 1, 10);
    struct notice *list, got;
    size_t count;
    int64_t due;

    add(place, 3, 1, 99);
    ok(store_notice_next_due(place->db, &due, &place->why));
    assert_int_equal(due, 10);
    ok(store_notice_due(place->db, place, 50, 10, &list, &count, &place->why));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].id, early);
    assert_int_equal(list[1].id, late);
    ok(store_notice_due(place->db, place, 50, 1, &list, &count, &place->why));
    assert_int_equal(count, 1);

    list[0].date = 51;
    list[0].expiry = 700;
    list[0].revision = 2;
    list[0].generation = 9;
    list[0].content = FROZEN_TITLE;
    list[0].html = list[0].promise = true;
    list[0].audience = 43;
    list[0].name = mem_string(place, "Quiet Fern");
    ok(store_notice_lease(place->db, &list[0], 80, &place->why));
    ok(store_notice_get(place->db, place, early, &got, &place->why));
    assert_int_equal(got.state, NOTICE_LEASED);
    assert_int_equal(got.attempts, 1);
    assert_int_equal(got.date, 51);
    assert_int_equal(got.expiry, 700);
    assert_int_equal(got.revision, 2);
    assert_int_equal(got.generation, 9);
    assert_int_equal(got.content, FROZEN_TITLE);
    assert_true(got.html && got.promise);
    assert_int_equal(got.audience, 43);
    assert_string_equal(got.name, "Quiet Fern");
    ok(store_notice_due(place->db, place, 79, 10, &list, &count, &place->why));
    assert_int_equal(count, 1); /* the leased one is somebody's */
    ok(store_notice_due(place->db, place, 80, 10, &list, &count, &place->why));
    assert_int_equal(count, 2); /* the lease ran out */

    ok(store_notice_settle(place->db, early, NOTICE_WAITING, 200, "451", "try later", &place->why));
    ok(store_notice_get(place->db, place, early, &got, &place->why));
    assert_int_equal(got.state, NOTICE_WAITING);
    assert_int_equal(got.due, 200);
    assert_int_equal(got.date, 51); /* stays frozen */
    assert_string_equal(got.code, "451");
    assert_string_equal(got.words, "try later");
    ok(store_notice_settle(place->db, early, NOTICE_SENT, 200, "2.0.0", NULL, &place->why));
    ok(store_notice_due(place->db, place, 1000, 10, &list, &count, &place->why));
    assert_int_equal(count, 2);
    ok(store_notice_bounced(place->db, early, true, &place->why));
    ok(store_notice_bounced(place->db, early, false, &place->why));
    ok(store_notice_get(place->db, place, early, &got, &place->why));
    assert_int_equal(got.bounces, 2);
    assert_int_equal(store_notice_settle(place->db, 99, NOTICE_SENT, 0, "", "", &place->why), REFUSED);
    assert_int_equal(store_notice_bounced(place->db, 99, true, &place->why), REFUSED);
    got.id = 99;
    assert_int_equal(store_notice_lease(place->db, &got, 1, &place->why), REFUSED);
}

static void collect(void *arg, const struct notice *n)
{
    uint64_t *sum = arg;

    *sum = *sum * 10 + n->id;
}

static void listed_and_counted(void **state)
{
    struct place *place = *state;
    static const struct {
        int state;
        uint64_t after, ids;
    } rows[] = {{-1, 0, 126},
                {-1, 1, 26},
                {NOTICE_WAITING, 0, 1},
                {NOTICE_LEASED, 0, 2},
                {NOTICE_SENT, 0, 3},
                {NOTICE_FAILED, 0, 4},
                {NOTICE_WITHDRAWN, 0, 5},
                {NOTICE_HELD_BACK, 0, 6},
                {NOTICE_HELD_BACK, 6, 0}};
    uint64_t count, sum;
    int64_t due;

    ok(store_notice_next_due(place->db, &due, &place->why));
    assert_int_equal(due, 0);
    for (enum notice_state s = NOTICE_WAITING; s <= NOTICE_HELD_BACK; s++)
        ok(store_notice_settle(place->db, add(place, s + 1, 1, 5), s, 5, "", "", &place->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sum = 0;
        ok(store_notice_list(place->db, rows[i].state, rows[i].after, 10, collect, &sum, &place->why));
        assert_int_equal(sum, rows[i].ids);
    }
    sum = 0;
    ok(store_notice_list(place->db, -1, 0, 2, collect, &sum, &place->why));
    assert_int_equal(sum, 12);
    for (enum notice_state s = NOTICE_WAITING; s <= NOTICE_HELD_BACK; s++) {
        ok(store_notice_count(place->db, s, &count, &place->why));
        assert_int_equal(count, 1);
    }
}

static void withdrawn_with_their_post(void **state)
{
    struct place *place = *state;
    uint64_t a = add(place, 1, 7, 5), b = add(place, 2, 7, 5), other = add(place, 1, 8, 5), count;
    struct notice got;

    ok(store_notice_settle(place->db, b, NOTICE_LEASED, 50, "", "", &place->why));
    ok(store_notice_withdraw(place->db, 7, &count, &place->why));
    assert_int_equal(count, 1);
    ok(store_notice_get(place->db, place, a, &got, &place->why));
    assert_int_equal(got.state, NOTICE_WITHDRAWN);
    ok(store_notice_get(place->db, place, b, &got, &place->why));
    assert_int_equal(got.state, NOTICE_LEASED); /* under way */
    ok(store_notice_get(place->db, place, other, &got, &place->why));
    assert_int_equal(got.state, NOTICE_WAITING);
}

/* --- what the queries cost --------------------------------------------------------------------------------------- */

/* No line of the plan may walk a table: SCAN of a partial index is what it is for, SEARCH is a look-up. */
static void plan_is_cheap(struct place *place, const char *sql)
{
    struct statement *s = db_prepare(place->db, mem_format(place, "EXPLAIN QUERY PLAN %s", sql));
    bool row;

    for (;;) {
        const char *line;

        ok(db_step(s, &row, &place->why));
        if (!row)
            return;
        line = db_text(s, 3, place);
        if (strncmp(line, "SCAN", 4) == 0 && strstr(line, "INDEX notice_due") == NULL)
            fail_msg("%s\n%s", line, sql);
        if (strstr(line, "TEMP B-TREE") != NULL && strstr(sql, "due <= ") != NULL)
            fail_msg("%s\n%s", line, sql);
    }
}

/* Asked for by the operator only: how many were ever sent. */
static const char count_sent[] = "SELECT count(*) FROM notice WHERE state = $1";

static void hot_queries_use_an_index(void **state)
{
    struct place *place = *state;
    struct db *db = place->db;
    struct notice *list, n = waiting(1, 1, 1);
    unsigned seen = 0;
    size_t count;
    uint64_t id, number;
    int64_t due;
    bool flag;

    /* Run each once, so that its statement stands in the cache; then ask for the plan of everything that stands there.
     */
    ok(store_notice_add(db, &n, &flag, &id, &place->why));
    ok(store_notice_due(db, place, 1, 1, &list, &count, &place->why));
    list[0].name = mem_string(place, "");
    ok(store_notice_lease(db, &list[0], 5, &place->why));
    ok(store_notice_settle(db, id, NOTICE_WAITING, 1, "", "", &place->why));
    ok(store_notice_of(db, place, 1, 1, &n, &place->why));
    ok(store_notice_next_due(db, &due, &place->why));
    ok(store_notice_withdraw(db, 1, &number, &place->why));
    for (int s = -1; s <= NOTICE_HELD_BACK; s++)
        ok(store_notice_list(db, s, 0, 1, collect, &number, &place->why));
    for (enum notice_state s = NOTICE_WAITING; s <= NOTICE_HELD_BACK; s++)
        ok(store_notice_count(db, s, &number, &place->why));
    for (size_t i = 0; i < STATEMENT_SLOTS; i++) {
        for (struct statement *s = db->slots[i]; s != NULL; s = s->next) {
            if (strstr(s->sql, "notice") == NULL || strstr(s->sql, "EXPLAIN") != NULL ||
                strcmp(s->sql, count_sent) == 0)
                continue;
            plan_is_cheap(place, s->sql);
            seen++;
        }
    }
    assert_true(seen >= 12);
}

/* Ten thousand waiting notices must not make the first ten dearer. */
static void due_is_as_long_as_its_limit(void **state)
{
    struct place *place = *state;
    struct notice *list;
    size_t count;
    int steps[2] = {0, 0};

    for (int round = 0; round < 2; round++) {
        struct statement *s;

        for (uint64_t i = 1; i <= (round == 0 ? 100 : 10000); i++)
            add(place, i, (uint64_t)round + 1, (int64_t)i);
        ok(store_notice_due(place->db, place, 1000000, 10, &list, &count, &place->why));
        assert_int_equal(count, 10);
        for (size_t i = 0; i < STATEMENT_SLOTS; i++)
            for (s = place->db->slots[i]; s != NULL; s = s->next)
                if (strstr(s->sql, "due <= $1") != NULL)
                    steps[round] = sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    assert_true(steps[0] > 0 && steps[1] > 0);
    assert_true(steps[1] <= steps[0] + steps[0] / 2);
}

UNIT_MAIN(STORE_UNIT(nobody_hears_twice), STORE_UNIT(leased_and_settled), STORE_UNIT(listed_and_counted),
          STORE_UNIT(withdrawn_with_their_post), STORE_UNIT(hot_queries_use_an_index),
          STORE_UNIT(due_is_as_long_as_its_limit))
