/* Amazon SES tells of bounces and complaints in JSON, which SNS sends by mail: an object with "notificationType", or one that holds it as an
 * escaped string. Only the values of a few keys are wanted, so they are looked for and the rest is not read; SNS breaks long lines anywhere,
 * inside strings, too. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private_class.h"

enum { VALUE_LIMIT = 1000 };

/* The text without line ends and the backslashes of one level of escaping. */
static struct str flatten(const void *ctx, struct str text)
{
    char *out = mem_zero(ctx, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') {
            if (i + 1 < text.n && text.p[i + 1] == ' ')
                i++; /* with which a broken line goes on */
            continue;
        }
        if (text.p[i] != '\\')
            out[n++] = text.p[i];
    }
    return str_from(out, n);
}

/* The string value of a key after `from`, which moves behind it; empty when there is none before `end`. */
static struct str value_of(struct str json, size_t *from, size_t end, const char *key)
{
    size_t at = *from + str_find(str_cut(json, *from, end - *from), str_of(key)), close;

    if (at >= end)
        return STR_EMPTY;
    for (at += strlen(key); at < end && strchr("\" :", json.p[at]) != NULL;)
        at++;
    close = at + str_index(str_cut(json, at, end - at), '"');
    *from = close;
    return str_cut(json, at, close - at < VALUE_LIMIT ? close - at : VALUE_LIMIT);
}

static struct str first_value(struct str json, size_t from, size_t end, const char *key)
{
    return value_of(json, &from, end, key);
}

static void add_recipients(const void *ctx, struct str json, size_t from, size_t end, struct classified *out, bool *hard)
{
    while (from < end && out->count < REPORT_RECIPIENTS) {
        struct str address = value_of(json, &from, end, "\"emailAddress\""), status, diagnostic;
        size_t next = from + str_find(str_cut(json, from, end - from), STR("\"emailAddress\""));
        enum reason reason;

        if (address.n == 0)
            return;
        status = first_value(json, from, next, "\"status\"");
        diagnostic = first_value(json, from, next, "\"diagnosticCode\"");
        reason = intent_reason(ctx, diagnostic, status);
        *hard |= intent_reason_hard(reason);
        intent_add_recipient(ctx, out, address, status.n > 0 ? str_dup(ctx, status) : intent_status_for(ctx, reason, false));
    }
}

bool intent_read_sns(const void *ctx, const struct str text, struct classified *out)
{
    struct str json = str_cut(text, 0, CLASS_TEXT_LIMIT), kind;
    size_t from, end;
    bool hard = false;

    if (str_index(json, '{') > 200 || (str_find(json, STR("notificationType")) == json.n && str_find(json, STR("TopicArn")) == json.n))
        return false;
    json = flatten(ctx, json);
    kind = first_value(json, 0, json.n, "\"notificationType\"");
    if (kind.n == 0)
        return false;
    out->class = CLASS_OTHER;
    if (str_equal(kind, STR("Delivery")))
        return true;
    from = str_find(json, str_equal(kind, STR("Complaint")) ? STR("\"complainedRecipients\"") : STR("\"bouncedRecipients\""));
    end = from + str_index(str_from_index(json, from), ']');
    if (from >= json.n)
        return true;
    add_recipients(ctx, json, from, end, out, &hard);
    if (str_equal(kind, STR("Complaint")))
        out->class = CLASS_ARF;
    else
        out->class = hard ? CLASS_HARD : CLASS_SOFT;
    return true;
}
