/* The mails made to be costly, read as the parser reads them: each is read or refused as its row says, leaves the words that are the
 * person's own, and holds memory in proportion to its size. */
#include "base/utf8.h"
#include "gateway/gateway.h"

#include "../tools/worst.h"
#include "unit.h"

enum {
    FACTOR = 100,      /* bytes held for each that came in */
    SLACK = 4 << 20    /* and what is held for any mail */
};

static void read_worst(const struct conf *conf, const struct worst *row)
{
    static const struct origin_question question = {.authserv_id = "", .domain = "forum.example", .spam_header = ""};
    const struct mime_limits limits = {conf->limits.message, conf->limits.header_block, conf->limits.header_fields, conf->limits.nesting,
                                       conf->limits.parts};
    struct known known = {.recipient.target = TARGET_QUESTION, .text = str_of(worst_known), .subject = (char *)"a question",
                          .post_text = (char *)""};
    void *job = mem_job("worst");
    struct str raw = worst_mail(job, row);
    size_t before = talloc_total_size(job);
    struct headers headers;
    struct origin origin;
    struct reading reading;
    struct fault why = {0};
    enum outcome outcome = mime_headers(job, raw, &limits, &headers, &why);

    if (outcome == DONE) {
        mime_origin(job, &headers, &question, &origin);
        outcome = gateway_read(job, raw, conf, &origin, &known, false, &reading, &why);
    }
    if (outcome != (row->refused ? REFUSED : DONE))
        fail_msg("%s: %s", row->name, outcome == DONE ? "read" : why.text);
    if (talloc_total_size(job) - before > raw.n * FACTOR + SLACK)
        fail_msg("%s: %zu bytes held for %zu", row->name, talloc_total_size(job) - before, raw.n);
    if (outcome == DONE && !utf8_valid(str_of(reading.reply.words)))
        fail_msg("%s: no UTF-8", row->name);
    mem_free(job);
}

static void worst(void **state)
{
    const struct conf *conf = conf_defaults(*state);

    mime_prepare();
    for (const struct worst *row = worst_mails; row->name != NULL; row++)
        read_worst(conf, row);
}

UNIT_MAIN(UNIT(worst))
