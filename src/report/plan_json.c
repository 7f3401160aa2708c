/* Plans as JSON: zoneward.plan/1, and byte for byte as octoDNS's PlanJson. */
#include "core/mem.h"
#include "dns/name.h"
#include "report/formats.h"
#include "report/parts.h"

#include <stdlib.h>
#include <string.h>

void
json_record(struct buf *buf, struct arena *arena, const struct rrset *rrset)
{
	struct rrset_node_options options = {.as_yaml = true};
	struct json_style style = {0};

	if (rrset == NULL)
		buf_text(buf, "null");
	else
		node_json(buf, rrset_node(arena, rrset, &options), style);
}

/* "key": "text" or "key": null. */
static void
print_text(struct buf *buf, const char *key, const char *text)
{
	buf_printf(buf, "\"%s\": ", key);
	if (text == NULL)
		buf_text(buf, "null");
	else
		json_text(buf, slice_of(text), false);
}

/* The place that asks for a change, and whose it is; null for drift. */
static void
print_cause(struct buf *buf, const struct change_cause *cause)
{
	bool known = cause != NULL && cause->at.file != NULL;

	buf_text(buf, ", ");
	print_text(buf, "file", known ? cause->at.file : NULL);
	if (!known) {
		buf_text(buf, ", \"line\": null, \"side\": null");
		return;
	}
	buf_printf(buf, ", \"line\": %u, \"side\": \"%s\"", cause->at.line,
	    cause->of_base ? "base" : "head");
}

static void
print_change(struct buf *buf, struct arena *arena, const struct target_plan *plan, size_t index)
{
	const struct change *change = &plan->changes[index];
	const struct rrset *rrset = change_rrset(change);

	print_text(buf, "action", change_word(change->action));
	buf_text(buf, ", ");
	print_text(buf, "origin", plan->origins != NULL ? origin_word(plan->origins[index]) : NULL);
	buf_text(buf, ", \"name\": ");
	json_text(buf, rrset->name, false);
	buf_text(buf, ", ");
	print_text(buf, "type", rrset_type(rrset)->name);
	buf_text(buf, ", \"existing\": ");
	json_record(buf, arena, change->existing);
	buf_text(buf, ", \"new\": ");
	json_record(buf, arena, change->desired);
	print_cause(buf, plan->causes != NULL ? &plan->causes[index] : NULL);
	buf_printf(buf, ", \"asked\": %s", plan_asked(plan, index) ? "true" : "false");
}

static void
print_target(struct buf *buf, const struct target_plan *plan)
{
	const struct plan_counts *counts = &plan->counts;
	struct arena arena = {0};
	size_t i;

	buf_text(buf, "\n    {");
	print_text(buf, "target", plan->target);
	buf_text(buf, ", \"changes\": [");
	for (i = 0; i < plan->nchanges; i++) {
		buf_text(buf, i > 0 ? ",\n      {" : "\n      {");
		print_change(buf, &arena, plan, i);
		buf_char(buf, '}');
		arena_reset(&arena);
	}
	buf_text(buf, "], ");
	print_text(buf, "unsafe", plan->unsafe);
	buf_printf(buf,
	    ", \"summary\": {\"creates\": %zu, \"updates\": %zu, \"deletes\": %zu, "
	    "\"existing\": %zu}}",
	    counts->creates, counts->updates, counts->deletes, counts->existing);
	arena_free(&arena);
}

/* What is asked for and served. */
static void
print_already(struct buf *buf, const struct zone_plan *zone)
{
	const char *separator = "";
	size_t i, j;

	buf_text(buf, "], \"already\": [");
	for (i = 0; i < zone->nalready; i++) {
		for (j = 0; j < zone->already[i].count; j++) {
			const struct change *change = &zone->already[i].changes[j];
			const struct rrset *rrset = change_rrset(change);

			buf_printf(buf, "%s\n    {", separator);
			print_text(buf, "target", zone->already[i].target);
			buf_text(buf, ", ");
			print_text(buf, "action", change_word(change->action));
			buf_text(buf, ", \"name\": ");
			json_text(buf, rrset->name, false);
			buf_text(buf, ", ");
			print_text(buf, "type", rrset_type(rrset)->name);
			print_cause(buf, &zone->already[i].causes[j]);
			buf_char(buf, '}');
			separator = ",";
		}
	}
	buf_text(buf, "]}");
}

static void
print_waiting(struct buf *buf, const struct diags *waiting)
{
	size_t i;

	buf_text(buf, "], \"after_merge\": [");
	for (i = 0; waiting != NULL && i < waiting->count; i++) {
		const struct diag *diag = &waiting->items[i];

		buf_text(buf, i > 0 ? ",\n  {" : "\n  {");
		print_text(buf, "message", diag->message);
		buf_text(buf, ", ");
		print_text(buf, "file", diag->at.file);
		buf_printf(buf, ", \"line\": %u}", diag->at.line);
	}
}

void
plan_print_json(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	char digest[PLAN_DIGEST_LEN + 1];
	size_t from = buf->len, i, j;

	(void)view;
	plan_digest(plan, digest);
	buf_char(buf, '{');
	print_text(buf, "schema", "zoneward.plan/1");
	buf_text(buf, ", ");
	print_text(buf, "base", plan->base);
	buf_text(buf, ", ");
	print_text(buf, "head", plan->head);
	buf_text(buf, ", ");
	print_text(buf, "digest", digest);
	buf_text(buf, ", \"zones\": [");
	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		buf_text(buf, i > 0 ? ",\n  {\"zone\": " : "\n  {\"zone\": ");
		json_text(buf, zone->zone, false);
		buf_text(buf, ", \"targets\": [");
		for (j = 0; j < zone->ntargets; j++) {
			buf_text(buf, j > 0 ? "," : "");
			print_target(buf, &zone->targets[j]);
		}
		print_already(buf, zone);
	}
	print_waiting(buf, plan->waiting);
	buf_text(buf, "]}\n");
	report_calm_json(buf, from);
}

/* octoDNS groups by target, then zone; both sorted. */
struct entry {
	const struct target_plan *plan;
	struct slice zone;
};

static int
by_target_and_zone(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->plan->target, y->plan->target);

	return order != 0 ? order : slice_compare(x->zone, y->zone);
}

static struct entry *
sorted_entries(const struct plan *plan, size_t *count)
{
	struct entry *entries = NULL;
	size_t cap = 0, i, j;

	*count = 0;
	for (i = 0; i < plan->nzones; i++) {
		for (j = 0; j < plan->zones[i]->ntargets; j++) {
			if (plan->zones[i]->targets[j].nchanges == 0)
				continue;
			entries = mem_grow(entries, &cap, *count + 1, sizeof(*entries));
			entries[*count].plan = &plan->zones[i]->targets[j];
			entries[(*count)++].zone = plan->zones[i]->zone;
		}
	}
	if (*count > 1)
		qsort(entries, *count, sizeof(*entries), by_target_and_zone);
	return entries;
}

static void
print_octodns_change(struct buf *buf, struct arena *arena, const struct change *change,
    struct slice zone)
{
	const struct rrset *rrset = change_rrset(change);
	struct slice label = name_relative(rrset->name, zone);

	if (change->existing != NULL) {
		buf_text(buf, "\"existing\": ");
		json_record(buf, arena, change->existing);
		buf_text(buf, ", ");
	}
	buf_text(buf, "\"name\": ");
	json_text(buf, label, false);
	if (change->desired != NULL) {
		buf_text(buf, ", \"new\": ");
		json_record(buf, arena, change->desired);
	}
	buf_printf(buf, ", \"record_type\": \"%s\", \"type\": \"%s\"", rrset_type(rrset)->name,
	    change_word(change->action));
}

static void
print_octodns_entry(struct buf *buf, const struct entry *entry)
{
	struct arena arena = {0};
	size_t i;

	json_text(buf, entry->zone, false);
	buf_text(buf, ": {\"changes\": [");
	for (i = 0; i < entry->plan->nchanges; i++) {
		buf_text(buf, i > 0 ? ", {" : "{");
		print_octodns_change(buf, &arena, &entry->plan->changes[i], entry->zone);
		buf_char(buf, '}');
		arena_reset(&arena);
	}
	buf_text(buf, "], \"meta\": null}");
	arena_free(&arena);
}

void
plan_print_json_octodns(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	size_t count, i;
	struct entry *entries = sorted_entries(plan, &count);

	(void)view;
	buf_char(buf, '{');
	for (i = 0; i < count; i++) {
		bool first =
		    i == 0 || strcmp(entries[i - 1].plan->target, entries[i].plan->target) != 0;

		if (first) {
			buf_text(buf, i > 0 ? "}, " : "");
			json_text(buf, slice_of(entries[i].plan->target), false);
			buf_text(buf, ": {");
		} else {
			buf_text(buf, ", ");
		}
		print_octodns_entry(buf, &entries[i]);
	}
	buf_text(buf, count > 0 ? "}}\n" : "}\n");
	free(entries);
}
