/* The From field, read strictly enough that no two programs can differ about whom it names.
 *
 *     from    = element *("," element)          only one of them may be non-empty
 *     element = [phrase] "<" addr-spec ">" / addr-spec      with comments anywhere outside the brackets
 *
 * What can be guessed but not known (a missing ">", words after it, a quoted local part) still gives an address,
 * for people to look at, but never the state FROM_ONE. One pass over at most FIELD_LIMIT bytes. */
#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { FIELD_LIMIT = 8192 };

enum token {
    TOKEN_END,
    TOKEN_BROKEN,
    TOKEN_WORD,
    TOKEN_QUOTED,
    TOKEN_ANGLE,
    TOKEN_COMMENT,
    TOKEN_SEPARATOR,
    TOKEN_COLON
};

struct scanner {
    struct str text;
    size_t at;
    enum token token;
    struct str value;  /* with the quotes, brackets or parentheses off */
    bool spaced;       /* white space stood before it */
    bool unterminated; /* a quote or bracket was never closed */
};

struct element {
    struct buf name;    /* the words before the angle, unquoted */
    struct buf bare;    /* the same run together as an address without brackets would be, quotes kept */
    struct str comment; /* the last one */
    struct str angle;
    unsigned words, angles; /* two angles: nobody can say whom it names */
    bool naked_at;          /* an @ stood among the words outside quotes */
    bool gap;               /* an address without brackets would have a blank, comment or quote in it */
    bool doubtful;          /* nothing is certain about it */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The text up to `close`, which a backslash may quote. */
static struct str delimited(struct scanner *s, char close, bool escapes)
{
    size_t begin = ++s->at;

    while (s->at < s->text.n && s->text.p[s->at] != close)
        s->at += escapes && s->text.p[s->at] == '\\' ? 2 : 1;
    if (s->at >= s->text.n) {
        s->at = s->text.n;
        s->unterminated = true;
        return str_from_index(s->text, begin);
    }
    return str_cut(s->text, begin, s->at++ - begin);
}

/* The text between < and >, where a quoted local part may hold a >. */
static struct str angle(struct scanner *s)
{
    size_t begin = ++s->at;
    bool quoted = false;

    for (; s->at < s->text.n; s->at++) {
        char c = s->text.p[s->at];

        if (quoted && c == '\\')
            s->at++;
        else if (c == '"')
            quoted = !quoted;
        else if (c == '>' && !quoted)
            return str_cut(s->text, begin, s->at++ - begin);
    }
    s->at = s->text.n;
    s->unterminated = true;
    return str_from_index(s->text, begin);
}

static enum token next(struct scanner *s)
{
    size_t begin = s->at;

    while (s->at < s->text.n && is_blank(s->text.p[s->at]))
        s->at++;
    s->spaced = s->at > begin;
    begin = s->at;
    if (s->at >= s->text.n)
        return s->token = TOKEN_END;
    switch (s->text.p[s->at]) {
    case '"':
        s->value = delimited(s, '"', true);
        return s->token = TOKEN_QUOTED;
    case '<':
        s->value = angle(s);
        return s->token = TOKEN_ANGLE;
    case '(':
        if (!mime_skip_comments(s->text, &s->at))
            return s->token = TOKEN_BROKEN;
        while (is_blank(s->text.p[s->at - 1]))
            s->at--;
        s->value = str_cut(s->text, begin + 1, s->at - begin - 2);
        return s->token = TOKEN_COMMENT;
    case ',':
    case ';':
        s->at++;
        return s->token = TOKEN_SEPARATOR;
    case ':':
        s->at++;
        return s->token = TOKEN_COLON;
    case '[': /* a domain literal, which may hold colons */
        while (s->at < s->text.n && s->text.p[s->at] != ']')
            s->at++;
        s->at += s->at < s->text.n;
        break;
    default:
        while (s->at < s->text.n && !is_blank(s->text.p[s->at]) && strchr("\"<(,;:[", s->text.p[s->at]) == NULL)
            s->at++;
    }
    s->value = str_cut(s->text, begin, s->at - begin);
    return s->token = TOKEN_WORD;
}

static void unescape(struct buf *out, struct str quoted)
{
    for (size_t i = 0; i < quoted.n; i++) {
        if (quoted.p[i] == '\\' && i + 1 < quoted.n)
            i++;
        buf_char(out, quoted.p[i]);
    }
}

static bool ends_with(const struct buf *b, char c)
{
    return b->n > 0 && b->p[b->n - 1] == c;
}

/* A word or quoted string joins the phrase, and the address it may turn out to be. */
static void take_word(struct element *e, const struct scanner *s)
{
    bool quoted = s->token == TOKEN_QUOTED;

    if (e->angles > 0) {
        e->doubtful = true; /* words after the bracket */
        return;
    }
    if (e->words > 0 && s->spaced) {
        buf_char(&e->name, ' ');
        if (!ends_with(&e->bare, '@') && !ends_with(&e->bare, '.') && s->value.n > 0 && s->value.p[0] != '@')
            buf_char(&e->bare, ' ');
    }
    e->gap |= e->words++ > 0;
    if (quoted) {
        unescape(&e->name, s->value);
        buf_char(&e->bare, '"');
        buf_str(&e->bare, s->value);
        buf_char(&e->bare, '"');
    } else {
        buf_str(&e->name, s->value);
        buf_str(&e->bare, s->value);
        e->naked_at |= str_index(s->value, '@') < s->value.n;
    }
}

/* Reads up to the next separator; false at the end of the field. */
static bool read_element(const void *ctx, struct scanner *s, struct element *e)
{
    *e = (struct element){.comment = STR_EMPTY, .angle = STR_EMPTY};
    buf_init(&e->name, ctx, FIELD_LIMIT * 2);
    buf_init(&e->bare, ctx, FIELD_LIMIT * 2);
    for (;;) {
        switch (next(s)) {
        case TOKEN_END:
            return false;
        case TOKEN_SEPARATOR:
            return true;
        case TOKEN_BROKEN:
        case TOKEN_COLON: /* a group, or rubbish */
            e->doubtful = true;
            s->at = s->text.n;
            e->angles = 2;
            return false;
        case TOKEN_COMMENT:
            e->comment = s->value;
            if (str_index(s->value, '@') < s->value.n || str_index(s->value, '<') < s->value.n)
                e->angles = 2; /* some programs would take the address in it */
            break;
        case TOKEN_ANGLE:
            e->angle = s->value;
            e->angles++;
            break;
        default:
            take_word(e, s);
        }
    }
}

/* Without blanks and a source route: <@a,@b:c@d>. *changed says whether that took anything away. */
static char *plain_address(const void *ctx, struct str angle_text, bool *changed)
{
    struct str text = str_trim(angle_text);
    char *address;
    size_t n = 0;
    bool quoted = false;

    if (text.n > 0 && text.p[0] == '@' && str_index(text, ':') < text.n)
        text = str_from_index(text, str_index(text, ':') + 1);
    address = mem_zero(ctx, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        quoted ^= text.p[i] == '"';
        if (quoted || !is_blank(text.p[i]))
            address[n++] = text.p[i];
    }
    *changed |= n != angle_text.n;
    return address;
}

/* "quoted local part"@domain, or local@[literal]: what address_valid leaves out but a mailbox may be. */
static bool unusual_address(struct str address)
{
    struct str local = address_local(address), domain = address_domain(address);

    if (local.n == 0 || domain.n == 0 || address.n > ADDRESS_LIMIT || !utf8_valid(address))
        return false;
    if (local.n > 2 && local.p[0] == '"' && local.p[local.n - 1] == '"') {
        for (size_t i = 1; i + 1 < local.n; i++)
            if ((unsigned char)local.p[i] < ' ' || local.p[i] == '"' || local.p[i] == '\\' || local.p[i] == 0x7f)
                return false;
        local = STR("quoted");
    }
    if (domain.n > 2 && domain.p[0] == '[' && domain.p[domain.n - 1] == ']') {
        for (size_t i = 1; i + 1 < domain.n; i++)
            if (strchr("0123456789abcdefABCDEFIPv:.", domain.p[i]) == NULL || domain.p[i] == '\0')
                return false;
        domain = STR("literal");
    }
    char joined[ADDRESS_LIMIT * 2 + 2];

    if (local.n + domain.n + 1 > sizeof joined)
        return false;
    memcpy(joined, local.p, local.n);
    joined[local.n] = '@';
    memcpy(joined + local.n + 1, domain.p, domain.n);
    return address_valid(str_from(joined, local.n + 1 + domain.n));
}

/* A display name with an @ in it, unquoted, misleads whoever reads the field sloppily, unless it is the very
 * address. */
static bool misleading(const struct element *e, const char *address)
{
    return e->angles > 0 && e->naked_at && !str_equal_nocase(buf_view(&e->bare), str_of(address));
}

/* Adds what one element says to *out; *mailboxes counts those with anything in them. */
static void take_element(const void *ctx, struct element *e, bool unterminated, struct mailbox *out,
                         unsigned *mailboxes)
{
    char *address;
    bool doubtful = e->doubtful || unterminated || (e->gap && e->angles == 0);

    if (e->words == 0 && e->angles == 0 && !doubtful)
        return; /* between two commas (RFC 5322 4.4) */
    (*mailboxes)++;
    address = e->angles == 1 ? plain_address(ctx, e->angle, &doubtful) : mem_string(ctx, buf_string(&e->bare));
    doubtful |= !address_valid(str_of(address)) || misleading(e, address);
    if (e->angles > 1 || (!address_valid(str_of(address)) && !unusual_address(str_of(address)))) {
        out->state = FROM_MALFORMED;
        return;
    }
    if (out->first[0] == '\0')
        out->first = address;
    if (out->address[0] == '\0') {
        out->address = address;
        out->name = e->angles == 1 ? mem_string(ctx, buf_string(&e->name)) : str_dup(ctx, e->comment);
    } else {
        out->state = FROM_SEVERAL;
    }
    if (doubtful && out->state == FROM_ONE)
        out->state = FROM_MALFORMED;
}

static bool has_control(struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        if (((unsigned char)value.p[i] < ' ' && !is_blank(value.p[i])) || value.p[i] == 0x7f)
            return true;
    return false;
}

void mime_from(const void *ctx, const struct headers *h, struct mailbox *out)
{
    const struct field *field = mime_field(h, "From");
    struct scanner s = {.value = STR_EMPTY};
    struct element element;
    unsigned mailboxes = 0;
    bool more = true;

    *out = (struct mailbox){FROM_ONE, mem_string(ctx, ""), mem_string(ctx, ""), mem_string(ctx, "")};
    if (field == NULL) {
        out->state = FROM_NONE;
        return;
    }
    s.text = mime_unfold(ctx, field->value);
    if (s.text.n > FIELD_LIMIT || has_control(s.text)) {
        out->state = FROM_MALFORMED;
        return;
    }
    while (more) {
        more = read_element(ctx, &s, &element);
        take_element(ctx, &element, s.unterminated, out, &mailboxes);
    }
    if (mailboxes == 0)
        out->state = FROM_MALFORMED;
    if (mime_field_count(h, "From") > 1)
        out->state = FROM_SEVERAL;
    if (out->state == FROM_SEVERAL || (out->state == FROM_MALFORMED && mailboxes > 1)) {
        out->address = mem_string(ctx, "");
        out->name = mem_string(ctx, "");
    }
}
