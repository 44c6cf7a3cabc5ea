#include "forum/admin.h"

static const char *const kinds[] = {
    [NOTICE_QUESTION] = "question", [NOTICE_ANSWER] = "answer",     [NOTICE_COMMENT] = "comment",
    [NOTICE_THREAD] = "thread", [NOTICE_AFTER] = "after", [NOTICE_MENTION] = "mention",     [NOTICE_RECEIPT] = "receipt",   [NOTICE_PREVIEW] = "preview",
    [NOTICE_GUARD] = "guard",       [NOTICE_ASK] = "ask",           [NOTICE_FRESH] = "fresh",
    [NOTICE_CHOICE] = "choice",     [NOTICE_REFUSAL] = "refusal",   [NOTICE_TOLD] = "told",
    [NOTICE_CONFIRM] = "confirm",   [NOTICE_OPERATOR] = "operator", [NOTICE_DIGEST] = "digest",
};
static const char *const states[] = {
    [NOTICE_WAITING] = "waiting", [NOTICE_LEASED] = "leased",       [NOTICE_SENT] = "sent",
    [NOTICE_FAILED] = "failed",   [NOTICE_WITHDRAWN] = "withdrawn", [NOTICE_HELD_BACK] = "held back",
    [NOTICE_GATHERED] = "gathered", [NOTICE_DIGESTED] = "in a digest",
};

static json_t *notice_json(struct admin *a, const struct notice *n)
{
    json_t *o = json_object();

    admin_number(o, "notice", n->id);
    admin_put(
        o, "kind",
        json_string((size_t)n->kind < sizeof kinds / sizeof *kinds && kinds[n->kind] != NULL ? kinds[n->kind] : "?"));
    admin_number(o, "person", n->person);
    admin_number(o, "post", n->post);
    admin_put(o, "state", json_string(states[n->state]));
    admin_put(o, "due", admin_time(n->due));
    admin_number(o, "attempts", n->attempts);
    admin_put(o, "code", admin_line(a->ctx, n->code));
    admin_put(o, "words", admin_line(a->ctx, n->words));
    return o;
}

static void list_one(void *arg, const struct notice *n)
{
    struct admin *a = arg;

    json_array_append_new(a->result, notice_json(a, n));
}

enum outcome admin_queue_list(struct admin *a, struct fault *why)
{
    uint64_t after = 0;
    enum outcome o = a->count == 0 ? DONE : admin_id(a->words[0], &after, why);

    a->result = json_array();
    return o != DONE ? o : store_notice_list(a->f->db, -1, after, 200, list_one, a, why);
}

/* Only what has not been settled can still be moved. */
static enum outcome move(struct admin *a, unsigned from_states, enum notice_state to, struct fault *why)
{
    struct notice n = {0};
    uint64_t id;
    enum outcome o = admin_id(a->words[0], &id, why);

    if (o != DONE || (o = store_notice_get(a->f->db, a->ctx, id, &n, why)) != DONE)
        return o;
    if (n.id == 0)
        return fault_set(why, REFUSED, "", "there is no notice %llu", (unsigned long long)id);
    if ((from_states & 1U << n.state) == 0)
        return fault_set(why, REFUSED, "", "notice %llu is %s", (unsigned long long)id, states[n.state]);
    if ((o = store_notice_settle(a->f->db, id, to, a->f->now, n.code, n.words, why)) != DONE ||
        (o = store_notice_get(a->f->db, a->ctx, id, &n, why)) != DONE)
        return o;
    a->result = notice_json(a, &n);
    return DONE;
}

/* Whoever asks for it has mended the relay: the pause that began when it refused us is over. */
enum outcome admin_queue_retry(struct admin *a, struct fault *why)
{
    uint64_t asked = 0;
    char *before;
    enum outcome o = store_value_get(a->f->db, a->ctx, FORUM_RELAY_ASKED, &before, why);

    if (o != DONE || (o = store_value_set(a->f->db, FORUM_RELAY_UNTIL, "", why)) != DONE)
        return o;
    if (!str_number(str_of(before), UINT32_MAX - 1, &asked))
        asked = 0;
    o = store_value_set(a->f->db, FORUM_RELAY_ASKED, mem_format(a->ctx, "%llu", (unsigned long long)asked + 1), why);
    return o != DONE ? o : move(a, 1U << NOTICE_WAITING | 1U << NOTICE_FAILED, NOTICE_WAITING, why);
}

enum outcome admin_queue_hold(struct admin *a, struct fault *why)
{
    return move(a, 1U << NOTICE_WAITING, NOTICE_HELD_BACK, why);
}

enum { STEP = 200 };

struct batch {
    uint64_t ids[STEP];
    size_t count;
};

static void collect(void *arg, const struct notice *n)
{
    struct batch *b = arg;

    if (b->count < STEP)
        b->ids[b->count++] = n->id;
}

/* All that was held back, by a restore for one. */
static enum outcome release_all(struct admin *a, struct fault *why)
{
    uint64_t released = 0;
    enum outcome o = DONE;

    for (;;) {
        struct batch b = {.count = 0};

        if ((o = store_notice_list(a->f->db, NOTICE_HELD_BACK, 0, STEP, collect, &b, why)) != DONE || b.count == 0)
            break;
        for (size_t i = 0; i < b.count && o == DONE; i++)
            o = store_notice_settle(a->f->db, b.ids[i], NOTICE_WAITING, a->f->now, "", "", why);
        if (o != DONE)
            break;
        released += b.count;
    }
    if (o == DONE)
        admin_done(a, mem_format(a->ctx, "released: %llu", (unsigned long long)released));
    return o;
}

enum outcome admin_queue_release(struct admin *a, struct fault *why)
{
    if (strcmp(a->words[0], "all") == 0)
        return release_all(a, why);
    return move(a, 1U << NOTICE_HELD_BACK, NOTICE_WAITING, why);
}

enum outcome admin_queue_drop(struct admin *a, struct fault *why)
{
    return move(a, 1U << NOTICE_WAITING | 1U << NOTICE_HELD_BACK, NOTICE_WITHDRAWN, why);
}
