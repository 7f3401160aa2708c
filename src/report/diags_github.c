/*
 * Diagnostics as workflow commands, which GitHub and Forgejo show beside the
 * lines.  GitHub takes ten errors and ten warnings of a step and drops the rest
 * without a word: so the tenth says how many more there are, and the log has all.
 */
#include "core/text.h"
#include "report/findings.h"
#include "report/formats.h"

#include <string.h>

#define PER_STEP 10

static const char *const commands[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
};

static void
print_data(struct buf *buf, const char *text, const char *also)
{
	for (; *text != '\0'; text++) {
		if (*text == '%' || *text == '\r' || *text == '\n' || strchr(also, *text) != NULL)
			buf_printf(buf, "%%%02X", (unsigned)(unsigned char)*text);
		else
			buf_char(buf, *text);
	}
}

static void
print_property(struct buf *buf, const char *text)
{
	print_data(buf, text, ":,");
}

/* A name that is not shown as it is belongs to no line that anyone should be led to. */
static bool
is_plain(const char *file)
{
	struct buf safe = {0};
	bool plain;

	text_safe(&safe, slice_of(file));
	plain = slice_equal(buf_view(&safe), slice_of(file));
	buf_free(&safe);
	return plain;
}

static void
print_place(struct buf *buf, const struct finding *finding)
{
	if (*finding->file == '\0' || !is_plain(finding->file))
		return;
	buf_text(buf, "file=");
	print_property(buf, finding->file);
	buf_printf(buf, ",line=%u", finding->line);
	if (finding->column > 0)
		buf_printf(buf, ",col=%u", finding->column);
	buf_char(buf, ',');
}

static void
print_command(struct buf *buf, const struct finding *finding)
{
	buf_printf(buf, "::%s ", commands[finding->diag->severity]);
	print_place(buf, finding);
	buf_text(buf, "title=");
	print_property(buf, finding->rule);
	buf_text(buf, "::");
	print_data(buf, finding->message, "");
	if (finding->hint != NULL) {
		buf_text(buf, "%0Ahint: ");
		print_data(buf, finding->hint, "");
	}
	buf_char(buf, '\n');
}

/* In the log only: no line may begin with what a runner takes for a command. */
static void
print_line(struct buf *buf, const struct finding *finding)
{
	buf_text(buf, "| ");
	text_safe(buf, slice_of(finding->file));
	buf_printf(buf, ":%u: %s: %s [%s]\n", finding->line, commands[finding->diag->severity],
	    finding->message, finding->rule);
}

/* As many as are shown: all, or one less than the limit. */
static size_t
shown_of(size_t count)
{
	return count <= PER_STEP ? count : PER_STEP - 1;
}

static void
print_severity(struct buf *buf, const struct findings *findings, enum severity severity,
    size_t count)
{
	size_t left = shown_of(count), i;

	for (i = 0; i < findings->count && left > 0; i++) {
		if (findings->items[i].diag->severity != severity)
			continue;
		print_command(buf, &findings->items[i]);
		left--;
	}
	if (shown_of(count) < count)
		buf_printf(buf,
		    "::%s title=zoneward::%zu more %ss are not shown here: GitHub takes %d of a "
		    "step. The log of this step lists them.\n",
		    commands[severity], count - shown_of(count), commands[severity], PER_STEP);
}

static void
print_rest(struct buf *buf, const struct findings *findings)
{
	size_t skip[] = {[SEVERITY_ERROR] = shown_of(findings->errors),
	    [SEVERITY_WARNING] = shown_of(findings->warnings)};
	size_t more = findings->count - skip[SEVERITY_ERROR] - skip[SEVERITY_WARNING], i;

	if (more == 0)
		return;
	buf_printf(buf, "::group::%zu more\n", more);
	for (i = 0; i < findings->count; i++) {
		if (skip[findings->items[i].diag->severity] > 0)
			skip[findings->items[i].diag->severity]--;
		else
			print_line(buf, &findings->items[i]);
	}
	buf_text(buf, "::endgroup::\n");
}

void
diags_print_github(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;

	findings_collect(&findings, diags, view);
	print_severity(buf, &findings, SEVERITY_ERROR, findings.errors);
	print_severity(buf, &findings, SEVERITY_WARNING, findings.warnings);
	print_rest(buf, &findings);
	findings_free(&findings);
}
