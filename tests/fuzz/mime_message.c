/* Any bytes as a message: what the parser makes of them. All text must be valid UTF-8 of a length the mail explains, no address may come
 * out that front takes for another, and the same bytes give the same message. */
#include "fuzz.h"

/* What a charset may make of a byte: half-width katakana, in which a whole mail can stand. */
enum { GROWTH = 6 };

static void check_message(const struct message *m, size_t size)
{
    const char *const lines[] = {m->subject,
                                 m->from,
                                 m->from_name,
                                 m->to,
                                 m->reaction,
                                 m->report.action,
                                 m->report.status,
                                 m->report.failed_recipients,
                                 m->report.returned_to,
                                 m->report.original_message_id,
                                 m->report.feedback_type};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        check_line(lines[i]);
        require(str_of(lines[i]).n <= GROWTH * size);
    }
    check_text(m->text);
    check_text(m->html);
    require(str_of(m->html).n <= GROWTH * size + 16 && str_of(m->text).n <= 40 * size + 16);
    require(m->attachment_count <= fuzz_limits.parts);
    require(m->report.recipient_count <= REPORT_RECIPIENTS);
    for (size_t i = 0; i < m->report.recipient_count; i++) {
        check_line(m->report.recipients[i].address);
        check_line(m->report.recipients[i].action);
        check_line(m->report.recipients[i].status);
        check_line(m->report.recipients[i].diagnostic);
    }
    for (size_t i = 0; i < m->attachment_count; i++) {
        check_line(m->attachments[i].name);
        check_line(m->attachments[i].type);
        require(m->attachments[i].size <= size);
    }
}

static void check_same_from(void *job, struct str raw, const struct message *m)
{
    const struct origin_question question = {.authserv_id = "", .domain = "", .spam_header = ""};
    struct headers headers;
    struct origin origin;

    require(mime_headers(job, raw, &fuzz_limits, &headers, NULL) == DONE); /* the parser could read them */
    mime_origin(job, &headers, &question, &origin);
    require(origin.from_state != FROM_ONE || (m->from != NULL && strcmp(m->from, origin.from) == 0));
    require(origin.from_state == FROM_ONE || origin.from[0] == '\0'); /* of several, inspect shows the first; the forum believes none */
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void check_again(void *job, struct str raw, const struct message *m)
{
    struct message again;

    require(mime_parse(job, str_from(mem_copy(job, raw.p, raw.n), raw.n), &fuzz_limits, &again, NULL) == DONE);
    require(same(m->subject, again.subject) && same(m->to, again.to) && same(m->text, again.text) && same(m->html, again.html));
    require(m->attachment_count == again.attachment_count && m->report.kind == again.report.kind);
    require(m->limited == again.limited && m->encrypted == again.encrypted && m->calendar == again.calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str raw = str_from(data, size);
    struct message message;
    void *job = mem_job("fuzz");

    fuzz_prepare();
    if (mime_parse(job, raw, &fuzz_limits, &message, NULL) == DONE) {
        check_cost(job, size, 400);
        check_message(&message, size);
        check_same_from(job, raw, &message);
        check_again(job, raw, &message);
    }
    mem_free(job);
    return 0;
}
