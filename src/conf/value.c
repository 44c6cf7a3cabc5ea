/* One value, as typed, becomes one field of struct conf. */
#include <arpa/inet.h>

#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "conf/private.h"

enum { PATH_LIMIT = 1000 };

/* The field of a row. */
#define FIELD(c, row, type) ((type *)(void *)((char *)(c) + (row)->offset))

static enum outcome not(struct fault *why, const char *what)
{
    return fault_set(why, REFUSED, "5.3.5", "must be %s", what);
}

static bool one_line(struct str value)
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
        *FIELD(c, row, unsigned) = (unsigned)number;
        break;
    case SETTING_DURATION:
    case SETTING_DAYS:
        *FIELD(c, row, int64_t) = (int64_t)number;
        break;
    default:
        *FIELD(c, row, uint64_t) = number;
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
                *FIELD(c, row, char *) = mem_string(c, row->words[i]);
            else
                *FIELD(c, row, unsigned) = i;
            return DONE;
        }
        n += (size_t)snprintf(listed + n, sizeof listed - n, "%s%s", i == 0 ? "" : row->words[i + 1] == NULL ? " or " : ", ",
                              row->words[i]);
    }
    return not(why, listed);
}

static enum outcome parse_flag(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    bool yes = str_equal_nocase(value, STR("yes"));

    if (!yes && !str_equal_nocase(value, STR("no")))
        return not(why, "yes or no");
    *FIELD(c, row, bool) = yes;
    return DONE;
}

/* ---- texts ---- */

static enum outcome parse_text(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    if (!one_line(value) || (row->type == SETTING_WORD && has_space(value)))
        return not(why, row->type == SETTING_WORD ? "one word" : "one line of UTF-8");
    if (utf8_count(value) > row->most)
        return fault_set(why, REFUSED, "5.3.5", "must have at most %llu characters", (unsigned long long)row->most);
    *FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

/* The canonical form of something@domain begins with the part we know. */
static enum outcome parse_domain(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    char *address = mem_format(c, "a@%.*s", (int)(value.n > 300 ? 300 : value.n), value.p);
    char *canonical = address_canonical(c, str_of(address));

    mem_free(address);
    if (canonical == NULL || str_index(value, '@') < value.n)
        return not(why, "a domain such as forum.example");
    *FIELD(c, row, char *) = mem_string(c, canonical + 2);
    mem_free(canonical);
    return DONE;
}

static enum outcome parse_address(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    if (!address_valid(value))
        return not(why, "an address such as you@example.org");
    *FIELD(c, row, char *) = str_dup(c, value);
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
            return not(why, "a category such as psychotherapy or health.sleep");
    }
    *FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

enum { TITLE_CHARACTERS = 30 };

static bool next_title(struct str *rest, uint64_t *least, struct str *title)
{
    struct str part, number;

    if (!str_next_part(rest, ',', &part) || !str_next_word(&part, &number) || !str_number(number, UINT32_MAX, least))
        return false;
    *title = str_trim(part);
    return title->n > 0 && utf8_count(*title) <= TITLE_CHARACTERS;
}

static enum outcome parse_titles(struct conf *c, const struct setting *row, struct str value, struct fault *why)
{
    struct str rest = value, title;
    uint64_t least;

    while (rest.n > 0)
        if (!next_title(&rest, &least, &title))
            return not(why, "points and a title of at most 30 characters each, such as 500 Regular, 2000 Old hand");
    return parse_text(c, row, value, why);
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

static char *absolute(struct conf *c, struct str path, const char *directory)
{
    return path.p[0] == '/' ? str_dup(c, path) : mem_format(c, "%s/%.*s", directory, STR_ARGS(path));
}

static enum outcome parse_path(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    if (!one_line(value) || value.n > PATH_LIMIT)
        return not(why, "a path");
    *FIELD(c, row, char *) = absolute(c, value, directory);
    return DONE;
}

/* ---- places ---- */

/* A port with nothing around it; 0 where the kernel may choose. */
static bool is_port(struct str text, bool zero, uint64_t *port)
{
    return str_number(text, 65535, port) && (zero || *port > 0);
}

static bool is_loopback(struct str host)
{
    char text[64];
    struct in_addr four;
    struct in6_addr six;

    if (host.n >= sizeof text)
        return false;
    memcpy(text, host.p, host.n);
    text[host.n] = '\0';
    if (inet_pton(AF_INET, text, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    if (host.n > 2 && text[0] == '[' && text[host.n - 1] == ']') {
        text[host.n - 1] = '\0';
        return inet_pton(AF_INET6, text + 1, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
    }
    return false;
}

/* Splits HOST:PORT at its last colon. */
static bool host_and_port(struct str value, struct str *host, struct str *port)
{
    for (size_t i = value.n; i > 0; i--) {
        if (value.p[i - 1] != ':')
            continue;
        *host = str_cut(value, 0, i - 1);
        *port = str_from_index(value, i);
        return host->n > 0;
    }
    return false;
}

static enum outcome parse_place(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    bool tcp_only = row->offset == offsetof(struct conf, mail.lmtp_tcp), unix_only = row->offset == offsetof(struct conf, mail.lmtp);
    struct str host, port;
    uint64_t number;

    if (!tcp_only && str_starts(value, STR("unix:")) && value.n > 5) {
        char *path = absolute(c, str_from_index(value, 5), directory);

        if (!one_line(value) || strlen(path) >= 108) /* sun_path */
            return fault_set(why, REFUSED, "5.3.5", "must be a path of at most 107 bytes (it is %zu)", strlen(path));
        *FIELD(c, row, char *) = mem_format(c, "unix:%s", path);
        mem_free(path);
        return DONE;
    }
    if (unix_only)
        return not(why, "unix:PATH");
    if (!host_and_port(value, &host, &port) || !is_loopback(host) || !is_port(port, true, &number))
        return not(why, tcp_only ? "a loopback address and port such as 127.0.0.1:2424" : "unix:PATH or a loopback address and port");
    if (number == 25) /* RFC 2033, 5 */
        return not(why, "on another port than 25, which is SMTP's");
    *FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

static bool is_host(struct str host)
{
    char text[64] = "";
    struct in6_addr six;

    if (host.n > 2 && host.n < sizeof text && host.p[0] == '[' && host.p[host.n - 1] == ']') {
        memcpy(text, host.p + 1, host.n - 2);
        return inet_pton(AF_INET6, text, &six) == 1;
    }
    for (size_t i = 0; i < host.n; i++)
        if (!((host.p[i] >= 'a' && host.p[i] <= 'z') || (host.p[i] >= 'A' && host.p[i] <= 'Z') ||
              (host.p[i] >= '0' && host.p[i] <= '9') || host.p[i] == '-' || host.p[i] == '.'))
            return false;
    return host.n > 0 && host.n <= 253;
}

static enum outcome parse_relay(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    struct str rest, host, port;
    uint64_t number;

    if (str_starts(value, STR("maildir:")) && value.n > 8 && one_line(value) && value.n < PATH_LIMIT) {
        char *path = absolute(c, str_from_index(value, 8), directory);

        *FIELD(c, row, char *) = mem_format(c, "maildir:%s", path);
        mem_free(path);
        return DONE;
    }
    if (str_starts(value, STR("smtp://")))
        rest = str_from_index(value, 7);
    else if (str_starts(value, STR("smtps://")))
        rest = str_from_index(value, 8);
    else
        return not(why, "smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH");
    if (!host_and_port(rest, &host, &port) || !is_host(host) || !is_port(port, false, &number))
        return not(why, "smtp://HOST:PORT with a port");
    *FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}

enum outcome setting_parse(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    if (row->type <= SETTING_RELAY && value.n == 0) {
        if (row->least > 0)
            return not(why, "given");
        *FIELD(c, row, char *) = mem_string(c, "");
        return DONE;
    }
    switch (row->type) {
    case SETTING_TEXT:
    case SETTING_WORD:
        return parse_text(c, row, value, why);
    case SETTING_DOMAIN:
        return parse_domain(c, row, value, why);
    case SETTING_ADDRESS:
        return parse_address(c, row, value, why);
    case SETTING_CATEGORY:
        return parse_category(c, row, value, why);
    case SETTING_TITLES:
        return parse_titles(c, row, value, why);
    case SETTING_PATH:
        return parse_path(c, row, value, directory, why);
    case SETTING_PLACE:
        return parse_place(c, row, value, directory, why);
    case SETTING_RELAY:
        return parse_relay(c, row, value, directory, why);
    case SETTING_CHOICE:
    case SETTING_KEYWORD:
        return parse_choice(c, row, value, why);
    case SETTING_FLAG:
        return parse_flag(c, row, value, why);
    default:
        return parse_number(c, row, value, why);
    }
}
