#include "base/clock.h"

#include "notify/private.h"

enum { SUMMARY_EVERY = 60 * 60, SUMMARY_LIMIT = 8 * 1024 };

/* What the summary says of each kind of hold: counts only, never a word of a mail or an address. */
static const char *const reasons[HOLD_REASONS] = {
    [HOLD_NEWCOMER] = PHRASE("first posts wait for their authors' ok"),
    [HOLD_SUBSCRIBE] = PHRASE("subscriptions by newcomers wait for their ok"),
    [HOLD_VERDICT] = PHRASE("mails were not authenticated; their owners were asked"),
    [HOLD_OTHER] = PHRASE("mails used a reply address from another address; its owner was asked"),
    [HOLD_EXPIRED] = PHRASE("mails came to an expired reply address"),
    [HOLD_FROM] = PHRASE("mails have a From that cannot be read with certainty"),
    [HOLD_STRANGER] = PHRASE("mails of strangers were not authenticated: they wait for you"),
    [HOLD_GUARD] = PHRASE("posts seem to give their author away; they were asked"),
    [HOLD_CHOICE] = PHRASE("replies to receipts wait for a choice"),
    [HOLD_UNRELATED] = PHRASE("mails to an old reply address wait for a choice"),
    [HOLD_ASKED_WORDS] = PHRASE("mails that may ask for something wait for a choice"),
    [HOLD_LIST] = PHRASE("mails of mailing lists: they wait for you"),
    [HOLD_SPAM] = PHRASE("mails the spam filter marked: they wait for you"),
    [HOLD_REFUSED] = PHRASE("posts broke a rule; their authors were told"),
    [HOLD_ROLE] = PHRASE("mails to postmaster, abuse and the like: they wait for you"),
    [HOLD_CLOSED] = PHRASE("mails of newcomers, who are not let in: they wait for you"),
    [HOLD_RATE] = PHRASE("mails above the hourly limits"),
    [HOLD_QUARANTINE] = PHRASE("mails could not be read and are in quarantine: they wait for you"),
    [HOLD_EXPORT] = PHRASE("people asked for all the forum has about them, and were asked for an ok"),
    [HOLD_FORGET] = PHRASE("people asked to be forgotten, and were asked for an ok"),
    [HOLD_DIGEST] = PHRASE("replies to digests could be for several posts, and their writers were asked"),
    [HOLD_FORGET_WORDS] = PHRASE("people asked to be forgotten with their words, and were asked for an ok"),
};

struct summary {
    const struct forum *f;
    const void *ctx;
    const struct lang *lang; /* the forum's own */
    struct buf text;
    uint64_t news;     /* things that happened since the last one */
    unsigned standing; /* conditions that last, one bit each */
};

enum { STANDING_NO_AUTHSERV = 1, STANDING_NO_VERDICT = 2, STANDING_DISK = 4, STANDING_RELAY = 8, STANDING_REVIEWS = 16 };

static enum outcome add_holds(struct summary *s, int64_t since, struct fault *why)
{
    uint64_t counts[HOLD_REASONS] = {0};
    enum outcome outcome = store_held_summary(s->f->db, since, counts, why);

    for (unsigned reason = 1; reason < HOLD_REASONS && outcome == DONE; reason++) {
        if (counts[reason] == 0)
            continue;
        buf_format(&s->text, "%llu: %s\n", (unsigned long long)counts[reason], lang_say(s->lang, reasons[reason]));
        s->news += counts[reason];
    }
    return outcome;
}

static enum outcome add_relay(struct summary *s, struct fault *why)
{
    char *refusals, *words;
    enum outcome outcome = store_value_get(s->f->db, s->ctx, RELAY_REFUSALS, &refusals, why);

    if (outcome == DONE)
        outcome = store_value_get(s->f->db, s->ctx, RELAY_WORDS, &words, why);
    if (outcome != DONE || *refusals == '\0')
        return outcome;
    s->standing |= STANDING_RELAY;
    buf_format(&s->text, lang_say(s->lang, "The relay refuses our mail (%s times in a row); sending pauses and is tried again. It says: %s\n"),
               refusals, words);
    return DONE;
}

static enum outcome add_failed(struct summary *s, struct fault *why)
{
    uint64_t now = 0, before = 0;
    char *value, *text;
    enum outcome outcome = store_notice_count(s->f->db, NOTICE_FAILED, &now, why);

    if (outcome == DONE)
        outcome = store_value_get(s->f->db, s->ctx, OPERATOR_FAILED, &value, why);
    if (outcome != DONE)
        return outcome;
    if (!str_number(str_of(value), INT64_MAX, &before))
        before = 0;
    text = mem_format(s->ctx, "%llu", (unsigned long long)now);
    if (now > before) {
        buf_format(&s->text, lang_say(s->lang, "%llu: notices could not be delivered and were given up\n"), (unsigned long long)(now - before));
        s->news += now - before;
    }
    return now == before ? DONE : store_value_set(s->f->db, OPERATOR_FAILED, text, why);
}

/* Nobody is authenticated without the MTA's verdict: the first thing a new operator gets wrong. */
static enum outcome add_verdict(struct summary *s, struct fault *why)
{
    const struct conf *conf = s->f->conf;
    char *seen;
    enum outcome outcome;

    if (conf->forum.operator== NULL || conf->mail.trust != TRUST_VERDICT)
        return DONE;
    if (*conf->mail.authserv_id == '\0') {
        s->standing |= STANDING_NO_AUTHSERV;
        buf_text(&s->text, lang_say(s->lang, "mail.authserv_id is not set, so nobody's mail is authenticated and nothing new can be posted.\n"));
        return DONE;
    }
    outcome = store_value_get(s->f->db, s->ctx, VERDICT_SEEN, &seen, why);
    if (outcome == DONE && strcmp(seen, "no") == 0) {
        s->standing |= STANDING_NO_VERDICT;
        buf_format(&s->text, lang_say(s->lang, "No mail so far carried an Authentication-Results of \"%s\" (mail.authserv_id): is the MTA adding it?\n"),
                   conf->mail.authserv_id);
    }
    return outcome;
}

static void add_disk(struct summary *s)
{
    uint64_t space = db_free_space(s->f->db);

    /* Room for 25 mails of the largest size, the write-ahead log and the mails' notices. */
    if (space >= 25 * s->f->conf->limits.message)
        return;
    s->standing |= STANDING_DISK;
    buf_format(&s->text, lang_say(s->lang, "Only %llu MB are free on the disk of the database.\n"), (unsigned long long)(space >> 20));
}

static void count_unheard(void *arg, const char *event, uint64_t count)
{
    if (strcmp(event, FORUM_REPORT_UNHEARD) == 0)
        *(uint64_t *)arg += count;
}

/* Reports where no moderator is. */
static enum outcome add_reports(struct summary *s, int64_t since, struct fault *why)
{
    uint64_t unheard = 0;
    enum outcome outcome = store_journal_counts(s->f->db, since, count_unheard, &unheard, why);

    if (outcome != DONE || unheard == 0)
        return outcome;
    buf_format(&s->text, lang_say(s->lang, "%llu: reports of posts that no moderator hears of (askpost post reported shows which; askpost person role N moderator)\n"),
               (unsigned long long)unheard);
    s->news += unheard;
    return DONE;
}

/* Posts that wait for moderators who are not there, or have not looked for a day. */
static enum outcome add_reviews(struct summary *s, struct fault *why)
{
    enum { SHOWN = 100 };
    struct review *list;
    uint64_t *people;
    size_t late = 0, waiting = 0, moderators = 0;
    enum outcome outcome = store_reviews(s->f->db, s->ctx, STAGE_ADMINS, INT64_MAX, SHOWN, &list, &late, why);

    if (outcome == DONE)
        outcome = store_reviews(s->f->db, s->ctx, STAGE_ASKED, INT64_MAX, SHOWN, &list, &waiting, why);
    if (outcome == DONE && waiting > 0)
        outcome = store_role_bearers(s->f->db, s->ctx, NULL, 0, RUNG_MODERATOR, 1, &people, &moderators, why);
    if (outcome != DONE || (late == 0 && (waiting == 0 || moderators > 0)))
        return outcome;
    s->standing |= STANDING_REVIEWS;
    buf_format(&s->text,
               lang_say(s->lang, moderators > 0 || waiting == 0
                                     ? "%zu: posts wait for a moderator who has not looked for a day (askpost post waiting shows them, post accept or refuse decides)\n"
                                     : "%zu: posts wait for a moderator; nobody is one everywhere (askpost person role N moderator; askpost post waiting shows "
                                       "them, post accept or refuse decides)\n"),
               late + (moderators > 0 ? 0 : waiting));
    return DONE;
}

/* Lasting conditions are told when they begin, and once a day. */
static enum outcome standing_news(struct summary *s, bool *news, struct fault *why)
{
    char *before, *after = mem_format(s->ctx, "%u %u", s->standing, clock_day(s->f->now));
    enum outcome outcome = store_value_get(s->f->db, s->ctx, OPERATOR_STANDING, &before, why);

    *news = false;
    if (outcome != DONE || strcmp(before, after) == 0)
        return outcome;
    *news = s->standing != 0;
    return store_value_set(s->f->db, OPERATOR_STANDING, after, why);
}

static enum outcome collect(struct summary *s, int64_t since, struct fault *why)
{
    enum outcome outcome = add_holds(s, since, why);

    if (outcome == DONE)
        outcome = add_failed(s, why);
    if (outcome == DONE)
        outcome = add_relay(s, why);
    if (outcome == DONE)
        outcome = add_verdict(s, why);
    if (outcome == DONE)
        outcome = add_reviews(s, why);
    if (outcome == DONE)
        outcome = add_reports(s, since, why);
    add_disk(s);
    return outcome;
}

static enum outcome send_summary(struct summary *s, struct fault *why)
{
    struct pair pairs[] = {{"text", buf_string(&s->text)}};
    struct change tell = {.kind = CHANGE_TELL, .notice = NOTICE_OPERATOR, .pairs = pairs, .pair_count = 1};
    struct changes changes = {.list = &tell, .count = 1};

    return notify_plan(s->f, s->ctx, &changes, 0, why);
}

enum outcome notify_operator(const struct forum *f, const void *ctx, struct fault *why)
{
    struct summary s = {.f = f, .ctx = ctx, .lang = lang_get(f->conf->forum.language)};
    uint64_t last = 0;
    bool standing = false;
    char *value;
    enum outcome outcome = store_value_get(f->db, ctx, OPERATOR_LAST, &value, why);

    if (outcome != DONE)
        return outcome;
    if (!str_number(str_of(value), INT64_MAX, &last))
        last = 0;
    if (f->now < (int64_t)last + SUMMARY_EVERY)
        return DONE;
    buf_init(&s.text, ctx, SUMMARY_LIMIT);
    outcome = collect(&s, (int64_t)last, why);
    if (outcome == DONE)
        outcome = standing_news(&s, &standing, why);
    if (outcome == DONE)
        outcome = store_value_set(f->db, OPERATOR_LAST, mem_format(ctx, "%lld", (long long)f->now), why);
    if (outcome != DONE || (s.news == 0 && !standing))
        return outcome;
    return send_summary(&s, why);
}

enum outcome notify_verdict(const struct forum *f, const void *ctx, bool seen, struct fault *why)
{
    const char *word = seen ? "yes" : "no";
    char *before;
    enum outcome outcome = store_value_get(f->db, ctx, VERDICT_SEEN, &before, why);

    if (outcome != DONE || strcmp(before, "yes") == 0 || strcmp(before, word) == 0)
        return outcome;
    return store_value_set(f->db, VERDICT_SEEN, word, why);
}
