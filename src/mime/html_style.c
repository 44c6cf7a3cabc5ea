/* What an element's style says of what a reader would see (CSS 2.1; the properties mail uses). The last of the same property counts. */
#include <ctype.h>
#include <string.h>

#include "mime/private.h"
#include "mime/private_html_tree.h"

enum { SAME_COLOR = 16 /* of 255 */ };

/* One for each property that hides, alone or with another. */
enum flag {
    DISPLAY = 1 << 0, VISIBILITY = 1 << 1, MSO_HIDE = 1 << 2, FONT_SIZE = 1 << 3, OPACITY = 1 << 4, MAX_HEIGHT = 1 << 5, MAX_WIDTH = 1 << 6,
    INDENT = 1 << 7, COLORLESS = 1 << 8, HIDES = (1 << 9) - 1,
    HEIGHT = 1 << 9, WIDTH = 1 << 10, OVERFLOW = 1 << 11, ABSOLUTE = 1 << 12, LEFT = 1 << 13, TOP = 1 << 14
};

struct reading {
    struct look *look;
    unsigned flags;
};

/* ---- values -------------------------------------------------------------------------------------------------------------------- */

static bool is(struct str value, const char *keyword)
{
    return str_starts_nocase(value, str_of(keyword));
}

/* "0", "0px", "0.0em": nothing to be seen. */
static bool zero(struct str value)
{
    size_t n = 0;

    while (n < value.n && (value.p[n] == '0' || value.p[n] == '.'))
        n++;
    return n > 0 && (n == value.n || !isdigit((unsigned char)value.p[n]));
}

/* A letter of one pixel is none. */
static bool speck(struct str value)
{
    return zero(value) || is(value, "1px") || is(value, "1pt");
}

/* "-9999px": out of the window. */
static bool far_away(struct str value)
{
    size_t n = 1;

    if (value.n < 4 || value.p[0] != '-')
        return false;
    while (n < value.n && isdigit((unsigned char)value.p[n]))
        n++;
    return n > 3 && (value.p[1] != '0');
}

static bool hides_display(struct str v)
{
    return is(v, "none");
}

static bool hides_visibility(struct str v)
{
    return is(v, "hidden") || is(v, "collapse");
}

static bool hides_all(struct str v)
{
    return is(v, "all");
}

static bool hides_overflow(struct str v)
{
    return is(v, "hidden");
}

static bool out_of_flow(struct str v)
{
    return is(v, "absolute") || is(v, "fixed");
}

static int hex_color(struct str digits)
{
    int color = 0;

    if (digits.n != 3 && digits.n != 6)
        return COLOR_UNKNOWN;
    for (size_t i = 0; i < digits.n; i++) {
        int digit = mime_hex(digits.p[i]);

        if (digit < 0)
            return COLOR_UNKNOWN;
        color = digits.n == 3 ? color << 8 | digit * 17 : color << 4 | digit;
    }
    return color;
}

/* rgb(1, 2, 3) and rgba(1, 2, 3, 0), which is nothing. */
static int rgb_color(struct str value, bool *clear)
{
    unsigned parts[4] = {0, 0, 0, 1}, count = 0;
    bool number = false, fraction = false;

    for (size_t i = str_index(value, '(') + 1; i < value.n && count < 4; i++) {
        char c = value.p[i];

        if (isdigit((unsigned char)c)) {
            parts[count] = (number ? parts[count] % 100 * 10 : 0) + (unsigned)(c - '0');
            parts[count] += fraction && c != '0';
            number = true;
        } else if (c == '.') {
            fraction = number = true;
        } else if (c == '%') {
            return COLOR_UNKNOWN;
        } else if (number) {
            count++;
            number = fraction = false;
        }
    }
    *clear = is(value, "rgba") && count >= 3 && parts[3] == 0;
    return count < 3 || parts[0] > 255 || parts[1] > 255 || parts[2] > 255 ? COLOR_UNKNOWN : (int)(parts[0] << 16 | parts[1] << 8 | parts[2]);
}

static struct str first_word(struct str s)
{
    struct str word = STR_EMPTY;

    str_next_word(&s, &word);
    return str_cut(word, 0, str_index(word, '!'));
}

static int read_color(struct str value, bool *clear)
{
    *clear = is(value, "transparent");
    if (value.n > 1 && value.p[0] == '#')
        return hex_color(first_word(str_from_index(value, 1)));
    if (is(value, "rgb"))
        return rgb_color(value, clear);
    if (is(value, "white"))
        return first_word(value).n == 5 ? 0xffffff : COLOR_UNKNOWN;
    if (is(value, "black"))
        return 0;
    return is(value, "inherit") || *clear ? COLOR_NONE : COLOR_UNKNOWN;
}

bool html_same_color(int a, int b)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (a >> shift & 255) - (b >> shift & 255);

        if (difference > SAME_COLOR || difference < -SAME_COLOR)
            return false;
    }
    return a >= 0 && b >= 0;
}

/* ---- properties that are more than a flag ------------------------------------------------------------------------------------ */

static void read_weight(struct reading *r, struct str v)
{
    r->look->bold = is(v, "bold") || (v.n >= 3 && v.p[0] >= '6' && v.p[0] <= '9' && isdigit((unsigned char)v.p[1])) ? 1 : is(v, "inherit") ? 0 : -1;
}

static void read_slant(struct reading *r, struct str v)
{
    r->look->italic = is(v, "italic") || is(v, "oblique") ? 1 : is(v, "inherit") ? 0 : -1;
}

static void read_white_space(struct reading *r, struct str v)
{
    r->look->lines = is(v, "pre") || is(v, "break-spaces") ? 1 : is(v, "inherit") ? 0 : -1;
}

static void read_foreground(struct reading *r, struct str v)
{
    bool clear;

    r->look->color = read_color(v, &clear);
    r->flags = clear ? r->flags | COLORLESS : r->flags & ~(unsigned)COLORLESS;
}

/* One color may stand in the shorthand; a picture or a gradient may be anything. */
static void read_background(struct reading *r, struct str v)
{
    bool clear;

    r->look->background = str_contains_nocase(v, STR("url(")) || str_contains_nocase(v, STR("gradient")) ? COLOR_UNKNOWN : read_color(v, &clear);
}

static void read_margin(struct reading *r, struct str v)
{
    r->look->flat = zero(v);
}

static void read_border(struct reading *r, struct str v)
{
    r->look->bare = is(v, "none") || zero(v);
}

static void read_bar(struct reading *r, struct str v)
{
    r->look->bar = str_contains_nocase(v, STR("solid")) && !zero(v);
}

static void read_rule(struct reading *r, struct str v)
{
    r->look->rule = str_contains_nocase(v, STR("solid")) && !zero(v);
}

static void read_list(struct reading *r, struct str v)
{
    size_t at = str_find(v, STR("level"));

    r->look->word_marker = is(v, "ignore");
    r->look->word_level = at + 5 < v.n && v.p[at + 5] >= '1' && v.p[at + 5] <= '9' ? (unsigned)(v.p[at + 5] - '0') : 0;
}

static const struct property {
    const char *name;
    unsigned flag;
    bool (*sets)(struct str value); /* the flag; or */
    void (*read)(struct reading *r, struct str value);
} properties[] = {
    {"background", 0, NULL, read_background},
    {"background-color", 0, NULL, read_background},
    {"background-image", 0, NULL, read_background},
    {"border", 0, NULL, read_border},
    {"border-left", 0, NULL, read_bar},
    {"border-top", 0, NULL, read_rule},
    {"color", 0, NULL, read_foreground},
    {"display", DISPLAY, hides_display, NULL},
    {"font-size", FONT_SIZE, speck, NULL},
    {"font", FONT_SIZE, zero, NULL},
    {"font-style", 0, NULL, read_slant},
    {"font-weight", 0, NULL, read_weight},
    {"height", HEIGHT, zero, NULL},
    {"left", LEFT, far_away, NULL},
    {"margin", 0, NULL, read_margin},
    {"max-height", MAX_HEIGHT, zero, NULL},
    {"max-width", MAX_WIDTH, zero, NULL},
    {"mso-hide", MSO_HIDE, hides_all, NULL},
    {"mso-list", 0, NULL, read_list},
    {"opacity", OPACITY, zero, NULL},
    {"overflow", OVERFLOW, hides_overflow, NULL},
    {"position", ABSOLUTE, out_of_flow, NULL},
    {"text-indent", INDENT, far_away, NULL},
    {"top", TOP, far_away, NULL},
    {"visibility", VISIBILITY, hides_visibility, NULL},
    {"white-space", 0, NULL, read_white_space},
    {"white-space-collapse", 0, NULL, read_white_space},
    {"width", WIDTH, zero, NULL},
};

/* ---- the element --------------------------------------------------------------------------------------------------------------- */

static void read_style(struct reading *r, struct str style)
{
    struct str part, name;

    while (str_next_part(&style, ';', &part)) {
        if (!str_next_part(&part, ':', &name) || part.p == NULL)
            continue;
        name = str_trim(name);
        part = str_trim(part);
        for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
            const struct property *p = &properties[i];

            if (name.n == 0 || (name.p[0] | 0x20) != p->name[0] || !str_equal_nocase(name, str_of(p->name)))
                continue;
            if (p->read != NULL)
                p->read(r, part);
            else
                r->flags = p->sets(part) ? r->flags | p->flag : r->flags & ~p->flag;
            break;
        }
    }
}

static bool hidden(unsigned flags)
{
    return (flags & HIDES) != 0 || ((flags & (HEIGHT | WIDTH)) != 0 && (flags & OVERFLOW) != 0) ||
           ((flags & ABSOLUTE) != 0 && (flags & (LEFT | TOP)) != 0);
}

void html_look(const xmlNode *node, struct look *out)
{
    struct reading r = {out, 0};
    bool clear;

    *out = (struct look){.color = COLOR_NONE, .background = COLOR_NONE};
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        const char *name = (const char *)a->name;
        struct str value = a->children == NULL || a->children->content == NULL ? STR_EMPTY : str_of((const char *)a->children->content);

        if (strcmp(name, "style") == 0)
            read_style(&r, value);
        else if (strcmp(name, "hidden") == 0)
            r.flags |= DISPLAY;
        else if (strcmp(name, "class") == 0 || strcmp(name, "id") == 0)
            out->classed = true;
        else if (strcmp(name, "color") == 0 && out->color == COLOR_NONE)
            out->color = read_color(value, &clear);
        else if (strcmp(name, "bgcolor") == 0 && out->background == COLOR_NONE)
            out->background = read_color(value, &clear);
        else if (strcmp(name, "background") == 0)
            out->background = COLOR_UNKNOWN;
    }
    out->hidden = hidden(r.flags);
}

bool html_tiny(const xmlNode *node)
{
    struct str style = html_attribute(node, "style"), part, name;
    static const char *const sides[] = {"width", "height"};

    for (size_t i = 0; i < 2; i++) {
        struct str size = html_attribute(node, sides[i]);

        if (size.n > 0 && (zero(size) || str_equal(size, STR("1")) || is(size, "1px")))
            return true;
    }
    while (str_next_part(&style, ';', &part))
        if (str_next_part(&part, ':', &name) && part.p != NULL && speck(str_trim(part)) &&
            (str_equal_nocase(str_trim(name), STR("width")) || str_equal_nocase(str_trim(name), STR("height"))))
            return true;
    return false;
}
