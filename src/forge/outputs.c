/* What a job hands to its next steps, and its summary: files to append to. */
#include "forge/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int
append(const char *path, struct slice text, struct diags *diags)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	ssize_t wrote = 0;

	while (fd >= 0 && text.len > 0 && wrote >= 0) {
		wrote = write(fd, text.data, text.len);
		if (wrote >= 0)
			text = slice_sub(text, (size_t)wrote, text.len);
		else if (errno == EINTR)
			wrote = 0;
	}
	if (fd >= 0 && close(fd) == 0 && wrote >= 0)
		return 0;
	return diag_error(diags, FORGE_RULE, NULL, place_none,
	    "the runner names the file, and must let the job write it", "cannot write to %s: %s",
	    path, strerror(errno));
}

/* "digest", or ZONEWARD_DIGEST where it becomes a variable of other jobs. */
static void
print_name(const struct forge_run *run, const char *name, struct buf *line)
{
	buf_text(line, run->dotenv ? "ZONEWARD_" : "");
	for (; *name != '\0'; name++)
		buf_char(line,
		    run->dotenv && *name >= 'a' && *name <= 'z' ? (char)(*name - 32) : *name);
}

int
forge_output(const struct forge_run *run, const char *name, const char *value, struct diags *diags)
{
	struct buf line = {0};
	int rc;

	if (run->outputs == NULL)
		return 0;
	/* A line end would begin another output. */
	if (strpbrk(value, "\r\n") != NULL)
		return diag_error(diags, FORGE_RULE, NULL, place_none, NULL,
		    "output %s has a line end in it", name);
	print_name(run, name, &line);
	buf_printf(&line, "=%s\n", value);
	rc = append(run->outputs, buf_view(&line), diags);
	buf_free(&line);
	return rc;
}

int
forge_summary(const struct forge_run *run, struct slice text, struct diags *diags)
{
	if (run->summary == NULL)
		return 0;
	return append(run->summary, text, diags);
}
