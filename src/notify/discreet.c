#include "notify/private.h"

/* content discreet: mail that tells nothing to who sees a list of mails, a locked screen or the open mailbox. A sealed letter says only that
 * there is news; a veiled one has the text, behind a paragraph of nothing. */

static bool is_asked(const struct forum *f, const void *ctx, const struct notice *n, enum outcome *outcome, struct fault *why)
{
    struct pairs pairs;

    if (n->kind == NOTICE_SHOWN || n->kind == NOTICE_LIST || n->kind == NOTICE_WELCOME)
        return true;
    if (n->kind != NOTICE_TOLD && n->kind != NOTICE_FAREWELL)
        return false;
    *outcome = payload_open(f, ctx, n->payload, &pairs, why);
    return *outcome == DONE && strcmp(pairs_get(&pairs, "asked"), "yes") == 0;
}

/* Who asked a moment ago sits before the screen, and so does a newcomer who has written for the first time: only they get the text at once. */
enum outcome discreet_freeze(const struct forum *f, const void *ctx, struct notice *n, const struct person *person, struct fault *why)
{
    enum outcome outcome = DONE;
    bool asked = person->state == PERSON_NEWCOMER || is_asked(f, ctx, n, &outcome, why);

    n->content = asked ? FROZEN_VEILED : FROZEN_DISCREET;
    return outcome;
}

/* The notice whose text is to be shown; id 0: it is no longer there. */
enum outcome discreet_original(const struct forum *f, const void *ctx, const struct notice *n, struct notice *out, struct fault *why)
{
    struct pairs pairs;
    uint64_t number;
    enum outcome outcome = payload_open(f, ctx, n->payload, &pairs, why);

    *out = (struct notice){0};
    if (outcome != DONE || !str_number(str_of(pairs_get(&pairs, "notice")), (1ull << 34) - 1, &number))
        return outcome;
    outcome = store_notice_get(f->db, ctx, number, out, why);
    if (outcome == DONE && (out->person != n->person || out->kind == NOTICE_SHOWN || kind_of(out->kind) == NULL))
        *out = (struct notice){0};
    return outcome;
}

/* The original as if it were sent now, in full. */
struct notice discreet_shown(const struct notice *n, const struct notice *original)
{
    struct notice shown = *n;

    shown.kind = original->kind;
    shown.post = original->post;
    shown.held = original->held;
    shown.payload = original->payload;
    shown.digest = original->kind == NOTICE_DIGEST ? original->id : original->digest;
    shown.content = FROZEN_FULL;
    return shown;
}

/* Whatever a letter had to say, template and heads get no other value than these: nothing of it can slip through. */
void discreet_seal(struct letter *l)
{
    bool post = l->kind->about_post && l->n->kind != NOTICE_RECEIPT;

    l->values = (struct values){.ctx = l->ctx};
    l->template = "discreet";
    if (!l->kind->about_post && l->n->held == 0)
        l->reply_address = link_token(l, TOKEN_DO, VERB_SHOW, l->n->id);
    if (post)
        values_put(&l->values, "is_post", "yes");
}

void discreet_heads(struct letter *l)
{
    l->from_name = lang_say(l->lang, "Messages");
    l->reply_name = lang_say(l->lang, "Reply");
    l->category = (struct category){0};
}
