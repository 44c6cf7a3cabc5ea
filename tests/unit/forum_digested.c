/* Replies to a digest: what is posted to which of its posts, and what is asked about instead. */
#include "forum_fixture.h"

static struct fixture *x;
static uint64_t digest, ann, bea, questions[3];
static char *address;

static void gathered(uint64_t person, uint64_t post)
{
    struct notice n = {.person = person, .kind = NOTICE_QUESTION, .post = post, .state = NOTICE_GATHERED, .digest = digest, .created = x->f.now};
    bool added;

    OK(store_notice_add(x->f.db, &n, &added, &n.id, &x->why));
    OK(store_digest_tell(x->f.db, n.id, x->f.now, 1, &x->why));
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
    /* not certain */
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

UNIT_MAIN(UNIT(each_reply), UNIT(by_address), UNIT(one_alone), UNIT(false_addresses), UNIT(the_word), UNIT(the_most), UNIT(the_number))
