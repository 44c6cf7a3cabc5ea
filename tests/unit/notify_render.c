/* The mails themselves: one golden text per kind (tests/unit/notify/KIND.txt, tokens replaced by their letter), the
 * same bytes each time, and the heads. ASKPOST_GOLDEN=write writes the golden
 * texts anew. */
#include "base/io.h"

#include "notify_stage.h"

#include "store/flag.h"
#include "store/vote.h"

/* A mail to one person by its parameters. */
static struct change *tell(struct stage *s, struct changes *changes, enum notice_kind kind, enum hold_reason reason)
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
    {NOTICE_ASK, HOLD_VERDICT, {{"time", "2026-11-23 17:05 UTC"}, {"about", "an answer to Q1"}, {"whose", "no"}}},
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

static void play_tells(struct stage *s)
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

static void golden_mails(struct stage *s, const char *suffix)
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
    struct stage s;

    stage_open(&s, *state);
    stage_play(&s);
    golden_mails(&s, "");
    world_close(&s.w);
}

static void a_digest(void **state)
{
    struct stage s;
    struct notice *list;
    size_t count;

    stage_open(&s, *state);
    world_subscribe(&s.w, s.w.category, s.third);
    OK(&s.w, store_subscription_set_pace(s.w.f.db, s.w.category, s.third, PACE_DAILY, &s.w.why));
    OK(&s.w, store_notify_set(s.w.f.db, s.third, NOTIFY_THREAD, NOTIFY_DAILY, &s.w.why));
    stage_play(&s);
    count = world_claim(&s.w, &list);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, store_notice_settle(s.w.f.db, list[i].id, NOTICE_SENT, 0, "", "", &s.w.why));
    s.w.f.now += 86400;
    golden_mails(&s, "");
    world_close(&s.w);
}

static void tell_about(struct stage *s, enum notice_kind kind, uint64_t about, const struct pair *pairs)
{
    struct changes changes = {0};
    struct change *c = change_add(s->w.ctx, &changes, CHANGE_TELL);

    c->notice = kind;
    c->person = s->third;
    c->about = about;
    for (; pairs->name != NULL; pairs++)
        change_pair(s->w.ctx, c, pairs->name, pairs->value);
    change_pair(s->w.ctx, c, "post", mem_format(s->w.ctx, "%llu", (unsigned long long)(kind == NOTICE_BEST ? s->question : about)));
    OK(&s->w, notify_plan(&s->w.f, s->w.ctx, &changes, 0, &s->w.why));
}

/* What is no post of which its reader has a notice: each says what it is, and what a reply does. */
static void a_digest_of_what_became(void **state)
{
    struct stage s;
    struct notice *list;
    size_t count;
    uint64_t own, waits;
    bool added;

    stage_open(&s, *state);
    stage_play(&s);
    own = s.question + 1;
    waits = world_ask(&s.w, s.asker, "How long does a first session take?", "An hour, or less?");
    OK(&s.w, store_post_state(s.w.f.db, waits, POST_WAITING, &s.w.why));
    OK(&s.w, store_review_add(s.w.f.db, waits, REVIEW_FIRST, s.w.f.now, &s.w.why));
    OK(&s.w, store_best_set(s.w.f.db, s.question, own, &s.w.why));
    OK(&s.w, store_flag_add(s.w.f.db, s.answer, (const unsigned char *)"a mark of 16 by", s.w.f.now, &added, &s.w.why));
    count = world_claim(&s.w, &list);
    for (size_t i = 0; i < count; i++)
        OK(&s.w, store_notice_settle(s.w.f.db, list[i].id, NOTICE_SENT, 0, "", "", &s.w.why));
    for (enum notify_event e = 0; e < NOTIFY_EVENTS; e++)
        OK(&s.w, store_notify_set(s.w.f.db, s.third, e, NOTIFY_DAILY, &s.w.why));
    tell_about(&s, NOTICE_BEST, own, (struct pair[]){{"subject", "If I seek therapy, will it be recorded in my medical records?"}, {NULL, NULL}});
    tell_about(&s, NOTICE_REVIEW, waits,
         (struct pair[]){{"kind", "question"}, {"title", "How long does a first session take?"}, {"text", "An hour, or less?"}, {"name", "Quiet Fern"},
                         {"why", "it is the first post of its author"}, {"revision", "1"}, {NULL, NULL}});
    tell_about(&s, NOTICE_FLAGGED, s.answer,
         (struct pair[]){{"kind", "answer"}, {"title", "If I seek therapy, will it be recorded in my medical records?"}, {"text", answer_body},
                         {"name", "Amber Heron"}, {"count", "1"}, {"reason", "It is not true."}, {NULL, NULL}});
    tell_about(&s, NOTICE_OUTCOME, own,
         (struct pair[]){{"what", "hidden"}, {"subject", "It was taken away: If I seek therapy"},
                         {"text", "This is about your answer. An editor took it away.\n\nThis was it:\n\nI wondered about that too.\n"}, {NULL, NULL}});
    assert_int_equal(world_claim(&s.w, &list), 0);
    s.w.f.now += 86400;
    golden_mails(&s, "-told");
    world_close(&s.w);
}

static void mails_of_titles_only(void **state)
{
    struct stage s;
    uint64_t people[3];

    stage_open(&s, *state);
    people[0] = s.asker, people[1] = s.writer, people[2] = s.third;
    for (size_t i = 0; i < 3; i++) {
        struct person person;

        OK(&s.w, store_person_get(s.w.f.db, *state, people[i], &person, &s.w.why));
        person.content = CONTENT_TITLE;
        person.html = false;
        person.greeted = true;
        OK(&s.w, store_person_put(s.w.f.db, &person, "", &s.w.why));
    }
    stage_play(&s);
    golden_mails(&s, "-title");
    world_close(&s.w);
}

static void other_mails(void **state)
{
    struct stage s;

    stage_open(&s, *state);
    play_tells(&s);
    golden_mails(&s, "");
    world_close(&s.w);
}

/* ---- heads
 * -------------------------------------------------------------------------------------------------------------- */

/* The asker's mails hang under their receipt, the answerer's under the notice of the question. */
static void threads(void **state)
{
    struct stage s;
    struct notice *list;
    struct rendered receipt, notice, answer, own, comment;
    size_t count;

    stage_open(&s, *state);
    stage_play(&s);
    count = world_claim(&s.w, &list);
    receipt = stage_mail(&s, list, count, s.asker, s.question);
    answer = stage_mail(&s, list, count, s.asker, s.answer);
    assert_null(stage_field(*state, receipt.bytes, "References"));
    assert_string_equal(stage_field(*state, answer.bytes, "References"), stage_field(*state, receipt.bytes, "Message-ID"));
    assert_string_equal(stage_field(*state, answer.bytes, "In-Reply-To"), stage_field(*state, receipt.bytes, "Message-ID"));
    notice = stage_mail(&s, list, count, s.writer, s.question);
    own = stage_mail(&s, list, count, s.writer, s.answer);
    comment = stage_mail(&s, list, count, s.writer, s.comment);
    assert_string_equal(stage_field(*state, own.bytes, "References"), stage_field(*state, notice.bytes, "Message-ID"));
    assert_string_equal(
        stage_field(*state, comment.bytes, "References"),
        mem_format(*state, "%s %s", stage_field(*state, notice.bytes, "Message-ID"), stage_field(*state, own.bytes, "Message-ID")));
    assert_string_equal(stage_field(*state, comment.bytes, "In-Reply-To"), stage_field(*state, own.bytes, "Message-ID"));
    /* Nobody can tell from ids that two mails are about the same post. */
    assert_string_not_equal(stage_field(*state, notice.bytes, "Message-ID"), stage_field(*state, receipt.bytes, "Message-ID"));
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
    struct stage s;
    struct notice *list;
    size_t count;

    stage_open(&s, *state);
    stage_play(&s);
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

UNIT_MAIN(UNIT(mails_about_posts), UNIT(a_digest), UNIT(a_digest_of_what_became), UNIT(mails_of_titles_only), UNIT(other_mails), UNIT(threads), UNIT(only_these_fields))
