/* Whose address is it: asked of core at each RCPT, and by Postfix over socketmap. */
#include "base/clock.h"
#include "base/mem.h"
#include "gateway/front.h"

enum { REMEMBERED_FOR = 1000 /* ms: core looks again when the mail is applied, so at worst a mail is taken and kept aside */ };

/* What a session answers its client, and what of it its mail will need. */
static void answer_client(struct session *s, enum outcome outcome, const struct recipient *r, const struct fault *why)
{
    if (s->map != NULL) {
        socketmap_answer(s->map, outcome, why);
        return;
    }
    if (outcome == DONE || lmtp_envelope(s->lmtp)->pipe) {
        s->recipients = mem_grow(s, s->recipients, &s->recipients_capacity, s->recipient_count + 1, sizeof *s->recipients);
        s->recipients[s->recipient_count++] = outcome == DONE ? *r : (struct recipient){0};
    }
    lmtp_answer(s->lmtp, outcome, why);
}

static struct str asked(const struct session *s)
{
    struct str address = s->map != NULL ? socketmap_key(s->map) : lmtp_recipient(s->lmtp);

    return str_equal_nocase(address, STR("postmaster")) ? STR("postmaster") : conf_local_part(s->front->conf, address);
}

/* ---- the categories of the last second ------------------------------------------------------------------------------ */

static const struct recipient *recall(const struct front *front, struct str local_part)
{
    int64_t now = clock_milliseconds();

    for (size_t i = 0; i < REMEMBERED; i++) {
        const struct remembered *r = &front->remembered[i];

        if (now < r->until && str_equal(local_part, str_of(r->local_part)))
            return &r->recipient;
    }
    return NULL;
}

/* Only that of a category, which hardly changes and tells nothing. A token may be revoked, and a guess must cost the same each time. */
static void remember(struct front *front, struct str local_part, const struct recipient *recipient)
{
    struct remembered *r = &front->remembered[front->next_remembered];

    if (recipient->target != TARGET_CATEGORY || local_part.n >= sizeof r->local_part || recall(front, local_part) != NULL)
        return;
    memcpy(r->local_part, local_part.p, local_part.n);
    r->local_part[local_part.n] = '\0';
    r->recipient = *recipient;
    r->until = clock_milliseconds() + REMEMBERED_FOR;
    front->next_remembered = (front->next_remembered + 1) % REMEMBERED;
}

void front_forget_recipients(struct front *front)
{
    memset(front->remembered, 0, sizeof front->remembered);
}

/* ---- asking ----------------------------------------------------------------------------------------------------------- */

static enum outcome ask_core(struct session *s, struct str local_part, struct fault *why)
{
    struct buf b;

    buf_init(&b, s, 1024);
    wire_put_str(&b, local_part);
    s->step = STEP_RECIPIENT;
    if (!front_ask_core(s, ASK_RECIPIENT, buf_view(&b))) {
        s->step = STEP_READING;
        fault_set(why, RETRY, "4.3.0", "the forum is starting, try again");
    }
    mem_free(b.p);
    return s->step == STEP_RECIPIENT ? DONE : RETRY;
}

void front_ask_recipient(struct session *s)
{
    struct str local_part = asked(s);
    const struct recipient *known = recall(s->front, local_part);
    struct fault why;

    if (known != NULL)
        answer_client(s, DONE, known, &why);
    else if (local_part.p == NULL || intent_route(local_part).kind == ROUTE_UNKNOWN)
        answer_client(s, fault_set(&why, REFUSED, "5.1.1", "no such address here"), NULL, &why);
    else if (ask_core(s, local_part, &why) != DONE)
        answer_client(s, RETRY, NULL, &why);
}

void front_recipient_answered(struct session *s, struct wire *w)
{
    struct recipient r = {0};
    struct fault why;
    enum outcome outcome = get_outcome(w, &why);

    get_recipient(w, &r);
    if (w->bad)
        outcome = fault_set(&why, RETRY, "4.3.0", "an answer could not be read");
    if (outcome == DONE)
        remember(s->front, asked(s), &r);
    front_recipient_known(s, outcome, &r, &why);
}

void front_recipient_known(struct session *s, enum outcome outcome, const struct recipient *r, const struct fault *why)
{
    s->step = STEP_READING;
    answer_client(s, outcome, r, why);
    front_resume(s);
}
