/* The settings of a relay become the URL and the credentials that libcurl gets, with all it would let through checked before. */
#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "smtp/private.h"

enum { PASSWORD_LIMIT = 1024 };

/* A host name, IPv4 address or [IPv6] address, with a port if need be: nothing else may stand in the URL. */
static bool split_place(struct str place, struct str *host, struct str *port)
{
    size_t end = place.n > 0 && place.p[0] == '[' ? str_index(place, ']') + 1 : str_index(place, ':');
    uint64_t number = 0;

    if (end > place.n)
        return false;
    *host = str_cut(place, 0, end);
    *port = str_from_index(place, end + 1);
    if (end < place.n && (place.p[end] != ':' || !str_number(*port, 65535, &number) || number == 0))
        return false;
    for (size_t i = 0; i < host->n; i++) {
        char c = host->p[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
              (host->p[0] == '[' && (c == '[' || c == ']' || c == ':'))))
            return false;
    }
    return host->n > 0 && host->n < 256;
}

static bool loopback(struct str host)
{
    return str_equal_nocase(host, STR("localhost")) || str_equal(host, STR("[::1]")) || str_starts(host, STR("127."));
}

static bool helo_valid(const char *helo)
{
    for (const char *p = helo; *p != '\0'; p++)
        if (!((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '.' || *p == '-'))
            return false;
    return helo[0] != '\0' && strlen(helo) < 256;
}

static enum outcome set_place(struct smtp *s, const struct conf *conf, struct fault *why)
{
    struct str relay = str_of(conf->mail.relay), host, port;
    bool implicit = str_starts(relay, STR("smtps://"));
    const char *helo = conf->mail.helo != NULL && conf->mail.helo[0] != '\0' ? conf->mail.helo : conf->forum.domain;

    if (!implicit && !str_starts(relay, STR("smtp://")))
        return fault_set(why, REFUSED, "", "relay: must begin with smtp://, smtps:// or maildir:");
    relay = str_from_index(relay, implicit ? 8 : 7);
    if (str_ends(relay, STR("/")))
        relay.n--;
    if (!split_place(relay, &host, &port))
        return fault_set(why, REFUSED, "", "relay: after %s comes HOST or HOST:PORT and nothing else", implicit ? "smtps://" : "smtp://");
    if (helo == NULL || !helo_valid(helo))
        return fault_set(why, REFUSED, "", "helo: not a host name");
    s->tls = !implicit && (conf->mail.relay_tls == RELAY_TLS_REQUIRED ||
                           (conf->mail.relay_tls == RELAY_TLS_AUTO && !loopback(host)));
    s->url = mem_format(s, "%s://%.*s%s%.*s/%s", implicit ? "smtps" : "smtp", STR_ARGS(host), port.n > 0 ? ":" : "",
                        STR_ARGS(port), helo);
    return DONE;
}

static enum outcome set_credentials(struct smtp *s, const struct conf *conf, struct fault *why)
{
    struct str password;
    enum outcome outcome;

    if (conf->mail.relay_user == NULL || conf->mail.relay_user[0] == '\0')
        return DONE;
    if (conf->mail.relay_password_file == NULL || conf->mail.relay_password_file[0] == '\0')
        return fault_set(why, REFUSED, "", "relay_user is set, relay_password_file is not");
    outcome = io_read_file(s, conf->mail.relay_password_file, PASSWORD_LIMIT, &password, why);
    if (outcome != DONE)
        return outcome;
    s->user = mem_string(s, conf->mail.relay_user);
    while (password.n > 0 && (password.p[password.n - 1] == '\n' || password.p[password.n - 1] == '\r'))
        password.n--;
    s->password = str_dup(s, password);
    return DONE;
}

enum outcome relay_set(struct smtp *s, const struct conf *conf, struct fault *why)
{
    enum outcome outcome = set_place(s, conf, why);

    return outcome == DONE ? set_credentials(s, conf, why) : outcome;
}
