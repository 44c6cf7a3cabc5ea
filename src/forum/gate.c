#include "base/address.h"
#include "forum/private.h"

/* May anything be sent because of this mail? (RFC 3834, 2) */

static bool our_domain(const struct forum *f, const char *address)
{
    struct str s = str_of(address), ours = str_of(f->conf->forum.domain),
               domain = address_valid(s) ? address_domain(s) : STR_EMPTY;

    return domain.n > 0 && str_equal_nocase(domain, ours);
}

bool gate_person(const struct forum *f, const struct mail *m)
{
    const struct origin *o = &m->origin;

    return m->sender != NULL && *m->sender != '\0' && o->automatic == AUTOMATIC_NO && m->report.kind == REPORT_NONE &&
           !o->role_sender && !o->loop && !o->spam && !our_domain(f, m->sender) && !our_domain(f, o->from);
}

bool gate_open(const struct forum *f, const struct mail *m)
{
    return gate_person(f, m) && m->origin.addressed;
}

enum outcome gate_budget(const struct forum *f, const char *purpose, uint64_t number, int64_t seconds, uint64_t limit,
                         bool *allowed, struct fault *why)
{
    unsigned char key[SEAL_HASH];

    seal_hash(f->seal, purpose, str_from(&number, sizeof number), key);
    return store_budget(f->db, key, f->now, seconds, limit, allowed, why);
}

/* Nobody who consented: once a day to an address, three times a year, and not more in all than the fuse lets through.
 */
static enum outcome newcomer_budget(struct act *a, bool *allowed, struct fault *why)
{
    const struct forum *f = a->f;
    unsigned char key[SEAL_HASH], year[SEAL_HASH];
    enum outcome o;

    seal_hash(f->seal, "answer-day", str_from(a->hash, SEAL_HASH), key);
    if ((o = store_budget(f->db, key, f->now, DAY, 1, allowed, why)) != DONE || !*allowed)
        return o;
    seal_hash(f->seal, "answer-year", str_from(a->hash, SEAL_HASH), year);
    if ((o = store_budget(f->db, year, f->now, 365 * (int64_t)DAY, 3, allowed, why)) != DONE || !*allowed)
        return o;
    return gate_budget(f, "fuse", 0, HOUR, f->conf->limits.global_per_hour, allowed, why);
}

enum outcome gate_may_answer(struct act *a, uint64_t person, bool newcomer, bool *allowed, struct fault *why)
{
    *allowed = false;
    if (!gate_open(a->f, a->m) && a->released == 0)
        return DONE;
    if (newcomer)
        return a->has_address && a->verdict == VERDICT_PASS ? newcomer_budget(a, allowed, why) : DONE;
    return gate_budget(a->f, "answer-member", person, DAY, a->f->conf->limits.automatic_per_day, allowed, why);
}

char *gate_again(const struct act *a, int64_t seconds)
{
    uint64_t minutes = seconds <= 60 ? 1 : ((uint64_t)seconds + 59) / 60;

    return mem_format(a->ctx, lang_count(forum_language(a->f, &a->actor), minutes, "Try again in %llu minute.", "Try again in %llu minutes."),
                      (unsigned long long)minutes);
}

enum outcome gate_budget_again(struct act *a, const char *purpose, uint64_t number, char **text, struct fault *why)
{
    unsigned char key[SEAL_HASH];
    uint64_t used;
    int64_t ends = a->f->now;
    enum outcome o;

    seal_hash(a->f->seal, purpose, str_from(&number, sizeof number), key);
    o = store_budget_look(a->f->db, key, a->f->now, &used, &ends, why);
    *text = gate_again(a, ends - a->f->now);
    return o;
}

enum outcome gate_domain(struct act *a, bool take, int64_t *wait, struct fault *why)
{
    uint64_t limit = a->f->conf->limits.posts_per_domain, used = 0;
    unsigned char key[SEAL_HASH];
    int64_t ends = 0;
    bool allowed;
    enum outcome o;

    *wait = 0;
    if (!a->has_address || a->actor.rung >= RUNG_TRUSTED)
        return DONE;
    seal_hash(a->f->seal, "posts-domain", address_domain(str_of(a->canonical)), key);
    if (take)
        return store_budget(a->f->db, key, a->f->now, HOUR, limit, &allowed, why);
    o = store_budget_look(a->f->db, key, a->f->now, &used, &ends, why);
    if (o == DONE && used >= limit)
        *wait = ends - a->f->now;
    return o;
}
