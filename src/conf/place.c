/* Values that name a place: a path, where to listen, the relay. */
#include <arpa/inet.h>

#include "base/mem.h"
#include "conf/private.h"

enum { PATH_LIMIT = 1000 };

static char *absolute(struct conf *c, struct str path, const char *directory)
{
    return path.p[0] == '/' ? str_dup(c, path) : mem_format(c, "%s/%.*s", directory, STR_ARGS(path));
}

enum outcome value_path(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    if (!value_one_line(value) || value.n > PATH_LIMIT)
        return value_must_be(why, "a path");
    *SETTING_FIELD(c, row, char *) = absolute(c, value, directory);
    return DONE;
}

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

enum outcome value_place(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    bool tcp_only = row->offset == offsetof(struct conf, mail.lmtp_tcp), unix_only = row->offset == offsetof(struct conf, mail.lmtp);
    struct str host, port;
    uint64_t number;

    if (!tcp_only && str_starts(value, STR("unix:")) && value.n > 5) {
        char *path = absolute(c, str_from_index(value, 5), directory);

        if (!value_one_line(value) || strlen(path) >= 108) /* sun_path */
            return fault_set(why, REFUSED, "5.3.5", "must be a path of at most 107 bytes (it is %zu)", strlen(path));
        *SETTING_FIELD(c, row, char *) = mem_format(c, "unix:%s", path);
        mem_free(path);
        return DONE;
    }
    if (unix_only)
        return value_must_be(why, "unix:PATH");
    if (!host_and_port(value, &host, &port) || !is_loopback(host) || !is_port(port, true, &number))
        return value_must_be(why, tcp_only ? "a loopback address and port such as 127.0.0.1:2424" : "unix:PATH or a loopback address and port");
    if (number == 25) /* RFC 2033, 5 */
        return value_must_be(why, "on another port than 25, which is SMTP's");
    *SETTING_FIELD(c, row, char *) = str_dup(c, value);
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

enum outcome value_relay(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why)
{
    struct str rest, host, port;
    uint64_t number;

    if (str_starts(value, STR("maildir:")) && value.n > 8 && value_one_line(value) && value.n < PATH_LIMIT) {
        char *path = absolute(c, str_from_index(value, 8), directory);

        *SETTING_FIELD(c, row, char *) = mem_format(c, "maildir:%s", path);
        mem_free(path);
        return DONE;
    }
    if (str_starts(value, STR("smtp://")))
        rest = str_from_index(value, 7);
    else if (str_starts(value, STR("smtps://")))
        rest = str_from_index(value, 8);
    else
        return value_must_be(why, "smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH");
    if (!host_and_port(rest, &host, &port) || !is_host(host) || !is_port(port, false, &number))
        return value_must_be(why, "smtp://HOST:PORT with a port");
    *SETTING_FIELD(c, row, char *) = str_dup(c, value);
    return DONE;
}
