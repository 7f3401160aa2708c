/* Rules for naming authority pointers (RFC 3403). */
#include "dns/rules_parts.h"

#include <string.h>

static const char example[] =
    "{order: 10, preference: 100, flags: S, service: SIP+D2U, regexp: '', replacement: a.example.com.}";

static bool
is_flag(struct slice text)
{
	return text.len == 1 && strchr("SAUPsaup", text.data[0]) != NULL && text.data[0] != '\0';
}

static void
unknown_flags(struct rule_call *call, const struct node *flags)
{
	rule_fail(call, flags, "write S, A, U or P", "unknown flags \"%.*s\"",
	    SLICE_ARGS(rule_shown(flags)));
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"order", NULL, 1, 0, "10"},
	    {"preference", NULL, 1, 0, "100"},
	};
	static const char *const keys[] = {"service", "regexp", "replacement"};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *flags = node_get(values[i], "flags");

		if (!rule_is_map(call, values[i], example))
			continue;
		rule_numbers(call, values[i], specs, 2);
		if (flags == NULL)
			rule_missing(call, values[i], "flags", "S");
		else if (flags->kind != NODE_TEXT || !is_flag(flags->text))
			unknown_flags(call, flags);
		rule_present(call, values[i], keys, 3);
	}
}

static void
check_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"order", NULL, 0, 65535, "10"},
	    {"preference", NULL, 0, 65535, "100"},
	};
	static const char *const keys[] = {"service", "regexp", "replacement"};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *flags = node_get(values[i], "flags");

		if (!rule_is_map(call, values[i], example))
			continue;
		rule_numbers(call, values[i], specs, 2);
		if (flags == NULL)
			rule_missing(call, values[i], "flags", "S");
		else if (!rule_falsy(flags) && rule_is_text(call, flags, "flags") &&
		    !is_flag(flags->text))
			unknown_flags(call, flags);
		rule_present(call, values[i], keys, 3);
	}
}

static void
check_dot(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		target_check_dot(call, node_get(values[i], "replacement"), "replacement");
}

const struct rule rules_naptr[] = {
    {"naptr-value", RULE_LEGACY, "NAPTR", NULL, check_value, "NaptrValueValidator",
	"order and preference are numbers, flags S, A, U or P, nothing missing (RFC 3403 4.1)"},
    {"naptr-value-rfc", RULE_STRICT, "NAPTR", NULL, check_strict, "NaptrValueRfcValidator",
	"numbers are 0 to 65535, flags S, A, U, P or empty (RFC 3403 4.1)"},
    {"naptr-value-best-practice", RULE_BEST_PRACTICE, "NAPTR", NULL, check_dot,
	"NaptrValueBestPracticeValidator", "the replacement ends in a dot (RFC 1035 5.1)"},
    {0},
};
