/* Mails in, changes out, on a real database with real keys. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

/* A question by Ann, who is a member, long published. */
static uint64_t asked(struct fixture *x)
{
    if (fixture_person(x, ann).id == 0)
        fixture_member(x, ann);
    APPLY(x, fixture_question(x, ann, "A title long enough", words), "question-posted");
    x->f.now += DAY;
    return x->changes.post;
}

static struct mail *reply(struct fixture *x, const char *from, uint64_t owner, unsigned verb, uint64_t post,
                          enum intent_kind kind, const char *text)
{
    return fixture_mail(x, from, fixture_token(x, TOKEN_REPLY, verb, owner, post), kind, text);
}

/* ---- newcomers ---- */

static void newcomer(void **state)
{
    struct fixture *x = fixture_open(state);
    const struct change *c;
    struct person p;
    uint64_t held;
    char *name;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    assert_int_equal(x->changes.count, 1);
    c = fixture_told(x, NOTICE_PREVIEW);
    held = c->held;
    assert_string_equal(fixture_pair(c, "text"), words);
    assert_string_equal(fixture_pair(c, "title"), "A title long enough");
    assert_string_equal(fixture_pair(c, "notice"), "In need: call 112.");
    assert_string_equal(fixture_pair(c, "people"), "0");
    assert_string_equal(fixture_pair(c, "kind"), "question");
    name = mem_string(x, fixture_pair(c, "name"));
    p = fixture_person(x, ann);
    assert_int_equal(p.state, PERSON_NEWCOMER);
    assert_int_equal(p.consent_version, 0);

    assert_string_equal(fixture_pair(c, "waits"), "");
    assert_string_equal(fixture_pair(c, "unclear"), "");
    x->conf->people.moderation = POLICY_FIRST; /* a moderator reads it first: the preview says so */
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_NONE), "confirm-unclear");
    c = fixture_told(x, NOTICE_PREVIEW);
    assert_int_equal(c->held, held);
    assert_string_equal(fixture_pair(c, "waits"), "yes");
    assert_string_equal(fixture_pair(c, "unclear"), "yes");
    x->conf->people.moderation = POLICY_NONE;

    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "question-posted");
    p = fixture_person(x, ann);
    assert_int_equal(p.state, PERSON_MEMBER);
    assert_int_equal(p.consent_version, CONSENT_VERSION);
    assert_int_equal(p.consent_at, x->f.now);
    assert_int_equal(p.accepted, 1);
    c = fixture_change(x, CHANGE_POSTED);
    assert_int_equal(c->due, x->f.now + x->conf->limits.hold_newcomer);
    assert_string_equal(fixture_post(x, c->post).name, name); /* what the preview showed */
    assert_string_equal(fixture_post(x, c->post).body, words);
    assert_true(fixture_post(x, c->post).anonymous);

    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "confirm-late"); /* a second ok posts nothing */
    APPLY(x, fixture_question(x, ann, "Another title, as long", words), "question-posted");
}

static void newcomer_drops(void **state)
{
    struct fixture *x = fixture_open(state);

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    APPLY(x, fixture_confirm(x, ann, x->changes.held, ANSWER_DROP), "dropped");
    assert_int_equal(x->changes.count, 0);
    assert_int_equal(fixture_person(x, ann).id, 0); /* nothing of them is kept */
}

static void newcomer_expires(void **state)
{
    struct fixture *x = fixture_open(state);
    bool more;

    APPLY(x, fixture_question(x, ann, "A title long enough", words), "held-newcomer");
    x->f.now += x->conf->limits.held_days * DAY + 1;
    OK(forum_tick(&x->f, x, &x->changes, &more, &x->why));
    assert_int_equal(fixture_person(x, ann).id, 0);
}

static void newcomer_policies(void **state)
{
    static const struct {
        enum newcomers policy;
        enum verdict verdict;
        const char *event;
    } rows[] = {
        {NEWCOMERS_CONFIRM, VERDICT_PASS, "held-newcomer"},   {NEWCOMERS_CONFIRM, VERDICT_FAIL, "held-stranger"},
        {NEWCOMERS_ALIGNED, VERDICT_PASS, "question-posted"}, {NEWCOMERS_ALIGNED, VERDICT_NONE, "held-stranger"},
        {NEWCOMERS_ANY, VERDICT_NONE, "question-posted"},     {NEWCOMERS_CLOSED, VERDICT_PASS, "held-closed"},
    };
    struct fixture *x = fixture_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mail *m = fixture_question(x, mem_format(x, "n%zu@n.example", i), "A title long enough", words);

        x->conf->people.newcomers = rows[i].policy;
        m->origin.verdict = rows[i].verdict;
        APPLY(x, m, rows[i].event);
    }
}

/* ---- posts ---- */

static void answer_and_comment(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob), answer;
    struct post p;

    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    p = fixture_post(x, answer);
    assert_int_equal(p.kind, POST_ANSWER);
    assert_int_equal(p.parent, question);
    assert_int_equal(p.thread, question);
    assert_string_not_equal(p.name, fixture_post(x, question).name);

    x->f.now += DAY;
    APPLY(x, reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_COMMENT, words),
          "comment-posted");
    p = fixture_post(x, x->changes.post);
    assert_int_equal(p.kind, POST_COMMENT);
    assert_int_equal(p.parent, answer);
    assert_string_equal(p.name, fixture_post(x, question).name); /* the asker keeps the name of the thread */

    OK(store_post_state(x->f.db, question, POST_HIDDEN, &x->why));
    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "refused");
}

/* A question of its own, in the same category, under another name than in the thread it came of. */
static void follow_up(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob), answer;
    struct mail *m;
    struct post p;

    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    x->f.now += DAY;
    m = reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
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
    m = reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
    m->intent.title = mem_string(x, "Does it hold for adults?");
    APPLY(x, m, "refused");
    OK(store_post_state(x->f.db, answer, POST_VISIBLE, &x->why));
    OK(store_post_state(x->f.db, question, POST_HIDDEN, &x->why));
    m = reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_FOLLOW_UP, words);
    m->intent.title = mem_string(x, "Does it hold for adults?");
    APPLY(x, m, "refused"); /* nothing is said of a thread that was taken away */
}

static void names(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question, person;
    struct mail *m;

    question = asked(x);
    person = fixture_member(x, bob);
    m = reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "Dr Fox");
    APPLY(x, m, "answer-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Dr Fox");
    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    assert_string_equal(fixture_post(x, x->changes.post).name, "Dr Fox"); /* sticks to the thread */

    m = reply(x, eve, fixture_member(x, eve), REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "dr f0x");
    APPLY(x, m, "refused"); /* looks like somebody else there */
    m = reply(x, eve, fixture_person(x, eve).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->intent.name = mem_string(x, "Moderator");
    APPLY(x, m, "refused");
    m = reply(x, eve, fixture_person(x, eve).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
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

    post = asked(x); /* a day goes by */
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

static void edit_and_choice(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t post = asked(x), person = fixture_person(x, ann).id, held;

    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are the better words."), "post-edited");
    assert_string_equal(fixture_post(x, post).body, "These are the better words.");
    assert_int_equal(fixture_post(x, post).revision, 2);

    assert_int_equal(fixture_change(x, CHANGE_EDITED)->revision, 2);
    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are the better words."), "edit-refused");
    assert_null(fixture_change(x, CHANGE_EDITED)); /* it reads like that already */

    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_AMBIGUOUS, "Something else entirely."),
          "held-choice");
    held = x->changes.held;
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CHOICE), "choices"), "add, replace or drop");
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_YES), "confirm-unclear");
    APPLY(x, fixture_confirm(x, ann, held, ANSWER_ADD), "comment-posted");
    assert_int_equal(fixture_post(x, x->changes.post).parent, post);

    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_AMBIGUOUS, "Something else entirely."),
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
        {"s/walk/run/", NULL, NULL, "does not stand in your post"},
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
        APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, rows[i].words), rows[i].said == NULL ? "post-edited" : "edit-refused");
        if (rows[i].said != NULL) {
            assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), rows[i].said));
            assert_int_equal(fixture_post(x, post).revision, 1);
            continue;
        }
        assert_string_equal(fixture_post(x, post).title, rows[i].title);
        assert_string_equal(fixture_post(x, post).body, rows[i].body);
    }
    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "Title: Short"), "refused");
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

/* ---- who may ---- */

static void forgeries(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob), first;
    struct mail *m;
    const struct change *c;

    m = reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "held-verdict");
    first = x->changes.held;
    c = fixture_told(x, NOTICE_ASK);
    assert_int_equal(c->person, person);
    assert_string_equal(fixture_pair(c, "whose"), "no");

    m = reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, "Attacker's text stands here.");
    APPLY(x, m, "held-other"); /* not asked again within a day */
    assert_int_equal(x->changes.count, 0);
    x->f.now += DAY;
    m = reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, "Attacker's text stands here.");
    APPLY(x, m, "held-other");
    c = fixture_told(x, NOTICE_ASK);
    assert_int_equal(c->person, person);
    assert_string_equal(fixture_pair(c, "whose"), "yes");
    for (size_t i = 0; i < c->pair_count; i++)
        assert_null(strstr(c->pairs[i].value, "Attacker"));
    APPLY(x, fixture_confirm(x, bob, c->held, ANSWER_THEIRS), "dropped");

    APPLY(x, fixture_confirm(x, bob, first, ANSWER_MINE), "answer-posted");
    assert_int_equal(fixture_post(x, x->changes.post).author, person);

    m = fixture_confirm(x, bob, first, ANSWER_YES); /* somebody else's c token */
    m->origin.from = mem_string(x, eve);
    APPLY(x, m, "held-stranger");
    m = reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->origin.from_state = FROM_SEVERAL;
    APPLY(x, m, "held-from");
    m = fixture_question(x, ann, "A title long enough", words);
    m->origin.verdict = VERDICT_NONE;
    APPLY(x, m, "held-verdict");
    m = fixture_question(x, eve, "A title long enough", words);
    m->origin.verdict = VERDICT_NONE;
    APPLY(x, m, "held-stranger");
    assert_int_equal(x->changes.count, 0);
}

static void expired(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob);
    const char *token = fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, person, question);
    const struct change *c;

    x->f.now += 100 * (int64_t)DAY;
    APPLY(x, fixture_mail(x, bob, token, INTENT_ANSWER, words), "held-expired");
    c = fixture_told(x, NOTICE_FRESH);
    assert_string_equal(fixture_pair(c, "text"), words);
    assert_int_equal(command_number(str_of(fixture_pair(c, "post"))), question);
    APPLY(x, fixture_confirm(x, bob, c->held, ANSWER_YES), "answer-posted");

    struct mail *m = fixture_mail(x, bob, token, INTENT_ANSWER, words);

    x->f.now += DAY;
    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "held-expired");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_FRESH), "text"), ""); /* who knows whose words */
    APPLY(x, fixture_mail(x, eve, token, INTENT_ANSWER, words), "held-stranger");
}

static void duplicates(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m, *victim;

    fixture_member(x, ann);
    fixture_member(x, bob);
    m = fixture_question(x, ann, "A title long enough", words);
    APPLY(x, m, "question-posted");
    APPLY(x, m, "duplicate");
    assert_int_equal(x->changes.count, 0);
    x->f.now += 13 * (int64_t)DAY;
    APPLY(x, m, "duplicate");

    /* T33: the attacker sends the victim's Message-ID first, even with the same body. */
    victim = fixture_question(x, ann, "Another title, as long", words);
    m = fixture_question(x, eve, "Another title, as long", words);
    m->origin.message_id = victim->origin.message_id;
    memcpy(m->body_hash, victim->body_hash, sizeof m->body_hash);
    APPLY(x, m, "held-newcomer");
    m = fixture_question(x, bob, "Another title, of Bob's", words);
    m->origin.message_id = victim->origin.message_id;
    APPLY(x, m, "question-posted");
    APPLY(x, victim, "question-posted");
}

/* Two mails with empty bodies that have no Message-ID: their subjects tell them apart. */
static void without_message_id(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *first, *second;

    fixture_member(x, ann);
    first = fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_WHOAMI, "");
    first->origin.message_id = mem_string(x, "");
    second = fixture_command(x, ann, "request", INTENT_COMMANDS, VERB_SETTINGS, "");
    second->origin.message_id = mem_string(x, "");
    memcpy(second->body_hash, first->body_hash, sizeof second->body_hash);
    APPLY(x, first, "command");
    APPLY(x, second, "command");
    APPLY(x, second, "duplicate");
}

static void automatic(void **state)
{
    static const struct {
        enum automatic automatic;
        bool null_sender, role, loop, spam;
        const char *event;
    } rows[] = {
        {AUTOMATIC_REPLY, false, false, false, false, "automatic"},
        {AUTOMATIC_BULK, false, false, false, false, "automatic"},
        {AUTOMATIC_REPORT, false, false, false, false, "report-unclaimed"},
        {AUTOMATIC_LIST, false, false, false, false, "held-list"},
        {AUTOMATIC_NO, true, false, false, false, "report-unclaimed"},
        {AUTOMATIC_NO, false, true, false, false, "held-role-sender"},
        {AUTOMATIC_NO, false, false, true, false, "automatic"},
        {AUTOMATIC_NO, false, false, false, true, "held-spam"},
    };
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob);

    APPLY(x, fixture_question(x, eve, "Another title, as long", words), "held-newcomer");

    const char *recipients[] = {fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, person, question), "health", "request",
                                fixture_token(x, TOKEN_CONFIRM, 0, fixture_person(x, eve).id, x->changes.held)};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t r = 0; r < 4; r++) {
            struct mail *m = fixture_mail(x, r == 3 ? eve : bob, recipients[r],
                                          r == 0   ? INTENT_ANSWER
                                          : r == 1 ? INTENT_QUESTION
                                          : r == 2 ? INTENT_COMMANDS
                                                   : INTENT_CONFIRM,
                                          words);

            m->intent.title = mem_string(x, "A title long enough");
            m->intent.answer = ANSWER_YES;
            m->origin.automatic = rows[i].automatic;
            m->origin.role_sender = rows[i].role;
            m->origin.loop = rows[i].loop;
            m->origin.spam = rows[i].spam;
            if (rows[i].null_sender)
                m->sender = mem_string(x, "");
            APPLY(x, m, rows[i].event);
            assert_int_equal(x->changes.count, 0);
            assert_int_equal(x->changes.post, 0);
        }
    assert_int_equal(fixture_person(x, eve).consent_version, 0);
}

/* ---- coming and going ---- */

static void subscribe(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, bob);
    const struct change *c;
    struct mail *m;
    bool subscribed;

    APPLY(x, fixture_mail(x, bob, "sleep+subscribe", INTENT_SUBSCRIBE, ""), "subscribed");
    c = fixture_told(x, NOTICE_WELCOME);
    OK(store_subscribed(x->f.db, x->other, person, &subscribed, &x->why));
    assert_true(subscribed);
    /* Undo by the d token the told mail carries. */
    assert_int_equal(command_number(str_of(fixture_pair(c, "undo_verb"))), VERB_UNSUBSCRIBE);
    APPLY(x,
          fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_UNSUBSCRIBE, person, x->other), INTENT_DO, VERB_UNDO,
                          ""),
          "unsubscribed");
    OK(store_subscribed(x->f.db, x->other, person, &subscribed, &x->why));
    assert_false(subscribed);
    APPLY(x,
          fixture_mail(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO,
                       "thanks a lot for telling"),
          "not-understood");
    m = fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO, VERB_UP, "");
    m->intent.words = mem_string(x, "thanks");
    APPLY(x, m, "not-understood");
    m = fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_SUBSCRIBE, person, x->other), INTENT_DO, VERB_SETTINGS, "");
    m->intent.words = mem_string(x, "settings");
    APPLY(x, m, "command");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_TOLD), "what"), "settings"); /* another word is done as well */
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "Sleep"), "subscribed");
    APPLY(x, fixture_mail(x, bob, "sleep+unsubscribe", INTENT_UNSUBSCRIBE, ""), "unsubscribed");

    /* Somebody new is asked, with none of their words, and asked once. */
    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "held-subscribe");
    c = fixture_told(x, NOTICE_CONFIRM);
    assert_string_equal(fixture_pair(c, "category"), "Sleep");

    uint64_t held = c->held;

    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribe-unasked");
    assert_int_equal(x->changes.count, 0);
    OK(store_subscribed(x->f.db, x->other, fixture_person(x, eve).id, &subscribed, &x->why));
    assert_false(subscribed);
    APPLY(x, fixture_confirm(x, eve, held, ANSWER_YES), "subscribed");
    OK(store_subscribed(x->f.db, x->other, fixture_person(x, eve).id, &subscribed, &x->why));
    assert_true(subscribed);
    assert_int_equal(fixture_person(x, eve).consent_version, CONSENT_VERSION);
}

static void stop_and_leave(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob);
    struct mail *m;
    const struct change *c;
    bool muted;

    APPLY(x,
          fixture_command(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, person, question), INTENT_DO,
                          VERB_MUTE, ""),
          "muted");
    assert_int_equal(x->changes.count, 0);
    OK(store_muted(x->f.db, question, person, &muted, &x->why));
    assert_true(muted);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_STOP, ""), "stopped");
    assert_int_equal(fixture_person(x, bob).state, PERSON_STOPPED);
    m = reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    APPLY(x, m, "held-other");
    assert_int_equal(x->changes.count, 0); /* who said stop is not asked */
    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_START, ""), "started");
    assert_int_equal(fixture_person(x, bob).state, PERSON_MEMBER);

    /* u works on its token alone, for a stranger without verdict as well; its owner is told once, with undo. */
    m = fixture_mail(x, eve, fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, person, 0), INTENT_LEAVE, "");
    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "left");
    c = fixture_told(x, NOTICE_TOLD);
    assert_int_equal(c->person, person);
    assert_int_equal(command_number(str_of(fixture_pair(c, "undo_verb"))), VERB_START);
    assert_int_equal(fixture_person(x, bob).state, PERSON_STOPPED);
    m = fixture_mail(x, eve, fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, person, 0), INTENT_LEAVE, "");
    APPLY(x, m, "left");
    assert_int_equal(x->changes.count, 0);
    APPLY(x, fixture_command(x, bob, fixture_token(x, TOKEN_DO, VERB_START, person, 0), INTENT_DO, VERB_UNDO, ""),
          "started");
}

static void stranger_stops(void **state)
{
    struct fixture *x = fixture_open(state);

    APPLY(x, fixture_command(x, eve, "request", INTENT_COMMANDS, VERB_STOP, ""), "stopped");
    assert_int_equal(x->changes.count, 0);
    assert_int_equal(fixture_person(x, eve).state, PERSON_STOPPED);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_HELP, ""), "help");
    assert_int_equal(x->changes.count, 1);
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_CATEGORIES, ""), "help");
    assert_int_equal(x->changes.count, 0);                                                    /* one answer */
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_NAME, "Boss"), "help"); /* nothing else acts */
}

/* SECURITY.md 6, test 14: ten thousand forged requests, and the victim gets at most one mail with none of their words.
 */
static void bombing(void **state)
{
    static const struct {
        enum trust trust;
        enum verdict verdict;
        size_t most;
    } rows[] = {{TRUST_VERDICT, VERDICT_NONE, 0}, {TRUST_VERDICT, VERDICT_FAIL, 0}, {TRUST_ANY, VERDICT_NONE, 1}};
    struct fixture *x = fixture_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t mails = 0;
        const char *victim = mem_format(x, "victim%zu@v.example", i);

        x->conf->mail.trust = rows[i].trust;
        for (unsigned n = 0; n < 10000; n++) {
            void *job = mem_job("bomb");
            struct mail *m =
                fixture_command(x, victim, "sleep+subscribe", INTENT_SUBSCRIBE, VERB_SUBSCRIBE, "Attacker's words");
            struct changes changes = {0};

            m->origin.verdict = rows[i].verdict;
            OK(db_savepoint(x->f.db, &x->why));
            enum outcome o = forum_apply(&x->f, job, m, &changes, &x->why);

            assert_int_not_equal(o, REFUSED);
            if (o == DONE)
                OK(db_release(x->f.db, &x->why));
            else
                db_rollback_to(x->f.db);
            for (size_t c = 0; c < changes.count && o == DONE; c++, mails++)
                for (size_t p = 0; p < changes.list[c].pair_count; p++)
                    assert_null(strstr(changes.list[c].pairs[p].value, "Attacker"));
            mem_free(job);
            talloc_free(m);
        }
        assert_true(mails <= rows[i].most);
    }
}

/* Ten thousand victims: the fuse blows. */
static void fuse(void **state)
{
    struct fixture *x = fixture_open(state);
    size_t mails = 0;

    x->conf->mail.trust = TRUST_ANY;
    x->conf->limits.global_per_hour = 50;
    x->conf->limits.held_per_domain = 100000;
    for (unsigned n = 0; n < 500; n++) {
        fixture_apply(x,
                      fixture_mail(x, mem_format(x, "v%u@v%u.example", n, n), "sleep+subscribe", INTENT_SUBSCRIBE, ""));
        mails += x->changes.count;
    }
    assert_int_equal(mails, 50);
}

/* A member who is answered everything: twenty a day, and what the forum itself sends is never answered. */
static void budgets(void **state)
{
    struct fixture *x = fixture_open(state);
    size_t mails = 0;

    fixture_member(x, bob);
    fixture_member(x, "someone@forum.example");
    for (unsigned n = 0; n < 100; n++) {
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_WHOAMI, ""), "command");
        mails += x->changes.count;
    }
    assert_int_equal(mails, x->conf->limits.automatic_per_day);
    APPLY(x, fixture_command(x, "someone@forum.example", "request", INTENT_COMMANDS, VERB_WHOAMI, ""), "command");
    assert_int_equal(x->changes.count, 0);

    struct mail *m = fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_WHOAMI, "");

    x->f.now += DAY;
    m->origin.addressed = false; /* a blind copy */
    APPLY(x, m, "command");
    assert_int_equal(x->changes.count, 0);
}

static void caps(void **state)
{
    struct fixture *x = fixture_open(state);
    unsigned held = 0;

    x->conf->limits.held_per_domain = 5;
    for (unsigned n = 0; n < 20; n++) {
        struct mail *m = fixture_question(x, mem_format(x, "s%u@bad.example", n), "A title long enough", words);

        m->origin.verdict = VERDICT_FAIL;
        held += fixture_apply(x, m) == DONE;
    }
    assert_int_equal(held, 5);
    assert_string_equal(x->why.code, "4.7.1");
    /* Who forges a domain does not fill the room of those who write from it. */
    APPLY(x, fixture_question(x, "real@bad.example", "A title long enough", words), "held-newcomer");
}

/* ---- reports ---- */

static void reports(void **state)
{
    static const struct {
        const char *action, *status, *event;
        unsigned bounces;
    } rows[] = {{"failed", "5.1.1", "bounce-hard", 1},
                {"Failed", "4.2.2", "bounce-soft", 1},
                {"delayed", "4.0.0", "report-noted", 1},
                {"delivered", "2.0.0", "report-noted", 1}};
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, bob), id;
    struct notice n = {
        .person = person, .kind = NOTICE_TOLD, .created = x->f.now, .due = x->f.now, .give_up = x->f.now + DAY};
    struct mail *m;
    bool added;

    OK(store_notice_add(x->f.db, &n, &added, &id, &x->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        m = fixture_mail(x, "mailer-daemon@relay.example", fixture_token(x, TOKEN_BOUNCE, 0, 0, id), INTENT_REPORT, "");
        m->sender = mem_string(x, "");
        m->report.kind = REPORT_DELIVERY;
        m->report.action = mem_string(x, rows[i].action);
        m->report.status = mem_string(x, rows[i].status);
        APPLY(x, m, rows[i].event);
        assert_int_equal(x->changes.count, 0);
    }
    OK(store_notice_get(x->f.db, x, id, &n, &x->why));
    assert_true(n.bounces >= 1);

    /* Without a b token a report changes nothing. */
    m->recipients[0] = mem_string(x, "health");
    m->report.action = mem_string(x, "failed");
    m->origin.message_id = mem_string(x, "other@relay.example");
    APPLY(x, m, "report-unclaimed");

    /* A complaint counts when it shows a Message-ID only the complainant's mail had. */
    m = fixture_mail(x, "fbl@provider.example", "abuse", INTENT_COMPLAINT, "");
    m->report.kind = REPORT_ABUSE;
    m->report.original_message_id = mem_string(x, "<forged@forum.example>");
    APPLY(x, m, "complaint-unverified");
    assert_int_equal(fixture_person(x, bob).state, PERSON_MEMBER);
    m = fixture_mail(x, "fbl@provider.example", "abuse", INTENT_AUTOMATIC, "");
    m->report.kind = REPORT_ABUSE;
    m->report.feedback_type = mem_string(x, "not-spam"); /* that is none */
    m->report.original_message_id =
        mem_format(x, "<%s@forum.example>", fixture_token(x, TOKEN_MESSAGE_ID, MESSAGE_ID_NOTICE, person, id));
    m->origin.message_id = mem_string(x, "not-spam@provider.example");
    APPLY(x, m, "report-unclaimed");
    assert_int_equal(fixture_person(x, bob).state, PERSON_MEMBER);
    m = fixture_mail(x, "fbl@provider.example", "abuse", INTENT_COMPLAINT, "");
    m->report.kind = REPORT_ABUSE;
    m->report.original_message_id =
        mem_format(x, "<%s@forum.example>", fixture_token(x, TOKEN_MESSAGE_ID, MESSAGE_ID_NOTICE, person, id));
    APPLY(x, m, "complaint");
    assert_int_equal(fixture_person(x, bob).state, PERSON_STOPPED);
}

/* ---- rule 8 ---- */

static void misaddressed(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob);
    struct mail *m;

    m = fixture_question(x, bob, "A title long enough", words);
    m->intent.kind = INTENT_MISADDRESSED;
    m->origin.references = mem_array(x, 1, sizeof(char *));
    m->origin.references[0] = mem_string(x, fixture_token(x, TOKEN_MESSAGE_ID, MESSAGE_ID_POST, person, question));
    m->origin.reference_count = 1;
    APPLY(x, m, "answer-posted");
    assert_int_equal(fixture_post(x, x->changes.post).parent, question);

    /* The same references in somebody else's mail: asked, and with ok it is a question. */
    fixture_member(x, eve);
    struct mail *other = fixture_question(x, eve, "Another title, as long", words);

    other->intent.kind = INTENT_MISADDRESSED;
    other->origin.references = m->origin.references;
    other->origin.reference_count = 1;
    APPLY(x, other, "held-misaddressed");
    APPLY(x, fixture_confirm(x, eve, x->changes.held, ANSWER_YES), "question-posted");
}

static void unrelated(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x), person = fixture_member(x, bob);

    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_UNRELATED, words), "held-unrelated");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CHOICE), "why"), "unrelated");
    APPLY(x, fixture_confirm(x, bob, x->changes.held, ANSWER_YES), "answer-posted");
    APPLY(x, reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ASKED_WORDS, "I want out of here now"),
          "held-words");
    APPLY(x, fixture_confirm(x, bob, x->changes.held, ANSWER_YES), "answer-posted");
}

/* Whatever a parser that was taken over says of a mail, it acts only as far as its recipient and its sender go. */
static void hostile_parser(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = asked(x);

    fixture_member(x, bob);
    for (int kind = INTENT_NOTHING; kind <= INTENT_ROLE; kind++) {
        struct mail *m = fixture_mail(x, bob, "request", (enum intent_kind)kind, words);

        m->intent.answer = ANSWER_YES;
        if (fixture_apply(x, m) != DONE)
            fail_msg("kind %d: %s", kind, x->why.text);
        assert_int_equal(x->changes.post, 0);
    }
    assert_int_equal(fixture_post(x, question).revision, 1);
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

    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "Words nobody has looked at."), "waits-all");
    assert_int_equal(fixture_post(x, post).state, POST_WAITING);
    x->changes = (struct changes){0};
    OK(moderate_decide(&x->f, x, &x->changes, post, 0, true, "", &first, &x->why));
    assert_true(first);
    assert_int_equal(fixture_post(x, post).state, POST_VISIBLE);
    assert_null(fixture_change(x, CHANGE_POSTED)); /* everybody had it */
    assert_non_null(strstr(fixture_pair(fixture_told(x, NOTICE_TOLD), "text"), "Words nobody has looked at."));
    assert_int_equal(fixture_person(x, ann).accepted, 1);
}

static void edits_have_a_limit(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t person = fixture_member(x, ann), post;

    x->conf->limits.answers_per_hour = 3;
    post = asked(x);
    for (unsigned i = 0; i < 3; i++)
        APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, mem_format(x, "These are better words, number %u.", i)),
              "post-edited");
    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These are one too many."), "edit-refused");
    assert_int_equal(fixture_post(x, post).revision, 4);
    x->f.now += HOUR;
    APPLY(x, reply(x, ann, person, REPLY_TO_RECEIPT, post, INTENT_EDIT, "These can wait for an hour."), "post-edited");
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
    question = asked(x);
    APPLY(x, reply(x, bob, fixture_person(x, bob).id, REPLY_TO_NOTICE, question, INTENT_ANSWER, words), "answer-posted");
    answer = x->changes.post;
    x->f.now += HOUR;
    APPLY(x, reply(x, ann, fixture_person(x, ann).id, REPLY_TO_NOTICE, answer, INTENT_COMMENT, words), "comment-posted");
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

UNIT_MAIN(UNIT(newcomer), UNIT(newcomer_drops), UNIT(newcomer_expires), UNIT(newcomer_policies),
          UNIT(answer_and_comment), UNIT(follow_up), UNIT(names), UNIT(undo_and_delete), UNIT(edit_and_choice), UNIT(edit_in_parts), UNIT(guard),
          UNIT(forgeries), UNIT(expired), UNIT(duplicates), UNIT(without_message_id), UNIT(automatic), UNIT(subscribe), UNIT(stop_and_leave),
          UNIT(stranger_stops), UNIT(bombing), UNIT(fuse), UNIT(budgets), UNIT(caps), UNIT(reports), UNIT(misaddressed),
          UNIT(unrelated), UNIT(hostile_parser), UNIT(edits_wait_as_well), UNIT(edits_have_a_limit), UNIT(getting))
