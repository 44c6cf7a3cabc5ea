#include "forum_fixture.h"

struct setup {
    struct fixture *x;
    uint64_t ann, question, answer;
};

static struct setup make(void **state)
{
    struct setup s = {.x = fixture_open(state)};
    struct post q = {.kind = POST_QUESTION,
                     .name = (char *)"N",
                     .title = (char *)"The title of it",
                     .body = (char *)"The question's words."};
    struct post a = {
        .kind = POST_ANSWER, .name = (char *)"M", .title = (char *)"", .body = (char *)"The answer's words."};

    s.ann = fixture_member(s.x, "ann@a.example");
    q.author = a.author = s.ann;
    q.category = a.category = s.x->category;
    OK(store_post_add(s.x->f.db, &q, &s.x->why));
    a.thread = a.parent = q.id;
    OK(store_post_add(s.x->f.db, &a, &s.x->why));
    s.question = q.id;
    s.answer = a.id;
    return s;
}

static void names(void **state)
{
    static const struct {
        const char *local;
        enum target target;
    } rows[] = {
        {"ask", TARGET_CATEGORY},
        {"ASK", TARGET_CATEGORY},
        {"health", TARGET_CATEGORY},
        {"Health", TARGET_CATEGORY},
        {"sleep+subscribe", TARGET_SUBSCRIBE},
        {"sleep-subscribe", TARGET_SUBSCRIBE},
        {"sleep+unsubscribe", TARGET_UNSUBSCRIBE},
        {"sleep+digest", TARGET_DIGEST},
        {"request", TARGET_REQUEST},
        {"help", TARGET_REQUEST},
        {"reply", TARGET_REPLY_ADDRESS},
        {"postmaster", TARGET_ROLE},
        {"Abuse", TARGET_ROLE},
        {"nothere", TARGET_NONE},
        {"nothere+subscribe", TARGET_NONE},
        {"", TARGET_NONE},
        {"health.nothere", TARGET_NONE},
    };
    struct setup s = make(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct recipient r;
        enum outcome o = forum_recipient(&s.x->f, str_of(rows[i].local), &r, &s.x->why);

        if (o != (rows[i].target == TARGET_NONE ? REFUSED : DONE) || r.target != rows[i].target)
            fail_msg("%s: %d %d", rows[i].local, o, r.target);
    }
}

static void tokens(void **state)
{
    struct setup s = make(state);
    struct {
        enum token_kind kind;
        unsigned verb;
        uint64_t object;
        enum target target;
    } rows[] = {
        {TOKEN_REPLY, REPLY_TO_NOTICE, s.question, TARGET_QUESTION},
        {TOKEN_REPLY, REPLY_TO_NOTICE, s.answer, TARGET_POST},
        {TOKEN_REPLY, REPLY_TO_RECEIPT, s.question, TARGET_RECEIPT},
        {TOKEN_REPLY, REPLY_TO_NOTICE, 999, TARGET_NONE},
        {TOKEN_REPLY, 9, s.question, TARGET_NONE},
        {TOKEN_REPLY, REPLY_TO_PROBLEM, 999, TARGET_NONE},
        {TOKEN_DO, VERB_MUTE, s.question, TARGET_DO},
        {TOKEN_CONFIRM, 0, 1, TARGET_CONFIRM},
        {TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, 0, TARGET_LEAVE},
        {TOKEN_BOUNCE, 0, 5, TARGET_BOUNCE},
        {TOKEN_MESSAGE_ID, MESSAGE_ID_POST, s.question, TARGET_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct recipient r;
        enum outcome o = forum_recipient(
            &s.x->f, str_of(fixture_token(s.x, rows[i].kind, rows[i].verb, s.ann, rows[i].object)), &r, &s.x->why);

        if (o != (rows[i].target == TARGET_NONE ? REFUSED : DONE) || r.target != rows[i].target || r.expired)
            fail_msg("row %zu: %d %d", i, o, r.target);
    }
}

/* Unknown, false, revoked, of somebody blocked: the same words, and only u works on. */
static void refusals(void **state)
{
    struct setup s = make(state);
    char *reply = mem_string(s.x, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.question));
    const char *leave = fixture_token(s.x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, s.ann, 0);
    struct person p = fixture_person(s.x, "ann@a.example");
    struct recipient r;
    struct fault unknown, one;

    assert_int_equal(forum_recipient(&s.x->f, STR("nobody"), &r, &unknown), REFUSED);
    assert_string_equal(unknown.code, "5.1.1");
    assert_string_equal(unknown.text, "no such address");
    p.generation++;
    OK(person_save(&s.x->f, &p, &s.x->why));
    assert_int_equal(forum_recipient(&s.x->f, str_of(reply), &r, &one), REFUSED);
    assert_memory_equal(&one.text, &unknown.text, sizeof "no such address");
    OK(forum_recipient(&s.x->f, str_of(leave), &r, &one));
    for (size_t i = 0; reply[i] != '\0'; i++) { /* each character of a token that was valid counts */
        char before = reply[i];

        reply[i] = before == 'a' ? 'b' : 'a';
        assert_int_equal(forum_recipient(&s.x->f, str_of(reply), &r, &one), REFUSED);
        assert_string_equal(one.text, unknown.text);
        reply[i] = before;
    }
    p.state = PERSON_BLOCKED;
    OK(person_save(&s.x->f, &p, &s.x->why));
    assert_int_equal(
        forum_recipient(&s.x->f, str_of(fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.question)), &r, &one),
        REFUSED);
}

static void expiry(void **state)
{
    struct setup s = make(state);
    const char *reply = fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.question);
    struct recipient r;

    s.x->f.now += 90 * (int64_t)DAY;
    OK(forum_recipient(&s.x->f, str_of(reply), &r, &s.x->why));
    assert_false(r.expired);
    s.x->f.now += DAY;
    OK(forum_recipient(&s.x->f, str_of(reply), &r, &s.x->why));
    assert_true(r.expired);
}

static void deciding(void **state)
{
    static const struct {
        enum target list[4];
        size_t count, best;
    } rows[] = {
        {{TARGET_CATEGORY, TARGET_CATEGORY}, 2, 0},
        {{TARGET_CATEGORY, TARGET_QUESTION}, 2, 1},
        {{TARGET_QUESTION, TARGET_DO, TARGET_CONFIRM, TARGET_LEAVE}, 4, 3},
        {{TARGET_QUESTION, TARGET_DO, TARGET_CONFIRM}, 3, 2},
        {{TARGET_RECEIPT, TARGET_DO}, 2, 1},
        {{TARGET_LEAVE, TARGET_BOUNCE}, 2, 1},
        {{TARGET_ROLE, TARGET_REPLY_ADDRESS, TARGET_REQUEST, TARGET_SUBSCRIBE}, 4, 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct recipient list[4] = {{0}};

        for (size_t n = 0; n < rows[i].count; n++)
            list[n].target = rows[i].list[n];
        assert_int_equal(forum_deciding(list, rows[i].count), rows[i].best);
    }
}

static void known_text(void **state)
{
    struct setup s = make(state);
    struct recipient r;
    struct known known;

    OK(forum_recipient(&s.x->f, str_of(fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.ann, s.answer)), &r,
                       &s.x->why));
    OK(store_post_revise(s.x->f.db, s.answer, "", "Other words now.", s.x->f.now, &s.x->why));
    OK(forum_known(&s.x->f, s.x, &r, STR("As it was sent."), &known, &s.x->why));
    assert_true(str_find(known.text, STR("As it was sent.")) < known.text.n);
    assert_true(str_find(known.text, STR("The question's words.")) < known.text.n);
    assert_true(str_find(known.text, STR("The answer's words.")) < known.text.n);
    assert_true(str_find(known.text, STR("Other words now.")) < known.text.n);
    assert_string_equal(known.subject, "The title of it");
    assert_string_equal(known.post_text, "Other words now.");
}

static void referred(void **state)
{
    struct setup s = make(state);
    uint64_t bob = fixture_member(s.x, "bob@b.example");
    char *references[] = {(char *)"nonsense", (char *)fixture_token(s.x, TOKEN_MESSAGE_ID, MESSAGE_ID_NOTICE, bob, 5),
                          (char *)fixture_token(s.x, TOKEN_MESSAGE_ID, MESSAGE_ID_POST, bob, s.question)};
    struct recipient r;

    OK(forum_referred(&s.x->f, references, 3, &r, &s.x->why));
    assert_int_equal(r.target, TARGET_QUESTION);
    assert_int_equal(r.token.person, bob);
    OK(forum_referred(&s.x->f, references, 2, &r, &s.x->why));
    assert_int_equal(r.target, TARGET_NONE);
}

UNIT_MAIN(UNIT(names), UNIT(tokens), UNIT(refusals), UNIT(expiry), UNIT(deciding), UNIT(known_text), UNIT(referred))
