/* `list hot`: Question2Answer's weights. */
#include "forum_fixture.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example";
static const char words[] = "Words that are long enough.";

static uint64_t ask(struct fixture *x, const char *title)
{
    APPLY(x, fixture_question(x, ann, title, words), "question-posted");
    return x->changes.post;
}

/* A vote or an answer is worth 160,000 seconds; a question's own age and that of its newest answer count both. */
static void hot(void **state)
{
    static const struct {
        int64_t hours;   /* how much later the second is asked */
        int vote;        /* on the first */
        int64_t answer;  /* the first is answered so many hours after it was asked; -1: not at all */
        bool first;      /* the first is the hotter */
    } rows[] = {
        {1, 0, -1, false}, {20, 1, -1, true}, {25, 1, -1, false}, {0, -1, -1, false}, {20, 0, 0, true}, {25, 0, 0, false}, {25, 0, 10, true},
        {40, 1, 0, true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = fixture_open(state);
        uint64_t one, bobs;
        int64_t asked;
        const char *items;

        x->conf->limits.hold_newcomer = 0;
        fixture_member(x, ann);
        bobs = fixture_member(x, bob);
        one = ask(x, "The first of the questions");
        asked = x->f.now;
        if (rows[i].vote != 0)
            OK(points_vote(&x->f, x, one, bobs, rows[i].vote, &x->why));
        if (rows[i].answer >= 0) {
            x->f.now = asked + rows[i].answer * HOUR;
            APPLY(x, fixture_reply(x, bob, bobs, REPLY_TO_NOTICE, one, INTENT_ANSWER, words), "answer-posted");
        }
        x->f.now = asked + rows[i].hours * HOUR;
        ask(x, "The second of the questions");
        x->f.now += DAY;
        APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_LIST, "hot"), "command");
        items = fixture_pair(fixture_told(x, NOTICE_LIST), "items");
        assert_non_null(items);
        if (str_starts(str_of(items), str_of(mem_format(x, "%llu ", (unsigned long long)one))) != rows[i].first)
            fail_msg("row %zu: %s", i, items);
    }
}

UNIT_MAIN(UNIT(hot))
