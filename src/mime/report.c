/* What machines report (RFC 6522): deliveries (RFC 3464, delivery.c), abuse (RFC 5965 and the forms before it), read receipts (RFC 8098).
 * All of it is hearsay. */
#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { REPORT_LIMIT = 65536, VALUE_LIMIT = 500 };

static const struct {
    const char *type;
    enum report_kind kind;
} types[] = {
    {"message/delivery-status", REPORT_DELIVERY},
    {"message/global-delivery-status", REPORT_DELIVERY},
    {"message/feedback-report", REPORT_ABUSE},
    {"message/disposition-notification", REPORT_DISPOSITION},
    {"message/global-disposition-notification", REPORT_DISPOSITION},
};

/* Who returns a mail that was complained of with nothing beside it: Hotmail's Junk Mail Reporting Program, and AOL before RFC 5965. */
static const struct {
    const char *local, *domain;
} complainers[] = {{"staff", "hotmail.com"}, {"staff", "outlook.com"}, {"staff", "live.com"}, {"scomp", "aol.com"}, {"scomp", "aol.net"}};

static enum report_kind kind_of(const struct part *part)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(part->type.type, types[i].type) == 0)
            return types[i].kind;
    return REPORT_NONE;
}

static bool is_returned(const struct part *part)
{
    static const char *const returned[] = {"message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header",
                                           "message/global-headers"};

    for (size_t i = 0; i < sizeof returned / sizeof *returned; i++)
        if (strcmp(part->type.type, returned[i]) == 0)
            return true;
    return false;
}

static char *line_of(const void *ctx, const struct headers *h, const char *name)
{
    return mime_encoded_line(ctx, str_cut(mime_field_text(ctx, h, name), 0, VALUE_LIMIT), mime_latin_to_utf8);
}

static void add_recipient(const void *ctx, struct str value, struct report *out)
{
    char *address = mime_typed_address(ctx, str_of(mime_encoded_line(ctx, str_cut(value, 0, VALUE_LIMIT), mime_latin_to_utf8)));
    char *empty = mem_string(ctx, "");

    if (strchr(address, '@') == NULL || out->recipient_count >= REPORT_RECIPIENTS)
        return;
    if (out->recipients == NULL)
        out->recipients = mem_array(ctx, REPORT_RECIPIENTS, sizeof *out->recipients);
    out->recipients[out->recipient_count++] = (struct report_recipient){address, empty, empty, empty};
}

/* Of the recipients, a failed one is what the report says. */
static void read_delivery(const void *ctx, struct str text, struct report *out)
{
    mime_delivery(ctx, text, out);
    for (size_t i = 0; i < out->recipient_count; i++) {
        const struct report_recipient *r = &out->recipients[i];
        bool failed = strcmp(r->action, "failed") == 0;

        if (i > 0 && !failed)
            continue;
        out->action = r->action;
        out->status = r->status;
        if (failed)
            return;
    }
}

static void read_feedback(const void *ctx, struct str text, const struct mime_limits *limits, struct report *out)
{
    static const char *const names[] = {"Original-Rcpt-To", "Removal-Recipient"};
    struct headers h;

    if (mime_part_headers(ctx, text, limits, &h, NULL) != DONE)
        return;
    out->feedback_type = str_lower(ctx, str_of(line_of(ctx, &h, "Feedback-Type")));
    for (size_t n = 0; n < sizeof names / sizeof names[0] && out->recipient_count == 0; n++)
        for (size_t i = 0; i < h.count; i++)
            if (str_equal_nocase(h.fields[i].name, str_of(names[n])))
                add_recipient(ctx, mime_unfold(ctx, h.fields[i].value), out);
}

static char *first_id(const void *ctx, const struct headers *h, const char *name)
{
    const struct field *f = mime_field(h, name);
    struct str rest = f == NULL ? STR_EMPTY : f->value, id;

    return mime_next_id(&rest, &id) && id.n <= VALUE_LIMIT ? str_dup(ctx, id) : mem_string(ctx, "");
}

/* Which message was returned, and whom it was for. */
static void read_returned(const void *ctx, const struct part *part, const struct mime_limits *limits, struct report *out)
{
    struct headers h;
    bool cut = false;
    struct str bytes = mime_part_bytes(ctx, part, limits->header_block, &cut);

    if (bytes.n == 0 || mime_headers(ctx, bytes, limits, &h, NULL) != DONE)
        return;
    out->returned = true;
    if (out->original_message_id[0] == '\0')
        out->original_message_id = first_id(ctx, &h, "Message-ID");
    if (out->returned_to[0] == '\0')
        out->returned_to = line_of(ctx, &h, mime_field(&h, "X-HmXmrOriginalRecipient") != NULL ? "X-HmXmrOriginalRecipient" : "To");
}

static void read_receipt(const void *ctx, struct str text, const struct mime_limits *limits, struct report *out)
{
    struct headers h;

    if (mime_part_headers(ctx, text, limits, &h, NULL) != DONE)
        return;
    add_recipient(ctx, str_of(line_of(ctx, &h, "Final-Recipient")), out);
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
        read_delivery(ctx, text, out);
    else if (kind == REPORT_ABUSE)
        read_feedback(ctx, text, limits, out);
    else
        read_receipt(ctx, text, limits, out);
}

/* The fields of RFC 3464 in a text: Amazon WorkMail, and what lost its Content-Type on the way. */
static void read_text(const void *ctx, const struct part *part, struct report *out)
{
    bool cut = false;
    struct str fields = mime_delivery_in_text(mime_part_bytes(ctx, part, REPORT_LIMIT, &cut));

    if (fields.n == 0)
        return;
    out->kind = REPORT_DELIVERY;
    read_delivery(ctx, fields, out);
}

static bool is_complainer(struct str from)
{
    for (size_t i = 0; i < sizeof complainers / sizeof *complainers; i++)
        if (str_equal_nocase(address_local(from), str_of(complainers[i].local)) &&
            str_equal_nocase(address_domain(from), str_of(complainers[i].domain)))
            return true;
    return false;
}

void mime_report(const void *ctx, const struct headers *top, const struct mailbox *from, const struct parts *parts,
                 const struct mime_limits *limits, struct report *out)
{
    char *empty = mem_string(ctx, "");
    bool machine;

    *out = (struct report){.action = empty, .status = empty, .original_message_id = empty, .feedback_type = empty, .returned_to = empty};
    machine = mime_machine_sender(ctx, top, from);
    out->failed_recipients = line_of(ctx, top, "X-Failed-Recipients");
    for (size_t i = 0; i < parts->count && out->kind == REPORT_NONE; i++) {
        const struct part *part = &parts->leaves[i];
        enum report_kind kind = part->reported || parts->count == 1 || machine ? kind_of(part) : REPORT_NONE;

        if (kind != REPORT_NONE)
            read_part(ctx, part, kind, limits, out);
    }
    for (size_t i = 0; i < parts->count && machine && out->recipient_count == 0 && out->kind <= REPORT_DELIVERY; i++)
        if (strcmp(parts->leaves[i].type.type, "text/plain") == 0)
            read_text(ctx, &parts->leaves[i], out);
    for (size_t i = 0; i < parts->count; i++)
        if (is_returned(&parts->leaves[i]) && (parts->leaves[i].reported || machine || is_complainer(str_of(from->address))))
            read_returned(ctx, &parts->leaves[i], limits, out);
    if (out->kind == REPORT_NONE && out->returned && is_complainer(str_of(from->address)))
        out->kind = REPORT_ABUSE;
    if (out->kind == REPORT_ABUSE && out->recipient_count == 0)
        add_recipient(ctx, str_of(out->returned_to), out);
}
