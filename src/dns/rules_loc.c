/* Rules for locations (RFC 1876). */
#include "dns/rules_parts.h"
#include "dns/value.h"

struct real_spec {
	const char *key;
	double min, max;
	const char *example;
};

static const char example[] = "{lat_degrees: 52, lat_minutes: 31, lat_seconds: 12.5, …}";

static void
check_real(struct rule_call *call, const struct node *value, const struct real_spec *spec)
{
	const struct node *node = node_get(value, spec->key);
	double real;

	if (node == NULL) {
		rule_missing(call, value, spec->key, spec->example);
		return;
	}
	if (node_to_real(node, &real) != 0) {
		if (node->kind != NODE_TEXT) {
			rule_refuse(call, node, NULL, "%s must be a number, not %s", spec->key,
			    node_kind_name(node));
			return;
		}
		rule_fail(call, node, NULL, "%s \"%.*s\" is not a number", spec->key,
		    SLICE_ARGS(rule_shown(node)));
		return;
	}
	/* Written so that what is not a number fails, too. */
	if (!(real >= spec->min && real <= spec->max)) {
		rule_fail(call, node, NULL, "%s \"%.*s\" is not between %.10g and %.10g", spec->key,
		    SLICE_ARGS(rule_shown(node)), spec->min, spec->max);
	}
}

static void
check_direction(struct rule_call *call, const struct node *value, const char *key, char one,
    char other)
{
	const struct node *node = node_get(value, key);
	char name[2] = {one, '\0'};

	if (node == NULL) {
		rule_missing(call, value, key, name);
		return;
	}
	if (node->kind == NODE_TEXT && node->text.len == 1 &&
	    (node->text.data[0] == one || node->text.data[0] == other))
		return;
	rule_fail(call, node, "use a capital letter", "%s \"%.*s\" is neither %c nor %c", key,
	    SLICE_ARGS(rule_shown(node)), one, other);
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec ints[] = {
	    {"lat_degrees", NULL, 0, 90, "52"},
	    {"lat_minutes", NULL, 0, 59, "31"},
	    {"long_degrees", NULL, 0, 180, "13"},
	    {"long_minutes", NULL, 0, 59, "24"},
	};
	static const struct real_spec reals[] = {
	    {"lat_seconds", 0, 59.999, "12.5"},
	    {"long_seconds", 0, 59.999, "12.5"},
	    {"altitude", -100000.00, 42849672.95, "20"},
	    {"size", 0, 90000000.00, "10"},
	    {"precision_horz", 0, 90000000.00, "10"},
	    {"precision_vert", 0, 90000000.00, "2"},
	};
	size_t i, j;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], example))
			continue;
		rule_numbers(call, values[i], ints, sizeof(ints) / sizeof(ints[0]));
		for (j = 0; j < sizeof(reals) / sizeof(reals[0]); j++)
			check_real(call, values[i], &reals[j]);
		check_direction(call, values[i], "lat_direction", 'N', 'S');
		check_direction(call, values[i], "long_direction", 'E', 'W');
	}
}

const struct rule rules_loc[] = {
    {"loc-value-rfc", RULE_LEGACY | RULE_STRICT, "LOC", NULL, check_value, "LocValueValidator",
	"all twelve fields, in their ranges, directions in capitals (RFC 1876 2)"},
    {0},
};
