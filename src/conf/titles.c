/* "500 Regular, 2000 Old hand": checked when the file is read, looked up when a title is shown. */
#include "base/utf8.h"
#include "conf/private.h"

enum { TITLE_CHARACTERS = 30 };

static bool next_title(struct str *rest, uint64_t *least, struct str *title)
{
    struct str part, number;

    if (!str_next_part(rest, ',', &part) || !str_next_word(&part, &number) || !str_number(number, UINT32_MAX, least))
        return false;
    *title = str_trim(part);
    return title->n > 0 && utf8_count(*title) <= TITLE_CHARACTERS;
}

enum outcome value_titles(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    struct str rest = value, title;
    uint64_t least;

    while (rest.n > 0)
        if (!next_title(&rest, &least, &title))
            return value_must_be(why, "points and a title of at most 30 characters each, such as 500 Regular, 2000 Old hand");
    return value_text(c, row, value, why);
}

struct str conf_title(const struct conf *c, int64_t points)
{
    struct str rest = str_of(c->people.titles), best = STR_EMPTY, title;
    uint64_t least, most = 0;

    while (rest.n > 0 && next_title(&rest, &least, &title))
        if (points >= 0 && least <= (uint64_t)points && least >= most) {
            best = title;
            most = least;
        }
    return best;
}
