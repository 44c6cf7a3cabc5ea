#include "base/clock.h"
#include "forum/private.h"

/* What clocks somebody lives by, and between which hours they want to hear nothing. */

struct zone hours_of(const void *ctx, const struct person *p)
{
    struct zone clocks;

    zone_find(ctx, str_of(p->zone), &clocks);
    return clocks;
}

char *hours_when(const void *ctx, const struct zone *clocks, int64_t at)
{
    char text[20];

    clock_short(at + zone_offset(clocks, at), text);
    return mem_format(ctx, "%s%s", text, *clocks->name == '\0' ? " UTC" : "");
}

/* "Europe/Berlin (where it is 14:05 now)" */
char *hours_zone(struct act *a)
{
    struct zone clocks = hours_of(a->ctx, &a->actor);
    unsigned minute = zone_minute(&clocks, a->f->now);

    return mem_format(a->ctx, say(a, "%s (where it is %02u:%02u now)"), *a->actor.zone == '\0' ? "UTC" : a->actor.zone, minute / 60, minute % 60);
}

char *hours_quiet(struct act *a)
{
    unsigned from = a->actor.quiet_from, until = a->actor.quiet_until;

    return from == until ? typed(a, "off")
                         : mem_format(a->ctx, "%02u:%02u-%02u:%02u", from / 60, from % 60, until / 60, until % 60);
}

enum outcome hours_set_zone(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    struct zone zone;

    if (value.n == 0 || !zone_find(a->ctx, value, &zone)) {
        buf_format(&t->text,
                   say(a, "The forum knows no time zone \"%s\". Write a region and a city, as in \"set timezone Europe/Berlin\" or \"set timezone "
                   "America/New_York\", or how far from UTC you are, as in \"set timezone +02:00\".\n"),
                   utf8_line(a->ctx, utf8_prefix(value, 60)));
        return DONE;
    }
    a->actor.zone = mem_string(a->ctx, zone.name);
    buf_format(&t->text, say(a, "%s is now: %s\n"), typed(a, "timezone"), hours_zone(a));
    return person_save(a->f, &a->actor, why);
}

/* "22:00-07:00", "22 - 7", "22:00 to 7:00" (in any language), perhaps with "hours" before it. */
static bool read_hours(struct str s, unsigned *from, unsigned *until)
{
    struct str rest = s, word;
    size_t dash = s.n;

    if (str_next_word(&rest, &word) && lang_means(word, "(hours)"))
        s = str_trim(rest);
    for (rest = s; str_next_word(&rest, &word);)
        if (lang_means(word, "(until)"))
            return zone_read_minute(str_trim(str_from(s.p, (size_t)(word.p - s.p))), from) && zone_read_minute(str_trim(rest), until);
    dash = str_index(s, '-');
    if (dash < s.n)
        rest = str_from_index(s, dash + 1);
    else if ((dash = str_find(s, STR("\xe2\x80\x93"))) < s.n) /* the dash that telephones make of it */
        rest = str_from_index(s, dash + 3);
    return dash < s.n && zone_read_minute(str_trim(str_from(s.p, dash)), from) && zone_read_minute(str_trim(rest), until);
}

enum outcome hours_set_quiet(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    struct str rest = value, first;
    bool off = lang_means(str_next_word(&rest, &first) && lang_means(first, "(hours)") ? str_trim(rest) : value, "off");
    unsigned from = 0, until = 0;

    if (!off && (!read_hours(value, &from, &until) || from == until)) {
        buf_text(&t->text, say(a, "Write from when to when, as in \"set quiet 22:00-07:00\", or \"set quiet off\".\n"));
        return DONE;
    }
    a->actor.quiet_from = from;
    a->actor.quiet_until = until;
    buf_format(&t->text, say(a, "%s is now: %s\n"), typed(a, "quiet"), hours_quiet(a));
    if (from != until) {
        buf_text(&t->text, say(a, "What comes up in these hours is sent when they are over; answers to what you send yourself come at once.\n"));
        buf_format(&t->text, say(a, "Your time zone is %s.\n"), hours_zone(a));
        if (*a->actor.zone == '\0')
            buf_text(&t->text, say(a, "Is that not your time? Write \"set timezone Europe/Berlin\", or where you are.\n"));
    }
    return person_save(a->f, &a->actor, why);
}
