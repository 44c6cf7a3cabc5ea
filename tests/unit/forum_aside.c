/* What moderators write to or about an author in reply to a post, and what anybody reports, is never posted; in doubt they are asked. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example";

struct scene {
    struct fixture *x;
    uint64_t ann, bob, question;
};

static struct scene scene_open(void **state, enum rung rung)
{
    struct scene s = {.x = fixture_open(state)};
    struct person p;

    s.ann = fixture_member(s.x, ann);
    s.bob = fixture_member(s.x, bob);
    p = fixture_person(s.x, bob);
    p.rung = rung;
    OK(person_save(&s.x->f, &p, &s.x->why));
    OK(store_role_set(s.x->f.db, fixture_member(s.x, "mo@m.example"), s.x->category, RUNG_MODERATOR, &s.x->why)); /* who hears of reports */
    APPLY(s.x, fixture_question(s.x, ann, "A title long enough", "Words that are long enough."), "question-posted");
    s.question = s.x->changes.post;
    s.x->f.now += HOUR;
    return s;
}

static struct mail *says(struct scene *s, const char *words)
{
    return fixture_mail(s->x, bob, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, s->bob, s->question), INTENT_ANSWER, words);
}

static void who_says_what(void **state)
{
    static const struct {
        const char *words, *member, *editor, *moderator;
    } rows[] = {
        {"Note: please take the name of the street out.", "answer-posted", "answer-posted", "note-sent"},
        {"note: please take\nthe name of the street out.", "answer-posted", "answer-posted", "note-sent"},
        {"Notiz: nimm bitte den Namen der Stra\xc3\x9f" "e heraus.", "answer-posted", "answer-posted", "note-sent"},
        {"Note that the street has no shop.", "answer-posted", "answer-posted", "held-words"},
        {"Block: he advertises for his shop.", "answer-posted", "answer-posted", "blocked-author"},
        {"Block this man, he advertises for his shop.", "answer-posted", "answer-posted", "held-words"},
        {"Hide: he advertises\nfor his shop.", "answer-posted", "hidden", "hidden"},
        {"Hide this one, please.", "answer-posted", "held-words", "held-words"},
        {"Report: he advertises\nfor his shop.", "reported", "reported", "reported"},
        {"Melden: er wirbt\nf\xc3\xbcr seinen Laden.", "reported", "reported", "reported"},
        {"Report him to the police", "held-words", "held-words", "held-words"},
        {"I would like to report this post.", "held-words", "held-words", "held-words"},
        {"Ich m\xc3\xb6" "chte diesen Beitrag melden.", "held-words", "held-words", "held-words"},
        {"This is spam, isn't it?", "held-words", "held-words", "held-words"},
        {"I had to report my own brother, and it was right.", "answer-posted", "answer-posted", "answer-posted"},
        {"Report him to the police, and then to the people who own the shop, for they have to know it as well.", "answer-posted", "answer-posted", "answer-posted"},
        {"Report him.\nThen tell the people who own the shop.", "answer-posted", "answer-posted", "answer-posted"},
        {"Notes are what I take when I cannot sleep.", "answer-posted", "answer-posted", "answer-posted"},
    };
    static const enum rung rungs[] = {RUNG_TRUSTED, RUNG_EDITOR, RUNG_MODERATOR};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t r = 0; r < 3; r++) {
            struct scene s = scene_open(state, rungs[r]);

            APPLY(s.x, says(&s, rows[i].words), r == 0 ? rows[i].member : r == 1 ? rows[i].editor : rows[i].moderator);
        }
}

static struct mail *chooses(struct scene *s, uint64_t held, const char *word, enum answer_word answer)
{
    struct mail *m = fixture_confirm(s->x, bob, held, answer);

    m->intent.words = mem_string(s->x, word);
    return m;
}

static void asked_what_it_is(void **state)
{
    static const struct {
        enum rung rung;
        const char *words, *choices, *chosen;
        enum answer_word answer;
        const char *event;
    } rows[] = {
        {RUNG_MODERATOR, "Note please take the street out.", "note, ok or drop", "note", ANSWER_NONE, "note-sent"},
        {RUNG_MODERATOR, "Note that the street has no shop.", "note, ok or drop", "ok", ANSWER_YES, "answer-posted"},
        {RUNG_MODERATOR, "Note that the street has no shop.", "note, ok or drop", "drop", ANSWER_DROP, "dropped"},
        {RUNG_MODERATOR, "Hide this one, please.", "hide, ok or drop", "hide", ANSWER_NONE, "hidden"},
        {RUNG_TRUSTED, "I want to report this post.", "report, ok or drop", "report", ANSWER_NONE, "reported"},
        {RUNG_TRUSTED, "I want to report this post.", "report, ok or drop", "melden", ANSWER_NONE, "reported"},
        {RUNG_TRUSTED, "I want to report this post.", "report, ok or drop", "block", ANSWER_NONE, "block-refused"},
        {RUNG_TRUSTED, "I want to report this post.", "report, ok or drop", "mute", ANSWER_NONE, "confirm-unclear"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s = scene_open(state, rows[i].rung);

        APPLY(s.x, says(&s, rows[i].words), "held-words");
        assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_CHOICE), "choices"), rows[i].choices);
        APPLY(s.x, chooses(&s, s.x->changes.held, rows[i].chosen, rows[i].answer), rows[i].event);
    }
}

/* A note says what stands behind the word, and nothing of it stays in the thread. */
static void a_note_goes_to_the_author_alone(void **state)
{
    struct scene s = scene_open(state, RUNG_MODERATOR);
    const struct change *c;

    APPLY(s.x, says(&s, "Note:\nPlease take the street out.\n\nbob@b.example"), "note-sent");
    c = fixture_told(s.x, NOTICE_NOTE);
    assert_int_equal(c->person, s.ann);
    assert_string_equal(fixture_pair(c, "text"), "Please take the street out.");
    assert_null(fixture_change(s.x, CHANGE_POSTED));
}

UNIT_MAIN(UNIT(who_says_what), UNIT(asked_what_it_is), UNIT(a_note_goes_to_the_author_alone))
