/* Any bytes as what a taken-over parser or mailer says: read in full or refused, and what was read is written the same. */
#include <stdlib.h>

#include "base/mem.h"
#include "gateway/protocol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_mail(void *job, struct str bytes)
{
    struct mail mail = {0}, again = {0};
    struct buf first, second;

    if (!mail_decode(job, bytes, &mail))
        return;
    buf_init(&first, job, bytes.n * 2 + 4096);
    buf_init(&second, job, bytes.n * 2 + 4096);
    mail_encode(&first, &mail);
    if (!mail_decode(job, buf_view(&first), &again))
        abort();
    mail_encode(&second, &again);
    if (!str_equal(buf_view(&first), buf_view(&second)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = str_from(data, size);
    struct wire outcome = wire_read(bytes), known = outcome, settlement = outcome;
    struct known k = {0};
    struct settlement s = {0};
    struct fault why = {0};
    void *job = mem_job("fuzz");

    check_mail(job, bytes);
    if (get_outcome(&outcome, &why) > REFUSED || strlen(why.text) >= sizeof why.text)
        abort();
    get_known(job, &known, &k);
    if (k.recipient.target > TARGET_BOUNCE || k.subject == NULL || k.post_text == NULL)
        abort();
    get_settlement(job, &settlement, &s);
    if (s.what > SETTLED_RELAY || s.code == NULL || s.words == NULL)
        abort();
    mem_free(job);
    return 0;
}
