#include "forum/private.h"

/* What a post is called: "Q12", "A13", "C14". All three count on from one another, so the letter only says what it is. */

char *forum_label(const void *ctx, const struct post *p)
{
    static const char letters[] = {[POST_QUESTION] = 'Q', [POST_ANSWER] = 'A', [POST_COMMENT] = 'C'};

    return mem_format(ctx, "%c%llu", letters[p->kind], (unsigned long long)p->id);
}

char *forum_title(const void *ctx, uint64_t person, const struct post *question)
{
    if (question->id == 0)
        return mem_string(ctx, "");
    return question->state != POST_VISIBLE && question->author != person ? forum_label(ctx, question) : mem_string(ctx, question->title);
}

bool label_begins(struct str s)
{
    return s.n > 0 && strchr("QqAaCc#", *s.p) != NULL;
}

uint64_t command_number(struct str s)
{
    uint64_t number;

    s = str_trim(s);
    if (label_begins(s))
        s = str_from_index(s, 1);
    return str_number(s, UINT64_C(1) << 34, &number) ? number : 0;
}
