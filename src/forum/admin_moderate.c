#include "forum/admin.h"
#include "store/flag.h"

/* What moderators do by mail, from the machine; and the record of who did what. */

static const char *const reasons[] = {
    [REVIEW_FIRST] = "first post", [REVIEW_ALL] = "all posts", [REVIEW_CRISIS] = "crisis"};

static enum outcome add_waiting(struct admin *a, const struct review *r, struct fault *why)
{
    struct post p;
    json_t *o = json_object();
    enum outcome outcome = store_post_get(a->f->db, a->ctx, r->post, &p, why);

    json_array_append_new(a->result, o);
    admin_number(o, "post", r->post);
    admin_put(o, "since", admin_time(r->since));
    admin_put(o, "why", json_string(r->reason <= REVIEW_CRISIS ? reasons[r->reason] : ""));
    if (outcome == DONE)
        admin_put(o, "text", admin_line(a->ctx, mem_format(a->ctx, "%s %.80s", p.title, utf8_line(a->ctx, utf8_prefix(str_of(p.body), 60)))));
    return outcome;
}

enum outcome admin_post_waiting(struct admin *a, struct fault *why)
{
    enum outcome o = DONE;

    a->result = json_array();
    for (int stage = STAGE_ASKED; stage <= STAGE_ADMINS && o == DONE; stage++) {
        struct review *list;
        size_t count = 0;

        o = store_reviews(a->f->db, a->ctx, (enum review_stage)stage, INT64_MAX, 200, &list, &count, why);
        for (size_t i = 0; i < count && o == DONE; i++)
            o = add_waiting(a, &list[i], why);
    }
    return o;
}

static void add_reported(void *arg, uint64_t post, uint64_t count)
{
    struct admin *a = arg;
    json_t *o = json_object();
    struct post p = {0};

    json_array_append_new(a->result, o);
    admin_number(o, "post", post);
    admin_number(o, "people", count);
    if (store_post_get(a->f->db, a->ctx, post, &p, NULL) == DONE && p.id != 0)
        admin_put(o, "text", admin_line(a->ctx, mem_format(a->ctx, "%s %.80s", p.title, utf8_line(a->ctx, utf8_prefix(str_of(p.body), 60)))));
}

enum outcome admin_post_reported(struct admin *a, struct fault *why)
{
    a->result = json_array();
    return store_flags(a->f->db, add_reported, a, why);
}

static enum outcome decide(struct admin *a, bool accept, const char *reason, struct fault *why)
{
    uint64_t post;
    bool first;
    enum outcome o = admin_id(a->words[0], &post, why);

    if (o != DONE || (o = moderate_decide(a->f, a->ctx, a->changes, post, 0, accept, reason, &first, why)) != DONE)
        return o;
    if (!first)
        return fault_set(why, REFUSED, "", "Q%llu does not wait for a decision", (unsigned long long)post);
    admin_done(a, accept ? "it is posted" : "it is not posted; its author is told");
    return DONE;
}

enum outcome admin_post_accept(struct admin *a, struct fault *why)
{
    return decide(a, true, "", why);
}

enum outcome admin_post_refuse(struct admin *a, struct fault *why)
{
    return decide(a, false, a->count > 1 ? utf8_line(a->ctx, str_of(a->words[1])) : "", why);
}

/* What the forum does of itself. */
static bool by_itself(const char *verb)
{
    return strcmp(verb, "hide-reported") == 0 || strcmp(verb, "expire") == 0;
}

static void log_one(void *arg, uint64_t id, const struct audit_entry *e)
{
    struct admin *a = arg;
    json_t *o = json_object();

    json_array_append_new(a->result, o);
    admin_number(o, "entry", id);
    admin_put(o, "at", admin_time(e->at));
    admin_put(o, "by", e->actor == 0 ? json_string(by_itself(e->verb) ? "forum" : "operator") : admin_line(a->ctx, mem_format(a->ctx, "person %llu", (unsigned long long)e->actor)));
    admin_put(o, "did", admin_line(a->ctx, e->verb));
    admin_number(o, "post", e->post);
    admin_number(o, "person", e->person);
    admin_put(o, "words", admin_line(a->ctx, e->words));
}

enum outcome admin_log(struct admin *a, struct fault *why)
{
    uint64_t before = 0;
    enum outcome o = a->count == 0 ? DONE : admin_id(a->words[0], &before, why);

    a->result = json_array();
    return o != DONE ? o : store_audit(a->f->db, before, 100, log_one, a, why);
}
