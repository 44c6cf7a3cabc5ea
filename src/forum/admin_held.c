#include "base/address.h"
#include "forum/admin.h"

static const char *const states[] = {
    [HELD_WAITING] = "waiting", [HELD_RELEASED] = "released", [HELD_DROPPED] = "dropped", [HELD_EXPIRED] = "expired"};

static json_t *held_json(const struct held *h)
{
    json_t *o = json_object();

    admin_number(o, "held", h->id);
    admin_put(o, "reason", json_string(hold_reason_name(h->reason)));
    admin_put(o, "state", json_string(states[h->state]));
    admin_number(o, "person", h->person);
    admin_put(o, "since", admin_time(h->created));
    admin_put(o, "expires", admin_time(h->expires));
    admin_put(o, "asked", admin_time(h->asked));
    return o;
}

static void list_one(void *arg, const struct held *h)
{
    struct admin *a = arg;

    json_array_append_new(a->result, held_json(h));
}

enum outcome admin_held_list(struct admin *a, struct fault *why)
{
    a->result = json_array();
    return store_held_list(a->f->db, list_one, a, why);
}

static enum outcome get(struct admin *a, struct held *out, struct fault *why)
{
    uint64_t id;
    enum outcome o = admin_id(a->words[0], &id, why);

    *out = (struct held){0};
    if (o == DONE)
        o = store_held_get(a->f->db, a->ctx, id, out, why);
    return o == DONE && out->id == 0 ? fault_set(why, REFUSED, "", "there is no held mail %llu", (unsigned long long)id)
                                     : o;
}

/* What it says and where it came from: the domain alone, but for mail to the operator, who must be able to answer it.
 */
static enum outcome show_mail(struct admin *a, const struct held *h, struct fault *why)
{
    static const char *const verdicts[] = {[VERDICT_NONE] = "none", [VERDICT_PASS] = "pass", [VERDICT_FAIL] = "fail"};
    struct str from;
    struct mail m;
    enum outcome o = hold_open(a->f, a->ctx, h, &m, why);

    if (o != DONE)
        return o;
    from = str_of(m.origin.from);
    admin_put(a->result, "verdict", json_string(verdicts[m.origin.verdict]));
    if (address_valid(from))
        admin_put(a->result, "from",
                  admin_line(a->ctx, h->reason == HOLD_ROLE ? m.origin.from : str_dup(a->ctx, address_domain(from))));
    admin_put(a->result, "intent", json_string(intent_name(m.intent.kind)));
    admin_put(a->result, "title", admin_line(a->ctx, m.intent.title));
    admin_put(a->result, "words", admin_text(a->ctx, m.intent.words));
    return DONE;
}

enum outcome admin_held_show(struct admin *a, struct fault *why)
{
    struct held h;
    struct str raw;
    enum outcome o = get(a, &h, why);

    if (o != DONE)
        return o;
    a->result = held_json(&h);
    if (h.state != HELD_WAITING)
        return DONE;
    if (h.reason != HOLD_QUARANTINE)
        return show_mail(a, &h, why);
    if ((o = seal_hold_open(a->f->seal, a->ctx, h.mail, &raw, why)) == DONE)
        admin_put(a->result, "raw", admin_text(a->ctx, str_dup(a->ctx, str_cut(raw, 0, TEXT_LIMIT))));
    return o;
}

static enum outcome get_waiting(struct admin *a, struct held *out, struct fault *why)
{
    enum outcome o = get(a, out, why);

    return o == DONE && out->state != HELD_WAITING ? fault_set(why, REFUSED, "", "it is %s already", states[out->state]) : o;
}

/* Nothing else than whose it is is open. */
static bool is_verifiable(enum hold_reason reason)
{
    static const enum hold_reason theirs[] = {HOLD_GUARD,  HOLD_CHOICE, HOLD_UNRELATED,    HOLD_ASKED_WORDS, HOLD_REFUSED,
                                              HOLD_EXPORT, HOLD_FORGET, HOLD_FORGET_WORDS, HOLD_DIGEST};

    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
        if (theirs[i] == reason)
            return false;
    return true;
}

/* Taken as if the verdict had been good: what follows is what follows then: a newcomer's preview, say, or a question whether what tells who they
 * are is to stand there. */
static enum outcome release(struct admin *a, const struct held *h, struct fault *why)
{
    struct mail m;
    struct act act = {.f = a->f, .ctx = a->ctx, .m = &m, .out = a->changes, .released = h->id};
    enum outcome o;

    if ((o = hold_open(a->f, a->ctx, h, &m, why)) != DONE)
        return o;
    if (h->person != 0) {
        if ((o = store_person_get(a->f->db, a->ctx, h->person, &act.actor, why)) != DONE)
            return o;
        if (!person_registered(&act.actor))
            return fault_set(why, REFUSED, "", "it waits for the newcomer's own word, which nobody else can give");
        if (!is_verifiable(h->reason))
            return fault_set(why, REFUSED, "", "it waits for its author's own word, which nobody else can give");
        return hold_release(&act, h, &act.actor, &m, why);
    }
    if ((o = store_held_settle(a->f->db, h->id, HELD_RELEASED, why)) != DONE)
        return o;
    return apply_verified(&act, why);
}

enum outcome admin_held_release(struct admin *a, struct fault *why)
{
    struct held h;
    enum outcome o = get_waiting(a, &h, why);

    if (o != DONE)
        return o;
    if (h.reason == HOLD_QUARANTINE || h.reason == HOLD_ROLE)
        return fault_set(why, REFUSED, "", "there is nothing to post in it; see `held show`");
    if ((o = release(a, &h, why)) == DONE)
        admin_done(a,
                   mem_format(a->ctx, "released: %s", a->changes->event == NULL ? "nothing to do" : a->changes->event));
    return o;
}

enum outcome admin_held_drop(struct admin *a, struct fault *why)
{
    struct held h;
    enum outcome o = get_waiting(a, &h, why);

    if (o == DONE && (o = hold_settle(a->f, a->ctx, &h, HELD_DROPPED, why)) == DONE)
        admin_done(a, "dropped");
    return o;
}
