#include "base/mem.h"
#include "base/utf8.h"
#include "base/wire.h"
#include "forum/forum.h"

/* Most of a list in an encoded mail; what front and parser send is less. Mails are held over an upgrade: what an older askpost encoded is
 * read as well. */
enum { FORMAT = 2, LIST_LIMIT = 1024 };

static void put_list(struct buf *out, char *const *list, size_t count)
{
    wire_put_number(out, count);
    for (size_t i = 0; i < count; i++)
        wire_put_text(out, list[i]);
}

static char **get_list(const void *ctx, struct wire *w, size_t *count)
{
    *count = (size_t)wire_below(w, LIST_LIMIT);
    char **list = mem_array(ctx, *count + 1, sizeof *list);

    for (size_t i = 0; i < *count; i++)
        list[i] = wire_text(ctx, w);
    return list;
}

static void put_origin(struct buf *out, const struct origin *o)
{
    wire_put_number(out, o->from_state);
    wire_put_text(out, o->from);
    wire_put_text(out, o->from_name);
    wire_put_number(out, o->verdict);
    wire_put_number(out, o->verdict_seen);
    wire_put_number(out, o->automatic);
    wire_put_number(out, o->role_sender);
    wire_put_number(out, o->spam);
    wire_put_number(out, o->loop);
    wire_put_number(out, o->addressed);
    wire_put_number(out, o->no_archive);
    wire_put_text(out, o->message_id);
    put_list(out, o->references, o->reference_count);
}

static void get_origin(const void *ctx, struct wire *w, struct origin *o)
{
    o->from_state = (enum from_state)wire_below(w, FROM_SEVERAL + 1);
    o->from = wire_text(ctx, w);
    o->from_name = wire_text(ctx, w);
    o->verdict = (enum verdict)wire_below(w, VERDICT_FAIL + 1);
    o->verdict_seen = wire_flag(w);
    o->automatic = (enum automatic)wire_below(w, AUTOMATIC_LIST + 1);
    o->role_sender = wire_flag(w);
    o->spam = wire_flag(w);
    o->loop = wire_flag(w);
    o->addressed = wire_flag(w);
    o->no_archive = wire_flag(w);
    o->message_id = wire_text(ctx, w);
    o->references = get_list(ctx, w, &o->reference_count);
}

static void put_intent(struct buf *out, const struct intent *i)
{
    wire_put_number(out, i->kind);
    wire_put_number(out, i->command_count);
    for (size_t n = 0; n < i->command_count; n++) {
        wire_put_number(out, i->commands[n].verb);
        wire_put_text(out, i->commands[n].argument);
        wire_put_text(out, i->commands[n].line);
    }
    wire_put_number(out, i->answer);
    wire_put_text(out, i->title);
    wire_put_number(out, i->title_from_body);
    wire_put_text(out, i->words);
    put_list(out, i->tags, i->tag_count);
    wire_put_number(out, i->name != NULL);
    wire_put_text(out, i->name);
    wire_put_number(out, i->anonymous);
    wire_put_number(out, i->only_attachments);
}

static void get_intent(const void *ctx, struct wire *w, struct intent *i)
{
    i->kind = (enum intent_kind)wire_below(w, INTENT_FOLLOW_UP + 1);
    i->command_count = (size_t)wire_below(w, LIST_LIMIT);
    i->commands = mem_array(ctx, i->command_count + 1, sizeof *i->commands);
    for (size_t n = 0; n < i->command_count; n++) {
        i->commands[n].verb = (enum verb)wire_below(w, VERBS);
        i->commands[n].argument = wire_text(ctx, w);
        i->commands[n].line = wire_text(ctx, w);
    }
    i->answer = (enum answer_word)wire_below(w, ANSWER_REPLACE + 1);
    i->title = wire_text(ctx, w);
    i->title_from_body = wire_flag(w);
    i->words = wire_text(ctx, w);
    i->tags = get_list(ctx, w, &i->tag_count);

    bool named = wire_flag(w);
    char *name = wire_text(ctx, w);

    i->name = named ? name : NULL;
    i->anonymous = wire_flag(w);
    i->only_attachments = wire_flag(w);
}

static void put_report(struct buf *out, const struct report *r)
{
    wire_put_number(out, r->kind);
    wire_put_text(out, r->action);
    wire_put_text(out, r->status);
    wire_put_text(out, r->original_message_id);
    wire_put_text(out, r->feedback_type);
}

static void get_report(const void *ctx, struct wire *w, uint64_t format, struct report *r)
{
    r->kind = (enum report_kind)wire_below(w, REPORT_DISPOSITION + 1);
    r->action = wire_text(ctx, w);
    r->status = wire_text(ctx, w);
    if (format == 1)
        wire_text(ctx, w); /* whom it named */
    r->original_message_id = wire_text(ctx, w);
    r->feedback_type = wire_text(ctx, w);
}

void mail_encode(struct buf *out, const struct mail *m)
{
    wire_put_number(out, FORMAT);
    wire_put_text(out, m->sender);
    put_list(out, m->recipients, m->recipient_count);
    put_origin(out, &m->origin);
    wire_put_str(out, str_from(m->body_hash, sizeof m->body_hash));
    wire_put_number(out, m->pipe);
    put_intent(out, &m->intent);
    put_report(out, &m->report);
    wire_put_text(out, m->reaction);
    put_list(out, m->attachments, m->attachment_count);
    wire_put_number(out, m->quote_cut);
    wire_put_number(out, m->signature_cut);
    wire_put_number(out, m->encrypted);
}

/* Every text of a mail is shown or compared as UTF-8 later, so it must be. */
static bool texts_valid(const struct mail *m)
{
    bool valid = utf8_valid(str_of(m->intent.title)) && utf8_valid(str_of(m->intent.words)) &&
                 utf8_valid(str_of(m->intent.name)) && utf8_valid(str_of(m->origin.from)) &&
                 utf8_valid(str_of(m->origin.from_name));

    for (size_t i = 0; i < m->attachment_count; i++)
        valid = valid && utf8_valid(str_of(m->attachments[i]));
    for (size_t i = 0; i < m->intent.tag_count; i++)
        valid = valid && utf8_valid(str_of(m->intent.tags[i]));
    for (size_t i = 0; i < m->intent.command_count; i++)
        valid = valid && utf8_valid(str_of(m->intent.commands[i].argument)) &&
                utf8_valid(str_of(m->intent.commands[i].line));
    return valid;
}

bool mail_decode(const void *ctx, struct str bytes, struct mail *out)
{
    struct wire w = wire_read(bytes);
    uint64_t format = wire_number(&w);

    *out = (struct mail){0};
    if (format < 1 || format > FORMAT)
        return false;
    out->sender = wire_text(ctx, &w);
    out->recipients = get_list(ctx, &w, &out->recipient_count);
    get_origin(ctx, &w, &out->origin);

    struct str hash = wire_str(&w);

    if (hash.n != sizeof out->body_hash)
        return false;
    memcpy(out->body_hash, hash.p, hash.n);
    out->pipe = wire_flag(&w);
    get_intent(ctx, &w, &out->intent);
    get_report(ctx, &w, format, &out->report);

    char *reaction = wire_text(ctx, &w);

    out->reaction = reaction == NULL || *reaction == '\0' ? NULL : reaction;
    out->attachments = get_list(ctx, &w, &out->attachment_count);
    out->quote_cut = wire_flag(&w);
    out->signature_cut = wire_flag(&w);
    out->encrypted = wire_flag(&w);
    return wire_end(&w) && texts_valid(out);
}
