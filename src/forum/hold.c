#include "base/address.h"
#include "base/log.h"
#include "forum/private.h"

enum { SHARE = 4 /* of the room of a domain one person fills so much at most: a quarter */ };

static const char *const reason_names[] = {
    [HOLD_NEWCOMER] = PHRASE("newcomer"),   [HOLD_SUBSCRIBE] = PHRASE("subscribe"), [HOLD_VERDICT] = PHRASE("verdict"),
    [HOLD_OTHER] = PHRASE("other-address"), [HOLD_EXPIRED] = PHRASE("expired"),     [HOLD_FROM] = PHRASE("from-unclear"),
    [HOLD_STRANGER] = PHRASE("stranger"),   [HOLD_GUARD] = PHRASE("guard"),         [HOLD_CHOICE] = PHRASE("choice"),
    [HOLD_UNRELATED] = PHRASE("unrelated"), [HOLD_ASKED_WORDS] = PHRASE("words"),   [HOLD_LIST] = PHRASE("list"),
    [HOLD_SPAM] = PHRASE("spam"),           [HOLD_REFUSED] = PHRASE("refused"),     [HOLD_ROLE] = PHRASE("role"),
    [HOLD_CLOSED] = PHRASE("closed"),       [HOLD_RATE] = PHRASE("rate"),           [HOLD_QUARANTINE] = PHRASE("quarantine"),
    [HOLD_EXPORT] = PHRASE("export"),       [HOLD_DIGEST] = PHRASE("digest"),        [HOLD_FORGET] = PHRASE("forget"),       [HOLD_FORGET_WORDS] = PHRASE("forget-words"),
};

const char *hold_reason_name(enum hold_reason reason)
{
    return (size_t)reason < sizeof reason_names / sizeof *reason_names && reason_names[reason] != NULL
               ? reason_names[reason]
               : "unknown";
}

/* The sending domain as a keyed hash. What passed and what did not are counted apart: who forges a domain must not
 * fill the room its own users need. */
static struct str domain_key(struct act *a)
{
    unsigned char *key = mem_array(a->ctx, SEAL_HASH, 1);
    struct str from = str_of(a->canonical), domain = a->has_address ? address_domain(from) : STR_EMPTY;

    seal_hash(a->f->seal, a->verdict == VERDICT_PASS ? "domain-pass" : "domain", domain, key);
    return str_from(key, SEAL_HASH);
}

/* Once a minute at most: a flood of mail is no flood of log lines. */
static void log_capped(const struct act *a, uint64_t person, uint64_t waiting)
{
    static int64_t last;

    if (last != 0 && a->f->now >= last && a->f->now - last < 60)
        return;
    last = a->f->now;
    log_warn("hold-capped", "person=%llu waiting=%llu", (unsigned long long)person, (unsigned long long)waiting);
}

/* Room for one more of this domain and, when somebody's word is awaited, of this person: one writer leaves room for the others of a large
 * provider, and what others send in somebody's name, which does not pass, leaves room for what they send themselves. */
static enum outcome check_caps(struct act *a, struct str domain, uint64_t person, struct fault *why)
{
    uint64_t of_domain = 0, of_person = 0, limit = a->f->conf->limits.held_per_domain, share = limit < SHARE ? limit : limit / SHARE;
    enum outcome o = store_held_count(a->f->db, domain, 0, &of_domain, why);

    if (o == DONE && person != 0)
        o = store_held_count(a->f->db, domain, person, &of_person, why);
    if (o != DONE || (of_domain < limit && (person == 0 || of_person < share)))
        return o;
    log_capped(a, person, of_domain >= limit ? of_domain : of_person);
    return fault_set(why, RETRY, "4.7.1", "too many of these messages wait for a decision already, try again later");
}

enum outcome hold_mail(struct act *a, enum hold_reason reason, uint64_t person, uint64_t *id, struct fault *why)
{
    struct held h = {
        .person = person,
        .reason = reason,
        .state = HELD_WAITING,
        .created = a->f->now,
        .expires = a->f->now + a->f->conf->limits.held_days * DAY,
        .domain = domain_key(a),
    };
    struct buf bytes, sealed;
    enum outcome o = check_caps(a, h.domain, person, why);

    if (o != DONE)
        return o;
    buf_init(&bytes, a->ctx, 4 * 1024 * 1024);
    mail_encode(&bytes, a->m);
    buf_init(&sealed, a->ctx, 4 * 1024 * 1024 + 4096);
    seal_hold(a->f->seal, buf_view(&bytes), &sealed);
    if (bytes.full || sealed.full)
        return fault_set(why, REFUSED, "5.3.4", "the message is too big to be held");
    h.mail = buf_view(&sealed);
    if ((o = store_held_add(a->f->db, &h, id, why)) == DONE)
        a->out->held = *id;
    return o;
}

enum outcome hold_quietly(struct act *a, enum hold_reason reason, uint64_t person, const char *event, struct fault *why)
{
    uint64_t id;

    act_event(a, event);
    return hold_mail(a, reason, person, &id, why);
}

/* Asking goes to the registered address, so only its owner's patience limits it: once a day, and never because of a
 * robot. */
static enum outcome may_ask(struct act *a, uint64_t owner, struct person *p, bool *allowed, struct fault *why)
{
    enum outcome got = store_person_get(a->f->db, a->ctx, owner, p, why);

    *allowed = false;
    /* Who said stop is not written to because of what somebody else did. */
    if (got != DONE || p->state == PERSON_STOPPED || p->state == PERSON_BLOCKED)
        return got;
    return !gate_person(a->f, a->m) ? DONE : gate_budget(a->f, "ask", owner, DAY, 1, allowed, why);
}

enum outcome hold_ask_owner(struct act *a, enum hold_reason reason, uint64_t owner, struct fault *why)
{
    struct person p = {0};
    struct zone clocks;
    uint64_t id;
    bool allowed;
    enum outcome o;

    act_event(a, reason == HOLD_OTHER ? "held-other" : reason == HOLD_EXPIRED ? "held-expired" : "held-verdict");
    a->out->person = owner;
    if ((o = hold_mail(a, reason, owner, &id, why)) != DONE || (o = may_ask(a, owner, &p, &allowed, why)) != DONE ||
        !allowed)
        return o;

    struct change *c = change_tell(a, NOTICE_ASK, owner, id);

    clocks = hours_of(a->ctx, &p);
    change_pair(a->ctx, c, "time", hours_when(a->ctx, &clocks, a->f->now));
    change_pair(a->ctx, c, "about", answer_about(a, owner));
    change_pair(a->ctx, c, "whose", reason == HOLD_OTHER ? "yes" : "no");
    return store_held_asked(a->f->db, id, a->f->now, why);
}

enum outcome hold_fresh(struct act *a, uint64_t owner, struct fault *why)
{
    struct person p = {0};
    uint64_t id;
    bool allowed, sure = a->verdict == VERDICT_PASS;
    enum outcome o;

    act_event(a, "held-expired");
    a->out->person = owner;
    if ((o = hold_mail(a, HOLD_EXPIRED, owner, &id, why)) != DONE || (o = may_ask(a, owner, &p, &allowed, why)) != DONE ||
        !allowed)
        return o;

    struct change *c = change_tell(a, NOTICE_FRESH, owner, id);

    change_number(a->ctx, c, "post", act_post(a));
    change_number(a->ctx, c, "reply_to", a->r.token.verb);
    change_pair(a->ctx, c, "about", answer_about(a, owner));
    change_pair(a->ctx, c, "text", sure ? a->m->intent.words : "");
    return store_held_asked(a->f->db, id, a->f->now, why);
}

enum outcome hold_choice(struct act *a, enum hold_reason reason, const char *why_asked, uint64_t post,
                         const char *choices, struct fault *why)
{
    struct post p = {0}, question = {0};
    uint64_t id;
    bool allowed;
    enum outcome o;

    if ((o = hold_mail(a, reason, a->actor.id, &id, why)) != DONE ||
        (o = gate_may_answer(a, a->actor.id, !person_registered(&a->actor) && !a->invited, &allowed, why)) != DONE ||
        !allowed)
        return o;
    if (post != 0 && ((o = see_post(a, post, &p, why)) != DONE ||
                      (o = store_post_get(a->f->db, a->ctx, p.thread, &question, why)) != DONE))
        return o;

    struct change *c = change_tell(a, NOTICE_CHOICE, a->actor.id, id);

    change_pair(a->ctx, c, "why", why_asked);
    change_number(a->ctx, c, "post", p.id);
    change_pair(a->ctx, c, "title", forum_title(a->ctx, a->actor.id, &question));
    change_pair(a->ctx, c, "text", a->m->intent.words);
    change_pair(a->ctx, c, "choices", choices);
    return store_held_asked(a->f->db, id, a->f->now, why);
}

enum outcome hold_open(const struct forum *f, const void *ctx, const struct held *h, struct mail *out,
                       struct fault *why)
{
    struct str bytes;
    enum outcome o = seal_hold_open(f->seal, ctx, h->mail, &bytes, why);

    if (o == DONE && !mail_decode(ctx, bytes, out))
        o = fault_set(why, REFUSED, "5.6.0", "held mail %llu cannot be read", (unsigned long long)h->id);
    return o;
}

enum outcome hold_settle(const struct forum *f, const void *ctx, const struct held *h, enum held_state state,
                         struct fault *why)
{
    struct person p = {0};
    uint64_t left = 0;
    enum outcome o;

    if ((o = store_held_settle(f->db, h->id, state, why)) != DONE || h->person == 0 || state == HELD_RELEASED)
        return o;
    if ((o = store_person_get(f->db, ctx, h->person, &p, why)) != DONE || p.id == 0 || p.state != PERSON_NEWCOMER ||
        p.consent_version > 0)
        return o;
    if ((o = store_held_count(f->db, STR_EMPTY, p.id, &left, why)) != DONE || left > 0)
        return o;
    return store_person_remove(f->db, p.id, why);
}

enum outcome hold_release(struct act *a, const struct held *h, const struct person *actor, const struct mail *m,
                          struct fault *why)
{
    struct act of = {
        .f = a->f,
        .ctx = a->ctx,
        .m = m,
        .out = a->out,
        .released = h->id,
        .as_is = a->as_is,
        .redact = a->redact,
        .posted_anyway = a->posted_anyway,
        .invited = true,
        .aside = a->aside,
        .show = a->show,
        .item = a->item,
        .unclear = a->unclear,
    };
    enum outcome o;

    if (a->show == 0 && (o = store_held_settle(a->f->db, h->id, HELD_RELEASED, why)) != DONE)
        return o;
    if ((o = apply_sender(&of, why)) != DONE || (o = apply_recipient(&of, why)) != DONE)
        return o;
    /* A reply that came to a category or reply@ belongs to the post it refers to. */
    if (of.r.token.kind == 0 && (m->intent.kind == INTENT_ANSWER || m->intent.kind == INTENT_EDIT)) {
        struct recipient referred;

        if ((o = forum_referred(a->f, m->origin.references, m->origin.reference_count, &referred, why)) != DONE)
            return o;
        if (referred.token.person == actor->id)
            of.r = referred;
    }
    of.actor = *actor;
    of.verdict = VERDICT_PASS; /* their word stands for it */
    if (of.r.target == TARGET_NONE)
        return change_answer(a, "gone", say(a, "It could not be posted"),
                             say(a, "What your message was about is gone. Nothing was posted.\n"), why);
    return of.r.target == TARGET_LEAVE ? leave_apply(&of, why) : apply_intent(&of, why);
}
