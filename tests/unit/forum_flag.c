/* Reports: counted once each, heard at 1, 3 and 5, hidden at 5, and nobody learns whose they are. */
#include "forum_fixture.h"
#include "store/flag.h"

static const char ann[] = "ann@a.example", mo[] = "mo@m.example";
static const char words[] = "Words that are long enough.";

struct scene {
    struct fixture *x;
    uint64_t ann, mo, question;
};

/* Ann asked long ago; Mo moderates. */
static struct scene scene_open(void **state)
{
    struct scene s = {.x = fixture_open(state)};

    s.ann = fixture_member(s.x, ann);
    s.mo = fixture_member(s.x, mo);
    OK(store_role_set(s.x->f.db, s.mo, s.x->category, RUNG_MODERATOR, &s.x->why));
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    return s;
}

static void report(struct scene *s, const char *from, const char *reason, const char *event)
{
    APPLY(s->x,
          fixture_command(s->x, from, "request", INTENT_COMMANDS, VERB_REPORT,
                          mem_format(s->x, "Q%llu %s", (unsigned long long)s->question, reason)),
          event);
}

static struct mail *command(struct scene *s, const char *from, enum verb verb)
{
    return fixture_command(s->x, from, "request", INTENT_COMMANDS, verb, mem_format(s->x, "Q%llu", (unsigned long long)s->question));
}

static const char *member(struct scene *s, unsigned n)
{
    const char *address = mem_format(s->x, "n%u@n%u.example", n, n);

    fixture_member(s->x, address);
    return address;
}

static struct mail *desk(struct scene *s, const char *from, uint64_t person, const char *text)
{
    return fixture_mail(s->x, from, fixture_token(s->x, TOKEN_DO, VERB_FLAGGED, person, s->question), INTENT_DO, text);
}

static void heard_at_odd_counts_and_hidden_at_five(void **state)
{
    static const struct {
        bool heard, hidden;
    } rows[] = {{true, false}, {false, false}, {true, false}, {false, false}, {true, true}};
    struct scene s = scene_open(state);

    for (unsigned i = 0; i < 5; i++) {
        const struct change *c;

        report(&s, member(&s, i), "it is spam", "reported");
        c = fixture_told(s.x, NOTICE_FLAGGED);
        assert_int_equal(c != NULL, rows[i].heard);
        assert_int_equal(fixture_post(s.x, s.question).state, rows[i].hidden ? POST_HIDDEN : POST_VISIBLE);
        assert_int_equal(s.x->changes.post, 0); /* the journal says who wrote, so not about what */
        if (c == NULL)
            continue;
        assert_int_equal(c->person, s.mo);
        assert_string_equal(fixture_pair(c, "count"), mem_format(s.x, "%u", i + 1));
        assert_string_equal(fixture_pair(c, "reason"), "it is spam");
        assert_string_equal(fixture_pair(c, "hidden"), rows[i].hidden ? "yes" : "");
    }
    report(&s, member(&s, 9), "late", "report-refused");
}

static void each_once_and_never_ones_own(void **state)
{
    struct scene s = scene_open(state);
    const char *eve = member(&s, 1);
    uint64_t count;

    report(&s, ann, "", "report-refused");
    report(&s, eve, "", "reported");
    report(&s, eve, "again", "reported");
    assert_null(fixture_told(s.x, NOTICE_FLAGGED));
    OK(store_flag_count(s.x->f.db, s.question, &count, &s.x->why));
    assert_int_equal(count, 1);
    APPLY(s.x, command(&s, eve, VERB_UNREPORT), "report-undone");
    OK(store_flag_count(s.x->f.db, s.question, &count, &s.x->why));
    assert_int_equal(count, 0);
    APPLY(s.x, command(&s, eve, VERB_UNREPORT), "report-refused"); /* once */
}

/* No post, one that nobody sees yet, and a moderator's own: of that no moderator hears. */
static void what_is_not_reported(void **state)
{
    struct scene s = scene_open(state);
    const char *eve = member(&s, 1);
    uint64_t question = s.question;

    s.question = 99;
    report(&s, eve, "", "report-refused");
    s.question = question;
    s.x->f.now -= 2 * HOUR;
    report(&s, eve, "", "report-refused");
    s.x->f.now += 2 * HOUR;
    APPLY(s.x, fixture_question(s.x, mo, "A title of a moderator", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    report(&s, eve, "", "reported-unheard");
    assert_null(fixture_told(s.x, NOTICE_FLAGGED));
}

static void reports_have_a_limit(void **state)
{
    struct scene s = scene_open(state);
    const char *eve = member(&s, 1);

    s.x->conf->limits.reports_per_hour = 2;
    report(&s, eve, "", "reported");
    report(&s, eve, "", "reported");
    report(&s, eve, "", "report-refused");
    s.x->f.now += HOUR;
    report(&s, eve, "", "reported");
}

static void the_reason_does_not_tell_whose_it_is(void **state)
{
    struct scene s = scene_open(state);
    const char *eve = member(&s, 1);
    struct mail *m = fixture_command(s.x, eve, "request", INTENT_COMMANDS, VERB_REPORT, "");

    m->origin.from_name = mem_string(s.x, "Eve Torrance");
    m->intent.commands[0].argument =
        mem_format(s.x, "Q%llu I, Eve Torrance, was insulted, write to n1@n1.example", (unsigned long long)s.question);
    APPLY(s.x, m, "reported");
    assert_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_FLAGGED), "reason"), "Torrance"));
    assert_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_FLAGGED), "reason"), "n1@"));
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_FLAGGED), "reason"), "insulted"));
}

static void moderators_clear_or_hide(void **state)
{
    struct scene s = scene_open(state);
    uint64_t count;

    for (unsigned i = 0; i < 5; i++)
        report(&s, member(&s, i), "", "reported");
    APPLY(s.x, desk(&s, mo, s.mo, "Who would write that?"), "not-understood");
    APPLY(s.x, desk(&s, ann, s.ann, "ok"), "review-refused");
    APPLY(s.x, desk(&s, mo, s.mo, "ok"), "reports-cleared");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_VISIBLE);
    OK(store_flag_count(s.x->f.db, s.question, &count, &s.x->why));
    assert_int_equal(count, 0);
    APPLY(s.x, desk(&s, mo, s.mo, "ok"), "report-refused"); /* nothing is left to clear */
    APPLY(s.x, desk(&s, mo, s.mo, "Hide, please: it names people."), "hidden");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_HIDDEN);
    APPLY(s.x, desk(&s, mo, s.mo, "hide"), "hidden");
}

/* What an editor took away stays away, and what an editor brought back comes back once. */
static void clearing_undoes_reports_alone(void **state)
{
    struct scene s = scene_open(state);

    report(&s, member(&s, 0), "", "reported");
    APPLY(s.x, command(&s, ann, VERB_CLEAR), "report-refused"); /* no editor */
    APPLY(s.x, command(&s, mo, VERB_HIDE), "hidden");
    APPLY(s.x, command(&s, mo, VERB_CLEAR), "reports-cleared");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_HIDDEN);

    APPLY(s.x, command(&s, mo, VERB_UNHIDE), "unhidden");
    for (unsigned i = 1; i <= 5; i++)
        report(&s, member(&s, i), "", "reported");
    APPLY(s.x, command(&s, mo, VERB_UNHIDE), "unhidden");
    APPLY(s.x, command(&s, mo, VERB_CLEAR), "reports-cleared");
    assert_int_equal(s.x->changes.count, 1); /* its author heard before */

    for (unsigned i = 6; i <= 10; i++)
        report(&s, member(&s, i), "", "reported");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_HIDDEN);
    APPLY(s.x, desk(&s, mo, s.mo, "hide: I have looked at it"), "hidden");
    APPLY(s.x, command(&s, mo, VERB_CLEAR), "reports-cleared");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_HIDDEN);
}

/* Five reported it and an editor brought it back; then its author wrote it anew, and that was refused. */
static void what_was_refused_stays_away(void **state)
{
    struct scene s = scene_open(state);
    bool first;

    for (unsigned i = 0; i < 5; i++)
        report(&s, member(&s, i), "", "reported");
    APPLY(s.x, command(&s, mo, VERB_UNHIDE), "unhidden");
    s.x->conf->people.moderation = POLICY_ALL;
    APPLY(s.x,
          fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.ann, s.question), INTENT_EDIT, "Words nobody has looked at."),
          "waits-all");
    OK(moderate_decide(&s.x->f, s.x, &s.x->changes, s.question, s.mo, false, "", &first, &s.x->why));
    APPLY(s.x, command(&s, mo, VERB_CLEAR), "reports-cleared");
    assert_int_equal(fixture_post(s.x, s.question).state, POST_HIDDEN);
    APPLY(s.x, command(&s, mo, VERB_UNHIDE), "hide-refused");
}

/* ---- decisions about another text than the one that waits ---- */

static struct mail *decision(struct scene *s, unsigned verb, unsigned shown, const char *text)
{
    struct token token = {.kind = TOKEN_DO,
                          .verb = verb,
                          .generation = fixture_person(s->x, mo).generation,
                          .expiry = shown,
                          .person = s->mo,
                          .object = s->question};
    char *local = mem_array(s->x, SEAL_TOKEN_TEXT + 1, 1);

    token_make(s->x->f.seal, &token, local);
    return fixture_mail(s->x, mo, local, INTENT_DO, text);
}

static void a_late_ok_is_for_what_it_read(void **state)
{
    static const struct {
        unsigned verb, shown;
        const char *text, *event;
    } rows[] = {
        {VERB_DECIDE, 1, "ok", "review-older"}, {VERB_DECIDE, 1, "no, thanks", "review-older"}, {VERB_REVIEW, 16000, "ok", "review-older"},
        {VERB_DECIDE, 2, "Edit: Words nobody has looked at, so ask me at mo@m.example about them.", "edit-refused"},
        {VERB_DECIDE, 2, "ok", "review-accepted"}, {VERB_DECIDE, 2, "ok", "review-late"},
    };
    struct scene s = scene_open(state);

    s.x->conf->people.moderation = POLICY_ALL;
    APPLY(s.x,
          fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.ann, s.question), INTENT_EDIT, "Words nobody has looked at."),
          "waits-all");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_REVIEW), "revision"), "2");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct change *c;

        APPLY(s.x, decision(&s, rows[i].verb, rows[i].shown, rows[i].text), rows[i].event);
        c = fixture_told(s.x, NOTICE_REVIEW);
        assert_int_equal(c != NULL, strcmp(rows[i].event, "review-older") == 0);
        if (c == NULL)
            continue;
        assert_int_equal(c->person, s.mo);
        assert_string_equal(fixture_pair(c, "newer"), "yes");
        assert_string_equal(fixture_pair(c, "text"), "Words nobody has looked at.");
        assert_int_equal(fixture_post(s.x, s.question).state, POST_WAITING);
    }
}

/* Nobody moderates there, or only who wrote it: the operator is to hear. */
static void somebody_hears_of_it(void **state)
{
    struct scene s = scene_open(state);

    OK(store_role_set(s.x->f.db, s.mo, s.x->category, RUNG_UNKNOWN, &s.x->why));
    report(&s, member(&s, 0), "it is spam", "reported-unheard");
    report(&s, member(&s, 1), "", "reported"); /* the second is heard of nowhere */
    OK(store_role_set(s.x->f.db, s.ann, s.x->category, RUNG_MODERATOR, &s.x->why));
    report(&s, member(&s, 2), "", "reported-unheard");
    assert_null(fixture_told(s.x, NOTICE_FLAGGED));
}

/* Nor does who wants to hear of none, but what is hidden by reports is told whatever they set. */
static void somebody_wants_to_hear(void **state)
{
    static const struct {
        enum notify_value value;
        const char *first, *fifth;
    } rows[] = {{NOTIFY_NOW, "reported", "reported"}, {NOTIFY_DAILY, "reported", "reported"}, {NOTIFY_OFF, "reported-unheard", "reported"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s = scene_open(state);

        OK(store_notify_set(s.x->f.db, s.mo, NOTIFY_FLAGGED, rows[i].value, &s.x->why));
        report(&s, member(&s, 0), "it is spam", rows[i].first);
        assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_FLAGGED), "at_once"), "");
        for (unsigned n = 1; n < 4; n++)
            OK(fixture_apply(s.x, command(&s, member(&s, n), VERB_REPORT)));
        report(&s, member(&s, 4), "", rows[i].fifth);
        assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_FLAGGED), "at_once"), "yes");
    }
}

UNIT_MAIN(UNIT(heard_at_odd_counts_and_hidden_at_five), UNIT(each_once_and_never_ones_own), UNIT(what_is_not_reported), UNIT(reports_have_a_limit),
          UNIT(the_reason_does_not_tell_whose_it_is), UNIT(moderators_clear_or_hide), UNIT(clearing_undoes_reports_alone), UNIT(what_was_refused_stays_away),
          UNIT(a_late_ok_is_for_what_it_read), UNIT(somebody_hears_of_it), UNIT(somebody_wants_to_hear))
