/* Delivery reports (RFC 3464 2): groups of fields with blank lines between, one about the message, then one for each recipient. Read
 * line by line and not as a header, because many servers fold badly, forget the blank line or the Action. */
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { VALUE_LIMIT = 500, DIAGNOSTIC_LIMIT = 1500, LINE_LIMIT = 5000 };

enum { ACTION, STATUS, DIAGNOSTIC, FINAL, ORIGINAL, ACTUAL, NAMES };

static const char *const names[NAMES] = {
    [ACTION] = "Action",          [STATUS] = "Status",                 [DIAGNOSTIC] = "Diagnostic-Code",
    [FINAL] = "Final-Recipient",  [ORIGINAL] = "Original-Recipient",   [ACTUAL] = "X-Actual-Recipient",
};

struct group {
    struct buf values[NAMES];
};

static void group_init(struct group *g, const void *ctx)
{
    for (int i = 0; i < NAMES; i++)
        buf_init(&g->values[i], ctx, i == DIAGNOSTIC ? DIAGNOSTIC_LIMIT : VALUE_LIMIT);
}

static char *line_of(const void *ctx, const struct group *g, int name)
{
    return mime_encoded_line(ctx, buf_view(&g->values[name]), mime_latin_to_utf8);
}

/* An address is no encoded word, even if it looks like one. */
static char *raw_line(const void *ctx, const struct group *g, int name)
{
    struct buf text;

    buf_init(&text, ctx, VALUE_LIMIT * 4);
    mime_guess_to_utf8(&text, buf_view(&g->values[name]));
    return mime_one_line(ctx, buf_view(&text));
}

char *mime_typed_address(const void *ctx, struct str value)
{
    size_t semicolon = str_index(value, ';'), open, close;

    if (semicolon < value.n)
        value = str_from_index(value, semicolon + 1);
    open = str_index(value, '<');
    close = str_index(str_from_index(value, open), '>') + open;
    if (close < value.n && str_index(str_cut(value, open, close - open), '@') < close - open)
        value = str_cut(value, open + 1, close - open - 1);
    value = str_trim(value);
    if (value.n > 2 && (value.p[0] == '<' || value.p[0] == '"') && strchr(">\"", value.p[value.n - 1]) != NULL)
        value = str_cut(value, 1, value.n - 2);
    return str_dup(ctx, str_trim(value));
}

/* "5.1.1 (bad mailbox)": class "." subject "." detail, or "". */
static char *status_code(const void *ctx, struct str value)
{
    struct str digits;
    unsigned parts = 0;
    size_t n = 0;

    while (n < value.n && ((value.p[n] >= '0' && value.p[n] <= '9') || value.p[n] == '.'))
        n++;
    value.n = n;
    for (struct str rest = value; str_next_part(&rest, '.', &digits); parts++)
        if (digits.n == 0 || digits.n > 3)
            return mem_string(ctx, "");
    return parts == 3 && strchr("245", value.p[0]) != NULL ? str_dup(ctx, value) : mem_string(ctx, "");
}

/* The first of the fields that name the recipient which has an address: X.400 and local names stand in the others. */
static char *address_of(const void *ctx, const struct group *g)
{
    static const int order[] = {FINAL, ORIGINAL, ACTUAL};
    char *first = mem_string(ctx, "");

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        char *address = mime_typed_address(ctx, str_of(raw_line(ctx, g, order[i])));

        if (strchr(address, '@') != NULL && strchr(address, ' ') == NULL)
            return address;
        if (first[0] == '\0')
            first = address;
    }
    return first;
}

/* "failed (bounced)": the word. */
static char *action_of(const void *ctx, const struct group *g)
{
    struct str value = str_of(line_of(ctx, g, ACTION)), word = STR_EMPTY;

    if (!str_next_word(&value, &word))
        return mem_string(ctx, "");
    return str_lower(ctx, str_cut(word, 0, str_index(word, ';')));
}

static bool group_empty(const struct group *g)
{
    return g->values[ACTION].n == 0 && g->values[FINAL].n == 0 && g->values[ORIGINAL].n == 0;
}

static void add_group(const void *ctx, struct group *g, struct report *out)
{
    struct report_recipient *r;

    if (!group_empty(g) && out->recipient_count < REPORT_RECIPIENTS) {
        if (out->recipients == NULL)
            out->recipients = mem_array(ctx, REPORT_RECIPIENTS, sizeof *out->recipients);
        r = &out->recipients[out->recipient_count++];
        *r = (struct report_recipient){address_of(ctx, g), action_of(ctx, g), status_code(ctx, str_of(line_of(ctx, g, STATUS))),
                                       line_of(ctx, g, DIAGNOSTIC)};
    }
    for (int i = 0; i < NAMES; i++)
        buf_truncate(&g->values[i], 0);
}

/* The index of the field that begins the line, NAMES for one of no interest, or -1 when it goes on with the one before. */
static int field_of(struct str line, struct str *value)
{
    size_t n = 0;

    while (n < line.n && (unsigned char)line.p[n] > ' ' && line.p[n] != ':')
        n++;
    if (n == 0 || n == line.n || line.p[n] != ':')
        return -1;
    *value = str_trim(str_from_index(line, n + 1));
    for (int i = 0; i < NAMES; i++)
        if (str_equal_nocase(str_cut(line, 0, n), str_of(names[i])))
            return i;
    return NAMES;
}

/* Whether a second field of that name begins another recipient where the blank line between is missing. */
static bool begins_another(const struct group *g, int name)
{
    return (name == FINAL || name == ORIGINAL || name == ACTION) && g->values[name].n > 0;
}

void mime_delivery(const void *ctx, struct str text, struct report *out)
{
    struct group group;
    struct str line, value = STR_EMPTY;
    int name = NAMES;

    group_init(&group, ctx);
    while (str_next_line(&text, &line) && out->recipient_count < REPORT_RECIPIENTS) {
        int next;

        line = str_cut(line, 0, LINE_LIMIT);
        if (str_trim(line).n == 0) {
            add_group(ctx, &group, out);
            name = NAMES;
            continue;
        }
        next = field_of(line, &value);
        if (next >= 0) {
            if (begins_another(&group, next))
                add_group(ctx, &group, out);
            name = next;
            if (name < NAMES && group.values[name].n > 0)
                name = NAMES; /* the first of two counts */
        } else {
            value = str_trim(line);
        }
        if (name == NAMES)
            continue;
        if (group.values[name].n > 0)
            buf_char(&group.values[name], ' ');
        buf_str(&group.values[name], value);
    }
    add_group(ctx, &group, out);
}

struct str mime_delivery_in_text(struct str text)
{
    static const int marks[] = {FINAL, ORIGINAL, ACTION};
    struct str rest = text, line, value;
    const char *group = text.p;
    unsigned seen = 0;

    while (str_next_line(&rest, &line)) {
        int name = field_of(line, &value);

        if (str_trim(line).n == 0) {
            group = rest.p;
            seen = 0;
        }
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (name == marks[i])
                seen |= 1U << i;
        if ((seen & 3) != 0 && (seen & 4) != 0) /* who, and what became of it */
            return str_from(group, (size_t)(text.p + text.n - group));
    }
    return STR_EMPTY;
}
