/* The log as octoDNS writes it. */
#include "cmd/octodns_log.h"

#include "cmd/common.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char log_format[] = "%(asctime)s [%(thread)d] %(levelname)-5s %(name)s %(message)s";
const char log_syslog_format[] =
    "octodns[%(process)-5s:%(thread)d]: %(name)s %(levelname)-5s %(message)s";
const char log_date_format[] = "%Y-%m-%dT%H:%M:%S ";

static const struct log_setup *in_use;

static const char *const level_names[] = {"DEBUG", "INFO", "WARNING", "ERROR"};

/* Syslog's (RFC 5424, table 2) by note_level. */
static const unsigned severities[] = {7, 6, 4, 3};

/* The format of a date is the operator's to choose, and strftime reads no arguments. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
add_time(struct buf *out, const struct note *note, const char *date_format)
{
	char text[128];
	struct tm local;

	(void)localtime_r(&note->at.tv_sec, &local);
	if (strftime(text, sizeof(text), date_format != NULL ? date_format : "%Y-%m-%d %H:%M:%S",
		&local) > 0)
		buf_text(out, text);
	if (date_format == NULL)
		buf_printf(out, ",%03ld", note->at.tv_nsec / 1000000);
}
#pragma GCC diagnostic pop

/* The plan is the one message with lines of its own; others say what files and servers said. */
static void
add_message(struct buf *out, const struct note *note)
{
	if (strcmp(note->name, "Plan") == 0)
		buf_text(out, note->text);
	else
		text_safe(out, slice_of(note->text));
}

static int
add_field(struct buf *out, const struct note *note, struct slice field, const char *date_format)
{
	if (slice_is(field, "asctime"))
		add_time(out, note, date_format);
	else if (slice_is(field, "message"))
		add_message(out, note);
	else if (slice_is(field, "name"))
		buf_text(out, note->name);
	else if (slice_is(field, "levelname"))
		buf_text(out, level_names[note->level]);
	else if (slice_is(field, "levelno"))
		buf_printf(out, "%d", ((int)note->level + 1) * 10);
	else if (slice_is(field, "thread"))
		buf_printf(out, "%lu", note->thread);
	else if (slice_is(field, "process"))
		buf_printf(out, "%ld", (long)getpid());
	else if (slice_is(field, "threadName"))
		buf_text(out, "MainThread");
	else if (slice_is(field, "processName"))
		buf_text(out, "MainProcess");
	else if (slice_is(field, "msecs"))
		buf_printf(out, "%ld", note->at.tv_nsec / 1000000);
	else
		return -1;
	return 0;
}

/* "%(name)-5s": at is behind the percent sign; it is moved behind the letter. */
static int
add_directive(struct buf *out, const struct note *note, const char **at, const char *date_format)
{
	const char *close = **at == '(' ? strchr(*at, ')') : NULL;
	struct buf value = {0};
	size_t width = 0;
	bool left = false, zero = false;
	int rc;

	if (close == NULL)
		return -1;
	rc = add_field(&value, note, slice_make(*at + 1, (size_t)(close - *at) - 1), date_format);
	for (close++; *close == '-' || *close == '0'; close++) {
		left = left || *close == '-';
		zero = zero || *close == '0';
	}
	for (; *close >= '0' && *close <= '9' && width < 1000; close++)
		width = width * 10 + (size_t)(*close - '0');
	if (rc != 0 || (*close != 's' && *close != 'd')) {
		buf_free(&value);
		return -1;
	}
	if (!left && value.len < width)
		buf_pad(out, zero ? '0' : ' ', width - value.len);
	buf_slice(out, buf_view(&value));
	if (left && value.len < width)
		buf_pad(out, ' ', width - value.len);
	buf_free(&value);
	*at = close + 1;
	return 0;
}

int
log_line(struct buf *out, const struct note *note, const char *format, const char *date_format)
{
	while (*format != '\0') {
		const char *percent = strchr(format, '%');

		if (percent == NULL) {
			buf_text(out, format);
			return 0;
		}
		buf_add(out, format, (size_t)(percent - format));
		format = percent + 1;
		if (*format == '%') {
			buf_char(out, '%');
			format++;
		} else if (add_directive(out, note, &format, date_format) != 0) {
			return -1;
		}
	}
	return 0;
}

static int
level_of(const struct log_setup *setup, const char *name)
{
	size_t i;

	for (i = 0; i < setup->nloggers; i++) {
		if (strcmp(setup->loggers[i].name, name) == 0)
			return setup->loggers[i].level;
	}
	return setup->level;
}

static void
write_line(const struct log_handler *handler, const struct note *note)
{
	struct buf line = {0};

	if (handler->syslog)
		buf_printf(&line, "<%u>", handler->facility * 8 + severities[note->level]);
	(void)log_line(&line, note, handler->format, handler->date_format);
	buf_char(&line, handler->syslog ? '\0' : '\n');
	/* A line that cannot be written is lost: there is nowhere to say so. */
	(void)write_fd(handler->fd, buf_view(&line));
	buf_free(&line);
}

static void
take_note(const struct note *note)
{
	size_t i;

	if ((int)note->level < level_of(in_use, note->name))
		return;
	for (i = 0; i < in_use->nhandlers; i++) {
		if ((int)note->level >= in_use->handlers[i].level)
			write_line(&in_use->handlers[i], note);
	}
}

void
log_start(const struct log_setup *setup)
{
	in_use = setup;
	notes_set_sink(take_note);
}

void
log_end(struct log_setup *setup)
{
	size_t i;

	notes_set_sink(NULL);
	in_use = NULL;
	for (i = 0; i < setup->nhandlers; i++) {
		if (setup->handlers[i].owned)
			(void)close(setup->handlers[i].fd);
	}
	memset(setup, 0, sizeof(*setup));
}
