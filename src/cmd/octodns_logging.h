/* --logging-config FILE. */
#ifndef ZW_CMD_OCTODNS_LOGGING_H
#define ZW_CMD_OCTODNS_LOGGING_H

#include "cmd/octodns_log.h"
#include "core/diag.h"

/**
 * logging_read(setup, path, arena, diags):
 * Fill ${setup}, whose texts are in ${arena}, from a file as Python's
 * logging.config.dictConfig takes it: formatters, handlers to the two streams, to
 * a file and to syslog, root, and the levels of loggers.  Return 0, or -1 after
 * adding errors.
 */
int logging_read(struct log_setup *setup, const char *path, struct arena *arena,
    struct diags *diags);

#endif
