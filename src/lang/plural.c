#include "lang/lang.h"

/* rule      = condition *("or" condition)
 * condition = relation *("and" relation)
 * relation  = "n" ["%" number] ("=" | "!=") range *("," range)
 * range     = number [".." number]                  (CLDR's language of plural rules, for whole numbers) */

static const char *const names[PLURALS] = {"zero", "one", "two", "few", "many", "other"};

enum plural plural_named(struct str name)
{
    enum plural p = 0;

    while (p < PLURALS && !str_equal(name, str_of(names[p])))
        p++;
    return p;
}

const char *plural_name(enum plural p)
{
    return p < PLURALS ? names[p] : "";
}

static bool take(struct str *rest, const char *what)
{
    *rest = str_trim(*rest);
    if (!str_starts(*rest, str_of(what)))
        return false;
    *rest = str_trim(str_from_index(*rest, strlen(what)));
    return true;
}

static bool take_number(struct str *rest, uint64_t *number)
{
    size_t n = 0;

    *rest = str_trim(*rest);
    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
        n++;
    if (!str_number(str_from(rest->p, n), 1000000000, number))
        return false;
    *rest = str_trim(str_from_index(*rest, n));
    return true;
}

static bool relation(struct str *rest, uint64_t n, bool *good)
{
    bool within = false, not;
    uint64_t modulo = 0, from, to;

    if (!take(rest, "n") || (take(rest, "%") && (!take_number(rest, &modulo) || modulo == 0)))
        return *good = false;
    if (modulo != 0)
        n %= modulo;
    not = take(rest, "!=");
    if (!not&&!take(rest, "="))
        return *good = false;
    do {
        if (!take_number(rest, &from))
            return *good = false;
        to = from;
        if (take(rest, "..") && !take_number(rest, &to))
            return *good = false;
        within = within || (n >= from && n <= to);
    } while (take(rest, ","));
    return within != not;
}

bool plural_holds(struct str rule, uint64_t n, bool *good)
{
    bool any = false, all;

    *good = true;
    do {
        all = true;
        do {
            bool holds = relation(&rule, n, good);

            if (!*good)
                return false;
            all = all && holds;
        } while (take(&rule, "and"));
        any = any || all;
    } while (take(&rule, "or"));
    *good = rule.n == 0;
    return *good && any;
}
