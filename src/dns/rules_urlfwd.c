/* Rules for URLFWD, a redirect that some providers offer. */
#include "dns/rules_parts.h"

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"code", NULL, 301, 302, "302"},
	    {"masking", NULL, 0, 2, "0"},
	    {"query", NULL, 0, 1, "0"},
	};
	static const char *const keys[] = {"path", "target"};
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i],
			"{path: /, target: 'https://www.example.com/', …}"))
			continue;
		rule_numbers(call, values[i], specs, 3);
		rule_present(call, values[i], keys, 2);
	}
}

const struct rule rules_urlfwd[] = {
    {"urlfwd-value", RULE_LEGACY | RULE_STRICT, "URLFWD", NULL, check_value, "UrlfwdValueValidator",
	"code is 301 or 302, masking 0 to 2, query 0 or 1, nothing missing"},
    {0},
};
