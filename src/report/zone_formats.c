/* A zone in columns, as YAML and as JSON. */
#include "core/text.h"
#include "dns/name.h"
#include "report/formats.h"
#include "report/parts.h"
#include "yaml/writer.h"

#include <string.h>

#define MAX_OWNER 40 /* longer names push their own line only */

static size_t
owner_width(const struct zone *zone)
{
	struct buf owner = {0};
	size_t width = strlen("NAME"), i;

	for (i = 0; i < zone->count; i++) {
		buf_clear(&owner);
		report_owner(&owner, zone->rrsets[i].name, zone->name);
		if (owner.len > width && owner.len <= MAX_OWNER)
			width = owner.len;
	}
	buf_free(&owner);
	return width;
}

static void
print_columns(struct buf *buf, const struct rrset *rrset, struct slice zone, size_t width)
{
	struct arena arena = {0};
	struct value_lines lines = lines_of(&arena, rrset);
	size_t i, from;

	for (i = 0; i < lines.count; i++) {
		from = buf->len;
		report_owner(buf, rrset->name, zone);
		report_pad(buf, from, width);
		buf_printf(buf, "  %10u  %-10s  ", rrset->ttl, rrset_type(rrset)->name);
		report_ascii(buf, lines.items[i].text);
		buf_char(buf, '\n');
	}
	arena_free(&arena);
}

void
zone_print_text(struct buf *buf, const struct zone *zone)
{
	size_t width = owner_width(zone), i;

	buf_printf(buf, "%-*s  %10s  %-10s  VALUE\n", (int)width, "NAME", "TTL", "TYPE");
	for (i = 0; i < zone->count; i++)
		print_columns(buf, &zone->rrsets[i], zone->name, width);
}

static struct node *
yaml_record(struct arena *arena, const struct rrset *rrset)
{
	struct rrset_node_options options = {.with_type = true, .as_yaml = true};

	return rrset_node(arena, rrset, &options);
}

/* The records of one name, which begin at i: one, or a list of them. */
static struct node *
yaml_name(struct arena *arena, const struct zone *zone, size_t i, size_t *after)
{
	struct node *list;
	size_t end = i + 1, k;

	while (end < zone->count && slice_equal(zone->rrsets[end].name, zone->rrsets[i].name))
		end++;
	*after = end;
	if (end == i + 1)
		return yaml_record(arena, &zone->rrsets[i]);
	list = node_list(arena, end - i);
	for (k = i; k < end; k++)
		node_push(arena, list, yaml_record(arena, &zone->rrsets[k]));
	return list;
}

void
zone_print_yaml(struct buf *buf, const struct zone *zone)
{
	struct yaml_style style = {.order = YAML_ORDER_NATURAL};
	struct arena arena = {0};
	struct node *root = node_map(&arena, zone->count);
	size_t i = 0;

	while (i < zone->count) {
		struct slice name = name_relative(zone->rrsets[i].name, zone->name);
		struct node *records = yaml_name(&arena, zone, i, &i);

		node_add(&arena, root, name_decode(&arena, name), records);
	}
	yaml_write(buf, root, style);
	arena_free(&arena);
}

static struct node *
part_or_null(struct arena *arena, const struct node *part)
{
	return part != NULL ? node_copy(arena, part) : node_null(arena);
}

static void
add_values(struct arena *arena, struct node *map, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	struct node *values = node_list(arena, rrset->nvalues);
	struct node *rdata = node_list(arena, rrset->nvalues);
	struct buf text = {0};
	uint32_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		const union field *value = rrset->values + (size_t)i * type->nfields;

		buf_clear(&text);
		value_presentation(&text, type, value);
		node_push(arena, values, value_node(arena, type, value));
		node_push(arena, rdata, node_text(arena, buf_view(&text)));
	}
	buf_free(&text);
	node_add(arena, map, slice_of("values"), values);
	node_add(arena, map, slice_of("rdata"), rdata);
}

static struct node *
number_or_null(struct arena *arena, uint32_t number)
{
	return number > 0 ? node_int(arena, number) : node_null(arena);
}

static struct node *
json_node(struct arena *arena, const struct rrset *rrset)
{
	static const struct rrset_extra nothing = {NULL, NULL, NULL};
	const struct rrset_extra *extra = rrset->extra != NULL ? rrset->extra : &nothing;
	struct node *map = node_map(arena, 11), *file;

	node_add(arena, map, slice_of("name"), node_text(arena, rrset->name));
	node_add(arena, map, slice_of("type"), node_text(arena, slice_of(rrset_type(rrset)->name)));
	node_add(arena, map, slice_of("ttl"), node_int(arena, rrset->ttl));
	add_values(arena, map, rrset);
	node_add(arena, map, slice_of("octodns"), part_or_null(arena, extra->octodns));
	node_add(arena, map, slice_of("dynamic"), part_or_null(arena, extra->dynamic));
	/* The former kind of dynamic record: rare, and named only where it is. */
	if (extra->geo != NULL)
		node_add(arena, map, slice_of("geo"), node_copy(arena, extra->geo));
	file = rrset->file != NULL ? node_text(arena, slice_of(rrset->file)) : node_null(arena);
	node_add(arena, map, slice_of("file"), file);
	node_add(arena, map, slice_of("line"), number_or_null(arena, rrset->line));
	node_add(arena, map, slice_of("column"), number_or_null(arena, rrset->column));
	return map;
}

void
zone_print_json(struct buf *buf, const struct zone *zone)
{
	struct json_style style = {.keep_order = true};
	struct arena arena = {0};
	size_t i;

	buf_text(buf, "{\"schema\": \"zoneward.zone/1\", \"zone\": ");
	json_text(buf, zone->name, false);
	buf_text(buf, ", \"records\": [");
	for (i = 0; i < zone->count; i++) {
		buf_text(buf, i > 0 ? ",\n  " : "\n  ");
		node_json(buf, json_node(&arena, &zone->rrsets[i]), style);
		arena_reset(&arena);
	}
	buf_text(buf, "]}\n");
	arena_free(&arena);
}
