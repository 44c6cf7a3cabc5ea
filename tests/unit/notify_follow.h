/* People with names and what they follow, for the tests of who hears of a post: what they ask, and the mails that come of it. */
#ifndef TESTS_UNIT_NOTIFY_FOLLOW_H
#define TESTS_UNIT_NOTIFY_FOLLOW_H

#include "notify.h"

static inline uint64_t named(struct world *w, const char *address, const char *name)
{
    uint64_t id = world_person(w, address);
    struct person p;

    OK(w, store_person_get(w->f.db, w->ctx, id, &p, &w->why));
    p.handle = mem_string(w->ctx, name);
    p.name_mode = NAME_HANDLE;
    OK(w, store_person_put(w->f.db, &p, forum_follow_key(w->ctx, 0, name) + 2, &w->why));
    return id;
}

static inline void follow(struct world *w, uint64_t person, enum follow_kind kind, const char *subject)
{
    struct follow f = {kind, subject, subject, PACE_UNSET};
    bool changed;

    OK(w, store_follow(w->f.db, person, &f, w->f.now, &changed, &w->why));
    assert_true(changed);
}

/* A question by somebody, under a name that is theirs or is not. */
static inline uint64_t ask(struct world *w, uint64_t author, const char *name, bool anonymous, const char *tags, const char *body)
{
    struct changes changes = {0};
    uint64_t id;

    w->own_name = !anonymous;
    id = world_post(w, POST_QUESTION, 0, author, name, "If I seek therapy?", body, &changes);
    w->own_name = false;
    OK(w, store_post_tags(w->f.db, id, tags, &w->why));
    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    world_expand(w, 1);
    return id;
}

/* How many would hear of a reply to that post by somebody. */
static inline uint64_t reached(struct world *w, uint64_t post, uint64_t by)
{
    struct post reply = {.body = mem_string(w->ctx, "")}, to;
    struct heard heard;

    OK(w, store_post_get(w->f.db, w->ctx, post, &to, &w->why));
    reply.kind = to.kind == POST_QUESTION ? POST_ANSWER : POST_COMMENT;
    reply.thread = to.thread;
    reply.parent = post;
    reply.category = to.category;
    OK(w, audience_hear(&w->f, w->ctx, &reply, &heard, &w->why));
    return audience_beside(&heard, by);
}

static inline struct notice claimed(struct world *w, uint64_t person, uint64_t post)
{
    struct notice n;

    OK(w, store_notice_of(w->f.db, w->ctx, person, post, &n, &w->why));
    return n;
}

static inline const char *mail(struct world *w, const struct notice *n)
{
    struct rendered out;
    char *text;

    OK(w, notify_render(&w->f, w->ctx, n, &out, &w->why));
    text = str_dup(w->ctx, out.text);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    return text;
}

/* By which ways a question by Wise Willow reaches somebody. */
enum { CATEGORY = 1, PARENT = 2, TAG = 4, NAME = 8, MENTION = 16, WAYS = 32 };

static inline void reach(struct world *w, uint64_t person, uint64_t willow, unsigned ways)
{
    if (ways & CATEGORY)
        world_subscribe(w, w->category, person);
    if (ways & PARENT)
        world_subscribe(w, w->parent, person);
    if (ways & TAG)
        follow(w, person, FOLLOW_TAG, "sleep");
    if (ways & NAME)
        follow(w, person, FOLLOW_PERSON, forum_follow_key(w->ctx, willow, "Wise Willow"));
}

#endif
