#include "notify/private.h"
#include "store/flag.h"

#define MEMBERS_ONLY "members only" /* of the journal: why it did not leave */

static void decide(struct gate *gate, bool open, const char *setting)
{
    gate->pace = PACE_NOW;
    gate->open = open;
    gate->because = "";
    snprintf(gate->setting, sizeof gate->setting, "%s", setting);
}

/* A receipt under `notify receipt=problems` goes out when something was cut, changed or not done; that a reply quotes is no problem. */
static enum outcome has_problem(const struct forum *f, const void *ctx, const struct notice *n, bool *problem,
                                struct fault *why)
{
    struct pairs pairs;
    enum outcome outcome = payload_open(f, ctx, n->payload, &pairs, why);

    *problem = outcome == DONE && (*pairs_get(&pairs, "changed") != '\0' || *pairs_get(&pairs, "several") != '\0' ||
                                   (*pairs_get(&pairs, "cut") != '\0' && *pairs_get(&pairs, "quote_only") == '\0'));
    return outcome;
}

/* What cannot wait for anybody's habits says so itself: words of a crisis, a reminder, a post that nobody sees until a moderator looks. */
static enum outcome cannot_wait(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct pairs pairs;
    enum outcome outcome = payload_open(f, ctx, n->payload, &pairs, why);

    if (outcome == DONE && *pairs_get(&pairs, "at_once") != '\0')
        decide(out, true, "at once");
    return outcome;
}

static enum outcome ask_notify(const struct forum *f, const void *ctx, const struct notice *n, int event,
                               struct gate *out, struct fault *why)
{
    enum notify_value value;
    bool open;
    enum outcome outcome = store_notify_get(f->db, n->person, (enum notify_event)event, &value, why);

    if (outcome != DONE)
        return outcome;
    open = value != NOTIFY_OFF;
    if (value == NOTIFY_PROBLEMS)
        outcome = has_problem(f, ctx, n, &open, why);
    decide(out, open, "");
    if (value == NOTIFY_DAILY || value == NOTIFY_WEEKLY)
        out->pace = value == NOTIFY_DAILY ? PACE_DAILY : PACE_WEEKLY;
    snprintf(out->setting, sizeof out->setting, "notify %s=%s", notify_event_word(event), notify_value_word(value));
    return outcome == DONE && value != NOTIFY_NOW && (event == NOTIFY_HELD || event == NOTIFY_FLAGGED) ? cannot_wait(f, ctx, n, out, why) : outcome;
}

/* How a subscription, or what they follow, is to come says more than what is said of all; of answers in a category it says no more than that
 * they are not to come sooner than its questions. */
static enum outcome ask_pace(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, int event, struct gate *out,
                             struct fault *why)
{
    static const char *const words[] = {[PACE_NOW] = "now", [PACE_DAILY] = "daily", [PACE_WEEKLY] = "weekly"};
    enum pace pace;
    const char *by;
    enum outcome outcome = because_pace(f, ctx, n, post, &pace, &by, why);

    if (outcome == DONE && (pace == PACE_UNSET || n->kind == NOTICE_CATEGORY))
        outcome = ask_notify(f, ctx, n, event, out, why);
    else
        decide(out, true, "");
    if (outcome != DONE || pace == PACE_UNSET || (n->kind == NOTICE_CATEGORY && pace <= out->pace))
        return outcome;
    out->pace = pace;
    if (out->open)
        snprintf(out->setting, sizeof out->setting, "%s %s", by, words[pace]);
    return DONE;
}

/* Of what goes to somebody who is blocked: that they are, and what they asked for. */
static enum outcome ask_blocked(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct pairs pairs = {0};
    bool own = n->kind == NOTICE_TOLD || n->kind == NOTICE_LIST;
    enum outcome outcome = own ? payload_open(f, ctx, n->payload, &pairs, why) : DONE;

    decide(out, n->kind == NOTICE_BLOCKED || (own && outcome == DONE && *pairs_get(&pairs, "asked") != '\0'), "blocked");
    return outcome;
}

/* The settings of n's person, as they are now. `person` may have id 0: somebody who is not there. `post`: what n is about; NULL: no post. */
static enum outcome gate_settings(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, const struct person *person,
                           struct gate *out, struct fault *why)
{
    const struct kind *kind = kind_of(n->kind);

    if (kind == NULL)
        return fault_set(why, REFUSED, "5.3.0", "there is no kind of notice %d", (int)n->kind);
    if (n->kind == NOTICE_OPERATOR)
        decide(out, true, kind->setting);
    else if (person->id == 0 || (person->state == PERSON_FORGOTTEN && n->kind != NOTICE_FAREWELL))
        decide(out, false, "forgotten");
    else if (person->state == PERSON_BLOCKED)
        return ask_blocked(f, ctx, n, out, why);
    else if (person->state == PERSON_STOPPED)
        decide(out, kind->stopped, kind->stopped ? kind->setting : "stop"); /* but for what their own mails bring about */
    else if (person->state == PERSON_NEWCOMER && !kind->newcomer)
        decide(out, false, "newcomers");
    else if (post != NULL && (n->kind == NOTICE_QUESTION || n->kind == NOTICE_THREAD || n->kind == NOTICE_CATEGORY))
        return ask_pace(f, ctx, n, post, kind->notify, out, why);
    else if (kind->notify != NO_EVENT)
        return ask_notify(f, ctx, n, kind->notify, out, why);
    else
        decide(out, true, kind->setting);
    return DONE;
}

static enum outcome stands(const struct forum *f, const void *ctx, uint64_t id, bool *visible, struct post *post,
                           struct fault *why)
{
    enum outcome outcome = store_post_get(f->db, ctx, id, post, why);

    *visible = outcome == DONE && post->id != 0 && post->state == POST_VISIBLE;
    return outcome;
}

static enum outcome look_at_post(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out,
                                 struct fault *why)
{
    struct post post, other;
    char *because;
    bool visible, yes;
    enum outcome outcome = stands(f, ctx, n->post, &visible, &post, why);

    if (outcome == DONE && visible && post.parent != 0)
        outcome = stands(f, ctx, post.parent, &visible, &other, why);
    if (outcome == DONE && visible && post.thread != post.id && post.thread != post.parent)
        outcome = stands(f, ctx, post.thread, &visible, &other, why);
    if (outcome != DONE)
        return outcome;
    if (!visible) {
        decide(out, false, "withdrawn");
        return DONE;
    }
    outcome = forum_sees(f, n->person, &post, &yes, why);
    if (outcome == DONE && !yes)
        decide(out, false, MEMBERS_ONLY);
    if (outcome != DONE || !yes || n->kind == NOTICE_RECEIPT)
        return outcome;
    if (n->corrects != 0 && n->date == 0 && n->corrects < post.revision) {
        decide(out, false, "edited again");
        return DONE;
    }
    if (post.author == n->person) {
        decide(out, false, "own post");
        return DONE;
    }
    outcome = store_muted(f->db, post.thread, n->person, &yes, why);
    if (outcome == DONE && yes)
        decide(out, false, "mute");
    if (outcome != DONE || yes)
        return outcome;
    outcome = because_of(f, ctx, n, &post, &because, why);
    out->because = because;
    if (outcome == DONE && because == NULL)
        decide(out, false, n->kind == NOTICE_THREAD ? "unfollow" : "unsubscribe");
    return outcome;
}

static enum outcome sees_place(const struct forum *f, const void *ctx, uint64_t person, const struct pairs *pairs, bool *yes, struct fault *why)
{
    struct post post = {0};
    uint64_t number = 0;
    enum outcome outcome = DONE;

    *yes = true;
    if (str_number(str_of(pairs_get(pairs, "post")), INT64_MAX, &number) && number != 0 &&
        (outcome = store_post_get(f->db, ctx, number, &post, why)) == DONE && post.id != 0)
        outcome = forum_sees(f, person, &post, yes, why);
    if (outcome == DONE && *yes && str_number(str_of(pairs_get(pairs, "place")), INT64_MAX, &number) && number != 0)
        outcome = store_category_seen(f->db, number, person, yes, why);
    return outcome;
}

/* What is said about a post or a category goes to nobody who does not see it any more. */
static enum outcome look_at_place(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct pairs pairs;
    bool yes = true;
    enum outcome outcome = n->kind == NOTICE_OPERATOR ? REFUSED : payload_open(f, ctx, n->payload, &pairs, why);

    if (outcome == REFUSED) /* what cannot be read is not rendered either */
        return DONE;
    if (outcome == DONE)
        outcome = sees_place(f, ctx, n->person, &pairs, &yes, why);
    if (outcome == DONE && !yes)
        decide(out, false, MEMBERS_ONLY);
    return outcome;
}

/* A choice that was taken back, or whose answer is gone, while its notice waited, is no news. */
static enum outcome look_at_best(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct pairs pairs;
    struct post question, answer = {0};
    uint64_t number = 0;
    bool visible = false, muted = false;
    enum outcome outcome = payload_open(f, ctx, n->payload, &pairs, why);

    if (outcome != DONE || !str_number(str_of(pairs_get(&pairs, "post")), UINT64_MAX, &number))
        return outcome;
    outcome = stands(f, ctx, number, &visible, &question, why);
    if (outcome == DONE && visible)
        outcome = stands(f, ctx, question.best, &visible, &answer, why);
    if (outcome == DONE && visible)
        outcome = store_muted(f->db, question.id, n->person, &muted, why);
    if (outcome == DONE && (!visible || answer.author != n->person || (n->about != 0 && n->about != answer.id) || muted))
        decide(out, false, muted ? "mute" : "withdrawn");
    return outcome;
}

/* What was asked for comes whatever the settings say, as long as it is there. */
static enum outcome look_at_original(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct notice original;
    enum outcome outcome = discreet_original(f, ctx, n, &original, why);

    if (outcome != DONE)
        return outcome;
    if (original.id == 0) {
        decide(out, false, "withdrawn");
        return DONE;
    }
    if (kind_of(original.kind)->about_post)
        original.kind = NOTICE_RECEIPT;
    return gate_subject(f, ctx, &original, out, why);
}

enum outcome gate_subject(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out,
                          struct fault *why)
{
    struct held held;
    enum outcome outcome = DONE;

    if (!out->open)
        return DONE;
    if (n->kind == NOTICE_SHOWN)
        return look_at_original(f, ctx, n, out, why);
    if (kind_of(n->kind)->about_post)
        return look_at_post(f, ctx, n, out, why);
    if ((outcome = look_at_place(f, ctx, n, out, why)) != DONE || !out->open)
        return outcome;
    if (n->kind == NOTICE_BEST)
        return look_at_best(f, ctx, n, out, why);
    if (n->held != 0) {
        outcome = store_held_get(f->db, ctx, n->held, &held, why);
        if (outcome == DONE && (held.id == 0 || held.state != HELD_WAITING))
            decide(out, false, "settled");
    }
    return outcome;
}

enum outcome gate_plan(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, struct person *person, struct gate *out,
                       struct fault *why)
{
    bool muted = false, sees = true;
    enum outcome outcome = store_person_get(f->db, ctx, n->person, person, why);

    if (outcome == DONE)
        outcome = gate_settings(f, ctx, n, post, person, out, why);
    if (outcome == DONE && out->open)
        outcome = store_category_seen(f->db, post->category, n->person, &sees, why);
    if (outcome == DONE && out->open)
        outcome = store_muted(f->db, post->thread, n->person, &muted, why);
    if (outcome == DONE && (muted || !sees))
        decide(out, false, sees ? "mute" : MEMBERS_ONLY);
    return outcome;
}

/* A post still waits, and, if a digest is to ask for it, as it reads, and without a reminder since: that came at once. */
static enum outcome look_at_review(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, bool *open, struct fault *why)
{
    struct review r;
    struct pairs pairs;
    uint64_t revision = 0;
    enum outcome outcome;

    *open = post->state == POST_WAITING;
    if (n->state != NOTICE_GATHERED)
        return DONE;
    if ((outcome = store_review_get(f->db, post->id, &r, why)) != DONE || (outcome = payload_open(f, ctx, n->payload, &pairs, why)) != DONE)
        return outcome;
    *open = *open && r.stage == STAGE_ASKED && str_number(str_of(pairs_get(&pairs, "revision")), UINT32_MAX, &revision) && revision == post->revision;
    return DONE;
}

/* Reports still stand; what they took away was told at once. */
static enum outcome look_at_reports(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, bool *open, struct fault *why)
{
    uint64_t reports = 0;
    enum outcome outcome = store_flag_count(f->db, post->id, &reports, why);

    (void)ctx;
    *open = reports > 0 && (post->state == POST_VISIBLE || (post->state == POST_HIDDEN && n->state != NOTICE_GATHERED));
    return outcome;
}

/* What a moderator was to look at, and is settled already, is no news. */
static enum outcome look_at_desk(const struct forum *f, const void *ctx, const struct notice *n, struct gate *out, struct fault *why)
{
    struct post post;
    bool open = true;
    enum outcome outcome = store_post_get(f->db, ctx, n->about, &post, why);

    if (outcome == DONE)
        outcome = (n->kind == NOTICE_REVIEW ? look_at_review : look_at_reports)(f, ctx, n, &post, &open, why);
    if (outcome == DONE && !open)
        decide(out, false, "settled");
    return outcome;
}

enum outcome gate_look(const struct forum *f, const void *ctx, const struct notice *n, const struct person *person, struct gate *out, struct fault *why)
{
    struct post post;
    enum outcome outcome = n->post == 0 ? DONE : store_post_get(f->db, ctx, n->post, &post, why);

    if (outcome == DONE)
        outcome = gate_settings(f, ctx, n, n->post == 0 || post.id == 0 ? NULL : &post, person, out, why);
    if (outcome == DONE)
        outcome = gate_subject(f, ctx, n, out, why);
    return outcome == DONE && out->open && n->about != 0 && (n->kind == NOTICE_REVIEW || n->kind == NOTICE_FLAGGED) ? look_at_desk(f, ctx, n, out, why) : outcome;
}

enum outcome notify_journal(const struct forum *f, const struct notice *n, const char *setting, const char *result,
                            struct fault *why)
{
    const struct kind *kind = kind_of(n->kind);
    struct journal_entry entry = {
        .at = f->now, .direction = JOURNAL_OUT, .person = n->person, .post = n->post, .held = n->held, .notice = n->id};
    void *job = mem_job("journal");
    enum outcome outcome;

    entry.event = mem_string(job, kind == NULL ? "notice" : kind->event);
    entry.setting = mem_string(job, setting);
    entry.result = mem_string(job, result);
    if (n->date != 0) {
        char id[ADDRESS_LIMIT + SEAL_TOKEN_TEXT + 2];

        notify_message_id(f, n, id, sizeof id);
        seal_hash(f->seal, "message-id", str_of(id), entry.message);
    }
    outcome = store_journal_add(f->db, &entry, why);
    mem_free(job);
    return outcome;
}
