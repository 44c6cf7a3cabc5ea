/* Any bytes as HTML: the CommonMark is valid UTF-8 without line-end spaces, of a length the HTML explains, the same each time, and both
 * renderings of it come to an end. */
#include "fuzz.h"

static void check_markdown(struct str markdown, size_t size)
{
    require(utf8_valid(markdown) && str_index(markdown, '\0') == markdown.n && markdown.n <= 40 * size + 16);
    for (size_t i = 1; i < markdown.n; i++)
        require(markdown.p[i] != '\n' || (markdown.p[i - 1] != ' ' && markdown.p[i - 1] != '\t'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    struct buf markdown, again, text, html;

    fuzz_prepare();
    buf_init(&markdown, job, 1 << 24);
    buf_init(&again, job, 1 << 24);
    buf_init(&text, job, 1 << 24);
    buf_init(&html, job, 1 << 24);
    mime_html_to_markdown(job, str_from(data, size), &markdown);
    check_markdown(buf_view(&markdown), size);
    check_cost(job, size, 400);
    mime_html_to_markdown(job, str_from(data, size), &again);
    require(str_equal(buf_view(&markdown), buf_view(&again)));
    mime_markdown_to_text(job, buf_view(&markdown), 72, &text);
    mime_markdown_to_html(job, buf_view(&markdown), &html);
    require(utf8_valid(buf_view(&text)) && utf8_valid(buf_view(&html)));
    buf_truncate(&text, 0);
    mime_markdown_to_text(job, str_from(data, size), 72, &text);
    buf_truncate(&markdown, 0);
    mime_typed_to_markdown(str_from(data, size), &markdown);
    if (markdown.n > 3 * size + 4)
        abort();
    mem_free(job);
    return 0;
}
