/* The log: one line per event on stderr, "LEVEL ROLE event=NAME key=value ...". Values are escaped, so nothing from a mail
 * can forge a line or reach a terminal. Never a mail body, never an address: at most its keyed hash. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* Names the process in every line and sets the least level that is written. Before it: "askpost", info. */
void log_open(const char *role, enum log_level least);

/* The job whose lines follow (0: none), shown as job=4f2a. */
void log_job(uint32_t job);

/* While it is on, nothing less than an error is written: for work done a second time, whose lines stand there already. */
void log_mute(bool mute);

/* `event` is a fixed word such as "post-added"; `format` gives "key=value" pairs and may be "". */
void log_line(enum log_level level, const char *event, const char *format, ...) __attribute__((format(printf, 3, 4)));

#define log_debug(event, ...) log_line(LOG_LEVEL_DEBUG, event, __VA_ARGS__)
#define log_info(event, ...) log_line(LOG_LEVEL_INFO, event, __VA_ARGS__)
#define log_warn(event, ...) log_line(LOG_LEVEL_WARN, event, __VA_ARGS__)
#define log_error(event, ...) log_line(LOG_LEVEL_ERROR, event, __VA_ARGS__)

/* Hopeless environment: says why and exits with sysexits code `status`. */
void log_fatal(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
/* A bug of ours: says where it can, and aborts. */
void log_panic(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
