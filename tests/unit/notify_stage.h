/* The forum all mails of the tests of rendering come from, and what can be asked of such a mail. */
#ifndef TESTS_UNIT_NOTIFY_STAGE_H
#define TESTS_UNIT_NOTIFY_STAGE_H

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
struct stage {
    struct world w;
    uint64_t asker, writer, third, question, answer, comment;
};

static inline void stage_open(struct stage *s, void *ctx)
{
    world_open(&s->w, ctx);
    s->w.conf->forum.postal_address = mem_string(ctx, "1 Main Street, Springfield");
    s->asker = world_person(&s->w, "asker@example.org");
    s->writer = world_person(&s->w, "writer@example.org");
    s->third = world_person(&s->w, "third@example.org");
    world_subscribe(&s->w, s->w.parent, s->writer);
}

static inline void stage_play(struct stage *s)
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

static inline char *stage_field(const void *ctx, struct str bytes, const char *name)
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

static inline struct rendered stage_mail(struct stage *s, struct notice *list, size_t count, uint64_t person, uint64_t post)
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

#endif
