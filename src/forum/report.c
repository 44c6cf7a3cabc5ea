#include "base/log.h"
#include "forum/private.h"

/* Delivery reports and complaints. Nothing written inside a report is believed, only the token it came to. */

/* RFC 3464: failed with a 5.x.x is hard; delays and successes are not even soft. */
enum outcome report_apply(struct act *a, struct fault *why)
{
    const struct report *r = &a->m->report;
    bool failed = str_equal_nocase(str_of(r->action), STR("failed")),
         hard = failed && r->status != NULL && r->status[0] == '5';
    struct notice n = {0};
    enum outcome o = store_notice_get(a->f->db, a->ctx, a->r.token.object, &n, why);

    if (o != DONE)
        return o;
    a->out->notice = n.id;
    a->out->person = n.person; /* it is about a mail to them, whoever reports it */
    if (intent_complains(r))
        return complaint_apply(a, why);
    if (n.id == 0) { /* it is gone, with its person or with time */
        act_event(a, "report-unclaimed");
        return DONE;
    }
    if (r->kind == REPORT_DELIVERY && !failed) {
        act_event(a, "report-noted");
        return DONE;
    }
    if (r->kind != REPORT_DELIVERY) {
        act_event(a, "report-other"); /* an answering program that writes to the envelope sender */
        return DONE;
    }
    act_event(a, hard ? "bounce-hard" : "bounce-soft");
    return store_notice_bounced(a->f->db, a->r.token.object, hard, why);
}

/* Whom a complaint is about: the notice of a b token, or the person in the Message-ID of the mail complained of. */
static uint64_t complainant(const struct act *a)
{
    struct str id = str_of(a->m->report.original_message_id);
    struct token t;

    if (a->r.target == TARGET_BOUNCE)
        return a->out->person;
    if (id.n > 0 && *id.p == '<')
        id = str_from_index(id, 1);
    if (token_read(a->f->seal, str_cut(id, 0, str_index(id, '@')), &t) && t.kind == TOKEN_MESSAGE_ID)
        return t.person;
    return 0;
}

/* RFC 5965: who calls it spam gets nothing more. One that cannot be tied to a mail of ours is counted only. */
enum outcome complaint_apply(struct act *a, struct fault *why)
{
    struct person p = {0};
    uint64_t person = complainant(a);
    bool changed;
    enum outcome o = DONE;

    act_event(a, "complaint-unverified");
    if (person == 0 || (o = store_person_get(a->f->db, a->ctx, person, &p, why)) != DONE || p.id == 0)
        return o;
    act_event(a, "complaint");
    a->out->person = person;
    log_warn("complaint", "person=%llu", (unsigned long long)person);
    return person_stop(a->f, &p, &changed, why);
}
