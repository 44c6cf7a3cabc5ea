/* Any bytes as a message: what the parser makes of them. All text must be valid UTF-8, and no address may come out
 * that front reads differently. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct mime_limits limits = {1 << 20, 100 << 10, 1000, 10, 200};

static void check_text(const char *text, bool line)
{
    if (text != NULL && (!utf8_valid(str_of(text)) || (line && strpbrk(text, "\r\n") != NULL)))
        abort();
}

static void check_message(const struct message *m)
{
    const char *const lines[] = {m->subject,
                                 m->from,
                                 m->from_name,
                                 m->to,
                                 m->reaction,
                                 m->report.action,
                                 m->report.status,
                                 m->report.recipient,
                                 m->report.original_message_id,
                                 m->report.feedback_type};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_text(lines[i], true);
    check_text(m->text, false);
    check_text(m->html, false);
    for (size_t i = 0; i < m->attachment_count; i++) {
        check_text(m->attachments[i].name, true);
        check_text(m->attachments[i].type, true);
    }
}

static void check_same_from(void *job, struct str raw, const struct message *m)
{
    const struct origin_question question = {.authserv_id = "", .domain = "", .spam_header = ""};
    struct headers headers;
    struct origin origin;

    if (mime_headers(job, raw, &limits, &headers, NULL) != DONE)
        abort(); /* the parser could read them */
    mime_origin(job, &headers, &question, &origin);
    if (origin.from_state == FROM_ONE && (m->from == NULL || strcmp(m->from, origin.from) != 0))
        abort();
    if (origin.from_state == FROM_SEVERAL && m->from != NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    struct str raw = str_from(data, size);
    struct message message;
    void *job = mem_job("fuzz");

    if (!prepared)
        mime_prepare();
    prepared = true;
    if (mime_parse(job, raw, &limits, &message, NULL) == DONE) {
        check_message(&message);
        check_same_from(job, raw, &message);
    }
    mem_free(job);
    return 0;
}
