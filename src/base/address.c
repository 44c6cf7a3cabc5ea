#include <idn2.h>

#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { DOMAIN_LIMIT = 253, DOMAIN_LABEL_LIMIT = 63 };

/* atext of RFC 5322 3.2.3 */
static bool is_atext(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool is_alphanumeric(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_ldh(unsigned char c)
{
    return is_alphanumeric(c) || c == '-' || c == '_';
}

/* One or more non-empty dot-separated parts whose ASCII bytes all satisfy `allowed`. */
static bool dotted(struct str s, bool (*allowed)(unsigned char))
{
    size_t part = 0;

    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c == '.') {
            if (part == 0)
                return false;
            part = 0;
            continue;
        }
        if (c < 0x80 ? !allowed((unsigned char)c) : utf8_unsafe(c) || c == 0xa0 || c == 0x3000)
            return false;
        part++;
    }
    return part > 0;
}

struct str address_domain(struct str address)
{
    for (size_t i = address.n; i > 0; i--)
        if (address.p[i - 1] == '@')
            return str_from_index(address, i);
    return STR_EMPTY;
}

struct str address_local(struct str address)
{
    for (size_t i = address.n; i > 0; i--)
        if (address.p[i - 1] == '@')
            return str_cut(address, 0, i - 1);
    return address;
}

bool address_valid(struct str s)
{
    struct str local = address_local(s), domain = address_domain(s);

    return s.n <= ADDRESS_LIMIT && local.n > 0 && local.n <= ADDRESS_LOCAL_LIMIT && domain.n > 0 && utf8_valid(s) &&
           dotted(local, is_atext) && dotted(domain, is_ldh);
}

/* Letters, digits, and single dots and hyphens between them, no label too long: of such a domain IDNA only lowers the case. */
static bool is_plain_domain(struct str domain)
{
    size_t label = 0;

    for (size_t i = 0; i < domain.n; i++) {
        bool alphanumeric = is_alphanumeric((unsigned char)domain.p[i]);
        bool between = i > 0 && i + 1 < domain.n && is_alphanumeric((unsigned char)domain.p[i - 1]) &&
                       is_alphanumeric((unsigned char)domain.p[i + 1]);

        if (!alphanumeric && !(between && (domain.p[i] == '.' || domain.p[i] == '-')))
            return false;
        label = domain.p[i] == '.' ? 0 : label + 1;
        if (label > DOMAIN_LABEL_LIMIT)
            return false;
    }
    return domain.n <= DOMAIN_LIMIT;
}

/* The domain as the DNS has it, or NULL. */
static char *domain_canonical(const void *ctx, struct str domain)
{
    uint8_t *ascii = NULL;
    char *lower;

    if (is_plain_domain(domain))
        return str_lower(ctx, domain);
    if (idn2_lookup_u8((const uint8_t *)str_dup(ctx, domain), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
        return NULL;
    lower = str_lower(ctx, str_of((const char *)ascii));
    idn2_free(ascii);
    return lower;
}

char *address_canonical(const void *ctx, struct str address)
{
    char *canonical = NULL, *domain;
    void *job;

    if (!address_valid(address))
        return NULL;
    job = mem_zero(ctx, 0);
    domain = domain_canonical(job, address_domain(address));
    if (domain != NULL)
        canonical = mem_format(ctx, "%s@%s", str_dup(job, utf8_fold(job, address_local(address))), domain);
    mem_free(job);
    return canonical;
}
