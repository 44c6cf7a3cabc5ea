/* Who lets people into a members-only category by mail, and puts them out: its moderators; what they are told, and that others are told nothing. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example", hal[] = "hal@h.example", mo[] = "mo@m.example",
                  ada[] = "ada@m.example", zed[] = "zed@z.example" /* who never wrote */;

/* "sleep" is members only, and has let Ann in; Eve edits there, Mo moderates it, Ada everything, and Hal the public "health". Bob is a stranger to it. */
static struct fixture *scene(void **state)
{
    struct fixture *x = fixture_open(state);
    static const char *const all[] = {ann, bob, eve, hal, mo, ada};
    struct person p;

    x->conf->limits.automatic_per_day = 100;
    fixture_members_only(x, x->other);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        fixture_member(x, all[i]);
    fixture_let_in(x, x->other, fixture_person(x, ann).id, true);
    OK(store_role_set(x->f.db, fixture_person(x, eve).id, x->other, RUNG_EDITOR, &x->why));
    OK(store_role_set(x->f.db, fixture_person(x, mo).id, x->other, RUNG_MODERATOR, &x->why));
    OK(store_role_set(x->f.db, fixture_person(x, hal).id, x->category, RUNG_MODERATOR, &x->why));
    p = fixture_person(x, ada);
    p.rung = RUNG_ADMIN;
    OK(person_save(&x->f, &p, &x->why));
    return x;
}

/* All that a command is answered; no part of it has an address that it named. */
static const char *told(struct fixture *x, const char *who, enum verb verb, const char *argument)
{
    const struct change *c;

    assert_int_equal(fixture_apply(x, fixture_command(x, who, "request", INTENT_COMMANDS, verb, argument)), DONE);
    assert_int_equal(x->changes.count, 1); /* nobody else hears of it */
    c = &x->changes.list[0];
    assert_int_equal(c->person, fixture_person(x, who).id);
    for (size_t i = 0; i < c->pair_count; i++)
        for (const char *at = c->pairs[i].value; (at = strchr(at, '@')) != NULL; at++)
            assert_int_equal(strncmp(at, "@forum.example", 14), 0);
    return mem_format(x, "%s: %s\n%s", x->changes.event, fixture_pair(c, "subject"), fixture_pair(c, "text"));
}

static bool sees(struct fixture *x, const char *who)
{
    bool yes;

    OK(store_category_seen(x->f.db, x->other, fixture_person(x, who).id, &yes, &x->why));
    return yes;
}

/* To who does not moderate it, all categories are alike: those that are not there, those they see and those they do not. */
static void who_may(void **state)
{
    static const struct {
        const char *who, *category;
        bool may;
    } rows[] = {{bob, "sleep", false}, {bob, "health", false}, {ann, "sleep", false}, {eve, "sleep", false}, {hal, "sleep", false}, {hal, "nothing", false},
                {mo, "health", false}, {mo, "nothing", false}, {mo, "", false}, {mo, "sleep", true}, {mo, "Sleep", true}, {mo, "to sleep", true}, {ada, "sleep", true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int let_in = 0; let_in < 2; let_in++) {
            struct fixture *x = scene(state);
            const char *target = let_in != 0 ? ann : bob, *text;
            enum verb verb = let_in != 0 ? VERB_EXPEL : VERB_ADMIT;

            fixture_let_in(x, x->other, fixture_person(x, eve).id, true); /* an editor sees it */
            text = told(x, rows[i].who, verb, mem_format(x, "%s %s", target, rows[i].category));

            assert_int_equal(sees(x, target), (let_in != 0) != rows[i].may);
            if (!rows[i].may)
                assert_string_equal(text, told(x, bob, verb, "ann@a.example no-such-category"));
            if (!rows[i].may && *rows[i].category != '\0')
                assert_string_equal(text, told(x, rows[i].who, verb, mem_format(x, "not.one@ %s", rows[i].category)));
        }
}

/* The same, whether somebody with that address takes part, never wrote, or moderates it as well. */
static void what_moderators_hear(void **state)
{
    static const char *const others[] = {zed, "<bob@b.example>", "BOB@b.example", eve, ada, mo};
    struct fixture *x = scene(state);
    const char *in = mem_string(x, told(x, mo, VERB_ADMIT, "bob@b.example sleep")), *again = mem_string(x, told(x, mo, VERB_ADMIT, "bob@b.example sleep")),
               *out = mem_string(x, told(x, mo, VERB_EXPEL, "bob@b.example sleep")), *not_in = mem_string(x, told(x, mo, VERB_EXPEL, "bob@b.example sleep"));

    assert_non_null(strstr(in, "let-in: The members of Sleep\nWho writes from that address now sees"));
    assert_non_null(strstr(again, "let-in: The members of Sleep\nSleep lets that address in already"));
    assert_non_null(strstr(out, "put-out: The members of Sleep\nThat address is let into Sleep no more"));
    assert_non_null(strstr(not_in, "put-out: The members of Sleep\nSleep has not let that address in"));
    assert_non_null(strstr(out, "sees it by that role"));
    assert_non_null(strstr(not_in, "sees it by that role"));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *argument = mem_format(x, "%s sleep", others[i]);

        assert_string_equal(told(x, mo, VERB_ADMIT, argument), in);
        assert_string_equal(told(x, mo, VERB_ADMIT, argument), again);
        assert_string_equal(told(x, mo, VERB_EXPEL, argument), out);
        assert_string_equal(told(x, mo, VERB_EXPEL, argument), not_in);
        x->f.now += HOUR + 1;
    }
    assert_true(sees(x, ada) && sees(x, mo)); /* by their roles */
    assert_false(sees(x, bob) || sees(x, eve));
    assert_non_null(strstr(told(x, mo, VERB_ADMIT, "not.one@ sleep"), "not the address of a mailbox"));
    assert_non_null(strstr(told(x, ada, VERB_ADMIT, "bob@b.example health"), "Health itself is not for members only"));
}

static void one_entry(void *arg, uint64_t id, const struct audit_entry *e)
{
    (void)id;
    buf_format(arg, "%s %d %d %s\n", e->verb, (int)e->actor, (int)e->person, e->words);
}

/* On record: who did it and whom it was about, by number; what changed nothing is not. */
static void on_record(void **state)
{
    struct fixture *x = scene(state);
    struct buf record;

    told(x, mo, VERB_ADMIT, "bob@b.example sleep");
    told(x, mo, VERB_ADMIT, "bob@b.example sleep");
    told(x, bob, VERB_EXPEL, "bob@b.example sleep");
    told(x, ada, VERB_EXPEL, "bob@b.example from sleep");
    told(x, ada, VERB_ADMIT, "zed@z.example sleep");
    buf_init(&record, x, 4096);
    OK(store_audit(x->f.db, UINT32_MAX, 10, one_entry, &record, &x->why));
    assert_string_equal(buf_string(&record), mem_format(x, "let-in %d 0 sleep\nput-out %d %d sleep\nlet-in %d %d sleep\n", (int)fixture_person(x, ada).id,
                                                        (int)fixture_person(x, ada).id, (int)fixture_person(x, bob).id, (int)fixture_person(x, mo).id,
                                                        (int)fixture_person(x, bob).id));
}

/* So many an hour, and who may not uses none of them. */
static void so_many(void **state)
{
    struct fixture *x = scene(state);

    x->conf->limits.answers_per_hour = 1;
    told(x, mo, VERB_ADMIT, "bob@b.example health");
    told(x, mo, VERB_ADMIT, "bob@b.example sleep");
    assert_non_null(strstr(told(x, mo, VERB_EXPEL, "bob@b.example sleep"), "Try again in 60 minutes"));
    assert_true(sees(x, bob));
    assert_non_null(strstr(told(x, ada, VERB_EXPEL, "bob@b.example sleep"), "no more")); /* each for themselves */
    x->f.now += HOUR + 1;
    assert_non_null(strstr(told(x, mo, VERB_ADMIT, "bob@b.example sleep"), "now sees"));
}

/* What was mistyped is not said back with the address in it. */
static void mistyped(void **state)
{
    struct fixture *x = scene(state);

    assert_non_null(strstr(told(x, mo, VERB_NONE, "admitt bob@b.example sleep"), "\"admitt \xe2\x80\xa6\" is nothing the forum knows. Did you mean \"admit\"?"));
}

UNIT_MAIN(UNIT(who_may), UNIT(what_moderators_hear), UNIT(on_record), UNIT(so_many), UNIT(mistyped))
