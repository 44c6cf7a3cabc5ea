#include <strings.h>

#include "base/mem.h"
#include "base/str.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_same_nocase(s.p, prefix.p, prefix.n);
}

bool str_ends_nocase(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_same_nocase(s.p + s.n - suffix.n, suffix.p, suffix.n);
}

bool str_contains_nocase(struct str s, struct str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (str_same_nocase(s.p + i, part.p, part.n))
            return true;
    return false;
}

size_t str_find(struct str s, struct str part)
{
    size_t first = part.n == 0 ? 0 : str_index(s, part.p[0]); /* memchr is several times faster, and often finds nothing */
    const char *at = first == s.n ? NULL : memmem(s.p + first, s.n - first, part.p, part.n);

    return at == NULL ? s.n : (size_t)(at - s.p);
}

struct str str_trim_end(struct str s)
{
    while (s.n > 0 && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_space(s.p[0]))
        s.p++, s.n--;
    return str_trim_end(s);
}

bool str_next_line(struct str *rest, struct str *line)
{
    size_t end = str_index(*rest, '\n');

    if (rest->n == 0)
        return false;
    *line = str_from(rest->p, end);
    *rest = str_from_index(*rest, end + 1);
    if (line->n > 0 && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

bool str_next_word(struct str *rest, struct str *word)
{
    size_t start = 0, end;

    while (start < rest->n && (rest->p[start] == ' ' || rest->p[start] == '\t'))
        start++;
    end = start;
    while (end < rest->n && rest->p[end] != ' ' && rest->p[end] != '\t')
        end++;
    *word = str_cut(*rest, start, end - start);
    *rest = str_from_index(*rest, end);
    return word->n > 0;
}

bool str_next_part(struct str *rest, char separator, struct str *part)
{
    size_t end;

    if (rest->p == NULL)
        return false;
    end = str_index(*rest, separator);
    *part = str_from(rest->p, end);
    *rest = end == rest->n ? (struct str){NULL, 0} : str_from_index(*rest, end + 1);
    return true;
}

bool str_number(struct str s, uint64_t max, uint64_t *number)
{
    uint64_t value = 0;

    if (s.n == 0 || s.n > 20)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        uint64_t digit;

        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        digit = (uint64_t)(s.p[i] - '0');
        if (digit > max || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

char *str_dup(const void *ctx, struct str s)
{
    return mem_copy(ctx, s.p, s.n);
}

char *str_lower(const void *ctx, struct str s)
{
    char *copy = mem_copy(ctx, s.p, s.n);

    for (size_t i = 0; i < s.n; i++)
        copy[i] = lower(copy[i]);
    return copy;
}
