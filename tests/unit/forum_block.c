/* Notes between moderators and authors, and people who may not take part any more: who may do it, and what is left to whom. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", mo[] = "mo@m.example", ada[] = "ada@a.example";
static const char bob[] = "bob@b.example";
static const char words[] = "Words that are long enough.";

struct scene {
    struct fixture *x;
    uint64_t ann, mo, ada, question;
};

static struct scene scene_open(void **state)
{
    struct scene s = {.x = fixture_open(state)};

    s.ann = fixture_member(s.x, ann);
    s.mo = fixture_member(s.x, mo);
    s.ada = fixture_member(s.x, ada);
    OK(store_role_set(s.x->f.db, s.mo, s.x->category, RUNG_MODERATOR, &s.x->why));
    OK(store_role_set(s.x->f.db, s.ada, s.x->category, RUNG_ADMIN, &s.x->why));
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    return s;
}

static struct mail *command(struct scene *s, const char *from, enum verb verb, const char *argument)
{
    return fixture_command(s->x, from, "request", INTENT_COMMANDS, verb, argument);
}

static struct mail *desk(struct scene *s, const char *from, uint64_t person, enum verb verb, const char *text)
{
    struct mail *m = fixture_mail(s->x, from, fixture_token(s->x, TOKEN_DO, verb, person, s->question), INTENT_DO, text);

    m->origin.from_name = mem_string(s->x, "Mo Torrance");
    return m;
}

static void a_note_goes_there_and_back(void **state)
{
    struct scene s = scene_open(state);
    const struct change *c;

    APPLY(s.x, command(&s, ann, VERB_NOTE, "Q1 Who are you?"), "note-refused");
    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "note: Could you say\nwhich town, to mo@m.example?\n\nMo Torrance"), "note-sent");
    c = fixture_told(s.x, NOTICE_NOTE);
    assert_int_equal(c->person, s.ann);
    assert_string_equal(fixture_pair(c, "from_author"), "");
    assert_non_null(strstr(fixture_pair(c, "text"), "which town"));
    assert_null(strstr(fixture_pair(c, "text"), "Torrance"));
    assert_null(strstr(fixture_pair(c, "text"), "mo@"));

    APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, "In Ulm, says ann@a.example."), "note-answered");
    c = fixture_told(s.x, NOTICE_NOTE);
    assert_string_equal(fixture_pair(c, "from_author"), "yes");
    assert_string_equal(fixture_pair(c, "name"), fixture_post(s.x, s.question).name);
    assert_null(strstr(fixture_pair(c, "text"), "ann@"));
    assert_int_equal(s.x->changes.count, 3); /* both who moderate, and the author's own */

    APPLY(s.x, desk(&s, mo, s.mo, VERB_NOTE, "Thank you."), "note-sent");
    assert_int_equal(fixture_told(s.x, NOTICE_NOTE)->person, s.ann);
    for (unsigned i = 0; i < 4; i++)
        APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, mem_format(s.x, "Number %u.", i)), "note-answered");
    APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, "One too many."), "note-refused");
}

static void a_note_has_words(void **state)
{
    struct scene s = scene_open(state);

    APPLY(s.x, command(&s, mo, VERB_NOTE, "Q1"), "note-refused");
    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "note"), "note-refused");
    APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, ""), "note-refused");
    assert_null(fixture_told(s.x, NOTICE_NOTE));
}

/* Who wrote the post may moderate as well, and does not write to themselves. */
static void a_moderator_answers_a_note(void **state)
{
    struct scene s = scene_open(state);
    unsigned notes = 0;

    APPLY(s.x, fixture_question(s.x, mo, "A title of a moderator", words), "question-posted");
    s.question = s.x->changes.post;
    APPLY(s.x, desk(&s, ada, s.ada, VERB_FLAGGED, "note: Is that so?"), "note-sent");
    assert_int_equal(fixture_told(s.x, NOTICE_NOTE)->person, s.mo);
    APPLY(s.x, desk(&s, mo, s.mo, VERB_NOTE, "It is."), "note-answered");
    for (size_t i = 0; i < s.x->changes.count; i++)
        if (s.x->changes.list[i].notice == NOTICE_NOTE && ++notes > 0)
            assert_int_equal(s.x->changes.list[i].person, s.ada);
    assert_int_equal(notes, 1);
}

/* Asks, and is what `rung` says everywhere, and in that state then. */
static uint64_t asked_by(struct scene *s, const char *from, enum rung rung, enum person_state state)
{
    uint64_t post;
    struct person p;

    fixture_member(s->x, from);
    APPLY(s->x, fixture_question(s->x, from, mem_format(s->x, "A title of number %d", (int)state), words), "question-posted");
    post = s->x->changes.post;
    p = fixture_person(s->x, from);
    p.rung = rung;
    p.state = state;
    OK(person_save(&s->x->f, &p, &s->x->why));
    return post;
}

static const char *answered(struct scene *s, enum verb verb, uint64_t post)
{
    if (fixture_apply(s->x, command(s, mo, verb, mem_format(s->x, "Q%llu", (unsigned long long)post))) != DONE)
        fail_msg("%s", s->x->why.text);
    return fixture_pair(fixture_told(s->x, NOTICE_TOLD), "text");
}

static void who_may_block_whom(void **state)
{
    struct scene s = scene_open(state);
    struct person p;
    uint64_t of_mo, of_ada, of_eve = asked_by(&s, "eve@e.example", RUNG_MODERATOR, PERSON_MEMBER), of_fred = asked_by(&s, "fred@f.example", RUNG_TRUSTED, PERSON_FORGOTTEN);

    OK(store_role_set(s.x->f.db, fixture_member(s.x, bob), s.x->category, RUNG_EDITOR, &s.x->why));

    APPLY(s.x, fixture_question(s.x, mo, "A title of a moderator", words), "question-posted");
    of_mo = s.x->changes.post;
    APPLY(s.x, fixture_question(s.x, ada, "A title of an admin", words), "question-posted");
    of_ada = s.x->changes.post;
    s.x->f.now += HOUR;

    const struct {
        const char *from;
        enum verb verb;
        uint64_t post;
        const char *event;
    } rows[] = {
        {ann, VERB_BLOCK, of_mo, "block-refused"},           {mo, VERB_BLOCK, of_mo, "block-refused"}, /* oneself */
        {mo, VERB_UNBLOCK, s.question, "block-refused"},
        {mo, VERB_BLOCK, of_fred, "block-refused"}, /* forgotten */
        {bob, VERB_BLOCK, s.question, "block-refused"}, /* an editor */
        {mo, VERB_BLOCK, 99, "block-refused"},               {mo, VERB_BLOCK, s.question, "blocked-author"},
        {mo, VERB_BLOCK, s.question, "blocked-author"}, /* once more */
        {bob, VERB_UNBLOCK, s.question, "block-refused"},
        {mo, VERB_UNBLOCK, s.question, "unblocked-author"},  {mo, VERB_UNBLOCK, s.question, "block-refused"},
        {ada, VERB_BLOCK, of_mo, "blocked-author"},          {ada, VERB_UNBLOCK, of_mo, "unblocked-author"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        APPLY(s.x, command(&s, rows[i].from, rows[i].verb, mem_format(s.x, "Q%llu why", (unsigned long long)rows[i].post)), rows[i].event);

    /* Who moderates, there or elsewhere, is not blocked; but that somebody does, no answer tells. */
    for (size_t i = 0; i < 2; i++) {
        uint64_t post = i == 0 ? of_ada : of_eve;

        assert_non_null(strstr(answered(&s, VERB_BLOCK, post), "may read and leave, and nothing else"));
        assert_null(fixture_told(s.x, NOTICE_BLOCKED));
        OK(store_person_get(s.x->f.db, s.x, fixture_post(s.x, post).author, &p, &s.x->why));
        assert_int_equal(p.state, PERSON_MEMBER);
        assert_non_null(strstr(answered(&s, VERB_UNBLOCK, post), "any more. Its author is told when"));
        assert_non_null(strstr(answered(&s, VERB_UNBLOCK, post), "Nobody is blocked because of that post"));
    }
}

/* What nobody sees yet is not there for a moderator who guesses its number; what waits for them is. */
static void a_guessed_number_is_no_post(void **state)
{
    struct scene s = scene_open(state);
    uint64_t early, waits;
    char *none = mem_string(s.x, answered(&s, VERB_NOTE, 99));

    APPLY(s.x, fixture_question(s.x, ann, "A title in its hold", words), "question-posted");
    early = s.x->changes.post;
    assert_string_equal(answered(&s, VERB_NOTE, early), none);
    s.x->conf->people.moderation = POLICY_ALL;
    APPLY(s.x, fixture_question(s.x, ann, "A title that waits", words), "waits-all");
    waits = s.x->changes.post;
    APPLY(s.x, command(&s, mo, VERB_NOTE, mem_format(s.x, "Q%llu Who are you?", (unsigned long long)waits)), "note-sent");
    APPLY(s.x, command(&s, mo, VERB_BLOCK, mem_format(s.x, "Q%llu", (unsigned long long)waits)), "blocked-author");
    APPLY(s.x, fixture_mail(s.x, mo, fixture_token(s.x, TOKEN_DO, VERB_UNBLOCK, s.mo, waits), INTENT_DO, ""), "unblocked-author");
    s.x->f.now += HOUR;
    APPLY(s.x, command(&s, mo, VERB_NOTE, mem_format(s.x, "Q%llu Who are you?", (unsigned long long)early)), "note-sent");
}

/* Who moderates anything is told that a number is none, in the same words whatever they may not see; nobody else is. */
static void a_wrong_number(void **state)
{
    static const enum verb verbs[] = {VERB_NOTE, VERB_BLOCK, VERB_CLEAR};
    struct scene s = scene_open(state);
    uint64_t elsewhere, early;
    struct mail *m = fixture_question(s.x, ann, "A title in another one", "Other words that are long enough.");

    m->recipients[0] = mem_string(s.x, "sleep");
    APPLY(s.x, m, "question-posted");
    elsewhere = s.x->changes.post;
    s.x->f.now += HOUR;
    OK(store_post_state(s.x->f.db, elsewhere, POST_HIDDEN, &s.x->why));
    APPLY(s.x, fixture_question(s.x, ann, "A title in its hold", words), "question-posted");
    early = s.x->changes.post;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        char *none = mem_string(s.x, answered(&s, verbs[i], 99));

        assert_non_null(strstr(none, "There is no post with that number."));
        assert_string_equal(answered(&s, verbs[i], elsewhere), none); /* hidden, and not theirs to see */
        assert_string_equal(answered(&s, verbs[i], early), none);
        OK(store_post_state(s.x->f.db, elsewhere, POST_VISIBLE, &s.x->why));
        assert_string_not_equal(answered(&s, verbs[i], elsewhere), none);
        OK(store_post_state(s.x->f.db, elsewhere, POST_HIDDEN, &s.x->why));
        if (fixture_apply(s.x, command(&s, ann, verbs[i], "Q99 why")) != DONE)
            fail();
        assert_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "no post with that number"));
    }
}

static void what_is_left_to_the_blocked(void **state)
{
    static const struct {
        enum verb verb;
        const char *event;
    } rows[] = {
        {VERB_LIST, "command"}, {VERB_GET, "command"},     {VERB_SEARCH, "command"}, {VERB_UNSUBSCRIBE, "command"}, {VERB_UP, "blocked"},
        {VERB_REPORT, "blocked"}, {VERB_NAME, "blocked"},  {VERB_START, "blocked"},  {VERB_SUBSCRIBE, "blocked"},
        {VERB_FORGET, "blocked"}, /* they could come back */
        {VERB_STOP, "stopped"},   {VERB_UNFOLLOW, "unfollowed"},
    };
    struct scene s = scene_open(state);
    const struct change *c;

    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "block: It is all advertising."), "blocked-author");
    c = fixture_told(s.x, NOTICE_BLOCKED);
    assert_int_equal(c->person, s.ann);
    assert_string_equal(fixture_pair(c, "reason"), "It is all advertising.");
    assert_int_equal(fixture_person(s.x, ann).state, PERSON_BLOCKED);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        APPLY(s.x, command(&s, ann, rows[i].verb, "Q1"), rows[i].event);
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", "Other words that are long enough."), "blocked");
    assert_int_equal(s.x->changes.count, 0);
    APPLY(s.x, fixture_mail(s.x, ann, "request", INTENT_COMMANDS, ""), "blocked"); /* not even help */
    APPLY(s.x, fixture_command(s.x, ann, "sleep+unsubscribe", INTENT_UNSUBSCRIBE, VERB_UNSUBSCRIBE, ""), "unsubscribed");
    APPLY(s.x, fixture_command(s.x, ann, "sleep", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE, ""), "unsubscribed");
    APPLY(s.x, fixture_command(s.x, ann, "sleep", INTENT_ASKED_WORDS, VERB_SUBSCRIBE, ""), "blocked");
    APPLY(s.x, fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, s.ann, 0), INTENT_LEAVE, ""), "left");
}

/* Beside what is left to them they do nothing, in one mail with it neither. */
static void and_nothing_else(void **state)
{
    static const enum verb left[] = {VERB_HELP, VERB_CATEGORIES, VERB_LIST, VERB_GET, VERB_SEARCH, VERB_UNSUBSCRIBE, VERB_STOP, VERB_MUTE, VERB_UNFOLLOW, VERB_WHOAMI};
    struct scene s = scene_open(state);
    struct mail *m;

    answered(&s, VERB_BLOCK, s.question);
    for (enum verb verb = VERB_NONE + 1; verb < VERBS; verb++) {
        bool may = false;

        for (size_t i = 0; i < sizeof left / sizeof *left; i++)
            may = may || left[i] == verb;
        if (fixture_apply(s.x, command(&s, ann, verb, "Q1")) != DONE || (strcmp(s.x->changes.event, "blocked") != 0) != may)
            fail_msg("verb %d: %s", (int)verb, s.x->changes.event);
    }
    APPLY(s.x, fixture_command(s.x, ann, "sleep", INTENT_DO, VERB_STOP, ""), "blocked"); /* no kind a category's mail has */
    m = command(&s, ann, VERB_STOP, "");
    m->intent.commands = (struct command[]){m->intent.commands[0], {VERB_NAME, mem_string(s.x, "Old Oak"), mem_string(s.x, "name Old Oak")}};
    m->intent.command_count = 2;
    APPLY(s.x, m, "blocked");
    assert_string_equal(fixture_person(s.x, ann).handle, "");
}

/* Of a word that none of theirs can take back nothing is said; others are told. */
static void leaving_without_undo(void **state)
{
    static const struct {
        const char *to, *argument;
        unsigned verb; /* or, to: NULL, what the address to leave ends */
        bool blocked;
    } rows[] = {
        {"request", "sleep", VERB_UNSUBSCRIBE, false}, {"request", "Q1", VERB_MUTE, false}, {"request", "", VERB_STOP, false},
        {"request", "sleep", VERB_UNSUBSCRIBE, true},  {"request", "Q1", VERB_MUTE, true},  {"request", "", VERB_STOP, true},
        {NULL, "", UNSUBSCRIBE_CATEGORY, false},       {NULL, "", UNSUBSCRIBE_ALL, false},
        {NULL, "", UNSUBSCRIBE_CATEGORY, true},        {NULL, "", UNSUBSCRIBE_ALL, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s = scene_open(state);
        const struct change *c;

        APPLY(s.x, command(&s, ann, VERB_SUBSCRIBE, "sleep"), "subscribed");
        if (rows[i].blocked)
            answered(&s, VERB_BLOCK, s.question);
        OK(fixture_apply(s.x, rows[i].to != NULL ? command(&s, ann, (enum verb)rows[i].verb, rows[i].argument)
                                                 : fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_UNSUBSCRIBE, rows[i].verb, s.ann, s.x->other), INTENT_LEAVE, "")));
        c = fixture_told(s.x, NOTICE_TOLD);
        if (c == NULL || (fixture_pair(c, "undo_verb") == NULL) != rows[i].blocked)
            fail_msg("row %zu: %s", i, s.x->changes.event);
        if (rows[i].to == NULL)
            assert_int_equal(strstr(fixture_pair(c, "text"), "changed your mind") == NULL, rows[i].blocked);
        mem_free(s.x);
    }
}

/* Words that perhaps ask to leave are answered with how to; there is nothing they could reply to. Others are asked. */
static void perhaps_they_leave(void **state)
{
    static const char maybe[] = "I do not want to unsubscribe, or do I?";
    struct scene s = scene_open(state);
    struct mail *m = fixture_command(s.x, ann, "sleep", INTENT_ASKED_WORDS, VERB_NONE, "");

    m->intent.words = mem_string(s.x, maybe);
    APPLY(s.x, m, "held-words");
    answered(&s, VERB_BLOCK, s.question);
    m = fixture_command(s.x, ann, "sleep", INTENT_ASKED_WORDS, VERB_NONE, "");
    m->intent.words = mem_string(s.x, maybe);
    APPLY(s.x, m, "not-understood");
    assert_null(fixture_told(s.x, NOTICE_CHOICE));
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "\"stop\" to get no more mail"));
    assert_non_null(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "asked"));
    m = command(&s, ann, VERB_NONE, "");
    m->intent.words = mem_string(s.x, maybe);
    APPLY(s.x, m, "commands");
    m = command(&s, ann, VERB_NONE, "");
    m->intent.words = mem_string(s.x, "You are all fools, and I will tell you so.");
    APPLY(s.x, m, "blocked");
    assert_int_equal(s.x->changes.count, 0);
}

/* Two posts of one person are to a moderator as two of two. */
static void no_answer_tells_that_two_are_one(void **state)
{
    struct scene s = scene_open(state);
    uint64_t other;
    char *nobody;

    APPLY(s.x, fixture_question(s.x, ann, "Another title of hers", "Other words that are long enough."), "question-posted");
    other = s.x->changes.post;
    s.x->f.now += HOUR;
    nobody = mem_string(s.x, answered(&s, VERB_UNBLOCK, other));
    answered(&s, VERB_BLOCK, s.question);
    assert_string_equal(answered(&s, VERB_UNBLOCK, other), nobody);
    assert_non_null(strstr(answered(&s, VERB_BLOCK, other), "may read and leave, and nothing else"));
    assert_null(fixture_told(s.x, NOTICE_BLOCKED)); /* she hears it once */
    answered(&s, VERB_UNBLOCK, s.question);
    assert_int_equal(fixture_person(s.x, ann).state, PERSON_BLOCKED); /* because of the other, still */
    answered(&s, VERB_UNBLOCK, other);
    assert_int_equal(fixture_person(s.x, ann).state, PERSON_MEMBER);
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_BLOCKED), "lifted"), "yes");
}

/* "stop" ends all mail, in reply to that of moderators and authors as well; it is no note. */
static void stop_is_no_note(void **state)
{
    static const char *const said[] = {"stop", "Stop.", "STOPP"};
    struct scene s = scene_open(state);

    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, said[i]), "stopped");
        assert_null(fixture_told(s.x, NOTICE_NOTE));
        assert_int_equal(fixture_person(s.x, ann).state, PERSON_STOPPED);
        APPLY(s.x, command(&s, ann, VERB_START, ""), "started");
    }
    APPLY(s.x, desk(&s, ann, s.ann, VERB_NOTE, "Stop him, please."), "note-answered");
    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "remove"), "not-understood"); /* the post, that is */
    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "stop"), "stopped");
}

/* A reason is read by the author, and that of a closed question by everybody. */
static void a_reason_names_nobody(void **state)
{
    struct scene s = scene_open(state);
    struct mail *m = command(&s, ann, VERB_CLOSE, "Q1 It is solved, greetings from Ann Miller, ann@a.example");

    m->origin.from_name = mem_string(s.x, "Ann Miller");
    APPLY(s.x, m, "closed");
    assert_non_null(strstr(fixture_post(s.x, s.question).closing, "It is solved"));
    assert_null(strstr(fixture_post(s.x, s.question).closing, "Miller"));
    assert_null(strstr(fixture_post(s.x, s.question).closing, "ann@"));
    APPLY(s.x, desk(&s, mo, s.mo, VERB_FLAGGED, "hide: That is advertising, says Mo Torrance."), "hidden");
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_OUTCOME), "text"), "That is advertising"));
    assert_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_OUTCOME), "text"), "Torrance"));
}

/* Stop is said by whoever is blocked as well, by every way out, once; and it holds when they are not any more. */
static void stop_outlives_a_block(void **state)
{
    for (unsigned way = 0; way < 3; way++) {
        struct scene s = scene_open(state);
        struct person p;

        answered(&s, VERB_BLOCK, s.question);
        if (way == 0) {
            APPLY(s.x, command(&s, ann, VERB_STOP, ""), "stopped");
            assert_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "start"));
            assert_non_null(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "asked")); /* so it goes to who is blocked */
        } else if (way == 1) {
            APPLY(s.x, fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, s.ann, 0), INTENT_LEAVE, ""), "left");
        } else {
            bool changed;

            p = fixture_person(s.x, ann);
            OK(person_stop(&s.x->f, &p, &changed, &s.x->why));
            assert_true(changed);
            OK(person_stop(&s.x->f, &p, &changed, &s.x->why));
            assert_false(changed);
        }
        assert_int_equal(fixture_person(s.x, ann).state, PERSON_BLOCKED);
        answered(&s, VERB_UNBLOCK, s.question);
        assert_int_equal(fixture_person(s.x, ann).state, PERSON_STOPPED);
        assert_null(fixture_told(s.x, NOTICE_BLOCKED));
        APPLY(s.x, command(&s, ann, VERB_START, ""), "started");
        assert_int_equal(fixture_person(s.x, ann).state, PERSON_MEMBER);
        mem_free(s.x);
    }
}

/* Members are told, once; who said stop, or never said ok, is not written to. Nobody keeps an address to reply to. */
static void who_hears_that_they_are(void **state)
{
    static const struct {
        enum person_state state;
        unsigned consent;
        bool told, told_after;
        enum person_state after;
    } rows[] = {{PERSON_MEMBER, 1, true, true, PERSON_MEMBER}, {PERSON_NEWCOMER, 0, false, false, PERSON_NEWCOMER}, {PERSON_STOPPED, 1, false, false, PERSON_STOPPED},
                {PERSON_STOPPED, 0, false, false, PERSON_STOPPED}};
    struct scene s = scene_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct person p = fixture_person(s.x, ann);
        struct changes changes = {0};
        unsigned generation = p.generation;

        p.state = rows[i].state;
        p.consent_version = rows[i].consent;
        p.accepted = 0;
        OK(block_person(&s.x->f, s.x, &changes, &p, "why", &s.x->why));
        assert_int_equal(changes.count, rows[i].told);
        assert_int_not_equal(p.generation, generation);
        generation = p.generation;
        OK(block_person(&s.x->f, s.x, &changes, &p, "again", &s.x->why));
        assert_int_equal(changes.count, rows[i].told);
        assert_int_equal(p.generation, generation);
        OK(unblock_person(&s.x->f, s.x, &changes, &p, &s.x->why));
        assert_int_equal(p.state, rows[i].after);
        assert_false(p.stopped);
        assert_int_equal(changes.count, rows[i].told + rows[i].told_after);
    }
}

UNIT_MAIN(UNIT(stop_is_no_note), UNIT(a_reason_names_nobody), UNIT(no_answer_tells_that_two_are_one), UNIT(a_note_goes_there_and_back),
          UNIT(a_note_has_words), UNIT(a_moderator_answers_a_note), UNIT(who_may_block_whom), UNIT(a_guessed_number_is_no_post), UNIT(a_wrong_number), UNIT(what_is_left_to_the_blocked), UNIT(and_nothing_else),
          UNIT(leaving_without_undo), UNIT(perhaps_they_leave), UNIT(stop_outlives_a_block), UNIT(who_hears_that_they_are))
