#include "base/address.h"
#include "base/wire.h"
#include "forum/private.h"

/* ---- what is known before anything is decided ---- */

enum outcome apply_sender(struct act *a, struct fault *why)
{
    const struct origin *o = &a->m->origin;
    struct str from = str_of(o->from);

    a->canonical = o->from_state == FROM_ONE && address_valid(from) ? address_canonical(a->ctx, from) : NULL;
    a->has_address = a->canonical != NULL;
    a->verdict = a->f->conf->mail.trust != TRUST_VERDICT && a->has_address ? VERDICT_PASS : o->verdict;
    if (!a->has_address)
        return DONE;
    seal_address_hash(a->f->seal, str_of(a->canonical), a->hash);
    return store_person_by_hash(a->f->db, a->ctx, a->hash, &a->sender, why);
}

static bool same_place(const struct recipient *a, const struct recipient *b)
{
    return a->target == b->target && a->category == b->category && a->token.verb == b->token.verb && a->token.object == b->token.object;
}

/* What RCPT accepted may have been revoked since; what is left decides. */
enum outcome apply_recipient(struct act *a, struct fault *why)
{
    size_t count = 0;
    struct recipient *list = mem_array(a->ctx, a->m->recipient_count + 1, sizeof *list);

    for (size_t i = 0; i < a->m->recipient_count; i++) {
        enum outcome o = forum_recipient(a->f, str_of(a->m->recipients[i]), &list[count], why);

        if (o == RETRY)
            return o;
        count += o == DONE;
    }
    if (count > 0)
        a->r = list[forum_deciding(list, count)];
    for (size_t i = 0; i < count; i++)
        a->several = a->several || (!same_place(&list[i], &a->r) && list[i].target != TARGET_REPLY_ADDRESS); /* where some clients reply as well */
    return DONE;
}

static enum from_relation relation(const struct act *a)
{
    uint64_t owner = a->r.token.person;

    if (!a->has_address)
        return FROM_UNCLEAR;
    if (owner != 0)
        return a->sender.id == owner ? FROM_OWNER : a->sender.id != 0 ? FROM_OTHER_PERSON : FROM_STRANGER;
    return person_registered(&a->sender) || a->sender.state == PERSON_BLOCKED ? FROM_REGISTERED : FROM_STRANGER;
}

/* A second delivery of the same mail: recipient, From, Message-ID and body all alike (who sends
 * somebody's Message-ID first suppresses nothing). Without a Message-ID all that was read of it: two mails with empty
 * bodies may ask for different things in their subjects. Fields are framed, so that no two mails run into one another.
 */
static enum outcome duplicate(struct act *a, bool *seen, struct fault *why)
{
    unsigned char key[SEAL_HASH];
    struct buf b;

    buf_init(&b, a->ctx, 256 * 1024);
    for (size_t i = 0; i < a->m->recipient_count; i++)
        wire_put_str(&b, str_of(str_lower(a->ctx, str_of(a->m->recipients[i]))));
    wire_put_text(&b, a->m->origin.from);
    wire_put_text(&b, a->m->origin.message_id);
    wire_put_str(&b, str_from(a->m->body_hash, sizeof a->m->body_hash));
    if (a->m->origin.message_id == NULL || a->m->origin.message_id[0] == '\0')
        mail_encode(&b, a->m);
    seal_hash(a->f->seal, "duplicate", buf_view(&b), key);
    return store_seen(a->f->db, key, a->f->now, seen, why);
}

/* ---- what an intent asks ---- */

static enum outcome record(struct act *a, const char *event)
{
    act_event(a, event);
    return DONE;
}

static enum outcome nothing_apply(struct act *a, struct fault *why)
{
    switch (a->r.target) {
    case TARGET_CATEGORY:
        return ask_apply(a, why); /* the rules say what is missing */
    case TARGET_QUESTION:
    case TARGET_POST:
        return answer_apply(a, why);
    case TARGET_REQUEST:
        return commands_apply(a, why);
    case TARGET_SUBSCRIBE:
        return subscribe_apply(a, why);
    case TARGET_UNSUBSCRIBE:
        return unsubscribe_apply(a, why);
    default:
        return record(a, "empty");
    }
}

static enum outcome role_apply(struct act *a, struct fault *why)
{
    return hold_quietly(a, HOLD_ROLE, 0, "held-role", why);
}

static enum outcome list_apply(struct act *a, struct fault *why)
{
    return hold_quietly(a, HOLD_LIST, 0, "held-list", why);
}

static enum outcome automatic_apply(struct act *a, struct fault *why)
{
    (void)why;
    return record(a, "automatic");
}

static act_handler *const handlers[] = {
    [INTENT_NOTHING] = nothing_apply,
    [INTENT_LEAVE] = nothing_apply, /* a u token decided long before; without one it is nothing */
    [INTENT_REPORT] = automatic_apply,
    [INTENT_COMPLAINT] = automatic_apply,
    [INTENT_AUTOMATIC] = automatic_apply,
    [INTENT_LIST] = list_apply,
    [INTENT_REACTION] = reaction_apply,
    [INTENT_CONFIRM] = nothing_apply,
    [INTENT_DO] = do_apply,
    [INTENT_ASKED_WORDS] = asked_words_apply,
    [INTENT_UNRELATED] = unrelated_apply,
    [INTENT_ANSWER] = answer_apply,
    [INTENT_COMMENT] = answer_apply,
    [INTENT_EDIT] = edit_apply,
    [INTENT_AMBIGUOUS] = ambiguous_apply,
    [INTENT_MISADDRESSED] = misaddressed_apply,
    [INTENT_SUBSCRIBE] = subscribe_apply,
    [INTENT_UNSUBSCRIBE] = unsubscribe_apply,
    [INTENT_DIGEST] = digest_apply,
    [INTENT_COMMANDS] = commands_apply,
    [INTENT_QUESTION] = ask_apply,
    [INTENT_ROLE] = role_apply,
    [INTENT_FOLLOW_UP] = follow_up_apply,
};

enum outcome apply_handler(struct act *a, struct fault *why)
{
    return handlers[a->m->intent.kind](a, why);
}

/* What replaces a refused post. */
static bool corrects(enum intent_kind kind)
{
    return kind != INTENT_DO && kind != INTENT_ASKED_WORDS;
}

enum outcome apply_intent(struct act *a, struct fault *why)
{
    if (a->m->intent.kind == INTENT_REACTION) /* says nothing but what it is */
        return reaction_apply(a, why);
    if (a->r.target == TARGET_DO)
        return do_apply(a, why);
    if (a->r.target == TARGET_REVIEW)
        return desk_apply(a, why);
    if (a->r.target == TARGET_DIGESTED)
        return digested_apply(a, why);
    if (a->r.target == TARGET_PROBLEM && corrects(a->m->intent.kind))
        return corrected_apply(a, why);
    return apply_handler(a, why);
}

/* ---- who may ---- */

/* A stranger's first mail to a category. */
static enum outcome newcomer_posts(struct act *a, struct fault *why)
{
    enum newcomers policy = a->f->conf->people.newcomers;
    enum intent_kind kind = a->m->intent.kind;
    enum outcome o;

    if (policy == NEWCOMERS_CLOSED)
        return hold_quietly(a, HOLD_CLOSED, 0, "held-closed", why);
    if (kind == INTENT_ASKED_WORDS || kind == INTENT_COMMANDS ||
        kind == INTENT_DO) /* "please add me": asked first, as at request@ */
        return newcomer_apply(a, why);
    if (policy == NEWCOMERS_CONFIRM && !gate_open(a->f, a->m))
        return hold_quietly(a, HOLD_NEWCOMER, 0, "held-newcomer", why);
    if ((o = person_of_sender(a, policy == NEWCOMERS_CONFIRM ? PERSON_NEWCOMER : PERSON_MEMBER, why)) != DONE)
        return o;
    a->out->person = a->actor.id;
    return apply_intent(a, why);
}

static enum outcome decide(struct act *a, struct fault *why)
{
    enum token_state token = a->r.token.kind == 0 ? STATE_NO_TOKEN : a->r.expired ? STATE_EXPIRED : STATE_VALID;
    uint64_t owner = a->r.token.person != 0 ? a->r.token.person : a->sender.id;
    bool automatic = a->m->origin.automatic != AUTOMATIC_NO;

    /* Anybody may post, says the operator: a stranger's verdict is not looked at. */
    if (a->from == FROM_STRANGER && token == STATE_NO_TOKEN && a->f->conf->people.newcomers == NEWCOMERS_ANY)
        a->verdict = VERDICT_PASS;

    enum identity_action action =
        identity_decide(a->r.target, token, a->from, a->verdict, automatic, a->f->conf->mail.trust);

    switch (action) { /* who may act is the owner of the token, or there is none */
    case IDENTITY_ACT:
        a->actor = a->sender;
        a->invited = token == STATE_VALID;
        return apply_intent(a, why);
    case IDENTITY_CONFIRM:
        a->actor = a->sender;
        a->invited = true;
        return confirm_apply(a, why);
    case IDENTITY_FRESH_PREVIEW:
        a->actor = a->sender;
        return confirm_fresh(a, why);
    case IDENTITY_HOLD_ASK:
        return hold_ask_owner(a, token == STATE_EXPIRED ? HOLD_EXPIRED : HOLD_VERDICT, owner, why);
    case IDENTITY_HOLD_WHOSE:
        return hold_ask_owner(a, HOLD_OTHER, owner, why);
    case IDENTITY_HOLD_FRESH:
        return hold_fresh(a, owner, why);
    case IDENTITY_PREVIEW:
        return newcomer_posts(a, why);
    case IDENTITY_NEWCOMER_COMMANDS:
        return newcomer_apply(a, why);
    case IDENTITY_LEAVE:
        return leave_apply(a, why);
    case IDENTITY_COUNT:
        return report_apply(a, why);
    case IDENTITY_NOTHING:
        return record(a, "confirm-automatic");
    default:
        return hold_quietly(a, a->from == FROM_UNCLEAR ? HOLD_FROM : HOLD_STRANGER, 0,
                            a->from == FROM_UNCLEAR ? "held-from" : "held-stranger", why);
    }
}

/* Whoever sent it hears so, with what they hear of it anyway. */
static void say_several(struct act *a)
{
    for (size_t i = 0; a->several && i < a->out->count; i++) {
        struct change *c = &a->out->list[i];

        if (c->person != 0 && c->person == a->actor.id && (c->kind == CHANGE_POSTED || c->kind == CHANGE_TELL))
            change_pair(a->ctx, c, "several", "yes");
    }
}

enum outcome apply_verified(struct act *a, struct fault *why)
{
    enum outcome o;

    if ((o = apply_sender(a, why)) != DONE || (o = apply_recipient(a, why)) != DONE)
        return o;
    a->from = relation(a);
    a->verdict = VERDICT_PASS;
    a->out->person = a->sender.id;
    o = decide(a, why);
    say_several(a);
    return o;
}

/* Machines, delivery reports and the ways out come before anybody is looked at. What front read in the headers counts, not what the
 * parser says. */
static enum outcome take(struct act *a, struct fault *why)
{
    const struct mail *m = a->m;
    enum automatic automatic = m->origin.automatic;

    if (a->r.target == TARGET_LEAVE || a->r.target == TARGET_BOUNCE)
        return decide(a, why);
    if (intent_complains(&m->report))
        return complaint_apply(a, why);
    if (m->sender == NULL || *m->sender == '\0' || m->report.kind != REPORT_NONE || automatic == AUTOMATIC_REPORT)
        return record(a, "report-unclaimed");
    if (automatic == AUTOMATIC_LIST || m->intent.kind == INTENT_LIST)
        return list_apply(a, why);
    if (automatic != AUTOMATIC_NO || m->intent.kind == INTENT_AUTOMATIC || m->origin.loop)
        return record(a, "automatic");
    if (m->origin.role_sender) /* confirmations other sites send to addresses of ours */
        return hold_quietly(a, HOLD_ROLE, 0, "held-role-sender", why);
    if (a->r.target == TARGET_ROLE)
        return role_apply(a, why);
    if (a->sender.id != 0 && a->sender.state == PERSON_BLOCKED && !block_lets(a))
        return record(a, "blocked");
    if (m->origin.spam)
        return hold_quietly(a, HOLD_SPAM, 0, "held-spam", why);
    return decide(a, why);
}

static enum outcome journal(struct act *a, struct fault *why)
{
    struct changes *c = a->out;
    struct journal_entry e = {
        .at = a->f->now,
        .direction = JOURNAL_IN,
        .person = c->person,
        .post = c->post,
        .held = c->held,
        .notice = c->notice,
        .event = mem_string(a->ctx, c->event == NULL ? "recorded" : c->event),
        .setting = mem_string(a->ctx, ""),
        .result = mem_string(a->ctx, a->has_address ? (a->verdict == VERDICT_PASS   ? "verdict=pass"
                                                       : a->verdict == VERDICT_FAIL ? "verdict=fail"
                                                                                    : "verdict=none")
                                                    : "from unclear"),
    };
    const char *id = a->m->origin.message_id;

    memcpy(e.address, a->hash, SEAL_HASH);
    memcpy(c->address, a->hash, SEAL_HASH);
    if (id != NULL && *id != '\0')
        seal_hash(a->f->seal, "message-id", str_of(id), e.message);
    return store_journal_add(a->f->db, &e, why);
}

enum outcome forum_apply(const struct forum *f, const void *ctx, const struct mail *m, struct changes *out,
                         struct fault *why)
{
    struct act a = {.f = f, .ctx = ctx, .m = m, .out = out};
    bool seen;
    enum outcome o;

    if ((o = apply_sender(&a, why)) != DONE || (o = apply_recipient(&a, why)) != DONE ||
        (o = duplicate(&a, &seen, why)) != DONE)
        return o;
    a.from = relation(&a);
    out->person = a.sender.id;
    if (seen)
        act_event(&a, "duplicate");
    else if ((o = take(&a, why)) != DONE)
        return o;
    say_several(&a);
    return journal(&a, why);
}

enum outcome forum_quarantine(const struct forum *f, const void *ctx, struct str raw, const char *reason,
                              struct changes *out, struct fault *why)
{
    struct buf sealed;
    struct held h = {
        .reason = HOLD_QUARANTINE,
        .state = HELD_WAITING,
        .created = f->now,
        .expires = f->now + f->conf->limits.held_days * DAY,
        .domain = STR_EMPTY,
    };
    struct journal_entry e = {
        .at = f->now, .direction = JOURNAL_IN, .event = mem_string(ctx, "quarantined"), .setting = mem_string(ctx, "")};
    enum outcome o;

    buf_init(&sealed, ctx, raw.n + 4096);
    seal_hold(f->seal, raw, &sealed);
    h.mail = buf_view(&sealed);
    if ((o = store_held_add(f->db, &h, &out->held, why)) != DONE)
        return o;
    out->event = "quarantined";
    e.held = out->held;
    e.result = utf8_line(ctx, utf8_prefix(str_of(reason), 200));
    return store_journal_add(f->db, &e, why);
}
