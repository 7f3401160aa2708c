/* Rules for service bindings: SVCB and HTTPS (RFC 9460). */
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <stdio.h>
#include <string.h>

static const char example[] = "{svcpriority: 1, targetname: svc.example.com.}";

static bool
is_list(struct rule_call *call, const struct node *node, const char *key)
{
	char hint[80];

	if (node->kind == NODE_LIST)
		return true;
	(void)snprintf(hint, sizeof(hint), "write \"%s: [%.*s]\"", key,
	    node_is_scalar(node) ? (int)(node->text.len < 40 ? node->text.len : 0) : 0,
	    node->text.data != NULL ? node->text.data : "");
	rule_fail(call, node, hint, "%s must be a list, not %s", key, node_kind_name(node));
	return false;
}

/* The number of keyNNNNN, in ${key}; reported at ${at}. */
static void
check_key_number(struct rule_call *call, const struct node *at, struct slice key)
{
	struct node digits = {.kind = NODE_TEXT};
	int64_t number;

	digits.text = slice_sub(key, 3, key.len);
	if (node_to_int(&digits, &number) != 0) {
		rule_fail(call, at, "write \"key\" and a number, such as key65280",
		    "the service parameter \"%.*s\" has no number",
		    SLICE_ARGS(slice_sub(key, 0, 80)));
	} else if (number > 65535) {
		rule_fail(call, at, "numbers of keys go up to 65535",
		    "the service parameter \"%.*s\" has too large a number",
		    SLICE_ARGS(slice_sub(key, 0, 80)));
	}
}

static void
check_port(struct rule_call *call, const struct node *node)
{
	static const char hint[] = "write a port number, such as \"port: 443\"";
	int64_t port;

	if (node_to_int(node, &port) != 0) {
		if (node->kind == NODE_TEXT)
			rule_fail(call, node, hint, "the port \"%.*s\" is not a number",
			    SLICE_ARGS(rule_shown(node)));
		else
			rule_refuse(call, node, hint, "the port must be a number, not %s",
			    node_kind_name(node));
		return;
	}
	if (port > 65535)
		rule_fail(call, node, hint, "the port \"%.*s\" is above 65535",
		    SLICE_ARGS(rule_shown(node)));
}

static void
check_alpn(struct rule_call *call, const struct node *node)
{
	if (is_list(call, node, "alpn")) {
		text_check_chunked(call, "chunked-value-rfc",
		    (const struct node *const *)node->u.list.items, node->u.list.count);
	}
}

static void
check_hints(struct rule_call *call, const struct node *node, const char *key, const char *family,
    int (*normalise)(struct arena *, struct slice, struct slice *))
{
	size_t i;

	if (!is_list(call, node, key))
		return;
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *item = node->u.list.items[i];

		if (item->kind == NODE_TEXT && normalise(NULL, item->text, NULL) == 0)
			continue;
		rule_fail(call, item, NULL, "%s \"%.*s\" is not %s address", key,
		    SLICE_ARGS(rule_shown(item)), family);
	}
}

static void
check_ipv4hint(struct rule_call *call, const struct node *node)
{
	check_hints(call, node, "ipv4hint", "an IPv4", ip4_normalise);
}

static void
check_ipv6hint(struct rule_call *call, const struct node *node)
{
	check_hints(call, node, "ipv6hint", "an IPv6", ip6_normalise);
}

static bool
is_base64(struct slice text)
{
	size_t i, pad = 0;

	if (text.len % 4 != 0)
		return false;
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '=' && i + 2 >= text.len) {
			pad++;
		} else if (pad > 0 || c == '\0' ||
		    strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", c) ==
			NULL) {
			return false;
		}
	}
	return true;
}

static void
check_ech(struct rule_call *call, const struct node *node)
{
	if (rule_is_text(call, node, "ech") && !is_base64(node->text))
		rule_fail(call, node, NULL, "ech is not Base64");
}

static void
check_no_value(struct rule_call *call, const struct node *node)
{
	if (node->kind != NODE_NULL)
		rule_fail(call, node, "write \"no-default-alpn: null\"",
		    "no-default-alpn has no value");
}

static void check_mandatory(struct rule_call *call, const struct node *node);

static const struct {
	const char *key;
	void (*check)(struct rule_call *call, const struct node *node);
} params[] = {
    {"mandatory", check_mandatory},
    {"alpn", check_alpn},
    {"no-default-alpn", check_no_value},
    {"port", check_port},
    {"ipv4hint", check_ipv4hint},
    {"ech", check_ech},
    {"ipv6hint", check_ipv6hint},
};

enum { PARAMS = sizeof(params) / sizeof(params[0]) };

static size_t
find_param(struct slice key)
{
	size_t i;

	for (i = 0; i < PARAMS; i++) {
		if (slice_is(key, params[i].key))
			break;
	}
	return i;
}

static void
check_mandatory(struct rule_call *call, const struct node *node)
{
	size_t i;

	if (!is_list(call, node, "mandatory"))
		return;
	for (i = 0; i < node->u.list.count; i++) {
		const struct node *item = node->u.list.items[i];

		if (!rule_is_text(call, item, "a mandatory parameter"))
			continue;
		if (slice_starts(item->text, slice_of("key")))
			check_key_number(call, item, item->text);
		else if (find_param(item->text) == PARAMS)
			rule_fail(call, item, NULL,
			    "unknown service parameter \"%.*s\" in mandatory",
			    SLICE_ARGS(rule_shown(item)));
	}
}

static void
check_params(struct rule_call *call, const struct node *node, bool alias)
{
	size_t i;

	if (node->kind != NODE_MAP) {
		rule_refuse(call, node, "take the line out, or write \"svcparams: {}\"",
		    "svcparams must be a mapping, not %s", node_kind_name(node));
		return;
	}
	if (alias && node->u.map.count > 0) {
		rule_fail(call, node, "take svcparams out, or write \"svcpriority: 1\"",
		    "a record with svcpriority 0 is an alias, without parameters (RFC 9460 2.4.2)");
	}
	for (i = 0; i < node->u.map.count; i++) {
		const struct node_pair *pair = &node->u.map.pairs[i];
		size_t param = find_param(pair->key->text);

		if (slice_starts(pair->key->text, slice_of("key"))) {
			check_key_number(call, pair->key, pair->key->text);
		} else if (param == PARAMS) {
			rule_fail(call, pair->key, "write one that is known, or keyNNNNN",
			    "unknown service parameter \"%.*s\"",
			    SLICE_ARGS(rule_shown(pair->key)));
		} else {
			params[param].check(call, pair->value);
		}
	}
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec priority = {"svcpriority", NULL, 0, 65535, "1"};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *svcparams = node_get(values[i], "svcparams");
		const struct node *target = node_get(values[i], "targetname");
		int64_t number = -1;
		int rc;

		if (!rule_is_map(call, values[i], example))
			continue;
		rc = rule_number(call, values[i], &priority, &number);
		if (target == NULL)
			rule_missing(call, values[i], "targetname", "svc.example.com.");
		else
			target_check_format(call, target, "targetname");
		if (svcparams != NULL)
			check_params(call, svcparams, rc == 0 && number == 0);
	}
}

static void
check_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_dot(call, node_get(values[i], "targetname"), "targetname");
}

const struct rule rules_svcb[] = {
    {"svcb-value-rfc", RULE_LEGACY | RULE_STRICT, "SVCB", NULL, check_value, "SvcbValueValidator",
	"priority, target and service parameters are well formed (RFC 9460 2)"},
    {"svcb-value-best-practice", RULE_BEST_PRACTICE, "SVCB", NULL, check_dot,
	"SvcbValueBestPracticeValidator", "the target ends in a dot (RFC 1035 5.1)"},
    {"https-value-rfc", RULE_LEGACY | RULE_STRICT, "HTTPS", NULL, check_value, "SvcbValueValidator",
	"priority, target and service parameters are well formed (RFC 9460 2)"},
    {"https-value-best-practice", RULE_BEST_PRACTICE, "HTTPS", NULL, check_dot,
	"SvcbValueBestPracticeValidator", "the target ends in a dot (RFC 1035 5.1)"},
    {0},
};
