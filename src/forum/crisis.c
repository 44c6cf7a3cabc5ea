#include "forum/private_moderate.h"

/* Words of a crisis, in whatever language, and what their author is told at once. */

/* However carefully it was typed, and wrapped over lines. */
static struct str comparable(const void *ctx, struct str text)
{
    return utf8_base(ctx, str_of(utf8_line(ctx, text)));
}

/* Whether a phrase stands in it as words. Both are folded; at most 64 KB. */
static bool has_phrase(struct str folded, struct str phrase)
{
    for (size_t at = 0; at < folded.n;) {
        size_t found = at + str_find(str_from_index(folded, at), phrase);

        if (found >= folded.n)
            break;
        if (found == 0 || (unsigned char)folded.p[found] >= 0x80 || strchr(" \n.,;:!?\"'()-*_", folded.p[found - 1]) != NULL)
            return true;
        at = found + 1;
    }
    return false;
}

/* One of the phrases, a line each. *language is that of the line "[de]" it stands below; empty: it stands below none. */
static bool has_one(const void *ctx, const char *phrases, struct str folded, struct str *language)
{
    struct str rest = str_of(phrases), line;

    *language = STR_EMPTY;
    while (str_next_line(&rest, &line))
        if (!language_line(line, language) && str_trim(line).n > 0 && has_phrase(folded, comparable(ctx, str_trim(line))))
            return true;
    return false;
}

static const char *nearest_text(const struct moderate_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->list[i].crisis[0] != '\0')
            return line->list[i].crisis;
    return "";
}

bool crisis_found(struct act *a, const struct proposal *p, const struct moderate_line *line, const char **text)
{
    struct str folded = STR_EMPTY, language;

    for (size_t i = 0; i < line->count; i++) {
        if (line->list[i].crisis_words[0] == '\0')
            continue;
        if (folded.n == 0)
            folded = comparable(a->ctx, str_of(mem_format(a->ctx, "%s\n%s", p->title == NULL ? "" : p->title, p->body)));
        if (has_one(a->ctx, line->list[i].crisis_words, folded, &language)) {
            *text = text_in(language.n > 0 ? lang_get(str_dup(a->ctx, language)) : forum_language(a->f, &a->actor), a->ctx, nearest_text(line));
            return true;
        }
    }
    return false;
}
