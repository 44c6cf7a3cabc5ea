#include <stdio.h>

#include "base/mem.h"
#include "gateway/protocol.h"

size_t protocol_mail_limit(const struct conf *conf)
{
    return conf->limits.message + 2 * conf->limits.known_text + FRAME_SLACK;
}

void put_outcome(struct buf *b, enum outcome outcome, const struct fault *why)
{
    wire_put_number(b, outcome);
    wire_put_text(b, outcome == DONE ? "" : why->code);
    wire_put_text(b, outcome == DONE ? "" : why->text);
}

enum outcome get_outcome(struct wire *w, struct fault *why)
{
    enum outcome outcome = (enum outcome)wire_below(w, REFUSED + 1);
    struct str code = wire_str(w), text = wire_str(w);

    if (w->bad)
        return fault_set(why, RETRY, "4.3.0", "an answer could not be read");
    fault_set(why, outcome, "", "%.*s", STR_ARGS(text));
    snprintf(why->code, sizeof why->code, "%.*s", STR_ARGS(code));
    return outcome;
}

void put_recipient(struct buf *b, const struct recipient *r)
{
    wire_put_number(b, r->target);
    wire_put_number(b, r->token.kind);
    wire_put_number(b, r->token.verb);
    wire_put_number(b, r->token.generation);
    wire_put_number(b, r->token.expiry);
    wire_put_number(b, r->token.person);
    wire_put_number(b, r->token.object);
    wire_put_number(b, r->expired);
    wire_put_number(b, r->category);
}

void get_recipient(struct wire *w, struct recipient *r)
{
    r->target = (enum target)wire_below(w, TARGET_BOUNCE + 1);
    r->token.kind = (enum token_kind)wire_below(w, TOKEN_MESSAGE_ID + 1);
    r->token.verb = (unsigned)wire_below(w, 1 << 6);
    r->token.generation = (unsigned)wire_below(w, 1 << 8);
    r->token.expiry = (unsigned)wire_below(w, 1 << 14);
    r->token.person = wire_below(w, 1ULL << 30);
    r->token.object = wire_below(w, 1ULL << 34);
    r->expired = wire_flag(w);
    r->category = wire_number(w);
}

void put_known(struct buf *b, const struct known *k)
{
    put_recipient(b, &k->recipient);
    wire_put_str(b, k->text);
    wire_put_str(b, k->html);
    wire_put_text(b, k->subject);
    wire_put_text(b, k->post_text);
}

void get_known(const void *ctx, struct wire *w, struct known *k)
{
    get_recipient(w, &k->recipient);
    k->text = wire_str(w);
    k->html = wire_str(w);
    k->subject = wire_text(ctx, w);
    k->post_text = wire_text(ctx, w);
}

void put_settlement(struct buf *b, const struct settlement *s)
{
    wire_put_number(b, s->notice);
    wire_put_number(b, s->what);
    wire_put_text(b, s->code);
    wire_put_text(b, s->words);
}

void get_settlement(const void *ctx, struct wire *w, struct settlement *s)
{
    s->notice = wire_number(w);
    s->what = (enum settled)wire_below(w, SETTLED_RELAY + 1);
    s->code = wire_text(ctx, w);
    s->words = wire_text(ctx, w);
}
