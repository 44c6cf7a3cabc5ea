#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"
#include "mime/private_html.h"

enum { TEXT_LIMIT = 1 << 20, HTML_LIMIT = 2 << 20 };

/* What each leaf turned out to be. */
struct roles {
    const struct part *plain, *html;
};

void mime_prepare(void)
{
    mime_charset_prepare();
    mime_html_prepare();
}

static bool is_type(const struct part *part, const char *type)
{
    return strcmp(part->type.type, type) == 0;
}

static bool is_text(const struct part *part)
{
    return str_starts(str_of(part->type.type), STR("text/"));
}

static bool is_attached(const struct part *part)
{
    return strcmp(part->disposition.type, "attachment") == 0;
}

static bool is_blank(struct str text)
{
    return str_trim(text).n == 0;
}

/* A copy with LF for the CR that ends lines in some old exports, where no LF stands at all. */
static struct str normalise(const void *ctx, struct str raw)
{
    char *copy;

    if (str_index(raw, '\n') < raw.n || str_index(raw, '\r') == raw.n)
        return raw;
    copy = mem_copy(ctx, raw.p, raw.n);
    for (size_t i = 0; i < raw.n; i++)
        if (copy[i] == '\r')
            copy[i] = '\n';
    return str_from(copy, raw.n);
}

/* A calendar reply (RFC 5546 3.2.3): by its method parameter, or the METHOD line in it. */
static bool is_calendar_reply(const void *ctx, const struct part *part)
{
    const struct str *method = mime_parameter(&part->type, "method");
    bool cut = false;

    if (!is_type(part, "text/calendar"))
        return false;
    if (method != NULL)
        return str_equal_nocase(*method, STR("REPLY"));
    return str_contains_nocase(mime_part_bytes(ctx, part, 4096, &cut), STR("METHOD:REPLY"));
}

/* The name it was sent under, or NULL. */
static char *file_name(const void *ctx, const struct part *part)
{
    char *name = mime_parameter_text(ctx, &part->disposition, "filename", mime_charset_to_utf8);

    return name != NULL && name[0] != '\0' ? name : mime_parameter_text(ctx, &part->type, "name", mime_charset_to_utf8);
}

/* OpenPGP (RFC 3156), or S/MIME (RFC 8551): enveloped, or signed with the text inside; whatever its type, by its name. */
static bool is_encrypted(const void *ctx, const struct part *part)
{
    const struct str *kind = mime_parameter(&part->type, "smime-type");
    const char *name;

    if (is_type(part, "application/pgp-encrypted"))
        return true;
    if (is_type(part, "application/pkcs7-mime") || is_type(part, "application/x-pkcs7-mime"))
        return kind == NULL || !str_equal_nocase(*kind, STR("certs-only"));
    if (!is_type(part, "application/octet-stream"))
        return false;
    name = file_name(ctx, part);
    return name != NULL && str_equal_nocase(str_of(name), STR("smime.p7m"));
}

/* Of mail that was signed, beside what was. */
static bool is_signature(const struct part *part)
{
    return is_type(part, "application/pgp-signature") || is_type(part, "application/pkcs7-signature") ||
           is_type(part, "application/x-pkcs7-signature");
}

static void read_header(const void *ctx, const struct headers *h, struct mailbox *from, struct message *out)
{
    const struct field *subject = mime_field(h, "Subject"), *to = mime_field(h, "To");

    if (subject != NULL)
        out->subject = mime_encoded_line(ctx, mime_unfold(ctx, subject->value), mime_charset_to_utf8);
    mime_from(ctx, h, from);
    if (from->first[0] != '\0') {
        out->from = mem_string(ctx, from->first);
        out->from_name = mime_encoded_line(ctx, str_of(from->name), mime_charset_to_utf8);
    }
    if (to != NULL)
        out->to = mime_addresses(ctx, mime_unfold(ctx, to->value));
    out->has_date = mime_date(mime_field_text(ctx, h, "Date"), &out->date);
}

/* The first text/plain and the first text/html that are no attachments; any other text stands in for a missing
 * text/plain. */
static struct roles choose(const void *ctx, const struct parts *parts, struct message *out)
{
    struct roles roles = {NULL, NULL};
    const struct part *other = NULL;

    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->leaves[i];
        char *reaction = mime_reaction(ctx, part);

        if (out->reaction == NULL)
            out->reaction = reaction;
        out->calendar |= is_calendar_reply(ctx, part);
        out->encrypted |= is_encrypted(ctx, part);
        if (reaction != NULL || is_attached(part) || !is_text(part))
            continue;
        if (is_type(part, "text/html")) {
            roles.html = roles.html == NULL ? part : roles.html;
        } else if (is_type(part, "text/plain")) {
            roles.plain = roles.plain == NULL ? part : roles.plain;
        } else if (other == NULL && !part->alternative && !part->reported && !is_type(part, "text/calendar")) {
            other = part;
        }
    }
    if (roles.plain == NULL && roles.html == NULL)
        roles.plain = other;
    return roles;
}

/* Programs break the text where a picture stands in it: a part without a name goes on with what the first of its type began. */
static bool continues(const void *ctx, const struct part *part, const struct part *first)
{
    const char *name;

    if (first == NULL || part <= first || strcmp(part->type.type, first->type.type) != 0 || is_attached(part) || part->alternative ||
        first->alternative || part->reported)
        return false;
    name = file_name(ctx, part);
    return name == NULL || name[0] == '\0';
}

/* Appends a part of the text, with one empty line between where there were any. */
static void join(struct buf *text, struct str more)
{
    size_t end = str_trim_end(buf_view(text)).n, begin = 0;
    bool gap = text->n > end + 1;

    while (begin < more.n && more.p[begin] == '\n')
        begin++;
    if (str_trim(more).n == 0)
        return;
    buf_truncate(text, end);
    if (end > 0)
        buf_text(text, gap || begin > 0 ? "\n\n" : "\n");
    buf_str(text, str_from_index(more, begin));
}

/* The text of a part and of those that go on with it. */
static struct str joined_text(const void *ctx, const struct parts *parts, const struct part *first, size_t limit, bool *cut)
{
    struct str text = mime_part_text(ctx, first, limit, cut);
    struct buf joined = {.ctx = NULL};

    for (const struct part *part = first + 1; part < parts->leaves + parts->count && joined.n <= limit; part++) {
        if (!continues(ctx, part, first))
            continue;
        if (joined.ctx == NULL) {
            buf_init(&joined, ctx, (2 * CHARSET_GROWTH + 1) * limit); /* what is there, and one part more */
            buf_str(&joined, text);
        }
        join(&joined, mime_part_text(ctx, part, limit, cut));
    }
    return joined.ctx == NULL ? text : buf_view(&joined);
}

/* As its writer saw it: without the armour of a signature, its links as they were before a gateway. */
static struct str readable(const void *ctx, struct str plain)
{
    struct buf text;

    buf_init(&text, ctx, plain.n + 1);
    if (mime_pgp_signed(plain, &text))
        plain = buf_view(&text);
    if (str_find(plain, STR("https://")) == plain.n)
        return plain;
    buf_init(&text, ctx, plain.n + 1);
    mime_unwrap_text(&text, plain);
    return buf_view(&text);
}

/* The text a person reads: text/plain, unless it is blank and HTML stands there. HTML beside it counts only as its
 * alternative. */
static void read_text(const void *ctx, const struct parts *parts, struct roles *roles, struct message *out)
{
    struct str plain = STR_EMPTY, html = STR_EMPTY;
    struct buf text;

    if (roles->plain != NULL)
        plain = joined_text(ctx, parts, roles->plain, TEXT_LIMIT, &out->limited);
    if (roles->html != NULL && !is_blank(plain) && !(roles->html->alternative && roles->plain->alternative))
        roles->html = NULL;
    if (roles->html != NULL)
        html = joined_text(ctx, parts, roles->html, HTML_LIMIT, &out->limited);
    if (roles->html != NULL)
        out->html = str_dup(ctx, html);
    if (roles->plain != NULL && (!is_blank(plain) || roles->html == NULL)) {
        out->encrypted = out->encrypted || mime_pgp_encrypted(plain);
        out->text = str_dup(ctx, readable(ctx, plain));
    } else if (roles->html != NULL) {
        buf_init(&text, ctx, TEXT_LIMIT);
        mime_html_to_markdown(ctx, html, &text);
        out->limited |= text.full;
        out->text = str_dup(ctx, buf_view(&text));
        out->text_is_markdown = true;
        out->encrypted = out->encrypted || mime_pgp_encrypted(buf_view(&text));
    }
}

/* Bytes after decoding: counted for base64, which is where large ones are; most others are what they are. */
static uint64_t decoded_size(const void *ctx, const struct part *part, const struct mime_limits *limits)
{
    struct str body = part->body;
    uint64_t digits = 0;
    bool cut = false;

    if (str_ends_nocase(part->encoding, STR("bit")) || str_equal_nocase(part->encoding, STR("binary")) || part->encoding.n == 0)
        return body.n;
    if (!str_equal_nocase(part->encoding, STR("base64")))
        return mime_part_bytes(ctx, part, limits->message, &cut).n;
    for (size_t i = 0; i < body.n; i++)
        digits += mime_base64_digit(body.p[i]) >= 0;
    return digits * 3 / 4;
}

/* A part that shows the same as the chosen one, or belongs to a report, is nothing anybody attached. */
static bool is_spare(const void *ctx, const struct part *part, const struct roles *roles, const struct message *message)
{
    const struct part *shown = message->text_is_markdown ? roles->html : roles->plain;

    if (part == roles->plain || part == roles->html || continues(ctx, part, shown) || is_signature(part))
        return true;
    if (message->report.kind != REPORT_NONE && part->reported)
        return true;
    if (strcmp(part->disposition.type, "reaction") == 0 || is_type(part, "text/vnd.google.email-reaction+json"))
        return true;
    if (part->alternative && is_text(part) && !is_attached(part))
        return true;
    return !is_attached(part) && is_text(part) && part->body.n < 3 && is_blank(part->body);
}

static void list_attachments(const void *ctx, const struct parts *parts, const struct roles *roles,
                             const struct mime_limits *limits, struct message *out)
{
    out->attachments = mem_array(ctx, parts->count + 1, sizeof *out->attachments);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->leaves[i];
        struct attachment *a = &out->attachments[out->attachment_count];

        if (is_spare(ctx, part, roles, out))
            continue;
        a->name = file_name(ctx, part);
        a->type = mime_encoded_line(ctx, str_of(part->type.type), mime_latin_to_utf8);
        a->size = decoded_size(ctx, part, limits);
        out->attachment_count++;
    }
}

enum outcome mime_parse(const void *ctx, struct str raw, const struct mime_limits *limits, struct message *out,
                        struct fault *why)
{
    struct headers headers;
    struct mailbox from;
    struct parts parts;
    struct roles roles;
    enum outcome outcome;

    *out = (struct message){.subject = NULL};
    if (raw.n > limits->message)
        return fault_set(why, REFUSED, "5.3.4", "the message is longer than %zu bytes", limits->message);
    raw = normalise(ctx, raw);
    outcome = mime_headers(ctx, raw, limits, &headers, why);
    if (outcome != DONE)
        return outcome;
    read_header(ctx, &headers, &from, out);
    mime_parts(ctx, raw, &headers, limits, &parts);
    out->limited = parts.limited;
    out->encrypted = parts.encrypted;
    mime_report(ctx, &headers, &from, &parts, limits, &out->report);
    roles = choose(ctx, &parts, out);
    read_text(ctx, &parts, &roles, out);
    list_attachments(ctx, &parts, &roles, limits, out);
    return DONE;
}
