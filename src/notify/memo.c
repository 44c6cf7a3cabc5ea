/* The two forms of a CommonMark text, remembered: everybody who hears of a post gets the same ones. Keyed by the text itself, so nothing
 * in it can be out of date. */
#include "notify/private.h"

enum { BODY_LIMIT = 256 * 1024, MEMO_TEXTS = 8 };

struct memo {
    struct memo_text {
        char *markdown; /* NULL: free; it and what was made of it hang on the text itself */
        unsigned width;
        struct letter_text made;
        void *ctx;
    } texts[MEMO_TEXTS];
    size_t next;
};

static struct memo *memo;

static int forget(struct memo *m)
{
    memo = memo == m ? NULL : memo;
    return 0;
}

void notify_memo_open(const void *ctx)
{
    memo = mem_new(ctx, struct memo);
    talloc_set_destructor(memo, forget);
}

/* What a buffer holds, without the character its limit may have split. */
static char *whole_characters(const void *ctx, const struct buf *b)
{
    struct str s = buf_view(b);

    if (!b->full)
        return str_dup(ctx, str_trim_end(s));
    while (s.n > 0 && (s.p[s.n - 1] & 0xc0) == 0x80)
        s.n--;
    if (s.n > 0 && (s.p[s.n - 1] & 0x80) != 0)
        s.n--;
    s = str_trim_end(s);
    return mem_format(ctx, "%.*s \xe2\x80\xa6", STR_ARGS(s));
}

/* A text that grows beyond the limit (quotes in quotes) is cut; cut HTML would be broken, so there is none then. */
static struct letter_text make(const void *ctx, const char *markdown, unsigned width)
{
    struct buf text, html;

    buf_init(&text, ctx, BODY_LIMIT);
    buf_init(&html, ctx, BODY_LIMIT);
    mime_markdown_to_text(ctx, str_of(markdown), width, &text);
    mime_markdown_to_html(ctx, str_of(markdown), &html);
    return (struct letter_text){.text = whole_characters(ctx, &text), .html = html.full ? NULL : buf_string(&html)};
}

/* What is remembered is forgotten again while the letter is still being made: of two texts in it, the second may take the place of the first. */
static struct letter_text copy(const void *ctx, const struct letter_text *made)
{
    return (struct letter_text){.text = mem_string(ctx, made->text), .html = made->html == NULL ? NULL : mem_string(ctx, made->html)};
}

struct letter_text letter_text(const void *ctx, const char *markdown, unsigned width)
{
    struct memo_text *t;

    if (memo == NULL)
        return make(ctx, markdown, width);
    for (size_t i = 0; i < MEMO_TEXTS; i++) {
        t = &memo->texts[i];
        if (t->markdown != NULL && t->width == width && strcmp(t->markdown, markdown) == 0)
            return copy(ctx, &t->made);
    }
    t = &memo->texts[memo->next];
    memo->next = (memo->next + 1) % MEMO_TEXTS;
    mem_free(t->ctx);
    t->ctx = mem_zero(memo, 0);
    t->markdown = mem_string(t->ctx, markdown);
    t->width = width;
    t->made = make(t->ctx, markdown, width);
    return copy(ctx, &t->made);
}
