/* The time and the id of a run, which its processors have in common. */
#ifndef ZW_PROCESS_RUN_H
#define ZW_PROCESS_RUN_H

#include "process/process.h"

/**
 * run_time(run), run_uuid(run):
 * Return the time, as Python's isoformat() prints it in UTC, and a random UUID
 * (RFC 9562, version 4); the same each time.  SOURCE_DATE_EPOCH, seconds since
 * 1970, sets the time.  Not for several threads at once.
 */
const char *run_time(struct process_run *run);
const char *run_uuid(struct process_run *run);

#endif
