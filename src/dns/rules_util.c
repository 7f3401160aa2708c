/* What many rules do: report, read numbers, look for keys. */
#include "dns/plain.h"
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define SHOWN_MAX 100 /* bytes of a value in a message */

static void __attribute__((format(printf, 6, 0)))
report(struct rule_call *call, enum severity severity, const char *id, const struct node *at,
    const char *hint, const char *fmt, va_list args)
{
	struct subject subject = {call->decode->zone, call->fqdn, call->type->name};
	char text[1024];

	(void)vsnprintf(text, sizeof(text), fmt, args);
	if (at == NULL)
		at = call->within != NULL ? call->within : call->record;
	if (severity == SEVERITY_ERROR)
		call->failures++;
	(void)diag_add(call->decode->diags, severity, id, &subject, node_place(at), hint, "%s",
	    text);
}

void
rule_fail(struct rule_call *call, const struct node *at, const char *hint, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(call, call->lenient ? SEVERITY_WARNING : SEVERITY_ERROR, call->rule->id, at, hint,
	    fmt, args);
	va_end(args);
}

void
rule_fail_as(struct rule_call *call, const char *id, const struct node *at, const char *hint,
    const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(call, call->lenient ? SEVERITY_WARNING : SEVERITY_ERROR, id, at, hint, fmt, args);
	va_end(args);
}

void
rule_refuse(struct rule_call *call, const struct node *at, const char *hint, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(call, SEVERITY_ERROR, call->rule->id, at, hint, fmt, args);
	va_end(args);
}

struct slice
rule_shown(const struct node *node)
{
	size_t len = node->text.len;

	if (!node_is_scalar(node))
		return slice_of(node_kind_name(node));
	if (node->kind == NODE_NULL)
		return slice_of("null");
	if (len <= SHOWN_MAX)
		return node->text;
	len = SHOWN_MAX;
	/* Not in the middle of a character. */
	while (len > 0 && ((unsigned char)node->text.data[len] & 0xc0) == 0x80)
		len--;
	return slice_sub(node->text, 0, len);
}

bool
rule_falsy(const struct node *node)
{
	return node == NULL || !node_truth(node);
}

void
rule_missing(struct rule_call *call, const struct node *value, const char *key, const char *example)
{
	char hint[160];

	if (example == NULL) {
		rule_fail(call, value, NULL, "missing %s", key);
		return;
	}
	(void)snprintf(hint, sizeof(hint), "add \"%s: %s\"", key, example);
	rule_fail(call, value, hint, "missing %s", key);
}

bool
rule_is_map(struct rule_call *call, const struct node *value, const char *example)
{
	char hint[160];

	if (value->kind == NODE_MAP)
		return true;
	(void)snprintf(hint, sizeof(hint), "write the fields of the value, such as %s", example);
	rule_refuse(call, value, hint, "a value of type %s must be a mapping, not %s",
	    call->type->name, node_kind_name(value));
	return false;
}

bool
rule_is_text(struct rule_call *call, const struct node *node, const char *what)
{
	char hint[160];

	if (node->kind == NODE_TEXT)
		return true;
	plain_hint(hint, sizeof(hint), node);
	rule_refuse(call, node, node_is_scalar(node) && node->kind != NODE_NULL ? hint : NULL,
	    "%s must be text, not %s", what, node_kind_name(node));
	return false;
}

const struct node *
rule_key(const struct node *value, const struct int_spec *spec)
{
	const struct node *node = node_get(value, spec->key);

	return node != NULL || spec->former == NULL ? node : node_get(value, spec->former);
}

static void
number_unreadable(struct rule_call *call, const struct node *node, const struct int_spec *spec)
{
	char hint[160];

	(void)snprintf(hint, sizeof(hint), "write a whole number, such as \"%s: %s\"", spec->key,
	    spec->example);
	if (node->kind == NODE_TEXT || node->kind == NODE_FLOAT) {
		rule_fail(call, node, hint, "%s \"%.*s\" is not a whole number", spec->key,
		    SLICE_ARGS(rule_shown(node)));
		return;
	}
	if (node->kind == NODE_INT) {
		rule_refuse(call, node, hint, "%s %.*s is larger than any number can be", spec->key,
		    SLICE_ARGS(rule_shown(node)));
		return;
	}
	rule_refuse(call, node, hint, "%s must be a whole number, not %s", spec->key,
	    node_kind_name(node));
}

int
rule_number(struct rule_call *call, const struct node *value, const struct int_spec *spec,
    int64_t *number)
{
	const struct node *node = rule_key(value, spec);

	if (node == NULL) {
		rule_missing(call, value, spec->key, spec->example);
		return -1;
	}
	if (node_to_int(node, number) != 0) {
		number_unreadable(call, node, spec);
		return -1;
	}
	if (spec->min > spec->max || (*number >= spec->min && *number <= spec->max))
		return 0;
	rule_fail(call, node, NULL, "%s \"%.*s\" is not between %" PRId64 " and %" PRId64,
	    spec->key, SLICE_ARGS(rule_shown(node)), spec->min, spec->max);
	return -1;
}

void
rule_numbers(struct rule_call *call, const struct node *value, const struct int_spec *specs,
    size_t count)
{
	int64_t number;
	size_t i;

	for (i = 0; i < count; i++)
		(void)rule_number(call, value, &specs[i], &number);
}

void
rule_present(struct rule_call *call, const struct node *value, const char *const *keys,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (node_get(value, keys[i]) == NULL)
			rule_missing(call, value, keys[i], "…");
	}
}

static bool
is_hex(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
			return false;
	}
	return text.len > 0;
}

void
rule_hex(struct rule_call *call, const struct node *value, const char *key, size_t length,
    const char *of, int64_t type)
{
	const struct node *node = node_get(value, key);

	if (node == NULL) {
		rule_missing(call, value, key, "…");
		return;
	}
	if (rule_falsy(node) || !node_is_scalar(node) || !is_hex(node->text)) {
		rule_fail(call, node, "write it with the digits 0-9 and a-f, without blanks",
		    "%s \"%.*s\" is not hexadecimal", key, SLICE_ARGS(rule_shown(node)));
		return;
	}
	if (length != 0 && node->text.len != length) {
		rule_fail(call, node, NULL, "%s has %zu hexadecimal digits; %s %" PRId64 " has %zu",
		    key, node->text.len, of, type, length);
	}
}
