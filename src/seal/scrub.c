#include "seal/private.h"

enum { LOCAL_LIMIT = 64 };

/* Length of "@DOMAIN" (or "%40DOMAIN", as links have it) at the start of s; 0 when something else stands there. */
static size_t domain_at(struct str s, struct str domain)
{
    size_t at = str_starts(s, STR("@")) ? 1 : str_starts(s, STR("%40")) ? 3 : 0;

    if (at == 0 || !str_starts_nocase(str_from_index(s, at), domain))
        return 0;
    return at + domain.n;
}

/* Where a token starts in the run text[start, end) that an @DOMAIN follows; end when there is none. Its last characters decide: what stands
 * before them may be half of an escape ("%3C"). */
static size_t addressed_start(struct str text, size_t start, size_t end)
{
    if (end - start >= SEAL_TOKEN_TEXT && token_kind_of(text.p[end - SEAL_TOKEN_TEXT]) != 0)
        return end - SEAL_TOKEN_TEXT;
    if (end - start >= SEAL_BOUNCE_TEXT && token_kind_of(text.p[end - SEAL_BOUNCE_TEXT]) == TOKEN_BOUNCE)
        return end - SEAL_BOUNCE_TEXT;
    return end;
}

/* A long token that stands alone works as well for who knows the domain. All but one in 4,000 hold a digit, words do not. */
static bool stands_alone(struct str text, size_t start, size_t end)
{
    if (end - start != SEAL_TOKEN_TEXT || token_kind_of(text.p[start]) == 0)
        return false;
    for (size_t i = start; i < end; i++)
        if (text.p[i] >= '2' && text.p[i] <= '7')
            return true;
    return false;
}

static bool local_char(char c)
{
    return base32_char(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '+';
}

/* The plus form: "forum+" in front belongs to the address. Looks back no further than a local part is long, nor than `least`. */
static size_t plus_start(struct str text, size_t start, size_t least)
{
    size_t at = start;

    if (at == least || text.p[at - 1] != '+')
        return start;
    while (at > least && start - at < LOCAL_LIMIT && local_char(text.p[at - 1]))
        at--;
    return at;
}

void token_scrub(struct buf *out, struct str text, struct str domain, struct str instead)
{
    size_t copied = 0, at = 0;

    while (at < text.n) {
        size_t start = at, domain_length, cut;

        if (!base32_char(text.p[at])) {
            at++;
            continue;
        }
        while (at < text.n && base32_char(text.p[at]))
            at++;
        domain_length = domain.n == 0 ? 0 : domain_at(str_from_index(text, at), domain);
        cut = domain_length > 0 ? addressed_start(text, start, at) : stands_alone(text, start, at) ? start : at;
        if (cut == at)
            continue;
        cut = plus_start(text, cut, copied);
        buf_str(out, str_cut(text, copied, cut - copied));
        buf_str(out, instead);
        at += domain_length;
        copied = at;
    }
    buf_str(out, str_from_index(text, copied));
}
