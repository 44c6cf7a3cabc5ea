/* `export`: confirmed, then everything of one's own and nothing of others; once a day; in parts when it is much. */
#include "forum_fixture.h"

static const char ann[] = "ann@example.net", bob[] = "bob@example.net";

static uint64_t confirm_asked(struct fixture *x)
{
    const struct change *c = fixture_told(x, NOTICE_TOLD);

    assert_non_null(c);
    assert_int_not_equal(c->held, 0);
    return c->held;
}

static void mine(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t a = fixture_member(x, ann), b = fixture_member(x, bob), question, answer, held;
    const char *text;
    struct mail *m;

    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours, said Ann."), "question-posted");
    question = x->changes.post;
    x->f.now += HOUR;
    m = fixture_mail(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, b, question), INTENT_ANSWER, "Counting sheep has always helped Bob.");
    APPLY(x, m, "answer-posted");
    answer = x->changes.post;
    OK(store_post_revise(x->f.db, answer, "", "Counting goats has always helped Bob.", x->f.now + 60, &x->why));
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribed");
    fixture_let_in(x, x->category, b, true);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, "notify best off"), "command");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_UP, mem_format(x, "Q%llu", (unsigned long long)question)), "vote-up");
    APPLY(x, fixture_mail(x, ann, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, a, question), INTENT_ANSWER, "And to me it never comes."), "answer-posted");
    x->f.now += HOUR;
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_UP, "A3"), "vote-up");

    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
    held = confirm_asked(x);
    assert_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "goats"));
    APPLY(x, fixture_confirm(x, bob, held, ANSWER_YES), "export");
    text = fixture_pair(fixture_told(x, NOTICE_TOLD), "text");
    for (const char *const *part = (const char *const[]){"You agreed to version 1", "Counting sheep has", "Counting goats has", "Revision 2", "sleep\n",
                                                         "notify best: off", "+1 for Q1 in Q1, How does one fall asleep?", "+1 for A3 in Q1, How does one fall asleep?", "--- A2, answer in Q1", "You were let in to health.",
                                                         "Q1, How does one fall asleep?: you are ", NULL};
         *part != NULL; part++)
        if (strstr(text, *part) == NULL)
            fail_msg("\"%s\" is not in\n%s", *part, text);
    assert_null(strstr(text, "said Ann")); /* others' words */
    assert_null(strstr(text, fixture_post(x, question).name));
    assert_null(strstr(text, "example.net"));

    /* Once a day; a second confirmation confirms nothing. */
    APPLY(x, fixture_confirm(x, bob, held, ANSWER_YES), "confirm-late");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
    APPLY(x, fixture_confirm(x, bob, confirm_asked(x), ANSWER_YES), "export");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "subject"), "Once a day");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
    APPLY(x, fixture_confirm(x, bob, confirm_asked(x), ANSWER_DROP), "dropped");
}

/* By UTC, which is said, or by the clocks somebody named. */
static void times(void **state)
{
    static const char *const rows[][2] = {{NULL, "as of 2027-01-15 08:00 UTC.\n"}, {"timezone +05:30", "as of 2027-01-15 13:30.\n"}, {"timezone utc", "as of 2027-01-15 08:00 UTC.\n"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = fixture_open(state);

        fixture_member(x, bob);
        if (rows[i][0] != NULL)
            APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, rows[i][0]), "command");
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
        APPLY(x, fixture_confirm(x, bob, confirm_asked(x), ANSWER_YES), "export");
        assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), rows[i][1]));
    }
}

/* Every post, in as many mails as it takes. */
static void much(void **state)
{
    struct fixture *x = fixture_open(state);
    char *long_words = mem_array(x, 60001, 1);
    uint64_t held;
    unsigned found = 0, parts = 0;

    fixture_member(x, ann);
    for (size_t i = 0; i < 60000; i++)
        long_words[i] = i % 61 == 60 ? '\n' : 'z';
    for (unsigned n = 0; n < 9; n++)
        APPLY(x, fixture_question(x, ann, mem_format(x, "How does one fall asleep, part %u?", n), long_words), "question-posted");
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
    held = confirm_asked(x);
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "export");
    for (size_t i = 0; i < x->changes.count; i++) {
        const char *text = fixture_pair(&x->changes.list[i], "text");

        assert_true(strlen(text) < 256 * 1024);
        parts++;
        for (unsigned n = 0; n < 9; n++)
            found += strstr(text, mem_format(x, "asleep, part %u?\n\nzzz", n)) != NULL;
    }
    assert_int_equal(found, 9);
    assert_true(parts >= 4 && parts <= 6);
}

UNIT_MAIN(UNIT(mine), UNIT(times), UNIT(much))
