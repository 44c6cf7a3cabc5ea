/* What kind of machine, if any, wrote a message: for `askpost classify`. Reports are told by their fields, other bounces by the words
 * mail systems use. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"

enum { TEXT_LIMIT = 8192 };

/* Statuses (RFC 3463) that say the address is bad; every other failure may pass: mailbox full, policy, size, time. */
static const char *const hard_statuses[] = {"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.1.0", "5.4.4", "5.2.1", NULL};

/* What reports say in words, folded, most telling first. */
static const struct {
    const char *phrase;
    bool hard;
} reasons[] = {{"mailbox full", false}, {"mailbox is full", false}, {"over quota", false}, {"quota exceeded", false},
               {"exceeded storage", false}, {"too large", false}, {"size limit", false}, {"spam", false}, {"blocked", false},
               {"blacklist", false}, {"policy", false}, {"temporarily", false}, {"timed out", false}, {"timeout", false},
               {"too old", false}, {"retry time", false}, {"relaying denied", false}, {"relay access denied", false},
               {"user unknown", true}, {"unknown user", true}, {"no such user", true}, {"no mailbox here", true},
               {"does not exist", true}, {"doesn't have", true}, {"unknown recipient", true}, {"recipient not found", true},
               {"user not found", true}, {"invalid recipient", true}, {"no such recipient", true}, {"mailbox unavailable", true},
               {"mailbox not found", true}, {"host unknown", true}, {"host not found", true}, {"domain not found", true},
               {"unrouteable address", true}, {"unrouteable mail domain", true}, {"no longer", true}, {"not a valid", true},
               {"address rejected", true}, {"couldn't find any host", true}, {"account is disabled", true}, {NULL, false}};

/* Subjects of bounces, of warnings and of automatic answers, folded; `start`: only at the beginning. */
static const struct {
    const char *phrase;
    const char *class;
    bool start;
} subjects[] = {{"warning: could not send", "delayed", false}, {"delivery status notification (delay)", "delayed", false},
                {"delayed mail", "delayed", false}, {"message delayed", "delayed", false}, {"delayed:", "delayed", true},
                {"warning: message", "delayed", true}, {"zustellung verz\xc3\xb6gert", "delayed", false},
                {"undeliver", "bounce", false}, {"undelivered mail", "bounce", false}, {"delivery status notification (fail", "bounce", false},
                {"mail delivery failed", "bounce", false}, {"mail delivery failure", "bounce", false}, {"delivery failure", "bounce", false},
                {"delivery notification", "bounce", false}, {"failure notice", "bounce", false}, {"returned mail", "bounce", false},
                {"mail system error", "bounce", false}, {"returned to sender", "bounce", false}, {"nondeliverable", "bounce", false},
                {"unzustellbar", "bounce", false}, {"could not be delivered", "bounce", false}, {"message delivery fail", "bounce", false},
                {"out of office", "auto-reply", false}, {"out of the office", "auto-reply", false}, {"automatic reply", "auto-reply", false},
                {"auto reply", "auto-reply", true}, {"autoreply", "auto-reply", true}, {"auto-reply", "auto-reply", true},
                {"automatische antwort", "auto-reply", false}, {"abwesenheit", "auto-reply", false}, {"r\xc3\xa9ponse automatique", "auto-reply", false},
                {"absence du bureau", "auto-reply", false}, {"respuesta autom\xc3\xa1tica", "auto-reply", false},
                {"risposta automatica", "auto-reply", false}, {"automatisch antwoord", "auto-reply", false}, {"vacation", "auto-reply", true},
                {"autosvar", "auto-reply", true}, {"resposta autom\xc3\xa1tica", "auto-reply", false}, {"\xe8\x87\xaa\xe5\x8b\x95\xe5\xbf\x9c\xe7\xad\x94", "auto-reply", false},
                {"auto:", "auto-reply", true}, {"read:", "other-machine", true}, {"gelesen:", "other-machine", true},
                {"return receipt", "other-machine", false}, {NULL, NULL, false}};

static bool hard_by_words(struct str text)
{
    for (size_t i = 0; reasons[i].phrase != NULL; i++)
        if (str_find(text, str_of(reasons[i].phrase)) < text.n)
            return reasons[i].hard;
    return false;
}

static const char *bounce_class(const struct report *report, struct str text)
{
    struct str status = str_of(report->status);

    for (size_t i = 0; hard_statuses[i] != NULL; i++)
        if (str_equal(status, str_of(hard_statuses[i])))
            return "bounce-hard";
    if (status.n > 0 && !str_equal(status, STR("5.0.0")))
        return "bounce-soft";
    return hard_by_words(text) ? "bounce-hard" : "bounce-soft";
}

static const char *subject_class(struct str subject, bool machine)
{
    for (size_t i = 0; subjects[i].phrase != NULL; i++) {
        struct str phrase = str_of(subjects[i].phrase);
        bool there = subjects[i].start ? str_starts(subject, phrase) : str_find(subject, phrase) < subject.n;

        if (there && (machine || strcmp(subjects[i].class, "auto-reply") == 0))
            return subjects[i].class;
    }
    return NULL;
}

static const char *class_of(const struct message *m, const struct origin *o, struct str subject, struct str text)
{
    bool machine = o->role_sender || o->automatic == AUTOMATIC_REPORT || o->from_state == FROM_NONE;
    const char *class;

    if (m->report.kind == REPORT_ABUSE)
        return "arf";
    if (m->report.kind == REPORT_DISPOSITION)
        return "other-machine";
    if (m->report.kind == REPORT_DELIVERY) {
        struct str action = str_of(m->report.action);

        if (str_equal_nocase(action, STR("delayed")))
            return "delayed";
        if (str_equal_nocase(action, STR("delivered")) || str_equal_nocase(action, STR("relayed")) || str_equal_nocase(action, STR("expanded")))
            return "other-machine";
        return bounce_class(&m->report, text);
    }
    class = subject_class(subject, machine);
    if (class != NULL && strcmp(class, "bounce") == 0)
        return hard_by_words(text) ? "bounce-hard" : "bounce-soft";
    if (class != NULL)
        return class;
    if (m->calendar)
        return "other-machine";
    return o->automatic == AUTOMATIC_REPLY ? "auto-reply" : o->automatic == AUTOMATIC_REPORT ? "other-machine" : "human";
}

const char *intent_class(const struct message *message, const struct origin *origin)
{
    void *job = mem_zero(NULL, 0);
    struct str subject = utf8_fold(job, utf8_prefix_bytes(str_of(message->subject), 1000));
    struct str text = utf8_fold(job, utf8_prefix_bytes(str_of(message->text), TEXT_LIMIT));
    const char *class = class_of(message, origin, subject, text);

    mem_free(job);
    return class;
}
