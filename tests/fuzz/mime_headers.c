/* Any bytes as a message: what front reads of them. An address that counts must be one that may be used. */
#include <stdlib.h>

#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_origin(struct str raw, const struct headers *headers, const struct origin *o)
{
    for (size_t i = 0; i < headers->count; i++)
        require(headers->fields[i].value.p >= raw.p &&
                headers->fields[i].value.p + headers->fields[i].value.n <= raw.p + raw.n);
    require(headers->body <= raw.n);
    require((o->from_state == FROM_ONE) == (o->from[0] != '\0'));
    require(o->from_state != FROM_ONE || address_valid(str_of(o->from)));
    require(o->from_state == FROM_ONE || o->verdict == VERDICT_NONE);
    require(o->verdict == VERDICT_NONE || o->verdict_seen);
    require(utf8_valid(str_of(o->from_name)) && strpbrk(o->from_name, "\r\n") == NULL);
    require(o->reference_count <= 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct mime_limits limits = {1 << 20, 100 << 10, 1000, 10, 200};
    const struct str recipient = STR("ask@forum.example");
    const struct origin_question question = {.authserv_id = "mx.example.org",
                                             .domain = "forum.example",
                                             .spam_header = "X-Spam-Flag: YES",
                                             .recipients = &recipient,
                                             .recipient_count = 1};
    struct str raw = str_from(data, size);
    struct headers headers;
    struct origin origin;
    void *job = mem_job("fuzz");

    if (mime_headers(job, raw, &limits, &headers, NULL) == DONE) {
        mime_origin(job, &headers, &question, &origin);
        check_origin(raw, &headers, &origin);
    }
    mem_free(job);
    return 0;
}
