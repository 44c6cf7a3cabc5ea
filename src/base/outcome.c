#include <stdarg.h>
#include <stdio.h>

#include "base/outcome.h"

enum outcome fault_set(struct fault *why, enum outcome outcome, const char *code, const char *format, ...)
{
    va_list arguments;

    if (why == NULL)
        return outcome;
    snprintf(why->code, sizeof why->code, "%s", code);
    va_start(arguments, format);
    vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    for (char *p = why->text; *p != '\0'; p++)
        if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e)
            *p = '?';
    return outcome;
}

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {[DONE] = "done", [RETRY] = "retry", [REFUSED] = "refused"};

    return names[outcome];
}
