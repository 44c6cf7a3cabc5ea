/* Votes, best answers and points: who may, and what each is worth. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", eve[] = "eve@e.example";
static const char words[] = "Words that are long enough.";

struct scene {
    struct fixture *x;
    uint64_t ann, bob, eve, question, answer;
};

static int64_t points(const struct scene *s, uint64_t person)
{
    int64_t value;

    OK(forum_points(&s->x->f, person, &value, &s->x->why));
    return value;
}

static void wrong(void *arg, uint64_t person, int64_t total, int64_t counted)
{
    (void)arg;
    fail_msg("person %llu: running %lld, counted %lld", (unsigned long long)person, (long long)total,
             (long long)counted);
}

static void sound(const struct scene *s)
{
    OK(forum_points_recount(s->x->f.db, s->x, wrong, NULL, &s->x->why));
}

static struct mail *answering(struct scene *s, const char *from, uint64_t person)
{
    return fixture_mail(s->x, from, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, person, s->question),
                        INTENT_ANSWER, words);
}

/* Ann asked, Bob answered, both long published; Eve looks on. */
static struct scene scene_open(void **state)
{
    struct scene s = {.x = fixture_open(state)};

    s.ann = fixture_member(s.x, ann);
    s.bob = fixture_member(s.x, bob);
    s.eve = fixture_member(s.x, eve);
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    APPLY(s.x, answering(&s, bob, s.bob), "answer-posted");
    s.answer = s.x->changes.post;
    s.x->f.now += HOUR;
    return s;
}

/* One word in reply to a post. */
static void reply(struct scene *s, const char *from, uint64_t person, uint64_t post, enum verb verb, const char *event)
{
    APPLY(s->x,
          fixture_command(s->x, from, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, person, post), INTENT_DO, verb,
                          ""),
          event);
}

static void posting_gives_points(void **state)
{
    struct scene s = scene_open(state);

    assert_int_equal(points(&s, s.ann), 120);
    assert_int_equal(points(&s, s.bob), 140);
    assert_int_equal(points(&s, s.eve), 100);
    sound(&s);
}

static void a_vote_counts_once(void **state)
{
    struct scene s = scene_open(state);

    reply(&s, eve, s.eve, s.answer, VERB_UP, "vote-up");
    assert_int_equal(s.x->changes.count, 0); /* no receipt */
    reply(&s, eve, s.eve, s.answer, VERB_UP, "vote-up");
    assert_int_equal(fixture_post(s.x, s.answer).ups, 1);
    assert_int_equal(points(&s, s.bob), 160);
    assert_int_equal(points(&s, s.eve), 110);
    reply(&s, eve, s.eve, s.answer, VERB_DOWN, "vote-down");
    assert_int_equal(fixture_post(s.x, s.answer).ups, 0);
    assert_int_equal(fixture_post(s.x, s.answer).downs, 1);
    assert_int_equal(points(&s, s.bob), 120);
    assert_int_equal(points(&s, s.eve), 110);
    reply(&s, eve, s.eve, s.answer, VERB_UNVOTE, "vote-taken-back");
    assert_int_equal(points(&s, s.bob), 140);
    assert_int_equal(points(&s, s.eve), 100);
    sound(&s);
}

static void what_votes_are_not_for(void **state)
{
    struct scene s = scene_open(state);
    uint64_t comment, fresh;

    reply(&s, bob, s.bob, s.answer, VERB_UP, "vote-refused"); /* one's own */
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "wrote themselves"));
    APPLY(s.x,
          fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.answer), INTENT_COMMENT,
                       words),
          "comment-posted");
    comment = s.x->changes.post;
    s.x->f.now += HOUR;
    reply(&s, bob, s.bob, comment, VERB_UP, "vote-refused");
    APPLY(s.x, answering(&s, eve, s.eve), "answer-posted"); /* still in its hold */
    fresh = s.x->changes.post;
    reply(&s, bob, s.bob, fresh, VERB_UP, "vote-refused");
    OK(store_post_state(s.x->f.db, s.question, POST_HIDDEN, &s.x->why));
    reply(&s, eve, s.eve, s.question, VERB_UP, "vote-refused");
    assert_int_equal(fixture_post(s.x, s.question).ups, 0);
}

static int64_t shown(const struct scene *s, uint64_t person)
{
    int64_t value;

    OK(points_shown(&s->x->f, person, s->eve, &value, &s->x->why));
    return value;
}

/* Points beside a name change only with what is seen under that name: neither by a vote cast, nor by a post under another name, nor do
 * they tell that question and answer are by one person. */
static void points_beside_a_name(void **state)
{
    struct scene s = scene_open(state);
    struct mail *named;

    APPLY(s.x, fixture_command(s.x, bob, "request", INTENT_COMMANDS, VERB_NAME, "Green Fern"), "command");
    assert_int_equal(shown(&s, s.bob), 100); /* answered under a pseudonym */
    reply(&s, bob, s.bob, s.question, VERB_UP, "vote-up");
    assert_int_equal(shown(&s, s.bob), 100);
    APPLY(s.x, fixture_question(s.x, bob, "Another title long enough", words), "question-posted");
    assert_int_equal(shown(&s, s.bob), 100); /* in its hold */
    s.x->f.now += HOUR;
    assert_int_equal(shown(&s, s.bob), 120);

    APPLY(s.x, fixture_question(s.x, ann, "What Ann asks under no name", words), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    APPLY(s.x, fixture_command(s.x, ann, "request", INTENT_COMMANDS, VERB_NAME, "Red Oak"), "command");
    named = answering(&s, ann, s.ann);
    named->intent.name = mem_string(s.x, "Red Oak");
    APPLY(s.x, named, "answer-posted");
    s.answer = s.x->changes.post;
    s.x->f.now += HOUR;
    assert_int_equal(shown(&s, s.ann), 140);
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best");
    assert_int_equal(shown(&s, s.ann), 440); /* as if somebody else had chosen it */
    sound(&s);

    /* What was written for members tells nobody else that they wrote something. */
    fixture_members_only(s.x, fixture_post(s.x, s.question).category);
    assert_int_equal(shown(&s, s.ann), 440);
    fixture_let_in(s.x, fixture_post(s.x, s.question).category, s.eve, false);
    assert_int_equal(shown(&s, s.ann), 100);
}

/* Question2Answer's caps: +100 and -30 for a question, +200 and -50 for an answer. */
static void caps(void **state)
{
    static const struct {
        unsigned ups, downs;
        int64_t question, answer;
    } rows[] = {
        {1, 0, 10, 20}, {10, 0, 100, 200}, {12, 0, 100, 200}, {0, 1, -10, -20}, {0, 2, -20, -40}, {0, 3, -30, -50},
        {0, 9, -30, -50}, {9, 2, 70, 140}, {12, 9, 70, 150},
    };
    struct scene s = scene_open(state);
    uint64_t voters[24];

    for (size_t i = 0; i < 24; i++)
        OK(store_person_add(s.x->f.db, s.x->f.now, PERSON_MEMBER, &voters[i], &s.x->why));
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        for (size_t i = 0; i < 24; i++) {
            int value = i < rows[r].ups ? 1 : i < rows[r].ups + rows[r].downs ? -1 : 0;

            OK(points_vote(&s.x->f, s.x, s.question, voters[i], value, &s.x->why));
            OK(points_vote(&s.x->f, s.x, s.answer, voters[i], value, &s.x->why));
        }
        assert_int_equal(points(&s, s.ann), 120 + rows[r].question);
        assert_int_equal(points(&s, s.bob), 140 + rows[r].answer);
        sound(&s);
    }
}

static void the_asker_chooses(void **state)
{
    struct scene s = scene_open(state);
    const struct change *told;

    reply(&s, eve, s.eve, s.answer, VERB_BEST, "vote-refused");
    reply(&s, ann, s.ann, s.question, VERB_BEST, "vote-refused"); /* a question is no answer */
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best");
    assert_int_equal(fixture_post(s.x, s.question).best, s.answer);
    told = fixture_told(s.x, NOTICE_BEST);
    assert_int_equal(told->person, s.bob);
    assert_string_equal(fixture_pair(told, "subject"), "A title long enough");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "undo_verb"), mem_format(s.x, "%d", VERB_UNSELECT));
    assert_int_equal(points(&s, s.ann), 150);
    assert_int_equal(points(&s, s.bob), 440);
    sound(&s);
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best"); /* again: nobody hears of it twice */
    assert_null(fixture_told(s.x, NOTICE_BEST));

    APPLY(s.x, answering(&s, eve, s.eve), "answer-posted");
    s.x->f.now += HOUR;
    reply(&s, ann, s.ann, s.x->changes.post, VERB_BEST, "best"); /* another instead */
    assert_int_equal(points(&s, s.ann), 150);
    assert_int_equal(points(&s, s.bob), 140);
    assert_int_equal(points(&s, s.eve), 440);
    sound(&s);
    reply(&s, ann, s.ann, s.question, VERB_UNSELECT, "best-taken-back");
    assert_int_equal(fixture_post(s.x, s.question).best, 0);
    assert_int_equal(points(&s, s.eve), 140);
    sound(&s);
}

static void experts_choose_too(void **state)
{
    struct scene s = scene_open(state);
    struct person p = fixture_person(s.x, eve);

    p.rung = RUNG_EXPERT;
    OK(person_save(&s.x->f, &p, &s.x->why));
    reply(&s, eve, s.eve, s.answer, VERB_BEST, "best");
    assert_int_equal(fixture_post(s.x, s.question).best, s.answer);
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "to that question"));
    reply(&s, eve, s.eve, s.question, VERB_UNSELECT, "best-taken-back");
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "That question has no best answer"));
}

/* An expert of one category chooses there, and nowhere else. */
static void experts_of_a_category(void **state)
{
    struct scene s = scene_open(state);

    OK(store_role_set(s.x->f.db, s.eve, s.x->other, RUNG_EXPERT, &s.x->why));
    reply(&s, eve, s.eve, s.answer, VERB_BEST, "vote-refused");
    OK(store_role_set(s.x->f.db, s.eve, s.x->category, RUNG_EXPERT, &s.x->why));
    reply(&s, eve, s.eve, s.answer, VERB_BEST, "best");
    assert_int_equal(fixture_post(s.x, s.question).best, s.answer);
}

/* One's own answer may be the best, and gives nothing. */
static void own_answer(void **state)
{
    struct scene s = scene_open(state);

    APPLY(s.x, answering(&s, ann, s.ann), "answer-posted");
    s.x->f.now += HOUR;
    reply(&s, ann, s.ann, s.x->changes.post, VERB_BEST, "best");
    assert_null(fixture_told(s.x, NOTICE_BEST));
    assert_int_equal(points(&s, s.ann), 120 + 40 + 30);
    sound(&s);
}

static void what_goes_takes_its_points(void **state)
{
    struct scene s = scene_open(state);
    struct post answer;

    reply(&s, eve, s.eve, s.answer, VERB_UP, "vote-up");
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best");
    assert_int_equal(points(&s, s.bob), 100 + 40 + 20 + 300);
    answer = fixture_post(s.x, s.answer);
    OK(points_state(&s.x->f, s.x, &answer, POST_HIDDEN, &s.x->why));
    assert_int_equal(points(&s, s.bob), 100);
    assert_int_equal(points(&s, s.ann), 120); /* a hidden answer is nobody's best */
    assert_int_equal(points(&s, s.eve), 110);
    sound(&s);
    answer.state = POST_HIDDEN;
    OK(points_state(&s.x->f, s.x, &answer, POST_VISIBLE, &s.x->why));
    assert_int_equal(points(&s, s.bob), 160);
    sound(&s);
}

static struct mail *conversion(struct scene *s, const char *from, uint64_t person, uint64_t post, const char *kind)
{
    return fixture_command(s->x, from, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, person, post), INTENT_DO, VERB_CONVERT, kind);
}

/* An answer that is a comment now gives nothing, nor do the votes on it; as an answer again it gives what it did, but is nobody's best. */
static void kinds_change_with_their_points(void **state)
{
    struct scene s = scene_open(state);
    struct person p = fixture_person(s.x, eve);
    uint64_t comment;

    p.rung = RUNG_EDITOR;
    OK(person_save(&s.x->f, &p, &s.x->why));
    reply(&s, eve, s.eve, s.answer, VERB_UP, "vote-up");
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best");
    APPLY(s.x, fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.ann, s.answer), INTENT_COMMENT, words), "comment-posted");
    comment = s.x->changes.post;
    s.x->f.now += HOUR;

    APPLY(s.x, conversion(&s, eve, s.eve, s.answer, "answer"), "convert-refused"); /* it is one */
    APPLY(s.x, conversion(&s, eve, s.eve, s.answer, "comment"), "converted");
    assert_int_equal(fixture_post(s.x, s.answer).kind, POST_COMMENT);
    assert_int_equal(fixture_post(s.x, s.answer).parent, s.question);
    assert_int_equal(fixture_post(s.x, comment).parent, s.answer);
    assert_int_equal(fixture_post(s.x, s.question).best, 0);
    assert_int_equal(points(&s, s.ann), 120);
    assert_int_equal(points(&s, s.bob), 100);
    assert_int_equal(points(&s, s.eve), 100);
    sound(&s);
    assert_int_equal(s.x->changes.list[0].person, s.bob);
    assert_string_equal(fixture_pair(&s.x->changes.list[1], "undo_verb"), mem_format(s.x, "%d", VERB_CONVERT));
    APPLY(s.x, conversion(&s, bob, s.bob, s.answer, ""), "convert-refused"); /* who wrote it does not take that back */
    APPLY(s.x, conversion(&s, eve, s.eve, s.answer, ""), "converted");
    assert_int_equal(points(&s, s.bob), 160);
    assert_int_equal(points(&s, s.eve), 110);
    sound(&s);

    APPLY(s.x, conversion(&s, eve, s.eve, comment, ""), "converted"); /* a comment on it becomes an answer beside it */
    assert_int_equal(fixture_post(s.x, comment).parent, s.question);
    assert_int_equal(points(&s, s.ann), 160);
    sound(&s);
}

static void who_converts(void **state)
{
    struct scene s = scene_open(state);

    APPLY(s.x, conversion(&s, ann, s.ann, s.answer, ""), "convert-refused"); /* not the asker */
    APPLY(s.x, conversion(&s, bob, s.bob, s.question, ""), "convert-refused");
    OK(store_post_close(s.x->f.db, s.question, s.x->f.now, 0, "", &s.x->why));
    APPLY(s.x, conversion(&s, bob, s.bob, s.answer, ""), "convert-refused");
    OK(store_post_close(s.x->f.db, s.question, 0, 0, "", &s.x->why));
    APPLY(s.x, conversion(&s, bob, s.bob, s.answer, ""), "converted");
    assert_int_equal(s.x->changes.count, 1); /* the doer is told, and nobody else */
    assert_null(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "undo_verb"));
    sound(&s);
}

static void muted_hear_nothing(void **state)
{
    struct scene s = scene_open(state);

    OK(store_mute(s.x->f.db, s.question, s.bob, true, &s.x->why));
    reply(&s, ann, s.ann, s.answer, VERB_BEST, "best");
    assert_null(fixture_told(s.x, NOTICE_BEST));
}

static void an_emoji_votes(void **state)
{
    static const struct {
        const char *emoji, *event;
        int64_t ups, downs;
    } rows[] = {{"\xf0\x9f\x91\x8d", "vote-up", 1, 0},
                {"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", "vote-up", 1, 0}, /* with a skin tone */
                {"\xe2\x9d\xa4\xef\xb8\x8f", "vote-up", 1, 0},
                {"\xf0\x9f\x98\xa2", "reaction", 1, 0}, /* tears: neither */
                {"\xf0\x9f\x91\x8e", "vote-down", 0, 1}};
    struct scene s = scene_open(state);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mail *m = fixture_mail(s.x, eve, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_NOTICE, s.eve, s.answer),
                                      INTENT_REACTION, "");

        m->reaction = mem_string(s.x, rows[i].emoji);
        APPLY(s.x, m, rows[i].event);
        assert_int_equal(s.x->changes.count, 0);
        assert_int_equal(fixture_post(s.x, s.answer).ups, rows[i].ups);
        assert_int_equal(fixture_post(s.x, s.answer).downs, rows[i].downs);
    }
}

/* To a mail that only says what was done, where a reply without words takes that back. */
static void an_emoji_undoes_nothing(void **state)
{
    struct scene s = scene_open(state);
    struct mail *m = fixture_mail(s.x, eve, fixture_token(s.x, TOKEN_DO, VERB_MUTE, s.eve, s.question), INTENT_REACTION, "");
    bool muted;

    m->reaction = mem_string(s.x, "\xf0\x9f\x91\x8d");
    APPLY(s.x, m, "reaction");
    OK(store_muted(s.x->f.db, s.question, s.eve, &muted, &s.x->why));
    assert_false(muted);
}

/* Given by the operator: it stands in every total, and nothing that is counted again takes it for a mistake. */
static void a_bonus_counts(void **state)
{
    struct scene s = scene_open(state);

    OK(store_bonus_set(s.x->f.db, s.bob, 5340, &s.x->why));
    OK(store_bonus_set(s.x->f.db, s.eve, -50, &s.x->why));
    assert_int_equal(points(&s, s.bob), 5480);
    assert_int_equal(points(&s, s.eve), 50);
    assert_int_equal(shown(&s, s.bob), 5440); /* without what stands under a pseudonym */
    sound(&s);
    reply(&s, eve, s.eve, s.answer, VERB_UP, "vote-up");
    assert_int_equal(points(&s, s.bob), 5500);
    OK(store_bonus_set(s.x->f.db, s.bob, 0, &s.x->why));
    assert_int_equal(points(&s, s.bob), 160);
    sound(&s);
}

static void titles_go_by_points(void **state)
{
    static const struct {
        int64_t points;
        const char *title;
    } rows[] = {{-5, ""}, {99, ""}, {100, "New"}, {1999, "New"}, {2000, "Old hand"}, {999999, "Old hand"}};
    struct conf *c = conf_defaults(*state);

    assert_true(str_equal(conf_title(c, 1000), STR("")));
    c->people.titles = mem_string(c, "2000 Old hand, 100 New");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(str_equal(conf_title(c, rows[i].points), str_of(rows[i].title)));
}

static void points_read_well(void **state)
{
    static const struct {
        int64_t points;
        const char *text;
    } rows[] = {{0, "0 points"},         {999, "999 points"},        {1000, "1k points"},       {6840, "6.8k points"},
                {17544, "17.5k points"}, {123456, "123k points"}, {2500000, "2.5m points"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(points_text(lang_get("en"), *state, rows[i].points), rows[i].text);
}

UNIT_MAIN(UNIT(posting_gives_points), UNIT(a_vote_counts_once), UNIT(what_votes_are_not_for), UNIT(points_beside_a_name), UNIT(caps),
          UNIT(the_asker_chooses), UNIT(experts_choose_too), UNIT(experts_of_a_category), UNIT(own_answer), UNIT(what_goes_takes_its_points), UNIT(kinds_change_with_their_points), UNIT(who_converts),
          UNIT(muted_hear_nothing), UNIT(an_emoji_votes), UNIT(an_emoji_undoes_nothing), UNIT(a_bonus_counts), UNIT(titles_go_by_points), UNIT(points_read_well))
