/* Coming and going: subscribe, mute, stop, leave. */
#include "forum_fixture.h"

static const char bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

static void subscribe(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, bob);
    const struct change *c;
    struct mail *m;
    bool subscribed;

    APPLY(x, fixture_mail(x, bob, "sleep+subscribe", INTENT_SUBSCRIBE, ""), "subscribed");
    c = fixture_told(x, NOTICE_WELCOME);
    OK(store_subscribed(x->f.db, x->other, person, &subscribed, &x->why));
    assert_true(subscribed);
    /* Undo by the d token the told mail carries. */
    assert_int_equal(command_number(str_of(fixture_pair(c, "undo_verb"))), VERB_UNSUBSCRIBE);
    APPLY(x,
          fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_UNSUBSCRIBE, person, x->other), INTENT_DO, VERB_UNDO,
                          ""),
          "unsubscribed");
    OK(store_subscribed(x->f.db, x->other, person, &subscribed, &x->why));
    assert_false(subscribed);
    APPLY(x,
          fixture_mail(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO,
                       "thanks a lot for telling"),
          "not-understood");
    m = fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO, VERB_UP, "");
    m->intent.words = mem_string(x, "thanks");
    APPLY(x, m, "not-understood");
    m = fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO, VERB_SETTINGS, "");
    m->intent.words = mem_string(x, "settings");
    APPLY(x, m, "command");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "what"), "settings"); /* another word is done as well */
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "Sleep"), "subscribed");
    APPLY(x, fixture_mail(x, bob, "sleep+unsubscribe", INTENT_UNSUBSCRIBE, ""), "unsubscribed");

    /* Somebody new is asked, with none of their words, and asked once. */
    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "held-subscribe");
    c = fixture_told(x, NOTICE_CONFIRM);
    assert_string_equal(fixture_pair(c, "category"), "Sleep");

    uint64_t held = c->held;

    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribe-unasked");
    assert_int_equal(x->changes.count, 0);
    OK(store_subscribed(x->f.db, x->other, fixture_person(x, eve).id, &subscribed, &x->why));
    assert_false(subscribed);
    APPLY(x, fixture_confirm(x, eve, held, ANSWER_YES), "subscribed");
    OK(store_subscribed(x->f.db, x->other, fixture_person(x, eve).id, &subscribed, &x->why));
    assert_true(subscribed);
    assert_int_equal(fixture_person(x, eve).consent_version, CONSENT_VERSION);
}

static void stop_and_leave(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);
    struct mail *m;
    const struct change *c;
    bool muted;

    APPLY(x,
          fixture_command(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, person, question), INTENT_DO,
                          VERB_MUTE, ""),
          "muted");
    assert_int_equal(x->changes.count, 0);
    OK(store_muted(x->f.db, question, person, &muted, &x->why));
    assert_true(muted);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_STOP, ""), "stopped");
    assert_int_equal(fixture_person(x, bob).state, PERSON_STOPPED);
    m = fixture_reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    APPLY(x, m, "held-other");
    assert_int_equal(x->changes.count, 0); /* who said stop is not asked */
    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_START, ""), "started");
    assert_int_equal(fixture_person(x, bob).state, PERSON_MEMBER);

    /* u works on its token alone, for a stranger without verdict as well; its owner is told once, with undo. */
    m = fixture_mail(x, eve, fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, person, 0), INTENT_LEAVE, "");
    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "left");
    c = fixture_told(x, NOTICE_TOLD);
    assert_int_equal(c->person, person);
    assert_int_equal(command_number(str_of(fixture_pair(c, "undo_verb"))), VERB_START);
    assert_int_equal(fixture_person(x, bob).state, PERSON_STOPPED);
    m = fixture_mail(x, eve, fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, person, 0), INTENT_LEAVE, "");
    APPLY(x, m, "left");
    assert_int_equal(x->changes.count, 0);
    APPLY(x, fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_START, person, 0), INTENT_DO, VERB_UNDO, ""),
          "started");
}

static void stranger_stops(void **state)
{
    struct fixture *x = fixture_open(state);

    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_STOP, ""), "stopped");
    assert_int_equal(x->changes.count, 0);
    assert_int_equal(fixture_person(x, eve).state, PERSON_STOPPED);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_HELP, ""), "help");
    assert_int_equal(x->changes.count, 1);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_CATEGORIES, ""), "help");
    assert_int_equal(x->changes.count, 0);                                                    /* one answer */
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_NAME, "Boss"), "help"); /* nothing else acts */
}

UNIT_MAIN(UNIT(subscribe), UNIT(stop_and_leave), UNIT(stranger_stops))
