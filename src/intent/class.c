/* What kind of machine, if any, wrote a message. Reports are told by their fields (mime/report.c), others by the words mail systems use. A
 * mail from a person's address is a machine's only where several signs agree. */
#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "intent/private_class.h"

enum { TOP = 400 /* bytes: where a report in plain words comes to the point */ };

struct sorting {
    const void *ctx; /* of this sorting; what it found belongs to `owner` */
    const void *owner;
    const struct message *m;
    const struct origin *o;
    struct str text;
    bool machine; /* nobody reads mail at the sender's address */
    bool daemon;  /* a mail system's own address, or none */
    enum subject subject;
    bool noticed; /* `notice` was read */
    struct notice notice;
    struct classified *out;
};

static bool says(const struct sorting *s, enum saying saying)
{
    return (s->notice.says & 1U << saying) != 0;
}

static void read_notice(struct sorting *s)
{
    if (!s->noticed)
        intent_read_notice(s->ctx, s->m, &s->notice);
    s->noticed = true;
}

void intent_add_recipient(const void *ctx, struct classified *out, struct str address, const char *status)
{
    for (size_t i = 0; i < out->count; i++)
        if (str_equal_nocase(str_of(out->recipients[i].address), address))
            return;
    if (out->count >= REPORT_RECIPIENTS)
        return;
    if (out->recipients == NULL)
        out->recipients = mem_array(ctx, REPORT_RECIPIENTS, sizeof *out->recipients);
    out->recipients[out->count++] = (struct class_recipient){utf8_line(ctx, address), mem_string(ctx, status)};
}

/* --- reports in fields ------------------------------------------------------------------------------------------------------- */

static bool is_complaint(struct sorting *s)
{
    const struct report *r = &s->m->report;

    if (r->kind != REPORT_ABUSE)
        return false;
    for (size_t i = 0; i < r->recipient_count; i++)
        intent_add_recipient(s->owner, s->out, str_of(r->recipients[i].address), "");
    s->out->class = CLASS_ARF;
    return true;
}

static bool is_sns(struct sorting *s)
{
    return s->machine && intent_read_sns(s->owner, s->text, s->out);
}

static bool is_receipt(struct sorting *s)
{
    s->out->class = CLASS_OTHER;
    return s->m->report.kind == REPORT_DISPOSITION;
}

/* What the text says of a recipient of the fields. */
static struct str notice_words(const struct sorting *s, struct str address)
{
    for (size_t i = 0; i < s->notice.count; i++)
        if (str_equal_nocase(s->notice.failed[i].address, address))
            return buf_view(&s->notice.failed[i].words);
    return s->notice.count == 1 ? buf_view(&s->notice.failed[0].words) : STR_EMPTY;
}

/* Adds a recipient of whom that was said, with the status that was given, if one was; true when it is bad for good. */
static bool add(struct sorting *s, struct str address, struct str words, const char *given, bool late)
{
    enum reason reason = intent_reason(s->ctx, words, str_of(given));
    const char *status = *given != '\0' ? given : intent_status_for(s->ctx, reason, late);

    intent_add_recipient(s->owner, s->out, address, status);
    return intent_reason_hard(reason) && status[0] != '4'; /* what may be tried again is soft (RFC 3463 2) */
}

/* A recipient of the fields: its Diagnostic-Code says why, or else the text. */
static bool add_reported(struct sorting *s, const struct report_recipient *r, bool late)
{
    struct str words = str_of(r->diagnostic);
    const char *given = r->status;

    if (intent_reason(s->ctx, words, str_of(r->status)) == REASON_NONE)
        words = notice_words(s, str_of(r->address));
    if (*given == '\0')
        given = intent_status_said(s->ctx, words);
    return add(s, str_of(r->address), words, given, late);
}

/* Adds whom the text names; true when one is hard. */
static bool add_noticed(struct sorting *s, bool late)
{
    bool hard = false;

    for (size_t i = 0; i < s->notice.count; i++) {
        struct str words = buf_view(&s->notice.failed[i].words);

        hard |= add(s, s->notice.failed[i].address, words, intent_status_said(s->ctx, words), late);
    }
    if (s->notice.count == 0)
        hard = intent_reason_hard(intent_reason(s->ctx, str_cut(s->text, 0, CLASS_WORDS_LIMIT), STR_EMPTY));
    return hard;
}

/* An action by which the mail arrived. RFC 3464 knows three; Postfix tells of probes, too. */
static bool arrived(const char *action)
{
    static const char *const actions[] = {"delivered", "relayed", "expanded", "deliverable"};

    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(action, actions[i]) == 0)
            return true;
    return false;
}

/* Whether it is an address, and not a program, a file, a route or a name of X.400. */
static bool usable(const char *address)
{
    return address[0] != '\0' && strchr("@|/\"", address[0]) == NULL && strchr(address, '@') != NULL && strchr(address, ' ') == NULL;
}

/* A report of RFC 3464: what became of its recipients. */
static bool is_delivery(struct sorting *s)
{
    const struct report *r = &s->m->report;
    bool failed = r->recipient_count == 0 && s->subject != SUBJECT_DELIVERED, late = false, hard = false, named = false;

    if (r->kind != REPORT_DELIVERY)
        return false;
    read_notice(s);
    s->out->class = CLASS_OTHER;
    if (says(s, SAYS_CHALLENGE))
        return true;
    for (size_t i = 0; i < r->recipient_count; i++) {
        bool delayed = strcmp(r->recipients[i].action, "delayed") == 0;

        late |= delayed;
        failed |= !delayed && !arrived(r->recipients[i].action);
    }
    if (!failed && !late)
        return true;
    for (size_t i = 0; i < r->recipient_count; i++) {
        const struct report_recipient *recipient = &r->recipients[i];

        if (arrived(recipient->action) || (failed && strcmp(recipient->action, "delayed") == 0))
            continue;
        if (strstr(recipient->diagnostic, "X-Boxbe-Notice") != NULL) {
            s->out->count = 0;
            return true;
        }
        if (!usable(recipient->address) && s->notice.count > 0)
            continue;
        named = true;
        hard |= add_reported(s, recipient, !failed);
    }
    if (!named) /* none that could be used: the text has to do */
        hard = add_noticed(s, !failed);
    s->out->class = !failed ? CLASS_DELAYED : hard ? CLASS_HARD : CLASS_SOFT;
    return true;
}

/* --- reports in words -------------------------------------------------------------------------------------------------------- */

static bool may_be_notice(struct sorting *s)
{
    return s->machine || s->o->automatic == AUTOMATIC_REPORT || s->subject == SUBJECT_FAILED || s->subject == SUBJECT_LATE ||
           str_of(s->m->report.failed_recipients).n > 0;
}

/* Whether enough speaks for a report: much less is needed from a mail system than from an address that may be a person's. */
static bool convinces(struct sorting *s)
{
    bool subject = s->subject == SUBJECT_FAILED || s->subject == SUBJECT_LATE;
    bool list = s->notice.listed, told = says(s, SAYS_FAILED) || says(s, SAYS_GIVEN_UP) || says(s, SAYS_LATE) || says(s, SAYS_WAITING);

    if (str_of(s->m->report.failed_recipients).n > 0)
        return true;
    if (s->daemon)
        return subject || list || told ||
               (s->notice.count > 0 && intent_reason(s->ctx, str_cut(s->text, 0, CLASS_WORDS_LIMIT), STR_EMPTY) != REASON_NONE);
    if (s->machine || s->o->automatic == AUTOMATIC_REPORT)
        return (subject && (list || told || s->notice.returned)) || (list && (told || s->notice.returned)) || (list && says(s, SAYS_LIST));
    return subject && says(s, SAYS_LIST) && list && s->notice.first < TOP;
}

static bool is_notice(struct sorting *s)
{
    bool late, hard;

    if (!may_be_notice(s))
        return false;
    read_notice(s);
    if (says(s, SAYS_CHALLENGE) || (s->subject == SUBJECT_DELIVERED && !s->notice.listed) || !convinces(s))
        return false;
    late = (s->subject == SUBJECT_LATE || says(s, SAYS_LATE) || says(s, SAYS_WAITING)) && !says(s, SAYS_GIVEN_UP);
    hard = add_noticed(s, late);
    s->out->class = late ? CLASS_DELAYED : hard ? CLASS_HARD : CLASS_SOFT;
    return true;
}

/* --- the rest ------------------------------------------------------------------------------------------------------------------ */

static bool is_other(struct sorting *s)
{
    bool machine = s->machine || s->o->automatic == AUTOMATIC_REPORT || s->o->automatic == AUTOMATIC_REPLY;

    s->out->class = CLASS_OTHER;
    if (s->m->calendar || (machine && (s->subject == SUBJECT_DELIVERED || s->subject == SUBJECT_READ)))
        return true;
    if (!machine)
        return false;
    read_notice(s);
    return says(s, SAYS_CHALLENGE) || (s->subject == SUBJECT_READ && says(s, SAYS_DELIVERED));
}

static bool is_auto_reply(struct sorting *s)
{
    enum absence subject;

    s->out->class = CLASS_AUTO_REPLY;
    if (s->o->automatic == AUTOMATIC_REPLY)
        return true;
    subject = intent_absence_subject(s->ctx, str_of(s->m->subject));
    if (s->o->automatic == AUTOMATIC_LIST) /* a list sends on what its members' programs answer, too */
        return subject == ABSENCE_SURE && intent_absence_text(s->ctx, s->text);
    if (subject == ABSENCE_SURE)
        return true;
    return (subject == ABSENCE_MAYBE || s->o->automatic == AUTOMATIC_REPORT) && intent_absence_text(s->ctx, s->text);
}

/* In order; the first that holds has set the class. */
static bool (*const rules[])(struct sorting *s) = {is_complaint, is_sns, is_receipt, is_delivery, is_notice, is_other, is_auto_reply};

static bool is_daemon(const struct sorting *s)
{
    static const char *const locals[] = {"mailer-daemon", "postmaster",   "mdaemon",     "mailer",
                                         "mail-daemon",   "mailerdaemon", "post_master", "mail.delivery.system"};
    static const char *const names[] = {"mail delivery", "mail deliver system", "mailer-daemon",
                                        "mailer daemon", "mail administrator",  "postmaster"};
    struct str local = address_local(str_of(s->m->from)), name = utf8_fold(s->ctx, utf8_prefix_bytes(str_of(s->m->from_name), 200));

    if (s->m->from == NULL)
        return s->machine;
    for (size_t i = 0; i < sizeof locals / sizeof locals[0]; i++)
        if (str_equal_nocase(local, str_of(locals[i])))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_starts(name, str_of(names[i])))
            return true;
    return false;
}

void intent_class(const void *ctx, const struct message *m, const struct origin *o, struct classified *out)
{
    void *job = mem_zero(ctx, 0);
    struct sorting s = {.ctx = job, .owner = ctx, .m = m, .o = o, .out = out};

    *out = (struct classified){.class = CLASS_HUMAN};
    s.text = utf8_prefix_bytes(str_of(m->text), CLASS_TEXT_LIMIT);
    s.subject = intent_subject(job, str_of(m->subject));
    s.machine = o->role_sender;
    s.daemon = is_daemon(&s);
    s.machine |= s.daemon;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i](&s))
            goto out;
    out->class = CLASS_HUMAN;
out:
    mem_free(job);
}

void intent_report(const void *ctx, struct message *m, const struct origin *o)
{
    struct classified c;

    if (m->report.kind != REPORT_NONE)
        return;
    intent_class(ctx, m, o, &c);
    if (c.class != CLASS_HARD && c.class != CLASS_SOFT && c.class != CLASS_DELAYED)
        return;
    m->report.kind = REPORT_DELIVERY;
    m->report.action = mem_string(ctx, c.class == CLASS_DELAYED ? "delayed" : "failed");
    m->report.status = mem_string(ctx, c.class != CLASS_HARD ? "" : c.count > 0 ? c.recipients[0].status : "5.0.0");
}

bool intent_complains(const struct report *r)
{
    struct str type = str_of(r->feedback_type);

    return r->kind == REPORT_ABUSE && !str_equal(type, STR("not-spam")) && !str_equal(type, STR("auth-failure"));
}

void intent_prepare(void)
{
    phrasebook_prepare();
    phrases_prepare(&intent_sayings_table);
    intent_reasons_prepare();
    intent_subjects_prepare();
    intent_absence_prepare();
}

const char *intent_class_name(enum class class)
{
    static const char *const names[] = {
        [CLASS_HUMAN] = "human", [CLASS_HARD] = "bounce-hard", [CLASS_SOFT] = "bounce-soft", [CLASS_DELAYED] = "delayed",
        [CLASS_ARF] = "arf",     [CLASS_AUTO_REPLY] = "auto-reply", [CLASS_OTHER] = "other-machine"};

    return names[class];
}
