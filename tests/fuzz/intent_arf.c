/* Any bytes as an abuse report (RFC 5965): its fields and the mail complained of, divided by NUL. What is read as a report of abuse is
 * a complaint; what the mail complained of says is never acted upon. */
#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = str_from(data, size), fields = next_piece(&rest);
    void *job = mem_job("fuzz");
    struct reading reading;
    struct buf mail;

    fuzz_prepare();
    buf_init(&mail, job, size + 2000);
    buf_text(&mail, "From: feedback@provider.example\r\nTo: r2@forum.example\r\nSubject: FW: a mail\r\nMIME-Version: 1.0\r\n"
                    "Content-Type: multipart/report; report-type=feedback-report; boundary=\"=_b\"\r\n");
    add_part(&mail, "text/plain", STR("This is an email abuse report.\r\n"));
    add_part(&mail, "message/feedback-report", fields);
    add_part(&mail, "message/rfc822", rest);
    buf_text(&mail, "\r\n--=_b--\r\n");
    if (read_report(job, &mail, false, &reading)) {
        bool abuse = reading.message.report.kind == REPORT_ABUSE;

        require(abuse == (reading.class.class == CLASS_ARF));
        require(!abuse || (reading.intent.kind == INTENT_COMPLAINT) == intent_complains(&reading.message.report));
        require(abuse || reading.message.report.feedback_type[0] == '\0');
        require(strcmp(reading.origin.from, "feedback@provider.example") == 0);
    }
    check_cost(job, mail.n, 200);
    mem_free(job);
    return 0;
}
