/* Whole mails of machines and of people, and what kind each is: a row for each server's form of report. */
#include "unit.h"

#include "base/buf.h"
#include "intent/intent.h"

static const struct mime_limits limits = {1 << 20, 100000, 1000, 10, 200};

/* "class address status, address status" */
static const char *classify(void *job, const char *raw, bool null_sender)
{
    const struct origin_question asked = {.authserv_id = "", .domain = "forum.example", .spam_header = "", .null_sender = null_sender};
    struct headers headers;
    struct message message;
    struct origin origin;
    struct classified c;
    struct buf out;

    assert_int_equal(mime_headers(job, str_of(raw), &limits, &headers, NULL), DONE);
    assert_int_equal(mime_parse(job, str_of(raw), &limits, &message, NULL), DONE);
    mime_origin(job, &headers, &asked, &origin);
    intent_class(job, &message, &origin, &c);
    buf_init(&out, job, 4000);
    buf_text(&out, intent_class_name(c.class));
    for (size_t i = 0; i < c.count; i++)
        buf_format(&out, "%s %s %s", i > 0 ? "," : "", c.recipients[i].address, c.recipients[i].status);
    return buf_string(&out);
}

/* The same with CRLF line ends. */
static char *crlf(void *job, const char *text)
{
    struct buf out;

    buf_init(&out, job, 100000);
    for (; *text != '\0'; text++)
        buf_text(&out, *text == '\n' ? "\r\n" : (char[]){*text, '\0'});
    return mem_string(job, buf_string(&out));
}

#define DAEMON "From: Mail Delivery System <mailer-daemon@mx.example>\nTo: ann@forum.example\nSubject: Undelivered Mail\n\n"
#define POSTMASTER "From: postmaster@mx.example\nTo: ann@forum.example\nSubject: Undeliverable: Hello\n\n"
#define NOBODY "From: <>\nTo: ann@forum.example\n\n"
#define RETURNED "\nReceived: from forum.example by mx.example; Mon, 3 Mar 2025 10:00:00 +0000\nFrom: ann@forum.example\nTo: list@b.example\n\nHello\n"
#define PERSON "From: Ann <ann@a.example>\nTo: forum@forum.example\nSubject: "

static const struct {
    const char *server, *mail, *expected;
} reports[] = {
    {"qmail", DAEMON "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n"
     "This is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@b.example>:\n192.0.2.7 does not like recipient.\n"
     "Remote host said: 550 5.1.1 <bob@b.example>... nobody of that name: user unknown\nGiving up on 192.0.2.7.\n\n<eve@c.example>:\nThe disk quota exceeded its limit. (#5.2.2)\n\n"
     "--- Below this line is a copy of the message.\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1, eve@c.example 5.2.2"},
    {"qmail, by another's greeting", DAEMON "We could not find this person here.\n\n<bob@b.example>:\nSorry, no mailbox here by that name. vpopmail (#5.1.1)\n\n"
     "--- Below this line is a copy of the message.\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1"},
    {"Exim", DAEMON "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\n"
     "recipients. This is a permanent error. The following address(es) failed:\n\n  bob@b.example\n    host mx.b.example [192.0.2.7]\n"
     "    SMTP error from remote mail server after RCPT TO:<bob@b.example>:\n    550 5.1.1 <bob@b.example>: unknown user\n  eve@c.example\n"
     "    SMTP error from remote mail server after end of data:\n    552 5.3.4 message too large\n\n------ This is a copy of the message, including all the headers. ------\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1, eve@c.example 5.3.4"},
    {"Exim, waiting", "From: Mail Delivery System <mailer-daemon@mx.example>\nTo: ann@forum.example\nSubject: Warning: message 1abc delayed 24 hours\n\n"
     "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\n"
     "The address to which the message has not yet been delivered is:\n\n  bob@b.example\n\nNo action is required on your part. Delivery attempts will continue.\n",
     "delayed bob@b.example 4.0.0"},
    {"Exim, only its field", "From: mailer-daemon@mx.example\nTo: ann@forum.example\nSubject: x\nX-Failed-Recipients: bob@b.example, eve@c.example\n\nIt did not work: mailbox is full.\n",
     "bounce-soft bob@b.example 5.2.2, eve@c.example 5.2.2"},
    {"Postfix without fields", DAEMON "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\n"
     "be delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to postmaster.\n\n                   The mail system\n\n"
     "<bob@b.example>: host mx.b.example[192.0.2.7] said: 550\n    5.7.1 <ann@forum.example>... Access denied by our policy\n    <mx@b.example> said so (in reply to MAIL FROM command)\n" RETURNED,
     "bounce-soft bob@b.example 5.7.1"},
    {"Sendmail", DAEMON "The original message was received at Mon, 3 Mar 2025 10:00:00 GMT\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n"
     "<bob@b.example>\n    (reason: 550 5.1.1 <bob@b.example>... User unknown)\n<eve@mail.c.example>\n    (reason: 554 5.4.6 Too many hops)\n    (expanded from: <eve@c.example>)\n\n   ----- Transcript of session follows -----\n"
     "... while talking to mx.b.example.:\n>>> RCPT To:<bob@b.example>\n<<< 550 5.1.1 <bob@b.example>... User unknown\n550 5.1.1 <bob@b.example>... User unknown\n",
     "bounce-hard bob@b.example 5.1.1, eve@c.example 5.4.6"},
    {"Sendmail 5", DAEMON "   ----- Transcript of session follows -----\n550 b.example (smtp)... 550 Host unknown\n554 <bob@b.example>... 550 Host unknown\n554 <eve@c.example>... 550 Host unknown\n\n"
     "   ----- Unsent message follows -----\n" RETURNED,
     "bounce-hard bob@b.example 5.1.2, eve@c.example 5.1.2"},
    {"Exchange 5.5", POSTMASTER "Your message\n\n  To:      list@b.example\n  Subject: Hello\n  Sent:    Mon, 3 Mar 2025 10:00:00\n\ndid not reach the following recipient(s):\n\n"
     "bob@b.example on Mon, 3 Mar 2025 10:00:01\n    The recipient name is not recognized\nc=DE;a= ;p=B;o=X;dda:SMTP=eve@b.example; on Mon, 3 Mar 2025\n    Unknown Recipient\n",
     "bounce-hard bob@b.example 5.1.1, eve@b.example 5.1.1"},
    {"Exchange 2003", POSTMASTER "Your message did not reach some or all of the intended recipients.\n\n      Subject:  Hello\n      Sent:     3.3.2025 10:00\n\n"
     "The following recipient(s) could not be reached:\n\n      bob@b.example on 3.3.2025 10:00\n            The message reached the recipient's e-mail system, but delivery was refused.\n            <mx.b.example #5.7.1>\n",
     "bounce-soft bob@b.example 5.7.1"},
    {"Exchange 2007, German", POSTMASTER "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:\n\nbob@b.example<mailto:bob@b.example>\nDas Postfach ist voll.\n\n"
     "Diagnostic information for administrators:\nGenerating server: mx.b.example\nbob@b.example\n#550 5.2.2 quota exceeded ##\n",
     "bounce-soft bob@b.example 5.2.2"},
    {"IIS", POSTMASTER "This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n       bob@b.example\n       eve@b.example\n\n",
     "bounce-soft bob@b.example 5.0.0, eve@b.example 5.0.0"},
    {"Courier", DAEMON "Your message to the following recipients cannot be delivered:\n\n<bob@b.example>:\n    mx.b.example [192.0.2.7]:\n>>> RCPT TO:<bob@b.example>\n<<< 550 User unknown.\n\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"Domino", POSTMASTER "Your message\n\n  Subject: Hello\n\nwas not delivered to:\n\n  bob@b.example\n\nbecause:\n\n  User bob (bob@b.example) not listed in Domino Directory\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"GroupWise", DAEMON "The message that you sent was undeliverable to the following:\n\tbob@b.example (mailbox is full)\n", "bounce-soft bob@b.example 5.2.2"},
    {"Sun JES", POSTMASTER "This report relates to a message you sent with the following header fields:\n\n  Subject: Hello\n\nYour message cannot be delivered to the following recipients:\n\n"
     "  Recipient address: bob@b.example\n  Reason: Illegal host/domain name found: unknown host\n",
     "bounce-hard bob@b.example 5.1.2"},
    {"Gmail", DAEMON "Delivery to the following recipient failed permanently:\n\n     bob@b.example\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n"
     "550 5.1.1 <bob@b.example>: no such user\n\n----- Original message -----\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1"},
    {"Google Groups", "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nTo: ann@forum.example\nX-Failed-Recipients: g@groups.example\nSubject: Delivery Status Notification (Failure)\n\n"
     "Hello ann@forum.example,\n\nWe're writing to let you know that the group you tried to contact (g) may not allow you to post.\n",
     "bounce-soft g@groups.example 5.0.0"},
    {"Yahoo", DAEMON "Message from b.example.\nUnable to deliver message to the following address(es).\n\n<bob@b.example>:\nThis account is over quota.\n\n--- Original message follows.\n" RETURNED,
     "bounce-soft bob@b.example 5.2.2"},
    {"AOL", "From: Mail Delivery Subsystem <mailer-daemon@aol.example>\nTo: ann@forum.example\nSubject: Mail Delivery Problem\n\n"
     "Your mail to the following recipients could not be delivered because they are not accepting mail from ann@forum.example:\n\tbob\n",
     "bounce-soft bob@aol.example 5.7.1"},
    {"Amazon WorkMail", DAEMON "An error occurred while trying to deliver the mail to the following recipients:\nbob@b.example\n\nTechnical report:\n\nReporting-MTA: dsn; mx.example\n\n"
     "Action: failed\nFinal-Recipient: rfc822; bob@b.example\nDiagnostic-Code: smtp; 550 4.4.7 message expired\nStatus: 4.4.7\n",
     "bounce-soft bob@b.example 4.4.7"},
    {"1&1", DAEMON "A message that you sent could not be delivered to one or more of\nits recipients. The following addresses failed:\n\n  <bob@b.example>\n\n"
     "SMTP error from remote server after RCPT command:\nhost mx.b.example[192.0.2.7]:\n550 user unknown\n\n--- The header of the original message is following. ---\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1"},
    {"GMX", DAEMON "A message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n\"bob@b.example\":\n"
     "SMTP error from remote server after RCPT command:\nhost: mx.b.example\n5.2.2 Mailbox full\n",
     "bounce-soft bob@b.example 5.2.2"},
    {"Zoho", DAEMON "This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n"
     "bob@b.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 no such user\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"Mail.Ru", DAEMON "К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n  bob@b.example\n    host mx.b.example [192.0.2.7]: 550 5.1.1 user not found\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"EZweb", DAEMON "The following recipients did not receive this message:\n\n    Recipient: <bob@b.example>\n    >>> RCPT TO:<bob@b.example>\n    <<< 550 <bob@b.example>: User unknown\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"EZweb, by what its customer has set", DAEMON "Each of the following recipients was rejected by a remote mail server.\n    Recipient: <bob@b.example>\n    >>> DATA\n    <<< 550 : User unknown\n",
     "bounce-soft bob@b.example 5.1.1"},
    {"KDDI", "From: no-reply@b.example\nTo: ann@forum.example\nSubject: Mail\n\nYour mail sent on: Mon, 3 Mar 2025\n     Could not be delivered to: <bob@b.example>\n     As their mailbox is full.\n",
     "bounce-soft bob@b.example 5.2.2"},
    {"m-FILTER", DAEMON "以下のメールアドレスへの送信に失敗しました。\nbob@b.example\n\n-------server message\n550 5.1.1 user unknown\n-------SMTP command\nDATA\n-------original message\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1"},
    {"OpenSMTPD", DAEMON "    Hi!\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n"
     "bob@b.example: 550 5.1.1 User unknown\neve@c.example: Network error: timed out\n\n    Below is a copy of the original message:\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1, eve@c.example 5.4.1"},
    {"OpenSMTPD, waiting", "From: Mailer Daemon <mailer-daemon@mx.example>\nTo: ann@forum.example\nSubject: Delivery status notification: warning\n\n    Hi!\n\n    A message is delayed for more than 4 hours for the following\n    list of recipients:\n\n"
     "bob@b.example: Connection refused\n\n    Please note that this is only a temporary failure report.\n    The message is kept in the queue.\n",
     "delayed bob@b.example 4.4.1"},
    {"DragonFly", DAEMON "This is the DragonFly Mail Agent at mx.example.\n\nThere was an error delivering your mail to <bob@b.example>.\n\nmx.b.example did not like our RCPT TO:\n550 5.1.1 no such user\n\nMessage headers follow.\n" RETURNED,
     "bounce-hard bob@b.example 5.1.1"},
    {"IMail", "From: Postmaster <postmaster@mx.example>\nTo: ann@forum.example\nSubject: Undeliverable Mail\n\nUser mailbox exceeds allowed size: bob@b.example\n\nOriginal message follows.\n" RETURNED,
     "bounce-soft bob@b.example 5.2.2"},
    {"MDaemon", "From: MDaemon@mx.example\nTo: ann@forum.example\nSubject: Permanent Delivery Failure\n\nThe following addresses did NOT receive a copy of your message:\n\n> bob@b.example\n\n--- Session Transcript ---\n 550 unknown user\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"MailMarshal", POSTMASTER "Your message:\n   From:    ann@forum.example\n   Subject: Hello\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    bob@b.example\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"MailEnable", POSTMASTER "Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:bob@b.example]\n\tReason: 550 5.1.1 unknown user\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"InterScan, from a name of its own", "From: imss@mx.example\nTo: ann@forum.example\nSubject: Mail could not be delivered\n\nSent <<< RCPT TO:<bob@b.example>\nReceived >>> 550 5.1.1 unknown user.\n\n"
     "Unable to deliver message to <bob@b.example>.\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"WebShield", "From: A Mail Service\nTo: ann@forum.example\nSubject: Returned Mail: Error During Delivery\n\n    ---- Failed Recipients ----\n\n<bob@b.example>\nMail Loop Detected\n\n    ---- Contents of the undelivered mail ----\n" RETURNED,
     "bounce-soft bob@b.example 5.4.1"},
    {"CommuniGate Pro", DAEMON "Failed to deliver to 'bob@b.example'\nLOCAL module(account bob) reports:\n account is full (quota exceeded)\n", "bounce-soft bob@b.example 5.2.2"},
    {"LSMTP", DAEMON "An error was detected while processing the enclosed message. A list of\nthe affected recipient follows.\n\nError-for:  bob@b.example\nError-Text: message looping\n", "bounce-soft bob@b.example 5.4.1"},
    {"a server that has no name, to its reader's own address", DAEMON "Hi. I wasn't able to deliver your message to the following addresses.\n\n<ann@forum.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
     "bounce-hard ann@forum.example 5.1.1"},
    {"nobody", NOBODY "You sent mail to bob@b.example. That's not a valid user here.\n", "bounce-hard bob@b.example 5.1.1"},
    {"only a returned message", DAEMON "It did not work, connection timed out.\n" RETURNED, "bounce-soft list@b.example 5.4.1"},
    {"Amazon SNS", "From: no-reply@sns.example\nTo: ann@forum.example\nSubject: AWS Notification Message\n\n{\"Type\":\"Notification\",\"TopicArn\":\"arn\",\"Message\":\"{\\\"notificationType\\\":\\\"Bounce\\\",\\\"bounce\\\":{\\\"bouncedRecip\n"
     " ients\\\":[{\\\"emailAddress\\\":\\\"bob@b.example\\\",\\\"status\\\":\\\"5.1.1\\\",\\\"diagnosticCode\\\":\\\"smtp; 550 user unknown\\\"}]}}\"}\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"Amazon SNS, a complaint", "From: no-reply@sns.example\nTo: ann@forum.example\nSubject: AWS Notification Message\n\n{\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[{\"emailAddress\":\"bob@b.example\"}]}}\n",
     "arf bob@b.example 5.0.0"},
    {"Amazon SNS, a delivery", "From: no-reply@sns.example\nTo: ann@forum.example\nSubject: AWS Notification Message\n\n{\"notificationType\":\"Delivery\",\"mail\":{}}\n", "other-machine"},
};

#define MULTIPART(kind) "MIME-Version: 1.0\nContent-Type: multipart/" kind "; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
#define STATUS "\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
#define TOP "From: mailer-daemon@mx.example\nTo: ann@forum.example\nSubject: Delivery report\n"

/* RFC 3464, well and badly made; and what else has fields. */
static const struct {
    const char *what, *mail, *expected;
} fields[] = {
    {"several recipients", TOP MULTIPART("report") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 user unknown\n\n"
     "Final-Recipient: rfc822;<eve@c.example>\nAction: failed\nStatus: 4.4.7\n\nFinal-Recipient: rfc822; eli@d.example\nAction: delivered\nStatus: 2.0.0\n\n--b--\n",
     "bounce-hard bob@b.example 5.1.1, eve@c.example 4.4.7"},
    {"the words outweigh the status", TOP MULTIPART("report") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 mailbox full\n--b--\n",
     "bounce-soft bob@b.example 5.1.1"},
    {"a temporary status is soft", TOP MULTIPART("report") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 4.1.1\nDiagnostic-Code: smtp; 450 user unknown\n--b--\n",
     "bounce-soft bob@b.example 4.1.1"},
    {"the text says why", TOP MULTIPART("report") "<bob@b.example>: unknown user\n<eve@c.example>: message too large\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.0.0\n\n"
     "Final-Recipient: rfc822; eve@c.example\nAction: failed\nStatus: 5.0.0\n--b--\n",
     "bounce-hard bob@b.example 5.0.0, eve@c.example 5.0.0"},
    {"delayed", TOP MULTIPART("report") "Not yet.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: delayed\nStatus: 4.4.1\n--b--\n", "delayed bob@b.example 4.4.1"},
    {"delivered", TOP MULTIPART("report") "Done.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: relayed\nStatus: 2.1.9\n--b--\n", "other-machine"},
    {"SendGrid's action", TOP MULTIPART("report") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: expired\nStatus:\nDiagnostic-Code: connection timed out\n--b--\n",
     "bounce-soft bob@b.example 5.4.1"},
    {"X.400", TOP MULTIPART("report") "Sorry.\n" STATUS "Original-Recipient: rfc822; bob@b.example\nFinal-Recipient: x400; /S=bob/O=b/C=GB/\nAction: failed\nStatus: 5.1.1\n--b--\n",
     "bounce-hard bob@b.example 5.1.1"},
    {"no blank line between", TOP MULTIPART("report") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; eve@c.example\nAction: failed\nStatus: 5.2.2\n--b--\n",
     "bounce-hard bob@b.example 5.1.1, eve@c.example 5.2.2"},
    {"not in a report, but from a daemon", TOP MULTIPART("mixed") "Sorry.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n--b--\n", "bounce-hard bob@b.example 5.1.1"},
    {"a program and not an address", TOP "X-Failed-Recipients: bob@b.example\n" MULTIPART("report") "It failed.\n" STATUS "Final-Recipient: rfc822; |/bin/sort bob\nAction: failed\nStatus: 5.0.0\n--b--\n",
     "bounce-soft bob@b.example 5.0.0"},
    {"fields without recipients", TOP MULTIPART("report") "Delivery to the following recipients failed permanently:\n\n   * bob@b.example\n" STATUS "--b--\n", "bounce-soft bob@b.example 5.0.0"},
    {"Boxbe", "From: noreply@boxbe.example\nTo: ann@forum.example\nSubject: Re: Hello\n" MULTIPART("report") "You are not on the list.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 4.7.0\nDiagnostic-Code: X-Boxbe-Notice; Sender not pre-approved\n--b--\n",
     "other-machine"},
    {"ARF", "From: fbl@b.example\nTo: ann@forum.example\nSubject: complaint\n" MULTIPART("report") "A complaint.\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <bob@b.example>\nOriginal-Rcpt-To: eve@b.example\n\n"
     "--b\nContent-Type: message/rfc822\n\nTo: other@b.example\n\nHello\n--b--\n",
     "arf bob@b.example , eve@b.example "},
    {"ARF, redacted", "From: fbl@b.example\nTo: ann@forum.example\nSubject: complaint\n" MULTIPART("report") "A complaint.\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nRedacted-Address: redacted\n\n"
     "--b\nContent-Type: text/rfc822-headers\n\nTo: redacted@b.example\n\n--b--\n",
     "arf redacted@b.example "},
    {"Hotmail's complaints", "From: staff@hotmail.com\nTo: ann@forum.example\nSubject: complaint about message from 192.0.2.7\n" MULTIPART("mixed") "\n--b\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: bob@b.example\nTo: list@b.example\n\nHello\n--b--\n",
     "arf bob@b.example "},
    {"a read receipt", PERSON "Read: Hello\n" MULTIPART("report") "It was read.\n\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ann@a.example\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n",
     "other-machine"},
};

/* Automatic answers, other machines, and the people who must not be taken for them. */
static const struct {
    const char *mail;
    bool null_sender;
    const char *expected;
} others[] = {
    {PERSON "Automatic reply: Hello\n\nI will be back on Monday.\n", false, "auto-reply"},
    {PERSON "Automatische Antwort: Hallo\n\nIch bin im Urlaub.\n", false, "auto-reply"},
    {PERSON "Réponse automatique : Bonjour\n\nJe suis absente.\n", false, "auto-reply"},
    {PERSON "自動応答: 質問\n\n不在です。\n", false, "auto-reply"},
    {PERSON "Автоответ: вопрос\n\nЯ в отпуске.\n", false, "auto-reply"},
    {PERSON "Out of Office Re: Hello\n\nBack on Monday.\n", false, "auto-reply"},
    {PERSON "OOO: travelling\n\nBack on Monday.\n", false, "auto-reply"},
    {PERSON "Hello, out of office\n\nI am out of the office until Monday.\n", false, "auto-reply"},
    {PERSON "Thank you\nAuto-Submitted: auto-replied\n\nWe read it soon.\n", false, "auto-reply"},
    {PERSON "Thank you\nPrecedence: auto_reply\n\nWe read it soon.\n", false, "auto-reply"},
    {PERSON "Re: Hello\nX-Loop: Postfix Admin Virtual Vacation\nPrecedence: junk\n\nI am on holiday.\n", false, "auto-reply"},
    {PERSON "Re: Hello\n\nThank you for your mail. I will reply as soon as possible.\n", true, "auto-reply"},
    {PERSON "Out of office\nList-Id: <l.a.example>\n\nI am out of the office until Monday.\n", false, "auto-reply"},
    {"From: noreply@a.example\nTo: x@forum.example\nSubject: Your mail\nAuto-Submitted: auto-replied\n\nThis mailbox is no longer in use.\n", false, "auto-reply"},
    {PERSON "Accepted: lunch\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n", false, "other-machine"},
    {"From: postmaster@a.example\nTo: x@forum.example\nSubject: Read: Hello\n\nYour message was read on Monday.\n", false, "other-machine"},
    {"From: mailer-daemon@a.example\nTo: x@forum.example\nSubject: Successful Mail Delivery Report\n\nEnclosed is the mail delivery report that you requested.\n", false, "other-machine"},
    {"From: no-reply@a.example\nTo: x@forum.example\nSubject: Please confirm your mail\n\nI am protecting myself from receiving junk mail. Click the link.\n", false, "other-machine"},
    /* people */
    {PERSON "Out of office printer\n\nWho can lend us one? It would have to be back soon.\n", false, "human"},
    {PERSON "Automatic reply to anxiety?\n\nHow do you stop it?\n", false, "human"},
    {PERSON "Absence of feeling\n\nIs that normal?\n", false, "human"},
    {PERSON "Re: Automatic reply: Hello\n\nWhen does she come back?\n", false, "human"},
    {PERSON "Undelivered Mail Returned to Sender - what now?\n\nIt came back with this. What does it mean?\n\n> The following address(es) failed:\n>\n> bob@b.example\n> 550 user unknown\n", false, "human"},
    {PERSON "Why was my mail returned?\n\nIt said user unknown, but bob@b.example exists.\n", false, "human"},
    {PERSON "Fwd: failure notice\n\nI wasn't able to deliver your message to the following addresses.\n\n<bob@b.example>:\nno such user\n", false, "human"},
    {PERSON "Fwd: Undelivered Mail\n" MULTIPART("mixed") "See below.\n" STATUS "Final-Recipient: rfc822; bob@b.example\nAction: failed\nStatus: 5.1.1\n--b--\n", false, "human"},
    {PERSON "Re: Hello\n\nTyped by me, through a broken gateway.\n", true, "human"},
    {PERSON "Re: Hello\nAuto-Submitted: no\n\nTyped by me.\n", false, "human"},
    {PERSON "Re: Hello\nAuto-Submitted: auto-forwarded\n\nTyped by me, sent on by a rule.\n", false, "human"},
    {PERSON "Re: Hello\nList-Id: <l.a.example>\nPrecedence: list\n\nTyped by me, to a list.\n", false, "human"},
    {PERSON "Read: three books on sleep\n\nWhich one is best?\n", false, "human"},
    {PERSON "Delivered: my first talk\n\nIt went well.\n", false, "human"},
    {PERSON "Mail delivery by drones\n\nDoes anybody know more?\n", false, "human"},
};

static void check(void *job, const char *what, const char *mail, bool null_sender, const char *expected)
{
    const char *got = classify(job, mail, null_sender);

    if (strcmp(got, expected) != 0)
        fail_msg("%s: %s instead of %s", what, got, expected);
    got = classify(job, crlf(job, mail), null_sender);
    if (strcmp(got, expected) != 0)
        fail_msg("%s, with CRLF: %s instead of %s", what, got, expected);
}

static void words(void **state)
{
    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++)
        check(*state, reports[i].server, reports[i].mail, false, reports[i].expected);
}

static void in_fields(void **state)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        check(*state, fields[i].what, fields[i].mail, false, fields[i].expected);
}

static void people(void **state)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check(*state, others[i].mail, others[i].mail, others[i].null_sender, others[i].expected);
}

UNIT_MAIN(UNIT(words), UNIT(in_fields), UNIT(people))
