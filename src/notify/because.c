#include "notify/private.h"

/* Whether person subscribes to the category or one it lies in. */
static enum outcome subscribed(const struct forum *f, const void *ctx, uint64_t category, uint64_t person, bool *yes, struct fault *why)
{
    enum outcome outcome = DONE;

    *yes = false;
    for (unsigned depth = 0; depth < CATEGORY_DEPTH && category != 0 && !*yes && outcome == DONE; depth++) {
        struct category c;

        outcome = (depth == 0 ? store_subscribed : store_subscribed_below)(f->db, category, person, yes, why);
        if (outcome == DONE && !*yes) {
            outcome = store_category_get(f->db, ctx, category, &c, why);
            category = outcome == DONE ? c.parent : 0;
        }
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

static enum outcome of_question(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    char *subject;
    bool yes;
    enum outcome outcome = subscribed(f, ctx, post->category, n->person, &yes, why);

    if (outcome != DONE || yes) {
        *out = mem_string(ctx, "");
        return outcome;
    }
    for (unsigned i = 0; (subject = because_tag(ctx, post, i)) != NULL; i++) {
        if ((outcome = store_follows(f->db, n->person, FOLLOW_TAG, subject, &yes, why)) != DONE || !yes)
            continue;
        *out = mem_format(ctx, "#%s", subject);
        return DONE;
    }
    if (outcome == DONE && (subject = because_author(ctx, post)) != NULL &&
        (outcome = store_follows(f->db, n->person, FOLLOW_PERSON, subject, &yes, why)) == DONE && yes)
        *out = mem_string(ctx, post->name);
    return outcome;
}

static enum outcome of_answer(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    bool yes;
    enum outcome outcome = store_answered(f->db, post->thread, n->person, &yes, why);

    if (outcome != DONE || yes) {
        *out = mem_string(ctx, "");
        return outcome;
    }
    outcome = store_follows(f->db, n->person, FOLLOW_THREAD, mem_format(ctx, "%llu", (unsigned long long)post->thread), &yes, why);
    if (outcome == DONE && yes)
        *out = mem_format(ctx, "Q%llu", (unsigned long long)post->thread);
    return outcome;
}

enum outcome because_of(const struct forum *f, const void *ctx, const struct notice *n, const struct post *post, char **out, struct fault *why)
{
    *out = NULL;
    if (n->kind == NOTICE_QUESTION)
        return of_question(f, ctx, n, post, out, why);
    if (n->kind == NOTICE_THREAD)
        return of_answer(f, ctx, n, post, out, why);
    *out = mem_string(ctx, "");
    return DONE;
}
