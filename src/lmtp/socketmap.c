/* Postfix's socketmap_table(5): netstrings "LENGTH:BYTES," both ways. */
#include "base/mem.h"
#include "lmtp/lmtp.h"

enum { REQUEST_LIMIT = 10000, DIGITS_LIMIT = 5, INPUT_LIMIT = 4 * REQUEST_LIMIT, REPLY_LIMIT = 1048576 };

enum socketmap_state { STATE_READING, STATE_ASKED, STATE_CLOSED };

struct socketmap {
    enum socketmap_state state;
    struct buf input;
    size_t at; /* input before it was consumed */
    char *key;
    struct buf replies;
};

struct socketmap *socketmap_open(const void *ctx)
{
    struct socketmap *s = mem_new(ctx, struct socketmap);

    buf_init(&s->input, s, INPUT_LIMIT);
    buf_init(&s->replies, s, REPLY_LIMIT);
    return s;
}

void socketmap_feed(struct socketmap *s, struct str bytes)
{
    if (s->at > s->input.n / 2) {
        buf_consume(&s->input, s->at);
        s->at = 0;
    }
    buf_str(&s->input, bytes);
    if (s->input.full)
        s->state = STATE_CLOSED;
}

/* "NAME KEY"; the name is the operator's choice in main.cf and says nothing. */
static bool take_request(struct socketmap *s, struct str request)
{
    size_t space = str_index(request, ' ');
    struct str key = str_from_index(request, space + 1);

    if (space == 0 || key.n == 0 || memchr(request.p, '\0', request.n) != NULL)
        return false;
    s->key = str_dup(s, key);
    return true;
}

enum reading { READING_MORE, READING_WHOLE, READING_BAD };

/* Takes the next netstring's bytes. A length has no leading zero and at most five digits. */
static enum reading next_netstring(struct socketmap *s, struct str *bytes)
{
    struct str in = str_from_index(buf_view(&s->input), s->at), digits;
    size_t colon = str_index(str_cut(in, 0, DIGITS_LIMIT + 1), ':');
    uint64_t length = 0;

    digits = str_cut(in, 0, colon);
    if (in.n == 0)
        return READING_MORE;
    if (!str_number(digits, REQUEST_LIMIT, &length) || (digits.n > 1 && digits.p[0] == '0'))
        return READING_BAD;
    if (colon == in.n || in.n < colon + length + 2)
        return READING_MORE;
    *bytes = str_cut(in, colon + 1, length);
    s->at += colon + length + 2;
    return in.p[colon + 1 + length] == ',' ? READING_WHOLE : READING_BAD;
}

enum socketmap_event socketmap_run(struct socketmap *s)
{
    struct str request;

    if (s->state == STATE_READING) {
        switch (next_netstring(s, &request)) {
        case READING_MORE:
            return SOCKETMAP_NEED_INPUT;
        case READING_BAD:
            s->state = STATE_CLOSED;
            break;
        case READING_WHOLE:
            s->state = take_request(s, request) ? STATE_ASKED : STATE_CLOSED;
            break;
        }
    }
    return s->state == STATE_ASKED ? SOCKETMAP_NEED_ANSWER : SOCKETMAP_CLOSE;
}

struct str socketmap_key(const struct socketmap *s)
{
    return str_of(s->key);
}

void socketmap_answer(struct socketmap *s, enum outcome outcome, const struct fault *why)
{
    static const char *const words[] = {[DONE] = "OK", [RETRY] = "TEMP", [REFUSED] = "NOTFOUND"};
    const char *text = outcome == DONE ? "ok" : outcome == REFUSED ? "" : why == NULL ? "try again later" : why->text;

    if (s->state != STATE_ASKED)
        return;
    mem_free(s->key);
    s->key = NULL;
    buf_format(&s->replies, "%zu:%s %s,", strlen(words[outcome]) + 1 + strlen(text), words[outcome], text);
    s->state = s->replies.full ? STATE_CLOSED : STATE_READING;
}

struct buf *socketmap_replies(struct socketmap *s)
{
    return &s->replies;
}
