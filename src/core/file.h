/* Files on disk: replaced whole or not at all, and read. */
#ifndef ZW_CORE_FILE_H
#define ZW_CORE_FILE_H

#include "core/buf.h"
#include "core/slice.h"

/**
 * file_replace(path, data, why):
 * Write ${data} to a temporary file beside ${path}, flush it to disk and rename
 * it.  The mode of a file that was there is kept.  Return 0; or -1 with the
 * reason in ${why} and ${path} as it was.
 */
int file_replace(const char *path, struct slice data, struct buf *why);

/**
 * file_read(path, max, out, why):
 * Append what the regular file ${path} holds, at most ${max} bytes.  Return 0, or
 * -1 with ${why} given the reason.
 */
int file_read(const char *path, size_t max, struct buf *out, struct buf *why);

/**
 * file_create(path, data, mode, why):
 * Make a file that is not there yet.  Return 0, 1 when something is there already, or
 * -1 with the reason in ${why}.
 */
int file_create(const char *path, struct slice data, unsigned mode, struct buf *why);

/** file_make_dirs(path, why): Make folder ${path} and those above it.  Return 0 or -1. */
int file_make_dirs(const char *path, struct buf *why);

#endif
