/* Each event with each value of `notify`, `name`, `content` and `html`: whether a mail leaves, what it looks like, and
 * that the journal names the event and the setting that let it out or kept it in. */
#include "notify.h"

static const char *const title = "If I seek therapy?";
static const char *const words[] = {"Zebra question words", "Yellow answer words", "Xenon comment words"};

/* A person `me`, what they did before, and what somebody else does then. */
struct play {
    struct world w;
    uint64_t me, other, question;
};

static uint64_t question_event(struct play *p)
{
    world_subscribe(&p->w, p->w.category, p->me);
    return p->question = world_ask(&p->w, p->other, title, words[0]);
}

static uint64_t answer_event(struct play *p)
{
    p->question = world_ask(&p->w, p->me, title, words[0]);
    return world_reply(&p->w, POST_ANSWER, p->question, p->other, words[1]);
}

static uint64_t comment_event(struct play *p)
{
    uint64_t answer;

    p->question = world_ask(&p->w, p->other, title, words[0]);
    answer = world_reply(&p->w, POST_ANSWER, p->question, p->me, words[1]);
    return world_reply(&p->w, POST_COMMENT, answer, p->other, words[2]);
}

static uint64_t thread_event(struct play *p)
{
    uint64_t third = world_person(&p->w, "third@example.org");

    p->question = world_ask(&p->w, third, title, words[0]);
    world_reply(&p->w, POST_ANSWER, p->question, p->me, "My own answer.");
    return world_reply(&p->w, POST_ANSWER, p->question, p->other, words[1]);
}

static uint64_t after_event(struct play *p)
{
    uint64_t answer, third = world_person(&p->w, "third@example.org");

    p->question = world_ask(&p->w, third, title, words[0]);
    answer = world_reply(&p->w, POST_ANSWER, p->question, third, "An answer.");
    world_reply(&p->w, POST_COMMENT, answer, p->me, "My own comment.");
    return world_reply(&p->w, POST_COMMENT, answer, p->other, words[2]);
}

static uint64_t receipt_event(struct play *p)
{
    return p->question = world_ask(&p->w, p->me, title, words[0]);
}

static const struct event_row {
    enum notify_event event;
    const char *word, *journal;
    uint64_t (*happens)(struct play *p);
    const char *body; /* what the post says */
    enum notify_value values[2];
} events[] = {
    {NOTIFY_QUESTION, "question", "notice-question", question_event, "Zebra question words", {NOTIFY_NOW, NOTIFY_OFF}},
    {NOTIFY_ANSWER, "answer", "notice-answer", answer_event, "Yellow answer words", {NOTIFY_NOW, NOTIFY_OFF}},
    {NOTIFY_COMMENT, "comment", "notice-comment", comment_event, "Xenon comment words", {NOTIFY_NOW, NOTIFY_OFF}},
    {NOTIFY_THREAD, "thread", "notice-thread", thread_event, "Yellow answer words", {NOTIFY_NOW, NOTIFY_OFF}},
    {NOTIFY_AFTER, "after", "notice-after", after_event, "Xenon comment words", {NOTIFY_NOW, NOTIFY_OFF}},
    {NOTIFY_RECEIPT, "receipt", "notice-receipt", receipt_event, "Zebra question words", {NOTIFY_NOW, NOTIFY_PROBLEMS}},
};

static void be(struct play *p, enum name_mode name, enum content_mode content, bool html)
{
    struct person person;

    OK(&p->w, store_person_get(p->w.f.db, p->w.ctx, p->me, &person, &p->w.why));
    person.name_mode = name;
    person.handle = mem_string(p->w.ctx, name == NAME_HANDLE ? "Margaret" : "");
    person.content = content;
    person.html = html;
    OK(&p->w, store_person_put(p->w.f.db, &person, name == NAME_HANDLE ? "margaret" : "", &p->w.why));
}

/* The journal's lines about me and this post. */
struct trace {
    uint64_t person, post;
    unsigned lines, out;
    char text[256];
};

static void trace_line(void *arg, const struct journal_entry *e)
{
    struct trace *t = arg;

    if (e->person != t->person || e->post != t->post)
        return;
    snprintf(t->text, sizeof t->text, "%s|%s|%s", e->event, e->setting, e->result);
    t->lines++;
    t->out += strncmp(e->result, "attempt", 7) == 0;
}

static struct trace trace(struct play *p, uint64_t post)
{
    struct trace t = {.person = p->me, .post = post};

    OK(&p->w, store_journal_walk(p->w.f.db, world_any, trace_line, &t, &p->w.why));
    return t;
}

/* Where a line was wrapped must not matter. */
static struct str one_line(const void *ctx, struct str text)
{
    char *line = str_dup(ctx, text);

    for (size_t i = 0; i < text.n; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    return str_from(line, text.n);
}

static void check_mail(struct play *p, const struct event_row *row, const struct notice *n, enum name_mode name,
                       enum content_mode content, bool html)
{
    struct rendered mail, again;
    struct str body;
    bool receipt = row->event == NOTIFY_RECEIPT, full = content == CONTENT_FULL;

    OK(&p->w, notify_render(&p->w.f, p->w.ctx, n, &mail, &p->w.why));
    OK(&p->w, notify_render(&p->w.f, p->w.ctx, n, &again, &p->w.why));
    assert_true(str_equal(mail.bytes, again.bytes));
    body = one_line(p->w.ctx, mail.text);
    assert_int_equal(str_find(body, str_of(row->body)) < body.n, full);
    assert_true(str_find(mail.bytes, STR("If I seek therapy?")) < mail.bytes.n);
    assert_int_equal(str_contains_nocase(mail.bytes, STR("Content-Type: text/html")), html);
    assert_int_equal(str_contains_nocase(mail.bytes, str_of(row->body)), full); /* in no part */
    assert_int_equal(str_contains_nocase(mail.bytes, STR("From: \"Quiet Fern via")) ||
                         str_contains_nocase(mail.bytes, STR("From: \"Amber Heron via")),
                     full && !receipt);
    if (receipt)
        return;
    if (!full) {
        assert_int_equal(str_find(body, STR("Quiet Fern")), body.n); /* title and number only, no author */
        assert_int_equal(str_find(body, STR("Amber Heron")), body.n);
    }
    assert_int_equal(str_find(body, STR("shown as Margaret")) < body.n, name == NAME_HANDLE);
    assert_int_equal(str_find(body, STR("shown as Anonymous")) < body.n, name == NAME_ANONYMOUS);
}

static void play(void *ctx, const struct event_row *row, enum notify_value value, enum name_mode name,
                 enum content_mode content, bool html)
{
    struct play p = {0};
    struct notice *list;
    struct trace t;
    uint64_t post;
    size_t count;
    unsigned got = 0;
    char wanted[128];

    world_open(&p.w, ctx);
    p.me = world_person(&p.w, "me@example.org");
    p.other = world_person(&p.w, "other@example.org");
    be(&p, name, content, html);
    OK(&p.w, store_notify_set(p.w.f.db, p.me, row->event, value, &p.w.why));
    post = row->happens(&p);
    world_expand(&p.w, 100);
    count = world_claim(&p.w, &list);
    for (size_t i = 0; i < count; i++) {
        if (list[i].person != p.me || list[i].post != post)
            continue;
        got++;
        check_mail(&p, row, &list[i], name, content, html);
    }
    assert_int_equal(got, value == NOTIFY_NOW);
    t = trace(&p, post);
    snprintf(wanted, sizeof wanted, "%s|notify %s=%s|", row->journal, row->word, notify_value_word(value));
    assert_int_equal(t.lines, 1);
    assert_int_equal(t.out, got); /* every mail that left, and none that did not */
    assert_memory_equal(t.text, wanted, strlen(wanted));
    world_close(&p.w);
}

static void every_setting(void **state)
{
    unsigned count = 0;

    for (size_t row = 0; row < sizeof events / sizeof events[0]; row++)
        for (unsigned value = 0; value < 2; value++)
            for (unsigned name = NAME_PSEUDONYM; name <= NAME_ANONYMOUS; name++)
                for (unsigned content = CONTENT_FULL; content <= CONTENT_TITLE; content++)
                    for (unsigned html = 0; html < 2; html++, count++) {
                        void *ctx = mem_new(*state, int);

                        play(ctx, &events[row], events[row].values[value], name, content, html == 1);
                        mem_free(ctx);
                    }
    print_message("# %u combinations\n", count);
}

/* `notify receipt=problems` lets a receipt out that has something to say. */
static void a_problem_is_told(void **state)
{
    struct world w;
    struct changes changes = {0};
    struct notice *list;
    uint64_t me;

    world_open(&w, *state);
    me = world_person(&w, "me@example.org");
    OK(&w, store_notify_set(w.f.db, me, NOTIFY_RECEIPT, NOTIFY_PROBLEMS, &w.why));
    world_post(&w, POST_QUESTION, 0, me, "Quiet Fern", title, words[0], &changes);
    changes.list[0].pairs[0].value = "photo.jpg (image/jpeg)";
    OK(&w, notify_plan(&w.f, *state, &changes, 0, &w.why));
    world_expand(&w, 100);
    assert_int_equal(world_claim(&w, &list), 1);
    assert_string_equal(world_journal(&w, me).text, "notice-receipt|notify receipt=problems|attempt 1");
    world_close(&w);
}

UNIT_MAIN(UNIT(every_setting), UNIT(a_problem_is_told))
