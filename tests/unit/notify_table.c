/* Each event with each setting and circumstance of who would hear of it: who hears what, and when. An event is a row of
 * `events`, a circumstance a column of `columns`; what is expected stands where they meet. That no event, setting or value is without a row is
 * looked at as well. */
#include "notify_play.h"

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

/* Every other event: it must not matter to this one. */
static void others_off(struct play *p, int event)
{
    for (int other = 0; other < NOTIFY_EVENTS; other++)
        if (other != event)
            off(p, other);
}

/* So many mails a day had they already. */
static void capped(struct play *p, int event)
{
    (void)event;
    p->x->conf->limits.notices_per_day = 0;
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

UNIT_MAIN(UNIT(table), UNIT(every_value), UNIT(every_kind), UNIT(every_setting))
