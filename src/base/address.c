#include <idn2.h>

#include "base/address.h"
#include "base/mem.h"
#include "base/utf8.h"

/* atext of RFC 5322 3.2.3 */
static bool is_atext(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool is_ldh(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
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

char *address_canonical(const void *ctx, struct str address)
{
    uint8_t *ascii = NULL;
    char *canonical, *domain, *local, *lower;

    if (!address_valid(address))
        return NULL;
    domain = str_dup(ctx, address_domain(address));
    if (idn2_lookup_u8((const uint8_t *)domain, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) {
        mem_free(domain);
        return NULL;
    }
    local = str_dup(ctx, utf8_fold(domain, address_local(address)));
    lower = str_lower(domain, str_of((const char *)ascii));
    idn2_free(ascii);
    canonical = mem_format(ctx, "%s@%s", local, lower);
    mem_free(local);
    mem_free(domain);
    return canonical;
}
