/* Rules for mail exchanges (RFC 5321 5.1, RFC 7505). */
#include "dns/rules_parts.h"

static const char example[] = "{preference: 10, exchange: mx1.example.com.}";

static const struct node *
find_exchange(const struct node *value)
{
	const struct node *node = node_get(value, "exchange");

	/* An empty one gives way to the former key, as a missing one does. */
	if (!rule_falsy(node))
		return node;
	return node_get(value, "value") != NULL ? node_get(value, "value") : node;
}

static void
check_exchange(struct rule_call *call, const struct node *value)
{
	const struct node *node = find_exchange(value);

	if (node == NULL)
		rule_missing(call, value, "exchange", "mx1.example.com.");
	else
		target_check_format(call, node, "exchange");
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec preference = {"preference", "priority", 1, 0, "10"};
	int64_t number;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], example))
			continue;
		(void)rule_number(call, values[i], &preference, &number);
		check_exchange(call, values[i]);
	}
}

static void
check_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec preference = {"preference", "priority", 0, 65535, "10"};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *node;
		int64_t number;
		int rc;

		if (!rule_is_map(call, values[i], example))
			continue;
		rc = rule_number(call, values[i], &preference, &number);
		node = find_exchange(values[i]);
		if (node == NULL || node->kind != NODE_TEXT || !slice_is(node->text, ".")) {
			check_exchange(call, values[i]);
		} else if (rc == 0 && number != 0) {
			rule_fail(call, rule_key(values[i], &preference), "write \"preference: 0\"",
			    "a null MX (exchange \".\") has preference 0 (RFC 7505 3)");
		}
	}
}

static void
check_not_ip(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_not_ip(call, find_exchange(values[i]), "exchange");
}

static void
check_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_dot(call, find_exchange(values[i]), "exchange");
}

const struct rule rules_mx[] = {
    {"mx-value", RULE_LEGACY, "MX", NULL, check_value, "MxValueValidator",
	"preference is a number, exchange a name or \".\" (RFC 1035 3.3.9)"},
    {"mx-value-rfc", RULE_STRICT, "MX", NULL, check_strict, "MxValueRfcValidator",
	"preference is 0 to 65535, and 0 for a null MX (RFC 1035 3.3.9, RFC 7505)"},
    {"mx-value-not-ip", RULE_STRICT | RULE_BEST_PRACTICE, "MX", NULL, check_not_ip,
	"MxValueNotIpValidator", "the exchange is a name, not an address (RFC 5321 5.1)"},
    {"mx-value-best-practice", RULE_BEST_PRACTICE, "MX", NULL, check_dot,
	"MxValueBestPracticeValidator", "the exchange ends in a dot (RFC 1035 5.1)"},
    {0},
};
