/* Rules for addresses (RFC 1035 3.4.1, RFC 3596). */
#include "dns/rules_parts.h"
#include "dns/value.h"

static const char *
address_hint(const struct rule_call *call, const struct node *node)
{
	struct slice text = node->text;
	bool six = call->type->number == 28;

	if (node->kind != NODE_TEXT) {
		return node_is_scalar(node) ? "put the address in quotes" : NULL;
	}
	if (slice_find(text, '/') < text.len)
		return "leave the prefix length out";
	if (slice_trim(text).len < text.len)
		return "take the blanks out";
	if (!six && ip6_normalise(NULL, text, NULL) == 0)
		return "an IPv6 address goes into a record of type AAAA";
	if (six && ip4_normalise(NULL, text, NULL) == 0)
		return "an IPv4 address goes into a record of type A";
	return six ? "write it like 2001:db8::1" : "write it like 192.0.2.1, without leading zeros";
}

static bool
is_address(const struct rule_call *call, const struct node *node)
{
	/* What YAML took for a number is no address, whatever it looks like. */
	if (node->kind != NODE_TEXT)
		return false;
	if (call->type->number == 28)
		return ip6_normalise(NULL, node->text, NULL) == 0;
	return ip4_normalise(NULL, node->text, NULL) == 0;
}

static void
check_address(struct rule_call *call, const struct node *const *values, size_t count)
{
	const char *family = call->type->number == 28 ? "an IPv6" : "an IPv4";
	size_t i;

	if (count == 0)
		rule_fail(call, NULL, "add a line \"value: ADDRESS\"", "missing value(s)");
	for (i = 0; i < count; i++) {
		const struct node *value = values[i];

		if (is_address(call, value))
			continue;
		if (value->kind == NODE_NULL) {
			rule_fail(call, value, "write an address, or take the line out",
			    "missing value(s)");
		} else if (value->kind == NODE_TEXT && value->text.len == 0) {
			rule_fail(call, value, "write an address, or take the line out",
			    "the value is empty");
		} else {
			rule_fail(call, value, address_hint(call, value),
			    "\"%.*s\" is not %s address", SLICE_ARGS(rule_shown(value)), family);
		}
	}
}

const struct rule rules_address[] = {
    {"ip-value-rfc", RULE_LEGACY | RULE_STRICT, "A AAAA", NULL, check_address, "IpValueValidator",
	"values are addresses of the type's family (RFC 1035 3.4.1, RFC 3596)"},
    {0},
};
