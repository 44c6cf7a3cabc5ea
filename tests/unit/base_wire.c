#include "unit.h"

#include "base/mem.h"
#include "base/proc.h"
#include "base/wire.h"

enum { LIMIT = 100 };

static void open_pair(const void *ctx, struct channel *ends[2])
{
    int fds[2];

    assert_true(proc_pair(fds));
    ends[0] = channel_open(ctx, fds[0], LIMIT);
    ends[1] = channel_open(ctx, fds[1], LIMIT);
}

/* A string and a number in place, beside others. */
static void put_payload(struct buf *b, size_t length)
{
    size_t inner;

    wire_put_text(b, "before");
    inner = wire_open(b);
    for (size_t i = 0; i < length; i++)
        buf_char(b, 'x');
    wire_close(b, inner);
    wire_put_number(b, length);
}

static void expect_payload(struct str payload, size_t length)
{
    struct wire w = wire_read(payload);

    assert_true(str_equal(wire_str(&w), STR("before")));
    assert_int_equal(wire_str(&w).n, length);
    assert_int_equal(wire_number(&w), length);
    assert_true(wire_end(&w));
}

static void in_place(void **state)
{
    struct channel *ends[2];
    struct frame frame;

    open_pair(*state, ends);
    put_payload(channel_begin(ends[0], 7, 1), 0);
    assert_true(channel_end(ends[0]));
    put_payload(channel_begin(ends[0], 8, 2), LIMIT); /* too long: as if it had not been begun */
    assert_false(channel_end(ends[0]));
    assert_true(channel_send(ends[0], 9, 3, STR("whole")));
    put_payload(channel_begin(ends[0], 10, UINT64_MAX), LIMIT - WIRE_FRAME_HEAD - 22); /* as long as may be */
    assert_true(channel_end(ends[0]) && channel_drain(ends[0], -1));

    assert_true(channel_wait(ends[1], &frame, -1) && frame.type == 7 && frame.tag == 1);
    expect_payload(frame.payload, 0);
    assert_true(channel_wait(ends[1], &frame, -1) && frame.type == 9 && frame.tag == 3);
    assert_true(str_equal(frame.payload, STR("whole")));
    assert_true(channel_wait(ends[1], &frame, -1) && frame.type == 10 && frame.tag == UINT64_MAX);
    expect_payload(frame.payload, LIMIT - WIRE_FRAME_HEAD - 22);
    mem_free(ends[0]);
    mem_free(ends[1]);
}

static void too_long(void **state)
{
    static const char longest[LIMIT];
    struct channel *ends[2];

    open_pair(*state, ends);
    assert_true(channel_send(ends[0], 1, 1, str_from(longest, LIMIT - WIRE_FRAME_HEAD)));
    assert_false(channel_send(ends[0], 1, 1, str_from(longest, LIMIT - WIRE_FRAME_HEAD + 1)));
    mem_free(ends[1]);
    while (channel_flush(ends[0])) /* the other side is gone */
        assert_true(channel_send(ends[0], 1, 1, STR("")));
    (void)channel_begin(ends[0], 1, 1);
    assert_false(channel_end(ends[0]));
    assert_false(channel_send(ends[0], 1, 1, STR("")));
    mem_free(ends[0]);
}

UNIT_MAIN(UNIT(in_place), UNIT(too_long))
