#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

enum { LINE_LIMIT = 1000 };

static char role_name[24] = "askpost";
static enum log_level least_level = LOG_LEVEL_INFO;
static uint32_t current_job;
static bool muted;

void log_open(const char *role, enum log_level least)
{
    snprintf(role_name, sizeof role_name, "%s", role);
    least_level = least;
}

void log_job(uint32_t job)
{
    current_job = job;
}

void log_mute(bool mute)
{
    muted = mute;
}

/* Printable ASCII stays; everything else becomes \xNN. Returns the new length. */
static size_t escape(char *to, size_t room, const char *from)
{
    size_t n = 0;

    for (; *from != '\0' && n + 5 < room; from++) {
        unsigned char c = (unsigned char)*from;

        if (c >= 0x20 && c < 0x7f)
            to[n++] = (char)c;
        else
            n += (size_t)snprintf(to + n, room - n, "\\x%02x", c);
    }
    to[n] = '\0';
    return n;
}

__attribute__((format(printf, 3, 0)))
static void write_line(const char *level, const char *event, const char *format, va_list arguments)
{
    char raw[LINE_LIMIT], line[LINE_LIMIT * 2], job[24] = "";
    int saved = errno, head;
    size_t n;

    vsnprintf(raw, sizeof raw, format, arguments);
    if (current_job != 0)
        snprintf(job, sizeof job, " job=%04x", current_job);
    head = snprintf(line, sizeof line, "%s %s%s event=%s%s", level, role_name, job, event, raw[0] == '\0' ? "" : " ");
    n = (size_t)head + escape(line + head, sizeof line - (size_t)head - 1, raw);
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        errno = saved;
    errno = saved;
}

void log_line(enum log_level level, const char *event, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    va_list arguments;

    if (level < least_level || (muted && level < LOG_LEVEL_ERROR))
        return;
    va_start(arguments, format);
    write_line(names[level], event, format, arguments);
    va_end(arguments);
}

void log_fatal(int status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    write_line("fatal", "stopped", format, arguments);
    va_end(arguments);
    exit(status);
}

void log_panic(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    write_line("panic", "bug", format, arguments);
    va_end(arguments);
    abort();
}
