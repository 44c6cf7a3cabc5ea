/* What speaks for a mail program having written a line: numbers, times, addresses, how it ends. All on folded text. */
#include "reply/private.h"

unsigned line_number_groups(struct str s)
{
    unsigned groups = 0, before = 0; /* of them, those before this word */
    bool address = false;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == ' ' || c == '\t') {
            groups = address ? before : groups;
            before = groups;
            address = false;
        }
        address = address || c == '@';
        groups += digit(c) && (i == 0 || !digit(s.p[i - 1]));
    }
    return address ? before : groups;
}

/* 14:30 or 14.30 somewhere, or a year. */
bool line_has_time(struct str s)
{
    for (size_t i = 1; i + 2 < s.n; i++) {
        if ((s.p[i] == ':' || s.p[i] == '.' || s.p[i] == 'h') && digit(s.p[i - 1]) && digit(s.p[i + 1]) &&
            digit(s.p[i + 2]))
            return true;
        if (i + 3 <= s.n && digit(s.p[i - 1]) && digit(s.p[i]) && digit(s.p[i + 1]) && digit(s.p[i + 2]))
            return true;
    }
    return false;
}

bool line_has_address(struct str s)
{
    size_t at = str_index(s, '@');

    return at > 0 && at + 2 < s.n;
}

bool line_has_date(struct str s)
{
    return line_has_time(s) && line_number_groups(s) >= 3;
}

bool line_ends_sentence(struct str s)
{
    char last = s.n == 0 ? '.' : s.p[s.n - 1], before = s.n < 2 ? ' ' : s.p[s.n - 2];

    return last == '!' || last == '?' || last == ':' || (last == '.' && !digit(before));
}

bool line_ends_open(struct str s)
{
    return s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '-');
}

unsigned line_words_count(struct str s)
{
    struct str word;
    unsigned count = 0;

    while (str_next_word(&s, &word))
        count++;
    return count;
}

struct str line_strip_dashes(struct str s, size_t *dashes)
{
    *dashes = 0;
    while (s.n > 0 && (s.p[0] == '-' || s.p[0] == ' ')) {
        *dashes += s.p[0] == '-';
        s.p++, s.n--;
    }
    return s;
}

bool line_bracketed_link(struct str text)
{
    return text.n > 10 && text.p[0] == '<' && text.p[text.n - 1] == '>' && str_index(text, ' ') == text.n &&
           (str_starts(text, STR("<http")) || str_starts(text, STR("<mailto:")));
}
