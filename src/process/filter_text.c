/* Filters by what can be written as text: type, name, value. */
#include "process/filter.h"

#include "core/mem.h"
#include "dns/name.h"
#include "process/classes.h"

#include <stdlib.h>

static const struct option_spec allow_options[] = {
    {"allowlist", OPTION_LIST, true, false, NULL},
    {"include_target", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec reject_options[] = {
    {"rejectlist", OPTION_LIST, true, false, NULL},
    {"include_target", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
open_list(struct processor *p, bool patterns, struct diags *diags)
{
	struct text_list *list = mem_zero(1, sizeof(*list));

	p->state = list;
	return text_list_read(list, p, patterns, diags);
}

static int
open_types(struct processor *p, struct diags *diags)
{
	return open_list(p, false, diags);
}

static int
open_patterns(struct processor *p, struct diags *diags)
{
	return open_list(p, true, diags);
}

static void
close_list(struct processor *p)
{
	if (p->state != NULL)
		text_list_free(p->state);
	free(p->state);
}

static bool
type_matches(const struct process_call *call, const struct rrset *rrset)
{
	return text_list_has(call->processor->state, slice_of(rrset_type(rrset)->name));
}

/* Names are matched relative to the zone, in IDNA form. */
static bool
name_matches(const struct process_call *call, const struct rrset *rrset)
{
	return text_list_has(call->processor->state,
	    name_relative(rrset->name, call->desired->name));
}

/* Text is matched as it is kept, anything else as a zone file has it. */
static void
value_text(struct buf *buf, const struct rtype *type, const union field *value)
{
	if (type->fields[0].kind == FIELD_CHUNKED)
		buf_slice(buf, value[0].text);
	else
		value_presentation(buf, type, value);
}

static bool
value_matches(const struct process_call *call, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	struct buf text = {0};
	bool found = false;
	size_t i;

	for (i = 0; i < rrset->nvalues && !found; i++) {
		buf_clear(&text);
		value_text(&text, type, rrset->values + i * type->nfields);
		found = text_list_has(call->processor->state, buf_view(&text));
	}
	buf_free(&text);
	return found;
}

static int
source_types(struct process_call *call)
{
	filter_zone(call, call->desired, type_matches, NULL);
	return 0;
}

static int
target_types(struct process_call *call)
{
	if (filter_wants_target(call))
		filter_zone(call, call->existing, type_matches, NULL);
	return 0;
}

static int
source_names(struct process_call *call)
{
	filter_zone(call, call->desired, name_matches, NULL);
	return 0;
}

static int
target_names(struct process_call *call)
{
	if (filter_wants_target(call))
		filter_zone(call, call->existing, name_matches, NULL);
	return 0;
}

static int
source_values(struct process_call *call)
{
	filter_zone(call, call->desired, value_matches, NULL);
	return 0;
}

static int
target_values(struct process_call *call)
{
	if (filter_wants_target(call))
		filter_zone(call, call->existing, value_matches, NULL);
	return 0;
}

#define PATH "octodns.processor.filter."

static const char *const allow_types[] = {PATH "TypeAllowlistFilter", NULL};
static const char *const reject_types[] = {PATH "TypeRejectlistFilter", NULL};
static const char *const allow_names[] = {PATH "NameAllowlistFilter", NULL};
static const char *const reject_names[] = {PATH "NameRejectlistFilter", NULL};
static const char *const allow_values[] = {PATH "ValueAllowlistFilter", NULL};
static const char *const reject_values[] = {PATH "ValueRejectlistFilter", NULL};

const struct processor_class allow_types_processor = {
    .names = allow_types,
    .options = allow_options,
    .open = open_types,
    .close = close_list,
    .source = source_types,
    .target = target_types,
};

const struct processor_class reject_types_processor = {
    .names = reject_types,
    .options = reject_options,
    .open = open_types,
    .close = close_list,
    .source = source_types,
    .target = target_types,
};

const struct processor_class allow_names_processor = {
    .names = allow_names,
    .options = allow_options,
    .open = open_patterns,
    .close = close_list,
    .source = source_names,
    .target = target_names,
};

const struct processor_class reject_names_processor = {
    .names = reject_names,
    .options = reject_options,
    .open = open_patterns,
    .close = close_list,
    .source = source_names,
    .target = target_names,
};

const struct processor_class allow_values_processor = {
    .names = allow_values,
    .options = allow_options,
    .open = open_patterns,
    .close = close_list,
    .source = source_values,
    .target = target_values,
};

const struct processor_class reject_values_processor = {
    .names = reject_values,
    .options = reject_options,
    .open = open_patterns,
    .close = close_list,
    .source = source_values,
    .target = target_values,
};
