/* What may be known of somebody who shows no handle: neither when they wrote, nor what they are. */
#include "forum_fixture.h"

static const char ann[] = "ann@example.net", bob[] = "bob@example.net", words[] = "I lie awake for hours every night.";

static struct fixture *sensitive(void **state)
{
    struct fixture *x = fixture_open(state);

    x->conf->limits.hold_newcomer = 1800;
    x->conf->privacy.publish_delay_least = 300;
    x->conf->privacy.publish_delay_most = 3600;
    x->conf->privacy.coarse_times = true;
    x->conf->privacy.archive = false;
    x->conf->privacy.content = POLICY_CONTENT_DISCREET;
    x->conf->limits.questions_per_hour = 1000;
    return x;
}

static struct post ask(struct fixture *x, unsigned n)
{
    APPLY(x, fixture_question(x, ann, mem_format(x, "How does one fall asleep, part %u?", n), words), "question-posted");
    return fixture_post(x, x->changes.post);
}

/* Between the bounds, each drawn for itself, and what is planned waits as long; under a handle nobody waits but for the hold. */
static void delay(void **state)
{
    struct fixture *x = sensitive(state);
    unsigned different = 0;
    int64_t first = 0;

    fixture_member(x, ann);
    for (unsigned n = 0; n < 40; n++) {
        struct post p = ask(x, n);
        int64_t wait = p.publish - x->f.now - x->conf->limits.hold_newcomer;

        x->conf->people.trusted_after = 1000;
        assert_true(p.anonymous && wait >= 300 && wait <= 3600);
        assert_int_equal(fixture_change(x, CHANGE_POSTED)->due, p.publish);
        assert_true(p.no_archive);
        different += n > 0 && wait != first;
        first = n == 0 ? wait : first;
    }
    assert_true(different > 30);
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_NAME, "Ann of Hill"), "command");
    assert_int_equal(ask(x, 99).publish, x->f.now + 1800);
}

/* Two questions of one person share neither name nor wait nor anything else others see. */
static void unlinked(void **state)
{
    struct fixture *x = sensitive(state);
    struct post one, two;

    fixture_member(x, ann);
    one = ask(x, 1);
    two = ask(x, 2);
    assert_string_not_equal(one.name, two.name);
    assert_int_not_equal(one.thread, two.thread);
}

static const char *got(struct fixture *x, uint64_t post)
{
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_GET, mem_format(x, "Q%llu", (unsigned long long)post)), "command");
    return fixture_pair(fixture_told(x, NOTICE_LIST), "whole");
}

/* The day, no more, and not by clocks that one can set; points, title and role of a moderator of many points never beside a pseudonym, though beside a handle. */
static void shown(void **state)
{
    struct fixture *x = sensitive(state);
    struct person p;
    struct post one, two;

    fixture_member(x, ann);
    fixture_member(x, bob);
    p = fixture_person(x, ann);
    p.rung = RUNG_MODERATOR;
    OK(person_save(&x->f, &p, &x->why));
    one = ask(x, 1);
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_NAME, "Ann of Hill"), "command");
    two = ask(x, 2);
    x->f.now = 1800057600; /* 2027-01-16 00:00 */
    OK(store_post_publish(x->f.db, one.id, 1799971200 + 12 * 3600 + 187, &x->why));
    OK(store_post_publish(x->f.db, two.id, 1799971200 + 12 * 3600 + 187, &x->why));
    assert_string_equal(got(x, one.id), mem_format(x, "%llu %s asked 2027-01-15 in Health\n", (unsigned long long)one.id, one.name));
    assert_string_equal(got(x, two.id), mem_format(x, "%llu Ann of Hill, 120 points, asked 2027-01-15 12:03 UTC in Health\n", (unsigned long long)two.id));
    x->conf->limits.automatic_per_day = 100;
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, "timezone +13:00"), "command");
    assert_string_equal(got(x, one.id), mem_format(x, "%llu %s asked 2027-01-15 in Health\n", (unsigned long long)one.id, one.name));
    assert_string_equal(got(x, two.id), mem_format(x, "%llu Ann of Hill, 120 points, asked 2027-01-16 01:03 in Health\n", (unsigned long long)two.id));
    x->conf->privacy.coarse_times = false;
    assert_string_equal(got(x, one.id), mem_format(x, "%llu %s asked 2027-01-16 01:03 in Health\n", (unsigned long long)one.id, one.name));
}

static void new_people(void **state)
{
    struct fixture *x = sensitive(state);

    APPLY(x, fixture_question(x, "eve@example.net", "How does one fall asleep?", words), "held-newcomer");
    assert_int_equal(fixture_person(x, "eve@example.net").content, CONTENT_DISCREET);
    x->conf->privacy.content = POLICY_CONTENT_FULL;
    APPLY(x, fixture_question(x, "dan@example.net", "How does one fall asleep?", words), "held-newcomer");
    assert_int_equal(fixture_person(x, "dan@example.net").content, CONTENT_FULL);
}

/* A mail says no for its post, a person for all of theirs, before and after; the forum says no for good. */
static void archive(void **state)
{
    static const struct {
        const char *set;
        bool forum, header, now, then; /* what may be archived: now, and when the person says yes again */
    } rows[] = {
        {"archive yes", true, false, true, true},
        {"archive yes", true, true, false, false},
        {"archive no", true, false, false, true},
        {"archive no", true, true, false, false},
        {"archive yes", false, false, false, false},
        {"archive no", false, false, false, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int before = 0; before <= 1; before++) {
            struct fixture *x = fixture_open(state);
            struct mail *m = fixture_question(x, ann, "How does one fall asleep?", words);
            struct mail *setting = fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, rows[i].set);
            uint64_t post, other;

            fixture_member(x, ann);
            fixture_member(x, bob);
            x->conf->privacy.archive = rows[i].forum;
            m->origin.no_archive = rows[i].header;
            if (before)
                APPLY(x, setting, "command");
            APPLY(x, m, "question-posted");
            post = x->changes.post;
            if (!before)
                APPLY(x, setting, "command");
            assert_int_equal(!fixture_post(x, post).no_archive, rows[i].now);
            APPLY(x, fixture_question(x, bob, "What does one dream of?", words), "question-posted");
            other = x->changes.post;
            assert_int_equal(!fixture_post(x, other).no_archive, rows[i].forum); /* of others it says nothing */
            APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, "archive yes"), "command");
            assert_int_equal(!fixture_post(x, post).no_archive, rows[i].then);
        }
    }
}

/* A forum that keeps all off public pages says so to who would have it otherwise. */
static void archive_of_none(void **state)
{
    struct fixture *x = sensitive(state);

    fixture_member(x, ann);
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SET, "archive yes"), "command");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"),
                        "archive is now: yes\nThis forum keeps everything off public pages, whatever is set here.\n");
}

UNIT_MAIN(UNIT(delay), UNIT(unlinked), UNIT(shown), UNIT(new_people), UNIT(archive), UNIT(archive_of_none))
