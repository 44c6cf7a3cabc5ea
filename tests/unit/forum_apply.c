/* Mails in, changes out: what counts at all, and whose it is taken for. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

static void forgeries(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob), first;
    struct mail *m;
    const struct change *c;

    m = fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
    m->origin.verdict = VERDICT_FAIL;
    APPLY(x, m, "held-verdict");
    first = x->changes.held;
    c = fixture_told(x, NOTICE_ASK);
    assert_int_equal(c->person, person);
    assert_string_equal(fixture_pair(c, "whose"), "no");
    assert_string_equal(fixture_pair(c, "time"), "2027-01-16 08:00 UTC");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, "timezone +05:30"), "command");

    m = fixture_reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, "Attacker's text stands here.");
    APPLY(x, m, "held-other"); /* not asked again within a day */
    assert_int_equal(x->changes.count, 0);
    x->f.now += DAY;
    m = fixture_reply(x, eve, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, "Attacker's text stands here.");
    APPLY(x, m, "held-other");
    c = fixture_told(x, NOTICE_ASK);
    assert_int_equal(c->person, person);
    assert_string_equal(fixture_pair(c, "whose"), "yes");
    assert_string_equal(fixture_pair(c, "time"), "2027-01-17 13:30"); /* by his clocks, not by hers */
    for (size_t i = 0; i < c->pair_count; i++)
        assert_null(strstr(c->pairs[i].value, "Attacker"));
    APPLY(x, fixture_confirm(x, bob, c->held, ANSWER_THEIRS), "dropped");

    APPLY(x, fixture_confirm(x, bob, first, ANSWER_MINE), "answer-posted");
    assert_int_equal(fixture_post(x, x->changes.post).author, person);

    m = fixture_confirm(x, bob, first, ANSWER_YES); /* somebody else's c token */
    m->origin.from = mem_string(x, eve);
    APPLY(x, m, "held-stranger");
    m = fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ANSWER, words);
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
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);
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

/* Of several places in the forum that a mail went to, one counts, and whoever sent it is told. */
static void several(void **state)
{
    static const struct {
        const char *to, *and, *event;
        enum intent_kind kind;
        bool told;
    } rows[] = {
        {"health", "sleep", "question-posted", INTENT_QUESTION, true},
        {"postmaster", "health", "question-posted", INTENT_QUESTION, true},
        {"health", "request", "question-posted", INTENT_QUESTION, true},
        {"health", "Health", "question-posted", INTENT_QUESTION, false},
        {"health", "ask", "question-posted", INTENT_QUESTION, false},        /* the same by another name */
        {"health", "reply", "question-posted", INTENT_QUESTION, false},      /* where a client's "reply to all" goes as well */
        {"health", "cooking", "question-posted", INTENT_QUESTION, false},    /* is none */
        {"sleep+subscribe", "health", "subscribed", INTENT_SUBSCRIBE, true},
        {"sleep+subscribe", "health+subscribe", "subscribed", INTENT_SUBSCRIBE, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = fixture_open(state);
        struct mail *m = fixture_mail(x, ann, rows[i].to, rows[i].kind, words);
        const char *said = NULL;

        fixture_member(x, ann);
        m->intent.title = mem_string(x, "A title long enough");
        m->recipients = mem_array(x, 2, sizeof *m->recipients);
        m->recipients[0] = mem_string(x, rows[i].to);
        m->recipients[1] = mem_string(x, rows[i].and);
        m->recipient_count = 2;
        APPLY(x, m, rows[i].event);
        for (size_t c = 0; c < x->changes.count; c++)
            said = fixture_pair(&x->changes.list[c], "several") != NULL ? fixture_pair(&x->changes.list[c], "several") : said;
        if ((said != NULL) != rows[i].told)
            fail_msg("%s, %s", rows[i].to, rows[i].and);
        m->origin.verdict = VERDICT_FAIL; /* who is asked whether it is theirs may not have sent it */
        m->origin.message_id = mem_string(x, "another@client.example");
        APPLY(x, m, "held-verdict");
        assert_null(fixture_pair(fixture_told(x, NOTICE_ASK), "several"));
    }
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
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);

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

    /* Nor does one of a notice that is gone, with its person or with time: it is taken all the same. */
    m->recipients[0] = mem_string(x, fixture_token(x, TOKEN_BOUNCE, 0, 0, 999));
    m->report.action = mem_string(x, "failed");
    m->origin.message_id = mem_string(x, "late@relay.example");
    APPLY(x, m, "report-unclaimed");

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

static void misaddressed(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);
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
    uint64_t question = fixture_asked(x), person = fixture_member(x, bob);

    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_UNRELATED, words), "held-unrelated");
    assert_string_equal(fixture_pair(fixture_told(x, NOTICE_CHOICE), "why"), "unrelated");
    APPLY(x, fixture_confirm(x, bob, x->changes.held, ANSWER_YES), "answer-posted");
    APPLY(x, fixture_reply(x, bob, person, REPLY_TO_NOTICE, question, INTENT_ASKED_WORDS, "I want out of here now"),
          "held-words");
    APPLY(x, fixture_confirm(x, bob, x->changes.held, ANSWER_YES), "answer-posted");
}

/* Whatever a parser that was taken over says of a mail, it acts only as far as its recipient and its sender go. */
static void hostile_parser(void **state)
{
    struct fixture *x = fixture_open(state);
    uint64_t question = fixture_asked(x);

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

UNIT_MAIN(UNIT(forgeries), UNIT(expired), UNIT(duplicates), UNIT(several), UNIT(without_message_id), UNIT(automatic),
          UNIT(reports), UNIT(misaddressed), UNIT(unrelated), UNIT(hostile_parser))
