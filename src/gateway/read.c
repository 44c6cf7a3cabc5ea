/* One mail read: bytes, the person's own words, what they want. Runs in the jailed parser, and in `inspect` and `extract`. */
#include "base/mem.h"
#include "gateway/gateway.h"
#include "intent/intent.h"
#include "mime/mime.h"
#include "reply/reply.h"

static struct mime_limits limits_of(const struct conf *conf)
{
    return (struct mime_limits){.message = conf->limits.message,
                                .header_block = conf->limits.header_block,
                                .header_fields = conf->limits.header_fields,
                                .nesting = conf->limits.nesting,
                                .parts = conf->limits.parts};
}

/* All that a reply may quote: the text, and the HTML as text. */
static struct str known_text(const void *ctx, const struct known *known)
{
    struct buf html;

    if (known == NULL || known->html.n == 0)
        return known == NULL ? STR_EMPTY : known->text;
    buf_init(&html, ctx, 2 * known->html.n + 2);
    mime_html_to_markdown(ctx, known->html, &html);
    return str_of(mem_format(ctx, "%.*s\n%.*s", STR_ARGS(known->text), STR_ARGS(buf_view(&html))));
}

enum outcome gateway_read(const void *ctx, struct str raw, const struct conf *conf, const struct origin *origin, const struct known *known,
                          bool null_sender, struct reading *out, struct fault *why)
{
    struct mime_limits limits = limits_of(conf);
    struct intent_question question = {.target = known == NULL ? TARGET_NONE : known->recipient.target,
                                       .message = &out->message,
                                       .reply = &out->reply,
                                       .origin = origin,
                                       .notice_subject = known == NULL || known->subject == NULL ? "" : known->subject,
                                       .post_text = known == NULL || known->post_text == NULL ? "" : known->post_text,
                                       .title_min = conf->limits.title_min,
                                       .title_max = conf->limits.title_max,
                                       .null_sender = null_sender};
    enum outcome o;

    *out = (struct reading){0};
    if ((o = mime_parse(ctx, raw, &limits, &out->message, why)) != DONE)
        return o;
    reply_strip(ctx, &out->message, known_text(ctx, known), &out->reply);
    intent_classify(ctx, &question, &out->intent);
    return DONE;
}
