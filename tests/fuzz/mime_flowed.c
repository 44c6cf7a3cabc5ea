/* Any text as format=flowed (RFC 3676): unfolding it moves blanks, bars and line ends, and neither loses nor adds a word. The first byte
 * says whether DelSp is on. */
#include "mime/private.h"
#include "fuzz.h"

/* The text without what may change. */
static struct str words(const void *ctx, struct str text)
{
    struct buf out;

    buf_init(&out, ctx, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        if (strchr(" >\r\n", text.p[i]) == NULL || text.p[i] == '\0')
            buf_char(&out, text.p[i]);
    return buf_view(&out);
}

static size_t count(struct str text, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == c;
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool delsp = size > 0 && (data[0] & 1) != 0;
    struct str input = str_from_index(str_from(data, size), 1);
    void *job = mem_job("fuzz");
    struct buf text, out;

    buf_init(&text, job, size * 3 + 1);
    buf_init(&out, job, size * 8 + 16);
    utf8_repair(&text, input);
    mime_unflow(&out, buf_view(&text), delsp);
    require(!out.full && utf8_valid(buf_view(&out)));
    require(out.n <= text.n + count(buf_view(&text), '\n') + 2);
    require(count(buf_view(&out), '\n') <= count(buf_view(&text), '\n') + 1);
    require(str_equal(words(job, buf_view(&text)), words(job, buf_view(&out))));
    mem_free(job);
    return 0;
}
