/* Diagnostics as JUnit and Checkstyle have them: grouped by file. */
#include "core/map.h"
#include "core/text.h"
#include "report/findings.h"
#include "report/formats.h"
#include "report/markup.h"

#include <stdint.h>

static const char *const severities[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
};

/* Of one file: which findings are its own, in their order. */
struct group {
	const char *file;
	size_t count, errors;
	size_t first; /* number of its first finding */
};

struct groups {
	struct group *items;
	size_t count;
	size_t *group_of; /* for each finding */
};

static void
make_groups(struct groups *groups, struct findings *findings)
{
	struct map seen = {0};
	size_t i;

	groups->count = 0;
	groups->items = arena_array(&findings->arena, findings->count + 1, sizeof(*groups->items));
	groups->group_of = arena_array(&findings->arena, findings->count + 1, sizeof(size_t));
	for (i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct group *group = map_get(&seen, slice_of(finding->file));

		if (group == NULL) {
			group = &groups->items[groups->count++];
			group->file = finding->file;
			group->first = i;
			map_put(&seen, slice_of(finding->file), group);
		}
		group->count++;
		group->errors += finding->diag->severity == SEVERITY_ERROR;
		groups->group_of[i] = (size_t)(group - groups->items);
	}
	map_free(&seen);
}

/* name="text" after a blank. */
static void
print_attribute(struct buf *buf, const char *name, struct slice text)
{
	buf_printf(buf, " %s=\"", name);
	markup_text(buf, text);
	buf_char(buf, '"');
}

/* The same of a name that is shown. */
static void
print_safe_attribute(struct buf *buf, const char *name, struct slice text)
{
	struct buf safe = {0};

	text_safe(&safe, text);
	print_attribute(buf, name, buf_view(&safe));
	buf_free(&safe);
}

static void
each_of(struct buf *buf, const struct findings *findings, const struct groups *groups,
    const struct group *group, void (*print)(struct buf *buf, const struct finding *finding))
{
	size_t number = (size_t)(group - groups->items), i;

	for (i = group->first; i < findings->count; i++) {
		if (groups->group_of[i] == number)
			print(buf, &findings->items[i]);
	}
}

static void
print_error(struct buf *buf, const struct finding *finding)
{
	struct buf text = {0};

	buf_printf(buf, "  <error line=\"%u\"", finding->line);
	if (finding->column > 0)
		buf_printf(buf, " column=\"%u\"", finding->column);
	buf_printf(buf, " severity=\"%s\"", severities[finding->diag->severity]);
	buf_text(&text, finding->message);
	if (finding->hint != NULL)
		buf_printf(&text, " (hint: %s)", finding->hint);
	print_attribute(buf, "message", buf_view(&text));
	buf_clear(&text);
	buf_printf(&text, "zoneward.%s", finding->rule);
	print_attribute(buf, "source", buf_view(&text));
	buf_text(buf, "/>\n");
	buf_free(&text);
}

void
diags_print_checkstyle(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;
	struct groups groups;
	size_t i;

	findings_collect(&findings, diags, view);
	make_groups(&groups, &findings);
	buf_text(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (i = 0; i < groups.count; i++) {
		buf_text(buf, " <file");
		print_attribute(buf, "name", slice_of(groups.items[i].file));
		buf_text(buf, ">\n");
		each_of(buf, &findings, &groups, &groups.items[i], print_error);
		buf_text(buf, " </file>\n");
	}
	buf_text(buf, "</checkstyle>\n");
	findings_free(&findings);
}

/* What a test is known by from run to run; a line number would make another one of it. */
static void
print_test_name(struct buf *buf, const struct finding *finding)
{
	const struct subject *subject = &finding->diag->subject;
	struct buf name = {0};

	buf_text(&name, finding->rule);
	buf_text(&name, ": ");
	buf_text(&name, finding->message);
	print_safe_attribute(buf, "classname",
	    subject->zone.len > 0 ? subject->zone : slice_of("zoneward"));
	print_attribute(buf, "name", buf_view(&name));
	buf_free(&name);
}

/* JUnit knows no warnings: they pass, and say what they have to say. */
static void
print_test(struct buf *buf, const struct finding *finding)
{
	bool error = finding->diag->severity == SEVERITY_ERROR;
	struct buf text = {0};

	buf_text(buf, "  <testcase");
	print_test_name(buf, finding);
	buf_text(buf, error ? ">\n   <failure" : ">\n   <system-out>warning: ");
	if (error) {
		print_attribute(buf, "type", slice_of(finding->rule));
		print_attribute(buf, "message", slice_of(finding->message));
		buf_char(buf, '>');
	}
	text_safe(&text, slice_of(finding->file));
	buf_printf(&text, ":%u", finding->line);
	if (finding->column > 0)
		buf_printf(&text, ":%u", finding->column);
	buf_printf(&text, ": %s", finding->message);
	if (finding->hint != NULL)
		buf_printf(&text, "\nhint: %s", finding->hint);
	markup_text(buf, buf_view(&text));
	buf_printf(buf, "</%s>\n  </testcase>\n", error ? "failure" : "system-out");
	buf_free(&text);
}

static void
print_suite(struct buf *buf, const char *name, size_t tests, size_t failures)
{
	buf_text(buf, " <testsuite");
	print_safe_attribute(buf, "name", slice_of(name));
	buf_printf(buf, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", tests, failures);
}

void
diags_print_junit(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;
	struct groups groups;
	size_t i;

	findings_collect(&findings, diags, view);
	make_groups(&groups, &findings);
	buf_printf(buf,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites name=\"zoneward\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n",
	    findings.count > 0 ? findings.count : 1, findings.errors);
	for (i = 0; i < groups.count; i++) {
		const struct group *group = &groups.items[i];

		print_suite(buf, group->file, group->count, group->errors);
		each_of(buf, &findings, &groups, group, print_test);
		buf_text(buf, " </testsuite>\n");
	}
	/* A report without a test is taken for a broken one. */
	if (groups.count == 0) {
		print_suite(buf, "zoneward", 1, 0);
		buf_text(buf,
		    "  <testcase classname=\"zoneward\" name=\"configuration and zones\"/>\n"
		    " </testsuite>\n");
	}
	buf_text(buf, "</testsuites>\n");
	findings_free(&findings);
}
