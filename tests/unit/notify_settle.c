#include "notify.h"

static struct settlement report(struct world *w, uint64_t notice, enum settled what, const char *code,
                                const char *words)
{
    struct settlement s = {.notice = notice, .code = mem_string(w->ctx, code), .words = mem_string(w->ctx, words)};

    s.what = what;
    return s;
}

static void settle(struct world *w, uint64_t notice, enum settled what, const char *code, const char *words)
{
    struct settlement s = report(w, notice, what, code, words);

    OK(w, notify_settle(&w->f, w->ctx, &s, 1, &w->why));
}

static struct notice get(struct world *w, uint64_t id)
{
    struct notice n;

    OK(w, store_notice_get(w->f.db, w->ctx, id, &n, &w->why));
    return n;
}

/* One claimed mail to one person; its id. */
static uint64_t tell(struct world *w, uint64_t person)
{
    struct changes changes = {0};
    struct change *c = change_add(w->ctx, &changes, CHANGE_TELL);
    struct notice *list;

    c->notice = NOTICE_TOLD;
    c->person = person;
    change_pair(w->ctx, c, "text", "Done.");
    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    assert_int_equal(world_claim(w, &list), 1);
    return list[0].id;
}

static void delays_double(void **state)
{
    static const struct {
        unsigned attempts;
        int64_t about;
    } rows[] = {{1, 60}, {2, 120}, {3, 240}, {7, 3840}, {8, 7680}, {9, 14400}, {10, 14400}, {1000000, 14400}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t least = INT64_MAX, most = 0;

        for (unsigned round = 0; round < 500; round++) {
            int64_t delay = settle_delay(rows[i].attempts);

            least = delay < least ? delay : least;
            most = delay > most ? delay : most;
            assert_in_range(delay, rows[i].about * 8 / 10, rows[i].about * 12 / 10);
        }
        assert_true(most > least); /* jitter */
    }
}

static void sent_once(void **state)
{
    struct world w;
    struct notice *list;
    struct person person;
    uint64_t a, id;

    world_open(&w, *state);
    a = world_person(&w, "a@example.org");
    id = tell(&w, a);
    assert_true(get(&w, id).promise);
    settle(&w, id, SETTLED_SENT, "2.0.0", "queued");
    assert_int_equal(get(&w, id).state, NOTICE_SENT);
    assert_string_equal(world_journal(&w, a).text, "notice-told||sent 2.0.0 queued");
    OK(&w, store_person_get(w.f.db, *state, a, &person, &w.why));
    assert_true(person.greeted);
    settle(&w, id, SETTLED_LATER, "4.0.0", "again"); /* a second report changes nothing */
    assert_int_equal(get(&w, id).state, NOTICE_SENT);
    w.f.now += 100000;
    assert_int_equal(world_claim(&w, &list), 0);
    id = tell(&w, a);
    assert_false(get(&w, id).promise);
    world_close(&w);
}

/* A handle chosen before the first mail changes nothing about that, and stays. */
static void greeted_with_a_handle(void **state)
{
    struct world w;
    struct person person;
    uint64_t a, id;

    world_open(&w, *state);
    a = world_person(&w, "a@example.org");
    OK(&w, store_person_get(w.f.db, *state, a, &person, &w.why));
    person.name_mode = NAME_HANDLE;
    person.handle = mem_string(*state, "Margaret");
    OK(&w, store_person_put(w.f.db, &person, "margaret", &w.why));
    id = tell(&w, a);
    settle(&w, id, SETTLED_SENT, "2.0.0", "");
    OK(&w, store_person_by_handle(w.f.db, *state, "margaret", &person, &w.why));
    assert_int_equal(person.id, a);
    assert_true(person.greeted);
    world_close(&w);
}

static void refused_for_good(void **state)
{
    struct world w;
    uint64_t id;

    world_open(&w, *state);
    id = tell(&w, world_person(&w, "a@example.org"));
    settle(&w, id, SETTLED_REFUSED, "5.1.1", "no such user");
    assert_int_equal(get(&w, id).state, NOTICE_FAILED);
    assert_string_equal(get(&w, id).words, "no such user");
    world_close(&w);
}

static void later_and_given_up(void **state)
{
    struct world w;
    struct notice *list;
    uint64_t id;
    unsigned attempts = 1;
    int64_t start;

    world_open(&w, *state);
    start = w.f.now;
    id = tell(&w, world_person(&w, "a@example.org"));
    for (;;) {
        settle(&w, id, SETTLED_LATER, "4.4.1", "cannot connect");
        if (get(&w, id).state == NOTICE_FAILED)
            break;
        assert_int_equal(get(&w, id).state, NOTICE_WAITING);
        assert_int_equal(world_claim(&w, &list), 0); /* not yet */
        w.f.now = get(&w, id).due;
        assert_int_equal(world_claim(&w, &list), 1);
        assert_int_equal(list[0].date, start); /* frozen */
        attempts++;
        assert_true(attempts < 100);
    }
    assert_in_range(w.f.now - start, w.conf->limits.give_up - 5 * 3600, w.conf->limits.give_up);
    assert_in_range(attempts, 30, 60);
    world_close(&w);
}

static void relay_refuses_us(void **state)
{
    struct world w;
    struct notice *list;
    uint64_t a, first, second;
    int64_t due;

    world_open(&w, *state);
    a = world_person(&w, "a@example.org");
    first = tell(&w, a);
    second = tell(&w, a);
    settle(&w, first, SETTLED_RELAY, "5.7.1", "not from here");
    settle(&w, second, SETTLED_RELAY, "5.7.1", "not from here"); /* was on its way: no longer pause for it */
    assert_int_equal(get(&w, first).state, NOTICE_WAITING);
    w.f.now += 59;
    assert_int_equal(world_claim(&w, &list), 0);
    OK(&w, notify_next(&w.f, *state, &due, &w.why));
    assert_true(due >= WORLD_NOW + 60);
    OK(&w, notify_operator(&w.f, *state, &w.why));
    w.f.now += 60;
    assert_int_equal(world_claim(&w, &list), 3); /* both, and the operator's summary */
    settle(&w, first, SETTLED_RELAY, "5.7.1", "not from here");
    w.f.now += 119;
    assert_int_equal(world_claim(&w, &list), 0); /* twice as long */
    w.f.now += 4000;
    assert_true(world_claim(&w, &list) > 0);
    settle(&w, first, SETTLED_SENT, "2.0.0", "");
    OK(&w, notify_next(&w.f, *state, &due, &w.why));
    OK(&w, relay_pause(&w.f, *state, &due, &w.why));
    assert_int_equal(due, 0);
    world_close(&w);
}

static void one_summary_an_hour(void **state)
{
    struct world w;
    struct held held = {.reason = HOLD_STRANGER,
                        .created = WORLD_NOW,
                        .expires = WORLD_NOW + 86400,
                        .domain = STR_EMPTY,
                        .mail = STR("sealed")};
    struct notice *list;
    struct rendered mail;
    uint64_t id;

    world_open(&w, *state);
    w.conf->mail.trust = TRUST_ANY;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 0); /* no news */
    w.f.now += 10;
    held.created = w.f.now;
    for (unsigned i = 0; i < 3; i++)
        OK(&w, store_held_add(w.f.db, &held, &id, &w.why));
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 0); /* within the hour */
    w.f.now += 3600;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    OK(&w, notify_render(&w.f, *state, &list[0], &mail, &w.why));
    assert_string_equal(mail.to, "root@example.org");
    assert_int_equal(mail.sealed_to.n, 0);
    assert_true(str_starts(mail.text, STR("3: mails of strangers were not authenticated: they wait for you\n")));
    settle(&w, list[0].id, SETTLED_SENT, "2.0.0", "");
    w.f.now += 3600;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 0); /* nothing new */
    world_close(&w);
}

static void summary_in_the_forums_language(void **state)
{
    struct world w;
    struct held held = {.reason = HOLD_STRANGER, .created = WORLD_NOW + 10, .expires = WORLD_NOW + 86400, .domain = STR_EMPTY, .mail = STR("sealed")};
    struct notice *list;
    struct rendered mail;
    uint64_t id;

    world_open(&w, *state);
    w.conf->mail.trust = TRUST_ANY;
    w.conf->forum.language = mem_string(*state, "de");
    OK(&w, notify_templates_open(*state, w.conf, &w.why));
    OK(&w, store_held_add(w.f.db, &held, &id, &w.why));
    w.f.now += 3600;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    OK(&w, notify_render(&w.f, *state, &list[0], &mail, &w.why));
    assert_true(str_ends(str_of(mail.subject), STR(": Neues für den Betrieb")));
    assert_true(str_starts(mail.text, STR("1: Mails von Fremden ohne bestätigten Absender: Sie warten auf dich\n")));
    world_close(&w);
}

/* Where nobody moderates, the operator hears that something was reported, and how to see what. */
static void reports_nobody_hears_of(void **state)
{
    struct world w;
    struct journal_entry e = {.at = WORLD_NOW + 10, .event = (char *)FORUM_REPORT_UNHEARD, .setting = (char *)"", .result = (char *)""};
    struct notice *list;
    struct rendered mail;

    world_open(&w, *state);
    w.conf->mail.trust = TRUST_ANY;
    OK(&w, store_journal_add(w.f.db, &e, &w.why));
    w.f.now += 3600;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    OK(&w, notify_render(&w.f, *state, &list[0], &mail, &w.why));
    assert_true(str_starts(mail.text, STR("1: reports of posts that no moderator hears of (askpost post reported")));
    world_close(&w);
}

static void missing_verdict_once_a_day(void **state)
{
    struct world w;
    struct notice *list;

    world_open(&w, *state);
    w.conf->mail.trust = TRUST_VERDICT;
    w.conf->mail.authserv_id = mem_string(*state, "");
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    w.f.now += 3601;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1); /* the first again, its lease over */
    w.f.now += 86400;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 2);
    world_close(&w);
}

static void verdict_never_seen(void **state)
{
    struct world w;
    struct notice *list;
    struct rendered mail;

    world_open(&w, *state);
    w.conf->mail.trust = TRUST_VERDICT;
    w.conf->mail.authserv_id = mem_string(*state, "mx.forum.example");
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 0); /* no mail yet: nothing to say */
    OK(&w, notify_verdict(&w.f, *state, false, &w.why));
    w.f.now += 3601;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 1);
    OK(&w, notify_render(&w.f, *state, &list[0], &mail, &w.why));
    assert_true(str_find(mail.text, STR("No mail so far carried an Authentication-Results of \"mx.forum.example\"")) <
                mail.text.n);
    settle(&w, list[0].id, SETTLED_SENT, "2.0.0", "");
    OK(&w, notify_verdict(&w.f, *state, true, &w.why));
    OK(&w, notify_verdict(&w.f, *state, false, &w.why)); /* once is enough */
    w.f.now += 86400;
    OK(&w, notify_operator(&w.f, *state, &w.why));
    assert_int_equal(world_claim(&w, &list), 0);
    world_close(&w);
}

/* Render refuses what went between claim and rendering: withdrawn, not failed. */
static void gone_meanwhile(void **state)
{
    struct world w;
    struct notice *list;
    uint64_t question;

    world_open(&w, *state);
    question = world_ask(&w, world_person(&w, "asker@example.org"), "If I seek therapy?", "Will it be recorded?");
    world_expand(&w, 100);
    assert_int_equal(world_claim(&w, &list), 1);
    OK(&w, store_post_state(w.f.db, question, POST_HIDDEN, &w.why));
    settle(&w, list[0].id, SETTLED_REFUSED, "5.3.0", "gone");
    assert_int_equal(get(&w, list[0].id).state, NOTICE_WITHDRAWN);
    world_close(&w);
}

UNIT_MAIN(UNIT(delays_double), UNIT(sent_once), UNIT(greeted_with_a_handle), UNIT(refused_for_good),
          UNIT(later_and_given_up), UNIT(relay_refuses_us), UNIT(one_summary_an_hour), UNIT(summary_in_the_forums_language), UNIT(reports_nobody_hears_of), UNIT(missing_verdict_once_a_day),
          UNIT(verdict_never_seen), UNIT(gone_meanwhile))
