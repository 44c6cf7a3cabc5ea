#include "notify/private.h"

/* Who would hear of a post: the parts of its audience, each read in steps. */

static enum outcome one(struct audience *a, uint64_t person)
{
    if (person > a->people.after) {
        a->people.ids = mem_array(a->ctx, 1, sizeof *a->people.ids);
        a->people.ids[a->people.count++] = person;
    }
    return DONE;
}

/* Whether the category is `above`, or lies in it. */
static enum outcome lies_in(struct audience *a, uint64_t category, uint64_t above, bool *yes, struct fault *why)
{
    enum outcome outcome = DONE;

    while (category != 0 && category != above && outcome == DONE)
        outcome = store_category_parent(a->f->db, category, &category, why);
    *yes = category == above;
    return outcome;
}

/* A subscription covers its category and all below it: level 0 is the question's own, level 1 the one it lies in. */
static enum outcome subscribers(struct audience *a, unsigned level, struct fault *why)
{
    bool before = false;
    enum outcome outcome;

    if (a->above == 0)
        a->category = a->post.category;
    for (; a->above < level && a->category != 0; a->above++)
        if ((outcome = store_category_parent(a->f->db, a->category, &a->category, why)) != DONE)
            return outcome;
    if (a->category != 0 && level > 0 && a->event.came_from != 0 && (outcome = lies_in(a, a->event.came_from, a->category, &before, why)) != DONE)
        return outcome;
    if (a->category == 0 || before) /* who subscribes to what covers both has heard */
        return DONE;
    return (level == 0 ? store_subscribers : store_subscribers_below)(a->f->db, a->ctx, a->category, &a->people, why);
}

static enum outcome author_of(struct audience *a, uint64_t id, struct fault *why)
{
    struct post post;
    enum outcome outcome = store_post_get(a->f->db, a->ctx, id, &post, why);

    return outcome == DONE && post.id != 0 ? one(a, post.author) : outcome;
}

static enum outcome asker(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return author_of(a, a->post.thread, why);
}

static enum outcome commented(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return author_of(a, a->post.parent, why);
}

/* Who wrote what a question came of, unless they want to hear no more of that thread. */
static enum outcome followed(struct audience *a, unsigned level, struct fault *why)
{
    struct post origin = {0};
    bool muted = false;
    enum outcome outcome = a->post.follows == 0 ? DONE : store_post_get(a->f->db, a->ctx, a->post.follows, &origin, why);

    (void)level;
    if (outcome != DONE || origin.id == 0 || origin.state != POST_VISIBLE)
        return outcome;
    outcome = store_muted(a->f->db, origin.thread, origin.author, &muted, why);
    return outcome == DONE && !muted ? one(a, origin.author) : outcome;
}

static enum outcome answerers(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return store_answerers(a->f->db, a->ctx, a->post.thread, &a->people, why);
}

static enum outcome followers(struct audience *a, enum follow_kind kind, const char *subject, struct fault *why)
{
    return subject == NULL ? DONE : store_followers(a->f->db, a->ctx, kind, subject, &a->people, why);
}

static enum outcome thread_followers(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return followers(a, FOLLOW_THREAD, mem_format(a->ctx, "%llu", (unsigned long long)a->post.thread), why);
}

static enum outcome tag_followers(struct audience *a, unsigned level, struct fault *why)
{
    const struct post gained = {.tags = a->event.gained};
    bool some = gained.tags != NULL && *gained.tags != '\0';

    return followers(a, FOLLOW_TAG, because_tag(a->ctx, some ? &gained : &a->post, level), why);
}

static enum outcome author_followers(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return followers(a, FOLLOW_PERSON, because_author(a->ctx, &a->post), why);
}

static enum outcome commenters(struct audience *a, unsigned level, struct fault *why)
{
    (void)level;
    return store_commenters(a->f->db, a->ctx, a->post.parent, a->post.id == 0 ? INT64_MAX : a->post.id, &a->people, why);
}

/* A few at most, so all at once but for those that are done. */
static enum outcome mentioned(struct audience *a, unsigned level, struct fault *why)
{
    struct people *p = &a->people;
    size_t count;
    enum outcome outcome = mention_find(a->f, a->ctx, &a->post, &p->ids, &count, why);

    (void)level;
    for (size_t i = 0; i < count && p->count < p->limit; i++)
        if (p->ids[i] > p->after)
            p->ids[p->count++] = p->ids[i];
    return outcome;
}

/* Who has an earlier text; who chose titles only has none, unless the title is another now. */
static enum outcome readers(struct audience *a, unsigned level, struct fault *why)
{
    struct post before;
    bool titles;
    enum outcome outcome = store_post_revision(a->f->db, a->ctx, a->post.id, a->event.corrects - 1, &before, why);

    (void)level;
    if (outcome != DONE)
        return outcome;
    titles = before.id != 0 && strcmp(before.title, a->post.title) != 0;
    return store_notice_readers(a->f->db, a->ctx, a->post.id, a->event.corrects, titles, &a->people, why);
}

/* Who hears of what, in this order; somebody in two parts hears once, by the first. Who is mentioned comes last, and is not counted: else
 * the number would tell whether the name that was mentioned is one of those who hear anyway, under whatever name. */
static const struct hearers parts[] = {
    {POST_QUESTION, NOTICE_FOLLOWED, followed, 0},
    {POST_QUESTION, NOTICE_QUESTION, subscribers, 0},      {POST_QUESTION, NOTICE_QUESTION, subscribers, 1},
    {POST_QUESTION, NOTICE_QUESTION, subscribers, 2},      {POST_QUESTION, NOTICE_QUESTION, subscribers, 3},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 0},    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 1},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 2},    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 3},
    {POST_QUESTION, NOTICE_QUESTION, tag_followers, 4},    {POST_QUESTION, NOTICE_QUESTION, author_followers, 0},
    {POST_QUESTION, NOTICE_MENTION, mentioned, 0},
    {POST_ANSWER, NOTICE_ANSWER, asker, 0},                {POST_ANSWER, NOTICE_THREAD, answerers, 0},
    {POST_ANSWER, NOTICE_THREAD, thread_followers, 0},     {POST_ANSWER, NOTICE_CATEGORY, subscribers, 0},
    {POST_ANSWER, NOTICE_CATEGORY, subscribers, 1},        {POST_ANSWER, NOTICE_CATEGORY, subscribers, 2},
    {POST_ANSWER, NOTICE_CATEGORY, subscribers, 3},        {POST_ANSWER, NOTICE_MENTION, mentioned, 0},
    {POST_COMMENT, NOTICE_COMMENT, commented, 0},          {POST_COMMENT, NOTICE_AFTER, commenters, 0},
    {POST_COMMENT, NOTICE_MENTION, mentioned, 0},
};

bool audience_concerned(const struct event *e, const struct hearers *part)
{
    bool gained = e->gained != NULL && *e->gained != '\0';

    return e->came_from != 0 ? part->find == subscribers : !gained || part->find == tag_followers;
}

/* An edit goes to whom the post went, as what it was to them: that is no one kind. */
const struct hearers audience_edited = {.find = readers};

const struct hearers *audience_part(enum post_kind kind, unsigned number)
{
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].of == kind && number-- == 0)
            return &parts[i];
    return NULL;
}

/* ---- how many it is ---- */

static bool is_heard(const struct heard *h, uint64_t person)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->people[i] == person)
            return true;
    return false;
}

/* One part, to its end or until AUDIENCE_EXACT people were looked at. */
static enum outcome hear_part(struct audience *a, const struct hearers *part, struct heard *h, struct fault *why)
{
    enum outcome outcome;

    a->people = (struct people){.by = a->event.at, .limit = AUDIENCE_EXACT - h->looked};
    outcome = part->find(a, part->level, why);
    for (size_t i = 0; i < a->people.count && outcome == DONE; i++) {
        struct notice n = {.person = a->people.ids[i], .kind = part->kind};
        struct person person;
        struct gate gate = {.open = false};

        h->looked++;
        if (!is_heard(h, n.person))
            outcome = gate_plan(a->f, a->ctx, &n, &a->post, &person, &gate, why);
        if (gate.open)
            h->people[h->count++] = n.person;
    }
    return outcome;
}

/* What the categories count themselves, those who turned it off included. */
static enum outcome count_subscribers(const struct audience *a, uint64_t *people, struct fault *why)
{
    struct category c = {.parent = a->post.category};
    uint64_t n = 0;
    enum outcome outcome = DONE;

    *people = 0;
    while (c.parent != 0 && outcome == DONE) {
        if ((outcome = store_category_get(a->f->db, a->ctx, c.parent, &c, why)) == DONE)
            outcome = store_subscribers_count(a->f->db, &c, &n, why);
        *people += n;
    }
    return outcome;
}

enum outcome audience_hear(const struct forum *f, const void *ctx, const struct post *post, struct heard *out, struct fault *why)
{
    struct audience a = {.f = f, .ctx = ctx, .post = *post, .event = {.at = f->now}};
    const struct hearers *part;
    enum outcome outcome = DONE;

    *out = (struct heard){.people = mem_array(ctx, AUDIENCE_EXACT, sizeof *out->people)};
    for (unsigned i = 0; outcome == DONE && out->looked < AUDIENCE_EXACT && (part = audience_part(post->kind, i)) != NULL; i++)
        outcome = part->kind == NOTICE_MENTION ? DONE : hear_part(&a, part, out, why);
    if (outcome == DONE && out->looked == AUDIENCE_EXACT && post->kind != POST_COMMENT)
        outcome = count_subscribers(&a, &out->more, why);
    return outcome;
}

uint64_t audience_beside(const struct heard *h, uint64_t person)
{
    uint64_t exact = h->count - is_heard(h, person);

    return exact > h->more ? exact : h->more;
}
