/* The former geo block of A and AAAA records: values by place. */
#include "dns/dynamic.h"
#include "dns/rules_parts.h"

#include <ctype.h>
#include <stdlib.h>

/* CC, CC-CC or CC-CC-CC, of letters, digits and underscores; not that it exists. */
static bool
has_shape(struct slice code)
{
	size_t i;

	if (code.len != 2 && code.len != 5 && code.len != 8)
		return false;
	for (i = 0; i < code.len; i++) {
		unsigned char c = (unsigned char)code.data[i];

		if (i % 3 == 2 ? c != '-' : !(isalnum(c) || c == '_'))
			return false;
	}
	return true;
}

static void
check_geo(struct rule_call *call)
{
	const struct node *geo = node_get(call->record, "geo");
	size_t i;

	if (geo == NULL)
		return;
	if (geo->kind != NODE_MAP) {
		rule_refuse(call, geo, "write \"CODE: [address]\" below it, or take it out",
		    "geo must be a mapping, not %s", node_kind_name(geo));
		return;
	}
	for (i = 0; i < geo->u.map.count; i++) {
		const struct node_pair *pair = &geo->u.map.pairs[i];
		const struct node *one[1] = {pair->value};

		if (!has_shape(pair->key->text)) {
			rule_fail(call, pair->key,
			    "write CONTINENT, CONTINENT-COUNTRY or "
			    "CONTINENT-COUNTRY-PROVINCE, such as NA-US-CA",
			    "\"%.*s\" is not the code of a place",
			    SLICE_ARGS(rule_shown(pair->key)));
		}
		if (pair->value->kind == NODE_LIST) {
			rules_check_values(call, pair->value,
			    (const struct node *const *)pair->value->u.list.items,
			    pair->value->u.list.count);
		} else {
			rules_check_values(call, pair->value, one, 1);
		}
	}
}

static int
compare_text(const void *a, const void *b)
{
	return slice_compare((*(struct node *const *)a)->text, (*(struct node *const *)b)->text);
}

/* The values of one code as a sorted list; NULL when they are no texts. */
static struct node *
sorted_values(struct arena *arena, const struct node *value)
{
	size_t count = value->kind == NODE_LIST ? value->u.list.count : 1, i;
	struct node *list = node_list(arena, count);

	list->file = value->file;
	list->line = value->line;
	list->column = value->column;
	for (i = 0; i < count; i++) {
		const struct node *item = value->kind == NODE_LIST ? value->u.list.items[i] : value;

		if (item->kind != NODE_TEXT)
			return NULL;
		node_push(arena, list, node_copy(arena, item));
	}
	if (count > 0)
		qsort(list->u.list.items, count, sizeof(struct node *), compare_text);
	return list;
}

int
geo_normalise(const struct decode *decode, const struct rtype *type, const struct node *node,
    const struct node **result, const char **why)
{
	struct node *geo;
	size_t i;

	(void)type;
	*result = NULL;
	if (node->kind != NODE_MAP) {
		*why = "is not a mapping of codes to addresses";
		return -1;
	}
	if (node->u.map.count == 0)
		return 0;
	geo = node_map(decode->arena, node->u.map.count);
	for (i = 0; i < node->u.map.count; i++) {
		const struct node_pair *pair = &node->u.map.pairs[i];
		struct node *values = sorted_values(decode->arena, pair->value);

		if (!has_shape(pair->key->text) || values == NULL) {
			*why = values == NULL ? "has a value that is not text"
					      : "has a code that is none";
			return -1;
		}
		node_add(decode->arena, geo, pair->key->text, values);
	}
	*result = geo;
	return 0;
}

const struct rule rules_geo[] = {
    {"geo", RULE_LEGACY, "A AAAA", check_geo, NULL, "GeoValidator",
	"codes of places have their shape, their values are valid (the former geo block)"},
    {0},
};
