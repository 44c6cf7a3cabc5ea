/* What each role gives up: root, privileges, files (Landlock), system calls (seccomp), memory and time (rlimits). */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/proc.h"
#include "base/zone.h"
#include "gateway/gateway.h"
#include "gateway/landlock.h"

#ifdef ASKPOST_SANITIZERS
static const bool relaxed = true; /* the sanitizers' own calls would not survive; the plain build is the one that is tested */
#else
static const bool relaxed = false;
#endif

static const char *const role_names[] = {[ROLE_PARENT] = "parent", [ROLE_FRONT] = "front",   [ROLE_PARSER] = "parser",
                                         [ROLE_CORE] = "core",     [ROLE_RENDER] = "render", [ROLE_MAILER] = "mailer"};

const char *role_name(enum role role)
{
    return role_names[role];
}

/* ---- the user --------------------------------------------------------------------------------------------------------- */

static const char *user_of(enum role role, const struct conf *conf)
{
    switch (role) {
    case ROLE_FRONT:
        return conf->process.user_front;
    case ROLE_PARSER:
        return conf->process.user_parser;
    case ROLE_CORE:
        return conf->process.user_core;
    case ROLE_RENDER:
        return conf->process.user_render;
    case ROLE_MAILER:
        return conf->process.user_mailer;
    case ROLE_PARENT:
        break;
    }
    return "";
}

static enum outcome find_user(enum role role, const char *name, uid_t *user, gid_t *group, struct fault *why)
{
    const struct passwd *found = getpwnam(name);

    if (found == NULL || found->pw_uid == 0)
        return fault_set(why, REFUSED, "5.3.5", "user_%s = %s: %s", role_name(role), name,
                         found == NULL ? "there is no such user" : "root is no user to become");
    *user = found->pw_uid;
    *group = found->pw_gid;
    return DONE;
}

enum outcome jail_become(enum role role, const struct conf *conf, struct fault *why)
{
    const char *name = user_of(role, conf), *core = user_of(ROLE_CORE, conf);
    uid_t user = 0, core_user = 0;
    gid_t group = 0;
    enum outcome outcome;

    if (geteuid() != 0 || name[0] == '\0')
        return DONE;
    outcome = find_user(role, name, &user, &group, why);
    if (outcome == DONE && role == ROLE_RENDER && core[0] != '\0') /* it reads what core writes */
        outcome = find_user(ROLE_CORE, core, &core_user, &group, why);
    if (outcome == DONE && !proc_become(user, group))
        return fault_set(why, REFUSED, "5.3.5", "user_%s = %s: cannot become that user", role_name(role), name);
    return outcome;
}

/* ---- files: Landlock ---------------------------------------------------------------------------------------------------- */

static enum outcome restrict_files(enum role role, const struct conf *conf, struct fault *why)
{
    char shared_memory[PATH_MAX];
    bool maildir = strncmp(conf->mail.relay, "maildir:", 8) == 0;
    struct landlock_path paths[12];
    size_t n = 0;

    snprintf(shared_memory, sizeof shared_memory, "%s/askpost.db-shm", conf->store.data);
    if (role == ROLE_CORE) {
        paths[n++] = (struct landlock_path){conf->store.data, true};
        paths[n++] = (struct landlock_path){ZONE_DIRECTORY, false};
    } else if (role == ROLE_RENDER) {
        paths[n++] = (struct landlock_path){conf->store.data, false};
        paths[n++] = (struct landlock_path){shared_memory, true};
        if (conf->mail.templates[0] != '\0')
            paths[n++] = (struct landlock_path){conf->mail.templates, false};
    } else if (role == ROLE_MAILER && maildir) {
        paths[n++] = (struct landlock_path){conf->mail.relay + 8, true};
    } else if (role == ROLE_MAILER) { /* names, certificates and the resolver's libraries */
        static const char *const system[] = {"/etc", "/usr", "/lib", "/lib64", "/run/systemd/resolve", "/dev/null", "/dev/urandom"};

        for (size_t i = 0; i < sizeof system / sizeof *system; i++)
            paths[n++] = (struct landlock_path){system[i], false};
        if (conf->mail.relay_ca_file[0] != '\0')
            paths[n++] = (struct landlock_path){conf->mail.relay_ca_file, false};
    }
    return landlock_restrict(paths, n, role != ROLE_MAILER || maildir, why);
}

/* ---- system calls: seccomp ------------------------------------------------------------------------------------------------ */

/* Nobody needs these; EPERM, so that a library that tries one says so instead of vanishing. */
static const int never[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(memfd_create), SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setresuid),
    SCMP_SYS(setresgid), SCMP_SYS(setgroups), SCMP_SYS(capset), SCMP_SYS(personality), SCMP_SYS(quotactl), SCMP_SYS(reboot), SCMP_SYS(swapon),
    SCMP_SYS(acct), SCMP_SYS(sethostname), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(iopl), SCMP_SYS(ioperm),
    SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(open_by_handle_at), SCMP_SYS(name_to_handle_at), SCMP_SYS(kill), SCMP_SYS(tkill)};

/* For roles that only talk over descriptors they were given. */
static const int network[] = {SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen)};
static const int files[] = {SCMP_SYS(open),   SCMP_SYS(openat),   SCMP_SYS(openat2), SCMP_SYS(creat),   SCMP_SYS(unlink), SCMP_SYS(unlinkat),
                            SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(mkdir),   SCMP_SYS(mkdirat), SCMP_SYS(link),   SCMP_SYS(symlink)};

static bool deny(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);

        if (rc != 0 && rc != -EDOM && rc != -EINVAL) /* a call this architecture does not have */
            return false;
    }
    return true;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* New processes are refused, threads are not (the resolver of libcurl makes one); clone3's flags cannot be seen, so libc is told
 * to use clone. */
static bool deny_processes(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool load_denials(enum role role, bool maildir)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool loaded = filter != NULL && deny(filter, never, COUNT(never)) && deny_processes(filter);

    if (loaded && (role != ROLE_MAILER || maildir))
        loaded = deny(filter, network, COUNT(network));
    if (loaded && role == ROLE_FRONT)
        loaded = deny(filter, files, COUNT(files));
    loaded = loaded && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}

/* The parser: what computing and its one socket need; libraries that look for a file are told there is none; everything else kills. */
static bool add_parser_rules(scmp_filter_ctx filter)
{
    static const int allowed[] = {SCMP_SYS(read),     SCMP_SYS(write),     SCMP_SYS(recvfrom), SCMP_SYS(sendto),     SCMP_SYS(poll),
                                  SCMP_SYS(brk),      SCMP_SYS(munmap),    SCMP_SYS(mremap),   SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
                                  SCMP_SYS(futex),    SCMP_SYS(clock_gettime), SCMP_SYS(setitimer), SCMP_SYS(madvise), SCMP_SYS(close)};
    bool added = true;

    for (size_t i = 0; added && i < COUNT(allowed); i++)
        added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    return added &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 0) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 0) == 0;
}

static struct sock_filter parser_code[256];
static struct sock_fprog parser_filter = {.filter = parser_code};

/* Compiling takes longer than all else that a parser gives up, and there are many parsers. */
void jail_prepare(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    ssize_t n = 0;
    int fds[2] = {-1, -1};

    if (filter != NULL && pipe(fds) == 0 && add_parser_rules(filter) && seccomp_export_bpf(filter, fds[1]) == 0)
        n = read(fds[0], parser_code, sizeof parser_code);
    if (n > 0 && (size_t)n < sizeof parser_code)
        parser_filter.len = (unsigned short)((size_t)n / sizeof *parser_code);
    close(fds[0]);
    close(fds[1]);
    seccomp_release(filter);
}

static bool load_parser_filter(void)
{
    return parser_filter.len > 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &parser_filter) == 0;
}

/* ---- memory and time ------------------------------------------------------------------------------------------------------- */

static bool limit(int which, rlim_t value)
{
    struct rlimit l = {value, value};

    return setrlimit((__rlimit_resource_t)which, &l) == 0;
}

enum { MEMORY = 256 << 20, ALL_MAILS = 64 * 2 + 2 };

static bool limit_parser(void)
{
    return limit(RLIMIT_AS, MEMORY) && limit(RLIMIT_CPU, ALL_MAILS) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
           limit(RLIMIT_NOFILE, 1) /* poll(2) counts it */ && limit(RLIMIT_CORE, 0);
}

enum outcome jail_enter(enum role role, const struct conf *conf, struct fault *why)
{
    bool maildir = strncmp(conf->mail.relay, "maildir:", 8) == 0;
    bool loaded;

    if (relaxed)
        return DONE;
    if (role == ROLE_PARSER && parser_filter.len == 0)
        jail_prepare();
    if (!proc_harden())
        return fault_set(why, REFUSED, "5.3.5", "%s: cannot give up privileges: %s", role_name(role), strerror(errno));
    if (restrict_files(role, conf, why) != DONE)
        return REFUSED;
    if (role == ROLE_PARSER && !limit_parser())
        return fault_set(why, REFUSED, "5.3.5", "parser: cannot set its limits: %s", strerror(errno));
    loaded = role == ROLE_PARSER ? load_parser_filter() : load_denials(role, maildir);
    if (!loaded && !conf->process.insecure)
        return fault_set(why, REFUSED, "5.3.5", "%s: this kernel has no seccomp (set `insecure = yes` to run without)", role_name(role));
    return DONE;
}

/* In a child: whether memory beyond the parser's limit is refused. */
static bool limits_hold(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0)
        _exit(limit_parser() && mmap(NULL, MEMORY, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 0 : 1);
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct jail_report jail_probe(void)
{
    return (struct jail_report){.seccomp = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0,
                                .landlock = landlock_version(),
                                .limits = !relaxed && limits_hold(),
                                .sanitizer = relaxed};
}
