/* The mails themselves: one golden text per kind (tests/unit/notify/KIND.txt, tokens replaced by their letter), the
 * same bytes each time, the heads, and what hostile titles and names cannot do. ASKPOST_GOLDEN=write writes the golden
 * texts anew. */
#include "base/io.h"

#include "notify.h"

static const char *const question_body =
    "I have put this off for two years. My employer pays for my insurance, and I am afraid that a diagnosis\n"
    "will follow me around.\n\nDoes anybody know:\n\n1. who can read the record,\n2. whether paying **out of pocket** "
    "changes that?\n";
static const char *const answer_body =
    "It depends on who pays.\n\n1. **Insurance** sees a diagnosis code, never your therapist's notes.\n"
    "2. **Out of pocket** leaves no trace with an insurer.\n\nAsk about it in the first session; every therapist has "
    "heard the question before.\n";

/* The forum all mails here come from. */
struct stage_set {
    struct world w;
    uint64_t asker, writer, third, question, answer, comment;
};

static void set_stage(struct stage_set *s, void *ctx)
{
    world_open(&s->w, ctx);
    s->w.conf->forum.postal_address = mem_string(ctx, "1 Main Street, Springfield");
    s->asker = world_person(&s->w, "asker@example.org");
    s->writer = world_person(&s->w, "writer@example.org");
    s->third = world_person(&s->w, "third@example.org");
    world_subscribe(&s->w, s->w.parent, s->writer);
}

static void play(struct stage_set *s)
{
    static const char *const names[] = {"Quiet Fern", "Amber Heron",
                                        "Silver Brook"}; /* else the keys would choose them */
    const uint64_t people[] = {s->asker, s->writer, s->third};

    s->question =
        world_ask(&s->w, s->asker, "If I seek therapy, will it be recorded in my medical records?", question_body);
    world_reply(&s->w, POST_ANSWER, s->question, s->third, "I wondered about that too.");
    s->answer = world_reply(&s->w, POST_ANSWER, s->question, s->writer, answer_body);
    for (size_t i = 0; i < 3; i++)
        OK(&s->w, store_pseudonym_set(s->w.f.db, s->question, people[i], names[i], &s->w.why));
    s->comment = world_reply(&s->w, POST_COMMENT, s->answer, s->asker, "Thank you, that helps.\n\nWhat about couples?");
    world_expand(&s->w, 100);
}

/* A mail to one person by its parameters. */
static struct change *tell(struct stage_set *s, struct changes *changes, enum notice_kind kind, enum hold_reason reason)
{
    struct held held = {.reason = reason,
                        .person = s->third,
                        .created = s->w.f.now,
                        .expires = s->w.f.now + 7 * 86400,
                        .domain = STR_EMPTY,
                        .mail = STR("sealed")};
    struct change *c = change_add(s->w.ctx, changes, CHANGE_TELL);

    c->notice = kind;
    c->person = s->third;
    if (reason != 0)
        OK(&s->w, store_held_add(s->w.f.db, &held, &c->held, &s->w.why));
    return c;
}

static const struct told_row {
    enum notice_kind kind;
    enum hold_reason reason;
    struct pair pairs[12];
} told_rows[] = {
    {NOTICE_PREVIEW,
     HOLD_NEWCOMER,
     {{"kind", "question"},
      {"category", "Psychotherapy"},
      {"title", "Can I change therapists?"},
      {"text", "We do not get on.\n\n- at all\n- never did"},
      {"name", "Quiet Fern"},
      {"people", "43"},
      {"notice", "In an emergency call 112."},
      {"cut", "your signature"}}},
    {NOTICE_GUARD,
     HOLD_GUARD,
     {{"kind", "answer"},
      {"category", "Psychotherapy"},
      {"title", "Can I change therapists?"},
      {"text", "Yes. Call me: 555-0100."},
      {"redacted", "Yes. Call me: [removed]."},
      {"what", "a phone number"},
      {"name", "Quiet Fern"},
      {"people", "2"}}},
    {NOTICE_ASK, HOLD_VERDICT, {{"time", "2026-11-23 17:05"}, {"about", "an answer to Q1"}, {"whose", "no"}}},
    {NOTICE_FRESH,
     HOLD_EXPIRED,
     {{"post", "1"}, {"reply_to", "0"}, {"about", "an answer to Q1"}, {"text", "Better late than never."}}},
    {NOTICE_CHOICE,
     HOLD_CHOICE,
     {{"why", "receipt"},
      {"post", "1"},
      {"title", "Can I change therapists?"},
      {"text", "And one more thing."},
      {"choices", "add, replace or drop"}}},
    {NOTICE_REFUSAL,
     HOLD_REFUSED,
     {{"kind", "question"},
      {"category", "Psychotherapy"},
      {"title", "Help"},
      {"text", "Short"},
      {"count", "2"},
      {"problem1", "The title has 4 characters; at least 12 are needed."},
      {"mend1", "Write a longer subject."},
      {"problem2", "The question has 5 characters; at least 12 are needed."},
      {"mend2", "Say a little more."}}},
    {NOTICE_TOLD,
     0,
     {{"what", "subscribed"},
      {"subject", "You follow Psychotherapy"},
      {"text", "You now get the questions of Psychotherapy by mail."},
      {"undo_verb", "4"},
      {"undo_object", "2"}}},
    {NOTICE_WELCOME,
     0,
     {{"what", "subscribed"},
      {"subject", "You subscribe to Psychotherapy"},
      {"text", "From now on you get the new questions in Psychotherapy. Reply to one to answer it.\n\nIn an emergency call 112."},
      {"categories", "health\tHealth\tBody & mind\t\nhealth.psychotherapy\tPsychotherapy\t\tyours\nold\tOld things\t\tclosed\n"},
      {"undo_verb", "4"},
      {"undo_object", "2"}}},
    {NOTICE_CONFIRM,
     HOLD_SUBSCRIBE,
     {{"category", "Psychotherapy"}, {"path", "health.psychotherapy"}, {"notice", "In an emergency call 112."}}},
};

static void play_tells(struct stage_set *s)
{
    struct changes changes = {0};

    for (size_t i = 0; i < sizeof told_rows / sizeof told_rows[0]; i++) {
        struct change *c = tell(s, &changes, told_rows[i].kind, told_rows[i].reason);

        for (const struct pair *p = told_rows[i].pairs; p->name != NULL; p++)
            change_pair(s->w.ctx, c, p->name, p->value);
    }
    OK(&s->w, notify_plan(&s->w.f, s->w.ctx, &changes, 0, &s->w.why));
}

/* ---- golden
 * ----------------------------------------------------------------------------------------------------------- */

/* Tokens differ with the keys: each becomes its letter and TOKEN. */
static char *without_tokens(const void *ctx, struct str text)
{
    struct buf out;

    buf_init(&out, ctx, 1 << 20);
    for (size_t at = 0; at < text.n;) {
        size_t end = at;

        while (end < text.n &&
               ((text.p[end] >= 'a' && text.p[end] <= 'z') || (text.p[end] >= '2' && text.p[end] <= '7')))
            end++;
        if (end < text.n && text.p[end] == '@' && (end - at == 41 || end - at == 24)) {
            buf_format(&out, "%cTOKEN", text.p[at]);
            at = end;
        } else {
            end = end == at ? end + 1 : end;
            buf_str(&out, str_cut(text, at, end - at));
            at = end;
        }
    }
    return out.p;
}

static struct str head_of(struct str bytes)
{
    return str_cut(bytes, 0, str_find(bytes, STR("\r\n\r\n")) + 2);
}

/* Head, unfolded and without what the encoding chooses, and text. */
static char *portrait(const void *ctx, const struct rendered *mail)
{
    struct str rest = head_of(mail->bytes), line;
    struct buf out;

    buf_init(&out, ctx, 1 << 20);
    buf_format(&out, "Envelope: <%s>", mail->envelope_from);
    while (str_next_line(&rest, &line)) {
        if (str_starts(line, STR("Content-")) || str_starts(line, STR("MIME-")) ||
            str_find(line, STR("boundary=")) < line.n)
            continue;
        if (line.n > 0 && line.p[0] != ' ' && line.p[0] != '\t')
            buf_char(&out, '\n');
        buf_str(&out, line);
    }
    buf_text(&out, "\n\n");
    buf_str(&out, mail->text);
    return without_tokens(ctx, buf_view(&out));
}

static void compare(const void *ctx, const char *name, const char *got)
{
    const char *srcdir = getenv("srcdir"), *golden = getenv("ASKPOST_GOLDEN");
    char *path = mem_format(ctx, "%s/tests/unit/notify/%s.txt", srcdir == NULL ? "." : srcdir, name);
    struct fault why;
    struct str wanted;

    if (golden != NULL && strcmp(golden, "write") == 0)
        assert_int_equal(io_write_file(path, str_of(got), 0644, &why), DONE);
    if (io_read_file(ctx, path, 1 << 20, &wanted, &why) != DONE) {
        print_error("%s\n", why.text);
        fail();
    }
    if (!str_equal(wanted, str_of(got)))
        print_error("%s: wanted\n%.*s\ngot\n%s\n", path, STR_ARGS(wanted), got);
    assert_true(str_equal(wanted, str_of(got)));
}

/* For a look at the HTML: written to the directory ASKPOST_DUMP names. */
static void dump(const void *ctx, const char *name, const struct rendered *mail)
{
    const char *directory = getenv("ASKPOST_DUMP");
    struct fault why;

    if (directory != NULL)
        assert_int_equal(io_write_file(mem_format(ctx, "%s/%s.eml", directory, name), mail->bytes, 0644, &why), DONE);
}

static void golden_mails(struct stage_set *s, const char *suffix)
{
    struct notice *list;
    size_t count = world_claim(&s->w, &list);

    for (size_t i = 0; i < count; i++) {
        char *name = mem_format(s->w.ctx, "%s%s%s", kind_of(list[i].kind)->template, suffix,
                                list[i].kind == NOTICE_RECEIPT && list[i].post != s->question ? "-reply" : "");
        struct rendered mail, again;
        struct str rest, line;

        OK(&s->w, notify_render(&s->w.f, s->w.ctx, &list[i], &mail, &s->w.why));
        OK(&s->w, notify_render(&s->w.f, s->w.ctx, &list[i], &again, &s->w.why));
        assert_true(str_equal(mail.bytes, again.bytes));
        assert_int_equal(mime_check_bytes(mail.bytes, &s->w.why), DONE);
        rest = mail.text;
        while (str_next_line(&rest, &line))
            if (utf8_width(line) > 80 && str_find(line, STR("mailto:")) == line.n &&
                str_find(line, STR("@forum.example")) == line.n)
                fail_msg("%s: a line of %zu columns: %.*s", name, utf8_width(line), STR_ARGS(line));
        /* The other answer and the comment's receipt look the same. */
        if (list[i].post == 0 || list[i].post == s->question || list[i].post == s->answer ||
            list[i].kind == NOTICE_COMMENT)
            compare(s->w.ctx, name, portrait(s->w.ctx, &mail));
        dump(s->w.ctx, name, &mail);
    }
}

static void mails_about_posts(void **state)
{
    struct stage_set s;

    set_stage(&s, *state);
    play(&s);
    golden_mails(&s, "");
    world_close(&s.w);
}

static void a_digest(void **state)
{
    struct stage_set s;
    struct notice *list;
    size_t count;

    set_stage(&s, *state);
    world_subscribe(&s.w, s.w.category, s.third);
    OK(&s.w, store_subscription_set_pace(s.w.f.db, s.w.category, s.third, PACE_DAILY, &s.w.why));
    OK(&s.w, store_notify_set(s.w.f.db, s.third, NOTIFY_THREAD, NOTIFY_DAILY, &s.w.why));
    play(&s);
    count = world_claim(&s.w, &list);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, store_notice_settle(s.w.f.db, list[i].id, NOTICE_SENT, 0, "", "", &s.w.why));
    s.w.f.now += 86400;
    golden_mails(&s, "");
    world_close(&s.w);
}

static void mails_of_titles_only(void **state)
{
    struct stage_set s;
    uint64_t people[3];

    set_stage(&s, *state);
    people[0] = s.asker, people[1] = s.writer, people[2] = s.third;
    for (size_t i = 0; i < 3; i++) {
        struct person person;

        OK(&s.w, store_person_get(s.w.f.db, *state, people[i], &person, &s.w.why));
        person.content = CONTENT_TITLE;
        person.html = false;
        person.greeted = true;
        OK(&s.w, store_person_put(s.w.f.db, &person, "", &s.w.why));
    }
    play(&s);
    golden_mails(&s, "-title");
    world_close(&s.w);
}

static void other_mails(void **state)
{
    struct stage_set s;

    set_stage(&s, *state);
    play_tells(&s);
    golden_mails(&s, "");
    world_close(&s.w);
}

/* ---- heads
 * -------------------------------------------------------------------------------------------------------------- */

static char *field(const void *ctx, struct str bytes, const char *name)
{
    const struct mime_limits limits = {
        .message = 1 << 20, .header_block = 1 << 16, .header_fields = 100, .nesting = 3, .parts = 10};
    struct headers h;
    struct fault why;
    const struct field *found;
    struct buf out;

    assert_int_equal(mime_headers(ctx, bytes, &limits, &h, &why), DONE);
    assert_true(mime_field_count(&h, name) <= 1);
    found = mime_field(&h, name);
    if (found == NULL)
        return NULL;
    buf_init(&out, ctx, 1 << 16);
    for (size_t i = 0; i < found->value.n; i++)
        if (found->value.p[i] != '\r' && found->value.p[i] != '\n')
            buf_char(&out, found->value.p[i]);
    return str_dup(ctx, str_trim(buf_view(&out)));
}

static struct rendered mail_of(struct stage_set *s, struct notice *list, size_t count, uint64_t person, uint64_t post)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].person == person && list[i].post == post) {
            struct rendered mail;

            OK(&s->w, notify_render(&s->w.f, s->w.ctx, &list[i], &mail, &s->w.why));
            return mail;
        }
    fail();
    return (struct rendered){0};
}

/* The asker's mails hang under their receipt, the answerer's under the notice of the question. */
static void threads(void **state)
{
    struct stage_set s;
    struct notice *list;
    struct rendered receipt, notice, answer, own, comment;
    size_t count;

    set_stage(&s, *state);
    play(&s);
    count = world_claim(&s.w, &list);
    receipt = mail_of(&s, list, count, s.asker, s.question);
    answer = mail_of(&s, list, count, s.asker, s.answer);
    assert_null(field(*state, receipt.bytes, "References"));
    assert_string_equal(field(*state, answer.bytes, "References"), field(*state, receipt.bytes, "Message-ID"));
    assert_string_equal(field(*state, answer.bytes, "In-Reply-To"), field(*state, receipt.bytes, "Message-ID"));
    notice = mail_of(&s, list, count, s.writer, s.question);
    own = mail_of(&s, list, count, s.writer, s.answer);
    comment = mail_of(&s, list, count, s.writer, s.comment);
    assert_string_equal(field(*state, own.bytes, "References"), field(*state, notice.bytes, "Message-ID"));
    assert_string_equal(
        field(*state, comment.bytes, "References"),
        mem_format(*state, "%s %s", field(*state, notice.bytes, "Message-ID"), field(*state, own.bytes, "Message-ID")));
    assert_string_equal(field(*state, comment.bytes, "In-Reply-To"), field(*state, own.bytes, "Message-ID"));
    /* Nobody can tell from ids that two mails are about the same post. */
    assert_string_not_equal(field(*state, notice.bytes, "Message-ID"), field(*state, receipt.bytes, "Message-ID"));
    world_close(&s.w);
}

static void only_these_fields(void **state)
{
    static const char *const wanted[] = {"From",
                                         "Reply-To",
                                         "Subject",
                                         "Date",
                                         "Message-ID",
                                         "In-Reply-To",
                                         "References",
                                         "List-Id",
                                         "List-Post",
                                         "List-Help",
                                         "List-Unsubscribe",
                                         "Auto-Submitted",
                                         "Precedence",
                                         "X-Auto-Response-Suppress",
                                         "X-Loop",
                                         "MIME-Version",
                                         "Content-Type",
                                         "Content-Transfer-Encoding"};
    struct stage_set s;
    struct notice *list;
    size_t count;

    set_stage(&s, *state);
    play(&s);
    play_tells(&s);
    count = world_claim(&s.w, &list);
    for (size_t i = 0; i < count; i++) {
        const struct mime_limits limits = {
            .message = 1 << 20, .header_block = 1 << 16, .header_fields = 100, .nesting = 3, .parts = 10};
        struct rendered mail;
        struct headers h;

        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &mail, &s.w.why));
        OK(&s.w, mime_headers(*state, mail.bytes, &limits, &h, &s.w.why));
        for (size_t k = 0; k < h.count; k++) {
            bool known = false;

            for (size_t j = 0; j < sizeof wanted / sizeof wanted[0]; j++)
                known |= str_equal_nocase(h.fields[k].name, str_of(wanted[j]));
            if (!known)
                fail_msg("%.*s", STR_ARGS(h.fields[k].name));
            assert_int_equal(mime_field_count(&h, str_dup(*state, h.fields[k].name)), 1);
        }
        assert_int_equal(*mail.envelope_from == '\0', kind_of(list[i].kind)->null_sender);
        assert_true(mail.sealed_to.n > 0);
        assert_true((list[i].promise || list[i].kind == NOTICE_PREVIEW || list[i].kind == NOTICE_CONFIRM) ==
                    (str_find(mail.text, STR("Your email address will only be used for sending these notifications.")) <
                     mail.text.n));
    }
    world_close(&s.w);
}

/* ---- hostile words
 * ---------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *title, *name, *subject;
} hostile[] = {
    {"hi\r\nBcc: victim@example.net\r\n\r\nbody", "Quiet\nFern", "hi Bcc: victim@example.net body"},
    {"safe \xe2\x80\xae"
     "evil",
     "a\xe2\x80\xa8"
     "b",
     "safe evil"},
    {"{leave} {?title} {>foot}", "{author}", "{leave} {?title} {>foot}"},
    {"<script>alert(1)</script>", "<b>x</b>", "<script>alert(1)</script>"},
    {"nul \x01\x02\x7f end", "\"via\" <a@b.example>", "nul end"},
};

static void hostile_words(void **state)
{
    size_t fields = 0;

    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        void *ctx = mem_new(*state, int);
        struct stage_set s;
        struct changes changes = {0};
        struct notice *list;
        size_t count;

        set_stage(&s, ctx);
        s.question = world_post(&s.w, POST_QUESTION, 0, s.asker, hostile[i].name, hostile[i].title,
                                "</div><script>x</script>\n.\r\nMAIL FROM:<a>\n\n\xe2\x80\xae", &changes);
        OK(&s.w, notify_plan(&s.w.f, ctx, &changes, 0, &s.w.why));
        world_expand(&s.w, 100);
        count = world_claim(&s.w, &list);
        for (size_t k = 0; k < count; k++) {
            const struct mime_limits limits = {
                .message = 1 << 20, .header_block = 1 << 16, .header_fields = 100, .nesting = 3, .parts = 10};
            struct rendered mail;
            struct headers h;
            struct str html;

            if (list[k].person != s.writer)
                continue;
            OK(&s.w, notify_render(&s.w.f, ctx, &list[k], &mail, &s.w.why));
            OK(&s.w, mime_check_bytes(mail.bytes, &s.w.why));
            OK(&s.w, mime_headers(ctx, mail.bytes, &limits, &h, &s.w.why));
            fields = fields == 0 ? h.count : fields;
            assert_int_equal(h.count, fields);
            assert_null(mime_field(&h, "Bcc"));
            html = str_from_index(mail.bytes, str_find(mail.bytes, STR("text/html")));
            assert_true(html.n > 0);
            assert_int_equal(str_find(html, STR("<script")), html.n);
            assert_int_equal(str_find(html, STR("\r\n.\r\n")), html.n);
            assert_true(str_find(mail.text, str_of(hostile[i].subject)) < mail.text.n);
        }
        world_close(&s.w);
        mem_free(ctx);
    }
}

/* The longest bodies there are, of the worst kinds: a sound mail each, small enough for a frame between render and
 * mailer. */
static void long_bodies(void **state)
{
    static const char *const pieces[] = {"<",
                                         "\xc3\xa9",
                                         "\xe4\xb8\x80\xe4\xb8\x80 ",
                                         "> ",
                                         "> > > > > > a\n\n",
                                         "- ",
                                         "*a* ",
                                         "averylongword",
                                         "&",
                                         "\n",
                                         "[a](",
                                         "`"};

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        void *ctx = mem_new(*state, int);
        struct stage_set s;
        struct notice *list;
        struct buf body;
        size_t count;

        set_stage(&s, ctx);
        buf_init(&body, ctx, s.w.conf->limits.body_stored);
        while (body.n + strlen(pieces[i]) <= body.limit)
            buf_text(&body, pieces[i]);
        s.question = world_ask(&s.w, s.asker, "A question with a lot to say", buf_string(&body));
        world_expand(&s.w, 100);
        count = world_claim(&s.w, &list);
        assert_int_equal(count, 2);
        for (size_t k = 0; k < count; k++) {
            struct rendered mail;

            OK(&s.w, notify_render(&s.w.f, ctx, &list[k], &mail, &s.w.why));
            OK(&s.w, mime_check_bytes(mail.bytes, &s.w.why));
            assert_true(utf8_valid(mail.text));
            assert_in_range(mail.bytes.n, 1, (1 << 20) - 4096);
        }
        world_close(&s.w);
        mem_free(ctx);
    }
}

/* Two turns over more texts than are remembered, and each twice. */
static void remembered_texts_change_no_byte(void **state)
{
    struct stage_set s;
    struct notice *list;
    size_t count;
    struct rendered first[16], again;
    void *memo = mem_job("memo");

    set_stage(&s, *state);
    play(&s);
    count = world_claim(&s.w, &list);
    assert_in_range(count, 6, 16);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &first[i], &s.w.why));
    notify_memo_open(memo);
    for (size_t i = 0; i < 4 * count; i++) {
        OK(&s.w, notify_render(&s.w.f, *state, &list[i / 2 % count], &again, &s.w.why));
        assert_true(str_equal(first[i / 2 % count].bytes, again.bytes));
    }
    mem_free(memo);
    OK(&s.w, notify_render(&s.w.f, *state, &list[0], &again, &s.w.why));
    assert_true(str_equal(first[0].bytes, again.bytes));
    world_close(&s.w);
}

/* A text that was remembered, and then as many others as make it forgotten, before the letter it stands in is done. */
static void a_forgotten_text_stays_good(void **state)
{
    enum { MORE_THAN_REMEMBERED = 40 };
    struct letter_text first, again;
    void *memo = mem_job("memo");

    notify_memo_open(memo);
    first = letter_text(*state, "The *first* of all texts", 78);
    again = letter_text(*state, "The *first* of all texts", 78);
    for (int i = 0; i < MORE_THAN_REMEMBERED; i++)
        letter_text(*state, mem_format(*state, "Another text, number %d", i), 78);
    assert_string_equal(first.text, "The *first* of all texts");
    assert_string_equal(again.text, first.text);
    assert_string_equal(again.html, first.html);
    assert_non_null(strstr(first.html, "<em>first</em>"));
    mem_free(memo);
    assert_string_equal(first.text, "The *first* of all texts");
}

/* An edit between two attempts changes no byte of the second, wherever the words stand. */
static void edits_change_no_byte(void **state)
{
    struct stage_set s;
    struct notice *list;
    size_t count;
    struct rendered before[16], after;

    set_stage(&s, *state);
    play(&s);
    count = world_claim(&s.w, &list);
    assert_in_range(count, 6, 16);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &before[i], &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.question, "Another title", "Another question", s.w.f.now + 1, &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.answer, "", "Another answer", s.w.f.now + 1, &s.w.why));
    OK(&s.w, store_post_revise(s.w.f.db, s.answer, "", "A third answer", s.w.f.now + 2, &s.w.why));
    for (size_t i = 0; i < count; i++) {
        OK(&s.w, notify_render(&s.w.f, *state, &list[i], &after, &s.w.why));
        assert_true(str_equal(before[i].bytes, after.bytes));
    }
    world_close(&s.w);
}

static bool says(struct rendered mail, const char *words)
{
    return str_find(mail.text, str_of(words)) < mail.text.n || str_find(mail.html, str_of(words)) < mail.html.n;
}

/* In the receipt with how an answer begins, elsewhere by its title; nothing of what was taken away since. */
static void what_was_asked_before(void **state)
{
    struct stage_set s;
    struct notice *list;
    struct rendered mail;
    uint64_t before, answer, hidden, question;
    size_t count;

    set_stage(&s, *state);
    before = world_ask(&s.w, s.asker, "How long does a therapy last?", question_body);
    answer = world_reply(&s.w, POST_ANSWER, before, s.third, "Mine took forty hours.");
    hidden = world_ask(&s.w, s.asker, "Something that goes soon", question_body);
    s.w.related = mem_format(*state, "%llu:%llu %llu:0", (unsigned long long)before, (unsigned long long)answer, (unsigned long long)hidden);
    question = world_ask(&s.w, s.asker, "How many hours are enough?", question_body);
    world_expand(&s.w, 100);
    count = world_claim(&s.w, &list);
    assert_true(says(mail_of(&s, list, count, s.asker, question), "Something that goes soon"));
    OK(&s.w, store_post_state(s.w.f.db, hidden, POST_HIDDEN, &s.w.why));
    mail = mail_of(&s, list, count, s.asker, question);
    assert_true(says(mail, "How long does a therapy last?") && says(mail, "Mine took forty hours."));
    assert_false(says(mail, "Something that goes soon"));
    mail = mail_of(&s, list, count, s.writer, question);
    assert_true(says(mail, "How long does a therapy last?"));
    assert_false(says(mail, "Mine took forty hours.") || says(mail, "Something that goes soon"));
    OK(&s.w, store_post_state(s.w.f.db, answer, POST_HIDDEN, &s.w.why));
    assert_false(says(mail_of(&s, list, count, s.asker, question), "Mine took forty hours."));
    world_close(&s.w);
}

static void nothing_left_to_say(void **state)
{
    struct stage_set s;
    struct notice *list;
    struct rendered mail;
    size_t count;

    set_stage(&s, *state);
    play(&s);
    count = world_claim(&s.w, &list);
    OK(&s.w, store_post_state(s.w.f.db, s.question, POST_HIDDEN, &s.w.why));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(notify_render(&s.w.f, *state, &list[i], &mail, &s.w.why), REFUSED);
    world_close(&s.w);
}

UNIT_MAIN(UNIT(mails_about_posts), UNIT(a_digest), UNIT(mails_of_titles_only), UNIT(other_mails), UNIT(threads),
          UNIT(only_these_fields), UNIT(hostile_words), UNIT(long_bodies), UNIT(edits_change_no_byte), UNIT(remembered_texts_change_no_byte),
          UNIT(a_forgotten_text_stays_good),
          UNIT(what_was_asked_before), UNIT(nothing_left_to_say))
