/* What can be done to posts that stand already: closed and opened, taken away and brought back. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

struct scene {
    struct fixture *x;
    uint64_t ann, bob, eve, question, answer;
};

/* Ann asked, Bob answered, both long published; Eve is an editor of that category. */
static struct scene scene_open(void **state)
{
    struct scene s = {.x = fixture_open(state)};

    s.ann = fixture_member(s.x, ann);
    s.bob = fixture_member(s.x, bob);
    s.eve = fixture_member(s.x, eve);
    OK(store_role_set(s.x->f.db, s.eve, s.x->category, RUNG_EDITOR, &s.x->why));
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    APPLY(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question), INTENT_ANSWER, words), "answer-posted");
    s.answer = s.x->changes.post;
    s.x->f.now += HOUR;
    return s;
}

static void reply(struct scene *s, const char *from, uint64_t person, uint64_t post, enum verb verb, const char *argument, const char *event)
{
    enum reply_to to = fixture_post(s->x, post).author == person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE;

    APPLY(s->x, fixture_command(s->x, from, fixture_token(s->x, TOKEN_REPLY, to, person, post), INTENT_DO, verb, argument), event);
}

static bool told(struct scene *s, uint64_t person, const char *part)
{
    for (size_t i = 0; i < s->x->changes.count; i++) {
        const struct change *c = &s->x->changes.list[i];

        if (c->kind == CHANGE_TELL && c->person == person && fixture_pair(c, "text") != NULL && strstr(fixture_pair(c, "text"), part) != NULL)
            return true;
    }
    return false;
}

struct count {
    const char *verb;
    unsigned found;
};

static void count_one(void *arg, uint64_t id, const struct audit_entry *e)
{
    struct count *c = arg;

    (void)id;
    c->found += strcmp(e->verb, c->verb) == 0;
}

static unsigned recorded(struct scene *s, const char *verb)
{
    struct count c = {.verb = verb};

    OK(store_audit(s->x->f.db, 0, 100, count_one, &c, &s->x->why));
    return c.found;
}

static void closed_takes_nothing(void **state)
{
    struct scene s = scene_open(state);

    reply(&s, bob, s.bob, s.question, VERB_CLOSE, "", "close-refused");
    assert_int_equal(fixture_post(s.x, s.question).closed, 0);
    reply(&s, ann, s.ann, s.question, VERB_CLOSE, "I found it out myself", "closed");
    assert_string_equal(fixture_post(s.x, s.question).closing, "I found it out myself");
    assert_int_equal(recorded(&s, "close"), 1);
    reply(&s, ann, s.ann, s.question, VERB_CLOSE, "", "close-refused"); /* already */
    APPLY(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question), INTENT_ANSWER, words), "refused");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_REFUSAL), "problem1"), "The question was closed: I found it out myself.");
    APPLY(s.x, fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.answer), INTENT_COMMENT, words), "refused");
    reply(&s, bob, s.bob, s.question, VERB_REOPEN, "", "close-refused");
    reply(&s, eve, s.eve, s.answer, VERB_REOPEN, "", "reopened"); /* in reply to an answer, by an editor */
    assert_true(told(&s, s.ann, "opened your question again"));
    APPLY(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question), INTENT_ANSWER, "Other words, as long."), "answer-posted");
    reply(&s, ann, s.ann, s.question, VERB_REOPEN, "", "close-refused");
}

static void closed_as_a_duplicate(void **state)
{
    struct scene s = scene_open(state);
    uint64_t other;

    APPLY(s.x, fixture_question(s.x, bob, "Another long title", words), "question-posted");
    other = s.x->changes.post;
    reply(&s, eve, s.eve, s.question, VERB_CLOSE, mem_format(s.x, "duplicate Q%llu", (unsigned long long)other), "close-refused"); /* unseen */
    s.x->f.now += HOUR;
    reply(&s, eve, s.eve, other, VERB_CLOSE, "duplicate Q99", "close-refused");
    reply(&s, eve, s.eve, other, VERB_CLOSE, mem_format(s.x, "duplicate Q%llu", (unsigned long long)other), "close-refused");
    reply(&s, eve, s.eve, other, VERB_CLOSE, mem_format(s.x, "duplicate of Q%llu.", (unsigned long long)s.question), "closed"); /* with a stop */
    assert_int_equal(fixture_post(s.x, other).duplicate, s.question);
    assert_true(told(&s, s.bob, mem_format(s.x, "Q%llu asks the same", (unsigned long long)s.question)));
}

static void hidden_and_back(void **state)
{
    struct scene s = scene_open(state);
    int64_t before, now;

    OK(forum_points(&s.x->f, s.bob, &before, &s.x->why));
    reply(&s, ann, s.ann, s.answer, VERB_HIDE, "", "hide-refused");
    reply(&s, eve, s.eve, s.answer, VERB_HIDE, "it names a person", "hidden");
    assert_int_equal(fixture_post(s.x, s.answer).state, POST_HIDDEN);
    assert_true(told(&s, s.bob, "Their reason: it names a person"));
    assert_true(told(&s, s.bob, words)); /* they have their text back */
    assert_int_equal(fixture_change(s.x, CHANGE_UNDONE)->post, s.answer);
    OK(forum_points(&s.x->f, s.bob, &now, &s.x->why));
    assert_int_equal(now, before - 40);
    assert_int_equal(recorded(&s, "hide"), 1);
    reply(&s, ann, s.ann, s.answer, VERB_UNHIDE, "", "hide-refused");
    reply(&s, eve, s.eve, s.answer, VERB_UNHIDE, "", "unhidden");
    assert_int_equal(fixture_post(s.x, s.answer).state, POST_VISIBLE);
    OK(forum_points(&s.x->f, s.bob, &now, &s.x->why));
    assert_int_equal(now, before);
    reply(&s, eve, s.eve, s.answer, VERB_UNHIDE, "", "hide-refused");
    assert_int_equal(recorded(&s, "unhide"), 1);
}

/* What a moderator refused was never posted: nobody brings it back. */
static void refused_stays_away(void **state)
{
    struct scene s = scene_open(state);
    uint64_t post;
    bool first;

    s.x->conf->people.moderation = POLICY_ALL;
    APPLY(s.x, fixture_question(s.x, bob, "A title for moderators", words), "waits-all");
    post = s.x->changes.post;
    OK(moderate_decide(&s.x->f, s.x, &s.x->changes, post, s.eve, false, "", &first, &s.x->why));
    assert_int_equal(fixture_post(s.x, post).state, POST_HIDDEN);
    reply(&s, eve, s.eve, post, VERB_UNHIDE, "", "hide-refused");
    assert_int_equal(fixture_post(s.x, post).state, POST_HIDDEN);
}

/* An edit of what is not theirs, of what is gone, and of what gives something away. */
static void edited_as_it_may_be(void **state)
{
    struct scene s = scene_open(state);

    fixture_apply(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.bob, s.question), INTENT_EDIT, "Words of somebody else."));
    assert_string_equal(fixture_post(s.x, s.question).body, words);
    APPLY(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.bob, s.answer), INTENT_EDIT, "Call me: +49 171 5550123."), "held-guard");
    assert_string_equal(fixture_post(s.x, s.answer).body, words);
    reply(&s, bob, s.bob, s.answer, VERB_DELETE, "", "deleted");
    fixture_apply(s.x, fixture_mail(s.x, bob, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.bob, s.answer), INTENT_EDIT, "Words that come too late."));
    assert_string_equal(fixture_post(s.x, s.answer).body, words);
}

/* What is held back so that it can be taken back stands in nobody's list but its author's. */
static void unseen_is_not_shown(void **state)
{
    static const struct {
        const char *who;
        bool sees;
    } rows[] = {{eve, false}, {ann, false}, {bob, true}};
    struct scene s = scene_open(state);
    struct fixture *x = s.x;

    x->conf->limits.automatic_per_day = 1000;
    reply(&s, bob, s.bob, s.answer, VERB_DELETE, "", "deleted");
    x->f.now += HOUR;
    APPLY(x, fixture_mail(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question), INTENT_ANSWER, words), "answer-posted");
    assert_true(fixture_post(x, x->changes.post).publish > x->f.now);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        APPLY(x, fixture_command(x, rows[i].who, "request", INTENT_COMMANDS, VERB_GET, mem_format(x, "Q%llu", (unsigned long long)s.question)), "command");
        assert_int_equal(strstr(fixture_pair(fixture_told(x, NOTICE_LIST), "whole"), "answered") != NULL, rows[i].sees);
    }
}

static void moved_and_tagged(void **state)
{
    struct scene s = scene_open(state);
    struct category before, after;

    reply(&s, bob, s.bob, s.question, VERB_MOVE, "sleep", "sort-refused");
    reply(&s, ann, s.ann, s.question, VERB_MOVE, "cooking", "sort-refused");
    reply(&s, ann, s.ann, s.question, VERB_MOVE, "Sleep", "moved");
    assert_int_equal(fixture_post(s.x, s.question).category, s.x->other);
    assert_int_equal(fixture_post(s.x, s.answer).category, s.x->other);
    OK(store_category_get(s.x->f.db, s.x, s.x->category, &before, &s.x->why));
    OK(store_category_get(s.x->f.db, s.x, s.x->other, &after, &s.x->why));
    assert_int_equal(before.questions, 0);
    assert_int_equal(after.questions, 1);
    reply(&s, ann, s.ann, s.question, VERB_MOVE, "sleep", "sort-refused"); /* there already */
    reply(&s, eve, s.eve, s.question, VERB_MOVE, "health", "sort-refused"); /* an editor of the other one */
    assert_int_equal(recorded(&s, "moved"), 1);
    OK(store_category_get(s.x->f.db, s.x, s.x->category, &before, &s.x->why));
    before.closed = true;
    OK(store_category_put(s.x->f.db, &before, &s.x->why));
    reply(&s, ann, s.ann, s.question, VERB_MOVE, "health", "sort-refused"); /* it takes no questions */
    reply(&s, bob, s.bob, s.answer, VERB_TAGS, "a", "sort-refused");        /* no question */

    reply(&s, ann, s.ann, s.question, VERB_TAGS, "Sleep, Side effects, ann@a.example, #costs", "tagged");
    assert_string_equal(fixture_post(s.x, s.question).tags, "sleep side-effects costs");
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "a, b, c, d, e, f", "sort-refused");
    reply(&s, bob, s.bob, s.question, VERB_TAGS, "a", "sort-refused");
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "", "tagged");
    assert_string_equal(fixture_post(s.x, s.question).tags, "");
}

/* What others may hear of anew: "", or what it is to them. */
static const char *arrival(struct scene *s)
{
    for (size_t i = 0; i < s->x->changes.count; i++) {
        const struct change *c = &s->x->changes.list[i];

        if (c->kind == CHANGE_ARRIVED)
            return c->came_from != 0 ? mem_format(s->x, "from %llu", (unsigned long long)c->came_from) : c->gained != NULL ? c->gained : "answer";
    }
    return "";
}

/* A question that is moved or gets tags is news where it was not before, for a week, while it takes answers, and as often as one may ask. */
static void arrives(void **state)
{
    struct scene s = scene_open(state);
    struct post question;

    reply(&s, ann, s.ann, s.question, VERB_TAGS, "sleep, costs", "tagged");
    assert_string_equal(arrival(&s), "sleep costs");
    assert_true(told(&s, s.ann, "had not got it"));
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "costs, work", "tagged");
    assert_string_equal(arrival(&s), "work");
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "work", "tagged"); /* nothing new */
    assert_string_equal(arrival(&s), "");
    assert_false(told(&s, s.ann, "had not got it"));
    reply(&s, ann, s.ann, s.question, VERB_MOVE, "sleep", "moved");
    assert_string_equal(arrival(&s), mem_format(s.x, "from %llu", (unsigned long long)s.x->category));
    s.x->conf->limits.questions_per_hour = 3;
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "night", "tagged"); /* one more than one may ask in an hour */
    assert_string_equal(arrival(&s), "");
    assert_true(told(&s, s.ann, "nobody is sent this one"));
    s.x->f.now += HOUR;
    reply(&s, ann, s.ann, s.question, VERB_CLOSE, "", "closed");
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "noon", "tagged");
    assert_string_equal(arrival(&s), "");
    reply(&s, ann, s.ann, s.question, VERB_REOPEN, "", "reopened");
    question = fixture_post(s.x, s.question);
    s.x->f.now = question.publish + 7 * DAY - 1;
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "dusk", "tagged");
    assert_string_equal(arrival(&s), "dusk");
    s.x->f.now++;
    reply(&s, ann, s.ann, s.question, VERB_TAGS, "dawn", "tagged"); /* too old to be news */
    assert_string_equal(arrival(&s), "");
}

/* A question that others do not see yet is moved without telling them of it sooner. */
static void arrives_when_it_is_seen(void **state)
{
    struct scene s = scene_open(state);
    uint64_t question;

    APPLY(s.x, fixture_question(s.x, bob, "A title that nobody sees yet", "Other words that are long enough."), "question-posted");
    question = s.x->changes.post;
    assert_true(fixture_post(s.x, question).publish > s.x->f.now);
    reply(&s, bob, s.bob, question, VERB_MOVE, "sleep", "moved");
    assert_int_equal(fixture_change(s.x, CHANGE_ARRIVED)->due, fixture_post(s.x, question).publish);
}

/* A comment that becomes an answer is news to those who wait for answers; an answer that becomes a comment is none. */
static void arrives_as_an_answer(void **state)
{
    struct scene s = scene_open(state);

    reply(&s, bob, s.bob, s.answer, VERB_CONVERT, "comment", "converted");
    assert_null(fixture_change(s.x, CHANGE_ARRIVED));
    reply(&s, eve, s.eve, s.answer, VERB_CONVERT, "answer", "converted");
    assert_int_equal(fixture_change(s.x, CHANGE_ARRIVED)->post, s.answer);
    assert_int_equal(fixture_change(s.x, CHANGE_ARRIVED)->person, s.bob);
    assert_string_equal(arrival(&s), "answer");
    assert_false(told(&s, s.eve, "nobody is sent"));
    s.x->conf->limits.questions_per_hour = 1;
    reply(&s, eve, s.eve, s.answer, VERB_CONVERT, "comment", "converted");
    assert_false(told(&s, s.eve, "nobody is sent"));
    reply(&s, eve, s.eve, s.answer, VERB_CONVERT, "answer", "converted");
    assert_string_equal(arrival(&s), "");
    assert_true(told(&s, s.eve, "nobody is sent this one"));
}

/* Who asked reads it in their own language, the editor in theirs. */
static void told_in_their_language(void **state)
{
    struct scene s = scene_open(state);
    const struct change *of_ann = NULL;

    fixture_speaks(s.x, ann, "de");
    reply(&s, eve, s.eve, s.question, VERB_TAGS, "costs", "tagged");
    for (size_t i = 0; i < s.x->changes.count; i++) {
        const struct change *c = &s.x->changes.list[i];

        if (c->kind != CHANGE_TELL)
            continue;
        if (strstr(fixture_pair(c, "text"), c->person == s.ann ? "hat jetzt die Stichw" : "now has the tags: costs") == NULL)
            fail_msg("%llu: %s", (unsigned long long)c->person, fixture_pair(c, "text"));
        of_ann = c->person == s.ann ? c : of_ann;
    }
    assert_non_null(of_ann);
}

UNIT_MAIN(UNIT(moved_and_tagged), UNIT(arrives), UNIT(arrives_when_it_is_seen), UNIT(arrives_as_an_answer), UNIT(closed_takes_nothing), UNIT(closed_as_a_duplicate), UNIT(hidden_and_back),
          UNIT(refused_stays_away), UNIT(edited_as_it_may_be), UNIT(unseen_is_not_shown), UNIT(told_in_their_language))
