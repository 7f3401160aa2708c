/* The log as octoDNS writes it: Python's logging, its handlers and formats. */
#ifndef ZW_CMD_OCTODNS_LOG_H
#define ZW_CMD_OCTODNS_LOG_H

#include "core/buf.h"
#include "core/notes.h"

#include <stdbool.h>

/* Nothing is above it: a logger or handler that says nothing. */
#define NOTE_NEVER ((int)NOTE_ERROR + 1)

struct log_handler {
	int fd;
	bool owned; /* to be closed */
	bool syslog;
	unsigned facility;                /* of syslog */
	int level;                        /* an enum note_level: what is below is left out */
	const char *format, *date_format; /* as Python's Formatter takes them */
};

struct log_logger {
	const char *name;
	int level;
};

#define LOG_MOST 16

/* All zero has no handlers.  Texts outlive it. */
struct log_setup {
	struct log_handler handlers[LOG_MOST];
	size_t nhandlers;
	struct log_logger loggers[LOG_MOST]; /* with a level of their own */
	size_t nloggers;
	int level; /* of all others */
};

extern const char log_format[], log_syslog_format[], log_date_format[];

/** log_start(setup), log_end(setup): Write notes as ${setup} says from now on; stop, and close the handlers. */
void log_start(const struct log_setup *setup);
void log_end(struct log_setup *setup);

/** log_open_syslog(handler, device, facility, why): Connect to the socket ${device}.  Return 0 or -1. */
int log_open_syslog(struct log_handler *handler, const char *device, const char *facility,
    struct buf *why);

/**
 * log_line(out, note, format, date_format):
 * Print one note, without a line end.  Return 0, or -1 when ${format} has a field
 * that there is not; ${note} may then be any.
 */
int log_line(struct buf *out, const struct note *note, const char *format, const char *date_format);

#endif
