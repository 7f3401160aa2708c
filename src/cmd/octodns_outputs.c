/* manager.plan_outputs: where octodns-sync prints the plan. */
#include "cmd/octodns.h"
#include "config/plugins.h"
#include "config/secrets.h"
#include "core/file.h"
#include "dns/value.h"
#include "report/report.h"

#include <string.h>
#include <unistd.h>

struct output {
	struct octodns *o;
	const struct plan *plan;
	const char *format;         /* a row of plan_formats */
	const struct node *options; /* or NULL */
	struct arena arena;
};

static int
wrong(struct output *output, const char *option, const char *what)
{
	const struct node *node = node_get(output->options, option);

	return diag_error(&output->o->work.diags, "config-plan-output", NULL,
	    node_place(node != NULL ? node : output->options), NULL, "\"%s\": %s", option, what);
}

/* An option, with what the environment has for it; NULL when it is not there. */
static int
find_option(struct output *output, const char *name, const struct node **value)
{
	const struct node *node = node_get(output->options, name);
	const char *missing;

	*value = NULL;
	if (node == NULL || node->kind == NODE_NULL)
		return 0;
	if (secret_resolve(&output->arena, node, value, &missing) != 0)
		return wrong(output, name, "its variable of the environment is not set");
	return 0;
}

static int
log_plan(struct output *output)
{
	static const struct {
		const char *name;
		enum note_level level;
	} levels[] = {{"debug", NOTE_DEBUG}, {"info", NOTE_INFO}, {"warn", NOTE_WARNING},
	    {"warning", NOTE_WARNING}, {"error", NOTE_ERROR}};
	enum note_level level = NOTE_INFO;
	const struct node *value;
	struct buf text = {0};
	size_t i;

	if (find_option(output, "level", &value) != 0)
		return -1;
	for (i = 0; value != NULL && i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (slice_is_nocase(value->text, levels[i].name))
			level = levels[i].level;
	}
	plan_format_find(output->format)->print(&text, output->plan, NULL);
	note(level, "Plan", "\n%s\n", text.data);
	buf_free(&text);
	return 0;
}

/* To the file that is named, or to standard output. */
static int
put(struct output *output, const struct buf *text)
{
	const struct node *file;
	struct buf why = {0};
	int rc;

	if (find_option(output, "output_filename", &file) != 0)
		return -1;
	if (file == NULL)
		rc = write_fd(STDOUT_FILENO, buf_view(text));
	else
		rc = file_replace(arena_text(&output->arena, file->text), buf_view(text), &why);
	if (rc != 0)
		(void)wrong(output, "output_filename", why.len > 0 ? why.data : "cannot write it");
	buf_free(&why);
	return rc;
}

static int
print_output(struct output *output)
{
	struct buf text = {0};
	int rc;

	plan_format_find(output->format)->print(&text, output->plan, NULL);
	rc = put(output, &text);
	buf_free(&text);
	return rc;
}

/* The zones of one target, in the order of the plan. */
static void
add_zones(struct buf *buf, const struct plan *plan, const char *target)
{
	const char *separator = "";
	size_t i, j;

	json_text(buf, slice_of(target), false);
	buf_text(buf, ": {");
	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		for (j = 0; j < zone->ntargets; j++) {
			if (strcmp(zone->targets[j].target, target) != 0)
				continue;
			buf_text(buf, separator);
			json_text(buf, zone->zone, false);
			buf_text(buf, ": ");
			plan_data(buf, &zone->targets[j], zone->zone);
			separator = ", ";
		}
	}
	buf_char(buf, '}');
}

/* Targets in the order in which the plan first names them. */
static void
add_unsorted(struct buf *buf, const struct plan *plan)
{
	struct map seen = {0};
	size_t i, j;

	buf_char(buf, '{');
	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->ntargets; j++) {
			const char *target = plan->zones[i]->targets[j].target;

			if (map_has(&seen, slice_of(target)))
				continue;
			buf_text(buf, seen.count > 0 ? ", " : "");
			add_zones(buf, plan, target);
			(void)map_put(&seen, slice_of(target), NULL);
		}
	}
	buf_text(buf, "}\n");
	map_free(&seen);
}

static int
print_json(struct output *output)
{
	const struct node *indent, *sorted;
	struct buf text = {0}, laid_out = {0};
	int64_t blanks = 0;
	int rc;

	if (find_option(output, "indent", &indent) != 0 ||
	    find_option(output, "sort_keys", &sorted) != 0)
		return -1;
	if (indent != NULL && (node_to_int(indent, &blanks) != 0 || blanks < 0 || blanks > 16))
		return wrong(output, "indent", "give a number from 0 to 16");
	if (sorted == NULL || node_truth(sorted))
		plan_format_find(output->format)->print(&text, output->plan, NULL);
	else
		add_unsorted(&text, output->plan);
	if (indent != NULL)
		json_indent(&laid_out, buf_view(&text), (size_t)blanks);
	rc = put(output, indent != NULL ? &laid_out : &text);
	buf_free(&text);
	buf_free(&laid_out);
	return rc;
}

static const struct output_class {
	const char *name;
	const char *format;
	int (*run)(struct output *output);
} classes[] = {
    {"PlanLogger", "octodns", log_plan},
    {"PlanMarkdown", "markdown-octodns", print_output},
    {"PlanHtml", "html-octodns", print_output},
    {"PlanJson", "json-octodns", print_json},
    {NULL, NULL, NULL},
};

static int
run_output(struct octodns *o, const struct plan *plan, const struct node *options)
{
	struct output output = {.o = o, .plan = plan, .options = options};
	const struct node *path = node_get(options, "class");
	struct slice name = path != NULL ? class_last_part(path->text) : slice_of("");
	const struct output_class *class = classes;
	int rc;

	while (class->name != NULL && !slice_is(name, class->name))
		class ++;
	if (class->name == NULL)
		return wrong(&output, "class", "this plan output is not built in");
	output.format = class->format;
	rc = class->run(&output);
	arena_free(&output.arena);
	return rc;
}

int
octodns_outputs(struct octodns *o, const struct plan *plan)
{
	const struct node *outputs = node_get(o->work.workspace.config->manager, "plan_outputs");
	struct output usual = {.o = o, .plan = plan, .format = classes[0].format};
	size_t i;
	int rc = 0;

	if (outputs == NULL || !node_truth(outputs))
		return log_plan(&usual);
	for (i = 0; outputs->kind == NODE_MAP && i < outputs->u.map.count; i++) {
		if (run_output(o, plan, outputs->u.map.pairs[i].value) != 0)
			rc = -1;
	}
	return rc;
}
