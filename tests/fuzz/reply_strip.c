/* Any text as a reply, and as the text it answers (split at the first NUL): what is left must be valid and no longer than both. */
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    struct str all = str_from(data, size);
    size_t split = str_index(all, '\0');
    struct message message = {0};
    struct reply reply;
    struct buf text, known;

    buf_init(&text, job, size * 3 + 1);
    buf_init(&known, job, size * 3 + 1);
    utf8_repair(&text, str_cut(all, 0, split));
    utf8_repair(&known, str_from_index(all, split + 1));
    message.text = (char *)buf_string(&text);
    reply_strip(job, &message, buf_view(&known), &reply);
    if (!utf8_valid(str_of(reply.words)))
        log_panic("the words are no UTF-8");
    if (strlen(reply.words) > 3 * text.n + 16)
        log_panic("more words than were written");
    mem_free(job);
    return 0;
}
