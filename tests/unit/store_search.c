/* What is found, by which words, and in which order; nothing typed has a meaning of its own. */
#include "store.h"

#include "store/category.h"
#include "store/member.h"
#include "store/person.h"
#include "store/search.h"

static uint64_t post_on(struct place *place, enum post_kind kind, uint64_t thread, uint64_t parent, const char *title, const char *body,
                        int64_t now)
{
    struct post p = {.kind = kind,
                     .thread = thread,
                     .parent = parent,
                     .category = 1,
                     .author = 1,
                     .name = mem_string(place, "Quiet Fern"),
                     .created = now,
                     .publish = now,
                     .title = mem_string(place, title),
                     .body = mem_string(place, body)};

    ok(store_post_add(place->db, &p, &place->why));
    return p.id;
}

static uint64_t post(struct place *place, enum post_kind kind, uint64_t thread, const char *title, const char *body, int64_t now)
{
    return post_on(place, kind, thread, thread, title, body, now);
}

static void make(struct place *place)
{
    char path[] = "a", empty[] = "";
    struct category c = {.path = path, .title = path, .description = empty, .notice = empty};
    uint64_t id;

    ok(store_category_add(place->db, &c, 1, &id, &place->why));
    ok(store_person_add(place->db, 1, PERSON_MEMBER, &id, &place->why));
}

static void index_all(struct place *place, int64_t now)
{
    bool more = true;

    while (more)
        ok(store_search_step(place->db, now, 2, &more, &place->why));
}

static void note(void *arg, const struct post *p)
{
    char *list = arg;
    size_t n = strlen(list);

    snprintf(list + n, 100 - n, "%llu ", (unsigned long long)p->id);
}

static void expect(struct place *place, const char *words, bool any, int64_t now, const char *wanted)
{
    char list[100] = "";

    ok(store_search(place->db, place, str_of(words), any, STORE_OPERATOR, now, 10, note, list, &place->why));
    if (strcmp(list, wanted) != 0)
        fail_msg("\"%s\": wanted \"%s\", found \"%s\"", words, wanted, list);
}

static void words_are_found(void **state)
{
    struct place *place = *state;
    uint64_t one, two;

    make(place);
    one = post(place, POST_QUESTION, 0, "Sleep without medicine", "I lie awake.", 100);
    two = post(place, POST_QUESTION, 0, "Something else", "I lie awake, and then I sleep.", 100);
    post(place, POST_ANSWER, two, "", "Chamomile. Caf\xc3\xa9 late at night is no good.", 100);
    index_all(place, 200);
    assert_int_equal(one, 1);
    expect(place, "sleep", false, 200, "1 2 "); /* the title counts most */
    expect(place, "SLEEP medicine", false, 200, "1 ");
    expect(place, "medicine chamomile", false, 200, "");
    expect(place, "medicine chamomile", true, 200, "1 2 ");
    expect(place, "awake-lie", false, 200, "1 2 "); /* words, not a phrase */
    expect(place, "cafe", false, 200, "2 "); /* answers, too, and without accents */
    expect(place, "nothing of it", false, 200, "");
    expect(place, "", false, 200, "");
}

/* The same word, in the same number of words: its tag before the title, then the question, its answers, their comments. */
static void where_it_stands(void **state)
{
    struct place *place = *state;
    uint64_t thread;

    make(place);
    thread = post(place, POST_QUESTION, 0, "one two three", "four five six", 100);
    post_on(place, POST_COMMENT, thread, post(place, POST_ANSWER, thread, "", "eight nine", 100), "", "sleep seven", 100);
    thread = post(place, POST_QUESTION, 0, "one two three", "four five six", 100);
    post_on(place, POST_COMMENT, thread, post(place, POST_ANSWER, thread, "", "sleep eight", 100), "", "seven nine", 100);
    thread = post(place, POST_QUESTION, 0, "one two three", "four five sleep", 100);
    post_on(place, POST_COMMENT, thread, post(place, POST_ANSWER, thread, "", "six eight", 100), "", "seven nine", 100);
    thread = post(place, POST_QUESTION, 0, "two three", "four five six", 100);
    ok(store_post_tags(place->db, thread, "sleep", &place->why));
    post_on(place, POST_COMMENT, thread, post(place, POST_ANSWER, thread, "", "one eight", 100), "", "seven nine", 100);
    thread = post(place, POST_QUESTION, 0, "sleep two three", "four five six", 100);
    post_on(place, POST_COMMENT, thread, post(place, POST_ANSWER, thread, "", "one eight", 100), "", "seven nine", 100);
    for (unsigned i = 0; i < 6; i++) /* where a word stands in most texts it says nothing */
        post(place, POST_QUESTION, 0, "another title", "another text", 100);
    index_all(place, 200);
    expect(place, "sleep", false, 200, "10 13 7 4 1 ");
}

/* FTS5's own language, unbalanced quotes, columns, NUL and the like: words, or nothing. */
static void nothing_has_a_meaning(void **state)
{
    static const char *const rows[] = {"\"",      "\"\"\"", "sleep\"",    "(",         "NEAR(a b", "sleep AND",  "OR sleep",    "-sleep", "sleep*",
                                       "* *",     "a'b",    "title:sleep", "secret:x",  "^sleep",   "{title}: a", "sleep NOT b", "+",      ";--",
                                       "\\",      "%",      "\x01\x02",   "\xff\xfe",  "{",        "a:b:c",      "sleep + pill"};
    struct place *place = *state;
    char long_query[5000];

    make(place);
    post(place, POST_QUESTION, 0, "Sleep", "secret words", 100);
    index_all(place, 200);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char list[100] = "";

        ok(store_search(place->db, place, str_of(rows[i]), false, STORE_OPERATOR, 200, 10, note, list, &place->why));
        ok(store_search(place->db, place, str_of(rows[i]), true, STORE_OPERATOR, 200, 10, note, list, &place->why));
    }
    expect(place, "title:sleep", false, 200, ""); /* two words beside each other, not a column */
    memset(long_query, '(', sizeof long_query);
    long_query[sizeof long_query - 1] = '\0';
    expect(place, long_query, false, 200, "");
}

static void only_what_is_visible_and_published(void **state)
{
    struct place *place = *state;
    uint64_t question, answer;

    make(place);
    question = post(place, POST_QUESTION, 0, "Sleep", "words", 100);
    index_all(place, 99);
    expect(place, "sleep", true, 99, ""); /* in its hold */
    index_all(place, 100);
    expect(place, "sleep", true, 100, "1 ");
    answer = post(place, POST_ANSWER, question, "", "valerian", 300);
    index_all(place, 200);
    expect(place, "valerian", false, 200, "");
    index_all(place, 300);
    expect(place, "valerian", false, 300, "1 ");
    ok(store_post_state(place->db, answer, POST_HIDDEN, &place->why));
    index_all(place, 300);
    expect(place, "valerian", false, 300, "");
    ok(store_post_revise(place->db, question, "Dreams", "words", 301, &place->why));
    index_all(place, 301);
    expect(place, "sleep", false, 301, "");
    expect(place, "dreams", false, 301, "1 ");
    ok(store_post_state(place->db, question, POST_DELETED, &place->why));
    expect(place, "dreams", false, 301, ""); /* even while the index is behind */
    index_all(place, 301);
    expect(place, "dreams", false, 301, "");
}

/* What a moderator let be posted is found from when others see it on, however long it waited. */
static void after_it_waited(void **state)
{
    struct place *place = *state;
    uint64_t question;

    make(place);
    question = post(place, POST_QUESTION, 0, "Sleep", "words", 100);
    ok(store_post_state(place->db, question, POST_WAITING, &place->why));
    index_all(place, 200);
    ok(store_post_state(place->db, question, POST_VISIBLE, &place->why));
    ok(store_post_publish(place->db, question, 300, &place->why));
    index_all(place, 200);
    expect(place, "sleep", false, 200, "");
    index_all(place, 300);
    expect(place, "sleep", false, 300, "1 ");
}

/* A thread costs no more than its beginning, however much is in it; a comment on an answer that was taken away is not found either. */
static void bounds(void **state)
{
    struct place *place = *state;
    uint64_t question, answer;
    char body[4001] = "";

    make(place);
    question = post(place, POST_QUESTION, 0, "Sleep", "words", 100);
    answer = post(place, POST_ANSWER, question, "", "chamomile", 100);
    post_on(place, POST_COMMENT, question, answer, "", "lavender", 100);
    memset(body, 'x', sizeof body - 1);
    memcpy(body + sizeof body - 10, " valerian", 9);
    post(place, POST_ANSWER, question, "", body, 100);
    for (unsigned i = 0; i < 100; i++)
        post(place, POST_ANSWER, question, "", "hops", 100);
    post(place, POST_ANSWER, question, "", "melissa", 100);
    index_all(place, 100);
    expect(place, "chamomile hops", false, 100, "1 ");
    expect(place, "lavender", false, 100, "1 ");
    expect(place, "valerian", false, 100, "");
    expect(place, "melissa", false, 100, "");
    ok(store_post_state(place->db, answer, POST_HIDDEN, &place->why));
    index_all(place, 100);
    expect(place, "lavender", false, 100, "");
    expect(place, "hops", false, 100, "1 ");
}

/* Most words in common first, the newest of these; a word of a tag is worth two, however often a word stands there. */
static void titles(void **state)
{
    static const struct {
        const char *tags, *words, *wanted;
    } rows[] = {
        {"", "night without sleep", "1 4 2 3 "},
        {"", "night night sleep", "4 1 3 2 "}, /* of a word that is asked for twice, each counts */
        {"dreams", "night without sleep", "2 3 1 4 "},
        {"dreams night", "without", "3 2 1 4 "},
        {"", "lavender", ""},
        {"", " - ", ""},
    };
    struct place *place = *state;

    make(place);
    post(place, POST_QUESTION, 0, "A night without sleep", "lavender", 100);
    post(place, POST_QUESTION, 0, "Without dreams, sleep is sleep is sleep", "night", 100);
    post(place, POST_QUESTION, 0, "Night after night", "sleep", 100);
    ok(store_post_tags(place->db, 3, "dreams", &place->why));
    post(place, POST_QUESTION, 0, "Sleep by night", "", 100);
    index_all(place, 200);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char list[100] = "";

        ok(store_search_titles(place->db, place, str_of(rows[i].tags), str_of(rows[i].words), 1, 200, 10, note, list, &place->why));
        if (strcmp(list, rows[i].wanted) != 0)
            fail_msg("\"%s\" \"%s\": wanted \"%s\", found \"%s\"", rows[i].tags, rows[i].words, rows[i].wanted, list);
    }
}

/* However well an old title fits: of many that have a word, the newest are looked at, so that a search costs the same in a large forum. */
static void newest_of_many(void **state)
{
    struct place *place = *state;
    char list[100] = "";

    make(place);
    post(place, POST_QUESTION, 0, "A night without sleep", "", 100);
    for (unsigned i = 0; i < 200; i++)
        post(place, POST_QUESTION, 0, "Sleep", "", 100);
    index_all(place, 200);
    ok(store_search_titles(place->db, place, STR_EMPTY, STR("night without sleep"), 1, 200, 2, note, list, &place->why));
    assert_string_equal(list, "201 200 ");
    expect(place, "night", false, 200, "1 "); /* who searches finds it */
    for (unsigned i = 0; i < 800; i++)
        post(place, POST_QUESTION, 0, "Something else", "No sleep.", 100);
    index_all(place, 200);
    expect(place, "sleep", false, 200, "201 200 199 198 197 196 195 194 193 192 ");
    post(place, POST_QUESTION, 0, "Sleep", "", 100);
    for (unsigned i = 0; i < 999; i++)
        post(place, POST_QUESTION, 0, "Something else", "No sleep.", 100);
    index_all(place, 200);
    expect(place, "sleep", false, 200, "1002 2001 2000 1999 1998 1997 1996 1995 1994 1993 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_UNIT(words_are_found), STORE_UNIT(where_it_stands), STORE_UNIT(nothing_has_a_meaning),
                                       STORE_UNIT(only_what_is_visible_and_published), STORE_UNIT(after_it_waited), STORE_UNIT(bounds),
                                       STORE_UNIT(titles), STORE_UNIT(newest_of_many)};

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
