/* What is a phone number, and what only has as many digits. */
#include "reply/private.h"

/* Free numbers belong to help lines and companies, not to a person. */
static const char *const free_numbers[] = {"0800", "00800", "1800", "1888", "1877", "116", "0808", "800", NULL};

struct number {
    char digits[17];
    size_t count, groups, length;
    size_t group[8];
    bool international, dots, dashes, spaces;
};

/* Digits with single separators between them; what stands behind the last digit does not belong to it. */
static void read_number(struct str text, size_t at, struct number *n)
{
    bool dots = false, dashes = false, spaces = false;

    *n = (struct number){.international = text.p[at] == '+'};
    for (size_t i = at; i < text.n && i - at < 32; i++) {
        char c = text.p[i];

        if (digit(c)) {
            if (n->groups == 0 || i == 0 || !digit(text.p[i - 1]))
                n->groups += n->groups < 8;
            n->group[n->groups - 1]++;
            if (n->count < 16)
                n->digits[n->count] = c;
            n->count++;
            n->length = i + 1 - at;
            n->dots = n->dots || dots;
            n->dashes = n->dashes || dashes;
            n->spaces = n->spaces || spaces;
        } else if (c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || (c == '+' && i == at)) {
            if (c == ' ' && i > at && text.p[i - 1] == ' ')
                break;
            dots = dots || c == '.';
            dashes = dashes || c == '-';
            spaces = spaces || c == ' ' || c == '/' || c == '(';
        } else {
            break;
        }
    }
}

/* Dates, IP addresses, large amounts and book numbers have as many digits. */
static bool other_number(const struct number *n)
{
    bool thousands = n->groups > 1 && n->group[0] <= 3;

    for (size_t i = 1; i < n->groups; i++)
        thousands = thousands && n->group[i] == 3;
    if (n->groups == 3 && n->count == 8 && (n->group[0] == 4 || n->group[2] == 4) && n->group[1] <= 2)
        return true; /* 2024-01-15, 15.01.2024 */
    if (n->groups >= 3 && n->group[0] == 4 && n->group[1] == 2 && n->group[2] == 2)
        return true; /* a date with a time behind it */
    if (n->groups >= 3 && n->group[0] <= 2 && n->group[1] <= 2 && n->group[2] == 4 && !n->international)
        return true;
    if (n->dots && !n->spaces && !n->dashes && !n->international && (n->groups == 4 || (thousands && n->digits[0] != '0')))
        return true;
    if (n->count == 13 && (memcmp(n->digits, "978", 3) == 0 || memcmp(n->digits, "979", 3) == 0))
        return true;
    for (size_t i = 0; free_numbers[i] != NULL; i++)
        if (str_starts(str_from(n->digits, n->count), str_of(free_numbers[i])) && n->groups > 1)
            return true;
    return false;
}

size_t phone_at(struct str text, size_t at)
{
    struct number n;
    bool led;

    if (!(digit(text.p[at]) || text.p[at] == '+' || (text.p[at] == '(' && at + 1 < text.n && (digit(text.p[at + 1]) || text.p[at + 1] == '+'))))
        return 0;
    if (at > 0 && (digit(text.p[at - 1]) || name_byte(text.p[at - 1]) || text.p[at - 1] == '_'))
        return 0;
    if (at > 1 && digit(text.p[at - 2]) && (text.p[at - 1] == '.' || text.p[at - 1] == '-' || text.p[at - 1] == '/' || text.p[at - 1] == ','))
        return 0; /* inside a number that was looked at and is none */
    read_number(text, at, &n);
    if (n.count < 7 || n.count > 15 || other_number(&n))
        return 0;
    led = n.international || n.digits[0] == '0' || text.p[at] == '(';
    if (at + n.length < text.n && name_byte(text.p[at + n.length]))
        return 0;
    if (led || n.count >= 10 || (n.groups == 2 && n.group[0] == 3 && n.group[1] == 4) || (n.count == 9 && n.groups >= 3))
        return n.length;
    return 0;
}
