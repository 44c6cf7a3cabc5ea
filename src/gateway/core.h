/* core's half that works without a daemon too. */
#ifndef GATEWAY_CORE_H
#define GATEWAY_CORE_H

#include "forum/forum.h"

/* Opens the keys and the database for writing, taking the lock: what core does at its start, and a command when no daemon runs. */
enum outcome core_open(const void *ctx, const struct conf *conf, struct forum *forum, struct fault *why) MUST_CHECK;

#endif
