/* Mails made to cost a reader more than they cost to send: what slows or fells other readers, at the sizes that do. For the benchmark
 * of reading and its test. */
#ifndef TESTS_TOOLS_WORST_H
#define TESTS_TOOLS_WORST_H

#include <stdbool.h>

#include "base/buf.h"

/* head, then middle so many times, with # its number, then end */
struct worst {
    const char *name;
    const char *head, *middle;
    size_t times;
    const char *end;
    bool refused; /* beyond a limit of the header: never read */
};

extern const struct worst worst_mails[]; /* ends with a NULL name */

/* The mail. Owned by ctx. */
struct str worst_mail(const void *ctx, const struct worst *row);

/* The text of ours that they answer. */
extern const char worst_known[];

#endif
