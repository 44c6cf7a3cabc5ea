/* One value, as typed, becomes one field of struct conf. */
#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "conf/private.h"

enum outcome value_must_be(struct fault *why, const char *what)
{
    return fault_set(why, REFUSED, "5.3.5", "must be %s", what);
}

bool value_one_line(struct str value)
{
    if (!utf8_valid(value))
        return false;
    for (size_t at = 0; at < value.n;)
        if (utf8_unsafe(utf8_next(value, &at)))
            return false;
    return true;
}

static bool has_space(struct str value)
{
    return str_index(value, ' ') < value.n || str_index(value, '\t') < value.n;
}

/* ---- numbers ---- */

struct unit {
    char letter;
    uint64_t factor;
};

static const struct unit sizes[] = {{'K', 1024}, {'M', 1024 * 1024}, {'G', 1024 * 1024 * 1024}, {'\0', 0}};
static const struct unit durations[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 7 * 86400}, {'\0', 0}};
static const struct unit day_units[] = {{'d', 1}, {'\0', 0}};
static const struct unit no_units[] = {{'\0', 0}};

/* "10M": digits and perhaps one of the units' letters (any case). */
static bool with_unit(struct str value, const struct unit *units, bool unit_needed, uint64_t *number)
{
    uint64_t factor = 0;

    for (const struct unit *u = units; u->letter != '\0' && value.n > 0; u++)
        if ((value.p[value.n - 1] | 0x20) == (u->letter | 0x20))
            factor = u->factor;
    if (factor > 0)
        value.n--;
    else if (unit_needed && !str_equal(value, STR("0")))
        return false;
    else
        factor = 1;
    if (!str_number(value, INT64_MAX / factor, number))
        return false;
    *number *= factor;
    return true;
}

static enum outcome out_of_range(const struct setting *row, struct fault *why)
{
    unsigned long long least = row->least, most = row->most;

    switch (row->type) {
    case SETTING_MODE:
        return fault_set(why, REFUSED, "5.3.5", "must be permissions from %04llo to %04llo, in octal", least, most);
    case SETTING_DURATION:
        return fault_set(why, REFUSED, "5.3.5", "must be a duration such as 30s, 5m, 2h or 7d, from %llus to %llus", least, most);
    case SETTING_SIZE:
        return fault_set(why, REFUSED, "5.3.5", "must be a size such as 64K or 10M, from %lluK to %lluK", least / 1024, most / 1024);
    default:
        return fault_set(why, REFUSED, "5.3.5", "must be a number from %llu to %llu", least, most);
    }
}

static bool octal(struct str value, uint64_t *number)
{
    *number = 0;
    if (value.n == 0 || value.n > 5)
        return false;
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] < '0' || value.p[i] > '7')
            return false;
        *number = *number << 3 | (uint64_t)(value.p[i] - '0');
    }
    return true;
}

static enum outcome parse_number(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    const struct unit *units = row->type == SETTING_SIZE ? sizes : row->type == SETTING_DURATION ? durations
                               : row->type == SETTING_DAYS ? day_units : no_units;
    uint64_t number;
    bool read = row->type == SETTING_MODE ? octal(value, &number) : with_unit(value, units, row->type == SETTING_DURATION, &number);

    if (!read || number < row->least || number > row->most)
        return out_of_range(row, why);
    switch (row->type) {
    case SETTING_COUNT:
    case SETTING_MODE:
        *SETTING_FIELD(c, row, unsigned) = (unsigned)number;
        break;
    case SETTING_DURATION:
    case SETTING_DAYS:
        *SETTING_FIELD(c, row, int64_t) = (int64_t)number;
        break;
    default:
        *SETTING_FIELD(c, row, uint64_t) = number;
    }
    return DONE;
}

/* ---- words ---- */

static enum outcome parse_choice(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    char listed[160] = "";
    size_t n = 0;

    for (unsigned i = 0; row->words[i] != NULL; i++) {
        if (str_equal_nocase(value, str_of(row->words[i]))) {
            if (row->type == SETTING_KEYWORD)
                *SETTING_FIELD(c, row, char *) = mem_string(c, row->words[i]);
            else
                *SETTING_FIELD(c, row, unsigned) = i;
            return DONE;
        }
        n += (size_t)snprintf(listed + n, sizeof listed - n, "%s%s", i == 0 ? "" : row->words[i + 1] == NULL ? " or " : ", ",
                              row->words[i]);
    }
    return value_must_be(why, listed);
}

static enum outcome parse_flag(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    bool yes = str_equal_nocase(value, STR("yes"));

    if (!yes && !str_equal_nocase(value, STR("no")))
        return value_must_be(why, "yes or no");
    *SETTING_FIELD(c, row, bool) = yes;
    return DONE;
}

/* ---- texts ---- */

enum outcome value_text(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    if (!value_one_line(value) || (row->type == SETTING_WORD && has_space(value)))
        return value_must_be(why, row->type == SETTING_WORD ? "one word" : "one line of UTF-8");
    if (utf8_count(value) > row->most)
        return fault_set(why, REFUSED, "5.3.5", "must have at most %llu characters", (unsigned long long)row->most);
    *SETTING_FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

/* The canonical form of something@domain begins with the part we know. */
static enum outcome parse_domain(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    char *address = mem_format(c, "a@%.*s", (int)(value.n > 300 ? 300 : value.n), value.p);
    char *canonical = address_canonical(c, str_of(address));

    mem_free(address);
    if (canonical == NULL || str_index(value, '@') < value.n)
        return value_must_be(why, "a domain such as forum.example");
    *SETTING_FIELD(c, row, char *) = mem_string(c, canonical + 2);
    mem_free(canonical);
    return DONE;
}

static enum outcome parse_address(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    if (!address_valid(value))
        return value_must_be(why, "an address such as you@example.org");
    *SETTING_FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

static enum outcome parse_category(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    struct str rest = value, slug;

    while (str_next_part(&rest, '.', &slug)) {
        bool good = slug.n > 0 && slug.n <= 40 && slug.p[0] != '-' && slug.p[slug.n - 1] != '-';

        for (size_t i = 0; i < slug.n; i++)
            good = good && ((slug.p[i] >= 'a' && slug.p[i] <= 'z') || (slug.p[i] >= '0' && slug.p[i] <= '9') || slug.p[i] == '-');
        if (!good)
            return value_must_be(why, "a category such as psychotherapy or health.sleep");
    }
    *SETTING_FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

enum outcome setting_parse(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    if (row->type <= SETTING_RELAY && value.n == 0) {
        if (row->least > 0)
            return value_must_be(why, "given");
        *SETTING_FIELD(c, row, char *) = mem_string(c, "");
        return DONE;
    }
    switch (row->type) {
    case SETTING_TEXT:
    case SETTING_WORD:
        return value_text(c, row, value, why);
    case SETTING_DOMAIN:
        return parse_domain(c, row, value, why);
    case SETTING_ADDRESS:
        return parse_address(c, row, value, why);
    case SETTING_CATEGORY:
        return parse_category(c, row, value, why);
    case SETTING_TITLES:
        return value_titles(c, row, value, why);
    case SETTING_PATH:
        return value_path(c, row, value, directory, why);
    case SETTING_PLACE:
        return value_place(c, row, value, directory, why);
    case SETTING_RELAY:
        return value_relay(c, row, value, directory, why);
    case SETTING_CHOICE:
    case SETTING_KEYWORD:
        return parse_choice(c, row, value, why);
    case SETTING_FLAG:
        return parse_flag(c, row, value, why);
    default:
        return parse_number(c, row, value, why);
    }
}
