/* Rules for service records: SRV (RFC 2782) and URI (RFC 7553). */
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <ctype.h>
#include <string.h>

static const char srv_example[] =
    "{priority: 10, weight: 20, port: 5060, target: sip.example.com.}";
static const char uri_example[] = "{priority: 10, weight: 1, target: 'https://www.example.com/'}";

/* ---- owner names */

static void
check_name(struct rule_call *call)
{
	size_t dot = slice_find(call->name, '.');
	struct slice first = slice_sub(call->name, 0, dot);
	bool good = dot + 1 < call->name.len && call->name.data[dot + 1] != '.' &&
	    (slice_is(first, "*") || (first.len > 1 && first.data[0] == '_'));

	if (!good) {
		rule_fail(call, call->key, "name it by service and protocol, such as _sip._tcp",
		    "the name of a %s record must begin with _SERVICE._PROTOCOL", call->type->name);
	}
}

/* RFC 6335 5.1, behind the underscore. */
static bool
is_service_label(struct slice label)
{
	size_t i;

	if (label.len < 2 || label.len > 16 || label.data[0] != '_' ||
	    !isalpha((unsigned char)label.data[1]) ||
	    !isalnum((unsigned char)label.data[label.len - 1]))
		return false;
	for (i = 1; i < label.len; i++) {
		if (!isalnum((unsigned char)label.data[i]) && label.data[i] != '-')
			return false;
		if (label.data[i] == '-' && label.data[i - 1] == '-')
			return false;
	}
	return true;
}

static void
check_name_strict(struct rule_call *call)
{
	size_t dot = slice_find(call->name, '.');
	struct slice service = slice_sub(call->name, 0, dot), proto;

	if (dot == call->name.len) {
		rule_fail(call, call->key, "name it by service and protocol, such as _sip._tcp",
		    "the name of a %s record has two labels at least: _SERVICE._PROTOCOL",
		    call->type->name);
		return;
	}
	proto = slice_sub(call->name, dot + 1, call->name.len);
	proto = slice_sub(proto, 0, slice_find(proto, '.'));
	if (!slice_is(service, "*") && !is_service_label(service)) {
		rule_fail(call, call->key,
		    "write \"_\" and 1 to 15 letters, digits and single hyphens, a letter first",
		    "\"%.*s\" is not a service (RFC 6335)", SLICE_ARGS(slice_sub(service, 0, 63)));
	}
	if (!is_service_label(proto)) {
		rule_fail(call, call->key, "write \"_tcp\" or \"_udp\"",
		    "\"%.*s\" is not a protocol (RFC 6335)", SLICE_ARGS(slice_sub(proto, 0, 63)));
	}
}

/* ---- SRV */

static void
check_srv(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"priority", NULL, 1, 0, "10"},
	    {"weight", NULL, 1, 0, "20"},
	    {"port", NULL, 1, 0, "5060"},
	};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *target = node_get(values[i], "target");

		if (!rule_is_map(call, values[i], srv_example))
			continue;
		rule_numbers(call, values[i], specs, 3);
		if (target == NULL)
			rule_missing(call, values[i], "target", "sip.example.com.");
		else
			target_check_format(call, target, "target");
	}
}

/* Only what is there and a number: whether it is, is another rule's question. */
static void
check_srv_numbers(struct rule_call *call, const struct node *value)
{
	static const struct int_spec specs[] = {
	    {"priority", NULL, 0, 65535, "10"},
	    {"weight", NULL, 0, 65535, "20"},
	    {"port", NULL, 0, 65535, "5060"},
	};
	const struct node *target = node_get(value, "target");
	bool root = target != NULL && target->kind == NODE_TEXT && slice_is(target->text, ".");
	int64_t number;
	size_t i;

	for (i = 0; i < 3; i++) {
		const struct node *node = node_get(value, specs[i].key);

		if (node == NULL || node_to_int(node, &number) != 0 ||
		    rule_number(call, value, &specs[i], &number) != 0)
			continue;
		if (root && number != 0) {
			rule_fail(call, node, "write 0, or name a host as the target",
			    "%s must be 0 when the target is \".\" (no such service)",
			    specs[i].key);
		}
		if (i == 2 && number == 0 && !root && !rule_falsy(target)) {
			rule_fail(call, node, "write the port that the service listens on",
			    "port 0 is reserved");
		}
	}
}

static void
check_srv_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (rule_is_map(call, values[i], srv_example))
			check_srv_numbers(call, values[i]);
	}
}

static void
check_srv_not_ip(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_not_ip(call, node_get(values[i], "target"), "target");
}

static void
check_srv_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_dot(call, node_get(values[i], "target"), "target");
}

/* ---- URI */

static void
check_uri(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"priority", NULL, 1, 0, "10"},
	    {"weight", NULL, 1, 0, "1"},
	};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *target = node_get(values[i], "target");

		if (!rule_is_map(call, values[i], uri_example))
			continue;
		rule_numbers(call, values[i], specs, 2);
		if (target == NULL)
			rule_missing(call, values[i], "target", "https://www.example.com/");
		else if (rule_falsy(target))
			rule_fail(call, target, "write a URI", "the target is empty");
	}
}

static void
check_uri_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"priority", NULL, 0, 65535, "10"},
	    {"weight", NULL, 0, 65535, "1"},
	};
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], uri_example))
			continue;
		rule_numbers(call, values[i], specs, 2);
		if (node_get(values[i], "target") == NULL)
			rule_missing(call, values[i], "target", "https://www.example.com/");
	}
}

const struct rule rules_service[] = {
    {"srv-name", RULE_LEGACY, "SRV", check_name, NULL, "SrvNameValidator",
	"names begin with _SERVICE._PROTOCOL or *._PROTOCOL (RFC 2782)"},
    {"srv-name-rfc", RULE_STRICT, "SRV", check_name_strict, NULL, "SrvNameRfcValidator",
	"service and protocol are names of RFC 6335 5.1 (RFC 2782)"},
    {"srv-value", RULE_LEGACY, "SRV", NULL, check_srv, "SrvValueValidator",
	"priority, weight and port are numbers, target a name or \".\" (RFC 2782)"},
    {"srv-value-rfc", RULE_STRICT, "SRV", NULL, check_srv_strict, "SrvValueRfcValidator",
	"numbers are 0 to 65535, all 0 for target \".\", no port 0 otherwise (RFC 2782)"},
    {"srv-value-not-ip", RULE_STRICT | RULE_BEST_PRACTICE, "SRV", NULL, check_srv_not_ip,
	"SrvValueNotIpValidator", "the target is a name, not an address (RFC 2782)"},
    {"srv-value-best-practice", RULE_BEST_PRACTICE, "SRV", NULL, check_srv_dot,
	"SrvValueBestPracticeValidator", "the target ends in a dot (RFC 1035 5.1)"},
    {"uri-name", RULE_LEGACY, "URI", check_name, NULL, "UriNameValidator",
	"names begin with _SERVICE._PROTOCOL or *._PROTOCOL (RFC 7553 4.1)"},
    {"uri-name-rfc", RULE_STRICT, "URI", check_name_strict, NULL, "UriNameRfcValidator",
	"service and protocol are names of RFC 6335 5.1 (RFC 7553 4.1)"},
    {"uri-value", RULE_LEGACY, "URI", NULL, check_uri, "UriValueValidator",
	"priority and weight are numbers, the target is not empty (RFC 7553 4)"},
    {"uri-value-rfc", RULE_STRICT, "URI", NULL, check_uri_strict, "UriValueRfcValidator",
	"priority and weight are 0 to 65535, there is a target (RFC 7553 4)"},
    {0},
};
