/* What stays of a labelled text: the person's own lines, and, where they stand between quoted ones, the words they
 * answer. */
#include "base/mem.h"
#include "base/utf8.h"
#include "reply/private.h"

enum {
    ANSWERED_LINES = 12,   /* of known text that are kept above the words that answer it */
    WORDS_LIMIT = 1 << 20, /* bytes: far above what is ever stored */
    CODE_INDENT = 4,       /* spaces in front of code; fewer in front of the first line are a client's */
    GREETING = 40,         /* bytes of a line that only greets */
    QUOTE_LINES = 40       /* an unknown quote longer than this is a history, not what the words answer */
};

/* The lines from `at` on that are neither the person's own nor blank up to the next own line: [at, *end). */
static bool foreign(const struct line *line)
{
    return line->label != LABEL_OWN && line->label != LABEL_BLANK;
}

static size_t last_own(const struct page *page)
{
    for (size_t i = page->count; i > 0; i--)
        if (page->lines[i - 1].label == LABEL_OWN)
            return i - 1;
    return page->count;
}

/* Whether what stands below the last quote is only "Regards, Ann". */
static bool only_closing(const struct page *page, size_t last)
{
    size_t first = last, lines = 0;

    for (size_t i = last + 1; i-- > 0 && !foreign(&page->lines[i]);)
        if (page->lines[i].label == LABEL_OWN)
            first = i, lines++;
    return lines <= 3 && structure_closing(page->lines[first].plain);
}

/* Whether the words below the one quoted run that ends before `end` answer all of it: nothing of the person's stands
 * above it, or "Hello Ann," does and no known text below. */
static bool answers_all(const struct page *page, size_t end, bool known_below)
{
    size_t lines = 0;

    for (size_t i = 0; i < end; i++)
        if (page->lines[i].label == LABEL_OWN && (++lines > 1 || known_below || page->lines[i].text.n > GREETING))
            return false;
    return true;
}

struct output {
    struct buf words;
    size_t own_runs;  /* quoted runs with own words below them */
    bool known_below; /* known text below the last own words */
    bool closing;
    struct reply *reply;
};

static void put_line(struct buf *words, struct str line)
{
    buf_str(words, line);
    buf_char(words, '\n');
}

/* The last paragraph of a known run, as a quote. */
static void put_answered(struct output *o, const struct page *page, size_t start, size_t end)
{
    size_t from, lines = 0;

    while (end > start && (page->lines[end - 1].text.n == 0 || page->lines[end - 1].label == LABEL_INTRO))
        end--;
    for (from = end; from > start && page->lines[from - 1].text.n > 0 && lines < ANSWERED_LINES; from--)
        lines++;
    for (size_t i = from; i < end; i++) {
        if (page->lines[i].label != LABEL_QUOTED)
            continue;
        buf_text(&o->words, "> ");
        put_line(&o->words, page->lines[i].text);
        o->reply->interleaved = true;
    }
    buf_char(&o->words, '\n');
    o->reply->quote_cut = o->reply->quote_cut || from > start;
}

/* A quote of something we do not know: the writer's own, kept as it stands, with what says whose words it has. */
static void put_foreign(struct output *o, const struct page *page, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        const struct line *line = &page->lines[i];

        if (line->label == LABEL_INTRO) {
            put_line(&o->words, line->raw);
        } else if (line->label == LABEL_QUOTED && line->depth > 0) {
            put_line(&o->words, line->raw);
            o->reply->interleaved = true;
        } else if (line->label == LABEL_BLANK) {
            buf_char(&o->words, '\n');
        } else {
            o->reply->quote_cut = true;
        }
    }
}

/* A run of quoted lines with own words below it. */
static void put_quote(struct output *o, const struct page *page, size_t start, size_t end)
{
    bool known = false;
    size_t quoted = 0;

    for (size_t i = start; i < end; i++) {
        known = known || page->lines[i].known;
        quoted += page->lines[i].label == LABEL_QUOTED;
    }
    if (quoted == 0)
        o->reply->quote_cut = true;
    else if (o->closing || (known && o->own_runs == 1 && answers_all(page, start, o->known_below)) ||
             (!known && quoted > QUOTE_LINES))
        o->reply->quote_cut = true;
    else if (known)
        put_answered(o, page, start, end);
    else
        put_foreign(o, page, start, end);
}

static size_t count_runs(const struct page *page, size_t last)
{
    size_t runs = 0;

    for (size_t i = 0, quoted = 0; i <= last && last < page->count; i++) {
        quoted = quoted || page->lines[i].label == LABEL_QUOTED;
        if (page->lines[i].label == LABEL_OWN) {
            runs += quoted;
            quoted = 0;
        }
    }
    return runs;
}

static bool known_below(const struct page *page, size_t last)
{
    for (size_t i = last + 1; i < page->count; i++)
        if (page->lines[i].known)
            return true;
    return false;
}

/* A quote below the last own words, above the attribution of the client's: the person put it there. [last + 1, end) or
 * nothing. */
static void put_last_quote(struct output *o, const struct page *page, size_t last)
{
    size_t end = last + 1, quoted = 0;

    while (end < page->count && (page->lines[end].label == LABEL_QUOTED || page->lines[end].label == LABEL_BLANK) &&
           !page->lines[end].known)
        quoted += page->lines[end++].label == LABEL_QUOTED;
    if (end == page->count || quoted == 0 || quoted > QUOTE_LINES)
        return;
    if (page->lines[end].label != LABEL_INTRO && page->lines[end].label != LABEL_MARKER)
        return;
    for (size_t i = last + 1; i < end; i++)
        if (attribution_line(page->languages, page->lines[i].plain, true))
            return;
    put_foreign(o, page, last + 1, end);
}

static void put_all(struct output *o, const struct page *page)
{
    size_t last = last_own(page), start;

    if (last == page->count)
        return;
    o->own_runs = count_runs(page, last);
    o->closing = o->own_runs > 0 && only_closing(page, last);
    o->known_below = known_below(page, last);
    for (size_t i = 0; i <= last;) {
        if (!foreign(&page->lines[i])) {
            put_line(&o->words, page->lines[i++].raw);
            continue;
        }
        for (start = i; page->lines[i].label != LABEL_OWN; i++)
            ;
        put_quote(o, page, start, i);
    }
    put_last_quote(o, page, last);
}

/* Without blank lines at both ends, without more than two in a row, and without rulers or tracking dots left at the
 * end. */
static char *tidy(const void *ctx, struct str text)
{
    struct str rest = text, line;
    struct buf out;
    unsigned blank = 0;
    size_t end = 0, kept = 0;

    buf_init(&out, ctx, text.n + 1);
    while (str_next_line(&rest, &line)) {
        struct str inner = str_trim(line);
        bool empty = inner.n == 0 || str_equal(inner, STR("\xc2\xa0"));

        if (empty && (out.n == 0 || ++blank > 2))
            continue;
        blank = empty ? blank : 0;
        if (out.n == 0 && (size_t)(inner.p - line.p) < CODE_INDENT)
            line = str_from(inner.p, line.n - (size_t)(inner.p - line.p));
        put_line(&out, empty ? STR_EMPTY : line);
        if (!empty && (!structure_ruler(inner, 1) || inner.n > 200) && !str_equal(inner, STR("\xe1\x90\xa7")))
            end = out.n;
        kept = empty ? kept : out.n;
    }
    buf_truncate(&out, end > 0 ? end : kept);
    if (out.n > 0)
        buf_truncate(&out, out.n - 1);
    return mem_string(ctx, buf_string(&out));
}

static void note_cuts(const struct page *page, struct reply *out)
{
    bool known_quote = false;

    for (size_t i = 0; i < page->count; i++) {
        enum label label = page->lines[i].label;

        out->quotes_known = out->quotes_known || page->lines[i].known;
        out->signature_cut = out->signature_cut || label == LABEL_SIGNATURE || label == LABEL_DEVICE;
        known_quote = known_quote || label == LABEL_MARKER || label == LABEL_INTRO;
    }
    out->quote_cut = out->quote_cut || known_quote;
}

/* Nothing own was found: a quote without introduction that we do not know was typed by the person. */
static void put_typed_quote(struct output *o, const struct page *page)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].known || page->lines[i].label == LABEL_INTRO || page->lines[i].label == LABEL_MARKER)
            return;
    for (size_t i = 0; i < page->count; i++)
        if (attribution_line(page->languages, page->lines[i].plain, true))
            return;
    for (size_t i = 0; i < page->count && i < QUOTE_LINES; i++)
        if (page->lines[i].label == LABEL_QUOTED || page->lines[i].label == LABEL_BLANK)
            put_line(&o->words, page->lines[i].raw);
}

bool reply_closing(struct str line)
{
    void *job = mem_zero(NULL, 0);
    bool is = line.n <= REPLY_LINE_PLAIN && structure_closing(line_fold(job, str_trim(line)));

    mem_free(job);
    return is;
}

static void strip(const void *ctx, const struct message *message, struct str known, const struct languages *languages,
                  struct reply *out)
{
    struct str text = str_of(message->text);
    struct output o = {.reply = out};
    struct page page;
    void *job = mem_zero(ctx, 0);
    size_t last;

    *out = (struct reply){0};
    buf_init(&o.words, job, WORDS_LIMIT);
    page_read(job, text, languages, &page);
    if (known.n > 0) {
        known_mark(&page, known);
        above_mark(&page);
    }
    structure_mark(&page);
    mark_devices(&page);
    mark_orphans(&page);
    mark_signatures(&page);
    settle_quotes(&page);
    note_cuts(&page, out);
    put_all(&o, &page);
    last = last_own(&page);
    for (size_t i = last == page.count ? 0 : last + 1; i < page.count; i++)
        out->quote_cut = out->quote_cut || page.lines[i].label == LABEL_QUOTED;
    if (last == page.count)
        put_typed_quote(&o, &page);
    out->words = tidy(ctx, utf8_prefix_bytes(buf_view(&o.words), WORDS_LIMIT - 4));
    mem_free(job);
}

void reply_prepare(void)
{
    languages_all();
}

void reply_strip(const void *ctx, const struct message *message, struct str known, struct reply *out)
{
    strip(ctx, message, known, languages_all(), out);
}

void reply_strip_bare(const void *ctx, const struct message *message, struct str known, struct reply *out)
{
    strip(ctx, message, known, languages_none(), out);
}
