/* octoDNS's checksum of a plan: of its own JSON, keys in the order in which it makes them. */
#include "core/mem.h"
#include "dns/name.h"
#include "plan/plan.h"

#include <string.h>

static const char *const record_keys[] = {"ttl", "octodns", "value", "values", "geo", "dynamic",
    NULL};
static const char *const dynamic_keys[] = {"pools", "rules", NULL};
static const char *const pool_keys[] = {"fallback", "values", NULL};
static const char *const member_keys[] = {"value", "weight", "status", NULL};
static const char *const rule_keys[] = {"pool", "geos", "subnets", NULL};

/* Bring the keys of a mapping into the order of names; others stay behind them. */
static void
reorder(struct node *map, const char *const *names)
{
	size_t done = 0, i;

	for (; map != NULL && map->kind == NODE_MAP && *names != NULL; names++) {
		for (i = done; i < map->u.map.count; i++) {
			struct node_pair pair = map->u.map.pairs[i];

			if (!slice_is(pair.key->text, *names))
				continue;
			memmove(&map->u.map.pairs[done + 1], &map->u.map.pairs[done],
			    (i - done) * sizeof(pair));
			map->u.map.pairs[done++] = pair;
			break;
		}
	}
}

static void
reorder_each(struct node *list, const char *const *names)
{
	size_t i;

	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++)
		reorder(list->u.list.items[i], names);
}

static void
reorder_dynamic(struct node *dynamic)
{
	struct node *pools = node_get(dynamic, "pools");
	size_t i;

	reorder(dynamic, dynamic_keys);
	for (i = 0; pools != NULL && pools->kind == NODE_MAP && i < pools->u.map.count; i++) {
		struct node *pool = pools->u.map.pairs[i].value;

		reorder(pool, pool_keys);
		reorder_each(node_get(pool, "values"), member_keys);
	}
	reorder_each(node_get(dynamic, "rules"), rule_keys);
}

static void
add_record(struct buf *buf, struct arena *arena, const char *key, const struct rrset *rrset)
{
	struct rrset_node_options options = {.as_yaml = true};
	struct json_style style = {.keep_order = true};
	const struct rtype *type = rrset_type(rrset);
	const char *fields[16] = {NULL};
	struct node *record = rrset_node(arena, rrset, &options);
	size_t i;

	for (i = 0; i < type->nfields && i + 1 < sizeof(fields) / sizeof(fields[0]); i++)
		fields[i] = type->fields[i].name;
	reorder(record, record_keys);
	reorder(node_get(record, "value"), fields);
	reorder_each(node_get(record, "values"), fields);
	reorder_dynamic(node_get(record, "dynamic"));
	buf_printf(buf, ", \"%s\": ", key);
	node_json(buf, record, style);
}

static void
add_name(struct buf *buf, const struct rrset *rrset, struct slice zone)
{
	buf_text(buf, ", \"name\": ");
	json_text(buf, name_relative(rrset->name, zone), false);
}

static void
add_change(struct buf *buf, struct arena *arena, const struct change *change, struct slice zone)
{
	const struct rrset *rrset = change_rrset(change);

	buf_printf(buf, "{\"type\": \"%s\"", change_word(change->action));
	if (change->action != CHANGE_CREATE)
		add_record(buf, arena, "existing", change->existing);
	add_name(buf, rrset, zone);
	if (change->desired != NULL)
		add_record(buf, arena, "new", change->desired);
	buf_printf(buf, ", \"record_type\": \"%s\"}", rrset_type(rrset)->name);
}

void
plan_data(struct buf *buf, const struct target_plan *plan, struct slice zone)
{
	struct arena arena = {0};
	size_t i;

	buf_text(buf, "{\"changes\": [");
	for (i = 0; i < plan->nchanges; i++) {
		buf_text(buf, i > 0 ? ", " : "");
		add_change(buf, &arena, &plan->changes[i], zone);
		arena_reset(&arena);
	}
	buf_text(buf, "], \"meta\": null}");
	arena_free(&arena);
}

void
plan_checksum(const struct plan *plan, char text[PLAN_DIGEST_LEN + 1])
{
	struct buf buf = {0};
	const char *separator = "[";
	size_t i, j;

	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		for (j = 0; j < zone->ntargets; j++) {
			if (zone->targets[j].nchanges == 0)
				continue;
			buf_text(&buf, separator);
			plan_data(&buf, &zone->targets[j], zone->zone);
			separator = ", ";
		}
	}
	buf_char(&buf, ']');
	digest_text(buf_view(&buf), text);
	buf_free(&buf);
}
