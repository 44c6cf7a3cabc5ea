/* What `init` writes, as a function that can be tested. */
#ifndef CMD_INIT_H
#define CMD_INIT_H

#include "base/buf.h"
#include "base/outcome.h"

struct init_answers {
    const char *domain, *operator, *name, *profile, *relay, *trust, *authserv_id; /* NULL: not given */
};

/* The configuration file for these answers, checked as the daemon will check it (it will stand at `path`). REFUSED with the reason. */
enum outcome init_configuration(const void *ctx, const char *path, const struct init_answers *answers, struct buf *out, struct fault *why) MUST_CHECK;

#endif
