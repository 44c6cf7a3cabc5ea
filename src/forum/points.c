#include "forum/private.h"

/* Points as Question2Answer counts them with its defaults: what a post is worth to its author, what a vote is to who cast it. The
 * running totals in the store change by the difference; `points_recount` adds everything up again. */

enum {
    BASE = 100, /* everybody has them */
    ASKED = 20,
    ANSWERED = 40,
    CHOSE = 30,   /* a best answer to one's own question */
    CHOSEN = 300, /* one's answer is the best, by somebody else's choice */
    CAST = 10     /* a vote */
};

static int64_t below(int64_t value, int64_t limit)
{
    return value < limit ? value : limit;
}

/* `chosen`: it is the best answer to somebody else's question. */
static int64_t worth(const struct post *p, bool chosen)
{
    if (p->state != POST_VISIBLE)
        return 0;
    if (p->kind == POST_QUESTION)
        return ASKED + 10 * (below(p->ups, 10) - below(p->downs, 3)) + (p->best != 0 ? CHOSE : 0);
    if (p->kind == POST_ANSWER)
        return ANSWERED + 10 * (below(2 * p->ups, 20) - below(2 * p->downs, 5)) + (chosen ? CHOSEN : 0);
    return 0;
}

/* What it is worth as the store has it now. */
static enum outcome worth_now(const struct forum *f, const void *ctx, uint64_t id, int64_t *value, uint64_t *author,
                              struct fault *why)
{
    struct post p = {0}, question = {0};
    enum outcome o = store_post_get(f->db, ctx, id, &p, why);

    if (o == DONE && p.kind == POST_ANSWER)
        o = store_post_get(f->db, ctx, p.thread, &question, why);
    *value = p.id == 0 ? 0 : worth(&p, question.best == id && question.author != p.author);
    *author = p.author;
    return o;
}

struct stake {
    uint64_t post, author;
    int64_t worth;
};

static enum outcome stake_before(const struct forum *f, const void *ctx, uint64_t post, struct stake *s,
                                 struct fault *why)
{
    s->post = post;
    return worth_now(f, ctx, post, &s->worth, &s->author, why);
}

/* The difference to what it was worth before goes to its author. */
static enum outcome stake_after(const struct forum *f, const void *ctx, const struct stake *s, struct fault *why)
{
    struct stake now;
    enum outcome o = stake_before(f, ctx, s->post, &now, why);

    return o != DONE || now.worth == s->worth ? o
                                              : store_points_add(f->db, now.author, now.worth - s->worth, why);
}

enum outcome points_posted(const struct forum *f, const struct post *p, struct fault *why)
{
    int64_t value = worth(p, false);

    return value == 0 ? DONE : store_points_add(f->db, p->author, value, why);
}

enum outcome points_vote(const struct forum *f, const void *ctx, uint64_t post, uint64_t voter, int value,
                         struct fault *why)
{
    struct stake stake;
    int before;
    enum outcome o;

    if ((o = store_vote_get(f->db, post, voter, &before, why)) != DONE || before == value ||
        (o = stake_before(f, ctx, post, &stake, why)) != DONE ||
        (o = store_vote_set(f->db, post, voter, value, f->now, why)) != DONE ||
        (o = stake_after(f, ctx, &stake, why)) != DONE)
        return o;
    return (value != 0) == (before != 0) ? DONE : store_points_add(f->db, voter, value != 0 ? CAST : -CAST, why);
}

enum outcome points_best(const struct forum *f, const void *ctx, const struct post *question, uint64_t answer,
                         struct fault *why)
{
    struct stake asked, before = {0}, after = {0};
    enum outcome o;

    if ((o = stake_before(f, ctx, question->id, &asked, why)) != DONE ||
        (o = stake_before(f, ctx, question->best, &before, why)) != DONE ||
        (o = stake_before(f, ctx, answer, &after, why)) != DONE ||
        (o = store_best_set(f->db, question->id, answer, why)) != DONE ||
        (o = stake_after(f, ctx, &asked, why)) != DONE)
        return o;
    if (question->best != 0 && question->best != answer && (o = stake_after(f, ctx, &before, why)) != DONE)
        return o;
    return answer == 0 ? DONE : stake_after(f, ctx, &after, why);
}

/* An answer that goes is nobody's best any more. */
enum outcome points_state(const struct forum *f, const void *ctx, const struct post *p, enum post_state state,
                          struct fault *why)
{
    struct post question = {0};
    struct stake stake;
    enum outcome o = DONE;

    if (p->kind == POST_ANSWER && state != POST_VISIBLE) {
        o = store_post_get(f->db, ctx, p->thread, &question, why);
        if (o == DONE && question.best == p->id)
            o = points_best(f, ctx, &question, 0, why);
    }
    if (o != DONE || (o = stake_before(f, ctx, p->id, &stake, why)) != DONE ||
        (o = store_post_state(f->db, p->id, state, why)) != DONE)
        return o;
    return stake_after(f, ctx, &stake, why);
}

/* Votes on comments give nothing to who cast them. */
static enum outcome points_cast(const struct forum *f, const void *ctx, uint64_t post, int64_t each, struct fault *why)
{
    uint64_t *voters;
    size_t count;
    enum outcome o = store_voters(f->db, ctx, post, &voters, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++)
        o = store_points_add(f->db, voters[i], each, why);
    return o;
}

enum outcome points_convert(const struct forum *f, const void *ctx, const struct post *p, const struct post *question, enum post_kind kind,
                            struct fault *why)
{
    struct stake stake;
    enum outcome o = question->best == p->id ? points_best(f, ctx, question, 0, why) : DONE;

    if (o != DONE || (o = stake_before(f, ctx, p->id, &stake, why)) != DONE ||
        (o = store_post_convert(f->db, p, kind, why)) != DONE || (o = stake_after(f, ctx, &stake, why)) != DONE)
        return o;
    return points_cast(f, ctx, p->id, kind == POST_ANSWER ? CAST : -CAST, why);
}

enum outcome forum_points(const struct forum *f, uint64_t person, int64_t *points, struct fault *why)
{
    int64_t bonus = 0;
    enum outcome o = store_points_get(f->db, person, points, why);

    if (o == DONE)
        o = store_bonus_get(f->db, person, &bonus, why);
    *points += BASE + bonus;
    return o;
}

static void add_worth(void *arg, const struct post *p, bool chosen)
{
    int64_t *points = arg;

    *points += worth(p, chosen);
}

enum outcome points_shown(const struct forum *f, uint64_t person, uint64_t reader, int64_t *points, struct fault *why)
{
    int64_t bonus = 0;
    enum outcome o = store_bonus_get(f->db, person, &bonus, why);

    *points = BASE + bonus;
    return o != DONE ? o : store_posts_named(f->db, person, reader, f->now, add_worth, points, why);
}

char *points_text(const struct lang *l, const void *ctx, int64_t points)
{
    uint64_t count = (uint64_t)(points < 0 ? -points : points);
    double shown = (double)points;
    const char *unit = "";
    bool whole;

    if (points >= 1000000)
        shown /= 1000000, unit = "m";
    else if (points >= 1000)
        shown /= 1000, unit = "k";
    whole = *unit == '\0' || shown >= 100 || (int64_t)(shown * 10 + 0.5) % 10 == 0;
    return mem_format(ctx, lang_count(l, count, "%s point", "%s points"), mem_format(ctx, whole ? "%.0f%s" : "%.1f%s", shown, unit));
}

/* ---- everything counted again ---- */

struct recount {
    const void *ctx;
    int64_t *points; /* by person */
    uint64_t *best;  /* of each question, by number; its author beside it */
    uint64_t *asker;
    size_t people, people_capacity, posts, best_capacity, asker_capacity;
    forum_points_wrong *wrong;
    void *arg;
};

static void room_for_person(struct recount *r, uint64_t person)
{
    r->points = mem_grow(r->ctx, r->points, &r->people_capacity, person + 1, sizeof *r->points);
    for (; r->people <= person; r->people++)
        r->points[r->people] = 0;
}

static void recount_post(void *arg, const struct post *p)
{
    struct recount *r = arg;

    r->best = mem_grow(r->ctx, r->best, &r->best_capacity, p->id + 1, sizeof *r->best);
    r->asker = mem_grow(r->ctx, r->asker, &r->asker_capacity, p->id + 1, sizeof *r->asker);
    for (; r->posts <= p->id; r->posts++)
        r->best[r->posts] = r->asker[r->posts] = 0;
    r->best[p->id] = p->best;
    r->asker[p->id] = p->author;
    room_for_person(r, p->author);
    r->points[p->author] += worth(p, p->kind == POST_ANSWER && p->thread < r->posts && r->best[p->thread] == p->id &&
                                         r->asker[p->thread] != p->author);
}

static void recount_votes(void *arg, uint64_t person, int64_t votes)
{
    struct recount *r = arg;

    room_for_person(r, person);
    r->points[person] += CAST * votes;
}

/* What is left after taking the running total off is the difference. */
static void compare(void *arg, uint64_t person, int64_t points)
{
    struct recount *r = arg;

    room_for_person(r, person);
    if (r->points[person] != points)
        r->wrong(r->arg, person, points + BASE, r->points[person] + BASE);
    r->points[person] = 0;
}

enum outcome forum_points_recount(struct db *db, const void *ctx, forum_points_wrong *wrong, void *arg,
                                  struct fault *why)
{
    struct recount r = {.ctx = ctx, .wrong = wrong, .arg = arg};
    enum outcome o;

    if ((o = store_posts_recounted(db, recount_post, &r, why)) != DONE ||
        (o = store_votes_cast(db, recount_votes, &r, why)) != DONE ||
        (o = store_points_list(db, compare, &r, why)) != DONE)
        return o;
    for (size_t person = 0; person < r.people; person++) /* somebody without a total */
        if (r.points[person] != 0)
            wrong(arg, person, BASE, r.points[person] + BASE);
    return DONE;
}
