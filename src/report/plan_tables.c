/* Plans byte for byte as octoDNS's PlanMarkdown and PlanHtml print them. */
#include "dns/name.h"
#include "report/formats.h"

/* One row: what octoDNS fills the cells of a change with. */
struct row {
	const char *operation; /* NULL in the second row of an update */
	const struct rrset *rrset;
	const char *source; /* NULL for what is there already */
};

/* The pieces of one of the two tables. */
struct table {
	void (*zone)(struct buf *buf, struct slice zone);
	void (*begin)(struct buf *buf, const char *target);
	void (*create_zone)(struct buf *buf, struct slice zone);
	void (*row)(struct buf *buf, const struct row *row, struct slice zone);
	void (*end)(struct buf *buf, const struct target_plan *plan);
};

static void
print_geo(struct buf *buf, const struct node *geo, const char *separator)
{
	size_t i, j;

	for (i = 0; i < geo->u.map.count; i++) {
		const struct node *values = geo->u.map.pairs[i].value;

		buf_text(buf, separator);
		buf_slice(buf, geo->u.map.pairs[i].key->text);
		buf_text(buf, ": ");
		for (j = 0; values->kind == NODE_LIST && j < values->u.list.count; j++) {
			buf_text(buf, j > 0 ? ", " : "");
			buf_slice(buf, values->u.list.items[j]->text);
		}
	}
}

static void
print_values(struct buf *buf, const struct rrset *rrset, const char *separator)
{
	const struct rtype *type = rrset_type(rrset);
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		buf_text(buf, i > 0 ? separator : "");
		value_octodns(buf, type, rrset->values + (size_t)i * type->nfields);
	}
	if (rrset->extra != NULL && rrset->extra->geo != NULL)
		print_geo(buf, rrset->extra->geo, separator);
}

static void
print_decoded(struct buf *buf, const char *before, struct slice zone, const char *after)
{
	struct arena arena = {0};

	buf_text(buf, before);
	buf_slice(buf, name_decode(&arena, zone));
	buf_text(buf, after);
	arena_free(&arena);
}

static void
print_rows(struct buf *buf, const struct table *table, const struct target_plan *plan,
    const struct change *change, struct slice zone)
{
	static const char *const operations[] = {"Delete", "Create", "Update"};
	const char *operation = operations[change->action];
	struct row old = {operation, change->existing, NULL};
	struct row new = {change->existing == NULL ? operation : NULL, change->desired, NULL};

	if (change->existing != NULL)
		table->row(buf, &old, zone);
	if (change->desired == NULL)
		return;
	new.source = plan_source(plan, change->desired);
	table->row(buf, &new, zone);
}

static void
print_target(struct buf *buf, const struct table *table, const struct target_plan *plan,
    struct slice zone)
{
	size_t i;

	if (plan->nchanges == 0)
		return;
	table->begin(buf, plan->target);
	if (!plan->exists)
		table->create_zone(buf, zone);
	for (i = 0; i < plan->nchanges; i++)
		print_rows(buf, table, plan, &plan->changes[i], zone);
	table->end(buf, plan);
}

static void
print_tables(struct buf *buf, const struct table *table, const struct plan *plan)
{
	size_t i, j;

	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		if (!zone_has_changes(zone))
			continue;
		table->zone(buf, zone->zone);
		for (j = 0; j < zone->ntargets; j++)
			print_target(buf, table, &zone->targets[j], zone->zone);
	}
}

static void
md_zone(struct buf *buf, struct slice zone)
{
	print_decoded(buf, "## ", zone, "\n\n");
}

static void
md_begin(struct buf *buf, const char *target)
{
	buf_printf(buf, "### %s\n\n", target);
	buf_text(buf,
	    "| Operation | Name | Type | TTL | Value | Source |\n"
	    "|--|--|--|--|--|--|\n");
}

static void
md_create_zone(struct buf *buf, struct slice zone)
{
	print_decoded(buf, "| Create | Zone<", zone, "> | | | | |\n");
}

static void
md_row(struct buf *buf, const struct row *row, struct slice zone)
{
	struct slice name = name_relative(row->rrset->name, zone);

	if (row->operation != NULL) {
		buf_printf(buf, "| %s | ", row->operation);
		buf_slice(buf, name);
		buf_printf(buf, " | %s | ", rrset_type(row->rrset)->name);
	} else {
		buf_text(buf, "| | | | ");
	}
	buf_printf(buf, "%u | ", row->rrset->ttl);
	print_values(buf, row->rrset, "; ");
	if (row->source != NULL)
		buf_printf(buf, " | %s |\n", row->source);
	else
		buf_text(buf, " | |\n");
}

static void
md_end(struct buf *buf, const struct target_plan *plan)
{
	buf_char(buf, '\n');
	octodns_summary(buf, plan);
	buf_text(buf, "\n\n");
}

void
plan_print_markdown_octodns(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	static const struct table table = {md_zone, md_begin, md_create_zone, md_row, md_end};

	(void)view;
	if (plan_changes(plan) == 0)
		buf_text(buf, "## No changes were planned\n");
	print_tables(buf, &table, plan);
}

static void
html_zone(struct buf *buf, struct slice zone)
{
	print_decoded(buf, "<h2>", zone, "</h2>\n");
}

static void
html_begin(struct buf *buf, const char *target)
{
	static const char *const heads[] = {"Operation", "Name", "Type", "TTL", "Value", "Source"};
	size_t i;

	buf_printf(buf, "<h3>%s</h3>\n<table>\n  <tr>\n", target);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		buf_printf(buf, "    <th>%s</th>\n", heads[i]);
	buf_text(buf, "  </tr>\n");
}

static void
html_create_zone(struct buf *buf, struct slice zone)
{
	print_decoded(buf, "  <tr>\n    <td>Create</td>\n    <td colspan=5>Zone<", zone,
	    "></td>\n  </tr>\n");
}

static void
html_row(struct buf *buf, const struct row *row, struct slice zone)
{
	buf_text(buf, "  <tr>\n");
	if (row->operation != NULL) {
		buf_printf(buf, "    <td>%s</td>\n    <td>", row->operation);
		buf_slice(buf, name_relative(row->rrset->name, zone));
		buf_printf(buf, "</td>\n    <td>%s</td>\n", rrset_type(row->rrset)->name);
	} else {
		buf_text(buf, "    <td colspan=3></td>\n");
	}
	buf_printf(buf, "    <td>%u</td>\n    <td>", row->rrset->ttl);
	print_values(buf, row->rrset, "<br/>");
	buf_printf(buf, "</td>\n    <td>%s</td>\n  </tr>\n",
	    row->source != NULL ? row->source : "");
}

static void
html_end(struct buf *buf, const struct target_plan *plan)
{
	buf_text(buf, "  <tr>\n    <td colspan=6>");
	octodns_summary(buf, plan);
	buf_text(buf, "</td>\n  </tr>\n</table>\n");
}

void
plan_print_html_octodns(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	static const struct table table = {html_zone, html_begin, html_create_zone, html_row,
	    html_end};

	(void)view;
	if (plan_changes(plan) == 0)
		buf_text(buf, "<b>No changes were planned</b>");
	print_tables(buf, &table, plan);
}
