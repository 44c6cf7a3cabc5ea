/* Any bytes as HTML: the CommonMark is valid UTF-8 without line-end spaces, and both renderings of it come to an end. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    struct buf markdown, text, html;

    buf_init(&markdown, job, 1 << 24);
    buf_init(&text, job, 1 << 24);
    buf_init(&html, job, 1 << 24);
    mime_html_to_markdown(job, str_from(data, size), &markdown);
    if (!utf8_valid(buf_view(&markdown)))
        abort();
    for (size_t i = 1; i < markdown.n; i++)
        if (markdown.p[i] == '\n' && (markdown.p[i - 1] == ' ' || markdown.p[i - 1] == '\t'))
            abort();
    mime_markdown_to_text(job, buf_view(&markdown), 72, &text);
    mime_markdown_to_html(job, buf_view(&markdown), &html);
    buf_truncate(&text, 0);
    mime_markdown_to_text(job, str_from(data, size), 72, &text);
    mem_free(job);
    return 0;
}
