/* The jail's self-test: goes into a role's jail in a child and tries what it must not be able to do. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/gateway.h"

enum { ALLOWED = 10, DENIED = 11, BROKEN = 12 };

static bool may_open(const char *directory, const char *name, int flags)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    return open(path, flags) >= 0;
}

static bool may_fork(void)
{
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool may_exec(void)
{
    char *const argv[] = {"/bin/true", NULL};

    execv(argv[0], argv);
    return errno != EPERM && errno != EACCES;
}

static bool may(const struct conf *conf, const char *what)
{
    if (strcmp(what, "open") == 0)
        return open("/etc/passwd", O_RDONLY) >= 0;
    if (strcmp(what, "write") == 0)
        return open("/tmp/askpost-jail-test", O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0;
    if (strcmp(what, "open-keys") == 0)
        return may_open(conf->store.keys, "address.key", O_RDONLY) || may_open(conf->store.keys, "index.key", O_RDONLY);
    if (strcmp(what, "open-data") == 0)
        return may_open(conf->store.data, "askpost.db", O_RDONLY);
    if (strcmp(what, "write-data") == 0)
        return may_open(conf->store.data, "askpost.db", O_RDWR);
    if (strcmp(what, "socket") == 0)
        return socket(AF_INET, SOCK_STREAM, 0) >= 0;
    if (strcmp(what, "udp") == 0)
        return socket(AF_INET, SOCK_DGRAM, 0) >= 0;
    if (strcmp(what, "exec") == 0)
        return may_exec();
    if (strcmp(what, "fork") == 0)
        return may_fork();
    if (strcmp(what, "ptrace") == 0)
        return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
    _exit(BROKEN);
}

bool jail_try(enum role role, const struct conf *conf, const char *what, const char **how)
{
    struct fault why;
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        if (jail_become(role, conf, &why) != DONE || jail_enter(role, conf, &why) != DONE)
            _exit(BROKEN);
        syscall(SYS_exit_group, may(conf, what) ? ALLOWED : DENIED);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        *how = "not tried";
        return false;
    }
    if (WIFSIGNALED(status)) {
        *how = "killed";
        return true;
    }
    *how = WEXITSTATUS(status) == DENIED ? "refused" : WEXITSTATUS(status) == BROKEN ? "not tried" : "allowed";
    return WEXITSTATUS(status) == DENIED;
}
