/* Any bytes to a session and to socketmap, in one piece, by bytes and by lines. By bytes and by lines the outcome must
 * be the same; what comes in one piece with DATA is early text, so there it may differ. The first byte chooses the
 * answers. */
#include <stdlib.h>

#include "base/mem.h"
#include "lmtp/lmtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum outcome choose(struct str address, unsigned choice)
{
    return address.n > 0 && (address.p[0] & 7) == (char)(choice & 7) ? (choice & 8 ? RETRY : REFUSED) : DONE;
}

static void check_message(struct str message)
{
    for (size_t i = 0; i < message.n; i++)
        if (message.p[i] == '\0' || (message.p[i] == '\n' && (i == 0 || message.p[i - 1] != '\r')) ||
            (message.p[i] == '\r' && (i + 1 == message.n || message.p[i + 1] != '\n')))
            abort();
}

/* The length of the piece at `at`: `piece`, or with 0 up to the next LF. */
static size_t piece_at(struct str bytes, size_t at, size_t piece)
{
    return piece > 0 ? piece : str_index(str_from_index(bytes, at), '\n') + 1;
}

/* Everything that was delivered or answered, in one text. */
static void run_session(void *ctx, struct str bytes, size_t piece, unsigned choice, struct buf *seen)
{
    const struct lmtp_limits limits = {.message = 500,
                                       .recipients = 3,
                                       .received = 2,
                                       .bad_commands = 5,
                                       .bad_recipients = 3,
                                       .allow_pipe = (choice & 16) != 0};
    struct lmtp_session *s = lmtp_open(ctx, "forum.example", &limits);
    enum lmtp_event event = LMTP_NEED_INPUT;

    for (size_t at = 0; at < bytes.n && event != LMTP_CLOSE;) {
        size_t n = piece_at(bytes, at, piece);

        lmtp_feed(s, str_cut(bytes, at, n));
        at += n;
        while ((event = lmtp_run(s)) != LMTP_NEED_INPUT && event != LMTP_CLOSE) {
            const struct lmtp_envelope *e = lmtp_envelope(s);

            if (event == LMTP_NEED_SENDER) {
                lmtp_answer(s, choose(str_of(e->sender), choice), NULL);
            } else if (event == LMTP_NEED_RECIPIENT) {
                lmtp_answer(s, choose(lmtp_recipient(s), choice), NULL);
            } else {
                if (e->recipient_count == 0 || e->recipient_count > limits.recipients ||
                    lmtp_message(s).n > limits.message)
                    abort();
                check_message(lmtp_message(s));
                buf_str(seen, lmtp_message(s));
                lmtp_deliver(s, choose(lmtp_message(s), choice), NULL);
            }
        }
    }
    buf_str(seen, buf_view(lmtp_replies(s)));
    mem_free(s);
}

static void run_socketmap(void *ctx, struct str bytes, size_t piece, unsigned choice, struct buf *seen)
{
    struct socketmap *s = socketmap_open(ctx);

    for (size_t at = 0; at < bytes.n; at += piece) {
        socketmap_feed(s, str_cut(bytes, at, piece));
        while (socketmap_run(s) == SOCKETMAP_NEED_ANSWER)
            socketmap_answer(s, choose(socketmap_key(s), choice), NULL);
    }
    buf_str(seen, buf_view(socketmap_replies(s)));
    mem_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes;
    struct buf whole, split;
    void *ctx;
    unsigned choice;

    if (size < 1 || size > 20000)
        return 0;
    choice = data[0];
    bytes = str_from(data + 1, size - 1);
    ctx = mem_job("fuzz");
    buf_init(&whole, ctx, 4000000);
    buf_init(&split, ctx, 4000000);
    run_session(ctx, bytes, bytes.n + 1, choice, &whole);
    buf_truncate(&whole, 0);
    run_session(ctx, bytes, 0, choice, &whole);
    run_session(ctx, bytes, 1, choice, &split);
    if (!str_equal(buf_view(&whole), buf_view(&split)))
        abort();
    run_socketmap(ctx, bytes, bytes.n + 1, choice, &whole);
    run_socketmap(ctx, bytes, (choice >> 5) + 1u, choice, &split);
    if (!str_equal(buf_view(&whole), buf_view(&split)))
        abort();
    lmtp_stuff(&split, bytes);
    mem_free(ctx);
    return 0;
}
