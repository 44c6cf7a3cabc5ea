/* A notice rendered again: the same bytes, whatever was edited since, but nothing of what was taken away. */
#include "notify_stage.h"

/* Two turns over more texts than are remembered, and each twice. */
static void remembered_texts_change_no_byte(void **state)
{
    struct stage s;
    struct notice *list;
    size_t count;
    struct rendered first[16], again;
    void *memo = mem_job("memo");

    stage_open(&s, *state);
    stage_play(&s);
    count = world_claim(&s.w, &list);
    assert_in_range(count, 6, 16);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &first[i], &s.w.why));
    notify_memo_open(memo);
    for (size_t i = 0; i < 4 * count; i++) {
        OK(&s.w, notify_render(&s.w.f, *state, &list[i / 2 % count], &again, &s.w.why));
        assert_true(str_equal(first[i / 2 % count].bytes, again.bytes));
    }
    mem_free(memo);
    OK(&s.w, notify_render(&s.w.f, *state, &list[0], &again, &s.w.why));
    assert_true(str_equal(first[0].bytes, again.bytes));
    world_close(&s.w);
}

/* A text that was remembered, and then as many others as make it forgotten, before the letter it stands in is done. */
static void a_forgotten_text_stays_good(void **state)
{
    enum { MORE_THAN_REMEMBERED = 40 };
    struct letter_text first, again;
    void *memo = mem_job("memo");

    notify_memo_open(memo);
    first = letter_text(*state, "The *first* of all texts", 78);
    again = letter_text(*state, "The *first* of all texts", 78);
    for (int i = 0; i < MORE_THAN_REMEMBERED; i++)
        letter_text(*state, mem_format(*state, "Another text, number %d", i), 78);
    assert_string_equal(first.text, "The *first* of all texts");
    assert_string_equal(again.text, first.text);
    assert_string_equal(again.html, first.html);
    assert_non_null(strstr(first.html, "<em>first</em>"));
    mem_free(memo);
    assert_string_equal(first.text, "The *first* of all texts");
}

/* An edit between two attempts changes no byte of the second, wherever the words stand. */
static void edits_change_no_byte(void **state)
{
    struct stage s;
    struct notice *list;
    size_t count;
    struct rendered before[16], after;

    stage_open(&s, *state);
    stage_play(&s);
    count = world_claim(&s.w, &list);
    assert_in_range(count, 6, 16);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &before[i], &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.question, "Another title", "Another question", s.w.f.now + 1, &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.answer, "", "Another answer", s.w.f.now + 1, &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.answer, "", "A third answer", s.w.f.now + 2, &s.w.why));
    for (size_t i = 0; i < count; i++) {
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &after, &s.w.why));
        assert_true(str_equal(before[i].bytes, after.bytes));
    }
    world_close(&s.w);
}

static bool says(struct rendered mail, const char *words)
{
    return str_find(mail.text, str_of(words)) < mail.text.n || str_find(mail.html, str_of(words)) < mail.html.n;
}

/* In the receipt with how an answer begins, elsewhere by its title; nothing of what was taken away since. */
static void what_was_asked_before(void **state)
{
    struct stage s;
    struct notice *list;
    struct rendered mail;
    uint64_t before, answer, hidden, question;
    size_t count;

    stage_open(&s, *state);
    before = world_ask(&s.w, s.asker, "How long does a therapy last?", question_body);
    answer = world_reply(&s.w, POST_ANSWER, before, s.third, "Mine took forty hours.");
    hidden = world_ask(&s.w, s.asker, "Something that goes soon", question_body);
    s.w.related = mem_format(*state, "%llu:%llu %llu:0", (unsigned long long)before, (unsigned long long)answer, (unsigned long long)hidden);
    question = world_ask(&s.w, s.asker, "How many hours are enough?", question_body);
    world_expand(&s.w, 100);
    count = world_claim(&s.w, &list);
    assert_true(says(stage_mail(&s, list, count, s.asker, question), "Something that goes soon"));
    OK(&s.w, store_post_state(s.w.f.db, hidden, POST_HIDDEN, &s.w.why));
    mail = stage_mail(&s, list, count, s.asker, question);
    assert_true(says(mail, "How long does a therapy last?") && says(mail, "Mine took forty hours."));
    assert_false(says(mail, "Something that goes soon"));
    mail = stage_mail(&s, list, count, s.writer, question);
    assert_true(says(mail, "How long does a therapy last?"));
    assert_false(says(mail, "Mine took forty hours.") || says(mail, "Something that goes soon"));
    OK(&s.w, store_post_state(s.w.f.db, answer, POST_HIDDEN, &s.w.why));
    assert_false(says(stage_mail(&s, list, count, s.asker, question), "Mine took forty hours."));
    world_close(&s.w);
}

static void nothing_left_to_say(void **state)
{
    struct stage s;
    struct notice *list;
    struct rendered mail;
    size_t count;

    stage_open(&s, *state);
    stage_play(&s);
    count = world_claim(&s.w, &list);
    OK(&s.w, store_post_state(s.w.f.db, s.question, POST_HIDDEN, &s.w.why));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(notify_render(&s.w.f, *state, &list[i], &mail, &s.w.why), REFUSED);
    world_close(&s.w);
}

UNIT_MAIN(UNIT(remembered_texts_change_no_byte), UNIT(a_forgotten_text_stays_good), UNIT(edits_change_no_byte), UNIT(what_was_asked_before), UNIT(nothing_left_to_say))
