/* Any bytes as a mail, all the way: what front reads, what the jailed parser makes of it, and the record that core
 * gets. The first byte says what it was sent to, and whether it answers a text of ours. */
#include "fuzz.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

static const char sent[] = "A reply to this mail becomes a public answer, shown as Quiet Fern.\n\n"
                           "How do I know that therapy helps me?\n\nI have been going for a year.\n\n-- \nMind and Heart\n";

static const struct conf *configuration(void)
{
    static struct conf *conf;
    struct fault why = {0};

    if (conf == NULL && conf_read(NULL, "/etc/askpost/askpost.conf",
                                  STR("[forum]\nname = Mind and Heart\ndomain = forum.example\noperator = operator@example.org\n"),
                                  &conf, &why) != DONE)
        log_panic("%s", why.text);
    return conf;
}

static void check_reading(void *job, const struct origin *origin, const struct reading *reading)
{
    struct mail mail = {.origin = *origin, .intent = reading->intent, .report = reading->message.report}, again = {0};
    struct buf record;

    check_line(reading->intent.title);
    check_text(reading->intent.words);
    check_line(reading->intent.name);
    check_text(reading->reply.words);
    for (size_t i = 0; i < reading->intent.tag_count; i++)
        check_text(reading->intent.tags[i]);
    buf_init(&record, job, 64 << 20);
    mail_encode(&record, &mail);
    require(mail_decode(job, buf_view(&record), &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned choice = size > 0 ? data[0] : 0;
    struct str raw = size > 0 ? str_from(data + 1, size - 1) : STR_EMPTY;
    struct known known = {.recipient.target = (enum target)(choice % (TARGET_BOUNCE + 1)),
                          .text = choice & 128 ? STR_EMPTY : str_of(sent),
                          .subject = (char *)(choice & 64 ? "" : "Q7: How do I know"),
                          .post_text = (char *)"I have been going for a year."};
    struct headers headers;
    struct origin origin = {0};
    struct reading reading;
    struct fault why = {0};
    void *job = mem_job("fuzz");

    fuzz_prepare();
    if (mime_headers(job, raw, &fuzz_limits, &headers, NULL) == DONE) {
        mime_origin(job, &headers, &fuzz_question, &origin);
        if (gateway_read(job, raw, configuration(), &origin, &known, false, &reading, &why) == DONE)
            check_reading(job, &origin, &reading);
    }
    mem_free(job);
    return 0;
}
