#include "unit.h"

#include "mime/mime.h"

static const struct mime_limits limits = {1 << 20, 10000, 100, 10, 50};

static struct message parse(void *job, const char *raw)
{
    struct message m;

    assert_int_equal(mime_parse(job, str_of(raw), &limits, &m, NULL), DONE);
    return m;
}

#define REPORT(type)                                                                                                   \
    "Content-Type: multipart/report; report-type=x; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: " type "\n\n"

static void deliveries(void **state)
{
    struct message m = parse(
        *state,
        REPORT("message/delivery-status") "Reporting-MTA: dns; mx.example\n\n"
                                          "Final-Recipient: rfc822; ok@a.example\nAction: delivered\nStatus: 2.0.0\n\n"
                                          "Final-Recipient: rfc822;<gone@a.example>\nAction: Failed\nStatus: 5.1.1 (no "
                                          "such)\n"
                                          "--b\nContent-Type: message/rfc822\n\nMessage-ID: "
                                          "<m1@forum.example>\n\nbody\n--b--\n");

    assert_int_equal(m.report.kind, REPORT_DELIVERY);
    assert_string_equal(m.report.action, "failed");
    assert_string_equal(m.report.status, "5.1.1");
    assert_int_equal(m.report.recipient_count, 2);
    assert_string_equal(m.report.recipients[0].address, "ok@a.example");
    assert_string_equal(m.report.recipients[0].action, "delivered");
    assert_string_equal(m.report.recipients[1].address, "gone@a.example");
    assert_string_equal(m.report.recipients[1].status, "5.1.1");
    assert_true(m.report.returned);
    assert_string_equal(m.report.original_message_id, "m1@forum.example");
    assert_string_equal(m.text, "Sorry.");
    assert_int_equal(m.attachment_count, 0);
}

static void odd_deliveries(void **state)
{
    struct message m = parse(
        *state,
        REPORT("message/delivery-status") "\n\n\nAction: delayed\nOriginal-Recipient: x@y\n"
                                          "Status: five\n--b\nContent-Type: text/rfc822-headers\n"
                                          "Content-Transfer-Encoding: base64\n\nTWVzc2FnZS1JRDogPG0yQGEuYj4K\n--b--\n");

    assert_string_equal(m.report.action, "delayed");
    assert_string_equal(m.report.status, "");
    assert_string_equal(m.report.recipients[0].address, "x@y");
    assert_string_equal(m.report.original_message_id, "m2@a.b");
    m = parse(*state, REPORT("message/delivery-status") "--b--\n");
    assert_int_equal(m.report.kind, REPORT_DELIVERY);
    assert_string_equal(m.report.action, "");
    m = parse(*state, REPORT("message/delivery-status") "no fields at all\n--b--\n");
    assert_string_equal(m.report.action, "");
}

static void complaints(void **state)
{
    struct message m = parse(
        *state, REPORT("message/feedback-report") "Feedback-Type: Abuse\nVersion: 1\n--b\n"
                                                  "Content-Type: message/rfc822\n\nMessage-ID: <m3@a.b>\n\n--b--\n");

    assert_int_equal(m.report.kind, REPORT_ABUSE);
    assert_string_equal(m.report.feedback_type, "abuse");
    assert_string_equal(m.report.original_message_id, "m3@a.b");
}

static void receipts(void **state)
{
    struct message m =
        parse(*state, REPORT("message/disposition-notification") "Final-Recipient: rfc822;a@b.c\n"
                                                                 "Original-Message-ID: <m4@a.b>\nDisposition: "
                                                                 "manual-action/MDN-sent-manually; displayed\n--b--\n");

    assert_int_equal(m.report.kind, REPORT_DISPOSITION);
    assert_string_equal(m.report.original_message_id, "m4@a.b");
}

/* A report that somebody merely attached reports nothing; one that a mail system attached does. */
static void attached(void **state)
{
#define ATTACHED "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nLook at this.\n--b\n" \
                 "Content-Type: message/delivery-status\n\nAction: failed\n--b--\n"
    struct message m = parse(*state, "From: ann@a.example\n" ATTACHED);

    assert_int_equal(m.report.kind, REPORT_NONE);
    assert_int_equal(m.attachment_count, 1);
    m = parse(*state, "From: mailer-daemon@a.example\n" ATTACHED);
    assert_int_equal(m.report.kind, REPORT_DELIVERY);
    m = parse(*state, "From: \"Mailer\" <mailer-daemon>\n" ATTACHED);
    assert_int_equal(m.report.kind, REPORT_DELIVERY);
}

UNIT_MAIN(UNIT(deliveries), UNIT(odd_deliveries), UNIT(complaints), UNIT(receipts), UNIT(attached))
