/* The first line of a comment, by which it is found again; it shows nothing. */
#ifndef ZW_REPORT_MARKER_H
#define ZW_REPORT_MARKER_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/slice.h"

struct marker {
	const char *kind;   /* "plan", "apply", "drift" */
	const char *digest; /* or NULL; 64 hexadecimal digits */
	const char *head;   /* commit; or NULL */
	const char *config; /* NULL for octodns.yaml */
};

#define MARKER_MAX ((size_t)400) /* bytes of a line, with its end */

/** marker_print(buf, marker): Print it with a line end. */
void marker_print(struct buf *buf, const struct marker *marker);

/**
 * marker_read(body, marker, arena):
 * Read the first line of a comment.  Return 0; 1 when it is no marker of ours; or
 * -1 when it is one that cannot be understood: somebody edited it.
 */
int marker_read(struct slice body, struct marker *marker, struct arena *arena);

#endif
