#include "unit.h"

#include "lmtp/lmtp.h"

static const struct {
    const char *sent, *replies;
    bool closed;
} table[] = {
    {"13:map a@b.examp,", "5:OK ok,", false},
    {"8:map gone,8:map busy,6:map ok,", "9:NOTFOUND ,12:TEMP not now,5:OK ok,", false},
    {"9:map a b c,", "5:OK ok,", false},
    {"5:m a@b", "", false},
    {"", "", false},
    {"5", "", false},
    {"10000", "", false},
    {"10001:", "", true},
    {"99999:", "", true},
    {"100000", "", true},
    {"05:m a@b,", "", true},
    {"-1:m a,", "", true},
    {":m a,", "", true},
    {"x", "", true},
    {"5:m a@b;", "", true},
    {"3:map,", "", true},
    {"4:map ,", "", true},
    {"5: a@bc,", "", true},
    {"0:,", "", true},
    {"6:m ok x,3:bad!", "5:OK ok,", true},
};

static void answer(struct socketmap *s)
{
    struct fault why;

    if (str_equal(socketmap_key(s), STR("gone")))
        socketmap_answer(s, fault_set(&why, REFUSED, "5.1.1", "no such address"), &why);
    else if (str_equal(socketmap_key(s), STR("busy")))
        socketmap_answer(s, fault_set(&why, RETRY, "4.3.0", "not now"), &why);
    else
        socketmap_answer(s, DONE, NULL);
}

static void try(void *ctx, struct str sent, const char *replies, bool closed, size_t piece)
{
    struct socketmap *s = socketmap_open(ctx);
    enum socketmap_event event = socketmap_run(s);

    for (size_t at = 0; at < sent.n && event != SOCKETMAP_CLOSE; at += piece) {
        socketmap_feed(s, str_cut(sent, at, piece));
        while ((event = socketmap_run(s)) == SOCKETMAP_NEED_ANSWER)
            answer(s);
    }
    assert_string_equal(buf_string(socketmap_replies(s)), replies);
    assert_int_equal(event, closed ? SOCKETMAP_CLOSE : SOCKETMAP_NEED_INPUT);
    mem_free(s);
}

static void requests(void **state)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        for (size_t piece = 1; piece < 100; piece += 98)
            try(*state, str_of(table[i].sent), table[i].replies, table[i].closed, piece);
    try(*state, STR("7:m a\0b@c,"), "", true, 100);
}

static void keys(void **state)
{
    struct socketmap *s = socketmap_open(*state);

    socketmap_feed(s, STR("21:relay a+b@c.example.,"));
    assert_int_equal(socketmap_run(s), SOCKETMAP_NEED_INPUT);
    socketmap_feed(s, STR("x"));
    assert_int_equal(socketmap_run(s), SOCKETMAP_CLOSE);
    s = socketmap_open(*state);
    socketmap_feed(s, STR("20:relay a+b@c.example.,"));
    assert_int_equal(socketmap_run(s), SOCKETMAP_NEED_ANSWER);
    assert_true(str_equal(socketmap_key(s), STR("a+b@c.example.")));
    assert_int_equal(socketmap_run(s), SOCKETMAP_NEED_ANSWER); /* until it is answered */
}

/* The longest request there may be, and more input than anybody may have waiting. */
static void limits(void **state)
{
    struct socketmap *s = socketmap_open(*state);
    struct buf b;

    buf_init(&b, *state, 1000000);
    buf_text(&b, "10000:m ");
    while (b.n < 10006)
        buf_char(&b, 'x');
    buf_char(&b, ',');
    socketmap_feed(s, buf_view(&b));
    assert_int_equal(socketmap_run(s), SOCKETMAP_NEED_ANSWER);
    assert_int_equal(socketmap_key(s).n, 9998);
    for (int i = 0; i < 10; i++)
        socketmap_feed(s, buf_view(&b));
    assert_int_equal(socketmap_run(s), SOCKETMAP_CLOSE);
}

UNIT_MAIN(UNIT(requests), UNIT(keys), UNIT(limits))
