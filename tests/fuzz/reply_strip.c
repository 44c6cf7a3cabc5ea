/* Any text as a reply, the HTML beside it, and the text it answers, divided by NUL: what is left is valid, no longer than what was
 * written, never nothing where words stand alone, and the same each time. */
#include "fuzz.h"
#include "reply/reply.h"

static struct str repaired(void *job, struct str bytes)
{
    struct buf out;

    buf_init(&out, job, bytes.n * 3 + 1);
    utf8_repair(&out, bytes);
    return str_of(buf_string(&out));
}

/* Own words are words of the mail: text, or HTML turned into CommonMark, which escapes what it must. */
static void check_reply(const struct message *message, struct str known, const struct reply *reply)
{
    size_t written = str_of(message->text).n + 40 * str_of(message->html).n;

    check_text(reply->words);
    require(strlen(reply->words) <= 3 * (written + known.n) + 16);
    require(known.n > 0 || !reply->quotes_known);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    struct str rest = str_from(data, size), text = next_piece(&rest), known = next_piece(&rest);
    struct message message = {.text = (char *)repaired(job, text).p};
    struct reply reply, again;

    fuzz_prepare();
    known = repaired(job, known);
    if (rest.n > 0)
        message.html = (char *)repaired(job, rest).p;
    reply_strip(job, &message, known, &reply);
    check_cost(job, size, 600);
    check_reply(&message, known, &reply);
    reply_strip(job, &message, known, &again);
    require(strcmp(reply.words, again.words) == 0);
    reply_strip_bare(job, &message, known, &reply);
    check_reply(&message, known, &reply);
    mem_free(job);
    return 0;
}
