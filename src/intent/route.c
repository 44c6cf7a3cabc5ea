#include "intent/intent.h"

enum { SLUG_MAX = 64, DEPTH_MAX = 4, TOKEN = 41, BOUNCE = 24 };

/* Local parts with a meaning of their own (RFC 2142, and the forum's). */
static const struct {
    const char *name;
    enum route_kind kind;
} names[] = {{"ask", ROUTE_ASK}, {"reply", ROUTE_REPLY}, {"request", ROUTE_REQUEST}, {"help", ROUTE_REQUEST},
             {"postmaster", ROUTE_ROLE}, {"abuse", ROUTE_ROLE}, {"hostmaster", ROUTE_ROLE}, {"webmaster", ROUTE_ROLE},
             {"security", ROUTE_ROLE}, {"admin", ROUTE_ROLE}, {"administrator", ROUTE_ROLE}, {"owner", ROUTE_ROLE},
             {"noreply", ROUTE_ROLE}, {"no-reply", ROUTE_ROLE}, {"mailer-daemon", ROUTE_ROLE}, {"root", ROUTE_ROLE}};

static const struct {
    const char *suffix;
    enum route_kind kind;
} suffixes[] = {{"subscribe", ROUTE_SUBSCRIBE}, {"unsubscribe", ROUTE_UNSUBSCRIBE}, {"digest", ROUTE_DIGEST}};

static bool base32(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = (char)(s.p[i] | 0x20);

        if (!((c >= 'a' && c <= 'z') || (s.p[i] >= '2' && s.p[i] <= '7')))
            return false;
    }
    return true;
}

/* A token by its shape, alone or behind BATV (prvs=tag=) or SRS (SRS0=hash=tt=domain=). */
static bool token_shaped_part(struct str s)
{
    size_t equals;
    char kind;

    if (str_starts_nocase(s, STR("prvs=")) || str_starts_nocase(s, STR("SRS0")) || str_starts_nocase(s, STR("SRS1")))
        while ((equals = str_index(s, '=')) < s.n)
            s = str_from_index(s, equals + 1);
    if (s.n == 0 || !base32(s))
        return false;
    kind = (char)(s.p[0] | 0x20);
    if (s.n == BOUNCE)
        return kind == 'b';
    return s.n == TOKEN && (kind == 'r' || kind == 'd' || kind == 'c' || kind == 'u');
}

/* part *("." part), each of letters, digits and inner hyphens; at most four deep. */
static bool slug_path(struct str s)
{
    struct str part;
    unsigned depth = 0;

    if (s.n == 0 || s.n > SLUG_MAX)
        return false;
    while (str_next_part(&s, '.', &part)) {
        if (++depth > DEPTH_MAX || part.n == 0 || part.p[0] == '-' || part.p[part.n - 1] == '-')
            return false;
        for (size_t i = 0; i < part.n; i++) {
            char c = part.p[i];

            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
                return false;
        }
    }
    return true;
}

static bool with_suffix(struct str s, struct route *route)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        struct str suffix = str_of(suffixes[i].suffix), path;

        if (s.n <= suffix.n + 1 || !str_ends_nocase(s, suffix))
            continue;
        path = str_from(s.p, s.n - suffix.n - 1);
        if ((s.p[path.n] == '+' || s.p[path.n] == '-') && slug_path(path)) {
            *route = (struct route){suffixes[i].kind, path};
            return true;
        }
    }
    return false;
}

struct route intent_route(struct str local_part)
{
    struct route route = {ROUTE_UNKNOWN, STR_EMPTY};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal_nocase(local_part, str_of(names[i].name)))
            return (struct route){names[i].kind, STR_EMPTY};
    if (token_shaped_part(local_part))
        route.kind = ROUTE_TOKEN;
    else if (with_suffix(local_part, &route))
        return route;
    else if (slug_path(local_part))
        route = (struct route){ROUTE_CATEGORY, local_part};
    return route;
}
