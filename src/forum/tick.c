#include "base/log.h"
#include "forum/private.h"

/* What time does. */

enum { STEP = 100 };

static enum outcome expire(const struct forum *f, const void *ctx, size_t *count, struct fault *why)
{
    struct held *list = NULL;
    enum outcome o = store_held_expired(f->db, ctx, f->now, STEP, &list, count, why);

    for (size_t i = 0; i < *count && o == DONE; i++) {
        log_info("hold-expired", "held=%llu reason=%s", (unsigned long long)list[i].id,
                 hold_reason_name(list[i].reason));
        o = hold_settle(f, ctx, &list[i], HELD_EXPIRED, why);
    }
    return o;
}

struct strays {
    const struct forum *f;
    uint64_t ids[STEP], known[STEP], last;
    size_t count, known_count, looked;
};

static void collect(void *arg, const struct person *p)
{
    struct strays *s = arg;

    s->looked++;
    s->last = p->id;
    if (p->state != PERSON_FORGOTTEN)
        s->known[s->known_count++] = p->id;
    if (p->state == PERSON_NEWCOMER && p->consent_version == 0 &&
        p->created < s->f->now - s->f->conf->limits.held_days * DAY)
        s->ids[s->count++] = p->id;
}

/* People who once asked for help and never came back: their address is forgotten; so are those who were forgotten before, and came back
 * with a backup. A step at a time, round and round. */
static enum outcome remove_strays(const struct forum *f, const void *ctx, struct changes *out, bool *more, struct fault *why)
{
    struct strays s = {.f = f};
    char *cursor = NULL;
    uint64_t after = 0, waiting = 0;
    enum outcome o = store_value_get(f->db, ctx, FORUM_PEOPLE_CURSOR, &cursor, why);

    if (o != DONE)
        return o;
    if (!str_number(str_of(cursor), UINT64_MAX / 2, &after))
        after = 0;
    if ((o = store_person_list(f->db, after, STEP, collect, &s, why)) != DONE)
        return o;
    for (size_t i = 0; i < s.count && o == DONE; i++)
        if ((o = store_held_count(f->db, STR_EMPTY, s.ids[i], &waiting, why)) == DONE && waiting == 0)
            o = store_person_remove(f->db, s.ids[i], why);
    for (size_t i = 0; i < s.known_count && o == DONE; i++)
        o = forget_again(f, ctx, out, s.known[i], why);
    *more = *more || s.looked == STEP;
    if (o == DONE && (s.looked > 0 || after > 0))
        o = store_value_set(f->db, FORUM_PEOPLE_CURSOR,
                            mem_format(ctx, "%llu", (unsigned long long)(s.looked == STEP ? s.last : 0)), why);
    return o;
}

enum outcome forum_tick(const struct forum *f, const void *ctx, struct changes *out, bool *more, struct fault *why)
{
    size_t count = 0;
    char *last = NULL;
    uint64_t day = 0, today = (uint64_t)(f->now / DAY);
    enum outcome o = expire(f, ctx, &count, why);

    *more = count == STEP;
    if (o == DONE)
        o = moderate_tick(f, ctx, out, why);
    if (o == DONE)
        o = forget_tick(f, ctx, why);
    if (o == DONE && !*more)
        o = store_search_step(f->db, f->now, STEP, more, why);
    if (o != DONE || (o = store_value_get(f->db, ctx, FORUM_PEOPLE_DAY, &last, why)) != DONE)
        return o;
    if (str_number(str_of(last), UINT64_MAX / 2, &day) && day == today)
        return DONE;

    bool strays = false;

    if ((o = remove_strays(f, ctx, out, &strays, why)) != DONE)
        return o;
    if (strays) {
        *more = true;
        return DONE;
    }
    return store_value_set(f->db, FORUM_PEOPLE_DAY, mem_format(ctx, "%llu", (unsigned long long)today), why);
}
