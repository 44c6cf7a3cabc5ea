#include "store.h"

#include "store/category.h"
#include "store/person.h"

static const unsigned char hash_a[SEAL_HASH] = "hash of ann 1234", hash_b[SEAL_HASH] = "hash of bob 1234";

static void added_and_found(void **state)
{
    struct place *place = *state;
    struct person p;
    uint64_t id, count;

    ok(store_person_add(place->db, 1000, PERSON_NEWCOMER, &id, &place->why));
    assert_int_equal(id, 1);
    ok(store_person_get(place->db, place, id, &p, &place->why));
    assert_int_equal(p.id, 1);
    assert_int_equal(p.created, 1000);
    assert_int_equal(p.state, PERSON_NEWCOMER);
    assert_int_equal(p.generation, 0);
    assert_string_equal(p.handle, "");
    assert_true(p.html);
    assert_false(p.greeted);
    ok(store_person_get(place->db, place, 2, &p, &place->why));
    assert_int_equal(p.id, 0);
    ok(store_person_count(place->db, PERSON_NEWCOMER, &count, &place->why));
    assert_int_equal(count, 1);
    ok(store_person_count(place->db, PERSON_MEMBER, &count, &place->why));
    assert_int_equal(count, 0);
}

static void every_field_is_written(void **state)
{
    struct place *place = *state;
    char handle[] = "Fern", other[] = "Fem";
    struct person p = {.state = PERSON_MEMBER,
                       .generation = 7,
                       .rung = RUNG_MODERATOR,
                       .accepted = 12,
                       .name_mode = NAME_HANDLE,
                       .handle = handle,
                       .content = CONTENT_TITLE,
                       .html = false,
                       .consent_version = 3,
                       .consent_at = 99,
                       .greeted = true,
                       .stopped = true,
                       .no_archive = true};
    struct person q;

    ok(store_person_add(place->db, 1000, PERSON_NEWCOMER, &p.id, &place->why));
    ok(store_person_put(place->db, &p, "fern", &place->why));
    ok(store_person_by_handle(place->db, place, "fern", &q, &place->why));
    assert_int_equal(q.id, p.id);
    assert_int_equal(q.created, 1000);
    assert_int_equal(q.state, p.state);
    assert_int_equal(q.generation, p.generation);
    assert_int_equal(q.rung, p.rung);
    assert_int_equal(q.accepted, p.accepted);
    assert_int_equal(q.name_mode, p.name_mode);
    assert_string_equal(q.handle, "Fern");
    assert_int_equal(q.content, p.content);
    assert_true(q.no_archive);
    assert_true(q.stopped);
    assert_false(q.html);
    assert_int_equal(q.consent_version, 3);
    assert_int_equal(q.consent_at, 99);
    assert_true(q.greeted);

    /* The folded form is what may not be taken twice; no handle at all may be. */
    ok(store_person_add(place->db, 1000, PERSON_MEMBER, &q.id, &place->why));
    q.handle = other;
    assert_int_equal(store_person_put(place->db, &q, "fern", &place->why), REFUSED);
    assert_string_equal(place->why.code, "5.1.0");
    ok(store_person_put(place->db, &p, "fern", &place->why)); /* one's own */
    ok(store_person_put(place->db, &p, "", &place->why));
    ok(store_person_put(place->db, &q, "", &place->why));
    ok(store_person_by_handle(place->db, place, "fern", &q, &place->why));
    assert_int_equal(q.id, 0);
    p.id = 999;
    assert_int_equal(store_person_put(place->db, &p, "", &place->why), REFUSED);
}

/* What changes with each post is written alone. */
static void accepted(void **state)
{
    struct place *place = *state;
    char handle[] = "Fern", other[] = "Other";
    struct person p = {.state = PERSON_MEMBER, .handle = handle, .generation = 7}, q;

    ok(store_person_add(place->db, 1000, PERSON_NEWCOMER, &p.id, &place->why));
    ok(store_person_put(place->db, &p, "fern", &place->why));
    p = (struct person){.id = p.id, .handle = other, .rung = RUNG_TRUSTED, .accepted = 3};
    ok(store_person_accepted(place->db, &p, &place->why));
    ok(store_person_by_handle(place->db, place, "fern", &q, &place->why));
    assert_int_equal(q.rung, RUNG_TRUSTED);
    assert_int_equal(q.accepted, 3);
    assert_int_equal(q.generation, 7);
    assert_string_equal(q.handle, "Fern");
    p.id = 999;
    assert_int_equal(store_person_accepted(place->db, &p, &place->why), REFUSED);
}

static void addresses(void **state)
{
    struct place *place = *state;
    struct person p;
    struct str sealed;
    uint64_t ann, bob;

    ok(store_person_add(place->db, 1, PERSON_MEMBER, &ann, &place->why));
    ok(store_person_add(place->db, 1, PERSON_MEMBER, &bob, &place->why));
    ok(store_address_of(place->db, place, ann, &sealed, &place->why));
    assert_int_equal(sealed.n, 0);
    ok(store_address_add(place->db, ann, hash_a, STR("sealed\0a"), 5, &place->why));
    assert_int_equal(store_address_add(place->db, bob, hash_a, STR("x"), 5, &place->why), REFUSED);
    ok(store_address_add(place->db, ann, hash_b, STR("second"), 5, &place->why));
    ok(store_address_of(place->db, place, ann, &sealed, &place->why));
    assert_true(str_equal(sealed, STR("sealed\0a")));
    ok(store_person_by_hash(place->db, place, hash_b, &p, &place->why));
    assert_int_equal(p.id, ann);
    ok(store_person_by_hash(place->db, place, (const unsigned char *)"nobody's hash 12", &p, &place->why));
    assert_int_equal(p.id, 0);
    /* Nobody has an address who is not there. */
    assert_int_equal(
        store_address_add(place->db, 77, (const unsigned char *)"nobody's hash 12", STR("x"), 5, &place->why), REFUSED);
}

static void consent(void **state)
{
    struct place *place = *state;
    struct person p;

    ok(store_person_add(place->db, 1, PERSON_NEWCOMER, &p.id, &place->why));
    ok(store_person_consent(place->db, p.id, 2, 500, STR("0123456789abcdef"), &place->why));
    ok(store_person_get(place->db, place, p.id, &p, &place->why));
    assert_int_equal(p.consent_version, 2);
    assert_int_equal(p.consent_at, 500);
    assert_int_equal(store_person_consent(place->db, 50, 2, 500, STR("x"), &place->why), REFUSED);
}

static void removal(void **state)
{
    struct place *place = *state;
    char word[] = "sleep", empty[] = "";
    struct category c = {.path = word, .title = word, .description = empty, .notice = empty};
    struct person p;
    uint64_t newcomer, member, next;
    bool changed;

    ok(store_person_add(place->db, 1, PERSON_MEMBER, &member, &place->why));
    ok(store_person_add(place->db, 1, PERSON_NEWCOMER, &newcomer, &place->why));
    ok(store_category_add(place->db, &c, 1, &c.id, &place->why));
    ok(store_address_add(place->db, newcomer, hash_a, STR("x"), 1, &place->why));
    ok(store_subscribe(place->db, c.id, newcomer, 1, &changed, &place->why));
    ok(store_notify_set(place->db, newcomer, NOTIFY_ANSWER, NOTIFY_OFF, &place->why));
    ok(store_person_remove(place->db, member, &place->why)); /* not a newcomer: stays */
    ok(store_person_remove(place->db, newcomer, &place->why));
    ok(store_person_get(place->db, place, member, &p, &place->why));
    assert_int_equal(p.id, member);
    ok(store_person_get(place->db, place, newcomer, &p, &place->why));
    assert_int_equal(p.id, 0);
    ok(store_person_by_hash(place->db, place, hash_a, &p, &place->why));
    assert_int_equal(p.id, 0);
    ok(store_category_get(place->db, place, c.id, &c, &place->why));
    assert_int_equal(c.subscribers, 0);
    /* Tokens and key slots of the number that is gone must not fit anybody else. */
    ok(store_person_add(place->db, 1, PERSON_NEWCOMER, &next, &place->why));
    assert_int_equal(next, newcomer + 1);
    ok(store_person_consent(place->db, next, 1, 1, STR("x"), &place->why));
    ok(store_person_remove(place->db, next, &place->why)); /* consented: stays */
    ok(store_person_get(place->db, place, next, &p, &place->why));
    assert_int_equal(p.id, next);
}

static void collect(void *arg, const struct person *p)
{
    uint64_t *sum = arg;

    *sum = *sum * 10 + p->id;
}

static void listed(void **state)
{
    struct place *place = *state;
    uint64_t id, sum = 0;

    for (int i = 0; i < 5; i++)
        ok(store_person_add(place->db, 1, PERSON_MEMBER, &id, &place->why));
    ok(store_person_list(place->db, 1, 3, collect, &sum, &place->why));
    assert_int_equal(sum, 234);
}

static void notify(void **state)
{
    struct place *place = *state;
    enum notify_value value;
    uint64_t id;

    ok(store_person_add(place->db, 1, PERSON_MEMBER, &id, &place->why));
    for (enum notify_event e = 0; e < NOTIFY_EVENTS; e++) {
        ok(store_notify_get(place->db, id, e, &value, &place->why));
        assert_int_equal(value, e == NOTIFY_CATEGORY ? NOTIFY_DAILY : NOTIFY_NOW);
    }
    ok(store_notify_set(place->db, id, NOTIFY_RECEIPT, NOTIFY_OFF, &place->why));
    ok(store_notify_set(place->db, id, NOTIFY_RECEIPT, NOTIFY_PROBLEMS, &place->why));
    ok(store_notify_get(place->db, id, NOTIFY_RECEIPT, &value, &place->why));
    assert_int_equal(value, NOTIFY_PROBLEMS);
    ok(store_notify_get(place->db, id, NOTIFY_ANSWER, &value, &place->why));
    assert_int_equal(value, NOTIFY_NOW);
}

static void pseudonyms(void **state)
{
    struct place *place = *state;
    char *name;

    ok(store_pseudonym_get(place->db, place, 1, 10, &name, &place->why));
    assert_string_equal(name, "");
    ok(store_pseudonym_set(place->db, 1, 10, "Quiet Fern", &place->why));
    ok(store_pseudonym_set(place->db, 1, 10, "Quiet Fern", &place->why)); /* again: the same */
    assert_int_equal(store_pseudonym_set(place->db, 1, 11, "Quiet Fern", &place->why), REFUSED);
    ok(store_pseudonym_set(place->db, 2, 11, "Quiet Fern", &place->why)); /* another thread */
    ok(store_pseudonym_set(place->db, 1, 10, "Loud Fern", &place->why));
    ok(store_pseudonym_get(place->db, place, 1, 10, &name, &place->why));
    assert_string_equal(name, "Loud Fern");
    ok(store_pseudonym_set(place->db, 1, 11, "Quiet Fern", &place->why)); /* free again */
}

UNIT_MAIN(STORE_UNIT(added_and_found), STORE_UNIT(every_field_is_written), STORE_UNIT(accepted), STORE_UNIT(addresses), STORE_UNIT(consent),
          STORE_UNIT(removal), STORE_UNIT(listed), STORE_UNIT(notify), STORE_UNIT(pseudonyms))
