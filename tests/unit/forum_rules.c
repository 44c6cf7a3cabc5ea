/* All rules a mail breaks are named at once, each with how to mend it. */
#include "forum_fixture.h"

struct row {
    const char *title, *words;
    unsigned tags;
    bool attachments, encrypted;
    unsigned problems;
};

static char *repeat(const void *ctx, const char *text, size_t times)
{
    struct buf b;

    buf_init(&b, ctx, strlen(text) * times + 1);
    while (times-- > 0)
        buf_text(&b, text);
    return mem_string(ctx, buf_string(&b));
}

static void all_at_once(void **state)
{
    struct fixture *x = fixture_open(state);
    char *long_title = repeat(x, "abcd ", 40), *long_body = repeat(x, "word ", 14000),
         *links = repeat(x, "http://x.example/ ", 9);
    const struct row rows[] = {
        {"A title long enough", "Words that are long enough.", 0, false, false, 0},
        {"Twelve chars", "Twelve chars", 5, true, false, 0},
        {"short", "Words that are long enough.", 0, false, false, 1},
        {"short", "tiny", 0, false, false, 1}, /* of a question the title may say all */
        {"A title that says all of it", "", 0, false, false, 0},
        {"short", "tiny", 6, false, false, 2},
        {long_title, "Words that are long enough.", 0, false, false, 1},
        {"A title long enough", "", 0, true, false, 1},
        {"A title long enough", "x", 0, false, true, 1},
        {"A title long enough", long_body, 0, false, false, 1},
        {"A title long enough", links, 0, false, false, 1},
        {"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f",
         "Words that are long enough.", 0, false, false, 0},
    };

    fixture_member(x, "ann@a.example");
    x->conf->limits.questions_per_hour = 1000;
    x->conf->limits.automatic_per_day = 1000;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mail *m = fixture_question(x, "ann@a.example", rows[i].title, rows[i].words);
        const struct change *c;

        m->encrypted = rows[i].encrypted;
        m->intent.only_attachments = rows[i].attachments && rows[i].words[0] == '\0';
        m->intent.tags = mem_array(x, 10, sizeof(char *));
        m->intent.tag_count = rows[i].tags;
        for (size_t t = 0; t < rows[i].tags; t++)
            m->intent.tags[t] = mem_string(x, "tag");
        APPLY(x, m, rows[i].problems == 0 ? "question-posted" : "refused");
        c = fixture_told(x, NOTICE_REFUSAL);
        if (rows[i].problems == 0) {
            assert_null(c);
            continue;
        }
        assert_non_null(c);
        if (strcmp(fixture_pair(c, "count"), mem_format(x, "%u", rows[i].problems)) != 0)
            fail_msg("row %zu: %s problems: %s", i, fixture_pair(c, "count"), fixture_pair(c, "problem1"));
        for (unsigned n = 1; n <= rows[i].problems; n++)
            assert_true(strlen(fixture_pair(c, mem_format(x, "problem%u", n))) > 10 &&
                        strlen(fixture_pair(c, mem_format(x, "mend%u", n))) > 10);
        assert_true(c->held != 0);
    }
}

static void rates(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, "ann@a.example");
    for (uint64_t i = 0; i < x->conf->limits.questions_per_hour; i++)
        APPLY(x, fixture_question(x, "ann@a.example", mem_format(x, "A title long enough, %d", (int)i), "Words that are long enough."),
              "question-posted");
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words that are long enough."), "refused");
    assert_true(
        str_contains_nocase(str_of(fixture_pair(fixture_told(x, NOTICE_REFUSAL), "problem1")), STR("within an hour")));
    x->f.now += HOUR + 1;
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words that are long enough."),
          "question-posted");
}

/* Each kind by itself. */
static void rates_of_a_kind(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), bob = fixture_member(x, "bob@b.example");

    x->conf->limits.questions_per_hour = 1;
    for (unsigned n = 0; n < 3; n++)
        APPLY(x, fixture_reply(x, "bob@b.example", bob, REPLY_TO_NOTICE, question, INTENT_ANSWER, mem_format(x, "Words that are long enough, %u.", n)),
              "answer-posted");
    APPLY(x, fixture_question(x, "bob@b.example", "Another title long enough", "Words that are long enough."), "question-posted");
    APPLY(x, fixture_question(x, "bob@b.example", "A third title long enough", "Words that are long enough."), "refused");
}

/* Said as one or as many, in the language of who is told. */
static void rates_in_words(void **state)
{
    static const struct {
        enum intent_kind kind;
        const char *language;
        uint64_t most;
        const char *said;
    } rows[] = {
        {INTENT_QUESTION, "en", 1, "You sent 1 question within an hour, and that is the most."},
        {INTENT_QUESTION, "de", 2, "Du hast in einer Stunde 2 Fragen geschickt; mehr sind nicht erlaubt."},
        {INTENT_ANSWER, "en", 2, "You sent 2 answers within an hour, and that is the most."},
        {INTENT_ANSWER, "de", 1, "Du hast in einer Stunde 1 Antwort geschickt; mehr sind nicht erlaubt."},
        {INTENT_COMMENT, "en", 1, "You sent 1 comment within an hour, and that is the most."},
        {INTENT_COMMENT, "de", 2, "Du hast in einer Stunde 2 Kommentare geschickt; mehr sind nicht erlaubt."},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = fixture_open(state);
        uint64_t post = fixture_asked(x), bob = fixture_member(x, "bob@b.example"), dan = fixture_member(x, "dan@d.example");
        struct person person = fixture_person(x, "bob@b.example");

        OK(lang_open(*state, x->conf, NULL, &x->why));
        person.language = mem_string(x, rows[i].language);
        OK(person_save(&x->f, &person, &x->why));
        if (rows[i].kind == INTENT_COMMENT) {
            APPLY(x, fixture_reply(x, "dan@d.example", dan, REPLY_TO_NOTICE, post, INTENT_ANSWER, "Words that are long enough."), "answer-posted");
            post = x->changes.post;
        }
        x->conf->limits.questions_per_hour = x->conf->limits.answers_per_hour = x->conf->limits.comments_per_hour = rows[i].most;
        for (uint64_t n = 0; n <= rows[i].most; n++) {
            char *text = mem_format(x, "Words that are long enough, %d.", (int)n);

            OK(fixture_apply(x, rows[i].kind == INTENT_QUESTION ? fixture_question(x, "bob@b.example", text, text)
                                                           : fixture_reply(x, "bob@b.example", bob, REPLY_TO_NOTICE, post, rows[i].kind, text)));
        }
        assert_string_equal(fixture_pair(fixture_told(x, NOTICE_REFUSAL), "problem1"), rows[i].said);
    }
}

/* Together, as long as they are not trusted; each refusal says when to try again. */
static void rates_of_a_domain(void **state)
{
    static const struct {
        const char *from, *event, *mend;
        int64_t later;
    } rows[] = {
        {"n1@many.example", "question-posted", "", 60},
        {"n2@many.example", "question-posted", "", 60},
        {"n3@many.example", "refused", "Try again in 58 minutes.", 0},
        {"n4@other.example", "question-posted", "", 0},
        {"old@many.example", "question-posted", "", 57 * 60 + 30},
        {"n3@many.example", "refused", "Try again in 1 minute.", 60},
        {"n3@many.example", "question-posted", "", 0},
    };
    struct fixture *x = fixture_open(state);
    struct person old;

    x->conf->limits.posts_per_domain = 2;
    x->conf->people.newcomers = NEWCOMERS_ANY;
    fixture_member(x, "old@many.example");
    old = fixture_person(x, "old@many.example");
    old.rung = RUNG_TRUSTED;
    OK(person_save(&x->f, &old, &x->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        APPLY(x, fixture_question(x, rows[i].from, mem_format(x, "A title long enough, number %zu", i), "Words that are long enough."), rows[i].event);
        if (*rows[i].mend != '\0')
            assert_string_equal(fixture_pair(fixture_told(x, NOTICE_REFUSAL), "mend1"), rows[i].mend);
        x->f.now += rows[i].later;
    }
}

static void closed_category(void **state)
{
    struct fixture *x = fixture_open(state);
    struct category c = {0};

    fixture_member(x, "ann@a.example");
    OK(store_category_get(x->f.db, x, x->category, &c, &x->why));
    c.closed = true;
    OK(store_category_put(x->f.db, &c, &x->why));
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words that are long enough."), "refused");
}

/* Refused for its words alone. */
#define LINKS "a://b a://b a://b a://b a://b a://b"

/* A corrected reply to the refusal is accepted: words alone, a title alone, or both. */
static void corrected(void **state)
{
    static const struct {
        const char *title, *words, *reply, *event, *posted_title, *posted_body;
    } rows[] = {
        {"A title long enough", LINKS, "Now these are words enough.", "question-posted", "A title long enough",
         "Now these are words enough."},
        {"short", "Words that are long enough.", "Title: A better title now", "question-posted", "A better title now",
         "Words that are long enough."},
        {"short", "tiny", "title: A better title now\n\nAnd words that are enough.", "question-posted",
         "A better title now", "And words that are enough."},
        {"short", "tiny", "Words that are enough.", "refused", NULL, NULL},
    };
    struct fixture *x = fixture_open(state);
    uint64_t ann = fixture_member(x, "ann@a.example");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        APPLY(x, fixture_question(x, "ann@a.example", rows[i].title, rows[i].words), "refused");

        uint64_t held = x->changes.held;
        const char *token = fixture_token(x, TOKEN_REPLY, REPLY_TO_PROBLEM, ann, held);

        APPLY(x, fixture_mail(x, "ann@a.example", token, INTENT_EDIT, rows[i].reply), rows[i].event);
        if (rows[i].posted_title == NULL)
            continue;
        assert_string_equal(fixture_post(x, x->changes.post).title, rows[i].posted_title);
        assert_string_equal(fixture_post(x, x->changes.post).body, rows[i].posted_body);
        /* The refused mail is gone: the same reply address posts nothing twice. */
        APPLY(x, fixture_mail(x, "ann@a.example", token, INTENT_EDIT, "Once more with these words."),
              "correction-late");
    }
}

/* What is no correction: a word about all mail, and an emoji, which a mail program puts into words of its own. */
static void not_corrected(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t ann = fixture_member(x, "ann@a.example"), held;
    struct command unsure = {.verb = VERB_NONE, .argument = mem_string(x, ""), .line = mem_string(x, "take me off this list")};
    struct mail *m;

    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", LINKS), "refused");
    held = x->changes.held;
    m = fixture_mail(x, "ann@a.example", fixture_token(x, TOKEN_REPLY, REPLY_TO_PROBLEM, ann, held), INTENT_REACTION,
                     "Ann reacted to your message with a heart.");
    m->reaction = mem_string(x, "\xe2\x9d\xa4");
    APPLY(x, m, "reaction");
    m = fixture_mail(x, "ann@a.example", fixture_token(x, TOKEN_REPLY, REPLY_TO_PROBLEM, ann, held), INTENT_ASKED_WORDS,
                     "Please take me off this list at once.");
    m->intent.commands = &unsure;
    m->intent.command_count = 1;
    APPLY(x, m, "held-words");
    APPLY(x, fixture_confirm(x, "ann@a.example", x->changes.held, ANSWER_YES), "question-posted"); /* it was one, they say */
}

UNIT_MAIN(UNIT(not_corrected), UNIT(all_at_once), UNIT(rates), UNIT(rates_of_a_kind), UNIT(rates_in_words), UNIT(rates_of_a_domain), UNIT(closed_category), UNIT(corrected))
