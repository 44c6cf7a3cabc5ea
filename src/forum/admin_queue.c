#include "forum/admin.h"

static const char *const kinds[] = {
    [NOTICE_QUESTION] = "question", [NOTICE_ANSWER] = "answer",     [NOTICE_COMMENT] = "comment",
    [NOTICE_THREAD] = "thread",     [NOTICE_FOLLOWED] = "followed", [NOTICE_AFTER] = "after",
    [NOTICE_MENTION] = "mention",   [NOTICE_CATEGORY] = "category",   [NOTICE_RECEIPT] = "receipt",   [NOTICE_PREVIEW] = "preview",
    [NOTICE_GUARD] = "guard",       [NOTICE_ASK] = "ask",           [NOTICE_FRESH] = "fresh",
    [NOTICE_CHOICE] = "choice",     [NOTICE_REFUSAL] = "refusal",   [NOTICE_TOLD] = "told",
    [NOTICE_CONFIRM] = "confirm",   [NOTICE_OPERATOR] = "operator", [NOTICE_DIGEST] = "digest",
    [NOTICE_BEST] = "best",         [NOTICE_REVIEW] = "review",     [NOTICE_FLAGGED] = "flagged",
    [NOTICE_NOTE] = "note",         [NOTICE_BLOCKED] = "blocked",   [NOTICE_ROLE] = "role",         [NOTICE_OUTCOME] = "outcome",
    [NOTICE_LIST] = "list",         [NOTICE_FAREWELL] = "farewell", [NOTICE_WELCOME] = "welcome",
    [NOTICE_SHOWN] = "shown",
};
static const char *const states[] = {
    [NOTICE_WAITING] = "waiting", [NOTICE_LEASED] = "leased",       [NOTICE_SENT] = "sent",
    [NOTICE_FAILED] = "failed",   [NOTICE_WITHDRAWN] = "withdrawn", [NOTICE_HELD_BACK] = "held back",
    [NOTICE_GATHERED] = "gathered", [NOTICE_DIGESTED] = "in a digest",
};

const char *admin_notice_state(enum notice_state state)
{
    return states[state];
}

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

struct move {
    unsigned from, all; /* states of notices that can be moved: of one by its number, of all */
    enum notice_state to;
    const char *done;
};
enum { WAITS = 1 << NOTICE_WAITING, FAILED = 1 << NOTICE_FAILED, KEPT = 1 << NOTICE_HELD_BACK };
static const struct move retry = {WAITS | FAILED, WAITS, NOTICE_WAITING, "tried again"},
                         hold = {WAITS, WAITS, NOTICE_HELD_BACK, "held back"},
                         release = {KEPT, KEPT, NOTICE_WAITING, "released"},
                         drop = {WAITS | KEPT, WAITS | KEPT, NOTICE_WITHDRAWN, "dropped"};

/* What was not tried yet waits for its hour, which may be the end of the time in which a post can be undone: it is not rushed. */
static enum outcome move(struct admin *a, const struct move *m, const struct notice *n, struct fault *why)
{
    int64_t due = n->attempts == 0 && n->due > a->f->now ? n->due : a->f->now;
    enum outcome o = store_notice_settle(a->f->db, n->id, m->to, due, n->code, n->words, why);

    if (o == DONE && m->to == NOTICE_WITHDRAWN && n->promise && n->person != 0) /* the next one has to carry the promise */
        o = store_person_greeted(a->f->db, n->person, false, why);
    return o;
}

static enum outcome move_one(struct admin *a, const struct move *m, struct fault *why)
{
    struct notice n = {0};
    uint64_t id;
    enum outcome o = admin_id(a->words[0], &id, why);

    if (o != DONE || (o = store_notice_get(a->f->db, a->ctx, id, &n, why)) != DONE)
        return o;
    if (n.id == 0)
        return fault_set(why, REFUSED, "", "there is no notice %llu", (unsigned long long)id);
    if ((m->from & 1U << n.state) == 0)
        return fault_set(why, REFUSED, "", "notice %llu is %s", (unsigned long long)id, states[n.state]);
    if ((o = move(a, m, &n, why)) != DONE || (o = store_notice_get(a->f->db, a->ctx, id, &n, why)) != DONE)
        return o;
    a->result = notice_json(a, &n);
    return DONE;
}

enum { STEP = 200 };

struct batch {
    const struct move *move;
    uint64_t last; /* looked at */
    size_t seen, count;
    uint64_t ids[STEP];
};

/* Of those that wait only those are tried again that were tried. */
static void collect(void *arg, const struct notice *n)
{
    struct batch *b = arg;

    b->last = n->id;
    b->seen++;
    if ((b->move->all & 1U << n->state) != 0 && (b->move != &retry || n->attempts > 0))
        b->ids[b->count++] = n->id;
}

static enum outcome move_all(struct admin *a, const struct move *m, struct fault *why)
{
    struct batch b = {.move = m, .seen = STEP};
    uint64_t moved = 0;
    enum outcome o = DONE;

    while (o == DONE && b.seen == STEP) {
        void *job = mem_zero(a->ctx, 0);

        b.seen = b.count = 0;
        o = store_notice_list(a->f->db, -1, b.last, STEP, collect, &b, why);
        for (size_t i = 0; i < b.count && o == DONE; i++) {
            struct notice n;

            if ((o = store_notice_get(a->f->db, job, b.ids[i], &n, why)) == DONE)
                o = move(a, m, &n, why);
        }
        moved += b.count;
        mem_free(job);
    }
    if (o == DONE)
        admin_done(a, mem_format(a->ctx, "%s: %llu", m->done, (unsigned long long)moved));
    return o;
}

static enum outcome run(struct admin *a, const struct move *m, struct fault *why)
{
    return strcmp(a->words[0], "all") == 0 ? move_all(a, m, why) : move_one(a, m, why);
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
    return o != DONE ? o : run(a, &retry, why);
}

enum outcome admin_queue_hold(struct admin *a, struct fault *why)
{
    return run(a, &hold, why);
}

enum outcome admin_queue_release(struct admin *a, struct fault *why)
{
    return run(a, &release, why);
}

enum outcome admin_queue_drop(struct admin *a, struct fault *why)
{
    return run(a, &drop, why);
}
