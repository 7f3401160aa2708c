/* MetaProcessor: a TXT record that says of the last change when, where and by what it was made. */
#include "core/map.h"
#include "core/mem.h"
#include "dns/name.h"
#include "process/classes.h"
#include "process/format.h"
#include "process/record.h"
#include "process/run.h"
#include "provider/options.h"

#include <stdlib.h>
#include <string.h>

#ifndef ZONEWARD_VERSION
#define ZONEWARD_VERSION "0"
#endif

#define DEFAULT_NAME "meta"
#define DEFAULT_TTL 60

/* What is the same for every target: "key=value". */
struct meta {
	struct node *values;
	bool provider;
};

static struct slice
record_name(const struct processor *p)
{
	return slice_of(option_text(p->options, "record_name", DEFAULT_NAME));
}

static void
add_value(struct processor *p, struct slice key, struct slice value)
{
	struct meta *meta = p->state;

	node_push(&p->arena, meta->values,
	    node_text(&p->arena,
		slice_of(
		    arena_printf(&p->arena, "%.*s=%.*s", SLICE_ARGS(key), SLICE_ARGS(value)))));
}

static int
add_extra(struct processor *p, const struct node *extra, struct diags *diags)
{
	int rc = 0;
	size_t i;

	for (i = 0; extra != NULL && extra->kind == NODE_MAP && i < extra->u.map.count; i++) {
		const struct node_pair *pair = &extra->u.map.pairs[i];
		struct buf text = {0};

		buf_text(&text, "");
		if (format_plain(&text, pair->value))
			add_value(p, pair->key->text, buf_view(&text));
		else
			rc = processor_fault(p, diags, pair->value, NULL,
			    "include_extra must hold text and numbers, not %s",
			    node_kind_name(pair->value));
		buf_free(&text);
	}
	return rc;
}

static int
open_meta(struct processor *p, struct diags *diags)
{
	struct meta *meta = arena_alloc(&p->arena, sizeof(*meta));
	int64_t ttl = option_int(p->options, "ttl", DEFAULT_TTL);

	p->state = meta;
	meta->values = node_list(&p->arena, 8);
	meta->provider = option_bool(p->options, "include_provider", false);
	if (option_bool(p->options, "include_version", false))
		add_value(p, slice_of("zoneward-version"), slice_of(ZONEWARD_VERSION));
	if (option_bool(p->options, "include_time", true))
		add_value(p, slice_of("time"), slice_of(run_time(p->run)));
	if (option_bool(p->options, "include_uuid", false))
		add_value(p, slice_of("uuid"), slice_of(run_uuid(p->run)));
	if (ttl < 0 || ttl > UINT32_MAX)
		return processor_fault(p, diags, node_get(p->options, "ttl"), NULL,
		    "ttl is no TTL");
	if (add_extra(p, node_get(p->options, "include_extra"), diags) != 0)
		return -1;
	if (meta->values->u.list.count == 0 && !meta->provider) {
		return processor_fault(p, diags, NULL, "set one of its include_… options",
		    "it includes nothing: a TXT record needs a value");
	}
	return 0;
}

static struct node *
values_for(const struct processor *p, struct arena *arena, const char *target)
{
	const struct meta *meta = p->state;
	struct node *values = node_copy(arena, meta->values);

	if (meta->provider)
		node_push(arena, values,
		    node_text(arena, slice_of(arena_printf(arena, "provider=%s", target))));
	return values;
}

static int
add_record(struct process_call *call)
{
	const struct processor *p = call->processor;
	struct arena *arena = &call->desired->arena;
	struct new_record record = {.name = record_name(p), .lenient = true, .source = SOURCE_NONE};

	record.data = record_data(arena, "TXT", option_int(p->options, "ttl", DEFAULT_TTL),
	    values_for(p, arena, call->target));
	return record_add(call->desired, &record, call->diags);
}

static struct slice
key_of(struct slice value)
{
	return slice_sub(value, 0, slice_find(value, '='));
}

/* Whether the record has the keys that we would write, and no others. */
static bool
has_same_keys(const struct process_call *call, const struct rrset *rrset)
{
	struct arena arena = {0};
	struct map wanted = {0}, there = {0};
	struct node *values = values_for(call->processor, &arena, call->target);
	bool same = true;
	size_t i;

	for (i = 0; i < values->u.list.count; i++)
		(void)map_put(&wanted, key_of(values->u.list.items[i]->text), NULL);
	for (i = 0; i < rrset->nvalues; i++) {
		struct slice key = key_of(rrset->values[i].text);

		(void)map_put(&there, key, NULL);
		same = same && map_has(&wanted, key);
	}
	same = same && wanted.count == there.count;
	map_free(&wanted);
	map_free(&there);
	arena_free(&arena);
	return same;
}

/* Another time or id is no reason for a plan. */
static int
drop_lone_change(struct process_call *call)
{
	const struct change *change = call->changes;

	if (call->nchanges == 1 && change->existing != NULL &&
	    strcmp(rrset_type(change->existing)->name, "TXT") == 0 &&
	    record_name_is(change->existing, call->desired->name, record_name(call->processor)) &&
	    has_same_keys(call, change->existing))
		call->nchanges = 0;
	return 0;
}

static const struct option_spec options[] = {
    {"record_name", OPTION_TEXT, false, false, NULL},
    {"ttl", OPTION_INT, false, false, NULL},
    {"include_time", OPTION_BOOL, false, false, NULL},
    {"include_uuid", OPTION_BOOL, false, false, NULL},
    {"include_provider", OPTION_BOOL, false, false, NULL},
    {"include_version", OPTION_BOOL, false, false, NULL},
    {"include_extra", OPTION_MAP, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const names[] = {"octodns.processor.meta.MetaProcessor", NULL};

const struct processor_class meta_processor = {
    .names = names,
    .options = options,
    .open = open_meta,
    .both = add_record,
    .plan = drop_lone_change,
};
