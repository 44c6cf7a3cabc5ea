/* Landlock: the files a process may still touch. */
#ifndef GATEWAY_LANDLOCK_H
#define GATEWAY_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/outcome.h"

struct landlock_path {
    const char *path; /* a directory with all below it, or a file; one that is missing is left out */
    bool write;
};

/* The kernel's ABI; 0: it has none. */
int landlock_version(void);
/* From here on only these paths, and, when `no_network`, no TCP. DONE too where the kernel has no Landlock: seccomp is the other wall. */
enum outcome landlock_restrict(const struct landlock_path *paths, size_t count, bool no_network, struct fault *why) MUST_CHECK;

#endif
