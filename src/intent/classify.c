/* The kinds of mail as a table: the first row that matches makes the intent. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { REPORT_LIMIT = 480 }; /* bytes of why a post is reported */

struct sorting {
    const void *ctx;
    const struct intent_question *q;
    struct str words, subject;
    struct command command; /* set by a row that matched on words */
};

static bool reply_target(const struct sorting *s)
{
    enum target t = s->q->target;

    return t == TARGET_QUESTION || t == TARGET_POST || t == TARGET_RECEIPT || t == TARGET_PROBLEM || t == TARGET_DIGESTED;
}

/* --- what matches ------------------------------------------------------------------------------------------------------ */

static bool is_leave(struct sorting *s)
{
    return s->q->target == TARGET_LEAVE;
}

static bool is_report(struct sorting *s)
{
    return s->q->null_sender || s->q->message->report.kind == REPORT_DELIVERY || s->q->target == TARGET_BOUNCE;
}

static bool is_complaint(struct sorting *s)
{
    return intent_complains(&s->q->message->report);
}

static bool is_list(struct sorting *s)
{
    return s->q->origin->automatic == AUTOMATIC_LIST;
}

static bool is_automatic(struct sorting *s)
{
    return s->q->origin->automatic != AUTOMATIC_NO || s->q->message->calendar || s->q->message->report.kind != REPORT_NONE;
}

static bool is_role(struct sorting *s)
{
    return s->q->target == TARGET_ROLE;
}

static bool is_reaction(struct sorting *s)
{
    return s->q->message->reaction != NULL;
}

static bool is_confirm(struct sorting *s)
{
    return s->q->target == TARGET_CONFIRM;
}

static bool is_do(struct sorting *s)
{
    return s->q->target == TARGET_DO || s->q->target == TARGET_REVIEW;
}

static bool looks_automatic(struct sorting *s, const char *subject)
{
    struct message m = *s->q->message;
    struct classified c;

    m.subject = mem_string(s->ctx, subject == NULL ? "" : subject);
    intent_class(s->ctx, &m, s->q->origin, &c);
    return c.class == CLASS_AUTO_REPLY;
}

/* A note of absence that says so in its subject alone: not certain enough to be dropped, so it is held, unanswered. A reply that has
 * such words from the notice's subject is none. */
static bool is_absence(struct sorting *s)
{
    return reply_target(s) && looks_automatic(s, s->q->message->subject) && !looks_automatic(s, s->q->notice_subject);
}

/* Whoever writes that line says beyond doubt what it is, whatever else the mail looks like. */
static bool is_follow_up(struct sorting *s)
{
    return s->q->target == TARGET_POST && pseudo_follows_up(s->ctx, s->words);
}

/* Why somebody reports a post may take several lines, and is never meant for others to read. Without a colon only what no answer begins with:
 * "report spam", but not "Report him to the police". */
static struct str report_words(const struct sorting *s, struct str line)
{
    struct str rest = line, word = STR_EMPTY, colon = str_from(s->words.p, str_index(s->words, ':'));

    if (lang_means(colon, "report"))
        return utf8_prefix_bytes(s->words, REPORT_LIMIT);
    if (line.n > REPORT_LIMIT || !str_next_word(&rest, &word) || !lang_means(word, "report"))
        return line;
    rest = str_trim(rest);
    return lang_means(str_from(rest.p, str_index(rest, ' ')), "(reason)") ? str_of(mem_format(s->ctx, "report: %.*s", STR_ARGS(rest))) : line;
}

static bool is_command_word(struct sorting *s)
{
    struct str line = words_alone(s->ctx, s->words, str_of(s->q->message->from_name));

    line = report_words(s, line);
    if (!reply_target(s) || line.n == 0)
        return false;
    s->command = intent_reply_command(s->ctx, line);
    return s->command.verb != VERB_NONE;
}

/* The same where it might be an answer to a question as well: they are asked. */
static bool is_perhaps_command(struct sorting *s)
{
    struct str line = words_alone(s->ctx, s->words, str_of(s->q->message->from_name));

    if ((s->q->target != TARGET_QUESTION && s->q->target != TARGET_POST) || line.n == 0 || !verb_perhaps(s->ctx, line))
        return false;
    s->command = (struct command){VERB_NONE, mem_string(s->ctx, ""), utf8_line(s->ctx, line)};
    return true;
}

/* Whether the subject is the person's own: not the notice's, nor one that only says what is replied to. */
static bool own_subject(const struct sorting *s)
{
    if (reply_target(s))
        return str_of(s->q->notice_subject).n > 0 && !title_same(s->ctx, s->subject, str_of(s->q->notice_subject));
    return s->words.n == 0 || title_bare(s->subject).p == str_trim(s->subject).p;
}

/* What only may be a reply, by coming to a category or reply@, must ask beyond doubt: whether it is one is looked into where the notices are
 * known. */
static bool is_asked(struct sorting *s)
{
    bool reply = reply_target(s), may_reply = s->q->target == TARGET_REPLY_ADDRESS ||
                                              (s->q->target == TARGET_CATEGORY && s->q->origin->reference_count > 0);

    if (!reply && !may_reply && s->q->target != TARGET_CATEGORY)
        return false;
    s->command = asked_words(s->ctx, own_subject(s) ? s->subject : STR_EMPTY, s->words, reply || may_reply);
    return s->command.line != NULL && (!may_reply || s->command.verb != VERB_NONE);
}

static bool is_nothing(struct sorting *s)
{
    bool needs = reply_target(s) || s->q->target == TARGET_CATEGORY || s->q->target == TARGET_NONE || s->q->target == TARGET_REPLY_ADDRESS;

    return needs && s->words.n == 0;
}

static bool is_unrelated(struct sorting *s)
{
    return reply_target(s) && s->q->origin->reference_count == 0 && !s->q->reply->quotes_known && str_of(s->q->notice_subject).n > 0 &&
           !title_same(s->ctx, s->subject, str_of(s->q->notice_subject));
}

static bool is_answer(struct sorting *s)
{
    return s->q->target == TARGET_QUESTION || s->q->target == TARGET_DIGESTED;
}

static bool is_comment(struct sorting *s)
{
    return s->q->target == TARGET_POST;
}

static bool is_edit(struct sorting *s)
{
    if (s->q->target == TARGET_PROBLEM)
        return true; /* the corrected mail */
    return s->q->target == TARGET_RECEIPT && edit_replaces(s->ctx, &s->words, str_of(s->q->post_text), str_of(s->q->message->from_name));
}

static bool is_ambiguous(struct sorting *s)
{
    return s->q->target == TARGET_RECEIPT;
}

static bool is_misaddressed(struct sorting *s)
{
    if (s->q->target == TARGET_REPLY_ADDRESS)
        return true;
    if (s->q->target != TARGET_CATEGORY)
        return false;
    return s->q->origin->reference_count > 0 || s->q->reply->quotes_known || holds_token(str_of(s->q->message->text)) ||
           holds_token(str_of(s->q->message->to));
}

static bool is_subscribe(struct sorting *s)
{
    return s->q->target == TARGET_SUBSCRIBE;
}

static bool is_unsubscribe(struct sorting *s)
{
    return s->q->target == TARGET_UNSUBSCRIBE;
}

static bool is_digest(struct sorting *s)
{
    return s->q->target == TARGET_DIGEST;
}

static bool is_request(struct sorting *s)
{
    return s->q->target == TARGET_REQUEST;
}

static bool is_question(struct sorting *s)
{
    (void)s;
    return true;
}

/* --- what is made ------------------------------------------------------------------------------------------------------ */

static void make_plain(struct sorting *s, struct intent *out)
{
    (void)s;
    (void)out;
}

static void make_nothing(struct sorting *s, struct intent *out)
{
    out->only_attachments = s->q->message->attachment_count > 0;
    if (s->q->target == TARGET_CATEGORY) /* what is refused is named by its subject */
        title_make(s->ctx, s->subject, s->q->title_min, s->q->title_max, out);
}

static void make_confirm(struct sorting *s, struct intent *out)
{
    out->answer = intent_answer_word(s->words, s->q->message->from_name);
}

static void make_command(struct sorting *s, struct intent *out)
{
    out->commands = mem_array(s->ctx, 1, sizeof *out->commands);
    out->commands[0] = s->command;
    out->command_count = 1;
}

/* A d token stands for one verb; the words are none, or one: that verb, undo, yes. */
static void make_do(struct sorting *s, struct intent *out)
{
    struct str rest = s->words, line = STR_EMPTY;

    while (line.n == 0 && str_next_line(&rest, &line))
        line = str_trim(line);
    s->command = intent_command(s->ctx, line);
    if (s->command.verb != VERB_NONE)
        make_command(s, out);
}

static void make_post(struct sorting *s, struct intent *out)
{
    if (s->q->target == TARGET_DIGESTED)
        out->words = placed_words(s->ctx, str_of(s->q->message->text), s->words);
    else
        out->words = str_dup(s->ctx, s->words);
    pseudo_headers(s->ctx, out);
    out->only_attachments = out->words[0] == '\0' && s->q->message->attachment_count > 0;
}

static void make_question(struct sorting *s, struct intent *out)
{
    make_post(s, out);
    title_make(s->ctx, s->subject, s->q->title_min, s->q->title_max, out);
}

static void make_follow_up(struct sorting *s, struct intent *out)
{
    make_post(s, out);
    title_make(s->ctx, str_of(out->title), s->q->title_min, s->q->title_max, out);
}

static void add_command(struct sorting *s, struct intent *out, struct command command)
{
    if (out->commands == NULL)
        out->commands = mem_array(s->ctx, INTENT_COMMANDS_MAX, sizeof *out->commands);
    out->commands[out->command_count++] = command;
}

/* Each line until the first that is no command, `--` or `end`; an empty body: the subject. One that is none is kept, for "I do not
 * know ...", when it stands first or was surely meant to be one. */
static void make_commands(struct sorting *s, struct intent *out)
{
    struct str rest = s->words.n > 0 ? s->words : title_bare(s->subject), line;

    while (out->command_count < INTENT_COMMANDS_MAX && str_next_line(&rest, &line)) {
        struct command command;

        line = str_trim(line);
        if (line.n == 0)
            continue;
        if (str_equal(line, STR("--")) || str_equal_nocase(line, STR("end")) || str_equal_nocase(line, STR("end.")))
            break;
        command = intent_command(s->ctx, line);
        if (command.verb != VERB_NONE || out->command_count == 0 || intent_nearest(s->ctx, NULL, line) != NULL)
            add_command(s, out, command);
        if (command.verb == VERB_NONE)
            break;
    }
    if (out->command_count == 1 && out->commands[0].verb == VERB_NONE) { /* "please unsubscribe me" */
        struct command asked = asked_words(s->ctx, s->words.n > 0 ? STR_EMPTY : s->subject, s->words, false);

        if (asked.verb != VERB_NONE)
            out->commands[0] = asked;
    }
}

/* --- the list ------------------------------------------------------------------------------------------------------------ */

static const struct {
    bool (*matches)(struct sorting *s);
    enum intent_kind kind;
    void (*make)(struct sorting *s, struct intent *out);
} rows[] = {
    {is_leave, INTENT_LEAVE, make_plain},               /* 1 */
    {is_report, INTENT_REPORT, make_plain},             /* 2 */
    {is_complaint, INTENT_COMPLAINT, make_plain},       /* 3 */
    {is_list, INTENT_LIST, make_post},                  /* 4 */
    {is_automatic, INTENT_AUTOMATIC, make_plain},
    {is_role, INTENT_ROLE, make_plain},
    {is_reaction, INTENT_REACTION, make_plain},         /* 5 */
    {is_confirm, INTENT_CONFIRM, make_confirm},         /* 6 */
    {is_do, INTENT_DO, make_do},
    {is_absence, INTENT_LIST, make_post},
    {is_follow_up, INTENT_FOLLOW_UP, make_follow_up},   /* 7 */
    {is_command_word, INTENT_DO, make_command},
    {is_perhaps_command, INTENT_ASKED_WORDS, make_command},
    {is_asked, INTENT_ASKED_WORDS, make_command},
    {is_nothing, INTENT_NOTHING, make_nothing},
    {is_unrelated, INTENT_UNRELATED, make_post},
    {is_answer, INTENT_ANSWER, make_post},
    {is_comment, INTENT_COMMENT, make_post},
    {is_edit, INTENT_EDIT, make_post},
    {is_ambiguous, INTENT_AMBIGUOUS, make_post},
    {is_misaddressed, INTENT_MISADDRESSED, make_question}, /* 8 */
    {is_subscribe, INTENT_SUBSCRIBE, make_plain},       /* 9 */
    {is_unsubscribe, INTENT_UNSUBSCRIBE, make_plain},
    {is_digest, INTENT_DIGEST, make_plain},
    {is_request, INTENT_COMMANDS, make_commands},       /* 10 */
    {is_question, INTENT_QUESTION, make_question},      /* 11 */
};

void intent_classify(const void *ctx, const struct intent_question *q, struct intent *out)
{
    struct sorting s = {.ctx = ctx, .q = q, .words = str_trim_end(str_of(q->reply->words)), .subject = str_of(q->message->subject)};

    *out = (struct intent){.title = mem_string(ctx, ""), .words = str_dup(ctx, s.words)};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].matches(&s))
            continue;
        out->kind = rows[i].kind;
        rows[i].make(&s, out);
        return;
    }
}

const char *intent_name(enum intent_kind kind)
{
    static const char *const names[] = {
        [INTENT_NOTHING] = "nothing", [INTENT_LEAVE] = "leave", [INTENT_REPORT] = "report", [INTENT_COMPLAINT] = "complaint",
        [INTENT_AUTOMATIC] = "automatic", [INTENT_LIST] = "list", [INTENT_REACTION] = "reaction", [INTENT_CONFIRM] = "confirm",
        [INTENT_DO] = "do", [INTENT_ASKED_WORDS] = "asked-words", [INTENT_UNRELATED] = "unrelated", [INTENT_ANSWER] = "answer",
        [INTENT_COMMENT] = "comment", [INTENT_EDIT] = "edit", [INTENT_AMBIGUOUS] = "ambiguous", [INTENT_MISADDRESSED] = "misaddressed",
        [INTENT_SUBSCRIBE] = "subscribe", [INTENT_UNSUBSCRIBE] = "unsubscribe", [INTENT_DIGEST] = "digest",
        [INTENT_COMMANDS] = "commands", [INTENT_QUESTION] = "question", [INTENT_ROLE] = "role",
        [INTENT_FOLLOW_UP] = "follow-up"};

    return (size_t)kind < sizeof names / sizeof names[0] ? names[kind] : "unknown";
}
