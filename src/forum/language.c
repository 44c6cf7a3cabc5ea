#include "forum/private.h"

const struct lang *forum_language(const struct forum *f, const struct person *p)
{
    return lang_get(p == NULL || p->language == NULL || *p->language == '\0' ? f->conf->forum.language : p->language);
}

const struct lang *language_of(const struct forum *f, const void *ctx, uint64_t person)
{
    struct person p = {0};
    struct fault why;

    /* Whoever cannot be read now is told in the forum's language: no reason to fail. */
    if (person == 0 || store_person_get(f->db, ctx, person, &p, &why) != DONE)
        return forum_language(f, NULL);
    return forum_language(f, &p);
}

const char *say(const struct act *a, const char *english)
{
    return lang_say(forum_language(a->f, &a->actor), english);
}

char *typed(const struct act *a, const char *english)
{
    return lang_typed(forum_language(a->f, &a->actor), a->ctx, english);
}

const char *kind_word(const struct lang *l, enum post_kind kind)
{
    static const char *const words[] = {[POST_QUESTION] = PHRASE("question"), [POST_ANSWER] = PHRASE("answer"), [POST_COMMENT] = PHRASE("comment")};

    return lang_say(l, words[kind]);
}

const char *kind_yours(const struct lang *l, enum post_kind kind)
{
    static const char *const words[] = {
        [POST_QUESTION] = PHRASE("your question"), [POST_ANSWER] = PHRASE("your answer"), [POST_COMMENT] = PHRASE("your comment")};

    return lang_say(l, words[kind]);
}
