#include "base/address.h"
#include "forum/admin.h"

/* What came and went, and why; and counts of it all. */

static void entry(void *arg, const struct journal_entry *e)
{
    struct admin *a = arg;
    json_t *o = json_object();

    admin_put(o, "time", admin_time(e->at));
    admin_put(o, "way", json_string(e->direction == JOURNAL_IN ? "in" : "out"));
    admin_put(o, "event", admin_line(a->ctx, e->event));
    admin_put(o, "setting", admin_line(a->ctx, e->setting));
    admin_put(o, "result", admin_line(a->ctx, e->result));
    admin_number(o, "post", e->post);
    admin_number(o, "held", e->held);
    admin_number(o, "notice", e->notice);
    json_array_append_new(a->result, o);
}

enum outcome admin_trace(struct admin *a, struct fault *why)
{
    unsigned char hash[SEAL_HASH];
    struct str word = str_trim(str_of(a->words[0]));
    struct person p = {0};
    enum outcome o = DONE;

    a->result = json_array();
    if (word.n > 2 && word.p[0] == '<' && word.p[word.n - 1] == '>')
        word = str_cut(word, 1, word.n - 2);
    /* It looks alike, so it is tried as both. */
    char *canonical = address_valid(word) ? address_canonical(a->ctx, word) : NULL;

    if (canonical != NULL) {
        seal_address_hash(a->f->seal, str_of(canonical), hash);
        if ((o = store_person_by_hash(a->f->db, a->ctx, hash, &p, why)) == DONE)
            o = store_journal_by_address(a->f->db, hash, p.id, entry, a, why);
    }
    if (o != DONE || json_array_size(a->result) > 0)
        return o;
    seal_hash(a->f->seal, "message-id", word, hash);
    return store_journal_by_message(a->f->db, hash, entry, a, why);
}

static void count_event(void *arg, const char *event, uint64_t count)
{
    admin_number(arg, event, count);
}

static void count_category(void *arg, const struct category *c)
{
    uint64_t *counts = arg;

    counts[0]++;
    counts[1] += c->questions;
    counts[2] += c->subscribers;
}

static enum outcome count_people(struct admin *a, json_t *o, struct fault *why)
{
    static const struct {
        enum person_state state;
        const char *name;
    } rows[] = {{PERSON_MEMBER, "members"},
                {PERSON_NEWCOMER, "newcomers"},
                {PERSON_STOPPED, "stopped"},
                {PERSON_BLOCKED, "blocked"}};
    enum outcome done = DONE;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && done == DONE; i++) {
        uint64_t n = 0;

        if ((done = store_person_count(a->f->db, rows[i].state, &n, why)) == DONE)
            admin_number(o, rows[i].name, n);
    }
    return done;
}

static enum outcome count_notices(struct admin *a, json_t *o, struct fault *why)
{
    static const char *const names[] = {"waiting", "leased", "sent", "failed", "withdrawn", "held back"};
    enum outcome done = DONE;

    for (int s = NOTICE_WAITING; s <= NOTICE_HELD_BACK && done == DONE; s++) {
        uint64_t n = 0;

        if ((done = store_notice_count(a->f->db, (enum notice_state)s, &n, why)) == DONE)
            admin_number(o, names[s], n);
    }
    return done;
}

enum outcome admin_stats(struct admin *a, struct fault *why)
{
    uint64_t counts[3] = {0}, held[HOLD_QUARANTINE + 1] = {0};
    json_t *people = json_object(), *notices = json_object(), *waiting = json_object(), *events = json_object();
    enum outcome o;

    a->result = json_object();
    admin_put(a->result, "people", people);
    admin_put(a->result, "notices", notices);
    admin_put(a->result, "held", waiting);
    admin_put(a->result, "last 7 days", events);
    if ((o = count_people(a, people, why)) != DONE || (o = count_notices(a, notices, why)) != DONE ||
        (o = store_category_list(a->f->db, count_category, counts, why)) != DONE ||
        (o = store_held_summary(a->f->db, 0, held, why)) != DONE ||
        (o = store_journal_counts(a->f->db, a->f->now - 7 * DAY, count_event, events, why)) != DONE)
        return o;
    for (int r = HOLD_NEWCOMER; r <= HOLD_QUARANTINE; r++)
        if (held[r] > 0)
            admin_number(waiting, hold_reason_name((enum hold_reason)r), held[r]);
    admin_number(a->result, "categories", counts[0]);
    admin_number(a->result, "questions", counts[1]);
    admin_number(a->result, "subscriptions", counts[2]);
    return DONE;
}
