/* Whom a report in plain words names, and what it says of each. The words are those of servers.c; where no row of it stands, the forms that
 * many share: "<address>:" at the beginning of a line, RCPT TO, an address of its own. */
#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private_class.h"

enum { LINES = 1500, HITS = 200, LISTS = 8, INLINE = 300 };

struct line {
    size_t start, end, indent;
};

struct scan {
    const void *ctx;
    struct str text, folded;
    size_t end; /* of what the report says itself */
    struct phrase_hit *hits; /* at most HITS */
    size_t hit_count, hit_capacity;
    struct line *lines; /* at most LINES, and room for one */
    size_t line_count, line_capacity;
    struct str own; /* whom the report was sent to */
    struct notice *out;
};

static bool unwanted(const struct scan *s, struct str address)
{
    struct str local = address_local(address);

    return str_equal_nocase(address, s->own) || str_equal_nocase(local, STR("postmaster")) || str_equal_nocase(local, STR("mailer-daemon"));
}

static struct failed *add(struct scan *s, struct str address)
{
    struct notice *out = s->out;
    struct failed *f;

    for (size_t i = 0; i < out->count; i++)
        if (str_equal_nocase(out->failed[i].address, address))
            return &out->failed[i];
    if (out->count >= REPORT_RECIPIENTS)
        return NULL;
    if (out->failed == NULL)
        out->failed = mem_array(s->ctx, REPORT_RECIPIENTS, sizeof *out->failed);
    f = &out->failed[out->count++];
    f->address = address;
    buf_init(&f->words, s->ctx, CLASS_WORDS_LIMIT);
    return f;
}

/* --- the text --------------------------------------------------------------------------------------------------------------- */

static void divide(struct scan *s)
{
    size_t at = 0;

    s->lines = mem_grow(s->ctx, NULL, &s->line_capacity, 1, sizeof *s->lines);
    while (at < s->text.n && s->line_count < LINES) {
        struct line line = {at, at + str_index(str_from_index(s->text, at), '\n'), 0};

        at = line.end + 1;
        while (line.start < line.end && s->folded.p[line.start] == ' ') {
            line.start++;
            line.indent++;
        }
        s->lines = mem_grow(s->ctx, s->lines, &s->line_capacity, s->line_count + 1, sizeof *s->lines);
        s->lines[s->line_count++] = line;
    }
}

static struct str line_text(const struct scan *s, const struct line *line)
{
    return str_cut(s->text, line->start, line->end - line->start);
}

/* A line that only the header of a message has. */
static bool header_line(struct str line)
{
    static const char *const names[] = {"Received: ", "Return-Path: ", "DKIM-Signature: ", "Message-ID: ", "MIME-Version: ", "X-Received: ",
                                        "Received:from "};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_starts_nocase(line, str_of(names[i])))
            return true;
    return false;
}

static const struct line *line_at(const struct scan *s, size_t at)
{
    size_t low = 0, high = s->line_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (s->lines[middle].start <= at)
            low = middle;
        else
            high = middle;
    }
    return &s->lines[low];
}

/* In a line that somebody quotes. */
static bool quoted(const struct scan *s, size_t at)
{
    const struct line *line = line_at(s, at);

    return line->start < s->text.n && s->text.p[line->start] == '>';
}

/* What the rows of servers.c say, up to where the returned message begins. */
static void read_sayings(struct scan *s)
{
    struct phrase_hit hit;
    size_t at = 0;

    s->end = s->text.n;
    for (size_t i = 0; i < s->line_count; i++)
        if (header_line(line_text(s, &s->lines[i]))) {
            s->end = s->lines[i].start;
            s->out->returned = true;
            break;
        }
    while (s->hit_count < HITS && phrases_next(&intent_sayings_table, s->folded, &at, &hit) && hit.start < s->end) {
        enum saying says = intent_sayings[hit.row].says;

        if (quoted(s, hit.start))
            continue;
        if (says == SAYS_LIST && (s->out->says & 1U << SAYS_LIST) == 0)
            s->out->first = hit.start;
        s->hits = mem_grow(s->ctx, s->hits, &s->hit_capacity, s->hit_count + 1, sizeof *s->hits);
        s->hits[s->hit_count++] = hit;
        s->out->says |= 1U << says;
        at = hit.end;
        if (says == SAYS_RETURNED) {
            s->end = hit.start;
            s->out->returned = true;
        }
    }
}

/* Behind what may stand in front of an address at the beginning of a line: brackets, bullets, "To:", "Recipient: [SMTP:". */
static size_t skip_label(const struct scan *s, size_t at, size_t end)
{
    static const char *const labels[] = {"to:", "recipient:", "recipients:", "failed recipient:", "smtp:", "rfc822;", "email:", "e-mail:",
                                         "for:", "user:", "address:", "an:", "à :", "•", "·"};
    bool moved = true;

    while (moved) {
        moved = false;
        while (at < end && strchr(" *-<>\"'([|", s->folded.p[at]) != NULL) {
            at++;
            moved = true;
        }
        for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
            struct str label = str_of(labels[i]);

            if (str_starts(str_cut(s->folded, at, end - at), label)) {
                at += label.n;
                moved = true;
            }
        }
    }
    return at;
}

/* The address a line begins with, or empty. A reply that begins with one ("<a@b>... User unknown") names nobody new. */
static struct str head(const struct scan *s, const struct line *line)
{
    size_t at = skip_label(s, line->start, line->end), smtp;
    struct str rest = str_cut(s->text, at, line->end - at), address = intent_address_at(rest, 0), after;

    if (address.n == 0 && str_starts_nocase(rest, STR("c="))) { /* X.400, of Exchange 5.5 */
        smtp = str_find(str_cut(s->folded, at, line->end - at), STR("smtp="));
        return intent_address_at(rest, smtp + 5);
    }
    after = str_from_index(rest, address.n);
    if (after.n > 0 && (after.p[0] == '>' || after.p[0] == '"' || after.p[0] == '\''))
        after = str_from_index(after, 1);
    return str_starts(after, STR("...")) || str_starts(after, STR(")")) ? STR_EMPTY : address;
}

/* --- lists ------------------------------------------------------------------------------------------------------------------- */

/* Whether other words than "recipient(s):" stand between a phrase and an address. */
static bool gap(const struct scan *s, size_t from, size_t n)
{
    return n > 40 || str_find(str_cut(s->folded, from, n), STR(" from ")) < n;
}

/* The addresses behind a phrase in its own sentence: "could not be delivered to a@b.c, d@e.f". */
static void list_inline(struct scan *s, size_t from, size_t end)
{
    struct str rest = str_cut(s->text, from, end - from);
    size_t at = 0, last = 0;

    rest = str_cut(rest, 0, INLINE);
    while (at < rest.n) {
        struct str address = intent_next_address(rest, &at);

        if (address.n == 0)
            return;
        for (size_t i = last; i < (size_t)(address.p - rest.p); i++) /* only commas, brackets and an "and" between */
            if (last > 0 && strchr(" \r\n,;<>\"'()and", rest.p[i]) == NULL)
                return;
        if (last == 0 && str_find(str_cut(rest, 0, (size_t)(address.p - rest.p)), STR(". ")) < (size_t)(address.p - rest.p))
            return;
        if (last == 0 && gap(s, from, (size_t)(address.p - rest.p)))
            return;
        last = at;
        add(s, address);
    }
}

/* Sendmail's "(expanded from: <address>)": that one was written to, and the one above is what an alias made of it. */
static bool expanded(struct scan *s, const struct line *line)
{
    struct str phrase = STR("(expanded from: "), address;

    if (!str_starts(str_cut(s->folded, line->start, line->end - line->start), phrase))
        return false;
    address = intent_address_at(s->text, skip_label(s, line->start + phrase.n, line->end));
    if (address.n > 0 && s->out->count > 0)
        s->out->failed[s->out->count - 1].address = address;
    return true;
}

/* The addresses that lines behind a phrase begin with, up to `end`. Continued lines stand further in than the first entry. */
static void list_lines(struct scan *s, size_t from, size_t end)
{
    size_t indent = SIZE_MAX;

    for (size_t i = (size_t)(line_at(s, from) - s->lines) + 1; i < s->line_count && s->lines[i].start < end; i++) {
        const struct line *line = &s->lines[i];
        struct str address = head(s, line);
        struct failed *f;

        if (expanded(s, line) || address.n == 0 || line->indent > indent || str_equal_nocase(address_local(address), STR("postmaster")))
            continue;
        indent = line->indent;
        f = add(s, address);
        if (f != NULL && f->entry == NULL)
            f->entry = s->text.p + line->start;
    }
}

/* "\tscreenname" behind AOL's phrase: a name at the domain the report came from. */
static void list_names(struct scan *s, size_t from, size_t end, struct str domain)
{
    for (size_t i = (size_t)(line_at(s, from) - s->lines) + 1; i < s->line_count && s->lines[i].start < end; i++) {
        struct str name = str_trim(line_text(s, &s->lines[i]));
        size_t n = 0;

        while (n < name.n && intent_local_char(name.p[n]))
            n++;
        if (n > 0 && n == name.n && n <= ADDRESS_LOCAL_LIMIT)
            add(s, str_of(mem_format(s->ctx, "%.*s@%.*s", STR_ARGS(name), STR_ARGS(domain))));
    }
}

static void read_lists(struct scan *s, struct str from)
{
    unsigned lists = 0;

    for (size_t i = 0; i < s->hit_count && lists < LISTS; i++) {
        enum saying says = intent_sayings[s->hits[i].row].says;
        size_t end = s->end, after = s->hits[i].end;

        if (says != SAYS_LIST && says != SAYS_LATE)
            continue;
        lists++;
        for (size_t k = i + 1; k < s->hit_count; k++)
            if (intent_sayings[s->hits[k].row].says == SAYS_STOP && s->hits[k].start < end)
                end = s->hits[k].start;
        list_inline(s, after, line_at(s, after)->end < end ? line_at(s, after)->end : end);
        list_lines(s, after, end);
        if (s->out->count == 0)
            list_inline(s, after, end); /* where the sentence was wrapped */
        if (s->out->count == 0 && strcmp(intent_sayings[s->hits[i].row].server, "AOL") == 0)
            list_names(s, after, end, address_domain(from));
    }
    s->out->listed = s->out->count > 0;
}

/* --- without a list ---------------------------------------------------------------------------------------------------------- */

/* "<address>:" at the beginning of a line, as qmail and Postfix write it. */
static void read_heads(struct scan *s)
{
    for (size_t i = 0; i < s->line_count && s->lines[i].start < s->end; i++) {
        struct str line = line_text(s, &s->lines[i]), address = head(s, &s->lines[i]);
        struct str after = str_from_index(line, (size_t)(address.p + address.n - line.p));

        if (address.n == 0 || unwanted(s, address))
            continue;
        if (str_starts(line, STR("<")) && str_starts(after, STR(">")) && str_index(str_cut(after, 0, 4), ':') < after.n)
            add(s, address);
    }
    s->out->listed = s->out->count > 0;
}

/* "550 <address>... User unknown": what a server of Sendmail's kind answered itself, in a transcript. */
static void read_replies(struct scan *s)
{
    for (size_t i = 0; i < s->line_count && s->lines[i].start < s->end; i++) {
        struct str line = line_text(s, &s->lines[i]), address;
        size_t at = 0;

        if (line.n < 5 || (line.p[0] != '4' && line.p[0] != '5') || line.p[3] != ' ')
            continue;
        address = intent_next_address(line, &at);
        if (address.n > 0 && address.p < line.p + 12 && str_starts(str_from_index(line, at), STR(">...")) && !unwanted(s, address))
            add(s, address);
    }
}

/* What the server was told: RCPT TO:<address>. */
static void read_rcpt(struct scan *s)
{
    size_t at = 0;

    while (at < s->end) {
        size_t found = at + str_find(str_cut(s->folded, at, s->end - at), STR("rcpt to:"));
        struct str address;

        if (found >= s->end)
            return;
        at = found + 8;
        address = intent_address_at(s->text, skip_label(s, at, s->end));
        if (address.n > 0 && !unwanted(s, address))
            add(s, address);
    }
}

static void read_field(struct scan *s, struct str value)
{
    size_t at = 0;

    while (at < value.n) {
        struct str address = intent_next_address(value, &at);

        if (address.n > 0)
            add(s, address);
    }
}

/* The first address in the report that is not its reader's. */
static void read_any(struct scan *s)
{
    size_t at = 0;

    while (at < s->end && s->out->count == 0) {
        struct str address = intent_next_address(str_cut(s->text, 0, s->end), &at);

        if (address.n > 0 && !unwanted(s, address))
            add(s, address);
    }
}

/* To in the header that the text returns. */
static void read_returned_to(struct scan *s)
{
    for (size_t i = 0; i < s->line_count && s->out->count == 0; i++) {
        struct str line = line_text(s, &s->lines[i]);

        if (s->lines[i].start >= s->end && str_starts_nocase(line, STR("To:")))
            read_field(s, line);
    }
}

/* --- what is said of each ----------------------------------------------------------------------------------------------------- */

static struct failed *named(const struct scan *s, const struct line *line)
{
    struct str text = line_text(s, line);
    size_t at = 0;

    for (size_t i = 0; i < s->out->count; i++)
        if (s->out->failed[i].entry == text.p)
            return &s->out->failed[i];
    while (at < text.n) {
        struct str address = intent_next_address(text, &at);

        for (size_t i = 0; address.n > 0 && i < s->out->count; i++)
            if (str_equal_nocase(address, s->out->failed[i].address))
                return &s->out->failed[i];
    }
    return NULL;
}

static void say(struct failed *f, struct str line)
{
    buf_str(&f->words, line);
    buf_char(&f->words, '\n');
}

/* A line belongs to the recipient it names, and so do those below it, until one names another. A single recipient has it all. */
static void read_words(struct scan *s)
{
    struct failed *current = s->out->count == 1 ? &s->out->failed[0] : NULL;

    for (size_t i = 0; i < s->line_count && s->lines[i].start < s->end; i++) {
        struct str line = line_text(s, &s->lines[i]);
        struct failed *f = s->out->count == 1 ? current : named(s, &s->lines[i]);

        if (f != NULL)
            current = f;
        if (current != NULL)
            say(current, line);
    }
    for (size_t i = 0; i < s->out->count; i++)
        if (s->out->failed[i].words.n < s->out->failed[i].address.n + 8) /* a list of bare addresses: what follows is said of all */
            buf_str(&s->out->failed[i].words, str_cut(s->text, 0, s->end));
}

/* Markdown made of HTML escapes signs that addresses have. */
static struct str unescape(const void *ctx, struct str s)
{
    char *out = mem_zero(ctx, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\\' || i + 1 == s.n || strchr("_*-+.~`#!<>[](){}|", s.p[i + 1]) == NULL)
            out[n++] = s.p[i];
    return str_from(out, n);
}

void intent_read_notice(const void *ctx, const struct message *m, struct notice *out)
{
    struct scan *s = mem_new(ctx, struct scan);
    struct str text = utf8_prefix_bytes(str_of(m->text), CLASS_TEXT_LIMIT);

    *out = (struct notice){.returned = m->report.returned};
    s->ctx = ctx;
    s->out = out;
    s->text = m->text_is_markdown ? unescape(ctx, text) : text;
    s->folded = phrases_fold(ctx, s->text);
    s->own = str_of(m->to);
    divide(s);
    read_sayings(s);
    read_lists(s, str_of(m->from));
    if (out->count == 0)
        read_heads(s);
    if (out->count == 0)
        read_field(s, str_of(m->report.failed_recipients));
    if (out->count == 0)
        read_replies(s);
    if (out->count == 0)
        read_rcpt(s);
    if (out->count == 0)
        read_any(s);
    if (out->count == 0)
        read_field(s, str_of(m->report.returned_to));
    if (out->count == 0)
        read_returned_to(s);
    read_words(s);
}
