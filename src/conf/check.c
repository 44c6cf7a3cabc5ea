/* What fits no single setting. */
#include "base/address.h"
#include "base/mem.h"
#include "conf/private.h"

struct rule {
    const char *section, *name; /* which setting is blamed */
    bool (*broken)(const struct conf *c);
    const char *text;
};

/* How often `part` stands in text. */
static unsigned times(const char *text, const char *part)
{
    unsigned n = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

static bool bad_pattern(const struct conf *c)
{
    const char *place = strstr(c->forum.address, "%s");
    struct str pattern = str_of(c->forum.address);

    return place == NULL || times(c->forum.address, "%") != 1 || !address_valid((struct str){pattern.p, pattern.n}) ||
           place + 2 != strchr(c->forum.address, '@') || !str_equal_nocase(address_domain(pattern), str_of(c->forum.domain)) ||
           address_local(pattern).n - 2 + 41 > ADDRESS_LOCAL_LIMIT; /* the longest token must fit */
}

static bool operator_is_forum(const struct conf *c)
{
    return conf_local_part(c, str_of(c->forum.operator)).p != NULL;
}

static bool no_lmtp(const struct conf *c)
{
    return *c->mail.lmtp == '\0' && *c->mail.lmtp_tcp == '\0';
}

static bool half_a_login(const struct conf *c)
{
    return (*c->mail.relay_user == '\0') != (*c->mail.relay_password_file == '\0');
}

static bool login_in_clear(const struct conf *c)
{
    return *c->mail.relay_user != '\0' && c->mail.relay_tls == RELAY_TLS_OFF && strncmp(c->mail.relay, "smtp://127.", 11) != 0 &&
           strncmp(c->mail.relay, "smtp://[::1]", 12) != 0 && strncmp(c->mail.relay, "smtp://localhost:", 17) != 0;
}

static bool smtps_without_tls(const struct conf *c)
{
    return strncmp(c->mail.relay, "smtps:", 6) == 0 && c->mail.relay_tls == RELAY_TLS_OFF;
}

static bool titles_crossed(const struct conf *c)
{
    return c->limits.title_min > c->limits.title_max;
}

static bool delays_crossed(const struct conf *c)
{
    return c->privacy.publish_delay_least > c->privacy.publish_delay_most;
}

static bool header_above_message(const struct conf *c)
{
    return c->limits.header_block > c->limits.message;
}

static bool spam_header_unreadable(const struct conf *c)
{
    struct str s = str_of(c->mail.spam_header);
    size_t colon = str_index(s, ':');

    return s.n > 0 && (colon == 0 || colon + 1 >= s.n || str_index(str_cut(s, 0, colon), ' ') < colon);
}

static bool same_directory(const struct conf *c)
{
    struct str data = str_of(c->store.data), keys = str_of(c->store.keys);

    return str_equal(data, keys) || (str_starts(keys, data) && keys.p[data.n] == '/');
}

static const struct rule rules[] = {
    {"forum", "address", bad_pattern,
     "must be a pattern such as %s@DOMAIN or forum+%s@DOMAIN, with the domain of [forum] domain and at most 23 characters around %s"},
    {"forum", "operator", operator_is_forum, "must not be an address of the forum: its mail would come back to itself"},
    {"mail", "lmtp", no_lmtp, "and lmtp_tcp are both empty: the MTA could not deliver"},
    {"mail", "relay_user", half_a_login, "and relay_password_file must be given together"},
    {"mail", "relay_tls", login_in_clear, "must not be off where a password is sent to another machine"},
    {"mail", "relay_tls", smtps_without_tls, "cannot be off with smtps://"},
    {"mail", "spam_header", spam_header_unreadable, "must be a field and a value such as X-Spam: Yes"},
    {"limits", "title_min", titles_crossed, "is more than title_max"},
    {"privacy", "publish_delay_least", delays_crossed, "is more than publish_delay_most"},
    {"limits", "header_block", header_above_message, "is more than message"},
    {"store", "keys", same_directory, "must not be the data directory or inside it: a copy of the data would hold the keys"},
};

enum outcome conf_cross_check(struct conf *c, const struct setting **blamed, struct fault *why)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (!rules[i].broken(c))
            continue;
        *blamed = setting_find(rules[i].section, rules[i].name);
        return fault_set(why, REFUSED, "5.3.5", "[%s] %s %s", rules[i].section, rules[i].name, rules[i].text);
    }
    return DONE;
}
