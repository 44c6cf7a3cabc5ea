/* A text is replaced, whole or in parts; it waits and counts as a post does. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example";
static const char words[] = "Words that are long enough.";

static void edit_and_choice(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t post = fixture_asked(x), person = fixture_person(x, ann).id, held;

    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are the better words."), "post-edited");
    assert_string_equal(fixture_post(x, post).body, "These are the better words.");
    assert_int_equal(fixture_post(x, post).revision, 2);

    assert_int_equal(fixture_change(x, CHANGE_EDITED)->revision, 2);
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are the better words."), "edit-refused");
    assert_null(fixture_change(x, CHANGE_EDITED)); /* it reads like that already */

    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_AMBIGUOUS, "Something else entirely."),
          "held-choice");
    held = x->changes.held;
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CHOICE), "choices"), "add, replace or drop");
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "confirm-unclear");
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_ADD), "comment-posted");
    assert_int_equal(fixture_post(x, x->changes.post).parent, post);

    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_AMBIGUOUS, "Something else entirely."),
          "held-choice");
    APPLY(x, fixture_confirm(x, ann, x->changes.held, ANSWER_REPLACE), "post-edited");
    assert_string_equal(fixture_post(x, post).body, "Something else entirely.");
}

/* What is written in reply to the receipt, and what title and text are then; both NULL: it is refused, and why. */
static void edit_in_parts(void **state)
{
    static const struct {
        const char *words, *title, *body, *said;
    } rows[] = {
        {"s/sit/stand/", "A title long enough", "I stand and\nwait for it to end, and wait.", NULL},
        {"s/and wait for/or wait for/", "A title long enough", "I sit or wait for it to end, and wait.", NULL},
        {"s/wait/hope/g", "A title long enough", "I sit and\nhope for it to end, and hope.", NULL},
        {"s/I sit/We sit/\n\ns/ wait././", "A title long enough", "We sit and\nwait for it to end, and.", NULL},
        {"s/title/headline/", "A headline long enough", "I sit and\nwait for it to end, and wait.", NULL},
        {"s/wait/hope/", NULL, NULL, "stands 2 times"},
        {"s/walk/run/", NULL, NULL, "does not stand in the post"},
        {"Title: Another title, as long", "Another title, as long", "I sit and\nwait for it to end, and wait.", NULL},
        {"Title: Another title, as long\n\nAnd quite another text.", "Another title, as long", "And quite another text.", NULL},
        {"And quite another text.", "A title long enough", "And quite another text.", NULL},
    };
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), post = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (post != 0) /* else the next one would be the same */
            OK(store_post_state(x->f.db, post, POST_HIDDEN, &x->why));
        APPLY(x, fixture_question(x, ann, "A title long enough", "I sit and\nwait for it to end, and wait."), "question-posted");
        post = x->changes.post;
        APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, rows[i].words), rows[i].said == NULL ? "post-edited" : "edit-refused");
        if (rows[i].said != NULL) {
            assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), rows[i].said));
            assert_int_equal(fixture_post(x, post).revision, 1);
            continue;
        }
        assert_string_equal(fixture_post(x, post).title, rows[i].title);
        assert_string_equal(fixture_post(x, post).body, rows[i].body);
    }
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "Title: Short"), "refused");
}

/* The text of a question may be as short as when it was asked, but is not taken away; that of an answer may not. */
static void a_short_text(void **state)
{
    static const char bob[] = "bob@b.example";
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), b = fixture_member(x, bob), post;

    APPLY(x, fixture_question(x, ann, "A title long enough", "As abvoe."), "question-posted");
    post = x->changes.post;
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "s/abvoe/above/"), "post-edited");
    assert_string_equal(fixture_post(x, post).body, "As above.");
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, ""), "refused");
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "s/As above.//"), "refused");
    assert_string_equal(fixture_post(x, post).body, "As above.");
    x->f.now += HOUR;
    APPLY(x, fixture_reply(x, bob, b, REPLY_TO_NOTICE, post, INTENT_ANSWER, "An answer that is long enough."), "answer-posted");
    post = x->changes.post;
    APPLY(x, fixture_reply(x, bob, b, REPLY_TO_RECEIPT, post, INTENT_EDIT, "s/ that is long enough//"), "refused");
}

/* Where every post waits for a moderator, so does a text that takes the place of one; who let it be posted looked at the old one. */
static void edits_wait_as_well(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), post;
    struct notice receipt;
    uint64_t id;
    bool first, added;

    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_question(x, ann, "A title long enough", words), "waits-all");
    post = x->changes.post;
    x->changes = (struct changes){0};
    OK(moderate_decide(&x->f, x, &x->changes, post, 0, true, "", &first, &x->why));
    assert_true(first);
    assert_non_null(fixture_change(x, CHANGE_POSTED));
    assert_int_equal(fixture_person(x, ann).accepted, 1);
    receipt = (struct notice){.person = person, .kind = NOTICE_RECEIPT, .post = post, .due = x->f.now};
    receipt.payload = STR("");
    OK(store_notice_add(x->f.db, &receipt, &added, &id, &x->why));

    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "Words nobody has looked at."), "waits-all");
    assert_int_equal(fixture_post(x, post).state, POST_WAITING);
    x->changes = (struct changes){0};
    OK(moderate_decide(&x->f, x, &x->changes, post, 0, true, "", &first, &x->why));
    assert_true(first);
    assert_int_equal(fixture_post(x, post).state, POST_VISIBLE);
    assert_null(fixture_change(x, CHANGE_POSTED)); /* everybody had it */
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_OUTCOME), "text"), "Words nobody has looked at."));
    assert_int_equal(fixture_person(x, ann).accepted, 1);
}

static bool says(struct fixture *x, const char *what)
{
    for (size_t i = 0; i < x->changes.count; i++)
        for (size_t n = 0; n < x->changes.list[i].pair_count; n++)
            if (strstr(x->changes.list[i].pairs[n].value, what) != NULL)
                return true;
    return false;
}

/* A title that waits, or was refused, comes to nobody by a mail about the thread. */
static void a_title_waits_as_well(void **state)
{
    static const char bob[] = "bob@b.example";
    struct fixture *x = fixture_open(state);
    uint64_t person, other = fixture_member(x, bob), post = fixture_asked(x);
    bool first;

    person = fixture_person(x, ann).id;
    x->f.now += HOUR;
    APPLY(x, fixture_reply(x, bob, other, REPLY_TO_NOTICE, post, INTENT_ANSWER, "An answer that is long enough."), "answer-posted");
    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "Title: A title that nobody is to read"), "waits-all");
    for (unsigned i = 0; i < 2; i++) {
        APPLY(x, fixture_reply(x, bob, other, REPLY_TO_NOTICE, post, INTENT_ANSWER, "Another that is long enough."), "refused");
        assert_string_equal(fixture_pair(fixture_told(x, NOTICE_REFUSAL), "subject"), "Q1");
        APPLY(x, fixture_reply(x, bob, other, REPLY_TO_NOTICE, post, INTENT_UNRELATED, "Something else entirely."), "held-unrelated");
        assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CHOICE), "title"), "Q1");
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
        APPLY(x, fixture_confirm(x, bob, fixture_told(x, NOTICE_TOLD)->held, ANSWER_YES), "export");
        assert_false(says(x, "nobody is to read"));
        OK(moderate_decide(&x->f, x, &x->changes, post, 0, false, "", &first, &x->why));
        x->f.now += 2 * 24 * HOUR;
    }
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_EXPORT, ""), "command");
    APPLY(x, fixture_confirm(x, ann, fixture_told(x, NOTICE_TOLD)->held, ANSWER_YES), "export");
    assert_true(says(x, "Q1, A title that nobody is to read"));
}

static void edits_have_a_limit(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), post;

    x->conf->limits.answers_per_hour = 3;
    post = fixture_asked(x);
    for (unsigned i = 0; i < 3; i++)
        APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, mem_format(x, "These are better words, number %u.", i)),
              "post-edited");
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are one too many."), "edit-refused");
    assert_int_equal(fixture_post(x, post).revision, 4);
    x->f.now += HOUR;
    APPLY(x, fixture_reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These can wait for an hour."), "post-edited");
}

UNIT_MAIN(UNIT(edit_and_choice), UNIT(edit_in_parts), UNIT(a_short_text), UNIT(edits_wait_as_well), UNIT(a_title_waits_as_well), UNIT(edits_have_a_limit))
