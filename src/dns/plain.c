/* Scalars without quotes that YAML reads as something else than what stands there. */
#include "dns/plain.h"

#include "core/text.h"
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define HINT_SIZE 160

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
skip_digits(struct slice s, size_t at)
{
	while (at < s.len && is_digit(s.data[at]))
		at++;
	return at;
}

void
plain_hint(char *hint, size_t size, const struct node *node)
{
	(void)snprintf(hint, size, "write it in quotes: \"%.*s\"", SLICE_ARGS(rule_shown(node)));
}

static struct subject
subject_of(const struct rule_call *call)
{
	struct subject subject = {call->decode->zone, call->fqdn, call->type->name};

	return subject;
}

/* ---- names */

/* 1e3 is text in YAML 1.1 and 1000 in YAML 1.2: what reads the file next may think so. */
static bool
has_exponent(struct slice s)
{
	size_t at = skip_digits(s, 0), end;

	if (at == 0 || at + 1 >= s.len || (s.data[at] | 0x20) != 'e')
		return false;
	at += s.data[at + 1] == '+' || s.data[at + 1] == '-' ? 2 : 1;
	end = skip_digits(s, at);
	return end > at && end == s.len;
}

static void
warn_name(const struct rule_call *call, const char *written, const char *read_as)
{
	struct subject subject = subject_of(call);
	char hint[HINT_SIZE];

	(void)snprintf(hint, sizeof(hint), "write it in quotes: \"%.100s\"", written);
	diag_warn(call->decode->diags, "plain-name", &subject, node_place(call->key), hint,
	    "the name %.100s is read as %s", written, read_as);
}

static void
check_name(const struct rule_call *call)
{
	const struct node *key = call->key;
	char read_as[HINT_SIZE];

	if (key->kind == NODE_TEXT) {
		if (!key->quoted && key->text.len > 0 && is_digit(key->text.data[0]) &&
		    has_exponent(key->text))
			warn_name(call, key->text.data, "a number by others (YAML 1.2)");
		return;
	}
	if (key->kind == NODE_DATE) {
		warn_name(call, key->text.data, "a date");
		return;
	}
	/* A number that is a name as it stands, such as those of reverse zones, harms nobody. */
	if (key->written == NULL || slice_is(key->text, key->written))
		return;
	(void)snprintf(read_as, sizeof(read_as), "%s: the record is named \"%.*s\"",
	    node_kind_name(key), SLICE_ARGS(call->name));
	warn_name(call, *key->written != '\0' ? key->written : "(none)", read_as);
}

/* ---- numbers */

/* The number that people see in 0600: digits, however many 0 come first. */
static bool
is_octal(struct slice s, int64_t *seen)
{
	size_t i;

	*seen = 0;
	if (s.len < 2 || s.data[0] != '0')
		return false;
	for (i = 0; i < s.len; i++) {
		if (s.data[i] == '_')
			continue;
		if (!is_digit(s.data[i]) || *seen > INT64_MAX / 10 - 9)
			return false;
		*seen = *seen * 10 + (s.data[i] - '0');
	}
	return true;
}

static void
warn_number(const struct rule_call *call, const char *what, const struct node *node,
    const char *read_as, const char *hint)
{
	struct subject subject = subject_of(call);

	diag_warn(call->decode->diags, "plain-number", &subject, node_place(node), hint,
	    "%s: %.*s is read as %s", what, SLICE_ARGS(rule_shown(node)), read_as);
}

static void
check_number(const struct rule_call *call, const char *what, const struct node *node, bool whole)
{
	struct slice text = node->text;
	bool sixties = slice_find(text, ':') < text.len;
	char read_as[HINT_SIZE], hint[HINT_SIZE];
	int64_t number, seen;

	if (node->kind == NODE_TEXT || node_to_int(node, &number) != 0)
		return;
	(void)snprintf(read_as, sizeof(read_as), "%" PRId64, number);
	(void)snprintf(hint, sizeof(hint), "write %" PRId64, number);
	if (node->kind == NODE_FLOAT) {
		if (whole && node->u.real != trunc(node->u.real))
			warn_number(call, what, node, read_as, hint);
		else if (sixties)
			warn_number(call, what, node, "minutes and seconds",
			    "write one number, without \":\"");
	} else if (node->kind == NODE_BOOL || sixties) {
		warn_number(call, what, node, read_as, hint);
	} else if (is_octal(text, &seen) && seen != number) {
		(void)snprintf(hint, sizeof(hint),
		    "write %" PRId64 ", or %" PRId64 " if that is meant", seen, number);
		(void)snprintf(read_as, sizeof(read_as), "the octal number of %" PRId64, number);
		warn_number(call, what, node, read_as, hint);
	}
}

/* ---- texts */

/* Numbers that look the same when they are printed are left alone. */
static bool
prints_as_written(const struct node *node)
{
	struct slice text = node->text;

	return node->kind == NODE_INT && text.len > 0 && skip_digits(text, 0) == text.len &&
	    (text.data[0] != '0' || text.len == 1);
}

static void
check_text(struct rule_call *call, const char *what, const struct node *node)
{
	uint32_t turning = node_is_scalar(node) ? text_turning(node->text) : 0;
	struct subject subject = subject_of(call);
	char hint[HINT_SIZE];

	if (turning != 0) {
		call->failures++;
		(void)diag_error(call->decode->diags, "text-direction", &subject, node_place(node),
		    TEXT_TURNING_HINT, "%s " TEXT_TURNING, what, turning);
	}
	if (node->kind == NODE_TEXT || node->kind == NODE_NULL || !node_is_scalar(node) ||
	    prints_as_written(node))
		return;
	plain_hint(hint, sizeof(hint), node);
	diag_warn(call->decode->diags, "plain-text", &subject, node_place(node), hint,
	    "%s: %.*s is read as %s, not as text", what, SLICE_ARGS(rule_shown(node)),
	    node_kind_name(node));
}

static void
check_field(struct rule_call *call, const struct field_spec *spec, const struct node *node)
{
	if (field_is_whole(spec->kind) || spec->kind == FIELD_REAL)
		check_number(call, spec->name, node, field_is_whole(spec->kind));
	else if (spec->kind == FIELD_TEXT)
		check_text(call, spec->name, node);
	else if (spec->kind == FIELD_PARAMS && node_get(node, "port") != NULL)
		check_number(call, "port", node_get(node, "port"), true);
}

static void
check_value(struct rule_call *call, const struct node *value)
{
	unsigned i;

	for (i = 0; i < call->type->nfields; i++) {
		const struct field_spec *spec = &call->type->fields[i];
		const struct node *node = node_get(value, spec->name);

		if (node == NULL && spec->former != NULL)
			node = node_get(value, spec->former);
		if (node != NULL)
			check_field(call, spec, node);
	}
}

void
plain_check(struct rule_call *call, const struct node *const *values, size_t count)
{
	const struct node *ttl = node_get(call->record, "ttl");
	size_t i;

	if (call->key != NULL)
		check_name(call);
	if (ttl != NULL)
		check_number(call, "ttl", ttl, true);
	/* A value that is not text where it must be is a fault already. */
	for (i = 0; i < count && call->type->fields[0].name != NULL; i++)
		check_value(call, values[i]);
}
