/* Addresses that a company's mail gateway rewrote, as they were before: a reader sees where a link goes, quoted links of ours are known
 * again, and the mailbox of who got the mail, which these gateways write into every link, is not published with it. */
#include "mime/private.h"

enum { URL_LIMIT = 4096 };

static const struct gateway {
    const char *host;      /* or how it ends, where it begins with a dot */
    const char *parameter; /* that holds the address, percent-encoded */
} gateways[] = {
    {".safelinks.protection.outlook.com", "url"}, /* Microsoft Defender for Office 365 */
    {"linkprotect.cudasvc.com", "a"},             /* Barracuda */
};

static const struct str scheme = {"https://", 8}, proofpoint = {"https://urldefense.com/v3/__", 28}; /* ...__ADDRESS__;CODE */

static bool is_end(char c)
{
    return (unsigned char)c <= ' ' || c == '<' || c == '>' || c == '"' || c == ')' || c == ']';
}

static bool is_address(struct str s)
{
    if (s.n > URL_LIMIT || !(str_starts_nocase(s, STR("http://")) || str_starts_nocase(s, STR("https://"))))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (is_end(s.p[i]) || (unsigned char)s.p[i] >= 0x7f)
            return false;
    return true;
}

static const struct gateway *gateway_of(struct str url)
{
    struct str host = str_from_index(url, scheme.n);

    host.n = str_index(host, '/');
    for (size_t i = 0; i < sizeof gateways / sizeof *gateways; i++) {
        struct str known = str_of(gateways[i].host);

        if (known.p[0] == '.' ? str_ends_nocase(host, known) : str_equal_nocase(host, known))
            return &gateways[i];
    }
    return NULL;
}

/* The value of a query's parameter, decoded. */
static void query_value(struct str url, struct str name, struct buf *out)
{
    struct str query = str_from_index(url, str_index(url, '?') + 1), part, key;

    while (str_next_part(&query, '&', &part)) {
        if (str_starts(part, STR("amp;"))) /* copied out of HTML */
            part = str_from_index(part, 4);
        if (!str_next_part(&part, '=', &key) || part.p == NULL || !str_equal_nocase(key, name))
            continue;
        for (size_t i = 0; i < part.n; i++) {
            if (part.p[i] == '%' && i + 2 < part.n && mime_hex(part.p[i + 1]) >= 0 && mime_hex(part.p[i + 2]) >= 0) {
                buf_char(out, (char)(mime_hex(part.p[i + 1]) * 16 + mime_hex(part.p[i + 2])));
                i += 2;
            } else {
                buf_char(out, part.p[i]);
            }
        }
        return;
    }
}

bool mime_unwrap(const void *ctx, struct str url, struct str *address)
{
    struct buf out;
    struct str rest;
    const struct gateway *gateway;

    if (url.n > URL_LIMIT || !str_starts_nocase(url, scheme))
        return false;
    buf_init(&out, ctx, URL_LIMIT);
    if (str_starts_nocase(url, proofpoint)) {
        rest = str_from_index(url, proofpoint.n);
        buf_str(&out, str_cut(rest, 0, str_find(rest, STR("__;"))));
    } else if ((gateway = gateway_of(url)) != NULL) {
        query_value(url, str_of(gateway->parameter), &out);
    }
    *address = buf_view(&out);
    return is_address(*address);
}

void mime_unwrap_text(struct buf *out, struct str text)
{
    while (text.n > 0) {
        size_t at = str_find(text, scheme), n = 0;
        struct str url = str_from_index(text, at), address;

        while (n < url.n && !is_end(url.p[n]))
            n++;
        buf_str(out, str_cut(text, 0, at));
        buf_str(out, mime_unwrap(out->ctx, str_from(url.p, n), &address) ? address : str_from(url.p, n));
        text = str_from_index(url, n);
    }
}
