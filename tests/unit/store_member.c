/* Who sees which category. */
#include "store.h"

#include "store/category.h"
#include "store/member.h"
#include "store/moderation.h"

static uint64_t add(struct place *place, uint64_t parent, const char *path, enum access access)
{
    char *text = mem_string(place, path), *empty = mem_string(place, "");
    struct category c = {.parent = parent, .path = text, .title = text, .description = empty, .notice = empty};

    ok(store_category_add(place->db, &c, 1, &c.id, &place->why));
    c.access = access;
    ok(store_category_put(place->db, &c, &place->why));
    return c.id;
}

/* health, and in it trauma and trauma.men.night, which are members only; work beside them. */
struct tree {
    uint64_t health, trauma, men, night, work;
};

static struct tree tree_of(struct place *place)
{
    struct tree t = {.health = add(place, 0, "health", ACCESS_PUBLIC), .work = add(place, 0, "work", ACCESS_PUBLIC)};

    t.trauma = add(place, t.health, "health.trauma", ACCESS_MEMBERS);
    t.men = add(place, t.trauma, "health.trauma.men", ACCESS_PUBLIC);
    t.night = add(place, t.men, "health.trauma.men.night", ACCESS_MEMBERS);
    return t;
}

static void hash_of(uint64_t number, unsigned char hash[SEAL_HASH])
{
    memset(hash, (int)number, SEAL_HASH);
}

static uint64_t person(struct place *place, enum rung rung)
{
    struct person p = {0};
    unsigned char hash[SEAL_HASH];

    ok(store_person_add(place->db, 1, PERSON_MEMBER, &p.id, &place->why));
    ok(store_person_get(place->db, place, p.id, &p, &place->why));
    p.rung = rung;
    ok(store_person_put(place->db, &p, "", &place->why));
    hash_of(p.id, hash);
    ok(store_address_add(place->db, p.id, hash, STR("sealed"), 1, &place->why));
    return p.id;
}

static bool member(struct place *place, uint64_t category, uint64_t number, bool in)
{
    unsigned char hash[SEAL_HASH];
    bool changed;

    hash_of(number, hash);
    ok(store_member_set(place->db, category, hash, in, 1, &changed, &place->why));
    return changed;
}

static void put_path(void *arg, const struct category *c)
{
    char *text = arg;

    strcat(text, c->path);
    strcat(text, " ");
}

/* All that is public, and what of the rest. Lists and single looks agree. */
static void sees(struct place *place, const struct tree *t, uint64_t who, bool trauma, bool men, bool night)
{
    const uint64_t ids[] = {t->health, t->trauma, t->men, t->night, t->work};
    const bool wanted[] = {true, trauma, men, night, true};
    char list[200] = "", expected[200];

    snprintf(expected, sizeof expected, "health %s%s%swork ", trauma ? "health.trauma " : "", men ? "health.trauma.men " : "",
             night ? "health.trauma.men.night " : "");
    ok(store_category_list(place->db, who, put_path, list, &place->why));
    assert_string_equal(list, expected);
    for (size_t i = 0; i < 5; i++) {
        bool yes;

        ok(store_category_seen(place->db, ids[i], who, &yes, &place->why));
        assert_int_equal(yes, wanted[i]);
    }
}

static void who_sees_what(void **state)
{
    static const struct {
        enum rung rung;
        bool in_trauma, in_night;          /* let in there */
        enum rung of_health, of_trauma, of_night; /* roles */
        bool trauma, men, night;           /* seen */
    } rows[] = {
        {.rung = RUNG_TRUSTED},
        {.rung = RUNG_EDITOR},
        {.in_trauma = true, .trauma = true, .men = true},
        {.in_night = true}, /* the outer door is shut */
        {.in_trauma = true, .in_night = true, .trauma = true, .men = true, .night = true},
        {.rung = RUNG_MODERATOR, .trauma = true, .men = true, .night = true},
        {.rung = RUNG_ADMIN, .trauma = true, .men = true, .night = true},
        {.of_health = RUNG_MODERATOR, .trauma = true, .men = true, .night = true},
        {.of_trauma = RUNG_MODERATOR, .trauma = true, .men = true, .night = true},
        {.of_trauma = RUNG_EDITOR},
        {.of_night = RUNG_ADMIN, .night = true}, /* what is to be moderated is seen */
    };
    struct place *place = *state;
    struct tree t = tree_of(place);

    sees(place, &t, 0, false, false, false);
    sees(place, &t, 99, false, false, false);
    sees(place, &t, STORE_OPERATOR, true, true, true);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t who = person(place, rows[i].rung);
        const struct {
            uint64_t category;
            enum rung rung;
        } roles[] = {{t.health, rows[i].of_health}, {t.trauma, rows[i].of_trauma}, {t.night, rows[i].of_night}};

        if (rows[i].in_trauma)
            assert_true(member(place, t.trauma, who, true));
        if (rows[i].in_night)
            assert_true(member(place, t.night, who, true));
        for (size_t r = 0; r < 3; r++)
            ok(store_role_set(place->db, who, roles[r].category, roles[r].rung, &place->why));
        sees(place, &t, who, rows[i].trauma, rows[i].men, rows[i].night);
    }
}

static void in_and_out(void **state)
{
    struct place *place = *state;
    struct tree t = tree_of(place);
    uint64_t ann = person(place, RUNG_UNKNOWN), bob, *people, unknown;
    struct category c;
    size_t count;

    assert_true(member(place, t.trauma, ann, true));
    assert_false(member(place, t.trauma, ann, true));
    assert_true(member(place, t.trauma, ann + 1, true)); /* nobody yet */
    ok(store_members(place->db, place, t.trauma, &people, &count, &unknown, &place->why));
    assert_int_equal(count, 1);
    assert_int_equal(people[0], ann);
    assert_int_equal(unknown, 1);
    bob = person(place, RUNG_UNKNOWN); /* that address writes */
    sees(place, &t, bob, true, true, false);
    assert_true(member(place, t.trauma, bob, false));
    assert_false(member(place, t.trauma, bob, false));
    sees(place, &t, bob, false, false, false);
    sees(place, &t, ann, true, true, false);

    ok(store_category_get(place->db, place, t.men, &c, &place->why)); /* public, in one that is not */
    assert_int_equal(c.access, ACCESS_PUBLIC);
    assert_true(c.members_only);
    ok(store_category_get(place->db, place, t.work, &c, &place->why));
    assert_false(c.members_only);
}

/* Whether all who see the one see the other. */
static void as_open(void **state)
{
    struct place *place = *state;
    struct tree t = tree_of(place);
    const struct {
        uint64_t one, other;
        bool yes;
    } rows[] = {{t.work, t.health, true}, {t.work, t.trauma, false}, {t.trauma, t.work, true}, {t.men, t.trauma, true}, {t.trauma, t.men, true},
                {t.trauma, t.night, false}, {t.night, t.trauma, true}, {t.night, t.night, true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool yes;

        ok(store_category_as_open(place->db, rows[i].one, rows[i].other, &yes, &place->why));
        assert_int_equal(yes, rows[i].yes);
    }
}

UNIT_MAIN(STORE_UNIT(who_sees_what), STORE_UNIT(in_and_out), STORE_UNIT(as_open))
