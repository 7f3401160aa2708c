/* Plans byte for byte as octoDNS's PlanLogger prints them. */
#include "dns/name.h"
#include "report/formats.h"

static const char stars[] =
    "********************************************************************************\n";

static void
print_name(struct buf *buf, struct slice zone)
{
	struct arena arena = {0};

	buf_slice(buf, name_decode(&arena, zone));
	arena_free(&arena);
}

static void
print_wanted(struct buf *buf, const struct target_plan *plan, const struct rrset *rrset)
{
	rrset_octodns(buf, rrset);
	buf_printf(buf, " (%s)\n", plan_source(plan, rrset));
}

static void
print_change(struct buf *buf, const struct target_plan *plan, const struct change *change)
{
	switch (change->action) {
	case CHANGE_DELETE:
		buf_text(buf, "*   Delete ");
		rrset_octodns(buf, change->existing);
		buf_char(buf, '\n');
		break;
	case CHANGE_CREATE:
		buf_text(buf, "*   Create ");
		print_wanted(buf, plan, change->desired);
		break;
	case CHANGE_UPDATE:
		buf_text(buf, "*   Update\n*     ");
		rrset_octodns(buf, change->existing);
		buf_text(buf, " ->\n*     ");
		print_wanted(buf, plan, change->desired);
		break;
	}
}

static void
print_target(struct buf *buf, const struct target_plan *plan, struct slice zone)
{
	size_t i;

	buf_printf(buf, "* %s (%s)\n", plan->target,
	    plan->class_name != NULL ? plan->class_name : "");
	if (!plan->exists) {
		buf_text(buf, "*   Create Zone<");
		print_name(buf, zone);
		buf_text(buf, ">\n");
	}
	for (i = 0; i < plan->nchanges; i++)
		print_change(buf, plan, &plan->changes[i]);
	buf_text(buf, "*   ");
	octodns_summary(buf, plan);
	buf_char(buf, '\n');
}

void
octodns_summary(struct buf *buf, const struct target_plan *plan)
{
	const struct plan_counts *counts = &plan->counts;

	buf_printf(buf, "Summary: Creates=%zu, Updates=%zu, Deletes=%zu, Existing=%zu, Meta=False",
	    counts->creates, counts->updates, counts->deletes, counts->existing);
}

void
plan_print_octodns(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	size_t i, j;

	(void)view;
	buf_text(buf, stars);
	if (plan_changes(plan) == 0) {
		buf_text(buf, "No changes were planned\n");
		buf_text(buf, stars);
		return;
	}
	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		if (!zone_has_changes(zone))
			continue;
		buf_text(buf, "* ");
		print_name(buf, zone->zone);
		buf_char(buf, '\n');
		buf_text(buf, stars);
		for (j = 0; j < zone->ntargets; j++) {
			if (zone->targets[j].nchanges > 0)
				print_target(buf, &zone->targets[j], zone->zone);
		}
		buf_text(buf, stars);
	}
}
