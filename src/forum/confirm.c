#include "forum/private.h"

/* A c token: somebody's word about a mail that waits for it. Which words do what depends on why it is held. */

enum step {
    STEP_ASK,
    STEP_DROP,
    STEP_RELEASE,
    STEP_CONSENT,
    STEP_POST,
    STEP_AS_IS,
    STEP_REDACT,
    STEP_ADD,
    STEP_REPLACE,
    STEP_EXPORT,
    STEP_FORGET
};

struct word_row {
    enum hold_reason reason;
    enum answer_word answer;
    enum step step;
};

static const struct word_row words[] = {
    {HOLD_NEWCOMER, ANSWER_YES, STEP_CONSENT},   {HOLD_SUBSCRIBE, ANSWER_YES, STEP_CONSENT},
    {HOLD_GUARD, ANSWER_REDACT, STEP_REDACT},    {HOLD_GUARD, ANSWER_AS_IS, STEP_AS_IS},
    {HOLD_VERDICT, ANSWER_MINE, STEP_RELEASE},   {HOLD_VERDICT, ANSWER_YES, STEP_RELEASE},
    {HOLD_OTHER, ANSWER_MINE, STEP_RELEASE},     {HOLD_EXPIRED, ANSWER_YES, STEP_RELEASE},
    {HOLD_EXPIRED, ANSWER_MINE, STEP_RELEASE},   {HOLD_CHOICE, ANSWER_ADD, STEP_ADD},
    {HOLD_CHOICE, ANSWER_REPLACE, STEP_REPLACE}, {HOLD_UNRELATED, ANSWER_YES, STEP_POST},
    {HOLD_ASKED_WORDS, ANSWER_YES, STEP_POST},   {HOLD_REFUSED, ANSWER_DROP, STEP_DROP},
    {HOLD_EXPORT, ANSWER_YES, STEP_EXPORT},
    {HOLD_FORGET, ANSWER_YES, STEP_FORGET},      {HOLD_FORGET_WORDS, ANSWER_YES, STEP_FORGET},
};

/* A command that does much is done only once their registered address said ok: the mail with it is held so long. */
enum outcome confirm_command(struct act *a, enum hold_reason reason, struct telling *t, const char *what, const char *subject,
                             const char *text, struct fault *why)
{
    bool allowed;
    uint64_t id;
    enum outcome o = gate_may_answer(a, a->actor.id, false, &allowed, why);

    t->silent = true;
    if (o != DONE || !allowed || (o = hold_mail(a, reason, a->actor.id, &id, why)) != DONE)
        return o;

    struct change *c = change_told(a, a->actor.id, what, subject, text);

    c->held = id;
    change_asked(a, c);
    return DONE;
}

static enum step step_of(enum hold_reason reason, enum answer_word answer)
{
    if (answer == ANSWER_DROP || answer == ANSWER_NO || answer == ANSWER_THEIRS)
        return STEP_DROP;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].reason == reason && words[i].answer == answer)
            return words[i].step;
    return STEP_ASK;
}

/* Consent, stored: version, time, hash of the mail that said ok; who gave it is a member. */
static enum outcome confirm_consent(struct act *a, struct fault *why)
{
    enum outcome o;

    if (a->actor.state == PERSON_NEWCOMER || a->actor.state == PERSON_STOPPED)
        a->actor.state = PERSON_MEMBER;
    if (a->actor.consent_version >= CONSENT_VERSION)
        return person_save(a->f, &a->actor, why);
    a->actor.consent_version = CONSENT_VERSION;
    a->actor.consent_at = a->f->now;
    if (a->actor.rung < RUNG_REACHABLE)
        a->actor.rung = RUNG_REACHABLE;
    if ((o = person_save(a->f, &a->actor, why)) != DONE)
        return o;
    return store_person_consent(a->f->db, a->actor.id, CONSENT_VERSION, a->f->now,
                                str_from(a->m->body_hash, sizeof a->m->body_hash), why);
}

static enum outcome drop(struct act *a, const struct held *h, struct fault *why)
{
    bool stays = person_registered(&a->actor);
    enum outcome o = hold_settle(a->f, a->ctx, h, HELD_DROPPED, why);

    act_event(a, "dropped");
    if (o != DONE || !stays)
        return o;
    return change_answer(a, "dropped", say(a, "It was dropped"), say(a, "That message was dropped; nothing of it was posted.\n"), why);
}

/* `add` and `replace`: the words of the held mail, to the post its receipt was about. */
static enum outcome add_or_replace(struct act *a, const struct held *h, struct mail *m, bool replace, struct fault *why)
{
    /* Both are what a reply to a receipt can be: an edit, or a reply to one's own post. */
    m->intent.kind = replace ? INTENT_EDIT : INTENT_ANSWER;
    a->posted_anyway = true;
    return hold_release(a, h, &a->actor, m, why);
}

static enum outcome subscribe_held(struct act *a, const struct held *h, struct mail *m, struct fault *why)
{
    if (m->intent.kind != INTENT_COMMANDS && m->intent.kind != INTENT_DIGEST)
        m->intent.kind = INTENT_SUBSCRIBE;
    return hold_release(a, h, &a->actor, m, why);
}

static enum outcome take_step(struct act *a, const struct held *h, struct mail *m, enum step step, struct fault *why)
{
    enum outcome o;

    switch (step) {
    case STEP_DROP:
        return drop(a, h, why);
    case STEP_CONSENT:
        if ((o = confirm_consent(a, why)) != DONE)
            return o;
        return h->reason == HOLD_SUBSCRIBE ? subscribe_held(a, h, m, why) : hold_release(a, h, &a->actor, m, why);
    case STEP_AS_IS:
    case STEP_REDACT:
        a->as_is = step == STEP_AS_IS;
        a->redact = step == STEP_REDACT;
        /* A newcomer saw the whole preview with that question: their word is consent as well. */
        return (o = confirm_consent(a, why)) != DONE ? o : hold_release(a, h, &a->actor, m, why);
    case STEP_POST:
        a->posted_anyway = true;
        return hold_release(a, h, &a->actor, m, why);
    case STEP_ADD:
    case STEP_REPLACE:
        return add_or_replace(a, h, m, step == STEP_REPLACE, why);
    case STEP_EXPORT:
        return (o = hold_settle(a->f, a->ctx, h, HELD_RELEASED, why)) != DONE ? o : export_apply(a, why);
    case STEP_FORGET:
        return (o = hold_settle(a->f, a->ctx, h, HELD_RELEASED, why)) != DONE ? o : forget_apply(a, h->reason == HOLD_FORGET_WORDS, why);
    default:
        return hold_release(a, h, &a->actor, m, why);
    }
}

static const char *choices(enum hold_reason reason)
{
    switch (reason) {
    case HOLD_GUARD:
        return PHRASE("redact, as is or drop");
    case HOLD_VERDICT:
    case HOLD_OTHER:
        return PHRASE("mine, theirs or drop");
    case HOLD_DIGEST:
        return PHRASE("the number of the post it is for, or drop");
    case HOLD_CHOICE:
        return PHRASE("add, replace or drop");
    default:
        return PHRASE("ok or drop");
    }
}

/* Other words than those that were asked for: nothing is done, and what is possible is said once more. */
static enum outcome ask_again(struct act *a, const struct held *h, struct mail *m, struct fault *why)
{
    bool allowed;
    enum outcome o;

    act_event(a, "confirm-unclear");
    if (h->reason == HOLD_NEWCOMER || h->reason == HOLD_GUARD) {
        if ((o = gate_may_answer(a, a->actor.id, false, &allowed, why)) != DONE || !allowed)
            return o;
        a->show = h->id;
        a->unclear = true;
        return hold_release(a, h, &a->actor, m, why);
    }
    return change_answer(
        a, "unclear", say(a, "Nothing was done yet"),
        mem_format(a->ctx,
                   say(a, "Your reply should be one of these words: %s. Please reply to the earlier message once more.\n"),
                   say(a, choices(h->reason))),
        why);
}

static enum outcome find(struct act *a, struct held *h, struct mail *m, bool *waiting, struct fault *why)
{
    enum outcome o = store_held_get(a->f->db, a->ctx, a->r.token.object, h, why);

    *waiting = o == DONE && h->id != 0 && h->person == a->actor.id && h->state == HELD_WAITING;
    return *waiting ? hold_open(a->f, a->ctx, h, m, why) : o;
}

enum outcome confirm_apply(struct act *a, struct fault *why)
{
    struct held h = {0};
    struct mail m;
    bool waiting, stop;
    enum outcome o = find(a, &h, &m, &waiting, why);

    if (o != DONE)
        return o;
    if (!waiting) {
        act_event(a, "confirm-late");
        return change_answer(a, "settled", say(a, "That is settled already"),
                             say(a, "The message you were asked about does not wait any more.\n"), why);
    }
    a->out->held = h.id;

    enum verb verb = intent_command(a->ctx, str_of(a->m->intent.words)).verb;

    if (verb == VERB_SHOW)
        return show_held(a, h.id, why);
    if ((o = commands_stop(a, &stop, why)) != DONE || stop)
        return o;

    enum step step = step_of(h.reason, a->m->intent.answer);

    if (h.reason == HOLD_DIGEST && step == STEP_ASK && (a->item = digested_number(a->m->intent.words)) != 0)
        step = STEP_RELEASE;
    if (h.reason == HOLD_ASKED_WORDS && step == STEP_ASK && m.intent.kind != INTENT_ASKED_WORDS && aside_knows(verb)) {
        a->aside = verb;
        step = STEP_RELEASE;
    }

    act_event(a, "confirmed");
    return step == STEP_ASK ? ask_again(a, &h, &m, why) : take_step(a, &h, &m, step, why);
}

/* An expired c token confirms nothing; while the mail is still held, its owner gets a fresh preview, once a day. */
enum outcome confirm_fresh(struct act *a, struct fault *why)
{
    struct held h = {0};
    struct mail m;
    bool waiting, allowed;
    enum outcome o = find(a, &h, &m, &waiting, why);

    act_event(a, "confirm-expired");
    if (o != DONE || !waiting || !gate_open(a->f, a->m) ||
        (o = gate_budget(a->f, "ask", a->actor.id, DAY, 1, &allowed, why)) != DONE || !allowed)
        return o;
    a->invited = true;
    if (h.reason == HOLD_NEWCOMER || h.reason == HOLD_GUARD) {
        a->show = h.id;
        return hold_release(a, &h, &a->actor, &m, why);
    }

    struct change *c = change_tell(a, NOTICE_CHOICE, a->actor.id, h.id);

    change_pair(a->ctx, c, "why", "expired");
    change_number(a->ctx, c, "post", 0);
    change_pair(a->ctx, c, "title", "");
    change_pair(a->ctx, c, "text", "");
    change_pair(a->ctx, c, "choices", choices(h.reason));
    return DONE;
}
