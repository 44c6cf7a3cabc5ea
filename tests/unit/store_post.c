#include "store.h"
#include "store/own.h"

#include "store/category.h"
#include "store/member.h"
#include "store/event.h"
#include "store/participant.h"
#include "store/person.h"
#include "store/post.h"
#include "store/private.h"
#include "store/vote.h"

struct world {
    uint64_t category, ann, bob, eve;
};

static struct world make(struct place *place)
{
    char path[] = "a", empty[] = "";
    struct category c = {.path = path, .title = path, .description = empty, .notice = empty};
    struct world w;

    ok(store_category_add(place->db, &c, 1, &w.category, &place->why));
    ok(store_person_add(place->db, 1, PERSON_MEMBER, &w.ann, &place->why));
    ok(store_person_add(place->db, 1, PERSON_MEMBER, &w.bob, &place->why));
    ok(store_person_add(place->db, 1, PERSON_MEMBER, &w.eve, &place->why));
    return w;
}

static struct post add(struct place *place, const struct world *w, enum post_kind kind, uint64_t thread,
                       uint64_t parent, uint64_t author, int64_t now)
{
    struct post p = {.kind = kind,
                     .thread = thread,
                     .parent = parent,
                     .category = w->category,
                     .author = author,
                     .created = now,
                     .publish = now + 300,
                     .anonymous = true,
                     .no_archive = true};

    p.name = mem_string(place, "Quiet Fern");
    p.title = mem_string(place, kind == POST_QUESTION ? "A title" : "");
    p.body = mem_format(place, "Body of %d", (int)now);
    ok(store_post_add(place->db, &p, &place->why));
    ok(store_participant_add(place->db, p.thread, author, kind, &place->why));
    return p;
}

static uint64_t questions(struct place *place, const struct world *w)
{
    struct category c;

    ok(store_category_get(place->db, place, w->category, &c, &place->why));
    return c.questions;
}

static void added_and_found(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 100), a, got;

    assert_int_equal(q.thread, q.id);
    assert_int_equal(q.revision, 1);
    a = add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 101);
    ok(store_post_get(place->db, place, q.id, &got, &place->why));
    assert_int_equal(got.thread, q.id);
    assert_int_equal(got.parent, 0);
    assert_int_equal(got.category, w.category);
    assert_int_equal(got.author, w.ann);
    assert_string_equal(got.name, "Quiet Fern");
    assert_true(got.anonymous && got.no_archive);
    assert_int_equal(got.state, POST_VISIBLE);
    assert_int_equal(got.created, 100);
    assert_int_equal(got.publish, 400);
    assert_string_equal(got.title, "A title");
    assert_string_equal(got.body, "Body of 100");
    ok(store_post_get(place->db, place, a.id, &got, &place->why));
    assert_int_equal(got.kind, POST_ANSWER);
    assert_int_equal(got.thread, q.id);
    assert_int_equal(got.parent, q.id);
    ok(store_post_get(place->db, place, 99, &got, &place->why));
    assert_int_equal(got.id, 0);
    assert_int_equal(questions(place, &w), 1);
}

static void append(void *arg, const struct post *p)
{
    char *text = arg;

    snprintf(text + strlen(text), 200 - strlen(text), "%d.%u=%s ", (int)p->id, p->revision, p->body);
}

static void revisions(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1),
                a = add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 2), got;
    char text[200] = "";

    ok(store_post_revise(place->db, q.id, "New title", "second", 50, &place->why));
    ok(store_post_revise(place->db, q.id, "Newer title", "third", 60, &place->why));
    ok(store_post_get(place->db, place, q.id, &got, &place->why));
    assert_int_equal(got.revision, 3);
    assert_string_equal(got.title, "Newer title");
    ok(store_post_revision(place->db, place, q.id, 1, &got, &place->why));
    assert_int_equal(got.revision, 1);
    assert_string_equal(got.title, "A title");
    assert_string_equal(got.body, "Body of 1");
    ok(store_post_revision(place->db, place, q.id, 3, &got, &place->why));
    assert_string_equal(got.body, "third");
    ok(store_post_revision(place->db, place, q.id, 4, &got, &place->why));
    assert_int_equal(got.id, 0);
    ok(store_post_state(place->db, a.id, POST_HIDDEN, &place->why));
    ok(store_thread(place->db, q.id, append, text, &place->why));
    assert_string_equal(text, "1.3=third 2.1=Body of 2 ");
    text[0] = '\0';
    ok(store_thread_revisions(place->db, q.id, append, text, &place->why));
    assert_string_equal(text, "1.1=Body of 1 1.2=second 1.3=third 2.1=Body of 2 ");
    assert_int_equal(store_post_revise(place->db, 99, "", "", 1, &place->why), REFUSED);
    for (unsigned i = 0; i < 8; i++)
        ok(store_post_revise(place->db, q.id, "", "again", 10, &place->why));
    text[0] = '\0';
    ok(store_thread_revisions(place->db, q.id, append, text, &place->why)); /* the newest ten, and the text as it is */
    assert_string_equal(text, "1.2=second 1.3=third 1.4=again 1.5=again 1.6=again 1.7=again 1.8=again 1.9=again 1.10=again 1.11=again "
                              "2.1=Body of 2 ");
}

static void states(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1),
                a = add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 2), got;
    uint64_t count;
    struct people people = {.limit = 10};

    ok(store_post_children(place->db, q.id, &count, &place->why));
    assert_int_equal(count, 1);
    ok(store_post_revise(place->db, a.id, "", "more", 5, &place->why));
    ok(store_post_state(place->db, a.id, POST_UNDONE, &place->why));
    ok(store_post_children(place->db, q.id, &count, &place->why));
    assert_int_equal(count, 0);
    ok(store_post_get(place->db, place, a.id, &got, &place->why));
    assert_string_equal(got.body, "");
    ok(store_post_revision(place->db, place, a.id, 1, &got, &place->why));
    assert_int_equal(got.id, 0);
    ok(store_answerers(place->db, place, q.id, &people, &place->why));
    assert_int_equal(people.count, 0);
    ok(store_post_state(place->db, q.id, POST_HIDDEN, &place->why));
    ok(store_post_state(place->db, q.id, POST_HIDDEN, &place->why));
    assert_int_equal(questions(place, &w), 0);
    ok(store_post_state(place->db, q.id, POST_DELETED, &place->why));
    assert_int_equal(questions(place, &w), 0);
    ok(store_post_state(place->db, q.id, POST_VISIBLE, &place->why));
    assert_int_equal(questions(place, &w), 1);
    assert_int_equal(store_post_state(place->db, 99, POST_HIDDEN, &place->why), REFUSED);
}

static void newest_questions(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q1 = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    char text[200] = "";

    add(place, &w, POST_ANSWER, q1.id, q1.id, w.bob, 2);
    add(place, &w, POST_QUESTION, 0, 0, w.ann, 3);
    add(place, &w, POST_QUESTION, 0, 0, w.ann, 4);
    ok(store_questions(place->db, 0, 2, append, text, &place->why));
    assert_string_equal(text, "4.1=Body of 4 3.1=Body of 3 ");
    text[0] = '\0';
    ok(store_questions(place->db, 3, 2, append, text, &place->why));
    assert_string_equal(text, "1.1=Body of 1 ");
}

static void append_title(void *arg, uint64_t id, struct str title)
{
    char *text = arg;

    snprintf(text + strlen(text), 200 - strlen(text), "%llu=%.*s ", (unsigned long long)id, STR_ARGS(title));
}

static void titles_before(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q1 = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    char text[200] = "";

    add(place, &w, POST_QUESTION, 0, 0, w.bob, 2);
    add(place, &w, POST_ANSWER, q1.id, q1.id, w.ann, 3);
    add(place, &w, POST_QUESTION, 0, 0, w.bob, 4);
    ok(store_titles_before(place->db, w.ann, 2, 1, append_title, text, &place->why));
    assert_string_equal(text, "3= 1=A title 4=A title ");
    text[0] = '\0';
    ok(store_titles_before(place->db, 0, 2, 2, append_title, text, &place->why));
    assert_string_equal(text, "4=A title 2=A title ");
}

static void best_answer(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    uint64_t best, first, second, hidden;

    ok(store_post_best_answer(place->db, q.id, 1000, &best, &place->why));
    assert_int_equal(best, 0);
    first = add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 2).id;
    second = add(place, &w, POST_ANSWER, q.id, q.id, w.eve, 3).id;
    hidden = add(place, &w, POST_ANSWER, q.id, q.id, w.ann, 4).id;
    add(place, &w, POST_COMMENT, q.id, q.id, w.ann, 5);
    ok(store_post_best_answer(place->db, q.id, 301, &best, &place->why)); /* nobody sees them yet */
    assert_int_equal(best, 0);
    ok(store_vote_set(place->db, first, w.ann, -1, 6, &place->why));
    ok(store_vote_set(place->db, hidden, w.bob, 1, 6, &place->why));
    ok(store_post_state(place->db, hidden, POST_HIDDEN, &place->why));
    ok(store_post_best_answer(place->db, q.id, 1000, &best, &place->why));
    assert_int_equal(best, second);
    ok(store_vote_set(place->db, first, w.ann, 0, 7, &place->why));
    ok(store_post_best_answer(place->db, q.id, 1000, &best, &place->why)); /* as many: the first */
    assert_int_equal(best, first);
}

/* Those on the same post, among so many of the author's last posts. */
static void replies_before(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q1 = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    char text[200] = "";

    add(place, &w, POST_ANSWER, q1.id, q1.id, w.bob, 2);
    add(place, &w, POST_COMMENT, q1.id, 2, w.bob, 3);
    add(place, &w, POST_ANSWER, q1.id, q1.id, w.ann, 4);
    add(place, &w, POST_ANSWER, q1.id, q1.id, w.bob, 5);
    ok(store_replies_before(place->db, w.bob, q1.id, 3, append_title, text, &place->why));
    assert_string_equal(text, "5=Body of 5 2=Body of 2 ");
    text[0] = '\0';
    ok(store_replies_before(place->db, w.bob, q1.id, 2, append_title, text, &place->why));
    assert_string_equal(text, "5=Body of 5 ");
}

static void summary(void *arg, const struct post *p, uint64_t answers, int64_t newest)
{
    char *text = arg;

    snprintf(text + strlen(text), 200 - strlen(text), "%llu:%llu:%lld ", (unsigned long long)p->id, (unsigned long long)answers, (long long)newest);
}

/* Of all, of a category and those in it, and of one that is only spelled alike; the newest of them, however many there are elsewhere. */
static void listed_by_category(void **state)
{
    static const struct {
        const char *path;
        int64_t now;
        unsigned limit;
        const char *found;
    } rows[] = {{"", 10000, 9, "6:0:0 5:0:0 4:0:0 2:0:0 1:1:303 "}, {"", 10000, 2, "6:0:0 5:0:0 "}, {"", 305, 9, "4:0:0 2:0:0 1:1:303 "},
                {"a", 10000, 9, "6:0:0 4:0:0 2:0:0 1:1:303 "}, {"a", 10000, 3, "6:0:0 4:0:0 2:0:0 "}, {"a.b", 10000, 9, "6:0:0 2:0:0 "},
                {"ab", 10000, 9, "5:0:0 "}, {"a.b.c", 10000, 9, ""}, {"nowhere", 10000, 9, ""}};
    struct place *place = *state;
    struct world w = make(place), below = w, alike = w;
    struct category c = {.parent = w.category, .path = mem_string(place, "a.b"), .title = mem_string(place, "b"), .description = mem_string(place, ""), .notice = mem_string(place, "")};
    uint64_t empty;
    char text[200];

    ok(store_category_add(place->db, &c, 1, &below.category, &place->why));
    c.path = mem_string(place, "a.b.c");
    ok(store_category_add(place->db, &c, 1, &empty, &place->why));
    c.parent = 0;
    c.path = mem_string(place, "ab");
    ok(store_category_add(place->db, &c, 1, &alike.category, &place->why));
    add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    add(place, &below, POST_QUESTION, 0, 0, w.ann, 2);
    add(place, &w, POST_ANSWER, 1, 1, w.bob, 3);
    add(place, &w, POST_QUESTION, 0, 0, w.ann, 4);
    add(place, &alike, POST_QUESTION, 0, 0, w.ann, 6);
    add(place, &below, POST_QUESTION, 0, 0, w.ann, 7);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text[0] = '\0';
        ok(store_question_summaries(place->db, str_of(rows[i].path), STORE_OPERATOR, rows[i].now, rows[i].limit, summary, text, &place->why));
        assert_string_equal(text, rows[i].found);
    }
}

/* No query of a list reads more than it shows: each has an index that gives it what it wants in order. */
static void lists_have_an_index(void **state)
{
    struct place *place = *state;
    unsigned seen = 0;
    char text[200] = "";

    make(place);
    ok(store_question_summaries(place->db, STR("a"), STORE_OPERATOR, 1, 9, summary, text, &place->why));
    ok(store_question_summaries(place->db, STR_EMPTY, STORE_OPERATOR, 1, 9, summary, text, &place->why));
    for (size_t i = 0; i < STATEMENT_SLOTS; i++)
        for (struct statement *kept = place->db->slots[i]; kept != NULL; kept = kept->next) {
            struct statement *s;
            bool row;

            if (strncmp(kept->sql, "SELECT id FROM post", 19) != 0)
                continue;
            s = db_prepare(place->db, mem_format(place, "EXPLAIN QUERY PLAN %s", kept->sql));
            for (;;) {
                const char *line;

                ok(db_step(s, &row, &place->why));
                if (!row)
                    break;
                line = db_text(s, 3, place);
                if (strncmp(line, "SEARCH", 6) != 0 || strstr(line, strstr(kept->sql, "$3") != NULL ? "post_category" : "post_parent") == NULL)
                    fail_msg("%s: %s", kept->sql, line);
            }
            seen++;
        }
    assert_int_equal(seen, 1);
}

static void rates_and_undo(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1000), got;
    uint64_t count;
    int64_t oldest;

    add(place, &w, POST_ANSWER, q.id, q.id, w.ann, 2000);
    add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 3000);
    ok(store_post_rate(place->db, w.ann, POST_ANSWER, 1500, &count, &oldest, &place->why));
    assert_int_equal(count, 1);
    ok(store_post_rate(place->db, w.ann, POST_QUESTION, 1500, &count, &oldest, &place->why));
    assert_int_equal(count, 0);
    ok(store_post_rate(place->db, w.ann, POST_QUESTION, 1000, &count, &oldest, &place->why));
    assert_int_equal(count, 1);
    assert_int_equal(oldest, 1000);
    /* Written before, published after: not of this hour. */
    ok(store_post_rate(place->db, w.ann, POST_QUESTION, 1001, &count, &oldest, &place->why));
    assert_int_equal(count, 0);
    ok(store_post_rate_most(place->db, w.ann, 1001, &count, &place->why));
    assert_int_equal(count, 2);
    ok(store_post_rate_most(place->db, w.bob, 3600, &count, &place->why));
    assert_int_equal(count, 0);
    ok(store_post_last(place->db, place, w.ann, 1200, &got, &place->why));
    assert_int_equal(got.id, 2);
    ok(store_post_state(place->db, 2, POST_UNDONE, &place->why));
    ok(store_post_last(place->db, place, w.ann, 1200, &got, &place->why));
    assert_int_equal(got.id, q.id);
    ok(store_post_last(place->db, place, w.ann, 1300, &got, &place->why));
    assert_int_equal(got.id, 0);
}

static void participants(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    struct people people = {.limit = 10};
    bool muted;

    add(place, &w, POST_ANSWER, q.id, q.id, w.bob, 2);
    add(place, &w, POST_ANSWER, q.id, q.id, w.ann, 3); /* answers her own question */
    add(place, &w, POST_COMMENT, q.id, 2, w.eve, 4);
    ok(store_answerers(place->db, place, q.id, &people, &place->why));
    assert_int_equal(people.count, 2);
    assert_int_equal(people.ids[0], w.ann);
    assert_int_equal(people.ids[1], w.bob);
    people.after = w.ann;
    ok(store_answerers(place->db, place, q.id, &people, &place->why));
    assert_int_equal(people.count, 1);
    ok(store_mute(place->db, q.id, w.ann, true, &place->why));
    ok(store_muted(place->db, q.id, w.ann, &muted, &place->why));
    assert_true(muted);
    ok(store_participant_add(place->db, q.id, w.ann, POST_COMMENT, &place->why)); /* speaking does not unmute */
    ok(store_mute(place->db, q.id, w.ann, false, &place->why));
    ok(store_muted(place->db, q.id, 77, &muted, &place->why));
    assert_false(muted);
    ok(store_mute(place->db, q.id, 77, true, &place->why)); /* a subscriber who takes no part */
}

static void events(void **state)
{
    struct place *place = *state;
    struct world w = make(place);
    struct post q = add(place, &w, POST_QUESTION, 0, 0, w.ann, 1);
    struct event e = {.post = q.id, .actor = w.ann, .at = 5, .due = 305, .receipt = STR("sealed\0pairs")}, next;
    uint64_t first, second, people;

    ok(store_event_next(place->db, place, &next, &place->why));
    assert_int_equal(next.id, 0);
    ok(store_event_add(place->db, &e, &first, &place->why));
    ok(store_event_add(place->db, &e, &second, &place->why));
    ok(store_event_next(place->db, place, &next, &place->why));
    assert_int_equal(next.id, first);
    assert_int_equal(next.post, q.id);
    assert_int_equal(next.actor, w.ann);
    assert_int_equal(next.at, 5);
    assert_int_equal(next.due, 305);
    assert_true(str_equal(next.receipt, e.receipt));
    next.stage = 3;
    next.cursor = 1000;
    next.people = 43;
    ok(store_event_move(place->db, &next, &place->why));
    ok(store_event_next(place->db, place, &next, &place->why));
    assert_int_equal(next.id, first);
    assert_int_equal(next.stage, 3);
    assert_int_equal(next.cursor, 1000);
    assert_int_equal(next.people, 43);
    ok(store_event_done(place->db, first, 50, &place->why));
    ok(store_event_next(place->db, place, &next, &place->why));
    assert_int_equal(next.id, second);
    ok(store_event_done(place->db, second, 0, &place->why));
    ok(store_event_people(place->db, q.id, &people, &place->why));
    assert_int_equal(people, 50);
    ok(store_event_people(place->db, 99, &people, &place->why));
    assert_int_equal(people, 0);
    assert_int_equal(store_event_done(place->db, 99, 0, &place->why), REFUSED);
}

UNIT_MAIN(STORE_UNIT(added_and_found), STORE_UNIT(revisions), STORE_UNIT(states), STORE_UNIT(newest_questions), STORE_UNIT(titles_before), STORE_UNIT(best_answer), STORE_UNIT(replies_before), STORE_UNIT(listed_by_category),
          STORE_UNIT(lists_have_an_index), STORE_UNIT(rates_and_undo), STORE_UNIT(participants), STORE_UNIT(events))
