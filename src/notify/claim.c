#include "base/clock.h"

#include "notify/private.h"

/* Who would get a reply to the posts that notices are about; those of one post lie side by side. */
struct reach {
    uint64_t post;
    struct heard heard;
};

/* How many people would get a reply to n. For a receipt: how many get the post. */
static enum outcome count_audience(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, struct reach *reach,
                                   uint64_t *count, struct fault *why)
{
    struct post reply = {.kind = post->kind == POST_QUESTION ? POST_ANSWER : POST_COMMENT, .thread = post->thread, .parent = post->id,
                         .category = post->category, .body = mem_string(ctx, "")};
    enum outcome outcome = DONE;

    if (n->kind == NOTICE_RECEIPT)
        return store_event_people(f->db, post->id, count, why);
    if (reach->post != post->id)
        outcome = audience_hear(f, ctx, &reply, &reach->heard, why);
    reach->post = post->id;
    *count = audience_beside(&reach->heard, n->person);
    return outcome;
}

static enum outcome freeze_post(const struct forum *f, const void *ctx, struct notice *n, const struct person *person,
                                struct reach *reach, struct fault *why)
{
    struct post post;
    enum outcome outcome = store_post_get(f->db, ctx, n->post, &post, why);

    if (outcome != DONE)
        return outcome;
    n->revision = post.revision;
    outcome = forum_shown_name(f, ctx, person, post.thread, true, &n->name, why);
    return outcome == DONE ? count_audience(f, ctx, n, &post, reach, &n->audience, why) : outcome;
}

/* As the original stood, but for what the post says by now. */
static enum outcome freeze_shown(const struct forum *f, const void *ctx, struct notice *n, struct fault *why)
{
    struct notice original;
    struct post post = {0};
    enum outcome outcome = discreet_original(f, ctx, n, &original, why);

    if (outcome == DONE && original.post != 0)
        outcome = store_post_get(f->db, ctx, original.post, &post, why);
    n->revision = post.revision;
    n->name = original.id == 0 ? n->name : original.name;
    n->audience = original.audience;
    return outcome;
}

/* Everything the bytes depend on, once: every later attempt finds it here. */
static enum outcome freeze(const struct forum *f, const void *ctx, struct notice *n, const struct person *person,
                           struct reach *reach, struct fault *why)
{
    n->date = f->now;
    n->expiry = clock_day(f->now) + token_days(TOKEN_REPLY);
    n->generation = person->generation;
    n->content = person->content == CONTENT_TITLE ? FROZEN_TITLE : FROZEN_FULL;
    if (person->content == CONTENT_DISCREET && discreet_freeze(f, ctx, n, person, why) != DONE)
        return RETRY;
    n->html = person->html;
    n->language = mem_string(ctx, lang_code(forum_language(f, person)));
    n->promise = !person->greeted;
    n->name = mem_string(ctx, "");
    if (n->kind == NOTICE_OPERATOR) {
        n->promise = false;
        n->html = true;
    }
    /* Said once: by the first mail that is made for them, not by all that leave before it arrived. */
    if (n->promise && person->id != 0 && store_person_greeted(f->db, person->id, true, why) != DONE)
        return RETRY;
    if (n->kind == NOTICE_SHOWN)
        return freeze_shown(f, ctx, n, why);
    return kind_of(n->kind)->about_post ? freeze_post(f, ctx, n, person, reach, why) : DONE;
}

static bool at_any_hour(int event)
{
    return event == NO_EVENT || event == NOTIFY_RECEIPT || event == NOTIFY_HELD || event == NOTIFY_FLAGGED;
}

/* It came due in their quiet hours: it waits for their end, and counts for no day before. What answers somebody's own mail, and what moderators
 * have to see, does not wait. */
static enum outcome delay(const struct forum *f, struct notice *n, const struct person *person, const struct gate *gate, bool *delayed,
                          struct fault *why)
{
    const struct kind *kind = kind_of(n->kind);
    int64_t until = at_any_hour(kind->notify) ? f->now : quiet_until(person, f->now);
    enum outcome outcome;

    *delayed = until > f->now && (n->date != 0 || gate->pace == PACE_NOW);
    if (!*delayed)
        return DONE;
    outcome = notify_journal(f, n, "quiet hours", "delayed", why);
    return outcome == DONE ? store_notice_delay(f->db, n->id, until, until - n->due, why) : outcome;
}

/* More in a day than they want, or than the operator lets anybody get, is left to the digest. */
static enum outcome cap(const struct forum *f, const struct notice *n, const struct person *person, struct gate *gate, struct fault *why)
{
    uint64_t most = person->most != 0 ? person->most : f->conf->limits.notices_per_day;
    unsigned char key[SEAL_HASH];
    char name[24];
    bool allowed;
    enum outcome outcome;

    if (n->date != 0 || gate->pace != PACE_NOW || !kind_of(n->kind)->about_post || n->kind == NOTICE_RECEIPT)
        return DONE;
    snprintf(name, sizeof name, "%llu", (unsigned long long)n->person);
    seal_hash(f->seal, "notices-day", str_of(name), key);
    outcome = store_budget(f->db, key, f->now, 86400, most, &allowed, why);
    if (outcome == DONE && !allowed) {
        gate->pace = PACE_DAILY;
        snprintf(gate->setting, sizeof gate->setting, "most=%llu", (unsigned long long)most);
    }
    return outcome;
}

static enum outcome withdraw(const struct forum *f, const struct notice *n, const char *setting, struct fault *why)
{
    enum outcome outcome = notify_journal(f, n, setting, "withdrawn", why);

    return outcome == DONE ? store_notice_settle(f->db, n->id, NOTICE_WITHDRAWN, f->now, "", "", why) : outcome;
}

/* Leases one, or withdraws it; *leased tells which. */
static enum outcome claim_one(const struct forum *f, const void *ctx, struct notice *n, int64_t until, struct reach *reach, bool *leased,
                              struct fault *why)
{
    struct person person = {0};
    struct gate gate;
    char result[32];
    bool added, delayed, empty = false;
    enum outcome outcome = DONE;

    *leased = false;
    if (n->person != 0)
        outcome = store_person_get(f->db, ctx, n->person, &person, why);
    if (outcome == DONE)
        outcome = gate_look(f, ctx, n, &person, &gate, why);
    if (outcome != DONE)
        return outcome;
    if (!gate.open)
        return withdraw(f, n, gate.setting, why);
    if ((outcome = delay(f, n, &person, &gate, &delayed, why)) != DONE || delayed || (outcome = cap(f, n, &person, &gate, why)) != DONE)
        return outcome;
    if (n->date == 0 && gate.pace != PACE_NOW) /* too many for a day, or they changed their mind since it was planned */
        return digest_gather(f, n, &person, &gate, &added, why);
    if (n->date == 0 && n->kind == NOTICE_DIGEST)
        outcome = digest_settle(f, ctx, n, &person, &empty, why);
    if (outcome == DONE && empty)
        return withdraw(f, n, "empty", why);
    if (n->date == 0)
        n->because = mem_string(ctx, gate.because);
    if (outcome == DONE && n->date == 0)
        outcome = freeze(f, ctx, n, &person, reach, why);
    if (outcome == DONE)
        outcome = store_notice_lease(f->db, n, until, why);
    if (outcome != DONE)
        return outcome;
    *leased = true;
    snprintf(result, sizeof result, "attempt %u", n->attempts + 1);
    return notify_journal(f, n, gate.setting, result, why);
}

enum outcome notify_claim(const struct forum *f, const void *ctx, unsigned limit, int64_t lease_seconds,
                          struct notice **list, size_t *count, struct fault *why)
{
    struct reach reach = {0};
    size_t found = 0;
    int64_t pause;
    enum outcome outcome;

    *list = NULL;
    *count = 0;
    outcome = relay_pause(f, ctx, &pause, why);
    if (outcome != DONE || pause > f->now)
        return outcome;
    outcome = store_notice_due(f->db, ctx, f->now, limit, list, &found, why);
    for (size_t i = 0; i < found && outcome == DONE; i++) {
        struct notice n = (*list)[i];
        bool leased;

        outcome = claim_one(f, ctx, &n, f->now + lease_seconds, &reach, &leased, why);
        if (outcome == DONE && leased)
            (*list)[(*count)++] = n;
    }
    return outcome;
}

enum outcome notify_next(const struct forum *f, const void *ctx, int64_t *due, struct fault *why)
{
    int64_t pause;
    enum outcome outcome = store_notice_next_due(f->db, due, why);

    if (outcome == DONE)
        outcome = relay_pause(f, ctx, &pause, why);
    if (outcome == DONE && *due != 0 && *due < pause)
        *due = pause;
    return outcome;
}
