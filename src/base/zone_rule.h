/* The rule at the end of a time zone's file, which holds for all times behind its table: "CET-1CEST,M3.5.0,M10.5.0/3". */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>

#include "base/str.h"

/* Seconds east of UTC then; false when the rule is none. */
bool zone_rule_offset(struct str rule, int64_t utc, int *offset);

#endif
