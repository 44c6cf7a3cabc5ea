/* Digests: what is not to be sent at once is gathered, and becomes one mail at its hour. A gathered notice is a row as every other, and so is
 * the digest: gathering costs an audience no more than planning does, and a post costs the same however many gather it. */
#include "base/zone.h"

#include "notify/private.h"

enum { DAY = 86400, MONDAY = 4 /* day 0 was a Thursday */ };

static bool is_monday(const struct zone *zone, int64_t at)
{
    return (at + zone_offset(zone, at)) / DAY % 7 == MONDAY;
}

int64_t digest_due(const struct forum *f, const struct person *p, enum pace pace, int64_t after)
{
    unsigned minute = (unsigned)f->conf->forum.digest_hour * 60;
    void *job = mem_job("zone");
    struct zone zone;
    int64_t due;

    zone_find(job, str_of(p->zone), &zone); /* one the database has lost since is UTC */
    due = zone_next(&zone, after, minute);
    while (pace == PACE_WEEKLY && !is_monday(&zone, due))
        due = zone_next(&zone, due, minute);
    mem_free(job);
    return quiet_until(p, due);
}

enum outcome digest_gather(const struct forum *f, struct notice *n, const struct person *p, const struct gate *gate, bool *added, struct fault *why)
{
    int64_t due = digest_due(f, p, gate->pace, n->due > f->now ? n->due : f->now);
    enum outcome o = store_digest_at(f->db, n->person, f->now, due, due + f->conf->limits.give_up, &n->digest, why);

    *added = false;
    if (o != DONE)
        return o;
    n->state = NOTICE_GATHERED;
    o = n->id == 0 ? store_notice_add(f->db, n, added, &n->id, why) : store_digest_gather(f->db, n->id, n->digest, why);
    return o != DONE || n->id == 0 ? o : notify_journal(f, n, gate->setting, "for the digest", why);
}

/* Whether it, about a post a moderator is to look at, or the best answer, is said anew by one behind it. */
static bool said_anew(const struct notice *list, size_t count, const struct notice *n)
{
    for (const struct notice *later = n + 1; later < list + count; later++)
        if (n->post == 0 && n->kind != NOTICE_OUTCOME && later->kind == n->kind && later->about == n->about)
            return true;
    return false;
}

/* Whether it may still be told, by the settings and the posts as they are now. */
static enum outcome still(const struct forum *f, const void *ctx, const struct notice *n, const struct person *person, bool anew, bool *yes, struct fault *why)
{
    struct gate gate = {.open = false, .setting = "said anew"};
    enum outcome o = anew ? DONE : gate_look(f, ctx, n, person, &gate, why);

    *yes = o == DONE && gate.open;
    if (o != DONE || gate.open)
        return o;
    o = notify_journal(f, n, gate.setting, "withdrawn", why);
    return o == DONE ? store_notice_settle(f->db, n->id, NOTICE_WITHDRAWN, f->now, "", "", why) : o;
}

static enum outcome tell_item(const struct forum *f, const void *ctx, const struct notice *n, struct fault *why)
{
    struct post post;
    enum outcome o = store_post_get(f->db, ctx, n->post != 0 ? n->post : n->about, &post, why);

    return o == DONE ? store_digest_tell(f->db, n->id, f->now, post.revision, why) : o;
}

/* The rows of what it tells say so from now on, with the revisions told: they are its frozen items. */
enum outcome digest_settle(const struct forum *f, const void *ctx, const struct notice *digest, const struct person *person, bool *empty, struct fault *why)
{
    struct notice *list;
    size_t count = 0, told = 0;
    bool yes = true;
    enum outcome o;

    do { /* where some fall away, others take their places */
        o = store_digest_items(f->db, ctx, digest->id, NOTICE_GATHERED, (unsigned)(DIGEST_ITEMS - told), &list, &count, why);
        for (size_t i = 0; i < count && o == DONE; i++) {
            if ((o = still(f, ctx, &list[i], person, said_anew(list, count, &list[i]), &yes, why)) == DONE && yes) {
                o = tell_item(f, ctx, &list[i], why);
                told++;
            }
        }
    } while (o == DONE && count > 0 && told < DIGEST_ITEMS);
    *empty = told == 0;
    return o == DONE && !*empty ? store_digest_rest(f->db, digest->id, f->now, why) : o;
}
