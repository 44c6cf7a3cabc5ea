/* Each event with each setting and circumstance of who would hear of it: who hears what, and when. An event is a row of
 * `events`, a circumstance a column of `columns`; what is expected stands where they meet. Mails go through forum_apply, notices
 * through plan, expand and claim. That no event, setting or value is without a row is looked at as well. */
#include "notify/private.h"

#include "forum_fixture.h"
#include "store/flag.h"

enum { HOURS = 3600, DAYS = 24 * HOURS };

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", cid[] = "cid@c.example", dan[] = "dan@d.example", eve[] = "eve@e.example",
                  words[] = "Words that are long enough.";

/* Ann asked a question, Cid answered it, Bob commented on that, all long ago. Bob subscribes to the category, and Eve is its moderator. Dan, who
 * goes by Old Oak, follows that question, a tag, and a name that Ann may go by. Whoever is to hear of the event is `hearer`. */
struct play {
    struct fixture *x;
    uint64_t ann, bob, cid, dan, eve, question, answer, hearer;
    const char *address; /* the hearer's */
    unsigned written;
};

static void plan(struct play *p)
{
    OK(notify_plan(&p->x->f, p->x, &p->x->changes, 50, &p->x->why));
}

static void apply(struct play *p, const struct mail *m, const char *event)
{
    APPLY(p->x, m, event);
    plan(p);
}

static struct mail *reply(struct play *p, const char *from, uint64_t person, uint64_t post, enum intent_kind kind)
{
    enum reply_to to = fixture_post(p->x, post).author == person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE;

    return fixture_mail(p->x, from, fixture_token(p->x, TOKEN_REPLY, to, person, post), kind,
                        mem_format(p->x, "%s %u.", words, ++p->written)); /* nobody writes the same twice */
}

static void command(struct play *p, const char *from, enum verb verb, const char *argument, const char *event)
{
    apply(p, fixture_command(p->x, from, "request", INTENT_COMMANDS, verb, argument), event);
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

static void be_called(struct play *p, const char *address, const char *name)
{
    struct person person = fixture_person(p->x, address);

    person.name_mode = NAME_HANDLE;
    person.handle = mem_string(p->x, name);
    OK(person_save(&p->x->f, &person, &p->x->why));
}

/* What Dan follows. */
static struct follow follow(const struct play *p, enum follow_kind kind)
{
    struct follow f = {.kind = kind, .shown = "it"};

    f.subject = kind == FOLLOW_TAG      ? "sleep"
                : kind == FOLLOW_PERSON ? forum_follow_key(p->x, p->ann, "Wise Willow")
                                        : mem_format(p->x, "%llu", (unsigned long long)p->question);
    return f;
}

static struct play play_open(void **state)
{
    struct play p = {.x = fixture_open(state)};
    struct notice first;
    bool changed;

    p.x->f.now = 1800000000 / DAYS * DAYS + 12 * HOURS; /* noon, by everybody's clocks */
    p.x->conf->forum.digest_hour = 7;
    p.x->conf->limits.hold_newcomer = 0;
    p.ann = fixture_member(p.x, ann);
    p.bob = fixture_member(p.x, bob);
    p.cid = fixture_member(p.x, cid);
    p.dan = fixture_member(p.x, dan);
    p.eve = fixture_member(p.x, eve);
    be_called(&p, dan, "Old Oak");
    OK(store_role_set(p.x->f.db, p.eve, p.x->category, RUNG_MODERATOR, &p.x->why));
    subscribe(&p, p.bob);
    apply(&p, fixture_question(p.x, ann, "A title long enough", words), "question-posted");
    p.question = p.x->changes.post;
    apply(&p, reply(&p, cid, p.cid, p.question, INTENT_ANSWER), "answer-posted");
    p.answer = p.x->changes.post;
    apply(&p, reply(&p, bob, p.bob, p.answer, INTENT_COMMENT), "comment-posted");
    leaves(&p, &first);
    p.x->f.now += DAYS;
    leaves(&p, &first);
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_follow(p.x->f.db, p.dan, &(struct follow){k, follow(&p, k).subject, "it", PACE_UNSET}, p.x->f.now, &changed, &p.x->why));
    return p;
}

/* ---- the events: each makes what it is about ---- */

static void asked(struct play *p)
{
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "question-posted");
}

static void tagged(struct play *p)
{
    struct mail *m = fixture_question(p->x, ann, "Another title, long enough", words);
    char *tag = mem_string(p->x, "sleep");

    m->intent.tags = &tag;
    m->intent.tag_count = 1;
    apply(p, m, "question-posted");
}

static void asked_by_name(struct play *p)
{
    be_called(p, ann, "Wise Willow");
    asked(p);
}

static void mentioned(struct play *p)
{
    apply(p, fixture_question(p->x, ann, "Another title, long enough", "What does @Old Oak say to that?"), "question-posted");
}

static void answered(struct play *p)
{
    apply(p, reply(p, bob, p->bob, p->question, INTENT_ANSWER), "answer-posted");
}

static void answered_again(struct play *p)
{
    apply(p, reply(p, cid, p->cid, p->question, INTENT_ANSWER), "answer-posted");
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

static void moderate_all(struct play *p)
{
    struct category c;

    OK(store_category_get(p->x->f.db, p->x, p->x->category, &c, &p->x->why));
    c.moderation = MODERATION_ALL;
    OK(store_category_put(p->x->f.db, &c, &p->x->why));
}

/* A post that waits for a moderator. */
static void held(struct play *p)
{
    moderate_all(p);
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "waits-all");
}

static void reported(struct play *p)
{
    OK(fixture_apply(p->x, fixture_command(p->x, bob, "request", INTENT_COMMANDS, VERB_REPORT, "Q1 it is spam"))); /* heard or not */
    plan(p);
}

static void held_in_crisis(struct play *p)
{
    struct category c;

    OK(store_category_get(p->x->f.db, p->x, p->x->category, &c, &p->x->why));
    c.crisis_words = mem_string(p->x, "long enough");
    OK(store_category_put(p->x->f.db, &c, &p->x->why));
    apply(p, fixture_question(p->x, ann, "Another title, long enough", words), "waits-crisis");
}

/* Nobody has looked at it for half a day; that of it which waits for a digest has nothing to add. */
static void reminded(struct play *p)
{
    struct notice first;

    held(p);
    leaves(p, &first);
    p->x->f.now += 13 * HOURS;
    p->x->changes = (struct changes){.post = p->x->changes.post};
    OK(moderate_tick(&p->x->f, p->x, &p->x->changes, &p->x->why));
    plan(p);
}

static void refused_by_eve(struct play *p)
{
    uint64_t post;
    bool first;
    struct notice waits;

    held(p);
    leaves(p, &waits);
    post = p->x->changes.post;
    p->x->changes = (struct changes){0};
    OK(moderate_decide(&p->x->f, p->x, &p->x->changes, post, p->eve, false, "it names a person", &first, &p->x->why));
    plan(p);
}

/* The fifth report takes it away. */
static void reported_by_many(struct play *p)
{
    static const unsigned char marks[4][SEAL_HASH] = {"one", "two", "three", "four"};
    bool added;

    for (size_t i = 0; i < 4; i++)
        OK(store_flag_add(p->x->f.db, p->question, marks[i], p->x->f.now, &added, &p->x->why));
    reported(p);
}

static void reported_thrice(struct play *p)
{
    static const unsigned char mark[SEAL_HASH] = "one";
    bool added;

    OK(store_flag_add(p->x->f.db, p->question, mark, p->x->f.now, &added, &p->x->why));
    command(p, cid, VERB_REPORT, "Q1 it is worse", "reported");
}

static void reports_cleared(struct play *p)
{
    command(p, eve, VERB_CLEAR, "Q1", "reports-cleared");
}

static void hidden_for_it(struct play *p)
{
    command(p, eve, VERB_HIDE, "Q1 it names a person", "hidden");
}

static void noted(struct play *p)
{
    command(p, eve, VERB_NOTE, "Q1 Who are you?", "note-sent");
}

static void note_answered(struct play *p)
{
    struct notice first;
    uint64_t hearer = p->hearer;

    noted(p);
    p->hearer = p->ann;
    leaves(p, &first);
    p->hearer = hearer;
    apply(p, fixture_mail(p->x, ann, fixture_token(p->x, TOKEN_DO, VERB_NOTE, p->ann, p->question), INTENT_DO, "Somebody from Ulm."), "note-answered");
}

static void blocked_by_eve(struct play *p)
{
    command(p, eve, VERB_BLOCK, "A2", "blocked-author");
}

static void hidden_by_eve(struct play *p)
{
    command(p, eve, VERB_HIDE, "A2 it names a person", "hidden");
}

static void given_a_role(struct play *p)
{
    const char *argv[] = {"person", "role", dan, "moderator", "health"};
    struct buf out;

    buf_init(&out, p->x, 4096);
    OK(forum_admin(&p->x->f, p->x, 5, argv, false, &out, &p->x->changes, &p->x->why));
    plan(p);
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

/* "set ...", by mail; what answers it goes nowhere. */
static void set(struct play *p, const char *argument)
{
    OK(fixture_apply(p->x, fixture_command(p->x, p->address, "request", INTENT_COMMANDS, VERB_SET, argument)));
}

static void off(struct play *p, int event)
{
    if (event != NO_EVENT)
        OK(store_notify_set(p->x->f.db, p->hearer, (enum notify_event)event, NOTIFY_OFF, &p->x->why));
}

/* Every other event: it must not matter to this one. */
static void others_off(struct play *p, int event)
{
    for (int other = 0; other < NOTIFY_EVENTS; other++)
        if (other != event)
            off(p, other);
}

#define STATE(name, field, value)                 \
    static void name(struct play *p, int event)   \
    {                                             \
        struct person person = hearer(p);         \
                                                  \
        (void)event;                              \
        person.field = (value);                   \
        save(p, &person);                         \
    }
STATE(stopped, state, PERSON_STOPPED)
STATE(blocked, state, PERSON_BLOCKED)
STATE(newcomer, state, PERSON_NEWCOMER)
STATE(forgotten, state, PERSON_FORGOTTEN)

/* From nine in the morning to nine at night: the event is at noon. */
static void quiet(struct play *p, int event)
{
    struct person person = hearer(p);

    (void)event;
    person.quiet_from = 9 * 60;
    person.quiet_until = 21 * 60;
    save(p, &person);
}

/* So many mails a day had they already. */
static void capped(struct play *p, int event)
{
    (void)event;
    p->x->conf->limits.notices_per_day = 0;
}

/* How their subscription, or what they follow, is to come. */
static void comes(struct play *p, enum pace pace)
{
    OK(store_subscription_set_pace(p->x->f.db, p->x->category, p->hearer, pace, &p->x->why));
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_follow_set_pace(p->x->f.db, p->hearer, &(struct follow){k, follow(p, k).subject, "it", pace}, &p->x->why));
}

static void comes_now(struct play *p, int event)
{
    (void)event;
    comes(p, PACE_NOW);
}

static void comes_daily(struct play *p, int event)
{
    (void)event;
    comes(p, PACE_DAILY);
}

static void comes_weekly(struct play *p, int event)
{
    (void)event;
    comes(p, PACE_WEEKLY);
}

static void off_but_comes(struct play *p, int event)
{
    off(p, event);
    comes(p, PACE_NOW);
}

/* Nothing brings it to them any more. */
static void left(struct play *p, int event)
{
    bool changed;

    (void)event;
    OK(store_unsubscribe(p->x->f.db, p->x->category, p->hearer, &changed, &p->x->why));
    for (enum follow_kind k = FOLLOW_THREAD; k <= FOLLOW_PERSON; k++)
        OK(store_unfollow(p->x->f.db, p->hearer, k, follow(p, k).subject, &changed, &p->x->why));
}

/* A second reason to hear of it: they hear once. */
static void twice(struct play *p, int event)
{
    (void)event;
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_ANSWER, &p->x->why));
    OK(store_participant_add(p->x->f.db, p->question, p->hearer, POST_COMMENT, &p->x->why));
    subscribe(p, p->hearer);
}

static void muted(struct play *p, int event)
{
    uint64_t post = p->x->changes.post != 0 ? p->x->changes.post : p->question;

    (void)event;
    OK(store_mute(p->x->f.db, fixture_post(p->x, post).thread, p->hearer, true, &p->x->why));
}

/* Their thread is muted before anything comes of it. */
static void muted_before(struct play *p, int event)
{
    (void)event;
    OK(store_mute(p->x->f.db, p->question, p->hearer, true, &p->x->why));
}

static void hidden(struct play *p, int event)
{
    (void)event;
    OK(store_post_state(p->x->f.db, p->x->changes.post, POST_HIDDEN, &p->x->why));
}

/* The category is members only, and lets everybody in but them. */
static void put_out(struct play *p, int event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
    fixture_let_in(p->x, p->x->category, p->hearer, false);
}

static void let_in(struct play *p, int event)
{
    (void)event;
    fixture_members_only(p->x, p->x->category);
}

/* `set` is written by mail, * being the event's word. */
static const struct column {
    const char *name, *set;
    void (*before)(struct play *p, int event);
    void (*after)(struct play *p, int event);
} columns[] = {
    {"nothing set", NULL, NULL, NULL},
    {"now", "notify * now", NULL, NULL},
    {"daily", "notify * daily", NULL, NULL},
    {"weekly", "notify * weekly", NULL, NULL},
    {"off", "notify * off", NULL, NULL},
    {"problems", "notify * problems", NULL, NULL},
    {"off since it waits", NULL, NULL, off},
    {"all others off", NULL, others_off, NULL},

    {"comes now", NULL, comes_now, NULL},
    {"comes daily", NULL, comes_daily, NULL},
    {"comes weekly", NULL, comes_weekly, NULL},
    {"off, but comes now", NULL, off_but_comes, NULL},
    {"left what brings it", NULL, NULL, left},
    {"two reasons", NULL, twice, NULL},

    {"stopped", NULL, stopped, NULL},
    {"stopped since", NULL, NULL, stopped},
    {"blocked", NULL, blocked, NULL},
    {"newcomer", NULL, newcomer, NULL},
    {"forgotten", NULL, forgotten, NULL},
    {"forgotten since", NULL, NULL, forgotten},

    {"in full", "content full", NULL, NULL},
    {"titles only", "content title", NULL, NULL},
    {"discreet", "content discreet", NULL, NULL},
    {"html", "html on", NULL, NULL},
    {"no html", "html off", NULL, NULL},
    {"archive", "archive yes", NULL, NULL},
    {"no archive", "archive no", NULL, NULL},
    {"English", "language en", NULL, NULL},
    {"German", "language de", NULL, NULL},
    {"a handle", "name Gentle Fox", NULL, NULL},
    {"pseudonyms", "name pseudonym", NULL, NULL},
    {"anonymous", "name anonymous", NULL, NULL},

    {"in Berlin", "timezone Europe/Berlin", NULL, NULL},
    {"in India", "timezone +05:30", NULL, NULL},
    {"quiet at night", "quiet 22:00-07:00", NULL, NULL},
    {"never quiet", "quiet off", NULL, NULL},
    {"quiet hours", NULL, quiet, NULL},
    {"ten a day", "most 10", NULL, NULL},
    {"any number", "most off", NULL, NULL},
    {"no more that day", NULL, capped, NULL},

    {"thread muted", NULL, muted_before, NULL},
    {"muted since", NULL, NULL, muted},
    {"post hidden since", NULL, NULL, hidden},
    {"a member", NULL, let_in, NULL},
    {"not a member", NULL, put_out, NULL},
    {"put out since", NULL, NULL, put_out},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Cells:  now: f in full, g so in German, t its title only, v veiled (says only that there is news), p in full without HTML; q at the end of the
 * quiet hours; d, w in the digest of the next day, of the week; . never; ? as something else; - it cannot be */
/* clang-format off */
static const struct row {
    const char *name;
    void (*happens)(struct play *p);
    enum { ANN, BOB, CID, DAN, EVE } hears;
    enum notice_kind kind;
    int event;
    /* nothing set, now, daily, weekly, off, problems, off since it waits, all others off |
     * comes now, daily, weekly, off but comes now, left what brings it, two reasons |
     * stopped, since, blocked, newcomer, forgotten, since |
     * in full, title, discreet, html, no html, archive, no archive, en, de, a handle, pseudonyms, anonymous |
     * Berlin, India, quiet at night, never, in quiet hours, ten a day, any number, no more that day |
     * thread muted, muted since, post hidden since |
     * a member of a category for members only, none, put out since */
    const char *cells;
} events[] = {
    {"question",   asked,           BOB, NOTICE_QUESTION, NOTIFY_QUESTION,  "ffdw.-.f fdwf.f ...... ftvfpfffgfff ffffqffd f.. f.."},
    {"with a tag", tagged,          DAN, NOTICE_QUESTION, NOTIFY_QUESTION,  "ffdw.-.f fdwf.f ...... ftvfpfffgfff ffffqffd f.. f.."},
    {"by a name",  asked_by_name,   DAN, NOTICE_QUESTION, NOTIFY_QUESTION,  "ffdw.-.f fdwf.f ...... ftvfpfffgfff ffffqffd f.. f.."},
    {"mention",    mentioned,       DAN, NOTICE_MENTION,  NOTIFY_MENTION,   "ffdw.-.f fff.ff ...... ftvfpfffg... ffffqffd f.. f.."}, /* of a name they go by */
    {"follow-up",  followed,        CID, NOTICE_FOLLOWED, NOTIFY_FOLLOW_UP, "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqffd ... f.."},
    {"answer",     answered,        ANN, NOTICE_ANSWER,   NOTIFY_ANSWER,    "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqffd ... f.."},
    {"thread",     answered,        CID, NOTICE_THREAD,   NOTIFY_THREAD,    "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqffd ... f.."}, /* who answered before */
    {"followed",   answered,        DAN, NOTICE_THREAD,   NOTIFY_THREAD,    "ffdw.-.f fdwf.f ...... ftvfpfffgfff ffffqffd ... f.."},
    {"category",   answered_again,  BOB, NOTICE_CATEGORY, NOTIFY_CATEGORY,  "dfdw.-.d ddw..? ...... dddddddddddd dddddddd ... d.."}, /* answered himself as well: that is nearer */
    {"comment",    commented,       CID, NOTICE_COMMENT,  NOTIFY_COMMENT,   "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqffd ... f.."},
    {"later",      commented,       BOB, NOTICE_AFTER,    NOTIFY_AFTER,     "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqffd ... f.."}, /* a comment after one's own */
    {"best",       chosen,          CID, NOTICE_BEST,     NOTIFY_BEST,      "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffqfff ... f.."},
    {"receipt",    asked,           ANN, NOTICE_RECEIPT,  NOTIFY_RECEIPT,   "ff---..f fff-ff -.---. ftvfpfffgfff ffffffff ff. f-."}, /* what they asked for: at any hour */
    {"own post",   commented,       ANN, NOTICE_COMMENT,  NOTIFY_COMMENT,   ".....-.. ...-.. -.---. ............ ........ ... .-."},
    {"held",       held,            EVE, NOTICE_REVIEW,   NOTIFY_HELD,      "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffffff ff. f--"}, /* what moderators have to see: at any hour */
    {"in a crisis", held_in_crisis, EVE, NOTICE_REVIEW,  NOTIFY_HELD,      "fffff-ff ffffff ...... ftvfpfffgfff ffffffff ff. f--"}, /* whatever they set */
    {"reminded",   reminded,        EVE, NOTICE_REVIEW,   NOTIFY_HELD,      "fffff-ff ffffff ...... ftvfpfffgfff ffffffff ff. f--"},
    {"reported",   reported,        EVE, NOTICE_FLAGGED,  NOTIFY_FLAGGED,   "ffdw.-.f fff.ff ...... ftvfpfffgfff ffffffff ff- f--"},
    {"by many",    reported_by_many, EVE, NOTICE_FLAGGED, NOTIFY_FLAGGED,   "fffff-ff ffffff ...... ftvfpfffgfff ffffffff ff- f--"}, /* nobody sees it until they look */
    {"note",       noted,           ANN, NOTICE_NOTE,     NO_EVENT,         "f------f fff-ff ...... ftvfpfffgfff ffffffff ff- f--"},
    {"its answer", note_answered,   EVE, NOTICE_NOTE,     NO_EVENT,         "f------f fff-ff -.---. ftvfpfffgfff ffffffff ff- f--"},
    {"role",       given_a_role,    DAN, NOTICE_ROLE,     NO_EVENT,         "f------f fff-ff ...... ftvfpfffgfff ffffffff ff- fff"},
    {"blocked",    blocked_by_eve,  CID, NOTICE_BLOCKED,  NO_EVENT,         "f------f fff-ff ..---. ftvfpfffgfff ffffffff ff- f--"},
    {"taken away", hidden_by_eve,   CID, NOTICE_OUTCOME,  NOTIFY_OUTCOME,   "ffdw.-.f fff.ff ...-.. ftvfpfffgfff ffffqfff ff- f--"},
    {"not posted", refused_by_eve,  ANN, NOTICE_OUTCOME,  NOTIFY_OUTCOME,   "ffdw.-.f fff.ff -.---. ftvfpfffgfff ffffqfff ff- f--"},
};
/* clang-format on */

static const char *cells_of(const struct row *row)
{
    static char cells[COLUMNS + 1];
    size_t n = 0;

    for (const char *c = row->cells; *c != '\0' && n < COLUMNS; c++)
        if (*c != ' ')
            cells[n++] = *c;
    cells[n] = '\0';
    assert_int_equal(n, COLUMNS);
    return cells;
}

static char how(const struct notice *n)
{
    if (n->content == FROZEN_TITLE)
        return 't';
    if (n->content == FROZEN_DISCREET)
        return 'v';
    if (strcmp(n->language, "de") == 0)
        return 'g';
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

static void be_hearer(struct play *p, const struct row *row)
{
    const uint64_t people[] = {p->ann, p->bob, p->cid, p->dan, p->eve};
    const char *const addresses[] = {ann, bob, cid, dan, eve};

    p->hearer = people[row->hears];
    p->address = addresses[row->hears];
}

/* "notify * off" is "notify answer off". */
static void set_column(struct play *p, const struct column *column, const struct row *row)
{
    struct str all = str_of(column->set);
    size_t star = str_index(all, '*');

    set(p, star == all.n ? column->set
                         : mem_format(p->x, "%.*s%s%s", (int)star, column->set, notify_event_word(row->event), column->set + star + 1));
}

/* What it changes is rolled back: a forum of its own for each would take minutes. */
static char play_cell(struct play p, const struct row *row, const struct column *column)
{
    struct forum before = p.x->f;
    struct conf conf = *p.x->conf;
    char got;

    OK(db_savepoint(p.x->f.db, &p.x->why));
    be_hearer(&p, row);
    if (column->set != NULL)
        set_column(&p, column, row);
    if (column->before != NULL)
        column->before(&p, row->event);
    p.x->changes = (struct changes){0};
    row->happens(&p);
    if (column->after != NULL)
        column->after(&p, row->event);
    got = hears(&p, row);
    db_rollback_to(p.x->f.db);
    p.x->f = before;
    *p.x->conf = conf;
    return got;
}

static void table(void **state)
{
    struct play p = play_open(state);
    unsigned wrong = 0;

    OK(lang_open(*state, p.x->conf, NULL, &p.x->why));
    for (size_t r = 0; r < sizeof events / sizeof *events; r++) {
        for (size_t c = 0; c < COLUMNS; c++) {
            char expected = cells_of(&events[r])[c], got;

            if (expected == '-' || (got = play_cell(p, &events[r], &columns[c])) == expected)
                continue;
            print_message("# %s, %s: expected %c, got %c\n", events[r].name, columns[c].name, expected, got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- the table is whole ---- */

static bool has_column(const char *set, const struct row *row)
{
    for (size_t c = 0; c < COLUMNS; c++)
        if (columns[c].set != NULL && strcmp(columns[c].set, set) == 0)
            return row == NULL || cells_of(row)[c] != '-';
    return false;
}

static bool has_cell(int event, const char *set)
{
    for (size_t r = 0; r < sizeof events / sizeof *events; r++)
        if (events[r].event == event && has_column(set, &events[r]))
            return true;
    return false;
}

/* Each event, with each value that can be set for it, by mail as everybody would. */
static void every_value(void **state)
{
    struct play p = play_open(state);
    unsigned missing = 0;

    p.hearer = p.ann;
    p.address = ann;
    for (int e = 0; e < NOTIFY_EVENTS; e++) {
        for (enum notify_value v = NOTIFY_NOW; v <= NOTIFY_WEEKLY; v++) {
            enum notify_value got;
            const char *value = notify_value_word(v), *column = mem_format(p.x, "notify * %s", value);

            assert_string_not_equal(value, "");
            OK(store_notify_set(p.x->f.db, p.hearer, (enum notify_event)e, v == NOTIFY_NOW ? NOTIFY_OFF : NOTIFY_NOW, &p.x->why));
            set(&p, mem_format(p.x, "notify %s %s", notify_event_word(e), value));
            OK(store_notify_get(p.x->f.db, p.hearer, (enum notify_event)e, &got, &p.x->why));
            if (got != v || has_cell(e, column))
                continue;
            print_message("# no cell has notify %s %s\n", notify_event_word(e), value);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

/* Each kind of notice that tells of somebody else's doing. */
static void every_kind(void **state)
{
    unsigned missing = 0;

    (void)state;
    for (enum notice_kind k = NOTICE_QUESTION; k < 64; k++) {
        const struct kind *kind = kind_of(k);
        bool found = kind == NULL || (kind->notify == NO_EVENT && strcmp(kind->setting, "moderator") != 0 && strcmp(kind->setting, "blocked") != 0);

        for (size_t r = 0; r < sizeof events / sizeof *events && !found; r++)
            found = events[r].kind == k;
        if (found)
            continue;
        print_message("# no row has %s\n", kind->event);
        missing++;
    }
    assert_int_equal(missing, 0);
}

/* Each setting with each value that `settings` offers to change it to: "set html off, set ...". */
static unsigned offers_missing(struct play *p)
{
    unsigned missing = 0;
    struct str rest;

    OK(fixture_apply(p->x, fixture_command(p->x, p->address, "request", INTENT_COMMANDS, VERB_SETTINGS, "")));
    rest = str_of(fixture_pair(fixture_told(p->x, NOTICE_TOLD), "text"));
    for (size_t at = str_find(rest, STR(" set ")); at < rest.n; at = str_find(rest, STR(" set "))) {
        size_t end;
        char *offer;

        rest = str_from_index(rest, at + 5);
        end = strcspn(rest.p, ",\n");
        offer = str_dup(p->x, str_from(rest.p, end));
        if (strncmp(offer, "name ", 5) == 0 && !has_column(offer, NULL)) /* an example, in each language another */
            offer = mem_string(p->x, "name Gentle Fox");
        if (strncmp(offer, "notify ", 7) == 0 || has_column(offer, NULL))
            continue;
        print_message("# no column has set %s\n", offer);
        missing++;
    }
    return missing;
}

static void every_setting(void **state)
{
    static const char *const others[] = {"name Quick Hare", "content discreet", "html off", "archive no", "timezone +01:00", "quiet 01:00-02:00", "most 5", "language de"};
    struct play p = play_open(state);
    unsigned missing;

    OK(lang_open(*state, p.x->conf, NULL, &p.x->why));
    p.hearer = p.ann;
    p.address = ann;
    missing = offers_missing(&p);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        set(&p, others[i]);
    missing += offers_missing(&p);
    assert_int_equal(missing, 0);
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

/* What a moderator is to look at stands in a digest once, as it is by then, and not when it is settled. */
static void the_desk_by_the_day(void **state)
{
    static void (*const settles[])(struct play *p) = {NULL, reported_thrice, reports_cleared, hidden_for_it};

    for (size_t i = 0; i < sizeof settles / sizeof *settles; i++) {
        struct play p = play_open(state);
        struct notice n = {0};
        struct rendered mail;
        bool left = settles[i] == NULL || settles[i] == reported_thrice;

        p.hearer = p.eve;
        OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_FLAGGED, NOTIFY_DAILY, &p.x->why));
        reported(&p);
        if (settles[i] != NULL)
            settles[i](&p);
        leaves(&p, &(struct notice){0}); /* what answers her own commands */
        p.x->f.now += 26 * HOURS;
        assert_int_equal(leaves(&p, &n), left ? NOTICE_DIGEST : 0);
        if (!left)
            continue;
        OK(notify_render(&p.x->f, p.x, &n, &mail, &p.x->why));
        assert_string_equal(mail.subject, mem_format(p.x, "[%s] 1 piece of news", p.x->conf->forum.name));
        assert_int_equal(strstr(mail.text.p, "3 people reported this question") != NULL, settles[i] == reported_thrice);
    }
}

/* A digest asks about the text that waits, not about one before it. */
static void edited_while_it_waits(void **state)
{
    struct play p = play_open(state);
    struct notice n = {0};
    struct post post;

    p.hearer = p.eve;
    OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, NOTIFY_DAILY, &p.x->why));
    held(&p);
    post = fixture_post(p.x, p.x->changes.post);
    leaves(&p, &n);
    OK(store_post_revise(p.x->f.db, post.id, post.title, "Other words than those.", p.x->f.now, &p.x->why));
    p.x->f.now += 26 * HOURS;
    assert_int_equal(leaves(&p, &n), 0);
}

/* Nobody lets pass what they have not read: what a digest would cut comes at once. */
static void too_long_for_a_digest(void **state)
{
    static const char phrase[] = "These words go on and on. ";
    struct play p = play_open(state);
    struct notice n = {0};
    struct buf body;

    buf_init(&body, p.x, 64 * 1024);
    while (body.n < 20 * 1024)
        buf_text(&body, phrase);
    p.hearer = p.eve;
    OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, NOTIFY_OFF, &p.x->why));
    moderate_all(&p);
    apply(&p, fixture_question(p.x, ann, "Another title, long enough", buf_string(&body)), "waits-all");
    assert_int_equal(leaves(&p, &n), NOTICE_REVIEW);
}

/* Of two answers by one person the last that was chosen is told, and to nobody who is put out while it is made. */
static void best_of_two(void **state)
{
    for (int out = 0; out <= 1; out++) {
        struct play p = play_open(state);
        struct notice n = {0};
        struct rendered mail;
        struct notice *list;
        size_t count;
        uint64_t second;

        p.hearer = p.cid;
        OK(store_notify_set(p.x->f.db, p.cid, NOTIFY_BEST, NOTIFY_DAILY, &p.x->why));
        answered_again(&p);
        second = p.x->changes.post;
        chosen(&p);
        p.answer = second;
        chosen(&p);
        leaves(&p, &(struct notice){0});
        p.x->f.now += 26 * HOURS;
        assert_int_equal(leaves(&p, &n), NOTICE_DIGEST);
        OK(store_digest_items(p.x->f.db, p.x, n.id, NOTICE_DIGESTED, DIGEST_ITEMS, &list, &count, &p.x->why));
        assert_int_equal(count, 1);
        assert_int_equal(list[0].about, second);
        (out != 0 ? put_out : let_in)(&p, NOTIFY_BEST);
        assert_int_equal(notify_render(&p.x->f, p.x, &n, &mail, &p.x->why), out != 0 ? REFUSED : DONE);
    }
}

/* What waits goes from the digest when another has decided, who is not told of it then either. */
static void decided_by_another(void **state)
{
    for (enum notify_value v = NOTIFY_NOW; v <= NOTIFY_WEEKLY; v++) {
        struct play p = play_open(state);
        struct notice n = {0};
        uint64_t post;
        bool first;

        if (v == NOTIFY_PROBLEMS)
            continue;
        p.hearer = p.eve;
        OK(store_notify_set(p.x->f.db, p.eve, NOTIFY_HELD, v, &p.x->why));
        held(&p);
        post = p.x->changes.post;
        assert_int_equal(leaves(&p, &n), v == NOTIFY_NOW ? NOTICE_REVIEW : 0);
        p.x->changes = (struct changes){0};
        OK(moderate_decide(&p.x->f, p.x, &p.x->changes, post, p.bob, false, "", &first, &p.x->why));
        plan(&p);
        assert_int_equal(leaves(&p, &n), v == NOTIFY_NOW ? NOTICE_TOLD : 0);
        p.x->f.now += 8 * DAYS;
        assert_int_equal(leaves(&p, &n), 0);
    }
}

/* What is said of a post or a category waits no longer for somebody who does not see it any more. */
static void said_of_it(void **state)
{
    static const char *const verbs[] = {"hide", "place"};
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
            (out != 0 ? put_out : let_in)(&p, NO_EVENT);
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
                OK(store_notify_set(p.x->f.db, p.bob, NOTIFY_QUESTION, NOTIFY_DAILY, &p.x->why));
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

UNIT_MAIN(UNIT(table), UNIT(every_value), UNIT(every_kind), UNIT(every_setting), UNIT(the_desk_by_the_day), UNIT(decided_by_another), UNIT(edited_while_it_waits), UNIT(too_long_for_a_digest), UNIT(best_of_two), UNIT(said_of_it), UNIT(made_too_late), UNIT(choice_taken_back), UNIT(choice_changed), UNIT(one_reason_off), UNIT(origin_taken_away))
