/* Runs every transcript of tests/lmtp: once as it stands, each run of `>` lines fed at once, and once split at
 * every byte.
 *
 *   # remark          blank lines as well
 *   !limits NAME=N    message recipients received bad_commands bad_recipients, and the word pipe
 *   !whole            not split: the transcript is about what comes in one piece
 *   !each             only split
 *   > text            sent with CRLF;  >> text: without;  >*N text: N times, without
 *                     \r \n \0 \\ \xHH in all of them
 *   < prefix          the next line of the replies begins so; none may be left when the next > comes
 *   @ [8bit ][utf8 ][pipe ]SENDER -> RECIPIENT ...
 *                     the envelope of the next message; a refused recipient has a ! before it
 *   = text            the next line of that message, with its CRLF;  == text: without
 *   !size N           the size of that message
 *   !messages N       how many messages there were so far
 *   !held N           lmtp_held_bytes
 *   !shut CODE TEXT   lmtp_shut
 *   !closed, !open
 *
 * Questions are answered by the local part: unknown@ 550 5.1.1, busy@ 451 4.3.0, odd@ refused without a reason,
 * liar@ RETRY with a code that begins with 5; as a sender: full@ 452 4.3.1 at MAIL, later@ 451 and never@ 550 5.7.1
 * after the text. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/mem.h"
#include "lmtp/lmtp.h"

enum { MESSAGES_LIMIT = 100 };

struct delivered {
    char *envelope;
    struct str text;
};

struct talk {
    void *ctx;
    const char *path;
    size_t line;
    bool split, whole, each, failed;
    struct lmtp_limits limits;
    struct lmtp_session *session;
    enum lmtp_event event;
    struct buf sending;
    bool sent;
    struct delivered messages[MESSAGES_LIMIT];
    size_t count, shown; /* messages there were; messages an @ line took */
    struct str rest;     /* of the text of the message shown last */
};

static void fail(struct talk *t, const char *what, struct str got)
{
    t->failed = true;
    printf("# %s:%zu: %s, got: %.*s\n", t->path, t->line, what, (int)(got.n < 200 ? got.n : 200), got.p);
}

static void answer(struct lmtp_session *s, struct str address)
{
    struct fault why;

    if (str_starts(address, STR("unknown@")))
        lmtp_answer(s, fault_set(&why, REFUSED, "5.1.1", "No such address"), &why);
    else if (str_starts(address, STR("busy@")))
        lmtp_answer(s, fault_set(&why, RETRY, "4.3.0", "Busy"), &why);
    else if (str_starts(address, STR("full@")))
        lmtp_answer(s, fault_set(&why, RETRY, "4.3.1", "No room"), &why);
    else if (str_starts(address, STR("liar@")))
        lmtp_answer(s, fault_set(&why, RETRY, "5.1.1", "Not of this class"), &why);
    else if (str_starts(address, STR("odd@")))
        lmtp_answer(s, REFUSED, NULL);
    else
        lmtp_answer(s, DONE, NULL);
}

static void take_message(struct talk *t)
{
    const struct lmtp_envelope *e = lmtp_envelope(t->session);
    struct delivered *d = &t->messages[t->count % MESSAGES_LIMIT];
    struct fault why;
    struct buf b;

    buf_init(&b, t->ctx, 100000);
    buf_format(&b, "%s%s%s%s ->", e->eight_bit ? "8bit " : "", e->smtputf8 ? "utf8 " : "", e->pipe ? "pipe " : "",
               e->sender);
    for (size_t i = 0; i < e->recipient_count; i++)
        buf_format(&b, " %s%s", e->refused[i] ? "!" : "", e->recipients[i]);
    d->envelope = b.p;
    d->text = lmtp_message(t->session);
    d->text = str_from(str_dup(t->ctx, d->text), d->text.n);
    t->count++;
    if (str_starts(str_of(e->sender), STR("later@")))
        lmtp_deliver(t->session, RETRY, NULL);
    else if (str_starts(str_of(e->sender), STR("never@")))
        lmtp_deliver(t->session, fault_set(&why, REFUSED, "5.7.1", "Policy"), &why);
    else
        lmtp_deliver(t->session, DONE, NULL);
}

static void run(struct talk *t)
{
    while ((t->event = lmtp_run(t->session)) != LMTP_NEED_INPUT && t->event != LMTP_CLOSE) {
        if (t->event == LMTP_NEED_SENDER)
            answer(t->session, str_of(lmtp_envelope(t->session)->sender));
        else if (t->event == LMTP_NEED_RECIPIENT)
            answer(t->session, lmtp_recipient(t->session));
        else
            take_message(t);
    }
}

static void feed(struct talk *t, struct str bytes)
{
    size_t piece = t->split ? 1 : 65536;

    for (size_t at = 0; at < bytes.n && t->event != LMTP_CLOSE; at += piece) {
        lmtp_feed(t->session, str_cut(bytes, at, piece));
        run(t);
    }
}

static void begin(struct talk *t)
{
    if (t->session == NULL) {
        t->session = lmtp_open(t->ctx, "forum.example", &t->limits);
        run(t);
    }
    if (t->sending.n > 0) {
        feed(t, buf_view(&t->sending));
        buf_truncate(&t->sending, 0);
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

static void unescape(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            buf_char(b, s.p[i]);
            continue;
        }
        i++;
        if (s.p[i] == 'x' && i + 2 < s.n) {
            buf_char(b, (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])));
            i += 2;
        } else {
            buf_char(b, s.p[i] == 'r' ? '\r' : s.p[i] == 'n' ? '\n' : s.p[i] == '0' ? '\0' : s.p[i]);
        }
    }
}

static void send_line(struct talk *t, struct str line)
{
    struct buf *replies = t->session == NULL ? NULL : lmtp_replies(t->session);
    struct str text = str_from_index(line, 2);
    uint64_t times = 1;

    if (t->sending.n == 0 && replies != NULL && replies->n > 0)
        fail(t, "a reply too many", buf_view(replies));
    if (str_starts(line, STR(">*"))) {
        struct str word = STR_EMPTY;

        if (!str_next_word(&text, &word) || !str_number(word, 10000000, &times))
            fail(t, "bad number", line);
        text = str_from_index(text, 1);
    } else if (str_starts(line, STR(">>"))) {
        text = str_from_index(text, 1);
    }
    while (times-- > 0)
        unescape(&t->sending, text);
    if (str_starts(line, STR("> ")))
        buf_text(&t->sending, "\r\n");
}

static void expect_reply(struct talk *t, struct str prefix)
{
    struct buf *replies = lmtp_replies(t->session);
    struct str rest = buf_view(replies), line = STR_EMPTY;

    if (!str_next_line(&rest, &line))
        fail(t, "no reply", STR_EMPTY);
    else if (!str_starts(line, prefix))
        fail(t, "another reply", line);
    else if (line.p[line.n] != '\r' || line.p[line.n + 1] != '\n')
        fail(t, "a reply without CRLF", line);
    buf_consume(replies, replies->n - rest.n);
}

static void expect_envelope(struct talk *t, struct str wanted)
{
    struct delivered *d = &t->messages[t->shown % MESSAGES_LIMIT];

    if (t->rest.n > 0)
        fail(t, "more text in the message before", t->rest);
    if (t->shown == t->count) {
        fail(t, "no message", STR_EMPTY);
        return;
    }
    t->shown++;
    t->rest = d->text;
    if (!str_equal(wanted, str_of(d->envelope)))
        fail(t, "another envelope", str_of(d->envelope));
}

static void expect_text(struct talk *t, struct str line)
{
    struct buf b;

    buf_init(&b, t->ctx, 100000);
    unescape(&b, str_from_index(line, str_starts(line, STR("==")) ? 3 : 2));
    if (!str_starts(line, STR("==")))
        buf_text(&b, "\r\n");
    if (!str_starts(t->rest, buf_view(&b)))
        fail(t, "another text", t->rest);
    else
        t->rest = str_from_index(t->rest, b.n);
}

static void set_limits(struct talk *t, struct str rest)
{
    struct str word, name;

    while (str_next_word(&rest, &word)) {
        uint64_t number = 0;

        if (str_equal(word, STR("pipe"))) {
            t->limits.allow_pipe = true;
            continue;
        }
        if (!str_next_part(&word, '=', &name) || word.p == NULL || !str_number(word, SIZE_MAX, &number))
            fail(t, "bad limit", name);
        else if (str_equal(name, STR("message")))
            t->limits.message = number;
        else if (str_equal(name, STR("recipients")))
            t->limits.recipients = number;
        else if (str_equal(name, STR("received")))
            t->limits.received = number;
        else if (str_equal(name, STR("bad_commands")))
            t->limits.bad_commands = (unsigned)number;
        else if (str_equal(name, STR("bad_recipients")))
            t->limits.bad_recipients = (unsigned)number;
        else
            fail(t, "unknown limit", name);
    }
}

static void expect_number(struct talk *t, const char *what, size_t got, struct str wanted)
{
    char text[32];

    snprintf(text, sizeof text, "%zu", got);
    if (!str_equal(wanted, str_of(text)))
        fail(t, what, str_of(text));
}

static void directive(struct talk *t, struct str rest)
{
    struct str word = STR_EMPTY, argument;

    str_next_word(&rest, &word);
    argument = str_trim(rest);
    if (str_equal(word, STR("limits"))) {
        set_limits(t, argument);
        return;
    }
    if (str_equal(word, STR("whole")) || str_equal(word, STR("each"))) {
        *(word.n == 5 ? &t->whole : &t->each) = true;
        return;
    }
    begin(t);
    if (str_equal(word, STR("closed")) || str_equal(word, STR("open"))) {
        if ((t->event == LMTP_CLOSE) != (word.n == 6))
            fail(t, word.n == 6 ? "still open" : "closed", STR_EMPTY);
    } else if (str_equal(word, STR("messages"))) {
        expect_number(t, "another number of messages", t->count, argument);
    } else if (str_equal(word, STR("held"))) {
        expect_number(t, "other bytes held", lmtp_held_bytes(t->session), argument);
    } else if (str_equal(word, STR("size"))) {
        expect_number(t, "another size", t->rest.n, argument);
        t->rest = STR_EMPTY;
    } else if (str_equal(word, STR("shut"))) {
        str_next_word(&argument, &word);
        lmtp_shut(t->session, str_dup(t->ctx, word), str_dup(t->ctx, str_trim(argument)));
        run(t);
    } else {
        fail(t, "unknown directive", word);
    }
}

static void transcript_line(struct talk *t, struct str line)
{
    if (line.n == 0 || line.p[0] == '#')
        return;
    if (line.p[0] == '>') {
        send_line(t, line);
    } else if (line.p[0] == '!') {
        directive(t, str_from_index(line, 1));
    } else {
        begin(t);
        if (line.p[0] == '<')
            expect_reply(t, str_from_index(line, 2));
        else if (line.p[0] == '@')
            expect_envelope(t, str_from_index(line, 2));
        else if (line.p[0] == '=')
            expect_text(t, line);
        else
            fail(t, "no such line", line);
    }
}

static bool run_transcript(const char *path, bool split, bool *skipped)
{
    struct talk t = {
        .path = path,
        .split = split,
        .ctx = mem_job("transcript"),
        .rest = STR_EMPTY,
        .limits = {.message = 100000, .recipients = 100, .received = 50, .bad_commands = 20, .bad_recipients = 20}};
    struct str rest, line;
    struct fault why;

    buf_init(&t.sending, t.ctx, 50000000);
    if (io_read_file(t.ctx, path, 1000000, &rest, &why) != DONE) {
        fail(&t, why.text, STR_EMPTY);
        rest = STR_EMPTY;
    }
    while (!(split ? t.whole : t.each) && str_next_line(&rest, &line)) {
        t.line++;
        transcript_line(&t, line);
    }
    *skipped = split ? t.whole : t.each;
    if (!*skipped && !t.failed) {
        begin(&t);
        if (lmtp_replies(t.session)->n > 0)
            fail(&t, "a reply too many", buf_view(lmtp_replies(t.session)));
        if (t.rest.n > 0)
            fail(&t, "more text in the message", t.rest);
        if (t.shown != t.count)
            fail(&t, "a message nobody expected", str_of(t.messages[t.shown % MESSAGES_LIMIT].envelope));
    }
    mem_free(t.ctx);
    return !t.failed;
}

int main(void)
{
    const char *srcdir = getenv("srcdir");
    char pattern[4096];
    int number = 0, failed = 0;
    glob_t found;

    talloc_enable_null_tracking();
    snprintf(pattern, sizeof pattern, "%s/tests/lmtp/*.talk", srcdir == NULL ? "." : srcdir);
    if (glob(pattern, 0, NULL, &found) != 0) {
        printf("Bail out! no transcript matches %s\n", pattern);
        return 99;
    }
    printf("1..%zu\n", found.gl_pathc * 2 + 1);
    for (size_t i = 0; i < found.gl_pathc * 2; i++) {
        const char *path = found.gl_pathv[i / 2], *slash = strrchr(path, '/');
        bool split = i % 2 == 1, skipped = false, ok = run_transcript(path, split, &skipped);

        printf("%s %d - %s%s%s\n", ok ? "ok" : "not ok", ++number, slash == NULL ? path : slash + 1,
               split ? ", each byte" : "", skipped ? " # SKIP by choice of the transcript" : "");
        failed += !ok;
    }
    globfree(&found);
    printf("%s %d - nothing left in memory\n", talloc_total_blocks(NULL) > 1 ? "not ok" : "ok", ++number);
    failed += talloc_total_blocks(NULL) > 1;
    talloc_disable_null_tracking();
    return failed > 0;
}
