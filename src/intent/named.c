/* Addresses as they stand in running text: an atom, an @ and a name; more tolerant than base/address.h, for nothing is ever sent to them. */
#include "base/address.h"
#include "intent/private_class.h"

bool intent_local_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
           (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static bool domain_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

struct str intent_address_at(struct str s, size_t at)
{
    size_t begin = at, end;

    while (at < s.n && at - begin <= ADDRESS_LOCAL_LIMIT && intent_local_char(s.p[at]))
        at++;
    if (at == begin || at >= s.n || s.p[at] != '@' || at - begin > ADDRESS_LOCAL_LIMIT)
        return STR_EMPTY;
    for (end = ++at; end < s.n && end - at <= ADDRESS_DOMAIN_LIMIT && domain_char(s.p[end]);)
        end++;
    while (end > at && (s.p[end - 1] == '.' || s.p[end - 1] == '-'))
        end--;
    return end == at || end - begin > ADDRESS_LIMIT ? STR_EMPTY : str_cut(s, begin, end - begin);
}

struct str intent_next_address(struct str s, size_t *at)
{
    while (*at < s.n) {
        size_t sign = *at + str_index(str_from_index(s, *at), '@'), begin = sign;
        struct str found;

        if (sign >= s.n)
            break;
        while (begin > *at && sign - begin < ADDRESS_LOCAL_LIMIT && intent_local_char(s.p[begin - 1]))
            begin--;
        while (begin < sign && strchr("'*=-.`", s.p[begin]) != NULL)
            begin++; /* decoration, "SMTP=" */
        found = intent_address_at(s, begin);
        *at = found.n > 0 ? begin + found.n : sign + 1;
        if (found.n > 0)
            return found;
    }
    *at = s.n;
    return STR_EMPTY;
}
