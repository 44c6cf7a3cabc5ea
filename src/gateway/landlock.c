#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/landlock.h"

/* By ABI; Debian 12's header knows the first, the numbers are the kernel's. */
enum {
    FS_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    FS_WRITE_FILE = LANDLOCK_ACCESS_FS_WRITE_FILE,
    FS_WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |
               LANDLOCK_ACCESS_FS_MAKE_DIR,
    FS_ALL_1 = (1 << 13) - 1,
    FS_REFER_2 = 1 << 13,
    FS_TRUNCATE_3 = 1 << 14,
    NET_BIND_4 = 1 << 0,
    NET_CONNECT_4 = 1 << 1
};

struct ruleset {
    __u64 files;
    __u64 network; /* from ABI 4 */
};

int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    return version < 0 ? 0 : (int)version;
}

static __u64 handled(int version)
{
    return FS_ALL_1 | (version >= 2 ? (__u64)FS_REFER_2 : 0) | (version >= 3 ? (__u64)FS_TRUNCATE_3 : 0);
}

static bool add_path(int ruleset, const struct landlock_path *p, int version)
{
    struct landlock_path_beneath_attr rule = {.parent_fd = open(p->path, O_PATH | O_CLOEXEC)};
    struct stat what;
    bool added;

    if (rule.parent_fd < 0)
        return errno == ENOENT || errno == EACCES;
    rule.allowed_access = FS_READ | (p->write ? FS_WRITE : 0);
    if (version >= 2 && p->write)
        rule.allowed_access |= FS_REFER_2; /* rename within */
    if (version >= 3 && p->write)
        rule.allowed_access |= FS_TRUNCATE_3;
    if (fstat(rule.parent_fd, &what) == 0 && !S_ISDIR(what.st_mode))
        rule.allowed_access &= LANDLOCK_ACCESS_FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE_3;
    added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return added;
}

enum outcome landlock_restrict(const struct landlock_path *paths, size_t count, bool no_network, struct fault *why)
{
    int version = landlock_version();
    struct ruleset rules = {.files = handled(version), .network = version >= 4 && no_network ? NET_BIND_4 | NET_CONNECT_4 : 0};
    long ruleset;
    bool restricted = true;

    if (version == 0)
        return DONE;
    ruleset = syscall(SYS_landlock_create_ruleset, &rules, version >= 4 ? sizeof rules : sizeof rules.files, 0);
    if (ruleset < 0)
        return fault_set(why, REFUSED, "5.3.5", "landlock: %s", strerror(errno));
    for (size_t i = 0; restricted && i < count; i++)
        restricted = add_path((int)ruleset, &paths[i], version);
    restricted = restricted && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, (int)ruleset, 0) == 0;
    if (!restricted)
        fault_set(why, REFUSED, "5.3.5", "landlock: %s", strerror(errno));
    close((int)ruleset);
    return restricted ? DONE : REFUSED;
}
