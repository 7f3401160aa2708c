/* What goes on, for a person who asked with -v: to standard error, a line at a time. */
#ifndef ZW_CORE_LOG_H
#define ZW_CORE_LOG_H

#include <stdbool.h>

enum log_level { LOG_LEVEL_QUIET, LOG_LEVEL_NORMAL, LOG_LEVEL_VERBOSE };

/** log_set_level(level): Set how much is said; LOG_LEVEL_NORMAL until then.  Before any thread is made. */
void log_set_level(enum log_level level);

/** log_level(): Return what was set. */
enum log_level log_level(void);

/**
 * log_info(fmt, …):
 * When verbose, print one line to standard error in one write, controls in it
 * made visible; when somebody takes notes it is one of them.  errno is kept.  Secrets have no business here.
 */
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
