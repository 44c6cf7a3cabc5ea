/* Posts, their names, what is guarded, and what brings them back by mail. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

static void answer_and_comment(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob), answer;
    struct post p;

    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    p = fixture_post(x, answer);
    assert_int_equal(p.kind, POST_ANSWER);
    assert_int_equal(p.parent, question);
    assert_int_equal(p.thread, question);
    assert_string_not_equal(p.name, fixture_post(x, question).name);

    x->f.now += DAY;
    APPLY(x, fixture_reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_COMMENT, words),
          "comment-posted");
    p = fixture_post(x, x->changes.post);
    assert_int_equal(p.kind, POST_COMMENT);
    assert_int_equal(p.parent, answer);
    assert_string_equal(p.name, fixture_post(x, question).name); /* the asker keeps the name of the thread */

    OK(store_post_state(x->f.db, question, POST_HIDDEN, &x->why));
    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "refused");
}

/* `notify receipt problems`: that a reply quotes is none, in no language. */
static void only_the_quote_was_cut(void **state)
{
    static const char *const languages[] = {"en", "de"}, *const said[] = {"the quoted text", "der zitierte Text"};
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);

    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct mail *m = fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, mem_format(x, "These words, in %s.", languages[i]));

        fixture_speaks(x, bob, languages[i]);
        m->quote_cut = true;
        APPLY(x, m, "answer-posted");
        assert_string_equal(fixture_pair(fixture_change(x, CHANGE_POSTED), "cut"), said[i]);
        assert_string_equal(fixture_pair(fixture_change(x, CHANGE_POSTED), "quote_only"), "yes");
    }
}

/* A question of its own, in the same category, under another name than in the thread it came of. */
static void follow_up(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob), answer;
    struct mail *m;
    struct post p;

    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    x->f.now += DAY;
    m = fixture_reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
    m->intent.title = mem_string(x, "Does it hold for children?");
    APPLY(x, m, "question-posted");
    p = fixture_post(x, x->changes.post);
    assert_int_equal(p.kind, POST_QUESTION);
    assert_int_equal(p.follows, answer);
    assert_int_equal(p.parent, 0);
    assert_int_equal(p.category, x->category);
    assert_string_equal(p.title, "Does it hold for children?");
    assert_string_not_equal(p.name, fixture_post(x, question).name);

    OK(store_post_state(x->f.db, answer, POST_HIDDEN, &x->why));
    m = fixture_reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
    m->intent.title = mem_string(x, "Does it hold for adults?");
    APPLY(x, m, "refused");
    OK(store_post_state(x->f.db, answer, POST_VISIBLE, &x->why));
    OK(store_post_state(x->f.db, question, POST_HIDDEN, &x->why));
    m = fixture_reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
    m->intent.title = mem_string(x, "Does it hold for adults?");
    APPLY(x, m, "refused"); /* nothing is said of a thread that was taken away */
}

static void names(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question, person;
    struct mail *m;

    question = fixture_asked(x);
    person = fixture_member(x, bob);
    m = fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "Dr Fox");
    APPLY(x, m, "answer-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Dr Fox");
    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, "Other words, as long."), "answer-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Dr Fox"); /* sticks to the thread */

    m = fixture_reply(x, eve, fixture_member(x, eve), REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "dr f0x");
    APPLY(x, m, "refused"); /* looks like somebody else there */
    m = fixture_reply(x, eve, fixture_person(x, eve).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "Moderator");
    APPLY(x, m, "refused");
    m = fixture_reply(x, eve, fixture_person(x, eve).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.anonymous = true;
    APPLY(x, m, "answer-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Anonymous");

    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_NAME, "Bob B"), "command");
    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_NAME, "B0B b"), "command");
    assert_string_equal(fixture_person(x, bob).handle, "Bob B");
    assert_string_equal(fixture_person(x, eve).handle, ""); /* taken */
    APPLY(x, fixture_question(x, bob, "Another title, as long", words), "question-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Bob B");
    assert_false(fixture_post(x, x->changes.post).anonymous);
}

static void guard(void **state)
{
    static const char telling[] =
        "Write to me at ann@a.example about it, please do so.\n\nIt is about my sleep, which is bad.";
    static const struct {
        enum answer_word answer;
        const char *event;
        bool told;
    } rows[] = {{ANSWER_REDACT, "question-posted", false},
                {ANSWER_AS_IS, "question-posted", true},
                {ANSWER_DROP, "dropped", false},
                {ANSWER_YES, "confirm-unclear", false}};
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        APPLY(x, fixture_question(x, ann, mem_format(x, "A title long enough, %zu", i), telling), "held-guard");

        const struct change *c = fixture_told(x, NOTICE_GUARD);

        assert_null(strstr(fixture_pair(c, "redacted"), "ann@a.example"));
        assert_true(strlen(fixture_pair(c, "what")) > 0);
        assert_string_equal(fixture_pair(c, "unclear"), "");
        APPLY(x, fixture_confirm(x, ann, x->changes.held, rows[i].answer), rows[i].event);
        if (rows[i].answer == ANSWER_YES) /* "ok" is no choice: it is asked again, and says why */
            assert_string_equal(fixture_pair(fixture_told(x, NOTICE_GUARD), "unclear"), "yes");
        if (x->changes.post != 0)
            assert_int_equal(strstr(fixture_post(x, x->changes.post).body, "ann@a.example") != NULL, rows[i].told);
    }
}

/* Everybody reads what stands in its place: it is in the forum's language, whatever its writer's is. */
static void guard_in_german(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    fixture_speaks(x, ann, "en");
    x->conf->forum.language = mem_string(x, "de");
    APPLY(x, fixture_question(x, ann, "A title long enough", "Ruf mich an: +49 30 1234567, oder ann@a.example, jederzeit."), "held-guard");
    APPLY(x, fixture_confirm(x, ann, x->changes.held, ANSWER_REDACT), "question-posted");
    assert_string_equal(fixture_post(x, x->changes.post).body, "Ruf mich an: [Telefonnummer], oder [Adresse], jederzeit.");
}

static void undo_and_delete(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), other = fixture_member(x, bob), post;
    struct mail *m;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "question-posted");
    post = x->changes.post;
    m = fixture_command(x, ann, fixture_token(x, TOKEN_REPLY, REPLY_TO_RECEIPT, person, post), INTENT_DO, VERB_UNDO,
                        "");
    APPLY(x, m, "undone");
    assert_int_equal(fixture_change(x, CHANGE_UNDONE)->post, post);
    assert_int_equal(fixture_post(x, post).state, POST_UNDONE);
    assert_int_equal(fixture_person(x, ann).accepted, 0);

    post = fixture_asked(x); /* a day goes by */
    m = fixture_command(x, ann, fixture_token(x, TOKEN_REPLY, REPLY_TO_RECEIPT, person, post), INTENT_DO, VERB_UNDO,
                        "");
    APPLY(x, m, "undo-late");
    assert_true(str_contains_nocase(str_of(fixture_pair(fixture_told(x, NOTICE_TOLD), "text")), STR("delete")));
    assert_int_equal(fixture_post(x, post).state, POST_VISIBLE);

    m = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_DELETE,
                        mem_format(x, "Q%llu", (unsigned long long)post));
    APPLY(x, m, "withdraw-refused");
    m = fixture_command(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, other, post), INTENT_DO, VERB_DELETE,
                        "");
    APPLY(x, m, "withdraw-refused");
    assert_int_equal(fixture_post(x, post).state, POST_VISIBLE);
    m = fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_DELETE,
                        mem_format(x, "Q%llu", (unsigned long long)post));
    APPLY(x, m, "deleted");
    assert_int_equal(fixture_post(x, post).state, POST_DELETED);
}

/* A comment on an answer that was taken away is not shown; and nobody looks through the forum all day. */
static void getting(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question, answer;
    const char *whole;
    struct mail *get;

    fixture_member(x, ann);
    fixture_member(x, bob);
    x->conf->limits.automatic_per_day = 1000;
    question = fixture_asked(x);
    APPLY(x, fixture_reply(x, bob, fixture_person(x, bob).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    x->f.now += HOUR;
    APPLY(x, fixture_reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_COMMENT, words), "comment-posted");
    x->f.now += HOUR;
    for (unsigned i = 0; i < 60; i++) {
        if (i == 30)
            OK(store_post_state(x->f.db, answer, POST_HIDDEN, &x->why));
        get = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_GET, mem_format(x, "Q%llu", (unsigned long long)question));
        APPLY(x, get, "command");
        whole = fixture_pair(fixture_told(x, NOTICE_LIST), "whole");
        assert_non_null(strstr(whole, "asked"));
        assert_int_equal(strstr(whole, "answered") != NULL, i < 30);
        assert_int_equal(strstr(whole, "commented") != NULL, i < 30);
    }
    x->f.now += 2 * HOUR;
    get = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_LIST, "");
    get->intent.commands = mem_array(x, 4, sizeof *get->intent.commands);
    get->intent.command_count = 4;
    for (unsigned i = 0; i < 4; i++)
        get->intent.commands[i] = (struct command){VERB_LIST, mem_string(x, ""), mem_string(x, "list")};
    APPLY(x, get, "commands");
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_LIST), "text"), "three things at most"));
    for (unsigned i = 3; i < 60; i++)
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_LIST, ""), "command");
    get = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_LIST, "");
    get->origin.message_id = mem_string(x, "last@client.example");
    APPLY(x, get, "command");
    assert_null(fixture_told(x, NOTICE_LIST));
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "subject"), "Nothing was looked up");
}

UNIT_MAIN(UNIT(answer_and_comment), UNIT(only_the_quote_was_cut), UNIT(follow_up), UNIT(names), UNIT(guard), UNIT(guard_in_german), UNIT(undo_and_delete), UNIT(getting))
