/* When front asks core for a recipient, and when it knows. */
#include <poll.h>
#include <unistd.h>

#include "unit.h"

#include "gateway/front.h"

struct ends {
    struct front *front;
    struct session *session;
    struct channel *core;
    int client;
};

static void nothing(void *arg, short revents)
{
    (void)arg;
    (void)revents;
}

static void ends_open(struct ends *e, void *ctx)
{
    struct lmtp_limits limits = {.message = 1 << 20, .recipients = 100, .received = 50, .bad_commands = 20, .bad_recipients = 20};
    struct front *front = mem_new(ctx, struct front);
    struct session *s = mem_new(front, struct session);
    struct conf *conf = conf_defaults(front);
    int core[2], client[2];

    assert_true(proc_pair(core) && proc_pair(client));
    conf->forum.domain = mem_string(conf, "forum.example");
    conf->forum.address = mem_string(conf, "%s@forum.example");
    front->conf = conf;
    front->loop = loop_new(front);
    front->core = channel_open(front, core[0], 1 << 20);
    front->slots = 1;
    front->sessions = mem_array(front, 1, sizeof(struct session *));
    front->sessions[0] = s;
    *s = (struct session){.front = front, .fd = client[0], .id = 1};
    s->lmtp = lmtp_open(s, "forum.example", &limits);
    loop_watch(front->loop, core[0], POLLIN, nothing, front);
    loop_watch(front->loop, s->fd, POLLIN, nothing, s);
    *e = (struct ends){front, s, channel_open(ctx, core[1], 1 << 20), client[1]};
    lmtp_feed(s->lmtp, STR("LHLO client.example\r\nMAIL FROM:<ann@example.org>\r\n"));
    front_resume(s);
    while (lmtp_run(s->lmtp) == LMTP_NEED_SENDER)
        lmtp_answer(s->lmtp, DONE, NULL);
}

static void ends_close(struct ends *e)
{
    close(e->session->fd);
    close(e->client);
}

/* What core is asked when the client names `local`; `target` is what it answers then. */
static bool asks_core(struct ends *e, const char *local, enum target target)
{
    struct fault fine = {.code = "2.1.5"};
    struct frame frame;
    struct buf line, answer;
    struct wire w;

    buf_init(&line, e->front, 200);
    buf_format(&line, "RCPT TO:<%s@forum.example>\r\n", local);
    lmtp_feed(e->session->lmtp, buf_view(&line));
    front_resume(e->session);
    assert_true(channel_fill(e->core));
    if (!channel_next(e->core, &frame))
        return false;
    assert_int_equal(frame.type, ASK_RECIPIENT);
    assert_int_equal(e->session->step, STEP_RECIPIENT);
    w = wire_read(frame.payload);
    assert_true(str_equal(wire_str(&w), str_of(local)));
    buf_init(&answer, e->front, 1000);
    put_outcome(&answer, target == TARGET_NONE ? REFUSED : DONE, &fine);
    put_recipient(&answer, &(struct recipient){.target = target, .category = target == TARGET_CATEGORY ? 7 : 0});
    w = wire_read(buf_view(&answer));
    front_recipient_answered(e->session, &w);
    return true;
}

static void categories_are_remembered(void **state)
{
    struct ends e;

    ends_open(&e, *state);
    assert_true(asks_core(&e, "sleep", TARGET_CATEGORY));
    e.front->remembered[0].until = INT64_MAX;
    assert_false(asks_core(&e, "sleep", TARGET_CATEGORY));
    assert_int_equal(e.session->recipient_count, 2);
    assert_int_equal(e.session->recipients[1].target, TARGET_CATEGORY);
    assert_int_equal(e.session->recipients[1].category, 7);
    assert_true(asks_core(&e, "dreams", TARGET_CATEGORY));

    e.front->remembered[0].until = 1; /* long ago */
    assert_true(asks_core(&e, "sleep", TARGET_CATEGORY));

    for (size_t i = 0; i < REMEMBERED; i++)
        e.front->remembered[i].until = INT64_MAX;
    front_forget_recipients(e.front);
    assert_true(asks_core(&e, "sleep", TARGET_CATEGORY));
    ends_close(&e);
}

static void nothing_else_is(void **state)
{
    static const struct {
        const char *local;
        enum target target;
    } rows[] = {
        {"raaaaaaaaaabbbbbbbbbbccccccccccdddddddddd", TARGET_QUESTION},
        {"request", TARGET_REQUEST},
        {"reply", TARGET_REPLY_ADDRESS},
        {"sleep-subscribe", TARGET_SUBSCRIBE},
        {"nowhere", TARGET_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ends e;

        ends_open(&e, *state);
        assert_true(asks_core(&e, rows[i].local, rows[i].target));
        assert_true(asks_core(&e, rows[i].local, rows[i].target));
        ends_close(&e);
    }
}

UNIT_MAIN(UNIT(categories_are_remembered), UNIT(nothing_else_is))
