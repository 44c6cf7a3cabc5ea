/* What machines report (RFC 6522): deliveries (RFC 3464), abuse (RFC 5965), read receipts (RFC 8098). All of it is
 * hearsay. */
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { REPORT_LIMIT = 65536, GROUPS = 100, VALUE_LIMIT = 500 };

static const struct {
    const char *type;
    enum report_kind kind;
} types[] = {
    {"message/delivery-status", REPORT_DELIVERY},
    {"message/global-delivery-status", REPORT_DELIVERY},
    {"message/feedback-report", REPORT_ABUSE},
    {"message/disposition-notification", REPORT_DISPOSITION},
};

static enum report_kind kind_of(const struct part *part)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(part->type.type, types[i].type) == 0)
            return types[i].kind;
    return REPORT_NONE;
}

static char *line_of(const void *ctx, const struct headers *h, const char *name)
{
    return mime_encoded_line(ctx, str_cut(mime_field_text(ctx, h, name), 0, VALUE_LIMIT), mime_latin_to_utf8);
}

/* "rfc822; user@example.org": the address. */
static char *typed_address(const void *ctx, const struct headers *h, const char *name)
{
    struct str value = str_of(line_of(ctx, h, name));
    size_t semicolon = str_index(value, ';');

    if (semicolon < value.n)
        value = str_trim(str_from_index(value, semicolon + 1));
    if (value.n > 2 && value.p[0] == '<' && value.p[value.n - 1] == '>')
        value = str_cut(value, 1, value.n - 2);
    return str_dup(ctx, value);
}

/* "5.1.1 (bad mailbox)": class "." subject "." detail, or "". */
static char *status_code(const void *ctx, const struct headers *h)
{
    struct str value = str_of(line_of(ctx, h, "Status")), digits;
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

/* Groups of fields with blank lines between: one about the message, then one for each recipient. A failure
 * outweighs the rest. */
static void read_delivery(const void *ctx, struct str text, const struct mime_limits *limits, struct report *out)
{
    bool failed = false;

    for (int group = 0; group < GROUPS && text.n > 0 && !failed; group++) {
        struct headers h;

        while (text.n > 0 && (text.p[0] == '\n' || text.p[0] == '\r'))
            text = str_from_index(text, 1);
        if (mime_part_headers(ctx, text, limits, &h, NULL) != DONE || h.body == 0)
            return;
        text = str_from_index(text, h.body);
        if (mime_field(&h, "Action") == NULL)
            continue;

        char *action = str_lower(ctx, str_of(line_of(ctx, &h, "Action")));

        failed = strcmp(action, "failed") == 0;
        if (out->action[0] != '\0' && !failed)
            continue;
        out->action = action;
        out->status = status_code(ctx, &h);
        out->recipient = typed_address(ctx, &h, "Final-Recipient");
        if (out->recipient[0] == '\0')
            out->recipient = typed_address(ctx, &h, "Original-Recipient");
    }
}

static void read_feedback(const void *ctx, struct str text, const struct mime_limits *limits, struct report *out)
{
    struct headers h;

    if (mime_part_headers(ctx, text, limits, &h, NULL) == DONE)
        out->feedback_type = str_lower(ctx, str_of(line_of(ctx, &h, "Feedback-Type")));
}

static char *first_id(const void *ctx, const struct headers *h, const char *name)
{
    const struct field *f = mime_field(h, name);
    struct str rest = f == NULL ? STR_EMPTY : f->value, id;

    return mime_next_id(&rest, &id) && id.n <= VALUE_LIMIT ? str_dup(ctx, id) : mem_string(ctx, "");
}

/* The Message-ID in the returned message or its header. */
static void read_returned(const void *ctx, const struct part *part, const struct mime_limits *limits,
                          struct report *out)
{
    struct headers h;
    bool cut = false;
    struct str bytes = mime_part_bytes(ctx, part, limits->header_block, &cut);

    if (bytes.n > 0 && mime_headers(ctx, bytes, limits, &h, NULL) == DONE && out->original_message_id[0] == '\0')
        out->original_message_id = first_id(ctx, &h, "Message-ID");
}

static void read_receipt(const void *ctx, struct str text, const struct mime_limits *limits, struct report *out)
{
    struct headers h;

    if (mime_part_headers(ctx, text, limits, &h, NULL) != DONE)
        return;
    out->recipient = typed_address(ctx, &h, "Final-Recipient");
    out->original_message_id = first_id(ctx, &h, "Original-Message-ID");
}

static void read_part(const void *ctx, const struct part *part, enum report_kind kind, const struct mime_limits *limits,
                      struct report *out)
{
    bool cut = false;
    struct str text = mime_part_bytes(ctx, part, REPORT_LIMIT, &cut);

    out->kind = kind;
    if (text.n == 0)
        return;
    if (kind == REPORT_DELIVERY)
        read_delivery(ctx, text, limits, out);
    else if (kind == REPORT_ABUSE)
        read_feedback(ctx, text, limits, out);
    else
        read_receipt(ctx, text, limits, out);
}

void mime_report(const void *ctx, const struct parts *parts, const struct mime_limits *limits, struct report *out)
{
    char *empty = mem_string(ctx, "");

    *out = (struct report){REPORT_NONE, empty, empty, empty, empty, empty};
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->leaves[i];
        enum report_kind kind = part->reported || parts->count == 1 ? kind_of(part) : REPORT_NONE;

        if (kind != REPORT_NONE && out->kind == REPORT_NONE)
            read_part(ctx, part, kind, limits, out);
    }
    for (size_t i = 0; i < parts->count && out->kind != REPORT_NONE; i++) {
        const struct part *part = &parts->leaves[i];

        if (part->reported &&
            (strcmp(part->type.type, "message/rfc822") == 0 || strcmp(part->type.type, "text/rfc822-headers") == 0 ||
             strcmp(part->type.type, "message/global") == 0))
            read_returned(ctx, part, limits, out);
    }
}
