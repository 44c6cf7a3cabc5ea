/* Any bytes as a message: what front reads of them. An address that counts must be one that may be used, and stands in the mail; every
 * field lies within it, one after the other. */
#include "base/address.h"
#include "fuzz.h"

static void check_fields(struct str raw, const struct headers *headers)
{
    const char *end = raw.p;

    for (size_t i = 0; i < headers->count; i++) {
        const struct field *f = &headers->fields[i];

        require(f->name.p >= end && f->value.p >= f->name.p + f->name.n && f->value.p + f->value.n <= raw.p + raw.n);
        end = f->value.p + f->value.n;
    }
    require(headers->body <= raw.n && headers->count <= fuzz_limits.header_fields);
    require(headers->count == 0 || end <= raw.p + headers->body);
}

static void check_origin(struct str raw, const struct origin *o)
{
    require((o->from_state == FROM_ONE) == (o->from[0] != '\0'));
    require(o->from_state != FROM_ONE || (address_valid(str_of(o->from)) && stands_in(raw, o->from)));
    require(o->from_state == FROM_ONE || o->verdict == VERDICT_NONE);
    require(o->verdict == VERDICT_NONE || o->verdict_seen);
    check_line(o->from_name);
    require(strlen(o->message_id) <= raw.n && o->reference_count <= 20);
    for (size_t i = 0; i < o->reference_count; i++)
        require(stands_in(raw, o->references[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str raw = str_from(data, size);
    struct headers headers;
    struct origin origin;
    void *job = mem_job("fuzz");

    if (mime_headers(job, raw, &fuzz_limits, &headers, NULL) == DONE) {
        check_fields(raw, &headers);
        mime_origin(job, &headers, &fuzz_question, &origin);
        check_origin(raw, &origin);
    }
    check_cost(job, size, 200);
    mem_free(job);
    return 0;
}
