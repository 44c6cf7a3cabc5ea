/* Emphasis in a paragraph, written so that it is read as emphasis (CommonMark 0.30, 6.2: left- and right-flanking runs). */
#include <ctype.h>
#include <string.h>

#include "mime/private_html.h"

/* Punctuation as CommonMark counts it; the blocks that matter outside ASCII. */
bool inline_punctuation(uint32_t c)
{
    if (c < 0x80)
        return ispunct((int)c);
    return (c >= 0xa1 && c <= 0xbf && strchr("\xa1\xa7\xab\xb6\xb7\xbb\xbf", (int)c) != NULL) || (c >= 0x2010 && c <= 0x2027) ||
           (c >= 0x2030 && c <= 0x205e) || (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x3014 && c <= 0x301f) || (c >= 0xff01 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) ||
           (c >= 0xff3b && c <= 0xff40) || (c >= 0xff5b && c <= 0xff65) || c == 0x60c || c == 0x61b || c == 0x61f ||
           c == 0x6d4 || c == 0x964 || c == 0x965;
}

bool inline_blank(uint32_t c)
{
    return c == 0 || c == ' ' || c == '\n';
}

static const char *delimiter(char kind)
{
    return kind == 'b' ? "**" : "*";
}

/* Takes the delimiter of the innermost emphasis back out, so its text stands plain. */
static void withdraw_emphasis(struct inline_writer *w)
{
    size_t at = w->open_at[--w->opened], n = strlen(delimiter(w->open[w->opened]));

    memmove(w->line.p + at - n, w->line.p + at, w->line.n - at);
    w->line.n -= n;
    w->line.p[w->line.n] = '\0';
}

/* A closing run between punctuation and a letter would not close: the punctuation moves outside, or the emphasis is given up. */
void emphasis_close(struct inline_writer *w, unsigned keep, uint32_t next)
{
    char tail[64];
    size_t moved = 0;

    if (w->opened <= keep || w->line.full)
        return;
    if (!inline_blank(next) && !inline_punctuation(next) && inline_punctuation(w->last)) {
        size_t content = w->open_at[w->opened - 1];

        if (w->raw == 0 || w->raw > sizeof tail || w->line.n - w->raw <= content ||
            inline_punctuation((unsigned char)w->line.p[w->line.n - w->raw - 1]) || w->line.p[w->line.n - w->raw - 1] == ' ') {
            while (w->opened > keep)
                withdraw_emphasis(w);
            return;
        }
        moved = w->raw;
        memcpy(tail, w->line.p + w->line.n - moved, moved);
        buf_truncate(&w->line, w->line.n - moved);
    }
    while (w->opened > keep)
        buf_text(&w->line, delimiter(w->open[--w->opened]));
    buf_add(&w->line, tail, moved);
    w->raw = moved;
}

static bool wanted(const struct inline_writer *w, char kind)
{
    return kind == 'b' ? w->bold : w->italic;
}

bool emphasis_open(const struct inline_writer *w, char kind)
{
    for (unsigned i = 0; i < w->opened; i++)
        if (w->open[i] == kind)
            return true;
    return false;
}

void emphasis_sync(struct inline_writer *w, uint32_t next)
{
    unsigned keep = 0, were = w->opened;
    uint32_t before;
    bool adjacent;

    while (keep < w->opened && wanted(w, w->open[keep]))
        keep++;
    emphasis_close(w, keep, w->space ? ' ' : next);
    adjacent = w->opened < were && !w->space && w->raw == 0;
    if (w->space && w->last != 0) {
        buf_char(&w->line, ' ');
        w->last = ' ';
        w->raw = 0;
        if (w->in_link)
            buf_char(&w->link_text, ' ');
    }
    w->space = false;
    before = w->last;
    if (adjacent)
        return; /* closing and opening stars would be read as one run: one character later */
    if (!inline_blank(before) && !inline_punctuation(before) && inline_punctuation(next))
        return; /* an opening run here would not open: later, inside the punctuation */
    if (w->opened > 0 && !inline_blank(before) && (!inline_punctuation(before) || inline_punctuation(next)))
        return; /* or it might as well close what is open */
    for (const char *kind = "bi"; *kind != '\0'; kind++) {
        if (!wanted(w, *kind) || emphasis_open(w, *kind))
            continue;
        buf_text(&w->line, delimiter(*kind));
        w->open[w->opened] = *kind;
        w->open_at[w->opened++] = w->line.n;
        w->raw = 0;
    }
}
