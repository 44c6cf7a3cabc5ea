/* What hostile titles, names and texts cannot do to a mail. */
#include "notify_stage.h"

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
        struct stage s;
        struct changes changes = {0};
        struct notice *list;
        size_t count;

        stage_open(&s, ctx);
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
        struct stage s;
        struct notice *list;
        struct buf body;
        size_t count;

        stage_open(&s, ctx);
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

UNIT_MAIN(UNIT(hostile_words), UNIT(long_bodies))
