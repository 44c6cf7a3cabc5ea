/* However much comes in, this much goes out. */
#include "forum_fixture.h"

static const char bob[] = "bob@b.example";
static const char words[] = "Words that are long enough.";

/* Ten thousand forged requests, and the victim gets at most one mail with none of their words. */
static void bombing(void **state)
{
    static const struct {
        enum trust trust;
        enum verdict verdict;
        size_t most;
    } rows[] = {{TRUST_VERDICT, VERDICT_NONE, 0}, {TRUST_VERDICT, VERDICT_FAIL, 0}, {TRUST_ANY, VERDICT_NONE, 1}};
    struct fixture *x = fixture_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t mails = 0;
        const char *victim = mem_format(x, "victim%zu@v.example", i);

        x->conf->mail.trust = rows[i].trust;
        for (unsigned n = 0; n < 10000; n++) {
            void *job = mem_job("bomb");
            struct mail *m =
                fixture_command(x, victim, "sleep+subscribe", INTENT_SUBSCRIBE, VERB_SUBSCRIBE, "Attacker's words");
            struct changes changes = {0};

            m->origin.verdict = rows[i].verdict;
            OK(db_savepoint(x->f.db, &x->why));
            enum outcome o = forum_apply(&x->f, job, m, &changes, &x->why);

            assert_int_not_equal(o, REFUSED);
            if (o == DONE)
                OK(db_release(x->f.db, &x->why));
            else
                db_rollback_to(x->f.db);
            for (size_t c = 0; c < changes.count && o == DONE; c++, mails++)
                for (size_t p = 0; p < changes.list[c].pair_count; p++)
                    assert_null(strstr(changes.list[c].pairs[p].value, "Attacker"));
            mem_free(job);
            talloc_free(m);
        }
        assert_true(mails <= rows[i].most);
    }
}

/* Ten thousand victims: the fuse blows. */
static void fuse(void **state)
{
    struct fixture *x = fixture_open(state);
    size_t mails = 0;

    x->conf->mail.trust = TRUST_ANY;
    x->conf->limits.global_per_hour = 50;
    x->conf->limits.held_per_domain = 100000;
    for (unsigned n = 0; n < 500; n++) {
        fixture_apply(x,
                      fixture_mail(x, mem_format(x, "v%u@v%u.example", n, n), "sleep+subscribe", INTENT_SUBSCRIBE, ""));
        mails += x->changes.count;
    }
    assert_int_equal(mails, 50);
}

/* A member who is answered everything: twenty a day, and what the forum itself sends is never answered. */
static void budgets(void **state)
{
    struct fixture *x = fixture_open(state);
    size_t mails = 0;

    fixture_member(x, bob);
    fixture_member(x, "someone@forum.example");
    for (unsigned n = 0; n < 100; n++) {
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_WHOAMI, ""), "command");
        mails += x->changes.count;
    }
    assert_int_equal(mails, x->conf->limits.automatic_per_day);
    APPLY(x, fixture_command(x, "someone@forum.example", "request", INTENT_COMMANDS, VERB_WHOAMI, ""), "command");
    assert_int_equal(x->changes.count, 0);

    struct mail *m = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_WHOAMI, "");

    x->f.now += DAY;
    m->origin.addressed = false; /* a blind copy */
    APPLY(x, m, "command");
    assert_int_equal(x->changes.count, 0);
}

/* What a machine or the forum itself sent, or nobody in particular, or to us by the way only, is answered by nothing. */
static void never_answered(void **state)
{
    struct fixture *x = fixture_open(state);

    for (unsigned what = 0; what <= 10; what++) {
        struct mail *m = fixture_question(x, bob, "A title long enough", words);

        switch (what) {
        case 1: m->sender = NULL; break;
        case 2: m->sender = mem_string(x, ""); break;
        case 3: m->sender = mem_string(x, "somebody@Forum.Example"); break;
        case 4: m->origin.from = mem_string(x, "somebody@forum.example"); break;
        case 5: m->origin.automatic = AUTOMATIC_REPLY; break;
        case 6: m->report.kind = REPORT_DISPOSITION; break;
        case 7: m->origin.role_sender = true; break;
        case 8: m->origin.loop = true; break;
        case 9: m->origin.spam = true; break;
        case 10: m->origin.addressed = false; break;
        default: break; /* as a person sends it */
        }
        assert_int_equal(gate_open(&x->f, m), what == 0);
    }
}

static bool answers(struct act *a, bool newcomer)
{
    struct fault why;
    bool allowed = false;

    OK(gate_may_answer(a, 7, newcomer, &allowed, &why));
    return allowed;
}

/* Somebody new: only who is verified, once a day, three times a year; what the operator let through is answered however it came. */
static void newcomers_are_answered_seldom(void **state)
{
    struct fixture *x = fixture_open(state);
    struct act a = {.f = &x->f, .ctx = x, .m = fixture_question(x, bob, "A title long enough", words), .verdict = VERDICT_PASS, .hash = "bob"};
    struct mail *copy = fixture_question(x, bob, "A title long enough", words);

    assert_false(answers(&a, true)); /* no address */
    a.has_address = true;
    a.verdict = VERDICT_FAIL;
    assert_false(answers(&a, true));
    a.verdict = VERDICT_PASS;
    for (unsigned day = 0; day < 5; day++, x->f.now += DAY) {
        assert_int_equal(answers(&a, true), day < 3);
        assert_false(answers(&a, true)); /* that day */
    }
    copy->origin.addressed = false;
    a.m = copy;
    assert_false(answers(&a, false));
    a.released = 1;
    assert_true(answers(&a, false));
}

/* People who are not trusted yet share what a domain may post in an hour. */
static void domains(void **state)
{
    static const struct {
        const char *from;
        enum rung rung;
        bool waits;
    } rows[] = {{"eve@b.example", RUNG_REACHABLE, true}, {"eve@b.example", RUNG_TRUSTED, false}, {"eve@c.example", RUNG_REACHABLE, false}, {NULL, RUNG_REACHABLE, false}};
    struct fixture *x = fixture_open(state);
    struct act a = {.f = &x->f, .ctx = x, .has_address = true, .canonical = mem_string(x, bob), .actor = {.rung = RUNG_REACHABLE}};
    int64_t wait;

    x->conf->limits.posts_per_domain = 2;
    for (unsigned n = 0; n < 2; n++) {
        OK(gate_domain(&a, false, &wait, &x->why));
        assert_int_equal(wait, 0);
        OK(gate_domain(&a, true, &wait, &x->why));
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        a.has_address = rows[i].from != NULL;
        a.canonical = mem_string(x, rows[i].from == NULL ? bob : rows[i].from);
        a.actor.rung = rows[i].rung;
        OK(gate_domain(&a, false, &wait, &x->why));
        assert_int_equal(wait, rows[i].waits ? HOUR : 0);
    }
}

static void caps(void **state)
{
    struct fixture *x = fixture_open(state);
    unsigned held = 0;

    x->conf->limits.held_per_domain = 5;
    for (unsigned n = 0; n < 20; n++) {
        struct mail *m = fixture_question(x, mem_format(x, "s%u@bad.example", n), "A title long enough", words);

        m->origin.verdict = VERDICT_FAIL;
        held += fixture_apply(x, m) == DONE;
    }
    assert_int_equal(held, 5);
    assert_string_equal(x->why.code, "4.7.1");
    /* Who forges a domain does not fill the room of those who write from it. */
    APPLY(x, fixture_question(x, "real@bad.example", "A title long enough", words), "held-newcomer");
}

static enum outcome held(struct fixture *x, const char *from, enum verdict verdict)
{
    struct mail *m = fixture_question(x, from, "A title long enough", mem_format(x, "Whoever wants to know more of it calls %s any day.", from));

    m->origin.verdict = verdict;
    return fixture_apply(x, m);
}

/* One writer fills a quarter of their domain's room, and forged mails none of theirs. */
static void shares(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, "ann@big.example");
    fixture_member(x, "bob@big.example");
    x->conf->limits.held_per_domain = 8;
    for (unsigned i = 0; i < 2; i++)
        OK(held(x, "ann@big.example", VERDICT_FAIL));
    assert_int_equal(held(x, "ann@big.example", VERDICT_FAIL), RETRY);
    for (unsigned i = 0; i < 2; i++)
        OK(held(x, "ann@big.example", VERDICT_PASS));
    assert_int_equal(held(x, "ann@big.example", VERDICT_PASS), RETRY);
    OK(held(x, "bob@big.example", VERDICT_PASS));
}

UNIT_MAIN(UNIT(bombing), UNIT(fuse), UNIT(budgets), UNIT(never_answered), UNIT(newcomers_are_answered_seldom), UNIT(domains), UNIT(caps), UNIT(shares))
