/* Any bytes as the value of From, and of To. Who wrote is somebody From names, spelled as it stands there, or nobody; what follows the
 * field in the mail changes nothing. */
#include "base/address.h"
#include "mime/private.h"
#include "fuzz.h"

static void mail_from(void *job, struct str value, const char *after, struct buf *raw)
{
    buf_init(raw, job, value.n + 200);
    buf_text(raw, "From: ");
    buf_str(raw, value);
    buf_text(raw, after);
}

static struct mailbox from_of(void *job, struct str raw)
{
    struct headers headers;
    struct mailbox from = {FROM_NONE, mem_string(job, ""), mem_string(job, ""), mem_string(job, "")};

    if (mime_headers(job, raw, &fuzz_limits, &headers, NULL) == DONE)
        mime_from(job, &headers, &from);
    return from;
}

/* The input may bring fields of its own: then it is all of them that must name the address. */
static void check_from(void *job, struct str value)
{
    struct buf raw, swallowing;
    struct mailbox from, again;

    mail_from(job, value, "\r\nTo: ask@forum.example\r\n\r\nwords\r\n", &raw);
    mail_from(job, value, "\r\nTo: ask@forum.example\r\n\r\n?= <evil@evil.example>\r\n", &swallowing);
    from = from_of(job, buf_view(&raw));
    again = from_of(job, buf_view(&swallowing));
    if (from.state == FROM_ONE) {
        require(address_valid(str_of(from.address)));
        require(stands_in(buf_view(&raw), from.address));
    }
    require(from.state == again.state && strcmp(from.address, again.address) == 0);
    require(strpbrk(from.address, "\r\n") == NULL);
    check_text(from.state == FROM_ONE ? from.address : NULL);
}

enum { LIST_MOST = 3 * 8192 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str value = str_from(data, size);
    void *job = mem_job("fuzz");
    char *list;

    fuzz_prepare();
    check_from(job, value);
    list = mime_addresses(job, mime_unfold(job, value));
    check_line(list);
    /* libetpan reads encoded words that never end again and again; the buffer bounds that. */
    require(strlen(list) <= 3 * size || strlen(list) <= LIST_MOST);
    check_cost(job, size, 40);
    mem_free(job);
    return 0;
}
