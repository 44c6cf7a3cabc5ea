/* `follow`, `unfollow`, `following`: what can be followed, and what is said where it cannot. */
#include "forum_fixture.h"

static const char ann[] = "ann@example.net", bea[] = "bea@example.org";

static const char *tell_forum(struct fixture *x, const char *who, enum verb verb, const char *argument)
{
    if (fixture_apply(x, fixture_command(x, who, "request", INTENT_COMMANDS, verb, argument)) != DONE)
        fail_msg("%s", x->why.text);
    return fixture_pair(fixture_told(x, NOTICE_TOLD), "text");
}

static void goes_by(struct fixture *x, const char *who, const char *name, enum name_mode mode)
{
    struct person p = fixture_person(x, who);

    p.handle = mem_string(x, name);
    p.name_mode = mode;
    OK(person_save(&x->f, &p, &x->why));
}

static void commands(void **state)
{
    static const struct {
        enum verb verb;
        const char *argument, *said;
    } rows[] = {
        {VERB_FOLLOWING, "", "You follow nothing."},
        {VERB_FOLLOW, "Q1", "You follow Q1, and hear of its new answers. \"unfollow Q1\" ends that."},
        {VERB_FOLLOW, "#Side Effects", "You follow #side-effects, and get the new questions with that tag."},
        {VERB_FOLLOW, "#12", "There is nothing called \"#12\""}, /* a question's number, of none */
        {VERB_FOLLOW, "Q99", "There is nothing called \"Q99\""},
        {VERB_FOLLOW, "wise willow", "You follow Wise Willow, and get the questions that are asked under that name."},
        {VERB_FOLLOW, "@Wise Willow", "You follow Wise Willow,"},
        {VERB_FOLLOW, "Quiet Fern", "There is nothing called \"Quiet Fern\" to follow."},
        {VERB_FOLLOW, "Myself", "There is nothing called \"Myself\""},
        {VERB_FOLLOW, "#", "There is nothing called \"#\""},
        {VERB_FOLLOW, "", "You can follow a question"},
        {VERB_FOLLOWING, "", "    Q1: How does one fall asleep?\n    #side-effects\n    Wise Willow\n"},
        {VERB_UNFOLLOW, "Q1", "You no longer follow Q1."},
        {VERB_UNFOLLOW, "Q1", "You did not follow that."},
        {VERB_UNFOLLOW, "#side effects", "You no longer follow #side-effects."},
        {VERB_UNFOLLOW, "WISE WILLOW", "You no longer follow Wise Willow."},
        {VERB_UNFOLLOW, "Wise Willow", "You did not follow that."},
        {VERB_FOLLOWING, "", "You follow nothing."},
    };
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    fixture_member(x, bea);
    goes_by(x, ann, "Wise Willow", NAME_HANDLE);
    goes_by(x, bea, "Myself", NAME_HANDLE);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOW, "Q1"), "There is nothing called \"Q1\"")); /* nobody sees it yet */
    x->f.now += HOUR;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *said = tell_forum(x, bea, rows[i].verb, rows[i].argument);

        if (said == NULL || strstr(said, rows[i].said) == NULL)
            fail_msg("%s: %s", rows[i].argument, said);
    }
}

/* How it is to come, as its last word says it; which may be a part of a name. */
static void paces(void **state)
{
    static const struct {
        const char *argument, *said, *listed;
    } rows[] = {
        {"#sleep daily", "with that tag. \"unfollow #sleep\" ends that.\nThey come once a day in one mail.", "#sleep (daily)"},
        {"#sleep", "You follow #sleep,", "#sleep (daily)"},
        {"#sleep now", "You follow #sleep,", "#sleep (now)"},
        {"#sleep off", "You no longer follow #sleep.", "You follow nothing."},
        {"Q1 weekly", "They come once a week in one mail.", "Q1 (weekly): How"},
        {"Q1 off", "You no longer follow Q1.", "You follow nothing."},
        {"Early Daily", "You follow Early Daily,", "Early Daily\n"},
        {"Early Daily weekly", "They come once a week", "Early Daily (weekly)\n"},
        {"Early Daily off", "You no longer follow Early Daily.", "You follow nothing."},
        {"Nobody daily", "There is nothing called \"Nobody daily\"", "You follow nothing."},
    };
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    fixture_member(x, bea);
    goes_by(x, ann, "Early Daily", NAME_HANDLE);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    x->f.now += HOUR;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *said = tell_forum(x, bea, VERB_FOLLOW, rows[i].argument), *listed = tell_forum(x, bea, VERB_FOLLOWING, "");

        if (said == NULL || strstr(said, rows[i].said) == NULL || strstr(listed, rows[i].listed) == NULL)
            fail_msg("%s: %s%s", rows[i].argument, said, listed);
    }
}

/* A question that was hidden since, or whose category they do not see any more, can be left, by its number and in reply; of others nothing is told. */
static void left_unseen(void **state)
{
    static const char no[] = "You did not follow that.";
    struct fixture *x = fixture_open(state);
    struct category c;
    uint64_t b, post;

    fixture_member(x, ann);
    b = fixture_member(x, bea);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    post = x->changes.post;
    x->f.now += HOUR;
    for (unsigned way = 0; way < 3; way++) {
        OK(store_post_state(x->f.db, post, POST_VISIBLE, &x->why));
        tell_forum(x, bea, VERB_FOLLOW, "Q1");
        assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "Q1: How"));
        OK(store_post_state(x->f.db, post, POST_HIDDEN, &x->why));
        if (way == 2) {
            OK(store_category_get(x->f.db, x, x->category, &c, &x->why));
            c.access = ACCESS_MEMBERS;
            OK(store_category_put(x->f.db, &c, &x->why));
        }
        assert_non_null(strstr(tell_forum(x, bea, VERB_UNFOLLOW, "Q99"), no));
        if (way == 1)
            APPLY(x, fixture_command(x, bea, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, b, post), INTENT_DO, VERB_UNFOLLOW, ""), "unfollowed");
        else
            assert_non_null(strstr(tell_forum(x, bea, VERB_UNFOLLOW, "Q1"), "You no longer follow Q1."));
        assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "You follow nothing."));
        assert_non_null(strstr(tell_forum(x, bea, VERB_UNFOLLOW, "Q1"), no)); /* as if there were none */
    }
}

/* An answer's number means its question, which they follow. */
static void left_by_an_answer(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t b = fixture_member(x, bea);

    fixture_member(x, ann);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    x->f.now += HOUR;
    APPLY(x, fixture_mail(x, bea, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, b, x->changes.post), INTENT_ANSWER, "Counting sheep has always helped."), "answer-posted");
    tell_forum(x, bea, VERB_FOLLOW, "Q1");
    assert_non_null(strstr(tell_forum(x, bea, VERB_UNFOLLOW, "A2"), "You no longer follow Q1."));
}

/* Leaving what brought a mail, by its address, is undone by the one in the answer. */
static void left_and_undone(void **state)
{
    struct fixture *x = fixture_open(state);
    struct notice n = {.kind = NOTICE_QUESTION};
    const struct change *told;
    uint64_t b, post;
    bool added;

    fixture_member(x, ann);
    b = fixture_member(x, bea);
    tell_forum(x, bea, VERB_FOLLOW, "#sleep");
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    n.person = b;
    n.post = post = x->changes.post;
    OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    n.because = mem_string(x, "#sleep");
    n.name = mem_string(x, "");
    OK(store_notice_lease(x->f.db, &n, x->f.now + 60, &x->why));
    APPLY(x, fixture_mail(x, bea, fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_FOLLOW, b, post), INTENT_UNSUBSCRIBE, ""), "left");
    told = fixture_told(x, NOTICE_TOLD);
    assert_string_equal(fixture_pair(told, "undo_verb"), mem_format(x, "%d", VERB_FOLLOW));
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "You follow nothing."));
    APPLY(x, fixture_command(x, bea, fixture_token(x, TOKEN_DO, VERB_FOLLOW, b, post), INTENT_DO, VERB_UNDO, ""), "followed");
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "    #sleep\n"));
}

/* A name its owner goes by no more is as one that never was; and who followed it can still end that. */
static void names_of_before(void **state)
{
    struct fixture *x = fixture_open(state);
    char *never;

    fixture_member(x, ann);
    fixture_member(x, bea);
    goes_by(x, ann, "Wise Willow", NAME_HANDLE);
    tell_forum(x, bea, VERB_FOLLOW, "Wise Willow");
    goes_by(x, ann, "Wise Willow", NAME_PSEUDONYM);
    never = mem_string(x, tell_forum(x, bea, VERB_FOLLOW, "Nobody Here"));
    assert_string_equal(str_of(strstr(never, " to follow.")).p, strstr(tell_forum(x, bea, VERB_FOLLOW, "Wise Willow"), " to follow."));
    goes_by(x, ann, "New Name", NAME_HANDLE);
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "    Wise Willow\n"));
    assert_non_null(strstr(tell_forum(x, bea, VERB_UNFOLLOW, "Wise Willow"), "You no longer follow Wise Willow."));
}

static void muted_threads(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t b, post;
    bool muted, follows;
    enum pace pace;
    const char *r;

    fixture_member(x, ann);
    b = fixture_member(x, bea);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    post = x->changes.post;
    tell_forum(x, bea, VERB_MUTE, "Q1");
    r = fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, b, post);
    APPLY(x, fixture_command(x, bea, r, INTENT_DO, VERB_FOLLOW, ""), "followed");
    assert_null(fixture_told(x, NOTICE_TOLD)); /* one word, no mail */
    OK(store_muted(x->f.db, post, b, &muted, &x->why));
    assert_false(muted);
    APPLY(x, fixture_command(x, bea, r, INTENT_DO, VERB_UNFOLLOW, ""), "unfollowed");
    OK(store_follows(x->f.db, b, FOLLOW_THREAD, "1", &follows, &pace, &x->why));
    assert_false(follows);
}

static void so_many(void **state)
{
    struct fixture *x = fixture_open(state);

    x->conf->limits.automatic_per_day = 1000;
    fixture_member(x, bea);
    for (unsigned i = 0; i < 200; i++)
        assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOW, mem_format(x, "#tag-x%u", i)), "You follow #tag"));
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOW, "#more"), "as many as can be"));
}

/* Leaving by the address of a mail that a tag brought ends that, and nothing else. */
static void leaving(void **state)
{
    struct fixture *x = fixture_open(state);
    struct notice n = {.kind = NOTICE_QUESTION, .payload = STR_EMPTY, .name = (char *)"", .because = (char *)"#sleep", .give_up = 1};
    uint64_t b;
    bool added;

    fixture_member(x, ann);
    b = fixture_member(x, bea);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    tell_forum(x, bea, VERB_FOLLOW, "#sleep");
    tell_forum(x, bea, VERB_FOLLOW, "#costs");
    n.person = b;
    n.post = 1;
    OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    OK(store_notice_lease(x->f.db, &n, x->f.now + 60, &x->why));
    APPLY(x, fixture_mail(x, "whoever@example.com", fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_FOLLOW, b, 1), INTENT_LEAVE, ""), "left");
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "You no longer follow #sleep."));
    assert_non_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "    #costs\n"));
    assert_null(strstr(tell_forum(x, bea, VERB_FOLLOWING, ""), "#sleep"));
}

UNIT_MAIN(UNIT(commands), UNIT(paces), UNIT(left_unseen), UNIT(left_by_an_answer), UNIT(left_and_undone), UNIT(names_of_before), UNIT(muted_threads), UNIT(so_many), UNIT(leaving))
