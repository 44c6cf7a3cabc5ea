/* Each event with each setting and circumstance of who would hear of it: who hears what, and when. An event is a row of
 * `events`, a circumstance a column of `columns`; what is expected stands where they meet. Mails go through forum_apply, notices
 * through plan, expand and claim. */
#include "notify/private.h"

#include "forum_fixture.h"

enum { HOURS = 3600, DAYS = 24 * HOURS };

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", cid[] = "cid@c.example", words[] = "Words that are long enough.";

/* Ann asked a question, Cid answered it, Bob commented on that, all long ago; Bob subscribes to the category. Whoever is to hear of the event is
 * `hearer`. */
struct play {
    struct fixture *x;
    uint64_t ann, bob, cid, question, answer, hearer;
};

static void apply(struct play *p, const struct mail *m, const char *event)
{
    APPLY(p->x, m, event);
    OK(notify_plan(&p->x->f, p->x, &p->x->changes, 50, &p->x->why));
}

static struct mail *reply(struct play *p, const char *from, uint64_t person, uint64_t post, enum intent_kind kind)
{
    enum reply_to to = fixture_post(p->x, post).author == person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE;

    return fixture_mail(p->x, from, fixture_token(p->x, TOKEN_REPLY, to, person, post), kind, words);
}

/* Everything that is due for the hearer leaves; the first of it, 0: nothing did. */
static enum notice_kind leaves(struct play *p, struct notice *first)
{
    enum notice_kind kind = 0;
    struct notice *list;
    size_t count;
    bool more = true;

    while (more)
        OK(notify_expand(&p->x->f, p->x, 100, &more, &p->x->why));
    OK(notify_claim(&p->x->f, p->x, 100, 60, &list, &count, &p->x->why));
    for (size_t i = 0; i < count; i++) {
        OK(store_notice_settle(p->x->f.db, list[i].id, NOTICE_SENT, 0, "", "", &p->x->why));
        if (list[i].person == p->hearer && kind == 0) {
            kind = list[i].kind;
            *first = list[i];
        }
    }
    return kind;
}

static void subscribe(struct play *p, uint64_t person)
{
    bool changed;

    OK(store_subscribe(p->x->f.db, p->x->category, person, p->x->f.now, &changed, &p->x->why));
}

static struct play play_open(void **state)
{
    struct play p = {.x = fixture_open(state)};
    struct notice first;

    p.x->f.now = 1800000000 / DAYS * DAYS + 12 * HOURS; /* noon, by everybody's clocks */
    p.x->conf->forum.digest_hour = 7;
    p.x->conf->limits.hold_newcomer = 0;
    p.ann = fixture_member(p.x, ann);
    p.bob = fixture_member(p.x, bob);
    p.cid = fixture_member(p.x, cid);
    subscribe(&p, p.bob);
    apply(&p, fixture_question(p.x, ann, "A title long enough", words), "question-posted");
    p.question = p.x->changes.post;
    apply(&p, reply(&p, cid, p.cid, p.question, INTENT_ANSWER), "answer-posted");
    p.answer = p.x->changes.post;
    apply(&p, reply(&p, bob, p.bob, p.answer, INTENT_COMMENT), "comment-posted");
    leaves(&p, &first);
    p.x->f.now += DAYS;
    return p;
}

/* ---- the events: each makes what it is about ---- */

static void asked(struct play *p)
{
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "question-posted");
}

static void answered(struct play *p)
{
    apply(p, reply(p, bob, p->bob, p->question, INTENT_ANSWER), "answer-posted");
}

static void commented(struct play *p)
{
    apply(p, reply(p, ann, p->ann, p->answer, INTENT_COMMENT), "comment-posted");
}

static void chosen(struct play *p)
{
    apply(p, fixture_command(p->x, ann, fixture_token(p->x, TOKEN_REPLY, REPLY_TO_NOTICE, p->ann, p->answer), INTENT_DO, VERB_BEST, ""), "best");
    p->x->changes.post = p->answer;
}

static void followed(struct play *p)
{
    struct mail *m = reply(p, ann, p->ann, p->answer, INTENT_FOLLOW_UP);

    m->intent.title = mem_string(p->x, "What comes of that answer?");
    apply(p, m, "question-posted");
}

/* ---- the columns: what is so of the hearer; `before` the event, or after it, when its notice waits ---- */

static struct person hearer(struct play *p)
{
    struct person person = {0};

    OK(store_person_get(p->x->f.db, p->x, p->hearer, &person, &p->x->why));
    return person;
}

static void save(struct play *p, struct person *person)
{
    OK(person_save(&p->x->f, person, &p->x->why));
}

static void no_setting(struct play *p, enum notify_event event)
{
    (void)p;
    (void)event;
}

static void off(struct play *p, enum notify_event event)
{
    OK(store_notify_set(p->x->f.db, p->hearer, event, NOTIFY_OFF, &p->x->why));
}

static void daily(struct play *p, enum notify_event event)
{
    OK(store_notify_set(p->x->f.db, p->hearer, event, NOTIFY_DAILY, &p->x->why));
}

static void weekly(struct play *p, enum notify_event event)
{
    OK(store_notify_set(p->x->f.db, p->hearer, event, NOTIFY_WEEKLY, &p->x->why));
}

/* Every other event: it must not matter to this one. */
static void others_off(struct play *p, enum notify_event event)
{
    for (enum notify_event other = 0; other < NOTIFY_EVENTS; other++)
        if (other != event)
            off(p, other);
}

#define STATE(name, field, value)                        \
    static void name(struct play *p, enum notify_event event) \
    {                                                    \
        struct person person = hearer(p);                \
                                                         \
        (void)event;                                     \
        person.field = (value);                          \
        save(p, &person);                                \
    }
STATE(stopped, state, PERSON_STOPPED)
STATE(blocked, state, PERSON_BLOCKED)
STATE(newcomer, state, PERSON_NEWCOMER)
STATE(titles_only, content, CONTENT_TITLE)
STATE(discreet, content, CONTENT_DISCREET)
STATE(no_html, html, false)
STATE(anonymous, name_mode, NAME_ANONYMOUS)

static void with_handle(struct play *p, enum notify_event event)
{
    struct person person = hearer(p);

    (void)event;
    person.name_mode = NAME_HANDLE;
    person.handle = mem_string(p->x, "Green Fern");
    save(p, &person);
}

/* From nine in the morning to nine at night: the event is at noon. */
static void quiet(struct play *p, enum notify_event event)
{
    struct person person = hearer(p);

    (void)event;
    person.quiet_from = 9 * 60;
    person.quiet_until = 21 * 60;
    save(p, &person);
}

static void muted(struct play *p, enum notify_event event)
{
    uint64_t post = p->x->changes.post != 0 ? p->x->changes.post : p->question;

    (void)event;
    OK(store_mute(p->x->f.db, fixture_post(p->x, post).thread, p->hearer, true, &p->x->why));
}

/* Their thread is muted before anything comes of it. */
static void muted_before(struct play *p, enum notify_event event)
{
    (void)event;
    OK(store_mute(p->x->f.db, p->question, p->hearer, true, &p->x->why));
}

static void hidden(struct play *p, enum notify_event event)
{
    (void)event;
    OK(store_post_state(p->x->f.db, p->x->changes.post, POST_HIDDEN, &p->x->why));
}

static void left(struct play *p, enum notify_event event)
{
    bool changed;

    (void)event;
    OK(store_unsubscribe(p->x->f.db, p->x->category, p->hearer, &changed, &p->x->why));
}

/* A second reason to hear of it: they hear once. */
static void twice(struct play *p, enum notify_event event)
{
    (void)event;
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_ANSWER, &p->x->why));
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_COMMENT, &p->x->why));
    subscribe(p, p->hearer);
}

/* The category is members only, and lets everybody in but them. */
static void put_out(struct play *p, enum notify_event event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
    fixture_let_in(p->x, p->x->category, p->hearer, false);
}

static void let_in(struct play *p, enum notify_event event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
}

static const struct column {
    const char *name;
    void (*before)(struct play *p, enum notify_event event);
    void (*after)(struct play *p, enum notify_event event);
} columns[] = {
    {"nothing set", no_setting, NULL},
    {"off", off, NULL},
    {"off since it waits", NULL, off},
    {"daily", daily, NULL},
    {"weekly", weekly, NULL},
    {"all others off", others_off, NULL},
    {"stopped", stopped, NULL},
    {"stopped since", NULL, stopped},
    {"blocked", blocked, NULL},
    {"newcomer", newcomer, NULL},
    {"thread muted", muted_before, NULL},
    {"muted since", NULL, muted},
    {"post hidden since", NULL, hidden},
    {"left the category", NULL, left},
    {"titles only", titles_only, NULL},
    {"discreet", discreet, NULL},
    {"no html", no_html, NULL},
    {"quiet hours", quiet, NULL},
    {"a handle", with_handle, NULL},
    {"anonymous", anonymous, NULL},
    {"two reasons", twice, NULL},
    {"a member", let_in, NULL},
    {"not a member", put_out, NULL},
    {"put out since", NULL, put_out},
};

/* Cells:  now: f in full, t its title only, v veiled (says only that there is news), p in full without HTML; q at the end of the quiet
 * hours; d, w in the digest of the next day, of the week; . never; a blank: it cannot be */
/* clang-format off */
static const struct row {
    const char *name;
    void (*happens)(struct play *p);
    enum { ANN, BOB, CID } hears;
    enum notice_kind kind;
    enum notify_event event;
    /*                                     nothing   daily weekly      stopped      blocked      muted        hidden left  discreet     quiet    anon
     *                                     | off off | |   others stopped | newcomer | muted  |      |  titles | no html| handle  | twice, a member, none, put out
     */
    const char *cells;
} events[] = {
    {"question",  asked,     BOB, NOTICE_QUESTION, NOTIFY_QUESTION,  "f..dwf....f...tvpqffff.."},
    {"answer",    answered,  ANN, NOTICE_ANSWER,   NOTIFY_ANSWER,    "f..dwf.......ftvpqffff.."},
    {"thread",    answered,  CID, NOTICE_THREAD,   NOTIFY_THREAD,    "f..dwf.......ftvpqffff.."},
    {"comment",   commented, CID, NOTICE_COMMENT,  NOTIFY_COMMENT,   "f..dwf.......ftvpqffff.."},
    {"later",     commented, BOB, NOTICE_AFTER,  NOTIFY_AFTER,     "f..dwf.......ftvpqffff.."}, /* a comment after one's own */
    {"follow-up", followed,  CID, NOTICE_FOLLOWED, NOTIFY_FOLLOW_UP, "f..dwf.......ftvpqffff.."},
    {"best",      chosen,    CID, NOTICE_BEST,     NOTIFY_BEST,      "f..dwf.......ftvpqffff.."},
    {"receipt",   asked,     ANN, NOTICE_RECEIPT,  NOTIFY_RECEIPT,   "f..  f .  ff.ftvpfffff ."}, /* what they asked for: at any hour */
    {"own post",  commented, ANN, NOTICE_COMMENT,  NOTIFY_COMMENT,   "...... .  ............ ."},
};
/* clang-format on */

static char how(const struct notice *n)
{
    if (n->content == FROZEN_TITLE)
        return 't';
    if (n->content == FROZEN_DISCREET)
        return 'v';
    return n->html ? 'f' : 'p';
}

/* What they hear, as a cell says it. */
static char hears(struct play *p, const struct row *row)
{
    static const struct {
        int64_t after;
        char digest, other; /* for a digest, for anything else; 0: as `how` says */
    } times[] = {{0, '!', 0}, {10 * HOURS, '!', 'q'}, {26 * HOURS, 'd', 'l'}, {8 * DAYS, 'w', 'l'}};
    int64_t noon = p->x->f.now;
    char cell = '.';

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct notice n = {0};
        enum notice_kind kind;

        p->x->f.now = noon + times[i].after;
        kind = leaves(p, &n);
        if (kind == 0 || (kind == NOTICE_RECEIPT && row->kind != kind))
            continue;
        if (cell != '.') /* twice */
            return '2';
        if (kind == NOTICE_DIGEST)
            cell = times[i].digest;
        else if (kind != row->kind)
            cell = '?';
        else
            cell = times[i].other == 0 ? how(&n) : times[i].other;
    }
    return cell;
}

static void table(void **state)
{
    unsigned wrong = 0;

    for (size_t r = 0; r < sizeof events / sizeof *events; r++) {
        assert_int_equal(strlen(events[r].cells), sizeof columns / sizeof *columns);
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            void *job;
            struct play p;
            char got;

            if (events[r].cells[c] == ' ')
                continue;
            job = mem_job("cell");
            p = play_open(&job);
            p.hearer = events[r].hears == ANN ? p.ann : events[r].hears == BOB ? p.bob : p.cid;
            if (columns[c].before != NULL)
                columns[c].before(&p, events[r].event);
            p.x->changes = (struct changes){0};
            events[r].happens(&p);
            if (columns[c].after != NULL)
                columns[c].after(&p, events[r].event);
            got = hears(&p, &events[r]);
            if (got != events[r].cells[c]) {
                print_message("# %s, %s: expected %c, got %c\n", events[r].name, columns[c].name, events[r].cells[c], got);
                wrong++;
            }
            mem_free(job);
        }
    }
    (void)state;
    assert_int_equal(wrong, 0);
}

/* Off for one reason, heard for another: who subscribes gets a follow-up as the question it is as well. */
static void one_reason_off(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};

    p.hearer = p.cid;
    subscribe(&p, p.cid);
    off(&p, NOTIFY_FOLLOW_UP);
    followed(&p);
    assert_int_equal(leaves(&p, &n), NOTICE_QUESTION);
}

/* A choice that is taken back while its author's quiet hours last was none. */
static void choice_taken_back(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};

    p.hearer = p.cid;
    quiet(&p, NOTIFY_BEST);
    chosen(&p);
    assert_int_equal(leaves(&p, &n), 0);
    apply(&p, fixture_command(p.x, ann, fixture_token(p.x, TOKEN_REPLY, REPLY_TO_NOTICE, p.ann, p.answer), INTENT_DO, VERB_UNSELECT, ""),
          "best-taken-back");
    p.x->f.now += 10 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* Nor is one in whose place another answer was chosen while its author slept. */
static void choice_changed(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    uint64_t other;

    answered(&p);
    other = p.x->changes.post;
    leaves(&p, &n);
    p.hearer = p.cid;
    quiet(&p, NOTIFY_BEST);
    chosen(&p);
    assert_int_equal(leaves(&p, &n), 0);
    p.answer = other;
    chosen(&p);
    p.x->f.now += 10 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* What a question came of was taken away before anybody was looked up: who wrote that hears nothing of it. */
static void origin_taken_away(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    struct mail *m = reply(&p, ann, p.ann, p.answer, INTENT_FOLLOW_UP);

    p.hearer = p.cid;
    m->intent.title = mem_string(p.x, "What comes of that answer?");
    APPLY(p.x, m, "question-posted");
    OK(notify_plan(&p.x->f, p.x, &p.x->changes, 0, &p.x->why));
    OK(store_post_state(p.x->f.db, p.answer, POST_HIDDEN, &p.x->why));
    assert_int_equal(leaves(&p, &n), 0);
}

/* What is said of a post or a category waits no longer for somebody who does not see it any more. */
static void said_of_it(void **state)
{
    static const char *const verbs[] = {"hide", "place"};
    enum notify_event none = 0;

    for (size_t i = 0; i < 2; i++)
        for (int out = 0; out <= 1; out++) {
            struct play p = play_open(state);
            struct notice n = {0};
            struct changes told = {0};
            struct change *c = change_add(p.x, &told, CHANGE_TELL);

            p.hearer = p.ann;
            c->notice = NOTICE_TOLD;
            c->person = p.ann;
            change_pair(p.x, c, "what", verbs[i]);
            change_pair(p.x, c, "text", "Words about it.");
            change_number(p.x, c, i == 0 ? "post" : "place", i == 0 ? p.question : p.x->category);
            OK(notify_plan(&p.x->f, p.x, &told, 0, &p.x->why));
            (out != 0 ? put_out : let_in)(&p, none);
            assert_int_equal(leaves(&p, &n), out != 0 ? 0 : NOTICE_TOLD);
        }
}

/* They are put out when a mail to them is claimed already, and not made yet. */
static void made_too_late(void **state)
{
    static const enum notice_kind kinds[] = {NOTICE_QUESTION, NOTICE_DIGEST, NOTICE_LIST};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int out = 0; out <= 1; out++) {
            struct play p = play_open(state);
            struct notice n = {0};
            struct rendered mail = {0};
            enum notice_kind kind = kinds[i];
            enum outcome outcome;

            p.hearer = p.bob;
            if (kind == NOTICE_DIGEST)
                daily(&p, NOTIFY_QUESTION);
            asked(&p);
            if (kind == NOTICE_LIST) {
                leaves(&p, &n);
                p.x->f.now += HOURS;
                apply(&p, fixture_command(p.x, bob, "request", INTENT_COMMANDS, VERB_LIST, ""), "command");
            }
            p.x->f.now += kind == NOTICE_DIGEST ? 26 * HOURS : 0;
            n = (struct notice){0};
            assert_int_equal(leaves(&p, &n), kind);
            (out != 0 ? put_out : let_in)(&p, NOTIFY_QUESTION);
            outcome = notify_render(&p.x->f, p.x, &n, &mail, &p.x->why);
            if (out == 0 || kind == NOTICE_LIST)
                assert_int_equal(outcome, DONE);
            else
                assert_int_equal(outcome, REFUSED);
            assert_int_equal(outcome == DONE && strstr(mail.text.p, "Another title") != NULL, out == 0);
        }
}

UNIT_MAIN(UNIT(table), UNIT(said_of_it), UNIT(made_too_late), UNIT(choice_taken_back), UNIT(choice_changed), UNIT(one_reason_off), UNIT(origin_taken_away))
