#include "base/clock.h"
#include "forum/private.h"

/* Posts one asks for: a list of questions, what a search finds, a question with all its answers. Which they are is settled here, with what
 * is said about each; render/ shows their text. */

enum { LISTED = 20, LOOKED_AT = 200, FOUND = 10, INDEX_STEP = 20, GOT = 201, LOOKUPS = 3, LOOKUPS_PER_HOUR = 60 };

struct listing {
    struct act *a;
    struct telling *t;
    struct zone clocks;
    uint64_t best;  /* the question's best answer */
    uint64_t *gone; /* answers that were taken away; comments on them go with them */
    size_t gone_count, gone_capacity;
    struct follow_up {
        uint64_t question, follows;
    } *follow_ups; /* questions that came of posts of the thread */
    size_t follow_up_count, follow_up_capacity;
    unsigned shown;
    enum outcome outcome; /* of what is looked up meanwhile */
    struct fault *why;
};

static struct listing listing_of(struct act *a, struct telling *t, struct fault *why)
{
    return (struct listing){.a = a, .t = t, .clocks = hours_of(a->ctx, &a->actor), .outcome = DONE, .why = why};
}

static enum outcome listing_end(const struct listing *l, enum outcome o)
{
    return o == DONE ? l->outcome : o;
}

static void put_title(struct listing *l, int64_t points)
{
    struct str title = conf_title(l->a->f->conf, points);

    if (title.n > 0)
        buf_format(&l->t->items, ", %.*s", STR_ARGS(title));
}

/* "Green Fern, Old hand, 6.8k points, +8 votes". Title and points stand only beside a name of one's own: else they would tell that two pseudonyms are one
 * person. False: nothing stands behind the name. */
static bool put_standing(struct listing *l, const struct post *p)
{
    struct buf *out = &l->t->items;
    int64_t points = 0, votes = p->ups - p->downs;

    buf_text(out, utf8_line(l->a->ctx, str_of(p->name)));
    if (!p->anonymous && l->outcome == DONE) {
        l->outcome = points_shown(l->a->f, p->author, l->a->actor.id, &points, l->why);
        put_title(l, points);
        buf_format(out, ", %s", points_text(forum_language(l->a->f, &l->a->actor), l->a->ctx, points));
    }
    if (p->kind != POST_COMMENT && votes != 0)
        buf_format(out, lang_count(forum_language(l->a->f, &l->a->actor), (uint64_t)(votes < 0 ? -votes : votes), ", %+lld vote", ", %+lld votes"), (long long)votes);
    return !p->anonymous || (p->kind != POST_COMMENT && votes != 0);
}

/* When others could see it first: of somebody who shows no handle only the day, where the operator wants that; by UTC, for by one's own clocks, set this way
 * and that, one would find the hour at which it begins. */
char *listing_when(const struct forum *f, const void *ctx, const struct zone *clocks, const struct post *p)
{
    char text[20];

    if (!p->anonymous || !f->conf->privacy.coarse_times)
        return hours_when(ctx, clocks, p->publish);
    clock_short(p->publish, text);
    return mem_copy(ctx, text, sizeof "2026-11-23" - 1);
}

/* Looking through everything is the dearest thing a mail can ask for. */
static enum outcome may_look(struct act *a, struct telling *t, bool *allowed, struct fault *why)
{
    char *again;
    enum outcome o = DONE;

    *allowed = t->lookups++ < LOOKUPS;
    if (*allowed)
        o = gate_budget(a->f, "lookups", a->actor.id, HOUR, LOOKUPS_PER_HOUR, allowed, why);
    if (o == DONE && !*allowed && (o = gate_budget_again(a, "lookups", a->actor.id, &again, why)) == DONE) {
        t->subject = say(a, "Nothing was looked up");
        if (t->lookups > LOOKUPS)
            buf_text(&t->text, say(a, "One mail looks up three things at most.\n"));
        else
            buf_format(&t->text, say(a, "Those are more lists and searches than one person has in an hour. %s\n"), again);
    }
    return o;
}

/* " #sleep #costs" */
static void put_tags(struct listing *l, const struct post *p)
{
    struct str rest = str_of(p->tags), tag;

    while (str_next_word(&rest, &tag))
        buf_format(&l->t->items, " #%.*s", STR_ARGS(tag));
}

/* When, and by whom: editors have no name there. */
static const char *edited_words(struct listing *l, const struct post *p)
{
    struct post revised = *p;
    struct person editor = {0};
    enum rung rung = RUNG_UNKNOWN;

    if (p->revision <= 1)
        return "";
    if (p->editor != 0 && l->outcome == DONE && (l->outcome = store_person_get(l->a->f->db, l->a->ctx, p->editor, &editor, l->why)) == DONE)
        l->outcome = moderate_rung(l->a->f, l->a->ctx, &editor, p->category, &rung, l->why);
    revised.publish = p->revised > p->publish ? p->revised : p->publish; /* not before anybody saw it */
    return mem_format(l->a->ctx, say(l->a, ", edited %s by %s"), listing_when(l->a->f, l->a->ctx, &l->clocks, &revised),
                      p->editor != 0 ? editor_word(forum_language(l->a->f, &l->a->actor), rung) : utf8_line(l->a->ctx, str_of(p->name)));
}

const char *listing_closed(struct act *a, const struct post *p)
{
    if (p->closed == 0)
        return "";
    if (p->duplicate != 0)
        return mem_format(a->ctx, say(a, ", closed: Q%llu asks the same"), (unsigned long long)p->duplicate);
    return *p->closing == '\0' ? say(a, ", closed") : mem_format(a->ctx, say(a, ", closed: %s"), p->closing);
}

/* ---- get ---- */

/* " in Psychotherapy" */
static void put_place(struct listing *l, const struct post *p)
{
    struct category category = {0};

    if (p->kind == POST_QUESTION && l->outcome == DONE)
        l->outcome = store_category_get(l->a->f->db, l->a->ctx, p->category, &category, l->why);
    if (category.id != 0)
        buf_format(&l->t->items, say(l->a, " in %s"), utf8_line(l->a->ctx, str_of(category.title)));
}

static void keep_follow_up(void *arg, const struct post *p)
{
    struct listing *l = arg;
    bool yes = false;

    if (l->outcome == DONE)
        l->outcome = forum_sees(l->a->f, l->a->actor.id, p, &yes, l->why);
    if (!yes)
        return;
    l->follow_ups = mem_grow(l->a->ctx, l->follow_ups, &l->follow_up_capacity, l->follow_up_count + 1, sizeof *l->follow_ups);
    l->follow_ups[l->follow_up_count++] = (struct follow_up){p->id, p->follows};
}

/* ", follows up on A13 in Q12", of a question; ", followed up by Q17 Q18" */
static void put_follow_ups(struct listing *l, const struct post *p)
{
    struct buf *out = &l->t->items;
    struct post origin = {0};
    bool first = true;

    if (p->follows != 0 && l->outcome == DONE)
        l->outcome = see_post(l->a, p->follows, &origin, l->why);
    if (origin.id != 0 && origin.state == POST_VISIBLE)
        buf_format(out, say(l->a, ", follows up on %s in Q%llu"), forum_label(l->a->ctx, &origin), (unsigned long long)origin.thread);
    for (size_t i = 0; i < l->follow_up_count; i++)
        if (l->follow_ups[i].follows == p->id) {
            buf_format(out, "%s Q%llu", first ? say(l->a, ", followed up by") : "", (unsigned long long)l->follow_ups[i].question);
            first = false;
        }
}

static bool parent_gone(const struct listing *l, const struct post *p)
{
    for (size_t i = l->gone_count; i > 0; i--)
        if (l->gone[i - 1] == p->parent)
            return true;
    return false;
}

/* "answered 3 May 2026", "commented on A2 3 May 2026" */
static void put_did(struct listing *l, const struct post *p)
{
    struct post parent = {0};

    if (p->kind == POST_COMMENT && l->outcome == DONE)
        l->outcome = see_post(l->a, p->parent, &parent, l->why);
    if (parent.id != 0)
        buf_format(&l->t->items, say(l->a, "commented on %s %s"), forum_label(l->a->ctx, &parent), listing_when(l->a->f, l->a->ctx, &l->clocks, p));
    else
        buf_format(&l->t->items, say(l->a, p->kind == POST_QUESTION ? "asked %s" : "answered %s"), listing_when(l->a->f, l->a->ctx, &l->clocks, p));
}

static void get_post(void *arg, const struct post *p)
{
    struct listing *l = arg;
    bool standing;

    if (!act_sees(l->a, p) || parent_gone(l, p)) {
        l->gone = mem_grow(l->a->ctx, l->gone, &l->gone_capacity, l->gone_count + 1, sizeof *l->gone);
        l->gone[l->gone_count++] = p->id;
        return;
    }
    if (l->shown++ >= GOT) /* more than a mail shows */
        return;
    if (p->kind == POST_QUESTION)
        l->best = p->best;
    buf_format(&l->t->items, "%llu ", (unsigned long long)p->id);
    standing = put_standing(l, p) || p->id == l->best;
    buf_format(&l->t->items, "%s%s ", p->id == l->best ? say(l->a, ", best answer") : "", standing ? "," : "");
    put_did(l, p);
    put_place(l, p);
    buf_format(&l->t->items, "%s%s", edited_words(l, p), listing_closed(l->a, p));
    put_follow_ups(l, p);
    put_tags(l, p);
    buf_char(&l->t->items, '\n');
}

/* Of a question that was taken away its answers are not shown either. */
static enum outcome is_there(struct act *a, uint64_t *thread, struct fault *why)
{
    struct post question = {0};
    enum outcome o = *thread == 0 ? DONE : see_post(a, *thread, &question, why);

    if (!act_sees(a, &question))
        *thread = 0;
    return o;
}

enum outcome command_get(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct listing l = listing_of(a, t, why);
    uint64_t thread;
    bool allowed;
    enum outcome o = may_look(a, t, &allowed, why);

    if (o != DONE || !allowed)
        return o;
    if ((o = command_thread(a, c, &thread, why)) == DONE)
        o = is_there(a, &thread, why);
    t->what = "get";
    t->subject = mem_format(a->ctx, say(a, "Q%llu as it stands"), (unsigned long long)thread);
    if (o != DONE)
        return o;
    t->whole = true;
    o = thread == 0 ? DONE : store_follow_ups(a->f->db, thread, a->f->now, keep_follow_up, &l, why);
    if (thread != 0 && o == DONE)
        o = store_thread(a->f->db, thread, get_post, &l, why);
    if (t->items.n > 0 || o != DONE)
        return listing_end(&l, o);
    t->subject = say(a, "There is no such question");
    buf_text(&t->text, say(a, "There is no question with that number. Write \"get Q12\", with the number that stands in its mails.\n"));
    return DONE;
}

/* ---- list ---- */

struct candidate {
    struct post post;
    uint64_t answers;
    int64_t heat;
};

struct candidates {
    struct act *a;
    struct candidate list[LOOKED_AT];
    size_t count;
    bool unanswered;
};

/* Question2Answer's hotness, by what askpost counts: age of question and newest answer in seconds; an answer or a vote is worth 160,000. */
static void consider(void *arg, const struct post *p, uint64_t answers, int64_t newest)
{
    struct candidates *c = arg;
    struct candidate *new = &c->list[c->count];

    if (c->count == LOOKED_AT || (c->unanswered && answers > 0))
        return;
    c->count++;
    *new = (struct candidate){.post = *p, .answers = answers};
    new->post.name = mem_string(c->a->ctx, p->name);
    new->post.tags = mem_string(c->a->ctx, p->tags);
    new->post.title = new->post.body = new->post.closing = NULL; /* the row's, gone with it */
    new->heat = p->publish + (newest == 0 ? p->publish : newest) + ((int64_t)answers + p->ups - p->downs) * 160000;
}

static int hotter(const void *a, const void *b)
{
    const struct candidate *one = a, *other = b;

    return one->heat == other->heat ? 0 : one->heat > other->heat ? -1 : 1;
}

static void put_question(struct listing *l, const struct post *p, uint64_t answers)
{
    struct category category = {0};

    if (l->outcome == DONE)
        l->outcome = store_category_get(l->a->f->db, l->a->ctx, p->category, &category, l->why);
    buf_format(&l->t->items, "%llu ", (unsigned long long)p->id);
    put_standing(l, p);
    buf_format(&l->t->items, ", %s", listing_when(l->a->f, l->a->ctx, &l->clocks, p));
    if (category.id != 0)
        buf_format(&l->t->items, say(l->a, ", in %s"), utf8_line(l->a->ctx, str_of(category.title)));
    if (answers == 0)
        buf_text(&l->t->items, say(l->a, ", no answer yet"));
    else
        buf_format(&l->t->items, lang_count(forum_language(l->a->f, &l->a->actor), answers, ", %llu answer", ", %llu answers"),
                   (unsigned long long)answers);
    if (p->closed != 0)
        buf_text(&l->t->items, say(l->a, ", closed"));
    put_tags(l, p);
    buf_char(&l->t->items, '\n');
}

/* "[new|hot|unanswered] [CATEGORY]" */
struct wanted {
    bool hot, unanswered;
    struct category category;
};

static enum outcome read_wanted(struct act *a, struct str words, struct wanted *w, bool *understood, struct fault *why)
{
    struct str word;
    enum outcome o = DONE;

    *w = (struct wanted){0};
    *understood = true;
    while (o == DONE && str_next_word(&words, &word)) {
        if (lang_means(word, "hot"))
            w->hot = true;
        else if (lang_means(word, "unanswered"))
            w->unanswered = true;
        else if (!lang_means(word, "new")) {
            o = see_category_named(a, word, &w->category, why);
            *understood = *understood && w->category.id != 0;
        }
    }
    return o;
}

static const char *list_subject(struct act *a, const struct wanted *w)
{
    const char *which = say(a, w->hot ? "The questions talked about most" : w->unanswered ? "Questions nobody has answered yet" : "The newest questions");

    return w->category.id == 0 ? which : mem_format(a->ctx, say(a, "%s in %s"), which, w->category.title);
}

enum outcome command_list(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct listing l = listing_of(a, t, why);
    struct candidates *found = mem_new(a->ctx, struct candidates);
    struct wanted w;
    bool understood, allowed;
    enum outcome o = may_look(a, t, &allowed, why);

    if (o != DONE || !allowed || (o = read_wanted(a, str_of(c->argument), &w, &understood, why)) != DONE)
        return o;
    t->what = "list";
    t->subject = say(a, "The questions");
    if (!understood) {
        buf_text(&t->text, say(a, "Write \"list\", \"list new\", \"list hot\" or \"list unanswered\", and behind it a category if you like, as "
                           "\"categories\" shows them.\n"));
        return DONE;
    }
    t->subject = list_subject(a, &w);
    found->a = a;
    found->unanswered = w.unanswered;
    o = store_question_summaries(a->f->db, str_of(w.category.id == 0 ? "" : w.category.path), a->actor.id, a->f->now, LOOKED_AT, consider, found, why);
    if (w.hot)
        qsort(found->list, found->count, sizeof found->list[0], hotter);
    for (size_t i = 0; i < found->count && i < LISTED; i++)
        put_question(&l, &found->list[i].post, found->list[i].answers);
    if (found->count == 0)
        buf_text(&t->text, say(a, "There are none.\n"));
    return listing_end(&l, o);
}

enum outcome listing_newest(struct act *a, struct telling *t, unsigned count, struct fault *why)
{
    struct listing l = listing_of(a, t, why);
    struct candidates *found = mem_new(a->ctx, struct candidates);
    enum outcome o;

    found->a = a;
    o = store_question_summaries(a->f->db, STR_EMPTY, a->actor.id, a->f->now, count, consider, found, why);
    for (size_t i = 0; i < found->count; i++)
        put_question(&l, &found->list[i].post, found->list[i].answers);
    return listing_end(&l, o);
}

/* ---- search ---- */

static void found_one(void *arg, const struct post *p)
{
    struct listing *l = arg;
    uint64_t answers = 0;
    int64_t newest;

    l->shown++;
    if (l->outcome == DONE)
        l->outcome = store_post_answers(l->a->f->db, p->id, l->a->f->now, &answers, &newest, l->why);
    put_question(l, p, answers);
}

/* All of the words, or, where nothing has them all, any. What was posted a moment ago is found as well. */
enum outcome command_search(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct listing l = listing_of(a, t, why);
    struct str words = str_trim(str_of(c->argument));
    bool more, allowed;
    enum outcome o = may_look(a, t, &allowed, why);

    if (o != DONE || !allowed || (o = store_search_step(a->f->db, a->f->now, INDEX_STEP, &more, why)) != DONE)
        return o;
    t->what = "search";
    t->subject = mem_format(a->ctx, say(a, "What was found: %.*s"), STR_ARGS(utf8_prefix(words, 60)));
    for (int any = 0; any <= 1 && o == DONE && l.shown == 0 && words.n > 0; any++)
        o = store_search(a->f->db, a->ctx, words, any == 1, a->actor.id, a->f->now, FOUND, found_one, &l, why);
    if (words.n == 0) {
        t->subject = say(a, "What do you look for?");
        buf_text(&t->text, say(a, "Write \"search\" and the words you look for, such as: search sleep medicine\n"));
    } else if (l.shown == 0) {
        t->subject = say(a, "Nothing was found");
        buf_format(&t->text, say(a, "No question has \"%s\" in it. Fewer or other words may find one.\n"), utf8_line(a->ctx, utf8_prefix(words, 200)));
    }
    return listing_end(&l, o);
}
