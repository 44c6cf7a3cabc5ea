/* content discreet: of no kind of notice do the heads, the text or the HTML tell a word of what it is about; `show` brings it, with heads
 * that tell nothing, behind a paragraph that tells nothing. */
#include "lang/private.h"

#include "notify.h"

/* Every word of three letters and more in these is secret, and so are the names. */
static const char *const secrets[] = {
    "Whether panic attacks vanish when divorce ends", "My husband drinks whisky, yesterday secretly.",
    "Try breathing exercises, marital counselling works.", "Thanks, breathing helped tonight.", "Timid Otter", "Violet Heron", "Crimson Newt",
    "Psychotherapy", "Health", "health.psychotherapy", "Mind Wellness", "Main Street, Springfield", "Emergency hotline 112 rings always",
    "telephone number", "Twelve characters needed", "Write longer sentences", NULL};

struct scene {
    struct world w;
    uint64_t asker, writer, question, answer, comment;
};

static void discreet(struct world *w, uint64_t id, bool html)
{
    struct person p;

    OK(w, store_person_get(w->f.db, w->ctx, id, &p, &w->why));
    p.content = CONTENT_DISCREET;
    p.html = html;
    OK(w, store_person_put(w->f.db, &p, "", &w->why));
}

static void set_scene(struct scene *s, void *ctx, bool html)
{
    static const char *const names[] = {"Timid Otter", "Violet Heron"};

    world_open(&s->w, ctx);
    s->w.conf->forum.name = mem_string(ctx, "Mind Wellness");
    s->w.conf->forum.postal_address = mem_string(ctx, "Main Street, Springfield");
    s->asker = world_person(&s->w, "asker@example.org");
    s->writer = world_person(&s->w, "writer@example.org");
    discreet(&s->w, s->asker, html);
    discreet(&s->w, s->writer, html);
    world_subscribe(&s->w, s->w.parent, s->writer);
    s->question = world_ask(&s->w, s->asker, secrets[0], secrets[1]);
    s->answer = world_reply(&s->w, POST_ANSWER, s->question, s->writer, secrets[2]);
    OK(&s->w, store_pseudonym_set(s->w.f.db, s->question, s->asker, names[0], &s->w.why));
    OK(&s->w, store_pseudonym_set(s->w.f.db, s->question, s->writer, names[1], &s->w.why));
    OK(&s->w, store_best_set(s->w.f.db, s->question, s->answer, &s->w.why)); /* of which its author can be told */
    s->comment = world_reply(&s->w, POST_COMMENT, s->answer, s->asker, secrets[3]);
    world_expand(&s->w, 100);
}

/* Every other kind of mail there is, each with everything it might say. */
static size_t tell_everything(struct scene *s)
{
    static const struct pair pairs[] = {
        {"kind", "question"}, {"category", "Psychotherapy"}, {"path", "health.psychotherapy"}, {"name", "Crimson Newt"}, {"people", "43"},
        {"cut", "telephone number"}, {"what", "telephone number"}, {"why", "telephone number"}, {"whose", "no"}, {"post", "1"},
        {"choices", "add, replace or drop"}, {"count", "1"}, {"problem1", "Twelve characters needed"}, {"mend1", "Write longer sentences"},
        {"crisis", "yes"}, {"time", "2026-11-23 17:05 UTC"}};
    struct changes changes = {0};
    size_t kinds = 0;

    for (enum notice_kind kind = NOTICE_QUESTION; kind_of(kind) != NULL; kind++) {
        struct held held = {.reason = HOLD_GUARD, .person = s->writer, .created = s->w.f.now, .expires = s->w.f.now + 86400, .mail = STR("x")};
        struct change *c;

        if (kind_of(kind)->about_post || kind == NOTICE_OPERATOR || kind == NOTICE_LIST || kind == NOTICE_SHOWN || kind == NOTICE_WELCOME || kind == NOTICE_DIGEST)
            continue;
        c = change_add(s->w.ctx, &changes, CHANGE_TELL);
        c->notice = kind;
        c->person = s->writer;
        if (kind != NOTICE_TOLD && kind != NOTICE_BEST && kind != NOTICE_REVIEW)
            OK(&s->w, store_held_add(s->w.f.db, &held, &c->held, &s->w.why));
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
            change_pair(s->w.ctx, c, pairs[i].name, pairs[i].value);
        change_pair(s->w.ctx, c, "title", secrets[0]);
        change_pair(s->w.ctx, c, "subject", secrets[0]);
        change_pair(s->w.ctx, c, "about", secrets[0]);
        change_pair(s->w.ctx, c, "text", secrets[1]);
        change_pair(s->w.ctx, c, "redacted", secrets[1]);
        change_pair(s->w.ctx, c, "notice", "Emergency hotline 112 rings always");
        kinds++;
    }
    OK(&s->w, notify_plan(&s->w.f, s->w.ctx, &changes, 0, &s->w.why));
    return kinds;
}

/* ---- looking ---- */

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static struct str next_word(struct str *rest)
{
    size_t start = 0, end;

    while (start < rest->n && !letter(rest->p[start]))
        start++;
    for (end = start; end < rest->n && letter(rest->p[end]);)
        end++;

    struct str word = str_cut(*rest, start, end - start);

    *rest = str_from_index(*rest, end);
    return word;
}

static bool has_word(struct str text, struct str wanted)
{
    struct str word;

    while ((word = next_word(&text)).n > 0)
        if (str_equal(word, wanted))
            return true;
    return false;
}

/* A word of the templates tells nothing: "you", "that". */
static bool said_always(const void *ctx, struct str word)
{
    static const char *const files[] = {"discreet.txt", "veil.txt", "foot.txt"};

    for (const struct lang_text *t = lang_built; t->file != NULL; t++)
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
            if (strcmp(t->file, files[i]) == 0 && has_word(str_of(str_lower(ctx, str_of(t->text))), word))
                return true;
    return false;
}

static void look(const void *ctx, const char *kind, const char *where, struct str text)
{
    struct str lower = str_of(str_lower(ctx, text)), word;

    for (size_t i = 0; secrets[i] != NULL; i++) {
        struct str rest = str_of(str_lower(ctx, str_of(secrets[i])));

        while ((word = next_word(&rest)).n > 0)
            if (word.n >= 3 && has_word(lower, word) && !said_always(ctx, word))
                fail_msg("%s: \"%.*s\" stands in its %s:\n%.*s", kind, STR_ARGS(word), where, STR_ARGS(text));
    }
}

static struct str head_of(struct str bytes)
{
    return str_cut(bytes, 0, str_find(bytes, STR("\r\n\r\n")) + 2);
}

static void look_at_heads(const void *ctx, const char *kind, const struct rendered *mail)
{
    look(ctx, kind, "head", head_of(mail->bytes));
    assert_string_equal(mail->subject, "A message for you");
    assert_true(str_find(head_of(mail->bytes), STR("From: \"Messages\" <reply@forum.example>\r\n")) < head_of(mail->bytes).n);
    assert_true(str_find(head_of(mail->bytes), STR("List-Id: <all.forum.example>\r\n")) < head_of(mail->bytes).n);
    assert_true(str_find(head_of(mail->bytes), STR("Reply-To: \"Reply\"")) < head_of(mail->bytes).n);
    assert_true(str_find(head_of(mail->bytes), STR("Q1")) == head_of(mail->bytes).n);
}

/* ---- tests ---- */

static struct notice show_it(struct scene *s, const struct notice *n)
{
    struct changes changes = {0};
    struct change *c = change_add(s->w.ctx, &changes, CHANGE_TELL);
    struct notice *list;

    c->notice = NOTICE_SHOWN;
    c->person = n->person;
    change_pair(s->w.ctx, c, "notice", mem_format(s->w.ctx, "%llu", (unsigned long long)n->id));
    OK(&s->w, notify_plan(&s->w.f, s->w.ctx, &changes, 0, &s->w.why));
    assert_int_equal(world_claim(&s->w, &list), 1);
    return list[0];
}

static void tells_nothing(void **state)
{
    for (int html = 0; html <= 1; html++) {
        struct scene s;
        struct notice *list;
        size_t kinds, count;

        set_scene(&s, *state, html == 1);
        kinds = tell_everything(&s);
        count = world_claim(&s.w, &list);
        assert_true(kinds >= 9);
        assert_int_equal(count, kinds + 3 + 3); /* three receipts; the question, the answer, the comment to whom they concern */
        for (size_t i = 0; i < count; i++) {
            const char *kind = kind_of(list[i].kind)->event;
            struct rendered mail, shown, known;
            struct notice n;

            assert_int_equal(list[i].content, FROZEN_DISCREET);
            OK(&s.w, notify_render(&s.w.f, *state, &list[i], &mail, &s.w.why));
            look_at_heads(*state, kind, &mail);
            look(*state, kind, "text", mail.text);
            look(*state, kind, "HTML", mail.html);
            assert_int_equal(mail.html.n > 0, html);

            n = show_it(&s, &list[i]);
            assert_int_equal(n.content, FROZEN_VEILED);
            OK(&s.w, notify_render(&s.w.f, *state, &n, &shown, &s.w.why));
            look_at_heads(*state, kind, &shown);
            look(*state, kind, "first lines", str_cut(shown.text, 0, 200));
            assert_false(str_equal(shown.text, mail.text));
            if (list[i].post == s.answer && list[i].kind == NOTICE_ANSWER)
                assert_true(str_find(shown.text, STR("breathing exercises")) < shown.text.n);

            OK(&s.w, notify_known(&s.w.f, *state, &list[i], &known, &s.w.why));
            assert_true(str_find(known.text, mail.text) < known.text.n);
            if (list[i].post != 0)
                assert_true(str_find(known.text, STR("This is what you asked for.")) < known.text.n);
        }
        world_close(&s.w);
    }
}

/* What answers their own mail of a moment ago has its text, and what it shows is their own alone. */
static void asked(void **state)
{
    struct scene s;
    struct changes changes = {0};
    struct change *c;
    struct notice *list;
    struct rendered mail;
    size_t count, before;

    set_scene(&s, *state, true);
    before = world_claim(&s.w, &list);
    assert_true(before > 0);
    c = change_add(*state, &changes, CHANGE_TELL);
    c->notice = NOTICE_TOLD;
    c->person = s.asker;
    change_pair(*state, c, "subject", "You subscribe to Psychotherapy");
    change_pair(*state, c, "text", "You get its questions.");
    change_pair(*state, c, "asked", "yes");
    c = change_add(*state, &changes, CHANGE_TELL);
    c->notice = NOTICE_SHOWN; /* another's */
    c->person = s.asker;
    for (size_t i = 0; i < before; i++)
        if (list[i].person == s.writer)
            change_pair(*state, c, "notice", mem_format(*state, "%llu", (unsigned long long)list[i].id));
    OK(&s.w, notify_plan(&s.w.f, *state, &changes, 0, &s.w.why));
    count = world_claim(&s.w, &list);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].kind, NOTICE_TOLD);
    OK(&s.w, notify_render(&s.w.f, *state, &list[0], &mail, &s.w.why));
    look_at_heads(*state, "told", &mail);
    look(*state, "told", "first lines", str_cut(mail.text, 0, 200));
    assert_true(str_find(mail.text, STR("You get its questions.")) < mail.text.n);
    assert_true(str_find(mail.html, STR("This is what you asked for.")) < str_find(mail.html, STR("You get its questions.")));
    world_close(&s.w);
}

/* What was asked for comes, though its thread was muted since. */
static void shown_though_muted(void **state)
{
    struct scene s;
    struct notice *list;
    unsigned shown = 0;

    set_scene(&s, *state, true);
    for (size_t i = 0, count = world_claim(&s.w, &list); i < count; i++) {
        if (list[i].person != s.writer || list[i].kind != NOTICE_QUESTION)
            continue;
        OK(&s.w, store_mute(s.w.f.db, s.question, s.writer, true, &s.w.why));
        assert_int_equal(show_it(&s, &list[i]).kind, NOTICE_SHOWN);
        shown++;
    }
    assert_int_equal(shown, 1);
    world_close(&s.w);
}

UNIT_MAIN(UNIT(shown_though_muted), UNIT(tells_nothing), UNIT(asked))
