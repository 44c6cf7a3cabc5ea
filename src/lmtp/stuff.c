#include "lmtp/lmtp.h"

struct stuffing {
    struct buf *out;
    bool line_start, in_header;
};

static void end_line(struct stuffing *s)
{
    if (s->line_start)
        s->in_header = false;
    s->line_start = true;
    buf_text(s->out, "\r\n");
}

static void text(struct stuffing *s, const char *p, size_t n)
{
    if (n == 0)
        return;
    if (s->line_start && p[0] == '.')
        buf_char(s->out, '.');
    s->line_start = false;
    buf_add(s->out, p, n);
}

/* One line without its end. */
static void line_text(struct stuffing *s, struct str line)
{
    if (str_index(line, '\r') == line.n && str_index(line, '\0') == line.n) {
        text(s, line.p, line.n);
        return;
    }
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\0' || (line.p[i] == '\r' && s->in_header))
            text(s, " ", 1);
        else if (line.p[i] == '\r')
            end_line(s);
        else
            text(s, line.p + i, 1);
    }
}

void lmtp_stuff(struct buf *out, struct str message)
{
    struct stuffing s = {.out = out, .line_start = true, .in_header = true};
    struct str rest = message, line;

    while (str_next_line(&rest, &line)) {
        line_text(&s, line);
        end_line(&s);
    }
}
