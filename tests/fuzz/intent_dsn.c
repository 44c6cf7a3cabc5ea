/* Any bytes as a delivery report: the words, the fields for machines and the returned header, divided by NUL; and the same words as the
 * free text that many servers send instead. The first byte says which. */
#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = str_from_index(str_from(data, size), 1), words = next_piece(&rest), fields = next_piece(&rest);
    bool free_text = size > 0 && (data[0] & 1) != 0;
    void *job = mem_job("fuzz");
    struct reading reading;
    struct buf mail;

    fuzz_prepare();
    buf_init(&mail, job, size + 2000);
    buf_text(&mail, "From: MAILER-DAEMON@mx.example\r\nTo: b2@forum.example\r\nSubject: Undelivered Mail Returned to Sender\r\n");
    if (free_text) {
        buf_text(&mail, "\r\n");
        buf_str(&mail, str_from_index(str_from(data, size), 1));
    } else {
        buf_text(&mail, "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\r\n");
        add_part(&mail, "text/plain; charset=utf-8", words);
        add_part(&mail, "message/delivery-status", fields);
        add_part(&mail, "text/rfc822-headers", rest);
        buf_text(&mail, "\r\n--=_b--\r\n");
    }
    if (read_report(job, &mail, size > 0 && (data[0] & 2) != 0, &reading))
        require(reading.message.report.kind != REPORT_DELIVERY || reading.class.class != CLASS_HUMAN);
    check_cost(job, mail.n, 200);
    mem_free(job);
    return 0;
}
