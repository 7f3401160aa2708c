/* Rules for names that records point to: ALIAS, CNAME, DNAME, NS, PTR. */
#include "core/text.h"
#include "dns/name.h"
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <stdio.h>
#include <string.h>

/* Names that a templating processor fills in later are not looked at. */
static bool
is_template(struct slice text)
{
	return slice_find(text, '{') < text.len && slice_find(text, '}') < text.len;
}

/* The root as a target is a statement in these: there is no such service. */
static bool
may_be_root(const struct rule_call *call)
{
	static const char *const types[] = {"HTTPS", "MX", "SVCB", "SRV"};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(call->type->name, types[i]) == 0)
			return true;
	}
	return false;
}

static bool
is_label(struct slice label)
{
	size_t i;

	if (label.len == 0 || label.len > LABEL_MAX || label.data[0] == '-' ||
	    label.data[label.len - 1] == '-')
		return false;
	for (i = 0; i < label.len; i++) {
		char c = label.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			c == '-' || c == '_'))
			return false;
	}
	return true;
}

/* A host name of two labels or more (RFC 1123 2.1), underscores allowed; final dot or not. */
static bool
is_fqdn(struct slice text)
{
	size_t labels = 0;

	if (slice_ends(text, slice_of(".")))
		text = slice_sub(text, 0, text.len - 1);
	if (text.len > NAME_MAX_TEXT)
		return false;
	for (;;) {
		size_t len = slice_find(text, '.');

		if (!is_label(slice_sub(text, 0, len)))
			return false;
		labels++;
		if (len == text.len)
			return labels >= 2;
		text = slice_sub(text, len + 1, text.len);
	}
}

static bool
is_ascii(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	}
	return true;
}

static const char *
target_hint(struct slice text)
{
	struct slice bare =
	    slice_ends(text, slice_of(".")) ? slice_sub(text, 0, text.len - 1) : text;

	if (slice_trim(text).len < text.len || slice_find(text, ' ') < text.len)
		return "take the blanks out";
	if (slice_starts(text, slice_of("*.")))
		return "a target cannot be a wildcard: name one host";
	if (is_label(bare))
		return "write the whole name with its zone and a final dot, such as www.example.com.";
	return "labels have letters, digits, \"-\" and \"_\", at most 63, and no \"-\" at their ends";
}

static void
check_unicode(struct rule_call *call, const struct node *node, const char *key)
{
	struct arena arena = {0};
	struct slice name;
	const char *why = NULL;

	if (name_encode(&arena, node->text, &name, &why) != 0) {
		rule_refuse(call, node,
		    text_turning(node->text) != 0
			? TEXT_TURNING_HINT
			: "write the name without symbols that IDNA 2008 does not allow",
		    "%s \"%.*s\" %s", key, SLICE_ARGS(rule_shown(node)), why);
	} else if (!is_fqdn(name)) {
		rule_fail(call, node, target_hint(name), "%s \"%.*s\" is not a full name of a host",
		    key, SLICE_ARGS(rule_shown(node)));
	}
	arena_free(&arena);
}

void
target_check_format(struct rule_call *call, const struct node *node, const char *key)
{
	if (rule_falsy(node)) {
		rule_fail(call, node, "write a name with a final dot, such as www.example.com.",
		    "missing %s", key);
		return;
	}
	if (!rule_is_text(call, node, key))
		return;
	if ((slice_is(node->text, ".") && may_be_root(call)) || is_template(node->text))
		return;
	if (!is_ascii(node->text)) {
		check_unicode(call, node, key);
	} else if (!is_fqdn(node->text)) {
		rule_fail(call, node, target_hint(node->text),
		    "%s \"%.*s\" is not a full name of a host", key, SLICE_ARGS(rule_shown(node)));
	}
}

bool
target_is_ip(struct slice text)
{
	while (slice_ends(text, slice_of(".")))
		text = slice_sub(text, 0, text.len - 1);
	return ip4_normalise(NULL, text, NULL) == 0 || ip6_normalise(NULL, text, NULL) == 0;
}

void
target_check_not_ip(struct rule_call *call, const struct node *node, const char *key)
{
	if (node == NULL || node->kind != NODE_TEXT || rule_falsy(node) || is_template(node->text))
		return;
	if (!target_is_ip(node->text))
		return;
	rule_fail(call, node, "point it to a name that has an A or AAAA record",
	    "%s \"%.*s\" is an address, not a name", key, SLICE_ARGS(rule_shown(node)));
}

void
target_check_dot(struct rule_call *call, const struct node *node, const char *key)
{
	struct slice shown;
	char hint[160];

	if (node == NULL || node->kind != NODE_TEXT || rule_falsy(node) || is_template(node->text))
		return;
	if (slice_ends(node->text, slice_of(".")))
		return;
	shown = rule_shown(node);
	(void)snprintf(hint, sizeof(hint), "write \"%.*s.\"", SLICE_ARGS(shown));
	rule_fail(call, node, hint, "%s \"%.*s\" has no final dot", key, SLICE_ARGS(shown));
}

static void
check_one(struct rule_call *call, const struct node *const *values, size_t count)
{
	if (count > 0 && values[0]->kind == NODE_LIST) {
		rule_refuse(call, values[0], "write one name after \"value:\"",
		    "a record of type %s has one value, not a list", call->type->name);
		return;
	}
	target_check_format(call, count > 0 ? values[0] : NULL, "value");
}

static void
check_one_not_ip(struct rule_call *call, const struct node *const *values, size_t count)
{
	target_check_not_ip(call, count > 0 ? values[0] : NULL, "value");
}

static void
check_one_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	target_check_dot(call, count > 0 ? values[0] : NULL, "value");
}

static void
check_each(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	if (count == 0) {
		rule_fail(call, NULL, "add a line \"value: NAME.\"", "missing value(s)");
		return;
	}
	for (i = 0; i < count; i++)
		target_check_format(call, values[i], "value");
}

static void
check_each_not_ip(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_not_ip(call, values[i], "value");
}

static void
check_each_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_dot(call, values[i], "value");
}

static void
check_alias_root(struct rule_call *call)
{
	if (call->name.len == 0)
		return;
	rule_fail(call, call->key, "use a CNAME below the root of the zone",
	    "an ALIAS is for the root of the zone only");
}

static void
check_cname_root(struct rule_call *call)
{
	if (call->name.len > 0)
		return;
	rule_fail(call, call->key, "use an ALIAS, or A and AAAA records",
	    "a CNAME cannot stand at the root of the zone, beside its SOA and NS");
}

const struct rule rules_target[] = {
    {"target-value-rfc", RULE_LEGACY | RULE_STRICT, "ALIAS CNAME DNAME", NULL, check_one,
	"TargetValueValidator", "the target is a full name of a host (RFC 1123 2.1)"},
    {"target-value-not-ip", RULE_STRICT, "ALIAS CNAME DNAME", NULL, check_one_not_ip,
	"TargetValueNotIpValidator", "the target is a name, not an address (RFC 1035 3.3.1)"},
    {"target-value-best-practice", RULE_BEST_PRACTICE, "ALIAS CNAME DNAME", NULL, check_one_dot,
	"TargetValueBestPracticeValidator", "the target ends in a dot (RFC 1035 5.1)"},
    {"targets-value-rfc", RULE_LEGACY | RULE_STRICT, "NS PTR", NULL, check_each,
	"TargetsValueValidator", "there is a target, and each is a full name (RFC 1123 2.1)"},
    {"targets-value-not-ip", RULE_STRICT, "NS PTR", NULL, check_each_not_ip,
	"TargetsValueNotIpValidator", "each target is a name, not an address (RFC 1035 3.3.11)"},
    {"targets-value-best-practice", RULE_BEST_PRACTICE, "NS PTR", NULL, check_each_dot,
	"TargetsValueBestPracticeValidator", "each target ends in a dot (RFC 1035 5.1)"},
    {"alias-root", RULE_LEGACY | RULE_STRICT, "ALIAS", check_alias_root, NULL, "AliasRootValidator",
	"an ALIAS stands at the root of its zone"},
    {"cname-root-rfc", RULE_LEGACY | RULE_STRICT, "CNAME", check_cname_root, NULL,
	"CnameRootValidator", "a CNAME does not stand at the root (RFC 1034 3.6.2, RFC 1912 2.4)"},
    {0},
};
