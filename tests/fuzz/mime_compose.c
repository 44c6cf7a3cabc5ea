/* Any bytes as the values of a draft: one mail comes out, with the fields it must have and no other, or none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "mime/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned fields(const char *mail)
{
    unsigned n = 0;

    for (const char *line = mail; strncmp(line, "\r\n", 2) != 0; line = strstr(line, "\r\n") + 2)
        n += line[0] != ' ' && line[0] != '\t';
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    const char *value = mem_copy(job, data, size);
    struct draft draft = {.from_name = value, .from_address = "reply@forum.example", .reply_to_name = value, .reply_to_address = "r@forum.example",
                          .subject = value, .message_id = "a@forum.example", .in_reply_to = "", .fields = {{"X-Value", value}},
                          .field_count = 1, .text = value, .html = value};
    struct fault why;
    struct buf out;

    buf_init(&out, job, 1 << 24);
    if (mime_compose(job, &draft, &out, &why) != DONE || fields(buf_string(&out)) != 8)
        abort();
    mem_free(job);
    return 0;
}
