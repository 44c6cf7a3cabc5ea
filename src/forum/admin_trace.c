#include <stdlib.h>

#include "base/address.h"
#include "forum/admin.h"

/* What came and went, and why; and counts of it all. */

/* A word that is traced. An address and a Message-ID look alike, so each word is looked for as both. */
struct wanted {
    unsigned char hash[SEAL_HASH];
    const char *message; /* the Message-ID this is the hash of; "": of an address */
};

/* A notice whose mail is traced: what comes back about it, a bounce, belongs to it. */
struct wanted_notice {
    uint64_t notice;
    const char *message;
};

struct trace {
    struct admin *a;
    struct wanted *words; /* by hash */
    uint64_t *people;     /* whose addresses are among them; rising */
    struct wanted_notice *notices; /* rising */
    size_t word_count, person_count, notice_count, notice_capacity;
};

static int by_hash(const void *a, const void *b)
{
    return memcmp(((const struct wanted *)a)->hash, ((const struct wanted *)b)->hash, SEAL_HASH);
}

/* Also of struct wanted_notice, which begins with its number. */
static int by_number(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

static const struct wanted *find_word(const struct trace *t, const unsigned char hash[SEAL_HASH])
{
    struct wanted key;

    memcpy(key.hash, hash, SEAL_HASH);
    return bsearch(&key, t->words, t->word_count, sizeof key, by_hash);
}

static const struct wanted_notice *find_notice(const struct trace *t, uint64_t notice)
{
    return t->notice_count == 0 ? NULL : bsearch(&notice, t->notices, t->notice_count, sizeof *t->notices, by_number);
}

/* Into its place: the journal has them nearly in order. */
static void add_notice(struct trace *t, uint64_t notice, const char *message)
{
    size_t at = t->notice_count;

    if (notice == 0 || find_notice(t, notice) != NULL)
        return;
    t->notices = mem_grow(t->a->ctx, t->notices, &t->notice_capacity, t->notice_count + 1, sizeof *t->notices);
    while (at > 0 && t->notices[at - 1].notice > notice)
        at--;
    memmove(t->notices + at + 1, t->notices + at, (t->notice_count - at) * sizeof *t->notices);
    t->notices[at] = (struct wanted_notice){notice, message};
    t->notice_count++;
}

/* The Message-ID an entry is about, as it was given; "": it is about an address; NULL: about nothing that was asked for. */
static const char *message_of(const struct trace *t, const struct journal_entry *e)
{
    const struct wanted *word = find_word(t, e->message);
    const struct wanted_notice *notice = word == NULL ? find_notice(t, e->notice) : NULL;

    if (word != NULL || notice != NULL)
        return word != NULL ? word->message : notice->message;
    if (find_word(t, e->address) != NULL || bsearch(&e->person, t->people, t->person_count, sizeof *t->people, by_number) != NULL)
        return "";
    return NULL;
}

static bool wanted(void *arg, const struct journal_entry *e)
{
    struct trace *t = arg;
    const char *message = message_of(t, e);

    if (message != NULL && *message != '\0' && e->direction == JOURNAL_OUT)
        add_notice(t, e->notice, message);
    return message != NULL;
}

static void entry(void *arg, const struct journal_entry *e)
{
    struct trace *t = arg;
    const char *message = message_of(t, e);
    json_t *o = json_object();

    admin_put(o, "time", admin_time(e->at));
    admin_put(o, "way", json_string(e->direction == JOURNAL_IN ? "in" : "out"));
    admin_put(o, "event", admin_line(t->a->ctx, e->event));
    admin_put(o, "setting", admin_line(t->a->ctx, e->setting));
    admin_put(o, "result", admin_line(t->a->ctx, e->result));
    admin_number(o, "post", e->post);
    admin_number(o, "held", e->held);
    admin_number(o, "notice", e->notice);
    if (t->a->count > 1)
        admin_put(o, "message", admin_line(t->a->ctx, message));
    json_array_append_new(t->a->result, o);
}

static enum outcome add_word(struct trace *t, struct str word, struct fault *why)
{
    struct wanted *w = &t->words[t->word_count++];
    char *canonical;
    struct person p = {0};
    enum outcome o;

    if (word.n > 2 && word.p[0] == '<' && word.p[word.n - 1] == '>')
        word = str_cut(word, 1, word.n - 2);
    w->message = str_dup(t->a->ctx, word);
    seal_hash(t->a->f->seal, "message-id", word, w->hash);
    if (!address_valid(word) || (canonical = address_canonical(t->a->ctx, word)) == NULL)
        return DONE;
    w = &t->words[t->word_count++];
    w->message = "";
    seal_address_hash(t->a->f->seal, str_of(canonical), w->hash);
    if ((o = store_person_by_hash(t->a->f->db, t->a->ctx, w->hash, &p, why)) == DONE && p.id != 0)
        t->people[t->person_count++] = p.id;
    return o;
}

enum outcome admin_trace(struct admin *a, struct fault *why)
{
    struct trace t = {.a = a};

    t.words = mem_array(a->ctx, 2 * a->count, sizeof *t.words);
    t.people = mem_array(a->ctx, a->count, sizeof *t.people);
    a->result = json_array();
    for (size_t i = 0; i < a->count; i++) {
        enum outcome o = add_word(&t, str_trim(str_of(a->words[i])), why);

        if (o != DONE)
            return o;
    }
    qsort(t.words, t.word_count, sizeof *t.words, by_hash);
    qsort(t.people, t.person_count, sizeof *t.people, by_number);
    return store_journal_walk(a->f->db, wanted, entry, &t, why);
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
    enum outcome done = DONE;

    for (int s = NOTICE_WAITING; s <= NOTICE_HELD_BACK && done == DONE; s++) {
        uint64_t n = 0;

        if ((done = store_notice_count(a->f->db, (enum notice_state)s, &n, why)) == DONE)
            admin_number(o, admin_notice_state((enum notice_state)s), n);
    }
    return done;
}

enum outcome admin_stats(struct admin *a, struct fault *why)
{
    uint64_t counts[3] = {0}, held[HOLD_REASONS] = {0};
    json_t *people = json_object(), *notices = json_object(), *waiting = json_object(), *events = json_object();
    enum outcome o;

    a->result = json_object();
    admin_put(a->result, "people", people);
    admin_put(a->result, "notices", notices);
    admin_put(a->result, "held", waiting);
    admin_put(a->result, "last 7 days", events);
    if ((o = count_people(a, people, why)) != DONE || (o = count_notices(a, notices, why)) != DONE ||
        (o = store_category_list(a->f->db, STORE_OPERATOR, count_category, counts, why)) != DONE ||
        (o = store_held_summary(a->f->db, 0, held, why)) != DONE ||
        (o = store_journal_counts(a->f->db, a->f->now - 7 * DAY, count_event, events, why)) != DONE)
        return o;
    for (int r = HOLD_NEWCOMER; r < HOLD_REASONS; r++)
        if (held[r] > 0)
            admin_number(waiting, hold_reason_name((enum hold_reason)r), held[r]);
    admin_number(a->result, "categories", counts[0]);
    admin_number(a->result, "questions", counts[1]);
    admin_number(a->result, "subscriptions", counts[2]);
    return DONE;
}
