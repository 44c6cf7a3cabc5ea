/* Any text to the disclosure guard: no address of the forum and no own address is left, and it stays UTF-8. */
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct identity_marks marks = {.address = "ann.miller@acme.example", .name = "Ann Miller", .shown_name = "Quiet Fern", .domain = "forum.example"};
    void *job = mem_job("fuzz");
    struct guard guard;
    struct buf text;

    buf_init(&text, job, size * 3 + 1);
    utf8_repair(&text, str_from(data, size));
    reply_guard(job, buf_view(&text), &marks, &guard);
    if (!utf8_valid(str_of(guard.words)) || !utf8_valid(str_of(guard.redacted)))
        log_panic("the words are no UTF-8");
    if (!guard.found && strcmp(guard.words, guard.redacted) != 0)
        log_panic("redacted, but nothing found");
    if (str_find(str_of(guard.redacted), STR(" ann.miller@acme.example ")) < strlen(guard.redacted))
        log_panic("own address left");
    mem_free(job);
    return 0;
}
