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

/* "[de]" alone on a line. */
bool language_line(struct str line, struct str *code)
{
    line = str_trim(line);
    if (line.n < 4 || line.n > 13 || line.p[0] != '[' || str_index(line, ']') != line.n - 1 || str_index(line, ' ') < line.n)
        return false;
    *code = str_from(line.p + 1, line.n - 2);
    return true;
}

char *text_in(const struct lang *l, const void *ctx, const char *text)
{
    struct str rest = str_of(text), line, code;
    struct buf common, own;
    bool first = true, mine = false;

    buf_init(&common, ctx, strlen(text) + 2);
    buf_init(&own, ctx, strlen(text) + 2);
    while (str_next_line(&rest, &line))
        if (language_line(line, &code)) {
            first = str_trim(buf_view(&common)).n == 0;
            mine = str_equal_nocase(code, str_of(lang_code(l)));
        } else {
            if (first)
                buf_format(&common, "%.*s\n", STR_ARGS(line));
            if (mine)
                buf_format(&own, "%.*s\n", STR_ARGS(line));
        }
    return str_dup(ctx, str_trim(buf_view(own.n > 0 ? &own : &common)));
}
