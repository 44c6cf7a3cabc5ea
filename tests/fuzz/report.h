/* What the entries of delivery and abuse reports share: a mail made of the pieces of the input, and what may come of a report. */
#ifndef TESTS_FUZZ_REPORT_H
#define TESTS_FUZZ_REPORT_H

#include "base/address.h"
#include "intent/intent.h"
#include "fuzz.h"

/* What was read of a mail, as everybody after the parser has it. */
struct reading {
    struct str raw;
    struct message message;
    struct origin origin;
    struct intent intent;
    struct classified class;
};

static inline void add_part(struct buf *mail, const char *type, struct str body)
{
    buf_format(mail, "\r\n--=_b\r\nContent-Type: %s\r\n\r\n", type);
    buf_str(mail, body);
}

/* Whether an address stands in the mail, where all of it can be read without decoding, repairing or dropping anything (invisible
 * characters are dropped). */
static inline bool named(struct str raw, const char *address)
{
    bool as_it_is = utf8_ascii(raw, 0) == raw.n && str_index(raw, '\0') == raw.n && str_index(raw, '=') == raw.n;

    return !as_it_is || stands_in(raw, address);
}

static inline void check_report(struct str raw, const struct report *report)
{
    check_line(report->action);
    check_line(report->status);
    check_line(report->failed_recipients);
    check_line(report->returned_to);
    require(report->recipient_count <= REPORT_RECIPIENTS);
    for (size_t i = 0; i < report->recipient_count; i++) {
        const struct report_recipient *r = &report->recipients[i];

        check_line(r->address);
        check_line(r->action);
        check_line(r->status);
        check_line(r->diagnostic);
        require(strspn(r->status, "0123456789.") == strlen(r->status) && strlen(r->status) <= 11);
        require(!address_valid(str_of(r->address)) || named(raw, r->address));
    }
    check_line(report->original_message_id);
    check_line(report->feedback_type);
    require(strspn(report->status, "0123456789.") == strlen(report->status) && strlen(report->status) <= 11);
    require(strlen(report->original_message_id) <= 3 * raw.n);
}

/* Whom the words name stands in them, and only machines' mails name anybody. */
static inline void check_class(const struct classified *c)
{
    require(c->count <= REPORT_RECIPIENTS);
    require(c->count == 0 || (c->class != CLASS_HUMAN && c->class != CLASS_AUTO_REPLY));
    for (size_t i = 0; i < c->count; i++) {
        check_line(c->recipients[i].address);
        check_line(c->recipients[i].status);
        require(strspn(c->recipients[i].status, "0123456789.") == strlen(c->recipients[i].status));
    }
}

static inline bool is_post(enum intent_kind kind)
{
    return kind == INTENT_QUESTION || kind == INTENT_ANSWER || kind == INTENT_COMMENT || kind == INTENT_EDIT || kind == INTENT_AMBIGUOUS;
}

/* Reads the mail as an answer to a notice; false when it is refused. A report is never a post, whatever it says. */
static inline bool read_report(void *job, struct buf *mail, bool null_sender, struct reading *out)
{
    const struct origin_question asked = {.authserv_id = "", .domain = "forum.example", .spam_header = "", .null_sender = null_sender};
    struct headers headers;
    struct reply reply;

    out->raw = buf_view(mail);
    require(!mail->full);
    if (mime_headers(job, out->raw, &fuzz_limits, &headers, NULL) != DONE ||
        mime_parse(job, out->raw, &fuzz_limits, &out->message, NULL) != DONE)
        return false;
    mime_origin(job, &headers, &asked, &out->origin);
    reply_strip(job, &out->message, STR_EMPTY, &reply);
    const struct intent_question question = {.target = TARGET_QUESTION, .message = &out->message, .reply = &reply, .origin = &out->origin,
                                             .notice_subject = "", .post_text = "", .title_min = 12, .title_max = 120,
                                             .null_sender = null_sender};

    intent_classify(job, &question, &out->intent);
    intent_class(job, &out->message, &out->origin, &out->class);
    check_class(&out->class);
    check_report(out->raw, &out->message.report);
    require(out->message.report.kind == REPORT_NONE || !is_post(out->intent.kind));
    require(!null_sender || !is_post(out->intent.kind));
    return true;
}

#endif
