#include "store.h"

#include "store/category.h"
#include "store/member.h"
#include "store/person.h"

static uint64_t add(struct place *place, uint64_t parent, const char *path)
{
    char *text = mem_string(place, path), *empty = mem_string(place, "");
    struct category c = {.parent = parent, .path = text, .title = text, .description = empty, .notice = empty};
    uint64_t id;

    ok(store_category_add(place->db, &c, 1, &id, &place->why));
    return id;
}

static uint64_t person(struct place *place)
{
    uint64_t id;

    ok(store_person_add(place->db, 1, PERSON_MEMBER, &id, &place->why));
    return id;
}

static void added_and_found(void **state)
{
    struct place *place = *state;
    char path[] = "health.sleep", title[] = "Sleep", words[] = "About sleep", crisis[] = "Call 116 123",
         deep[] = "a.b.c.d.e";
    struct category c = {.parent = add(place, 0, "Health"),
                         .path = path,
                         .title = title,
                         .description = words,
                         .notice = crisis,
                         .closed = true};
    struct category found;
    uint64_t other, number;

    ok(store_category_add(place->db, &c, 1, &c.id, &place->why));
    ok(store_category_number(place->db, place, STR("HEALTH.Sleep"), &number, &place->why));
    assert_int_equal(number, c.id);
    ok(store_category_number(place->db, place, STR("health.sleep\0x"), &number, &place->why));
    assert_int_equal(number, 0);
    ok(store_category_parent(place->db, c.id, &number, &place->why));
    assert_int_equal(number, c.parent);
    ok(store_category_parent(place->db, c.parent, &number, &place->why));
    assert_int_equal(number, 0);
    ok(store_category_by_path(place->db, place, STR("HEALTH.Sleep"), &found, &place->why));
    assert_int_equal(found.id, c.id);
    assert_int_equal(found.parent, c.parent);
    assert_string_equal(found.title, title);
    assert_string_equal(found.description, words);
    assert_string_equal(found.notice, crisis);
    assert_true(found.closed);
    ok(store_category_by_path(place->db, place, STR("health"), &found, &place->why));
    assert_int_equal(found.id, c.parent);
    assert_int_equal(found.parent, 0);
    ok(store_category_by_path(place->db, place, STR("health.sleep\0x"), &found, &place->why));
    assert_int_equal(found.id, 0);
    assert_int_equal(store_category_add(place->db, &c, 1, &other, &place->why), REFUSED); /* path taken */
    c.path = deep;
    assert_int_equal(store_category_add(place->db, &c, 1, &other, &place->why), REFUSED);
    c.parent = 99;
    c.path = title;
    assert_int_equal(store_category_add(place->db, &c, 1, &other, &place->why), REFUSED); /* no such parent */
}

static void changed(void **state)
{
    struct place *place = *state;
    char title[] = "New", words[] = "w", notice[] = "n";
    struct category c = {
        .id = add(place, 0, "a"), .title = title, .description = words, .notice = notice, .closed = true};

    ok(store_category_put(place->db, &c, &place->why));
    ok(store_category_get(place->db, place, c.id, &c, &place->why));
    assert_string_equal(c.path, "a");
    assert_string_equal(c.title, "New");
    assert_string_equal(c.description, "w");
    assert_string_equal(c.notice, "n");
    assert_true(c.closed);
    c.id = 9;
    assert_int_equal(store_category_put(place->db, &c, &place->why), REFUSED);
}

struct listing {
    struct place *place;
    char text[100];
};

/* A callback may ask for the same list again: it gets a statement of its own. */
static void list_inner(void *arg, const struct category *c)
{
    size_t *count = arg;

    assert_non_null(c->path);
    (*count)++;
}

static void list_outer(void *arg, const struct category *c)
{
    struct listing *l = arg;
    struct place *place = l->place;
    size_t count = 0;

    ok(store_category_list(place->db, STORE_OPERATOR, list_inner, &count, &place->why));
    assert_int_equal(count, 3);
    snprintf(l->text + strlen(l->text), sizeof l->text - strlen(l->text), "%s ", c->path);
}

static void listed_by_path(void **state)
{
    struct place *place = *state;
    struct listing l = {.place = place};

    add(place, 0, "c");
    add(place, add(place, 0, "a"), "a.b");
    ok(store_category_list(place->db, STORE_OPERATOR, list_outer, &l, &place->why));
    assert_string_equal(l.text, "a a.b c ");
}

static uint64_t subscribers(struct place *place, uint64_t id)
{
    struct category c;

    ok(store_category_get(place->db, place, id, &c, &place->why));
    return c.subscribers;
}

static void subscriptions(void **state)
{
    struct place *place = *state;
    uint64_t a = add(place, 0, "a"), b = add(place, 0, "b"), ann = person(place), bob = person(place), *list;
    bool did;
    size_t count;

    ok(store_subscribe(place->db, a, ann, 10, &did, &place->why));
    assert_true(did);
    ok(store_subscribe(place->db, a, ann, 11, &did, &place->why));
    assert_false(did);
    ok(store_subscribe(place->db, b, ann, 10, &did, &place->why));
    ok(store_subscribe(place->db, a, bob, 10, &did, &place->why));
    assert_int_equal(subscribers(place, a), 2);
    assert_int_equal(subscribers(place, b), 1);
    ok(store_subscriptions(place->db, place, ann, &list, &count, &place->why));
    assert_int_equal(count, 2);
    assert_int_equal(list[0], a);
    assert_int_equal(list[1], b);
    ok(store_subscribed(place->db, b, bob, &did, &place->why));
    assert_false(did);
    ok(store_unsubscribe(place->db, b, bob, &did, &place->why));
    assert_false(did);
    ok(store_unsubscribe(place->db, a, bob, &did, &place->why));
    assert_true(did);
    assert_int_equal(subscribers(place, a), 1);
    ok(store_subscribed(place->db, a, ann, &did, &place->why));
    assert_true(did); /* only bob left */
    ok(store_unsubscribe(place->db, 0, ann, &did, &place->why));
    assert_true(did);
    assert_int_equal(subscribers(place, a), 0);
    assert_int_equal(subscribers(place, b), 0);
    ok(store_unsubscribe(place->db, 0, ann, &did, &place->why));
    assert_false(did);
    assert_int_equal(store_subscribe(place->db, 99, ann, 10, &did, &place->why), REFUSED);
}

static void audience_in_steps(void **state)
{
    struct place *place = *state;
    uint64_t a = add(place, 0, "a"), sum = 0;
    struct people people = {.by = 100, .limit = 4};
    size_t steps = 0;
    bool did;

    for (int i = 1; i <= 10; i++)
        ok(store_subscribe(place->db, a, person(place), i == 7 ? 200 : 100, &did, &place->why));
    for (;;) {
        ok(store_subscribers(place->db, place, a, &people, &place->why));
        if (people.count == 0)
            break;
        steps++;
        for (size_t i = 0; i < people.count; i++) {
            assert_true(people.ids[i] > people.after);
            people.after = people.ids[i];
            sum += people.after;
        }
    }
    assert_int_equal(steps, 3);
    assert_int_equal(sum, 55 - 7); /* who came later is not told */
}

UNIT_MAIN(STORE_UNIT(added_and_found), STORE_UNIT(changed), STORE_UNIT(listed_by_path), STORE_UNIT(subscriptions),
          STORE_UNIT(audience_in_steps))
