/* What no transcript can say: a runner that answers late, and a client that never reads. */
#include "unit.h"

#include "lmtp/lmtp.h"

static struct lmtp_session *open_session(void *ctx)
{
    const struct lmtp_limits limits = {
        .message = 1000, .recipients = 10, .received = 10, .bad_commands = 10, .bad_recipients = 10};
    struct lmtp_session *s = lmtp_open(ctx, "forum.example", &limits);

    lmtp_feed(s, STR("LHLO x\r\nMAIL FROM:<a@b.example>\r\n"));
    assert_int_equal(lmtp_run(s), LMTP_NEED_SENDER);
    return s;
}

static void late_answers(void **state)
{
    struct lmtp_session *s = open_session(*state);
    size_t said;

    assert_int_equal(lmtp_run(s), LMTP_NEED_SENDER); /* until it is answered */
    lmtp_deliver(s, DONE, NULL); /* not what was asked */
    assert_int_equal(lmtp_run(s), LMTP_NEED_SENDER);
    lmtp_answer(s, DONE, NULL);
    lmtp_feed(s, STR("RCPT TO:<c@d.example>\r\n"));
    assert_int_equal(lmtp_run(s), LMTP_NEED_RECIPIENT);
    assert_true(str_equal(lmtp_recipient(s), STR("c@d.example")));
    lmtp_answer(s, DONE, NULL);
    lmtp_feed(s, STR("DATA\r\n"));
    assert_int_equal(lmtp_run(s), LMTP_NEED_INPUT);
    lmtp_feed(s, STR("text\r\n.\r\nQUIT\r\n"));
    assert_int_equal(lmtp_run(s), LMTP_NEED_DELIVERY);
    assert_int_equal(lmtp_held_bytes(s), 6);
    lmtp_shut(s, "4.3.2", "Stopping");
    said = lmtp_replies(s)->n;
    assert_true(str_ends(buf_view(lmtp_replies(s)), STR("421 4.3.2 Stopping\r\n")));
    lmtp_deliver(s, DONE, NULL);
    lmtp_answer(s, DONE, NULL);
    lmtp_shut(s, "4.3.2", "Again");
    assert_int_equal(lmtp_replies(s)->n, said);
    assert_int_equal(lmtp_run(s), LMTP_CLOSE);
}

/* Input that nobody consumes ends the session; it does not grow. */
static void input_unconsumed(void **state)
{
    struct lmtp_session *s = open_session(*state);

    for (int i = 0; i < 30000; i++)
        lmtp_feed(s, STR("NOOP NOOP\r\n"));
    assert_int_equal(lmtp_run(s), LMTP_CLOSE);
    assert_true(str_ends(buf_view(lmtp_replies(s)), STR("421 4.3.2 Too much at once\r\n")));
}

static void replies_unread(void **state)
{
    struct lmtp_session *s = open_session(*state);
    int turns = 0;

    lmtp_answer(s, DONE, NULL);
    while (lmtp_run(s) == LMTP_NEED_INPUT && turns++ < 200000)
        lmtp_feed(s, STR("NOOP\r\nRSET\r\n"));
    assert_in_range(turns, 1000, 100000);
    assert_in_range(lmtp_replies(s)->n, 1000000, 1100000);
}

/* Text of a reply comes from elsewhere: it stays one printable line. */
static void reply_text(void **state)
{
    struct lmtp_session *s = open_session(*state);
    struct fault why = {"5.7.1", "no\r\n250 2.0.0 yes\x7f"};

    buf_truncate(lmtp_replies(s), 0);
    lmtp_answer(s, REFUSED, &why);
    assert_string_equal(buf_string(lmtp_replies(s)), "550 5.7.1 no??250 2.0.0 yes?\r\n");
}

UNIT_MAIN(UNIT(late_answers), UNIT(input_unconsumed), UNIT(replies_unread), UNIT(reply_text))
