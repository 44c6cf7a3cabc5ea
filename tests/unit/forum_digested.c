/* Replies to a digest: what is posted to which of its posts, and what is asked about instead. */
#include "forum_fixture.h"
#include "store/flag.h"

static struct fixture *x;
static uint64_t digest, ann, bea, questions[3];
static char *address;

static void told_as(enum notice_kind kind, uint64_t person, uint64_t post)
{
    bool of_post = kind == NOTICE_QUESTION, added;
    struct notice n = {.person = person, .kind = kind, .post = of_post ? post : 0, .about = of_post ? 0 : post, .state = NOTICE_GATHERED, .digest = digest,
                       .created = x->f.now, .payload = STR("")};

    OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    OK(store_digest_tell(x->f.db, n.id, x->f.now, 1, &x->why));
}

static void gathered(uint64_t person, uint64_t post)
{
    told_as(NOTICE_QUESTION, person, post);
}

static char *own_address(unsigned verb, uint64_t object)
{
    struct token t = {.kind = TOKEN_REPLY, .verb = verb, .expiry = clock_day(x->f.now) + 30, .person = bea, .object = object};
    char local[SEAL_TOKEN_TEXT + 1];

    token_make(x->f.seal, &t, local);
    return mem_string(x, local);
}

static void set_up(void **state, unsigned count)
{
    static const char *const bodies[] = {"I lie awake until three, and coffee is not the reason.",
                                         "Every week, or does once a month do as well?\n\nMy **insurance** would pay for both.",
                                         "My sister says that one tells everything."};

    x = fixture_open(state);
    x->conf->limits.hold_newcomer = 0;
    ann = fixture_member(x, "ann@example.org");
    bea = fixture_member(x, "bea@example.org");
    OK(store_digest_at(x->f.db, bea, x->f.now, x->f.now, x->f.now + 1000, &digest, &x->why));
    for (unsigned i = 0; i < count; i++) {
        struct mail *m = fixture_question(x, "ann@example.org", mem_format(x, "How is it with number %u of these?", i + 1), bodies[i]);

        assert_int_equal(fixture_apply(x, m), DONE);
        questions[i] = x->changes.post;
        gathered(bea, questions[i]);
    }
    address = own_address(REPLY_TO_DIGEST, digest);
}

/* How many answers each question has, "102". */
static char *answers(unsigned count)
{
    char *text = mem_string(x, "");

    for (unsigned i = 0; i < count; i++) {
        uint64_t children = 0;

        OK(store_post_children(x->f.db, questions[i], &children, &x->why));
        text = mem_format(x, "%s%llu", text, (unsigned long long)children);
    }
    return text;
}

static const struct {
    const char *words, *answers;
    bool asked;
} rows[] = {
    {"2: I would go every week.", "010", false},
    {"1: Get up and read something.\n\n3: As much as you like.", "101", false},
    {"Hello all,\n\n1: Get up and read something.\n3: As much as you like.", "101", false},
    {"2:\nI would go every week.", "010", false},
    {"> coffee is not the reason.\n\nGet up and read something.", "100", false},
    {"> 2. How is it with number 2 of these?\n\nI would go every week.", "010", false},
    {"> My insurance would\n> pay for both.\n\nThen go every week, I say.", "010", false},
    {"> I lie awake until three\n\nGet up and read something.\n\n> that one tells everything\n\nAs much as you like.", "101", false},
    {"> coffee is not the reason.\n\n1: Get up and read something.", "100", false},
    {"1: I wake up as well.\n2:30 at night is the worst.", "100", false}, /* a time */
    {"2: Please unsubscribe me from this list.", "000", false},
    {"1: Get up and read something.\n\n2: Please unsubscribe me from this list.", "100", false},
    /* not certain */
    {"2: I would go every week, I think. Please unsubscribe me.", "000", true},
    {"I would go every week.", "000", true},
    {"First to whom it concerns, and at length.\n\n2: I would go every week.", "000", true},
    {"2: I would go every week.\n\n> Reply with one word: settings\n\nI do not know about that.", "000", true},
    {"> coffee is not the reason.\n\n2: I would go every week.", "000", true},
    {"> How is it with number\n\nI would go every week.", "000", true},
    {"> or\n\nI would go every week.", "000", true},
    {"4: I would go every week.", "000", true},
    {"0: I would go every week.", "000", true},
    {"> nothing that was ever in it\n\nI would go every week.", "000", true},
};

static void each_reply(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool asked = false;
        char *got;

        set_up(state, 3);
        assert_int_equal(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER, rows[i].words)), DONE);
        for (size_t c = 0; c < x->changes.count; c++)
            asked = asked || x->changes.list[c].notice == NOTICE_CHOICE;
        got = answers(3);
        if (strcmp(got, rows[i].answers) != 0 || asked != rows[i].asked)
            fail_msg("\"%s\": %s, %s", rows[i].words, got, asked ? "asked" : "not asked");
        mem_free(x);
    }
}

/* An item's own address in what is quoted says which; another person's does not. */
static void by_address(void **state)
{
    set_up(state, 3);
    assert_int_equal(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER,
                                                   mem_format(x, "> Answer this one: %s@forum.example\n\nAs much as you like.",
                                                              own_address(REPLY_TO_NOTICE, questions[2])))),
                     DONE);
    assert_string_equal(answers(3), "001");
    bea = ann;
    assert_int_equal(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER,
                                                   mem_format(x, "> Answer this one: %s@forum.example\n\nAs little as you like.",
                                                              own_address(REPLY_TO_NOTICE, questions[2])))),
                     DONE);
    assert_string_equal(answers(3), "001");
}

/* ---- what is no post of which one has a notice ---- */

static const unsigned char mark[SEAL_HASH] = "somebody's mark";

/* 1 and 2 are questions, 3 waits for Bea, who moderates, 4 is the first one, reported, 5 tells what became of her own answer, 6 that another is the best. */
static uint64_t with_desk(void **state, enum rung rung)
{
    uint64_t waits, own;
    bool added;

    set_up(state, 2);
    x->f.now += HOUR;
    OK(store_role_set(x->f.db, bea, x->category, rung, &x->why));
    APPLY(x, fixture_reply(x, "bea@example.org", bea, REPLY_TO_NOTICE, questions[1], INTENT_ANSWER, "Once a month, I would say."), "answer-posted");
    own = x->changes.post;
    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_question(x, "ann@example.org", "Is this one to be posted?", "It waits for somebody to look at it."), "waits-all");
    waits = x->changes.post;
    x->conf->people.moderation = POLICY_NONE;
    OK(store_flag_add(x->f.db, questions[0], mark, x->f.now, &added, &x->why));
    told_as(NOTICE_REVIEW, bea, waits);
    told_as(NOTICE_FLAGGED, bea, questions[0]);
    told_as(NOTICE_OUTCOME, bea, own);
    told_as(NOTICE_BEST, bea, own);
    return waits;
}

static const struct {
    enum rung rung;
    const char *words, *event;
    enum post_state waits, first; /* as they are then */
    uint64_t reports;
    const char *answers; /* and comments on her own */
} desk_rows[] = {
    {RUNG_MODERATOR, "3: ok", "review-accepted", POST_VISIBLE, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "3: no, it says too little", "review-not-accepted", POST_HIDDEN, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "> It waits for somebody to look at it.\n\nok", "review-accepted", POST_VISIBLE, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "3: What does he mean by that?", "not-understood", POST_WAITING, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "4: ok", "reports-cleared", POST_WAITING, POST_VISIBLE, 0, "01 0"},
    {RUNG_MODERATOR, "4: hide it is not true", "hidden", POST_WAITING, POST_HIDDEN, 1, "01 0"},
    {RUNG_MODERATOR, "4: I do not think so.", "not-understood", POST_WAITING, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "5: Why was that done?", "not-understood", POST_WAITING, POST_VISIBLE, 1, "01 0"},
    {RUNG_MODERATOR, "6: I am glad that it helped.", "comment-posted", POST_WAITING, POST_VISIBLE, 1, "01 1"},
    {RUNG_MODERATOR, "ok", "held-digest", POST_WAITING, POST_VISIBLE, 1, "01 0"},
    {RUNG_EXPERT, "3: ok", "review-refused", POST_WAITING, POST_VISIBLE, 1, "01 0"}, /* is no moderator any more */
    {RUNG_EXPERT, "4: ok", "review-refused", POST_WAITING, POST_VISIBLE, 1, "01 0"},
};

static void each_reply_at_the_desk(void **state)
{
    for (size_t i = 0; i < sizeof desk_rows / sizeof *desk_rows; i++) {
        uint64_t waits = with_desk(state, desk_rows[i].rung), reports, comments;

        OK(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER, desk_rows[i].words)));
        OK(store_flag_count(x->f.db, questions[0], &reports, &x->why));
        OK(store_post_children(x->f.db, questions[1] + 1, &comments, &x->why));
        if (strcmp(x->changes.event, desk_rows[i].event) != 0 || fixture_post(x, waits).state != desk_rows[i].waits ||
            fixture_post(x, questions[0]).state != desk_rows[i].first || reports != desk_rows[i].reports ||
            strcmp(mem_format(x, "%s %llu", answers(2), (unsigned long long)comments), desk_rows[i].answers) != 0)
            fail_msg("\"%s\": %s, %s %llu, %llu reports", desk_rows[i].words, x->changes.event, answers(2), (unsigned long long)comments, (unsigned long long)reports);
        mem_free(x);
    }
}

/* The address of what waits says which in a quote; an edit since shows the new text instead. */
static void by_address_of_the_desk(void **state)
{
    for (int edited = 0; edited <= 1; edited++) {
        uint64_t waits = with_desk(state, RUNG_MODERATOR);
        const char *decide = fixture_token(x, TOKEN_DO, VERB_DECIDE, bea, waits);
        struct token t;

        assert_true(token_read(x->f.seal, str_of(decide), &t));
        if (edited)
            OK(store_post_revise(x->f.db, waits, "Is this one to be posted?", "It waits, and says something else.", x->f.now, &x->why));
        OK(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER, mem_format(x, "> decide: %s@forum.example\n\nok", decide))));
        assert_string_equal(x->changes.event, edited ? "review-older" : "review-accepted");
        assert_int_equal(fixture_post(x, waits).state, edited ? POST_WAITING : POST_VISIBLE);
        mem_free(x);
    }
}

static void an_outcome_alone(void **state)
{
    uint64_t children;

    set_up(state, 1);
    OK(store_digest_at(x->f.db, bea, x->f.now, x->f.now + 5, x->f.now + 1000, &digest, &x->why));
    told_as(NOTICE_OUTCOME, bea, questions[0]);
    OK(fixture_apply(x, fixture_mail(x, "bea@example.org", own_address(REPLY_TO_DIGEST, digest), INTENT_ANSWER, "Why was that done, and by whom?")));
    assert_string_equal(x->changes.event, "not-understood");
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "a reply to it does nothing"));
    OK(store_post_children(x->f.db, questions[0], &children, &x->why));
    assert_int_equal(children, 0);
}

static void one_alone(void **state)
{
    set_up(state, 1);
    assert_int_equal(fixture_apply(x, fixture_mail(x, "bea@example.org", address, INTENT_ANSWER, "Get up and read something.")), DONE);
    assert_string_equal(answers(1), "1");
}

/* Another person's digest, and a notice that is none, have no address. */
static void false_addresses(void **state)
{
    struct recipient r;

    set_up(state, 2);
    OK(forum_recipient(&x->f, str_of(address), &r, &x->why));
    assert_int_equal(r.target, TARGET_DIGESTED);
    assert_int_equal(forum_recipient(&x->f, str_of(own_address(REPLY_TO_DIGEST, digest + 1)), &r, &x->why), REFUSED);
    assert_int_equal(forum_recipient(&x->f, str_of(own_address(REPLY_TO_DIGEST + 1, digest)), &r, &x->why), REFUSED);
    bea = ann;
    assert_int_equal(forum_recipient(&x->f, str_of(own_address(REPLY_TO_DIGEST, digest)), &r, &x->why), REFUSED);
}

/* The word sets three events and shows them; the others keep what they have. */
static void the_word(void **state)
{
    static const struct {
        const char *how;
        enum notify_value value;
    } words[] = {{"daily", NOTIFY_DAILY}, {"", NOTIFY_DAILY}, {"weekly", NOTIFY_WEEKLY}, {"off", NOTIFY_NOW}};

    set_up(state, 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        enum notify_value value;

        assert_int_equal(fixture_apply(x, fixture_command(x, "bea@example.org", "request", INTENT_COMMANDS, VERB_DIGEST, words[i].how)), DONE);
        assert_int_equal(x->changes.count, 1);
        OK(store_notify_get(x->f.db, bea, NOTIFY_THREAD, &value, &x->why));
        assert_int_equal(value, words[i].value);
        OK(store_notify_get(x->f.db, bea, NOTIFY_ANSWER, &value, &x->why));
        assert_int_equal(value, NOTIFY_NOW);
    }
}

static void the_most(void **state)
{
    static const struct {
        const char *value;
        unsigned most;
    } values[] = {{"most 10", 10}, {"most 0", 10}, {"most some", 10}, {"most 1001", 10}, {"most -1", 10}, {"most off", 0}};

    set_up(state, 1);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(fixture_apply(x, fixture_command(x, "bea@example.org", "request", INTENT_COMMANDS, VERB_SET, values[i].value)), DONE);
        assert_int_equal(fixture_person(x, "bea@example.org").most, values[i].most);
    }
}

static void the_number(void **state)
{
    static const struct {
        const char *words;
        unsigned number;
    } numbers[] = {{"2", 2}, {" 2.\n", 2}, {"No. 2", 2}, {"2:\n\nBea", 2}, {"41", 0}, {"0", 0}, {"ok", 0}, {"", 0}, {"2 of them", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(digested_number(numbers[i].words), numbers[i].number);
}

UNIT_MAIN(UNIT(each_reply), UNIT(by_address), UNIT(each_reply_at_the_desk), UNIT(by_address_of_the_desk), UNIT(an_outcome_alone), UNIT(one_alone), UNIT(false_addresses), UNIT(the_word), UNIT(the_most), UNIT(the_number))
