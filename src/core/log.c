/* What goes on. */
#include "core/log.h"

#include "core/buf.h"
#include "core/notes.h"
#include "core/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static enum log_level current = LOG_LEVEL_NORMAL;

void
log_set_level(enum log_level level)
{
	current = level;
}

enum log_level
log_level(void)
{
	return current;
}

void
log_info(const char *fmt, ...)
{
	char text[2048];
	struct buf line = {0};
	int saved = errno;
	va_list ap;

	if (current < LOG_LEVEL_VERBOSE && !notes_wanted())
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (notes_wanted()) {
		note(NOTE_DEBUG, "zoneward", "%s", text);
		errno = saved;
		return;
	}
	text_safe(&line, slice_of(text));
	buf_char(&line, '\n');
	/* A line that cannot be written is lost: there is nowhere to say so. */
	if (write(STDERR_FILENO, line.data, line.len) < 0)
		errno = 0;
	buf_free(&line);
	errno = saved;
}
