/* What others wrote is changed by those who may, in the words that say so; everything else they write stays an answer. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", edi[] = "edi@e.example";
static const char body[] = "He is a liar, and his shop\nin Mill Lane sells rotten fish.";

struct scene {
    struct fixture *x;
    uint64_t ann, edi, question, answer, comment;
};

static void publish(struct scene *s)
{
    s->x->f.now += HOUR;
}

static uint64_t add(struct scene *s, uint64_t to, enum intent_kind kind, const char *event)
{
    APPLY(s->x, fixture_mail(s->x, ann, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, s->ann, to), kind, body), event);
    publish(s);
    return s->x->changes.post;
}

/* Ann wrote all of it. */
static struct scene scene_open(void **state)
{
    struct scene s = {.x = fixture_open(state)};

    s.x->conf->limits.answers_per_hour = 100;
    s.ann = fixture_member(s.x, ann);
    s.edi = fixture_member(s.x, edi);
    APPLY(s.x, fixture_question(s.x, ann, "Who knows the liar of Mill Lane?", body), "question-posted");
    s.question = s.x->changes.post;
    publish(&s);
    s.answer = add(&s, s.question, INTENT_ANSWER, "answer-posted");
    s.comment = add(&s, s.answer, INTENT_COMMENT, "comment-posted");
    return s;
}

static void is_now(struct scene *s, enum rung rung)
{
    struct person p = fixture_person(s->x, edi);

    p.rung = rung;
    OK(person_save(&s->x->f, &p, &s->x->why));
}

static struct mail *says(struct scene *s, uint64_t post, const char *words)
{
    return fixture_mail(s->x, edi, fixture_token(s->x, TOKEN_REPLY, REPLY_TO_NOTICE, s->edi, post), post == s->question ? INTENT_ANSWER : INTENT_COMMENT, words);
}

/* Question2Answer's: experts change answers, editors all. */
static void each_kind_has_its_rung(void **state)
{
    struct scene s = scene_open(state);
    const struct {
        enum rung rung;
        bool question, answer, comment;
    } rows[] = {{RUNG_TRUSTED, false, false, false}, {RUNG_EXPERT, false, true, false}, {RUNG_EDITOR, true, true, true}, {RUNG_MODERATOR, true, true, true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct {
            uint64_t post;
            bool may;
        } posts[] = {{s.question, rows[i].question}, {s.answer, rows[i].answer}, {s.comment, rows[i].comment}};

        is_now(&s, rows[i].rung);
        for (size_t p = 0; p < 3; p++) {
            unsigned before = fixture_post(s.x, posts[p].post).revision;
            const char *words = mem_format(s.x, "s/fish/fish %zu/", i);

            APPLY(s.x, says(&s, posts[p].post, words), posts[p].may ? "post-edited" : "edit-refused");
            assert_int_equal(fixture_post(s.x, posts[p].post).revision, before + posts[p].may);
            assert_int_equal(fixture_post(s.x, posts[p].post).editor, posts[p].may || before > 1 ? s.edi : 0);
            assert_int_equal(fixture_change(s.x, CHANGE_EDITED) != NULL, posts[p].may);
            assert_null(fixture_change(s.x, CHANGE_POSTED));
        }
    }
}

/* Roles are of a category as well. */
static void an_editor_elsewhere_is_none_here(void **state)
{
    struct scene s = scene_open(state);

    OK(store_role_set(s.x->f.db, s.edi, s.x->other, RUNG_MODERATOR, &s.x->why));
    APPLY(s.x, says(&s, s.question, "s/fish/meat/"), "edit-refused");
    OK(store_role_set(s.x->f.db, s.edi, s.x->category, RUNG_EDITOR, &s.x->why));
    APPLY(s.x, says(&s, s.question, "s/fish/meat/"), "post-edited");
}

static void words_that_change_and_words_that_answer(void **state)
{
    static const struct {
        const char *words, *event, *reads; /* NULL: as before */
    } rows[] = {
        {"s/rotten/old/", "post-edited", "He is a liar, and his shop\nin Mill Lane sells old fish."},
        {"s/rotten/old/\ns/a liar/my uncle/\n\nBest,\nEdi", "post-edited", "He is my uncle, and his shop\nin Mill Lane sells old fish."},
        {"edit\ns/rotten/old/", "post-edited", "He is a liar, and his shop\nin Mill Lane sells old fish."},
        {"**Edit**\n\nAll of it is new now.", "post-edited", "All of it is new now."},
        {"Edit:\nAll of it is new now.", "post-edited", "All of it is new now."},
        {"Korrektur:\nAll of it is new now.", "post-edited", "All of it is new now."},
        {"Edit: He is a liar, and his shop sells fish.", "post-edited", "He is a liar, and his shop sells fish."},
        {"Edit: I took the name of the street out.", "held-choice", NULL},
        {"Edit:", "held-choice", NULL},
        {"Edit\nShort.", "post-edited", "Short."}, /* as that of a question may be */
        {"s/meat/fish/", "edit-refused", NULL}, /* not there */
        {"Edit\n\nHe is a liar, and his shop\nin Mill Lane sells rotten fish.", "edit-refused", NULL}, /* as it is */
        {"s/rotten/old/ is what I would write, for old is what it is.", "answer-posted", NULL},
        {"s/rotten/old/\n\nThat is how one changes a word with sed, and there are many more ways to do so.", "answer-posted", NULL},
        {"Editors should look at that shop themselves.", "answer-posted", NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s = scene_open(state);

        is_now(&s, RUNG_EDITOR);
        APPLY(s.x, says(&s, s.question, rows[i].words), rows[i].event);
        assert_string_equal(fixture_post(s.x, s.question).body, rows[i].reads == NULL ? body : rows[i].reads);
    }
}

static void asked_whether_it_replaces(void **state)
{
    static const struct {
        enum answer_word answer;
        const char *event;
    } rows[] = {{ANSWER_REPLACE, "post-edited"}, {ANSWER_ADD, "answer-posted"}, {ANSWER_DROP, "dropped"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s = scene_open(state);

        is_now(&s, RUNG_EDITOR);
        APPLY(s.x, says(&s, s.question, "Edit: I took the name of the street out."), "held-choice");
        APPLY(s.x, fixture_confirm(s.x, edi, s.x->changes.held, rows[i].answer), rows[i].event);
    }
}

static struct mail *undo(struct scene *s)
{
    return fixture_mail(s->x, edi, fixture_token(s->x, TOKEN_DO, VERB_UNDO, s->edi, s->question), INTENT_DO, "");
}

static void who_made_a_change_takes_it_back_once(void **state)
{
    struct scene s = scene_open(state);

    is_now(&s, RUNG_EDITOR);
    APPLY(s.x, undo(&s), "undo-late"); /* Ann wrote what stands */
    APPLY(s.x, says(&s, s.question, "s/rotten/old/"), "post-edited");
    APPLY(s.x, undo(&s), "edit-undone");
    assert_string_equal(fixture_post(s.x, s.question).body, body);
    APPLY(s.x, undo(&s), "undo-late");
    APPLY(s.x, says(&s, s.question, "s/rotten/fresh/"), "post-edited");
    is_now(&s, RUNG_TRUSTED); /* and no editor any more */
    APPLY(s.x, undo(&s), "undo-late");
    is_now(&s, RUNG_EDITOR);
    APPLY(s.x, fixture_mail(s.x, ann, fixture_token(s.x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.ann, s.question), INTENT_EDIT, "s/fresh/good/"), "post-edited");
    APPLY(s.x, undo(&s), "undo-late"); /* Ann's words again */
}

static void nothing_tells_who_did_it(void **state)
{
    struct scene s = scene_open(state);
    struct mail *m;
    const struct change *c = NULL;

    is_now(&s, RUNG_MODERATOR);
    m = says(&s, s.question, "Edit\nAll of it is new now.\n\nEdi Torrance\nedi@e.example");
    m->origin.from_name = mem_string(s.x, "Edi Torrance");
    APPLY(s.x, m, "post-edited");
    assert_string_equal(fixture_post(s.x, s.question).body, "All of it is new now.");
    for (size_t i = 0; i < s.x->changes.count; i++)
        if (s.x->changes.list[i].kind == CHANGE_TELL && s.x->changes.list[i].person == s.ann)
            c = &s.x->changes.list[i];
    assert_non_null(c);
    assert_non_null(strstr(fixture_pair(c, "text"), "by a moderator"));
    assert_null(strstr(fixture_pair(c, "text"), "Torrance"));
    m = says(&s, s.question, "Edit\nAll of it is newer now, and I wait at edi@e.example for whoever wants to know more of it.");
    APPLY(s.x, m, "edit-refused");
    m = says(&s, s.question, "s/new now/new now, says Edi Torrance, and much better than before/");
    m->origin.from_name = mem_string(s.x, "Edi Torrance");
    APPLY(s.x, m, "edit-refused");
    assert_non_null(strstr(fixture_pair(fixture_told(s.x, NOTICE_TOLD), "text"), "your name in it"));
    assert_string_equal(fixture_post(s.x, s.question).body, "All of it is new now.");
    APPLY(s.x, fixture_command(s.x, ann, "request", INTENT_COMMANDS, VERB_STOP, ""), "stopped"); /* who wants no mail gets none of this either */
    APPLY(s.x, says(&s, s.question, "s/new/old/"), "post-edited");
    for (size_t i = 0; i < s.x->changes.count; i++)
        assert_int_not_equal(s.x->changes.list[i].person, s.ann);
}

UNIT_MAIN(UNIT(each_kind_has_its_rung), UNIT(an_editor_elsewhere_is_none_here), UNIT(words_that_change_and_words_that_answer),
          UNIT(asked_whether_it_replaces), UNIT(who_made_a_change_takes_it_back_once), UNIT(nothing_tells_who_did_it))
