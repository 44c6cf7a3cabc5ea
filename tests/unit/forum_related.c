/* What was asked before: related questions, and the very same one. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example";
static const char words[] = "Words that are long enough.";

static uint64_t ask(struct fixture *x, const char *from, const char *title, const char *text)
{
    bool more;

    APPLY(x, fixture_question(x, from, title, text), "question-posted");
    x->f.now += HOUR;
    OK(store_search_step(x->f.db, x->f.now, 100, &more, &x->why));
    return x->changes.post;
}

static struct fixture *forum(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    fixture_member(x, bob);
    return x;
}

/* Two words of four letters in both titles, or one and two in the text, or a tag. */
static void related(void **state)
{
    static const struct {
        const char *title, *words, *tag;
        bool found;
    } rows[] = {
        {"How many hours does therapy take?", words, NULL, true},                                   /* hours, therapy */
        {"HOURS of THERAPY, and what they cost", words, NULL, true},                                /* in any case */
        {"H\xc3\xb6urs of th\xc3\xa9rapy, and what they cost", words, NULL, true},                   /* with whatever marks */
        {"How do I tell my mother about it?", words, NULL, false},
        {"Is therapy paid for by anybody?", words, NULL, false},                                    /* one word is not enough */
        {"Is therapy paid for by anybody?", "It needs forty hours or more.", NULL, false},          /* nor with one of the text */
        {"Is therapy paid for by anybody?", "Of the forty hours, many are too many.", NULL, true},  /* hours, many */
        {"Is th\xc3\xa9rapy paid for by anybody?", "Of the forty H\xc3\x96URS, m\xc3\xa1ny are too many.", NULL, true},
        {"What is it like to be asked?", words, "insurance", true},
        {"How was it for all of you?", "How was it for all of you, and why is it so?", NULL, false}, /* short words say little */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = forum(state);
        uint64_t before, after;
        struct mail *m = fixture_question(x, bob, "How many hours of therapy are enough? So was it for all of you", words);

        before = ask(x, ann, rows[i].title, rows[i].words);
        if (rows[i].tag != NULL)
            OK(store_post_tags(x->f.db, before, rows[i].tag, &x->why));
        m->intent.tags = mem_array(x, 1, sizeof *m->intent.tags);
        m->intent.tags[0] = mem_string(x, "Insurance");
        m->intent.tag_count = 1;
        bool more;

        OK(store_search_step(x->f.db, x->f.now, 100, &more, &x->why));
        APPLY(x, m, "question-posted");
        after = x->changes.post;
        if (strcmp(fixture_post(x, after).related, rows[i].found ? mem_format(x, "%llu:0", (unsigned long long)before) : "") != 0)
            fail_msg("\"%s\": \"%s\"", rows[i].title, fixture_post(x, after).related);
    }
}

/* With the best answer, or the one with most votes; best first, five at most; nothing that is not to be seen. */
static void which_and_with_what(void **state)
{
    struct fixture *x = forum(state);
    uint64_t one = ask(x, ann, "How many hours of therapy?", words), two = ask(x, ann, "Therapy for hours on end, for twins?", words),
             hidden = ask(x, ann, "How many hours of therapy last year?", words), answers[2];
    uint64_t person = fixture_person(x, bob).id;

    for (size_t i = 0; i < 2; i++) {
        APPLY(x, fixture_mail(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, person, one), INTENT_ANSWER,
                              mem_format(x, "Answer %zu is long enough.", i)), "answer-posted");
        answers[i] = x->changes.post;
    }
    x->f.now += HOUR;
    OK(points_vote(&x->f, x, answers[1], fixture_person(x, ann).id, 1, &x->why));
    OK(store_post_state(x->f.db, hidden, POST_HIDDEN, &x->why)); /* the index does not know it yet */
    APPLY(x, fixture_question(x, bob, "So how many hours of therapy?", words), "question-posted");
    assert_string_equal(fixture_post(x, x->changes.post).related,
                        mem_format(x, "%llu:%llu %llu:0", (unsigned long long)one, (unsigned long long)answers[1], (unsigned long long)two));
    OK(store_best_set(x->f.db, one, answers[0], &x->why));
    APPLY(x, fixture_question(x, bob, "And how many hours of therapy?", words), "question-posted");
    assert_non_null(strstr(fixture_post(x, x->changes.post).related, mem_format(x, "%llu:%llu", (unsigned long long)one, (unsigned long long)answers[0])));
}

/* By what they have in common with the text too, not by their titles alone; of equal ones those of its own category, of these the newest. */
static void their_order(void **state)
{
    struct fixture *x = forum(state);
    uint64_t fits = ask(x, ann, "Therapy for hours, is it good?", "There are many of them, and they are long."), old = ask(x, ann, "Hours and therapy: which?", words),
             new = ask(x, ann, "Is therapy a matter of hours?", words), elsewhere = ask(x, ann, "Therapy by hours or by weeks?", words);
    struct post moved = fixture_post(x, elsewhere);

    OK(store_post_move(x->f.db, &moved, x->other, &x->why));
    APPLY(x, fixture_question(x, bob, "How many hours of therapy?", words), "question-posted");
    assert_string_equal(fixture_post(x, x->changes.post).related,
                        mem_format(x, "%llu:0 %llu:0 %llu:0 %llu:0", (unsigned long long)fits, (unsigned long long)new, (unsigned long long)old, (unsigned long long)elsewhere));
}

/* Word for word, whatever stands between them: one's own is told, somebody else's refused. */
static void the_very_same(void **state)
{
    struct fixture *x = forum(state);
    uint64_t first = ask(x, ann, "How many hours, of therapy?", words);

    APPLY(x, fixture_question(x, ann, "How many HOURS of therapy?", "Words that - are long enough!"), "question-known");
    assert_int_equal(x->changes.post, first);
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), mem_format(x, "as Q%llu", (unsigned long long)first)));
    APPLY(x, fixture_question(x, bob, "How many hours of therapy?", words), "refused");
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_REFUSAL), "problem1"), "word for word"));
    APPLY(x, fixture_question(x, bob, "How many hours of therapy?", "Other words that are long enough."), "question-posted");
    OK(store_post_state(x->f.db, first, POST_DELETED, &x->why));
    APPLY(x, fixture_question(x, ann, "How many hours of therapy?", words), "question-posted"); /* it is gone */
    APPLY(x, fixture_question(x, bob, "How many hours of therapy?", words), "question-posted"); /* Bob cannot know of Ann's, in its hold */
}

/* An answer or a comment on the same post: one's own of a week is told, another's may say the same. */
static void the_very_same_reply(void **state)
{
    struct fixture *x = forum(state);
    uint64_t question = ask(x, ann, "How many hours of therapy?", words), first, person = fixture_person(x, bob).id,
             asker = fixture_person(x, ann).id;
#define REPLY(who, id, post, text) fixture_mail(x, who, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, id, post), INTENT_ANSWER, text)

    APPLY(x, REPLY(bob, person, question, "Forty of them, for most people."), "answer-posted");
    first = x->changes.post;
    APPLY(x, REPLY(bob, person, question, "Forty of them - for most people!"), "reply-known");
    assert_int_equal(x->changes.post, first);
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), mem_format(x, "answer of yours stands here already, as A%llu", (unsigned long long)first)));
    APPLY(x, REPLY(bob, person, question, "Forty of them, for some people."), "answer-posted");
    APPLY(x, REPLY(ann, asker, question, "Forty of them, for most people."), "answer-posted");
    APPLY(x, REPLY(bob, person, first, "Forty of them, for most people."), "comment-posted"); /* elsewhere */
    APPLY(x, REPLY(bob, person, first, "Forty of them, for most people."), "reply-known");
    OK(store_post_state(x->f.db, first, POST_DELETED, &x->why));
    APPLY(x, REPLY(bob, person, question, "Forty of them, for most people."), "answer-posted"); /* it is gone */
    x->f.now += 8 * DAY;
    APPLY(x, REPLY(bob, person, question, "Forty of them, for most people."), "answer-posted"); /* long ago */
#undef REPLY
}

UNIT_MAIN(UNIT(related), UNIT(which_and_with_what), UNIT(their_order), UNIT(the_very_same), UNIT(the_very_same_reply))
