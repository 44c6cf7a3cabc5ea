/* core's batch, driven over a channel as front drives it: what one failing request among good ones costs the others, which is nothing. */
#include <fcntl.h>

#include "forum_fixture.h"

#include "base/proc.h"
#include "gateway/core.h"

struct bench {
    struct fixture *x;
    struct core core;
    struct channel *front;
    unsigned sent;
    int log; /* what is written to stderr meanwhile */
};

static struct bench *bench_open(void **state)
{
    struct bench *b = mem_new(*state, struct bench);
    int fds[2];

    b->x = fixture_open(state);
    fixture_member(b->x, "ann@example.org");
    OK(db_commit(b->x->f.db, &b->x->why));
    b->core.conf = b->x->conf;
    b->core.forum = b->x->f;
    assert_true(proc_pair(fds));
    b->core.peers[0] = (struct peer){.core = &b->core, .may = MAY_FRONT | MAY_ADMIN};
    b->core.peers[0].channel = channel_open(b, fds[0], 1 << 20);
    b->front = channel_open(b, fds[1], 1 << 20);
    return b;
}

static void ask(struct bench *b, const struct mail *m)
{
    struct buf encoded;

    buf_init(&encoded, b, 1 << 20);
    mail_encode(&encoded, m);
    assert_true(channel_send(b->front, ASK_MAIL, ++b->sent, buf_view(&encoded)));
    assert_true(channel_flush(b->front));
}

static void ask_admin(struct bench *b, const char *const *words, size_t count)
{
    struct buf encoded;

    buf_init(&encoded, b, 1 << 20);
    wire_put_number(&encoded, count);
    for (size_t i = 0; i < count; i++)
        wire_put_text(&encoded, words[i]);
    assert_true(channel_send(b->front, ASK_ADMIN, ++b->sent, buf_view(&encoded)));
    assert_true(channel_flush(b->front));
}

/* Lets core do what it has and what comes meanwhile; stderr goes into a file. */
static void run(struct bench *b)
{
    char path[] = "/tmp/askpost-batch-XXXXXX";
    int kept = dup(STDERR_FILENO);

    b->log = mkstemp(path);
    assert_true(b->log >= 0 && kept >= 0);
    unlink(path);
    dup2(b->log, STDERR_FILENO);
    for (int i = 0; i < 2; i++) { /* a slow machine ends the first batch before it reads what came meanwhile */
        while (core_run_batches(&b->core))
            ;
        core_settle(&b->core);
        assert_true(channel_fill(b->core.peers[0].channel));
    }
    dup2(kept, STDERR_FILENO);
    close(kept);
    assert_true(channel_flush(b->core.peers[0].channel));
    assert_true(channel_fill(b->front));
}

/* How often a word stands in the log of the last run. */
static unsigned logged(struct bench *b, const char *word)
{
    char text[8192];
    ssize_t n = pread(b->log, text, sizeof text - 1, 0);
    unsigned count = 0;

    assert_true(n >= 0);
    text[n] = '\0';
    for (const char *p = text; (p = strstr(p, word)) != NULL; p++)
        count++;
    return count;
}

/* The outcome of request number `tag`, in whose turn it is; *output gets what an operator's command printed. */
static enum outcome answered(struct bench *b, uint64_t tag, char **output)
{
    struct frame frame;
    struct fault why;
    enum outcome outcome;

    assert_true(channel_next(b->front, &frame));
    assert_int_equal(frame.type, ANSWER);
    assert_int_equal(frame.tag, tag);

    struct wire w = wire_read(frame.payload);

    outcome = get_outcome(&w, &why);
    if (output != NULL)
        *output = wire_text(b, &w);
    assert_true(wire_end(&w));
    return outcome;
}

static uint64_t people(struct bench *b, enum person_state state)
{
    uint64_t count;

    OK(store_person_count(b->x->f.db, state, &count, &b->x->why));
    return count;
}

static const char *title_of(struct bench *b, uint64_t id)
{
    struct post post;

    OK(store_post_get(b->x->f.db, b, id, &post, &b->x->why));
    return post.id == 0 ? "" : post.title;
}

static const char words[] = "I wake up at three every night and cannot go back to sleep. What helps?";

static void check_one_of_many(void **state, size_t arrived)
{
    struct bench *b = bench_open(state);
    struct fixture *x = b->x;
    static const char *const add[] = {"category", "add", "dreams", "Dreams"};
    struct mail *mails[] = {
        fixture_question(x, "ann@example.org", "First question here", words),
        fixture_question(x, "ann@example.org", "Second question here", words),
        fixture_question(x, "new@elsewhere.example", "A newcomer asks", words),
        fixture_question(x, "ann@example.org", "Third question here", words),
    };
    char *output;

    x->conf->limits.held_per_domain = 0; /* so nobody's preview can wait */
    ask_admin(b, add, 4);
    for (size_t i = 0; i < 4; i++) {
        if (i == arrived)
            assert_true(channel_fill(b->core.peers[0].channel));
        ask(b, mails[i]);
    }
    if (arrived == 4)
        assert_true(channel_fill(b->core.peers[0].channel));
    run(b);
    assert_int_equal(answered(b, 1, &output), DONE);
    assert_non_null(strstr(output, "dreams@"));
    assert_null(strstr(strstr(output, "dreams@") + 1, "dreams@"));
    assert_int_equal(answered(b, 2, NULL), DONE);
    assert_int_equal(answered(b, 3, NULL), DONE);
    assert_int_equal(answered(b, 4, NULL), RETRY);
    assert_int_equal(answered(b, 5, NULL), DONE);
    assert_string_equal(title_of(b, 1), "First question here");
    assert_string_equal(title_of(b, 2), "Second question here");
    assert_string_equal(title_of(b, 3), "Third question here");
    assert_string_equal(title_of(b, 4), "");
    assert_int_equal(logged(b, "event=question-posted"), 3);
    assert_int_equal(people(b, PERSON_MEMBER), 1);
    assert_int_equal(people(b, PERSON_NEWCOMER), 0);

    /* Nothing remembers the one that failed: it is no duplicate when it comes again, and its sender's key serves. */
    x->conf->limits.held_per_domain = 100;
    ask(b, mails[2]);
    assert_true(channel_fill(b->core.peers[0].channel));
    run(b);
    assert_int_equal(answered(b, 6, NULL), DONE);
    assert_int_equal(logged(b, "held=1"), 1);
    assert_int_equal(people(b, PERSON_NEWCOMER), 1);
    close(b->log);
}

static void one_of_many_fails(void **state)
{
    check_one_of_many(state, 4);
}

/* The good ones were read from frames that are gone when the bad one comes. */
static void a_late_one_fails(void **state)
{
    check_one_of_many(state, 2);
}

UNIT_MAIN(UNIT(one_of_many_fails), UNIT(a_late_one_fails))
