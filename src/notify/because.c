#include "notify/private.h"

/* Whether person subscribes to the category or one it lies in. */
static enum outcome subscribed(const struct forum *f, uint64_t category, uint64_t person, bool *yes, struct fault *why)
{
    enum outcome outcome = DONE;

    *yes = false;
    for (unsigned depth = 0; depth < CATEGORY_DEPTH && category != 0 && !*yes && outcome == DONE; depth++) {
        outcome = (depth == 0 ? store_subscribed : store_subscribed_below)(f->db, category, person, yes, why);
        if (outcome == DONE && !*yes)
            outcome = store_category_parent(f->db, category, &category, why);
    }
    return outcome;
}

char *because_tag(const void *ctx, const struct post *post, unsigned number)
{
    struct str rest = str_of(post->tags), tag;

    while (str_next_word(&rest, &tag))
        if (number-- == 0)
            return str_dup(ctx, tag);
    return NULL;
}

char *because_author(const void *ctx, const struct post *post)
{
    return post->anonymous ? NULL : forum_follow_key(ctx, post->author, post->name);
}

/* The first of its tags that they follow, or its author; *what NULL: none. */
static enum outcome followed(const struct forum *f, const void *ctx, uint64_t person, const struct post *post, char **what, enum pace *pace, struct fault *why)
{
    char *subject;
    bool yes;
    enum outcome outcome = DONE;

    *what = NULL;
    for (unsigned i = 0; (subject = because_tag(ctx, post, i)) != NULL; i++) {
        if ((outcome = store_follows(f->db, person, FOLLOW_TAG, subject, &yes, pace, why)) != DONE)
            return outcome;
        if (yes) {
            *what = mem_format(ctx, "#%s", subject);
            return DONE;
        }
    }
    if ((subject = because_author(ctx, post)) == NULL ||
        (outcome = store_follows(f->db, person, FOLLOW_PERSON, subject, &yes, pace, why)) != DONE || !yes)
        return outcome;
    *what = mem_string(ctx, post->name);
    return DONE;
}

static enum outcome follows_thread(const struct forum *f, const void *ctx, uint64_t person, uint64_t thread, bool *yes, enum pace *pace, struct fault *why)
{
    return store_follows(f->db, person, FOLLOW_THREAD, mem_format(ctx, "%llu", (unsigned long long)thread), yes, pace, why);
}

static enum outcome of_question(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    enum pace pace;
    bool yes;
    enum outcome outcome = subscribed(f, post->category, n->person, &yes, why);

    if (outcome == DONE && !yes && n->kind == NOTICE_QUESTION)
        return followed(f, ctx, n->person, post, out, &pace, why);
    if (outcome == DONE && yes)
        *out = mem_string(ctx, "");
    return outcome;
}

static enum outcome of_answer(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    enum pace pace;
    bool yes;
    enum outcome outcome = store_answered(f->db, post->thread, n->person, &yes, why);

    if (outcome != DONE || yes) {
        *out = mem_string(ctx, "");
        return outcome;
    }
    outcome = follows_thread(f, ctx, n->person, post->thread, &yes, &pace, why);
    if (outcome == DONE && yes)
        *out = mem_format(ctx, "Q%llu", (unsigned long long)post->thread);
    return outcome;
}

enum outcome because_pace(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, enum pace *pace, const char **by,
                          struct fault *why)
{
    bool found = false;
    char *what;
    enum outcome outcome;

    *pace = PACE_UNSET;
    *by = "follow";
    if (n->kind == NOTICE_THREAD) {
        outcome = store_answered(f->db, post->thread, n->person, &found, why);
        return outcome != DONE || found ? outcome : follows_thread(f, ctx, n->person, post->thread, &found, pace, why);
    }
    outcome = store_subscription_pace(f->db, post->category, n->person, &found, pace, why);
    if (outcome == DONE && !found && n->kind == NOTICE_QUESTION)
        return followed(f, ctx, n->person, post, &what, pace, why);
    *by = "subscribe";
    return outcome;
}

enum outcome because_of(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    *out = NULL;
    if (n->kind == NOTICE_QUESTION || n->kind == NOTICE_CATEGORY)
        return of_question(f, ctx, n, post, out, why);
    if (n->kind == NOTICE_THREAD)
        return of_answer(f, ctx, n, post, out, why);
    *out = mem_string(ctx, "");
    return DONE;
}
