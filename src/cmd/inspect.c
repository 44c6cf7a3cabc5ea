#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/look.h"

static const char *const from_states[] = {[FROM_ONE] = "one", [FROM_NONE] = "none", [FROM_MALFORMED] = "malformed", [FROM_SEVERAL] = "several"};
static const char *const verdicts[] = {[VERDICT_NONE] = "none", [VERDICT_PASS] = "pass", [VERDICT_FAIL] = "fail"};
static const char *const automatics[] = {[AUTOMATIC_NO] = "no", [AUTOMATIC_REPLY] = "reply", [AUTOMATIC_BULK] = "bulk",
                                         [AUTOMATIC_REPORT] = "report", [AUTOMATIC_LIST] = "list"};
static const char *const reports[] = {[REPORT_NONE] = "none", [REPORT_DELIVERY] = "delivery", [REPORT_ABUSE] = "abuse",
                                      [REPORT_DISPOSITION] = "disposition"};
static const char *const answers[] = {[ANSWER_NONE] = "", [ANSWER_YES] = "yes", [ANSWER_NO] = "no", [ANSWER_MINE] = "mine",
                                      [ANSWER_THEIRS] = "theirs", [ANSWER_DROP] = "drop", [ANSWER_REDACT] = "redact",
                                      [ANSWER_AS_IS] = "as is", [ANSWER_ADD] = "add", [ANSWER_REPLACE] = "replace"};

/* ---- JSON ---- */

/* A string, or null for NULL. What front read may hold bytes that are not UTF-8. */
static json_t *text(const void *ctx, const char *value)
{
    struct buf repaired;

    if (value == NULL)
        return json_null();
    buf_init(&repaired, ctx, 3 * strlen(value) + 4);
    utf8_repair(&repaired, str_of(value));
    return json_stringn(buf_string(&repaired), repaired.n);
}

static json_t *report_json(const void *ctx, const struct report *r)
{
    json_t *object = json_object(), *recipients = json_array();

    for (size_t i = 0; i < r->recipient_count; i++) {
        json_t *one = json_object();

        json_object_set_new(one, "address", text(ctx, r->recipients[i].address));
        json_object_set_new(one, "action", text(ctx, r->recipients[i].action));
        json_object_set_new(one, "status", text(ctx, r->recipients[i].status));
        json_object_set_new(one, "diagnostic", text(ctx, r->recipients[i].diagnostic));
        json_array_append_new(recipients, one);
    }
    json_object_set_new(object, "kind", json_string(reports[r->kind]));
    json_object_set_new(object, "action", text(ctx, r->action));
    json_object_set_new(object, "status", text(ctx, r->status));
    json_object_set_new(object, "recipients", recipients);
    json_object_set_new(object, "original_message_id", text(ctx, r->original_message_id));
    json_object_set_new(object, "feedback_type", text(ctx, r->feedback_type));
    return object;
}

static json_t *message_json(const void *ctx, const struct message *m)
{
    json_t *object = json_object(), *attachments = json_array(), *from = json_object();

    json_object_set_new(object, "subject", text(ctx, m->subject));
    json_object_set_new(from, "address", text(ctx, m->from != NULL && *m->from != '\0' ? m->from : NULL));
    json_object_set_new(from, "name", text(ctx, m->from_name));
    json_object_set_new(object, "from", from);
    json_object_set_new(object, "to", text(ctx, m->to));
    json_object_set_new(object, "date", m->has_date ? json_integer(m->date) : json_null());
    json_object_set_new(object, "text", text(ctx, m->text));
    json_object_set_new(object, "markdown", json_boolean(m->text_is_markdown));
    for (size_t i = 0; i < m->attachment_count; i++) {
        json_t *attachment = json_object();

        json_object_set_new(attachment, "name", text(ctx, m->attachments[i].name));
        json_object_set_new(attachment, "type", text(ctx, m->attachments[i].type));
        json_object_set_new(attachment, "size", json_integer((json_int_t)m->attachments[i].size));
        json_array_append_new(attachments, attachment);
    }
    json_object_set_new(object, "attachments", attachments);
    if (m->report.kind != REPORT_NONE)
        json_object_set_new(object, "report", report_json(ctx, &m->report));
    json_object_set_new(object, "reaction", text(ctx, m->reaction));
    json_object_set_new(object, "calendar", json_boolean(m->calendar));
    json_object_set_new(object, "encrypted", json_boolean(m->encrypted));
    json_object_set_new(object, "limited", json_boolean(m->limited));
    return object;
}

static json_t *origin_json(const void *ctx, const struct origin *o)
{
    json_t *object = json_object(), *references = json_array();

    json_object_set_new(object, "from_state", json_string(from_states[o->from_state]));
    json_object_set_new(object, "from", text(ctx, o->from));
    json_object_set_new(object, "from_name", text(ctx, o->from_name));
    json_object_set_new(object, "verdict", json_string(verdicts[o->verdict]));
    json_object_set_new(object, "verdict_seen", json_boolean(o->verdict_seen));
    json_object_set_new(object, "automatic", json_string(automatics[o->automatic]));
    json_object_set_new(object, "role_sender", json_boolean(o->role_sender));
    json_object_set_new(object, "spam", json_boolean(o->spam));
    json_object_set_new(object, "loop", json_boolean(o->loop));
    json_object_set_new(object, "addressed", json_boolean(o->addressed));
    json_object_set_new(object, "no_archive", json_boolean(o->no_archive));
    json_object_set_new(object, "message_id", text(ctx, o->message_id));
    for (size_t i = 0; i < o->reference_count; i++)
        json_array_append_new(references, text(ctx, o->references[i]));
    json_object_set_new(object, "references", references);
    return object;
}

static json_t *reply_json(const void *ctx, const struct reply *r)
{
    json_t *object = json_object();

    json_object_set_new(object, "words", text(ctx, r->words));
    json_object_set_new(object, "quote_cut", json_boolean(r->quote_cut));
    json_object_set_new(object, "signature_cut", json_boolean(r->signature_cut));
    json_object_set_new(object, "quotes_known", json_boolean(r->quotes_known));
    json_object_set_new(object, "interleaved", json_boolean(r->interleaved));
    return object;
}

static const char *verb_word(enum verb verb)
{
    for (const struct verb_row *row = intent_verbs; row->verb != VERB_NONE; row++)
        if (row->verb == verb)
            return row->word;
    return "";
}

static json_t *intent_json(const void *ctx, const struct intent *in)
{
    json_t *object = json_object(), *commands = json_array(), *tags = json_array();

    json_object_set_new(object, "kind", json_string(intent_name(in->kind)));
    json_object_set_new(object, "title", text(ctx, in->title));
    json_object_set_new(object, "words", text(ctx, in->words));
    json_object_set_new(object, "name", text(ctx, in->name));
    json_object_set_new(object, "anonymous", json_boolean(in->anonymous));
    json_object_set_new(object, "answer", json_string(answers[in->answer]));
    for (size_t i = 0; i < in->tag_count; i++)
        json_array_append_new(tags, text(ctx, in->tags[i]));
    json_object_set_new(object, "tags", tags);
    for (size_t i = 0; i < in->command_count; i++) {
        json_t *command = json_object();

        json_object_set_new(command, "verb", json_string(verb_word(in->commands[i].verb)));
        json_object_set_new(command, "argument", text(ctx, in->commands[i].argument));
        json_object_set_new(command, "line", text(ctx, in->commands[i].line));
        json_array_append_new(commands, command);
    }
    json_object_set_new(object, "commands", commands);
    return object;
}

static void print_json(const void *ctx, const struct look *look)
{
    json_t *all = json_object();
    struct classified c;

    if (!look->read) {
        json_object_set_new(all, "error", text(ctx, look->why.text));
        json_object_set_new(all, "code", text(ctx, look->why.code));
    }
    if (look->headers.fields != NULL)
        json_object_set_new(all, "origin", origin_json(ctx, &look->origin));
    if (look->read) {
        json_object_set_new(all, "message", message_json(ctx, &look->reading.message));
        json_object_set_new(all, "reply", reply_json(ctx, &look->reading.reply));
        intent_class(ctx, &look->reading.message, &look->origin, &c);
        json_object_set_new(all, "class", json_string(intent_class_name(c.class)));
        json_object_set_new(all, "recipients", look_recipients(&c));
        json_object_set_new(all, "recipient", json_string(look_target(look->known.recipient.target)));
        json_object_set_new(all, "intent", intent_json(ctx, &look->reading.intent));
    }
    look_print(ctx, all);
}

/* ---- text: for a terminal, so nothing of the mail is printed as it stands ---- */

static void line(const void *ctx, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        printf("  %-12s %s\n", name, utf8_line(ctx, str_trim_end(str_of(value))));
}

/* As it stands, its spaces too: what a terminal must not get, or would not show, is written out as "\u{200d}". */
static char *visible(const void *ctx, struct str s)
{
    struct buf out;

    buf_init(&out, ctx, 10 * s.n + 1);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (utf8_unsafe(c))
            buf_format(&out, "\\u{%x}", (unsigned)c);
        else
            utf8_put(&out, c);
    }
    return mem_string(ctx, buf_string(&out));
}

static void lines(const void *ctx, const char *value)
{
    struct str rest = str_of(value), one;

    while (str_next_line(&rest, &one))
        printf(one.n > 0 ? "  | %s\n" : "  |\n", visible(ctx, one));
}

/* Behind the heading of a section. */
static void flag(bool is, const char *name)
{
    if (is)
        printf(", %s", name);
}

static void print_message(const void *ctx, const struct message *m, bool brief)
{
    char date[32] = "";

    if (m->has_date)
        clock_rfc5322(m->date, date);
    printf("message");
    flag(m->text_is_markdown, "from HTML");
    flag(m->encrypted, "encrypted");
    flag(m->calendar, "answers an invitation");
    flag(m->limited, "some parts left unread");
    putchar('\n');
    line(ctx, "subject", m->subject);
    line(ctx, "from", m->from);
    line(ctx, "from name", m->from_name);
    line(ctx, "to", m->to);
    line(ctx, "date", date);
    for (size_t i = 0; i < m->attachment_count; i++)
        printf("  attachment   %s (%s, %llu bytes)\n", m->attachments[i].name == NULL ? "without a name" : utf8_line(ctx, str_of(m->attachments[i].name)),
               utf8_line(ctx, str_of(m->attachments[i].type)), (unsigned long long)m->attachments[i].size);
    line(ctx, "reaction", m->reaction);
    for (size_t i = 0; i < m->report.recipient_count; i++)
        line(ctx, "report", mem_format(ctx, "%s %s %s %s", reports[m->report.kind], m->report.recipients[i].action, m->report.recipients[i].status,
                                       m->report.recipients[i].address));
    if (m->report.kind != REPORT_NONE && m->report.recipient_count == 0)
        line(ctx, "report", reports[m->report.kind]);
    if (m->text != NULL && !brief)
        lines(ctx, m->text);
}

/* Whether it matters what words a mail has: those of machines are never posted. */
static bool words_count(enum intent_kind kind)
{
    return kind != INTENT_REPORT && kind != INTENT_COMPLAINT && kind != INTENT_AUTOMATIC;
}

static void print_words(const void *ctx, const struct reply *r)
{
    printf("own words");
    flag(r->quote_cut, "quote cut");
    flag(r->signature_cut, "signature cut");
    flag(r->quotes_known, "quotes our text");
    flag(r->interleaved, "answers between quoted lines");
    putchar('\n');
    lines(ctx, r->words);
}

static void print_intent(const void *ctx, const struct look *look)
{
    const struct intent *in = &look->reading.intent;

    printf("intent         %s, by a mail to: %s", intent_name(in->kind), look_target(look->known.recipient.target));
    flag(in->only_attachments, "nothing but attachments");
    putchar('\n');
    line(ctx, "title", in->title);
    line(ctx, "name", in->anonymous ? "Anonymous" : in->name);
    line(ctx, "answer", answers[in->answer]);
    for (size_t i = 0; i < in->tag_count; i++)
        line(ctx, "tag", in->tags[i]);
    for (size_t i = 0; i < in->command_count; i++)
        line(ctx, in->commands[i].verb == VERB_NONE ? "no command" : "command",
             in->commands[i].verb == VERB_NONE ? in->commands[i].line
                                               : mem_format(ctx, "%s %s", verb_word(in->commands[i].verb), in->commands[i].argument));
    if (strcmp(in->words, look->reading.reply.words) != 0)
        lines(ctx, in->words);
}

static void print_origin(const void *ctx, const struct origin *o)
{
    printf("origin         from: %s, verdict: %s, automatic: %s", from_states[o->from_state], verdicts[o->verdict], automatics[o->automatic]);
    flag(o->role_sender, "a role's address");
    flag(o->spam, "spam");
    flag(o->loop, "a loop");
    flag(o->no_archive, "no archive");
    putchar('\n');
    line(ctx, "from", o->from);
    line(ctx, "message-id", o->message_id);
}

static void print_class(const void *ctx, const struct look *look)
{
    struct classified c;

    intent_class(ctx, &look->reading.message, &look->origin, &c);
    printf("class          %s\n", intent_class_name(c.class));
    for (size_t i = 0; i < c.count && look->reading.message.report.recipient_count == 0; i++) /* named in words; others stand above */
        line(ctx, "recipient", mem_format(ctx, "%s %s", c.recipients[i].address, c.recipients[i].status));
}

static void print_text(const void *ctx, const struct look *look)
{
    if (look->headers.fields != NULL)
        print_origin(ctx, &look->origin);
    if (!look->read) {
        printf("refused        %s %s\n", look->why.code, look->why.text);
        return;
    }
    print_message(ctx, &look->reading.message, look->brief);
    if (!look->brief || words_count(look->reading.intent.kind))
        print_words(ctx, &look->reading.reply);
    print_class(ctx, look);
    print_intent(ctx, look);
}

int cmd_inspect(struct invocation *i)
{
    struct look look = {0};
    int status = look_at(i, &look);

    if (status != EX_OK)
        return status;
    if (i->json)
        print_json(i->ctx, &look);
    else
        print_text(i->ctx, &look);
    return EX_OK;
}
