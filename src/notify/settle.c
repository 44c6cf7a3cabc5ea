#include "base/log.h"
#include "base/random.h"

#include "notify/private.h"

enum { DELAY_FIRST = 60, DELAY_MOST = 4 * 60 * 60, PAUSE_MOST = 60 * 60 };

/* 1, 2, 4 ... minutes up to four hours, each a fifth shorter to a fifth longer, so that what failed together does not
 * come back together. */
int64_t settle_delay(unsigned attempts)
{
    int64_t delay = DELAY_FIRST;
    uint32_t spread;

    while (attempts-- > 1 && delay < DELAY_MOST)
        delay *= 2;
    if (delay > DELAY_MOST)
        delay = DELAY_MOST;
    spread = (uint32_t)(delay * 2 / 5);
    return delay - spread / 2 + random_below(spread + 1);
}

/* ---- the relay, as a whole ---- */

static enum outcome get_number(const struct forum *f, const void *ctx, const char *key, uint64_t *number,
                               struct fault *why)
{
    char *value;
    enum outcome outcome = store_value_get(f->db, ctx, key, &value, why);

    *number = 0;
    if (outcome == DONE && !str_number(str_of(value), INT64_MAX, number))
        *number = 0;
    return outcome;
}

static enum outcome set_number(const struct forum *f, const void *ctx, const char *key, uint64_t number,
                               struct fault *why)
{
    return store_value_set(f->db, key, number == 0 ? "" : mem_format(ctx, "%llu", (unsigned long long)number), why);
}

enum outcome relay_pause(const struct forum *f, const void *ctx, int64_t *until, struct fault *why)
{
    uint64_t number;
    enum outcome outcome = get_number(f, ctx, RELAY_UNTIL, &number, why);

    *until = (int64_t)number;
    return outcome;
}

/* The relay wants nothing of ours: nothing is tried for a while, longer each time, and the operator hears what it said.
 * One pause per while: the other mails that were on their way then do not lengthen it. */
static enum outcome relay_refused(const struct forum *f, const void *ctx, const struct settlement *s, struct fault *why)
{
    uint64_t refusals, until;
    int64_t pause = DELAY_FIRST;
    enum outcome outcome = get_number(f, ctx, RELAY_REFUSALS, &refusals, why);

    if (outcome == DONE)
        outcome = get_number(f, ctx, RELAY_UNTIL, &until, why);
    if (outcome != DONE || (int64_t)until > f->now)
        return outcome;
    for (uint64_t i = 0; i < refusals && pause < PAUSE_MOST; i++)
        pause *= 2;
    if (pause > PAUSE_MOST)
        pause = PAUSE_MOST;
    log_error("relay-refuses", "code=%s words=\"%s\" pause=%lld", s->code, s->words, (long long)pause);
    outcome = set_number(f, ctx, RELAY_REFUSALS, refusals + 1, why);
    if (outcome == DONE)
        outcome = set_number(f, ctx, RELAY_UNTIL, (uint64_t)(f->now + pause), why);
    return outcome == DONE ? store_value_set(f->db, RELAY_WORDS, mem_format(ctx, "%s %s", s->code, s->words), why)
                           : outcome;
}

static enum outcome relay_works(const struct forum *f, const void *ctx, struct fault *why)
{
    uint64_t refusals;
    enum outcome outcome = get_number(f, ctx, RELAY_REFUSALS, &refusals, why);

    if (outcome != DONE || refusals == 0)
        return outcome;
    outcome = set_number(f, ctx, RELAY_REFUSALS, 0, why);
    return outcome == DONE ? set_number(f, ctx, RELAY_UNTIL, 0, why) : outcome;
}

/* ---- one notice
 * ------------------------------------------------------------------------------------------------------ */

static enum outcome record(const struct forum *f, const void *ctx, const struct notice *n, const struct settlement *s,
                           enum notice_state state, const char *result, int64_t due, struct fault *why)
{
    const char *space = *s->words == '\0' ? "" : " ";
    enum outcome outcome = store_notice_settle(f->db, n->id, state, due, s->code, s->words, why);

    if (outcome == DONE && state == NOTICE_FAILED && n->promise && n->person != 0) /* the next one has to carry the promise */
        outcome = store_person_greeted(f->db, n->person, false, why);
    if (outcome != DONE)
        return outcome;
    return notify_journal(f, n, "", mem_format(ctx, "%s %s%s%s", result, s->code, space, s->words), why);
}

static enum outcome sent(const struct forum *f, const void *ctx, const struct notice *n, const struct settlement *s,
                         struct fault *why)
{
    enum outcome outcome = record(f, ctx, n, s, NOTICE_SENT, "sent", f->now, why);

    return outcome == DONE ? relay_works(f, ctx, why) : outcome;
}

static enum outcome later(const struct forum *f, const void *ctx, const struct notice *n, const struct settlement *s,
                          struct fault *why)
{
    int64_t due = f->now + settle_delay(n->attempts);

    if (due > n->give_up) {
        log_warn("notice-given-up", "notice=%llu attempts=%u code=%s", (unsigned long long)n->id, n->attempts, s->code);
        return record(f, ctx, n, s, NOTICE_FAILED, "given up", f->now, why);
    }
    return record(f, ctx, n, s, NOTICE_WAITING, "later", due, why);
}

/* Refused by the recipient's side, or by render, because what it is about went since it was claimed: that is no
 * failure. */
static enum outcome refused(const struct forum *f, const void *ctx, const struct notice *n, const struct settlement *s,
                            struct fault *why)
{
    struct gate gate = {.open = true};
    enum outcome outcome = gate_subject(f, ctx, n, &gate, why);

    if (outcome == DONE && gate.open)
        return record(f, ctx, n, s, NOTICE_FAILED, "refused", f->now, why);
    if (outcome == DONE)
        outcome = store_notice_settle(f->db, n->id, NOTICE_WITHDRAWN, f->now, s->code, s->words, why);
    return outcome == DONE ? notify_journal(f, n, gate.setting, "withdrawn", why) : outcome;
}

static enum outcome settle_one(const struct forum *f, const void *ctx, const struct settlement *s, struct fault *why)
{
    struct notice n;
    enum outcome outcome = store_notice_get(f->db, ctx, s->notice, &n, why);

    /* One that is not leased was settled before: a report that came twice, or after its lease ran out. */
    if (outcome != DONE || n.id == 0 || n.state != NOTICE_LEASED)
        return outcome;
    switch (s->what) {
    case SETTLED_SENT:
        return sent(f, ctx, &n, s, why);
    case SETTLED_REFUSED:
        return refused(f, ctx, &n, s, why);
    case SETTLED_RELAY:
        outcome = relay_refused(f, ctx, s, why);
        return outcome == DONE ? later(f, ctx, &n, s, why) : outcome;
    case SETTLED_LATER:
        break;
    }
    return later(f, ctx, &n, s, why);
}

enum outcome notify_settle(const struct forum *f, const void *ctx, const struct settlement *list, size_t count,
                           struct fault *why)
{
    enum outcome outcome = DONE;

    for (size_t i = 0; i < count && outcome == DONE; i++)
        outcome = settle_one(f, ctx, &list[i], why);
    return outcome;
}
