/* What happens between an event and its notice: it is taken back, decided, changed, or another reason for it is left. */
#include "notify_play.h"

/* Off for one reason, heard for another: who subscribes gets a follow-up as the question it is as well. */
static void one_reason_off(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};

    p.hearer = p.cid;
    subscribe(&p, p.cid);
    off(&p, NOTIFY_FOLLOW_UP);
    followed(&p);
    assert_int_equal(leaves(&p, &n), NOTICE_QUESTION);
}

/* A choice that is taken back while its author's quiet hours last was none. */
static void choice_taken_back(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};

    p.hearer = p.cid;
    quiet(&p, NOTIFY_BEST);
    chosen(&p);
    assert_int_equal(leaves(&p, &n), 0);
    apply(&p, fixture_command(p.x, ann, fixture_token(p.x, TOKEN_REPLY, REPLY_TO_NOTICE, p.ann, p.answer), INTENT_DO, VERB_UNSELECT, ""),
          "best-taken-back");
    p.x->f.now += 10 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* Nor is one in whose place another answer was chosen while its author slept. */
static void choice_changed(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    uint64_t other;

    answered(&p);
    other = p.x->changes.post;
    leaves(&p, &n);
    p.hearer = p.cid;
    quiet(&p, NOTIFY_BEST);
    chosen(&p);
    assert_int_equal(leaves(&p, &n), 0);
    p.answer = other;
    chosen(&p);
    p.x->f.now += 10 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* What a question came of was taken away before anybody was looked up: who wrote that hears nothing of it. */
static void origin_taken_away(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    struct mail *m = reply(&p, ann, p.ann, p.answer, INTENT_FOLLOW_UP);

    p.hearer = p.cid;
    m->intent.title = mem_string(p.x, "What comes of that answer?");
    APPLY(p.x, m, "question-posted");
    OK(notify_plan(&p.x->f, p.x, &p.x->changes, 0, &p.x->why));
    OK(store_post_state(p.x->f.db, p.answer, POST_HIDDEN, &p.x->why));
    assert_int_equal(leaves(&p, &n), 0);
}

/* What a moderator is to look at stands in a digest once, as it is by then, and not when it is settled. */
static void the_desk_by_the_day(void **state)
{
    static void (*const settles[])(struct play *p) = {NULL, reported_thrice, reports_cleared, hidden_for_it};

    for (size_t i = 0; i < sizeof settles / sizeof *settles; i++) {
        struct play p = play_open(state);
        struct notice n = {0};
        struct rendered mail;
        bool left = settles[i] == NULL || settles[i] == reported_thrice;

        p.hearer = p.eve;
        OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_FLAGGED, NOTIFY_DAILY, &p.x->why));
        reported(&p);
        if (settles[i] != NULL)
            settles[i](&p);
        leaves(&p, &(struct notice){0}); /* what answers her own commands */
        p.x->f.now += 26 * HOURS;
        assert_int_equal(leaves(&p, &n), left ? NOTICE_DIGEST : 0);
        if (!left)
            continue;
        OK(notify_render(&p.x->f, p.x, &n, &mail, &p.x->why));
        assert_string_equal(mail.subject, mem_format(p.x, "[%s] 1 piece of news", p.x->conf->forum.name));
        assert_int_equal(strstr(mail.text.p, "3 people reported this question") != NULL, settles[i] == reported_thrice);
    }
}

/* A digest asks about the text that waits, not about one before it. */
static void edited_while_it_waits(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    struct post post;

    p.hearer = p.eve;
    OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, NOTIFY_DAILY, &p.x->why));
    held(&p);
    post = fixture_post(p.x, p.x->changes.post);
    leaves(&p, &n);
    OK(store_post_revise(p.x->f.db, post.id, post.title, "Other words than those.", p.x->f.now, &p.x->why));
    p.x->f.now += 26 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* Nobody lets pass what they have not read: what a digest would cut comes at once. */
static void too_long_for_a_digest(void **state)
{
    static const char phrase[] = "These words go on and on. ";
    struct play p = play_open(state);
    struct notice n = {0};
    struct buf body;

    buf_init(&body, p.x, 64 * 1024);
    while (body.n < 20 * 1024)
        buf_text(&body, phrase);
    p.hearer = p.eve;
    OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, NOTIFY_OFF, &p.x->why));
    moderate_all(&p);
    apply(&p, fixture_question(p.x, ann, "Another title, long enough", buf_string(&body)), "waits-all");
    assert_int_equal(leaves(&p, &n), NOTICE_REVIEW);
}

/* Of two answers by one person the last that was chosen is told, and to nobody who is put out while it is made. */
static void best_of_two(void **state)
{
    for (int out = 0; out <= 1; out++) {
        struct play p = play_open(state);
        struct notice n = {0};
        struct rendered mail;
        struct notice *list;
        size_t count;
        uint64_t second;

        p.hearer = p.cid;
        OK(store_notify_set(p.x->f.db, p.cid, NOTIFY_BEST, NOTIFY_DAILY, &p.x->why));
        answered_again(&p);
        second = p.x->changes.post;
        chosen(&p);
        p.answer = second;
        chosen(&p);
        leaves(&p, &(struct notice){0});
        p.x->f.now += 26 * HOURS;
        assert_int_equal(leaves(&p, &n), NOTICE_DIGEST);
        OK(store_digest_items(p.x->f.db, p.x, n.id, NOTICE_DIGESTED, DIGEST_ITEMS, &list, &count, &p.x->why));
        assert_int_equal(count, 1);
        assert_int_equal(list[0].about, second);
        (out != 0 ? put_out : let_in)(&p, NOTIFY_BEST);
        assert_int_equal(notify_render(&p.x->f, p.x, &n, &mail, &p.x->why), out != 0 ? REFUSED : DONE);
    }
}

/* What waits goes from the digest when another has decided, who is not told of it then either. */
static void decided_by_another(void **state)
{
    for (enum notify_value v = NOTIFY_NOW; v <= NOTIFY_WEEKLY; v++) {
        struct play p = play_open(state);
        struct notice n = {0};
        uint64_t post;
        bool first;

        if (v == NOTIFY_PROBLEMS)
            continue;
        p.hearer = p.eve;
        OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, v, &p.x->why));
        held(&p);
        post = p.x->changes.post;
        assert_int_equal(leaves(&p, &n), v == NOTIFY_NOW ? NOTICE_REVIEW : 0);
        p.x->changes = (struct changes){0};
        OK(moderate_decide(&p.x->f, p.x, &p.x->changes, post, p.bob, false, "", &first, &p.x->why));
        plan(&p);
        assert_int_equal(leaves(&p, &n), v == NOTIFY_NOW ? NOTICE_TOLD : 0);
        p.x->f.now += 8 * DAYS;
        assert_int_equal(leaves(&p, &n), 0);
    }
}

/* What is said of a post or a category waits no longer for somebody who does not see it any more. */
static void said_of_it(void **state)
{
    static const char *const verbs[] = {"hide", "place"};
    for (size_t i = 0; i < 2; i++)
        for (int out = 0; out <= 1; out++) {
            struct play p = play_open(state);
            struct notice n = {0};
            struct changes told = {0};
            struct change *c = change_add(p.x, &told, CHANGE_TELL);

            p.hearer = p.ann;
            c->notice = NOTICE_TOLD;
            c->person = p.ann;
            change_pair(p.x, c, "what", verbs[i]);
            change_pair(p.x, c, "text", "Words about it.");
            change_number(p.x, c, i == 0 ? "post" : "place", i == 0 ? p.question : p.x->category);
            OK(notify_plan(&p.x->f, p.x, &told, 0, &p.x->why));
            (out != 0 ? put_out : let_in)(&p, NO_EVENT);
            assert_int_equal(leaves(&p, &n), out != 0 ? 0 : NOTICE_TOLD);
        }
}

/* They are put out when a mail to them is claimed already, and not made yet. */
static void made_too_late(void **state)
{
    static const enum notice_kind kinds[] = {NOTICE_QUESTION, NOTICE_DIGEST, NOTICE_LIST};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int out = 0; out <= 1; out++) {
            struct play p = play_open(state);
            struct notice n = {0};
            struct rendered mail = {0};
            enum notice_kind kind = kinds[i];
            enum outcome outcome;

            p.hearer = p.bob;
            if (kind == NOTICE_DIGEST)
                OK(store_notify_set(p.x->f.db, p.bob, NOTIFY_QUESTION, NOTIFY_DAILY, &p.x->why));
            asked(&p);
            if (kind == NOTICE_LIST) {
                leaves(&p, &n);
                p.x->f.now += HOURS;
                apply(&p, fixture_command(p.x, bob, "request", INTENT_COMMANDS, VERB_LIST, ""), "command");
            }
            p.x->f.now += kind == NOTICE_DIGEST ? 26 * HOURS : 0;
            n = (struct notice){0};
            assert_int_equal(leaves(&p, &n), kind);
            (out != 0 ? put_out : let_in)(&p, NOTIFY_QUESTION);
            outcome = notify_render(&p.x->f, p.x, &n, &mail, &p.x->why);
            if (out == 0 || kind == NOTICE_LIST)
                assert_int_equal(outcome, DONE);
            else
                assert_int_equal(outcome, REFUSED);
            assert_int_equal(outcome == DONE && strstr(mail.text.p, "Another title") != NULL, out == 0);
        }
}

UNIT_MAIN(UNIT(the_desk_by_the_day), UNIT(decided_by_another), UNIT(edited_while_it_waits), UNIT(too_long_for_a_digest), UNIT(best_of_two),
          UNIT(said_of_it), UNIT(made_too_late), UNIT(choice_taken_back), UNIT(choice_changed), UNIT(one_reason_off),
          UNIT(origin_taken_away))
