/* Rules for certification authority authorization (RFC 8659). */
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <ctype.h>

static const char example[] = "{flags: 0, tag: issue, value: ca.example.net}";

/* Flags may be left out, and are 0 then. */
static int
read_flags(struct rule_call *call, const struct node *value, int64_t *flags)
{
	static const struct int_spec any = {"flags", NULL, 1, 0, "0"};

	*flags = 0;
	if (node_get(value, "flags") == NULL)
		return 0;
	return rule_number(call, value, &any, flags);
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	int64_t flags;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], example))
			continue;
		if (read_flags(call, values[i], &flags) == 0 && (flags < 0 || flags > 255)) {
			const struct node *node = node_get(values[i], "flags");

			rule_fail(call, node, "write 0, or 128 for critical",
			    "flags \"%.*s\" is not between 0 and 255",
			    SLICE_ARGS(rule_shown(node)));
		}
		if (node_get(values[i], "tag") == NULL)
			rule_missing(call, values[i], "tag", "issue");
		if (node_get(values[i], "value") == NULL)
			rule_missing(call, values[i], "value", "ca.example.net");
	}
}

static bool
is_tag(struct slice tag)
{
	size_t i;

	for (i = 0; i < tag.len; i++) {
		if ((unsigned char)tag.data[i] >= 0x80 || !isalnum((unsigned char)tag.data[i]))
			return false;
	}
	return tag.len > 0;
}

static void
check_tag(struct rule_call *call, const struct node *value)
{
	const struct node *tag = node_get(value, "tag");

	if (tag == NULL) {
		rule_missing(call, value, "tag", "issue");
	} else if (rule_falsy(tag)) {
		rule_fail(call, tag, "write issue, issuewild or iodef", "missing tag");
	} else if (rule_is_text(call, tag, "tag") && !is_tag(tag->text)) {
		rule_fail(call, tag, "write issue, issuewild or iodef",
		    "the tag \"%.*s\" has something else than letters and digits in it",
		    SLICE_ARGS(rule_shown(tag)));
	}
}

static void
check_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	int64_t flags;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], example))
			continue;
		if (read_flags(call, values[i], &flags) == 0 && flags != 0 && flags != 128) {
			const struct node *node = node_get(values[i], "flags");

			rule_fail(call, node, "write 0, or 128 for critical",
			    "flags \"%.*s\" is neither 0 nor 128 (RFC 8659 4.1)",
			    SLICE_ARGS(rule_shown(node)));
		}
		check_tag(call, values[i]);
		if (node_get(values[i], "value") == NULL)
			rule_missing(call, values[i], "value", "ca.example.net");
	}
}

/* About the set: issue alone says what holds for wildcards only by implication. */
static void
check_best_practice(struct rule_call *call, const struct node *const *values, size_t count)
{
	const struct node *issue = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *tag = node_get(values[i], "tag");

		if (tag == NULL || tag->kind != NODE_TEXT)
			continue;
		if (slice_is(tag->text, "issuewild"))
			return;
		if (slice_is(tag->text, "issue") && issue == NULL)
			issue = tag;
	}
	if (issue != NULL) {
		rule_fail(call, issue,
		    "add {flags: 0, tag: issuewild, value: ';'} or name an authority",
		    "issue comes without issuewild: say who may issue wildcard certificates");
	}
}

const struct rule rules_caa[] = {
    {"caa-value", RULE_LEGACY, "CAA", NULL, check_value, "CaaValueValidator",
	"flags are 0 to 255, tag and value are there (RFC 8659 4.1)"},
    {"caa-value-rfc", RULE_STRICT, "CAA", NULL, check_strict, "CaaValueRfcValidator",
	"flags are 0 or 128, the tag letters and digits (RFC 8659 4.1)"},
    {"caa-value-best-practice", RULE_BEST_PRACTICE, "CAA", NULL, check_best_practice,
	"CaaValueBestPracticeValidator", "issue comes with issuewild (RFC 8659 4.3)"},
    {0},
};
