#include "unit.h"

#include "intent/intent.h"

#define R "raaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"

static const struct {
    const char *local;
    enum route_kind kind;
    const char *category;
} rows[] = {
    {"ask", ROUTE_ASK, ""}, {"Ask", ROUTE_ASK, ""}, {"reply", ROUTE_REPLY, ""}, {"request", ROUTE_REQUEST, ""}, {"HELP", ROUTE_REQUEST, ""},
    {"postmaster", ROUTE_ROLE, ""}, {"Abuse", ROUTE_ROLE, ""}, {"noreply", ROUTE_ROLE, ""},
    {R, ROUTE_TOKEN, ""}, {"DAAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD", ROUTE_TOKEN, ""}, {"baaaaaaaaaabbbbbbbbbb234", ROUTE_TOKEN, ""},
    {"prvs=1234abcdef=" R, ROUTE_TOKEN, ""}, {"SRS0=HHHH=TT=x.example=baaaaaaaaaabbbbbbbbbb234", ROUTE_TOKEN, ""},
    {"xaaaaaaaaaabbbbbbbbbbccccccccccdddddddddd", ROUTE_CATEGORY, "xaaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"},
    {"psychotherapy", ROUTE_CATEGORY, "psychotherapy"}, {"parent.child", ROUTE_CATEGORY, "parent.child"}, {"a.b.c.d", ROUTE_CATEGORY, "a.b.c.d"},
    {"a.b.c.d.e", ROUTE_UNKNOWN, ""}, {"a..b", ROUTE_UNKNOWN, ""}, {".a", ROUTE_UNKNOWN, ""}, {"a b", ROUTE_UNKNOWN, ""}, {"", ROUTE_UNKNOWN, ""},
    {"-a", ROUTE_UNKNOWN, ""}, {"caf\xc3\xa9", ROUTE_UNKNOWN, ""},
    {"sleep+subscribe", ROUTE_SUBSCRIBE, "sleep"}, {"sleep-subscribe", ROUTE_SUBSCRIBE, "sleep"}, {"sleep+UNSUBSCRIBE", ROUTE_UNSUBSCRIBE, "sleep"},
    {"sleep-unsubscribe", ROUTE_UNSUBSCRIBE, "sleep"}, {"a.b+digest", ROUTE_DIGEST, "a.b"}, {"+subscribe", ROUTE_UNKNOWN, ""},
    {"sleep+other", ROUTE_UNKNOWN, ""},
};

static void table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct route route = intent_route(str_of(rows[i].local));

        if (route.kind != rows[i].kind || !str_equal(route.category, str_of(rows[i].category)))
            fail_msg("%s is %d", rows[i].local, (int)route.kind);
    }
}

UNIT_MAIN(UNIT(table))
