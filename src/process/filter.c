/* What filters share: their lists, and taking records out of a zone. */
#include "process/filter.h"

#include "core/mem.h"
#include "provider/options.h"

#include <stdlib.h>
#include <string.h>

static const char *
list_name(const struct processor *processor)
{
	return processor->class->options[0].name;
}

const struct node *
filter_list(const struct processor *processor, struct diags *diags)
{
	const struct node *list = node_get(processor->options, list_name(processor));

	if (list->kind == NODE_LIST)
		return list;
	(void)processor_fault(processor, diags, list, "write [ITEM, …]",
	    "\"%s\" must be a list, not %s", list_name(processor), node_kind_name(list));
	return NULL;
}

bool
filter_is_allow(const struct processor *processor)
{
	return strcmp(list_name(processor), "allowlist") == 0;
}

/* As octoDNS has it, whatever the last character is, it is not part of the expression. */
static int
add_pattern(struct text_list *list, struct processor *processor, const struct node *item,
    struct diags *diags)
{
	struct slice text = item->text;
	struct pattern *pattern;
	const char *why = NULL;

	if (text.len < 2 || text.data[text.len - 1] != '/') {
		diag_warn(diags, "config-value", NULL, node_place(item), "write /EXPRESSION/",
		    "processor %s: \"%.*s\" is a regular expression without its last character",
		    processor->id, SLICE_ARGS(text));
	}
	pattern = pattern_regex(&processor->arena,
	    slice_sub(text, 1, text.len > 1 ? text.len - 1 : 1), &why);
	if (pattern == NULL) {
		return processor_fault(processor, diags, item, NULL,
		    "\"%.*s\" is no regular expression: %s", SLICE_ARGS(text), why);
	}
	list->patterns =
	    mem_grow(list->patterns, &list->cap, list->npatterns + 1, sizeof(struct pattern *));
	list->patterns[list->npatterns++] = pattern;
	return 0;
}

int
text_list_read(struct text_list *list, struct processor *processor, bool patterns,
    struct diags *diags)
{
	const struct node *items = filter_list(processor, diags);
	int rc = items != NULL ? 0 : -1;
	size_t i;

	for (i = 0; items != NULL && i < items->u.list.count; i++) {
		const struct node *item = items->u.list.items[i];

		if (!node_is_scalar(item)) {
			rc = processor_fault(processor, diags, item, NULL,
			    "\"%s\" must hold text, not %s", list_name(processor),
			    node_kind_name(item));
		} else if (patterns && slice_starts(item->text, slice_of("/"))) {
			if (add_pattern(list, processor, item, diags) != 0)
				rc = -1;
		} else {
			(void)map_put(&list->exact, item->text, NULL);
		}
	}
	return rc;
}

bool
text_list_has(const struct text_list *list, struct slice text)
{
	size_t i;

	if (map_has(&list->exact, text))
		return true;
	for (i = 0; i < list->npatterns; i++) {
		if (pattern_matches(list->patterns[i], text))
			return true;
	}
	return false;
}

void
text_list_free(struct text_list *list)
{
	size_t i;

	for (i = 0; i < list->npatterns; i++)
		pattern_free(list->patterns[i]);
	free(list->patterns);
	map_free(&list->exact);
}

struct filtering {
	const struct process_call *call;
	bool allow;
	bool (*matches)(const struct process_call *call, const struct rrset *rrset);
	bool (*own)(const struct rrset *rrset);
};

static bool
keep(void *ctx, const struct rrset *rrset)
{
	const struct filtering *f = ctx;

	if (f->own != NULL && !f->own(rrset))
		return true;
	return f->matches(f->call, rrset) == f->allow;
}

void
filter_zone(const struct process_call *call, struct zone *zone,
    bool (*matches)(const struct process_call *call, const struct rrset *rrset),
    bool (*own)(const struct rrset *rrset))
{
	struct filtering filtering = {call, filter_is_allow(call->processor), matches, own};

	zone_keep(zone, keep, &filtering);
}

bool
filter_wants_target(const struct process_call *call)
{
	return option_bool(call->processor->options, "include_target", true);
}
