/* Rules for text: TXT (RFC 1035 3.3.14), SPF (RFC 7208), OPENPGPKEY (RFC 7929). */
#include "dns/rules_parts.h"

#include <ctype.h>

/* What stands directly before the semicolon at ${at}. */
static bool
after_word(struct slice text, size_t at)
{
	unsigned char c = at > 0 ? (unsigned char)text.data[at - 1] : ' ';

	/* A letter that is not ASCII is a fault of its own. */
	return isalnum(c) || c == '_' || c >= 0x80;
}

static bool
after_two_backslashes(struct slice text, size_t at)
{
	return at >= 2 && text.data[at - 1] == '\\' && text.data[at - 2] == '\\';
}

static void
check_semicolons(struct rule_call *call, const char *id, const struct node *node)
{
	struct slice text = node->text;
	bool bare = false, twice = false;
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] != ';')
			continue;
		bare = bare || after_word(text, i);
		twice = twice || after_two_backslashes(text, i);
	}
	if (bare) {
		rule_fail_as(call, id, node, "write \"\\;\" for a semicolon",
		    "a semicolon without a backslash in \"%.*s\"", SLICE_ARGS(rule_shown(node)));
	}
	if (twice) {
		rule_fail_as(call, id, node, "write one backslash before a semicolon",
		    "a semicolon with two backslashes in \"%.*s\"", SLICE_ARGS(rule_shown(node)));
	}
}

static void
check_ascii(struct rule_call *call, const char *id, const struct node *node)
{
	size_t i;

	for (i = 0; i < node->text.len; i++) {
		if ((unsigned char)node->text.data[i] >= 0x80) {
			rule_fail_as(call, id, node, "write it in ASCII",
			    "a character that is not ASCII in \"%.*s\"",
			    SLICE_ARGS(rule_shown(node)));
			return;
		}
	}
}

void
text_check_chunked(struct rule_call *call, const char *id, const struct node *const *values,
    size_t count)
{
	size_t i;

	if (count == 0)
		rule_fail_as(call, id, NULL, "add a line \"value: TEXT\"", "missing value(s)");
	for (i = 0; i < count; i++) {
		const struct node *node = values[i];

		if (node->kind == NODE_NULL) {
			rule_fail_as(call, id, node, "write a text, or take the line out",
			    "missing value(s)");
		} else if (rule_is_text(call, node, "a value")) {
			check_semicolons(call, id, node);
			check_ascii(call, id, node);
		}
	}
}

static void
check_text(struct rule_call *call, const struct node *const *values, size_t count)
{
	text_check_chunked(call, call->rule->id, values, count);
}

static void
check_spf(struct rule_call *call)
{
	rule_fail(call, node_get(call->record, "type"), "write \"type: TXT\"",
	    "the record type SPF is given up (RFC 7208 3.1)");
}

static void
check_key(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_falsy(values[i]))
			return;
	}
	rule_fail(call, count > 0 ? values[0] : NULL, "add the key in Base64", "missing value(s)");
}

const struct rule rules_text[] = {
    {"chunked-value-rfc", RULE_LEGACY | RULE_STRICT, "TXT SPF", NULL, check_text,
	"ChunkedValueValidator", "texts are ASCII, with \";\" written \"\\;\" (RFC 1035 3.3.14)"},
    {"spf-record-type", RULE_STRICT, "SPF", check_spf, NULL, "SpfRecordTypeValidator",
	"sender policies are TXT records (RFC 7208 3.1)"},
    {"openpgpkey-value-rfc", RULE_LEGACY | RULE_STRICT, "OPENPGPKEY", NULL, check_key,
	"OpenpgpkeyValueValidator", "there is a key (RFC 7929 2)"},
    {0},
};
