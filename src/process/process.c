/* Opening processors, and how they speak. */
#include "process/process.h"

#include "config/plugins.h"
#include "core/mem.h"
#include "core/nearest.h"
#include "process/registry.h"
#include "provider/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULE "config-processor"

/* How deep mappings of options are looked into. */
#define OPTIONS_DEPTH 100

static const struct option_spec common[] = {
    {"lenient", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static struct option_set
set_of(const struct processor_class *class)
{
	struct option_set set = {"processor", RULE, class->names[0], class->options, common};

	return set;
}

const struct option_spec *
processor_common_options(void)
{
	return common;
}

static struct place
class_place(const struct provider_config *config)
{
	const struct node *class = node_get(config->options, "class");

	return class != NULL ? node_place(class) : config->at;
}

static const char *
nearest_class(struct arena *arena, struct slice path)
{
	struct nearest nearest = nearest_start(arena_text(arena, class_last_part(path)));
	const struct processor_class *const *class;
	size_t i;

	for (class = processor_table; *class != NULL; class ++) {
		for (i = 0; (*class)->names[i] != NULL; i++)
			nearest_try(&nearest,
			    arena_text(arena, class_last_part(slice_of((*class)->names[i]))));
	}
	return nearest_hint(&nearest, arena);
}

static int
unknown_class(const struct provider_config *config, struct diags *diags)
{
	struct arena arena = {0};
	bool foreign = !slice_starts(config->class_path, slice_of("octodns."));
	const char *near = nearest_class(&arena, config->class_path);

	if (foreign && near == NULL)
		near = "only octoDNS's own processors are built in";
	(void)diag_error(diags, RULE, NULL, class_place(config), near,
	    foreign ? "processor %s: class %.*s is not built in"
		    : "processor %s: unknown processor class %.*s",
	    config->id, SLICE_ARGS(config->class_path));
	arena_free(&arena);
	return -1;
}

static int
open_class(struct processor **processor, const struct processor_class *class,
    const struct provider_config *config, struct process_run *run, struct diags *diags)
{
	struct option_set set = set_of(class);
	struct processor *p = mem_zero(1, sizeof(*p));
	struct node *options;

	p->class = class;
	p->id = config->id;
	p->config = config;
	p->run = run;
	if (option_set_resolve(&set, config, &p->arena, &options, diags) == 0) {
		p->options = options;
		p->lenient = option_bool(options, "lenient", false);
		if (class->open == NULL || class->open(p, diags) == 0) {
			*processor = p;
			return 0;
		}
	}
	processor_close(p);
	return -1;
}

int
processor_open(struct processor **processor, const struct provider_config *config,
    struct process_run *run, struct diags *diags)
{
	const struct processor_class *class = processor_class_find(config->class_path);
	struct option_set set;

	*processor = NULL;
	if (class == NULL)
		return unknown_class(config, diags);
	set = set_of(class);
	if (option_set_check(&set, config, diags) != 0)
		return -1;
	return open_class(processor, class, config, run, diags);
}

void
processor_close(struct processor *processor)
{
	if (processor == NULL)
		return;
	if (processor->class->close != NULL)
		processor->class->close(processor);
	arena_wipe(&processor->arena);
	free(processor);
}

static bool
reads_environment(const struct node *node, unsigned depth)
{
	size_t i;

	if (node->kind == NODE_TEXT)
		return slice_starts(node->text, slice_of("env/"));
	for (i = 0; node->kind == NODE_MAP && depth < OPTIONS_DEPTH && i < node->u.map.count; i++) {
		if (reads_environment(node->u.map.pairs[i].value, depth + 1))
			return true;
	}
	return false;
}

bool
processor_is_guarded(const struct provider_config *config)
{
	const struct processor_class *class = processor_class_find(config->class_path);

	return reads_environment(config->options, 0) ||
	    (class != NULL && (class->flags & PROCESSOR_NETWORK) != 0);
}

int
processor_check(const struct provider_config *config, struct diags *diags)
{
	const struct processor_class *class = processor_class_find(config->class_path);
	struct process_run run = {"", ""};
	struct processor *processor;
	struct option_set set;

	if (class == NULL && !slice_starts(config->class_path, slice_of("octodns.")))
		return 0;
	if (class == NULL)
		return unknown_class(config, diags);
	set = set_of(class);
	if (option_set_check(&set, config, diags) != 0)
		return -1;
	if (reads_environment(config->options, 0))
		return 0;
	if (open_class(&processor, class, config, &run, diags) != 0)
		return -1;
	processor_close(processor);
	return 0;
}

int
processor_fault(const struct processor *processor, struct diags *diags, const struct node *at,
    const char *hint, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return diag_error(diags, "config-value", NULL,
	    at != NULL && at->line > 0 ? node_place(at) : processor->config->at, hint,
	    "processor %s: %s", processor->id, text);
}

int
process_fault(const struct process_call *call, const struct rrset *rrset, const char *rule,
    const char *hint, const char *fmt, ...)
{
	struct subject subject = {call->desired->name, rrset->name, rrset_type(rrset)->name};
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return diag_error(call->diags, rule, &subject, rrset_place(rrset), hint, "processor %s: %s",
	    call->processor->id, text);
}
