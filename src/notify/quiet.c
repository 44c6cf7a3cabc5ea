#include "base/zone.h"

#include "notify/private.h"

static bool within(unsigned minute, unsigned from, unsigned until)
{
    return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

int64_t quiet_until(const struct person *p, int64_t now)
{
    void *job;
    struct zone zone;
    int64_t until = now;

    if (p->id == 0 || p->quiet_from == p->quiet_until)
        return now;
    job = mem_job("zone");
    zone_find(job, str_of(p->zone), &zone); /* one the database has lost since is UTC */
    if (within(zone_minute(&zone, now), p->quiet_from, p->quiet_until))
        until = zone_next(&zone, now, p->quiet_until);
    mem_free(job);
    return until;
}
